/* SPDX-License-Identifier: MIT */
/* data.h - data sets, and the loader that hands them out in batches.
   What makes a data set or a loader gives it to the caller (rush_release it); a loader holds a reference to its data set.

     rush_dataset *train = rush_fashion_mnist("/usr/share/datasets/fashion-mnist", RUSH_TRAIN);
     rush_loader *loader = rush_loader_new(train, .batch_size = 64, .shuffle = true, .workers = 2);
     rush_batch batch;
     while (rush_loader_next(loader, &batch)) … batch.input, batch.target …                    one epoch */
#ifndef RUSHLIGHT_DATA_H
#define RUSHLIGHT_DATA_H
#include <rushlight/base.h>
#include <rushlight/dict.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct rush_dataset rush_dataset;
typedef struct rush_loader rush_loader;

/* ---- data sets ---- */

/* A sample has up to this many fields; the first is the input, the second the target. */
#define RUSH_MAX_FIELDS 8

/* One field of ONE sample: RUSH_FLOAT32 of shape [1, 28, 28]. A batch puts its size in front. */
typedef struct rush_field {
    rush_dtype dtype;
    rush_shape shape;
} rush_field;

/* Writes the sample `index` (0 … length - 1): field f, row-major, to out[f]. Called by several threads at once when a loader has
   workers: it may only read what the data set holds. random is a stream of this sample's own in this epoch, for augmentation.
   False: the sample cannot be had; say why by rush_dataset_fail. */
typedef bool (*rush_dataset_get_function)(rush_dataset *self, int64_t index, void *const *out, rush_generator *random);

/* The common part of every data set; a struct of your own begins with it. Read the fields, do not change them. */
struct rush_dataset {
    rush_object base;
    const char *name;
    int64_t length;
    int32_t field_count;
    const rush_field *fields;                    /* what a sample is after the transforms below */
    rush_dataset_get_function get;
    void (*destroy)(rush_dataset *self);         /* frees what the struct holds beside this part */
    void *user;                                  /* yours */
    struct rush_dataset_parts *parts;            /* the library's */
};

typedef struct rush_dataset_args {
    size_t size;
    const char *name;
    rush_named_only _;
    int64_t length;
    rush_field fields[RUSH_MAX_FIELDS];          /* up to the first without a dtype; copied */
    rush_dataset_get_function get;
    void (*destroy)(rush_dataset *self);
    void *user;
} rush_dataset_args;
/* A zeroed struct of `bytes` that begins with a rush_dataset; name must outlive it.
   RUSH_DATASET_NEW(mine, "Mine", .length = n, .fields = { { RUSH_FLOAT32, RUSH_SHAPE(3) }, { RUSH_INT64, RUSH_SHAPE() } }, .get = f). */
RUSH_API rush_dataset *rush_dataset_new_at(rush_site site, size_t bytes, rush_dataset_args args);
/* For get functions: records the reason, returns false. */
RUSH_API bool rush_dataset_fail(const rush_dataset *self, const char *format, ...) RUSH_PRINTF(2, 3);

/* 0 for NULL. */
RUSH_API int64_t rush_dataset_length(const rush_dataset *d);
/* One sample, through the transforms, as new tensors of the scope: out has room for field_count. They draw from random
   (NULL: the default generator). */
RUSH_API bool rush_dataset_get_at(rush_site site, rush_dataset *d, int64_t index, rush_tensor **out, rush_generator *random);

/* Tensors of equal first size: sample i is row i of each. The data set shares their memory where they are contiguous. */
RUSH_API rush_dataset *rush_tensor_dataset_at(rush_site site, rush_tensor *const *tensors, int64_t count);

typedef struct rush_idx_dataset_args {
    size_t size;
    const char *labels;
    rush_named_only _;
    bool raw;                                    /* elements as the files hold them */
} rush_idx_dataset_args;
/* Two IDX files (MNIST's format), plain or .gz. Images of bytes [N, H, W] become float32 [1, H, W] in 0 … 1, whole numbers of the
   labels int64, unless .raw; other elements stay as they are. labels may be NULL. */
RUSH_API rush_dataset *rush_idx_dataset_at(rush_site site, const char *images, rush_idx_dataset_args args);

typedef enum rush_dataset_part { RUSH_TRAIN = 1, RUSH_TEST } rush_dataset_part;
/* The four files of MNIST or Fashion-MNIST in a folder, plain or .gz, with "-" or "." before "idx": float32 [1, 28, 28] and int64.
   Debian's package dataset-fashion-mnist puts them into /usr/share/datasets/fashion-mnist. */
RUSH_API rush_dataset *rush_fashion_mnist_at(rush_site site, const char *folder, rush_dataset_part split);
/* data_batch_1.bin … data_batch_5.bin or test_batch.bin: float32 [3, 32, 32] in 0 … 1 and int64. */
RUSH_API rush_dataset *rush_cifar10_at(rush_site site, const char *folder, rush_dataset_part split);

/* ---- transforms of the first field, applied in the order they were added. Add them before a loader is made. ---- */

/* [C, …]: (x - mean[c]) / std[c]; one value serves all channels. Floating-point fields only.
   rush_dataset_normalize(train, RUSH_VALUES(float, 0.5f), RUSH_VALUES(float, 0.25f)). */
RUSH_API bool rush_dataset_normalize_at(rush_site site, rush_dataset *d, rush_values mean, rush_values std);

typedef struct rush_random_crop_args {
    size_t size;
    int64_t height;
    rush_named_only _;
    int64_t width;                               /* default: height */
    int64_t padding;                             /* zeros on all four sides, before cropping */
} rush_random_crop_args;
/* [C, H, W] (or [H, W]) becomes a window at a random place: rush_dataset_random_crop(train, 32, .padding = 4). */
RUSH_API bool rush_dataset_random_crop_at(rush_site site, rush_dataset *d, rush_random_crop_args args);
/* Reverses the last dimension with probability p. */
RUSH_API bool rush_dataset_random_flip_at(rush_site site, rush_dataset *d, double p);
/* One of your own: changes the field in place; drawing from random keeps it independent of the number of workers.
   False, or a pending error: the sample fails. */
typedef bool (*rush_transform_function)(void *field, const rush_field *what, rush_generator *random, void *user);
RUSH_API bool rush_dataset_map_at(rush_site site, rush_dataset *d, rush_transform_function f, void *user);
/* A uniform number in [0, 1), and a whole number in [0, n), for get and transform functions (NULL: the default generator). */
RUSH_API double rush_random_uniform(rush_generator *g);
RUSH_API int64_t rush_random_below(rush_generator *g, int64_t n);

/* ---- the loader ---- */

typedef struct rush_loader_args {
    size_t size;
    rush_dataset *dataset;
    rush_named_only _;
    int64_t batch_size;                          /* default 1 */
    bool shuffle;                                /* in the order of PyTorch's DataLoader for the same seed */
    bool drop_last;                              /* leave out a last batch that is not full */
    int workers;                                 /* threads that make batches ahead; 0: rush_loader_next makes them */
    int prefetch;                                /* batches ahead for each worker, default 2 */
    rush_generator *generator;                   /* default: the default generator */
} rush_loader_args;
/* The order and the contents of batches depend on the seed alone, not on workers and prefetch. At its begin an epoch draws one
   number (two with shuffle) from the generator. As in PyTorch, a .generator of one's own is permuted with directly, and once more at the end
   of an epoch. Random transforms draw from a Philox stream that is keyed by the epoch's first number and the sample's place in
   the epoch. */
RUSH_API rush_loader *rush_loader_new_at(rush_site site, rush_loader_args args);

/* The loader's until its next call (buffers are used again if nobody else holds them); rush_retain or views keep them longer. */
typedef struct rush_batch {
    rush_tensor *input, *target;                 /* fields 0 and 1; target is NULL if there is one field */
    rush_tensor *index;                          /* int64 [size]: which samples these are */
    rush_tensor *const *fields;                  /* all of them */
    int64_t field_count, size;
} rush_batch;
/* The next batch. False at the end of the epoch (the call after that begins the next one), while an error is pending, and with
   an error if a sample cannot be had: the next call tries that batch again. */
RUSH_API bool rush_loader_next(rush_loader *loader, rush_batch *batch);
/* Leaves the epoch that was begun, without counting it: after a break, to begin a new one. */
RUSH_API void rush_loader_reset(rush_loader *loader);
/* Batches in an epoch; batches of this epoch that were handed out; epochs that were finished. */
RUSH_API int64_t rush_loader_length(const rush_loader *loader);
RUSH_API int64_t rush_loader_position(const rush_loader *loader);
RUSH_API int64_t rush_loader_epoch(const rush_loader *loader);
RUSH_API int64_t rush_loader_batch_size(const rush_loader *loader);
/* "epoch", "position" (samples handed out), "length", within an epoch "epoch_state" (the generator's state at its begin), and
   "generator" (the present state of a .generator of one's own; the default one's is not the loader's to keep). */
RUSH_API rush_dict *rush_loader_state_dict(const rush_loader *loader);
/* Goes on where the other loader stood, with the same batches. Error: not such a dict, another number of samples. */
RUSH_API bool rush_loader_load_state_dict(rush_loader *loader, const rush_dict *dict);

#ifdef __cplusplus
}
#endif

#ifndef __cplusplus
#define RUSH_DATASET_NEW(type, ...) \
    ((type *)(void *)rush_dataset_new_at(RUSH_SITE, sizeof(type), (rush_dataset_args){ .size = sizeof(rush_dataset_args), .name = __VA_ARGS__ }))
#define rush_dataset_get(d, index, out, random) rush_dataset_get_at(RUSH_SITE, d, index, out, random)
#define rush_tensor_dataset(...) \
    rush_tensor_dataset_at(RUSH_SITE, (rush_tensor *const[]){ __VA_ARGS__ }, (int64_t)(sizeof((rush_tensor *const[]){ __VA_ARGS__ }) / sizeof(rush_tensor *)))
#define rush_idx_dataset(images, ...) \
    rush_idx_dataset_at(RUSH_SITE, images, (rush_idx_dataset_args){ .size = sizeof(rush_idx_dataset_args), .labels = __VA_ARGS__ })
#define rush_fashion_mnist(folder, split) rush_fashion_mnist_at(RUSH_SITE, folder, split)
#define rush_cifar10(folder, split) rush_cifar10_at(RUSH_SITE, folder, split)
#define rush_dataset_normalize(d, ...) rush_dataset_normalize_at(RUSH_SITE, d, __VA_ARGS__)
#define rush_dataset_random_crop(d, ...) \
    rush_dataset_random_crop_at(RUSH_SITE, d, (rush_random_crop_args){ .size = sizeof(rush_random_crop_args), .height = __VA_ARGS__ })
#define rush_dataset_random_flip(d, p) rush_dataset_random_flip_at(RUSH_SITE, d, p)
#define rush_dataset_map(d, f, user) rush_dataset_map_at(RUSH_SITE, d, f, user)
#define rush_loader_new(...) rush_loader_new_at(RUSH_SITE, (rush_loader_args){ .size = sizeof(rush_loader_args), .dataset = __VA_ARGS__ })
#endif
#endif
