/* SPDX-License-Identifier: MIT */
/* test_io_zlib.c - what is said where zlib is missing: in the build, and on the machine. The source is
   compiled here once for each case, with its functions renamed. */
#include "test_io.h"

#include <cmocka.h>

#define zlib_inflate lacking_inflate
#define zlib_gunzip lacking_gunzip
#undef RUSH_HAVE_ZLIB
#include "io/zlib_dynamic.c"
#undef zlib_inflate
#undef zlib_gunzip

#if defined(__has_include)
#if __has_include(<zlib.h>)
#define RUSH_HAVE_ZLIB 1
#define ZLIB_DYNAMIC_LIBRARY "librush-absent.so.1"
#define zlib_inflate absent_inflate
#define zlib_gunzip absent_gunzip
#undef IO_ZLIB_DYNAMIC_H
bool absent_inflate(const io_source *source, const void *in, size_t in_size, void *out, size_t out_size);
bool absent_gunzip(const io_source *source, const void *in, size_t in_size, void **out, size_t *out_size);
#include "io/zlib_dynamic.c"
#endif
#endif

static const io_source source = { (const uint8_t *)"x", 1, "file.npz", "load", NULL };

static void test_build_lacks_zlib(void **state) {
    (void)state;
    void *bytes;
    size_t size = 0;
    char out[4];
    assert_false(lacking_inflate(&source, "x", 1, out, 4));
    assert_message("file.npz: its deflated data needs zlib, which this build lacks");
    assert_false(lacking_gunzip(&source, "x", 1, &bytes, &size));
    assert_message("needs zlib, which this build lacks");
}

static void test_machine_lacks_zlib(void **state) {
    (void)state;
#if defined(ZLIB_DYNAMIC_LIBRARY)
    void *bytes;
    size_t size = 0;
    char out[4];
    for (int i = 0; i < 2; i++) {
        assert_false(absent_inflate(&source, "x", 1, out, 4));
        assert_message("librush-absent.so.1 could not be opened: ");
    }
    assert_false(absent_gunzip(&source, "x", 1, &bytes, &size));
    assert_message("librush-absent.so.1 could not be opened: ");
#else
    skip();
#endif
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_build_lacks_zlib),
        cmocka_unit_test(test_machine_lacks_zlib),
    };
    rush_set_error_quiet(true);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
