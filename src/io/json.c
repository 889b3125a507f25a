/* SPDX-License-Identifier: MIT */
/* json.c - a strict JSON reader: recursive descent with a depth limit, numbers exact or refused. */
#include "io/json.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/alloc.h"
#include "core/error.h"

typedef struct json_reader {
    arena *memory;
    const io_source *source;
    const uint8_t *text;
    size_t size, at;
    int depth;
} json_reader;

static bool json_fail(const json_reader *r, const char *what) {
    return io_fail(r->source, "%s at byte %zu of its JSON", what, r->at);
}

static void json_skip(json_reader *r) {
    while (r->at < r->size && memchr(" \t\r\n", r->text[r->at], 4)) r->at++;
}

/* The next byte, or 0 at the end (a 0 byte in the text is refused wherever it stands). */
static uint8_t json_peek(const json_reader *r) { return r->at < r->size ? r->text[r->at] : 0; }

static bool json_expect(json_reader *r, const char *word) {
    size_t n = strlen(word);
    if (r->size - r->at < n || memcmp(r->text + r->at, word, n) != 0) return json_fail(r, "an unknown word");
    r->at += n;
    return true;
}

/* ---- strings --------------------------------------------------------------------------------- */

static bool json_hex4(json_reader *r, uint32_t *code) {
    *code = 0;
    if (r->size - r->at < 4) return json_fail(r, "a \\u escape without four digits");
    for (int i = 0; i < 4; i++) {
        uint8_t c = r->text[r->at + (size_t)i];
        const char *digits = "0123456789abcdef",
                   *found = c ? strchr(digits, c >= 'A' && c <= 'F' ? c + 32 : c) : NULL;
        if (!found) return json_fail(r, "a \\u escape without four digits");
        *code = *code * 16 + (uint32_t)(found - digits);
    }
    r->at += 4;
    return true;
}

/* Reads what follows "\u": one code, or two that make a pair of surrogates. */
static bool json_unicode(json_reader *r, uint32_t *code) {
    uint32_t low;
    TRY(json_hex4(r, code));
    if (*code == 0) return json_fail(r, "the character U+0000 in a string");
    if (*code < 0xd800 || *code > 0xdfff) return true;
    bool pair = *code < 0xdc00 && r->size - r->at >= 2 && r->text[r->at] == '\\' && r->text[r->at + 1] == 'u';
    if (!pair) return json_fail(r, "half of a surrogate pair");
    r->at += 2;
    TRY(json_hex4(r, &low));
    if (low < 0xdc00 || low > 0xdfff) return json_fail(r, "half of a surrogate pair");
    *code = 0x10000 + ((*code - 0xd800) << 10) + (low - 0xdc00);
    return true;
}

static size_t json_encode(uint32_t code, char *out) {
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    size_t more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    static const uint8_t lead[] = { 0, 0xc0, 0xe0, 0xf0 };
    out[0] = (char)(lead[more] | code >> (6 * more));
    for (size_t i = 1; i <= more; i++) out[i] = (char)(0x80 | (code >> (6 * (more - i)) & 0x3f));
    return more + 1;
}

static bool json_escape(json_reader *r, char *out, size_t *used) {
    static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
    uint8_t c = json_peek(r);
    const char *found = c ? strchr(names, c) : NULL;
    uint32_t code;
    if (found) {
        r->at++;
        out[(*used)++] = values[found - names];
        return true;
    }
    if (c != 'u') return json_fail(r, "an unknown escape");
    r->at++;
    TRY(json_unicode(r, &code));
    *used += json_encode(code, out + *used);
    return true;
}

static bool json_string(json_reader *r, const char **text) {
    if (json_peek(r) != '"') return json_fail(r, "something other than a string");
    size_t start = ++r->at, end = start, used = 0;
    while (end < r->size && r->text[end] != '"') end += r->text[end] == '\\' && r->size - end > 1 ? 2 : 1;
    if (end >= r->size) return json_fail(r, "a string without end");
    /* no escape is shorter than what it stands for */
    char *out = arena_alloc(r->memory, r->source, end - start + 1);
    if (!out) return false;
    while (r->at < end) {
        uint8_t c = r->text[r->at];
        if (c < 0x20) return json_fail(r, "a control character in a string");
        r->at++;
        if (c == '\\') TRY(json_escape(r, out, &used));
        else out[used++] = (char)c;
    }
    r->at = end + 1;
    if (!io_utf8_valid((const uint8_t *)out, used)) return json_fail(r, "a string that is not UTF-8 ends");
    *text = out;
    return true;
}

/* ---- numbers --------------------------------------------------------------------------------- */

static size_t json_digits(json_reader *r) {
    size_t start = r->at;
    while (json_peek(r) >= '0' && json_peek(r) <= '9') r->at++;
    return r->at - start;
}

/* Digits of a whole number: collected on the negative side, which reaches one further. */
static bool json_integer(json_reader *r, size_t start, json_value *value) {
    bool negative = r->text[start] == '-';
    int64_t sum = 0;
    bool good = true;
    for (size_t i = start + negative; i < r->at && good; i++) {
        good = !__builtin_mul_overflow(sum, (int64_t)10, &sum) &&
               !__builtin_sub_overflow(sum, r->text[i] - '0', &sum);
    }
    if (!negative && good) good = !__builtin_sub_overflow((int64_t)0, sum, &sum);
    if (!good) return json_fail(r, "a whole number beyond 64 bits ends");
    value->kind = JSON_INT;
    value->u.integer = sum;
    return true;
}

static bool json_number(json_reader *r, json_value *value) {
    size_t start = r->at;
    bool whole = true;
    if (json_peek(r) == '-') r->at++;
    bool zero = json_peek(r) == '0';
    size_t digits = json_digits(r);
    if (digits == 0 || (zero && digits > 1)) return json_fail(r, "a malformed value");
    if (json_peek(r) == '.') {
        r->at++;
        whole = false;
        if (json_digits(r) == 0) return json_fail(r, "a malformed number");
    }
    if (json_peek(r) == 'e' || json_peek(r) == 'E') {
        r->at++;
        whole = false;
        if (json_peek(r) == '+' || json_peek(r) == '-') r->at++;
        if (json_digits(r) == 0) return json_fail(r, "a malformed number");
    }
    if (whole) return json_integer(r, start, value);
    value->kind = JSON_DOUBLE;
    bool good = io_parse_double((const char *)r->text + start, r->at - start, &value->u.real);
    return good && isfinite(value->u.real) ? true : json_fail(r, "a number beyond double ends");
}

/* ---- values ---------------------------------------------------------------------------------- */

static bool json_read_value(json_reader *r, json_value *value);

static bool json_unique(const json_reader *r, const json_value *object) {
    size_t bytes = object->u.list.count * sizeof(const char *), n = 0;
    if (object->u.list.count < 2) return true;
    const char **names = mem_alloc(bytes);
    if (!names) return io_no_memory(r->source, bytes);
    for (const json_value *m = object->u.list.first; m; m = m->next) names[n++] = m->key;
    bool good = io_names_unique(r->source, names, n);
    mem_free(names);
    return good;
}

/* What stands between the brackets of an array, or between the braces of an object. */
static bool json_members(json_reader *r, json_value *value) {
    bool object = value->kind == JSON_OBJECT;
    uint8_t close = object ? '}' : ']';
    json_value **tail = &value->u.list.first;
    r->at++;
    json_skip(r);
    if (json_peek(r) == close) {
        r->at++;
        return true;
    }
    for (;;) {
        json_value *member = arena_alloc(r->memory, r->source, sizeof *member);
        if (!member) return false;
        if (object) {
            TRY(json_string(r, &member->key));
            json_skip(r);
            if (json_peek(r) != ':') return json_fail(r, "a key without ':'");
            r->at++;
            json_skip(r);
        }
        TRY(json_read_value(r, member));
        *tail = member;
        tail = &member->next;
        value->u.list.count++;
        json_skip(r);
        uint8_t c = json_peek(r);
        if (c != ',' && c != close)
            return json_fail(r, object ? "an object without '}'" : "an array without ']'");
        r->at++;
        if (c == close) return object ? json_unique(r, value) : true;
        json_skip(r);
    }
}

static bool json_read_value(json_reader *r, json_value *value) {
    uint8_t c = json_peek(r);
    switch (c) {
    case '{':
    case '[':
        if (r->depth >= JSON_MAX_DEPTH)
            return json_fail(r, "nesting deeper than " RUSH_STR(JSON_MAX_DEPTH) " levels");
        value->kind = c == '{' ? JSON_OBJECT : JSON_ARRAY;
        r->depth++;
        TRY(json_members(r, value));
        r->depth--;
        return true;
    case '"': value->kind = JSON_STRING; return json_string(r, &value->u.text);
    case 't':
    case 'f':
        value->kind = JSON_BOOL;
        value->u.boolean = c == 't';
        return json_expect(r, c == 't' ? "true" : "false");
    case 'n': value->kind = JSON_NULL; return json_expect(r, "null");
    default: return json_number(r, value);
    }
}

const json_value *json_read(arena *memory, const io_source *source, const char *text, size_t size) {
    json_reader r = { .memory = memory, .source = source, .text = (const uint8_t *)text, .size = size };
    json_value *value = arena_alloc(memory, source, sizeof *value);
    if (!value) return NULL;
    json_skip(&r);
    if (!json_read_value(&r, value)) return NULL;
    json_skip(&r);
    if (r.at != size) {
        json_fail(&r, "text after the end");
        return NULL;
    }
    return value;
}

const json_value *json_member(const json_value *object, const char *key) {
    if (!object || object->kind != JSON_OBJECT) return NULL;
    for (const json_value *m = object->u.list.first; m; m = m->next) {
        if (strcmp(m->key, key) == 0) return m;
    }
    return NULL;
}

bool json_write_string(file_writer *writer, const char *text) {
    size_t size = strlen(text);
    if (!io_utf8_valid((const uint8_t *)text, size)) {
        return io_fail(file_writer_source(writer), "'%.200s' is not UTF-8, as JSON must be", text);
    }
    TRY(file_write(writer, "\"", 1));
    for (const char *p = text; *p; p++) {
        char escape[8];
        int n = 1;
        escape[0] = *p;
        if (*p == '"' || *p == '\\') n = snprintf(escape, sizeof escape, "\\%c", *p);
        else if ((unsigned char)*p < 0x20) n = snprintf(escape, sizeof escape, "\\u%04x", *p);
        TRY(file_write(writer, escape, (size_t)n));
    }
    return file_write(writer, "\"", 1);
}
