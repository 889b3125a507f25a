# SPDX-License-Identifier: MIT
"""Programs: functions of the user's own, hooks, grad, backward, checkpoints, modules, packed sequences, initial values. Each prints the
same with both modules."""

import contextlib
import importlib
import io
import sys
import warnings

NAMES = (
    "torch",
    "torch.autograd",
    "torch.autograd.function",
    "torch.utils",
    "torch.utils.checkpoint",
    "torch.nn",
    "torch.nn.utils",
    "torch.nn.utils.rnn",
    "torch.distributions",
    "torch.nn.utils.parametrize",
    "torch.optim",
    "torch.optim.swa_utils",
)

PROGRAMS = r"""
import torch.nn.utils.parametrize as P
torch.manual_seed(0)
class Skew(torch.nn.Module):
    def forward(self, x):
        x = x.tril(-1)
        return x - x.t()
class Double(torch.nn.Module):
    def forward(self, x):
        return 2 * x
    def right_inverse(self, y):
        return y / 2
net = torch.nn.Linear(3, 3)
P.register_parametrization(net, "weight", Skew())
print(net, net.weight.detach(), [n for n, _ in net.named_parameters()], P.is_parametrized(net), P.is_parametrized(net, "bias"))
net(torch.ones(1, 3)).sum().backward()
print(net.parametrizations.weight.original.grad)
P.register_parametrization(net, "bias", Double())
net.bias = torch.arange(3.0)
print(net.bias.detach(), net.parametrizations.bias.original.detach(), list(net.state_dict()))
with P.cached():
    print(net.weight is net.weight)
P.remove_parametrizations(net, "weight")
P.remove_parametrizations(net, "bias", leave_parametrized=False)
print(net, net.weight, net.bias, type(net) is torch.nn.Linear)
for f in (lambda: P.register_parametrization(net, "no", Skew()), lambda: P.remove_parametrizations(net, "weight")):
    try:
        f()
    except ValueError as e:
        print(str(e)[-40:])
----
from torch.optim.swa_utils import AveragedModel, SWALR, update_bn
torch.manual_seed(0)
net = torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.BatchNorm1d(3))
mean = AveragedModel(net)
opt = torch.optim.SGD(net.parameters(), lr=0.1)
rate = SWALR(opt, 0.01, 5)
batches = [torch.randn(4, 2) for _ in range(3)]
for i in range(8):
    opt.zero_grad()
    net(batches[i % 3]).sin().sum().backward()
    opt.step()
    rate.step()
    if i > 2:
        mean.update_parameters(net)
    print(opt.param_groups[0]["lr"])
update_bn(batches, mean)
print(list(mean.state_dict().items()))
----
import torch.distributions
D = torch.distributions
x = torch.tensor([0.3, -0.5, 1.2])
for d in (D.Normal(0.5, 2.0), D.Normal(x, x.abs()), D.Uniform(x, x + 2), D.Exponential(x.abs()), D.Bernoulli(torch.tensor([0.2, 0.7, 0.5])),
          D.Bernoulli(logits=x), D.Categorical(torch.tensor([[0.2, 0.3, 0.5], [1.0, 1.0, 2.0]])), D.Categorical(logits=torch.tensor([0.1, 2.0, -1.0]))):
    torch.manual_seed(2)
    s = d.sample((2,))
    print(d, d.batch_shape, s, d.log_prob(s), d.entropy())
    if d.has_rsample:
        print(d.rsample((2,)))
kl = D.kl_divergence
print(kl(D.Normal(0.0, 1.0), D.Normal(1.0, 2.0)), kl(D.Bernoulli(0.3), D.Bernoulli(0.6)), kl(D.Exponential(1.0), D.Exponential(2.0)),
      kl(D.Categorical(torch.tensor([0.2, 0.8])), D.Categorical(torch.tensor([0.5, 0.5]))))
m = torch.tensor(0.0, requires_grad=True)
D.Normal(m, 1.0).log_prob(torch.tensor(2.0)).backward()
print(m.grad)
for f in (lambda: D.Normal(0.0, -1.0), lambda: D.Bernoulli(), lambda: D.Uniform(1.0, 0.0), lambda: D.Categorical(torch.tensor(1.0))):
    try:
        f()
    except ValueError as e:
        print(str(e)[:60])
----
torch.manual_seed(0)
x = torch.randn(4, 3)
for wrap, undo in ((torch.nn.utils.weight_norm, torch.nn.utils.remove_weight_norm), (torch.nn.utils.spectral_norm, torch.nn.utils.remove_spectral_norm)):
    net = wrap(torch.nn.Linear(3, 2))
    print([n for n, _ in net.named_parameters()], list(net.state_dict()))
    net(x)
    net(x).sum().backward()
    print([p.grad for p in net.parameters()], net.weight.detach())
    undo(net)
    print([n for n, _ in net.named_parameters()], net.weight)
    conv = wrap(torch.nn.ConvTranspose1d(2, 3, 2))
    print(conv(torch.ones(1, 2, 3)).detach())
    try:
        undo(net)
    except ValueError as e:
        print(e)
----
net = torch.nn.Linear(2, 1)
net.weight.data.fill_(0.5)
net.register_backward_hook(lambda m, gi, go: print(len(gi), go))
net(torch.ones(1, 2, requires_grad=True)).sum().backward()
try:
    net.register_full_backward_hook(print)
except RuntimeError as e:
    print(e)
----
class Exp(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, scale):
        r = (x * scale).exp()
        ctx.save_for_backward(r)
        ctx.scale = scale
        return r
    @staticmethod
    def backward(ctx, g):
        r, = ctx.saved_tensors
        ctx.scale == 2.0 and print(ctx.needs_input_grad)
        return g * r * ctx.scale, None
x = torch.tensor([1., 0.5], requires_grad=True)
y = Exp.apply(x, 2.0)
print(y, type(y.grad_fn).__name__, y.grad_fn.name())
g, = torch.autograd.grad(y.sum(), x, create_graph=True)
print(g)
print(torch.autograd.grad(g.sum(), x))
print(torch.autograd.gradcheck(lambda a: Exp.apply(a, 0.5), torch.randn(3, dtype=torch.float64, requires_grad=True)))
print(torch.autograd.gradgradcheck(lambda a: Exp.apply(a, 0.5), torch.randn(3, dtype=torch.float64, requires_grad=True)))
with torch.no_grad():
    print(Exp.apply(x, 2.0).requires_grad)
----
class Two(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b):
        ctx.set_materialize_grads(False)
        return a + b, a * b, (a > b)
    @staticmethod
    def backward(ctx, g1, g2, g3):
        print(g1, g2, g3)
        return g1, None
a, b = torch.ones(2, requires_grad=True), torch.ones(2)
s, p, m = Two.apply(a, b)
print(s.requires_grad, p.requires_grad, m.requires_grad, s.grad_fn is not None)
s.sum().backward()
print(a.grad)
----
class Two(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b):
        return a + b, a * b
    @staticmethod
    def backward(ctx, g1, g2):
        print(g1, g2)
        return g1 + g2, g1 - g2
a, b = torch.ones(2, requires_grad=True), torch.ones(2, requires_grad=True)
s, p = Two.apply(a, b)
s.sum().backward()
print(a.grad, b.grad)
----
class Bad(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b):
        return a + b
    @staticmethod
    def backward(ctx, g):
        return g
a = torch.ones(2, requires_grad=True)
try:
    Bad.apply(a, a).sum().backward()
except RuntimeError as e:
    print(e)
----
class Bad(torch.autograd.Function):
    @staticmethod
    def forward(ctx, a, b):
        return a * b
    @staticmethod
    def backward(ctx, g):
        return g, g
a = torch.ones(2, requires_grad=True)
try:
    Bad.apply(a, 2).sum().backward()
except RuntimeError as e:
    print(e)
----
class InPlace(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        x.mul_(2)
        ctx.mark_dirty(x)
        return x
    @staticmethod
    def backward(ctx, g):
        return 2 * g
x = torch.ones(3, requires_grad=True)
y = x * 1
z = InPlace.apply(y)
print(z is y, y.grad_fn.name())
z.sum().backward()
print(x.grad)
----
class NonDiff(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        i = x.argmax()
        ctx.mark_non_differentiable(i)
        return x * 1, i
    @staticmethod
    def backward(ctx, g, gi):
        print(gi)
        return g
x = torch.tensor([1., 3., 2.], requires_grad=True)
y, i = NonDiff.apply(x)
print(y, i, i.requires_grad)
y.sum().backward()
print(x.grad)
----
from torch.autograd.function import once_differentiable
class Once(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * x
    @staticmethod
    @once_differentiable
    def backward(ctx, g):
        return 2 * g * ctx.saved_tensors[0]
x = torch.ones(2, requires_grad=True)
y = Once.apply(x)
y.sum().backward()
print(x.grad)
g, = torch.autograd.grad(Once.apply(x).sum(), x, create_graph=True)
try:
    g.sum().backward()
except RuntimeError as e:
    print(e)
----
class Sq(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x * x
    @staticmethod
    def backward(ctx, g):
        return 2 * g * ctx.saved_tensors[0]
x = torch.ones(2, requires_grad=True)
y = Sq.apply(x).sum()
y.backward()
try:
    y.backward()
except RuntimeError as e:
    print(str(e)[:60])
class No(torch.autograd.Function):
    pass
try:
    No.apply(x)
except NotImplementedError as e:
    print(e)
----
class Same(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x
    @staticmethod
    def backward(ctx, g):
        return g * 3
x = torch.ones(2, requires_grad=True)
y = Same.apply(x)
print(y is x, y.grad_fn.name())
y.sum().backward()
print(x.grad)
----
x = torch.tensor([1., 2.], requires_grad=True)
y = (x * x).sum()
for f in (lambda: torch.autograd.grad(y, torch.ones(2)), lambda: torch.autograd.grad(x * 2, x),
          lambda: torch.autograd.grad(y, torch.ones(2, requires_grad=True)), lambda: torch.autograd.grad(x * 2, x, torch.ones(3)),
          lambda: torch.autograd.backward(y, inputs=[]), lambda: torch.autograd.grad(x * 2, x, 3),
          lambda: torch.ones(2).backward()):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
print(torch.autograd.grad(y, [x, torch.ones(2, requires_grad=True)], allow_unused=True))
----
x, w = torch.ones(2, requires_grad=True), torch.full((2,), 3., requires_grad=True)
(x * w).sum().backward(inputs=[w])
print(x.grad, w.grad)
torch.autograd.backward([(x * w).sum(), (x * 2)], [None, torch.tensor([1., 2.])])
print(x.grad, w.grad)
----
print(torch.autograd.functional.jacobian(lambda a, b: (a * b, a.sum()), (torch.tensor([1., 2.]), torch.tensor([3., 4.]))))
print(torch.autograd.functional.hessian(lambda a: (a ** 3).sum(), torch.tensor([1., 2.])))
print(torch.autograd.functional.vjp(lambda a: a ** 2, torch.tensor([1., 2.]), torch.tensor([1., 1.])))
print(torch.autograd.functional.jvp(lambda a: a ** 2, torch.tensor([1., 2.]), torch.tensor([1., 1.])))
print(torch.autograd.functional.hvp(lambda a: (a ** 3).sum(), torch.tensor([1., 2.]), torch.tensor([1., 1.])))
print(torch.autograd.functional.vhp(lambda a: (a ** 3).sum(), torch.tensor([1., 2.]), torch.tensor([1., 1.])))
----
from torch.utils.checkpoint import checkpoint, checkpoint_sequential
torch.manual_seed(0)
net = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.Dropout(0.5), torch.nn.Linear(4, 2), torch.nn.Tanh())
x = torch.randn(2, 3, requires_grad=True)
for run in (lambda: net(x), lambda: checkpoint(net, x), lambda: checkpoint_sequential(net, 2, x), lambda: checkpoint(net, x, use_reentrant=False)):
    torch.manual_seed(1)
    x.grad = None
    net.zero_grad(set_to_none=True)
    run().sum().backward()
    print(x.grad, net[0].weight.grad)
----
net = torch.nn.Linear(2, 2, bias=False)
net.weight.data.fill_(0.5)
handles = [net.register_forward_pre_hook(lambda m, i: print("pre", i)), net.register_forward_hook(lambda m, i, o: print("post", o.shape)),
           net.register_full_backward_hook(lambda m, gi, go: print("back", gi, go))]
x = torch.ones(1, 2, requires_grad=True)
y = net(x)
y.sum().backward()
print(x.grad, y.grad_fn.name())
for h in handles:
    h.remove()
net(x)
h = net.register_full_backward_hook(lambda m, gi, go: (gi[0] * 10,))
x.grad = None
net(x).sum().backward()
print(x.grad)
h2 = net.register_forward_hook(lambda m, i, o: o * 2)
h3 = net.register_forward_pre_hook(lambda m, i: (i[0] + 1,))
print(net(x))
net.register_full_backward_hook(lambda m, gi, go: (1, 2))
try:
    net(x).sum().backward()
except Exception as e:
    print(type(e).__name__, e)
----
net = torch.nn.Linear(2, 2, bias=False)
net.weight.data.fill_(0.5)
net.register_full_backward_hook(lambda m, gi, go: print("back", gi, go))
net(torch.ones(1, 2)).sum().backward()
print(net.weight.grad)
----
class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.a = torch.nn.Linear(2, 3)
        self.b = torch.nn.ModuleList([torch.nn.ReLU(), torch.nn.Sequential(torch.nn.Dropout(0.2))])
        self.register_buffer("steps", torch.zeros(2))
        self.register_buffer("hidden", torch.zeros(1), persistent=False)
        self.scale = torch.nn.Parameter(torch.ones(1))
        self.shared = self.a
        self.register_parameter("nothing", None)
    def forward(self, x):
        return self.a(x) * self.scale
    def extra_repr(self):
        return "extra=1\nsecond"
net = Net()
print(net)
for walk in (net.named_parameters, net.named_buffers, net.named_children, net.named_modules):
    print([n for n, _ in walk()])
print([n for n, _ in net.named_parameters(prefix="p", recurse=False)], list(net.state_dict()), [k for k in dir(net) if k in ("a", "scale", "steps")])
print(net.eval().training, net.b[1][0].training, net.train().b[1][0].training)
print(net.get_submodule("b.1.0"), net.get_parameter("a.weight").shape, net.get_buffer("steps"))
for f in (lambda: net.get_submodule("b.7"), lambda: net.get_parameter("steps"), lambda: net.get_buffer("a"), lambda: net.to(torch.int64),
          lambda: setattr(net, "a", 3), lambda: setattr(net, "steps", 3), lambda: net.train(3), lambda: net.load_state_dict({"scale": torch.ones(1)}),
          lambda: net.register_module("x.y", None), lambda: net.add_module("", None), lambda: net.register_buffer("a", None)):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
print(net.load_state_dict({"scale": torch.ones(1) * 2, "zzz": torch.ones(1)}, strict=False), net.scale)
print(net.load_state_dict(net.state_dict()))
net.double()
print(net.a.weight.dtype, net.steps.dtype)
net.to(torch.float32).requires_grad_(False)
print([p.requires_grad for p in net.parameters()])
del net.scale
print(hasattr(net, "scale"))
seen = []
net.apply(lambda m: seen.append(type(m).__name__))
print(seen)
import copy
other = copy.deepcopy(net)
print(other.a.weight is net.a.weight, torch.equal(other.a.weight, net.a.weight), other.shared is other.a)
----
m = torch.nn.Sequential(torch.nn.Linear(1, 2), torch.nn.ReLU(), torch.nn.Linear(2, 1))
print(len(m), m[-1], m[:2], [type(x).__name__ for x in m])
m[1] = torch.nn.Tanh()
del m[0]
m.append(torch.nn.ReLU())
m.insert(0, torch.nn.Identity())
print(m, m.pop(0), len(m + m), len(m * 2))
l = torch.nn.ModuleList([torch.nn.ReLU()])
l += [torch.nn.Tanh()]
l.insert(1, torch.nn.ELU())
l.extend([torch.nn.GELU()])
print(l, l[-1], l[1:3], len(l))
d = torch.nn.ModuleDict({"a": torch.nn.ReLU(), "b": torch.nn.Tanh()})
d["c"] = torch.nn.ELU()
d.update([("d", torch.nn.GELU())])
print(d, "a" in d, d.pop("a"), list(d.keys()), len(d))
p = torch.nn.ParameterList([torch.nn.Parameter(torch.ones(2, 3)), torch.zeros(1), 3])
p.append(torch.nn.Parameter(torch.ones(1)))
print(p, [n for n, _ in p.named_parameters()], p[0:2])
q = torch.nn.ParameterDict({"x": torch.ones(2), "y": 5})
q["z"] = torch.nn.Parameter(torch.ones(1))
print(q, list(q), [n for n, _ in q.named_parameters()], "y" in q, q.get("no"), len(q))
----
p = torch.nn.Parameter(torch.ones(2))
print(p, p.requires_grad, p.is_leaf, isinstance(p, torch.Tensor), isinstance(torch.ones(1), torch.nn.Parameter), type(p + 1).__name__, type(p.data).__name__)
print(torch.nn.Parameter(torch.ones(1), requires_grad=False), torch.nn.Parameter().shape)
----
torch.manual_seed(0)
from torch.nn.utils.rnn import pad_sequence, pack_sequence, pad_packed_sequence, pack_padded_sequence
s = [torch.arange(3.), torch.arange(5.), torch.arange(2.)]
print(pad_sequence(s, True, -1.0))
packed = pack_sequence([x.unsqueeze(1) for x in s], enforce_sorted=False)
print(packed)
print(pad_packed_sequence(packed, True))
for kind in ("LSTM", "GRU", "RNN"):
    net = getattr(torch.nn, kind)(1, 2, 2, bidirectional=True)
    out, h = net(packed)
    total = out.data.sum() + (h[0] if kind == "LSTM" else h).sum()
    total.backward()
    print(out.batch_sizes, *[t.mul(1e3).round() for t in (out.data, h[0] if kind == "LSTM" else h, net.weight_ih_l0.grad)])
----
p = [torch.nn.Parameter(torch.ones(2)), torch.nn.Parameter(torch.ones(3))]
p[0].grad, p[1].grad = torch.full((2,), 3.), torch.full((3,), -4.)
print(torch.nn.utils.clip_grad_norm_(p, 1.0), p[0].grad)
print(torch.nn.utils.clip_grad_norm_(p, 1.0, float("inf")), torch.nn.utils.clip_grad_norm_([], 1.0))
torch.nn.utils.clip_grad_value_(p, 0.1)
print(p[1].grad, torch.nn.utils.parameters_to_vector(p))
torch.nn.utils.vector_to_parameters(torch.arange(5.), p)
print(p)
----
torch.manual_seed(0)
init = torch.nn.init
for name, args in (("uniform_", ()), ("normal_", (1, 2)), ("constant_", (3.,)), ("ones_", ()), ("zeros_", ()), ("eye_", ()), ("xavier_uniform_", (2,)),
                   ("xavier_normal_", ()), ("kaiming_uniform_", (0.1,)), ("kaiming_normal_", (0, "fan_out", "relu")), ("orthogonal_", ()),
                   ("sparse_", (0.5,)), ("trunc_normal_", ())):
    w = torch.empty(3, 4)
    print(name, getattr(init, name)(w, *args).mul(100).round().add(0))
print(init.orthogonal_(torch.empty(5, 3)).mul(100).round().add(0), init.dirac_(torch.empty(4, 2, 3), 2), init.calculate_gain("leaky_relu", 0.2), init.calculate_gain("tanh"))
for f in (lambda: init.xavier_uniform_(torch.empty(3)), lambda: init.eye_(torch.empty(3)), lambda: init.kaiming_uniform_(torch.empty(2, 2), mode="x"),
          lambda: init.calculate_gain("x"), lambda: init.orthogonal_(torch.empty(3)), lambda: init.dirac_(torch.empty(3, 3))):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
----
with torch.random.fork_rng():
    torch.manual_seed(3)
    print(torch.rand(2))
torch.manual_seed(4)
state = torch.get_rng_state()
a = torch.rand(2)
torch.set_rng_state(state)
print(a, torch.rand(2), torch.random.initial_seed())
print(torch.cuda.is_available(), torch.cuda.device_count())
----
t = torch.testing.assert_close
t(torch.ones(2), torch.ones(2) + 1e-7)
t([1.0, torch.ones(1)], [1.0, torch.ones(1)])
t({"a": 1}, {"a": 1})
for a, b in ((torch.ones(2), torch.zeros(2)), (torch.ones(2), torch.ones(3)), (torch.ones(2), torch.ones(2).double()), (1.0, 2.0), (1, 2),
             ([1.0], [1.0, 2.0]), (torch.tensor([[1, 2], [3, 4]]), torch.tensor([[1, 2], [3, 5]])), (torch.tensor(1.), torch.tensor(2.)),
             ({"a": torch.ones(1)}, {"a": torch.zeros(1)}), ([[1.0, 2.0]], [[1.0, 3.0]]), ("a", "b")):
    try:
        t(a, b)
        print("no error")
    except Exception as e:
        print(type(e).__name__, e)
----
x = torch.ones(2, requires_grad=True)
with torch.autograd.set_detect_anomaly(True):
    print(torch.is_anomaly_enabled())
print(torch.is_anomaly_enabled())
with torch.autograd.detect_anomaly():
    y = (x * 0).sqrt().sum() * 0
    try:
        y.backward()
    except RuntimeError as e:
        print(str(e)[:60])
"""


def output(module, text):
    """What the program prints, with `module` in the place of torch."""
    before = {n: sys.modules.get(n) for n in NAMES}
    for n in NAMES:
        sys.modules[n] = importlib.import_module(module.__name__ + n[5:])
    out = io.StringIO()
    try:
        with contextlib.redirect_stdout(out), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            module.manual_seed(0)
            exec(compile(text, "program.py", "exec"), {"torch": module, "__name__": "program"})
    except Exception as e:
        out.write(f"\n{type(e).__name__}: {e}\n")
    finally:
        for n, m in before.items():
            if m is None:
                del sys.modules[n]
            else:
                sys.modules[n] = m
    return out.getvalue()


def results(module):
    return {text: output(module, text) for text in PROGRAMS.split("----\n")}
