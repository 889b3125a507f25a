/* SPDX-License-Identifier: MIT */
/* io_array.h - what every format reads from and writes to: bytes with a name, and arrays described in
   place. */
#ifndef IO_IO_ARRAY_H
#define IO_IO_ARRAY_H
#include <rushlight/base.h>

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#error \
    "files hold little-endian data and src/io hands it out as it lies: a big-endian port has to swap it first"
#endif

/* A file's bytes and how errors are to name it. name, op and site must outlive the call that gets them. */
typedef struct io_source {
    const uint8_t *data;
    size_t size;
    const char *name; /* "model.pt": first word of every message */
    const char *op;   /* "load", or NULL */
    rush_site site;   /* the caller's place, or NULL */
} io_source;

/* Records RUSH_RUNTIME_ERROR "name: …"; bytes of the file that would disturb a terminal are shown as
   '?'. Returns false. */
bool io_fail(const io_source *source, const char *format, ...) RUSH_PRINTF(2, 3);
/* Records "out of memory" for the source's operation. Returns false. */
bool io_no_memory(const io_source *source, size_t bytes);

/* An array that lies in memory owned by somebody else: element [i, j, …] is at
   data + (offset + i * strides[0] + j * strides[1] + …) * size of dtype.
   data is NOT necessarily aligned to its element (copy with memcpy), and a bool may be any byte (true if not
   0). */
typedef struct io_array {
    char *name; /* NULL where the format has no names */
    rush_dtype dtype;
    int ndim;
    int64_t shape[RUSH_MAX_DIMS];
    int64_t strides[RUSH_MAX_DIMS]; /* in elements, never negative; 0 repeats an element */
    int64_t offset;                 /* in elements, from data */
    const void *data;               /* the storage: whole elements from here */
    size_t nbytes;                  /* of the storage */
    int64_t storage_id;             /* arrays of one list or tree with equal ids share one storage */
    bool requires_grad, parameter;  /* as PyTorch checkpoints tell them */
} io_array;

/* Bytes of one element; 0 for a value that is no dtype. */
size_t io_dtype_size(rush_dtype dtype);
/* "float32" … as PyTorch prints it; "?" for a value that is no dtype. */
const char *io_dtype_name(rush_dtype dtype);
/* The number of elements, or -1 if a size is negative or the product leaves int64. */
int64_t io_array_count(const io_array *array);
/* Fills strides for C order (last dimension fastest) or Fortran order; false if they leave int64. */
bool io_array_set_order(io_array *array, bool fortran);
/* True if elements lie in C order without gaps from offset on. */
bool io_array_contiguous(const io_array *array);
/* True if sizes, strides and offset are not negative and every element lies inside the storage. */
bool io_array_fits(const io_array *array);

/* One entry of a file's map of strings. */
typedef struct io_pair {
    char *key, *value;
} io_pair;

/* The arrays of a file, its strings, and whatever memory had to be made for them. Start from {0}. */
typedef struct io_list {
    io_array *items;
    size_t count, capacity;
    io_pair *pairs;
    size_t pair_count, pair_capacity;
    void **buffers;
    size_t buffer_count, buffer_capacity;
} io_list;

/* Adds a copy of *array with a copy of name (NULL: none); false and an error if memory runs out. */
bool io_list_add(io_list *list, const io_source *source, const io_array *array, const char *name);
/* Adds an array whose elements fill data[0 … size) exactly, in C or Fortran order; dtype, ndim and shape are
   set. swap: they are big endian, and are reversed into a buffer of the list. */
bool io_list_add_packed(io_list *list, const io_source *source, io_array *array, const uint8_t *data,
                        size_t size, bool fortran, bool swap, const char *name);
/* Adds a pair of strings (both copied). */
bool io_list_add_pair(io_list *list, const io_source *source, const char *key, const char *value);
/* Memory for array data that lives as long as the list. */
void *io_list_buffer(io_list *list, const io_source *source, size_t bytes);
/* Hands memory from mem_alloc to the list, which frees it even if this fails. */
bool io_list_own(io_list *list, const io_source *source, void *buffer);
/* The first array of that name, or NULL. */
const io_array *io_list_find(const io_list *list, const char *name);
/* Frees everything; the list is {0} again. */
void io_list_release(io_list *list);

/* Makes room for one more element of `size` bytes in a list of mem_ memory. */
bool io_reserve(void **items, size_t *capacity, size_t count, size_t size, const io_source *source);

/* Refuses two equal names: sorts `names`. */
bool io_names_unique(const io_source *source, const char **names, size_t count);

/* ---- bytes ----------------------------------------------------------------------------------- */

uint16_t io_le16(const uint8_t *p);
uint32_t io_le32(const uint8_t *p);
uint64_t io_le64(const uint8_t *p);
uint32_t io_be32(const uint8_t *p);
void io_put_le16(uint8_t *p, uint16_t v);
void io_put_le32(uint8_t *p, uint32_t v);
void io_put_le64(uint8_t *p, uint64_t v);
/* Copies count elements of `size` bytes, each reversed. */
void io_swap_copy(void *to, const void *from, size_t count, size_t size);
/* True if the bytes are well-formed UTF-8 (no overlong forms, no surrogates). */
bool io_utf8_valid(const uint8_t *text, size_t size);
/* The number in text[0 … size), which must be all of it, read as in the "C" locale. */
bool io_parse_double(const char *text, size_t size, double *value);
#endif
