/* SPDX-License-Identifier: MIT */
/* sample_list.c - which samples an op has: its row's, and those that every elementwise row gets; the list of exemptions. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "ops/pointwise.h"
#include "sample.h"

/* % stands for the domain (:p or :u) that the row's first sample asks for */
static const char *const unary[] = { "T[2,3]%", "T[]%", "T[0]%", "T[3,4]%:t", "T[4,6]%:s", "T[3,4]%:e", "T[2,3]:n", "T[300,300]%", "T[2,3,4,5]%:cl", NULL };
static const char *const binary[] = {
    "T[2,3]%, T[2,3]%", "T[3,1]%, T[1,4]%", "T[]%, T[2]%", "T[0,3]%, T[3]%", "T[3,4]%:t, T[4,3]%", "T[4,6]%:s, T[3]%", "T[3,4]%:e, T[3,4]%",
    "T[2,3]:n, T[2,3]%", "T[300,300]%, T[300,300]%", "T[2,3]%, T[]%:i64", "T[2,3]%, T[3]:b", "T[2,3]%, T[3]%:f64", "T[2,3,4,5]%:cl, T[3,1,1]%", NULL
};
static const char *const ternary[] = {
    "T[2,3]%, T[2,3]%, T[2,3]%", "T[3,1]%, T[1,4]%, T[]%", "T[]%, T[]%, T[]%", "T[0,3]%, T[3]%, T[1,3]%", "T[3,4]%:t, T[4,3]%, T[4,1]%",
    "T[4,6]%:s, T[3]%, T[4,3]%", "T[3,4]%:e, T[3,4]%, T[4]%", "T[2,3]:n, T[2,3]%, T[2,3]%", "T[300,300]%, T[300,300]%, T[300]%", NULL
};

/* the end of the argument that begins here: a comma at no depth, or the text's end */
static const char *argument_end(const char *p) {
    int depth = 0;
    bool quoted = false;
    for (; *p && !(*p == ',' && depth == 0 && !quoted); p++) quoted ^= *p == '\'', depth += (*p == '[' || *p == '(' || *p == '{') - (*p == ']' || *p == ')' || *p == '}');
    return p;
}

/* the domain among the modifiers of the argument [from, to) */
static char domain(const char *from, const char *to) {
    for (const char *p = from; p + 1 < to; p++)
        if (p[0] == ':' && (p[1] == 'p' || p[1] == 'u') && !isalnum((unsigned char)p[2])) return p[1];
    return 0;
}

/* One pattern filled in: operands that cannot be tensors, and what follows the operands, come from the row's first sample. */
static char *filled(const rush_op *row, const schema *s, const char *pattern, const char *own) {
    char text[300];
    size_t n = 0;
    char first = 0;
    for (int i = 0; i < row->pointwise->arity; i++) {
        const char *end = argument_end(pattern), *own_end = argument_end(own);
        char d = domain(own, own_end);
        if (i == 0) first = d;
        if (!d && *own != 'T') d = first;
        bool tensor = s->args[i].type == SCHEMA_TENSOR || s->args[i].type == SCHEMA_TENSOR_OR_SCALAR;
        n += (size_t)snprintf(text + n, sizeof text - n, i ? ", " : "");
        if (!tensor) n += (size_t)snprintf(text + n, sizeof text - n, "%.*s", own_end > own ? (int)(own_end - own) : 4, own_end > own ? own : "None");
        else
            for (const char *p = pattern; p < end && n + 4 < sizeof text; p++) {
                if (*p != '%') text[n++] = *p;
                else if (d) text[n++] = ':', text[n++] = d;
            }
        pattern = *end ? end + 1 : end;
        own = *own_end ? own_end + 1 : own_end;
        while (*pattern == ' ') pattern++;
        while (*own == ' ') own++;
    }
    snprintf(text + n, sizeof text - n, "%s%s", *own ? ", " : "", own);
    return strdup(text);
}

static bool listed(const char *const *texts, int n, const char *text) {
    for (int i = 0; i < n; i++)
        if (strcmp(texts[i], text) == 0) return true;
    return false;
}

static struct parsed { const char *list, *texts[SAMPLE_MAX_TEXTS]; int count; struct parsed *next; } *all_parsed;

static struct parsed *parse(const char *list) {
    struct parsed *p = calloc(1, sizeof *p);
    char *to = malloc(strlen(list) + 1);
    p->list = list;
    bool open = false; /* a text that goes on: "a" "b" is one */
    for (const char *s = list; *s; s++) {
        if (*s == ',') open = false;
        if (*s != '"') continue;
        if (!open && p->count < SAMPLE_MAX_TEXTS) p->texts[p->count++] = to;
        else to--; /* over the 0 of the part before */
        for (s++; *s != '"'; s++) *to++ = *s != '\\' ? *s : *++s == 'n' ? '\n' : *s;
        *to++ = 0;
        open = true;
    }
    p->next = all_parsed;
    return all_parsed = p;
}

int row_texts(const char *list, const char *texts[SAMPLE_MAX_TEXTS]) {
    struct parsed *p = all_parsed;
    if (!list) return 0;
    while (p && p->list != list) p = p->next;
    if (!p) p = parse(list);
    memcpy(texts, p->texts, sizeof *texts * (size_t)p->count);
    return p->count;
}

int sample_texts(const rush_op *row, const char *texts[SAMPLE_MAX_TEXTS]) {
    static char *made[OP_COUNT][16]; /* kept until the program ends */
    int n = row_texts(row->samples, texts);
    const schema *s = row->pointwise && n ? schema_of(row) : NULL;
    if (!s) return n;
    const char *const *patterns = row->pointwise->arity == 1 ? unary : row->pointwise->arity == 2 ? binary : ternary;
    for (int i = 0; patterns[i]; i++) {
        uint8_t kind = row->pointwise->kind;
        if (kind >= PW_BITS && (strstr(patterns[i], ":f64") || strstr(patterns[i], ":n"))) continue;
        if (kind == PW_NUMBER && strstr(patterns[i], ":b")) continue;
        if (!made[row->index][i]) made[row->index][i] = filled(row, s, patterns[i], texts[0]);
        if (n < SAMPLE_MAX_TEXTS && !listed(texts, n, made[row->index][i])) texts[n++] = made[row->index][i];
    }
    return n;
}

/* ---- exemptions ---- */

enum { EXEMPT_MAX = 400 };
static struct exemption { char what[24], op[300]; double factor; bool used; } exemptions[EXEMPT_MAX];
static int exemption_count = -1;

/* `WHAT OP(SAMPLE) reason`: the sample may hold spaces, so the name ends at its closing bracket */
static void read_line(const char *line) {
    struct exemption *e = &exemptions[exemption_count];
    size_t n = strcspn(line, " ");
    if (*line == '#' || *line == '\n' || n >= sizeof e->what || !line[n]) return;
    snprintf(e->what, sizeof e->what, "%.*s", (int)n, line);
    line += n + 1;
    int depth = 0;
    const char *p = line;
    for (; *p && *p != '\n' && !(*p == ' ' && depth == 0); p++) depth += (*p == '(') - (*p == ')');
    snprintf(e->op, sizeof e->op, "%.*s", (int)(p - line), line);
    e->used = false;
    e->factor = strtod(p, NULL);
    exemption_count++;
    if (*p != ' ') fprintf(stderr, "exempt.txt: no reason given for %s %s\n", e->what, e->op);
}

static void read_exemptions(void) {
    char line[600];
    exemption_count = 0;
    FILE *f = fopen(SOURCE_DIR "/tests/golden/exempt.txt", "r");
    while (f && fgets(line, sizeof line, f) && exemption_count < EXEMPT_MAX) read_line(line);
    if (f) fclose(f);
}

static struct exemption *exemption_find(const char *what, const char *op_name, const char *text, rush_dtype dtype) {
    char keys[4][400];
    if (exemption_count < 0) read_exemptions();
    snprintf(keys[0], sizeof keys[0], "%s", op_name);
    snprintf(keys[1], sizeof keys[1], "%s/%s", op_name, dtype_table[dtype].name);
    snprintf(keys[2], sizeof keys[2], "%s(%s)", op_name, text ? text : "");
    snprintf(keys[3], sizeof keys[3], "%s/%s(%s)", op_name, dtype_table[dtype].name, text ? text : "");
    for (int i = 0; i < exemption_count; i++)
        for (int k = 0; k < (text ? 4 : 2) && strcmp(exemptions[i].what, what) == 0; k++)
            if (strcmp(exemptions[i].op, keys[k]) == 0) {
                exemptions[i].used = true;
                return &exemptions[i];
            }
    return NULL;
}

bool exempt(const char *what, const char *op_name, const char *text, rush_dtype dtype) { return exemption_find(what, op_name, text, dtype) != NULL; }

double tolerance_factor(const char *op_name, const char *text, rush_dtype dtype) {
    const struct exemption *e = exemption_find("tolerance", op_name, text, dtype);
    return e && e->factor > 1 ? e->factor : 1;
}

int exempt_unused(const char *const *kinds, int count) {
    int unused = 0;
    for (int i = 0; i < exemption_count; i++)
        for (int k = 0; k < count; k++)
            if (!exemptions[i].used && strcmp(exemptions[i].what, kinds[k]) == 0) {
                fprintf(stderr, "exempt.txt: '%s %s' excuses nothing: delete the line\n", exemptions[i].what, exemptions[i].op);
                unused++;
            }
    return unused;
}
