# SPDX-License-Identifier: MIT
"""Softmax over very many classes (Grave et al. 2017): frequent classes have their own outputs in the head, the rest are in
clusters, each one output of the head and a smaller layer of its own."""

from collections import namedtuple

from .._table import functions as _f
from . import functional as F
from .containers import ModuleList, Sequential
from .linear import Linear
from .module import Module

_ASMoutput = namedtuple("_ASMoutput", ["output", "loss"])


class AdaptiveLogSoftmaxWithLoss(Module):
    def __init__(
        self, in_features, n_classes, cutoffs, div_value=4.0, head_bias=False, device=None, dtype=None
    ):
        super().__init__()
        cutoffs = list(cutoffs)
        if (
            cutoffs != sorted(cutoffs)
            or min(cutoffs) <= 0
            or max(cutoffs) > n_classes - 1
            or len(set(cutoffs)) != len(cutoffs)
            or any(int(c) != c for c in cutoffs)
        ):
            raise ValueError(
                "cutoffs should be a sequence of unique, positive integers sorted in an increasing order, where"
                " each value is between 1 and n_classes-1"
            )
        make = {"device": device, "dtype": dtype}
        self.in_features, self.n_classes, self.cutoffs = in_features, n_classes, cutoffs + [n_classes]
        self.div_value, self.head_bias = div_value, head_bias
        self.shortlist_size = self.cutoffs[0]
        self.n_clusters = len(self.cutoffs) - 1
        self.head_size = self.shortlist_size + self.n_clusters
        self.head = Linear(in_features, self.head_size, bias=head_bias, **make)
        self.tail = ModuleList()
        for i in range(self.n_clusters):
            inner, outer = int(in_features // (div_value ** (i + 1))), self.cutoffs[i + 1] - self.cutoffs[i]
            self.tail.append(
                Sequential(Linear(in_features, inner, bias=False, **make), Linear(inner, outer, bias=False, **make))
            )

    def reset_parameters(self):
        self.head.reset_parameters()
        for first, second in self.tail:
            first.reset_parameters()
            second.reset_parameters()

    def forward(self, input_, target_):
        if target_.dim() == 1:
            if input_.shape[0] != target_.shape[0]:
                raise RuntimeError("Input and target should have the same size in the batch dimension.")
            if input_.dim() != 2:
                raise RuntimeError(
                    "1D target tensor expects 2D input tensors, but found inputs with size", input_.size()
                )
        elif target_.dim() == 0:
            if input_.dim() != 1:
                raise RuntimeError(
                    "0D target tensor expects 1D input tensors, but found inputs with size", input_.size()
                )
        else:
            raise RuntimeError("0D or 1D target tensor expected, multi-target not supported")
        batched = target_.dim() > 0
        input, target = (input_, target_) if batched else (input_.unsqueeze(0), target_.unsqueeze(0))
        used, output = 0, input.new_zeros(target.size(0))
        place = target.clone()  # of the target's output in the head
        limits = [0] + self.cutoffs
        for i, (low, high) in enumerate(zip(limits, limits[1:])):
            rows = ((target >= low) & (target < high)).nonzero().squeeze(1)
            if rows.numel() == 0:
                continue
            used += rows.numel()
            if i == 0:
                continue
            log_p = F.log_softmax(self.tail[i - 1](input.index_select(0, rows)), 1)
            local = log_p.gather(1, (target[rows] - low).unsqueeze(1)).squeeze(1)
            place = place.index_fill(0, rows, self.shortlist_size + i - 1)
            output = output.index_copy(0, rows, local)
        if used != target.size(0):
            raise RuntimeError(
                f"Target values should be in [0, {self.n_classes - 1}], but values in range"
                f" [{target.min().item()}, {target.max().item()}] were found. "
            )
        output = output + F.log_softmax(self.head(input), 1).gather(1, place.unsqueeze(1)).squeeze(1)
        loss = (-output).mean()
        return _ASMoutput(output if batched else output.squeeze(0), loss)

    def _get_full_log_prob(self, input, head_output):
        """log-probabilities of all classes [N, n_classes]"""
        head = F.log_softmax(head_output, 1)
        parts = [head[:, : self.shortlist_size]]
        for i, cluster in enumerate(self.tail):
            parts.append(F.log_softmax(cluster(input), 1) + head[:, self.shortlist_size + i].unsqueeze(1))
        return _f["cat"](parts, 1)

    def log_prob(self, input):
        return self._get_full_log_prob(input, self.head(input))

    def predict(self, input):
        """The most likely class of each row. Clusters are looked into only where the head's best output is a cluster."""
        head = self.head(input)
        output = head.argmax(1)
        elsewhere = (output >= self.shortlist_size).nonzero().squeeze(1)
        if elsewhere.numel() == 0:
            return output
        if elsewhere.numel() == input.size(0):
            return self._get_full_log_prob(input, head).argmax(1)
        full = self._get_full_log_prob(input[elsewhere], head[elsewhere])
        return output.index_copy(0, elsewhere, full.argmax(1))
