/* SPDX-License-Identifier: MIT */
/* attention_tile.h - attention for one REAL. Scores of a tile: s = scale q k^T + mask, [queries, keys], rows
   LD apart. Forward keeps for each row the maximum m and the sum l of exp(s - m) over the tiles seen so far;
   a tile that raises m scales what was summed by exp(old m - m). Backward has p = exp(s - lse) at once, and
   with d = sum_e grad out: dv = p^T grad      dp = grad v^T      ds = p (dp - d)      dq = scale ds k      dk
   = scale ds^T q Tiles are cut by size, and tiles of keys that causality hides are left out. */

enum { T(LD) = ATTENTION_KEYS };

/* One row's step: LANES numbers side by side, so that the bits do not depend on the instruction set. */
INLINE REAL T(row_max)(int64_t n, const REAL *s) {
    REAL most[LANES];
    for (int l = 0; l < LANES; l++) most[l] = s[l];
    for (int64_t i = LANES; i < n; i += LANES)
        for (int l = 0; l < LANES; l++) most[l] = s[i + l] > most[l] ? s[i + l] : most[l];
    for (int width = LANES / 2; width; width /= 2)
        for (int l = 0; l < width; l++) most[l] = most[l + width] > most[l] ? most[l + width] : most[l];
    return most[0];
}

/* s = exp(s - shift); their sum */
INLINE REAL T(row_exp)(int64_t n, REAL *s, REAL shift) {
    REAL sums[LANES] = { 0 };
    for (int64_t i = 0; i < n; i += LANES)
        for (int l = 0; l < LANES; l++) {
            REAL e = EXP(s[i + l] - shift);
            s[i + l] = e;
            sums[l] += e;
        }
    for (int width = LANES / 2; width; width /= 2)
        for (int l = 0; l < width; l++) sums[l] += sums[l + width];
    return sums[0];
}

/* where a view's matrix of member s of the batch begins */
INLINE REAL *T(matrix_at)(const attention_job *j, const attention_view *v, int64_t s) {
    int64_t at = 0;
    for (int d = j->batch_dims - 1; d >= 0; d--) {
        at += s % j->batch_shape[d] * v->strides[d];
        s /= j->batch_shape[d];
    }
    return (REAL *)(void *)v->data + at;
}
INLINE int64_t T(row_step)(const attention_job *j, const attention_view *v) {
    return v->strides[j->batch_dims];
}

static void T(mask_row)(const attention_job *j, int64_t s, int64_t i, int64_t j0, int64_t n, REAL *row) {
    int64_t at = 0, step = j->mask.strides[j->batch_dims + 1];
    for (int d = j->batch_dims - 1; d >= 0; d--) {
        at += s % j->batch_shape[d] * j->mask.strides[d];
        s /= j->batch_shape[d];
    }
    at += i * j->mask.strides[j->batch_dims] + j0 * step;
    const uint8_t *keep = (const uint8_t *)j->mask.data + at; /* every byte but 0 is true */
    const REAL *add = (const REAL *)(const void *)j->mask.data + at;
    if (j->mask_bool)
        for (int64_t l = 0; l < n; l++) row[l] = keep[l * step] ? row[l] : -(REAL)INFINITY;
    else
        for (int64_t l = 0; l < n; l++) row[l] += add[l * step];
}

/* Scores of `rows` queries from i0 and `n` keys from j0; rows are filled up with -inf to whole lanes. */
static bool T(scores)(const attention_job *j, int64_t s, int64_t i0, int64_t rows, int64_t j0, int64_t n,
                      REAL *tile) {
    int64_t q_row = T(row_step)(j, &j->q), k_row = T(row_step)(j, &j->k),
            whole = (n + LANES - 1) / LANES * LANES;
    if (!GEMM(false, true, rows, n, j->size, (REAL)j->scale, T(matrix_at)(j, &j->q, s) + i0 * q_row, q_row,
              T(matrix_at)(j, &j->k, s) + j0 * k_row, k_row, 0, tile, T(LD), NULL))
        return false;
    for (int64_t i = 0; i < rows; i++) {
        REAL *row = tile + i * T(LD);
        if (j->mask.data) T(mask_row)(j, s, i0 + i, j0, n, row);
        int64_t seen = j->causal && i0 + i + 1 - j0 < n ? i0 + i + 1 - j0 : n;
        for (int64_t l = seen > 0 ? seen : 0; l < whole; l++) row[l] = -(REAL)INFINITY;
    }
    return true;
}

/* the keys that queries before `end` may see */
INLINE int64_t T(keys_seen)(const attention_job *j, int64_t end) {
    return j->causal && end < j->keys ? end : j->keys;
}

static bool T(forward_tile)(const attention_job *j, int64_t s, int64_t i0, REAL *tile) {
    int64_t rows = j->queries - i0 < ATTENTION_QUERIES ? j->queries - i0 : ATTENTION_QUERIES,
            keys = T(keys_seen)(j, i0 + rows);
    int64_t out_row = T(row_step)(j, &j->out), v_row = T(row_step)(j, &j->v);
    REAL most[ATTENTION_QUERIES], sum[ATTENTION_QUERIES], *out = T(matrix_at)(j, &j->out, s) + i0 * out_row;
    for (int64_t i = 0; i < rows; i++) most[i] = -(REAL)INFINITY, sum[i] = 0;
    for (int64_t j0 = 0; j0 < keys; j0 += ATTENTION_KEYS) {
        int64_t n = keys - j0 < ATTENTION_KEYS ? keys - j0 : ATTENTION_KEYS,
                whole = (n + LANES - 1) / LANES * LANES;
        if (!T(scores)(j, s, i0, rows, j0, n, tile)) return false;
        for (int64_t i = 0; i < rows; i++) {
            REAL *row = tile + i * T(LD), m = T(row_max)(whole, row);
            if (m < most[i]) m = most[i];
            REAL shift = m == -(REAL)INFINITY ? 0 : m, fade = EXP(most[i] - shift);
            sum[i] = sum[i] * fade + T(row_exp)(whole, row, shift);
            most[i] = m;
            if (j0 > 0 && fade != 1)
                for (int64_t e = 0; e < j->value_size; e++) out[i * out_row + e] *= fade;
        }
        if (!GEMM(false, false, rows, j->value_size, n, 1, tile, T(LD),
                  T(matrix_at)(j, &j->v, s) + j0 * v_row, v_row, j0 > 0, out, out_row, NULL))
            return false;
    }
    REAL *lse = (REAL *)(void *)j->lse.data + s * j->queries + i0;
    for (int64_t i = 0; i < rows; i++) {
        /* a query that may see no key gets zeros */
        REAL share = sum[i] == 0 ? 0 : 1 / sum[i];
        lse[i] = sum[i] == 0 ? 0 : most[i] + LOG(sum[i]);
        for (int64_t e = 0; e < j->value_size; e++)
            out[i * out_row + e] = sum[i] == 0 ? 0 : out[i * out_row + e] * share;
    }
    return true;
}

static void T(forward)(void *context, int64_t block) {
    attention_job *j = context;
    size_t bytes = sizeof(REAL) * ATTENTION_QUERIES * T(LD);
    REAL *tile = block_alloc(bytes);
    if (!tile || !T(forward_tile)(j, block / j->tiles, block % j->tiles * ATTENTION_QUERIES, tile))
        atomic_store(&j->failed, true);
    if (tile) block_free(tile, bytes);
}

/* ---- backward
 * ---------------------------------------------------------------------------------------------------- */

/* dp becomes ds: p (dp - d), d the product of a row of the gradient and of the result */
INLINE void T(row_back)(int64_t n, const REAL *restrict p, REAL *restrict dp, REAL d) {
    for (int64_t l = 0; l < n; l++) dp[l] = p[l] * (dp[l] - d);
}

static bool T(backward_tile)(const attention_job *j, int64_t s, int64_t i0, const REAL *d, int64_t j0,
                             int64_t n, REAL *p, REAL *dp) {
    int64_t rows = j->queries - i0 < ATTENTION_QUERIES ? j->queries - i0 : ATTENTION_QUERIES,
            whole = (n + LANES - 1) / LANES * LANES;
    int64_t q_row = T(row_step)(j, &j->q), k_row = T(row_step)(j, &j->k), v_row = T(row_step)(j, &j->v),
            g_row = T(row_step)(j, &j->grad);
    const REAL *g = T(matrix_at)(j, &j->grad, s) + i0 * g_row,
               *lse = (const REAL *)(void *)j->lse.data + s * j->queries + i0;
    if (!T(scores)(j, s, i0, rows, j0, n, p)) return false;
    for (int64_t i = 0; i < rows; i++) T(row_exp)(whole, p + i * T(LD), lse[i]);
    if (j->grad_v.data) {
        int64_t row = T(row_step)(j, &j->grad_v);
        if (!GEMM(true, false, n, j->value_size, rows, 1, p, T(LD), g, g_row, 1,
                  T(matrix_at)(j, &j->grad_v, s) + j0 * row, row, NULL))
            return false;
    }
    if (!j->grad_q.data && !j->grad_k.data) return true;
    if (!GEMM(false, true, rows, n, j->value_size, 1, g, g_row, T(matrix_at)(j, &j->v, s) + j0 * v_row, v_row,
              0, dp, T(LD), NULL))
        return false;
    for (int64_t i = 0; i < rows; i++) T(row_back)(n, p + i * T(LD), dp + i * T(LD), d[i]);
    if (j->grad_q.data) {
        int64_t row = T(row_step)(j, &j->grad_q);
        if (!GEMM(false, false, rows, j->size, n, (REAL)j->scale, dp, T(LD),
                  T(matrix_at)(j, &j->k, s) + j0 * k_row, k_row, j0 > 0,
                  T(matrix_at)(j, &j->grad_q, s) + i0 * row, row, NULL))
            return false;
    }
    if (j->grad_k.data) {
        int64_t row = T(row_step)(j, &j->grad_k);
        if (!GEMM(true, false, n, j->size, rows, (REAL)j->scale, dp, T(LD),
                  T(matrix_at)(j, &j->q, s) + i0 * q_row, q_row, 1, T(matrix_at)(j, &j->grad_k, s) + j0 * row,
                  row, NULL))
            return false;
    }
    return true;
}

static void T(matrix_zero)(const attention_job *j, const attention_view *v, int64_t s, int64_t rows,
                           int64_t columns) {
    if (!v->data) return;
    REAL *to = T(matrix_at)(j, v, s);
    for (int64_t i = 0; i < rows; i++) memset(to + i * T(row_step)(j, v), 0, (size_t)columns * sizeof(REAL));
}

static bool T(backward_member)(const attention_job *j, int64_t s, REAL *p) {
    int64_t g_row = T(row_step)(j, &j->grad), out_row = T(row_step)(j, &j->out);
    T(matrix_zero)(j, &j->grad_q, s, j->queries, j->size);
    T(matrix_zero)(j, &j->grad_k, s, j->keys, j->size);
    T(matrix_zero)(j, &j->grad_v, s, j->keys, j->value_size);
    for (int64_t i0 = 0; i0 < j->queries; i0 += ATTENTION_QUERIES) {
        int64_t end = i0 + ATTENTION_QUERIES < j->queries ? i0 + ATTENTION_QUERIES : j->queries,
                keys = T(keys_seen)(j, end);
        REAL d[ATTENTION_QUERIES];
        for (int64_t i = i0; i < end; i++)
            d[i - i0] = (REAL)DOT(j->value_size, T(matrix_at)(j, &j->grad, s) + i * g_row,
                                  T(matrix_at)(j, &j->out, s) + i * out_row);
        for (int64_t j0 = 0; j0 < keys; j0 += ATTENTION_KEYS) {
            int64_t n = keys - j0 < ATTENTION_KEYS ? keys - j0 : ATTENTION_KEYS;
            if (!T(backward_tile)(j, s, i0, d, j0, n, p, p + ATTENTION_QUERIES * T(LD))) return false;
        }
    }
    return true;
}

static void T(backward)(void *context, int64_t block) {
    attention_job *j = context;
    size_t bytes = 2 * sizeof(REAL) * ATTENTION_QUERIES * T(LD);
    REAL *tiles = block_alloc(bytes);
    if (!tiles || !T(backward_member)(j, block, tiles)) atomic_store(&j->failed, true);
    if (tiles) block_free(tiles, bytes);
}
