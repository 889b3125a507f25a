/* SPDX-License-Identifier: MIT */
/* train_bench.c - the workloads of torch_bench.py through the public eager API, a fresh graph every step: one line of JSON for each.
   The fields are those of torch_bench.py; loss0 (first step), lossN, out_sum and test_acc must agree. Every workload runs in a
   process of its own, so that peak memory is its own. A step's time ends when its scope is closed: freeing counts. */
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "workload.h"

typedef struct options {
    const char *only, *data;
    int threads, steps;
} options;

static const char usage[] =
    "usage: train_bench [OPTIONS]\n"
    "  --threads N    default 1\n"
    "  --only LIST    workloads by name, with commas: a,b,c,d,e,f,g,h_b,h_c,h_d,h_e,epoch_b,epoch_c (default: all)\n"
    "  --steps K      instead of the workload's own number of steps\n"
    "  --cpu-time     the process's own time instead of the wall clock's: for a machine that others use\n"
    "  --config       only print what the library makes use of here\n"
    "  --data FOLDER  Fashion-MNIST (default /usr/share/datasets/fashion-mnist)\n";

static const char all_workloads[] = "a,b,c,d,e,f,g,h_b,h_c,h_d,h_e,epoch_b,epoch_c";

static clockid_t clock_used = CLOCK_MONOTONIC;

static double seconds(void) {
    struct timespec t;
    clock_gettime(clock_used, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static double resident_mb(void) {
    char line[256];
    long kib = 0;
    FILE *f = fopen("/proc/self/status", "r");
    while (f && fgets(line, sizeof line, f))
        if (sscanf(line, "VmRSS: %ld", &kib) == 1) break;
    if (f) fclose(f);
    return (double)kib / 1024;
}

/* ---- output ---- */

static double rss_start_mb;

static void print_end(const options *o) {
    struct rusage r;
    getrusage(RUSAGE_SELF, &r);
    printf(", \"impl\": \"rushlight\", \"threads\": %d, \"import_s\": 0, \"rss_import_mb\": %.1f, \"peak_rss_mb\": %.1f}\n", o->threads,
           rss_start_mb, (double)r.ru_maxrss / 1024);
    fflush(stdout);
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* As Python's statistics.median; sorts. */
static double median(double *t, int n) {
    qsort(t, (size_t)n, sizeof *t, compare);
    return n % 2 ? t[n / 2] : (t[n / 2 - 1] + t[n / 2]) / 2;
}

static void print_spread(const char *name, double *t, int n) {
    double middle = median(t, n);
    printf("{\"workload\": \"%s\", \"median_step_ms\": %.4f, \"p10_ms\": %.4f, \"p90_ms\": %.4f, \"steps\": %d", name, middle * 1e3,
           t[n / 10] * 1e3, t[n * 9 / 10] * 1e3, n);
}

/* ---- a number of steps on one batch ---- */

enum { TOTAL, FORWARD, BACKWARD, UPDATE, PHASES };

static double timed_step(const workload *w, double *time) {
    RUSH_SCOPE;
    double t0 = seconds();
    rush_tensor *loss = workload_loss(w, w->x, w->y);
    double t1 = seconds();
    rush_zero_grad(w->optimizer, .set_to_none = true);
    rush_backward(loss);
    double t2 = seconds();
    rush_step(w->optimizer);
    double t3 = seconds();
    time[FORWARD] = t1 - t0, time[BACKWARD] = t2 - t1, time[UPDATE] = t3 - t2;
    return rush_item(loss);
}

static bool run_steps(const char *name, const options *o) {
    workload w;
    if (!workload_make(*name, &w)) return false;
    int steps = o->steps ? o->steps : w.steps, warm = steps / 10 > 3 ? steps / 10 : 3;
    double *times = malloc(sizeof(double) * PHASES * (size_t)steps), loss0 = 0, loss = 0;
    for (int i = 0; times && i < steps + warm && !rush_failed(); i++) {
        double t[PHASES], begin = seconds();
        loss = timed_step(&w, t);
        t[TOTAL] = seconds() - begin;
        if (i == 0) loss0 = loss;
        for (int p = 0; i >= warm && p < PHASES; p++) times[p * steps + i - warm] = t[p];
    }
    if (times && !rush_failed()) {
        print_spread(name, times, steps);
        printf(", \"fwd_ms\": %.4f, \"bwd_ms\": %.4f, \"opt_ms\": %.4f", median(times + FORWARD * steps, steps) * 1e3,
               median(times + BACKWARD * steps, steps) * 1e3, median(times + UPDATE * steps, steps) * 1e3);
        printf(", \"params\": %lld, \"loss0\": %.9g, \"lossN\": %.9g", (long long)rush_count_parameters(w.net), loss0, loss);
        print_end(o);
    }
    bool ok = times && !rush_failed();
    free(times);
    rush_release_all(w.net, w.optimizer);
    return ok;
}

static double timed_forward(const workload *w, double *sum) {
    RUSH_SCOPE;
    double begin = seconds();
    rush_tensor *out = rush_forward(w->net, w->x);
    double time = seconds() - begin;
    if (sum) *sum = rush_item(rush_sum(rush_to(out, RUSH_FLOAT64)));
    return time;
}

static bool run_inference(const char *name, const options *o) {
    workload w;
    if (!workload_make(name[2], &w)) return false;
    rush_eval(w.net);
    RUSH_NO_GRAD;
    int steps = o->steps ? o->steps : w.steps, warm = steps / 10 > 3 ? steps / 10 : 3;
    double *times = malloc(sizeof(double) * (size_t)steps), sum = 0;
    for (int i = 0; times && i < steps + warm && !rush_failed(); i++) {
        double begin = seconds(), time;
        timed_forward(&w, NULL);
        time = seconds() - begin;
        if (i >= warm) times[i - warm] = time;
    }
    timed_forward(&w, &sum);
    if (times && !rush_failed()) {
        print_spread(name, times, steps);
        printf(", \"params\": %lld, \"out_sum\": %.9g", (long long)rush_count_parameters(w.net), sum);
        print_end(o);
    }
    bool ok = times && !rush_failed();
    free(times);
    rush_release_all(w.net, w.optimizer);
    return ok;
}

/* ---- one pass over Fashion-MNIST, batches of 64, in the order of a stable argsort of the generator's first 60000 numbers ---- */

enum { BATCH = 64, EVAL_BATCH = 1000 };

/* the samples of another data set in a given order */
typedef struct ordered { rush_dataset base; rush_dataset *of; int64_t *order; } ordered;

static bool ordered_get(rush_dataset *self, int64_t index, void *const *out, rush_generator *random) {
    ordered *d = (ordered *)(void *)self;
    return d->of->get(d->of, d->order[index], out, random);
}

static void ordered_destroy(rush_dataset *self) {
    ordered *d = (ordered *)(void *)self;
    rush_release(d->of);
    free(d->order);
}

/* Takes the data set over, and orders it by a stable argsort of the generator's first numbers. */
static rush_dataset *ordered_new(rush_dataset *of) {
    RUSH_SCOPE;
    if (!of) return NULL;
    int64_t n = of->length, *order = malloc(sizeof *order * (size_t)n), *key;
    rush_tensor *keys = rush_empty(RUSH_SHAPE(n), .dtype = RUSH_INT64);
    uint64_t seed = 7;
    ordered *d = RUSH_DATASET_NEW(ordered, "Ordered", .length = n, .fields = { of->fields[0], of->fields[1] }, .get = ordered_get,
                                  .destroy = ordered_destroy);
    if (!d || !order || !(key = rush_mutable_data_ptr(keys, int64_t))) return free(order), rush_release(of), rush_release(d), NULL;
    d->of = of;
    d->order = order;
    for (int64_t i = 0; i < n; i++) key[i] = (int64_t)lcg_next(&seed);
    rush_copy_out(rush_argsort(keys, 0, .stable = true), order, n);
    return &d->base;
}

static rush_loader *batches(rush_dataset *of, int64_t size) {
    rush_dataset_normalize(of, RUSH_VALUES(float, 0.2860f), RUSH_VALUES(float, 0.3530f));
    rush_loader *loader = rush_loader_new(of, .batch_size = size, .drop_last = true);
    rush_release(of);
    return loader;
}

static double run_epoch_of(const workload *w, rush_loader *loader, bool flat) {
    rush_batch batch;
    double loss = 0;
    while (rush_loader_next(loader, &batch)) {
        RUSH_SCOPE;
        loss = rush_item(workload_step(w, flat ? rush_flatten(batch.input, 1, -1) : batch.input, batch.target));
    }
    return loss;
}

static double accuracy_of(const workload *w, rush_loader *loader, bool flat) {
    RUSH_NO_GRAD;
    rush_batch batch;
    int64_t right = 0, all = 0;
    while (rush_loader_next(loader, &batch)) {
        RUSH_SCOPE;
        rush_tensor *guess = rush_argmax(rush_forward(w->net, flat ? rush_flatten(batch.input, 1, -1) : batch.input), .dim = RUSH_INT(1));
        right += rush_item_int(rush_sum(rush_eq(guess, batch.target)));
        all += batch.size;
    }
    return (double)right / (double)all;
}

static bool run_epoch(const char *name, const options *o) {
    workload w;
    bool flat = name[6] == 'b';
    if (!workload_make(name[6], &w)) return false;
    rush_loader *train = batches(ordered_new(rush_fashion_mnist(o->data, RUSH_TRAIN)), BATCH);
    rush_loader *test = batches(rush_fashion_mnist(o->data, RUSH_TEST), EVAL_BATCH);
    double begin = seconds(), loss = run_epoch_of(&w, train, flat), epoch_s = seconds() - begin;
    double accuracy = accuracy_of(&w, test, flat);
    if (!rush_failed()) {
        printf("{\"workload\": \"%s\", \"epoch_s\": %.3f, \"eval_s\": %.3f, \"test_acc\": %.4f, \"last_loss\": %.5f", name, epoch_s,
               seconds() - begin - epoch_s, accuracy, loss);
        print_end(o);
    }
    rush_release_all(w.net, w.optimizer, train, test);
    return !rush_failed();
}

/* ---- the command ---- */

static bool known(const char *name) {
    char with[32], list[sizeof all_workloads + 2];
    snprintf(with, sizeof with, ",%s,", name);
    snprintf(list, sizeof list, ",%s,", all_workloads);
    return strstr(list, with) != NULL;
}

/* In a child process. Its status is 0 if the workload ran. */
static int run_one(const char *name, const options *o) {
    RUSH_SCOPE;
    rss_start_mb = resident_mb();
    rush_set_num_threads(o->threads);
    rush_manual_seed(1234);
    bool ok = strncmp(name, "h_", 2) == 0 ? run_inference(name, o) : strncmp(name, "epoch_", 6) == 0 ? run_epoch(name, o) : run_steps(name, o);
    return ok ? 0 : 1;
}

static bool parse(options *o, int argc, char **argv) {
    for (int i = 1; i < argc; i += 2) {
        if (strcmp(argv[i], "--cpu-time") == 0) {
            clock_used = CLOCK_PROCESS_CPUTIME_ID;
            i--;
            continue;
        }
        if (i + 1 == argc) return false;
        if (strcmp(argv[i], "--threads") == 0) o->threads = atoi(argv[i + 1]);
        else if (strcmp(argv[i], "--only") == 0) o->only = argv[i + 1];
        else if (strcmp(argv[i], "--steps") == 0) o->steps = atoi(argv[i + 1]);
        else if (strcmp(argv[i], "--data") == 0) o->data = argv[i + 1];
        else return false;
    }
    return o->threads > 0 && o->steps >= 0;
}

static int print_config(void) {
    char text[4096];
    rush_show_config(text, sizeof text);
    printf("%s\n", text);
    return 0;
}

int main(int argc, char **argv) {
    if (argc == 2 && strcmp(argv[1], "--config") == 0) return print_config();
    options o = { .only = all_workloads, .data = "/usr/share/datasets/fashion-mnist", .threads = 1 };
    if (!parse(&o, argc, argv)) return fputs(usage, stderr), 2;
    char list[256];
    int status = 0;
    snprintf(list, sizeof list, "%s", o.only);
    for (char *name = strtok(list, ","); name; name = strtok(NULL, ",")) {
        if (!known(name)) return fprintf(stderr, "train_bench: no workload '%s'\n", name), 2;
        pid_t child = fork();
        if (child == 0) exit(run_one(name, &o));
        int result = 1;
        if (child < 0 || waitpid(child, &result, 0) < 0 || result != 0) {
            printf("{\"workload\": \"%s\", \"error\": %d}\n", name, result);
            fflush(stdout);
            status = 1;
        }
    }
    return status;
}
