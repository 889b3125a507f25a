/* SPDX-License-Identifier: MIT */
/* test_checkpoint.c - training that was stopped goes on as if it had not been: bit by bit, from anywhere in an epoch. */
#include "test.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/alloc.h"

enum { SAMPLES = 22, BATCH = 4, BATCHES = 6, EPOCHS = 3 };

static char folder[] = "/tmp/rush-checkpoint-XXXXXX";
static const char *in_folder(const char *name) {
    static char path[4][200];
    static int next;
    char *p = path[next++ % 4];
    snprintf(p, sizeof path[0], "%s/%s", folder, name);
    return p;
}

static void assert_message(const char *part) {
    if (!rush_failed()) fail_msg("no error, expected '%s'", part);
    if (!strstr(rush_error()->message, part)) fail_msg("'%s' lacks '%s'", rush_error()->message, part);
    rush_error_clear();
}

typedef struct trainer {
    rush_dataset *data;
    rush_checkpoint ck;
    rush_generator *own;
} trainer;

static bool jitter(void *field, const rush_field *what, rush_generator *random, void *user) {
    (void)what, (void)user;
    float *x = field;
    for (int i = 0; i < 12; i++) x[i] += 0.1f * (float)rush_random_uniform(random);
    return true;
}

static rush_dataset *pictures(void) {
    RUSH_SCOPE;
    rush_tensor *x = rush_sin(rush_reshape(rush_to_dtype(rush_arange(SAMPLES * 20), RUSH_FLOAT32), RUSH_SHAPE(SAMPLES, 1, 4, 5)));
    rush_dataset *d = rush_tensor_dataset(x, rush_reshape(rush_cos(rush_to_dtype(rush_arange(SAMPLES), RUSH_FLOAT32)), RUSH_SHAPE(SAMPLES, 1)));
    rush_dataset_random_crop(d, 3, .width = 4, .padding = 1);
    rush_dataset_random_flip(d, 0.5);
    rush_dataset_map(d, jitter, NULL);
    return d;
}

/* A trainer of its own: everything is freshly made from the seed. */
static trainer trainer_new(uint64_t seed, int workers, bool own) {
    trainer t = { 0 };
    RUSH_SCOPE;
    rush_manual_seed(seed);
    t.data = pictures();
    t.own = own ? rush_generator_new(RUSH_MT19937, seed) : NULL;
    t.ck.loader = rush_loader_new(t.data, .batch_size = BATCH, .shuffle = true, .workers = workers, .generator = t.own);
    t.ck.model = rush_sequential(rush_flatten_layer(), rush_linear_layer(12, 8), rush_relu_layer(), rush_dropout_layer(0.3), rush_linear_layer(8, 1));
    t.ck.optimizer = rush_adam(rush_parameters(t.ck.model), 0.01);
    t.ck.scheduler = rush_cosine_annealing_lr(t.ck.optimizer, EPOCHS);
    t.ck.generators = true;
    return t;
}

static void trainer_free(trainer *t) {
    rush_release_all(t->ck.scheduler, t->ck.optimizer, t->ck.loader, t->ck.model, t->data);
    rush_release(t->own);
}

/* Trains to the end, noting each loss by its step; saves to path when `stop` steps are done and returns then (-1: never). */
static void trainer_run(trainer *t, int stop, const char *path, float *losses) {
    while (t->ck.epoch < EPOCHS) {
        rush_batch batch;
        while (rush_loader_next(t->ck.loader, &batch)) {
            RUSH_SCOPE;
            rush_tensor *error = rush_sub(rush_forward(t->ck.model, batch.input), batch.target);
            rush_tensor *loss = rush_mean(rush_mul(error, error));
            rush_zero_grad(t->ck.optimizer);
            rush_backward(loss);
            rush_step(t->ck.optimizer);
            losses[t->ck.step++] = (float)rush_item(loss);
            if (t->ck.step != stop) continue;
            assert_true(rush_checkpoint_save(&t->ck, path));
            return;
        }
        assert_no_error();
        rush_scheduler_step(t->ck.scheduler);
        t->ck.epoch++;
    }
}

static void assert_same_model(const rush_module *a, const rush_module *b) {
    RUSH_SCOPE;
    rush_dict *x = rush_state_dict(a), *y = rush_state_dict(b);
    assert_int_equal(rush_dict_size(x), rush_dict_size(y));
    for (int64_t i = 0; i < rush_dict_size(x); i++)
        assert_memory_equal(rush_const_data_ptr(rush_dict_at(x, i), float), rush_const_data_ptr(rush_dict_at(y, i), float),
                            (size_t)rush_numel(rush_dict_at(x, i)) * 4);
}

static void test_resume_is_not_having_stopped(void **state) {
    (void)state;
    static const int workers[] = { 0, 1, 3 };
    static const char *const names[] = { "c.safetensors", "c.pt" };
    for (int own = 0; own < 2; own++) {
        float whole[EPOCHS * BATCHES] = { 0 };
        trainer a = trainer_new(5, 0, own);
        trainer_run(&a, -1, NULL, whole);
        assert_int_equal(a.ck.step, EPOCHS * BATCHES);
        assert_true(whole[0] != whole[BATCHES]);
        for (int stop = 1; stop <= EPOCHS * BATCHES; stop++)
            for (int w = 0; w < 3; w++) {
                const char *path = in_folder(names[(stop + w) % 2]);
                float losses[EPOCHS * BATCHES] = { 0 };
                RUSH_SCOPE;
                trainer b = trainer_new(5, workers[w], own);
                trainer_run(&b, stop, path, losses);
                trainer c = trainer_new(1234, workers[(w + 1) % 3], own);
                rush_batch batch;
                rush_loader_next(c.ck.loader, &batch); /* it may stand anywhere */
                assert_true(rush_checkpoint_load(&c.ck, path));
                assert_int_equal(c.ck.step, stop);
                trainer_run(&c, -1, NULL, losses);
                assert_memory_equal(losses, whole, sizeof whole);
                assert_same_model(a.ck.model, c.ck.model);
                trainer_free(&b);
                trainer_free(&c);
                remove(path);
            }
        trainer_free(&a);
    }
}

/* Between epochs, in the order of the manual's example. */
static void test_between_epochs(void **state) {
    (void)state;
    float whole[EPOCHS * BATCHES] = { 0 }, losses[EPOCHS * BATCHES] = { 0 };
    const char *path = in_folder("e.safetensors");
    trainer a = trainer_new(8, 1, false);
    trainer_run(&a, -1, NULL, whole);
    trainer b = trainer_new(8, 0, false);
    rush_batch batch;
    for (; b.ck.epoch < 2; b.ck.epoch++) {
        while (rush_loader_next(b.ck.loader, &batch)) {
            RUSH_SCOPE;
            rush_tensor *error = rush_sub(rush_forward(b.ck.model, batch.input), batch.target);
            rush_tensor *loss = rush_mean(rush_mul(error, error));
            rush_zero_grad(b.ck.optimizer);
            rush_backward(loss);
            rush_step(b.ck.optimizer);
            losses[b.ck.step++] = (float)rush_item(loss);
        }
        rush_scheduler_step(b.ck.scheduler);
    }
    assert_true(rush_checkpoint_save(&b.ck, path));
    trainer c = trainer_new(9, 3, false);
    assert_true(rush_checkpoint_load(&c.ck, path));
    assert_int_equal(c.ck.epoch, 2);
    trainer_run(&c, -1, NULL, losses);
    assert_memory_equal(losses, whole, sizeof whole);
    assert_same_model(a.ck.model, c.ck.model);
    /* deployment: the model's part alone */
    RUSH_SCOPE;
    rush_module *net = rush_sequential(rush_flatten_layer(), rush_linear_layer(12, 8), rush_relu_layer(), rush_dropout_layer(0.3), rush_linear_layer(8, 1));
    assert_true(rush_load_state_dict(net, rush_load(path), .prefix = "model."));
    rush_checkpoint only = { .model = net };
    assert_true(rush_checkpoint_load(&only, path));
    trainer_free(&a);
    trainer_free(&b);
    trainer_free(&c);
    rush_release(net);
    remove(path);
}

/* The Philox kind of default generator comes back too. */
static void test_generator_kind(void **state) {
    (void)state;
    RUSH_SCOPE;
    const char *path = in_folder("g.safetensors");
    rush_checkpoint ck = { .generators = true, .epoch = 7, .step = INT64_C(1) << 40 }, other = { .generators = true };
    rush_set_default_generator_kind(RUSH_PHILOX);
    rush_manual_seed(3);
    rush_rand(RUSH_SHAPE(5));
    assert_true(rush_checkpoint_save(&ck, path));
    rush_tensor *x = rush_rand(RUSH_SHAPE(8));
    rush_set_default_generator_kind(RUSH_MT19937);
    assert_true(rush_checkpoint_load(&other, path));
    rush_tensor *y = rush_rand(RUSH_SHAPE(8));
    assert_memory_equal(rush_const_data_ptr(x, float), rush_const_data_ptr(y, float), 32);
    assert_int_equal(other.epoch, 7);
    assert_true(other.step == ck.step);
    rush_set_default_generator_kind(RUSH_MT19937);
    remove(path);
}

static void test_refusals(void **state) {
    (void)state;
    const char *path = in_folder("r.safetensors"), *part = in_folder("p.safetensors");
    trainer a = trainer_new(1, 0, false), b = trainer_new(2, 0, true);
    rush_checkpoint partial = { .model = a.ck.model };
    assert_true(rush_checkpoint_save(&partial, part));
    assert_false(rush_checkpoint_load(&b.ck, part));
    assert_message("p.safetensors: has nothing under 'optimizer.'");
    assert_false(rush_checkpoint_load(&(rush_checkpoint){ .generators = true }, part));
    assert_message("has no 'generators.cpu'");
    assert_true(rush_checkpoint_save(&a.ck, path));
    assert_false(rush_checkpoint_load(&(rush_checkpoint){ .loader = b.ck.loader }, path)); /* it has a generator of its own */
    assert_message("has no 'generator'");
    {
        RUSH_SCOPE;
        rush_module *other = rush_sequential(rush_linear_layer(3, 3));
        assert_false(rush_checkpoint_load(&(rush_checkpoint){ .model = other }, path));
        assert_non_null(strstr(rush_error()->detail, "r.safetensors"));
        assert_message("Error(s) in loading state_dict for Sequential");
        rush_release(other);
        assert_true(rush_save(rush_state_dict(a.ck.model), part));
        assert_false(rush_checkpoint_load(&a.ck, part));
        assert_message("p.safetensors: is no checkpoint");
    }
    assert_false(rush_checkpoint_load(&a.ck, in_folder("missing.safetensors")));
    assert_message("could not be opened");
    /* while an error is pending the file stays as it is */
    remove(path);
    rush_rand(RUSH_SHAPE(-1));
    assert_true(rush_failed());
    assert_false(rush_checkpoint_save(&a.ck, path));
    rush_error_clear();
    assert_int_equal(access(path, F_OK), -1);
    remove(part);
    trainer_free(&a);
    trainer_free(&b);
}

/* Damaged or cut short: refused with the file's name and nothing changed, or (where plain numbers were hit) read. */
static void test_damage(void **state) {
    (void)state;
    const char *path = in_folder("d.safetensors");
    trainer a = trainer_new(1, 0, false);
    float losses[EPOCHS * BATCHES];
    trainer_run(&a, 3, path, losses);
    FILE *f = fopen(path, "rb");
    static char bytes[1 << 17];
    size_t n = fread(bytes, 1, sizeof bytes, f);
    fclose(f);
    int refused = 0;
    for (size_t i = 0; i < n; i += i < 3000 ? 31 : 499) {
        trainer b = trainer_new(2, 0, false);
        for (int cut = 0; cut < 2; cut++) {
            bytes[i] = (char)(bytes[i] ^ (cut ? 0 : 0x15));
            f = fopen(path, "wb");
            fwrite(bytes, 1, cut ? i : n, f);
            fclose(f);
            bytes[i] = (char)(bytes[i] ^ (cut ? 0 : 0x15));
            if (rush_checkpoint_load(&b.ck, path)) {
                assert_false(cut);
                continue;
            }
            assert_true(rush_failed());
            rush_error_clear();
            refused++;
        }
        trainer_free(&b);
    }
    assert_true(refused > 100);
    remove(path);
    trainer_free(&a);
}

static void test_no_memory(void **state) {
    (void)state;
    const char *path = in_folder("m.safetensors");
    trainer a = trainer_new(1, 0, false);
    float losses[EPOCHS * BATCHES];
    trainer_run(&a, 2, path, losses);
    for (int load = 0; load < 2; load++)
        for (int64_t n = 1;; n++) {
            if (!load) remove(path);
            alloc_fail_at(n);
            bool good = load ? rush_checkpoint_load(&a.ck, path) : rush_checkpoint_save(&a.ck, path);
            bool reached = alloc_requests() >= n;
            alloc_fail_at(0);
            if (!load) assert_int_equal(access(path, F_OK) == 0, good);
            if (!reached) {
                assert_true(good);
                assert_true(n > 100);
                break;
            }
            if (good) fail_msg("request %lld failed unseen", (long long)n);
            assert_int_equal(rush_error()->code, RUSH_MEMORY_ERROR);
            rush_error_clear();
        }
    /* what failed and was tried again is what would have been */
    trainer b = trainer_new(1, 1, false);
    float whole[EPOCHS * BATCHES];
    trainer_run(&b, -1, NULL, whole);
    assert_true(rush_checkpoint_load(&a.ck, path));
    trainer_run(&a, -1, NULL, losses);
    assert_memory_equal(losses, whole, sizeof whole);
    assert_same_model(a.ck.model, b.ck.model);
    trainer_free(&a);
    trainer_free(&b);
    remove(path);
}

int main(void) {
    if (!mkdtemp(folder)) return 1;
    rush_set_error_quiet(true);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_resume_is_not_having_stopped), cmocka_unit_test(test_between_epochs), cmocka_unit_test(test_generator_kind),
        cmocka_unit_test(test_refusals),                     cmocka_unit_test(test_damage),         cmocka_unit_test(test_no_memory),
    };
    int failures = cmocka_run_group_tests(tests, NULL, NULL);
    if (rmdir(folder)) {
        perror(folder); /* something was left in it */
        failures++;
    }
    return test_end(failures);
}
