/* SPDX-License-Identifier: MIT */
/* conv_kernel.h - tiles of a convolution for one REAL (conv_tmpl.c includes it for each). Each sum starts at 0 and takes its
   products in the order of channels and taps, one fused step each, in whatever tile and lane it lies. */

enum { T(LANES) = LANES };
#define CONV_PANEL (2 * LANES)

/* ---- the padded copy ---- */

static void T(split_row)(REAL *to, const REAL *from, int64_t q, int64_t size, int64_t step, int64_t first) {
    /* element i of `to` is element i * step + first of `from` */
    int64_t begin = first < 0 ? (-first + step - 1) / step : 0, end = size > first ? (size - first + step - 1) / step : 0;
    if (end > q) end = q;
    if (begin > end) begin = end;
    for (int64_t i = 0; i < begin; i++) to[i] = 0;
    if (step == 1)
        for (int64_t i = begin; i < end; i++) to[i] = from[i + first];
    else
        for (int64_t i = begin; i < end; i++) to[i] = from[i * step + first];
    for (int64_t i = end; i < q; i++) to[i] = 0;
}

static void T(split)(const conv_source *s, const void *source, void *copy) {
    const REAL *from = source;
    REAL *to = copy;
    int64_t phases = s->phases[0] * s->phases[1] * s->phases[2];
    for (int64_t i = 0; i < s->channels * phases; i++) {
        int64_t phase = i % phases, pw = phase % s->phases[2], ph = phase / s->phases[2] % s->phases[1];
        int64_t pd = phase / (s->phases[2] * s->phases[1]);
        const REAL *channel = from + i / phases * (s->size[0] * s->size[1] * s->size[2]);
        for (int64_t d = 0; d < s->q[0]; d++)
            for (int64_t h = 0; h < s->q[1]; h++, to += s->q[2]) {
                int64_t id = d * s->step[0] + pd - s->lead[0], ih = h * s->step[1] + ph - s->lead[1];
                if (id < 0 || id >= s->size[0] || ih < 0 || ih >= s->size[1]) {
                    for (int64_t w = 0; w < s->q[2]; w++) to[w] = 0;
                    continue;
                }
                T(split_row)(to, channel + (id * s->size[1] + ih) * s->size[2], s->q[2], s->size[2], s->step[2], pw - s->lead[2]);
            }
    }
}

static void T(weights)(void *packed, const void *w, int64_t m, int64_t first, int64_t end, int64_t channels, int64_t taps,
                       const int64_t *tap, int64_t row_step, int64_t channel_step) {
    REAL *to = packed;
    const REAL *from = w;
    int64_t tiles = (m + TILE_M - 1) / TILE_M;
    for (int64_t tile = first; tile < end; tile++) {
        int64_t rows = conv_tile_start(m, tiles, tile + 1) - conv_tile_start(m, tiles, tile);
        for (int64_t c = 0; c < channels; c++)
            for (int64_t t = 0; t < taps; t++)
                for (int64_t i = 0; i < rows; i++) *to++ = from[i * row_step + c * channel_step + tap[t]];
        from += rows * row_step;
    }
}

/* ---- sums ---- */

/* sums[i, lane] = sum over p of a[p, i] b[offset[p] + lane] */
INLINE void T(conv_sums)(const int mr, const int nv, int64_t k, const REAL *a, const REAL *b, const int64_t *offset, REAL *sums) {
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
    UNROLL for (int i = 0; i < mr; i++) {
        T(vec_store)(sums + i * CONV_PANEL, acc[i][0]);
        if (nv > 1) T(vec_store)(sums + i * CONV_PANEL + LANES, acc[i][1]);
    }
}

#define CONV_ARGS int64_t k, const REAL *a, const REAL *b, const int64_t *offset, REAL *sums
#define CONV_SUMS(mr, nv) \
    static void T(conv_sums_##mr##x##nv)(CONV_ARGS) { T(conv_sums)(mr, nv, k, a, b, offset, sums); }
#define CONV_SUMS_ENTRY(mr, nv) T(conv_sums_##mr##x##nv),
TILE_HEIGHTS(CONV_SUMS, 1)
TILE_HEIGHTS(CONV_SUMS, 2)
static void (*const T(conv_sums_of)[2][TILE_M])(CONV_ARGS) = { { TILE_HEIGHTS(CONV_SUMS_ENTRY, 1) }, { TILE_HEIGHTS(CONV_SUMS_ENTRY, 2) } };

/* The sums of a tile, with the bias, to their places. */
static void T(conv_put)(const conv_rows *r, int64_t row, int64_t rows, const conv_tile *tile, const REAL *sums) {
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
                if (j < g->count) T(mask_store)(to + j, T(mask_of)(g->count - j), T(vec_load)(from + j) + add);
            } else {
                for (int64_t j = 0; j < g->count; j++) to[j * r->to_step] = from[j] + bias;
            }
        }
    }
}

/* The panel of a tile: row p has the elements of its columns, as they lie in the segments. */
static void T(conv_panel)(const conv_rows *r, const REAL *source, const conv_tile *tile, REAL *panel) {
    for (int64_t p = 0; p < r->k; p++, panel += CONV_PANEL) {
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


static void T(multiply)(const conv_rows *r, const void *source, const conv_tile *tiles, int64_t count, void *panels) {
    _Alignas(64) REAL sums[(TILE_ROWS_MAX + 1) * CONV_PANEL]; /* a row more: the last segment is read as a whole vector */
    const int64_t *offset = r->offset;
    int64_t *panel_offset = NULL;
    if (panels && count && tiles[0].packed) { /* behind the panels there is room for their rows' offsets */
        panel_offset = (int64_t *)(void *)((REAL *)panels + count * r->k * CONV_PANEL);
        for (int64_t p = 0; p < r->k; p++) panel_offset[p] = p * CONV_PANEL;
        for (int64_t t = 0; t < count; t++) T(conv_panel)(r, source, &tiles[t], (REAL *)panels + t * r->k * CONV_PANEL);
        offset = panel_offset;
    }
    for (int64_t i = 0; i < r->tiles; i++) {
        int64_t row = conv_tile_start(r->m, r->tiles, i), rows = conv_tile_start(r->m, r->tiles, i + 1) - row;
        const REAL *a = (const REAL *)r->weights + row * r->k;
        for (int64_t t = 0; t < count; t++) {
            const REAL *b = panel_offset ? (const REAL *)panels + t * r->k * CONV_PANEL : (const REAL *)source + tiles[t].base;
            T(conv_sums_of)[tiles[t].columns > LANES][rows - 1](r->k, a, b, offset, sums);
            T(conv_put)(r, row, rows, &tiles[t], sums);
        }
    }
}

/* ---- the weight's gradient ---- */

/* Rows of sums += source columns times packed y: acc[i] += x[offset[i] + line + j] y[line, j] */
INLINE void T(outer_sums)(const int mr, const int nv, const conv_outer *o, int64_t first) {
    const REAL *y = o->packed;
    REAL *sums = (REAL *)o->sums + first * o->width;
    V acc[TILE_ROWS_MAX][2];
    UNROLL for (int i = 0; i < mr; i++) {
        acc[i][0] = T(vec_load)(sums + i * o->width);
        acc[i][1] = nv > 1 ? T(vec_load)(sums + i * o->width + LANES) : (V){ 0 };
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
        T(vec_store)(sums + i * o->width, acc[i][0]);
        if (nv > 1) T(vec_store)(sums + i * o->width + LANES, acc[i][1]);
    }
}

#define OUTER(mr, nv) \
    static void T(outer_##mr##x##nv)(const conv_outer *o, int64_t first) { T(outer_sums)(mr, nv, o, first); }
#define OUTER_ENTRY(mr, nv) T(outer_##mr##x##nv),
TILE_HEIGHTS(OUTER, 1)
TILE_HEIGHTS(OUTER, 2)
static void (*const T(outer_of)[2][TILE_M])(const conv_outer *o, int64_t first) = { { TILE_HEIGHTS(OUTER_ENTRY, 1) }, { TILE_HEIGHTS(OUTER_ENTRY, 2) } };

static void T(outer)(const conv_outer *o) {
    int64_t tiles = (o->rows + TILE_M - 1) / TILE_M;
    for (int64_t i = 0; i < tiles; i++) {
        int64_t row = conv_tile_start(o->rows, tiles, i), rows = conv_tile_start(o->rows, tiles, i + 1) - row;
        T(outer_of)[o->width > LANES][rows - 1](o, row);
    }
}

static void T(transpose)(void *to, int64_t to_row, const void *from, int64_t from_row, int64_t rows, int64_t cols, bool pad) {
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
