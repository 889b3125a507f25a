/* SPDX-License-Identifier: MIT */
/* graph_layout.c - a layered drawing: every link leads to a lower layer. Links over several layers get a bend in each; the order
   within layers follows the mean place of the neighbours, swept up and down; then every vertex is moved towards the mean x of
   its neighbours, as far as the order and the gaps allow. */
#include "autograd/graph.h"

#include <stdlib.h>
#include <string.h>

#include "core/alloc.h"
#include "core/error.h"

enum { GAP = 26, ORDER_SWEEPS = 12, PLACE_SWEEPS = 60, MAX_BENDS = 100000 };

/* ---- layers ---- */

/* Vertices of a graph stand so that links lead from higher to lower indices of `sorted`: a result is before what it is made of.
   The longest way from the result is the layer. */
static void assign_layers(graph *g) {
    /* graph_collect adds vertices in falling order of their sequence numbers, leaves last, and links by their lower end */
    for (int i = 0; i < g->vertex_count; i++) g->vertices[i].layer = 0;
    for (int k = 0; k < g->link_count; k++) {
        vertex *from = &g->vertices[g->links[k].from];
        int least = g->vertices[g->links[k].to].layer + 1;
        if (from->layer < least) from->layer = least;
    }
    g->layers = 0;
    for (int i = 0; i < g->vertex_count; i++)
        if (g->vertices[i].layer >= g->layers) g->layers = g->vertices[i].layer + 1;
}

/* every link over more than one layer becomes a chain; too many of them, and links stay straight lines */
static bool add_bends(graph *g) {
    int64_t bends = 0;
    for (int k = 0; k < g->link_count; k++) bends += g->vertices[g->links[k].from].layer - g->vertices[g->links[k].to].layer - 1;
    if (bends > MAX_BENDS) return true;
    for (int k = 0, n = g->link_count; k < n; k++) {
        int from = g->links[k].from, to = g->links[k].to;
        for (int l = g->vertices[from].layer - 1; l > g->vertices[to].layer; l--) {
            int bend;
            TRY(graph_add_vertex(g, VERTEX_BEND, NULL, l, &bend));
            g->vertices[bend].width = 4;
            if (from == g->links[k].from) g->links[k].to = bend;
            else g->links[g->link_count - 1].to = bend;
            TRY(graph_add_link(g, bend, to));
            from = bend;
        }
    }
    return true;
}

/* ---- neighbours ---- */

typedef struct near { int *list, *first; } near;   /* list[first[v] … first[v + 1] - 1] */

/* `up`: those above (where v's value comes from), else those below */
static bool near_make(near *n, const graph *g, bool up) {
    size_t count = (size_t)g->vertex_count + 1, bytes = (count + (size_t)g->link_count) * sizeof(int);
    n->first = mem_calloc(bytes);
    if (!n->first) return error_memory(NULL, "graph", bytes);
    n->list = n->first + count;
    for (int k = 0; k < g->link_count; k++) n->first[(up ? g->links[k].to : g->links[k].from) + 1]++;
    for (size_t v = 1; v < count; v++) n->first[v] += n->first[v - 1];
    for (int k = g->link_count; k-- > 0;) { /* fills each part from its end, then shifts the starts back */
        int v = up ? g->links[k].to : g->links[k].from;
        n->list[--n->first[v + 1]] = up ? g->links[k].from : g->links[k].to;
    }
    memmove(n->first, n->first + 1, (count - 1) * sizeof(int));
    n->first[count - 1] = g->link_count;
    return true;
}

static double near_mean(const graph *g, const near *n, int v, bool by_x, double otherwise) {
    int a = n->first[v], b = n->first[v + 1];
    if (a == b) return otherwise;
    double sum = 0;
    for (int i = a; i < b; i++) sum += by_x ? g->vertices[n->list[i]].x : g->vertices[n->list[i]].place;
    return sum / (b - a);
}

/* ---- order ---- */

static void layer_sort(graph *g, int layer, const double *key) {
    int *row = g->order + g->first[layer], n = g->first[layer + 1] - g->first[layer];
    for (int i = 1; i < n; i++) { /* nearly sorted after the first sweeps; equal keys keep their order */
        int v = row[i], j = i;
        for (; j > 0 && key[row[j - 1]] > key[v]; j--) row[j] = row[j - 1];
        row[j] = v;
    }
    for (int i = 0; i < n; i++) g->vertices[row[i]].place = i;
}

static void order_sweep(graph *g, const near *n, bool upwards, double *key) {
    for (int i = 1; i < g->layers; i++) {
        int layer = upwards ? i : g->layers - 1 - i;
        for (int k = g->first[layer]; k < g->first[layer + 1]; k++) key[g->order[k]] = near_mean(g, n, g->order[k], false, g->vertices[g->order[k]].place);
        layer_sort(g, layer, key);
    }
}

/* crossings between all layers; only counted while layers are small */
static int64_t crossings(const graph *g, const near *down) {
    int64_t sum = 0;
    for (int layer = 1; layer < g->layers; layer++)
        for (int a = g->first[layer]; a < g->first[layer + 1]; a++)
            for (int b = a + 1; b < g->first[layer + 1] && b < a + 64; b++)
                for (int i = down->first[g->order[a]]; i < down->first[g->order[a] + 1]; i++)
                    for (int j = down->first[g->order[b]]; j < down->first[g->order[b] + 1]; j++)
                        sum += g->vertices[down->list[i]].place > g->vertices[down->list[j]].place;
    return sum;
}

static void order_layers(graph *g, const near *up, const near *down, double *key, int *best) {
    int64_t least = crossings(g, down);
    memcpy(best, g->order, sizeof *best * (size_t)g->vertex_count);
    for (int sweep = 0; sweep < ORDER_SWEEPS && least; sweep++) {
        order_sweep(g, sweep & 1 ? up : down, !(sweep & 1), key);
        int64_t now = crossings(g, down);
        if (now >= least) continue;
        least = now;
        memcpy(best, g->order, sizeof *best * (size_t)g->vertex_count);
    }
    memcpy(g->order, best, sizeof *best * (size_t)g->vertex_count);
    for (int layer = 0; layer < g->layers; layer++)
        for (int k = g->first[layer]; k < g->first[layer + 1]; k++) g->vertices[g->order[k]].place = k - g->first[layer];
}

/* ---- x ---- */

typedef struct block { double sum, weight, count; } block;

/* The x nearest to `wish` (least squares, bends weigh more, so that long links are straight) with every gap kept: with the gaps
   taken off, neighbours that would overlap share their mean. */
static void place_layer(graph *g, int layer, const double *wish, block *blocks) {
    int *row = g->order + g->first[layer], n = g->first[layer + 1] - g->first[layer], top = 0;
    double offset = 0;
    for (int i = 0; i < n; i++) {
        const vertex *v = &g->vertices[row[i]];
        if (i) offset += (g->vertices[row[i - 1]].width + v->width) / 2 + GAP;
        double weight = v->kind == VERTEX_BEND ? 4 : 1;
        block b = { weight * (wish[row[i]] - offset), weight, 1 };
        while (top && blocks[top - 1].sum * b.weight > b.sum * blocks[top - 1].weight) {
            top--;
            b.sum += blocks[top].sum;
            b.weight += blocks[top].weight;
            b.count += blocks[top].count;
        }
        blocks[top++] = b;
    }
    offset = 0;
    for (int k = 0, i = 0; k < top; k++)
        for (int c = 0; c < (int)blocks[k].count; c++, i++) {
            vertex *v = &g->vertices[row[i]];
            if (i) offset += (g->vertices[row[i - 1]].width + v->width) / 2 + GAP;
            v->x = blocks[k].sum / blocks[k].weight + offset;
        }
}

static void place_all(graph *g, const near *up, const near *down, double *wish, block *blocks) {
    for (int layer = 0; layer < g->layers; layer++) {
        for (int k = g->first[layer]; k < g->first[layer + 1]; k++) wish[g->order[k]] = 0;
        place_layer(g, layer, wish, blocks);
    }
    for (int sweep = 0; sweep < PLACE_SWEEPS; sweep++)
        for (int i = 0; i < g->layers; i++) {
            int layer = sweep & 1 ? i : g->layers - 1 - i;
            for (int k = g->first[layer]; k < g->first[layer + 1]; k++) {
                int v = g->order[k];
                double x = g->vertices[v].x, above = near_mean(g, up, v, true, x), below = near_mean(g, down, v, true, x);
                bool ends = up->first[v] == up->first[v + 1] || down->first[v] == down->first[v + 1];
                wish[v] = ends ? (up->first[v] == up->first[v + 1] ? below : above) : (above + below) / 2;
            }
            place_layer(g, layer, wish, blocks);
        }
    double left = 0, right = 0;
    for (int v = 0; v < g->vertex_count; v++) {
        double a = g->vertices[v].x - g->vertices[v].width / 2, b = a + g->vertices[v].width;
        if (v == 0 || a < left) left = a;
        if (v == 0 || b > right) right = b;
    }
    for (int v = 0; v < g->vertex_count; v++) g->vertices[v].x -= left;
    g->width = right - left;
}

bool graph_layout(graph *g) {
    assign_layers(g);
    TRY(add_bends(g));
    size_t n = (size_t)g->vertex_count, bytes = (2 * n + (size_t)g->layers + 1) * sizeof(int);
    g->order = mem_calloc(bytes);
    if (!g->order) return error_memory(NULL, "graph", bytes);
    g->first = g->order + n;
    int *best = g->first + g->layers + 1; /* counts what lies in each layer, at first */
    for (size_t v = 0; v < n; v++) g->first[g->vertices[v].layer + 1]++;
    for (int l = 0; l < g->layers; l++) g->first[l + 1] += g->first[l];
    for (size_t v = 0; v < n; v++) {
        int l = g->vertices[v].layer;
        g->vertices[v].place = best[l]++;
        g->order[g->first[l] + g->vertices[v].place] = (int)v;
    }
    near up = { NULL, NULL }, down = { NULL, NULL };
    void *work = mem_alloc(n * (sizeof(double) + sizeof(block)));
    bool ok = work ? true : error_memory(NULL, "graph", n * (sizeof(double) + sizeof(block)));
    ok = ok && near_make(&up, g, true) && near_make(&down, g, false);
    if (ok) {
        block *blocks = work;
        double *keys = (double *)(void *)(blocks + n);
        order_layers(g, &up, &down, keys, best);
        place_all(g, &up, &down, keys, blocks);
    }
    mem_free(work);
    mem_free(up.first);
    mem_free(down.first);
    return ok;
}
