/* SPDX-License-Identifier: MIT */
/* file.h - whole files read by mapping, and files written so that a reader sees the old one or the new
   one, never a part. */
#ifndef IO_FILE_H
#define IO_FILE_H
#include "io/io_array.h"

/* A file mapped for reading. If another program cuts the file short meanwhile, touching the lost pages ends
   the process (SIGBUS): writers that replace files, as the one below does, are safe. */
typedef struct file_map {
    io_source source; /* data, size, name, op, site: hand this to a parser */
    char *path;
} file_map;

/* Maps path; false with RUSH_OS_ERROR. op and site are kept for the parser's messages. */
bool file_open(file_map *map, const char *path, const char *op, rush_site site);
void file_close(file_map *map);

/* Where formats write to: a file or memory. */
typedef struct file_writer file_writer;

/* Starts a temporary file in the folder of path, which file_commit renames to path (through a symbolic link:
   to what it points at). NULL with RUSH_OS_ERROR; NULL as well while an error is pending. */
file_writer *file_create(const char *path, const char *op, rush_site site);
/* The same into memory; name is used in messages. */
file_writer *file_create_memory(const char *name, const char *op, rush_site site);
bool file_write(file_writer *writer, const void *data, size_t size);
/* Writes size zero bytes. */
bool file_write_zeros(file_writer *writer, size_t size);
/* Bytes written so far. */
uint64_t file_position(const file_writer *writer);
/* For messages of the format that writes: name, op and site, no data. */
const io_source *file_writer_source(const file_writer *writer);
/* What a memory writer holds: valid until it is released or written to. */
const uint8_t *file_writer_bytes(const file_writer *writer, size_t *size);
/* Flushes to the disk, renames, flushes the folder, frees the writer. After a failure, also one of a
   file_write before, path is as it was and the temporary file is gone. */
bool file_commit(file_writer *writer);
/* Drops what was written and frees the writer. NULL is ignored. */
void file_abort(file_writer *writer);
#endif
