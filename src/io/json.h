/* SPDX-License-Identifier: MIT */
/* json.h - a strict JSON reader (RFC 8259) for small headers, and the writing of strings. */
#ifndef IO_JSON_H
#define IO_JSON_H
#include "io/arena.h"
#include "io/file.h"

typedef enum json_kind {
    JSON_NULL,
    JSON_BOOL,
    JSON_INT,
    JSON_DOUBLE,
    JSON_STRING,
    JSON_ARRAY,
    JSON_OBJECT
} json_kind;

/* A value and, inside an object, its key. Members and elements are chained by next, in the file's order. */
typedef struct json_value json_value;
struct json_value {
    json_kind kind;
    const char *key; /* NULL outside objects */
    json_value *next;
    union {
        bool boolean;
        int64_t integer; /* a number without fraction and exponent */
        double real;
        const char *text; /* UTF-8 */
        struct {
            json_value *first;
            size_t count;
        } list;
    } u;
};

#define JSON_MAX_DEPTH 64

/* Reads text[0 … size), which must be one value with nothing but spaces around it. Refused besides what the
   grammar refuses: a key twice in one object, whole numbers beyond int64, numbers beyond double, the
   character U+0000 (so that strings are C strings), more than JSON_MAX_DEPTH levels. Offsets in messages
   count from text. The value lives in memory. */
const json_value *json_read(arena *memory, const io_source *source, const char *text, size_t size);
/* The member of that key, or NULL (also if object is not an object). */
const json_value *json_member(const json_value *object, const char *key);
/* Writes "text" with quotes and escapes; false if text is not UTF-8. */
bool json_write_string(file_writer *writer, const char *text);
#endif
