# SPDX-License-Identifier: MIT
"""Every layer, loss and function of nn: printed form, initial values from a seed, output, gradients, state afterwards."""

import random
import warnings


class Side:
    """One of the two modules, with the same inputs."""

    def __init__(self, module):
        self.torch, self.nn, self.F = module, module.nn, module.nn.functional

    def inputs(self, text):
        self.torch.manual_seed(7)
        names = {
            "torch": self.torch,
            "r": self.random,
            "p": self.positive,
            "i": self.integers,
            "s": self.signs,
            "b": self.bits,
        }
        return eval("(" + text + ",)", names)

    def made(self, draw, shape):
        count = 1
        for n in shape:
            count *= n
        source = random.Random(f"{shape}")
        return self.torch.tensor([draw(source) for _ in range(count)]).view(shape)

    def random(self, *shape):
        return self.made(lambda r: round(r.gauss(0, 1), 5), shape).requires_grad_()

    def positive(self, *shape):
        return self.made(lambda r: round(r.uniform(0.1, 0.9), 5), shape).requires_grad_()

    def integers(self, high, *shape):
        return self.made(lambda r: r.randrange(high), shape)

    def signs(self, *shape):
        return self.made(lambda r: r.choice((-1.0, 1.0)), shape)

    def bits(self, *shape):
        return self.made(lambda r: r.random() > 0.5, shape)

    def run(self, make, text, train):
        self.torch.manual_seed(3)
        layer = eval(make, {"nn": self.nn, "torch": self.torch, "F": self.F})
        module = isinstance(layer, self.nn.Module)
        if module:
            layer.train(train)
        first = {k: self.plain(v) for k, v in layer.state_dict().items()} if module else {}
        inputs = self.inputs(text)
        self.torch.manual_seed(11)
        flat = self.flat(layer(*inputs))
        total = sum(
            (
                (o.float() * self.made(lambda r: r.random(), tuple(o.shape))).sum()
                for o in flat
                if o.requires_grad
            ),
            0,
        )
        grads = []
        if hasattr(total, "backward"):
            total.backward()
            grads = [p.grad for p in self.leaves(inputs) + (list(layer.parameters()) if module else [])]
        later = {k: self.plain(v) for k, v in layer.state_dict().items()} if module else {}
        return {
            "repr": repr(layer) if module else "",
            "first": first,
            "out": [self.plain(t) for t in flat],
            "grads": [self.plain(g) for g in grads],
            "later": later if later != first else {},
        }

    def plain(self, t):
        """Shape, dtype, first values, and a weighted sum of all."""
        if t is None:
            return None
        values = t.detach().double().reshape(-1).tolist()
        weights = random.Random(len(values))
        return [
            list(t.shape),
            str(t.dtype)[6:],
            [float(f"{v:.6g}") for v in values[:4]],
            float(f"{sum(v * weights.uniform(0.5, 1.5) for v in values):.6g}"),
        ]

    def leaves(self, x):
        if isinstance(x, self.torch.Tensor):
            return [x] if x.requires_grad else []
        return [t for y in x for t in self.leaves(y)] if isinstance(x, (tuple, list)) else []

    def flat(self, x):
        if isinstance(x, self.torch.Tensor):
            return [x]
        return [t for y in x for t in self.flat(y)] if isinstance(x, (tuple, list)) else []


LAYERS = """
nn.Linear(5, 4) | r(3, 5)
nn.Linear(5, 4, bias=False) | r(2, 3, 5)
nn.Bilinear(3, 4, 5) | r(2, 3), r(2, 4)
nn.Identity(3, k=4) | r(2, 3)
nn.Conv1d(3, 4, 3) | r(2, 3, 9)
nn.Conv2d(3, 4, (3, 2), stride=2, padding=(1, 0)) | r(2, 3, 9, 8)
nn.Conv2d(4, 6, 3, groups=2, dilation=2, bias=False) | r(2, 4, 9, 8)
nn.Conv2d(4, 6, 3, padding='same') | r(2, 4, 5, 6)
nn.Conv2d(4, 6, 3, padding=2, padding_mode='circular') | r(2, 4, 5, 6)
nn.Conv2d(4, 6, 3, padding=(1, 2), padding_mode='reflect') | r(2, 4, 5, 6)
nn.Conv1d(4, 6, 4, padding='same', padding_mode='replicate') | r(2, 4, 6)
nn.Conv3d(2, 3, 2) | r(1, 2, 4, 4, 4)
nn.ConvTranspose1d(3, 4, 3, stride=2, output_padding=1) | r(2, 3, 5)
nn.ConvTranspose2d(2, 4, 3, stride=2, padding=1, output_padding=1, groups=2) | r(1, 2, 4, 5)
nn.ConvTranspose3d(2, 3, 2) | r(1, 2, 3, 3, 3)
nn.MaxPool1d(2) | r(2, 3, 8)
nn.MaxPool2d(3, 2, 1) | r(2, 3, 8, 8)
nn.MaxPool2d(2, return_indices=True) | r(2, 3, 8, 8)
nn.MaxPool3d(2) | r(1, 2, 4, 4, 4)
nn.AvgPool1d(2) | r(2, 3, 8)
nn.AvgPool2d(3, 2, 1, count_include_pad=False) | r(2, 3, 8, 8)
nn.AvgPool2d(3, divisor_override=2) | r(2, 3, 8, 8)
nn.AvgPool3d(2) | r(1, 2, 4, 4, 4)
nn.AdaptiveAvgPool1d(3) | r(2, 3, 8)
nn.AdaptiveAvgPool2d((3, None)) | r(2, 3, 8, 7)
nn.AdaptiveAvgPool3d((2, 3, 2)) | r(2, 3, 5, 7, 4)
nn.AdaptiveMaxPool1d(3) | r(2, 3, 8)
nn.AdaptiveMaxPool2d((3, 2), return_indices=True) | r(2, 3, 8, 7)
nn.LPPool1d(2, 3) | p(2, 3, 8)
nn.LPPool2d(2, (3, 2), stride=2) | p(2, 3, 8, 8)
nn.BatchNorm1d(4) | r(5, 4)
nn.BatchNorm1d(4, affine=False, momentum=None) | r(5, 4, 3)
nn.BatchNorm2d(4, track_running_stats=False) | r(5, 4, 3, 2)
nn.BatchNorm3d(2) | r(2, 2, 3, 2, 2)
nn.InstanceNorm1d(3) | r(2, 3, 5)
nn.InstanceNorm2d(3, affine=True, track_running_stats=True) | r(2, 3, 5, 4)
nn.InstanceNorm3d(3) | r(2, 3, 5, 4, 2)
nn.LayerNorm((4, 3)) | r(2, 4, 3)
nn.LayerNorm(4, elementwise_affine=False) | r(2, 4)
nn.GroupNorm(2, 4) | r(3, 4, 5)
nn.GroupNorm(1, 4, affine=False) | r(3, 4)
nn.LocalResponseNorm(2) | r(2, 5, 4, 3)
nn.ReLU() | r(2, 5)
nn.ReLU6() | r(2, 5)
nn.SELU() | r(2, 5)
nn.SiLU() | r(2, 5)
nn.Mish() | r(2, 5)
nn.Hardswish() | r(2, 5)
nn.Hardsigmoid() | r(2, 5)
nn.Sigmoid() | r(2, 5)
nn.Tanh() | r(2, 5)
nn.LogSigmoid() | r(2, 5)
nn.Softsign() | r(2, 5)
nn.Tanhshrink() | r(2, 5)
nn.ELU(0.5) | r(2, 5)
nn.CELU(2.0) | r(2, 5)
nn.LeakyReLU(0.2) | r(2, 5)
nn.Threshold(0.1, 20) | r(2, 5)
nn.Softplus(2, 1) | r(2, 5)
nn.Hardshrink(0.3) | r(2, 5)
nn.Softshrink(0.3) | r(2, 5)
nn.GLU() | r(2, 6)
nn.Hardtanh(-0.5, 0.7) | r(2, 5)
nn.GELU() | r(2, 5)
nn.GELU('tanh') | r(2, 5)
nn.RReLU() | r(20, 5)
nn.PReLU() | r(2, 5)
nn.PReLU(3, init=0.1) | r(2, 3, 4)
nn.Softmax(1) | r(2, 5)
nn.Softmin(0) | r(2, 5)
nn.LogSoftmax(-1) | r(2, 5)
nn.Softmax() | r(2, 5)
nn.Softmax2d() | r(2, 3, 4, 5)
nn.Dropout(0.3) | r(4, 50)
nn.Dropout1d(0.3) | r(4, 5, 6)
nn.Dropout2d(0.3) | r(4, 5, 6, 2)
nn.Dropout3d(0.3) | r(4, 5, 6, 2, 2)
nn.AlphaDropout(0.3) | r(4, 50)
nn.FeatureAlphaDropout(0.3) | r(4, 50, 3)
nn.Flatten() | r(2, 3, 4)
nn.Unflatten(1, (2, 3)) | r(2, 6)
nn.PixelShuffle(2) | r(2, 8, 3, 4)
nn.PixelUnshuffle(2) | r(2, 2, 6, 4)
nn.ChannelShuffle(2) | r(2, 8, 3, 4).detach()
nn.Fold((4, 5), (2, 3)) | r(1, 12, 9)
nn.Fold((6, 7), 2, stride=2, padding=1) | r(2, 8, 16)
nn.Unfold((2, 3), dilation=(1, 2), padding=1, stride=2) | r(2, 3, 6, 7)
nn.ZeroPad2d((1, 2, 0, 1)) | r(2, 3, 4, 5)
nn.ConstantPad1d(2, 3.5) | r(2, 3, 4)
nn.ConstantPad2d((1, 0, -1, 2), 1) | r(2, 3, 4, 5)
nn.ConstantPad3d(1, 0.5) | r(1, 2, 3, 4, 2)
nn.ReflectionPad1d(2) | r(2, 3, 4)
nn.ReflectionPad2d(1) | r(2, 3, 4, 5)
nn.ReplicationPad1d(2) | r(2, 3, 4)
nn.ReplicationPad2d((1, 2, 3, 0)) | r(2, 3, 4, 5)
nn.ReplicationPad3d(1) | r(1, 2, 3, 4, 2)
nn.Upsample(scale_factor=2) | r(2, 3, 4, 5)
nn.Upsample(size=(7, 3), mode='bilinear', align_corners=True) | r(2, 3, 4, 5)
nn.Upsample(scale_factor=(2, 3), mode='bilinear') | r(2, 3, 4, 5)
nn.Upsample(size=9, mode='linear') | r(2, 3, 4)
nn.UpsamplingNearest2d(size=(7, 8)) | r(2, 3, 4, 5)
nn.UpsamplingBilinear2d(scale_factor=2) | r(2, 3, 4, 5)
nn.CosineSimilarity() | r(3, 4), r(4, 3).t()
nn.PairwiseDistance(p=1) | r(3, 4), p(3, 4)
nn.Embedding(10, 4, padding_idx=-2) | i(10, 3, 2)
nn.Embedding(10, 4, max_norm=1.0) | i(10, 3, 2)
nn.Embedding(10, 4, scale_grad_by_freq=True) | i(10, 30)
nn.RNN(3, 4, 2) | r(5, 2, 3)
nn.RNN(3, 4, nonlinearity='relu', bias=False, batch_first=True) | r(5, 2, 3)
nn.LSTM(3, 4, 2, bidirectional=True) | r(5, 2, 3)
nn.LSTM(3, 4, 2, batch_first=True, dropout=0.4) | r(5, 2, 3), (r(2, 5, 4), p(2, 5, 4))
nn.LSTM(3, 4, proj_size=2) | r(5, 2, 3)
nn.LSTM(3, 4) | r(5, 3)
nn.GRU(3, 4, 2, bidirectional=True, bias=False) | r(5, 2, 3), r(4, 2, 4)
nn.GRU(3, 4) | r(5, 3), r(1, 4)
nn.RNNCell(3, 4) | r(2, 3), r(2, 4)
nn.RNNCell(3, 4, nonlinearity='relu') | r(2, 3)
nn.LSTMCell(3, 4) | r(2, 3), (r(2, 4), p(2, 4))
nn.LSTMCell(3, 4, bias=False) | r(3)
nn.GRUCell(3, 4) | r(2, 3)
nn.MultiheadAttention(4, 2) | r(5, 3, 4), r(6, 3, 4), p(6, 3, 4)
nn.MultiheadAttention(4, 2, bias=False, batch_first=True, dropout=0.2) | *[r(5, 3, 4)] * 3
nn.MultiheadAttention(4, 2, kdim=3, vdim=5, add_bias_kv=True, add_zero_attn=True) | r(5, 2, 4), r(6, 2, 3), r(6, 2, 5)
nn.MultiheadAttention(4, 2) | r(5, 4), r(6, 4), r(6, 4), None, True, torch.ones(5, 6).triu(1).bool()
nn.MultiheadAttention(4, 2) | r(5, 2, 4), r(6, 2, 4), r(6, 2, 4), torch.tensor([[0, 0, 0, 0, 0, 1], [0, 0, 0, 1, 1, 1]]).bool(), False
nn.TransformerEncoderLayer(4, 2, 8) | r(5, 2, 4)
nn.TransformerEncoderLayer(4, 2, 8, activation='gelu', norm_first=True, batch_first=True, dropout=0.0) | r(5, 2, 4)
nn.TransformerEncoder(nn.TransformerEncoderLayer(4, 2, 8), 2, nn.LayerNorm(4)) | r(5, 2, 4), torch.ones(5, 5).triu(1).bool()
nn.TransformerDecoderLayer(4, 2, 8) | r(5, 2, 4), r(3, 2, 4)
nn.Transformer(4, 2, 1, 2, 8) | r(5, 2, 4), r(3, 2, 4)
nn.CrossEntropyLoss() | r(4, 5), i(5, 4)
nn.CrossEntropyLoss(torch.arange(1., 6.), ignore_index=2, label_smoothing=0.1) | r(4, 5), i(5, 4)
nn.CrossEntropyLoss(reduction='none') | r(4, 5, 3), i(5, 4, 3)
nn.CrossEntropyLoss(reduction='sum') | r(4, 5), torch.softmax(p(4, 5), 1)
nn.NLLLoss(reduction='sum') | r(4, 5), i(5, 4)
nn.NLLLoss(torch.arange(1., 6.)) | r(4, 5, 2, 2), i(5, 4, 2, 2)
nn.MSELoss() | r(4, 5), p(4, 5)
nn.MSELoss(size_average=False) | r(4, 5), p(4, 5)
nn.L1Loss(reduction='none') | r(4, 5), p(4, 5)
nn.SmoothL1Loss(beta=0.5) | r(4, 5), p(4, 5)
nn.HuberLoss(delta=0.5) | r(4, 5), p(4, 5)
nn.BCELoss(torch.tensor([.1, .2, .3, .4, .5])) | p(4, 5), p(5, 4).t().detach()
nn.BCEWithLogitsLoss(pos_weight=torch.arange(1., 6.)) | r(4, 5), p(4, 5).detach()
nn.KLDivLoss(reduction='batchmean') | r(4, 5), p(4, 5)
nn.KLDivLoss(log_target=True) | r(4, 5), r(4, 5)
nn.CosineEmbeddingLoss(0.1) | r(4, 5), p(4, 5), s(4)
nn.MarginRankingLoss(0.1) | r(4), p(4), s(4)
nn.HingeEmbeddingLoss() | r(4, 5), s(4, 5)
nn.SoftMarginLoss() | r(4, 5), s(4, 5)
nn.MultiMarginLoss() | r(4, 5), i(5, 4)
nn.MultiMarginLoss(p=2, margin=0.5, weight=torch.arange(1., 6.), reduction='none') | r(4, 5), i(5, 4)
nn.MultiLabelMarginLoss() | r(2, 4), torch.tensor([[3, 0, -1, 1], [1, -1, 2, 3]])
nn.MultiLabelSoftMarginLoss() | r(4, 5), b(4, 5).float()
nn.TripletMarginLoss() | r(4, 5), p(4, 5), p(5, 4).t()
nn.TripletMarginLoss(swap=True, p=1, reduction='none') | r(4, 5), p(4, 5), p(5, 4).t()
nn.TripletMarginWithDistanceLoss(margin=2.0) | r(4, 5), p(4, 5), p(5, 4).t()
nn.PoissonNLLLoss() | r(4, 5), p(4, 5).detach()
nn.PoissonNLLLoss(log_input=False, full=True, reduction='sum') | p(4, 5), 3 * p(5, 4).t().detach()
nn.GaussianNLLLoss(full=True) | r(4, 5), p(4, 5), p(5, 4).t()
nn.Sequential(nn.Linear(3, 4), nn.Sequential(nn.ReLU(inplace=True), nn.Dropout())) | r(2, 3)
nn.CTCLoss() | torch.log_softmax(r(7, 3, 5), 2), torch.tensor([[1, 2, 2], [3, 1, 0], [4, 0, 0]]), (7, 5, 6), (3, 2, 1)
nn.CTCLoss(1, 'none') | torch.log_softmax(r(6, 2, 4), 2), torch.tensor([2, 2, 3, 0, 3]), torch.tensor([6, 6]), torch.tensor([3, 2])
nn.CTCLoss(reduction='sum', zero_infinity=True) | torch.log_softmax(r(2, 2, 4), 2), torch.tensor([[2, 2, 3], [1, 0, 0]]), (2, 2), (3, 1)
nn.CTCLoss(reduction='none') | torch.log_softmax(r(3, 2, 4), 2), torch.tensor([[2, 2, 3], [1, 0, 0]]), (3, 3), (3, 0)
nn.EmbeddingBag(6, 3) | i(6, 4, 5)
nn.EmbeddingBag(6, 3, mode='sum') | i(6, 7), torch.tensor([0, 3, 3, 6]), p(7)
nn.EmbeddingBag(6, 3, mode='max', padding_idx=2) | i(6, 7), torch.tensor([0, 3, 6])
nn.EmbeddingBag(6, 3, padding_idx=1, include_last_offset=True) | i(6, 7), torch.tensor([0, 3, 4, 7])
nn.MaxUnpool1d(2) | r(1, 2, 3), torch.tensor([[[0, 3, 5], [1, 2, 4]]])
nn.MaxUnpool2d(2, stride=3, padding=0) | *torch.nn.functional.max_pool2d(r(1, 2, 8, 8), 2, 3, return_indices=True)
nn.MaxUnpool3d((2, 2, 1)) | *torch.nn.functional.max_pool3d(r(1, 1, 4, 4, 2), (2, 2, 1), return_indices=True)
(lambda x, *a: F.ctc_loss(F.log_softmax(x, 2), *a)) | r(7, 3, 5), torch.tensor([[1, 2, 2], [3, 1, 0], [4, 0, 0]]), (7, 5, 6), (3, 2, 1)
(lambda x, *a: F.ctc_loss(F.log_softmax(x, 2), *a, reduction='sum', zero_infinity=True)) | r(3, 2, 4), torch.tensor([[2, 2, 3], [1, 0, 0]]), (3, 3), (3, 0)
(lambda w, i, o: F.embedding_bag(i, w, o, mode='max')) | r(6, 3), i(6, 7), torch.tensor([0, 3, 6])
(lambda w, i, o, p: F.embedding_bag(i, w, o, mode='sum', per_sample_weights=p)) | r(6, 3), i(6, 7), torch.tensor([0, 3, 6]), p(7)
(lambda x: F.max_unpool2d(*F.max_pool2d(x, 2, return_indices=True), 2)) | r(2, 3, 4, 4)
nn.Upsample(scale_factor=(1.5, 2), mode='bicubic') | r(2, 3, 4, 5)
nn.Upsample(size=(3, 7), mode='bicubic', align_corners=True) | r(2, 3, 4, 5)
nn.Upsample(scale_factor=1.6, mode='nearest-exact') | r(2, 3, 4, 5)
nn.Upsample(scale_factor=(1.5, 2, 0.7), mode='trilinear') | r(2, 3, 2, 4, 5)
nn.Upsample(size=(2, 3, 4)) | r(2, 3, 2, 4, 5)
nn.Upsample(size=5, mode='nearest-exact') | r(2, 3, 2, 4, 5)
nn.AdaptiveAvgPool3d((2, None, 3)) | r(2, 3, 4, 5, 6)
nn.AdaptiveAvgPool3d(1) | r(3, 4, 5, 6)
nn.AdaptiveMaxPool3d((2, None, 3), return_indices=True) | r(2, 3, 4, 5, 6)
nn.FractionalMaxPool2d(2, output_size=(3, 4), return_indices=True) | r(2, 3, 6, 7)
nn.FractionalMaxPool2d((2, 3), output_ratio=(0.5, 0.6)) | r(3, 6, 7)
nn.FractionalMaxPool3d(2, output_ratio=0.5, return_indices=True) | r(2, 3, 6, 6, 7)
nn.FractionalMaxPool3d((1, 2, 3), output_size=2) | r(3, 6, 6, 7)
nn.Fold((4, 5), (2, 3), dilation=(1, 2), padding=1, stride=2) | r(12, 6)
nn.EmbeddingBag(6, 3, mode='sum', max_norm=1.0, padding_idx=-1) | i(6, 4, 5), None, p(4, 5)
(lambda x, g: F.grid_sample(x, g, align_corners=False)) | r(2, 3, 4, 5), r(2, 3, 4, 2)
(lambda x, g: F.grid_sample(x, g, 'bicubic', 'reflection', True)) | r(2, 3, 4, 5), r(2, 3, 4, 2)
(lambda x, g: F.grid_sample(x, g, 'nearest', 'border', True)) | r(2, 3, 4, 5), r(2, 3, 4, 2)
(lambda x, g: F.grid_sample(x, g, padding_mode='reflection', align_corners=False)) | r(1, 2, 3, 4, 5), r(1, 3, 4, 2, 3)
(lambda t: F.affine_grid(t, (2, 1, 3, 4), align_corners=False)) | r(2, 2, 3)
(lambda t: F.affine_grid(t, (2, 1, 3, 4, 2), align_corners=True)) | r(2, 3, 4)
(lambda x: F.interpolate(x, (3, 4), mode='bilinear', antialias=True)) | r(1, 2, 7, 9)
(lambda x: F.interpolate(x, scale_factor=(0.4, 0.6), mode='bicubic', antialias=True)) | r(1, 2, 7, 9)
(lambda x: F.interpolate(x, scale_factor=(0.4, 0.6), mode='area')) | r(1, 2, 7, 9)
(lambda x: F.interpolate(x, scale_factor=(1.4, 1.6), mode='bilinear', recompute_scale_factor=True)) | r(1, 2, 7, 9)
(lambda x: F.max_unpool1d(x, torch.tensor([[0, 3, 5], [1, 2, 4]]), 2, output_size=(7,))) | r(2, 3)
(lambda x, w, b: F.conv_tbc(x, w, b, 1)) | r(5, 2, 3), r(2, 3, 4), r(4)
F.normalize | r(3, 4)
F.gumbel_softmax | r(30, 4)
(lambda x: F.gumbel_softmax(x, hard=True, tau=0.5)) | r(30, 4)
(lambda x: F.pad(x, (1, 2), 'constant', 3.0)) | r(3, 4)
(lambda x: F.interpolate(x, scale_factor=1.5, mode='bilinear', recompute_scale_factor=True)) | r(1, 2, 4, 4)
(lambda x: F.one_hot(x, 7)) | i(5, 3)
(lambda x: F.softmax(x, 0, dtype=torch.float64).float()) | r(3, 4)
(lambda a, b: F.pairwise_distance(a, b, keepdim=True)) | r(3, 4), p(3, 4)
(lambda x: F.dropout(x, 0.9, training=True)) | r(30, 4)
(lambda x: F.layer_norm(x, (4,))) | r(3, 4)
(lambda x: F.hardtanh(x, min_val=-.5)) | r(3, 4)
(lambda x: F.leaky_relu(x, negative_slope=.5)) | r(3, 4)
(lambda x: F.elu(x, alpha=.5)) | r(3, 4)
(lambda x: F.relu(x * 1, inplace=True)) | r(3, 4)
(lambda x: F.max_pool2d(x, 2, ceil_mode=True)) | r(1, 2, 5, 5)
"""


def results(module):
    side, found = Side(module), {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for line in filter(None, LAYERS.split("\n")):
            make, text = (part.strip() for part in line.split(" | "))
            for train in (True, False) if make.startswith("nn.") else (True,):
                found[f"{line} ({'train' if train else 'eval'})"] = side.run(make, text, train)
    return found
