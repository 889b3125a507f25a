#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Many functions of the Python module beside PyTorch's, on one thread, on tensors of about a million elements.

    PYTHONPATH=build/python python3 bench/python_ops.py [--slower RATIO] [CASE …]

Each module runs in a process of its own; a case's time is the least of several. Prints the geometric mean of the ratios, and the cases
that take at least RATIO (1.15) times PyTorch's time; cases that are named are always printed."""
import argparse
import json
import math
import subprocess
import sys
import time
import warnings

SETUP = """
torch.manual_seed(0)
x, y = torch.randn(1000, 1000), torch.randn(1000, 1000)
p, q, u = x.abs() + 0.1, y.abs() + 0.1, torch.rand(1000, 1000) * 0.98 + 0.01
i, j, b = torch.randint(0, 1000, (1000, 1000)), torch.randint(1, 100, (1000, 1000)), x > 0
small = torch.randn(64, 32, 32)
positive = small @ small.mT + 32 * torch.eye(32)
m = torch.randn(256, 256)
image, volume, signal = torch.randn(8, 16, 32, 32), torch.randn(2, 8, 12, 12, 12), torch.randn(8, 16, 256)
kernel1, kernel2, kernel3 = torch.randn(16, 16, 3), torch.randn(16, 16, 3, 3), torch.randn(8, 8, 3, 3, 3)
table, words = torch.randn(1000, 64), torch.randint(0, 1000, (64, 50))
grid, patches, weight = torch.rand(8, 32, 32, 2) * 2 - 1, F.unfold(image, 3), torch.randn(256, 1000)
speech, text = torch.randn(50, 16, 20).log_softmax(2), torch.randint(1, 20, (16, 10))
lengths, text_lengths, numbers, sorted_row = torch.full((16,), 50), torch.full((16,), 10), x[:100].tolist(), x[0].sort()[0]
"""
UNARY = """abs asin atan ceil cos cosh erf erfc exp exp2 expm1 floor frac isfinite isnan log1p neg reciprocal relu round sgn sigmoid sign sin
sinh square tan tanh trunc nan_to_num"""
BINARY = "add sub mul div maximum minimum atan2 eq lt fmod remainder hypot copysign logaddexp floor_divide nextafter heaviside"
OVER_DIMS = "sum mean prod std amax argmax logsumexp max cumsum cumprod cummax median mode sort argsort softmax log_softmax"
CASES = [f"torch.{f}(x)" for f in UNARY.split()] + [f"torch.{f}(x, q)" for f in BINARY.split()]
CASES += [f"torch.{f}(p)" for f in "sqrt rsqrt log log2 lgamma digamma i0".split()] + ["torch.pow(p, q)", "torch.xlogy(p, q)", "torch.erfinv(u)", "torch.logit(u)"]
CASES += [f"special.{f}(u)" for f in "entr ndtri i1 i1e log_ndtr erfcx bessel_j0".split()]
CASES += [f"torch.{f}(x, {d})" for f in OVER_DIMS.split() for d in (0, 1)]
CASES += [f"torch.{f}(x)" for f in "sum mean prod std amax argmax median norm any count_nonzero nansum".split()]
CASES += """
torch.where(b, x, y)| x.clamp(-0.5, 0.5)| x.clamp(min=0)| torch.lerp(x, y, 0.3)| torch.addcmul(x, y, p)| x + 2| x * 2| x ** 3
x.topk(10)| x.kthvalue(10)| x.quantile(0.3, 1)| torch.histc(x, 50)| torch.bincount(i.view(-1))| torch.searchsorted(sorted_row, y)| torch.unique(i)
torch.unique_consecutive(i)| torch.isin(i, i[0, :50])| x.gather(1, i)| x.scatter(1, i, y)| x.scatter_add(1, i, y)| x.index_select(0, i[0])
x.index_select(1, i[0])| x[i[0]]| x[b]| x.masked_fill(b, 0)| b.nonzero()| x.take(i)| x.index_add(0, i[0], y)| x.index_put((i[0],), y)
x.index_fill(0, i[0], 1.0)| torch.cat([x, y])| torch.cat([x, y], 1)| torch.stack([x, y], 2)| x.t().contiguous()| volume.permute(0, 2, 3, 4, 1).contiguous()
x.tril()| x.roll(3, 1)| x.repeat(1, 2)| x.double()| x.long()| x.bfloat16()| x.half()| b.float()| x.diff()| torch.outer(x[0], y[0])
torch.cdist(x[:300, :50], y[:300, :50])| torch.einsum('bij,bjk->bik', small, small)| small @ small| x @ y[0]| m @ m| torch.addmm(m, m, m)
torch.kron(m[:30, :30], m[:30, :30])| torch.cross(x[:999].reshape(-1, 3), y[:999].reshape(-1, 3), dim=1)| torch.combinations(x[0, :300])
i + j| i * j| i // j| i % j| i.sum()| i.sort()| b & b| torch.gcd(i, j)| i & j
linalg.inv(positive)| linalg.solve(positive, small)| linalg.cholesky(positive)| linalg.qr(small)| linalg.svd(small[:8])| linalg.eigh(positive[:8])
linalg.det(small)| linalg.lu_factor(small)| linalg.pinv(small[:8])| torch.matrix_exp(small[:8] * 0.1)| linalg.inv(m)| linalg.qr(m)
F.conv1d(signal, kernel1, padding=1)| F.conv2d(image, kernel2, padding=1)| F.conv3d(volume, kernel3, padding=1)| F.conv_transpose2d(image, kernel2, stride=2)
F.max_pool2d(image, 2)| F.avg_pool2d(image, 2)| F.adaptive_avg_pool2d(image, 4)| F.interpolate(image, scale_factor=2)
F.interpolate(image, scale_factor=2, mode='bilinear')| F.grid_sample(image, grid, align_corners=False)| F.unfold(image, 3)| F.fold(patches, (32, 32), 3)
F.pixel_shuffle(image, 2)| F.pad(image, (1, 1, 1, 1))| F.pad(image, (1, 1, 1, 1), mode='reflect')| F.embedding(words, table)| F.embedding_bag(words, table)
F.layer_norm(x, (1000,))| F.group_norm(image, 4)| F.batch_norm(image, None, None, training=True)| F.gelu(x)| F.silu(x)| F.mish(x)| F.softplus(x)
F.elu(x)| F.hardswish(x)| F.logsigmoid(x)| F.leaky_relu(x)| F.hardtanh(x)| F.glu(x)| F.prelu(x, x[0, :1])| F.mse_loss(x, y)| F.smooth_l1_loss(x, y)
F.binary_cross_entropy(u, u)| F.binary_cross_entropy_with_logits(x, u)| F.cross_entropy(x, i[0])| F.kl_div(x, u)| F.cosine_similarity(x, y)
F.triplet_margin_loss(x, y, p)| F.ctc_loss(speech, text, lengths, text_lengths)| F.linear(x, weight)| F.normalize(x)| F.one_hot(words, 1000)| F.dropout(x)
torch.randn(1000, 1000)| torch.rand(1000, 1000)| torch.randint(0, 10, (1000, 1000))| torch.randperm(100000)| torch.bernoulli(u)| torch.multinomial(p[0], 100)
torch.empty(1000, 1000).exponential_()| torch.poisson(5 * p[:100])| torch.normal(x, p)| torch.zeros(1000, 1000)| torch.arange(1000000)
torch.linspace(0, 1, 1000000)| torch.eye(1000)| torch.tensor(numbers)| x[:100].tolist()| x[0, 0].item()| repr(x)| torch.allclose(x, x)| torch.equal(x, x)
torch.polygamma(1, p)| torch.igamma(p[:100], q[:100])| special.zeta(p[:100] + 1, q[:100])| torch.frexp(x)| linalg.multi_dot([m, m, m])| linalg.matrix_power(m, 5)
""".replace("\n", "|").split("|")
CASES = [case.strip() for case in CASES if case.strip()]


def measure(name, cases):
    """Seconds of each case, by the module of that name."""
    import importlib
    torch = importlib.import_module(name)
    names = {"torch": torch, **{n.rpartition(".")[2]: importlib.import_module(f"{name}.{n}") for n in ("linalg", "special")},
             "F": importlib.import_module(name + ".nn.functional")}
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    exec(SETUP, names)
    found = {}
    for case in cases:
        run, least, begun, n = eval("lambda: " + case, names), math.inf, time.perf_counter(), 0
        run()
        while n < 3 or (time.perf_counter() - begun < 0.08 and n < 50):
            start = time.perf_counter()
            run()
            least, n = min(least, time.perf_counter() - start), n + 1
        found[case] = least
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="*")
    parser.add_argument("--slower", type=float, default=1.15)
    parser.add_argument("--module", help=argparse.SUPPRESS)
    options = parser.parse_args()
    cases = [case for case in CASES if not options.cases or any(text in case for text in options.cases)]
    if options.module:
        return print(json.dumps(measure(options.module, cases)))
    ours, theirs = (json.loads(subprocess.run([sys.executable, __file__, "--module", name, *options.cases], stdout=subprocess.PIPE, check=True).stdout)
                    for name in ("rushlight", "torch"))
    ratios = sorted(((ours[case] / theirs[case], case) for case in cases), reverse=True)
    for ratio, case in ratios:
        if ratio >= options.slower or options.cases:
            print(f"{ratio:7.2f}  {1e3 * ours[case]:9.3f} ms {1e3 * theirs[case]:9.3f} ms  {case}")
    faster = sum(ratio < 1 for ratio, _ in ratios)
    print(f"{len(ratios)} cases, {faster} faster than PyTorch; geometric mean {math.exp(sum(math.log(r) for r, _ in ratios) / len(ratios)):.2f}")


if __name__ == "__main__":
    main()
