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

/* The update of one parameter, with all memory that it needs: what allocates comes before what changes anything. */
typedef struct update {
    optimizer_parameter *parameter;
    span work;
    rush_tensor *p, *states[OPTIMIZER_MAX_STATES]; /* the parameter, or a copy that can be worked on; the states to be */
} update;

/* State i as it is, laid out anew (loaded from elsewhere), or a new one. Scope-owned unless it is the parameter's own. */
static rush_tensor *state_for(rush_site site, const optimizer_class *class, const optimizer_parameter *q, int i, const double *options,
                              const rush_tensor *p, rush_dtype dtype) {
    if (q->states[i]) return laid_out(site, q->states[i], p, dtype);
    double first = class->first_option ? options[class->first_option - 1] : 0;
    rush_tensor *s = scope_own(tensor_new_strided(site, dtype, p->device, p->ndim, p->shape, p->strides));
    return rush_fill__at(site, s, rush_operand_float(first));
}

static bool update_prepare(rush_site site, const optimizer_class *class, const double *options, update *u) {
    const optimizer_parameter *q = u->parameter;
    rush_tensor *t = q->tensor, *g = t->meta->grad;
    rush_dtype dtype = t->dtype == RUSH_FLOAT64 ? RUSH_FLOAT64 : RUSH_FLOAT32;
    span *a = &u->work;
    if (!dtype_is_float((rush_dtype)t->dtype) || !tensor_on_host(t)) {
        char device[32];
        rush_device_name(t->device, device, sizeof device);
        return error_set(RUSH_NOT_IMPLEMENTED_ERROR, site, class->name, "%s has no update for %s parameters on device %s", class->name,
                         dtype_table[t->dtype].name, device);
    }
    u->p = t;
    if (!(t->base.flags & TENSOR_DENSE) || (rush_dtype)t->dtype != dtype) { /* half types are updated in float32 */
        u->p = scope_own(tensor_new(site, dtype, t->device, t->ndim, t->shape));
        if (!rush_copy__at(site, u->p, (rush_copy_args){ .size = sizeof(rush_copy_args), .src = t })) return false;
    }
    if (!(g = laid_out(site, g, u->p, dtype))) return false;
    unsigned wanted = class->needs(options);
    for (int i = 0; i < OPTIMIZER_MAX_STATES; i++) {
        bool has = q->states[i] || (class->states[i] && wanted >> i & 1);
        u->states[i] = has ? state_for(site, class, q, i, options, u->p, dtype) : NULL;
        if (has && !u->states[i]) return false;
        a->s[i] = has ? tensor_data(u->states[i]) : NULL;
        if (has && !a->s[i]) return false;
        if (!class->states[i]) break;
    }
    a->kernels = update_current();
    a->id = class->kernel;
    a->wide = dtype == RUSH_FLOAT64;
    a->n = t->numel;
    class->prepare(options, q->step + 1, &a->numbers);
    a->numbers.first = q->step == 0 || (class->clone_first && !q->states[0]);
    a->p = tensor_data(u->p);
    a->g = tensor_data(g);
    return !rush_failed();
}

static bool update_apply(rush_site site, const optimizer_class *class, update *u) {
    optimizer_parameter *q = u->parameter;
    for (int i = 0; i < OPTIMIZER_MAX_STATES; i++)
        if (u->states[i] != q->states[i]) {
            RELEASE(q->states[i]);
            q->states[i] = RETAIN(u->states[i]);
        }
    if (u->work.n <= BLOCK) {
        if (u->work.n) span_block(&u->work, 0);
    } else parallel_for((u->work.n + BLOCK - 1) / BLOCK, span_block, &u->work);
    if (u->p == q->tensor) tensor_note_write(u->p, site, class->name);
    else if (!rush_copy__at(site, q->tensor, (rush_copy_args){ .size = sizeof(rush_copy_args), .src = u->p })) return false;
    q->step++;
    return true;
}

/* Two passes, so that a step that finds no memory has changed nothing. */
bool rush_step_at(rush_site site, rush_optimizer *o) {
    if (!o || rush_failed()) return false;
    RUSH_NO_GRAD;
    RUSH_SCOPE;
    int64_t count = 0, n = 0;
    for (int i = 0; i < o->count; i++) count += o->groups[i].count;
    size_t bytes = sizeof(update) * (size_t)count;
    update *all = block_alloc(bytes);
    if (!all) return error_memory(site, o->class->name, bytes);
    bool good = true;
    for (int i = 0; good && i < o->count; i++)
        for (int64_t k = 0; good && k < o->groups[i].count; k++) {
            optimizer_parameter *q = &o->groups[i].parameters[k];
            if (!q->tensor->meta || !q->tensor->meta->grad) continue;
            all[n] = (update){ .parameter = q };
            good = update_prepare(site, o->class, o->groups[i].options, &all[n++]);
        }
    for (int64_t i = 0; good && i < n; i++) good = update_apply(site, o->class, &all[i]);
    block_free(all, bytes);
    return good;
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
