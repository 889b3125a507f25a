/* SPDX-License-Identifier: MIT */
/* 07_transformer.c - a character-level transformer learns two sentences by heart and recites them. */
#include <rushlight.h>
#include <string.h>

static const char text[] = "a rush is cut in summer, when it is long and green, peeled to the white pith, "
                           "dried in the sun, and drawn through melted fat. held aslant, it burns for "
                           "half an hour with a small clear flame. ";

enum { LENGTH = sizeof text - 1, CONTEXT = 16, WIDTH = 48, HEADS = 4, BATCH = 16, STEPS = 400 };

/* Embeddings of characters and of places, one block of attention, and a score for each character that may
 * come next. */
typedef struct reader {
    rush_module base;
    rush_module *characters, *places, *block, *norm, *head;
    rush_tensor *order, *future;
} reader;

/* x: int64 [N, T], the number of a character; to scores [N, T, characters] */
static rush_tensor *reader_forward(rush_module *self, rush_tensor *x) {
    reader *m = (reader *)self;
    rush_tensor *h = rush_add(rush_forward(m->characters, x), rush_forward(m->places, m->order));
    h = rush_transformer_encoder_forward(m->block, h, .src_mask = m->future);
    return rush_forward(m->head, rush_forward(m->norm, h));
}

static rush_module *reader_new(int64_t characters) {
    RUSH_SCOPE;
    reader *m = RUSH_MODULE_NEW(reader, "Reader", .forward = reader_forward);
    if (!m) return NULL;
    m->characters = rush_add_module(&m->base, "characters", rush_embedding_layer(characters, WIDTH));
    m->places = rush_add_module(&m->base, "places", rush_embedding_layer(CONTEXT, WIDTH));
    rush_module *block = rush_transformer_encoder_layer(WIDTH, HEADS, .dim_feedforward = RUSH_INT(4 * WIDTH),
                                                        .dropout = RUSH_DOUBLE(0), .batch_first = true,
                                                        .norm_first = true);
    m->block = rush_add_module(&m->base, "block", block);
    m->norm = rush_add_module(&m->base, "norm", rush_layer_norm_layer(RUSH_SHAPE(WIDTH)));
    m->head = rush_add_module(&m->base, "head", rush_linear_layer(WIDTH, characters));
    m->order = rush_add_buffer(&m->base, "order", rush_arange(CONTEXT), true);
    rush_tensor *all = rush_ones(RUSH_SHAPE(CONTEXT, CONTEXT), .dtype = RUSH_BOOL);
    /* true: may not be looked at */
    m->future = rush_add_buffer(&m->base, "future", rush_triu(all, .diagonal = 1), true);
    return &m->base;
}

/* The characters of the text as numbers in order of appearance; returns how many kinds there are. */
static int64_t number(int64_t *codes, char *kinds) {
    int64_t count = 0;
    for (int i = 0; i < LENGTH; i++) {
        const char *known = memchr(kinds, text[i], (size_t)count);
        codes[i] = known ? known - kinds : count;
        if (!known) kinds[count++] = text[i];
    }
    return count;
}

static void train(rush_module *net, rush_tensor *all) {
    rush_optimizer *opt = rush_adamw(rush_parameters(net), 1e-2);
    rush_scheduler *sched = rush_cosine_annealing_lr(opt, STEPS);
    for (int step = 0; step < STEPS && !rush_failed(); step++) {
        RUSH_SCOPE;
        /* windows at random places, and the same one further on */
        rush_tensor *start = rush_randint(0, LENGTH - CONTEXT, RUSH_SHAPE(BATCH, 1));
        rush_tensor *at = rush_add(start, rush_arange(CONTEXT));
        rush_tensor *x = rush_take(all, at), *next = rush_take(all, rush_add(at, 1));
        rush_tensor *loss =
            rush_cross_entropy(rush_flatten(rush_forward(net, x), 0, 1), rush_flatten(next, 0, 1));
        rush_zero_grad(opt);
        rush_backward(loss);
        rush_clip_grad_norm(rush_parameters(net), 1.0, 2);
        rush_step(opt);
        rush_scheduler_step(sched);
    }
    rush_release_all(sched, opt);
}

static void recite(rush_module *net, const int64_t *codes, const char *kinds) {
    RUSH_NO_GRAD;
    int64_t said[LENGTH];
    memcpy(said, codes, CONTEXT * sizeof *said);
    for (int i = CONTEXT; i < LENGTH && !rush_failed(); i++) {
        RUSH_SCOPE;
        rush_tensor *scores = rush_forward(net, rush_from_data(said + i - CONTEXT, RUSH_SHAPE(1, CONTEXT)));
        said[i] = rush_item_int(rush_argmax(rush_index_get(scores, RUSH_AT(0), RUSH_AT(-1))));
    }
    for (int i = 0; i < LENGTH; i++) putchar(kinds[said[i]]);
    putchar('\n');
}

static void example(void) {
    RUSH_SCOPE;
    rush_manual_seed(0);
    int64_t codes[LENGTH];
    char kinds[LENGTH];
    int64_t count = number(codes, kinds);
    rush_module *net = reader_new(count);
    rush_print_module(net);
    printf("%d characters of %d kinds; %d numbers to train\n", LENGTH, (int)count,
           (int)rush_count_parameters(net));
    train(net, rush_from_data(codes, RUSH_SHAPE(LENGTH)));
    rush_eval(net);
    recite(net, codes, kinds);
    rush_release(net);
}

int main(void) {
    example();
    return rush_failed() || rush_live_tensors() != 0;
}
