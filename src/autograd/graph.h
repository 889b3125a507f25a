/* SPDX-License-Identifier: MIT */
/* graph.h - the graph behind a tensor as a list of vertices and links, and where they lie in a picture. */
#ifndef AUTOGRAD_GRAPH_H
#define AUTOGRAD_GRAPH_H
#include "autograd/node.h"

typedef enum vertex_kind { VERTEX_RESULT, VERTEX_NODE, VERTEX_LEAF, VERTEX_BEND } vertex_kind;

/* A box, or a bend of a link that passes through a layer. */
typedef struct vertex {
    vertex_kind kind;
    const rush_object *of;           /* the node or tensor; NULL for a bend */
    int layer;                       /* 0: the result, at the bottom */
    int place;                       /* in its layer, from the left */
    double x;                        /* centre */
    double width;
} vertex;

/* From where a value comes to where it is used: data flows down the picture. */
typedef struct graph_link { int from, to; } graph_link;

typedef struct graph {
    vertex *vertices;
    graph_link *links;
    int vertex_count, vertex_capacity, link_count, link_capacity;
    int box_count;                   /* vertices before the bends */
    int layers;
    /* filled by graph_layout: the vertices by layer and place, and links that lead from layer to layer */
    int *order, *first;              /* order[first[l] … first[l + 1] - 1] is layer l */
    double width;
} graph;

bool graph_collect(graph *g, const rush_tensor *t);
void graph_free(graph *g);
bool graph_add_vertex(graph *g, vertex_kind kind, const rush_object *of, int layer, int *index);
bool graph_add_link(graph *g, int from, int to);
/* Places all vertices, whose widths are set: layers, order in each, x. Adds bends. */
bool graph_layout(graph *g);
#endif
