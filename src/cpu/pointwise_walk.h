/* SPDX-License-Identifier: MIT */
/* pointwise_walk.h - loops over one, two or three dense operands of type T with results of type R (tag TAG). The result
   may be an operand itself. Parameters are copied, so that no store can be taken to change them. */
#define WALK(arity) FN(arity##_walk, TAG)
#define CALLED(arity) FN(arity, TAG)

INLINE void WALK(unary)(CALLED(unary) f, LOOP_ARGS) {
    const pointwise_parameter k[PW_MAX_PARAMETERS] = { q[0], q[1], q[2], q[3] };
    R *o = (R *)p[0];
    const T *a = (const T *)p[1];
    IVDEP for (int64_t i = 0; i < n; i++) o[i] = f(VALUE(a[i]), k, 0);
}

INLINE void WALK(binary)(CALLED(binary) f, LOOP_ARGS) {
    const pointwise_parameter k[PW_MAX_PARAMETERS] = { q[0], q[1], q[2], q[3] };
    R *o = (R *)p[0];
    const T *a = (const T *)p[1], *b = (const T *)p[2];
    IVDEP for (int64_t i = 0; i < n; i++) o[i] = f(VALUE(a[i]), VALUE(b[i]), k, 0);
}

INLINE void WALK(ternary)(CALLED(ternary) f, LOOP_ARGS) {
    const pointwise_parameter k[PW_MAX_PARAMETERS] = { q[0], q[1], q[2], q[3] };
    R *o = (R *)p[0];
    const T *a = (const T *)p[1], *b = (const T *)p[2], *d = (const T *)p[3];
    IVDEP for (int64_t i = 0; i < n; i++) o[i] = f(VALUE(a[i]), VALUE(b[i]), VALUE(d[i]), k, 0);
}

#undef WALK
#undef CALLED
