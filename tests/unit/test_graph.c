/* SPDX-License-Identifier: MIT */
/* test_graph.c - the graph as pictures: every node once, well-formed, nothing on top of anything else. */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "autograd/graph.h"
#include "core/alloc.h"

#define TEST(name) static void name(void **state)
#define BEGIN (void)state; RUSH_SCOPE

static char *text_of(bool (*write)(FILE *, const rush_tensor *), const rush_tensor *t) {
    char *text = NULL;
    size_t size = 0;
    FILE *f = open_memstream(&text, &size);
    bool ok = write(f, t);
    fclose(f);
    if (!ok) fail_msg("%s", rush_failed() ? rush_error()->message : "false without an error");
    return text;
}

static int count_of(const char *text, const char *what) {
    int n = 0;
    for (; (text = strstr(text, what)); text += strlen(what)) n++;
    return n;
}

/* tags close in order, attributes are quoted, entities are known: enough of XML to find a broken picture */
static void check_xml(const char *s) {
    const char *open[32];
    int depth = 0;
    for (; *s; s++) {
        if (*s == '&') assert_true(!strncmp(s, "&amp;", 5) || !strncmp(s, "&lt;", 4) || !strncmp(s, "&gt;", 4) || !strncmp(s, "&quot;", 6));
        assert_true(*s != '>');
        if (*s != '<') continue;
        bool closes = s[1] == '/';
        const char *name = s + 1 + closes;
        bool quoted = false;
        for (s = name; *s && (quoted || *s != '>'); s++) {
            if (*s == '"') quoted = !quoted;
            assert_true(*s != '<');
        }
        assert_true(*s == '>' && !quoted);
        size_t length = strcspn(name, " />");
        if (closes) {
            assert_true(depth > 0);
            depth--;
            assert_true(!strncmp(open[depth], name, length) && strcspn(open[depth], " />") == length);
        } else if (s[-1] != '/') {
            assert_true(depth < 32);
            open[depth++] = name;
        }
    }
    assert_int_equal(depth, 0);
}

static rush_tensor *network(void) {
    rush_tensor *x = rush_ones(RUSH_SHAPE(8, 4)), *w1 = rush_ones(RUSH_SHAPE(5, 4), .requires_grad = true), *b1 = rush_zeros(RUSH_SHAPE(5), .requires_grad = true);
    rush_tensor *w2 = rush_ones(RUSH_SHAPE(4, 5), .requires_grad = true), *s = rush_ones(RUSH_SHAPE(), .requires_grad = true);
    rush_tensor *h = rush_tanh(rush_add(rush_mm(x, rush_t(w1)), b1));
    rush_tensor *y = rush_add(rush_mul(rush_mm(h, rush_t(w2)), s), rush_mul(rush_sum(h), s));
    rush_tensor *d = rush_sub(y, x);
    return rush_mean(rush_mul(d, d));
}

TEST(test_dot) {
    BEGIN;
    char *text = text_of(rush_graph_dot, network());
    assert_int_equal(count_of(text, "label="), 1 + 13 + 4); /* the result, nodes, leaves */
    assert_int_equal(count_of(text, "TanhBackward0"), 1);
    assert_int_equal(count_of(text, "float32 [5, 4]"), 1);
    assert_int_equal(count_of(text, "leaf"), 4);
    assert_int_equal(count_of(text, "test_graph.c:"), 13);
    assert_int_equal(count_of(text, " -> "), 20);
    assert_true(strncmp(text, "digraph", 7) == 0 && strcmp(text + strlen(text) - 2, "}\n") == 0);
    free(text);
}

TEST(test_svg) {
    BEGIN;
    char *text = text_of(rush_graph_svg, network());
    check_xml(text);
    assert_int_equal(count_of(text, "<g>"), 18);
    assert_int_equal(count_of(text, "<text"), 36);
    assert_int_equal(count_of(text, "marker-end"), 20);
    const char *path = getenv("GRAPH_SVG"); /* to look at it */
    FILE *f = path ? fopen(path, "w") : NULL;
    if (f) {
        fputs(text, f);
        fclose(f);
    }
    free(text);
}

/* boxes of one layer keep a gap, links lead down, bends stand in every layer between */
static void check_layout(const rush_tensor *t) {
    graph g;
    assert_true(graph_collect(&g, t));
    for (int i = 0; i < g.vertex_count; i++) g.vertices[i].width = 60 + 13 * (i % 5);
    assert_true(graph_layout(&g));
    for (int l = 0; l < g.layers; l++)
        for (int k = g.first[l]; k < g.first[l + 1]; k++) {
            const vertex *v = &g.vertices[g.order[k]];
            assert_int_equal(v->layer, l);
            assert_true(v->x - v->width / 2 > -1e-6 && v->x + v->width / 2 < g.width + 1e-6);
            if (k == g.first[l]) continue;
            const vertex *before = &g.vertices[g.order[k - 1]];
            assert_true(v->x - v->width / 2 >= before->x + before->width / 2 + 20);
        }
    for (int k = 0; k < g.link_count; k++) assert_int_equal(g.vertices[g.links[k].from].layer, g.vertices[g.links[k].to].layer + 1);
    graph_free(&g);
}

TEST(test_layout) {
    BEGIN;
    check_layout(network());
    rush_tensor *pool[12];
    for (int i = 0; i < 12; i++) pool[i] = rush_ones(RUSH_SHAPE(2), .requires_grad = true);
    uint32_t random = 7;
    for (int i = 0; i < 150; i++) { /* tangled */
        random = random * 1664525u + 1013904223u;
        pool[random >> 28 & 7] = rush_mul(pool[random >> 8 & 7], pool[4 + (random >> 16 & 7)]);
    }
    rush_tensor *all = pool[0];
    for (int i = 1; i < 12; i++) all = rush_add(all, pool[i]);
    check_layout(all);
    char *text = text_of(rush_graph_svg, rush_sum(all));
    check_xml(text);
    free(text);
}

TEST(test_small_graphs) {
    BEGIN;
    rush_tensor *leaf = rush_ones(RUSH_SHAPE(2), .requires_grad = true), *plain = rush_ones(RUSH_SHAPE(2, 3));
    rush_tensor *all[] = { leaf, plain, rush_mul(leaf, leaf), rush_mul(leaf, 2) };
    for (int i = 0; i < 4; i++) {
        char *text = text_of(rush_graph_svg, all[i]);
        check_xml(text);
        assert_int_equal(count_of(text, "<g>"), i < 2 ? 1 : 3);
        assert_int_equal(count_of(text, "marker-end"), i < 2 ? 0 : i == 2 ? 3 : 2);
        free(text);
        text = text_of(rush_graph_dot, all[i]);
        assert_int_equal(count_of(text, "label="), i < 2 ? 1 : 3);
        free(text);
    }
}

static rush_tensor *odd_forward(rush_context *ctx, rush_tensor *const *in) { return (void)ctx, rush_mul(in[0], 2); }
static bool odd_backward(rush_context *ctx, rush_tensor *const *g, rush_tensor **grad_in) { return (void)ctx, (grad_in[0] = g[0]) != NULL; }

TEST(test_names_are_escaped) {
    BEGIN;
    static const rush_function odd = { .name = "A<b>&\"c\"\\", .inputs = 1, .forward = odd_forward, .backward = odd_backward };
    rush_tensor *y = rush_function_apply_at("dir/a<b>&.c:1", &odd, (rush_tensor *const[]){ rush_ones(RUSH_SHAPE(2), .requires_grad = true) }, 1);
    char *text = text_of(rush_graph_svg, y);
    check_xml(text);
    assert_non_null(strstr(text, "A&lt;b&gt;&amp;&quot;c&quot;\\Backward"));
    free(text);
    text = text_of(rush_graph_dot, y);
    assert_non_null(strstr(text, "A<b>&\\\"c\\\"\\\\Backward"));
    free(text);
}

TEST(test_errors) {
    BEGIN;
    assert_false(rush_graph_svg(stdout, NULL));
    assert_error("the tensor is NULL");
    FILE *full = fopen("/dev/full", "w");
    if (full) {
        assert_false(rush_graph_svg(full, network()));
        assert_int_equal(rush_error()->code, RUSH_OS_ERROR);
        rush_error_clear();
        fclose(full);
    }
    rush_tensor *t = network();
    FILE *null = fopen("/dev/null", "w");
    for (int64_t n = 1;; n++) { /* the nth request for memory fails */
        alloc_fail_at(n);
        bool ok = rush_graph_svg(null, t) && rush_graph_dot(null, t);
        int64_t made = alloc_requests();
        alloc_fail_at(0);
        assert_true(ok == (made < n));
        if (ok) break;
        assert_int_equal(rush_error()->code, RUSH_MEMORY_ERROR);
        rush_error_clear();
    }
    fclose(null);
}

TEST(test_long_graph) {
    BEGIN;
    rush_tensor *x = rush_ones(RUSH_SHAPE(1), .requires_grad = true), *t = x;
    for (int i = 0; i < 3000; i++) t = rush_mul(t, x); /* 3000 links to one leaf: too many bends, straight lines */
    char *text = text_of(rush_graph_svg, t);
    assert_int_equal(count_of(text, "<g>"), 3002);
    assert_int_equal(count_of(text, "marker-end"), 6001);
    free(text);
}

int main(void) {
    rush_set_error_quiet(true);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dot), cmocka_unit_test(test_svg), cmocka_unit_test(test_layout), cmocka_unit_test(test_small_graphs),
        cmocka_unit_test(test_names_are_escaped), cmocka_unit_test(test_errors), cmocka_unit_test(test_long_graph),
    };
    return test_end(cmocka_run_group_tests(tests, NULL, NULL));
}
