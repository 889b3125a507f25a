/* SPDX-License-Identifier: MIT */
/* zlib_dynamic.c - decompression by the system's zlib, opened when first needed. */
#include "io/zlib_dynamic.h"

#include "core/alloc.h"
#include "core/error.h"

#if defined(RUSH_HAVE_ZLIB)
#include <dlfcn.h>
#include <pthread.h>
#include <string.h>
#include <zlib.h>

#ifndef ZLIB_DYNAMIC_LIBRARY
#define ZLIB_DYNAMIC_LIBRARY "libz.so.1"
#endif

/* The three functions used, or why there are none. Written once, under zlib_once. */
static struct {
    int (*init)(z_streamp stream, int window_bits, const char *version, int stream_size);
    int (*inflate)(z_streamp stream, int flush);
    int (*end)(z_streamp stream);
    char problem[256];
} zlib_functions;
static pthread_once_t zlib_once = PTHREAD_ONCE_INIT;

static bool zlib_find(void *library, const char *name, void *function) {
    void *symbol = dlsym(library, name);
    /* ISO C has no cast from an object pointer to a function pointer; POSIX promises that the bytes serve as
     * both */
    memcpy(function, &symbol, sizeof symbol);
    return symbol != NULL;
}

static void zlib_open(void) {
    void *library = dlopen(ZLIB_DYNAMIC_LIBRARY, RTLD_NOW | RTLD_LOCAL);
    if (library && zlib_find(library, "inflateInit2_", &zlib_functions.init) &&
        zlib_find(library, "inflate", &zlib_functions.inflate) &&
        zlib_find(library, "inflateEnd", &zlib_functions.end)) {
        return;
    }
    const char *reason = dlerror();
    snprintf(zlib_functions.problem, sizeof zlib_functions.problem, "%s", reason ? reason : "unknown reason");
    if (library) dlclose(library);
}

/* window_bits: -15 for raw deflate, 31 for gzip. */
static bool zlib_start(const io_source *source, z_stream *stream, int window_bits) {
    pthread_once(&zlib_once, zlib_open);
    if (zlib_functions.problem[0]) {
        return io_fail(source, "needs zlib, and %s could not be opened: %s", ZLIB_DYNAMIC_LIBRARY,
                       zlib_functions.problem);
    }
    memset(stream, 0, sizeof *stream);
    int status = zlib_functions.init(stream, window_bits, ZLIB_VERSION, (int)sizeof *stream);
    if (status == Z_MEM_ERROR) return io_no_memory(source, sizeof *stream);
    if (status != Z_OK) return io_fail(source, "zlib refused to start (status %d)", status);
    return true;
}

static uInt zlib_chunk(size_t size) { return size < ((size_t)1 << 30) ? (uInt)size : (uInt)1 << 30; }

/* Runs until out is full or the stream ends. *in and *in_size move on; *done tells the bytes made. */
static int zlib_run(z_stream *stream, const uint8_t **in, size_t *in_size, uint8_t *out, size_t out_size,
                    size_t *done) {
    int status = Z_OK;
    *done = 0;
    while (status == Z_OK) {
        uInt give = zlib_chunk(*in_size), room = zlib_chunk(out_size - *done);
        stream->next_in = (Bytef *)(uintptr_t)*in;
        stream->avail_in = give;
        stream->next_out = out + *done;
        stream->avail_out = room;
        status = zlib_functions.inflate(stream, Z_NO_FLUSH);
        *in += give - stream->avail_in;
        *in_size -= give - stream->avail_in;
        *done += room - stream->avail_out;
        if (status == Z_OK && *done == out_size && stream->avail_out == 0 && *in_size == 0) break;
    }
    return status;
}

static bool zlib_refuse(const io_source *source, const z_stream *stream, int status) {
    if (status == Z_MEM_ERROR) return io_no_memory(source, 1 << 15);
    if (status == Z_BUF_ERROR || status == Z_OK) return io_fail(source, "its compressed data ends too early");
    return io_fail(source, "its compressed data is damaged: %s",
                   stream->msg ? stream->msg : "no further word");
}

bool zlib_inflate(const io_source *source, const void *in, size_t in_size, void *out, size_t out_size) {
    z_stream stream;
    const uint8_t *from = in;
    size_t left = in_size, done, extra = 0;
    uint8_t probe;
    TRY(zlib_start(source, &stream, -15));
    int status = zlib_run(&stream, &from, &left, out, out_size, &done);
    /* a full buffer is not yet the end: the end mark may be unread, or there may be more than was
       announced */
    if (status == Z_OK || status == Z_BUF_ERROR) status = zlib_run(&stream, &from, &left, &probe, 1, &extra);
    bool good = status == Z_STREAM_END && done == out_size && extra == 0 && left == 0;
    if (!good && extra > 0) {
        io_fail(source, "its compressed data expands to more than the %zu bytes announced", out_size);
    } else if (!good && status == Z_STREAM_END) {
        io_fail(source, "its compressed data makes %zu bytes of %zu and leaves %zu unread", done, out_size,
                left);
    } else if (!good) {
        zlib_refuse(source, &stream, status);
    }
    zlib_functions.end(&stream);
    return good;
}

/* Grows *out by doubling until the stream ends; the format's own ratio bounds it. */
static bool zlib_gunzip_all(const io_source *source, z_stream *stream, const uint8_t *in, size_t left,
                            uint8_t **out, size_t *out_size) {
    size_t capacity = left < 1024 ? 4096 : left * 4, used = 0, done;
    for (;;) {
        uint8_t *grown = mem_realloc(*out, capacity);
        if (!grown) return io_no_memory(source, capacity);
        *out = grown;
        int status = zlib_run(stream, &in, &left, grown + used, capacity - used, &done);
        used += done;
        if (status == Z_STREAM_END) break;
        if ((status != Z_OK && status != Z_BUF_ERROR) || used < capacity)
            return zlib_refuse(source, stream, status);
        if (__builtin_mul_overflow(capacity, (size_t)2, &capacity)) return io_no_memory(source, SIZE_MAX);
    }
    *out_size = used;
    if (left) return io_fail(source, "%zu bytes follow the end of its gzip stream", left);
    return true;
}

bool zlib_gunzip(const io_source *source, const void *in, size_t in_size, void **out, size_t *out_size) {
    z_stream stream;
    uint8_t *bytes = NULL;
    *out = NULL;
    TRY(zlib_start(source, &stream, 31));
    bool good = zlib_gunzip_all(source, &stream, in, in_size, &bytes, out_size);
    zlib_functions.end(&stream);
    if (!good) mem_free(bytes);
    else *out = bytes;
    return good;
}

#else

bool zlib_inflate(const io_source *source, const void *in, size_t in_size, void *out, size_t out_size) {
    (void)in, (void)in_size, (void)out, (void)out_size;
    return io_fail(source, "its deflated data needs zlib, which this build lacks");
}

bool zlib_gunzip(const io_source *source, const void *in, size_t in_size, void **out, size_t *out_size) {
    (void)in, (void)in_size, (void)out_size;
    *out = NULL;
    return io_fail(source, "its gzip data needs zlib, which this build lacks");
}
#endif
