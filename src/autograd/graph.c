/* SPDX-License-Identifier: MIT */
/* graph.c - the graph as a picture: Graphviz's language, or SVG with the layout of graph_layout.c. Data flows down: leaves at the
   top, the result at the bottom; gradients go the other way. */
#include "autograd/graph.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <rushlight/autograd.h>

#include "core/alloc.h"
#include "core/error.h"
#include "core/plot.h"

/* ---- collecting ---- */

bool graph_add_vertex(graph *g, vertex_kind kind, const rush_object *of, int layer, int *index) {
    if (g->vertex_count == g->vertex_capacity) {
        int capacity = g->vertex_capacity ? 2 * g->vertex_capacity : 64;
        vertex *p = mem_realloc(g->vertices, sizeof *p * (size_t)capacity);
        if (!p) return error_memory(NULL, "graph", sizeof *p * (size_t)capacity);
        g->vertices = p;
        g->vertex_capacity = capacity;
    }
    *index = g->vertex_count;
    g->vertices[g->vertex_count++] = (vertex){ .kind = kind, .of = of, .layer = layer };
    return true;
}

bool graph_add_link(graph *g, int from, int to) {
    if (g->link_count == g->link_capacity) {
        int capacity = g->link_capacity ? 2 * g->link_capacity : 64;
        graph_link *p = mem_realloc(g->links, sizeof *p * (size_t)capacity);
        if (!p) return error_memory(NULL, "graph", sizeof *p * (size_t)capacity);
        g->links = p;
        g->link_capacity = capacity;
    }
    g->links[g->link_count++] = (graph_link){ from, to };
    return true;
}

void graph_free(graph *g) {
    mem_free(g->vertices);
    mem_free(g->links);
    mem_free(g->order);
}

/* which vertex an object is: open addressing */
typedef struct index_table { int *slots; size_t size; } index_table;

static size_t table_slot(const index_table *t, const graph *g, const rush_object *of) {
    size_t i = (size_t)((uint64_t)(uintptr_t)of * UINT64_C(0x9e3779b97f4a7c15) >> 32) & (t->size - 1);
    while (t->slots[i] && g->vertices[t->slots[i] - 1].of != of) i = (i + 1) & (t->size - 1);
    return i;
}

static bool table_fill(index_table *t, const graph *g) {
    size_t size = 256;
    while (size < 4 * (size_t)g->vertex_count) size *= 2;
    mem_free(t->slots);
    t->slots = mem_calloc(size * sizeof *t->slots);
    t->size = size;
    if (!t->slots) return error_memory(NULL, "graph", size * sizeof *t->slots);
    for (int v = 1; v < g->vertex_count; v++) t->slots[table_slot(t, g, g->vertices[v].of)] = v + 1; /* 0 is the result itself */
    return true;
}

static bool find_or_add(graph *g, index_table *t, const rush_object *of) {
    size_t slot = table_slot(t, g, of);
    if (t->slots[slot]) return true;
    int v = 0;
    TRY(graph_add_vertex(g, of->type == &tensor_class ? VERTEX_LEAF : VERTEX_NODE, of, 0, &v));
    t->slots[slot] = v + 1;
    return 2 * (size_t)g->vertex_count < t->size || table_fill(t, g);
}

/* the result, then nodes from the newest to the oldest, then leaves */
static int by_age(const void *a, const void *b) {
    const vertex *x = a, *y = b;
    if (x->kind != y->kind) return (int)x->kind - (int)y->kind;
    if (x->kind != VERTEX_NODE) return 0;
    uint64_t i = ((const rush_node *)x->of)->sequence, j = ((const rush_node *)y->of)->sequence;
    return (i < j) - (i > j);
}

bool graph_collect(graph *g, const rush_tensor *t) {
    memset(g, 0, sizeof *g);
    index_table table = { NULL, 0 };
    edge root = t->grad_fn || tensor_requires_grad((rush_tensor *)(uintptr_t)t) ? tensor_edge((rush_tensor *)(uintptr_t)t) : (edge){ NULL, 0 };
    int v;
    bool ok = graph_add_vertex(g, VERTEX_RESULT, &t->base, 0, &v) && table_fill(&table, g);
    if (ok && root.to && root.to != &t->base) ok = find_or_add(g, &table, root.to);
    for (int i = 1; ok && i < g->vertex_count; i++) { /* breadth first; grows while it is walked */
        if (g->vertices[i].kind != VERTEX_NODE) continue;
        const rush_node *n = (const rush_node *)g->vertices[i].of;
        for (int e = 0; ok && e < n->nedges; e++)
            if (n->edges[e].to) ok = find_or_add(g, &table, n->edges[e].to);
    }
    if (ok) qsort(g->vertices, (size_t)g->vertex_count, sizeof *g->vertices, by_age);
    ok = ok && table_fill(&table, g);
    if (ok && g->vertex_count > 1) ok = graph_add_link(g, table.slots[table_slot(&table, g, root.to)] - 1, 0);
    for (int i = 1; ok && i < g->vertex_count; i++) {
        if (g->vertices[i].kind != VERTEX_NODE) continue;
        const rush_node *n = (const rush_node *)g->vertices[i].of;
        for (int e = 0; ok && e < n->nedges; e++)
            if (n->edges[e].to) ok = graph_add_link(g, table.slots[table_slot(&table, g, n->edges[e].to)] - 1, i);
    }
    mem_free(table.slots);
    g->box_count = g->vertex_count;
    return ok;
}

/* ---- texts ---- */

static void vertex_texts(const vertex *v, char title[128], char below[128]) {
    if (v->kind == VERTEX_NODE) {
        const rush_node *n = (const rush_node *)v->of;
        snprintf(title, 128, "%s", node_name(n));
        const char *site = n->site ? n->site : "", *file = strrchr(site, '/');
        snprintf(below, 128, "%s", file ? file + 1 : site);
        return;
    }
    const rush_tensor *t = (const rush_tensor *)v->of;
    snprintf(title, 128, "%s", v->kind == VERTEX_LEAF ? "leaf" : "result");
    snprintf(below, 128, "%s %s", dtype_table[t->dtype].name, SHAPE_TEXT(t->ndim < 8 ? t->ndim : 8, t->shape));
}

static bool written(FILE *f) {
    if (fflush(f) == 0 && !ferror(f)) return true;
    return error_set(RUSH_OS_ERROR, NULL, "graph", "the graph could not be written: %s", strerror(errno));
}

static bool collect_for(FILE *f, const rush_tensor *t, graph *g) {
    memset(g, 0, sizeof *g);
    if (thread_get()->failed) return false;
    if (!f || !t) return error_set(RUSH_TYPE_ERROR, NULL, "graph", "the %s is NULL", f ? "tensor" : "file");
    return graph_collect(g, t);
}

/* ---- dot ---- */

static void dot_text(FILE *f, const char *text) {
    for (; *text; text++) {
        if (*text == '"' || *text == '\\') fputc('\\', f);
        fputc((unsigned char)*text < 0x20 ? ' ' : *text, f);
    }
}

static const char *const fills[] = { "#fdebd3", "#e9f0fa", "#e2f3e4" }, *const strokes[] = { "#c77700", "#4a6fa5", "#3a8f4d" };

bool rush_graph_dot(FILE *f, const rush_tensor *t) {
    graph g;
    bool ok = collect_for(f, t, &g);
    if (ok) {
        fputs("digraph rushlight {\n  rankdir=TB;\n  node [shape=box, style=\"rounded,filled\", fontname=\"monospace\", fontsize=11];\n", f);
        for (int i = 0; i < g.vertex_count; i++) {
            char title[128], below[128];
            vertex_texts(&g.vertices[i], title, below);
            fprintf(f, "  n%d [label=\"", i);
            dot_text(f, title);
            fputs("\\n", f);
            dot_text(f, below);
            fprintf(f, "\", fillcolor=\"%s\", color=\"%s\"];\n", fills[g.vertices[i].kind], strokes[g.vertices[i].kind]);
        }
        for (int k = 0; k < g.link_count; k++) fprintf(f, "  n%d -> n%d;\n", g.links[k].from, g.links[k].to);
        fputs("}\n", f);
        ok = written(f);
    }
    graph_free(&g);
    return ok;
}

/* ---- svg ---- */

enum { EDGE = 20, BOX = 40, LAYER = 78 }; /* pixels; coordinates are whole numbers, which no locale changes */

static int px(double x) { return (int)(x + EDGE + 0.5); }
/* the top of a layer's boxes; layer 0 is the lowest */
static int top_of(const graph *g, int layer) { return EDGE + (g->layers - 1 - layer) * LAYER; }

static void svg_box(FILE *f, const graph *g, const vertex *v) {
    char title[128], below[128];
    vertex_texts(v, title, below);
    int x = px(v->x - v->width / 2), y = top_of(g, v->layer), w = (int)(v->width + 0.5), middle = px(v->x);
    fprintf(f, "<g><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\" fill=\"%s\" stroke=\"%s\"/>", x, y, w, BOX, v->kind == VERTEX_NODE ? 8 : BOX / 2,
            fills[v->kind], strokes[v->kind]);
    fprintf(f, "<text x=\"%d\" y=\"%d\" class=\"t\">", middle, y + (*below ? 17 : 24));
    plot_escape(f, title);
    fputs("</text>", f);
    if (*below) {
        fprintf(f, "<text x=\"%d\" y=\"%d\" class=\"s\">", middle, y + 31);
        plot_escape(f, below);
        fputs("</text>", f);
    }
    fputs("</g>\n", f);
}

/* a curve from one box down to the next, through the bends; next[v] is the link that leaves bend v */
static void svg_link(FILE *f, const graph *g, const graph_link *first, const int *next) {
    const vertex *v = &g->vertices[first->from];
    int x = px(v->x), y = top_of(g, v->layer) + BOX;
    fprintf(f, "<path d=\"M%d %d", x, y);
    for (const graph_link *k = first;; k = &g->links[next[k->to]]) {
        const vertex *to = &g->vertices[k->to];
        bool bend = to->kind == VERTEX_BEND;
        int x2 = px(to->x), y2 = top_of(g, to->layer) - (bend ? 0 : 7), half = (y2 - y) / 2;
        fprintf(f, " C%d %d %d %d %d %d", x, y + half, x2, y2 - half, x2, y2);
        if (!bend) break;
        fprintf(f, " V%d", y2 + BOX); /* straight through the layer */
        x = x2;
        y = y2 + BOX;
    }
    fputs("\" marker-end=\"url(#a)\"/>\n", f);
}

static void svg_write(FILE *f, const graph *g, const int *next) {
    int width = px(g->width) + EDGE, height = top_of(g, 0) + BOX + EDGE;
    fprintf(f, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">\n", width, height, width, height);
    fputs("<style>text{font-family:'DejaVu Sans Mono',Menlo,Consolas,monospace;text-anchor:middle}.t{font-size:12px;font-weight:bold;fill:#222}"
          ".s{font-size:10px;fill:#667}path{fill:none;stroke:#8592a6;stroke-width:1.4}rect{stroke-width:1.4}#a path{fill:#8592a6;stroke:none}</style>\n"
          "<defs><marker id=\"a\" markerWidth=\"8\" markerHeight=\"8\" refX=\"1\" refY=\"4\" orient=\"auto\" markerUnits=\"userSpaceOnUse\">"
          "<path d=\"M0 0 L8 4 L0 8 Z\"/></marker></defs>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n", f);
    for (int k = 0; k < g->link_count; k++)
        if (g->vertices[g->links[k].from].kind != VERTEX_BEND) svg_link(f, g, &g->links[k], next);
    for (int i = 0; i < g->box_count; i++) svg_box(f, g, &g->vertices[i]);
    fputs("</svg>\n", f);
}

/* widths of a monospaced font: 0.6 em a character */
static void set_widths(graph *g) {
    for (int i = 0; i < g->box_count; i++) {
        char title[128], below[128];
        vertex_texts(&g->vertices[i], title, below);
        double a = 7.3 * (double)strlen(title), b = 6.1 * (double)strlen(below);
        g->vertices[i].width = (a > b ? a : b) + 26;
    }
}

bool rush_graph_svg(FILE *f, const rush_tensor *t) {
    graph g;
    bool ok = collect_for(f, t, &g);
    if (ok) set_widths(&g);
    ok = ok && graph_layout(&g);
    if (ok) {
        int *next = mem_calloc(sizeof *next * (size_t)g.vertex_count);
        ok = next ? true : error_memory(NULL, "graph", sizeof *next * (size_t)g.vertex_count);
        for (int k = 0; ok && k < g.link_count; k++)
            if (g.vertices[g.links[k].from].kind == VERTEX_BEND) next[g.links[k].from] = k;
        if (ok) svg_write(f, &g, next);
        mem_free(next);
        ok = ok && written(f);
    }
    graph_free(&g);
    return ok;
}
