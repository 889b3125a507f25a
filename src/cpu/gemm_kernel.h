/* SPDX-License-Identifier: MIT */
/* gemm_kernel.h - tiles of C, for one REAL (gemm_tmpl.c includes it for
   each). A tile's sums start at 0 and take the products in the order of k, one fused step each, in every lane
   and row alike: so neither a tile's size nor a place in it shows in a result. */

/* Where a tile's sums go: c = alpha * sum (+ c), then biases and activation (at the last block of k). */
typedef struct T(out) {
    REAL alpha, *c;
    int64_t c_row, c_col;
    const REAL *bias_row, *bias_col;
    int activation;
    bool accumulate, plain; /* plain: rows of c are contiguous and nothing follows the sum */
} T(out);

/* Finishes rows x cols sums that lie ld apart, as c's elements from (row, col) on. One copy for all tiles. */
static __attribute__((noinline)) void T(tile_finish)(const T(out) *o, REAL *sums, int64_t ld, int64_t rows,
                                                     int64_t cols, int64_t row, int64_t col) {
    for (int64_t i = 0; i < rows; i++) {
        REAL *s = sums + i * ld, *c = o->c + (row + i) * o->c_row + col * o->c_col;
        for (int64_t j = 0; j < cols; j++) s[j] *= o->alpha;
        if (o->accumulate)
            for (int64_t j = 0; j < cols; j++) s[j] += c[j * o->c_col];
        if (o->bias_row)
            for (int64_t j = 0; j < cols; j++) s[j] += o->bias_row[row + i];
        if (o->bias_col)
            for (int64_t j = 0; j < cols; j++) s[j] += o->bias_col[col + j];
        if (o->activation) /* relu; NaN stays */
            for (int64_t j = 0; j < cols; j++) s[j] = s[j] < 0 ? 0 : s[j];
        if (o->c_col == 1) memcpy(c, s, (size_t)cols * sizeof(REAL));
        else
            for (int64_t j = 0; j < cols; j++) c[j * o->c_col] = s[j];
    }
}

/* ---- outer products: TILE_M rows x TILE_V vectors -------------------------------------------- */

/* One row of a tile, spelled out so that the accumulators have constant places and become registers. */
#define ROW_CLEAR(i) \
    if (mr > i) acc[i][0] = acc[i][1] = acc[i][2] = (V){ 0 };
#define ROW_PREFETCH(i) \
    if (mr > i) { \
        __builtin_prefetch(c + i * o->c_row, 1); \
        if (nv > 1) __builtin_prefetch(c + i * o->c_row + width - 1, 1); \
    }
#define ROW_STEP(i) \
    if (mr > i) { \
        V x = T(vec_splat)(a_rows ? a[i * a_step] : a[i]); \
        acc[i][0] = VEC_MADD(x, b0, acc[i][0]); \
        if (nv > 1) acc[i][1] = VEC_MADD(x, b1, acc[i][1]); \
        if (nv > 2) acc[i][2] = VEC_MADD(x, b2, acc[i][2]); \
    }
#define ROW_DUMP(i) \
    if (mr > i) { \
        T(vec_store)(sums + i * width, acc[i][0]); \
        if (nv > 1) T(vec_store)(sums + i * width + LANES, acc[i][1]); \
        if (nv > 2) T(vec_store)(sums + i * width + 2 * LANES, acc[i][2]); \
    }
#define ROW_PUT(i) \
    if (mr > i) { \
        REAL *to = c + i * c_row; \
        if (nv > 1) T(vec_put)(accumulate, false, to, mask, acc[i][0] * alpha); \
        if (nv > 2) T(vec_put)(accumulate, false, to + LANES, mask, acc[i][1] * alpha); \
        T(vec_put)(accumulate, masked, to + (nv - 1) * LANES, mask, acc[i][nv - 1] * alpha); \
    }
#define ROWS_ALL(X) X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11) X(12) X(13)

INLINE void T(vec_put)(const bool accumulate, const bool masked, REAL *c, T(mask) mask, V v) {
    if (accumulate) v += masked ? T(mask_load)(c, mask) : T(vec_load)(c);
    if (masked) T(mask_store)(c, mask, v);
    else T(vec_store)(c, v);
}

/* A plain tile from its registers to C. */
INLINE void T(tile_put)(const int mr, const int nv, const bool accumulate, const bool masked, V alpha,
                        REAL *c, int64_t c_row, T(mask) mask, V acc[TILE_ROWS_MAX][3]) {
    ROWS_ALL(ROW_PUT)
}

/* acc[i][v] = sum over p of A[i,p] B[p, v's lanes]. a_rows: A's rows lie a_step apart, else its columns
   (packed A). B's rows lie b_step apart; masked: of its last vector only the lanes in mask are there. */
INLINE void T(tile_sums)(const int mr, const int nv, const bool a_rows, const bool masked, int64_t k,
                         const REAL *a, int64_t a_step, const REAL *b, int64_t b_step, T(mask) mask,
                         V acc[TILE_ROWS_MAX][3]) {
    for (int64_t p = 0; p < k; p++) {
        V b0, b1 = { 0 }, b2 = { 0 };
        b0 = masked && nv == 1 ? T(mask_load)(b, mask) : T(vec_load)(b);
        if (nv > 1) b1 = masked && nv == 2 ? T(mask_load)(b + LANES, mask) : T(vec_load)(b + LANES);
        if (nv > 2) b2 = masked ? T(mask_load)(b + 2 * LANES, mask) : T(vec_load)(b + 2 * LANES);
        ROWS_ALL(ROW_STEP)
        a += a_rows ? 1 : a_step;
        b += b_step;
    }
}

/* One tile, at (row, col) of c. Of the nv vectors' columns, cols are in C; padded: B has all of them. */
INLINE void T(tile_run)(const int mr, const int nv, const bool a_rows, int64_t k, const REAL *a,
                        int64_t a_step, const REAL *b, int64_t b_step, bool padded, int64_t cols,
                        const T(out) *o, int64_t row, int64_t col) {
    const int width = nv * LANES;
    const bool always_masked = VEC_BYTES == 64; /* there masks cost nothing */
    const bool whole = !always_masked && cols == width;
    T(mask) mask = T(mask_of)(cols - (nv - 1) * LANES);
    V acc[TILE_ROWS_MAX][3];
    ROWS_ALL(ROW_CLEAR)
    if (o->plain && k >= 64) { /* the lines of C arrive while the sums are made */
        const REAL *c = o->c + row * o->c_row + col;
        ROWS_ALL(ROW_PREFETCH)
    }
    if (!always_masked && (whole || padded))
        T(tile_sums)(mr, nv, a_rows, false, k, a, a_step, b, b_step, mask, acc);
    else T(tile_sums)(mr, nv, a_rows, true, k, a, a_step, b, b_step, mask, acc);
    if (o->plain) {
        V alpha = T(vec_splat)(o->alpha);
        REAL *c = o->c + row * o->c_row + col;
        if (whole && o->accumulate) T(tile_put)(mr, nv, true, false, alpha, c, o->c_row, mask, acc);
        else if (whole) T(tile_put)(mr, nv, false, false, alpha, c, o->c_row, mask, acc);
        else if (o->accumulate) T(tile_put)(mr, nv, true, true, alpha, c, o->c_row, mask, acc);
        else T(tile_put)(mr, nv, false, true, alpha, c, o->c_row, mask, acc);
    } else {
        _Alignas(64) REAL sums[TILE_ROWS_MAX * TILE_V * LANES];
        ROWS_ALL(ROW_DUMP)
        T(tile_finish)(o, sums, width, mr, cols, row, col);
    }
}

#define TILE_ARGS \
    int64_t k, const REAL *a, int64_t a_step, const REAL *b, int64_t b_step, bool padded, int64_t cols, \
        const T(out) *o, int64_t row, int64_t col
#define TILE(mr, nv) \
    static void T(tile_rows_##mr##x##nv)(TILE_ARGS) { \
        T(tile_run)(mr, nv, true, k, a, a_step, b, b_step, padded, cols, o, row, col); \
    } \
    static void T(tile_columns_##mr##x##nv)(TILE_ARGS) { \
        T(tile_run)(mr, nv, false, k, a, a_step, b, b_step, padded, cols, o, row, col); \
    }
#define TILE_ROWS_ENTRY(mr, nv) T(tile_rows_##mr##x##nv),
#define TILE_COLUMNS_ENTRY(mr, nv) T(tile_columns_##mr##x##nv),

TILE_HEIGHTS(TILE, 1)
TILE_HEIGHTS(TILE, 2)
#if TILE_V > 2
TILE_HEIGHTS(TILE, 3)
#endif

/* [A by rows][vectors - 1][rows - 1] */
static void (*const T(tiles)[2][TILE_V][TILE_M])(TILE_ARGS) = {
    { { TILE_HEIGHTS(TILE_COLUMNS_ENTRY, 1) },
      { TILE_HEIGHTS(TILE_COLUMNS_ENTRY, 2) },
#if TILE_V > 2
      { TILE_HEIGHTS(TILE_COLUMNS_ENTRY, 3) }
#endif
    },
    { { TILE_HEIGHTS(TILE_ROWS_ENTRY, 1) },
      { TILE_HEIGHTS(TILE_ROWS_ENTRY, 2) },
#if TILE_V > 2
      { TILE_HEIGHTS(TILE_ROWS_ENTRY, 3) }
#endif
    },
};

/* ---- dot products: DOT_M rows of A x 4 columns of B, both contiguous along k ----------------- */

#define DOT_CLEAR(i) \
    if (dr > i) acc[i][0] = acc[i][1] = acc[i][2] = acc[i][3] = (V){ 0 };
#define DOT_STEP(i) \
    if (dr > i) { \
        V x = tail ? T(mask_load)(a + i * a_row + p, mask) : T(vec_load)(a + i * a_row + p); \
        acc[i][0] = VEC_MADD(x, y0, acc[i][0]); \
        acc[i][1] = VEC_MADD(x, y1, acc[i][1]); \
        acc[i][2] = VEC_MADD(x, y2, acc[i][2]); \
        acc[i][3] = VEC_MADD(x, y3, acc[i][3]); \
    }
#define DOT_COPY(i) \
    if (dr > i) { \
        flat[4 * i] = acc[i][0]; \
        flat[4 * i + 1] = acc[i][1]; \
        flat[4 * i + 2] = acc[i][2]; \
        flat[4 * i + 3] = acc[i][3]; \
    }
#define DOT_ALL(X) X(0) X(1) X(2) X(3)

INLINE void T(dot_step)(const int dr, const bool tail, int64_t p, T(mask) mask, const REAL *a, int64_t a_row,
                        const REAL *const b[4], V acc[DOT_ROWS_MAX][4]) {
    V y0 = tail ? T(mask_load)(b[0] + p, mask) : T(vec_load)(b[0] + p);
    V y1 = tail ? T(mask_load)(b[1] + p, mask) : T(vec_load)(b[1] + p);
    V y2 = tail ? T(mask_load)(b[2] + p, mask) : T(vec_load)(b[2] + p);
    V y3 = tail ? T(mask_load)(b[3] + p, mask) : T(vec_load)(b[3] + p);
    DOT_ALL(DOT_STEP)
}

/* dr rows x cols columns (1 to 4; missing ones are computed as copies of the first and dropped). */
INLINE void T(dot_run)(const int dr, int64_t k, const REAL *a, int64_t a_row, const REAL *b, int64_t b_col,
                       int64_t cols, const T(out) *o, int64_t row, int64_t col) {
    const REAL *const columns[4] = { b, b + (cols > 1) * b_col, b + (cols > 2) * 2 * b_col,
                                     b + (cols > 3) * 3 * b_col };
    V acc[DOT_ROWS_MAX][4], flat[DOT_ROWS_MAX * 4 + LANES];
    _Alignas(64) REAL sums[DOT_M * 4 + LANES];
    int64_t p = 0;
    DOT_ALL(DOT_CLEAR)
    for (; p + LANES <= k; p += LANES) T(dot_step)(dr, false, p, T(mask_of)(1), a, a_row, columns, acc);
    if (p < k) T(dot_step)(dr, true, p, T(mask_of)(k - p), a, a_row, columns, acc);
    DOT_ALL(DOT_COPY)
    for (int i = dr * 4; i % LANES; i++) flat[i] = (V){ 0 };
    for (int i = 0; i < dr * 4; i += LANES) T(vec_store)(sums + i, T(vec_sums)(flat + i));
    T(tile_finish)(o, sums, 4, dr, cols, row, col);
}

#define DOT_ARGS \
    int64_t k, const REAL *a, int64_t a_row, const REAL *b, int64_t b_col, int64_t cols, const T(out) *o, \
        int64_t row, int64_t col
#define DOT(dr) \
    static void T(dot_##dr)(DOT_ARGS) { T(dot_run)(dr, k, a, a_row, b, b_col, cols, o, row, col); }
DOT(1)
DOT(2)
#if DOT_M > 2
DOT(3)
DOT(4)
#endif
static void (*const T(dots)[DOT_M])(DOT_ARGS) = { T(dot_1), T(dot_2),
#if DOT_M > 2
                                                  T(dot_3), T(dot_4)
#endif
};
