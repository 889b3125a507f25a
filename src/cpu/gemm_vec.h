/* SPDX-License-Identifier: MIT */
/* gemm_vec.h - vectors of REAL for gemm_tmpl.c: LANES elements, or at the scalar level one.
   Included once per element type, so without a guard. */
#if VEC_BYTES
#define LANES (VEC_BYTES / REAL_BYTES)
typedef REAL T(vec) __attribute__((vector_size(VEC_BYTES)));
typedef REAL_INDEX T(vec_index) __attribute__((vector_size(VEC_BYTES)));
#else
#define LANES 1
typedef REAL T(vec);
#endif
#define V T(vec)

#ifndef VEC_MADD
#define VEC_MADD(x, y, z) ((x) * (y) + (z)) /* two roundings: the build switches contraction off */
#endif

INLINE V T(vec_load)(const REAL *p) {
    V v;
    memcpy(&v, p, sizeof v);
    return v;
}

INLINE void T(vec_store)(REAL *p, V v) { memcpy(p, &v, sizeof v); }

/* x - 0 is x for every x, -0 included; x + 0 is not */
INLINE V T(vec_splat)(REAL x) { return x - (V){ 0 }; }

/* The first lanes of a vector, 1 to LANES; lanes beyond read as 0 and are not written. */
#if VEC_MASKED
typedef MASK_TYPE T(mask);
INLINE T(mask) T(mask_of)(int64_t count) { return MASK_OF(count); }
INLINE V T(mask_load)(const REAL *p, T(mask) mask) { return MASK_LOAD(p, mask); }
INLINE void T(mask_store)(REAL *p, T(mask) mask, V v) { MASK_STORE(p, mask, v); }
#else
typedef int64_t T(mask);
INLINE T(mask) T(mask_of)(int64_t count) { return count; }
INLINE V T(mask_load)(const REAL *p, T(mask) count) {
    REAL lanes[LANES] = { 0 };
    for (int64_t i = 0; i < count; i++) lanes[i] = p[i];
    return T(vec_load)(lanes);
}
INLINE void T(mask_store)(REAL *p, T(mask) count, V v) {
    REAL lanes[LANES];
    T(vec_store)(lanes, v);
    for (int64_t i = 0; i < count; i++) p[i] = lanes[i];
}
#endif

/* low: x0 y0 x1 y1 … of the first halves; high: the same of the second halves; even: x0 x2 … y0 y2 … */
#if LANES > 1
#if LANES == 2
#define LOW_LANES 0, 2
#define HIGH_LANES 1, 3
#define EVEN_LANES 0, 2
#elif LANES == 4
#define LOW_LANES 0, 4, 1, 5
#define HIGH_LANES 2, 6, 3, 7
#define EVEN_LANES 0, 2, 4, 6
#elif LANES == 8
#define LOW_LANES 0, 8, 1, 9, 2, 10, 3, 11
#define HIGH_LANES 4, 12, 5, 13, 6, 14, 7, 15
#define EVEN_LANES 0, 2, 4, 6, 8, 10, 12, 14
#else
#define LOW_LANES 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23
#define HIGH_LANES 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31
#define EVEN_LANES 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30
#endif
#if defined(__clang__)
#define VEC_SHUFFLE(x, y, ...) __builtin_shufflevector(x, y, __VA_ARGS__)
#else
#define VEC_SHUFFLE(x, y, ...) __builtin_shuffle(x, y, (T(vec_index)){ __VA_ARGS__ })
#endif

/* x[i] lane j <-> x[j] lane i. Interleaving the list's halves log2(LANES) times is a transpose. */
INLINE void T(vec_transpose)(V *x) {
    UNROLL for (int stage = 1; stage < LANES; stage *= 2) {
        V y[LANES];
        UNROLL for (int i = 0; i < LANES / 2; i++) {
            y[2 * i] = VEC_SHUFFLE(x[i], x[i + LANES / 2], LOW_LANES);
            y[2 * i + 1] = VEC_SHUFFLE(x[i], x[i + LANES / 2], HIGH_LANES);
        }
        UNROLL for (int i = 0; i < LANES; i++) x[i] = y[i];
    }
}

/* Lane i of the result: the sum of x[i]'s lanes, by the same tree for each i: halves, then halves of that. */
INLINE V T(vec_sums)(V *x) {
    UNROLL for (int half = LANES / 2; half >= 1; half /= 2) {
        UNROLL for (int i = 0; i < half; i++) x[i] =
            VEC_SHUFFLE(x[i], x[i + half], LOW_LANES) + VEC_SHUFFLE(x[i], x[i + half], HIGH_LANES);
    }
    return x[0];
}
#else
INLINE void T(vec_transpose)(V *x) { (void)x; }
INLINE V T(vec_sums)(V *x) { return x[0]; }
#endif
