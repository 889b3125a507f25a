/* SPDX-License-Identifier: MIT */
/* demo.c - a small convolutional network learns Fashion-MNIST, or any other set of images in IDX files.
   Nothing is checked after each call: the first error is printed, calls after it do nothing, and loops end;
   one look at rush_failed() at the end tells how it went. */
#include <errno.h>
#include <limits.h>
#include <rushlight.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* ---- options ---- */

typedef struct options {
    const char *data, *train_images, *train_labels, *test_images, *test_labels;
    const char *checkpoint, *losses, *curve, *pictures;
    long epochs, batch, steps, threads, workers, seed;
    double lr;
    bool resume;
} options;

static const char usage[] =
    "usage: demo [OPTIONS]\n"
    "  Trains a small CNN on Fashion-MNIST; writes a checkpoint, the training curve and a picture of test\n"
    "  images with what the network takes them for.\n"
    "  --data FOLDER          the four IDX files (default /usr/share/datasets/fashion-mnist)\n"
    "  --train IMAGES LABELS  other IDX files, plain or .gz, of any image size and number of classes;\n"
    "  --test IMAGES LABELS   and those for the accuracy\n"
    "  --epochs N             default 12\n"
    "  --steps N              stop after N batches in all, as Ctrl-C does\n"
    "  --batch N              images in a batch, default 64\n"
    "  --lr X                 default 0.001 (Adam, falling along a cosine)\n"
    "  --threads N            default 2; the results are the same for every number\n"
    "  --workers N            threads that prepare batches, default 0: the main one does\n"
    "  --seed N               default 0\n"
    "  --checkpoint FILE      default fashion.safetensors\n"
    "  --losses FILE          the loss of every batch, default losses.npy\n"
    "  --curve FILE           the same as a chart, default curve.svg\n"
    "  --pictures FILE        default pictures.svg\n"
    "  --resume               go on from the checkpoint (and its losses), also in the middle of an epoch\n"
    "  --help                 print this\n"
    "Ctrl-C saves and stops; --resume goes on as if nothing had happened. A second Ctrl-C stops at once.\n";

static bool complain(const char *format, ...) RUSH_PRINTF(1, 2);
static bool complain(const char *format, ...) {
    va_list list;
    va_start(list, format);
    fputs("demo: ", stderr);
    vfprintf(stderr, format, list);
    fputc('\n', stderr);
    va_end(list);
    return false;
}

enum { MOST = 1000000000 };
static bool parse_number(const char *name, const char *text, long least, long *to) {
    char *end;
    errno = 0;
    long v = strtol(text, &end, 10);
    if (end == text || *end || errno || v < least || v > MOST)
        return complain("%s: expected a whole number from %ld to %d, got '%s'", name, least, MOST, text);
    *to = v;
    return true;
}

static bool parse_rate(const char *text, double *to) {
    char *end;
    double v = strtod(text, &end);
    if (end == text || *end || !(v > 0 && v < 1e9))
        return complain("--lr: expected a positive number, got '%s'", text);
    *to = v;
    return true;
}

static bool parse(options *o, int argc, char **argv) {
    const struct { const char *name, **text, **second; long *number, least; } known[] = {
        { "--data", &o->data, NULL, NULL, 0 },
        { "--train", &o->train_images, &o->train_labels, NULL, 0 },
        { "--test", &o->test_images, &o->test_labels, NULL, 0 },
        { "--checkpoint", &o->checkpoint, NULL, NULL, 0 },
        { "--losses", &o->losses, NULL, NULL, 0 },
        { "--curve", &o->curve, NULL, NULL, 0 },
        { "--pictures", &o->pictures, NULL, NULL, 0 },
        { "--epochs", NULL, NULL, &o->epochs, 1 },
        { "--steps", NULL, NULL, &o->steps, 1 },
        { "--batch", NULL, NULL, &o->batch, 1 },
        { "--threads", NULL, NULL, &o->threads, 1 },
        { "--workers", NULL, NULL, &o->workers, 0 },
        { "--seed", NULL, NULL, &o->seed, 0 },
    };
    enum { KNOWN = sizeof known / sizeof *known };
    for (int i = 1; i < argc; i++) {
        const char *name = argv[i];
        if (strcmp(name, "--resume") == 0) {
            o->resume = true;
            continue;
        }
        bool rate = strcmp(name, "--lr") == 0;
        int k = 0;
        while (k < KNOWN && strcmp(name, known[k].name) != 0) k++;
        if (k == KNOWN && !rate) return complain("unknown option '%s'; see --help", name);
        int values = !rate && known[k].second ? 2 : 1;
        if (i + values >= argc) return complain("%s: expected %s", name, values > 1 ? "2 files" : "a value");
        const char *value = argv[i + 1];
        i += values;
        if (rate && !parse_rate(value, &o->lr)) return false;
        if (rate) continue;
        if (known[k].number && !parse_number(name, value, known[k].least, known[k].number)) return false;
        if (known[k].text) *known[k].text = value;
        if (values == 2) *known[k].second = argv[i];
    }
    return !o->train_images == !o->test_images || complain("--train and --test go together");
}

/* ---- the network ---- */

/* [N, C, H, W] to [N, classes]: two convolutions, each followed by halving the image, two linear layers */
static rush_module *network(int64_t channels, int64_t height, int64_t width, int64_t classes) {
    return rush_sequential(
        rush_conv2d_layer(channels, 32, 3, .padding = 1), rush_relu_layer(), rush_max_pool2d_layer(2),
        rush_conv2d_layer(32, 64, 3, .padding = 1), rush_relu_layer(), rush_max_pool2d_layer(2),
        rush_flatten_layer(), rush_dropout_layer(0.25),
        rush_linear_layer(64 * (height / 4) * (width / 4), 128), rush_relu_layer(),
        rush_linear_layer(128, classes));
}

/* The part of the set's images that the network names rightly. */
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

/* ---- data ---- */

/* Its pixels, 0 … 1 in the file's reading, get Fashion-MNIST's mean 0 and deviation 1. */
static rush_dataset *scaled(rush_dataset *set) {
    rush_dataset_normalize(set, RUSH_VALUES(float, 0.286f), RUSH_VALUES(float, 0.353f));
    return set;
}

static int64_t count_classes(rush_dataset *set) {
    int64_t most = 0;
    rush_loader *loader = rush_loader_new(set, .batch_size = 1000);
    rush_batch batch;
    while (rush_loader_next(loader, &batch)) {
        RUSH_SCOPE;
        int64_t top = rush_item_int(rush_max(batch.target));
        if (top > most) most = top;
    }
    rush_release(loader);
    return most + 1;
}

/* ---- what is written at the end ---- */

static const char *class_name(const options *o, int64_t label, char number[24]) {
    static const char *const fashion[] = { "T-shirt", "trousers", "pullover", "dress", "coat",
                                           "sandal",  "shirt",    "sneaker",  "bag",   "boot" };
    if (!o->train_images && strstr(o->data, "fashion") && label >= 0 && label < 10) return fashion[label];
    snprintf(number, 24, "%lld", (long long)label);
    return number;
}

/* the first 24 test images with what the network takes them for */
static void write_pictures(const options *o, rush_module *net, rush_dataset *test) {
    RUSH_SCOPE;
    RUSH_NO_GRAD;
    enum { COUNT = 24, COLUMNS = 8 };
    rush_loader *loader = rush_loader_new(test, .batch_size = COUNT);
    rush_batch batch;
    rush_eval(net);
    if (rush_loader_next(loader, &batch)) {
        rush_image_caption captions[COUNT] = { { .bad = false } };
        int64_t guess[COUNT] = { 0 }, label[COUNT] = { 0 };
        rush_copy_out(rush_argmax(rush_forward(net, batch.input), .dim = RUSH_INT(1)), guess, batch.size);
        rush_copy_out(batch.target, label, batch.size);
        for (int64_t i = 0; i < batch.size; i++) {
            char a[24], b[24], *text = captions[i].text;
            const char *seen = class_name(o, guess[i], a), *is = class_name(o, label[i], b);
            captions[i].bad = guess[i] != label[i];
            snprintf(text, sizeof captions[i].text, captions[i].bad ? "%s (%s)" : "%s", seen, is);
        }
        const char *title = "Test images: what the network sees (and what it is)";
        rush_images_svg(o->pictures, title, batch.input, captions, COLUMNS);
    }
    rush_train(net);
    rush_release(loader);
}

/* the losses as a chart of at most 400 points: means of equal stretches */
static void write_curve(const options *o, const double *losses, int64_t steps) {
    enum { POINTS = 400 };
    double x[POINTS], y[POINTS];
    int64_t n = steps < POINTS ? steps : POINTS;
    for (int64_t i = 0; i < n; i++) {
        int64_t from = i * steps / n, to = (i + 1) * steps / n;
        double sum = 0;
        for (int64_t k = from; k < to; k++) sum += losses[k];
        x[i] = (double)to;
        y[i] = sum / (double)(to - from);
    }
    rush_curve curve = { .name = "loss", .count = n, .x = x, .y = y };
    rush_plot_svg(o->curve, "Training", "batch", "cross entropy", &curve, 1);
}

/* ---- training ---- */

static volatile sig_atomic_t interrupted; /* asked between batches */
static void on_interrupt(int number) {
    interrupted = 1;
    signal(number, SIG_DFL); /* the second one ends the program */
}

/* The losses first, so that a checkpoint never counts more steps than there are losses. */
static void save(const options *o, const rush_checkpoint *ck, const double *losses) {
    RUSH_SCOPE;
    rush_save(rush_from_data(losses, RUSH_SHAPE(ck->step)), o->losses);
    rush_checkpoint_save(ck, o->checkpoint);
}

/* What is left of the present epoch. False if it was stopped before its end. */
static bool train_epoch(const options *o, rush_checkpoint *ck, double *losses) {
    rush_progress bar = rush_progress_start(ck->loader, "epoch %lld", (long long)ck->epoch + 1);
    rush_batch batch;
    bool more = true;
    while (!interrupted && ck->step < o->steps && (more = rush_loader_next(ck->loader, &batch))) {
        RUSH_SCOPE;
        rush_tensor *loss = rush_cross_entropy(rush_forward(ck->model, batch.input), batch.target);
        rush_zero_grad(ck->optimizer);
        rush_backward(loss);
        if (!rush_step(ck->optimizer)) break;
        losses[ck->step] = rush_item(loss);
        rush_progress_step(&bar, "loss %.4f", losses[ck->step++]);
    }
    rush_progress_end(&bar);
    return !more && !rush_failed();
}

static void train(const options *o, rush_checkpoint *ck, rush_loader *test, double *losses) {
    bool whole = true;
    while (whole && ck->epoch < o->epochs && !rush_failed()) {
        whole = train_epoch(o, ck, losses);
        if (whole) {
            rush_scheduler_step(ck->scheduler);
            ck->epoch++;
            double part = accuracy(ck->model, test);
            if (!rush_failed())
                printf("epoch %lld: test accuracy %.2f %%\n", (long long)ck->epoch, 100 * part);
        }
        save(o, ck, losses);
        fflush(stdout);
    }
    if (!whole && !rush_failed()) printf("stopped after batch %lld; --resume goes on\n", (long long)ck->step);
}

/* Trains from the beginning or the checkpoint to the end, and writes the results. */
static bool run(const options *o, rush_checkpoint *ck, rush_loader *test, rush_dataset *test_set) {
    RUSH_SCOPE;
    if (o->resume) rush_checkpoint_load(ck, o->checkpoint);
    int64_t left = ck->epoch < o->epochs ? o->epochs - ck->epoch : 0;
    double *losses = malloc(sizeof *losses * (size_t)(ck->step + left * rush_loader_length(ck->loader) + 1));
    if (!losses) return complain("no memory for the losses");
    if (o->resume) {
        rush_tensor *before = rush_dict_get(rush_load(o->losses), "");
        rush_copy_out(rush_narrow(before, 0, 0, ck->step), losses, ck->step);
    }
    if (!rush_failed()) {
        rush_print_module(ck->model);
        train(o, ck, test, losses);
        write_curve(o, losses, ck->step);
        write_pictures(o, ck->model, test_set);
    }
    if (!rush_failed()) printf("wrote %s, %s, %s and %s\n", o->checkpoint, o->losses, o->curve, o->pictures);
    free(losses);
    return !rush_failed();
}

/* Makes what is trained and trains it. */
static bool start(const options *o, rush_dataset *images, rush_dataset *test_images) {
    rush_shape shape = images->fields[0].shape; /* [C, H, W] */
    if (shape.ndim != 3) return complain("%s: expected images of bytes", o->train_images);
    rush_shape tested = test_images->fields[0].shape;
    if (tested.ndim != 3 || memcmp(tested.dims, shape.dims, 3 * sizeof(int64_t)) != 0)
        return complain("%s: not of the size of the training images", o->test_images ? o->test_images : o->data);
    RUSH_SCOPE;
    int64_t classes = o->train_images ? count_classes(images) : 10;
    rush_module *net = network(shape.dims[0], shape.dims[1], shape.dims[2], classes);
    rush_optimizer *opt = rush_adam(rush_parameters(net), o->lr);
    rush_scheduler *sched = rush_cosine_annealing_lr(opt, o->epochs);
    rush_loader *loader =
        rush_loader_new(images, .batch_size = o->batch, .shuffle = true, .workers = (int)o->workers);
    rush_loader *test = rush_loader_new(test_images, .batch_size = 500);
    rush_checkpoint ck = {
        .model = net, .optimizer = opt, .scheduler = sched, .loader = loader, .generators = true
    };
    bool good = run(o, &ck, test, test_images);
    rush_release_all(net, opt, sched, loader, test);
    return good;
}

int main(int argc, char **argv) {
    options o = { .data = "/usr/share/datasets/fashion-mnist", .checkpoint = "fashion.safetensors",
                  .losses = "losses.npy", .curve = "curve.svg", .pictures = "pictures.svg",
                  .epochs = 12, .steps = LONG_MAX, .batch = 64, .threads = 2, .lr = 1e-3 };
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) return fputs(usage, stdout), 0;
    if (!parse(&o, argc, argv)) return 2;
    signal(SIGINT, on_interrupt);
    rush_set_num_threads((int)o.threads);
    rush_manual_seed((uint64_t)o.seed);
    rush_dataset *images = scaled(o.train_images ? rush_idx_dataset(o.train_images, o.train_labels)
                                                 : rush_fashion_mnist(o.data, RUSH_TRAIN));
    rush_dataset *test_images = scaled(o.test_images ? rush_idx_dataset(o.test_images, o.test_labels)
                                                     : rush_fashion_mnist(o.data, RUSH_TEST));
    bool good = !rush_failed() && start(&o, images, test_images);
    rush_release_all(images, test_images);
    return !good;
}
