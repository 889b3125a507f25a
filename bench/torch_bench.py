#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""PyTorch's side of the CPU workloads: one JSON line per workload.

    torch_bench.py [--threads N] [--only a,b,epoch_c] [--steps K] [--channels-last] [--data DIR]

Every workload runs in a process of its own, so that peak memory is its own. Fields: workload, impl, threads,
median_step_ms, p10_ms, p90_ms, steps, fwd_ms, bwd_ms, opt_ms, params, loss0 (first step), lossN (last step),
rss_import_mb, peak_rss_mb, import_s. bench/train_bench.c prints the same fields; loss0 must agree.

What fixes a workload (port these exactly):
  weights   the layers' default initialisation after manual_seed(1234), in order of construction (GPT: see class GPT)
  inputs    a 64-bit LCG: x0 = seed, x' = x * 6364136223846793005 + 1442695040888963407 mod 2^64, u = x >> 40 (24 bits); u0 comes from x0 itself
            frand: u / 2^23 - 1, float32 in [-1, 1), seed 1 (targets of g: seed 5);  irand(hi): (u >> 4) mod hi, seed 2 (targets of e: seed 3)
  step      loss = criterion(net(x), y); zero_grad(set_to_none=True); loss.backward(); optimizer.step()   on the same batch again and again
"""
import argparse, gzip, json, os, resource, statistics, subprocess, sys, time

WORKLOADS = ["a", "b", "c", "d", "e", "f", "g", "h_b", "h_c", "h_d", "h_e", "epoch_b", "epoch_c"]

args = argparse.ArgumentParser()
args.add_argument("--threads", type=int, default=1)
args.add_argument("--only", default="")
args.add_argument("--steps", type=int, default=0, help="0: the workload's own number, at least 20")
args.add_argument("--channels-last", action="store_true")
args.add_argument("--data", default="/usr/share/datasets/fashion-mnist")
args.add_argument("--cpu-time", action="store_true", help="the process's own time instead of the wall clock's: for a machine that others use")
args.add_argument("--child", default="", help=argparse.SUPPRESS)
args = args.parse_args()

if not args.child:                                   # parent: one child process per workload
    env = dict(os.environ, OMP_NUM_THREADS=str(args.threads), OPENBLAS_NUM_THREADS=str(args.threads), MKL_NUM_THREADS=str(args.threads))
    chosen = args.only.split(",") if args.only else WORKLOADS
    for workload in chosen:
        command = [sys.executable, os.path.abspath(__file__), "--child", workload, *sys.argv[1:]]
        child = subprocess.run(command, env=env, stdout=subprocess.PIPE, text=True)
        sys.stdout.write(child.stdout if child.returncode == 0 else json.dumps({"workload": workload, "error": child.returncode}) + "\n")
        sys.stdout.flush()
    sys.exit(0)

clock = time.process_time if args.cpu_time else time.perf_counter
started = clock()
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
import_s = clock() - started


def resident_mb():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024


rss_import_mb = resident_mb()
torch.set_num_threads(args.threads)
torch.manual_seed(1234)


def lcg(n, seed):
    """The first n values u (24 bits each) of the generator above; doubles its vector until n are there."""
    a, c = np.uint64(6364136223846793005), np.uint64(1442695040888963407)
    out, done = np.empty(n, np.uint64), 1
    out[0] = seed
    with np.errstate(over="ignore"):
        while done < n:
            more = min(done, n - done)
            out[done:done + more] = out[:more] * a + c
            c, a, done = a * c + c, a * a, done * 2
    return (out >> np.uint64(40)).astype(np.uint32)


def frand(*shape, seed=1):
    u = lcg(int(np.prod(shape)), seed)
    return torch.from_numpy((u.astype(np.float32) / 8388608.0 - 1.0).reshape(shape))


def irand(hi, *shape, seed=2):
    u = lcg(int(np.prod(shape)), seed) >> np.uint32(4)
    return torch.from_numpy(u.astype(np.int64).reshape(shape) % hi)


# ---- the nets ---------------------------------------------------------------------------------------------------------
class Tutorial(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(3, 16, 3, padding=1), nn.Conv2d(16, 32, 3, padding=1)
        self.linear = nn.Linear(3200, 20)

    def forward(self, x):
        return self.linear(F.relu(self.conv2(F.relu(self.conv1(x)))).flatten(1))


def mlp():
    return nn.Sequential(nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, 512), nn.ReLU(), nn.Linear(512, 10))


def lenet():
    return nn.Sequential(nn.Conv2d(1, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
                         nn.Flatten(), nn.Linear(3136, 128), nn.ReLU(), nn.Linear(128, 10))


class Block(nn.Module):
    def __init__(self, cin, cout, stride):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(cin, cout, 3, stride, 1, bias=False), nn.BatchNorm2d(cout)
        self.conv2, self.bn2 = nn.Conv2d(cout, cout, 3, 1, 1, bias=False), nn.BatchNorm2d(cout)
        same = stride == 1 and cin == cout
        self.shortcut = nn.Sequential() if same else nn.Sequential(nn.Conv2d(cin, cout, 1, stride, bias=False), nn.BatchNorm2d(cout))

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)))
        return F.relu(self.bn2(self.conv2(y)) + self.shortcut(x))


def resnet18():
    layers, cin = [nn.Conv2d(3, 64, 3, 1, 1, bias=False), nn.BatchNorm2d(64), nn.ReLU()], 64
    for cout, stride in ((64, 1), (128, 2), (256, 2), (512, 2)):
        layers += [Block(cin, cout, stride), Block(cout, cout, 1)]
        cin = cout
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(512, 10))


class GPTBlock(nn.Module):
    def __init__(self, d, heads, context):
        super().__init__()
        self.heads = heads
        self.ln1, self.qkv, self.proj = nn.LayerNorm(d), nn.Linear(d, 3 * d), nn.Linear(d, d)
        self.ln2, self.fc1, self.fc2 = nn.LayerNorm(d), nn.Linear(d, 4 * d), nn.Linear(4 * d, d)
        self.register_buffer("mask", torch.tril(torch.ones(context, context)).view(1, 1, context, context))

    def attention(self, q, k, v, t):
        if hasattr(F, "scaled_dot_product_attention"):           # PyTorch 2.x: its best path
            return F.scaled_dot_product_attention(q, k, v, is_causal=True)
        score = (q @ k.transpose(-2, -1)) * (1.0 / q.shape[-1] ** 0.5)
        return F.softmax(score.masked_fill(self.mask[:, :, :t, :t] == 0, float("-inf")), -1) @ v

    def forward(self, x):
        b, t, d = x.shape
        q, k, v = (s.view(b, t, self.heads, d // self.heads).transpose(1, 2) for s in self.qkv(self.ln1(x)).split(d, 2))
        x = x + self.proj(self.attention(q, k, v, t).transpose(1, 2).contiguous().view(b, t, d))
        return x + self.fc2(F.gelu(self.fc1(self.ln2(x))))


class GPT(nn.Module):
    """Pre-norm, tied embedding, no dropout. After construction every Linear and Embedding weight is redrawn, in order of modules(), from N(0, 0.02);
    the tied weight is drawn twice: as token's, then as head's."""

    def __init__(self, vocabulary=65, d=384, heads=6, layers=6, context=256):
        super().__init__()
        self.token, self.position = nn.Embedding(vocabulary, d), nn.Embedding(context, d)
        self.blocks = nn.ModuleList(GPTBlock(d, heads, context) for _ in range(layers))
        self.ln, self.head = nn.LayerNorm(d), nn.Linear(d, vocabulary, bias=False)
        self.token.weight = self.head.weight
        for module in self.modules():
            if isinstance(module, (nn.Linear, nn.Embedding)):
                nn.init.normal_(module.weight, 0, 0.02)

    def forward(self, i):
        x = self.token(i) + self.position(torch.arange(i.shape[1]))
        for block in self.blocks:
            x = block(x)
        return self.head(self.ln(x)).flatten(0, 1)


class LSTMNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm, self.linear = nn.LSTM(256, 256, 2), nn.Linear(256, 10)

    def forward(self, x):
        return self.linear(self.lstm(x)[0][-1])


def tiny():
    return nn.Sequential(nn.Linear(2, 16), nn.Tanh(), nn.Linear(16, 16), nn.Tanh(), nn.Linear(16, 1))


def workload(name):
    """(net, optimizer, input, target, criterion, steps)"""
    sgd, adam, adamw, ce = torch.optim.SGD, torch.optim.Adam, torch.optim.AdamW, F.cross_entropy
    if name == "a":
        net = Tutorial(); return net, sgd(net.parameters(), 1e-3), frand(8, 3, 10, 10), irand(20, 8), ce, 300
    if name == "b":
        net = mlp(); return net, sgd(net.parameters(), 0.01, momentum=0.9), frand(64, 784), irand(10, 64), ce, 200
    if name == "c":
        net = lenet(); return net, adam(net.parameters(), 1e-3), frand(64, 1, 28, 28), irand(10, 64), ce, 100
    if name == "d":
        net = resnet18(); return net, sgd(net.parameters(), 0.01, momentum=0.9, weight_decay=5e-4), frand(32, 3, 32, 32), irand(10, 32), ce, 20
    if name == "e":
        net = GPT(); return net, adamw(net.parameters(), 3e-4, betas=(0.9, 0.95), weight_decay=0.1), irand(65, 8, 256), irand(65, 2048, seed=3), ce, 20
    if name == "f":
        net = LSTMNet(); return net, adam(net.parameters(), 1e-3), frand(64, 32, 256), irand(10, 32), ce, 30
    if name == "g":
        net = tiny(); return net, sgd(net.parameters(), 1e-2), frand(1, 2), frand(1, 1, seed=5), F.mse_loss, 5000
    sys.exit(f"no workload {name!r}")


def fashion_mnist():
    def read(file, offset):
        return np.frombuffer(gzip.open(os.path.join(args.data, file)).read(), np.uint8, offset=offset)

    def images(file):
        return (torch.from_numpy(read(file, 16).reshape(-1, 784).astype(np.float32) / 255.0) - 0.2860) / 0.3530

    def labels(file):
        return torch.from_numpy(read(file, 8).astype(np.int64))

    return (images("train-images-idx3-ubyte.gz"), labels("train-labels-idx1-ubyte.gz"),
            images("t10k-images-idx3-ubyte.gz"), labels("t10k-labels-idx1-ubyte.gz"))


def emit(**fields):
    fields.update(impl="torch-" + torch.__version__ + ("-nhwc" if args.channels_last else ""), threads=args.threads, import_s=round(import_s, 2),
                  rss_import_mb=round(rss_import_mb, 1), peak_rss_mb=round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1))
    print(json.dumps(fields), flush=True)


def spread(times):
    times = sorted(times)
    return dict(median_step_ms=round(statistics.median(times) * 1e3, 4), p10_ms=round(times[len(times) // 10] * 1e3, 4),
                p90_ms=round(times[len(times) * 9 // 10] * 1e3, 4), steps=len(times))


def run_epoch(name):
    """One pass over Fashion-MNIST, batch 64, in the order of a stable argsort of lcg(60000, 7)."""
    train_x, train_y, test_x, test_y = fashion_mnist()
    torch.manual_seed(1234)
    net, optimizer, _, _, criterion, _ = workload(name)
    if name == "c":
        train_x, test_x = train_x.view(-1, 1, 28, 28), test_x.view(-1, 1, 28, 28)
    order, batch = torch.from_numpy(np.argsort(lcg(len(train_x), 7), kind="stable")), 64
    begin = clock()
    for i in range(0, len(order) - batch + 1, batch):
        rows = order[i:i + batch]
        loss = criterion(net(train_x[rows]), train_y[rows])
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
    epoch_s = clock() - begin
    with torch.no_grad():
        right = sum((net(test_x[i:i + 1000]).argmax(1) == test_y[i:i + 1000]).sum().item() for i in range(0, len(test_x), 1000))
    emit(workload="epoch_" + name, epoch_s=round(epoch_s, 3), eval_s=round(clock() - begin - epoch_s, 3), test_acc=right / len(test_x), last_loss=round(loss.item(), 5))


def run_steps(name, inference):
    net, optimizer, x, y, criterion, steps = workload(name)
    steps, params = args.steps or steps, sum(p.numel() for p in net.parameters())
    if args.channels_last and x.dim() == 4:
        net, x = net.to(memory_format=torch.channels_last), x.contiguous(memory_format=torch.channels_last)
    times = []
    if inference:
        net.eval()
        with torch.no_grad():
            for i in range(steps + max(3, steps // 10)):
                t = clock(); out = net(x); times.append(clock() - t)
        emit(workload="h_" + name, **spread(times[-steps:]), params=params, out_sum=float(out.double().sum()))
        return
    phases, losses = [], []
    for i in range(steps + max(3, steps // 10)):
        t0 = clock(); loss = criterion(net(x), y)
        t1 = clock(); optimizer.zero_grad(set_to_none=True); loss.backward()
        t2 = clock(); optimizer.step()
        t3 = clock(); phases.append((t1 - t0, t2 - t1, t3 - t2)); times.append(t3 - t0)
        losses.append(loss.detach())
    fwd, bwd, opt = (round(statistics.median(p) * 1e3, 4) for p in zip(*phases[-steps:]))
    emit(workload=name, **spread(times[-steps:]), fwd_ms=fwd, bwd_ms=bwd, opt_ms=opt, params=params, loss0=losses[0].item(), lossN=losses[-1].item())


if args.child.startswith("epoch_"):
    run_epoch(args.child[-1])
else:
    run_steps(args.child[-1], args.child.startswith("h_"))
