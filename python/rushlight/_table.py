# SPDX-License-Identifier: MIT
"""Functions and methods made from the op table: one for each schema name, its overloads in the table's order."""
import types

from . import _C

# Rows that PyTorch has in torch.nn.functional only.
NN_ONLY = frozenset("""
adaptive_avg_pool2d adaptive_max_pool2d avg_pool2d avg_pool3d max_pool2d max_pool3d cosine_embedding_loss cross_entropy elu gelu
hardsigmoid hardswish hardtanh huber_loss l1_loss leaky_relu linear log_sigmoid mish mse_loss nll_loss normalize one_hot pad
reflection_pad1d reflection_pad2d reflection_pad3d relu6 replication_pad1d replication_pad2d replication_pad3d silu smooth_l1_loss
softplus upsample_bilinear2d upsample_linear1d upsample_nearest1d upsample_nearest2d upsample_nearest3d upsample_trilinear3d upsample_bicubic2d
adaptive_avg_pool3d adaptive_max_pool3d fractional_max_pool2d fractional_max_pool3d max_unpool2d max_unpool3d im2col col2im
binary_cross_entropy kl_div
binary_cross_entropy_with_logits cosine_similarity embedding group_norm layer_norm rms_norm dropout interpolate
scaled_dot_product_attention celu selu softshrink threshold
""".split())

# Rows that PyTorch has as functions only, though their first argument is self.
NO_METHODS = frozenset("""
adaptive_avg_pool1d adaptive_max_pool1d avg_pool1d bucketize constant_pad_nd embedding_renorm_ empty_like full_like index max_pool1d
max_pool1d_with_indices max_pool2d_with_indices max_pool3d_with_indices ones_like poisson rand_like randint_like randn_like rsub slice
std_mean tensordot trunc_normal_ var_mean zeros_like
""".split())

# Further rows that belong to a name: torch.max(a, b) is maximum, x.split([1, 2]) is split_with_sizes.
MORE_OVERLOADS = {"max": ("maximum",), "min": ("minimum",), "split": ("split_with_sizes",)}

ALIASES = {
    "absolute": "abs", "multiply": "mul", "subtract": "sub", "divide": "div", "true_divide": "div", "greater": "gt",
    "greater_equal": "ge", "less": "lt", "less_equal": "le", "not_equal": "ne", "negative": "neg", "clip": "clamp", "fix": "trunc",
    "concat": "cat", "swapaxes": "transpose", "swapdims": "transpose", "moveaxis": "movedim", "ger": "outer", "arccos": "acos",
    "arcsin": "asin", "arctan": "atan", "arctan2": "atan2", "arcsinh": "asinh", "arccosh": "acosh", "arctanh": "atanh",
}

functions = {}     # every function by name, those of NN_ONLY too


def build(torch, tensor):
    groups, rows = {}, _C._rows()
    for i, (name, schema, has_self, inplace, inplace_only, internal) in enumerate(rows):
        if internal:
            continue
        base = schema[:schema.index("(")].partition(".")[0]
        groups.setdefault(base, []).append((i, has_self, inplace, inplace_only))
        if "(Scalar self" not in schema:    # a tensor of no dimensions passes for a Scalar: rows for tensors come first
            groups[base].sort(key=lambda r: "(Scalar self" in rows[r[0]][1])
    for name, others in MORE_OVERLOADS.items():
        for other in others:
            groups[name] = groups[name][:1] + groups[other] + groups[name][1:]
    for name, target in ALIASES.items():
        if target in groups:
            groups[name] = groups[target]
    for name, group in groups.items():
        every = tuple(r[0] for r in group)
        only = group[0][3]
        functions[name] = _C._op(name, every, False, only)
        public = name not in NN_ONLY and not name.startswith(("_", "linalg_", "special_"))
        if public:
            torch[name] = functions[name]
        own = tuple(r[0] for r in group if r[1])
        if own and public and name not in NO_METHODS:
            setattr(tensor, name, _C._op(name, own, True, only))
        changing = tuple(r[0] for r in group if r[2] and r[1])
        if changing and not only:
            functions[name + "_"] = _C._op(name + "_", changing, False, True)
            if public:
                torch[name + "_"] = functions[name + "_"]
                setattr(tensor, name + "_", _C._op(name + "_", changing, True, True))


class Functions(types.ModuleType):
    """The rows as a module: torch._C._nn."""

    def __getattr__(self, name):
        try:
            return functions[name]
        except KeyError:
            raise AttributeError(f"module '{self.__name__}' has no attribute '{name}'") from None
