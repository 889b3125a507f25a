/* SPDX-License-Identifier: MIT */
/* demo.c - a small convolutional network learns Fashion-MNIST, or any other set of images in IDX files. */
#include <math.h>
#include <rushlight.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

typedef struct options {
    const char *data, *train_images, *train_labels, *test_images, *test_labels, *checkpoint, *curve, *pictures;
    long epochs, batch, threads, workers, seed;
    double lr;
    bool resume;
} options;

static const char usage[] =
    "usage: demo [OPTIONS]\n"
    "  Trains a small CNN on Fashion-MNIST; writes a checkpoint, the training curve and a picture of test images.\n"
    "  --data FOLDER          the four IDX files (default /usr/share/datasets/fashion-mnist)\n"
    "  --train IMAGES LABELS  other IDX files, plain or .gz, of any image size and number of classes\n"
    "  --test IMAGES LABELS   the same, for the accuracy\n"
    "  --epochs N             default 12\n"
    "  --batch N              default 64\n"
    "  --lr X                 default 0.001 (Adam, falling along a cosine)\n"
    "  --threads N            default 2\n"
    "  --workers N            threads that prepare batches, default 0\n"
    "  --seed N               default 0\n"
    "  --checkpoint FILE      default fashion.safetensors\n"
    "  --curve FILE           default curve.svg\n"
    "  --pictures FILE        default pictures.svg\n"
    "  --resume               go on from the checkpoint, also from the middle of an epoch\n"
    "Ctrl-C saves and stops; --resume goes on as if nothing had happened.\n";

static volatile sig_atomic_t interrupted;
static void on_interrupt(int number) { (void)number, interrupted = 1; }

static bool parse(options *o, int argc, char **argv) {
    for (int i = 1; i < argc; i++) {
        const char *a = argv[i], *next = i + 1 < argc ? argv[i + 1] : NULL;
        struct { const char *name; const char **text; long *number; } known[] = {
            { "--data", &o->data, NULL }, { "--checkpoint", &o->checkpoint, NULL }, { "--curve", &o->curve, NULL }, { "--pictures", &o->pictures, NULL },
            { "--epochs", NULL, &o->epochs }, { "--batch", NULL, &o->batch }, { "--threads", NULL, &o->threads }, { "--workers", NULL, &o->workers },
            { "--seed", NULL, &o->seed },
        };
        bool found = false;
        for (size_t k = 0; k < sizeof known / sizeof *known && !found; k++) {
            if (strcmp(a, known[k].name) != 0) continue;
            if (!next) return false;
            if (known[k].text) *known[k].text = next;
            else *known[k].number = atol(next);
            found = true;
            i++;
        }
        if (found) continue;
        if (strcmp(a, "--resume") == 0) o->resume = true;
        else if (strcmp(a, "--lr") == 0 && next) o->lr = atof(next), i++;
        else if (strcmp(a, "--train") == 0 && i + 2 < argc) o->train_images = argv[i + 1], o->train_labels = argv[i + 2], i += 2;
        else if (strcmp(a, "--test") == 0 && i + 2 < argc) o->test_images = argv[i + 1], o->test_labels = argv[i + 2], i += 2;
        else return false;
    }
    return o->epochs > 0 && o->batch > 0 && !o->train_images == !o->test_images;
}

/* [N, C, H, W] to [N, classes]: two convolutions, each halving the image, then two linear layers */
static rush_module *network(int64_t channels, int64_t height, int64_t width, int64_t classes) {
    return rush_sequential(rush_conv2d_layer(channels, 32, 3, .padding = 1), rush_relu_layer(), rush_max_pool2d_layer(2),
                           rush_conv2d_layer(32, 64, 3, .padding = 1), rush_relu_layer(), rush_max_pool2d_layer(2),
                           rush_flatten_layer(), rush_dropout_layer(0.25), rush_linear_layer(64 * (height / 4) * (width / 4), 128), rush_relu_layer(),
                           rush_linear_layer(128, classes));
}

static double accuracy(rush_module *net, rush_loader *loader) {
    RUSH_NO_GRAD;
    int64_t right = 0, all = 0;
    rush_batch batch;
    rush_eval(net);
    while (rush_loader_next(loader, &batch)) {
        RUSH_SCOPE;
        rush_tensor *guess = rush_argmax(rush_forward(net, batch.input), .dim = RUSH_INT(1));
        right += rush_item_int(rush_sum(rush_eq(guess, batch.target)));
        all += batch.size;
    }
    rush_train(net);
    return all ? (double)right / (double)all : 0;
}

static int64_t count_classes(rush_dataset *d) {
    int64_t most = 0;
    rush_loader *loader = rush_loader_new(d, .batch_size = 1000);
    rush_batch batch;
    while (rush_loader_next(loader, &batch)) {
        RUSH_SCOPE;
        int64_t top = rush_item_int(rush_max(batch.target));
        if (top > most) most = top;
    }
    rush_release(loader);
    return most + 1;
}

static const char *const fashion[] = { "T-shirt", "trousers", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "boot" };

/* the first 24 test images with what the network takes them for */
static void write_pictures(const options *o, rush_module *net, rush_dataset *test) {
    RUSH_SCOPE;
    RUSH_NO_GRAD;
    enum { COUNT = 24 };
    rush_image_caption captions[COUNT] = { { .bad = false } };
    rush_loader *loader = rush_loader_new(test, .batch_size = COUNT);
    rush_batch batch;
    rush_eval(net);
    if (rush_loader_next(loader, &batch)) {
        int64_t guess[COUNT], label[COUNT];
        rush_copy_out(rush_argmax(rush_forward(net, batch.input), .dim = RUSH_INT(1)), guess, batch.size);
        rush_copy_out(batch.target, label, batch.size);
        for (int64_t i = 0; i < batch.size && !rush_failed(); i++) {
            captions[i].bad = guess[i] != label[i];
            if (o->train_images) snprintf(captions[i].text, sizeof captions[i].text, captions[i].bad ? "%lld, is %lld" : "%lld", (long long)guess[i], (long long)label[i]);
            else snprintf(captions[i].text, sizeof captions[i].text, captions[i].bad ? "%s (%s)" : "%s", fashion[guess[i]], fashion[label[i]]);
        }
        rush_images_svg(o->pictures, "Test images: what the network sees (and what it is)", batch.input, captions, 8);
    }
    rush_train(net);
    rush_release(loader);
}

/* the loss of every batch and the accuracy of every epoch, kept beside the checkpoint so that a resumed run draws the whole curve */
typedef struct history { double *loss, *accuracy; long steps, epochs, room; } history;

static void history_add(history *h, double loss, long limit) {
    if (h->steps == h->room) {
        h->room = h->room ? 2 * h->room : 1024;
        double *p = realloc(h->loss, sizeof *p * (size_t)h->room);
        if (!p) return;
        h->loss = p;
    }
    if (h->steps < h->room && h->steps < limit) h->loss[h->steps++] = loss;
}

static void history_file(history *h, const options *o, bool save, long limit) {
    char path[600];
    snprintf(path, sizeof path, "%s.history", o->checkpoint);
    FILE *f = fopen(path, save ? "w" : "r");
    if (!f) return;
    if (save) {
        for (long i = 0; i < h->steps; i++) fprintf(f, "%.17g\n", h->loss[i]);
    } else {
        for (double v; fscanf(f, "%lf", &v) == 1;) history_add(h, v, limit);
    }
    fclose(f);
}

static void write_curve(const options *o, const history *h) {
    enum { POINTS = 400 };
    double y[POINTS], x[POINTS];
    long n = h->steps < POINTS ? h->steps : POINTS;
    for (long i = 0; i < n; i++) { /* means of equal stretches */
        long from = i * h->steps / n, to = (i + 1) * h->steps / n;
        double sum = 0;
        for (long k = from; k < to; k++) sum += h->loss[k];
        y[i] = sum / (double)(to - from);
        x[i] = (double)to;
    }
    rush_plot_svg(o->curve, "Training", "batch", "cross entropy", &(rush_curve){ .name = "loss", .count = n, .x = x, .y = y }, 1);
}

int main(int argc, char **argv) {
    options o = { .data = "/usr/share/datasets/fashion-mnist", .checkpoint = "fashion.safetensors", .curve = "curve.svg", .pictures = "pictures.svg",
                  .epochs = 12, .batch = 64, .threads = 2, .lr = 1e-3 };
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) return fputs(usage, stdout), 0;
    if (!parse(&o, argc, argv)) return fputs(usage, stderr), 2;
    signal(SIGINT, on_interrupt);
    rush_set_num_threads((int)o.threads);
    rush_manual_seed((uint64_t)o.seed);

    rush_dataset *train = o.train_images ? rush_idx_dataset(o.train_images, o.train_labels) : rush_fashion_mnist(o.data, RUSH_TRAIN);
    rush_dataset *test = o.test_images ? rush_idx_dataset(o.test_images, o.test_labels) : rush_fashion_mnist(o.data, RUSH_TEST);
    rush_dataset_normalize(train, RUSH_VALUES(float, 0.286f), RUSH_VALUES(float, 0.353f));
    rush_dataset_normalize(test, RUSH_VALUES(float, 0.286f), RUSH_VALUES(float, 0.353f));
    if (rush_failed()) return 1;
    rush_tensor *sample[2];
    rush_dataset_get(train, 0, sample, NULL);
    rush_module *net = network(rush_size(sample[0], 0), rush_size(sample[0], 1), rush_size(sample[0], 2), o.train_images ? count_classes(train) : 10);
    rush_optimizer *opt = rush_adam(rush_parameters(net), o.lr);
    rush_scheduler *sched = rush_cosine_annealing_lr(opt, o.epochs);
    rush_loader *loader = rush_loader_new(train, .batch_size = o.batch, .shuffle = true, .workers = (int)o.workers);
    rush_loader *test_loader = rush_loader_new(test, .batch_size = 500);
    rush_checkpoint ck = { .model = net, .optimizer = opt, .scheduler = sched, .loader = loader, .generators = true };
    history h = { .loss = NULL };
    if (o.resume && rush_checkpoint_load(&ck, o.checkpoint)) history_file(&h, &o, false, (long)ck.step);
    rush_print_module(net);

    while (ck.epoch < o.epochs && !interrupted && !rush_failed()) {
        rush_progress bar = rush_progress_start(loader, "epoch %ld", (long)ck.epoch + 1);
        rush_batch batch;
        while (!interrupted && rush_loader_next(loader, &batch)) {
            RUSH_SCOPE;
            rush_tensor *loss = rush_cross_entropy(rush_forward(net, batch.input), batch.target);
            rush_zero_grad(opt);
            rush_backward(loss);
            rush_step(opt);
            ck.step++;
            double value = rush_item(loss);
            history_add(&h, value, (long)ck.step);
            rush_progress_step(&bar, "loss %.4f", value);
        }
        rush_progress_end(&bar);
        if (rush_failed()) break;
        if (!interrupted) {
            rush_scheduler_step(sched);
            ck.epoch++;
            printf("epoch %ld: test accuracy %.2f %%\n", (long)ck.epoch, 100 * accuracy(net, test_loader));
            fflush(stdout);
        }
        if (rush_checkpoint_save(&ck, o.checkpoint)) history_file(&h, &o, true, 0);
    }
    if (interrupted) printf("stopped; --resume goes on\n");
    if (h.steps) write_curve(&o, &h);
    write_pictures(&o, net, test);
    if (!rush_failed()) printf("wrote %s, %s and %s\n", o.checkpoint, o.curve, o.pictures);
    int status = rush_failed();
    free(h.loss);
    rush_release_all(net, opt, sched, loader, test_loader, train, test);
    return status;
}
