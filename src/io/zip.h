/* SPDX-License-Identifier: MIT */
/* zip.h - zip archives: all entries checked at opening, data read one entry at a time; written without
   compression. */
#ifndef IO_ZIP_H
#define IO_ZIP_H
#include "io/file.h"

typedef struct zip_entry {
    char *name;
    uint64_t header;       /* where the local header begins */
    uint64_t data;         /* where the data begins */
    uint64_t packed, size; /* bytes in the file, bytes of content */
    uint32_t crc;
    uint16_t method; /* 0 stored, 8 deflated */
} zip_entry;

typedef struct zip_archive {
    io_source source;
    zip_entry *entries; /* in the order of the central directory */
    size_t count;
    size_t *by_name; /* indices of entries, sorted by name */
} zip_archive;

/* Reads the directory (with zip64). Refused: encryption, several disks, other methods than stored and
   deflated, entries that overlap or leave the file, equal names, and content that is more than ZLIB_MAX_RATIO
   (1032) times its packed size, so that an archive never expands beyond 1032 times its own size. source's
   bytes must outlive the archive. */
bool zip_open(zip_archive *zip, const io_source *source);
void zip_close(zip_archive *zip);
/* The index of the entry of that name, or -1. */
int64_t zip_find(const zip_archive *zip, const char *name);
/* The content of an entry, its CRC checked. *owned is NULL (content lies in the source) or mem_ memory
   for the caller. */
bool zip_read(const zip_archive *zip, size_t index, const uint8_t **content, size_t *size, void **owned);

/* Start from { .out = writer }. */
typedef struct zip_writer {
    file_writer *out;
    bool always_zip64; /* the large form for every entry, not only where 4 GiB or 65535 entries need it */
    zip_entry *entries;
    size_t count, capacity;
} zip_writer;

/* Appends one stored entry whose data begins at a multiple of align (a power of two, at most 4096; 1:
   anywhere), by PyTorch's padding field. The archive must begin at the writer's position 0. */
bool zip_add(zip_writer *zip, const char *name, const void *content, size_t size, size_t align);
/* Writes the directory. The file_writer is the caller's to commit. */
bool zip_finish(zip_writer *zip);
void zip_writer_release(zip_writer *zip);

/* CRC-32 as zip and gzip use it; start from 0. */
uint32_t zip_crc32(uint32_t crc, const void *data, size_t size);
#endif
