# SPDX-License-Identifier: MIT
"""A batch norm in evaluation is a linear map of each channel, which the convolution or linear layer before it can take in:
w' = w g / sqrt(var + eps), b' = (b - mean) g / sqrt(var + eps) + beta."""

import copy

from ..parameter import Parameter


def _fused(weight, bias, mean, var, eps, gamma, beta, channel_dim):
    scale = (var + eps).rsqrt()
    scale = scale if gamma is None else scale * gamma
    shape = [1] * weight.dim()
    shape[channel_dim] = -1
    shift = -mean * scale if bias is None else (bias - mean) * scale
    shift = shift if beta is None else shift + beta
    return Parameter(weight * scale.reshape(shape), weight.requires_grad), Parameter(shift, weight.requires_grad)


def fuse_conv_bn_weights(conv_w, conv_b, bn_rm, bn_rv, bn_eps, bn_w, bn_b, transpose=False):
    return _fused(conv_w, conv_b, bn_rm, bn_rv, bn_eps, bn_w, bn_b, 1 if transpose else 0)


def fuse_linear_bn_weights(linear_w, linear_b, bn_rm, bn_rv, bn_eps, bn_w, bn_b):
    return _fused(linear_w, linear_b, bn_rm, bn_rv, bn_eps, bn_w, bn_b, 0)


def _layer(layer, bn, transpose):
    if layer.training or bn.training:
        raise AssertionError("Fusion only for eval!")
    made = copy.deepcopy(layer)
    made.weight, made.bias = fuse_conv_bn_weights(
        made.weight, made.bias, bn.running_mean, bn.running_var, bn.eps, bn.weight, bn.bias, transpose
    )
    return made


def fuse_conv_bn_eval(conv, bn, transpose=False):
    return _layer(conv, bn, transpose)


def fuse_linear_bn_eval(linear, bn):
    return _layer(linear, bn, False)
