/* SPDX-License-Identifier: MIT */
/* conv_kernel.h - tiles of a convolution for one REAL (conv_tmpl.c includes it for each). Products
   are summed in the order of channels and taps, one fused step each, in whatever tile and lane a
   result lies. After `chunk` of them a new sum begins, which is added to the one before: long sums lose less so. */

enum { T(LANES) = LANES };
#define CONV_PANEL (2 * LANES)

/* ---- the padded copy ---- */

/* Zeros, by vectors: a call of memset for a few elements between two rows costs more than the rows. */
INLINE void T(split_zero)(REAL *to, int64_t count) {
    int64_t i = 0;
    for (; i + LANES <= count; i += LANES) T(vec_store)(to + i, T(vec_splat)(0));
    if (i < count) T(mask_store)(to + i, T(mask_of)(count - i), T(vec_splat)(0));
}

/* to[i] = from[2 i] */
INLINE void T(split_evens)(REAL *to, const REAL *from, int64_t count) {
    int64_t i = 0;
#if LANES > 1
    for (; i + LANES < count; i += LANES)
        T(vec_store)(to + i,
                     VEC_SHUFFLE(T(vec_load)(from + 2 * i), T(vec_load)(from + 2 * i + LANES), EVEN_LANES));
    int64_t last = 2 * (count - i) - 1; /* elements from the first to the last one wanted */
    if (count - i > LANES / 4) {
        V low = T(mask_load)(from + 2 * i, T(mask_of)(last < LANES ? last : LANES)), high = { 0 };
        if (last > LANES) high = T(mask_load)(from + 2 * i + LANES, T(mask_of)(last - LANES));
        T(mask_store)(to + i, T(mask_of)(count - i), VEC_SHUFFLE(low, high, EVEN_LANES));
        return;
    }
#endif
    for (; i < count; i++) to[i] = from[2 * i];
}

/* A row of q elements: zeros, elements begin … end - 1 from `from` (a step apart), zeros. */
INLINE void T(split_row)(REAL *to, const REAL *from, int64_t step, int64_t begin, int64_t end, int64_t q) {
    if (q <= LANES) T(split_zero)(to, q);
    else {
        T(split_zero)(to, begin);
        T(split_zero)(to + end, q - end);
    }
    if (step == 1) {
        int64_t i = begin;
        for (; i + LANES <= end; i += LANES) T(vec_store)(to + i, T(vec_load)(from + i));
        if (i < end) T(mask_store)(to + i, T(mask_of)(end - i), T(mask_load)(from + i, T(mask_of)(end - i)));
    } else if (step == 2) T(split_evens)(to + begin, from + 2 * begin, end - begin);
    else
        for (int64_t i = begin; i < end; i++) to[i] = from[i * step];
}

/* The elements of a phase that lie inside the source, along dimension d: [*begin, *end). */
INLINE void T(split_range)(const conv_source *s, int d, int64_t phase, int64_t *begin, int64_t *end) {
    int64_t first = phase - s->lead[d], step = s->step[d], q = s->q[d];
    *begin = first < 0 ? (-first + step - 1) / step : 0;
    *end = s->size[d] > first ? (s->size[d] - first + step - 1) / step : 0;
    if (*end > q) *end = q;
    if (*begin > *end) *begin = *end;
}

static void T(split)(const conv_source *s, const void *source, void *copy) {
    int64_t phases = s->phases[0] * s->phases[1] * s->phases[2],
            volume = s->size[0] * s->size[1] * s->size[2], row = s->q[2];
    for (int64_t phase = 0; phase < phases; phase++) {
        int64_t p[3] = { phase / (s->phases[2] * s->phases[1]), phase / s->phases[2] % s->phases[1],
                         phase % s->phases[2] },
                begin[3], end[3];
        for (int d = 0; d < 3; d++) T(split_range)(s, d, p[d], &begin[d], &end[d]);
        for (int64_t c = 0; c < s->channels; c++) {
            REAL *to = (REAL *)copy + c * s->block + phase * s->plane;
            for (int64_t d = 0; d < s->q[0]; d++) {
                bool filled = d >= begin[0] && d < end[0];
                int64_t top = filled ? begin[1] : s->q[1], bottom = filled ? end[1] : s->q[1];
                T(split_zero)(to, top * row);
                to += top * row;
                const REAL *from = (const REAL *)source + c * volume - s->lead[2] + p[2] +
                                   ((d * s->step[0] + p[0] - s->lead[0]) * s->size[1] + top * s->step[1] +
                                    p[1] - s->lead[1]) *
                                       s->size[2];
                for (int64_t h = top; h < bottom; h++, to += row, from += s->step[1] * s->size[2])
                    T(split_row)(to, from, s->step[2], begin[2], end[2], row);
                T(split_zero)(to, (s->q[1] - bottom) * row);
                to += (s->q[1] - bottom) * row;
            }
        }
    }
}

static void T(weights)(void *packed, const void *w, int64_t m, int64_t first, int64_t end, int64_t channels,
                       int64_t taps, const int64_t *tap, int64_t row_step, int64_t channel_step) {
    REAL *to = packed;
    const REAL *from = w;
    int64_t tiles = (m + TILE_M - 1) / TILE_M;
    bool every = true; /* all taps, in order */
    for (int64_t t = 0; t < taps; t++) every = every && tap[t] == t;
    for (int64_t tile = first; tile < end; tile++) {
        int64_t rows = conv_tile_start(m, tiles, tile + 1) - conv_tile_start(m, tiles, tile);
        if (every && channel_step == taps) { /* they lie as they are wanted, turned about */
            T(pack_transpose)(to, rows, from, row_step, rows, channels * taps, false);
            to += rows * channels * taps;
        } else if (every && row_step == taps) { /* so do those of a channel, which lie far from the next one's */
            for (int64_t c = 0; c < channels; c++, to += rows * taps) {
                if (c + WEIGHTS_AHEAD < channels)
                    for (int64_t i = 0; i < rows * taps; i += 64 / (int64_t)sizeof(REAL))
                        __builtin_prefetch(from + (c + WEIGHTS_AHEAD) * channel_step + i);
                T(pack_transpose)(to, rows, from + c * channel_step, taps, rows, taps, false);
            }
        } else {
            for (int64_t c = 0; c < channels; c++)
                for (int64_t t = 0; t < taps; t++)
                    for (int64_t i = 0; i < rows; i++) *to++ = from[i * row_step + c * channel_step + tap[t]];
        }
        from += rows * row_step;
    }
}

/* ---- sums ---- */

/* sums[i, lane] = sum over p of a[p, i] b[offset[p] + lane]; more: added to what is there */
INLINE void T(conv_sums)(const int mr, const int nv, int64_t k, const REAL *a, const REAL *b,
                         const int64_t *offset, REAL *sums, bool more) {
    V acc[TILE_ROWS_MAX][2];
    UNROLL for (int i = 0; i < mr; i++) acc[i][0] = acc[i][1] = (V){ 0 };
    for (int64_t p = 0; p < k; p++, a += mr) {
        const REAL *row = b + offset[p];
        V b0 = T(vec_load)(row), b1 = nv > 1 ? T(vec_load)(row + LANES) : (V){ 0 };
        UNROLL for (int i = 0; i < mr; i++) {
            V x = T(vec_splat)(a[i]);
            acc[i][0] = VEC_MADD(x, b0, acc[i][0]);
            if (nv > 1) acc[i][1] = VEC_MADD(x, b1, acc[i][1]);
        }
    }
    if (more) {
        UNROLL for (int i = 0; i < mr; i++) {
            acc[i][0] += T(vec_load)(sums + i * CONV_PANEL);
            if (nv > 1) acc[i][1] += T(vec_load)(sums + i * CONV_PANEL + LANES);
        }
    }
    UNROLL for (int i = 0; i < mr; i++) {
        T(vec_store)(sums + i * CONV_PANEL, acc[i][0]);
        if (nv > 1) T(vec_store)(sums + i * CONV_PANEL + LANES, acc[i][1]);
    }
}

#define CONV_ARGS int64_t k, const REAL *a, const REAL *b, const int64_t *offset, REAL *sums, bool more
#define CONV_SUMS(mr, nv) \
    static void T(conv_sums_##mr##x##nv)(CONV_ARGS) { T(conv_sums)(mr, nv, k, a, b, offset, sums, more); }
#define CONV_SUMS_ENTRY(mr, nv) T(conv_sums_##mr##x##nv),
TILE_HEIGHTS(CONV_SUMS, 1)
TILE_HEIGHTS(CONV_SUMS, 2)
static void (*const T(conv_sums_of)[2][TILE_M])(CONV_ARGS) = { { TILE_HEIGHTS(CONV_SUMS_ENTRY, 1) },
                                                               { TILE_HEIGHTS(CONV_SUMS_ENTRY, 2) } };

/* The sums of a tile, with the bias, to their places. */
static void T(conv_put)(const conv_rows *r, int64_t row, int64_t rows, const conv_tile *tile,
                        const REAL *sums) {
    for (int64_t i = 0; i < rows; i++, sums += CONV_PANEL) {
        REAL bias = r->bias ? ((const REAL *)r->bias)[row + i] : 0;
        V add = T(vec_splat)(bias);
        for (int s = 0; s < tile->segments; s++) {
            const conv_segment *g = &tile->segment[s];
            REAL *to = (REAL *)r->to + (row + i) * r->to_row + g->to;
            const REAL *from = sums + g->column;
            if (r->to_step == 1) {
                int64_t j = 0;
                for (; j + LANES <= g->count; j += LANES) T(vec_store)(to + j, T(vec_load)(from + j) + add);
                if (j < g->count)
                    T(mask_store)(to + j, T(mask_of)(g->count - j), T(vec_load)(from + j) + add);
            } else {
                for (int64_t j = 0; j < g->count; j++) to[j * r->to_step] = from[j] + bias;
            }
        }
    }
}

/* Rows `first` to end - 1 of the panel of a tile: the elements of its columns, as they lie in the segments.
 */
static void T(conv_panel)(const conv_rows *r, const REAL *source, const conv_tile *tile, int64_t first,
                          int64_t end, REAL *panel) {
    for (int64_t p = first; p < end; p++, panel += CONV_PANEL) {
        const REAL *from = source + r->offset[p];
        for (int s = 0; s < tile->segments; s++) {
            const conv_segment *g = &tile->segment[s];
            const REAL *run = from + g->from;
            REAL *to = panel + g->column;
            if (g->count == 4) memcpy(to, run, 4 * sizeof(REAL));
            else if (g->count == 8) memcpy(to, run, 8 * sizeof(REAL));
            else
                for (int64_t j = 0; j < g->count; j++) to[j] = run[j];
        }
        for (int64_t j = tile->columns; j < CONV_PANEL; j++) panel[j] = 0;
    }
}

/* All rows of results for some tiles of columns whose rows of the source are used as they lie. */
static void T(multiply_direct)(const conv_rows *r, const REAL *source, const conv_tile *tiles,
                               int64_t tile_count) {
    _Alignas(64) REAL
        sums[(TILE_ROWS_MAX + 1) * CONV_PANEL]; /* a row more: the last segment is read as a whole vector */
    for (int64_t i = 0; i < r->tiles; i++) {
        int64_t row = conv_tile_start(r->m, r->tiles, i), rows = conv_tile_start(r->m, r->tiles, i + 1) - row;
        const REAL *a = (const REAL *)r->weights + row * r->k;
        for (int64_t t = 0; t < tile_count; t++) {
            for (int64_t k = 0; k == 0 || k < r->k; k += r->chunk) {
                int64_t count = r->k - k < r->chunk ? r->k - k : r->chunk;
                T(conv_sums_of)
                [tiles[t].columns > LANES][rows - 1](count, a + k * rows, source + tiles[t].base, r->offset + k, sums,
                                                     k > 0);
            }
            T(conv_put)(r, row, rows, &tiles[t], sums);
        }
    }
}

/* The same through panels, a chunk of k at a time, so that they and the weights that meet them stay near. */
static void T(multiply_panels)(const conv_rows *r, const REAL *source, const conv_tile *tiles, int64_t count,
                               REAL *panels) {
    const int64_t panel = r->chunk * CONV_PANEL, size = (TILE_ROWS_MAX + 1) * CONV_PANEL;
    int64_t *offset =
        (int64_t *)(void *)(panels +
                            count * panel); /* behind the panels there is room for their rows' offsets */
    for (int64_t p = 0; p < r->chunk; p++) offset[p] = p * CONV_PANEL;
    for (int64_t k = 0; k == 0 || k < r->k; k += r->chunk) { /* once where no tap meets any result */
        int64_t end = k + r->chunk < r->k ? k + r->chunk : r->k;
        for (int64_t t = 0; t < count; t++) T(conv_panel)(r, source, &tiles[t], k, end, panels + t * panel);
        for (int64_t i = 0; i < r->tiles; i++) {
            int64_t row = conv_tile_start(r->m, r->tiles, i),
                    rows = conv_tile_start(r->m, r->tiles, i + 1) - row;
            const REAL *a = (const REAL *)r->weights + row * r->k + k * rows;
            for (int64_t t = 0; t < count; t++) {
                REAL *sums = (REAL *)r->partial + (i * count + t) * size;
                T(conv_sums_of)
                [tiles[t].columns > LANES][rows - 1](end - k, a, panels + t * panel, offset, sums, k > 0);
                if (end == r->k) T(conv_put)(r, row, rows, &tiles[t], sums);
            }
        }
    }
}

static void T(multiply)(const conv_rows *r, const void *source, const conv_tile *tiles, int64_t count,
                        void *panels) {
    if (tiles[0].packed) T(multiply_panels)(r, source, tiles, count, panels);
    else T(multiply_direct)(r, source, tiles, count);
}

/* ---- the weight's gradient ---- */

/* Rows of sums += source columns times packed y: acc[i] += x[offset[i] + line + j] y[line, j] */
INLINE void T(outer_sums)(const int mr, const int nv, const conv_outer *o, int64_t first) {
    const REAL *y = o->packed;
    REAL *sums = (REAL *)o->sums + first * o->width;
    V acc[TILE_ROWS_MAX][2];
    UNROLL for (int i = 0; i < mr; i++) {
        acc[i][0] = acc[i][1] = (V){ 0 };
    }
    for (int64_t l = 0; l < o->lines; l++) {
        const REAL *line = (const REAL *)o->source + o->line[l], *row[TILE_ROWS_MAX];
        UNROLL for (int i = 0; i < mr; i++) row[i] = line + o->offset[first + i];
        for (int64_t j = 0; j < o->count; j++, y += nv * LANES) {
            V y0 = T(vec_load)(y), y1 = nv > 1 ? T(vec_load)(y + LANES) : (V){ 0 };
            UNROLL for (int i = 0; i < mr; i++) {
                V x = T(vec_splat)(row[i][j]);
                acc[i][0] = VEC_MADD(x, y0, acc[i][0]);
                if (nv > 1) acc[i][1] = VEC_MADD(x, y1, acc[i][1]);
            }
        }
    }
    UNROLL for (int i = 0; i < mr; i++) {
        T(vec_store)(sums + i * o->width, T(vec_load)(sums + i * o->width) + acc[i][0]);
        if (nv == 1) continue;
        T(vec_store)(sums + i * o->width + LANES, T(vec_load)(sums + i * o->width + LANES) + acc[i][1]);
    }
}

#define OUTER(mr, nv) \
    static void T(outer_##mr##x##nv)(const conv_outer *o, int64_t first) { T(outer_sums)(mr, nv, o, first); }
#define OUTER_ENTRY(mr, nv) T(outer_##mr##x##nv),
TILE_HEIGHTS(OUTER, 1)
TILE_HEIGHTS(OUTER, 2)
static void (*const T(outer_of)[2][TILE_M])(const conv_outer *o,
                                            int64_t first) = { { TILE_HEIGHTS(OUTER_ENTRY, 1) },
                                                               { TILE_HEIGHTS(OUTER_ENTRY, 2) } };

static void T(outer)(const conv_outer *o) {
    int64_t tiles = (o->rows + TILE_M - 1) / TILE_M;
    for (int64_t i = 0; i < tiles; i++) {
        int64_t row = conv_tile_start(o->rows, tiles, i), rows = conv_tile_start(o->rows, tiles, i + 1) - row;
        T(outer_of)[o->width > LANES][rows - 1](o, row);
    }
}

/* For few channels of y (depthwise convolutions), whose lanes would be empty: sums along the lines instead,
   lane by lane and then the lanes two by two. packed is y as it lies, `columns` channels of lines * count
   positions. */
static void T(dots)(const conv_outer *o, int64_t columns) {
    int64_t whole = o->count / LANES * LANES;
    T(mask) rest = T(mask_of)(o->count - whole);
    for (int64_t i = 0; i < o->rows * columns; i++) {
        int64_t row = i / columns, column = i % columns;
        const REAL *y = (const REAL *)o->packed + column * o->lines * o->count;
        V sum[2] = { T(vec_splat)(0), T(vec_splat)(0) };
        for (int64_t l = 0; l < o->lines; l++, y += o->count) {
            const REAL *x = (const REAL *)o->source + o->line[l] + o->offset[row];
            int64_t j = 0;
            for (; j < whole; j += LANES) sum[0] = VEC_MADD(T(vec_load)(x + j), T(vec_load)(y + j), sum[0]);
            if (j < o->count) sum[1] = VEC_MADD(T(mask_load)(x + j, rest), T(mask_load)(y + j, rest), sum[1]);
        }
        REAL lanes[LANES];
        T(vec_store)(lanes, sum[0] + sum[1]);
        for (int half = LANES / 2; half >= 1; half /= 2)
            for (int j = 0; j < half; j++) lanes[j] += lanes[j + half];
        ((REAL *)o->sums)[row * o->width + column] += lanes[0];
    }
}

static void T(transpose)(void *to, int64_t to_row, const void *from, int64_t from_row, int64_t rows,
                         int64_t cols, bool pad) {
    T(pack_transpose)(to, to_row, from, from_row, rows, cols, pad);
}

static void T(add)(void *to, const void *from, int64_t count) {
    REAL *sum = to;
    const REAL *more = from;
    for (int64_t i = 0; i < count; i++) sum[i] += more[i];
}
#undef CONV_PANEL
#undef CONV_ARGS
#undef CONV_SUMS
#undef CONV_SUMS_ENTRY
#undef OUTER
#undef OUTER_ENTRY
