/* SPDX-License-Identifier: MIT */
/* io.h - named tensors in files. Endings: .safetensors, .pt and .pth (PyTorch), .npz and .npy (NumPy).
     rush_save(net, "net.safetensors");
     rush_load_state_dict(net, rush_load("net.safetensors")); */
#ifndef RUSHLIGHT_IO_H
#define RUSHLIGHT_IO_H
#include <rushlight/base.h>
#include <rushlight/dict.h>
#include <rushlight/nn.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Reads a file by its ending, or, if that tells nothing, by its content. Tensors are copies: they may be changed, and do not need the
   file any more; tensors that share a storage in a .pt file share one here. The dict belongs to the scope.
   .npy: the array under the name "". .pt: containers within containers become dotted names ("model.0.weight", "epoch", list items by
   number), numbers 0-dimensional tensors (int64, float64, bool), text and dtypes text; None is left out. Nothing in a .pt file is ever
   run: what is not plain data is refused. Errors name the file. */
RUSH_API rush_dict *rush_load_at(rush_site site, const char *path);

/* Writes the values of a dict (tensors, without requires_grad, and text) in the format that the ending names: the file is replaced as a whole or not at all. False, and
   nothing is written, while an error is pending. .safetensors takes every tensor and text; .pt too, keeps shared storages shared and
   is what torch.load reads as an OrderedDict; .npz no text and no bfloat16; .npy one tensor. */
RUSH_API bool rush_save_dict_at(rush_site site, const rush_dict *dict, const char *path);
/* The module's state dict. */
RUSH_API bool rush_save_module_at(rush_site site, const rush_module *module, const char *path);
/* One tensor, under the name "" (.npy, .pt: the tensor itself). */
RUSH_API bool rush_save_tensor_at(rush_site site, const rush_tensor *tensor, const char *path);

#ifdef __cplusplus
}
#endif

#ifndef __cplusplus
#define rush_load(path) rush_load_at(RUSH_SITE, path)
/* A dict, a module or a tensor. */
#define rush_save(what, path) \
    _Generic((what), rush_dict *: rush_save_dict_at, const rush_dict *: rush_save_dict_at, rush_module *: rush_save_module_at, \
        const rush_module *: rush_save_module_at, rush_tensor *: rush_save_tensor_at, const rush_tensor *: rush_save_tensor_at)(RUSH_SITE, what, path)
#endif
#endif
