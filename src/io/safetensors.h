/* SPDX-License-Identifier: MIT */
/* safetensors.h - Hugging Face's format of named tensors: u64 header length, JSON header, data. */
#ifndef IO_SAFETENSORS_H
#define IO_SAFETENSORS_H
#include "io/file.h"

/* Adds every tensor to list (contiguous, pointing into source's bytes, each its own storage) in the order of
   the header, and the strings of __metadata__ to its pairs. The data must be covered without holes or
   overlaps. */
bool safetensors_read(const io_source *source, io_list *list);
/* Writes count contiguous, named arrays in the order given, and the strings as __metadata__ (none:
   pair_count 0). */
bool safetensors_write(file_writer *writer, const io_array *arrays, size_t count, const io_pair *pairs,
                       size_t pair_count);
#endif
