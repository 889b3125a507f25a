/* SPDX-License-Identifier: MIT */
/* optimizer.c - what all optimizers share: groups, one pass over the parameters per step, gradients to zero, state dicts. */
#include "optim/optimizer.h"

#include <math.h>
#include <string.h>

#include "autograd/engine.h"
#include "core/alloc.h"
#include "core/error.h"
#include "core/isa.h"
#include "core/list.h"
#include "core/parallel.h"

#define LEVEL(name) extern const update_kernels update_##name;
#include "core/levels.def"
#undef LEVEL
const update_kernels *update_current(void) {
#define LEVEL(name) [ISA_INDEX_##name] = &update_##name,
    static const update_kernels *const levels[ISA_COUNT] = {
#include "core/levels.def"
    };
#undef LEVEL
    return levels[isa_current()];
}

/* ---- making and freeing ---- */

static void optimizer_destroy(void *object) {
    rush_optimizer *o = object;
    for (int i = 0; i < o->count; i++) {
        for (int64_t k = 0; k < o->groups[i].count; k++) {
            RELEASE(o->groups[i].parameters[k].tensor);
            for (int s = 0; s < OPTIMIZER_MAX_STATES; s++) RELEASE(o->groups[i].parameters[k].states[s]);
        }
        mem_free(o->groups[i].parameters);
    }
    mem_free(o->groups);
    mem_free(o);
}
static const rush_class optimizer_object = { "Optimizer", optimizer_destroy };

static bool has_parameter(const rush_optimizer *o, const rush_tensor *t) {
    for (int i = 0; i < o->count; i++)
        for (int64_t k = 0; k < o->groups[i].count; k++)
            if (o->groups[i].parameters[k].tensor == t) return true;
    return false;
}

static int add_group(rush_site site, rush_optimizer *o, const rush_list *list) {
    if (!list || list->count == 0) {
        if (!rush_failed()) error_set(RUSH_VALUE_ERROR, site, o->class->name, "optimizer got an empty parameter list");
        return -1;
    }
    for (int64_t i = 0; i < list->count; i++) {
        const rush_tensor *t = list->items[i];
        if (!rush_is_leaf(t)) {
            error_set(RUSH_VALUE_ERROR, site, o->class->name, "can't optimize a non-leaf Tensor");
            return -1;
        }
        if (has_parameter(o, t)) {
            error_set(RUSH_VALUE_ERROR, site, o->class->name, "some parameters appear in more than one parameter group");
            return -1;
        }
    }
    optimizer_group *groups = mem_realloc(o->groups, sizeof *groups * (size_t)(o->count + 1));
    if (groups) o->groups = groups;
    optimizer_parameter *parameters = groups ? mem_calloc(sizeof *parameters * (size_t)list->count) : NULL;
    if (!parameters) {
        error_memory(site, o->class->name, sizeof *parameters * (size_t)list->count);
        return -1;
    }
    optimizer_group *g = &o->groups[o->count];
    memcpy(g->options, o->defaults, sizeof g->options);
    g->initial_lr = NAN;
    g->parameters = parameters;
    g->count = list->count;
    for (int64_t i = 0; i < list->count; i++) parameters[i].tensor = RETAIN(list->items[i]);
    return o->count++;
}

rush_optimizer *optimizer_new(rush_site site, const optimizer_class *class, const rush_list *parameters, const double *options) {
    if (rush_failed()) return NULL;
    char text[128];
    const char *refusal = class->check(options, text, sizeof text);
    if (refusal) {
        error_set(RUSH_VALUE_ERROR, site, class->name, "%s", refusal);
        return NULL;
    }
    rush_optimizer *o = mem_calloc(sizeof *o);
    if (!o) {
        error_memory(site, class->name, sizeof *o);
        return NULL;
    }
    object_init(&o->base, &optimizer_object);
    o->class = class;
    for (int i = 0; class->options[i]; i++) o->defaults[i] = options[i];
    if (add_group(site, o, parameters) < 0) {
        rush_release(o);
        return NULL;
    }
    return o;
}

int rush_add_param_group(rush_optimizer *o, const rush_list *parameters) { return o && !rush_failed() ? add_group(NULL, o, parameters) : -1; }
int rush_param_group_count(const rush_optimizer *o) { return o ? o->count : 0; }

int optimizer_option(const rush_optimizer *o, const char *name) {
    for (int i = 0; o->class->options[i]; i++)
        if (strcmp(o->class->options[i], name) == 0) return i;
    return -1;
}

static double *option(const rush_optimizer *o, int group, const char *name) {
    if (!o) return NULL;
    int i = optimizer_option(o, name);
    if (group < 0 || group >= o->count) error_set(RUSH_INDEX_ERROR, NULL, o->class->name, "there is no parameter group %d of %d", group, o->count);
    else if (i < 0) error_set(RUSH_KEY_ERROR, NULL, o->class->name, "there is no option '%s'", name);
    else return &o->groups[group].options[i];
    return NULL;
}

double rush_optimizer_get(const rush_optimizer *o, int group, const char *name) {
    const double *p = option(o, group, name);
    return p ? *p : NAN;
}

bool rush_optimizer_set(rush_optimizer *o, int group, const char *name, double v) {
    double *p = option(o, group, name);
    if (p) *p = v;
    return p != NULL;
}

/* ---- the step ---- */

enum { BLOCK = 1 << 15 };

typedef struct span { /* one parameter's flat memory */
    const update_kernels *kernels;
    update_kernel_id id;
    update_numbers numbers;
    bool wide;
    int64_t n;
    void *p, *s[OPTIMIZER_MAX_STATES];
    const void *g;
} span;

static void span_block(void *context, int64_t block) {
    const span *a = context;
    int64_t from = block * BLOCK, n = a->n - from < BLOCK ? a->n - from : BLOCK;
    if (a->wide) {
        double *s[OPTIMIZER_MAX_STATES];
        for (int i = 0; i < OPTIMIZER_MAX_STATES; i++) s[i] = a->s[i] ? (double *)a->s[i] + from : NULL;
        a->kernels->f64[a->id](&a->numbers, n, (double *)a->p + from, (const double *)a->g + from, s);
    } else {
        float *s[OPTIMIZER_MAX_STATES];
        for (int i = 0; i < OPTIMIZER_MAX_STATES; i++) s[i] = a->s[i] ? (float *)a->s[i] + from : NULL;
        a->kernels->f32[a->id](&a->numbers, n, (float *)a->p + from, (const float *)a->g + from, s);
    }
}

/* t with p's strides and dtype `dtype`; t itself if it has them. Scope-owned. */
static rush_tensor *laid_out(rush_site site, rush_tensor *t, const rush_tensor *p, rush_dtype dtype) {
    bool same = (tensor_is_contiguous(t) && tensor_is_contiguous(p)) || shape_equal(t->ndim, t->strides, p->ndim, p->strides);
    if (same && (rush_dtype)t->dtype == dtype) return t;
    rush_tensor *copy = scope_own(tensor_new_strided(site, dtype, p->device, p->ndim, p->shape, p->strides));
    return rush_copy__at(site, copy, (rush_copy_args){ .size = sizeof(rush_copy_args), .src = t });
}

static bool make_states(rush_site site, const optimizer_class *class, optimizer_parameter *q, const double *options,
                        rush_dtype dtype) {
    unsigned wanted = class->needs(options);
    double first = class->first_option ? options[class->first_option - 1] : 0;
    for (int i = 0; class->states[i]; i++) {
        if (!(wanted >> i & 1) || q->states[i]) continue;
        const rush_tensor *p = q->tensor;
        rush_tensor *s = tensor_new_strided(site, dtype, p->device, p->ndim, p->shape, p->strides);
        if (!s) return false;
        q->states[i] = s;
        if (!rush_fill__at(site, s, rush_operand_float(first))) return false;
    }
    return true;
}

static bool step_parameter(rush_site site, const optimizer_class *class, const double *options, optimizer_parameter *q) {
    rush_tensor *t = q->tensor, *p = t, *g = t->meta ? t->meta->grad : NULL;
    if (!g) return true;
    rush_dtype dtype = t->dtype == RUSH_FLOAT64 ? RUSH_FLOAT64 : RUSH_FLOAT32;
    if (!dtype_is_float((rush_dtype)t->dtype) || !tensor_on_host(t)) {
        char device[32];
        rush_device_name(t->device, device, sizeof device);
        return error_set(RUSH_NOT_IMPLEMENTED_ERROR, site, class->name, "%s has no update for %s parameters on device %s", class->name,
                         dtype_table[t->dtype].name, device);
    }
    RUSH_SCOPE;
    if (!(t->base.flags & TENSOR_DENSE) || (rush_dtype)t->dtype != dtype) { /* half types are updated in float32 */
        p = scope_own(tensor_new(site, dtype, t->device, t->ndim, t->shape));
        if (!rush_copy__at(site, p, (rush_copy_args){ .size = sizeof(rush_copy_args), .src = t })) return false;
    }
    if (!(g = laid_out(site, g, p, dtype))) return false;
    bool first = q->step == 0 || (class->clone_first && !q->states[0]);
    if (!make_states(site, class, q, options, dtype)) return false;
    span a = { .kernels = update_current(), .id = class->kernel, .wide = dtype == RUSH_FLOAT64, .n = t->numel };
    class->prepare(options, q->step + 1, &a.numbers);
    a.numbers.first = first;
    a.p = tensor_data(p);
    a.g = tensor_data(g);
    for (int i = 0; i < OPTIMIZER_MAX_STATES; i++) {
        rush_tensor *s = q->states[i] ? laid_out(site, q->states[i], p, dtype) : NULL;
        if (q->states[i] && !s) return false;
        a.s[i] = s ? tensor_data(s) : NULL;
        if (s != q->states[i]) { /* loaded from elsewhere: keep the converted one */
            RELEASE(q->states[i]);
            q->states[i] = RETAIN(s);
        }
    }
    if (a.n <= BLOCK) {
        if (a.n) span_block(&a, 0);
    } else parallel_for((a.n + BLOCK - 1) / BLOCK, span_block, &a);
    if (p != t) {
        if (!rush_copy__at(site, t, (rush_copy_args){ .size = sizeof(rush_copy_args), .src = p })) return false;
    } else tensor_note_write(t, site, class->name);
    q->step++;
    return true;
}

bool rush_step_at(rush_site site, rush_optimizer *o) {
    if (!o || rush_failed()) return false;
    RUSH_NO_GRAD;
    for (int i = 0; i < o->count; i++)
        for (int64_t k = 0; k < o->groups[i].count; k++)
            if (!step_parameter(site, o->class, o->groups[i].options, &o->groups[i].parameters[k])) return false;
    return true;
}

bool rush_zero_grad_at(rush_site site, rush_zero_grad_args a) {
    rush_optimizer *o = a.optimizer;
    if (!o || rush_failed()) return false;
    RUSH_NO_GRAD;
    for (int i = 0; i < o->count; i++)
        for (int64_t k = 0; k < o->groups[i].count; k++) {
            rush_tensor *t = o->groups[i].parameters[k].tensor, *g = t->meta ? t->meta->grad : NULL;
            if (!g) continue;
            if (a.set_to_none) {
                RELEASE(g);
                t->meta->grad = NULL;
            } else if (!gradient_zero(site, g)) return false;
        }
    return true;
}

/* ---- state dicts ---- */

rush_dict *rush_optimizer_state_dict(const rush_optimizer *o) {
    rush_dict *d = o && !rush_failed() ? rush_dict_new() : NULL;
    char name[128];
    bool ok = d != NULL;
    int64_t index = 0;
    for (int i = 0; ok && i < o->count; i++) {
        const optimizer_group *g = &o->groups[i];
        for (int64_t k = 0; ok && k < g->count; k++, index++) {
            const optimizer_parameter *q = &g->parameters[k];
            if (!q->step) continue;
            snprintf(name, sizeof name, "state.%lld.step", (long long)index);
            ok = rush_dict_set_int(d, name, q->step);
            for (int s = 0; ok && o->class->states[s]; s++) {
                if (!q->states[s]) continue;
                snprintf(name, sizeof name, "state.%lld.%s", (long long)index, o->class->states[s]);
                ok = rush_dict_set(d, name, q->states[s]);
            }
        }
        for (int k = 0; ok && o->class->options[k]; k++) {
            snprintf(name, sizeof name, "param_groups.%d.%s", i, o->class->options[k]);
            ok = rush_dict_set_double(d, name, g->options[k]);
        }
        snprintf(name, sizeof name, "param_groups.%d.initial_lr", i);
        if (ok && !isnan(g->initial_lr)) ok = rush_dict_set_double(d, name, g->initial_lr);
    }
    return ok ? d : NULL;
}

/* Checks all, then takes all: a refused dict changes nothing. */
static bool load_state(rush_optimizer *o, const rush_dict *d, bool take) {
    char name[128];
    int64_t index = 0;
    for (int i = 0; i < o->count; i++) {
        optimizer_group *g = &o->groups[i];
        for (int k = 0; o->class->options[k]; k++) {
            double v;
            snprintf(name, sizeof name, "param_groups.%d.%s", i, o->class->options[k]);
            if (!rush_dict_get_double(d, name, &v))
                return error_set(RUSH_VALUE_ERROR, NULL, o->class->name, "loaded state dict has a different number of parameter groups or options: '%s' is missing", name);
            if (take) g->options[k] = v;
        }
        snprintf(name, sizeof name, "param_groups.%d.initial_lr", i);
        if (take && !rush_dict_get_double(d, name, &g->initial_lr)) g->initial_lr = NAN;
        for (int64_t k = 0; k < g->count; k++, index++) {
            optimizer_parameter *q = &g->parameters[k];
            int64_t step = 0;
            snprintf(name, sizeof name, "state.%lld.step", (long long)index);
            rush_dict_get_int(d, name, &step);
            if (take) q->step = step;
            for (int s = 0; o->class->states[s]; s++) {
                snprintf(name, sizeof name, "state.%lld.%s", (long long)index, o->class->states[s]);
                rush_tensor *t = rush_dict_get(d, name);
                if (t && !shape_equal(t->ndim, t->shape, q->tensor->ndim, q->tensor->shape))
                    return error_set(RUSH_VALUE_ERROR, NULL, o->class->name, "'%s' has shape %s, the parameter has %s", name, TENSOR_SHAPE_TEXT(t),
                                     TENSOR_SHAPE_TEXT(q->tensor));
                if (!take) continue;
                rush_tensor *copy = t ? rush_clone_at(NULL, (rush_clone_args){ .size = sizeof(rush_clone_args), .self = t }) : NULL;
                if (t && !copy) return false;
                if (copy) object_retain(&copy->base);
                RELEASE(q->states[s]);
                q->states[s] = copy;
            }
        }
    }
    return true;
}

bool rush_optimizer_load_state_dict(rush_optimizer *o, const rush_dict *d) {
    if (!o || !d || rush_failed()) return false;
    RUSH_SCOPE;
    RUSH_NO_GRAD;
    return load_state(o, d, false) && load_state(o, d, true);
}
