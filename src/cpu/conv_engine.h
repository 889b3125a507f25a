/* SPDX-License-Identifier: MIT */
/* conv_engine.h - what passes between conv.c and the convolution routines of one ISA level.
   The source (x of a convolution, y of its adjoint) is copied channel by channel with its zero padding, split by the phases
   of the stride: then the element that tap t needs for result position o lies at offset[t] + place(o), where place is linear
   and runs of positions are contiguous. So a tile of results is a product of packed weights with rows of that copy
   as they lie; nothing is gathered, whatever the stride and dilation. */
#ifndef CPU_CONV_ENGINE_H
#define CPU_CONV_ENGINE_H
#include <stdbool.h>
#include <stdint.h>

/* at most as many as a tile has columns */
enum { CONV_SEGMENTS_MAX = 32 };

/* The padded and split copy of some channels: [channel][phases][q], a plane of q for each combination of phases.
   Element q of a phase is element q * step + phase - lead of the source, or 0 if that is outside. */
typedef struct conv_source {
    int64_t channels, size[3], phases[3], step[3], lead[3], q[3];
    int64_t plane, block;                          /* elements of a plane, of a channel */
} conv_source;

/* A run of results: columns of a tile, where they come from and where they go. */
typedef struct conv_segment { int64_t column, count, from, to; } conv_segment;

/* Some columns of the result. packed: their rows of the source are first gathered into a panel. */
typedef struct conv_tile {
    bool packed;
    int64_t base, columns;
    int segments;
    conv_segment segment[CONV_SEGMENTS_MAX];
} conv_tile;

/* Rows of results: packed weights [tile][k][rows of the tile] and where the sums go. */
typedef struct conv_rows {
    int64_t k, m, tiles;
    const int64_t *offset;                         /* [k] */
    const void *weights, *bias;                    /* bias [m] or NULL */
    void *to;
    int64_t to_row, to_step;                       /* elements between rows, between columns */
} conv_rows;

/* The weight's gradient: row (c, t), column k of sums gets sum over positions of source[offset[row] + place] y[k, position]. */
typedef struct conv_outer {
    int64_t rows, lines, count;                    /* lines of `count` positions */
    const int64_t *offset, *line;                  /* [rows], [lines] */
    const void *source, *packed;                   /* packed [lines * count][width]: y turned about */
    int64_t width;                                 /* of the sums' rows: one or two vectors */
    void *sums;
} conv_outer;

typedef struct conv_routines {
    int lanes, rows;                               /* elements of a vector; rows of a tile, which has two vectors of columns */
    void (*split)(const conv_source *s, const void *from, void *to);
    /* to[tile][c][t][row] = w[row * row_step + c * channel_step + tap[t]] for tiles first … end - 1 of m rows; to and w are those
       of the first one */
    void (*pack)(void *to, const void *w, int64_t m, int64_t first, int64_t end, int64_t channels, int64_t taps, const int64_t *tap, int64_t row_step, int64_t channel_step);
    void (*multiply)(const conv_rows *r, const void *source, const conv_tile *tiles, int64_t count, void *panels);
    void (*outer)(const conv_outer *o);
    /* to[c, r] = from[r, c]; rows of `to` end in zeros up to a whole vector if pad */
    void (*transpose)(void *to, int64_t to_row, const void *from, int64_t from_row, int64_t rows, int64_t cols, bool pad);
    void (*add)(void *to, const void *from, int64_t count);
} conv_routines;

/* for float and double */
extern const conv_routines conv_routines_scalar[2], conv_routines_sse2[2], conv_routines_avx2[2], conv_routines_avx512[2], conv_routines_neon[2];

/* tiles of m rows are of two heights that differ by one */
static inline int64_t conv_tile_start(int64_t m, int64_t tiles, int64_t tile) {
    int64_t least = m / tiles, more = m % tiles;
    return tile * least + (tile < more ? tile : more);
}
#endif
