/* SPDX-License-Identifier: MIT */
/* idx.h - data sets in plain binary: IDX files (MNIST and its relatives) and CIFAR-10's batches. */
#ifndef IO_IDX_H
#define IO_IDX_H
#include "io/io_array.h"

/* Adds the array of an IDX file (nameless); if the bytes are a gzip file, of the IDX file within. */
bool idx_read(const io_source *source, io_list *list);
/* Adds the two arrays of a CIFAR-10 binary batch, records of 1 + 3072 bytes, as views of the file's bytes:
   "images", uint8 [N, 3, 32, 32], and "labels", uint8 [N], each at most 9. */
bool idx_read_cifar10(const io_source *source, io_list *list);
#endif
