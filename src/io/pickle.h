/* SPDX-License-Identifier: MIT */
/* pickle.h - Python pickles of tensors, containers and numbers: a tree of values, its reader and its
   writer. Nothing that a pickle names is ever run: a short list of names is understood, every other
   name is refused. */
#ifndef IO_PICKLE_H
#define IO_PICKLE_H
#include "io/arena.h"
#include "io/file.h"

typedef enum pickle_kind {
    PICKLE_NONE,
    PICKLE_BOOL,
    PICKLE_INT,
    PICKLE_FLOAT,
    PICKLE_STRING,
    PICKLE_BYTES,
    PICKLE_TUPLE,
    PICKLE_SIZE /* torch.Size */,
    PICKLE_LIST,
    PICKLE_SET,
    PICKLE_FROZENSET,
    PICKLE_DICT,
    PICKLE_ORDERED_DICT,
    PICKLE_TENSOR,
    PICKLE_DTYPE,
    PICKLE_GLOBAL,
    PICKLE_STORAGE /* only while reading; never in a finished tree */
} pickle_kind;

typedef struct pickle_value pickle_value;
struct pickle_value {
    pickle_kind kind;
    int height;            /* levels below and including this one; set, as weight is, by pickle_check */
    uint64_t seen, weight; /* weight: objects of the tree from here on, shared ones counted each time */
    union {
        bool boolean;
        int64_t integer;
        double real;
        struct {
            const char *text;
            size_t size;
        } string; /* a 0 follows, but text may hold zeros too */
        rush_dtype dtype;
        io_array *array; /* a tensor (and a storage); data belongs to the file or to whoever made the value */
        struct {
            int name;
            rush_dtype dtype;
        } global;
        struct {
            pickle_value **items;     /* dicts: key, value, key, value, …; the last of equal keys counts */
            size_t count, capacity;   /* count: of items, so twice the pairs of a dict */
            pickle_value *attributes; /* of an OrderedDict (state_dict's _metadata): a dict, or NULL */
        } list;
    } u;
};

/* Levels of containers within each other: code that walks a checked tree may recurse. */
#define PICKLE_MAX_DEPTH 100

typedef struct pickle_tree {
    arena memory;     /* of all values */
    io_source source; /* for messages: name, op, site */
    pickle_value *root;
    uint64_t epoch;
} pickle_tree;

/* ---- building and reading trees ---------------------------------------------------------------- */
/* A function given NULL for a value fails quietly: the first error is recorded. */

/* limit: bytes that the values may take, and 4 times the objects that the tree may expand to. */
void pickle_start(pickle_tree *tree, const io_source *source, size_t limit);
void pickle_release(pickle_tree *tree);
/* An empty container, or None. */
pickle_value *pickle_new(pickle_tree *tree, pickle_kind kind);
pickle_value *pickle_bool(pickle_tree *tree, bool v);
pickle_value *pickle_int(pickle_tree *tree, int64_t v);
pickle_value *pickle_float(pickle_tree *tree, double v);
pickle_value *pickle_string(pickle_tree *tree, const char *text);
/* A string (UTF-8) or bytes. */
pickle_value *pickle_text(pickle_tree *tree, pickle_kind kind, const void *text, size_t size);
pickle_value *pickle_dtype(pickle_tree *tree, rush_dtype dtype);
/* A tensor with a copy of *array (its name is left out). */
pickle_value *pickle_tensor(pickle_tree *tree, const io_array *array);
/* Adds to a list, tuple, size or set. */
bool pickle_append(pickle_tree *tree, pickle_value *container, pickle_value *item);
/* Adds a pair to a dict or OrderedDict. */
bool pickle_put(pickle_tree *tree, pickle_value *dict, pickle_value *key, pickle_value *value);
/* The value of a string key of a dict or OrderedDict, or NULL. */
pickle_value *pickle_get(const pickle_value *dict, const char *key);
/* Refuses a tree that contains itself, is deeper than PICKLE_MAX_DEPTH, expands to too many objects, has a
   key that cannot be one, or holds what is no value. Trees that were read have been checked. */
bool pickle_check(pickle_tree *tree, pickle_value *root);

/* ---- files ----------------------------------------------------------------------------------- */

/* Finds the bytes of the storage that a pickle calls key: fills data, nbytes and storage_id, or fails
   with an error. */
typedef bool (*pickle_load_storage)(void *context, const char *key, io_array *storage);

/* Reads a pickle of protocol 2 to 5 into tree (which it starts); tree->root is the result. load may be NULL:
   then tensors are refused. source's bytes may go afterwards, the storages' must stay. */
bool pickle_read(pickle_tree *tree, const io_source *source, pickle_load_storage load, void *context);
/* Checks and writes root by protocol 2, so that PyTorch loads it (also with weights_only). A storage's
   key is its storage_id in decimal. An object that is shared is written again at each place; storages
   stay shared. */
bool pickle_write(file_writer *writer, pickle_tree *tree, pickle_value *root);

/* "FloatStorage" …; NULL for what is no dtype. */
const char *pickle_storage_name(rush_dtype dtype);
/* The dtype of "FloatStorage" …; 0 if there is none. */
rush_dtype pickle_storage_dtype(const char *name, size_t size);
#endif
