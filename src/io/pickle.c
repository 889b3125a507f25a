/* SPDX-License-Identifier: MIT */
/* pickle.c - trees of Python values: making them, looking into them, and the check that makes them
   safe to walk. */
#include "io/pickle.h"

#include <inttypes.h>
#include <string.h>

#include "core/error.h"

void pickle_start(pickle_tree *tree, const io_source *source, size_t limit) {
    *tree = (pickle_tree){ .memory = { .limit = limit }, .source = *source };
}

void pickle_release(pickle_tree *tree) {
    arena_release(&tree->memory);
    tree->root = NULL;
}

pickle_value *pickle_new(pickle_tree *tree, pickle_kind kind) {
    pickle_value *value = arena_alloc(&tree->memory, &tree->source, sizeof *value);
    if (value) value->kind = kind;
    return value;
}

pickle_value *pickle_bool(pickle_tree *tree, bool v) {
    pickle_value *value = pickle_new(tree, PICKLE_BOOL);
    if (value) value->u.boolean = v;
    return value;
}

pickle_value *pickle_int(pickle_tree *tree, int64_t v) {
    pickle_value *value = pickle_new(tree, PICKLE_INT);
    if (value) value->u.integer = v;
    return value;
}

pickle_value *pickle_float(pickle_tree *tree, double v) {
    pickle_value *value = pickle_new(tree, PICKLE_FLOAT);
    if (value) value->u.real = v;
    return value;
}

pickle_value *pickle_text(pickle_tree *tree, pickle_kind kind, const void *text, size_t size) {
    if (kind == PICKLE_STRING && !io_utf8_valid(text, size)) {
        io_fail(&tree->source, "a string of %zu bytes is not UTF-8", size);
        return NULL;
    }
    pickle_value *value = pickle_new(tree, kind);
    char *copy = value ? arena_text(&tree->memory, &tree->source, text, size) : NULL;
    if (!copy) return NULL;
    value->u.string.text = copy;
    value->u.string.size = size;
    return value;
}

pickle_value *pickle_string(pickle_tree *tree, const char *text) {
    return pickle_text(tree, PICKLE_STRING, text, strlen(text));
}

pickle_value *pickle_dtype(pickle_tree *tree, rush_dtype dtype) {
    pickle_value *value = pickle_new(tree, PICKLE_DTYPE);
    if (value) value->u.dtype = dtype;
    return value;
}

pickle_value *pickle_tensor(pickle_tree *tree, const io_array *array) {
    pickle_value *value = pickle_new(tree, PICKLE_TENSOR);
    io_array *copy = value ? arena_alloc(&tree->memory, &tree->source, sizeof *copy) : NULL;
    if (!copy) return NULL;
    *copy = *array;
    copy->name = NULL;
    value->u.array = copy;
    return value;
}

/* ---- containers ------------------------------------------------------------------------------ */

static bool pickle_is_dict(const pickle_value *value) {
    return value->kind == PICKLE_DICT || value->kind == PICKLE_ORDERED_DICT;
}

static bool pickle_is_container(const pickle_value *value) {
    return value->kind >= PICKLE_TUPLE && value->kind <= PICKLE_ORDERED_DICT;
}

/* Lists grow by doubling inside the arena; what they leave behind is at most as much again. */
static bool pickle_grow(pickle_tree *tree, pickle_value *container, size_t more) {
    size_t needed = container->u.list.count + more, capacity = container->u.list.capacity;
    if (needed <= capacity) return true;
    capacity = capacity * 2 > needed ? capacity * 2 : needed > 4 ? needed : 4;
    pickle_value **items = arena_alloc(&tree->memory, &tree->source, capacity * sizeof *items);
    if (!items) return false;
    if (container->u.list.count)
        memcpy(items, container->u.list.items, container->u.list.count * sizeof *items);
    container->u.list.items = items;
    container->u.list.capacity = capacity;
    return true;
}

bool pickle_append(pickle_tree *tree, pickle_value *container, pickle_value *item) {
    if (!container || !item) return false;
    if (!pickle_is_container(container) || pickle_is_dict(container)) {
        return io_fail(&tree->source, "an item is added to what is no list, tuple or set");
    }
    TRY(pickle_grow(tree, container, 1));
    container->u.list.items[container->u.list.count++] = item;
    return true;
}

bool pickle_put(pickle_tree *tree, pickle_value *dict, pickle_value *key, pickle_value *value) {
    if (!dict || !key || !value) return false;
    if (!pickle_is_dict(dict)) return io_fail(&tree->source, "a key is added to what is no dict");
    TRY(pickle_grow(tree, dict, 2));
    dict->u.list.items[dict->u.list.count++] = key;
    dict->u.list.items[dict->u.list.count++] = value;
    return true;
}

pickle_value *pickle_get(const pickle_value *dict, const char *key) {
    size_t size = strlen(key);
    if (!dict || !pickle_is_dict(dict)) return NULL;
    for (size_t i = dict->u.list.count; i >= 2; i -= 2) {
        const pickle_value *k = dict->u.list.items[i - 2];
        if (k->kind == PICKLE_STRING && k->u.string.size == size &&
            memcmp(k->u.string.text, key, size) == 0) {
            return dict->u.list.items[i - 1];
        }
    }
    return NULL;
}

/* ---- the check ------------------------------------------------------------------------------- */

static bool pickle_is_key(const pickle_value *value) {
    return value->kind <= PICKLE_SIZE || value->kind == PICKLE_FROZENSET || value->kind == PICKLE_DTYPE;
}

/* The ith thing inside a container: its items, then its attributes; NULL after the last. */
static pickle_value *pickle_child(const pickle_value *value, size_t i) {
    if (!pickle_is_container(value)) return NULL;
    if (i < value->u.list.count) return value->u.list.items[i];
    return i == value->u.list.count ? value->u.list.attributes : NULL;
}

static bool pickle_check_value(pickle_tree *tree, const pickle_value *value) {
    if (value->kind == PICKLE_GLOBAL)
        return io_fail(&tree->source, "holds a class or function instead of an object");
    if (value->kind == PICKLE_STORAGE) return io_fail(&tree->source, "holds a storage outside of a tensor");
    if (value->kind == PICKLE_TENSOR && !io_array_fits(value->u.array)) {
        return io_fail(&tree->source, "holds a tensor that leaves its storage of %zu bytes",
                       value->u.array->nbytes);
    }
    bool dict = pickle_is_container(value) && pickle_is_dict(value);
    for (size_t i = 0; dict && i < value->u.list.count; i += 2) {
        if (!pickle_is_key(value->u.list.items[i]))
            return io_fail(&tree->source, "a dict has a key that is no key");
    }
    bool set = value->kind == PICKLE_SET || value->kind == PICKLE_FROZENSET;
    for (size_t i = 0; set && i < value->u.list.count; i++) {
        if (!pickle_is_key(value->u.list.items[i]))
            return io_fail(&tree->source, "a set holds what is no key");
    }
    return true;
}

/* Depth first with a stack of its own. A value is being visited while seen is 2 * epoch, done when it is one
   more; a done value is not entered again, so the time is linear however much is shared. Heights and weights
   come from below: height = 1 + the highest child's, weight = 1 + the sum of the children's. */
bool pickle_check(pickle_tree *tree, pickle_value *root) {
    struct {
        pickle_value *value;
        size_t next;
    } stack[PICKLE_MAX_DEPTH + 1];
    uint64_t open = 2 * ++tree->epoch, most = tree->memory.limit / 4;
    int depth = 0;
    if (!root) return false;
    stack[depth].value = root;
    stack[depth++].next = 0;
    while (depth > 0) {
        pickle_value *value = stack[depth - 1].value;
        if (value->seen != open) {
            TRY(pickle_check_value(tree, value));
            value->seen = open;
            value->height = 1;
            value->weight = 1;
        }
        pickle_value *child = pickle_child(value, stack[depth - 1].next);
        if (!child && (!pickle_is_container(value) || stack[depth - 1].next >= value->u.list.count)) {
            value->seen = open + 1;
            depth--;
            continue;
        }
        if (child->seen == open) return io_fail(&tree->source, "an object contains itself");
        if (child->seen == open + 1) {
            if (child->height >= value->height) value->height = child->height + 1;
            value->weight += child->weight;
            stack[depth - 1].next++;
        }
        if (depth + (child->seen == open + 1 ? child->height : 1) > PICKLE_MAX_DEPTH) {
            return io_fail(&tree->source, "nests objects deeper than %d levels", PICKLE_MAX_DEPTH);
        }
        if (value->weight > most) {
            return io_fail(&tree->source,
                           "expands to more than %" PRIu64 " objects, which no honest file does", most);
        }
        if (child->seen != open + 1) {
            stack[depth].value = child;
            stack[depth++].next = 0;
        }
    }
    return true;
}

/* ---- names that reader and writer share ------------------------------------------------------ */

static const struct {
    const char *name;
    rush_dtype dtype;
} pickle_storages[] = {
    { "FloatStorage", RUSH_FLOAT32 },     { "DoubleStorage", RUSH_FLOAT64 }, { "HalfStorage", RUSH_FLOAT16 },
    { "BFloat16Storage", RUSH_BFLOAT16 }, { "LongStorage", RUSH_INT64 },     { "IntStorage", RUSH_INT32 },
    { "ShortStorage", RUSH_INT16 },       { "CharStorage", RUSH_INT8 },      { "ByteStorage", RUSH_UINT8 },
    { "BoolStorage", RUSH_BOOL },
};
#define PICKLE_STORAGES (sizeof pickle_storages / sizeof pickle_storages[0])

const char *pickle_storage_name(rush_dtype dtype) {
    for (size_t i = 0; i < PICKLE_STORAGES; i++) {
        if (pickle_storages[i].dtype == dtype) return pickle_storages[i].name;
    }
    return NULL;
}

rush_dtype pickle_storage_dtype(const char *name, size_t size) {
    for (size_t i = 0; i < PICKLE_STORAGES; i++) {
        const char *known = pickle_storages[i].name;
        if (strlen(known) == size && memcmp(known, name, size) == 0) return pickle_storages[i].dtype;
    }
    return (rush_dtype)0;
}
