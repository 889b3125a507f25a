/* SPDX-License-Identifier: MIT */
/* png.c - writing PNG files. libpng is opened for each picture and closed after it: pictures are rare, and so
   there is no state to guard. Its error callback must not return, so it jumps; everything the jump must find
   again lives in one struct outside the function that calls setjmp. */
#include "io/png.h"

#include "core/error.h"

#ifndef RUSH_HAVE_PNG

bool png_write_gray_or_rgb(const char *path, int64_t width, int64_t height, int channels,
                           const uint8_t *pixels) {
    (void)path, (void)width, (void)height, (void)channels, (void)pixels;
    return error_set(RUSH_NOT_IMPLEMENTED_ERROR, NULL, "png",
                     "this library was built without libpng's header");
}

#else

#include <dlfcn.h>
#include <errno.h>
#include <inttypes.h>
#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include "core/alloc.h"

#define PNG_LIBRARY "libpng16.so.16"

/* What is used of libpng: F(name). */
#define PNG_FUNCTIONS(F) \
    F(png_create_write_struct) \
    F(png_destroy_write_struct) \
    F(png_create_info_struct) \
    F(png_init_io) \
    F(png_set_IHDR) \
    F(png_write_info) \
    F(png_write_row) \
    F(png_write_end)

typedef struct png_library {
    void *handle;
#define PNG_POINTER(name) __typeof__(name) *name##_;
    PNG_FUNCTIONS(PNG_POINTER)
} png_library;

typedef struct png_writer {
    png_library lib;
    png_structp png;
    png_infop info;
    FILE *file;
    const uint8_t *pixels; /* [height, width, channels] */
    uint32_t width, height;
    size_t channels;
    jmp_buf escape;
    char message[128];
} png_writer;

static void *library_function(png_library *lib, const char *name) {
    void *found = dlsym(lib->handle, name);
    if (!found) error_set(RUSH_NOT_IMPLEMENTED_ERROR, NULL, "png", "%s has no %s", PNG_LIBRARY, name);
    return found;
}

static bool library_open(png_library *lib) {
    lib->handle = dlopen(PNG_LIBRARY, RTLD_NOW | RTLD_LOCAL);
    if (!lib->handle)
        return error_set(RUSH_NOT_IMPLEMENTED_ERROR, NULL, "png", "writing PNG files needs libpng: %s",
                         dlerror());
        /* ISO C knows no conversion from data to function pointers, POSIX promises that their bytes are the
         * same */
#define PNG_FIND(name) \
    void *name##_found = library_function(lib, #name); \
    memcpy(&lib->name##_, &name##_found, sizeof name##_found);
    PNG_FUNCTIONS(PNG_FIND)
#define PNG_MISSING(name) || !lib->name##_
    if (false PNG_FUNCTIONS(PNG_MISSING)) {
        dlclose(lib->handle);
        return false;
    }
    return true;
}

/* Whom libpng's callback belongs to while this thread writes a picture. (Its own way to say so,
   png_get_error_ptr, is a function of the library, which the callback could not find.) */
static _Thread_local png_writer *writer_current;

static void writer_error(png_structp png, png_const_charp message) {
    (void)png;
    png_writer *w = writer_current;
    snprintf(w->message, sizeof w->message, "%s", message);
    longjmp(w->escape, 1);
}

/* libpng's warnings concern files that are read. */
static void writer_warning(png_structp png, png_const_charp message) { (void)png, (void)message; }

/* Nothing that changes after setjmp lives in this function. */
static bool writer_encode(png_writer *w) {
    const png_library *lib = &w->lib;
    if (setjmp(w->escape)) return false;
    w->png = lib->png_create_write_struct_(PNG_LIBPNG_VER_STRING, NULL, writer_error, writer_warning);
    if (w->png) w->info = lib->png_create_info_struct_(w->png);
    if (!w->info) {
        snprintf(w->message, sizeof w->message, "libpng cannot start (it is not %s, or out of memory)",
                 PNG_LIBPNG_VER_STRING);
        return false;
    }
    lib->png_init_io_(w->png, w->file);
    lib->png_set_IHDR_(w->png, w->info, w->width, w->height, 8,
                       w->channels == 3 ? PNG_COLOR_TYPE_RGB : PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE,
                       PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    lib->png_write_info_(w->png, w->info);
    for (size_t row = 0; row < w->height; row++)
        lib->png_write_row_(w->png, w->pixels + row * w->width * w->channels);
    lib->png_write_end_(w->png, w->info);
    return true;
}

/* Encodes into a file of this name. */
static bool writer_run(png_writer *w, const char *path) {
    w->file = fopen(path, "wb");
    if (!w->file) return error_set(RUSH_OS_ERROR, NULL, "png", "cannot open %s: %s", path, strerror(errno));
    png_writer *outer = writer_current;
    writer_current = w;
    bool encoded = writer_encode(w);
    writer_current = outer;
    if (w->png) w->lib.png_destroy_write_struct_(&w->png, &w->info);
    bool flawed = ferror(w->file);
    if (fclose(w->file) != 0) flawed = true;
    if (encoded && !flawed) return true;
    return error_set(flawed ? RUSH_OS_ERROR : RUSH_RUNTIME_ERROR, NULL, "png", "cannot write %s: %s", path,
                     encoded ? strerror(errno) : w->message);
}

bool png_write_gray_or_rgb(const char *path, int64_t width, int64_t height, int channels,
                           const uint8_t *pixels) {
    if (channels != 1 && channels != 3)
        return error_set(RUSH_VALUE_ERROR, NULL, "png", "expected 1 or 3 channels, got %d", channels);
    if (width < 1 || height < 1 || width > PNG_UINT_31_MAX || height > PNG_UINT_31_MAX)
        return error_set(RUSH_VALUE_ERROR, NULL, "png",
                         "a picture cannot have %" PRId64 " x %" PRId64 " pixels", width, height);
    size_t length = strlen(path) + sizeof ".part";
    char *part = mem_alloc(length);
    if (!part) return error_memory(NULL, "png", length);
    snprintf(part, length, "%s.part", path);
    png_writer w = {
        .pixels = pixels, .width = (uint32_t)width, .height = (uint32_t)height, .channels = (size_t)channels
    };
    bool done = library_open(&w.lib);
    if (done) {
        done = writer_run(&w, part);
        if (done && rename(part, path) != 0)
            done = error_set(RUSH_OS_ERROR, NULL, "png", "cannot rename %s to %s: %s", part, path,
                             strerror(errno));
        if (!done) remove(part);
        dlclose(w.lib.handle);
    }
    mem_free(part);
    return done;
}
#endif
