/* SPDX-License-Identifier: MIT */
/* test_curve.c - the demo's own program trains 50 steps: its losses lie on PyTorch's (tests/golden/curve.txt), and they and the
   checkpoint have the same bits for every number of threads and of workers, with OpenBLAS and without. */
#define main demo_main
#include "../../examples/demo.c"
#undef main

#include <math.h>
#include <unistd.h>

#include "test.h"

enum { COUNT = 640, SIDE = 28, STEPS = 50 };
static const int threads[] = { 1, 2, 3, 5, 16 };

static char folder[] = "/tmp/rush-curve-XXXXXX";
static const char *const names[] = { "images", "labels", "net.safetensors", "losses.npy", "curve.svg", "pictures.svg" };
static char paths[6][100];
static int terminal; /* stdout while the demo's goes nowhere */

/* make_curve.py has the same formula */
static uint8_t pixel(uint32_t i, uint32_t y, uint32_t x) {
    uint32_t label = i * 7 % 10, noise = (i * SIDE + y) * SIDE + x;
    return (uint8_t)((x * (label + 1) + y * (2 * label + 3)) % 32 * 4 + (noise * 2654435761u >> 25));
}

static void put_word(FILE *f, uint32_t v) {
    for (int shift = 24; shift >= 0; shift -= 8) fputc((int)(v >> shift & 255), f);
}

static void write_set(void) {
    FILE *images = fopen(paths[0], "wb"), *labels = fopen(paths[1], "wb");
    assert_true(images && labels);
    put_word(images, 0x803);
    put_word(labels, 0x801);
    put_word(images, COUNT);
    put_word(labels, COUNT);
    put_word(images, SIDE);
    put_word(images, SIDE);
    for (uint32_t i = 0; i < COUNT; i++) {
        for (uint32_t y = 0; y < SIDE; y++)
            for (uint32_t x = 0; x < SIDE; x++) fputc(pixel(i, y, x), images);
        fputc((int)(i * 7 % 10), labels);
    }
    assert_int_equal(fclose(images) | fclose(labels), 0);
}

typedef struct result { double losses[STEPS]; unsigned char *checkpoint; size_t bytes; } result;

static result run_demo(int thread_count, const char *workers) {
    result r = { .bytes = 0 };
    char number[20];
    snprintf(number, sizeof number, "%d", thread_count);
    char *arguments[] = { "demo", "--train", paths[0], paths[1], "--test", paths[0], paths[1], "--epochs", "5", "--seed",
                          "2", "--checkpoint", paths[2], "--losses", paths[3], "--curve", paths[4], "--pictures", paths[5],
                          "--threads", number, "--workers", (char *)(uintptr_t)workers, NULL };
    fflush(stdout);
    assert_non_null(freopen("/dev/null", "w", stdout));
    int status = demo_main(sizeof arguments / sizeof *arguments - 1, arguments);
    fflush(stdout);
    dup2(terminal, 1);
    assert_no_error();
    assert_int_equal(status, 0);
    RUSH_SCOPE;
    rush_tensor *losses = rush_dict_get(rush_load(paths[3]), "");
    assert_int_equal(rush_numel(losses), STEPS);
    assert_true(rush_copy_out(losses, r.losses, STEPS));
    FILE *f = fopen(paths[2], "rb");
    assert_non_null(f);
    fseek(f, 0, SEEK_END);
    r.bytes = (size_t)ftell(f);
    rewind(f);
    r.checkpoint = malloc(r.bytes);
    assert_true(r.checkpoint && fread(r.checkpoint, 1, r.bytes, f) == r.bytes);
    fclose(f);
    return r;
}

static void check_golden(const result *r, const char *what) {
    double worst = 0;
    FILE *f = fopen(SOURCE_DIR "/tests/golden/curve.txt", "r");
    assert_non_null(f);
    for (int i = 0; i < STEPS; i++) {
        double expected;
        assert_int_equal(fscanf(f, "%lf", &expected), 1);
        double error = fabs(r->losses[i] / expected - 1);
        if (!(error <= 1e-3)) fail_msg("%s: step %d: loss %.9g, PyTorch %.9g", what, i + 1, r->losses[i], expected);
        if (error > worst) worst = error;
    }
    fclose(f);
    print_message("%s: within %.2g of PyTorch's losses\n", what, worst);
}

/* With the libraries as they are set now. */
static void check_all(const char *what) {
    result one = run_demo(1, "0");
    check_golden(&one, what);
    assert_true(one.losses[STEPS - 1] < 0.3 * one.losses[0]);
    for (int i = 1; i < 5; i++) {
        result more = run_demo(threads[i], i == 2 ? "3" : "0");
        if (memcmp(more.losses, one.losses, sizeof one.losses) != 0)
            fail_msg("%s: other losses with %d threads than with one", what, threads[i]);
        if (more.bytes != one.bytes || memcmp(more.checkpoint, one.checkpoint, one.bytes) != 0)
            fail_msg("%s: another checkpoint with %d threads than with one", what, threads[i]);
        free(more.checkpoint);
    }
    free(one.checkpoint);
}

static void test_own_kernels(void **state) {
    (void)state;
    assert_true(rush_use_library("openblas", false));
    check_all("our own kernels");
}

static void test_openblas(void **state) {
    (void)state;
    if (!rush_use_library("openblas", true)) {
        print_message("OpenBLAS is not used: %s\n", rush_error()->message);
        rush_error_clear();
        skip();
    }
    check_all("OpenBLAS");
    rush_use_library("openblas", false);
}

int main(void) {
    terminal = dup(1);
    if (!mkdtemp(folder)) return perror(folder), 1;
    for (int i = 0; i < 6; i++) snprintf(paths[i], sizeof paths[i], "%s/%s", folder, names[i]);
    write_set();
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_own_kernels), cmocka_unit_test(test_openblas) };
    int failures = cmocka_run_group_tests(tests, NULL, NULL);
    for (int i = 0; i < 6; i++) remove(paths[i]);
    remove(folder);
    return test_end(failures);
}
