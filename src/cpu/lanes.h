/* SPDX-License-Identifier: MIT */
/* lanes.h - folds of one row of T over LANES lanes in a fixed order, for kernels that work row by row. Included once for each
   element type by a *_tmpl.c file, which sets T, SUFFIX, LANES and EXP. */
#define LANES_(name, suffix) lanes_##name##_##suffix
#define LANES__(name, suffix) LANES_(name, suffix)
#define LANES_OF(name) LANES__(name, SUFFIX)
#define VERY_SHORT 12

static inline __attribute__((unused)) T LANES_OF(fold)(T *a) {
    for (int h = LANES / 2; h; h /= 2)
        for (int j = 0; j < h; j++) a[j] += a[j + h];
    return a[0];
}

/* a NaN wins */
static inline __attribute__((unused)) T LANES_OF(max)(const T *p, int64_t n) {
    T a[LANES], m = -(T)INFINITY;
    int64_t i = 0;
    if (n >= LANES) {
        for (int j = 0; j < LANES; j++) a[j] = p[j];
        for (i = LANES; i + LANES <= n; i += LANES)
            for (int j = 0; j < LANES; j++) a[j] = p[i + j] > a[j] || p[i + j] != p[i + j] ? p[i + j] : a[j];
        for (int j = 0; j < LANES; j++) m = a[j] > m || a[j] != a[j] ? a[j] : m;
    }
    for (; i < n; i++) m = p[i] > m || p[i] != p[i] ? p[i] : m;
    return m;
}

#define FOLD(name, parameters, term) \
    static inline __attribute__((unused)) T LANES_OF(name) parameters { \
        T a[LANES]; \
        int64_t i = 0; \
        if (n < VERY_SHORT) { \
            a[0] = 0; \
            for (int j = 0; i < n; i++) a[0] += (term); \
            return a[0]; \
        } \
        for (int j = 0; j < LANES; j++) a[j] = 0; \
        for (; i + LANES <= n; i += LANES) \
            for (int j = 0; j < LANES; j++) a[j] += (term); \
        for (int j = 0; i + j < n; j++) a[j] += (term); \
        return LANES_OF(fold)(a); \
    }
FOLD(sum, (const T *p, int64_t n), p[i + j])
FOLD(sum_shifted, (const T *p, T shift, int64_t n), p[i + j] - shift)
FOLD(dot, (const T *p, const T *q, int64_t n), p[i + j] * q[i + j])
FOLD(dot_shifted, (const T *p, const T *q, T shift, int64_t n), p[i + j] * (q[i + j] - shift))
FOLD(dot3, (const T *p, const T *q, const T *r, int64_t n), p[i + j] * q[i + j] * r[i + j])
FOLD(dot3_shifted, (const T *p, const T *q, const T *r, T shift, int64_t n), p[i + j] * q[i + j] * (r[i + j] - shift))
FOLD(deviation, (const T *p, T center, int64_t n), (p[i + j] - center) * (p[i + j] - center))
FOLD(sum_exp, (const T *p, T shift, int64_t n), EXP(p[i + j] - shift))
#undef FOLD
