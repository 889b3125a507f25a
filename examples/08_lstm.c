/* SPDX-License-Identifier: MIT */
/* 08_lstm.c - an LSTM reads numbers of which two are marked, and tells their sum at the end. */
#include <rushlight.h>

enum { LENGTH = 10, HIDDEN = 32, BATCH = 64, STEPS = 500 };

/* The state after the last step, and a line from it to one number. */
typedef struct adder {
    rush_module base;
    rush_module *lstm, *head;
} adder;

/* x [N, T, 2] to [N] */
static rush_tensor *adder_forward(rush_module *self, rush_tensor *x) {
    adder *m = (adder *)self;
    rush_rnn_state last;
    if (!rush_rnn_forward(m->lstm, x, (rush_rnn_state){ NULL, NULL }, &last)) return NULL;
    return rush_flatten(rush_forward(m->head, last.h), 0, -1); /* h is [1, N, HIDDEN] */
}

static rush_module *adder_new(void) {
    adder *m = RUSH_MODULE_NEW(adder, "Adder", .forward = adder_forward);
    if (!m) return NULL;
    m->lstm = rush_add_module(&m->base, "lstm", rush_lstm_layer(2, HIDDEN, .batch_first = true));
    m->head = rush_add_module(&m->base, "head", rush_linear_layer(HIDDEN, 1));
    return &m->base;
}

/* n sequences [n, LENGTH, 2]: numbers in 0 … 1, and marks, one in each half; and the sums of the marked
 * numbers [n] */
static void draw(int64_t n, rush_tensor **x, rush_tensor **sum) {
    rush_tensor *values = rush_rand(RUSH_SHAPE(n, LENGTH)), *marks = rush_zeros(RUSH_SHAPE(n, LENGTH));
    rush_scatter_(marks, 1, rush_randint(0, LENGTH / 2, RUSH_SHAPE(n, 1)), 1);
    rush_scatter_(marks, 1, rush_randint(LENGTH / 2, LENGTH, RUSH_SHAPE(n, 1)), 1);
    *x = rush_stack((rush_tensor *[]){ values, marks }, 2, 2);
    *sum = rush_sum_dim(rush_mul(values, marks), RUSH_SHAPE(1));
}

/* how far off it is, on average, on new sequences */
static double error(rush_module *net) {
    RUSH_SCOPE;
    RUSH_NO_GRAD;
    rush_tensor *x, *sum;
    draw(500, &x, &sum);
    return rush_item(rush_l1_loss(rush_forward(net, x), sum));
}

static void example(void) {
    RUSH_SCOPE;
    rush_manual_seed(0);
    rush_module *net = adder_new();
    rush_print_module(net);
    printf("before: off by more than 0.4: %s\n", error(net) > 0.4 ? "True" : "False");
    rush_optimizer *opt = rush_adam(rush_parameters(net), 0.02);
    rush_scheduler *sched = rush_cosine_annealing_lr(opt, STEPS);
    for (int step = 0; step < STEPS && !rush_failed(); step++) {
        RUSH_SCOPE;
        rush_tensor *x, *sum;
        draw(BATCH, &x, &sum);
        rush_zero_grad(opt);
        rush_backward(rush_mse_loss(rush_forward(net, x), sum));
        rush_clip_grad_norm(rush_parameters(net), 1.0, 2);
        rush_step(opt);
        rush_scheduler_step(sched);
    }
    printf("after:  off by less than 0.05: %s\n", error(net) < 0.05 ? "True" : "False");
    rush_release_all(sched, opt, net);
}

int main(void) {
    example();
    return rush_failed() || rush_live_tensors() != 0;
}
