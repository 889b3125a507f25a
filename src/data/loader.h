/* SPDX-License-Identifier: MIT */
/* loader.h - the loader's inside. One thread uses a loader; it makes the batches' tensors and hands slots to the workers, which
   only write samples into them. */
#ifndef DATA_LOADER_H
#define DATA_LOADER_H
#include <pthread.h>
#include <stdatomic.h>

#include "core/rng.h"
#include "data/dataset.h"

enum { LOADER_MAX_WORKERS = 256, LOADER_MAX_SLOTS = 1 << 16 };

typedef enum loader_slot_state { SLOT_FREE, SLOT_QUEUED, SLOT_DONE, SLOT_FAILED, SLOT_GIVEN } loader_slot_state;

/* An error on its way from a worker to the thread that uses the loader. */
typedef struct loader_problem {
    rush_error_code code;
    char message[1024], op[64], site[256], detail[1024];
} loader_problem;

/* One batch. While it is queued its rows belong to the worker that takes it, all else to the user's thread. */
typedef struct loader_slot {
    loader_slot_state state;              /* under the loader's lock */
    int64_t first, count;                 /* places in the epoch */
    rush_tensor *fields[RUSH_MAX_FIELDS], *index;
    uint8_t *rows[RUSH_MAX_FIELDS];
    const int64_t *indices;
    loader_problem problem;
} loader_slot;

/* What one thread needs to read samples. */
typedef struct loader_reader {
    rush_loader *loader;
    rush_generator *random;
    uint8_t *scratch;
    pthread_t thread;
} loader_reader;

struct rush_loader {
    rush_object base;
    rush_site site;
    rush_dataset *dataset;
    rush_generator *generator;            /* NULL: the default one */
    int64_t length, batch_size;
    bool shuffle, drop_last;
    size_t row_bytes[RUSH_MAX_FIELDS], scratch_bytes;

    /* where it stands */
    bool running;                         /* within an epoch */
    bool tail;                            /* the order's end was met in this epoch */
    int64_t epoch, position, ahead;       /* epochs finished; samples handed out, and given to slots, in this one */
    uint64_t seed;                        /* of the epoch's random transforms */
    int64_t *order;                       /* [length], with shuffle */
    uint8_t state[RNG_MT_BYTES];          /* the generator's at the begin of the epoch */
    size_t state_bytes;

    /* slots, used in turn: in [out, out + used) are batches in order */
    loader_slot *slots;
    int slot_count, out, used;
    loader_slot *given;                   /* the user's until the next call */

    /* workers */
    int reader_count, started;            /* started: threads */
    loader_reader *readers;               /* at least one: without workers, the user's thread reads by it */
    pthread_mutex_t lock;
    pthread_cond_t work, done;
    loader_slot **queue;                  /* [slot_count], a ring; with queue_head, queued and busy under the lock */
    int queue_head, queued, busy;
    bool quit;
    atomic_bool cancel;                   /* leave batches unfinished */
};

/* Begins an epoch with the numbers of r: the seed of the transforms, and the order. own: r is the loader's .generator. */
void loader_order_draw(rush_loader *l, rng *r, bool own);
/* What PyTorch draws from a generator of one's own when its random sampler is asked for more than an epoch. */
void loader_order_tail(rush_loader *l);
/* Drops all batches that were begun; the workers are idle afterwards. */
void loader_cancel(rush_loader *l);
#endif
