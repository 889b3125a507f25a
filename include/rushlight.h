/* SPDX-License-Identifier: MIT */
/* rushlight.h - PyTorch's eager core as a C library: tensors, autograd, nn, optim. One include, no required dependency.

     #include <rushlight.h>
     int main(void) {
         RUSH_SCOPE;                                                     // temporaries of this block are dropped at its end
         rush_tensor *w = rush_randn(RUSH_SHAPE(3), .requires_grad = true);
         rush_tensor *loss = rush_sum(rush_mul(w, w));
         rush_backward(loss);
         rush_print(rush_get_grad(w));
         return rush_failed();
     }

   Ownership and errors in one place: docs/ownership-and-errors.md. */
#ifndef RUSHLIGHT_H
#define RUSHLIGHT_H
#include <rushlight/base.h>
#include <rushlight/tensor.h>
#include <rushlight/dict.h>
#include <rushlight/autograd.h>
#include <rushlight/random.h>
#include <rushlight/index.h>
#include <rushlight/ops.h>
#include <rushlight/nn.h>
#include <rushlight/layers.h>
#include <rushlight/optim.h>
#include <rushlight/io.h>
#include <rushlight/data.h>
#include <rushlight/checkpoint.h>
#include <rushlight/progress.h>
#include <rushlight/picture.h>

#ifdef __cplusplus
extern "C" {
#endif
/* t with the dtype and on the device of `like`. */
RUSH_API rush_tensor *rush_to_like_at(rush_site site, rush_tensor *t, const rush_tensor *like);
#ifdef __cplusplus
}
#else
/* rush_to(x, RUSH_BFLOAT16), rush_to(x, rush_cuda(0)), rush_to(x, other): the tensor itself if nothing is to be done. */
#define rush_to(x, d) \
    _Generic((d), rush_device: rush_to_device_at, rush_tensor *: rush_to_like_at, const rush_tensor *: rush_to_like_at, \
        int: rush_to_dtype_at, rush_dtype: rush_to_dtype_at)(RUSH_SITE, x, d)
#endif
#endif
