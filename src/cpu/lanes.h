/* SPDX-License-Identifier: MIT */
/* lanes.h - folds of one row of T over LANES lanes in a fixed order, for kernels that work row by row. Included once for each
   element type by a *_tmpl.c file, which sets T, SUFFIX, LANES and EXP. */
#define LANES_(name, suffix) lanes_##name##_##suffix
#define LANES__(name, suffix) LANES_(name, suffix)
#define LANES_OF(name) LANES__(name, SUFFIX)
#define VERY_SHORT 12
/* lanes j and j + half joined, for each j below half; halves are constants so that each step becomes a few vectors */
#define HALVE(half, joined) \
    for (int j = 0, h = (half); h < LANES && j < (half); j++) a[j] = (joined);
#define LARGER_OF(x, y) ((y) > (x) || (y) != (y) ? (y) : (x))

static inline __attribute__((unused)) T LANES_OF(fold)(T *a) {
    HALVE(32, a[j] + a[j + h])
    HALVE(16, a[j] + a[j + h])
    HALVE(8, a[j] + a[j + h])
    HALVE(4, a[j] + a[j + h])
    HALVE(2, a[j] + a[j + h])
    return a[0] + a[1];
}

/* a NaN wins */
static inline __attribute__((unused)) T LANES_OF(max)(const T *p, int64_t n) {
    T a[LANES], m = -(T)INFINITY;
    int64_t i = 0;
    if (n >= LANES) {
        for (int j = 0; j < LANES; j++) a[j] = p[j];
        for (i = LANES; i + LANES <= n; i += LANES)
            for (int j = 0; j < LANES; j++) a[j] = p[i + j] > a[j] || p[i + j] != p[i + j] ? p[i + j] : a[j];
        HALVE(32, LARGER_OF(a[j], a[j + h]))
        HALVE(16, LARGER_OF(a[j], a[j + h]))
        HALVE(8, LARGER_OF(a[j], a[j + h]))
        HALVE(4, LARGER_OF(a[j], a[j + h]))
        HALVE(2, LARGER_OF(a[j], a[j + h]))
        m = LARGER_OF(a[0], a[1]);
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
#undef HALVE
#undef LARGER_OF
