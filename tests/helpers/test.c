/* SPDX-License-Identifier: MIT */
/* test.c - helpers of the tests. */
#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void assert_error(const char *message) {
    const rush_error_info *e = rush_error();
    if (!e) fail_msg("no error, expected: %s", message);
    if (strcmp(e->message, message) != 0) fail_msg("error was: %s\n  expected: %s", e->message, message);
    rush_error_clear();
}

void assert_values(const rush_tensor *t, const double *expected, int64_t count, double tolerance) {
    assert_no_error();
    assert_non_null(t);
    assert_int_equal(rush_numel(t), count);
    double *got = malloc(sizeof *got * (size_t)(count ? count : 1));
    assert_true(rush_copy_out(t, got, count));
    for (int64_t i = 0; i < count; i++)
        if (got[i] != expected[i] && !(fabs(got[i] - expected[i]) <= tolerance) && !(isnan(got[i]) && isnan(expected[i])))
            fail_msg("element %lld is %.9g, expected %.9g", (long long)i, got[i], expected[i]);
    free(got);
}

int test_end(int failures) {
    if (rush_live_tensors() != 0) {
        fprintf(stderr, "%lld tensors are left\n", (long long)rush_live_tensors());
        return 1;
    }
    return failures;
}
