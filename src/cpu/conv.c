/* SPDX-License-Identifier: MIT */
/* conv.c - the fast convolutions: plans what conv_engine.h describes, cuts it into blocks for the pool, and
   runs the routines of the ISA level in use. Half types are computed in float. */
#include "ops/conv.h"

#include <math.h>
#include <stdatomic.h>
#include <string.h>

#include "core/alloc.h"
#include "core/isa.h"
#include "core/parallel.h"
#include "cpu/conv_engine.h"
#include "cpu/cpu.h"
#include "cpu/gemm.h"
#include "ops/call.h"

enum {
    TILES_NEAR = 8,       /* tiles of columns that one tile of weights meets in a row */
    K_CHUNK = 256,        /* rows of a panel */
    BLOCKS_LEAST = 8,     /* blocks that the weight's gradient is cut into if its parts allow */
    BLOCK_WORK = 1 << 18, /* multiply-adds that are worth a block */
    NEAR_BYTES = 1 << 18, /* of second-level cache that a source or panel may take */
    SHARED_BYTES = 1 << 21 /* of a source that several panels of the weight's gradient share */
};

#define LEVEL(name) [ISA_INDEX_##name] = conv_routines_##name,
static const conv_routines *const conv_routines_levels[ISA_COUNT] = {
#include "core/levels.def"
};
#undef LEVEL

static const conv_routines *routines_current(bool wide) { return conv_routines_levels[isa_current()] + wide; }

static int64_t divide_floor(int64_t a, int64_t b) { return a >= 0 ? a / b : -((-a + b - 1) / b); }
static int64_t divide_ceil(int64_t a, int64_t b) { return -divide_floor(-a, b); }
static int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }
static int64_t most(int64_t a, int64_t b) { return a > b ? a : b; }
static int64_t product(const int64_t v[3]) { return v[0] * v[1] * v[2]; }

/* ---- plan ---- */

/* Results that share their taps: all of y, or x's positions of one phase of the stride. */
typedef struct conv_pass {
    int64_t count[3], to_start[3], to_step[3]; /* positions and where in the result they lie */
    int64_t start[3];                          /* place of the first one in the source's planes */
    int64_t taps, k;                           /* taps; products per sum */
    int64_t *tap, *offset;                     /* [taps], [k] */
    size_t weights;                            /* first element of its packed weights in a group's */
    int mode;
} conv_pass;

/* How a tile's columns lie: on one line; in a plane as it lies in the source, with what is between the lines;
 * or gathered. */
enum { MODE_LINES, MODE_PLANE, MODE_PANEL };

typedef struct conv_plan {
    const conv_routines *r;
    size_t size; /* of an element */
    const conv_geometry *g;
    conv_source source;
    conv_pass *passes;
    int64_t pass_count, k_most;
    int64_t m;                                   /* channels of the result in a group */
    int64_t to_size[3], to_channel;              /* of the result: dimensions, elements of a channel */
    int64_t tiles_total;                         /* of rows */
    int64_t samples, m_blocks, groups_per_block; /* of a block of work */
    bool forward;
    const char *from, *unpacked, *bias;
    char *weights, *to;
    int64_t group_weights; /* elements of a group's packed weights */
    atomic_bool failed;
} conv_plan;

/* The axis of a source split by phases of the stride: x, for y's positions or the weight's gradient. */
static void source_forward(conv_source *s, const conv_geometry *g) {
    s->channels = g->c;
    for (int d = 0; d < 3; d++) {
        int64_t reach = (g->w[d] - 1) * g->dilation[d];
        s->size[d] = g->x[d];
        s->step[d] = g->stride[d];
        s->lead[d] = g->pad[d];
        s->phases[d] = 1;
        for (int64_t t = 0; t < g->w[d]; t++)
            s->phases[d] = most(s->phases[d], t * g->dilation[d] % g->stride[d] + 1);
        s->q[d] = g->y[d] + reach / g->stride[d];
    }
    s->plane = product(s->q);
    s->block = s->plane * product(s->phases);
}

/* offset of tap t (its three coordinates) in a channel of a forward source */
static int64_t forward_offset(const conv_source *s, const conv_geometry *g, const int64_t t[3]) {
    int64_t phase = 0, at = 0;
    for (int d = 0; d < 3; d++) {
        int64_t reach = t[d] * g->dilation[d];
        phase = phase * s->phases[d] + reach % g->stride[d];
        at = at * s->q[d] + reach / g->stride[d];
    }
    return phase * s->plane + at;
}

static void source_adjoint(conv_source *s, const conv_geometry *g) {
    s->channels = g->k;
    for (int d = 0; d < 3; d++) {
        int64_t first = divide_floor(g->pad[d], g->stride[d]) - (g->w[d] - 1) * g->dilation[d] / g->stride[d];
        s->size[d] = g->y[d];
        s->step[d] = s->phases[d] = 1;
        s->lead[d] = -first;
        s->q[d] = divide_floor(g->x[d] + g->pad[d] - 1, g->stride[d]) - first + 1;
    }
    s->plane = s->block = product(s->q);
}

/* fills offsets for all channels from those of the first, which lie in offset[0 … taps - 1] */
static void pass_channels(conv_pass *p, const conv_source *s) {
    p->k = s->channels * p->taps;
    for (int64_t i = p->taps; i < p->k; i++) p->offset[i] = p->offset[i - p->taps] + s->block;
}

static void pass_forward(conv_pass *p, const conv_plan *plan) {
    const conv_geometry *g = plan->g;
    for (int d = 0; d < 3; d++) {
        p->count[d] = g->y[d];
        p->to_start[d] = p->start[d] = 0;
        p->to_step[d] = 1;
    }
    p->taps = product(g->w);
    for (int64_t i = 0; i < p->taps; i++) {
        p->tap[i] = i;
        p->offset[i] = forward_offset(
            &plan->source, g, (int64_t[3]){ i / (g->w[1] * g->w[2]), i / g->w[2] % g->w[1], i % g->w[2] });
    }
    pass_channels(p, &plan->source);
}

/* x's positions i with (i + pad) % stride == phase: i + pad = stride * t + phase. Tap w reaches y at t - (w *
   dilation - phase) / stride if that is whole. */
static void pass_adjoint(conv_pass *p, const conv_plan *plan, const int64_t phase[3]) {
    const conv_geometry *g = plan->g;
    const conv_source *s = &plan->source;
    for (int d = 0; d < 3; d++) {
        int64_t t = divide_ceil(g->pad[d] - phase[d], g->stride[d]);
        p->count[d] = most(divide_floor(g->x[d] + g->pad[d] - 1 - phase[d], g->stride[d]) - t + 1, 0);
        p->to_start[d] = g->stride[d] * t + phase[d] - g->pad[d];
        p->to_step[d] = g->stride[d];
        p->start[d] = t + s->lead[d];
    }
    p->taps = 0;
    for (int64_t i = 0; i < product(g->w); i++) {
        int64_t w[3] = { i / (g->w[1] * g->w[2]), i / g->w[2] % g->w[1], i % g->w[2] }, at = 0;
        bool meets = true;
        for (int d = 0; d < 3; d++) {
            int64_t reach = w[d] * g->dilation[d] - phase[d];
            meets = meets && reach % g->stride[d] == 0;
            at = at * s->q[d] - divide_floor(reach, g->stride[d]);
        }
        if (!meets) continue;
        p->tap[p->taps] = i;
        p->offset[p->taps++] = at;
    }
    pass_channels(p, s);
}

/* The way with the least time idle: lines leave lanes empty at their ends, planes compute what lies between
   the lines, panels have to be filled (about 24 steps of a tile's row for each). */
static int pass_mode(const conv_pass *p, const conv_plan *plan) {
    double lanes = plan->r->lanes, width = (double)p->count[2], height = (double)p->count[1];
    double lines = width / (ceil(width / lanes) * lanes);
    if (width <= lanes) lines *= 0.85; /* tiles of one vector */
    double plane =
        height * width / (ceil(((height - 1) * (double)plan->source.q[2] + width) / lanes) * lanes);
    double m = (double)plan->m, panel = m / (m + 28);
    if (panel > lines * 1.05 && panel > plane * 1.05) return MODE_PANEL;
    return plane > lines ? MODE_PLANE : MODE_LINES;
}

static bool plan_passes(call *c, conv_plan *plan) {
    const conv_geometry *g = plan->g;
    bool forward = plan->forward;
    if (forward) source_forward(&plan->source, g);
    else source_adjoint(&plan->source, g);
    int64_t taps = product(g->w), channels = plan->source.channels;
    plan->pass_count = forward ? 1 : product(g->stride);
    if (!forward) /* phases that no position has */
        for (int d = 0; d < 3; d++)
            if (g->stride[d] > g->x[d] + g->pad[d])
                plan->pass_count = plan->pass_count / g->stride[d] * (g->x[d] + g->pad[d]);
    /* one block: passes, then taps, then offsets */
    int64_t words = (int64_t)(sizeof(conv_pass) / sizeof(int64_t)) * plan->pass_count +
                    plan->pass_count * taps + (forward ? 1 : plan->pass_count) * taps * channels;
    rush_tensor *room = call_temporary(c, RUSH_INT64, 1, &words);
    if (!room) return false;
    plan->passes = tensor_data(room);
    int64_t *next = (int64_t *)(plan->passes + plan->pass_count);
    int64_t phases[3] = { least(g->stride[0], g->x[0] + g->pad[0]), least(g->stride[1], g->x[1] + g->pad[1]),
                          least(g->stride[2], g->x[2] + g->pad[2]) };
    size_t weights = 0;
    plan->k_most = 0;
    for (int64_t i = 0; i < plan->pass_count; i++) {
        conv_pass *p = &plan->passes[i];
        p->tap = next;
        p->offset = next + taps;
        if (forward) pass_forward(p, plan);
        else
            pass_adjoint(
                p, plan,
                (int64_t[3]){ i / (phases[2] * phases[1]), i / phases[2] % phases[1], i % phases[2] });
        next += taps + p->k;
        p->weights = weights;
        p->mode = pass_mode(p, plan);
        weights += (size_t)(p->k * plan->m);
        plan->k_most = most(plan->k_most, p->k);
    }
    return true;
}

/* ---- run ---- */

/* tile number i of a pass of `samples` samples; from and to count elements from the first sample's */
static int64_t tile_count(const conv_plan *plan, const conv_pass *p, int64_t samples) {
    int64_t panel = 2 * plan->r->lanes, all = samples * product(p->count);
    if (all == 0) return 0;
    if (p->mode == MODE_PANEL) return divide_ceil(all, panel);
    if (p->mode == MODE_LINES) return samples * p->count[0] * p->count[1] * divide_ceil(p->count[2], panel);
    return samples * p->count[0] * divide_ceil((p->count[1] - 1) * plan->source.q[2] + p->count[2], panel);
}

/* adds results (sample, d, h, w … w + count - 1) as columns */
static void tile_add(conv_tile *t, const conv_plan *plan, const conv_pass *p, int64_t column, int64_t sample,
                     int64_t d, int64_t h, int64_t w, int64_t count) {
    const conv_source *s = &plan->source;
    conv_segment *g = &t->segment[t->segments++];
    g->column = column;
    g->count = count;
    g->from = sample * s->channels * s->block + ((p->start[0] + d) * s->q[1] + p->start[1] + h) * s->q[2] +
              p->start[2] + w;
    g->to = sample * plan->g->groups * plan->m * plan->to_channel +
            ((p->to_start[0] + d * p->to_step[0]) * plan->to_size[1] + p->to_start[1] + h * p->to_step[1]) *
                plan->to_size[2] +
            p->to_start[2] + w * p->to_step[2];
    t->columns = column + count;
}

static void tile_make(conv_tile *t, const conv_plan *plan, const conv_pass *p, int64_t samples, int64_t i) {
    int64_t panel = 2 * plan->r->lanes, width = p->count[2], height = p->count[1];
    t->segments = 0;
    t->columns = 0;
    t->packed = p->mode == MODE_PANEL;
    if (p->mode == MODE_LINES) {
        int64_t across = divide_ceil(width, panel), w = i % across * panel, line = i / across;
        tile_add(t, plan, p, 0, line / (height * p->count[0]), line / height % p->count[0], line % height, w,
                 least(panel, width - w));
        t->base = t->segment[0].from;
        return;
    }
    if (p->mode == MODE_PLANE) {
        int64_t q = plan->source.q[2], whole = (height - 1) * q + width, across = divide_ceil(whole, panel),
                plane = i / across;
        int64_t begin = i % across * panel, end = least(whole, begin + panel);
        for (int64_t h = begin / q; h * q < end; h++) {
            int64_t from = most(begin - h * q, 0), to = least(end - h * q, width);
            if (from < to)
                tile_add(t, plan, p, h * q + from - begin, plane / p->count[0], plane % p->count[0], h, from,
                         to - from);
        }
        /* the plane's own place, whether or not its first column is a result */
        t->base = plane / p->count[0] * plan->source.channels * plan->source.block +
                  ((p->start[0] + plane % p->count[0]) * plan->source.q[1] + p->start[1]) * q + p->start[2] +
                  begin;
        return;
    }
    int64_t positions = product(p->count);
    for (int64_t column = 0; column < panel;) {
        int64_t at = i * panel + column, sample = at / positions;
        if (sample >= samples) break; /* the last block may have fewer than the plan says */
        int64_t w = at % width, line = at / width, count = least(width - w, panel - column);
        tile_add(t, plan, p, column, sample, line / height % p->count[0], line % height, w, count);
        column += count;
    }
}

static int64_t elements_round(int64_t n) { return (n + 15) / 16 * 16; }

/* What a pass by panels needs beside the source, in bytes: panels, their rows' offsets, partial sums. */
typedef struct panel_room {
    size_t panels, partial, all;
} panel_room;

static panel_room panel_room_of(const conv_plan *plan) {
    size_t panel = 2 * (size_t)plan->r->lanes * plan->size,
           chunk = (size_t)least(K_CHUNK, most(plan->k_most, 1));
    size_t tiles = (size_t)divide_ceil(plan->tiles_total, plan->m_blocks);
    panel_room room = { .panels = TILES_NEAR * chunk * panel + (chunk * sizeof(int64_t) + 63) / 64 * 64 };
    room.partial = room.panels;
    room.all = room.panels + tiles * TILES_NEAR * (size_t)(CONV_ROWS_MAX + 1) * panel;
    return room;
}

static void pass_run(const conv_plan *plan, const conv_pass *p, int64_t sample, int64_t samples,
                     int64_t group, int64_t m0, int64_t m1, const char *source, void *panels) {
    int64_t tiles = divide_ceil(plan->m, plan->r->rows), first = conv_tile_start(plan->m, tiles, m0),
            end = conv_tile_start(plan->m, tiles, m1);
    conv_rows rows = { .k = p->k,
                       .m = end - first,
                       .tiles = m1 - m0,
                       .offset = p->offset,
                       .to_row = plan->to_channel,
                       .to_step = p->to_step[2] };
    int64_t channel = group * plan->m + first;
    rows.weights = plan->weights +
                   ((size_t)(group * plan->group_weights) + p->weights + (size_t)(first * p->k)) * plan->size;
    rows.bias = plan->bias ? plan->bias + (size_t)channel * plan->size : NULL;
    rows.to =
        plan->to + (size_t)((sample * plan->g->groups * plan->m + channel) * plan->to_channel) * plan->size;
    rows.chunk = least(K_CHUNK, most(p->k, 1));
    rows.partial = (char *)panels + panel_room_of(plan).partial;
    int64_t count = tile_count(plan, p, samples), near = TILES_NEAR;
    conv_tile list[TILES_NEAR];
    for (int64_t i = 0; i < count; i += near) {
        int64_t n = least(near, count - i);
        for (int64_t k = 0; k < n; k++) tile_make(&list[k], plan, p, samples, i + k);
        plan->r->multiply(&rows, source, list, n, panels);
    }
}

/* One block: some samples, groups and rows of the result. */
static void block_run(void *context, int64_t block) {
    conv_plan *plan = context;
    const conv_geometry *g = plan->g;
    const conv_source *s = &plan->source;
    int64_t group_blocks = divide_ceil(g->groups, plan->groups_per_block);
    int64_t mb = block % plan->m_blocks, gb = block / plan->m_blocks % group_blocks,
            sample = block / (plan->m_blocks * group_blocks) * plan->samples;
    int64_t samples = least(plan->samples, g->n - sample), tiles = plan->tiles_total;
    int64_t source_elements = elements_round(plan->samples * s->channels * s->block + 2 * plan->r->lanes),
            i = 0;
    while (i < plan->pass_count && plan->passes[i].mode != MODE_PANEL) i++;
    size_t bytes =
        (size_t)source_elements * plan->size + (i < plan->pass_count ? panel_room_of(plan).all : 0);
    char *room = block_alloc(bytes);
    if (!room) {
        atomic_store(&plan->failed, true);
        return;
    }
    memset(room + (size_t)(plan->samples * s->channels * s->block) * plan->size, 0,
           (size_t)(2 * plan->r->lanes) * plan->size);
    int64_t from_channel = product(s->size), last = least(g->groups, (gb + 1) * plan->groups_per_block);
    for (int64_t group = gb * plan->groups_per_block; group < last; group++) {
        for (i = 0; i < samples; i++)
            plan->r->split(s,
                           plan->from +
                               (size_t)(((sample + i) * g->groups + group) * s->channels * from_channel) *
                                   plan->size,
                           room + (size_t)(i * s->channels * s->block) * plan->size);
        int64_t m0 = mb * tiles / plan->m_blocks, m1 = (mb + 1) * tiles / plan->m_blocks;
        for (i = 0; i < plan->pass_count; i++)
            pass_run(plan, &plan->passes[i], sample, samples, group, m0, m1, room,
                     room + (size_t)source_elements * plan->size);
    }
    block_free(room, bytes);
}

/* ---- packing ---- */

enum { PACK_TILES = 8 };

static void pack_block(void *context, int64_t block) {
    const conv_plan *plan = context;
    const conv_geometry *g = plan->g;
    int64_t taps = product(g->w), blocks = divide_ceil(plan->tiles_total, PACK_TILES);
    int64_t tile = block % blocks * PACK_TILES, pass = block / blocks % plan->pass_count,
            group = block / (blocks * plan->pass_count);
    const conv_pass *p = &plan->passes[pass];
    int64_t m0 = conv_tile_start(plan->m, plan->tiles_total, tile);
    int64_t row_step = plan->forward ? g->c * taps : taps, channel_step = plan->forward ? taps : g->c * taps;
    plan->r->pack(plan->weights +
                      ((size_t)(group * plan->group_weights) + p->weights + (size_t)(m0 * p->k)) * plan->size,
                  plan->unpacked + (size_t)(group * g->k * g->c * taps + m0 * row_step) * plan->size, plan->m,
                  tile, least(tile + PACK_TILES, plan->tiles_total), plan->source.channels, p->taps, p->tap,
                  row_step, channel_step);
}

/* ---- convolution and its adjoint ---- */

/* How a call is cut: by sizes, and where there are fewer blocks than two to a thread, by rows too. Each block of
   rows makes its own copy of the source, so one thread does without. A sum's value does not depend on the cut. */
static void plan_blocks(conv_plan *plan) {
    const conv_geometry *g = plan->g;
    double work = 0; /* of a sample and group */
    bool panels = false;
    int64_t positions = 0;
    for (int64_t i = 0; i < plan->pass_count; i++) {
        work += (double)plan->m * (double)plan->passes[i].k * (double)product(plan->passes[i].count);
        if (plan->passes[i].mode != MODE_PANEL) continue;
        panels = true;
        positions = most(positions, product(plan->passes[i].count));
    }
    int64_t source = plan->source.channels * plan->source.block * (int64_t)plan->size;
    plan->samples = panels ? divide_ceil(TILES_NEAR * 2 * plan->r->lanes, most(positions, 1)) : 1;
    plan->groups_per_block = least(g->groups, (int64_t)(BLOCK_WORK / (work + 1)) + 1);
    if (plan->groups_per_block == g->groups)
        plan->samples = most(plan->samples, (int64_t)(BLOCK_WORK / (work * (double)g->groups + 1)));
    plan->samples = most(1, least(least(plan->samples, g->n), (panels ? 8 : 2) * NEAR_BYTES / (source + 1)));
    int64_t blocks = divide_ceil(g->n, plan->samples) * divide_ceil(g->groups, plan->groups_per_block);
    int64_t worth = (int64_t)(work * (double)plan->samples / BLOCK_WORK), threads = parallel_threads();
    int64_t wanted = threads > 1 ? divide_ceil(2 * threads, blocks) : 1;
    plan->m_blocks = most(1, least(least(wanted, plan->tiles_total), worth));
}

static bool convolve(call *c, const conv_problem *p, const rush_tensor *from, const rush_tensor *weight,
                     const rush_tensor *bias, rush_tensor *to) {
    const conv_geometry *g = &p->g;
    conv_plan plan = { .r = routines_current(to->dtype == RUSH_FLOAT64),
                       .size = dtype_size((rush_dtype)to->dtype),
                       .g = g,
                       .forward = p->result == CONV_Y };
    plan.m = plan.forward ? g->k : g->c;
    for (int d = 0; d < 3; d++) plan.to_size[d] = plan.forward ? g->y[d] : g->x[d];
    plan.to_channel = product(plan.to_size);
    plan.tiles_total = divide_ceil(plan.m, plan.r->rows);
    TRY(plan_passes(c, &plan));
    rush_tensor *packed = call_temporary(c, (rush_dtype)to->dtype, 1, &weight->numel);
    if (!packed) return false;
    plan.group_weights = weight->numel / g->groups;
    plan.weights = tensor_data(packed);
    plan.unpacked = tensor_data(weight);
    plan.from = tensor_data(from);
    plan.bias = bias ? tensor_data(bias) : NULL;
    plan.to = tensor_data(to);
    plan_blocks(&plan);
    parallel_for(divide_ceil(plan.tiles_total, PACK_TILES) * plan.pass_count * g->groups, pack_block, &plan);
    parallel_for(divide_ceil(g->n, plan.samples) * divide_ceil(g->groups, plan.groups_per_block) *
                     plan.m_blocks,
                 block_run, &plan);
    return !atomic_load(&plan.failed) || error_memory(c->site, c->op->name, (size_t)NEAR_BYTES);
}

/* With a kernel of one element, every sample is a product of matrices as it lies. */
static bool is_product(const conv_geometry *g) {
    for (int d = 0; d < 3; d++)
        if (g->w[d] != 1 || g->stride[d] != 1 || g->pad[d] != 0) return false;
    return product(g->y) >= 64;
}

static bool multiply(call *c, const conv_problem *p, const rush_tensor *from, const rush_tensor *weight,
                     const rush_tensor *bias, rush_tensor *to) {
    const conv_geometry *g = &p->g;
    bool forward = p->result == CONV_Y, wide = to->dtype == RUSH_FLOAT64, ok = true;
    int64_t n = product(g->y), m = forward ? g->k : g->c, k = forward ? g->c : g->k;
    size_t size = dtype_size((rush_dtype)to->dtype);
    for (int64_t i = 0; ok && i < g->groups; i++) {
        const char *w = (const char *)tensor_data(weight) + (size_t)(i * g->k * g->c) * size,
                   *b = (const char *)tensor_data(from) + (size_t)(i * k * n) * size;
        char *y = (char *)tensor_data(to) + (size_t)(i * m * n) * size;
        gemm_epilogue end = { .bias_m =
                                  bias ? (const char *)tensor_data(bias) + (size_t)(i * m) * size : NULL };
        ok = wide ? gemm_batched_f64(!forward, false, m, n, k, 1, (const double *)(const void *)w, g->c, 0,
                                     (const double *)(const void *)b, n, g->groups * k * n, 0,
                                     (double *)(void *)y, n, g->groups * m * n, g->n, &end)
                  : gemm_batched_f32(!forward, false, m, n, k, 1, (const float *)(const void *)w, g->c, 0,
                                     (const float *)(const void *)b, n, g->groups * k * n, 0,
                                     (float *)(void *)y, n, g->groups * m * n, g->n, &end);
    }
    return ok || error_memory(c->site, c->op->name, (size_t)NEAR_BYTES);
}

/* ---- the weight's gradient ---- */

typedef struct outer_plan {
    const conv_routines *r;
    size_t size;
    const conv_geometry *g;
    conv_source source;
    int64_t rows, panels, parts,
        samples; /* rows (c, t) of sums; panels of k; parts of the batch; samples at a time */
    int64_t round, begin; /* samples of each part whose source is at hand, and the first of them */
    char *shared;         /* their sources: [parts][round][groups] */
    const int64_t *offset;
    const char *x, *y;
    char *sums; /* [parts][groups][panels][rows][two vectors] */
    char *to;
    atomic_bool failed;
} outer_plan;

static char *outer_sums_of(const outer_plan *plan, int64_t part, int64_t group, int64_t panel) {
    return plan->sums + (size_t)(((part * plan->g->groups + group) * plan->panels + panel) * plan->rows * 2 *
                                 plan->r->lanes) *
                            plan->size;
}

static int64_t panel_columns(const outer_plan *plan, int64_t panel) {
    return least(2 * plan->r->lanes, plan->g->k - panel * 2 * plan->r->lanes);
}
static int64_t panel_width(const outer_plan *plan, int64_t panel) {
    return panel_columns(plan, panel) > plan->r->lanes ? 2 * plan->r->lanes : plan->r->lanes;
}

/* the samples of a part in this round: [*n, *end) */
static void round_samples(const outer_plan *plan, int64_t part, int64_t *n, int64_t *end) {
    *n = part * plan->g->n / plan->parts + plan->begin;
    *end = least(*n + plan->round, (part + 1) * plan->g->n / plan->parts);
}

/* the source of sample n and a group */
static char *round_source(const outer_plan *plan, int64_t part, int64_t n, int64_t group) {
    int64_t first, end;
    round_samples(plan, part, &first, &end);
    return plan->shared + (size_t)(((part * plan->round + n - first) * plan->g->groups + group) *
                                   plan->source.channels * plan->source.block) *
                              plan->size;
}

static void outer_split(void *context, int64_t block) {
    const outer_plan *plan = context;
    const conv_geometry *g = plan->g;
    int64_t group = block % g->groups, part = block / (g->groups * plan->round), n, end;
    round_samples(plan, part, &n, &end);
    n += block / g->groups % plan->round;
    if (n < end)
        plan->r->split(&plan->source, plan->x + (size_t)((n * g->groups + group) * g->c * product(g->x)) * plan->size,
                       round_source(plan, part, n, group));
}

/* One part of the batch, one group, one panel of y's channels: adds this round's samples to its sums. */
static void outer_block(void *context, int64_t block) {
    outer_plan *plan = context;
    const conv_geometry *g = plan->g;
    const conv_source *s = &plan->source;
    int64_t panel = block % plan->panels, group = block / plan->panels % g->groups,
            part = block / (plan->panels * g->groups);
    int64_t columns = panel_columns(plan, panel), width = panel_width(plan, panel), positions = product(g->y),
            lines = g->y[0] * g->y[1], sample = g->groups * s->channels * s->block;
    int64_t packed = elements_round(plan->samples * positions * width);
    size_t bytes = (size_t)packed * plan->size + (size_t)(plan->samples * lines) * sizeof(int64_t);
    char *turned = block_alloc(bytes);
    if (!turned) {
        atomic_store(&plan->failed, true);
        return;
    }
    bool few = columns * 4 <= plan->r->lanes;
    int64_t *line = (int64_t *)(void *)(turned + (size_t)packed * plan->size);
    conv_outer o = { .rows = plan->rows,
                     .count = g->y[2],
                     .offset = plan->offset,
                     .line = line,
                     .packed = turned,
                     .width = width,
                     .sums = outer_sums_of(plan, part, group, panel) };
    if (plan->begin == 0) memset(o.sums, 0, (size_t)(plan->rows * width) * plan->size);
    for (int64_t i = 0; i < plan->samples * lines; i++)
        line[i] = i / lines * sample + (i % lines / g->y[1] * s->q[1] + i % g->y[1]) * s->q[2];
    int64_t n, end;
    round_samples(plan, part, &n, &end);
    for (; n < end; n += plan->samples) {
        int64_t samples = least(plan->samples, end - n);
        o.lines = few ? lines : samples * lines;
        o.source = round_source(plan, part, n, group);
        for (int64_t i = 0; i < samples; i++) {
            const char *y = plan->y + (size_t)((((n + i) * g->groups + group) * g->k + panel * 2 * plan->r->lanes) *
                                               positions) *
                                          plan->size;
            if (few) {
                o.source = round_source(plan, part, n + i, group);
                o.packed = y;
                plan->r->dots(&o, columns);
            } else
                plan->r->transpose(turned + (size_t)(i * positions * width) * plan->size, width, y, positions,
                                   columns, positions, true);
        }
        if (!few) plan->r->outer(&o);
    }
    block_free(turned, bytes);
}

/* The parts' sums, added in order, into the weight's layout. */
static void outer_finish(void *context, int64_t block) {
    const outer_plan *plan = context;
    int64_t panel = block % plan->panels, group = block / plan->panels, width = panel_width(plan, panel);
    char *sums = outer_sums_of(plan, 0, group, panel);
    for (int64_t part = 1; part < plan->parts; part++)
        plan->r->add(sums, outer_sums_of(plan, part, group, panel), plan->rows * width);
    plan->r->transpose(plan->to + (size_t)((group * plan->g->k + panel * 2 * plan->r->lanes) * plan->rows) *
                                      plan->size,
                       plan->rows, sums, width, plan->rows, panel_columns(plan, panel), false);
}

static bool weight_gradient(call *c, const conv_problem *p, const rush_tensor *x, const rush_tensor *y,
                            rush_tensor *to) {
    const conv_geometry *g = &p->g;
    outer_plan plan = { .r = routines_current(to->dtype == RUSH_FLOAT64),
                        .size = dtype_size((rush_dtype)to->dtype),
                        .g = g };
    int64_t taps = product(g->w), positions = product(g->y);
    source_forward(&plan.source, g);
    plan.rows = g->c * taps;
    plan.panels = divide_ceil(g->k, 2 * plan.r->lanes);
    double work = (double)plan.rows * (double)g->k * (double)g->groups * (double)positions * (double)g->n;
    plan.parts = most(1, least(least(divide_ceil(BLOCKS_LEAST / 2, g->groups * plan.panels), g->n),
                               (int64_t)(work / BLOCK_WORK)));
    int64_t sample =
        (plan.source.channels * plan.source.block + positions * 2 * plan.r->lanes) * (int64_t)plan.size;
    plan.samples = most(1, least(NEAR_BYTES / sample, divide_ceil(g->n, plan.parts)));
    int64_t elements = plan.parts * g->groups * plan.panels * plan.rows * 2 * plan.r->lanes;
    int64_t source = g->groups * plan.source.channels * plan.source.block, part = divide_ceil(g->n, plan.parts);
    plan.round = most(1, least(SHARED_BYTES / (source * plan.parts * (int64_t)plan.size), part));
    int64_t shared = plan.parts * plan.round * source + 2 * plan.r->lanes;
    rush_tensor *offsets = call_temporary(c, RUSH_INT64, 1, &plan.rows),
                *sums = call_temporary(c, (rush_dtype)to->dtype, 1, &elements),
                *sources = call_temporary(c, (rush_dtype)to->dtype, 1, &shared);
    if (!offsets || !sums || !sources) return false;
    int64_t *offset = tensor_data(offsets);
    for (int64_t i = 0; i < plan.rows; i++) {
        int64_t t = i % taps;
        offset[i] =
            i / taps * plan.source.block +
            forward_offset(&plan.source, g,
                           (int64_t[3]){ t / (g->w[1] * g->w[2]), t / g->w[2] % g->w[1], t % g->w[2] });
    }
    plan.offset = offset;
    plan.x = tensor_data(x);
    plan.y = tensor_data(y);
    plan.sums = tensor_data(sums);
    plan.to = tensor_data(to);
    plan.shared = tensor_data(sources);
    for (; plan.begin < part; plan.begin += plan.round) {
        parallel_for(plan.parts * plan.round * g->groups, outer_split, &plan);
        parallel_for(plan.parts * g->groups * plan.panels, outer_block, &plan);
    }
    parallel_for(g->groups * plan.panels, outer_finish, &plan);
    return !atomic_load(&plan.failed) || error_memory(c->site, c->op->name, (size_t)NEAR_BYTES);
}

/* ---- the ops ---- */

/* t as the kernels read it: contiguous, float or double */
static const rush_tensor *operand(call *c, const rush_tensor *t, rush_dtype dtype) {
    t = call_cast(c, t, dtype);
    return t ? call_contiguous(c, t) : NULL;
}

static bool run(call *c) {
    conv_problem p = conv_problem_of(c);
    rush_tensor *out = c->out[0], *to = out;
    rush_dtype dtype = out->dtype == RUSH_FLOAT64 ? RUSH_FLOAT64 : RUSH_FLOAT32;
    bool empty = p.t[CONV_X]->numel == 0 || p.t[CONV_Y]->numel == 0 || p.t[CONV_W]->numel == 0;
    if (empty || !dtype_is_float((rush_dtype)out->dtype)) return c->op->ref(c);
    for (int i = 0; i < 3; i++)
        if (i != (int)p.result && !(p.t[i] = operand(c, p.t[i], dtype))) return false;
    if (p.bias && !(p.bias = operand(c, p.bias, dtype))) return false;
    if ((rush_dtype)out->dtype != dtype || !tensor_is_contiguous(out))
        to = call_temporary(c, dtype, out->ndim, out->shape);
    if (!to) return false;
    bool ok;
    if (p.result == CONV_W) ok = weight_gradient(c, &p, p.t[CONV_X], p.t[CONV_Y], to);
    else {
        const rush_tensor *from = p.t[p.result == CONV_Y ? CONV_X : CONV_Y];
        ok = (is_product(&p.g) ? multiply : convolve)(c, &p, from, p.t[CONV_W], p.bias, to);
    }
    return ok && (to == out || tensor_copy(c->site, out, to));
}

bool cpu_convolution(call *c);
bool cpu_convolution_input(call *c);
bool cpu_convolution_weight(call *c);
bool cpu_convolution(call *c) { return run(c); }
bool cpu_convolution_input(call *c) { return run(c); }
bool cpu_convolution_weight(call *c) { return run(c); }
