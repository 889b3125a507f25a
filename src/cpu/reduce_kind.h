/* SPDX-License-Identifier: MIT */
/* reduce_kind.h - the loops of one kind of reduction for one element type; included by reduce_type.h once for each kind with
   KIND (name), STEP(a, x, p) (takes x into a), JOIN(a, b) and IDENTITY; T is the element, A the member of `accumulator`.
   Long runs are spread over LANES lanes, which are folded by halves: the order of additions is fixed, whatever the instruction set. */

static void FN(KIND, row)(accumulator *to, const void *data, int64_t n, double parameter) {
    const T *p = data, param = (T)parameter;
    T a[LANES];
    (void)param;
    if (n < 16) {
        a[0] = IDENTITY;
        for (int64_t i = 0; i < n; i++) a[0] = STEP(a[0], p[i], param);
    } else {
        int64_t i = 0;
        for (int j = 0; j < LANES; j++) a[j] = IDENTITY;
        for (; i + LANES <= n; i += LANES)
            for (int j = 0; j < LANES; j++) a[j] = STEP(a[j], p[i + j], param);
        for (int j = 0; i + j < n; j++) a[j] = STEP(a[j], p[i + j], param);
        for (int h = LANES / 2; h; h /= 2)
            for (int j = 0; j < h; j++) a[j] = JOIN(a[j], a[j + h]);
    }
    to->A = JOIN(to->A, (ACC)a[0]);
}

/* a[j] takes in p[i * stride + j] for i in 0 … rows - 1, j in 0 … n - 1 */
static void FN(KIND, columns)(void *into, const void *data, int64_t stride, int64_t rows, int64_t n, const void *parameters) {
    T *restrict acc = into;
    const T *p = data, *param = parameters;
    int64_t j = 0;
    (void)param;
    for (; j + LANES <= n; j += LANES) {
        T a[LANES];
        const T *q = p + j;
        for (int k = 0; k < LANES; k++) a[k] = acc[j + k];
        for (int64_t i = 0; i < rows; i++, q += stride)
            for (int k = 0; k < LANES; k++) a[k] = STEP(a[k], q[k], param[j + k]);
        for (int k = 0; k < LANES; k++) acc[j + k] = a[k];
    }
    for (int64_t i = 0; i < rows && j < n; i++, p += stride)
        for (int64_t k = j; k < n; k++) acc[k] = STEP(acc[k], p[k], param[k]);
}

static void FN(KIND, start)(accumulator *a, void *t, int64_t n) {
    T *p = t;
    for (int64_t i = 0; i < n; i++) a[i].A = IDENTITY;
    for (int64_t i = 0; i < n && p; i++) p[i] = IDENTITY;
}

/* the columns' elements go into the accumulators and begin anew */
static void FN(KIND, merge)(accumulator *a, void *t, int64_t n) {
    T *p = t;
    for (int64_t i = 0; i < n; i++) {
        a[i].A = JOIN(a[i].A, (ACC)p[i]);
        p[i] = IDENTITY;
    }
}

static void FN(KIND, join)(accumulator *a, const accumulator *b, int64_t n) {
    for (int64_t i = 0; i < n; i++) a[i].A = JOIN(a[i].A, b[i].A);
}

#undef KIND
#undef STEP
#undef JOIN
#undef IDENTITY
