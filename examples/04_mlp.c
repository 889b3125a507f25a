/* SPDX-License-Identifier: MIT */
/* 04_mlp.c - a perceptron tells two spirals apart: data set, loader, Adam, falling learning rate. */
#include <math.h>
#include <rushlight.h>

enum { POINTS = 200 }; /* on each spiral */

/* points [2 POINTS, 2] and which spiral each is on, [2 POINTS] */
static rush_dataset *spirals(void) {
    RUSH_SCOPE;
    float xy[2 * POINTS][2];
    int64_t class[2 * POINTS];
    for (int i = 0; i < 2 * POINTS; i++) {
        double r = (i % POINTS + 1) / (double)POINTS, angle = 5 * r + (i < POINTS ? 0 : 3.14159265);
        xy[i][0] = (float)(r * cos(angle));
        xy[i][1] = (float)(r * sin(angle));
        class[i] = i / POINTS;
    }
    return rush_tensor_dataset(rush_from_data(&xy[0][0], RUSH_SHAPE(2 * POINTS, 2)),
                               rush_from_data(class, RUSH_SHAPE(2 * POINTS)));
}

static void example(void) {
    RUSH_SCOPE;
    rush_manual_seed(0);
    rush_dataset *data = spirals();
    rush_loader *loader = rush_loader_new(data, .batch_size = 50, .shuffle = true);
    rush_module *net = rush_sequential(rush_linear_layer(2, 32), rush_tanh_layer(), rush_linear_layer(32, 32),
                                       rush_tanh_layer(), rush_linear_layer(32, 2));
    rush_print_module(net);
    rush_optimizer *opt = rush_adam(rush_parameters(net), 0.01);
    rush_scheduler *sched = rush_cosine_annealing_lr(opt, 60);
    for (int epoch = 1; epoch <= 60 && !rush_failed(); epoch++) {
        int right = 0;
        rush_batch batch;
        while (rush_loader_next(loader, &batch)) {
            RUSH_SCOPE;
            rush_tensor *scores = rush_forward(net, batch.input),
                        *loss = rush_cross_entropy(scores, batch.target);
            rush_zero_grad(opt);
            rush_backward(loss);
            rush_step(opt);
            rush_tensor *guess = rush_argmax(scores, .dim = RUSH_INT(1));
            right += (int)rush_item(rush_sum(rush_eq(guess, batch.target)));
        }
        rush_scheduler_step(sched);
        if (epoch % 30 == 0) printf("epoch %d: %.0f %% right\n", epoch, 100.0 * right / (2 * POINTS));
    }
    rush_release_all(sched, opt, net, loader, data);
}

int main(void) {
    example();
    return rush_failed() || rush_live_tensors() != 0;
}
