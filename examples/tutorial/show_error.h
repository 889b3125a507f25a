/* SPDX-License-Identifier: MIT */
/* show_error.h - prints the pending error as a Python program would see it, and clears it. */
#ifndef SHOW_ERROR_H
#define SHOW_ERROR_H
#include <rushlight.h>
#include <string.h>

static inline void show_error(void) {
    const rush_error_info *e = rush_error();
    printf("%s\n", e ? e->message : "no error");
    if (e && *e->detail) printf("  %s%s", e->detail, e->detail[strlen(e->detail) - 1] == '\n' ? "" : "\n");
    rush_error_clear();
}
#endif
