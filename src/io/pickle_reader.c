/* SPDX-License-Identifier: MIT */
/* pickle_reader.c - reads pickles of protocol 2 to 5. A pickle is a program for a small stack machine; here
   the machine knows only how to build containers and numbers, and the few calls by which PyTorch describes
   tensors: torch._utils._rebuild_tensor_v2(storage, offset, size, stride, requires_grad, hooks[, metadata])
     torch._utils._rebuild_parameter(tensor, requires_grad, hooks)
   where storage is the persistent object ('storage', torch.FloatStorage, key, location, elements).
   PyTorch 2 writes the same. The location (cpu, cuda:0) is read past: what is read is in main memory. */
#include <inttypes.h>
#include <string.h>

#include "core/alloc.h"
#include "core/error.h"
#include "io/pickle.h"

typedef struct pickle_reader {
    pickle_tree *tree;
    const io_source *source;
    const uint8_t *at, *end;
    pickle_value **stack;
    size_t count, capacity;
    size_t *marks; /* stack heights at each MARK that is open */
    size_t mark_count, mark_capacity;
    pickle_value **memo;
    size_t memo_size, memo_next;
    pickle_load_storage load;
    void *context;
    bool stopped;
} pickle_reader;

enum {
    PICKLE_NAME_ORDERED_DICT,
    PICKLE_NAME_SIZE,
    PICKLE_NAME_TENSOR,
    PICKLE_NAME_PARAMETER,
    PICKLE_NAME_SET,
    PICKLE_NAME_FROZENSET,
    PICKLE_NAME_BYTES,
    PICKLE_NAME_ENCODE,
    PICKLE_NAME_STORAGE
};

static const struct {
    const char *module, *name;
    int id;
} pickle_names[] = {
    { "collections", "OrderedDict", PICKLE_NAME_ORDERED_DICT },
    { "torch", "Size", PICKLE_NAME_SIZE },
    { "torch._utils", "_rebuild_tensor_v2", PICKLE_NAME_TENSOR },
    { "torch._utils", "_rebuild_parameter", PICKLE_NAME_PARAMETER },
    { "__builtin__", "set", PICKLE_NAME_SET },
    { "builtins", "set", PICKLE_NAME_SET },
    { "__builtin__", "frozenset", PICKLE_NAME_FROZENSET },
    { "builtins", "frozenset", PICKLE_NAME_FROZENSET },
    { "__builtin__", "bytes", PICKLE_NAME_BYTES },
    { "builtins", "bytes", PICKLE_NAME_BYTES },
    { "_codecs", "encode", PICKLE_NAME_ENCODE },
};
#define PICKLE_NAMES (sizeof pickle_names / sizeof pickle_names[0])

/* ---- the machine ----------------------------------------------------------------------------- */

static bool pickle_fail(const pickle_reader *r, const char *what) {
    return io_fail(r->source, "%s at byte %td of the pickle", what, r->at - r->source->data);
}

/* n bytes of the program, or NULL. */
static const uint8_t *pickle_take(pickle_reader *r, uint64_t n) {
    if (n > (uint64_t)(r->end - r->at)) {
        io_fail(r->source, "%" PRIu64 " bytes are announced at byte %td of the pickle, %td are left", n,
                r->at - r->source->data, r->end - r->at);
        return NULL;
    }
    const uint8_t *p = r->at;
    r->at += n;
    return p;
}

/* A little-endian number of `width` bytes. */
static bool pickle_number(pickle_reader *r, size_t width, uint64_t *number) {
    const uint8_t *p = pickle_take(r, width);
    *number = 0;
    for (size_t i = 0; p && i < width; i++) *number |= (uint64_t)p[i] << (8 * i);
    return p != NULL;
}

static bool pickle_push(pickle_reader *r, pickle_value *value) {
    void *stack = r->stack;
    if (!value) return false;
    TRY(io_reserve(&stack, &r->capacity, r->count, sizeof *r->stack, r->source));
    r->stack = stack;
    r->stack[r->count++] = value;
    return true;
}

/* Values of the innermost mark only: those below are out of reach. */
static size_t pickle_floor(const pickle_reader *r) { return r->mark_count ? r->marks[r->mark_count - 1] : 0; }

static pickle_value *pickle_pop(pickle_reader *r) {
    if (r->count > pickle_floor(r)) return r->stack[--r->count];
    pickle_fail(r, "an operation without operand");
    return NULL;
}

static pickle_value *pickle_top(pickle_reader *r) {
    pickle_value *value = pickle_pop(r);
    if (value) r->count++;
    return value;
}

/* Closes the innermost mark: items[0 … n) are what was pushed since. They stay valid until the next push. */
static bool pickle_unmark(pickle_reader *r, pickle_value ***items, size_t *n) {
    if (r->mark_count == 0) return pickle_fail(r, "no mark");
    size_t floor = r->marks[--r->mark_count];
    *items = r->stack ? r->stack + floor : NULL;
    *n = r->count - floor;
    r->count = floor;
    return true;
}

static pickle_value *pickle_of(pickle_reader *r, pickle_kind kind, pickle_value *const *items, size_t n) {
    pickle_value *value = pickle_new(r->tree, kind);
    for (size_t i = 0; i < n; i++) {
        if (!pickle_append(r->tree, value, items[i])) return NULL;
    }
    return value;
}

static bool pickle_put_pairs(pickle_reader *r, pickle_value *dict, pickle_value *const *items, size_t n) {
    if (n % 2) return pickle_fail(r, "a key without value");
    for (size_t i = 0; i < n; i += 2) TRY(pickle_put(r->tree, dict, items[i], items[i + 1]));
    return true;
}

/* ---- numbers and text ------------------------------------------------------------------------ */

static bool pickle_op_none(pickle_reader *r, uint8_t op) {
    (void)op;
    return pickle_push(r, pickle_new(r->tree, PICKLE_NONE));
}

static bool pickle_op_bool(pickle_reader *r, uint8_t op) {
    return pickle_push(r, pickle_bool(r->tree, op == 0x88));
}

static bool pickle_op_int(pickle_reader *r, uint8_t op) {
    uint64_t number;
    TRY(pickle_number(r, op == 'K' ? 1 : op == 'M' ? 2 : 4, &number));
    return pickle_push(r, pickle_int(r->tree, op == 'J' ? (int32_t)(uint32_t)number : (int64_t)number));
}

/* n bytes of two's complement, little endian. */
static bool pickle_op_long(pickle_reader *r, uint8_t op) {
    uint64_t n, value = 0;
    TRY(pickle_number(r, op == 0x8a ? 1 : 4, &n));
    if (n > 8) return pickle_fail(r, "a whole number beyond 64 bits");
    const uint8_t *p = pickle_take(r, n);
    if (!p) return false;
    if (n && p[n - 1] & 0x80) value = UINT64_MAX;
    for (size_t i = 0; i < n; i++) value = (value & ~((uint64_t)255 << (8 * i))) | (uint64_t)p[i] << (8 * i);
    return pickle_push(r, pickle_int(r->tree, (int64_t)value));
}

static bool pickle_op_float(pickle_reader *r, uint8_t op) {
    (void)op;
    const uint8_t *p = pickle_take(r, 8);
    double value;
    if (!p) return false;
    io_swap_copy(&value, p, 1, sizeof value);
    return pickle_push(r, pickle_float(r->tree, value));
}

static bool pickle_op_text(pickle_reader *r, uint8_t op) {
    uint64_t size;
    bool bytes = op == 'C' || op == 'B' || op == 0x8e, small = op == 'C' || op == 'U' || op == 0x8c;
    TRY(pickle_number(r, small ? 1 : op == 0x8d || op == 0x8e ? 8 : 4, &size));
    const uint8_t *p = pickle_take(r, size);
    if (!p) return false;
    return pickle_push(r, pickle_text(r->tree, bytes ? PICKLE_BYTES : PICKLE_STRING, p, (size_t)size));
}

/* ---- containers ------------------------------------------------------------------------------ */

static bool pickle_op_empty(pickle_reader *r, uint8_t op) {
    pickle_kind kind = op == ')'   ? PICKLE_TUPLE
                       : op == ']' ? PICKLE_LIST
                       : op == '}' ? PICKLE_DICT
                                   : PICKLE_SET;
    return pickle_push(r, pickle_new(r->tree, kind));
}

static bool pickle_op_mark(pickle_reader *r, uint8_t op) {
    (void)op;
    void *marks = r->marks;
    TRY(io_reserve(&marks, &r->mark_capacity, r->mark_count, sizeof *r->marks, r->source));
    r->marks = marks;
    r->marks[r->mark_count++] = r->count;
    return true;
}

/* TUPLE, LIST, DICT, FROZENSET of what is above the mark. */
static bool pickle_op_collect(pickle_reader *r, uint8_t op) {
    pickle_value **items = NULL;
    size_t n = 0;
    TRY(pickle_unmark(r, &items, &n));
    if (op == 'd') {
        pickle_value *dict = pickle_new(r->tree, PICKLE_DICT);
        return dict && pickle_put_pairs(r, dict, items, n) && pickle_push(r, dict);
    }
    return pickle_push(r, pickle_of(r,
                                    op == 't'   ? PICKLE_TUPLE
                                    : op == 'l' ? PICKLE_LIST
                                                : PICKLE_FROZENSET,
                                    items, n));
}

static bool pickle_op_tuple(pickle_reader *r, uint8_t op) {
    size_t n = (size_t)op - 0x84;
    if (r->count - pickle_floor(r) < n) return pickle_fail(r, "a tuple without its items");
    r->count -= n;
    return pickle_push(r, pickle_of(r, PICKLE_TUPLE, r->stack + r->count, n));
}

/* APPEND, APPENDS and ADDITEMS add to the list or set, SETITEM and SETITEMS to the dict below. */
static bool pickle_op_add(pickle_reader *r, uint8_t op) {
    pickle_value **items = NULL;
    size_t n = op == 'a' ? 1 : 2;
    if (op == 'a' || op == 's') {
        if (r->count - pickle_floor(r) < n) return pickle_fail(r, "an item without container");
        r->count -= n;
        items = r->stack + r->count;
    } else {
        TRY(pickle_unmark(r, &items, &n));
    }
    pickle_value *container = pickle_top(r);
    if (!container) return false;
    if (op == 's' || op == 'u') return pickle_put_pairs(r, container, items, n);
    if (container->kind != (op == 0x90 ? PICKLE_SET : PICKLE_LIST))
        return pickle_fail(r, "an item added to no list");
    for (size_t i = 0; i < n; i++) TRY(pickle_append(r->tree, container, items[i]));
    return true;
}

static bool pickle_op_stack(pickle_reader *r, uint8_t op) {
    pickle_value **items = NULL;
    size_t n = 0;
    if (op == '1' || (op == '0' && r->mark_count && r->count == pickle_floor(r)))
        return pickle_unmark(r, &items, &n);
    return op == '0' ? pickle_pop(r) != NULL : pickle_push(r, pickle_top(r));
}

/* ---- the memo -------------------------------------------------------------------------------- */

/* Every number is put by an operation of the program, so an honest one is below the program's size. */
static bool pickle_op_put(pickle_reader *r, uint8_t op) {
    uint64_t index = r->memo_next;
    if (op != 0x94) TRY(pickle_number(r, op == 'q' ? 1 : 4, &index));
    if (index >= r->source->size) return pickle_fail(r, "a memo number beyond the pickle's size");
    pickle_value *value = pickle_top(r);
    if (!value) return false;
    if (index >= r->memo_size) {
        size_t size = (size_t)index + 1 > r->memo_size * 2 ? (size_t)index + 1 : r->memo_size * 2;
        pickle_value **memo = mem_realloc(r->memo, size * sizeof *memo);
        if (!memo) return io_no_memory(r->source, size * sizeof *memo);
        memset(memo + r->memo_size, 0, (size - r->memo_size) * sizeof *memo);
        r->memo = memo;
        r->memo_size = size;
    }
    if (!r->memo[index]) r->memo_next++;
    r->memo[index] = value;
    return true;
}

static bool pickle_op_get(pickle_reader *r, uint8_t op) {
    uint64_t index;
    TRY(pickle_number(r, op == 'h' ? 1 : 4, &index));
    if (index >= r->memo_size || !r->memo[index]) return pickle_fail(r, "a memo number that was not put");
    return pickle_push(r, r->memo[index]);
}

/* ---- names ----------------------------------------------------------------------------------- */

static bool pickle_same(const char *known, const char *text, size_t size) {
    return strlen(known) == size && memcmp(known, text, size) == 0;
}

static bool pickle_global(pickle_reader *r, const char *module, size_t module_size, const char *name,
                          size_t size) {
    pickle_value *value;
    if (pickle_same("torch", module, module_size)) {
        for (rush_dtype dtype = RUSH_FLOAT32; dtype <= RUSH_BOOL; dtype++) {
            if (pickle_same(io_dtype_name(dtype), name, size))
                return pickle_push(r, pickle_dtype(r->tree, dtype));
        }
    }
    bool torch =
        pickle_same("torch", module, module_size) || pickle_same("torch.storage", module, module_size);
    rush_dtype dtype = torch ? pickle_storage_dtype(name, size) : (rush_dtype)0;
    int id = dtype ? PICKLE_NAME_STORAGE : -1;
    for (size_t i = 0; i < PICKLE_NAMES; i++) {
        if (pickle_same(pickle_names[i].module, module, module_size) &&
            pickle_same(pickle_names[i].name, name, size)) {
            id = pickle_names[i].id;
        }
    }
    if (id < 0) {
        return io_fail(r->source, "refers to '%.*s.%.*s', which is not a tensor, container or number",
                       module_size < 100 ? (int)module_size : 100, module, size < 100 ? (int)size : 100,
                       name);
    }
    value = pickle_new(r->tree, PICKLE_GLOBAL);
    if (!value) return false;
    value->u.global.name = id;
    value->u.global.dtype = dtype;
    return pickle_push(r, value);
}

static bool pickle_line(pickle_reader *r, const char **text, size_t *size) {
    const uint8_t *line = r->at, *newline = memchr(line, '\n', (size_t)(r->end - line));
    if (!newline) return pickle_fail(r, "a name without end");
    *text = (const char *)line;
    *size = (size_t)(newline - line);
    r->at = newline + 1;
    return true;
}

static bool pickle_op_global(pickle_reader *r, uint8_t op) {
    const char *module = NULL, *name = NULL;
    size_t module_size = 0, size = 0;
    if (op == 'c') {
        return pickle_line(r, &module, &module_size) && pickle_line(r, &name, &size) &&
               pickle_global(r, module, module_size, name, size);
    }
    const pickle_value *second = pickle_pop(r), *first = second ? pickle_pop(r) : NULL;
    if (!first) return false;
    if (first->kind != PICKLE_STRING || second->kind != PICKLE_STRING)
        return pickle_fail(r, "a name that is no text");
    return pickle_global(r, first->u.string.text, first->u.string.size, second->u.string.text,
                         second->u.string.size);
}

/* ---- calls ----------------------------------------------------------------------------------- */

/* Argument i of a tuple if it is of that kind, else NULL. */
static pickle_value *pickle_argument(const pickle_value *arguments, size_t i, pickle_kind kind) {
    pickle_value *value = i < arguments->u.list.count ? arguments->u.list.items[i] : NULL;
    return value && value->kind == kind ? value : NULL;
}

/* Hooks and metadata: None or an empty dict. */
static bool pickle_nothing(const pickle_value *arguments, size_t i) {
    const pickle_value *value = arguments->u.list.items[i];
    if (value->kind == PICKLE_NONE) return true;
    return (value->kind == PICKLE_DICT || value->kind == PICKLE_ORDERED_DICT) && value->u.list.count == 0;
}

/* A tuple of sizes or strides; -1 if it is something else. */
static int pickle_sizes(const pickle_value *arguments, size_t i, int64_t *sizes) {
    const pickle_value *tuple = arguments->u.list.items[i];
    if ((tuple->kind != PICKLE_TUPLE && tuple->kind != PICKLE_SIZE) || tuple->u.list.count > RUSH_MAX_DIMS)
        return -1;
    for (size_t d = 0; d < tuple->u.list.count; d++) {
        if (tuple->u.list.items[d]->kind != PICKLE_INT) return -1;
        sizes[d] = tuple->u.list.items[d]->u.integer;
    }
    return (int)tuple->u.list.count;
}

static pickle_value *pickle_call_tensor(pickle_reader *r, const pickle_value *arguments) {
    size_t n = arguments->u.list.count;
    const pickle_value *storage = pickle_argument(arguments, 0, PICKLE_STORAGE);
    const pickle_value *offset = pickle_argument(arguments, 1, PICKLE_INT);
    const pickle_value *grad = pickle_argument(arguments, 4, PICKLE_BOOL);
    if ((n != 6 && n != 7) || !storage || !offset || !grad) {
        pickle_fail(r, "a tensor with arguments of the wrong kind");
        return NULL;
    }
    if (!pickle_nothing(arguments, 5) || (n == 7 && !pickle_nothing(arguments, 6))) {
        pickle_fail(r, "a tensor with hooks or metadata");
        return NULL;
    }
    io_array array = *storage->u.array;
    array.ndim = pickle_sizes(arguments, 2, array.shape);
    if (array.ndim < 0 || pickle_sizes(arguments, 3, array.strides) != array.ndim) {
        pickle_fail(r, "a tensor with sizes and strides that do not match");
        return NULL;
    }
    array.offset = offset->u.integer;
    array.requires_grad = grad->u.boolean;
    if (!io_array_fits(&array)) {
        io_fail(r->source, "a tensor at byte %td of the pickle leaves its storage of %zu bytes",
                r->at - r->source->data, array.nbytes);
        return NULL;
    }
    return pickle_tensor(r->tree, &array);
}

static pickle_value *pickle_call_parameter(pickle_reader *r, const pickle_value *arguments) {
    const pickle_value *tensor = pickle_argument(arguments, 0, PICKLE_TENSOR);
    const pickle_value *grad = pickle_argument(arguments, 1, PICKLE_BOOL);
    if (arguments->u.list.count != 3 || !tensor || !grad || !pickle_nothing(arguments, 2)) {
        pickle_fail(r, "a parameter with arguments of the wrong kind");
        return NULL;
    }
    io_array array = *tensor->u.array;
    array.requires_grad = grad->u.boolean;
    array.parameter = true;
    return pickle_tensor(r->tree, &array);
}

/* _codecs.encode(text, 'latin1'): how protocol 2 writes bytes; each character is one byte. */
static pickle_value *pickle_call_encode(pickle_reader *r, const pickle_value *arguments) {
    const pickle_value *text = pickle_argument(arguments, 0, PICKLE_STRING);
    const pickle_value *codec = pickle_argument(arguments, 1, PICKLE_STRING);
    if (arguments->u.list.count != 2 || !text || !codec || strcmp(codec->u.string.text, "latin1") != 0) {
        pickle_fail(r, "_codecs.encode of something other than latin1");
        return NULL;
    }
    const uint8_t *in = (const uint8_t *)text->u.string.text;
    char *out = arena_alloc(&r->tree->memory, r->source, text->u.string.size + 1);
    pickle_value *value = out ? pickle_new(r->tree, PICKLE_BYTES) : NULL;
    if (!value) return NULL;
    for (size_t i = 0; i < text->u.string.size; i++) {
        uint8_t c = in[i];
        if (c >= 0xc4) {
            pickle_fail(r, "_codecs.encode of a character beyond latin1");
            return NULL;
        }
        if (c >= 0x80) c = (uint8_t)((c & 3) << 6 | (in[++i] & 0x3f));
        out[value->u.string.size++] = (char)c;
    }
    value->u.string.text = out;
    return value;
}

/* OrderedDict(), or OrderedDict([(key, value), …]) as Python 2 wrote it. */
static pickle_value *pickle_call_ordered_dict(pickle_reader *r, const pickle_value *arguments) {
    pickle_value *dict = pickle_new(r->tree, PICKLE_ORDERED_DICT);
    const pickle_value *pairs = pickle_argument(arguments, 0, PICKLE_LIST);
    for (size_t i = 0; dict && pairs && i < pairs->u.list.count; i++) {
        const pickle_value *pair = pairs->u.list.items[i];
        if ((pair->kind != PICKLE_TUPLE && pair->kind != PICKLE_LIST) || pair->u.list.count != 2) {
            pickle_fail(r, "an OrderedDict of what are no pairs");
            return NULL;
        }
        if (!pickle_put_pairs(r, dict, pair->u.list.items, 2)) return NULL;
    }
    return dict;
}

static pickle_value *pickle_call(pickle_reader *r, const pickle_value *function,
                                 const pickle_value *arguments) {
    size_t n = arguments->u.list.count;
    const pickle_value *first = n ? arguments->u.list.items[0] : NULL;
    bool sequence = n == 1 && (first->kind == PICKLE_LIST || first->kind == PICKLE_TUPLE);
    switch (function->u.global.name) {
    case PICKLE_NAME_TENSOR: return pickle_call_tensor(r, arguments);
    case PICKLE_NAME_PARAMETER: return pickle_call_parameter(r, arguments);
    case PICKLE_NAME_ENCODE: return pickle_call_encode(r, arguments);
    case PICKLE_NAME_ORDERED_DICT:
        if (n == 0 || (n == 1 && first->kind == PICKLE_LIST)) return pickle_call_ordered_dict(r, arguments);
        break;
    case PICKLE_NAME_BYTES:
        if (n == 0) return pickle_text(r->tree, PICKLE_BYTES, "", 0);
        break;
    case PICKLE_NAME_SIZE:
        if (sequence) return pickle_of(r, PICKLE_SIZE, first->u.list.items, first->u.list.count);
        break;
    case PICKLE_NAME_SET:
    case PICKLE_NAME_FROZENSET: {
        pickle_kind kind = function->u.global.name == PICKLE_NAME_SET ? PICKLE_SET : PICKLE_FROZENSET;
        if (n == 0) return pickle_new(r->tree, kind);
        if (sequence) return pickle_of(r, kind, first->u.list.items, first->u.list.count);
        break;
    }
    }
    pickle_fail(r, "a call with arguments of the wrong kind");
    return NULL;
}

/* REDUCE and NEWOBJ: function or class, tuple of arguments. */
static bool pickle_op_call(pickle_reader *r, uint8_t op) {
    (void)op;
    const pickle_value *arguments = pickle_pop(r), *function = arguments ? pickle_pop(r) : NULL;
    if (!function) return false;
    if (function->kind != PICKLE_GLOBAL || arguments->kind != PICKLE_TUPLE) {
        return pickle_fail(r, "a call of something that is no function");
    }
    return pickle_push(r, pickle_call(r, function, arguments));
}

/* BUILD: the attributes of an OrderedDict. */
static bool pickle_op_build(pickle_reader *r, uint8_t op) {
    (void)op;
    pickle_value *state = pickle_pop(r), *object = state ? pickle_top(r) : NULL;
    if (!object) return false;
    if (object->kind != PICKLE_ORDERED_DICT || state->kind != PICKLE_DICT) {
        return pickle_fail(r, "attributes for what is no OrderedDict");
    }
    object->u.list.attributes = state;
    return true;
}

/* ('storage', torch.FloatStorage, '0', 'cpu', 6) */
static bool pickle_op_storage(pickle_reader *r, uint8_t op) {
    (void)op;
    const pickle_value *id = pickle_pop(r);
    uint64_t bytes;
    if (!id) return false;
    if (id->kind != PICKLE_TUPLE || id->u.list.count != 5)
        return pickle_fail(r, "a persistent object that is no storage");
    const pickle_value *word = pickle_argument(id, 0, PICKLE_STRING),
                       *type = pickle_argument(id, 1, PICKLE_GLOBAL);
    const pickle_value *key = pickle_argument(id, 2, PICKLE_STRING),
                       *count = pickle_argument(id, 4, PICKLE_INT);
    if (!word || strcmp(word->u.string.text, "storage") != 0 || !type ||
        type->u.global.name != PICKLE_NAME_STORAGE || !key ||
        strlen(key->u.string.text) != key->u.string.size || !pickle_argument(id, 3, PICKLE_STRING) ||
        !count) {
        return pickle_fail(r, "a persistent object that is no storage");
    }
    if (!r->load)
        return io_fail(r->source, "refers to storage '%.60s', but has none beside it", key->u.string.text);
    io_array storage = { .dtype = type->u.global.dtype };
    TRY(r->load(r->context, key->u.string.text, &storage));
    if (count->u.integer < 0 ||
        __builtin_mul_overflow((uint64_t)count->u.integer, io_dtype_size(storage.dtype), &bytes) ||
        bytes != storage.nbytes) {
        return io_fail(r->source, "storage '%.60s' has %zu bytes where %" PRId64 " elements of %s are told",
                       key->u.string.text, storage.nbytes, count->u.integer, io_dtype_name(storage.dtype));
    }
    pickle_value *value = pickle_tensor(r->tree, &storage);
    if (value) value->kind = PICKLE_STORAGE;
    return pickle_push(r, value);
}

/* ---- the loop -------------------------------------------------------------------------------- */

static bool pickle_op_protocol(pickle_reader *r, uint8_t op) {
    uint64_t version;
    (void)op;
    TRY(pickle_number(r, 1, &version));
    if (version >= 2 && version <= 5) return true;
    return io_fail(r->source, "is a pickle of protocol %d; 2 to 5 are read", (int)version);
}

static bool pickle_op_frame(pickle_reader *r, uint8_t op) {
    uint64_t size;
    (void)op;
    TRY(pickle_number(r, 8, &size));
    return size <= (uint64_t)(r->end - r->at) ? true : pickle_fail(r, "a frame that leaves the pickle");
}

static bool pickle_op_stop(pickle_reader *r, uint8_t op) {
    (void)op;
    r->tree->root = pickle_pop(r);
    r->stopped = true;
    return r->tree->root != NULL;
}

static bool (*const pickle_ops[256])(pickle_reader *r, uint8_t op) = {
    [0x80] = pickle_op_protocol, [0x95] = pickle_op_frame,  ['.'] = pickle_op_stop,
    ['N'] = pickle_op_none,      [0x88] = pickle_op_bool,   [0x89] = pickle_op_bool,
    ['J'] = pickle_op_int,       ['K'] = pickle_op_int,     ['M'] = pickle_op_int,
    ['G'] = pickle_op_float,     [0x8a] = pickle_op_long,   [0x8b] = pickle_op_long,
    ['X'] = pickle_op_text,      [0x8c] = pickle_op_text,   [0x8d] = pickle_op_text, /* str */
    ['U'] = pickle_op_text,      ['T'] = pickle_op_text,                             /* Python 2's str */
    ['C'] = pickle_op_text,      ['B'] = pickle_op_text,    [0x8e] = pickle_op_text, /* bytes */
    [')'] = pickle_op_empty,     [']'] = pickle_op_empty,   ['}'] = pickle_op_empty,
    [0x8f] = pickle_op_empty,    ['('] = pickle_op_mark,    ['0'] = pickle_op_stack,
    ['1'] = pickle_op_stack,     ['2'] = pickle_op_stack,   ['t'] = pickle_op_collect,
    ['l'] = pickle_op_collect,   ['d'] = pickle_op_collect, [0x91] = pickle_op_collect,
    [0x85] = pickle_op_tuple,    [0x86] = pickle_op_tuple,  [0x87] = pickle_op_tuple,
    ['a'] = pickle_op_add,       ['e'] = pickle_op_add,     ['s'] = pickle_op_add,
    ['u'] = pickle_op_add,       [0x90] = pickle_op_add,    ['q'] = pickle_op_put,
    ['r'] = pickle_op_put,       [0x94] = pickle_op_put,    ['h'] = pickle_op_get,
    ['j'] = pickle_op_get,       ['c'] = pickle_op_global,  [0x93] = pickle_op_global,
    ['R'] = pickle_op_call,      [0x81] = pickle_op_call,   ['b'] = pickle_op_build,
    ['Q'] = pickle_op_storage,
};

static bool pickle_run(pickle_reader *r) {
    if (r->source->size < 2 || r->source->data[0] != 0x80)
        return io_fail(r->source, "is not a pickle of protocol 2 to 5");
    while (!r->stopped) {
        const uint8_t *op = pickle_take(r, 1);
        if (!op) return false;
        if (!pickle_ops[*op]) {
            return io_fail(r->source,
                           "operation 0x%02x at byte %td of the pickle is not one that tensors, containers "
                           "and numbers need",
                           *op, op - r->source->data);
        }
        TRY(pickle_ops[*op](r, *op));
    }
    if (r->at != r->end) return pickle_fail(r, "bytes after the end");
    return pickle_check(r->tree, r->tree->root);
}

bool pickle_read(pickle_tree *tree, const io_source *source, pickle_load_storage load, void *context) {
    pickle_reader r = { .tree = tree,
                        .source = source,
                        .at = source->data,
                        .end = source->data + source->size,
                        .load = load,
                        .context = context };
    /* a small operation of 1 to 3 bytes makes a value of some 70: what honest pickles hold is far
       below this */
    pickle_start(tree, source, ((size_t)1 << 20) + 128 * source->size);
    bool good = pickle_run(&r);
    mem_free(r.stack);
    mem_free(r.marks);
    mem_free(r.memo);
    if (!good) pickle_release(tree);
    return good;
}
