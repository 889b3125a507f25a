/* SPDX-License-Identifier: MIT */
/* test_png.c - PNG files: read back by libpng's own reader, and every way to fail. */
#include <dlfcn.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cmocka.h>

#if __has_include(<png.h>)
#include <png.h>
#define HAVE_READER 1
#endif

#include "core/alloc.h"
#include "core/error.h"
#include "io/png.h"

static char folder[] = "/tmp/rush_png_XXXXXX", path[64], part[64], elsewhere[64];
static uint8_t pixels[3 * 200 * 200];

static bool built_without(void) {
    return rush_failed() && rush_error()->code == RUSH_NOT_IMPLEMENTED_ERROR &&
           strstr(rush_error()->message, "built without libpng's header");
}

static int make_folder(void **state) {
    (void)state;
    rush_set_error_quiet(true);
    if (!mkdtemp(folder)) return -1;
    snprintf(path, sizeof path, "%s/a.png", folder);
    snprintf(part, sizeof part, "%s/a.png.part", folder);
    snprintf(elsewhere, sizeof elsewhere, "%s/none/a.png", folder);
    uint32_t noise = 1;
    for (size_t i = 0; i < sizeof pixels; i++) {
        noise = noise * 1664525 + 1013904223;
        pixels[i] = (uint8_t)(noise >> 24);
    }
    return 0;
}

static int remove_folder(void **state) {
    (void)state;
    remove(path);
    return rmdir(folder); /* fails if anything was left */
}

/* A build without libpng has nothing more to test; it must say so at each call. */
static void skip_unless_built(void) {
    bool written = png_write_gray_or_rgb(path, 1, 1, 1, pixels);
    if (!written && built_without()) {
        rush_error_clear();
        skip();
    }
    assert_true(written);
}

static void refused(const char *to, int64_t width, int64_t height, int channels, rush_error_code code,
                    const char *words) {
    assert_false(png_write_gray_or_rgb(to, width, height, channels, pixels));
    assert_true(rush_failed());
    assert_int_equal(rush_error()->code, code);
    if (!strstr(rush_error()->message, words)) fail_msg("%s", rush_error()->message);
    rush_error_clear();
    assert_int_not_equal(access(part, F_OK), 0);
}

/* First, before the library is in memory: without a file descriptor it cannot be opened. */
static void library_missing(void **state) {
    (void)state;
    struct rlimit before, none;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
    none = before;
    none.rlim_cur = 3;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
    bool written = png_write_gray_or_rgb(path, 1, 1, 1, pixels);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
    assert_false(written);
    assert_int_equal(rush_error()->code, RUSH_NOT_IMPLEMENTED_ERROR);
    assert_non_null(strstr(rush_error()->message, "libpng"));
    rush_error_clear();
    assert_int_not_equal(access(path, F_OK), 0);
}

#ifdef HAVE_READER
static void check_picture(int width, int height, int channels) {
    void *lib = dlopen("libpng16.so.16", RTLD_NOW);
    assert_non_null(lib);
    int (*begin)(png_imagep, const char *);
    int (*finish)(png_imagep, png_const_colorp, void *, png_int_32, void *);
    void *found[2] = { dlsym(lib, "png_image_begin_read_from_file"), dlsym(lib, "png_image_finish_read") };
    memcpy(&begin, &found[0], sizeof begin);
    memcpy(&finish, &found[1], sizeof finish);
    png_image image = { .version = PNG_IMAGE_VERSION };
    assert_true(begin(&image, path));
    assert_int_equal(image.width, width);
    assert_int_equal(image.height, height);
    assert_int_equal(image.format, channels == 3 ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY);
    size_t bytes = (size_t)width * (size_t)height * (size_t)channels;
    uint8_t *read = malloc(bytes);
    assert_non_null(read);
    assert_true(finish(&image, NULL, read, 0, NULL));
    assert_memory_equal(read, pixels, bytes);
    free(read);
    dlclose(lib);
}
#endif

static void round_trip(void **state) {
    (void)state;
    skip_unless_built();
    static const int sizes[][3] = { { 1, 1, 1 }, { 1, 1, 3 }, { 7, 3, 1 }, { 3, 7, 3 }, { 200, 200, 3 } };
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        int width = sizes[i][0], height = sizes[i][1], channels = sizes[i][2];
        assert_true(png_write_gray_or_rgb(path, width, height, channels, pixels));
        unsigned char head[29];
        FILE *file = fopen(path, "rb");
        assert_non_null(file);
        assert_int_equal(fread(head, 1, sizeof head, file), sizeof head);
        fclose(file);
        const unsigned char expected[29] = { 0x89, 'P',
                                             'N',  'G',
                                             '\r', '\n',
                                             0x1a, '\n',
                                             0,    0,
                                             0,    13,
                                             'I',  'H',
                                             'D',  'R',
                                             0,    0,
                                             0,    (unsigned char)width,
                                             0,    0,
                                             0,    (unsigned char)height,
                                             8,    channels == 3 ? 2 : 0,
                                             0,    0,
                                             0 };
        assert_memory_equal(head, expected, sizeof head);
#ifdef HAVE_READER
        check_picture(width, height, channels);
#endif
        assert_int_not_equal(access(part, F_OK), 0);
    }
}

static void bad_input(void **state) {
    (void)state;
    skip_unless_built();
    refused(path, 2, 2, 2, RUSH_VALUE_ERROR, "expected 1 or 3 channels, got 2");
    refused(path, 0, 2, 1, RUSH_VALUE_ERROR, "0 x 2 pixels");
    refused(path, 2, -1, 1, RUSH_VALUE_ERROR, "2 x -1 pixels");
    refused(path, INT64_C(1) << 32, 1, 1, RUSH_VALUE_ERROR, "4294967296 x 1 pixels");
    refused(elsewhere, 2, 2, 1, RUSH_OS_ERROR, "No such file");
    refused(folder, 2, 2, 1, RUSH_OS_ERROR, "cannot rename");
    /* more than libpng's own limit: its error callback jumps */
    refused(path, 2000000, 1, 1, RUSH_RUNTIME_ERROR, "Invalid IHDR");
}

/* The disk is full half-way: the picture that was there stays whole. */
static void write_fails(void **state) {
    (void)state;
    skip_unless_built();
    struct rlimit before, small;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    small = before;
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    static const rlim_t limits[] = { 0, 50, 5000, 100000 };
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        small.rlim_cur = limits[i];
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
        bool written = png_write_gray_or_rgb(path, 200, 200, 3, pixels);
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
        assert_false(written);
        assert_int_equal(rush_error()->code, RUSH_OS_ERROR);
        rush_error_clear();
        assert_int_not_equal(access(part, F_OK), 0);
#ifdef HAVE_READER
        check_picture(1, 1, 1);
#endif
    }
    signal(SIGXFSZ, handler);
}

static void memory_fails(void **state) {
    (void)state;
    skip_unless_built();
    alloc_fail_at(1);
    assert_false(png_write_gray_or_rgb(path, 1, 1, 1, pixels));
    alloc_fail_at(0);
    assert_int_equal(rush_error()->code, RUSH_MEMORY_ERROR);
    rush_error_clear();
    assert_true(png_write_gray_or_rgb(path, 1, 1, 1, pixels));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(library_missing), cmocka_unit_test(round_trip),   cmocka_unit_test(bad_input),
        cmocka_unit_test(write_fails),     cmocka_unit_test(memory_fails),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
