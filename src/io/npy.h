/* SPDX-License-Identifier: MIT */
/* npy.h - NumPy's files: .npy (one array) and .npz (a zip of .npy files). */
#ifndef IO_NPY_H
#define IO_NPY_H
#include "io/file.h"

/* Adds the array of a .npy file, versions 1 to 3, to list under name (NULL: none). Little-endian data
   is pointed to where it lies (Fortran order as strides); big-endian data is swapped into a buffer of
   the list. */
bool npy_read(const io_source *source, io_list *list, const char *name);
/* Writes a contiguous array as version 1. NumPy has no bfloat16, so that is refused. */
bool npy_write(file_writer *writer, const io_array *array);
/* Adds every entry NAME.npy of a .npz file as NAME; other entries are refused. */
bool npz_read(const io_source *source, io_list *list);
/* Writes count named arrays, uncompressed. */
bool npz_write(file_writer *writer, const io_array *arrays, size_t count);
#endif
