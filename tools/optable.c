/* SPDX-License-Identifier: MIT */
/* optable.c - the op table as text: one JSON object a line for each row (or for the rows named), for scripts. */
#include <string.h>

#include "ops/call.h"
#include "sample.h"

static void print_string(const char *s) {
    putchar('"');
    for (; s && *s; s++) {
        if (*s == '"' || *s == '\\') printf("\\%c", *s);
        else if ((unsigned char)*s < 32) printf("\\u%04x", *s);
        else putchar(*s);
    }
    putchar('"');
}

static void print_texts(const char *name, const char *const *texts, int n) {
    printf(", \"%s\": [", name);
    for (int i = 0; i < n; i++) {
        if (i) printf(", ");
        print_string(texts[i]);
    }
    printf("]");
}

static void print_row(const rush_op *row) {
    const char *texts[SAMPLE_MAX_TEXTS], *dtypes[DTYPE_COUNT];
    uint32_t set = row->dtypes ? row->dtypes : DTYPES_FLOAT;
    int n = 0;
    printf("{\"name\": \"%s\", \"schema\": ", row->name);
    print_string(row->schema);
    printf(", \"grad_name\": ");
    print_string(row->grad ? op_grad_name(row) : "");
    static const struct { const char *name; uint32_t flag; } flags[] = {
        { "inplace", OP_INPLACE }, { "inplace_only", OP_INPLACE_ONLY }, { "view", OP_VIEW }, { "random", OP_RANDOM },
        { "no_grad", OP_NO_GRAD }, { "internal", OP_INTERNAL }, { "no_out", OP_NO_OUT },
    };
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++) printf(", \"%s\": %s", flags[i].name, row->flags & flags[i].flag ? "true" : "false");
    printf(", \"composite\": %s", row->run ? "true" : "false");
    for (int d = RUSH_FLOAT32; d <= RUSH_BOOL; d++)
        if (set >> d & 1) dtypes[n++] = dtype_table[d].name;
    print_texts("dtypes", dtypes, n);
    print_texts("samples", texts, sample_texts(row, texts));
    print_texts("errors", texts, row_texts(row->errors, texts));
    printf("}\n");
}

int main(int argc, char **argv) {
    for (int i = 0; argc == 1 && i < OP_COUNT; i++) print_row(op_table[i]);
    for (int i = 1; i < argc; i++) {
        const rush_op *row = rush_op_find(argv[i]);
        if (!row) return fprintf(stderr, "no op %s\n", argv[i]), 1;
        print_row(row);
    }
    return 0;
}
