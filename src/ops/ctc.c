/* SPDX-License-Identifier: MIT */
/* ctc.c - connectionist temporal classification (Graves et al., ICML 2006). With the labels l of a target and blanks between and
   around them, l'(s), s < 2 S + 1:
     alpha(t, s) = log p(t, l'(s)) + logsumexp(alpha(t-1, s), alpha(t-1, s-1), alpha(t-1, s-2) where l'(s) != l'(s-2))
   and the loss is -logsumexp of alpha's two last places at the last step. beta is the same from the end. The derivative is by the
   probabilities before a log_softmax: exp(log p(t, k)) - exp(logsumexp over l'(s) = k of (alpha + beta)(t, s) + loss - log p(t, k)). */
#include <math.h>
#include <string.h>

#include "ops/call.h"
#include "ops/internal_ops.h"

/* One sequence of a batch: log_probs [steps, classes] with a stride between steps. */
typedef struct sequence {
    const double *log_probs;
    const int64_t *target;
    int64_t stride, steps, labels, blank;
} sequence;

static int64_t label(const sequence *q, int64_t s) { return s % 2 ? q->target[s / 2] : q->blank; }
static double log_prob(const sequence *q, int64_t t, int64_t s) { return q->log_probs[t * q->stride + label(q, s)]; }

static double log_add(double a, double b) {
    if (b > a) {
        double swap = a;
        a = b;
        b = swap;
    }
    return b == -INFINITY ? a : a + log1p(exp(b - a));
}

/* row t of alpha from row t - 1 (backwards: of beta from row t + 1) */
static void advance(const sequence *q, int64_t t, const double *from, double *to, bool backwards) {
    int64_t n = 2 * q->labels + 1;
    for (int64_t k = 0; k < n; k++) {
        int64_t s = backwards ? n - 1 - k : k, step = backwards ? 1 : -1;
        double sum = from[s];
        if (k > 0) sum = log_add(sum, from[s + step]);
        if (k > 1 && label(q, s) != label(q, s + 2 * step)) sum = log_add(sum, from[s + 2 * step]);
        to[s] = sum + log_prob(q, t, s);
    }
}

static void begin(const sequence *q, int64_t t, double *row, bool backwards) {
    int64_t n = 2 * q->labels + 1;
    for (int64_t k = 0; k < n; k++) {
        int64_t s = backwards ? n - 1 - k : k;
        row[s] = k < 2 ? log_prob(q, t, s) : -INFINITY;
    }
}

/* alpha [steps, 2 labels + 1], or with one row only the last step; returns the loss */
static double forward(const sequence *q, double *alpha, bool one_row, double *spare) {
    int64_t n = 2 * q->labels + 1;
    if (q->steps == 0) return q->labels == 0 ? 0 : INFINITY;
    begin(q, 0, alpha, false);
    double *row = alpha;
    for (int64_t t = 1; t < q->steps; t++) {
        double *next = one_row ? row == alpha ? spare : alpha : row + n;
        advance(q, t, row, next, false);
        row = next;
    }
    return -(q->labels ? log_add(row[n - 1], row[n - 2]) : row[0]);
}

/* ---- arguments: (grad, loss,) log_probs, targets, input_lengths, target_lengths, blank ---- */

typedef struct batch {
    const double *log_probs;
    const int64_t *targets;
    int64_t n, classes, steps, longest, row; /* row: 0, targets lie one after the other */
    const value *input_lengths, *target_lengths;
    int64_t blank;
} batch;

static sequence sequence_of(const batch *b, int64_t i, int64_t *place) {
    int64_t labels = b->target_lengths->u.ints[i];
    sequence q = { b->log_probs + i * b->classes, b->targets + (b->row ? i * b->row : *place), b->n * b->classes,
                   b->input_lengths->u.ints[i], labels, b->blank };
    *place += labels;
    return q;
}

static bool batch_make(call *c, batch *b, int first) {
    const rush_tensor *log_probs = call_cast(c, TENSOR(c, first), RUSH_FLOAT64), *targets = call_cast(c, TENSOR(c, first + 1), RUSH_INT64);
    if (!log_probs || !targets || !(log_probs = call_contiguous(c, log_probs)) || !(targets = call_contiguous(c, targets))) return false;
    *b = (batch){ .log_probs = tensor_data(log_probs), .targets = tensor_data(targets), .n = log_probs->shape[1],
                  .classes = log_probs->shape[2], .steps = log_probs->shape[0], .row = targets->ndim == 2 ? targets->shape[1] : 0,
                  .input_lengths = &c->args[first + 2], .target_lengths = &c->args[first + 3], .blank = INT_ARG(c, first + 4) };
    int64_t place = 0;
    for (int64_t i = 0; i < b->n; i++) {
        sequence q = sequence_of(b, i, &place);
        if (q.labels > b->longest) b->longest = q.labels;
        for (int64_t k = 0; k < q.labels; k++)
            CHECK(c, q.target[k] >= 0 && q.target[k] < b->classes, "ctc_loss: targets must be labels from 0 to %lld, but got %lld",
                  (long long)b->classes - 1, (long long)q.target[k]);
    }
    return true;
}

static bool ctc_loss_part_meta(call *c) {
    rush_tensor *log_probs = TENSOR(c, 0), *targets = TENSOR(c, 1);
    const value *inputs = &c->args[2], *labels = &c->args[3];
    static const char *const checking = "(while checking arguments for ctc_loss_cpu)";
    CHECK(c, log_probs->dtype == RUSH_FLOAT32 || log_probs->dtype == RUSH_FLOAT64, "\"ctc_loss_cpu\" not implemented for '%s'",
          dtype_table[log_probs->dtype].torch_name);
    CHECK(c, targets->dtype == RUSH_INT64 || targets->dtype == RUSH_INT32,
          "Expected tensor for argument #2 'targets' to have one of the following scalar types: Long, Int; but got torch.%sTensor instead %s",
          dtype_table[targets->dtype].torch_name, checking);
    CHECK(c, log_probs->ndim == 3, "Expected 3-dimensional tensor, but got %d-dimensional tensor for argument #1 'log_probs' %s", log_probs->ndim,
          checking);
    CHECK(c, targets->ndim == 1 || targets->ndim == 2, "Expected 1 to 2 dimensions, but got %d-dimensional tensor for argument #2 'targets' %s",
          targets->ndim, checking);
    int64_t steps = log_probs->shape[0], n = log_probs->shape[1], total = 0, longest = 0;
    CHECK(c, INT_ARG(c, 4) >= 0 && INT_ARG(c, 4) < log_probs->shape[2], "blank must be in label range");
    CHECK(c, inputs->count == n, "input_lengths must be of size batch_size");
    CHECK(c, labels->count == n, "target_lengths must be of size batch_size");
    for (int64_t i = 0; i < n; i++) {
        CHECK(c, labels->u.ints[i] >= 0 && inputs->u.ints[i] >= 0, "ctc_loss: lengths must not be negative, but got %lld",
              (long long)(labels->u.ints[i] < 0 ? labels->u.ints[i] : inputs->u.ints[i]));
        total += labels->u.ints[i];
        if (labels->u.ints[i] > longest) longest = labels->u.ints[i];
    }
    if (targets->ndim == 1)
        CHECK(c, targets->shape[0] == total, "Expected tensor to have size %lld at dimension 0, but got size %lld for argument #2 'targets' %s",
              (long long)total, (long long)targets->shape[0], checking);
    else {
        CHECK(c, targets->shape[0] == n, "Expected tensor to have size %lld at dimension 0, but got size %lld for argument #2 'targets' %s",
              (long long)n, (long long)targets->shape[0], checking);
        CHECK(c, targets->shape[1] >= longest,
              "Expected tensor to have size at least %lld at dimension 1, but got size %lld for argument #2 'targets' %s", (long long)longest,
              (long long)targets->shape[1], checking);
    }
    for (int64_t i = 0; i < n; i++)
        CHECK(c, inputs->u.ints[i] <= steps, "Expected input_lengths to have value at most %lld, but got value %lld %s", (long long)steps,
              (long long)inputs->u.ints[i], checking);
    return call_out(c, 0, (rush_dtype)log_probs->dtype, 1, &n);
}

static bool ctc_loss_part_ref(call *c) {
    batch b;
    TRY(batch_make(c, &b, 0));
    int64_t words = 2 * (2 * b.longest + 1), place = 0;
    rush_tensor *room = call_temporary(c, RUSH_FLOAT64, 1, &words);
    if (!room) return false;
    double *rows = tensor_data(room);
    rush_dtype dtype = (rush_dtype)c->out[0]->dtype;
    for (int64_t i = 0; i < b.n; i++) {
        sequence q = sequence_of(&b, i, &place);
        element_store_double((char *)tensor_data(c->out[0]) + (size_t)i * dtype_size(dtype), dtype,
                             forward(&q, rows, true, rows + 2 * b.longest + 1));
    }
    return true;
}

static bool ctc_loss_backward_meta(call *c) { return call_out(c, 0, (rush_dtype)TENSOR(c, 1)->dtype, 3, TENSOR(c, 1)->shape); }

static void sequence_gradient(const sequence *q, int64_t classes, double g, bool zero_infinity, double *alpha, double *beta, double *to) {
    int64_t n = 2 * q->labels + 1;
    double loss = forward(q, alpha, false, NULL), *row = beta, *other = beta + n;
    if (zero_infinity && loss == INFINITY) return;
    for (int64_t t = q->steps - 1; t >= 0; t--) {
        if (t == q->steps - 1) begin(q, t, row, true);
        else {
            advance(q, t, row, other, true);
            double *swap = row;
            row = other;
            other = swap;
        }
        double *out = to + t * q->stride;
        for (int64_t k = 0; k < classes; k++) out[k] = -INFINITY;
        for (int64_t s = 0; s < n; s++) out[label(q, s)] = log_add(out[label(q, s)], alpha[t * n + s] + row[s]);
        for (int64_t k = 0; k < classes; k++) {
            double lp = q->log_probs[t * q->stride + k];
            out[k] = (exp(lp) - exp(out[k] + loss - lp)) * g;
        }
    }
}

static bool ctc_loss_backward_ref(call *c) {
    batch b;
    TRY(batch_make(c, &b, 1));
    const rush_tensor *g = call_cast(c, TENSOR(c, 0), RUSH_FLOAT64);
    int64_t width = 2 * b.longest + 1, words = (b.steps + 2) * width, place = 0;
    rush_tensor *room = call_temporary(c, RUSH_FLOAT64, 1, &words), *sums = call_temporary(c, RUSH_FLOAT64, 3, c->out[0]->shape);
    if (!room || !sums || !g || !(g = call_contiguous(c, g))) return false;
    double *rows = tensor_data(room), *to = memset(tensor_data(sums), 0, (size_t)sums->numel * sizeof(double));
    for (int64_t i = 0; i < b.n; i++) {
        sequence q = sequence_of(&b, i, &place);
        sequence_gradient(&q, b.classes, ((const double *)tensor_data(g))[i], BOOL_ARG(c, 6), rows, rows + b.steps * width, to + i * b.classes);
    }
    return tensor_copy(c->site, c->out[0], sums);
}

static bool ctc_loss_part_grad(backward *c) {
    const value args[] = { value_tensor(c->grad), value_tensor(c->args[0].u.t), value_tensor(c->args[1].u.t), c->args[2], c->args[3], c->args[4],
                           c->args[5] };
    GIVE(0, op_call(&op_ctc_loss_backward, c->site, args, 7));
    return true;
}

static bool ctc_loss_backward_grad(backward *c) {
    CHECK_AS(RUSH_NOT_IMPLEMENTED_ERROR, c, false, "derivative for aten::_ctc_loss_backward is not implemented");
    return true;
}

static bool ctc_loss_run(call *c) {
    rush_tensor *log_probs = TENSOR(c, 0);
    const char *reduction = c->args[5].u.string;
    bool mean = strcmp(reduction, "mean") == 0, sum = strcmp(reduction, "sum") == 0, unbatched = log_probs->ndim != 3;
    CHECK_VALUE(c, mean || sum || strcmp(reduction, "none") == 0, "%s is not a valid value for reduction", reduction);
    const value args[] = { value_tensor(unbatched ? rush_unsqueeze(log_probs, 1) : log_probs), c->args[1], c->args[2], c->args[3], c->args[4],
                           c->args[6] };
    rush_tensor *loss = op_call(&op_ctc_loss_part, c->site, args, 6);
    if (loss && BOOL_ARG(c, 6)) loss = rush_where(rush_eq(loss, INFINITY), rush_zeros(RUSH_SHAPE(1), .dtype = (rush_dtype)loss->dtype), loss);
    if (!loss) return false;
    if (sum) return call_return(c, 0, rush_sum(loss));
    if (!mean) return call_return(c, 0, unbatched ? rush_squeeze_dim(loss, 0) : loss);
    rush_tensor *lengths = rush_empty(RUSH_SHAPE(c->args[3].count), .dtype = RUSH_INT64);
    if (!lengths) return false;
    int64_t *p = tensor_data(lengths);
    for (int i = 0; i < c->args[3].count; i++) p[i] = c->args[3].u.ints[i] > 1 ? c->args[3].u.ints[i] : 1;
    return call_return(c, 0, rush_mean(rush_div(loss, lengths)));
}

const op op_ctc_loss = {
    OP_ROW(ctc_loss),
    .schema = "ctc_loss(Tensor log_probs, Tensor targets, int[] input_lengths, int[] target_lengths, int blank=0, str reduction='mean', bool "
              "zero_infinity=False) -> Tensor",
    .doc = "Connectionist temporal classification: -log of the probability of all alignments of the targets [N, S] (or one after the other, [sum of "
           "target_lengths]) with log_probs [T, N, C] (or [T, C]). reduction mean divides by target_lengths first; zero_infinity makes infinite "
           "losses and their gradients 0. log_probs has to come from log_softmax: the derivative is taken through it. Error: a length or a label is "
           "out of range.",
    .run = ctc_loss_run,
    .samples = TEXTS("T[5,2,4], T[2,2]:i3, (5,5), (2,2), 3", "T[5,2,4], T[3]:i3, (5,4), (2,1), 3, 'sum'",
                     "T[6,3,5], T[3,2]:i4, (6,5,4), (2,0,1), 4, 'none'", "T[5,4], T[2]:i3, (5,), (2,), 3", "T[5,4], T[2]:i3, (5,), (2,), 3, 'none'",
                     "T[3,2,4], T[2,3]:i2, (3,3), (3,3), 2, 'mean', True", "T[5,4,2]:t, T[2,2]:i3, (5,1), (0,1), 3, 'sum'",
                     "T[5,2,8]:s, T[2,2]:i3, (5,5), (2,2), 3"),
    .errors = TEXTS("T[5,2,4], T[2,2]:i4, (5,), (2,2)", "input_lengths must be of size batch_size", "T[5,2,4], T[2,2]:i4, (5,5), (2,)",
                    "target_lengths must be of size batch_size", "T[5,2,4], T[2,2]:i4, (5,5), (2,2), 4", "blank must be in label range",
                    "T[5,2,4], T[2,2]:i4, (5,6), (2,2)",
                    "Expected input_lengths to have value at most 5, but got value 6 (while checking arguments for ctc_loss_cpu)",
                    "T[5,2,4], T[2,2]:i4, (5,5), (2,3)",
                    "Expected tensor to have size at least 3 at dimension 1, but got size 2 for argument #2 'targets' (while checking arguments for "
                    "ctc_loss_cpu)",
                    "T[5,2,4], T[4]:i4, (5,5), (2,3)",
                    "Expected tensor to have size 5 at dimension 0, but got size 4 for argument #2 'targets' (while checking arguments for "
                    "ctc_loss_cpu)",
                    "T[4], T[4]:i4, (5,5), (2,2)",
                    "Expected 3-dimensional tensor, but got 2-dimensional tensor for argument #1 'log_probs' (while checking arguments for "
                    "ctc_loss_cpu)"),
    .dtypes = 1u << RUSH_FLOAT32 | 1u << RUSH_FLOAT64,
};

const op op_ctc_loss_part = {
    OP_ROW(ctc_loss_part),
    .schema = "_ctc_loss(Tensor log_probs, Tensor targets, int[] input_lengths, int[] target_lengths, int blank=0, bool zero_infinity=False) -> Tensor",
    .doc = "ctc_loss of each sequence of a batch.",
    .flags = OP_INTERNAL,
    .grad_name = "CtcLossBackward0",
    .saves = ARG(0) | ARG(1),
    .meta = ctc_loss_part_meta,
    .ref = ctc_loss_part_ref,
    .grad = ctc_loss_part_grad,
    .samples = TEXTS("T[5,2,4], T[2,2]:i3, (5,5), (2,2), 3", "T[5,2,4], T[3]:i3, (5,4), (2,1), 3", "T[6,3,5], T[3,2]:i4, (6,5,4), (2,0,1), 4",
                     "T[7,3,3], T[3,3]:i2, (7,6,7), (3,3,2), 2", "T[3,2,4], T[2,3]:i2, (3,3), (3,3), 2, True", "T[5,4,2]:t, T[2,2]:i3, (5,1), (0,1), 3",
                     "T[5,2,8]:s, T[2,2]:i3, (5,5), (2,2), 3", "T[50,4,400], T[4,20]:i399, (50,40,45,50), (20,15,10,20), 399"),
    .dtypes = 1u << RUSH_FLOAT32 | 1u << RUSH_FLOAT64,
};

const op op_ctc_loss_backward = {
    OP_ROW(ctc_loss_backward),
    .schema = "ctc_loss_backward(Tensor grad, Tensor log_probs, Tensor targets, int[] input_lengths, int[] target_lengths, int blank, bool "
              "zero_infinity) -> Tensor",
    .doc = "The gradient of _ctc_loss by log_probs, through the log_softmax before it.",
    .flags = OP_INTERNAL,
    .positional = 7,
    .meta = ctc_loss_backward_meta,
    .ref = ctc_loss_backward_ref,
    .grad = ctc_loss_backward_grad,
    .samples = TEXTS("T[2], T[5,2,4], T[2,2]:i3, (5,5), (2,2), 3, False"),
    .dtypes = 1u << RUSH_FLOAT32 | 1u << RUSH_FLOAT64,
};
