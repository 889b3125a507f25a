/* SPDX-License-Identifier: MIT */
/* t16_graph.c - the graph behind a tensor: its nodes, where they lead, how long it lasts, its picture. */
#include "show_error.h"

static void walk(rush_node *node, int depth) {
    printf("%*s%s\n", 2 * depth, "", rush_node_name(node));
    for (int64_t i = 0; i < rush_node_next_count(node); i++) {
        rush_tensor *leaf = NULL;
        rush_node *next = rush_node_next(node, i, &leaf, NULL);
        if (next) walk(next, depth + 1);
        else printf("%*s%s\n", 2 * depth + 2, "", leaf ? "AccumulateGrad" : "None");
    }
}

static void example(void) {
    RUSH_SCOPE;
    rush_tensor *a = rush_ones(RUSH_SHAPE(2), .requires_grad = true);
    rush_tensor *c = rush_sum(rush_mul(a, a));
    printf("a is a leaf: %s, c is a leaf: %s\n", rush_is_leaf(a) ? "True" : "False",
           rush_is_leaf(c) ? "True" : "False");
    walk(rush_grad_fn(c), 0);
    rush_graph_dot(stdout, c); /* rush_graph_svg draws it without Graphviz */
    rush_backward(c, .retain_graph = true);
    rush_backward(c);
    rush_print(rush_get_grad(a));
    if (!rush_backward(c)) show_error();
}

int main(void) {
    rush_set_error_quiet(true);
    example();
    return rush_failed() || rush_live_tensors() != 0;
}
