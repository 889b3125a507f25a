/* SPDX-License-Identifier: MIT */
/* error.h - the thread's pending error: first one wins, nothing aborts, nothing is allocated. */
#ifndef CORE_ERROR_H
#define CORE_ERROR_H
#include <rushlight/base.h>

/* Records an error unless one is pending. site and op may be NULL. Always returns false, so that
   `return error_set(…)` reads well; for functions that return pointers there is FAIL. */
bool error_set(rush_error_code code, rush_site site, const char *op, const char *format, ...) RUSH_PRINTF(4, 5);
/* Adds a line to the pending error's detail ("saved by mul at train.c:41, …"). */
void error_detail(const char *format, ...) RUSH_PRINTF(1, 2);
/* "out of memory" with the number of bytes that could not be had. */
bool error_memory(rush_site site, const char *op, size_t bytes);

/* In functions with a `c` that has site and op->name: check an argument, forward a failure. */
#define CHECK_AS(code, c, condition, ...) \
    do { \
        if (!(condition)) return error_set(code, (c)->site, (c)->op->name, __VA_ARGS__); \
    } while (0)
#define CHECK(c, condition, ...) CHECK_AS(RUSH_RUNTIME_ERROR, c, condition, __VA_ARGS__)
#define CHECK_VALUE(c, condition, ...) CHECK_AS(RUSH_VALUE_ERROR, c, condition, __VA_ARGS__)
#define CHECK_TYPE(c, condition, ...) CHECK_AS(RUSH_TYPE_ERROR, c, condition, __VA_ARGS__)
#define CHECK_INDEX(c, condition, ...) CHECK_AS(RUSH_INDEX_ERROR, c, condition, __VA_ARGS__)
#define TRY(expression) \
    do { \
        if (!(expression)) return false; \
    } while (0)
#endif
