# SPDX-License-Identifier: MIT
"""Reductions, running extremes, histograms, quantiles, integrals: what expressions give; expected texts are PyTorch 1.13.1's."""
import itertools
import math
import unittest
import warnings

import rushlight as torch

nan, inf = math.nan, math.inf


def check(test, expected):
    x = torch.tensor([[1, nan, 2, nan], [nan] * 4, [3, 1, 1, 2]])
    for expression, text in expected:
        with test.subTest(expression), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                found = repr(eval(expression, {"torch": torch, "x": x, "nan": nan, "inf": inf}))
            except (RuntimeError, IndexError, TypeError, ValueError) as error:
                found = "! " + str(error)
            test.assertEqual(found, text)


class Selection(unittest.TestCase):
    EXPECTED = [
        ('x.median(1)', 'torch.return_types.median(\nvalues=tensor([nan, nan, 1.]),\nindices=tensor([1, 0, 2]))'),
        ('x.nanmedian()', 'tensor(1.)'),
        ('x.median()', 'tensor(nan)'),
        ('torch.tensor([]).median()', 'tensor(nan)'),
        ('torch.tensor([]).nanmedian()', 'tensor(nan)'),
        ('torch.tensor([],dtype=torch.long).median()', 'tensor(-9223372036854775808)'),
        ('torch.tensor([],dtype=torch.int32).nanmedian()', 'tensor(-2147483648, dtype=torch.int32)'),
        ('torch.zeros(0,3).median(0)', '! median(): Expected reduction dim 0 to have non-zero size.'),
        ('torch.zeros(0,3).median(1)', 'torch.return_types.median(\nvalues=tensor([]),\nindices=tensor([], dtype=torch.int64))'),
        ('torch.tensor(3.).median(0)', 'torch.return_types.median(\nvalues=tensor(3.),\nindices=tensor(0))'),
        ('torch.tensor(nan).nanmedian(0)', 'torch.return_types.nanmedian(\nvalues=tensor(nan),\nindices=tensor(0))'),
        ('torch.tensor([True]).median()', '! "median_cpu" not implemented for \'Bool\''),
        ('torch.tensor([True]).median(0)', '! "median_out" not implemented for \'Bool\''),
        ('torch.ones(2).bfloat16().median()', 'tensor(1., dtype=torch.bfloat16)'),
        ('x.median(5)', '! Dimension out of range (expected to be in range of [-2, 1], but got 5)'),
        ('x.median(1,True)',
         'torch.return_types.median(\nvalues=tensor([[nan],\n        [nan],\n        [1.]]),\nindices=tensor([[1],\n        [0],\n    '
         '    [2]]))'),
        ('torch.median(x,dim=1,keepdim=True,out=(torch.empty(0),torch.empty(0,dtype=torch.long)))',
         'torch.return_types.median_out(\nvalues=tensor([[nan],\n        [nan],\n        [1.]]),\nindices=tensor([[1],\n        [0],\n'
         '        [2]]))'),
        ('x.mode(1)', 'torch.return_types.mode(\nvalues=tensor([1., nan, 1.]),\nindices=tensor([0, 0, 2]))'),
        ('x.mode()', 'torch.return_types.mode(\nvalues=tensor([1., nan, 1.]),\nindices=tensor([0, 0, 2]))'),
        ('torch.tensor([3,1,1,3,2,1,3]).mode()', 'torch.return_types.mode(\nvalues=tensor(1),\nindices=tensor(5))'),
        ('torch.tensor([3,1,1,3,2,1,3]).mode(0,True)', 'torch.return_types.mode(\nvalues=tensor([1]),\nindices=tensor([5]))'),
        ('torch.zeros(0,3).mode(0)', '! mode(): Expected reduction dim 0 to have non-zero size.'),
        ('torch.zeros(0,3).mode(1)', 'torch.return_types.mode(\nvalues=tensor([]),\nindices=tensor([], dtype=torch.int64))'),
        ('torch.tensor(1.).mode()', 'torch.return_types.mode(\nvalues=tensor(1.),\nindices=tensor(0))'),
        ('torch.tensor([True,False,True]).mode()', 'torch.return_types.mode(\nvalues=tensor(True),\nindices=tensor(2))'),
        ('torch.zeros(2).mode(3)', '! Dimension out of range (expected to be in range of [-1, 0], but got 3)'),
        ('torch.tensor([1.,2.,2.,3.,3.,4.]).mode()', 'torch.return_types.mode(\nvalues=tensor(2.),\nindices=tensor(2))'),
        ('torch.tensor([0.,-0.,1.]).mode()', 'torch.return_types.mode(\nvalues=tensor(-0.),\nindices=tensor(1))'),
        ('torch.aminmax(x)', 'torch.return_types.aminmax(\nmin=tensor(nan),\nmax=tensor(nan))'),
        ('torch.aminmax(x,dim=1)', 'torch.return_types.aminmax(\nmin=tensor([nan, nan, 1.]),\nmax=tensor([nan, nan, 3.]))'),
        ('torch.aminmax(x,dim=1,keepdim=True)',
         'torch.return_types.aminmax(\nmin=tensor([[nan],\n        [nan],\n        [1.]]),\nmax=tensor([[nan],\n        [nan],\n      '
         '  [3.]]))'),
        ('torch.aminmax(torch.zeros(0,2))',
         '! aminmax(): cannot compute aminmax over an empty dimension as the operation has no identity.'),
        ('torch.aminmax(torch.zeros(0,2),dim=0)', '! aminmax: Expected reduction dim 0 to have non-zero size.'),
        ('torch._aminmax(x)', '(tensor(nan), tensor(nan))'),
        ('torch._aminmax(x,1)', '(tensor([nan, nan, 1.]), tensor([nan, nan, 3.]))'),
        ('torch.aminmax(torch.tensor(1.),dim=0,keepdim=True)',
         'torch.return_types.aminmax(\nmin=tensor([1.]),\nmax=tensor([1.]))'),
        ('torch.aminmax(x,keepdim=True)', 'torch.return_types.aminmax(\nmin=tensor([[nan]]),\nmax=tensor([[nan]]))'),
        ('torch.aminmax(torch.tensor([True,False]))', 'torch.return_types.aminmax(\nmin=tensor(False),\nmax=tensor(True))'),
        ('torch.aminmax(x,dim=1,out=(torch.empty(0),torch.empty(0)))',
         'torch.return_types.aminmax_out(\nmin=tensor([nan, nan, 1.]),\nmax=tensor([nan, nan, 3.]))'),
        ('torch.cummax(x,1)',
         'torch.return_types.cummax(\nvalues=tensor([[1., nan, nan, nan],\n        [nan, nan, nan, nan],\n        [3., 3., 3., 3.]]'
         '),\nindices=tensor([[0, 1, 1, 3],\n        [0, 1, 2, 3],\n        [0, 0, 0, 0]]))'),
        ('torch.cummin(x,1)',
         'torch.return_types.cummin(\nvalues=tensor([[1., nan, nan, nan],\n        [nan, nan, nan, nan],\n        [3., 1., 1., 1.]]'
         '),\nindices=tensor([[0, 1, 1, 3],\n        [0, 1, 2, 3],\n        [0, 1, 2, 2]]))'),
        ('torch.cummax(torch.tensor([1,1,2,2]),0)',
         'torch.return_types.cummax(\nvalues=tensor([1, 1, 2, 2]),\nindices=tensor([0, 1, 2, 3]))'),
        ('torch.cummax(torch.tensor([True,False,True]),0)',
         'torch.return_types.cummax(\nvalues=tensor([True, True, True]),\nindices=tensor([0, 0, 2]))'),
        ('torch.cummax(torch.tensor(2.),0)', 'torch.return_types.cummax(\nvalues=tensor(2.),\nindices=tensor(0))'),
        ('torch.cummax(torch.zeros(0,2),0)',
         'torch.return_types.cummax(\nvalues=tensor([], size=(0, 2)),\nindices=tensor([], size=(0, 2), dtype=torch.int64))'),
        ('torch.cummax(x,3)', '! Dimension out of range (expected to be in range of [-2, 1], but got 3)'),
        ('torch.logcumsumexp(x,1)',
         'tensor([[1.0000,    nan,    nan,    nan],\n        [   nan,    nan,    nan,    nan],\n        [3.0000, 3.1269, 3.2395, 3'
         '.4938]])'),
        ("torch.logcumsumexp(torch.tensor([-float('inf'),-float('inf'),float('inf'),1,float('inf')]),0)",
         'tensor([-inf, -inf, inf, inf, inf])'),
        ('torch.logcumsumexp(torch.tensor(2.),0)', 'tensor(2.)'),
        ('torch.logcumsumexp(torch.zeros(2),3)', '! Dimension out of range (expected to be in range of [-1, 0], but got 3)'),
        ('torch.amax(x,None)', 'tensor(nan)'),
        ('torch.amax(x,dim=())', 'tensor(nan)'),
        ('torch.amin(x)', 'tensor(nan)'),
        ('torch.amax(x,(0,0))', '! dim 0 appears multiple times in the list of dims'),
        ('torch.zeros([1]*65).amax((0,64))', '! only tensors with up to 64 dims are supported'),
    ]

    def test_values(self):
        check(self, self.EXPECTED)

    def test_gradient_of_large_numbers(self):
        """exp(1000) is infinite, the derivative is not"""
        x = torch.tensor([1000.0, 999, -1000, 1000], dtype=torch.float64, requires_grad=True)
        self.assertTrue(torch.autograd.gradcheck(lambda x: torch.logcumsumexp(x, 0), x))
        self.assertTrue(torch.autograd.gradgradcheck(lambda x: torch.logcumsumexp(x, 0), x))


class Spread(unittest.TestCase):
    EXPECTED = [
        ('torch.all(torch.ones(2),out=torch.zeros(()))', '! all only supports bool tensor for result, got: Float'),
        ('torch.all(torch.ones(2),0,out=torch.zeros(()))', '! all only supports bool tensor for result, got: Float'),
        ('torch.any(torch.ones(2),0,out=torch.zeros(()))', '! any only supports bool tensor for result, got: Float'),
        ('torch.any(torch.ones(2),out=torch.zeros(()))', '! any only supports bool tensor for result, got: Float'),
        ('torch.any(torch.ones(2),0,out=torch.zeros((),dtype=torch.uint8))', 'tensor(1, dtype=torch.uint8)'),
        ('x.std(False)', 'tensor(nan)'),
        ('torch.std(x,False)', 'tensor(nan)'),
        ('torch.std(x,1,False)', 'tensor([   nan,    nan, 0.8292])'),
        ('torch.std(x,(0,1),False,True)', 'tensor([[nan]])'),
        ('torch.std(x,[0],correction=2,keepdim=True)', 'tensor([[nan, nan, nan, nan]])'),
        ('torch.std(x,dim=1,unbiased=False,keepdim=True)', 'tensor([[   nan],\n        [   nan],\n        [0.8292]])'),
        ('torch.var(x[2],unbiased=False)', 'tensor(0.6875)'),
        ('torch.var(x,True)', 'tensor(nan)'),
        ('torch.std_mean(x,False)', '(tensor(nan), tensor(nan))'),
        ('torch.std_mean(x[2])', '(tensor(0.9574), tensor(1.7500))'),
        ('torch.std_mean(x,1)', '(tensor([   nan,    nan, 0.9574]), tensor([   nan,    nan, 1.7500]))'),
        ('torch.std_mean(x,1,False,True)',
         '(tensor([[   nan],\n        [   nan],\n        [0.8292]]), tensor([[   nan],\n        [   nan],\n        [1.7500]]))'),
        ('torch.std_mean(x,dim=1,correction=0)', '(tensor([   nan,    nan, 0.8292]), tensor([   nan,    nan, 1.7500]))'),
        ('torch.var_mean(x,False)', '(tensor(nan), tensor(nan))'),
        ('torch.var_mean(x,dim=(0,1),unbiased=True,keepdim=True)', '(tensor([[nan]]), tensor([[nan]]))'),
        ('torch.var_mean(x[2],unbiased=False)', '(tensor(0.6875), tensor(1.7500))'),
        ('torch.std_mean(torch.ones(2,dtype=torch.long))', '! std_mean only support floating point and complex dtypes'),
        ('torch.var(torch.ones(2,dtype=torch.long))', '! std and var only support floating point and complex dtypes'),
        ('torch.std(x,(0,0))', '! dim 0 appears multiple times in the list of dims'),
        ('torch.sum(x,(0,0))', '! dim 0 appears multiple times in the list of dims'),
        ('torch.sum(x,(0,-2))', '! dim 0 appears multiple times in the list of dims'),
        ('torch.sum(torch.ones(2,dtype=torch.uint8),0,out=torch.zeros((),dtype=torch.uint8))', 'tensor(2, dtype=torch.uint8)'),
        ('torch.cumsum(torch.ones(2,dtype=torch.uint8),0,out=torch.zeros(2,dtype=torch.uint8))',
         'tensor([1, 2], dtype=torch.uint8)'),
        ('torch.sum(torch.ones(2),0,dtype=torch.double,out=torch.zeros(()))',
         '! Expected out tensor to have dtype double, but got float instead'),
        ("torch.norm(torch.ones(2,2),p='fro')", 'tensor(2.)'),
        ("torch.norm(torch.ones(2,2),p='fro',dim=0)", 'tensor([1.4142, 1.4142])'),
        ("torch.norm(torch.ones(2,2),p='fro',dim=(0,1),keepdim=True)", 'tensor([[2.]])'),
        ("torch.norm(torch.ones(2,2),p='foo')", "! only valid string values are 'fro' and 'nuc', found foo"),
        ("torch.norm(torch.ones(2,2),p='nuc',dim=0)", "! nuclear norm requires a 'dim' argument of size 2"),
        ("torch.norm(torch.ones(2,2),p='fro',dtype=torch.double)", '! dtype argument is not supported in frobenius norm'),
        ('torch.nanmean(x)', 'tensor(1.6667)'),
        ('torch.nanmean(x,1)', 'tensor([1.5000,    nan, 1.7500])'),
        ('torch.nanmean(x,(0,1),True)', 'tensor([[1.6667]])'),
        ('torch.nanmean(torch.ones(2,dtype=torch.int))',
         '! nanmean(): expected input to have floating point dtype but got Int'),
        ('torch.nanmean(x,1,dtype=torch.double)', 'tensor([1.5000,    nan, 1.7500], dtype=torch.float64)'),
        ('torch.nansum(torch.tensor([1,2],dtype=torch.int8))', 'tensor(3)'),
        ('torch.nansum(x)', 'tensor(10.)'),
        ('torch.count_nonzero(x)', 'tensor(12)'),
        ('torch.count_nonzero(x,dim=0)', 'tensor([3, 3, 3, 3])'),
        ('torch.count_nonzero(x,dim=(0,1))', 'tensor(12)'),
        ('torch.sum(torch.zeros([1]*65),0).dim()', '! only tensors with up to 64 dims are supported'),
        ('torch.zeros([1]*65).sum(64)', '! only tensors with up to 64 dims are supported'),
        ('torch.zeros([1]*65).sum((0,1))', '! only tensors with up to 64 dims are supported'),
        ('torch.zeros([1]*65).any(0)', '! only tensors with up to 64 dims are supported'),
        ('torch.zeros([1]*65).std(0)', '! only tensors with up to 64 dims are supported'),
    ]

    def test_values(self):
        check(self, self.EXPECTED)


class Histograms(unittest.TestCase):
    EXPECTED = [
        ('torch.bincount(torch.tensor([1,2,2]))', 'tensor([0, 1, 2])'),
        ('torch.bincount(torch.tensor([1,2,2]),torch.tensor([.5,1,2]))', 'tensor([0.0000, 0.5000, 3.0000])'),
        ('torch.bincount(torch.tensor([1,2,2]),minlength=6)', 'tensor([0, 1, 2, 0, 0, 0])'),
        ('torch.histc(torch.tensor([1.,2,1,4]),4,0,3)', 'tensor([0., 2., 1., 0.])'),
        ('torch.histc(torch.tensor([1.,2,1,4]),bins=4)', 'tensor([2., 1., 0., 1.])'),
        ('torch.histc(torch.tensor([1,2,1,4]),bins=4)', '! "histogram_cpu" not implemented for \'Long\''),
        ('torch.histc(torch.tensor([1.,2,1,4]),bins=0)', '! torch.histogram(): bins must be > 0, but got 0 for dimension 0'),
        ('torch.histc(torch.tensor([1.,2,1,4]),bins=4,min=3,max=1)', '! torch.histc: max must be larger than min'),
        ("torch.histc(torch.tensor([1.,2,float('inf'),4]),bins=4)", '! torch.histc: range of [1, inf] is not finite'),
        ('torch.histc(torch.tensor([1.,1,1]),bins=3)', 'tensor([0., 3., 0.])'),
        ('torch.histc(torch.tensor([]),bins=3)', 'tensor([0., 0., 0.])'),
        ("torch.histc(torch.tensor([1.,1,1]),bins=3,min=float('nan'))", '! torch.histc: range of [nan, 0] is not finite'),
        ('torch.histogram(torch.tensor([1.,2,1]),4)',
         'torch.return_types.histogram(\nhist=tensor([2., 0., 0., 1.]),\nbin_edges=tensor([1.0000, 1.2500, 1.5000, 1.7500, 2.0000]'
         '))'),
        ('torch.histogram(torch.tensor([1.,2,1]),bins=4,range=(0.,3.),weight=torch.tensor([1.,2,4]))',
         'torch.return_types.histogram(\nhist=tensor([0., 5., 2., 0.]),\nbin_edges=tensor([0.0000, 0.7500, 1.5000, 2.2500, 3.0000]'
         '))'),
        ('torch.histogram(torch.tensor([1.,2,1]),bins=4,range=(0.,3.),weight=torch.tensor([1.,2,4]),density=True)',
         'torch.return_types.histogram(\nhist=tensor([0.0000, 0.9524, 0.3810, 0.0000]),\nbin_edges=tensor([0.0000, 0.7500, 1.5000,'
         ' 2.2500, 3.0000]))'),
        ('torch.histogram(torch.tensor([1.,2,1]),torch.tensor([0.,1.,2.,5.]))',
         'torch.return_types.histogram(\nhist=tensor([0., 2., 1.]),\nbin_edges=tensor([0., 1., 2., 5.]))'),
        ('torch.histogram(torch.tensor([1.,2,1]),torch.tensor([0.,1.,2.,5.]),density=True)',
         'torch.return_types.histogram(\nhist=tensor([0.0000, 0.6667, 0.1111]),\nbin_edges=tensor([0., 1., 2., 5.]))'),
        ('torch.histogram(torch.tensor([1.,2,1]),torch.tensor([[0.,1.,2.,5.]]))',
         '! torch.histogramdd: bins tensor should have one dimension, but got 2 dimensions in the bins tensor for dimension 0'),
        ('torch.histogram(torch.tensor([1.,2,1]),torch.tensor([]))',
         '! torch.histogramdd: bins tensor should have at least 1 element, but got 0 elements in the bins tensor for dimension 0'),
        ('torch.histogram(torch.tensor([1.,2,1]),torch.tensor([1.]))',
         '! torch.histogram(): bins must be > 0, but got 0 for dimension 0'),
        ('torch.histogram(torch.tensor([1.,2,1]),torch.tensor([1.,2]).double())',
         '! torch.histogramdd: input tensor and bins tensors should have the same dtype, but got input with dtype float and bins'
         ' for dimension 0 with dtype double'),
        ('torch.histogram(torch.tensor([1.,2,1]),0)', '! torch.histogram(): bins must be > 0, but got 0 for dimension 0'),
        ('torch.histogram(torch.tensor([1.,2,1]),-1)', '! torch.histogram(): bins must be > 0, but got -1 for dimension 0'),
        ('torch.histogram(torch.tensor([1.,2,1]),2,range=(1.,))',
         '! torch.histogramdd: for a 1-dimensional histogram range should have 2 elements, but got 1'),
        ('torch.histogram(torch.tensor([1.,2,1]),2,range=(2.,1.))',
         '! torch.histogramdd: min should not exceed max, but got min 2 max 1 for dimension 0'),
        ('torch.histogram(torch.tensor([1.,2,1]),2,range=(2.,nan))',
         "! torch.histogramdd: dimension 0's range [2, nan] is not finite"),
        ("torch.histogram(torch.tensor([1.,2,1]),2,range=(2.,float('inf')))",
         "! torch.histogramdd: dimension 0's range [2, inf] is not finite"),
        ('torch.histogram(torch.tensor([1.,2,1]),2,weight=torch.tensor([1.]))',
         '! torch.histogramdd: if weight tensor is provided it should have the same shape as the input tensor excluding its inne'
         'rmost dimension, but got input with shape [3, 1] and weight with shape [1]'),
        ('torch.histogram(torch.tensor([1.,2,1]),2,weight=torch.tensor([1.,2.,3.]).double())',
         '! torch.histogramdd: if weight tensor is provided, input tensor and weight tensor should have the same dtype, but got '
         'input(float), and weight(double)'),
        ('torch.histogram(torch.tensor([1,2,1]),2)', '! "histogramdd" not implemented for \'Long\''),
        ('torch.histogram(torch.tensor([1,2,1.]),2,range=(1.,1.))',
         'torch.return_types.histogram(\nhist=tensor([0., 2.]),\nbin_edges=tensor([0.5000, 1.0000, 1.5000]))'),
        ('torch.histogram(torch.tensor([]),2)',
         'torch.return_types.histogram(\nhist=tensor([0., 0.]),\nbin_edges=tensor([0.0000, 0.5000, 1.0000]))'),
        ('torch.histogram(torch.tensor([1.,nan]),2)', "! torch.histogramdd: dimension 0's range [nan, nan] is not finite"),
        ('torch.histogram(torch.tensor([1.,2,1]),2,out=(torch.zeros(2),torch.zeros(3)))',
         'torch.return_types.histogram_out(\nhist=tensor([2., 1.]),\nbin_edges=tensor([1.0000, 1.5000, 2.0000]))'),
        ('torch.histogramdd(torch.tensor([[0.,1],[1,0],[2,0],[2,2]]),bins=[3,3],weight=torch.tensor([1.,2,4,8]))',
         'torch.return_types.histogramdd(\nhist=tensor([[0., 1., 0.],\n        [2., 0., 0.],\n        [4., 0., 8.]]),\nbin_edges=(te'
         'nsor([0.0000, 0.6667, 1.3333, 2.0000]), tensor([0.0000, 0.6667, 1.3333, 2.0000])))'),
        ('torch.histogramdd(torch.tensor([[0.,1],[1,0],[2,0],[2,2]]),bins=2)',
         'torch.return_types.histogramdd(\nhist=tensor([[0., 1.],\n        [2., 1.]]),\nbin_edges=(tensor([0., 1., 2.]), tensor([0.'
         ', 1., 2.])))'),
        ('torch.histogramdd(torch.tensor([[0.,1],[1,0],[2,0],[2,2]]),bins=[2,2],range=[0.,1.,0.,1.],density=True)',
         'torch.return_types.histogramdd(\nhist=tensor([[0., 2.],\n        [2., 0.]]),\nbin_edges=(tensor([0.0000, 0.5000, 1.0000])'
         ', tensor([0.0000, 0.5000, 1.0000])))'),
        ('torch.histogramdd(torch.tensor([[0.,1],[1,0],[2,0],[2,2]]),bins=[torch.tensor([0.,1,2]),torch.tensor([0.,3])])',
         'torch.return_types.histogramdd(\nhist=tensor([[1.],\n        [3.]]),\nbin_edges=(tensor([0., 1., 2.]), tensor([0., 3.])))'),
        ('torch.histogramdd(torch.tensor([[0.,1],[1,0],[2,0],[2,2]]),bins=[2,2,2])',
         'torch.return_types.histogramdd(\nhist=tensor([[0., 1.],\n        [2., 1.]]),\nbin_edges=(tensor([0., 1., 2.]), tensor([0.'
         ', 1., 2.])))'),
        ('torch.histogramdd(torch.tensor([0.,1]),bins=[2,2,2])',
         '! torch.histogramdd: input tensor should have at least 2 dimensions'),
        ('torch.histogramdd(torch.tensor(0.),bins=[2])',
         '! torch.histogramdd: input tensor should have at least 2 dimensions'),
    ]

    def test_values(self):
        check(self, self.EXPECTED)


class Quantiles(unittest.TestCase):
    EXPECTED = [
        ('torch.quantile(x[2],.5)', 'tensor(1.5000)'),
        ('torch.quantile(x[2],torch.tensor([.25,.5]),dim=0,keepdim=True)', 'tensor([[1.0000],\n        [1.5000]])'),
        ('torch.quantile(x,torch.tensor([.25,.5]),dim=1)',
         'tensor([[   nan,    nan, 1.0000],\n        [   nan,    nan, 1.5000]])'),
        ('torch.quantile(x,.3,dim=1,keepdim=True)', 'tensor([[nan],\n        [nan],\n        [1.]])'),
        ('torch.nanquantile(x,torch.tensor([.25,.5]),dim=1)',
         'tensor([[1.2500,    nan, 1.0000],\n        [1.5000,    nan, 1.5000]])'),
        ('torch.nanquantile(x,torch.tensor([.25,.5]),dim=0)',
         'tensor([[1.5000, 1.0000, 1.2500, 2.0000],\n        [2.0000, 1.0000, 1.5000, 2.0000]])'),
        ('torch.nanquantile(x,.4)', 'tensor(1.)'),
        ("[torch.quantile(x[2],.4,interpolation=k) for k in 'linear lower higher nearest midpoint'.split()]",
         '[tensor(1.2000), tensor(1.), tensor(2.), tensor(1.), tensor(1.5000)]'),
        ("torch.quantile(x[2],.4,interpolation='foo')",
         '! quantile() interpolation must be one of linear, lower, higher, midpoint or nearest, but got foo'),
        ('torch.quantile(x[2],1.4)', '! quantile() q must be in the range [0, 1] but got 1.4'),
        ('torch.quantile(x[2],torch.tensor([1.4]))', '! quantile() q values must be in the range [0, 1]'),
        ('torch.quantile(x[2],torch.tensor([[.4]]))', '! quantile() q must be a scalar or 1D tensor'),
        ('torch.quantile(x[2],torch.tensor([.4]).double())', '! quantile() q tensor must be same dtype as the input tensor'),
        ('torch.quantile(torch.ones(2,dtype=torch.long),.5)',
         '! quantile() input tensor must be either float or double dtype'),
        ('torch.quantile(torch.tensor([]),.5)', '! quantile() input tensor must be non-empty'),
        ('torch.quantile(torch.zeros(0,2),.5,dim=0)', '! quantile() input tensor must be non-empty'),
        ('torch.quantile(torch.zeros(2),.5,dim=1)',
         '! Dimension out of range (expected to be in range of [-1, 0], but got 1)'),
        ('torch.quantile(torch.zeros(2,3),.5,keepdim=True)', 'tensor([[0.]])'),
        ('torch.quantile(torch.zeros(2,3),torch.tensor([.5]),keepdim=True).shape', 'torch.Size([1, 1, 1])'),
        ('torch.quantile(torch.zeros(2,3),torch.tensor([]),1).shape', 'torch.Size([0, 2])'),
        ('torch.quantile(torch.tensor(3.),.5)', 'tensor(3.)'),
        ('torch.quantile(x[2],.5,out=torch.zeros((),dtype=torch.double))',
         '! quantile() out tensor must be same dtype as the input tensor'),
        ("torch.quantile(x[2],.5,0,True,interpolation='lower')", 'tensor([1.])'),
        ('torch.quantile(x[2],q=.5,dim=0)', 'tensor(1.5000)'),
        ('torch.quantile(x[2],1)', 'tensor(3.)'),
        ('x.quantile(.5)', 'tensor(nan)'),
        ('x.nanquantile(.5)', 'tensor(1.5000)'),
    ]

    def test_values(self):
        check(self, self.EXPECTED)


class Trapezoids(unittest.TestCase):
    EXPECTED = [
        ('torch.trapezoid(x[2])', 'tensor(4.5000)'),
        ('torch.trapezoid(x[2],dx=.5)', 'tensor(2.2500)'),
        ('torch.trapezoid(x[2],torch.tensor([1.,2,4,8]))', 'tensor(10.)'),
        ('torch.trapezoid(x,torch.tensor([1.,2,4]),dim=0)', 'tensor([nan, nan, nan, nan])'),
        ('torch.trapz(x[2],dx=2)', 'tensor(9.)'),
        ('torch.cumulative_trapezoid(x[2])', 'tensor([2.0000, 3.0000, 4.5000])'),
        ('torch.cumulative_trapezoid(x[2],dx=.5)', 'tensor([1.0000, 1.5000, 2.2500])'),
        ('torch.cumulative_trapezoid(x[2],torch.tensor([1.,2,4,8]))', 'tensor([ 2.,  4., 10.])'),
        ('torch.cumulative_trapezoid(x,torch.tensor([1.,2,4]),dim=0)',
         'tensor([[nan, nan, nan, nan],\n        [nan, nan, nan, nan]])'),
        ('torch.trapezoid(torch.tensor([True]))', '! trapezoid: received a bool input for `y`, but bool is not supported'),
        ('torch.trapezoid(torch.tensor(1.))', '! Dimension specified as -1 but tensor has no dimensions'),
        ('torch.trapezoid(torch.zeros(0))', 'tensor(0.)'),
        ('torch.cumulative_trapezoid(torch.zeros(0))', 'tensor([])'),
        ('torch.cumulative_trapezoid(torch.tensor(1.))', '! slice() cannot be applied to a 0-dim tensor.'),
        ('torch.trapezoid(torch.ones(3),torch.ones(4))', '! trapezoid: There must be one `x` value for each sample point'),
        ('torch.trapezoid(torch.ones(3),torch.tensor(4.))',
         '! The size of tensor a (2) must match the size of tensor b (0) at non-singleton dimension 0'),
        ('torch.cumulative_trapezoid(torch.ones(3),torch.tensor(4.))',
         '! The size of tensor a (2) must match the size of tensor b (0) at non-singleton dimension 0'),
        ('torch.trapezoid(torch.ones(2,3),torch.ones(2,3),dim=1)', 'tensor([0., 0.])'),
        ('torch.trapezoid(torch.ones(1,3),torch.ones(2,3),dim=1)', 'tensor([0., 0.])'),
        ('torch.trapezoid(torch.ones(2,3,dtype=torch.long))', 'tensor([2., 2.])'),
    ]

    def test_values(self):
        check(self, self.EXPECTED)


class ManyValues(unittest.TestCase):
    """More elements than a hash table of different values has room for, and fewer."""

    def test_one_row(self):
        x = torch.arange(8).reshape(1, 2, 4)
        for f in (torch.unique, torch.unique_consecutive):
            values, inverse, counts = f(x, return_inverse=True, return_counts=True, dim=0)
            self.assertEqual((values.tolist(), inverse.tolist(), counts.tolist()), (x.tolist(), [0], [1]))

    def test_unique_and_isin(self):
        for bound in (3, 5000, 10**12):
            x, y = torch.randint(0, bound, (200, 150)), torch.randint(0, bound, (20000,))
            values, inverse, counts = x.unique(return_inverse=True, return_counts=True)
            self.assertEqual(values.tolist(), sorted(set(x.flatten().tolist())))
            self.assertTrue(torch.equal(values[inverse], x))
            self.assertTrue(torch.equal(counts, inverse.flatten().bincount()))
            named = set(y.tolist())
            self.assertEqual(torch.isin(x, y).flatten().tolist(), [v in named for v in x.flatten().tolist()])
            runs, back, lengths = x.float().unique_consecutive(return_inverse=True, return_counts=True)
            self.assertTrue(torch.equal(runs.repeat_interleave(lengths), x.float().flatten()))
            self.assertTrue(torch.equal(runs[back], x.float()))

    def test_nans_are_apart(self):
        x = torch.tensor([nan, 1, -0.0, nan, 0.0, 1])
        self.assertEqual([t.tolist() for t in torch.unique(x, return_inverse=True, return_counts=True)][1:], [[2, 1, 0, 3, 0, 1], [2, 2, 1, 1]])
        self.assertEqual(torch.isin(x, x).tolist(), [False, True, True, False, True, True])

    def test_distances_of_many_rows(self):
        x, y = torch.randn(40, 5, dtype=torch.float64, requires_grad=True), torch.randn(3, 5, dtype=torch.float64, requires_grad=True)
        self.assertTrue(torch.allclose(torch.cdist(x, y), torch.cdist(x, y, compute_mode="donot_use_mm_for_euclid_dist")))
        self.assertTrue(torch.autograd.gradcheck(torch.cdist, (x, y)))
        torch.cdist(x, x).sum().backward()
        self.assertTrue(bool(torch.isfinite(x.grad).all()))

    def test_combinations(self):
        for r in range(5):
            for again, of in ((False, itertools.combinations), (True, itertools.combinations_with_replacement)):
                self.assertEqual(torch.combinations(torch.arange(5) * 2, r, again).tolist(), [list(t) for t in of(range(0, 10, 2), r)] if r else [])


class Segments(unittest.TestCase):
    EXPECTED = [
        ("torch.segment_reduce(torch.tensor([1.,2,3]),'sum',lengths=torch.tensor([1,2]))", 'tensor([1., 5.])'),
        ("torch.segment_reduce(torch.tensor([1.,2,3]),'mean',lengths=torch.tensor([1,0,2]))",
         'tensor([1.0000,    nan, 2.5000])'),
        ("torch.segment_reduce(torch.tensor([1.,2,3]),'max',lengths=torch.tensor([1,0,2]))", 'tensor([1., -inf, 3.])'),
        ("torch.segment_reduce(torch.tensor([1.,2,3]),'min',lengths=torch.tensor([1,0,2]),initial=0)", 'tensor([0., 0., 0.])'),
        ("torch.segment_reduce(torch.tensor([1.,2,3]),'prod',lengths=torch.tensor([1,0,2]),initial=2)",
         'tensor([ 2.,  2., 12.])'),
        ("torch.segment_reduce(torch.tensor([1.,2,3]),'mean',lengths=torch.tensor([1,0,2]),initial=2)",
         'tensor([3.0000, 2.0000, 3.5000])'),
        ("torch.segment_reduce(torch.tensor([1.,2,3]),'foo',lengths=torch.tensor([1,0,2]))",
         '! unsupported reduction given! foo'),
        ("torch.segment_reduce(torch.tensor([1.,2,3]),'sum',lengths=torch.tensor([1,0,1]))",
         '! segment_reduce(): Expected all rows of lengths along axis to sum to data.size(lengths.dim()-1) when !unsafe.'),
        ("torch.segment_reduce(torch.tensor([1.,2,3]),'sum',lengths=torch.tensor([1,0,-1]))",
         '! lengths contains negative value!'),
        ("torch.segment_reduce(torch.tensor([1.,2,3]),'sum',offsets=torch.tensor([0,1,3]))", 'tensor([1., 5.])'),
        ("torch.segment_reduce(torch.tensor([1.,2,3]),'sum',offsets=torch.tensor([0,1]))", 'tensor([1.])'),
        ("torch.segment_reduce(torch.tensor([1.,2,3]),'sum')",
         '! segment_reduce(): Either lengths or offsets must be defined.'),
        ("torch.segment_reduce(torch.tensor([1.,2,3]),'sum',lengths=torch.tensor([1.,2]))",
         '! "_segment_reduce_lengths_cpu_kernel1" not implemented for \'Float\''),
        ("torch.segment_reduce(torch.tensor([1,2,3]),'sum',lengths=torch.tensor([1,2]))",
         '! "_segment_reduce_cpu" not implemented for \'Long\''),
        ("torch.segment_reduce(torch.tensor([1.,2,3]),'sum',lengths=torch.tensor([1,2]),axis=1)",
         '! Dimension out of range (expected to be in range of [-1, 0], but got 1)'),
        ("torch.segment_reduce(torch.ones(3,2),'sum',lengths=torch.tensor([[1,1],[1,1],[2,0]]),axis=1)",
         'tensor([[1., 1.],\n        [1., 1.],\n        [2., 0.]])'),
        ("torch.segment_reduce(torch.ones(3,2),'sum',lengths=torch.tensor([1,2]),axis=1)",
         '! segment_reduce(): Expected axis to be the last dimension of lengths but got 1.'),
        ("torch.segment_reduce(torch.ones(3,2),'sum',lengths=torch.tensor([1,2]),axis=-2)",
         'tensor([[1., 1.],\n        [2., 2.]])'),
        ("torch.segment_reduce(torch.ones(3,2),'sum',lengths=torch.tensor([1,1]),axis=0,unsafe=True)",
         'tensor([[1., 1.],\n        [1., 1.]])'),
        ("torch.segment_reduce(torch.ones(3,2),'sum',indices=torch.tensor([1,1]))",
         '! segment_reduce(): indices based reduction is not supported yet.'),
        ("torch.segment_reduce(torch.tensor([1.,nan,3]),'max',lengths=torch.tensor([1,2]))", 'tensor([1., nan])'),
    ]

    def test_values(self):
        check(self, self.EXPECTED)


if __name__ == "__main__":
    unittest.main()
