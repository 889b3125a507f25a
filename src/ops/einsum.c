/* SPDX-License-Identifier: MIT */
/* einsum.c - sums of products in Einstein's notation, through permute, sum, mul and bmm.
   Every operand is brought to the same dimensions: first the result's (those of the ellipsis where the
   ellipsis stands), then the labels to be summed over, with size 1 where it has no such label. Then operands
   are joined from the left; a label is summed over as soon as no later operand has it. */
#include "ops/op.h"

#include <ctype.h>
#include <string.h>

enum { LABELS = 52, ELLIPSIS = LABELS }; /* A … Z, a … z, and one sign for all dimensions of an ellipsis */

typedef struct equation {
    const char *text;
    int operands;
    int out_count, ellipsis_dims; /* labels of the result; most dimensions that an ellipsis covers */
    int count[LABELS];            /* how often a label occurs in the operands */
    int last[LABELS];             /* the last operand that has it */
    int out[LABELS + 1];          /* labels of the result, ELLIPSIS among them */
    int place[LABELS + 1];        /* each label's first dimension in the common order; -1: not there */
    int out_dims, dims;           /* dimensions of the result; of all */
    int64_t size[RUSH_MAX_DIMS];  /* common sizes, in the common order */
} equation;

static int label_of(char letter) { return letter >= 'a' ? letter - 'a' + 26 : letter - 'A'; }
static char letter_of(int label) { return (char)(label < 26 ? 'A' + label : 'a' + label - 26); }

/* Reads one operand's labels from *at on, up to a comma, the arrow or the end; how many. */
static bool read_operand(call *c, const char *text, const char *end, int operand, const char **at,
                         int *labels, int *count) {
    bool ellipsis = false;
    *count = 0;
    for (; *at < end && **at != ','; ++*at) {
        char s = **at;
        if (s == ' ') continue;
        if (s == '.') {
            CHECK(c, !ellipsis, "einsum(): found '.' for operand %d for which an ellipsis was already found",
                  operand);
            CHECK(c, end - *at > 2 && (*at)[1] == '.' && (*at)[2] == '.',
                  "einsum(): found '.' for operand %d that is not part of any ellipsis", operand);
            *at += 2;
            ellipsis = true;
        } else
            CHECK(c, isalpha((unsigned char)s),
                  "einsum(): invalid subscript given at index %d in the equation string, subscripts must be "
                  "in [a-zA-Z]",
                  (int)(*at - text));
        CHECK(c, *count < RUSH_MAX_DIMS, "einsum(): too many subscripts for operand %d", operand);
        labels[(*count)++] = s == '.' ? ELLIPSIS : label_of(s);
    }
    return true;
}

static bool has_ellipsis(const int *labels, int count) {
    for (int i = 0; i < count; i++)
        if (labels[i] == ELLIPSIS) return true;
    return false;
}

/* counts the labels of all operands */
static bool read_operands(call *c, equation *e, const char *end) {
    int labels[RUSH_MAX_DIMS], count, operand = 0;
    const rush_tensor *const *tensors = (const rush_tensor *const *)c->args[1].u.tensors;
    for (const char *at = e->text;; at++, operand++) {
        CHECK(c, operand < e->operands,
              "einsum(): fewer operands were provided than specified in the equation");
        TRY(read_operand(c, e->text, end, operand, &at, labels, &count));
        bool ellipsis = has_ellipsis(labels, count);
        int letters = count - ellipsis, dims = tensors[operand]->ndim;
        if (ellipsis)
            CHECK(c, letters <= dims,
                  "einsum(): the number of subscripts in the equation (%d) is more than the number of "
                  "dimensions (%d) for operand %d",
                  letters, dims, operand);
        else
            CHECK(c, letters == dims,
                  "einsum(): the number of subscripts in the equation (%d) does not match the number of "
                  "dimensions (%d) for operand %d "
                  "and no ellipsis was given",
                  letters, dims, operand);
        if (ellipsis && dims - letters > e->ellipsis_dims) e->ellipsis_dims = dims - letters;
        for (int i = 0; i < count; i++)
            if (labels[i] != ELLIPSIS) {
                e->count[labels[i]]++;
                e->last[labels[i]] = operand;
            }
        if (at >= end) break;
    }
    CHECK(c, operand == e->operands - 1,
          "einsum(): more operands were provided than specified in the equation");
    int dims = e->ellipsis_dims;
    for (int i = 0; i < LABELS; i++) dims += e->count[i] > 0;
    CHECK_BIT_SET(c, dims);
    return true;
}

/* without an arrow: the ellipsis, then the labels that occur once, in the alphabet's order */
static void out_implied(equation *e) {
    e->out[e->out_count++] = ELLIPSIS;
    for (int i = 0; i < LABELS; i++)
        if (e->count[i] == 1) e->out[e->out_count++] = i;
}

static bool read_out(call *c, equation *e, const char *at) {
    bool ellipsis = false, seen[LABELS] = { false };
    for (; *at; at++) {
        if (*at == ' ') continue;
        if (*at == '.') {
            CHECK(c, !ellipsis, "einsum(): found '.' for output but an ellipsis (...) was already found");
            CHECK(c, at[1] == '.' && at[2] == '.',
                  "einsum(): found '.' for output that is not part of any ellipsis (...)");
            at += 2;
            ellipsis = true;
            e->out[e->out_count++] = ELLIPSIS;
            continue;
        }
        CHECK(c, isalpha((unsigned char)*at),
              "einsum(): invalid subscript given at index %d in the equation string, subscripts must be in "
              "[a-zA-Z]",
              (int)(at - e->text));
        int label = label_of(*at);
        CHECK(c, !seen[label], "einsum(): output subscript %c appears more than once in the output", *at);
        CHECK(c, e->count[label] > 0,
              "einsum(): output subscript %c does not appear in the equation for any input operand", *at);
        seen[label] = true;
        e->out[e->out_count++] = label;
    }
    return true;
}

/* gives every label its dimension */
static bool places_set(call *c, equation *e) {
    for (int i = 0; i <= LABELS; i++) e->place[i] = -1;
    for (int i = 0; i < e->out_count; i++) {
        e->place[e->out[i]] = e->dims;
        e->dims += e->out[i] == ELLIPSIS ? e->ellipsis_dims : 1;
    }
    e->out_dims = e->dims;
    if (e->place[ELLIPSIS] < 0) {
        e->place[ELLIPSIS] = e->dims;
        e->dims += e->ellipsis_dims;
    }
    for (int i = 0; i < LABELS; i++)
        if (e->count[i] && e->place[i] < 0) e->place[i] = e->dims++;
    CHECK(c, e->dims <= RUSH_MAX_DIMS, "einsum(): the equation needs %d dimensions, at most %d are possible",
          e->dims, RUSH_MAX_DIMS);
    for (int i = 0; i < e->dims; i++) e->size[i] = 1;
    return true;
}

/* notes the size of a dimension; 1 goes with any */
static bool size_note(int64_t *known, int64_t size) {
    if (*known == 1) *known = size;
    return size == 1 || *known == size;
}

/* The operand in the common order. A label that occurs twice in it takes the diagonal. */
static rush_tensor *arranged(call *c, equation *e, int operand, const int *labels, int count) {
    rush_tensor *t = c->args[1].u.tensors[operand];
    int64_t shape[RUSH_MAX_DIMS], strides[RUSH_MAX_DIMS], order[RUSH_MAX_DIMS];
    int seen[LABELS], n = 0, dim = 0, place[RUSH_MAX_DIMS];
    bool diagonal = false;
    for (int i = 0; i < LABELS; i++) seen[i] = -1;
    for (int i = 0; i < count; i++) {
        bool ellipsis = labels[i] == ELLIPSIS;
        int covered = ellipsis ? t->ndim - (count - 1) : 1, skip = ellipsis ? e->ellipsis_dims - covered : 0;
        for (int k = 0; k < covered; k++, dim++) {
            int64_t size = t->shape[dim];
            int at = e->place[labels[i]] + skip + k;
            if (!ellipsis && seen[labels[i]] >= 0) {
                int first = seen[labels[i]];
                if (shape[first] != size) {
                    error_set(RUSH_RUNTIME_ERROR, c->site, c->op->name,
                              "einsum(): subscript %c is repeated for operand %d but the sizes don't match, "
                              "%lld != %lld",
                              letter_of(labels[i]), operand, (long long)size, (long long)shape[first]);
                    return NULL;
                }
                strides[first] += t->strides[dim];
                diagonal = true;
                continue;
            }
            int64_t known = e->size[at];
            if (!size_note(&e->size[at], size)) {
                if (ellipsis)
                    error_set(
                        RUSH_RUNTIME_ERROR, c->site, c->op->name,
                        "einsum(): dimension %d covered by ellipsis in operand %dhas size %lld which does "
                        "not "
                        "broadcast with previously seen ellipsis with size %lld for the respective dimension",
                        dim, operand, (long long)size, (long long)known);
                else
                    error_set(
                        RUSH_RUNTIME_ERROR, c->site, c->op->name,
                        "einsum(): subscript %c has size %lld for operand %d which does not broadcast with "
                        "previously seen size %lld",
                        letter_of(labels[i]), (long long)size, operand, (long long)known);
                return NULL;
            }
            if (!ellipsis) seen[labels[i]] = n;
            shape[n] = size, strides[n] = t->strides[dim], place[n++] = at;
        }
    }
    if (diagonal)
        t = rush_as_strided(t, ((rush_shape){ shape, n }), ((rush_shape){ strides, n }),
                            .storage_offset = RUSH_INT(t->offset));
    /* the dimensions that it has, in order, then the others as sizes of 1 */
    int own = 0;
    bool sorted = true;
    for (int at = 0; at < e->dims; at++)
        for (int k = 0; k < n; k++)
            if (place[k] == at) {
                sorted = sorted && k == own;
                order[own++] = k;
            }
    if (!sorted || e->operands == 1) t = rush_permute(t, ((rush_shape){ order, n }));
    for (int at = 0, k = 0; at < e->dims; at++) {
        bool has = k < n && place[order[k]] == at;
        if (has) k++;
        else t = rush_unsqueeze(t, at);
    }
    return t;
}

/* ---- two operands ---- */

typedef struct dim_list {
    int64_t dims[RUSH_MAX_DIMS], size;
    int count;
} dim_list;

static void dim_add(dim_list *l, int dim, int64_t size) {
    l->dims[l->count++] = dim;
    l->size *= size;
}

static rush_tensor *as_three(call *c, rush_tensor *t, const dim_list *x, const dim_list *y, const dim_list *z,
                             const dim_list *rest) {
    int64_t order[RUSH_MAX_DIMS];
    int n = 0;
    const dim_list *lists[4] = { x, y, z, rest };
    for (int k = 0; k < 4; k++)
        for (int i = 0; i < lists[k]->count; i++) order[n++] = lists[k]->dims[i];
    return rush_reshape(rush_permute(t, ((rush_shape){ order, n })), RUSH_SHAPE(x->size, y->size, z->size));
}

/* Sum of a b over the dimensions in `sums`, which stay with size 1: [both, left, sum] times [both, sum,
 * right]. */
static rush_tensor *joined(call *c, rush_tensor *a, rush_tensor *b, uint64_t sums) {
    if (!a || !b) return NULL;
    if (!sums) return rush_mul(a, b);
    dim_list both = { .size = 1 }, left = both, right = both, sum = both;
    int64_t alone_a[RUSH_MAX_DIMS], alone_b[RUSH_MAX_DIMS], shape[RUSH_MAX_DIMS], order[RUSH_MAX_DIMS];
    int only_a = 0, only_b = 0, n = a->ndim, at = 0;
    for (int i = 0; i < n; i++) {
        bool in_a = a->shape[i] != 1, in_b = b->shape[i] != 1;
        if (sums >> i & 1) {
            if (in_a && !in_b) alone_a[only_a++] = i;
            if (in_b && !in_a) alone_b[only_b++] = i;
            dim_add(&sum, i, in_a && in_b ? a->shape[i] : 1);
        } else if (in_a && in_b) dim_add(&both, i, a->shape[i]);
        else if (in_a) dim_add(&left, i, a->shape[i]);
        else dim_add(&right, i, b->shape[i]);
    }
    if (only_a) a = rush_sum_dim(a, ((rush_shape){ alone_a, only_a }), .keepdim = true);
    if (only_b) b = rush_sum_dim(b, ((rush_shape){ alone_b, only_b }), .keepdim = true);
    if (!a || !b) return NULL;
    rush_tensor *y =
        rush_bmm(as_three(c, a, &both, &left, &sum, &right), as_three(c, b, &both, &sum, &right, &left));
    const dim_list *lists[4] = { &both, &left, &sum, &right };
    for (int k = 0; k < 4; k++)
        for (int i = 0; i < lists[k]->count; i++, at++) {
            int d = (int)lists[k]->dims[i];
            order[d] = at;
            shape[at] = k == 2 ? 1 : k == 3 ? b->shape[d] : a->shape[d];
        }
    return rush_permute(rush_view(y, ((rush_shape){ shape, n })), ((rush_shape){ order, n }));
}

/* dimensions whose label no operand after this one has */
static uint64_t sums_after(const equation *e, int operand) {
    uint64_t sums = 0;
    for (int i = 0; i < LABELS; i++)
        if (e->count[i] && e->place[i] >= e->out_dims && e->last[i] <= operand)
            sums |= UINT64_C(1) << e->place[i];
    bool ellipsis = e->place[ELLIPSIS] >= e->out_dims && operand == e->operands - 1;
    for (int k = 0; ellipsis && k < e->ellipsis_dims; k++) sums |= UINT64_C(1) << (e->place[ELLIPSIS] + k);
    return sums;
}

static bool einsum_run(call *c) {
    equation e = { .text = c->args[0].u.string, .operands = c->args[1].count };
    CHECK(c, e.operands > 0, "einsum(): must provide at least one operand");
    const char *arrow = strstr(e.text, "->"), *end = arrow ? arrow : e.text + strlen(e.text), *at = e.text;
    TRY(read_operands(c, &e, end));
    if (arrow) TRY(read_out(c, &e, arrow + 2));
    else out_implied(&e);
    TRY(places_set(c, &e));
    rush_tensor *y = NULL;
    for (int operand = 0; operand < e.operands; operand++, at++) {
        int labels[RUSH_MAX_DIMS], count;
        TRY(read_operand(c, e.text, end, operand, &at, labels, &count));
        rush_tensor *t = arranged(c, &e, operand, labels, count);
        y = operand ? joined(c, y, t, sums_after(&e, operand)) : t;
        if (!y) return false;
    }
    int64_t sums[RUSH_MAX_DIMS];
    int n = 0;
    bool summed = true; /* already, with sizes of 1 left over? */
    for (int i = e.out_dims; i < e.dims; i++) {
        summed = summed && y->shape[i] == 1;
        sums[n++] = i;
    }
    if (n)
        y = summed && e.operands > 1 ? rush_view(y, ((rush_shape){ y->shape, e.out_dims }))
                                     : rush_sum_dim(y, ((rush_shape){ sums, n }));
    return call_return(c, 0, y);
}

const op op_einsum = {
    OP_ROW(einsum),
    .schema = "einsum(str equation, Tensor[] tensors) -> Tensor",
    .doc = "Sum of products in Einstein's notation: \\\"ij,jk->ik\\\" is the matrix product, \\\"ii\\\" the "
           "trace, \\\"...ij->...ji\\\" a transpose. Labels not in the "
           "result are summed over; without an arrow the result has the labels that occur once, in "
           "alphabetical order.",
    .run = einsum_run,
    .samples = TEXTS(
        "'ij,jk->ik', {T[2,3], T[3,4]}", "'ij,jk', {T[2,3], T[3,4]}", "'ij->ji', {T[2,3]}",
        "'ij->', {T[2,3]}", "'ij->i', {T[2,3]}", "'ii->i', {T[3,3]}", "'ii', {T[3,3]}",
        "'i,j->ij', {T[3], T[4]}", "'i,i->', {T[3], T[3]}", "'bij,bjk->bik', {T[2,3,4], T[2,4,5]}",
        "'bhqd,bhkd->bhqk', {T[2,3,4,5], T[2,3,6,5]}", "'ij,jk,kl->il', {T[2,3], T[3,4], T[4,5]}",
        "'...ij,...jk->...ik', {T[2,3,4], T[4,5]}", "'i...->...', {T[2,3,4]}", "'...i->i...', {T[2,3,4]}",
        "'i...', {T[2,3,4]}", "'ij,,jk', {T[2,3], T[], T[3,2]}", "'', {T[]}", "'bA', {T[2,3]}",
        "'ij,ij->ij', {T[2,3], T[1,3]}", "'ij,jk->ik', {T[2,3], T[1,4]}",
        "'ij,ik,il->jkl', {T[2,3], T[2,4], T[2,5]}", "'ij,jk->ik', {T[2,0], T[0,4]}",
        "'ij,kj->ik', {T[3,2]:t, T[4,6]:s}", "'i...i', {T[2,3,2]}", "'ij,jk->ik', {T[270,20], T[20,260]}",
                     "'ij,kj->ik', {T[300,4], T[300,4]}", "'ij,jk->ik', {T[2,3]:n, T[3,2]}"),
    .errors = TEXTS(
        "'ij,jk', {T[2,3], T[4,5]}",
        "einsum(): subscript j has size 4 for operand 1 which does not broadcast with previously seen size 3",
        "'ij', {T[2,3], T[4,5]}", "einsum(): more operands were provided than specified in the equation",
        "'ij,jk', {T[2,3]}", "einsum(): fewer operands were provided than specified in the equation",
        "'i1', {T[2,3]}",
        "einsum(): invalid subscript given at index 1 in the equation string, subscripts must be in [a-zA-Z]",
        "'i.j', {T[2,3]}", "einsum(): found '.' for operand 0 that is not part of any ellipsis",
        "'i...j...', {T[2,3]}", "einsum(): found '.' for operand 0 for which an ellipsis was already found",
        "'ij->i1', {T[2,3]}",
        "einsum(): invalid subscript given at index 5 in the equation string, subscripts must be in [a-zA-Z]",
        "'ij->i...j...', {T[2,3]}", "einsum(): found '.' for output but an ellipsis (...) was already found",
        "'ij->i..', {T[2,3]}", "einsum(): found '.' for output that is not part of any ellipsis (...)",
        "'ij->ii', {T[2,3]}", "einsum(): output subscript i appears more than once in the output",
        "'ij->ik', {T[2,3]}",
        "einsum(): output subscript k does not appear in the equation for any input operand",
        "'ijk', {T[2,3]}",
        "einsum(): the number of subscripts in the equation (3) does not match the number of dimensions (2) "
        "for operand 0 and no ellipsis was given",
        "'ijk...', {T[2,3]}",
        "einsum(): the number of subscripts in the equation (3) is more than the number of dimensions (2) "
        "for operand 0",
        "'ii', {T[2,3]}", "einsum(): subscript i is repeated for operand 0 but the sizes don't match, 3 != 2",
        "'...ij,...jk', {T[2,2,3], T[3,3,4]}",
        "einsum(): dimension 0 covered by ellipsis in operand 1has size 3 which does not broadcast with "
        "previously seen ellipsis with size 2 for the "
        "respective dimension"),
    .dtypes = DTYPES_FLOAT | DTYPES_INT,
};
