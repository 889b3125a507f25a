/* SPDX-License-Identifier: MIT */
/* pool_loops.h - the other pooling loops for one REAL (pool_tmpl.c includes it for each). */

/* ---- averages ---- */

INLINE void T(sum_take)(int64_t n, const int64_t stride, const REAL *row, REAL *restrict sum) {
    IVDEP for (int64_t j = 0; j < n; j++) sum[j] += row[j * stride];
}
INLINE void T(sum_give)(int64_t n, const int64_t stride, REAL *row, const REAL *restrict share) {
    IVDEP for (int64_t j = 0; j < n; j++) row[j * stride] += share[j];
}

/* elements of a window's extent along dimension d, padded or inside */
INLINE int64_t T(extent)(const pool_geometry *g, int d, int64_t o) {
    int64_t from = o * g->stride[d] - g->pad[d], to = from + g->kernel[d];
    if (to > g->in[d] + g->pad[d]) to = g->in[d] + g->pad[d];
    if (g->include_pad) return to - from;
    if (from < 0) from = 0;
    if (to > g->in[d]) to = g->in[d];
    return to - from;
}

/* v[j - begin] = from[j - begin] / divisor of window (d, h, j) */
INLINE void T(divide)(const pool_geometry *g, int64_t d, int64_t h, int64_t begin, int64_t end, const REAL *from, REAL *v) {
    int64_t outer = g->divisor ? g->divisor : T(extent)(g, 0, d) * T(extent)(g, 1, h), first, last;
    /* windows that lie inside have the whole kernel */
    inside(begin, end, -g->pad[2], g->stride[2], g->in[2] - g->kernel[2] + 1, &first, &last);
    if (g->divisor) first = begin, last = end;
    if (first > last) first = last = begin;
    REAL whole = (REAL)(g->divisor ? outer : outer * g->kernel[2]);
    for (int64_t j = begin; j < first; j++) v[j - begin] = from[j - begin] / (REAL)(outer * T(extent)(g, 2, j));
    for (int64_t j = first; j < last; j++) v[j - begin] = from[j - begin] / whole;
    for (int64_t j = last; j < end; j++) v[j - begin] = from[j - begin] / (REAL)(outer * T(extent)(g, 2, j));
}

/* Sums windows begin … end - 1 of row (d, h) into sum, or adds sum to what they cover. */
INLINE void T(avg_row)(const pool_geometry *g, REAL *x, int64_t d, int64_t h, int64_t begin, int64_t end, REAL *sum, const bool give) {
    int64_t stride = g->stride[2], d0 = d * g->stride[0] - g->pad[0], h0 = h * g->stride[1] - g->pad[1];
    for (int64_t kd = 0; kd < g->kernel[0]; kd++)
        for (int64_t kh = 0; kh < g->kernel[1]; kh++) {
            int64_t id = d0 + kd, ih = h0 + kh;
            if (id < 0 || id >= g->in[0] || ih < 0 || ih >= g->in[1]) continue;
            for (int64_t kw = 0; kw < g->kernel[2]; kw++) {
                int64_t reach = kw - g->pad[2], from, to;
                inside(begin, end, reach, stride, g->in[2], &from, &to);
                if (from >= to) continue;
                REAL *row = x + (id * g->in[1] + ih) * g->in[2] + from * stride + reach, *v = sum + from - begin;
                if (give) {
                    if (stride == 1) T(sum_give)(to - from, 1, row, v);
                    else if (stride == 2) T(sum_give)(to - from, 2, row, v);
                    else T(sum_give)(to - from, stride, row, v);
                } else if (stride == 1) T(sum_take)(to - from, 1, row, v);
                else if (stride == 2) T(sum_take)(to - from, 2, row, v);
                else T(sum_take)(to - from, stride, row, v);
            }
        }
}

static void T(avg)(const pool_geometry *g, const void *from, void *to) {
    REAL *y = to;
    for (int64_t i = 0; i < g->out[0] * g->out[1]; i++, y += g->out[2]) {
        memset(y, 0, (size_t)g->out[2] * sizeof(REAL));
        T(avg_row)(g, (REAL *)(uintptr_t)from, i / g->out[1], i % g->out[1], 0, g->out[2], y, false);
        T(divide)(g, i / g->out[1], i % g->out[1], 0, g->out[2], y, y);
    }
}

static void T(avg_input)(const pool_geometry *g, const void *from, void *to) {
    const REAL *gy = from;
    REAL share[CHUNK];
    memset(to, 0, (size_t)(g->in[0] * g->in[1] * g->in[2]) * sizeof(REAL));
    for (int64_t i = 0; i < g->out[0] * g->out[1]; i++)
        for (int64_t begin = 0; begin < g->out[2]; begin += CHUNK) {
            int64_t end = begin + CHUNK < g->out[2] ? begin + CHUNK : g->out[2];
            T(divide)(g, i / g->out[1], i % g->out[1], begin, end, gy + i * g->out[2] + begin, share);
            T(avg_row)(g, to, i / g->out[1], i % g->out[1], begin, end, share, true);
        }
}

/* ---- adaptive windows of the last two dimensions ---- */

static void T(adaptive_avg)(const pool_geometry *g, const void *from, void *to) {
    REAL *y = to;
    for (int64_t h = 0; h < g->out[1]; h++)
        for (int64_t w = 0; w < g->out[2]; w++) {
            int64_t top = pool_start(h, g->out[1], g->in[1]), bottom = pool_end(h, g->out[1], g->in[1]);
            int64_t left = pool_start(w, g->out[2], g->in[2]), right = pool_end(w, g->out[2], g->in[2]);
            REAL sum = 0;
            for (int64_t i = top; i < bottom; i++)
                for (int64_t j = left; j < right; j++) sum += ((const REAL *)from)[i * g->in[2] + j];
            *y++ = sum / (REAL)((bottom - top) * (right - left));
        }
}

static void T(adaptive_avg_input)(const pool_geometry *g, const void *from, void *to) {
    const REAL *gy = from;
    REAL *gx = to;
    memset(gx, 0, (size_t)(g->in[1] * g->in[2]) * sizeof(REAL));
    for (int64_t h = 0; h < g->out[1]; h++)
        for (int64_t w = 0; w < g->out[2]; w++) {
            int64_t top = pool_start(h, g->out[1], g->in[1]), bottom = pool_end(h, g->out[1], g->in[1]);
            int64_t left = pool_start(w, g->out[2], g->in[2]), right = pool_end(w, g->out[2], g->in[2]);
            REAL share = *gy++ / (REAL)((bottom - top) * (right - left));
            for (int64_t i = top; i < bottom; i++)
                for (int64_t j = left; j < right; j++) gx[i * g->in[2] + j] += share;
        }
}

static void T(adaptive_max)(const pool_geometry *g, const void *from, void *to, int64_t *indices) {
    const REAL *x = from;
    REAL *y = to;
    for (int64_t h = 0; h < g->out[1]; h++)
        for (int64_t w = 0; w < g->out[2]; w++) {
            int64_t bottom = pool_end(h, g->out[1], g->in[1]), left = pool_start(w, g->out[2], g->in[2]), right = pool_end(w, g->out[2], g->in[2]);
            int64_t at = pool_start(h, g->out[1], g->in[1]) * g->in[2] + left;
            REAL top = -(REAL)INFINITY;
            for (int64_t i = at / g->in[2]; i < bottom; i++)
                for (int64_t j = left; j < right; j++) {
                    REAL v = x[i * g->in[2] + j];
                    if (!(v > top || v != v)) continue;
                    top = v;
                    at = i * g->in[2] + j;
                }
            *indices++ = at;
            *y++ = top;
        }
}

static void T(scatter)(int64_t count, const void *from, const int64_t *indices, void *to, int64_t plane) {
    REAL *gx = to;
    memset(gx, 0, (size_t)plane * sizeof(REAL));
    for (int64_t i = 0; i < count; i++) gx[indices[i]] += ((const REAL *)from)[i];
}
