/* SPDX-License-Identifier: MIT */
/* test_plot.c - SVG charts: well-formed whatever the texts and numbers are, and with the lines they should
 * have. */
#include <ctype.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/error.h"
#include "core/plot.h"

/* Caller frees. */
static char *draw(const char *title, const char *x_label, const char *y_label, const plot_series *series,
                  int count) {
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    assert_true(plot_lines(out, title, x_label, y_label, series, count));
    assert_false(rush_failed());
    fclose(out);
    assert_int_equal(strlen(text), size);
    return text;
}

static const char *skip_entity(const char *at) {
    static const char *const known[] = { "&amp;", "&lt;", "&gt;", "&quot;" };
    for (int i = 0; i < 4; i++)
        if (strncmp(at, known[i], strlen(known[i])) == 0) return at + strlen(known[i]);
    fail_msg("not an entity: %.10s", at);
    return at;
}

/* One tag from its '<' on: attributes with quoted values, and no name of a number that is none. */
static const char *scan_tag(const char *at, char *name, bool *opens, bool *closes) {
    *closes = *++at == '/';
    *opens = !*closes;
    if (*closes) at++;
    size_t length = strcspn(at, " />\n");
    assert_true(length > 0 && length < 32);
    memcpy(name, at, length);
    name[length] = '\0';
    at += length;
    while (*at == ' ') {
        size_t attribute = strcspn(++at, "=\"<> ");
        assert_true(attribute > 0 && at[attribute] == '=' && at[attribute + 1] == '"');
        const char *value = at + attribute + 2;
        if (attribute <= 2 && strchr("xy", *at)) assert_true(isdigit((unsigned char)*value) || *value == '-');
        for (at = value; *at != '"';) {
            assert_true(*at && *at != '<');
            if (strncmp(value, "M", 1) == 0) assert_non_null(strchr("MLmah0123456789.,- ", *at));
            at = *at == '&' ? skip_entity(at) : at + 1;
        }
        at++;
    }
    if (*at == '/') {
        *closes = true;
        at++;
    }
    assert_int_equal(*at, '>');
    return at + 1;
}

/* Fails unless the text is one element whose tags balance; counts the elements of one name. */
static int check_xml(const char *text, const char *wanted) {
    char stack[16][32], name[32];
    int depth = 0, found = 0, roots = 0;
    for (const char *at = text; *at;) {
        if (*at == '<') {
            bool opens, closes;
            at = scan_tag(at, name, &opens, &closes);
            if (opens) {
                assert_true(depth < 16);
                roots += depth == 0;
                strcpy(stack[depth++], name);
                found += strcmp(name, wanted) == 0;
            }
            if (closes) {
                assert_true(depth > 0);
                assert_string_equal(stack[--depth], name);
            }
        } else if (*at == '&') {
            at = skip_entity(at);
        } else {
            assert_int_not_equal(*at, '>');
            assert_true((unsigned char)*at >= 0x20 || *at == '\n');
            assert_true(depth > 0 || *at == '\n');
            at++;
        }
    }
    assert_int_equal(depth, 0);
    assert_int_equal(roots, 1);
    return found;
}

static int count_text(const char *text, const char *wanted) {
    int found = 0;
    for (; (text = strstr(text, wanted)); text++) found++;
    return found;
}

static void curves(void **state) {
    (void)state;
    const double x[] = { 0, 10, 20, 30 }, y[] = { 2, 1, 0.5, 0.25 }, z[] = { 1, 1, 0, 2 };
    const plot_series series[] = { { "train", 4, x, y }, { "test & <valid>", 4, x, z } };
    char *text = draw("Loss \"of\" it", "step", "loss", series, 2);
    assert_int_equal(check_xml(text, "path"), 4); /* two swatches, two lines */
    assert_non_null(strstr(text, ">test &amp; &lt;valid&gt;</text>"));
    assert_non_null(strstr(text, ">Loss &quot;of&quot; it</text>"));
    assert_non_null(strstr(text, "M64.88,") /* the left end of the axis: 24 + 20 + three characters */);
    for (int i = 0; i <= 30; i += 5) {
        char label[16];
        snprintf(label, sizeof label, ">%d</text>", i);
        assert_int_equal(count_text(text, label), 1);
    }
    assert_non_null(strstr(text, ">0.5</text>"));
    assert_non_null(strstr(text, ">2.0</text>"));
    free(text);
}

/* The two ends of a line from the lowest to the highest tick are the corners of the frame. */
static void corners(void **state) {
    (void)state;
    const double y[] = { 0, 10 };
    char *text = draw(NULL, NULL, NULL, &(plot_series){ NULL, 2, NULL, y }, 1);
    /* 24 + two digits of 0.58 * 12; 440 - 38; 760 - 24; 20 + 14 */
    assert_non_null(strstr(text, " d=\"M37.92,402L736,34\""));
    assert_int_equal(check_xml(text, "path"), 1);
    free(text);
}

static void gaps(void **state) {
    (void)state;
    const double y[] = { NAN, 1, 2, INFINITY, 3, -1e200, 4, 5 };
    char *text = draw(NULL, NULL, NULL, &(plot_series){ "", 8, NULL, y }, 1);
    check_xml(text, "path");
    const char *line = strstr(text, " d=\"");
    assert_non_null(line);
    assert_int_equal(count_text(line, "M"), 3);
    assert_int_equal(count_text(line, "L"), 2);
    assert_int_equal(count_text(line, "a2,2"), 2); /* one dot */
    assert_null(strstr(text, "nan"));
    assert_null(strstr(text, "inf"));
    free(text);
}

static void odd_numbers(void **state) {
    (void)state;
    static const double sets[][3] = {
        { 0, 0, 0 },           { 5, 5, 5 },          { -1e150, 0, 1e150 },    { 1e-300, 2e-300, 0 },
        { 5e-324, 0, 0 },      { 1, 1 + 1e-15, 1 },  { 1e150, 1e150, 1e150 }, { NAN, NAN, NAN },
        { 1e9, 1e9 + 1, 1e9 }, { 1e-5, 3e-5, 2e-5 }, { -3e6, 2.5e6, 1 },      { 1e300, -1e300, INFINITY },
    };
    const double steps[] = { 0, 1, 2 };
    for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++)
        for (int swap = 0; swap < 2; swap++) {
            plot_series series = { "s", 3, swap ? sets[i] : steps, swap ? steps : sets[i] };
            char *text = draw("odd", "x", "y", &series, 1);
            check_xml(text, "path");
            assert_true(strlen(text) < 8000); /* a handful of ticks */
            assert_true(count_text(text, "<text") >= 6);
            free(text);
        }
    char *text = draw("empty", "x", "y", NULL, 0);
    assert_int_equal(check_xml(text, "path"), 0);
    free(text);
    text = draw("empty", "x", "y", &(plot_series){ "none", 0, NULL, NULL }, 1);
    assert_int_equal(check_xml(text, "path"), 2);
    free(text);
}

static void odd_texts(void **state) {
    (void)state;
    static const struct {
        const char *given, *shown;
    } texts[] = {
        { "\x01\x1f", "\xef\xbf\xbd\xef\xbf\xbd" },
        { "\xff\xc3", "\xef\xbf\xbd\xef\xbf\xbd" },
        { "\xc0\xaf", "\xef\xbf\xbd\xef\xbf\xbd" },
        { "\xe2\x82", "\xef\xbf\xbd\xef\xbf\xbd" },
        { "\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
        { "\xf4\x90\x80\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
        { "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80" },
        { "]]>&amp;", "]]&gt;&amp;amp;" },
    };
    const double y[] = { 1, 2 };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        const char *given = texts[i].given;
        char *text = draw(given, given, given, &(plot_series){ given, 2, NULL, y }, 1), shown[64];
        check_xml(text, "path");
        snprintf(shown, sizeof shown, ">%s<", texts[i].shown);
        assert_int_equal(count_text(text, shown), 5); /* title twice, labels, legend */
        free(text);
    }
}

/* A million points are thinned to the chart's width, and the one that stands out is still there. */
static void thinning(void **state) {
    (void)state;
    enum { COUNT = 1000000 };
    double *y = calloc(COUNT, sizeof *y);
    assert_non_null(y);
    for (int i = 0; i < COUNT; i++) y[i] = i & 1;
    y[654321] = 10;
    char *text = draw(NULL, NULL, NULL, &(plot_series){ NULL, COUNT, NULL, y }, 1);
    assert_true(strlen(text) < 100000);
    assert_int_equal(count_text(strstr(text, " d=\""), ",34L"), 1);
    check_xml(text, "path");
    free(text);
    free(y);
}

static void full_device(void **state) {
    (void)state;
    FILE *out = fopen("/dev/full", "w");
    if (!out) skip();
    assert_false(plot_lines(out, "t", "x", "y", NULL, 0));
    assert_int_equal(rush_error()->code, RUSH_OS_ERROR);
    rush_error_clear();
    fclose(out);
}

static int quiet(void **state) {
    (void)state;
    rush_set_error_quiet(true);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(curves),      cmocka_unit_test(corners),   cmocka_unit_test(gaps),
        cmocka_unit_test(odd_numbers), cmocka_unit_test(odd_texts), cmocka_unit_test(thinning),
        cmocka_unit_test(full_device),
    };
    return cmocka_run_group_tests(tests, quiet, NULL);
}
