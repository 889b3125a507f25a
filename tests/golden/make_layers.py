#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""make_layers.py - golden data of the layers (tests/golden/layers.safetensors), with PyTorch 1.13.1.

The file's text under the name CASE is how the module prints. Its tensors are named CASE.KIND.NAME:
    start.NAME   the state dict of the layer made after manual_seed(0), in order
    in.N         the arguments of forward, in order (recurrent layers: x, h, c; attention: query, key, value)
    train.N      the results in training, after manual_seed(1)
    weight.N     the gradients of the train results with which backward is called
    grad.in.N    the gradients of the floating-point arguments;  grad.NAME  of the parameters
    after.NAME   the buffers afterwards
    eval.N       the results in evaluation, after all that"""
import json, os, struct, torch
from torch import nn

class RMSNorm(nn.Module):
    """PyTorch 1.13 has none: x / sqrt(mean(x^2) + eps) weight, printed as PyTorch 2 does"""
    def __init__(self, shape, eps=None):
        super().__init__()
        self.shape, self.eps, self.weight = shape, eps, nn.Parameter(torch.ones(shape))
    def forward(self, x):
        eps = torch.finfo(x.dtype).eps if self.eps is None else self.eps
        dims = tuple(range(-len(self.shape), 0))
        return x * (x.pow(2).mean(dims, keepdim=True) + eps).rsqrt() * self.weight
    def extra_repr(self):
        return f"{self.shape}, eps={self.eps}, elementwise_affine=True"

generator = torch.Generator().manual_seed(99)
def x(*shape):
    return torch.randn(*shape, generator=generator)
def spaced(*shape):
    """no two equal, so that a maximum has one place"""
    n = int(torch.Size(shape).numel())
    return (torch.randperm(n, generator=generator).float() / n * 4 - 2).view(*shape)
def index(high, *shape):
    return torch.randint(high, shape, generator=generator)

def mask(rows, columns):
    return torch.triu(torch.ones(rows, columns, dtype=torch.bool), 1)
padding = torch.tensor([[False, False, False, True], [False, False, True, True]])

plain = lambda m, *a: [m(*a)]
def recurrent(m, inputs, *state):
    y, last = m(inputs, *([state[0] if len(state) == 1 else state] if state else []))
    return [y, *(last if isinstance(last, tuple) else [last])]
def attention(**k):
    return lambda m, *a: [r for r in m(*a, **k) if r is not None]
def encoder(**k):
    return lambda m, *a: [m(*a, **k)]

# name: (maker, inputs, call)
cases = {
    "linear": (lambda: nn.Linear(5, 3), [x(2, 4, 5)], plain),
    "linear_no_bias": (lambda: nn.Linear(5, 3, bias=False), [x(5)], plain),
    "conv1d": (lambda: nn.Conv1d(4, 6, 3, stride=2, padding=1, dilation=2, groups=2), [x(2, 4, 11)], plain),
    "conv2d": (lambda: nn.Conv2d(3, 4, (3, 2), padding=(1, 0)), [x(2, 3, 6, 5)], plain),
    "conv2d_same": (lambda: nn.Conv2d(2, 3, 3, padding="same", bias=False), [x(2, 2, 5, 5)], plain),
    "conv3d": (lambda: nn.Conv3d(2, 3, 2, stride=(1, 2, 1)), [x(2, 2, 4, 4, 4)], plain),
    "conv_transpose1d": (lambda: nn.ConvTranspose1d(3, 4, 3, stride=2, padding=1, output_padding=1), [x(2, 3, 5)], plain),
    "conv_transpose2d": (lambda: nn.ConvTranspose2d(4, 2, 3, stride=2, groups=2), [x(2, 4, 3, 3)], plain),
    "max_pool1d": (lambda: nn.MaxPool1d(3, stride=2, padding=1), [spaced(2, 3, 9)], plain),
    "max_pool2d": (lambda: nn.MaxPool2d((2, 3), ceil_mode=True), [spaced(2, 2, 5, 7)], plain),
    "avg_pool1d": (lambda: nn.AvgPool1d(3, stride=2, padding=1), [x(2, 3, 9)], plain),
    "avg_pool2d": (lambda: nn.AvgPool2d(2, padding=1, count_include_pad=False), [x(2, 2, 5, 5)], plain),
    "adaptive_avg_pool1d": (lambda: nn.AdaptiveAvgPool1d(4), [x(2, 3, 9)], plain),
    "adaptive_avg_pool2d": (lambda: nn.AdaptiveAvgPool2d((3, 2)), [x(2, 2, 5, 7)], plain),
    "adaptive_max_pool1d": (lambda: nn.AdaptiveMaxPool1d(4), [spaced(2, 3, 9)], plain),
    "adaptive_max_pool2d": (lambda: nn.AdaptiveMaxPool2d(2), [spaced(2, 2, 5, 7)], plain),
    "dropout": (lambda: nn.Dropout(0.3), [x(3, 7)], plain),
    "dropout_view": (lambda: nn.Sequential(nn.Flatten(0, 1), nn.Dropout(0.5)), [x(2, 3, 4)], plain),
    "flatten": (lambda: nn.Flatten(), [x(2, 3, 4)], plain),
    "identity": (lambda: nn.Identity(), [x(2, 3)], plain),
    "relu": (lambda: nn.ReLU(), [x(2, 9)], plain),
    "tanh": (lambda: nn.Tanh(), [x(2, 9)], plain),
    "sigmoid": (lambda: nn.Sigmoid(), [x(2, 9)], plain),
    "silu": (lambda: nn.SiLU(), [x(2, 9)], plain),
    "hardswish": (lambda: nn.Hardswish(), [3 * x(2, 9)], plain),
    "gelu": (lambda: nn.GELU(), [x(2, 9)], plain),
    "gelu_tanh": (lambda: nn.GELU(approximate="tanh"), [x(2, 9)], plain),
    "leaky_relu": (lambda: nn.LeakyReLU(0.2), [x(2, 9)], plain),
    "elu": (lambda: nn.ELU(1.5), [x(2, 9)], plain),
    "softplus": (lambda: nn.Softplus(2.0, 3.0), [x(2, 9)], plain),
    "hardtanh": (lambda: nn.Hardtanh(-0.5, 1.0), [x(2, 9)], plain),
    "softmax": (lambda: nn.Softmax(1), [x(2, 9)], plain),
    "log_softmax": (lambda: nn.LogSoftmax(-1), [x(2, 9)], plain),
    "embedding": (lambda: nn.Embedding(7, 3), [index(7, 2, 5)], plain),
    "embedding_padding": (lambda: nn.Embedding(7, 4, padding_idx=-2), [torch.tensor([[5, 1, 5], [0, 6, 1]])], plain),
    "embedding_max_norm": (lambda: nn.Embedding(7, 3, max_norm=1.0, norm_type=1.0, scale_grad_by_freq=True), [torch.tensor([[5, 1, 5], [0, 5, 1]])], plain),
    "batch_norm1d": (lambda: nn.BatchNorm1d(5), [x(4, 5)], plain),
    "batch_norm1d_3d": (lambda: nn.BatchNorm1d(3, eps=1e-3, momentum=0.3, affine=False), [x(4, 3, 6)], plain),
    "batch_norm2d": (lambda: nn.BatchNorm2d(3), [x(2, 3, 4, 5)], plain),
    "batch_norm2d_cumulative": (lambda: nn.BatchNorm2d(3, momentum=None), [x(2, 3, 4, 5)], plain),
    "batch_norm2d_untracked": (lambda: nn.BatchNorm2d(3, track_running_stats=False), [x(2, 3, 4, 5)], plain),
    "layer_norm": (lambda: nn.LayerNorm(6), [x(3, 2, 6)], plain),
    "layer_norm_2d": (lambda: nn.LayerNorm((4, 3), eps=1e-3, elementwise_affine=False), [x(2, 4, 3)], plain),
    "rms_norm": (lambda: RMSNorm((6,)), [x(3, 2, 6)], plain),
    "rms_norm_eps": (lambda: RMSNorm((2, 6), 1e-5), [x(3, 2, 6)], plain),
    "group_norm": (lambda: nn.GroupNorm(2, 6), [x(2, 6, 5)], plain),
    "group_norm_no_affine": (lambda: nn.GroupNorm(3, 6, eps=1e-3, affine=False), [x(2, 6, 3, 4)], plain),
    "rnn": (lambda: nn.RNN(3, 4), [x(5, 2, 3)], recurrent),
    "rnn_relu": (lambda: nn.RNN(3, 4, num_layers=2, nonlinearity="relu", bias=False, batch_first=True), [x(2, 5, 3), x(2, 2, 4)], recurrent),
    "lstm": (lambda: nn.LSTM(3, 4), [x(5, 2, 3), x(1, 2, 4), x(1, 2, 4)], recurrent),
    "lstm_all": (lambda: nn.LSTM(3, 4, num_layers=2, batch_first=True, dropout=0.4, bidirectional=True), [x(2, 6, 3), x(4, 2, 4), x(4, 2, 4)], recurrent),
    "lstm_unbatched": (lambda: nn.LSTM(3, 4, num_layers=2, bias=False, batch_first=True), [x(6, 3)], recurrent),
    "lstm_projected": (lambda: nn.LSTM(3, 5, num_layers=2, proj_size=2, bidirectional=True), [x(4, 2, 3), x(4, 2, 2), x(4, 2, 5)], recurrent),
    "lstm_projected_no_bias": (lambda: nn.LSTM(3, 4, proj_size=3, bias=False), [x(4, 3)], recurrent),
    "gru": (lambda: nn.GRU(3, 4), [x(5, 2, 3)], recurrent),
    "gru_all": (lambda: nn.GRU(3, 4, num_layers=3, dropout=0.25, bidirectional=True), [x(6, 2, 3), x(6, 2, 4)], recurrent),
    "gru_unbatched": (lambda: nn.GRU(3, 4, bias=False), [x(6, 3), x(1, 4)], recurrent),
    "attention": (lambda: nn.MultiheadAttention(6, 2), "self", attention(need_weights=False)),
    "attention_weights": (lambda: nn.MultiheadAttention(6, 3, dropout=0.2, batch_first=True), [x(2, 3, 6), x(2, 4, 6), x(2, 4, 6)], attention(key_padding_mask=padding)),
    "attention_no_average": (lambda: nn.MultiheadAttention(6, 3, bias=False), [x(4, 2, 6), x(4, 2, 6), x(4, 2, 6)],
                             attention(attn_mask=mask(4, 4), key_padding_mask=padding, average_attn_weights=False)),
    "attention_masked": (lambda: nn.MultiheadAttention(8, 2, dropout=0.3), [x(3, 2, 8), x(4, 2, 8), x(4, 2, 8)],
                         attention(attn_mask=torch.linspace(-1, 1, 48).view(4, 3, 4), key_padding_mask=padding, need_weights=False)),
    "attention_features": (lambda: nn.MultiheadAttention(6, 2, kdim=5, vdim=3, batch_first=True), [x(2, 3, 6), x(2, 4, 5), x(2, 4, 3)], attention()),
    "attention_unbatched": (lambda: nn.MultiheadAttention(6, 2), [x(3, 6), x(4, 6), x(4, 6)], attention(key_padding_mask=padding[0])),
    "attention_bias_kv": (lambda: nn.MultiheadAttention(6, 2, add_bias_kv=True, add_zero_attn=True), [x(4, 2, 6), x(4, 2, 6), x(4, 2, 6)],
                          attention(attn_mask=mask(4, 4), key_padding_mask=padding, average_attn_weights=False)),
    "attention_zero": (lambda: nn.MultiheadAttention(6, 2, add_zero_attn=True, batch_first=True), [x(2, 3, 6), x(2, 4, 6), x(2, 4, 6)], attention(key_padding_mask=padding)),
    "encoder": (lambda: nn.TransformerEncoderLayer(6, 2, dim_feedforward=10), [x(4, 2, 6)], encoder()),
    "encoder_all": (lambda: nn.TransformerEncoderLayer(6, 3, dim_feedforward=8, dropout=0.3, activation="gelu", layer_norm_eps=1e-3, batch_first=True, norm_first=True),
                    [x(2, 4, 6)], encoder(src_mask=mask(4, 4), src_key_padding_mask=padding)),
}

tensors, text = {}, {}
def add(name, t):
    tensors[name] = t.detach().clone().contiguous()

for name, (make, inputs, call) in cases.items():
    torch.manual_seed(0)
    m = make()
    text[name] = repr(m)
    for key, t in m.state_dict().items():
        add(f"{name}.start.{key}", t)
    given = inputs if isinstance(inputs, list) else [x(4, 2, 6)]
    for i, t in enumerate(given):
        add(f"{name}.in.{i}", t)
        if t.is_floating_point():
            t.requires_grad_()
    arguments = given if isinstance(inputs, list) else given * 3
    torch.manual_seed(1)
    results = call(m, *arguments)
    weights = [x(*r.shape) for r in results]
    torch.autograd.backward(results, weights)
    for i, (r, w) in enumerate(zip(results, weights)):
        add(f"{name}.train.{i}", r)
        add(f"{name}.weight.{i}", w)
    for i, t in enumerate(given):
        if t.is_floating_point():
            add(f"{name}.grad.in.{i}", t.grad)
    for key, p in m.named_parameters():
        add(f"{name}.grad.{key}", p.grad)
    for key, b in m.named_buffers():
        add(f"{name}.after.{key}", b)
    m.eval()
    for i, r in enumerate(call(m, *arguments)):
        add(f"{name}.eval.{i}", r)

header, data = {"__metadata__": text}, b""
for key, t in tensors.items():
    raw = t.numpy().tobytes()
    header[key] = {"dtype": {torch.float32: "F32", torch.int64: "I64"}[t.dtype], "shape": list(t.shape), "data_offsets": [len(data), len(data) + len(raw)]}
    data += raw
head = json.dumps(header, separators=(",", ":")).encode()
head += b" " * (-len(head) % 8)
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "layers.safetensors"), "wb") as f:
    f.write(struct.pack("<Q", len(head)) + head + data)
