/* SPDX-License-Identifier: MIT */
/* gemm_pack.h - copying blocks of matrices row by row or turned about, for one REAL. */

/* to[r, c] = from[r, c]; pad: rows of `to` are filled with zeros up to a whole vector. */
static __attribute__((unused)) void T(pack_copy)(REAL *to, int64_t to_row, const REAL *from, int64_t from_row, int64_t rows,
                         int64_t cols, bool pad) {
    int64_t whole = cols / LANES * LANES;
    T(mask) mask = T(mask_of)(cols - whole);
    for (int64_t r = 0; r < rows; r++, to += to_row, from += from_row) {
        for (int64_t c = 0; c < whole; c += LANES) T(vec_store)(to + c, T(vec_load)(from + c));
        if (whole == cols) continue;
        V last = T(mask_load)(from + whole, mask);
        if (pad) T(vec_store)(to + whole, last);
        else T(mask_store)(to + whole, mask, last);
    }
}

/* to[c, r] = from[r, c], by squares of LANES; pad as above. */
static void T(pack_transpose)(REAL *to, int64_t to_row, const REAL *from, int64_t from_row, int64_t rows,
                              int64_t cols, bool pad) {
    for (int64_t c = 0; c < cols; c += LANES) {
        int64_t wide = cols - c < LANES ? cols - c : LANES;
        T(mask) wide_mask = T(mask_of)(wide);
        for (int64_t r = 0; r < rows; r += LANES) {
            int64_t high = rows - r < LANES ? rows - r : LANES;
            const REAL *source = from + r * from_row + c;
            REAL *target = to + c * to_row + r;
            V x[LANES];
            if (high == LANES && wide == LANES) {
                UNROLL for (int i = 0; i < LANES; i++) x[i] = T(vec_load)(source + i * from_row);
            } else {
                for (int i = 0; i < LANES; i++)
                    x[i] = i < high ? T(mask_load)(source + i * from_row, wide_mask) : (V){ 0 };
            }
            T(vec_transpose)(x);
            if (wide == LANES && (high == LANES || pad)) {
                UNROLL for (int i = 0; i < LANES; i++) T(vec_store)(target + i * to_row, x[i]);
            } else if (high == LANES || pad) {
                for (int64_t i = 0; i < wide; i++) T(vec_store)(target + i * to_row, x[i]);
            } else {
                T(mask) high_mask = T(mask_of)(high);
                for (int64_t i = 0; i < wide; i++) T(mask_store)(target + i * to_row, high_mask, x[i]);
            }
        }
    }
}
