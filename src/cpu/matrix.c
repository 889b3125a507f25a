/* SPDX-License-Identifier: MIT */
/* matrix.c - matrix products of the CPU: a job's operands are brought into the form that the blocked multiply takes.
   A matrix that lies in memory by rows or by columns goes in as it lies, anything else is copied. float16 and bfloat16
   become float32 and the result is rounded once; integers become int64 and the result is cut to their width. */
#include "ops/matrix.h"

#include "core/parallel.h"
#include "cpu/gemm.h"
#include "cpu/openblas.h"
#include "ops/call.h"

typedef struct operand {
    const void *data;
    int64_t ld, step;        /* between rows as stored, and between matrices */
    bool transposed;
} operand;

/* Does a matrix with these steps lie by rows? ld is the distance of its rows. */
static bool by_rows(int64_t rows, int64_t columns, int64_t row, int64_t column, int64_t *ld) {
    if (column != 1 && columns > 1) return false;
    if (rows <= 1) *ld = columns > 0 ? columns : 1;
    else *ld = row;
    return rows <= 1 || (row >= columns && row > 0);
}

/* `batch` matrices as a tensor of three dimensions */
static rush_tensor *seen_as(call *c, const rush_tensor *t, const int64_t shape[3], const int64_t step[3]) {
    return scope_own(tensor_alias(c->site, t, 3, shape, step, t->offset));
}

static rush_tensor *copied(call *c, const rush_tensor *t, const int64_t shape[3], const int64_t step[3], rush_dtype dtype) {
    rush_tensor *seen = seen_as(c, t, shape, step), *copy = seen ? call_temporary(c, dtype, 3, shape) : NULL;
    return copy && tensor_copy(c->site, copy, seen) ? copy : NULL;
}

static bool operand_make(call *c, operand *o, const rush_tensor *t, int64_t batch, int64_t rows, int64_t columns, const int64_t step[3], rush_dtype dtype) {
    bool plain = by_rows(rows, columns, step[1], step[2], &o->ld);
    o->transposed = !plain && by_rows(columns, rows, step[2], step[1], &o->ld);
    o->step = step[0];
    if ((plain || o->transposed) && (rush_dtype)t->dtype == dtype) {
        o->data = tensor_data(t);
        return true;
    }
    /* in memory's order, so that the copy reads evenly; what all members share only once */
    const int64_t shape[3] = { step[0] ? batch : 1, o->transposed ? columns : rows, o->transposed ? rows : columns };
    const int64_t from[3] = { step[0], step[1 + o->transposed], step[2 - o->transposed] };
    rush_tensor *copy = copied(c, t, shape, from, dtype);
    if (!copy) return false;
    o->data = tensor_data(copy);
    o->ld = shape[2] > 0 ? shape[2] : 1;
    o->step = step[0] ? shape[1] * shape[2] : 0;
    return true;
}

/* ---- products ---- */

typedef struct product {
    const matrix_job *job;
    operand a, b;
    void *out;
    int64_t ld, step;
    double beta;
    gemm_epilogue epilogue;
} product;

/* One product that OpenBLAS takes; it knows no bias (see as_bias). */
static bool library_takes(const product *p) {
    const matrix_job *j = p->job;
    return j->batch == 1 && !p->epilogue.bias_n && !p->epilogue.bias_m && openblas_takes(j->m, j->n, j->k);
}

static bool run_f32(const product *p) {
    const matrix_job *j = p->job;
    if (UNLIKELY(library_takes(p))) {
        openblas_gemm_f32(p->a.transposed, p->b.transposed, j->m, j->n, j->k, (float)j->alpha, p->a.data, p->a.ld, p->b.data, p->b.ld, (float)p->beta, p->out, p->ld);
        return true;
    }
    if (j->batch == 1)
        return gemm_f32(p->a.transposed, p->b.transposed, j->m, j->n, j->k, (float)j->alpha, p->a.data, p->a.ld, p->b.data, p->b.ld, (float)p->beta, p->out,
                        p->ld, &p->epilogue);
    return gemm_batched_f32(p->a.transposed, p->b.transposed, j->m, j->n, j->k, (float)j->alpha, p->a.data, p->a.ld, p->a.step, p->b.data, p->b.ld,
                            p->b.step, (float)p->beta, p->out, p->ld, p->step, j->batch, &p->epilogue);
}

static bool run_f64(const product *p) {
    const matrix_job *j = p->job;
    if (UNLIKELY(library_takes(p))) {
        openblas_gemm_f64(p->a.transposed, p->b.transposed, j->m, j->n, j->k, j->alpha, p->a.data, p->a.ld, p->b.data, p->b.ld, p->beta, p->out, p->ld);
        return true;
    }
    if (j->batch == 1)
        return gemm_f64(p->a.transposed, p->b.transposed, j->m, j->n, j->k, j->alpha, p->a.data, p->a.ld, p->b.data, p->b.ld, p->beta, p->out, p->ld,
                        &p->epilogue);
    return gemm_batched_f64(p->a.transposed, p->b.transposed, j->m, j->n, j->k, j->alpha, p->a.data, p->a.ld, p->a.step, p->b.data, p->b.ld, p->b.step,
                            p->beta, p->out, p->ld, p->step, j->batch, &p->epilogue);
}

/* One row of an integer result. Unsigned, so that overflow wraps around. */
static void row_i64(void *context, int64_t block) {
    const product *p = context;
    const matrix_job *j = p->job;
    int64_t s = block / j->m, i = block % j->m;
    uint64_t *out = (uint64_t *)p->out + s * p->step + i * p->ld, beta = (uint64_t)j->beta_int;
    const uint64_t *a = (const uint64_t *)p->a.data + s * p->a.step + i * (p->a.transposed ? 1 : p->a.ld);
    const uint64_t *b = (const uint64_t *)p->b.data + s * p->b.step;
    int64_t a_step = p->a.transposed ? p->a.ld : 1, b_row = p->b.transposed ? 1 : p->b.ld, b_column = p->b.transposed ? p->b.ld : 1;
    for (int64_t k = 0; k < j->n; k++) out[k] = p->beta != 0 ? beta * out[k] : 0;
    for (int64_t l = 0; l < j->k; l++) {
        uint64_t x = (uint64_t)j->alpha_int * a[l * a_step];
        const uint64_t *row = b + l * b_row;
        if (b_column == 1)
            for (int64_t k = 0; k < j->n; k++) out[k] += x * row[k];
        else
            for (int64_t k = 0; k < j->n; k++) out[k] += x * row[k * b_column];
    }
}

/* self is one row, or one column, that is added as it is: the multiply can do that on the way out */
static bool as_bias(const matrix_job *j, rush_dtype dtype, gemm_epilogue *e) {
    if (j->beta != 1 || (rush_dtype)j->self->dtype != dtype || (j->batch > 1 && j->self_step[0])) return false;
    bool one_row = j->m == 1 || !j->self_step[1], one_column = j->n == 1 || !j->self_step[2];
    if (one_row && (j->n == 1 || j->self_step[2] == 1)) e->bias_n = tensor_data(j->self);
    else if (one_column && (j->m == 1 || j->self_step[1] == 1)) e->bias_m = tensor_data(j->self);
    else return false;
    return true;
}

/* What lies in the result before the product is added to it. */
static bool self_make(call *c, product *p, rush_tensor *target, rush_dtype dtype, bool direct) {
    const matrix_job *j = p->job;
    bool floats = dtype_is_float(dtype);
    if (!j->self || (floats ? j->beta == 0 : j->beta_int == 0)) return true;
    bool own = direct && j->self == j->out;
    if (!own && floats && !(j->batch == 1 && openblas_takes(j->m, j->n, j->k)) && as_bias(j, dtype, &p->epilogue)) return true;
    p->beta = floats ? j->beta : 1;
    if (own) return true;
    const int64_t shape[3] = { j->batch, j->m, j->n };
    rush_tensor *from = seen_as(c, j->self, shape, j->self_step), *to = seen_as(c, target, shape, (int64_t[]){ p->step, p->ld, 1 });
    return from && to && tensor_copy(c->site, to, from);
}

bool matrix_fast(call *c, const matrix_job *j) {
    if (j->batch == 0 || j->m == 0 || j->n == 0) return true;
    rush_dtype d = (rush_dtype)j->out->dtype, dtype = d == RUSH_FLOAT64 ? d : dtype_is_float(d) ? RUSH_FLOAT32 : RUSH_INT64;
    product p;
    p.job = j;
    p.beta = 0;
    p.epilogue = (gemm_epilogue){ 0 };
    TRY(operand_make(c, &p.a, j->a, j->batch, j->m, j->k, j->a_step, dtype) && operand_make(c, &p.b, j->b, j->batch, j->k, j->n, j->b_step, dtype));
    bool direct = d == dtype && by_rows(j->m, j->n, j->out_step[1], j->out_step[2], &p.ld);
    const int64_t shape[3] = { j->batch, j->m, j->n };
    rush_tensor *target = j->out;
    p.step = j->out_step[0];
    if (!direct) {
        if (!(target = call_temporary(c, dtype, 3, shape))) return false;
        p.ld = j->n;
        p.step = j->m * j->n;
    }
    TRY(self_make(c, &p, target, dtype, direct));
    p.out = tensor_data(target);
    if (dtype == RUSH_INT64) parallel_for(j->batch * j->m, row_i64, &p);
    else if (!(dtype == RUSH_FLOAT32 ? run_f32(&p) : run_f64(&p))) return error_memory(c->site, c->op->name, 0);
    if (direct) return true;
    rush_tensor *to = seen_as(c, j->out, shape, j->out_step);
    return to && tensor_copy(c->site, to, target);
}

bool cpu_addbmm(call *c) { return matrix_call(c, matrix_fast); }
bool cpu_addmm(call *c) { return matrix_call(c, matrix_fast); }
bool cpu_addmv(call *c) { return matrix_call(c, matrix_fast); }
bool cpu_addr(call *c) { return matrix_call(c, matrix_fast); }
bool cpu_baddbmm(call *c) { return matrix_call(c, matrix_fast); }
bool cpu_bmm(call *c) { return matrix_call(c, matrix_fast); }
bool cpu_linear(call *c) { return matrix_call(c, matrix_fast); }
bool cpu_mm(call *c) { return matrix_call(c, matrix_fast); }
bool cpu_mv(call *c) { return matrix_call(c, matrix_fast); }
