/* SPDX-License-Identifier: MIT */
/* test_io_pickle.c - pickles and PyTorch's checkpoints: what PyTorch wrote is read, trees survive a round
   trip, and what is malicious or unknown is refused by name. */
#include "test_io.h"

#include <cmocka.h>
#include <unistd.h>

static bool equal(const pickle_value *a, const pickle_value *b);

static bool equal_items(const pickle_value *a, const pickle_value *b) {
    if (a->u.list.count != b->u.list.count || !a->u.list.attributes != !b->u.list.attributes) return false;
    for (size_t i = 0; i < a->u.list.count; i++) {
        if (!equal(a->u.list.items[i], b->u.list.items[i])) return false;
    }
    return !a->u.list.attributes || equal(a->u.list.attributes, b->u.list.attributes);
}

static bool equal_arrays(const io_array *a, const io_array *b) {
    size_t n = sizeof(int64_t) * (size_t)a->ndim;
    return a->dtype == b->dtype && a->ndim == b->ndim && memcmp(a->shape, b->shape, n) == 0 &&
           memcmp(a->strides, b->strides, n) == 0 && a->offset == b->offset && a->nbytes == b->nbytes &&
           memcmp(a->data, b->data, a->nbytes) == 0 && a->requires_grad == b->requires_grad &&
           a->parameter == b->parameter;
}

static bool equal(const pickle_value *a, const pickle_value *b) {
    if (a->kind != b->kind) return false;
    switch (a->kind) {
    case PICKLE_NONE: return true;
    case PICKLE_BOOL: return a->u.boolean == b->u.boolean;
    case PICKLE_INT: return a->u.integer == b->u.integer;
    case PICKLE_FLOAT: return memcmp(&a->u.real, &b->u.real, sizeof a->u.real) == 0;
    case PICKLE_STRING:
    case PICKLE_BYTES:
        return a->u.string.size == b->u.string.size &&
               memcmp(a->u.string.text, b->u.string.text, a->u.string.size) == 0;
    case PICKLE_TENSOR: return equal_arrays(a->u.array, b->u.array);
    case PICKLE_DTYPE: return a->u.dtype == b->u.dtype;
    default: return equal_items(a, b);
    }
}

static void read_golden(file_map *map, pt_file *file, const char *path) {
    if (!file_open(map, path, "load", NULL)) fail_msg("%s", rush_error()->message);
    if (!pt_read(file, &map->source)) fail_msg("%s", rush_error()->message);
}

static const io_array *tensor(const pickle_value *dict, const char *key) {
    const pickle_value *v = pickle_get(dict, key);
    if (!v || v->kind != PICKLE_TENSOR) fail_msg("no tensor '%s'", key);
    return v->u.array;
}

static float float_at(const io_array *a, int64_t i) {
    float f;
    memcpy(&f, (const float *)a->data + i, sizeof f);
    return f;
}

/* ---- checkpoints ------------------------------------------------------------------------------- */

/* What tests/golden/make_io.py's tree() holds. */
static void check_tree(const pickle_value *root) {
    const pickle_value *state = pickle_get(root, "state"), *t = pickle_get(root, "tuple");
    assert_int_equal(state->kind, PICKLE_ORDERED_DICT);
    const io_array *weight = tensor(state, "weight"), *view = tensor(state, "view"),
                   *param = tensor(state, "param");
    assert_true(weight->ndim == 2 && weight->shape[0] == 3 && weight->shape[1] == 4 &&
                weight->dtype == RUSH_FLOAT32);
    assert_true(float_at(weight, 11) == 11);
    assert_true(view->data == weight->data && view->storage_id == weight->storage_id && view->offset == 1);
    assert_true(view->shape[0] == 2 && view->shape[1] == 3 && view->strides[0] == 1 && view->strides[1] == 4);
    static const char *const names[] = { "float64", "float16", "bfloat16", "int64", "int32",
                                         "int16",   "int8",    "uint8",    "bool" };
    for (int i = 0; i < 9; i++) {
        assert_int_equal(tensor(state, names[i])->dtype, RUSH_FLOAT64 + i);
        assert_true(tensor(state, names[i])->storage_id != weight->storage_id);
    }
    assert_true(param->parameter && param->requires_grad && !weight->parameter && !weight->requires_grad);
    assert_true(float_at(param, 1) == 0.5f && tensor(state, "scalar")->ndim == 0);
    assert_true(float_at(tensor(state, "scalar"), 0) == 7.25f && io_array_count(tensor(state, "empty")) == 0);
    assert_true(tensor(state, "expanded")->strides[0] == 0 && tensor(state, "expanded")->shape[0] == 4);
    const pickle_value *metadata = pickle_get(state->u.list.attributes, "_metadata");
    assert_int_equal(pickle_get(pickle_get(metadata, ""), "version")->u.integer, 1);
    static const int64_t integers[] = { 1, -2, 300, 70000, -((int64_t)1 << 40), (int64_t)1 << 62 };
    for (int i = 0; i < 6; i++) assert_true(t->u.list.items[i]->u.integer == integers[i]);
    assert_true(t->u.list.items[6]->u.boolean && !t->u.list.items[7]->u.boolean);
    assert_true(t->u.list.items[8]->kind == PICKLE_NONE && t->u.list.items[9]->u.real == 0.1);
    assert_int_equal(pickle_get(root, "size")->kind, PICKLE_SIZE);
    assert_int_equal(pickle_get(root, "tuples")->u.list.items[3]->u.list.count, 3);
    pickle_value **list = pickle_get(root, "list")->u.list.items;
    assert_string_equal(list[2]->u.string.text, "text \xc3\xa9\xe2\x82\xac");
    assert_true(list[3]->kind == PICKLE_BYTES && list[3]->u.string.size == 4);
    assert_memory_equal(list[3]->u.string.text, "\0\x7f\x80\xff", 4);
    assert_true(list[4]->kind == PICKLE_BYTES && list[4]->u.string.size == 0);
    assert_int_equal(pickle_get(root, "set")->u.list.items[0]->u.integer, 5);
    assert_int_equal(pickle_get(root, "dtype")->u.dtype, RUSH_BFLOAT16);
}

static void test_torch_golden(void **state) {
    (void)state;
    static const char *const paths[] = { GOLDEN("torch113.pt"), GOLDEN("torch113_protocol4.pt") };
    for (int i = 0; i < 2; i++) {
        file_map map;
        pt_file file;
        read_golden(&map, &file, paths[i]);
        check_tree(file.tree.root);
        pt_close(&file);
        file_close(&map);
    }
}

static void test_torch2_golden(void **state) {
    (void)state;
    file_map map;
    pt_file file;
    read_golden(&map, &file, GOLDEN("torch2.pt"));
    assert_true(float_at(tensor(file.tree.root, "w"), 3) == 3);
    assert_int_equal(tensor(file.tree.root, "c")->dtype, RUSH_INT64);
    assert_int_equal(pickle_get(file.tree.root, "step")->u.integer, 3);
    pt_close(&file);
    file_close(&map);
}

static void test_torch_round_trip(void **state) {
    (void)state;
    file_map map;
    pt_file file, again;
    read_golden(&map, &file, GOLDEN("torch113.pt"));
    file_writer *w = file_create_memory("out.pt", "save", NULL);
    assert_true(pt_write(w, "archive", &file.tree, file.tree.root));
    io_source s = { .name = "out.pt" };
    s.data = file_writer_bytes(w, &s.size);
    if (!pt_read(&again, &s)) fail_msg("%s", rush_error()->message);
    assert_true(equal(file.tree.root, again.tree.root));
    check_tree(again.tree.root);
    /* data begins at multiples of 64 */
    const io_array *weight = tensor(pickle_get(again.tree.root, "state"), "weight");
    assert_int_equal(((const uint8_t *)weight->data - s.data) % 64, 0);
    pt_close(&again);
    file_abort(w);
    pt_close(&file);
    file_close(&map);
}

static void test_torch_refusals(void **state) {
    (void)state;
    file_map map;
    pt_file file;
    assert_true(file_open(&map, GOLDEN("torch113_old.pt"), "load", NULL));
    assert_false(pt_read(&file, &map.source));
    assert_message("before 1.6");
    file_close(&map);
    assert_true(file_open(&map, GOLDEN("refused.pt"), "load", NULL));
    assert_false(pt_read(&file, &map.source));
    assert_message("refers to 'posix.system', which is not a tensor, container or number");
    file_close(&map);
    assert_true(file_open(&map, GOLDEN("stored.npz"), "load", NULL));
    assert_false(pt_read(&file, &map.source));
    assert_message("data.pkl is missing");
    file_close(&map);
}

/* Storages that disagree, and records that do. */
static void test_torch_writer_refusals(void **state) {
    (void)state;
    static const float data[4] = { 1, 2, 3, 4 };
    const io_source source = { .name = "tree" };
    pickle_tree tree;
    pickle_start(&tree, &source, 1 << 16);
    io_array a = { .dtype = RUSH_FLOAT32,
                   .ndim = 1,
                   .shape = { 4 },
                   .strides = { 1 },
                   .data = data,
                   .nbytes = 16 },
             b = a;
    b.dtype = RUSH_INT32;
    pickle_value *list = pickle_new(&tree, PICKLE_LIST);
    assert_true(pickle_append(&tree, list, pickle_tensor(&tree, &a)));
    assert_true(pickle_append(&tree, list, pickle_tensor(&tree, &b)));
    file_writer *w = file_create_memory("out.pt", "save", NULL);
    assert_false(pt_write(w, "archive", &tree, list));
    assert_message("share storage 0 see it as");
    assert_false(pt_write(w, "a/b", &tree, list));
    assert_message("cannot name");
    list->u.list.items[1]->u.array->shape[0] = 5;
    assert_false(pt_write(w, "archive", &tree, list));
    assert_message("leaves its storage");
    list->u.list.items[1] = list;
    assert_false(pt_write(w, "archive", &tree, list));
    assert_message("contains itself");
    file_abort(w);
    pickle_release(&tree);
}

/* ---- pickles by hand --------------------------------------------------------------------------- */

#define STORAGE \
    "X\7\0\0\0storagectorch\nFloatStorage\nX\1\0\0\0" \
    "0X\3\0\0\0cpuK\x10"
#define TENSOR(arguments) "\x80\2ctorch._utils\n_rebuild_tensor_v2\n((" STORAGE "tQ" arguments "tR."
#define HOOKS "ccollections\nOrderedDict\n)R"

static void test_pickle_refusals(void **state) {
    (void)state;
#define ROW(text, message) \
    { text, sizeof(text) - 1, message }
    static const struct {
        const char *text;
        size_t size;
        const char *message;
    } rows[] = {
        ROW("\x80\2cos\nsystem\nX\2\0\0\0ls\x85R.", "refers to 'os.system', which is not a tensor"),
        ROW("\x80\4\x8c\2os\x8c\6system\x93.", "refers to 'os.system'"),
        ROW("\x80\4K\1\x8c\6system\x93.", "a name that is no text"),
        ROW("\x80\2cbuiltins\neval\n.", "'builtins.eval'"),
        ROW("\x80\2ctorch._utils\n_rebuild_tensor_v3\n.", "'torch._utils._rebuild_tensor_v3'"),
        ROW("\x80\2ctorch\nsystem\x1b[2J\n.", "'torch.system?[2J'"),
        ROW("\x80\2B\xff\xff\xff\xff"
            "abc",
            "4294967295 bytes are announced"),
        ROW("\x80\4\x8e\xff\xff\xff\xff\xff\xff\xff\xff"
            "abc",
            "18446744073709551615 bytes are announced"),
        ROW("\x80\2\x8b\xff\xff\xff\x7f", "beyond 64 bits"),
        ROW("\x80\2\x8a\x09"
            "123456789.",
            "beyond 64 bits"),
        ROW("\x80\2]q\0h\0a.", "contains itself"),
        ROW("\x80\2}q\0K\1h\0s.", "contains itself"),
        ROW("\x80\2](K\1h\5e.", "not put"),
        ROW("\x80\2K\1r\xff\xff\xff\x7f.", "beyond the pickle's size"),
        ROW("\x80\2.", "without operand"),
        ROW("\x80\2K\1(.", "without operand"),
        ROW("\x80\2t.", "no mark"),
        ROW("\x80\2(u.", "without operand"),
        ROW("\x80\2}K\1K\2K\3\x87.x", "bytes after the end"),
        ROW("\x80\2}(K\1u.", "key without value"),
        ROW("\x80\2}]K\1s.", "no key"),
        ROW("\x80\2K\1K\1a.", "added to no list"),
        ROW("\x80\2K\1K\1K\1s.", "no dict"),
        ROW("\x80\2K\1K\1b.", "no OrderedDict"),
        ROW("\x80\2K\1)R.", "no function"),
        ROW("\x80\2ccollections\nOrderedDict\n.", "holds a class or function"),
        ROW("\x80\2(" STORAGE "tQ.", "holds a storage outside"),
        ROW("\x80\2X\1\0\0\0\xff.", "not UTF-8"),
        ROW("\x80\6N.", "protocol 6"),
        ROW("N.", "not a pickle"),
        ROW("\x80\2P0\n.", "operation 0x50"),
        ROW("\x80\5\x96\1\0\0\0\0\0\0\0x.", "operation 0x96"),
        ROW("\x80\4\x95\xff\0\0\0\0\0\0\0N.", "frame that leaves"),
        ROW("\x80\2K", "1 bytes are announced"),
        ROW("\x80\2(X\7\0\0\0storageK\1tQ.", "no storage"),
        ROW("\x80\2c", "name without end"),
        ROW("\x80\2"
            "c_codecs\nencode\nX\1\0\0\0aX\5\0\0\0utf-8\x86R.",
            "other than latin1"),
        ROW("\x80\2"
            "c_codecs\nencode\nX\3\0\0\0\xe2\x82\xacX\6\0\0\0latin1\x86R.",
            "beyond latin1"),
        ROW(TENSOR("K\0K\1\x85K\1\x85\x89"), "wrong kind"),
        ROW(TENSOR("K\0K\1\x85K\1\x85K\0" HOOKS), "wrong kind"),
        ROW(TENSOR("K\1K\x10\x85K\1\x85\x89" HOOKS), "leaves its storage"),
        ROW(TENSOR("J\xff\xff\xff\xffK\1\x85K\1\x85\x89" HOOKS), "leaves its storage"),
        ROW(TENSOR("K\0K\2\x85\x8a\x08\0\0\0\0\0\0\0\x40\x85\x89" HOOKS), "leaves its storage"),
        ROW(TENSOR("K\0K\2\x85)\x89" HOOKS), "do not match"),
        ROW(TENSOR("K\0K\2\x85K\1\x85\x89}K\1K\1s"), "hooks or metadata"),
        ROW("\x80\2(X\7\0\0\0storagectorch\nFloatStorage\nX\1\0\0\0"
            "0X\3\0\0\0cpuK\x11tQ.",
            "64 bytes where 17"),
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        io_source s = { (const uint8_t *)rows[i].text, rows[i].size, "file", "load", NULL };
        if (try_pickle(&s)) fail_msg("row %zu was accepted, expected '%s'", i, rows[i].message);
        assert_message(rows[i].message);
    }
    static const char good[] = TENSOR("K\4K\x0c\x85K\1\x85\x89" HOOKS "}");
    io_source s = { (const uint8_t *)good, sizeof good - 1, "file", "load", NULL };
    assert_true(try_pickle(&s));
    pickle_tree tree;
    assert_false(pickle_read(&tree, &s, NULL, NULL));
    assert_message("has none beside it");
}

/* Programs of a repeated part: nesting, sharing that doubles at each level, memory out of proportion. */
static void test_pickle_bombs(void **state) {
    (void)state;
    enum { LEVELS = 200000 };
    uint8_t *p = malloc(LEVELS * 10 + 10);
    assert_non_null(p);
    io_source s = { p, 0, "file", "load", NULL };
    memcpy(p, "\x80\2N", 3);
    memset(p + 3, 0x85, LEVELS); /* ((((None,),),),) */
    p[3 + LEVELS] = '.';
    s.size = LEVELS + 4;
    assert_false(try_pickle(&s));
    assert_message("deeper than 100");
    s.size = 3 + 99; /* 100 levels are allowed */
    p[s.size++] = '.';
    assert_true(try_pickle(&s));
    memcpy(p, "\x80\2)", 3);
    s.size = 3;
    for (int i = 0; i < 60; i++, s.size += 2) memcpy(p + s.size, "2\x86", 2); /* x = (x, x) */
    p[s.size++] = '.';
    assert_false(try_pickle(&s));
    assert_message("expands to more than");
    /* a list of many items made into a set again and again */
    s.size = 4;
    memcpy(p, "\x80\2](", 4);
    memset(p + s.size, 'N', 50000);
    s.size += 50000;
    memcpy(p + s.size, "eq\0", 3);
    s.size += 3;
    for (int i = 0; i < 5000; i++) {
        memcpy(p + s.size, "cbuiltins\nset\nh\0\x85R0", 19);
        s.size += 19;
    }
    p[s.size++] = '.';
    assert_false(try_pickle(&s));
    assert_message("describe more than");
    free(p);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_torch_golden),          cmocka_unit_test(test_torch2_golden),
        cmocka_unit_test(test_torch_round_trip),      cmocka_unit_test(test_torch_refusals),
        cmocka_unit_test(test_torch_writer_refusals), cmocka_unit_test(test_pickle_refusals),
        cmocka_unit_test(test_pickle_bombs),
    };
    rush_set_error_quiet(true);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
