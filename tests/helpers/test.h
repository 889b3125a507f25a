/* SPDX-License-Identifier: MIT */
/* test.h - what every test includes: cmocka and the library. */
#ifndef TEST_H
#define TEST_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <rushlight.h>

/* Fails with the pending error's text if there is one. */
#define assert_no_error() \
    do { \
        if (rush_failed()) fail_msg("%s: %s", rush_error()->op, rush_error()->message); \
    } while (0)

/* The pending error must have this text; clears it. */
void assert_error(const char *message);
/* t's elements, as doubles, must be these, within tolerance */
void assert_values(const rush_tensor *t, const double *expected, int64_t count, double tolerance);
#define VALUES(...) (const double[]){ __VA_ARGS__ }, (int64_t)(sizeof((const double[]){ __VA_ARGS__ }) / sizeof(double))
/* runs a group and checks that no tensor is left */
int test_end(int failures);
#endif
