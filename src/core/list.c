/* SPDX-License-Identifier: MIT */
/* list.c - lists and dicts of tensors. */
#include "core/list.h"

#include <string.h>

#include "core/alloc.h"
#include "core/error.h"

/* ---- lists ---- */

static void list_destroy(void *object) {
    rush_list *list = object;
    for (int64_t i = 0; i < list->count; i++) RELEASE(list->items[i]);
    mem_free(list);
}
static const rush_class list_class = { "list of Tensors", list_destroy };

rush_list *list_new(rush_site site, int64_t n) {
    size_t bytes = sizeof(rush_list) + (size_t)n * sizeof(rush_tensor *);
    rush_list *list = mem_alloc(bytes);
    if (!list) {
        error_memory(site, "list", bytes);
        return NULL;
    }
    object_init(&list->base, &list_class);
    list->count = 0;
    list->room = n;
    return list;
}

void list_add(rush_list *list, rush_tensor *t) { list->items[list->count++] = RETAIN(t); }

int64_t rush_list_size(const rush_list *list) { return list ? list->count : 0; }

rush_tensor *rush_list_get(const rush_list *list, int64_t i) {
    if (!list) return NULL;
    if (i < 0 || i >= list->count) {
        error_set(RUSH_INDEX_ERROR, NULL, "list_get", "index %lld is out of range for a list of %lld tensors", (long long)i, (long long)list->count);
        return NULL;
    }
    return scope_borrow(list->items[i]);
}

rush_list *rush_list_new(rush_tensor *const *tensors, int64_t count) {
    for (int64_t i = 0; i < count; i++)
        if (!tensors[i]) {
            error_set(RUSH_TYPE_ERROR, NULL, "list", "tensor %lld is NULL", (long long)i);
            return NULL;
        }
    rush_list *list = list_new(NULL, count);
    for (int64_t i = 0; list && i < count; i++) list_add(list, tensors[i]);
    return scope_own(list);
}

/* ---- dicts ---- */

typedef struct dict_entry { char *name; rush_tensor *tensor; char *text; } dict_entry; /* tensor or text */

struct rush_dict {
    rush_object base;
    int64_t count, capacity;
    dict_entry *entries;
};

static void dict_destroy(void *object) {
    rush_dict *d = object;
    for (int64_t i = 0; i < d->count; i++) {
        mem_free(d->entries[i].name);
        mem_free(d->entries[i].text);
        RELEASE(d->entries[i].tensor);
    }
    mem_free(d->entries);
    mem_free(d);
}
static const rush_class dict_class = { "dict of Tensors", dict_destroy };

rush_dict *rush_dict_new(void) {
    rush_dict *d = mem_calloc(sizeof *d);
    if (!d) {
        error_memory(NULL, "dict", sizeof *d);
        return NULL;
    }
    object_init(&d->base, &dict_class);
    return scope_own(d);
}

static dict_entry *dict_find(const rush_dict *d, const char *name, bool text) {
    for (int64_t i = 0; d && i < d->count; i++)
        if ((d->entries[i].text != NULL) == text && strcmp(d->entries[i].name, name) == 0) return &d->entries[i];
    return NULL;
}

static bool dict_put(rush_dict *d, const char *name, rush_tensor *t, const char *text) {
    dict_entry *e = dict_find(d, name, text != NULL);
    char *copy = text ? mem_strdup(text) : NULL;
    if (text && !copy) return error_memory(NULL, "dict", strlen(text));
    if (!e) {
        char *own = mem_strdup(name);
        if (own && d->count == d->capacity) {
            int64_t capacity = d->capacity ? 2 * d->capacity : 16;
            dict_entry *p = mem_realloc(d->entries, (size_t)capacity * sizeof *p);
            if (p) d->entries = p, d->capacity = capacity;
        }
        if (!own || d->count == d->capacity) {
            mem_free(own);
            mem_free(copy);
            return error_memory(NULL, "dict", strlen(name));
        }
        e = &d->entries[d->count++];
        *e = (dict_entry){ .name = own };
    }
    if (t) object_retain(&t->base);
    RELEASE(e->tensor);
    mem_free(e->text);
    e->tensor = t;
    e->text = copy;
    return true;
}

bool rush_dict_set(rush_dict *d, const char *name, rush_tensor *t) {
    if (!d || !t) return rush_failed() ? false : error_set(RUSH_TYPE_ERROR, NULL, "dict", "'%s': the dict or the tensor is NULL", name);
    return dict_put(d, name, t, NULL);
}

static bool set_number(rush_dict *d, const char *name, rush_operand v, rush_dtype dtype) {
    rush_tensor *t = d ? tensor_from_number(NULL, v, dtype, rush_cpu()) : NULL;
    if (t) t->base.flags &= ~(uint32_t)TENSOR_WRAPPED_NUMBER;
    bool ok = t && dict_put(d, name, t, NULL);
    RELEASE(t);
    return ok;
}
bool rush_dict_set_double(rush_dict *d, const char *name, double v) { return set_number(d, name, rush_operand_float(v), RUSH_FLOAT64); }
bool rush_dict_set_int(rush_dict *d, const char *name, int64_t v) { return set_number(d, name, rush_operand_int(v), RUSH_INT64); }
bool rush_dict_set_text(rush_dict *d, const char *name, const char *text) { return d && dict_put(d, name, NULL, text); }

rush_tensor *rush_dict_get(const rush_dict *d, const char *name) {
    dict_entry *e = dict_find(d, name, false);
    return e ? scope_borrow(e->tensor) : NULL;
}

static const rush_tensor *one_number(const rush_dict *d, const char *name) {
    dict_entry *e = dict_find(d, name, false);
    return e && e->tensor->numel == 1 && tensor_on_host(e->tensor) ? e->tensor : NULL;
}

bool rush_dict_get_double(const rush_dict *d, const char *name, double *v) {
    const rush_tensor *t = one_number(d, name);
    if (t) *v = element_load_double(tensor_data(t), (rush_dtype)t->dtype);
    return t != NULL;
}

bool rush_dict_get_int(const rush_dict *d, const char *name, int64_t *v) {
    const rush_tensor *t = one_number(d, name);
    if (t) *v = element_load_int(tensor_data(t), (rush_dtype)t->dtype);
    return t != NULL;
}

const char *rush_dict_get_text(const rush_dict *d, const char *name) {
    dict_entry *e = dict_find(d, name, true);
    return e ? e->text : NULL;
}

static int64_t dict_count(const rush_dict *d, bool text) {
    int64_t n = 0;
    for (int64_t i = 0; d && i < d->count; i++) n += (d->entries[i].text != NULL) == text;
    return n;
}

static dict_entry *dict_at(const rush_dict *d, int64_t index, bool text) {
    for (int64_t i = 0; d && i < d->count; i++)
        if ((d->entries[i].text != NULL) == text && index-- == 0) return &d->entries[i];
    return NULL;
}

int64_t rush_dict_size(const rush_dict *d) { return dict_count(d, false); }
int64_t rush_dict_text_size(const rush_dict *d) { return dict_count(d, true); }

const char *rush_dict_name(const rush_dict *d, int64_t i) {
    dict_entry *e = dict_at(d, i, false);
    return e ? e->name : NULL;
}

const char *rush_dict_text_name(const rush_dict *d, int64_t i) {
    dict_entry *e = dict_at(d, i, true);
    return e ? e->name : NULL;
}

rush_tensor *rush_dict_at(const rush_dict *d, int64_t i) {
    dict_entry *e = dict_at(d, i, false);
    return e ? scope_borrow(e->tensor) : NULL;
}

static bool put_joined(rush_dict *d, const char *prefix, const dict_entry *e) {
    size_t size = strlen(prefix) + strlen(e->name) + 1;
    char *name = mem_alloc(size);
    if (!name) return error_memory(NULL, "dict", size);
    snprintf(name, size, "%s%s", prefix, e->name);
    bool ok = dict_put(d, name, e->tensor, e->text);
    mem_free(name);
    return ok;
}

bool rush_dict_update(rush_dict *d, const rush_dict *from, const char *prefix) {
    if (!d || !from) return false;
    for (int64_t i = 0; i < from->count; i++)
        if (!put_joined(d, prefix ? prefix : "", &from->entries[i])) return false;
    return true;
}

rush_dict *rush_dict_with_prefix(const rush_dict *d, const char *prefix) {
    rush_dict *part = d ? rush_dict_new() : NULL;
    size_t n = strlen(prefix);
    for (int64_t i = 0; part && i < d->count; i++) {
        const dict_entry *e = &d->entries[i];
        if (strncmp(e->name, prefix, n) == 0 && !dict_put(part, e->name + n, e->tensor, e->text)) return NULL;
    }
    return part;
}
