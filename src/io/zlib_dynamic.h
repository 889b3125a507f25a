/* SPDX-License-Identifier: MIT */
/* zlib_dynamic.h - decompression by the system's zlib, opened when first needed; the library does not
   link it. */
#ifndef IO_ZLIB_DYNAMIC_H
#define IO_ZLIB_DYNAMIC_H
#include "io/io_array.h"

/* No deflate stream expands by more than this factor: what claims to is refused before memory is taken
   for it. */
#define ZLIB_MAX_RATIO 1032

/* Expands a raw deflate stream, which must fill exactly out_size bytes and use all of in. False with an error
   that says so, that the build lacks zlib, or that zlib could not be opened. */
bool zlib_inflate(const io_source *source, const void *in, size_t in_size, void *out, size_t out_size);
/* Expands a gzip file (one member). *out is mem_ memory and the caller's. */
bool zlib_gunzip(const io_source *source, const void *in, size_t in_size, void **out, size_t *out_size);
#endif
