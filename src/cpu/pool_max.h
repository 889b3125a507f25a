/* SPDX-License-Identifier: MIT */
/* pool_max.h - maxima of windows for one REAL, in vectors (pool_tmpl.c includes it for each). Rows shorter than a vector are
   vectors too: a comparison of random data must not become a branch. */

#if LANES > 1
typedef T(vec_index) T(places);
/* larger, or NaN: what replaces a maximum so far; all bits set where so */
INLINE T(places) T(above)(V v, V top) { return (v > top) | (v != v); }
INLINE V T(choose)(T(places) yes, V a, V b) { return (V)((yes & (T(places))a) | (~yes & (T(places))b)); }
INLINE T(places) T(choose_place)(T(places) yes, T(places) a, T(places) b) { return (yes & a) | (~yes & b); }
INLINE T(places) T(places_from)(REAL_INDEX first, REAL_INDEX step) {
    T(places) p;
    for (int i = 0; i < LANES; i++) p[i] = first + step * (REAL_INDEX)i;
    return p;
}
#if LANES == 2
#define EVEN_LANES 0, 2
#define ODD_LANES 1, 3
#elif LANES == 4
#define EVEN_LANES 0, 2, 4, 6
#define ODD_LANES 1, 3, 5, 7
#elif LANES == 8
#define EVEN_LANES 0, 2, 4, 6, 8, 10, 12, 14
#define ODD_LANES 1, 3, 5, 7, 9, 11, 13, 15
#else
#define EVEN_LANES 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30
#define ODD_LANES 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31
#endif
INLINE V T(even)(V a, V b) { return VEC_SHUFFLE(a, b, EVEN_LANES); }
INLINE V T(odd)(V a, V b) { return VEC_SHUFFLE(a, b, ODD_LANES); }
INLINE V T(low)(V a, V b) { return VEC_SHUFFLE(a, b, LOW_LANES); }
INLINE V T(high)(V a, V b) { return VEC_SHUFFLE(a, b, HIGH_LANES); }
#undef EVEN_LANES
#undef ODD_LANES
#else
typedef REAL_INDEX T(places);
INLINE T(places) T(above)(V v, V top) { return v > top || v != v ? -1 : 0; }
INLINE V T(choose)(T(places) yes, V a, V b) { return yes ? a : b; }
INLINE T(places) T(choose_place)(T(places) yes, T(places) a, T(places) b) { return yes ? a : b; }
INLINE T(places) T(places_from)(REAL_INDEX first, REAL_INDEX step) {
    (void)step;
    return first;
}
INLINE V T(even)(V a, V b) {
    (void)b;
    return a;
}
INLINE V T(odd)(V a, V b) {
    (void)a;
    return b;
}
INLINE V T(low)(V a, V b) {
    (void)b;
    return a;
}
INLINE V T(high)(V a, V b) {
    (void)a;
    return b;
}
#endif

/* the first `count` elements of a vector, which may be none or more than there are lanes */
INLINE V T(load_part)(const REAL *p, int64_t count) {
    if (count >= LANES) return T(vec_load)(p);
    return count > 0 ? T(mask_load)(p, T(mask_of)(count)) : (V){ 0 };
}
INLINE void T(store_part)(REAL *p, int64_t count, V v) {
    if (count >= LANES) T(vec_store)(p, v);
    else if (count > 0) T(mask_store)(p, T(mask_of)(count), v);
}

/* lane i is row[i * stride] */
INLINE V T(load_strided)(const REAL *row, int64_t stride, int64_t count) {
    if (stride == 1) return T(load_part)(row, count);
    if (stride == 2) return T(even)(T(load_part)(row, 2 * count - 1), T(load_part)(row + LANES, 2 * count - 1 - LANES));
    REAL lanes[LANES] = { 0 };
    for (int64_t i = 0; i < LANES && i < count; i++) lanes[i] = row[i * stride];
    return T(vec_load)(lanes);
}

/* The maxima of some windows of one row so far, and where they are in the plane; a vector more than that. */
typedef struct T(row_max) { REAL top[CHUNK + 16]; REAL_INDEX at[CHUNK + 16]; } T(row_max);

/* n windows from number `first` take in column j * stride of a row; place is the index of that row's first element */
INLINE void T(max_take)(T(row_max) *m, int64_t first, int64_t n, int64_t stride, const REAL *row, int64_t place, const bool places) {
    T(places) lane = T(places_from)(0, 1), step = T(places_from)(0, (REAL_INDEX)stride);
    V none = T(vec_splat)(-(REAL)INFINITY);
    for (int64_t j = 0; j < n; j += LANES) {
        V top = T(vec_load)(m->top + first + j), v = T(load_strided)(row + j * stride, stride, n - j);
        if (n - j < LANES) v = T(choose)(lane < (REAL_INDEX)(n - j), v, none);
        T(places) above = T(above)(v, top);
        T(vec_store)(m->top + first + j, T(choose)(above, v, top));
        if (!places) continue;
        T(places) at;
        memcpy(&at, m->at + first + j, sizeof at);
        at = T(choose_place)(above, step + (REAL_INDEX)(place + j * stride), at);
        memcpy(m->at + first + j, &at, sizeof at);
    }
}

/* Windows begin … end - 1 of row (d, h) of the result. */
INLINE void T(max_row)(const pool_geometry *g, const REAL *x, int64_t d, int64_t h, int64_t begin, int64_t end, T(row_max) *m, const bool places) {
    int64_t stride = g->stride[2], d0 = d * g->stride[0] - g->pad[0], h0 = h * g->stride[1] - g->pad[1];
    bool first = true;
    for (int64_t j = 0; j < end - begin + LANES; j++) m->top[j] = -(REAL)INFINITY;
    for (int64_t kd = 0; kd < g->kernel[0]; kd++)
        for (int64_t kh = 0; kh < g->kernel[1]; kh++) {
            int64_t id = d0 + kd * g->dilation[0], ih = h0 + kh * g->dilation[1];
            if (id < 0 || id >= g->in[0] || ih < 0 || ih >= g->in[1]) continue;
            int64_t place = (id * g->in[1] + ih) * g->in[2];
            if (first && places) /* a window of nothing but -inf: its first element */
                for (int64_t j = begin; j < end; j++) {
                    int64_t i = j * stride - g->pad[2];
                    while (i < 0) i += g->dilation[2];
                    m->at[j - begin] = (REAL_INDEX)(place + i);
                }
            first = false;
            for (int64_t kw = 0; kw < g->kernel[2]; kw++) {
                int64_t reach = kw * g->dilation[2] - g->pad[2], from, to;
                inside(begin, end, reach, stride, g->in[2], &from, &to);
                int64_t offset = place + from * stride + reach;
                if (stride == 1) T(max_take)(m, from - begin, to - from, 1, x + offset, offset, places);
                else if (stride == 2) T(max_take)(m, from - begin, to - from, 2, x + offset, offset, places);
                else T(max_take)(m, from - begin, to - from, stride, x + offset, offset, places);
            }
        }
}
static void T(max_row_values)(const pool_geometry *g, const REAL *x, int64_t d, int64_t h, int64_t begin, int64_t end, T(row_max) *m) {
    T(max_row)(g, x, d, h, begin, end, m, false);
}
static void T(max_row_places)(const pool_geometry *g, const REAL *x, int64_t d, int64_t h, int64_t begin, int64_t end, T(row_max) *m) {
    T(max_row)(g, x, d, h, begin, end, m, true);
}

/* Windows of 2 x 2 beside each other, without padding. */
static bool T(is_pairs)(const pool_geometry *g) {
    for (int d = 0; d < 3; d++)
        if (g->pad[d] || g->dilation[d] != 1 || g->kernel[d] != (d ? 2 : 1) || g->stride[d] != (d ? 2 : 1)) return false;
    return 2 * g->out[1] <= g->in[1] && 2 * g->out[2] <= g->in[2];
}

/* of rows a and b of the input */
static void T(max_pairs)(int64_t n, const REAL *a, const REAL *b, REAL *y) {
    for (int64_t j = 0; j < n; j += LANES) {
        int64_t left = 2 * (n - j);
        V a0 = T(load_part)(a + 2 * j, left), a1 = T(load_part)(a + 2 * j + LANES, left - LANES);
        V b0 = T(load_part)(b + 2 * j, left), b1 = T(load_part)(b + 2 * j + LANES, left - LANES);
        V top = T(even)(a0, a1), v = T(odd)(a0, a1);
        top = T(choose)(T(above)(v, top), v, top);
        v = T(even)(b0, b1);
        top = T(choose)(T(above)(v, top), v, top);
        v = T(odd)(b0, b1);
        T(store_part)(y + j, n - j, T(choose)(T(above)(v, top), v, top));
    }
}

/* The gradient goes to the place of the maximum: the last one that was above all before. */
static void T(max_pairs_input)(int64_t n, const REAL *a, const REAL *b, const REAL *gy, REAL *ga, REAL *gb) {
    for (int64_t j = 0; j < n; j += LANES) {
        int64_t left = 2 * (n - j);
        V a0 = T(load_part)(a + 2 * j, left), a1 = T(load_part)(a + 2 * j + LANES, left - LANES);
        V b0 = T(load_part)(b + 2 * j, left), b1 = T(load_part)(b + 2 * j + LANES, left - LANES);
        V g = T(load_part)(gy + j, n - j), none = { 0 }, x0 = T(even)(a0, a1), x1 = T(odd)(a0, a1), x2 = T(even)(b0, b1), x3 = T(odd)(b0, b1);
        T(places) second = T(above)(x1, x0);
        V top = T(choose)(second, x1, x0);
        T(places) third = T(above)(x2, top);
        T(places) fourth = T(above)(x3, T(choose)(third, x2, top));
        V g3 = T(choose)(fourth, g, none), rest = T(choose)(fourth, none, g);
        V g2 = T(choose)(third, rest, none);
        rest = T(choose)(third, none, rest);
        V g1 = T(choose)(second, rest, none), g0 = T(choose)(second, none, rest);
        T(store_part)(ga + 2 * j, left, T(low)(g0, g1));
        T(store_part)(ga + 2 * j + LANES, left - LANES, T(high)(g0, g1));
        T(store_part)(gb + 2 * j, left, T(low)(g2, g3));
        T(store_part)(gb + 2 * j + LANES, left - LANES, T(high)(g2, g3));
    }
}

static void T(max)(const pool_geometry *g, const void *from, void *to, int64_t *indices) {
    const REAL *x = from;
    REAL *y = to;
    T(row_max) m;
    int64_t width = g->out[2];
    bool pairs = !indices && T(is_pairs)(g);
    for (int64_t i = 0; i < g->out[0] * g->out[1]; i++) {
        int64_t d = i / g->out[1], h = i % g->out[1];
        if (pairs) {
            const REAL *row = x + (d * g->in[1] + h * 2) * g->in[2];
            T(max_pairs)(width, row, row + g->in[2], y + i * width);
            continue;
        }
        for (int64_t begin = 0; begin < width; begin += CHUNK) {
            int64_t end = begin + CHUNK < width ? begin + CHUNK : width;
            if (indices) {
                T(max_row_places)(g, x, d, h, begin, end, &m);
                for (int64_t j = begin; j < end; j++) indices[i * width + j] = m.at[j - begin];
            } else T(max_row_values)(g, x, d, h, begin, end, &m);
            memcpy(y + i * width + begin, m.top, (size_t)(end - begin) * sizeof(REAL));
        }
    }
}

static void T(max_input)(const pool_geometry *g, const void *from, const void *grad, void *to) {
    const REAL *x = from, *gy = grad;
    REAL *gx = to;
    int64_t width = g->out[2], in = g->in[2];
    if (T(is_pairs)(g)) {
        for (int64_t d = 0; d < g->out[0]; d++) {
            int64_t plane = d * g->in[1] * in;
            for (int64_t h = 0; h < g->out[1]; h++) {
                int64_t row = plane + 2 * h * in;
                T(max_pairs_input)(width, x + row, x + row + in, gy + (d * g->out[1] + h) * width, gx + row, gx + row + in);
                for (int64_t j = 2 * width; j < in; j++) gx[row + j] = gx[row + in + j] = 0;
            }
            memset(gx + plane + 2 * g->out[1] * in, 0, (size_t)((g->in[1] - 2 * g->out[1]) * in) * sizeof(REAL));
        }
        return;
    }
    memset(gx, 0, (size_t)(g->in[0] * g->in[1] * in) * sizeof(REAL));
    T(row_max) m;
    for (int64_t i = 0; i < g->out[0] * g->out[1]; i++)
        for (int64_t begin = 0; begin < width; begin += CHUNK) {
            int64_t end = begin + CHUNK < width ? begin + CHUNK : width;
            T(max_row_places)(g, x, i / g->out[1], i % g->out[1], begin, end, &m);
            for (int64_t j = begin; j < end; j++) gx[m.at[j - begin]] += gy[i * width + j];
        }
}
