/* SPDX-License-Identifier: MIT */
/* module.c - the module tree: entries, walks, state dicts. */
#include "nn/module.h"

#include <stdlib.h>
#include <string.h>

#include "core/alloc.h"
#include "core/list.h"

/* ---- the line that errors name ---- */

static _Thread_local rush_site current_site;

rush_site module_site(void) { return current_site; }

rush_site module_site_set(rush_site site) {
    rush_site before = current_site;
    current_site = site;
    return before;
}

rush_module *module_done(rush_module *m, rush_site before) {
    current_site = before;
    if (m && rush_failed()) {
        rush_release(m);
        return NULL;
    }
    return m;
}

/* ---- making and freeing ---- */

static void module_destroy(void *object) {
    rush_module *m = object;
    if (m->destroy) m->destroy(m);
    for (int i = 0; i < m->count; i++) {
        mem_free(m->entries[i].name);
        RELEASE(m->entries[i].tensor);
        rush_release(m->entries[i].module);
    }
    mem_free(m->entries);
    mem_free(m);
}
static const rush_class module_class = { "Module", module_destroy };

rush_module *rush_module_new_at(rush_site site, size_t bytes, rush_module_args a) {
    if (rush_failed()) return NULL;
    if (bytes < sizeof(rush_module) || !a.name) {
        error_set(RUSH_VALUE_ERROR, site, "module", "a module's struct must begin with a rush_module, and have a name");
        return NULL;
    }
    rush_module *m = mem_calloc(bytes);
    if (!m) {
        error_memory(site, a.name, bytes);
        return NULL;
    }
    object_init(&m->base, &module_class);
    m->name = a.name;
    m->forward = a.forward;
    m->extra_repr = a.extra_repr;
    m->destroy = a.destroy;
    m->user = a.user;
    m->training = true;
    return m;
}

static rush_entry *entry_find(const rush_module *m, const char *name) {
    for (int i = 0; m && i < m->count; i++)
        if (strcmp(m->entries[i].name, name) == 0) return &m->entries[i];
    return NULL;
}

static rush_entry *entry_add(rush_module *m, const char *name, rush_entry_kind kind) {
    if (!m || rush_failed()) return NULL;
    if (!*name || strchr(name, '.')) {
        error_set(RUSH_KEY_ERROR, module_site(), m->name, "module name can't %s: \"%s\"", *name ? "contain \".\"" : "be empty string", name);
        return NULL;
    }
    if (entry_find(m, name)) {
        error_set(RUSH_KEY_ERROR, module_site(), m->name, "attribute '%s' already exists", name);
        return NULL;
    }
    if (m->count == m->capacity) {
        int32_t capacity = m->capacity ? 2 * m->capacity : 4;
        rush_entry *p = mem_realloc(m->entries, (size_t)capacity * sizeof *p);
        if (!p) {
            error_memory(module_site(), m->name, (size_t)capacity * sizeof *p);
            return NULL;
        }
        m->entries = p;
        m->capacity = capacity;
    }
    char *copy = mem_strdup(name);
    if (!copy) {
        error_memory(module_site(), m->name, strlen(name));
        return NULL;
    }
    rush_entry *e = &m->entries[m->count++];
    *e = (rush_entry){ .name = copy, .kind = kind };
    return e;
}

rush_module *rush_add_module(rush_module *parent, const char *name, rush_module *child) {
    rush_entry *e = child ? entry_add(parent, name, RUSH_ENTRY_MODULE) : NULL;
    if (!child && parent && !rush_failed()) error_set(RUSH_TYPE_ERROR, module_site(), parent->name, "module '%s' is NULL", name);
    if (!e) {
        rush_release(child);
        return NULL;
    }
    return e->module = child;
}

rush_tensor *rush_add_parameter(rush_module *m, const char *name, rush_tensor *t) {
    if (t && !rush_is_leaf(t)) {
        error_set(RUSH_VALUE_ERROR, module_site(), m ? m->name : "", "Cannot assign non-leaf Tensor to parameter '%s'. Model parameters must be created "
                  "explicitly.", name);
        return NULL;
    }
    rush_entry *e = entry_add(m, name, RUSH_ENTRY_PARAMETER);
    if (!e || !t) return NULL;
    if (dtype_is_float((rush_dtype)t->dtype)) t->base.flags |= TENSOR_REQUIRES_GRAD;
    return e->tensor = RETAIN(t);
}

rush_tensor *rush_add_buffer(rush_module *m, const char *name, rush_tensor *t, bool not_persistent) {
    rush_entry *e = entry_add(m, name, RUSH_ENTRY_BUFFER);
    if (!e) return NULL;
    e->not_persistent = not_persistent;
    return e->tensor = t ? RETAIN(t) : NULL;
}

bool rush_set_parameter(rush_module *m, const char *name, rush_tensor *t) {
    rush_entry *e = entry_find(m, name);
    if (!e || e->kind != RUSH_ENTRY_PARAMETER || !t)
        return rush_failed() ? false : error_set(RUSH_ATTRIBUTE_ERROR, module_site(), m ? m->name : "", "there is no parameter '%s' to set", name);
    object_retain(&t->base);
    RELEASE(e->tensor);
    e->tensor = t;
    return true;
}

/* ---- calling ---- */

rush_tensor *rush_forward_at(rush_site site, rush_module *m, rush_tensor *x) {
    if (!m || rush_failed()) return NULL;
    if (!m->forward) {
        error_set(RUSH_NOT_IMPLEMENTED_ERROR, site, m->name, "Module [%s] is missing the required \"forward\" function", m->name);
        return NULL;
    }
    rush_site before = module_site_set(site);
    rush_tensor *y = m->forward(m, x);
    module_site_set(before);
    return y;
}

/* ---- walking ---- */

static rush_entry *find_path(const rush_module *m, const char *path) {
    char name[256];
    while (m) {
        size_t n = strcspn(path, ".");
        if (n >= sizeof name) return NULL;
        memcpy(name, path, n);
        name[n] = 0;
        rush_entry *e = entry_find(m, name);
        if (!e || !path[n]) return e;
        m = e->module;
        path += n + 1;
    }
    return NULL;
}

rush_tensor *rush_get_parameter(const rush_module *m, const char *path) {
    rush_entry *e = find_path(m, path);
    return e ? scope_borrow(e->tensor) : NULL;
}

rush_module *rush_get_module(const rush_module *m, const char *path) {
    rush_entry *e = find_path(m, path);
    return e ? e->module : NULL;
}

void rush_module_apply(rush_module *m, void (*f)(rush_module *, void *), void *user) {
    if (!m) return;
    for (int i = 0; i < m->count; i++) rush_module_apply(m->entries[i].module, f, user);
    f(m, user);
}

static void set_training(rush_module *m, void *user) { m->training = user != NULL; }
void rush_train(rush_module *m) { rush_module_apply(m, set_training, &m); }
void rush_eval(rush_module *m) { rush_module_apply(m, set_training, NULL); }

static void set_frozen(rush_module *m, void *user) {
    for (int i = 0; i < m->count; i++)
        if (m->entries[i].kind == RUSH_ENTRY_PARAMETER && m->entries[i].tensor) rush_set_requires_grad(m->entries[i].tensor, user == NULL);
}
void rush_freeze(rush_module *m, bool frozen) { rush_module_apply(m, set_frozen, frozen ? &m : NULL); }

static void zero_gradients(rush_module *m, void *user) {
    (void)user;
    for (int i = 0; i < m->count; i++) {
        rush_tensor *t = m->entries[i].tensor;
        if (!t || !t->meta || !t->meta->grad) continue;
        RUSH_NO_GRAD;
        rush_zero_(t->meta->grad);
    }
}
void rush_module_zero_grad(rush_module *m) { rush_module_apply(m, zero_gradients, NULL); }

/* ---- names ---- */

typedef struct walk { rush_dict *dict; char path[1024]; bool parameters, buffers, all_buffers, duplicates, ok; } walk;

static void collect(walk *w, const rush_module *m, size_t length) {
    for (int i = 0; w->ok && i < m->count; i++) {
        const rush_entry *e = &m->entries[i];
        bool wanted = (e->kind == RUSH_ENTRY_PARAMETER && w->parameters) || (e->kind == RUSH_ENTRY_BUFFER && w->buffers && (w->all_buffers || !e->not_persistent));
        if (!wanted || !e->tensor) continue;
        bool seen = false;
        for (int64_t k = 0; !w->duplicates && !seen && k < rush_dict_size(w->dict); k++) {
            rush_tensor *other = rush_dict_at(w->dict, k);
            seen = other == e->tensor;
        }
        if (seen) continue;
        snprintf(w->path + length, sizeof w->path - length, "%s", e->name);
        w->ok = rush_dict_set(w->dict, w->path, e->tensor);
    }
    for (int i = 0; w->ok && i < m->count; i++) {
        const rush_entry *e = &m->entries[i];
        if (!e->module) continue;
        int n = snprintf(w->path + length, sizeof w->path - length, "%s.", e->name);
        if (n < 0 || (size_t)n >= sizeof w->path - length) {
            w->ok = error_set(RUSH_RUNTIME_ERROR, NULL, m->name, "modules are nested too deeply: %s", w->path);
            return;
        }
        collect(w, e->module, length + (size_t)n);
    }
}

static rush_dict *collected(const rush_module *m, walk w) {
    if (!m || rush_failed()) return NULL;
    w.dict = rush_dict_new();
    w.ok = w.dict != NULL;
    if (w.ok) collect(&w, m, 0);
    return w.ok ? w.dict : NULL;
}

rush_parameter_iter rush_named_parameters(const rush_module *m) { return (rush_parameter_iter){ collected(m, (walk){ .parameters = true }), 0 }; }
rush_parameter_iter rush_named_buffers(const rush_module *m) { return (rush_parameter_iter){ collected(m, (walk){ .buffers = true, .all_buffers = true }), 0 }; }
rush_dict *rush_state_dict(const rush_module *m) { return collected(m, (walk){ .parameters = true, .buffers = true, .duplicates = true }); }

bool rush_next_parameter(rush_parameter_iter *it, rush_parameter *p) {
    if (!it->dict || it->next >= rush_dict_size(it->dict)) return false;
    p->name = rush_dict_name(it->dict, it->next);
    p->tensor = rush_dict_at(it->dict, it->next++);
    return p->tensor != NULL;
}

rush_list *rush_parameters(const rush_module *m) {
    rush_dict *d = collected(m, (walk){ .parameters = true });
    rush_list *list = d ? list_new(NULL, rush_dict_size(d)) : NULL;
    for (int64_t i = 0; list && i < rush_dict_size(d); i++) list_add(list, rush_dict_at(d, i));
    return scope_own(list);
}

int64_t rush_count_parameters(const rush_module *m) {
    size_t mark = scope_mark();
    rush_list *list = rush_parameters(m);
    int64_t n = 0;
    for (int64_t i = 0; i < rush_list_size(list); i++) n += list->items[i]->numel;
    scope_drop(mark);
    return n;
}

/* ---- loading ---- */

typedef struct text { char *p; size_t size, used; } text;

static void text_add(text *t, const char *format, const char *a) {
    if (t->used >= t->size) return;
    int n = snprintf(t->p + t->used, t->size - t->used, format, a);
    if (n > 0) t->used += (size_t)n;
}

bool rush_load_state_dict_at(rush_site site, rush_module *m, rush_load_state_dict_args a) {
    if (!m || !a.dict || rush_failed()) return false;
    size_t mark = scope_mark();
    rush_dict *own = rush_state_dict(m);
    const rush_dict *from = a.prefix ? rush_dict_with_prefix(a.dict, a.prefix) : a.dict;
    bool ok = own && from;
    char problems[1500] = "";
    text t = { problems, sizeof problems, 0 };
    int missing = 0, unexpected = 0;
    for (int64_t i = 0; ok && !a.not_strict && i < rush_dict_size(from); i++)
        if (!rush_dict_get(own, rush_dict_name(from, i))) text_add(&t, unexpected++ ? ", \"%s\"" : "\n\tUnexpected key(s) in state_dict: \"%s\"", rush_dict_name(from, i));
    if (unexpected) text_add(&t, "%s", ". ");
    for (int64_t i = 0; ok && !a.not_strict && i < rush_dict_size(own); i++)
        if (!rush_dict_get(from, rush_dict_name(own, i))) text_add(&t, missing++ ? ", \"%s\"" : "\n\tMissing key(s) in state_dict: \"%s\"", rush_dict_name(own, i));
    if (missing) text_add(&t, "%s", ". ");
    for (int64_t i = 0; ok && i < rush_dict_size(own); i++) {
        const rush_tensor *to = rush_dict_at(own, i), *value = rush_dict_get(from, rush_dict_name(own, i));
        if (!value || shape_equal(to->ndim, to->shape, value->ndim, value->shape)) continue;
        char line[600];
        snprintf(line, sizeof line, "\n\tsize mismatch for %s: copying a param with shape torch.Size(%s) from checkpoint, the shape in current model is torch.Size(%s).",
                 rush_dict_name(own, i), TENSOR_SHAPE_TEXT(value), TENSOR_SHAPE_TEXT(to));
        text_add(&t, "%s", line);
    }
    if (ok && t.used) ok = error_set(RUSH_RUNTIME_ERROR, site, "load_state_dict", "Error(s) in loading state_dict for %s:%s", m->name, problems);
    RUSH_NO_GRAD;
    rush_site before = module_site_set(site);
    for (int64_t i = 0; ok && i < rush_dict_size(own); i++) {
        rush_tensor *value = rush_dict_get(from, rush_dict_name(own, i));
        if (value) ok = rush_copy_(rush_dict_at(own, i), value) != NULL;
    }
    module_site_set(before);
    scope_drop(mark);
    return ok;
}

/* ---- conversion: the handles stay, so that optimizers and other holders see the new values ---- */

static bool convert(rush_site site, rush_module *m, rush_dtype dtype, rush_device device) {
    for (int i = 0; i < m->count; i++) {
        rush_entry *e = &m->entries[i];
        if (e->module && !convert(site, e->module, dtype, device)) return false;
        rush_tensor *t = e->tensor;
        if (!t || (dtype && !dtype_is_float((rush_dtype)t->dtype))) continue;
        rush_tensor *grad = t->meta ? t->meta->grad : NULL;
        RUSH_SCOPE;
        RUSH_NO_GRAD;
        rush_tensor *moved = dtype ? rush_to_dtype_at(site, t, dtype) : rush_to_device_at(site, t, device);
        if (!moved) return false;
        if (moved != t) tensor_swap_storage(t, moved);
        if (grad) {
            rush_tensor *g = dtype ? rush_to_dtype_at(site, grad, dtype) : rush_to_device_at(site, grad, device);
            if (!g) return false;
            if (g != grad) tensor_swap_storage(grad, g);
        }
    }
    return true;
}

bool rush_module_to_dtype_at(rush_site site, rush_module *m, rush_dtype dtype) {
    if (!m || rush_failed()) return false;
    if (!dtype_valid((int)dtype) || !dtype_is_float(dtype))
        return error_set(RUSH_TYPE_ERROR, site, m->name, "nn.Module.to only accepts floating point or complex dtypes, but got desired dtype=%s", rush_dtype_name(dtype));
    return convert(site, m, dtype, (rush_device){ 0, 0 });
}

bool rush_module_to_device_at(rush_site site, rush_module *m, rush_device device) {
    return m && !rush_failed() && convert(site, m, (rush_dtype)0, device);
}
