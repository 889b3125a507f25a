/* SPDX-License-Identifier: MIT */
/* gemm_drive.h - plan and run for one REAL: the choice of the way, cache blocks, and blocks for the thread
   pool. Both ways cut m, n and k by their sizes alone. */

#define PANEL (TILE_V * LANES)                /* columns of a packed panel of B */
#define K_BLOCK (REAL_BYTES == 4 ? 320 : 256) /* a panel of B stays in the first-level cache */
#define K_BLOCK_DOT (4096 / REAL_BYTES)
#define ROW_CHUNK (4096 / REAL_BYTES) /* columns of a single row's sums */
#define TILES_NEAR 12                 /* tiles of A that stay in the second-level cache */
#define M_SUPER (TILE_M * TILES_NEAR * 12)
#define N_SUPER (PANEL * (2048 / PANEL))

INLINE int64_t T(least)(int64_t x, int64_t y) { return x < y ? x : y; }
INLINE int64_t T(ceiling)(int64_t x, int64_t y) { return (x + y - 1) / y; }
INLINE int64_t T(round_up)(int64_t x, int64_t y) { return T(ceiling)(x, y) * y; }

/* ---- plan ------------------------------------------------------------------------------------ */

static void T(plan_swap)(gemm_problem *p) {
    gemm_problem q = *p;
    p->m = q.n, p->n = q.m;
    p->a = q.b, p->a_row = q.b_col, p->a_k = q.b_k;
    p->b = q.a, p->b_col = q.a_row, p->b_k = q.a_k;
    p->c_row = q.c_col, p->c_col = q.c_row;
    p->bias_row = q.bias_col, p->bias_col = q.bias_row;
    p->exchanged = !q.exchanged;
}

/* Dot products need both operands contiguous along k, and then no lane idles however narrow C is. They win
   where the alternative is to transpose a large operand, or to leave most lanes of the columns empty. */
static bool T(plan_dot)(gemm_problem *p) {
    bool a_ready = p->a_k == 1, b_ready = p->b_k == 1;
    int64_t thin = T(least)(p->m, p->n);
    if (a_ready && b_ready) {
        if (thin <= 2 ? p->k < LANES : thin > 24 || p->k < 8 * LANES) return false;
    } else if (a_ready && p->m >= 4 && p->n <= LANES / 2 && p->k >= 8 * LANES) {
        p->pack_b = true;
    } else if (b_ready && p->m <= 4 && p->k >= 8 * LANES) {
        p->pack_a = true;
    } else {
        return false;
    }
    if (p->n < 4 && p->m > p->n) { /* a tile is 4 columns wide, but as low as need be */
        bool pack = p->pack_a;
        T(plan_swap)(p);
        p->pack_a = p->pack_b;
        p->pack_b = pack;
    }
    return true;
}

static void T(plan)(gemm_problem *p) {
    p->dot = T(plan_dot)(p);
    if (p->dot) {
        int64_t elements = (p->pack_a ? p->m * p->k : 0) + (p->pack_b ? p->n * p->k : 0);
        p->k_block = K_BLOCK_DOT;
        p->workspace = (size_t)elements * sizeof(REAL);
        return;
    }
    /* vectors along the side that fills them, where that side is contiguous */
    int64_t idle_n = T(round_up)(p->n, LANES) * p->m, idle_m = T(round_up)(p->m, LANES) * p->n;
    if (p->a_row == 1 && (p->b_col != 1 || idle_n * 8 > idle_m * 9)) T(plan_swap)(p);
    p->pack_b = p->b_col != 1 || (p->m > 2 * TILE_M && p->n * p->k > 4096);
    p->pack_a = p->n > 4 * PANEL || (p->a_k != 1 && p->n > PANEL && p->k * p->a_k > 65536);
    int64_t blocks = p->k > K_BLOCK ? T(ceiling)(p->k, K_BLOCK) : 1;
    p->k_block = blocks > 1 ? T(round_up)(T(ceiling)(p->k, blocks), 8) : p->k;
    p->m_super = p->pack_a ? T(least)(p->m, M_SUPER) : p->m;
    p->n_super = p->pack_b ? T(least)(p->n, N_SUPER) : p->n;
    int64_t elements = (p->pack_a ? T(round_up)(p->m_super * p->k_block, 16) : 0) +
                       (p->pack_b ? T(round_up)(p->n_super, LANES) * p->k_block : 0);
    p->workspace = (size_t)elements * sizeof(REAL);
}

/* Where the sums over the block of k at k0 go: onto C after the first block; epilogue at the last. */
INLINE T(out) T(out_make)(const gemm_problem *p, int64_t k0, int64_t k) {
    T(out) o = { .alpha = (REAL)p->alpha, .c = p->c, .c_row = p->c_row, .c_col = p->c_col,
                 .accumulate = p->accumulate || k0 > 0 };
    if (k0 + k >= p->k) {
        o.bias_row = p->bias_row;
        o.bias_col = p->bias_col;
        o.activation = p->activation;
    }
    o.plain = p->c_col == 1 && !o.bias_row && !o.bias_col && !o.activation;
    return o;
}

/* ---- run: outer products --------------------------------------------------------------------- */

/* One round: rows i0 and on, columns j0 and on, a block of k. Tiles share the rows evenly. */
typedef struct T(round) {
    const gemm_problem *p;
    const REAL *a, *b;         /* the round's first elements */
    REAL *packed_a, *packed_b; /* NULL where used as they lie */
    int64_t i0, j0, rows, cols, k;
    int64_t tiles, tile_rows, tile_more; /* tile_more tiles have a row more than tile_rows */
    int64_t panels;
    int64_t pack_tiles, pack_panels; /* per block of packing */
    int64_t block_tiles, block_panels, blocks_across;
    T(out) out;
} T(round);

INLINE int64_t T(tile_start)(const T(round) *r, int64_t tile) {
    return tile * r->tile_rows + T(least)(tile, r->tile_more);
}

/* Blocks 0 and on pack A, those after them B. */
static void T(round_pack)(void *context, int64_t block) {
    const T(round) *r = context;
    const gemm_problem *p = r->p;
    int64_t a_blocks = r->packed_a ? T(ceiling)(r->tiles, r->pack_tiles) : 0;
    if (block < a_blocks) {
        int64_t end = T(least)(r->tiles, (block + 1) * r->pack_tiles);
        for (int64_t t = block * r->pack_tiles; t < end; t++) {
            int64_t i = T(tile_start)(r, t), height = T(tile_start)(r, t + 1) - i;
            REAL *to = r->packed_a + i * r->k;
            if (p->a_row == 1) T(pack_copy)(to, height, r->a + i, p->a_k, r->k, height, false);
            else T(pack_transpose)(to, height, r->a + i * p->a_row, p->a_row, height, r->k, false);
        }
        return;
    }
    block -= a_blocks;
    int64_t end = T(least)(r->panels, (block + 1) * r->pack_panels);
    for (int64_t t = block * r->pack_panels; t < end; t++) {
        int64_t j = t * PANEL, cols = T(least)(PANEL, r->cols - j), width = T(round_up)(cols, LANES);
        REAL *to = r->packed_b + j * r->k;
        if (p->b_col == 1) T(pack_copy)(to, width, r->b + j, p->b_k, r->k, cols, true);
        else T(pack_transpose)(to, width, r->b + j * p->b_col, p->b_col, cols, r->k, true);
    }
}

static void T(round_block)(void *context, int64_t block) {
    const T(round) *r = context;
    const gemm_problem *p = r->p;
    bool by_rows = !r->packed_a && p->a_k == 1;
    int64_t t0 = block / r->blocks_across * r->block_tiles, t1 = T(least)(r->tiles, t0 + r->block_tiles);
    int64_t s0 = block % r->blocks_across * r->block_panels, s1 = T(least)(r->panels, s0 + r->block_panels);
    for (int64_t near = t0; near < t1; near += TILES_NEAR) {
        int64_t near_end = T(least)(t1, near + TILES_NEAR);
        for (int64_t s = s0; s < s1; s++) {
            int64_t j = s * PANEL, cols = T(least)(PANEL, r->cols - j), vectors = T(ceiling)(cols, LANES);
            const REAL *b = r->packed_b ? r->packed_b + j * r->k : r->b + j;
            int64_t b_step = r->packed_b ? vectors * LANES : p->b_k;
            for (int64_t t = near; t < near_end; t++) {
                int64_t i = T(tile_start)(r, t), height = T(tile_start)(r, t + 1) - i;
                const REAL *a = r->packed_a ? r->packed_a + i * r->k : r->a + i * p->a_row;
                int64_t a_step = r->packed_a ? height : by_rows ? p->a_row : p->a_k;
                T(tiles)[by_rows][vectors - 1][height - 1](r->k, a, a_step, b, b_step, r->packed_b != NULL,
                                                           cols, &r->out, r->i0 + i, r->j0 + j);
            }
        }
    }
}

/* Tiles and panels per block: enough work to be worth handing out, a near set of tiles at least. */
static void T(round_cut)(T(round) *r) {
    r->blocks_across = 1;
    r->block_tiles = r->pack_tiles = r->tiles;
    r->block_panels = r->pack_panels = r->panels;
    if ((double)r->rows * (double)r->cols * (double)(r->k + 16) <= GEMM_BLOCK_WORK) return;
    int64_t near = T(least)(TILES_NEAR, r->tiles);
    int64_t panel_work = near * TILE_M * PANEL * (r->k + 16);
    r->block_tiles = near;
    r->block_panels = T(ceiling)(GEMM_BLOCK_WORK, panel_work);
    if (r->block_panels >= r->panels) {
        r->block_tiles = near * T(ceiling)(GEMM_BLOCK_WORK, panel_work * r->panels);
        r->block_panels = r->panels;
    }
    r->blocks_across = T(ceiling)(r->panels, r->block_panels);
    /* packing: 2^16 elements a block */
    r->pack_tiles = T(ceiling)(65536, TILE_M * (r->k + 1));
    r->pack_panels = T(ceiling)(65536, PANEL * (r->k + 1));
}

static void T(run_round)(const gemm_problem *p, REAL *workspace, int64_t i0, int64_t j0, int64_t k0,
                         bool first_rows) {
    T(round) r = { .p = p, .i0 = i0, .j0 = j0, .rows = T(least)(p->m_super, p->m - i0),
                   .cols = T(least)(p->n_super, p->n - j0), .k = T(least)(p->k_block, p->k - k0) };
    r.a = (const REAL *)p->a + i0 * p->a_row + k0 * p->a_k;
    r.b = (const REAL *)p->b + j0 * p->b_col + k0 * p->b_k;
    r.packed_a = p->pack_a ? workspace : NULL;
    r.packed_b = p->pack_b ? workspace + (p->pack_a ? T(round_up)(p->m_super * p->k_block, 16) : 0) : NULL;
    r.tiles = T(ceiling)(r.rows, TILE_M);
    r.tile_rows = r.tiles == 1 ? r.rows : r.rows / r.tiles;
    r.tile_more = r.rows - r.tile_rows * r.tiles;
    r.panels = T(ceiling)(r.cols, PANEL);
    r.out = T(out_make)(p, k0, r.k);
    T(round_cut)(&r);
    int64_t blocks =
        r.block_tiles >= r.tiles ? r.blocks_across : T(ceiling)(r.tiles, r.block_tiles) * r.blocks_across;
    int64_t packs = (p->pack_a ? T(ceiling)(r.tiles, r.pack_tiles) : 0) +
                    (p->pack_b && first_rows ? T(ceiling)(r.panels, r.pack_panels) : 0);
    if (blocks > 1) parallel_for(packs, T(round_pack), &r);
    else
        for (int64_t i = 0; i < packs; i++) T(round_pack)(&r, i);
    parallel_for(blocks, T(round_block), &r);
}

/* ---- run: one row times B as it lies --------------------------------------------------------- */

/* Row by row, eight at a time, so that memory is read in long runs. Each sum takes its products in the same
   order, and from 0 again at each block of k, as a tile's does. */
static void T(row_block)(void *context, int64_t block) {
    const gemm_problem *p = context;
    int64_t j0 = block * ROW_CHUNK, cols = T(least)(ROW_CHUNK, p->n - j0);
    _Alignas(64) REAL sums[ROW_CHUNK];
    for (int64_t k0 = 0; k0 < p->k; k0 += p->k_block) {
        const REAL *a = (const REAL *)p->a + k0 * p->a_k;
        int64_t k = T(least)(p->k_block, p->k - k0), left = cols % LANES;
        memset(sums, 0, sizeof sums);
        for (int64_t q = 0; q < k; q += 8, a += 8 * p->a_k) {
            const REAL *b = (const REAL *)p->b + (k0 + q) * p->b_k + j0;
            int64_t rows = T(least)(8, k - q), j = 0;
            for (; j + LANES <= cols; j += LANES) {
                V v = T(vec_load)(sums + j);
                if (rows == 8) {
                    UNROLL for (int i = 0; i < 8; i++)
                        v = VEC_MADD(T(vec_splat)(a[i * p->a_k]), T(vec_load)(b + i * p->b_k + j), v);
                } else {
                    for (int64_t i = 0; i < rows; i++)
                        v = VEC_MADD(T(vec_splat)(a[i * p->a_k]), T(vec_load)(b + i * p->b_k + j), v);
                }
                T(vec_store)(sums + j, v);
            }
            if (!left) continue;
            V v = T(vec_load)(sums + j);
            for (int64_t i = 0; i < rows; i++)
                v = VEC_MADD(T(vec_splat)(a[i * p->a_k]), T(mask_load)(b + i * p->b_k + j, T(mask_of)(left)),
                             v);
            T(vec_store)(sums + j, v);
        }
        T(out) o = T(out_make)(p, k0, k);
        T(tile_finish)(&o, sums, cols, 1, cols, 0, j0);
    }
}

/* ---- run: dot products ----------------------------------------------------------------------- */

typedef struct T(dot_job) {
    const gemm_problem *p;
    const REAL *a, *b;
    int64_t a_row, b_col, chunk; /* chunk: of the longer side, per block */
} T(dot_job);

static void T(dot_block)(void *context, int64_t block) {
    const T(dot_job) *d = context;
    const gemm_problem *p = d->p;
    bool tall = p->m >= p->n;
    int64_t i0 = tall ? block * d->chunk : 0, i1 = tall ? T(least)(p->m, i0 + d->chunk) : p->m;
    int64_t j0 = tall ? 0 : block * d->chunk, j1 = tall ? p->n : T(least)(p->n, j0 + d->chunk);
    for (int64_t k0 = 0; k0 < p->k; k0 += p->k_block) {
        int64_t k = T(least)(p->k_block, p->k - k0);
        T(out) o = T(out_make)(p, k0, k);
        int64_t steps_m = T(ceiling)(i1 - i0, DOT_M), steps_n = T(ceiling)(j1 - j0, 4);
        for (int64_t s = 0; s < steps_m * steps_n; s++) { /* the shorter side innermost: it stays near */
            int64_t i = i0 + DOT_M * (tall ? s / steps_n : s % steps_m);
            int64_t j = j0 + 4 * (tall ? s % steps_n : s / steps_m);
            T(dots)[T(least)(DOT_M, i1 - i) - 1](k, d->a + i * d->a_row + k0, d->a_row,
                                                 d->b + j * d->b_col + k0, d->b_col,
                                                 T(least)(4, j1 - j), &o, i, j);
        }
    }
}

static void T(run_dot)(const gemm_problem *p, REAL *workspace) {
    T(dot_job) d = { .p = p, .a = p->a, .b = p->b, .a_row = p->a_row, .b_col = p->b_col };
    if (p->pack_a) {
        T(pack_transpose)(workspace, p->k, p->a, p->a_k, p->k, p->m, false);
        d.a = workspace;
        d.a_row = p->k;
    }
    if (p->pack_b) {
        T(pack_transpose)(workspace, p->k, p->b, p->b_k, p->k, p->n, false);
        d.b = workspace;
        d.b_col = p->k;
    }
    int64_t longer = p->m >= p->n ? p->m : p->n, thin = p->m >= p->n ? p->n : p->m;
    d.chunk = T(round_up)(T(ceiling)(GEMM_BLOCK_WORK, thin * (p->k + 16)), 4);
    parallel_for(T(ceiling)(longer, d.chunk), T(dot_block), &d);
}

static void T(run)(const gemm_problem *p, void *workspace) {
    if (p->dot) {
        T(run_dot)(p, workspace);
        return;
    }
    if (p->m == 1 && p->n > 2 * PANEL && p->k > 0 && !p->pack_b) {
        parallel_for(T(ceiling)(p->n, ROW_CHUNK), T(row_block), (void *)(uintptr_t)p);
        return;
    }
    for (int64_t j0 = 0; j0 < p->n; j0 += p->n_super) {
        int64_t k0 = 0;
        do { /* once for k = 0 too: C, biases and activation are still due */
            for (int64_t i0 = 0; i0 < p->m; i0 += p->m_super) T(run_round)(p, workspace, i0, j0, k0, i0 == 0);
            k0 += p->k_block;
        } while (k0 < p->k);
    }
}
