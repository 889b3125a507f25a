/* SPDX-License-Identifier: MIT */
/* pt.h - PyTorch's checkpoints (torch.save since 1.6): a zip of a pickle and of one file for each storage. */
#ifndef IO_PT_H
#define IO_PT_H
#include "io/pickle.h"
#include "io/zip.h"

typedef struct pt_storage {
    const uint8_t *data;
    size_t size;
    void *owned;
    bool known;
} pt_storage;

/* A checkpoint that was read: tree.root is the object that was saved, its tensors point into the
   source's bytes. */
typedef struct pt_file {
    pickle_tree tree;
    zip_archive zip;
    pt_storage *storages; /* for each entry of the zip */
    size_t prefix;        /* length of "archive/" before every name */
} pt_file;

/* Reads a checkpoint of PyTorch 1.6 or later (2.x included). Tensors that shared a storage have the same
   storage_id and data. source's bytes must outlive the pt_file. Refused by name: older checkpoints,
   TorchScript, big-endian ones. */
bool pt_read(pt_file *file, const io_source *source);
void pt_close(pt_file *file);
/* Writes root as torch.save does: tensors of one storage_id must agree in data, nbytes and dtype, and the
   whole storage is saved once. archive names the folder inside ("archive", or the file's stem). */
bool pt_write(file_writer *writer, const char *archive, pickle_tree *tree, pickle_value *root);
#endif
