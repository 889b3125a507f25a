/* SPDX-License-Identifier: MIT */
/* pointwise_walk.h - loops over one, two or three operands of type T with results of type R (tag TAG). */
#define WALK(arity) FN(arity##_walk, TAG)
#define CALLED(arity) FN(arity, TAG)
#define SIZE_T_ ((int64_t)sizeof(T))

INLINE void WALK(unary)(CALLED(unary) f, int64_t n, char *const *p, const int64_t *s, const pointwise_parameter *q) {
    if (s[0] == (int64_t)sizeof(R) && s[1] == SIZE_T_) {
        R *o = (R *)p[0];
        const T *a = (const T *)p[1];
        IVDEP for (int64_t i = 0; i < n; i++) o[i] = f(a[i], q);
        return;
    }
    for (int64_t i = 0; i < n; i++) *(R *)(p[0] + i * s[0]) = f(*(T *)(p[1] + i * s[1]), q);
}

INLINE void WALK(binary)(CALLED(binary) f, int64_t n, char *const *p, const int64_t *s, const pointwise_parameter *q) {
    if (s[0] == (int64_t)sizeof(R)) {
        R *o = (R *)p[0];
        const T *a = (const T *)p[1], *b = (const T *)p[2];
        if (s[1] == SIZE_T_ && s[2] == SIZE_T_) {
            IVDEP for (int64_t i = 0; i < n; i++) o[i] = f(a[i], b[i], q);
            return;
        }
        if (s[1] == SIZE_T_ && s[2] == 0) {
            T second = *b;
            IVDEP for (int64_t i = 0; i < n; i++) o[i] = f(a[i], second, q);
            return;
        }
        if (s[1] == 0 && s[2] == SIZE_T_) {
            T only = *a;
            IVDEP for (int64_t i = 0; i < n; i++) o[i] = f(only, b[i], q);
            return;
        }
    }
    for (int64_t i = 0; i < n; i++) *(R *)(p[0] + i * s[0]) = f(*(T *)(p[1] + i * s[1]), *(T *)(p[2] + i * s[2]), q);
}

INLINE void WALK(ternary)(CALLED(ternary) f, int64_t n, char *const *p, const int64_t *s, const pointwise_parameter *q) {
    if (s[0] == (int64_t)sizeof(R) && s[1] == SIZE_T_ && s[2] == SIZE_T_ && s[3] == SIZE_T_) {
        R *o = (R *)p[0];
        const T *a = (const T *)p[1], *b = (const T *)p[2], *d = (const T *)p[3];
        IVDEP for (int64_t i = 0; i < n; i++) o[i] = f(a[i], b[i], d[i], q);
        return;
    }
    for (int64_t i = 0; i < n; i++)
        *(R *)(p[0] + i * s[0]) = f(*(T *)(p[1] + i * s[1]), *(T *)(p[2] + i * s[2]), *(T *)(p[3] + i * s[3]), q);
}

#undef WALK
#undef CALLED
#undef SIZE_T_
