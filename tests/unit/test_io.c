/* SPDX-License-Identifier: MIT */
/* test_io.c - rush_save and rush_load: every format there and back, files of PyTorch, shared storages, refusals, lack of memory. */
#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/alloc.h"
#include "io/pt.h"

#define GOLDEN(name) SOURCE_DIR "/tests/golden/io/" name

static char folder[] = "/tmp/rush-io-XXXXXX";
static const char *in_folder(const char *name) {
    static char path[4][200];
    static int next;
    char *p = path[next++ % 4];
    snprintf(p, sizeof path[0], "%s/%s", folder, name);
    return p;
}

static void assert_message(const char *part) {
    if (!rush_failed()) fail_msg("no error, expected '%s'", part);
    if (!strstr(rush_error()->message, part)) fail_msg("'%s' lacks '%s'", rush_error()->message, part);
    rush_error_clear();
}

static rush_tensor *get(const rush_dict *d, const char *name) {
    rush_tensor *t = rush_dict_get(d, name);
    if (!t) fail_msg("there is no '%s'", name);
    return t;
}

/* Both have the same names, dtypes, shapes and bits. */
static void assert_same(const rush_dict *a, const rush_dict *b) {
    assert_no_error();
    assert_int_equal(rush_dict_size(a), rush_dict_size(b));
    for (int64_t i = 0; i < rush_dict_size(a); i++) {
        RUSH_SCOPE;
        const char *name = rush_dict_name(a, i);
        rush_tensor *x = rush_contiguous(rush_dict_at(a, i)), *y = rush_contiguous(get(b, name));
        rush_dtype dtype = rush_get_dtype(x);
        assert_int_equal(rush_get_dtype(y), dtype);
        assert_int_equal(rush_dim(x), rush_dim(y));
        for (int d = 0; d < rush_dim(x); d++) assert_int_equal(rush_size(x, d), rush_size(y, d));
        size_t bytes = (size_t)rush_numel(x) * rush_element_size(x);
        if (bytes) assert_memory_equal(rush_const_data_ptr_at(NULL, x, dtype), rush_const_data_ptr_at(NULL, y, dtype), bytes);
    }
    assert_int_equal(rush_dict_text_size(a), rush_dict_text_size(b));
    for (int64_t i = 0; i < rush_dict_text_size(a); i++)
        assert_string_equal(rush_dict_get_text(a, rush_dict_text_name(a, i)), rush_dict_get_text(b, rush_dict_text_name(a, i)));
}

static void assert_equal_files(const char *a, const char *b) {
    FILE *f = fopen(a, "rb"), *g = fopen(b, "rb");
    assert_true(f && g);
    for (int c = 0; c != EOF;) {
        c = fgetc(f);
        assert_int_equal(fgetc(g), c);
    }
    fclose(f);
    fclose(g);
}

static rush_dict *every_kind(bool bfloat16, bool text) {
    rush_dict *d = rush_dict_new();
    rush_tensor *x = rush_mul(rush_reshape(rush_arange(24), RUSH_SHAPE(2, 3, 4)), 0.5);
    for (int dtype = RUSH_FLOAT32; dtype <= RUSH_BOOL; dtype++)
        if (bfloat16 || dtype != RUSH_BFLOAT16) rush_dict_set(d, rush_dtype_name((rush_dtype)dtype), rush_to_dtype(x, (rush_dtype)dtype));
    rush_dict_set(d, "turned", rush_transpose(x, 0, 2));
    rush_dict_set(d, "part", rush_slice(x, 2, .start = RUSH_INT(1), .end = RUSH_INT(3)));
    rush_dict_set(d, "expanded", rush_expand(rush_reshape(rush_slice(x, 2, .end = RUSH_INT(1)), RUSH_SHAPE(6, 1)), RUSH_SHAPE(6, 5)));
    rush_dict_set(d, "empty", rush_zeros(RUSH_SHAPE(0, 3)));
    rush_dict_set_double(d, "number", -0.1);
    rush_dict_set_int(d, "deep.er.\xc3\xa9", INT64_MIN);
    if (text) rush_dict_set_text(d, "note", "two\nlines \"\xe2\x82\xac\"");
    assert_no_error();
    return d;
}

static void test_round_trips(void **state) {
    (void)state;
    static const char *const names[] = { "a.safetensors", "a.pt", "a.pth", "a.npz", "A.NPZ", "a.SafeTensors" };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        RUSH_SCOPE;
        const char *path = in_folder(names[i]);
        bool numpy = strstr(names[i], "npz") || strstr(names[i], "NPZ");
        rush_dict *d = every_kind(!numpy, !numpy);
        assert_true(rush_save(d, path));
        assert_same(d, rush_load(path));
        /* the same by content */
        const char *other = in_folder("nameless");
        assert_int_equal(rename(path, other), 0);
        rush_dict *again = rush_load(other);
        assert_same(d, again);
        for (int64_t k = 0; k < rush_dict_size(again); k++) /* theirs to write on */
            if (strcmp(rush_dict_name(again, k), "expanded") != 0) rush_zero_(rush_dict_at(again, k));
        assert_same(d, rush_load(other));
        assert_true(rush_save(d, path));
        assert_equal_files(path, other);
        remove(path);
        remove(other);
    }
}

static void test_single_tensors(void **state) {
    (void)state;
    RUSH_SCOPE;
    rush_tensor *x = rush_transpose(rush_rand(RUSH_SHAPE(3, 4)), 0, 1);
    static const char *const names[] = { "x.npy", "x.pt", "x.safetensors" };
    for (int i = 0; i < 3; i++) {
        const char *path = in_folder(names[i]);
        assert_true(rush_save(x, path));
        rush_dict *d = rush_load(path);
        assert_int_equal(rush_dict_size(d), 1);
        rush_dict *own = rush_dict_new();
        assert_true(rush_dict_set(own, "", x));
        assert_same(own, d);
        remove(path);
    }
    rush_dict *d = every_kind(false, false);
    assert_false(rush_save(d, in_folder("x.npy")));
    assert_message("x.npy: a .npy file holds one tensor, not ");
    assert_int_equal(access(in_folder("x.npy"), F_OK), -1);
}

/* The tree that make_io.py describes. */
static void check_tree(const char *path) {
    RUSH_SCOPE;
    rush_dict *d = rush_load(path);
    assert_no_error();
    rush_tensor *weight = get(d, "state.weight"), *view = get(d, "state.view");
    assert_values(weight, VALUES(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), 0);
    assert_values(view, VALUES(1, 5, 9, 2, 6, 10), 0);
    assert_true(rush_shares_storage(weight, view));
    assert_int_equal(rush_storage_offset(view), 1);
    rush_fill_(weight, 7);
    assert_values(view, VALUES(7, 7, 7, 7, 7, 7), 0);
    assert_int_equal(rush_get_dtype(get(d, "state.bfloat16")), RUSH_BFLOAT16);
    assert_values(get(d, "state.bool"), VALUES(0, 1, 1), 0);
    assert_true(rush_requires_grad(get(d, "state.param")));
    assert_false(rush_requires_grad(weight));
    assert_int_equal(rush_stride(get(d, "state.expanded"), 0), 0);
    assert_values(get(d, "state.empty"), NULL, 0, 0);
    assert_values(get(d, "size.1"), VALUES(3), 0);
    assert_values(get(d, "tuple.5"), VALUES(4611686018427387904.0), 0);
    assert_int_equal(rush_get_dtype(get(d, "tuple.6")), RUSH_BOOL);
    assert_null(rush_dict_get(d, "tuple.8")); /* None */
    assert_values(get(d, "tuple.9"), VALUES(0.1), 0);
    assert_values(get(d, "tuples.3.2"), VALUES(3), 0);
    assert_string_equal(rush_dict_get_text(d, "list.2"), "text \xc3\xa9\xe2\x82\xac");
    assert_values(get(d, "list.3"), VALUES(0, 127, 128, 255), 0);
    assert_values(get(d, "set.0"), VALUES(5), 0);
    assert_string_equal(rush_dict_get_text(d, "dtype"), "torch.bfloat16");
    assert_string_equal(rush_dict_get_text(d, "7"), "integer key");
}

static void test_files_of_pytorch(void **state) {
    (void)state;
    RUSH_SCOPE;
    check_tree(GOLDEN("torch113.pt"));
    check_tree(GOLDEN("torch113_protocol4.pt"));
    int64_t step = 0;
    rush_dict *d = rush_load(GOLDEN("torch2.pt"));
    assert_values(get(d, "w"), VALUES(0, 1, 2, 3), 0);
    assert_true(rush_dict_get_int(d, "step", &step) && step == 3);
    d = rush_load(GOLDEN("plain.safetensors"));
    assert_values(get(d, "b"), VALUES(1, 2, 3), 0);
    assert_non_null(rush_dict_get_text(d, "note"));
    d = rush_load(GOLDEN("fortran.npy"));
    assert_values(get(d, ""), VALUES(0, 1, 2, 3, 4, 5), 0);
    assert_int_equal(rush_stride(get(d, ""), 0), 1);
    assert_values(get(rush_load(GOLDEN("big.npy")), ""), VALUES(0, 1, 2, 3, 4, 5), 0);
    d = rush_load(GOLDEN("deflated.npz"));
    if (d) assert_values(get(d, "grid"), VALUES(0, 1, 2, 3, 4, 5), 0);
    else assert_message("zlib"); /* a build without it, or a system without the library */
}

/* What is written shares what was shared, and only that. */
static void test_sharing(void **state) {
    (void)state;
    RUSH_SCOPE;
    rush_dict *d = rush_dict_new();
    rush_tensor *x = rush_rand(RUSH_SHAPE(4, 4));
    rush_dict_set(d, "a", x);
    rush_dict_set(d, "other", rush_rand(RUSH_SHAPE(4, 4)));
    rush_dict_set(d, "b", rush_transpose(x, 0, 1));
    rush_dict_set(d, "c", rush_slice(x, 0, .start = RUSH_INT(2)));
    rush_dict_set(d, "again", x);
    const char *path = in_folder("shared.pt");
    assert_true(rush_save(d, path));
    struct stat info;
    assert_int_equal(stat(path, &info), 0);
    rush_dict *e = rush_load(path);
    assert_same(d, e);
    assert_true(rush_shares_storage(get(e, "a"), get(e, "b")) && rush_shares_storage(get(e, "a"), get(e, "c")));
    assert_true(rush_shares_storage(get(e, "a"), get(e, "again")));
    assert_false(rush_shares_storage(get(e, "a"), get(e, "other")));
    remove(path);
}

static void test_refusals(void **state) {
    (void)state;
    RUSH_SCOPE;
    rush_dict *d = every_kind(true, true);
    assert_false(rush_save(d, in_folder("x.bin")));
    assert_message("x.bin: the name must end in .safetensors");
    assert_false(rush_save(d, in_folder("x.npz")));
    assert_message("NumPy's files hold no text");
    assert_false(rush_save(every_kind(true, false), in_folder("x.npz")));
    assert_message("NumPy's files have no dtype bfloat16");
    assert_false(rush_save(d, "/nonexistent/x.pt"));
    assert_message("/nonexistent/x.pt");
    assert_null(rush_load("/nonexistent.pt"));
    assert_int_equal(rush_failed(), true);
    assert_int_equal(rush_error()->code, RUSH_OS_ERROR);
    assert_message("/nonexistent.pt: could not be opened");
    assert_null(rush_load(SOURCE_DIR "/CMakeLists.txt"));
    assert_message("CMakeLists.txt: is in no format that is read");
    assert_null(rush_load(GOLDEN("torch113_old.pt")));
    assert_message("before 1.6");
    assert_null(rush_load(GOLDEN("refused.pt")));
    assert_message("refused.pt");
    assert_null(rush_load(NULL));
    assert_message("NULL");
    assert_false(rush_save((rush_dict *)NULL, "x.pt"));
    assert_message("NULL");
    /* a pending error: nothing is written */
    assert_null(rush_matmul(rush_rand(RUSH_SHAPE(2, 3)), rush_rand(RUSH_SHAPE(2, 3))));
    assert_true(rush_failed());
    assert_false(rush_save(d, in_folder("y.pt")));
    assert_null(rush_load(GOLDEN("c.npy")));
    rush_error_clear();
    assert_int_equal(access(in_folder("y.pt"), F_OK), -1);
    assert_int_equal(rush_failed(), false);
}

/* Names that meet when containers are flattened: {"a": {"b": 1}, "a.b": 2}. */
static void test_equal_names(void **state) {
    (void)state;
    RUSH_SCOPE;
    const char *path = in_folder("twice.pt");
    pickle_tree tree;
    file_writer *writer = file_create(path, "save", NULL);
    assert_non_null(writer);
    pickle_start(&tree, file_writer_source(writer), 100000);
    pickle_value *root = pickle_new(&tree, PICKLE_DICT), *inner = pickle_new(&tree, PICKLE_DICT);
    assert_true(pickle_put(&tree, inner, pickle_string(&tree, "b"), pickle_int(&tree, 1)));
    assert_true(pickle_put(&tree, root, pickle_string(&tree, "a"), inner));
    assert_true(pickle_put(&tree, root, pickle_string(&tree, "a.b"), pickle_int(&tree, 2)));
    assert_true(pt_write(writer, "archive", &tree, root));
    pickle_release(&tree);
    assert_true(file_commit(writer));
    assert_null(rush_load(path));
    assert_message("twice.pt: two of its entries are named 'a.b'");
    remove(path);
}

static void put_bytes(const char *path, const char *bytes, size_t n) {
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    fclose(f);
}

/* Damaged or cut short anywhere: read, or refused by an error that names the file. */
static void test_damage(void **state) {
    (void)state;
    static const char *const names[] = { "d.safetensors", "d.pt", "d.npz" };
    static char bytes[1 << 16];
    for (int k = 0; k < 3; k++) {
        RUSH_SCOPE;
        const char *path = in_folder(names[k]);
        rush_dict *d = rush_dict_new();
        rush_dict_set(d, "a.b", rush_rand(RUSH_SHAPE(2)));
        rush_dict_set(d, "a.c", rush_rand(RUSH_SHAPE(2)));
        assert_true(rush_save(d, path));
        FILE *f = fopen(path, "rb");
        size_t n = fread(bytes, 1, sizeof bytes, f);
        fclose(f);
        int refused = 0;
        for (size_t i = 0; i < n; i += 5) {
            RUSH_SCOPE;
            bytes[i] = (char)(bytes[i] ^ 0x11);
            put_bytes(path, bytes, n);
            bytes[i] = (char)(bytes[i] ^ 0x11);
            if (!rush_load(path)) {
                assert_message(path);
                refused++;
            }
            put_bytes(path, bytes, i);
            assert_null(rush_load(path));
            assert_message(path);
        }
        assert_true(refused > 0);
        remove(path);
    }
}

/* ---- every request for memory fails in turn ---- */

static bool save_and_load(const char *path, bool *saved) {
    RUSH_SCOPE;
    rush_dict *d = rush_dict_new();
    rush_tensor *x = rush_rand(RUSH_SHAPE(4, 3));
    bool numpy = strstr(path, "np") != NULL;
    bool good = d && rush_dict_set(d, "", x) && (strstr(path, ".npy") || rush_dict_set(d, "turned", rush_transpose(x, 0, 1))) &&
                (numpy || rush_dict_set_text(d, "note", "x"));
    *saved = good && rush_save(d, path);
    return *saved && rush_load(path);
}

static void test_no_memory(void **state) {
    (void)state;
    static const char *const names[] = { "m.safetensors", "m.pt", "m.npz", "m.npy" };
    for (int i = 0; i < 4; i++) {
        const char *path = in_folder(names[i]);
        for (int64_t n = 1;; n++) {
            bool saved = false;
            remove(path);
            alloc_fail_at(n);
            bool good = save_and_load(path, &saved);
            bool reached = alloc_requests() >= n;
            alloc_fail_at(0);
            assert_int_equal(access(path, F_OK) == 0, saved);
            if (!reached) {
                assert_true(good);
                break;
            }
            if (good) fail_msg("%s: request %lld failed unseen", names[i], (long long)n);
            assert_int_equal(rush_error()->code, RUSH_MEMORY_ERROR);
            rush_error_clear();
        }
        remove(path);
    }
}

int main(void) {
    if (!mkdtemp(folder)) return 1;
    rush_set_error_quiet(true);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round_trips),   cmocka_unit_test(test_single_tensors), cmocka_unit_test(test_files_of_pytorch),
        cmocka_unit_test(test_sharing),       cmocka_unit_test(test_refusals),       cmocka_unit_test(test_equal_names),
        cmocka_unit_test(test_damage),         cmocka_unit_test(test_no_memory),
    };
    int failures = cmocka_run_group_tests(tests, NULL, NULL);
    if (rmdir(folder)) {
        perror(folder); /* something was left in it */
        failures++;
    }
    return test_end(failures);
}
