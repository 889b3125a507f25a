/* SPDX-License-Identifier: MIT */
/* save.h - which format a file name asks for. */
#ifndef IO_SAVE_H
#define IO_SAVE_H

typedef enum save_format { SAVE_UNKNOWN, SAVE_SAFETENSORS, SAVE_PT, SAVE_NPZ, SAVE_NPY } save_format;
/* By the ending, in either case. */
save_format save_format_of(const char *path);
#define SAVE_ENDINGS ".safetensors, .pt, .pth, .npz or .npy"
#endif
