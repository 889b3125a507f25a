/* SPDX-License-Identifier: MIT */
/* toy.c - a backend for tests: two devices with memory of their own, whose addresses no program can read (bit 62 is set), and a few
   plain kernels for float32. Compiled also in forms that must not load: TOY_VERSION, TOY_INCOMPLETE, TOY_REFUSES. */
#include <rushlight/backend.h>

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#ifndef TOY_VERSION
#define TOY_VERSION RUSH_BACKEND_API
#endif
enum { DEVICES = 2, OPERANDS = 4 };

static const rush_backend_host *host;
static atomic_long live_bytes;
/* for the test: bytes that are allocated on all devices */
RUSH_API long toy_live_bytes(void);
long toy_live_bytes(void) { return atomic_load(&live_bytes); }

/* ---- memory ---- */

#define TAG ((uintptr_t)1 << 62)
static void *to_device(void *p) { return (void *)((uintptr_t)p | TAG); }
static void *real(const void *p) { return (void *)((uintptr_t)p & ~TAG); }

static int toy_count(void) { return DEVICES; }
static void *toy_alloc(int index, size_t bytes) {
    void *p = index < DEVICES && bytes < (size_t)1 << 30 ? malloc(bytes) : NULL;
    if (p) atomic_fetch_add(&live_bytes, (long)bytes);
    return p ? to_device(p) : NULL;
}
static void toy_free(int index, void *p, size_t bytes) {
    (void)index;
    atomic_fetch_sub(&live_bytes, (long)bytes);
    free(real(p));
}
static bool toy_zero(int index, void *p, size_t bytes) {
    (void)index;
    memset(real(p), 0, bytes);
    return true;
}
static bool toy_copy_bytes(int index, void *to, const void *from, size_t bytes) {
    (void)index;
    memmove(real(to), real(from), bytes);
    return true;
}

/* ---- operands: a tensor of the device, a number, or a 0-dimensional tensor of the CPU ---- */

typedef struct operand { rush_array a; const char *data; double number; bool is_number; } operand;

static bool operand_of(const rush_call *c, int i, operand *o) {
    const rush_value *v = host->argument(c, i);
    *o = (operand){ .is_number = v->kind != RUSH_VALUE_TENSOR };
    if (o->is_number) o->number = v->kind == RUSH_VALUE_FLOAT ? v->u.f : (double)v->u.i;
    else {
        o->a = host->array(v->u.t);
        o->data = o->a.device.type == RUSH_CPU ? o->a.data : real(o->a.data);
        if (o->a.dtype != RUSH_FLOAT32 && o->a.dtype != RUSH_BOOL) return host->fail(c, RUSH_TYPE_ERROR, "toy: only float32 and bool");
    }
    return true;
}

/* where element n of an array of shape `to` is found in `a`, which broadcasts to it; in elements */
static int64_t place(const rush_array *a, const rush_array *to, int64_t n) {
    int64_t at = 0;
    for (int d = to->ndim - 1, k = a->ndim - 1; d >= 0; d--, k--) {
        int64_t i = n % to->shape[d];
        n /= to->shape[d];
        if (k >= 0 && a->shape[k] != 1) at += i * a->strides[k];
    }
    return at;
}

static double element(const operand *o, const rush_array *to, int64_t n) {
    if (o->is_number) return o->number;
    int64_t at = place(&o->a, to, n);
    return o->a.dtype == RUSH_BOOL ? ((const bool *)(const void *)o->data)[at] : (double)((const float *)(const void *)o->data)[at];
}

/* ---- elementwise ---- */

typedef float (*formula)(const double *x);

static bool elementwise(rush_call *c, int first, int count, formula f, bool scaled) {
    operand o[OPERANDS];
    rush_array to = host->array(host->result(c, 0));
    void *data = real(to.data);
    for (int i = 0; i < count; i++)
        if (!operand_of(c, first + i, &o[i])) return false;
    double alpha = scaled && host->argument(c, count)->kind == RUSH_VALUE_FLOAT ? host->argument(c, count)->u.f
                   : scaled                                                     ? (double)host->argument(c, count)->u.i
                                                                                : 1;
    for (int64_t n = 0; n < to.count; n++) {
        double x[OPERANDS] = { 0 };
        for (int i = 0; i < count; i++) x[i] = element(&o[i], &to, n);
        if (scaled) x[1] *= alpha;
        if (to.dtype == RUSH_BOOL) ((bool *)data)[place(&to, &to, n)] = f(x) != 0;
        else ((float *)data)[place(&to, &to, n)] = f(x);
    }
    return true;
}

static float f_add(const double *x) { return (float)(x[0] + x[1]); }
static float f_sub(const double *x) { return (float)(x[0] - x[1]); }
static float f_mul(const double *x) { return (float)(x[0] * x[1]); }
static float f_div(const double *x) { return (float)(x[0] / x[1]); }
static float f_same(const double *x) { return (float)x[0]; }
static float f_relu(const double *x) { return (float)(0 > x[0] ? 0 : x[0]); }
static float f_le(const double *x) { return x[0] <= x[1]; }
static float f_where(const double *x) { return (float)(x[0] != 0 ? x[1] : x[2]); }

static bool toy_add(rush_call *c) { return elementwise(c, 0, 2, f_add, true); }
static bool toy_sub(rush_call *c) { return elementwise(c, 0, 2, f_sub, true); }
static bool toy_mul(rush_call *c) { return elementwise(c, 0, 2, f_mul, false); }
static bool toy_div(rush_call *c) { return elementwise(c, 0, 2, f_div, false); }
static bool toy_relu(rush_call *c) { return elementwise(c, 0, 1, f_relu, false); }
static bool toy_le(rush_call *c) { return elementwise(c, 0, 2, f_le, false); }
static bool toy_where(rush_call *c) { return elementwise(c, 0, 3, f_where, false); }
static bool toy_fill(rush_call *c) { return elementwise(c, 1, 1, f_same, false); }
static bool toy_copy(rush_call *c) { return elementwise(c, 1, 1, f_same, false); }

/* ---- sums and products ---- */

/* every element of the argument goes to its place in the result, in which the dimensions of the sum are 1 or absent */
static bool toy_sum_dim(rush_call *c) {
    operand x;
    if (!operand_of(c, 0, &x)) return false;
    rush_array to = host->array(host->result(c, 0));
    const rush_value *dims = host->argument(c, 1);
    bool summed[64] = { false }, all = dims->kind != RUSH_VALUE_INTS || dims->count == 0, keep = to.ndim == x.a.ndim;
    float *y = real(to.data);
    for (int k = 0; !all && k < dims->count; k++) summed[dims->u.ints[k] < 0 ? dims->u.ints[k] + x.a.ndim : dims->u.ints[k]] = true;
    for (int64_t n = 0; n < to.count; n++) y[n] = 0;
    for (int64_t n = 0; n < x.a.count; n++) {
        int64_t rest = n, at = 0, step = 1;
        int k = to.ndim - 1;
        for (int d = x.a.ndim - 1; d >= 0; d--) {
            int64_t i = rest % x.a.shape[d];
            rest /= x.a.shape[d];
            if (!all && !summed[d]) {
                at += i * step;
                step *= to.shape[k--];
            } else if (keep) k--;
        }
        y[at] += (float)element(&x, &x.a, n);
    }
    return true;
}

static bool toy_sum(rush_call *c) {
    operand x;
    if (!operand_of(c, 0, &x)) return false;
    double sum = 0;
    for (int64_t n = 0; n < x.a.count; n++) sum += element(&x, &x.a, n);
    *(float *)real(host->array(host->result(c, 0)).data) = (float)sum;
    return true;
}

/* y[i,j] = sum_k a[i,k] b[k,j] */
static bool toy_mm(rush_call *c) {
    operand a, b;
    if (!operand_of(c, 0, &a) || !operand_of(c, 1, &b)) return false;
    if (a.a.shape[1] > 64) return host->fail(c, RUSH_RUNTIME_ERROR, "toy: rows of at most 64 elements");
    rush_array to = host->array(host->result(c, 0));
    for (int64_t n = 0; n < to.count; n++) {
        int64_t i = n / to.shape[1], j = n % to.shape[1];
        double sum = 0;
        for (int64_t k = 0; k < a.a.shape[1]; k++) sum += element(&a, &a.a, i * a.a.shape[1] + k) * element(&b, &b.a, k * b.a.shape[1] + j);
        ((float *)real(to.data))[place(&to, &to, n)] = (float)sum;
    }
    return true;
}

/* ---- the table ---- */

static rush_kernel toy_find(const char *op, rush_dtype dtype) {
    static const struct { const char *op; rush_kernel run; } kernels[] = {
        { "add", toy_add }, { "sub", toy_sub }, { "mul", toy_mul }, { "div", toy_div }, { "relu", toy_relu }, { "le", toy_le },
        { "fill", toy_fill }, { "copy", toy_copy }, { "sum", toy_sum }, { "sum_dim", toy_sum_dim }, { "mm", toy_mm },
    };
    if (dtype == RUSH_BOOL && strcmp(op, "where") == 0) return toy_where;
    for (size_t i = 0; dtype == RUSH_FLOAT32 && i < sizeof kernels / sizeof *kernels; i++)
        if (strcmp(kernels[i].op, op) == 0) return kernels[i].run;
    return NULL;
}

RUSH_API const rush_backend *rush_backend_entry(const rush_backend_host *given, char *reason, size_t size);
const rush_backend *rush_backend_entry(const rush_backend_host *given, char *reason, size_t size) {
    static const rush_backend table = {
        .api_version = TOY_VERSION,
        .name = "toy",
        .tensor_name = "torch.toy.",
        .device_count = toy_count,
        .alloc = toy_alloc,
        .free = toy_free,
        .zero = toy_zero,
        .to_host = toy_copy_bytes,
        .from_host = toy_copy_bytes,
#ifndef TOY_INCOMPLETE
        .within = toy_copy_bytes,
#endif
        .find = toy_find,
    };
    if (given->api_version != RUSH_BACKEND_API) return NULL;
#ifdef TOY_REFUSES
    static const char words[] = "there is no toy in the box";
    memcpy(reason, words, size < sizeof words ? size : sizeof words);
    host = NULL;
    return strlen(reason) > 0 ? NULL : &table;
#else
    (void)reason, (void)size;
    host = given;
    return &table;
#endif
}
