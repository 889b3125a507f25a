/* SPDX-License-Identifier: MIT */
/* matrix.c - matrix products as jobs, and the plain way to do one. */
#include "ops/matrix.h"

#include "ops/call.h"

/* ---- from the call to the job ---- */

static void scalars_set(matrix_job *j, const value *beta, const value *alpha) {
    j->beta = value_double(beta);
    j->beta_int = value_int(beta);
    j->alpha = value_double(alpha);
    j->alpha_int = value_int(alpha);
}

static void steps_set(int64_t step[3], int64_t matrix, int64_t row, int64_t column) {
    step[0] = matrix;
    step[1] = row;
    step[2] = column;
}

/* self as it broadcasts to out's `ndim` sizes: a step of 0 for each dimension that it has not */
static void self_set(matrix_job *j, const rush_tensor *self, int ndim, const int64_t *shape, int64_t *step) {
    j->self = self;
    for (int i = 0; i < ndim; i++) {
        int own = i - (ndim - self->ndim);
        step[i] = own >= 0 && self->shape[own] == shape[i] ? self->strides[own] : 0;
    }
}

/* In place an operand may share memory with the result: then a copy of it is multiplied. */
static bool operand_guard(call *c, const rush_tensor **t) {
    if (!c->inplace || (*t)->storage != c->out[0]->storage) return true;
    rush_tensor *copy = call_temporary(c, (rush_dtype)(*t)->dtype, (*t)->ndim, (*t)->shape);
    if (!copy || !tensor_copy(c->site, copy, *t)) return false;
    *t = copy;
    return true;
}

/* mm, bmm, mv, dot and, with self before them, addmm, baddbmm, addmv: by the dimensions of a and b */
static bool job_plain(call *c, matrix_job *j, int first) {
    j->a = TENSOR(c, first);
    j->b = TENSOR(c, first + 1);
    TRY(operand_guard(c, &j->a) && operand_guard(c, &j->b));
    const rush_tensor *a = j->a, *b = j->b, *out = j->out;
    if (a->ndim == 3) {
        j->batch = a->shape[0], j->m = a->shape[1], j->k = a->shape[2], j->n = b->shape[2];
        steps_set(j->a_step, a->strides[0], a->strides[1], a->strides[2]);
        steps_set(j->b_step, b->strides[0], b->strides[1], b->strides[2]);
        steps_set(j->out_step, out->strides[0], out->strides[1], out->strides[2]);
    } else if (b->ndim == 2) {
        j->m = a->shape[0], j->k = a->shape[1], j->n = b->shape[1];
        steps_set(j->a_step, 0, a->strides[0], a->strides[1]);
        steps_set(j->b_step, 0, b->strides[0], b->strides[1]);
        steps_set(j->out_step, 0, out->strides[0], out->strides[1]);
    } else {
        bool matrix = a->ndim == 2;
        j->m = matrix ? a->shape[0] : 1, j->k = b->shape[0], j->n = 1;
        steps_set(j->a_step, 0, matrix ? a->strides[0] : 0, a->strides[matrix]);
        steps_set(j->b_step, 0, b->strides[0], 1);
        steps_set(j->out_step, 0, matrix ? out->strides[0] : 1, 1);
    }
    if (first) {
        scalars_set(j, &c->args[3], &c->args[4]);
        self_set(j, TENSOR(c, 0), out->ndim, out->shape, j->self_step + (out->ndim == 3 ? 0 : 1));
    }
    return true;
}

/* vec1 as a column times vec2 as a row */
static bool job_addr(call *c, matrix_job *j, rush_dtype d) {
    j->a = TENSOR(c, 1);
    j->b = TENSOR(c, 2);
    TRY(operand_guard(c, &j->a) && operand_guard(c, &j->b) && (j->a = call_cast(c, j->a, d)) &&
        (j->b = call_cast(c, j->b, d)));
    j->m = j->a->shape[0], j->n = j->b->shape[0], j->k = 1;
    steps_set(j->a_step, 0, j->a->strides[0], 1);
    steps_set(j->b_step, 0, 1, j->b->strides[0]);
    steps_set(j->out_step, 0, j->out->strides[0], j->out->strides[1]);
    const rush_tensor *self = call_cast(c, TENSOR(c, 0), d);
    if (!self) return false;
    scalars_set(j, &c->args[3], &c->args[4]);
    self_set(j, self, 2, j->out->shape, j->self_step + 1);
    return true;
}

/* x [..., in] as rows times the transpose of w [out, in] or [in], on top of the bias */
static bool job_linear(call *c, matrix_job *j) {
    const rush_tensor *x = TENSOR(c, 0), *w = TENSOR(c, 1), *bias = TENSOR(c, 2);
    int last = x->ndim - 1;
    int64_t row = 0, next = 0; /* the distance of the rows, and the stride that the next dimension must have */
    bool found = false;
    for (int i = last - 1; i >= 0; i--) { /* do the leading dimensions lie evenly? Where there is one element, any stride will do. */
        if (x->shape[i] == 1) continue;
        if (found && x->strides[i] != next) {
            if (!(x = call_contiguous(c, x))) return false;
            row = x->shape[last];
            break;
        }
        if (!found) row = x->strides[i];
        found = true;
        next = x->strides[i] * x->shape[i];
    }
    j->a = x;
    j->b = w;
    j->k = x->shape[last], j->n = w->ndim == 2 ? w->shape[0] : 1;
    for (int i = 0; i < last; i++) j->m *= x->shape[i];
    steps_set(j->a_step, 0, row, x->strides[last]);
    steps_set(j->b_step, 0, w->strides[w->ndim - 1], w->ndim == 2 ? w->strides[0] : 1);
    steps_set(j->out_step, 0, j->n, 1);
    if (bias) {
        j->beta = (double)(j->beta_int = 1);
        self_set(j, bias, 2, (int64_t[]){ j->m, j->n }, j->self_step + 1);
    }
    return true;
}

/* The sum over the members of a batch, as one product of all their columns and rows. */
static bool call_addbmm(call *c, matrix_job *j, bool (*run)(call *c, const matrix_job *j)) {
    const rush_tensor *a = j->a = TENSOR(c, 1), *b = j->b = TENSOR(c, 2);
    TRY(operand_guard(c, &j->a) && operand_guard(c, &j->b));
    a = j->a, b = j->b;
    j->m = a->shape[1], j->n = b->shape[2], j->k = a->shape[2] * a->shape[0];
    if (a->numel == 0 || b->numel == 0) j->k = 0;
    steps_set(j->out_step, 0, j->out->strides[0], j->out->strides[1]);
    scalars_set(j, &c->args[3], &c->args[4]);
    self_set(j, TENSOR(c, 0), 2, j->out->shape, j->self_step + 1);
    /* [s,m,k] as [m, s k] and [s,k,n] as [s k, n] */
    const int64_t sizes[3] = { a->shape[1], a->shape[0], a->shape[2] },
                  steps[3] = { a->strides[1], a->strides[0], a->strides[2] };
    rush_tensor *seen = scope_own(tensor_alias(c->site, a, 3, sizes, steps, a->offset));
    if (!seen || !(j->a = call_contiguous(c, seen)) || !(j->b = call_contiguous(c, b))) return false;
    steps_set(j->a_step, 0, a->shape[0] * a->shape[2], 1);
    steps_set(j->b_step, 0, j->n, 1);
    return run(c, j);
}

/* In place the result may have a smaller dtype than the operands together: then it is computed beside it. */
static bool call_addr(call *c, matrix_job *j, bool (*run)(call *c, const matrix_job *j)) {
    rush_tensor *out = j->out;
    rush_dtype d =
        dtype_promote(dtype_promote((rush_dtype)TENSOR(c, 0)->dtype, (rush_dtype)TENSOR(c, 1)->dtype),
                      (rush_dtype)TENSOR(c, 2)->dtype);
    if (d != (rush_dtype)out->dtype && !(j->out = call_temporary(c, d, 2, out->shape))) return false;
    TRY(job_addr(c, j, d) && run(c, j));
    return j->out == out || tensor_copy(c->site, out, j->out);
}

bool matrix_call(call *c, bool (*run)(call *c, const matrix_job *j)) {
    matrix_job j;
    j.out = c->out[0];
    j.self = NULL;
    j.batch = j.m = 1;
    j.out_step[0] = j.self_step[0] = 0;
    j.alpha = (double)(j.alpha_int = 1);
    j.beta = (double)(j.beta_int = 0);
    switch (c->op->index) {
    case OP_INDEX_linear: TRY(job_linear(c, &j)); break;
    case OP_INDEX_addr: return call_addr(c, &j, run);
    case OP_INDEX_addbmm: return call_addbmm(c, &j, run);
    case OP_INDEX_addmm:
    case OP_INDEX_addmv:
    case OP_INDEX_baddbmm: TRY(job_plain(c, &j, 1)); break;
    default: TRY(job_plain(c, &j, 0));
    }
    return run(c, &j);
}

/* ---- the plain way ---- */

static const char *element_at(const rush_tensor *t, const char *data, const int64_t step[3], int64_t s,
                              int64_t i, int64_t j) {
    return data + (s * step[0] + i * step[1] + j * step[2]) * (int64_t)dtype_size((rush_dtype)t->dtype);
}

static void element_float(const matrix_job *j, const char *a, const char *b, const char *self, char *to) {
    double sum = 0;
    rush_dtype d = (rush_dtype)j->out->dtype;
    int64_t size = (int64_t)dtype_size(d);
    for (int64_t l = 0; l < j->k; l++)
        sum += element_load_double(a + l * j->a_step[2] * size, d) *
               element_load_double(b + l * j->b_step[1] * size, d);
    sum = j->k && j->alpha != 0 ? sum * j->alpha : 0;
    if (self && j->beta != 0) sum += j->beta * element_load_double(self, (rush_dtype)j->self->dtype);
    element_store_double(to, d, sum);
}

/* whole numbers wrap around, in the width of the dtype as in 64 bits */
static void element_int(const matrix_job *j, const char *a, const char *b, const char *self, char *to) {
    uint64_t sum = 0;
    rush_dtype d = (rush_dtype)j->out->dtype;
    int64_t size = (int64_t)dtype_size(d);
    for (int64_t l = 0; l < j->k; l++)
        sum += (uint64_t)element_load_int(a + l * j->a_step[2] * size, d) *
               (uint64_t)element_load_int(b + l * j->b_step[1] * size, d);
    sum *= (uint64_t)j->alpha_int;
    if (self) sum += (uint64_t)j->beta_int * (uint64_t)element_load_int(self, (rush_dtype)j->self->dtype);
    element_store_int(to, d, (int64_t)sum);
}

static bool run_plain(call *c, const matrix_job *j) {
    (void)c;
    char *out = tensor_data(j->out);
    const char *a = tensor_data(j->a), *b = tensor_data(j->b), *self = j->self ? tensor_data(j->self) : NULL;
    bool floats = dtype_is_float((rush_dtype)j->out->dtype);
    for (int64_t s = 0; s < j->batch; s++)
        for (int64_t i = 0; i < j->m; i++)
            for (int64_t k = 0; k < j->n; k++) {
                const char *row = element_at(j->a, a, j->a_step, s, i, 0),
                           *column = element_at(j->b, b, j->b_step, s, 0, k);
                const char *own = self ? element_at(j->self, self, j->self_step, s, i, k) : NULL;
                char *to = out + (element_at(j->out, out, j->out_step, s, i, k) - out);
                if (floats) element_float(j, row, column, own, to);
                else element_int(j, row, column, own, to);
            }
    return true;
}

bool matrix_ref(call *c) { return matrix_call(c, run_plain); }

/* ---- checks and derivatives ---- */

bool matrix_check_dtype(call *c, const char *refuses, rush_dtype d) {
    CHECK(c, d != RUSH_BOOL, "\"%s\" not implemented for 'Bool'", refuses);
    return true;
}

bool matrix_check_expands(call *c, const rush_tensor *self, int ndim, const int64_t *shape) {
    CHECK(c, self->ndim <= ndim,
          "expand(torch.%sTensor{%s}, size=%s): the number of sizes provided (%d) must be greater or equal "
          "to the number of dimensions in the tensor (%d)",
          dtype_table[self->dtype].torch_name, TENSOR_SHAPE_TEXT(self), SHAPE_TEXT(ndim, shape), ndim,
          self->ndim);
    for (int i = ndim - 1; i >= ndim - self->ndim; i--) {
        int64_t have = self->shape[i - (ndim - self->ndim)];
        CHECK(c, have == 1 || have == shape[i],
              "The expanded size of the tensor (%lld) must match the existing size (%lld) at non-singleton "
              "dimension %d.  Target sizes: %s.  Tensor "
              "sizes: %s",
              (long long)shape[i], (long long)have, i, SHAPE_TEXT(ndim, shape), TENSOR_SHAPE_TEXT(self));
    }
    return true;
}

rush_tensor *matrix_scaled(backward *c, rush_tensor *g, const value *scale) {
    return value_double(scale) == 1 ? g : rush_mul(g, operand_of_value(scale));
}
