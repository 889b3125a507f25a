/* SPDX-License-Identifier: MIT */
/* progress.h - one line that tells how far a loop is. On a terminal it is redrawn at most ten times a second; elsewhere one plain line
   is written at the end.

     rush_progress bar = rush_progress_start(loader, "epoch %ld", epoch);
     while (rush_loader_next(loader, &batch)) { …; rush_progress_step(&bar, "loss %.4f", rush_item(loss)); }
     rush_progress_end(&bar);                          epoch 3 [======>   ] 468/938  loss 0.4321  12034/s  0:12 left */
#ifndef RUSHLIGHT_PROGRESS_H
#define RUSHLIGHT_PROGRESS_H
#include <rushlight/base.h>
#include <rushlight/data.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct rush_progress {
    FILE *file;                      /* stdout; set another before the first step */
    int64_t total, done, begun;      /* steps: in all, done, done before the start */
    int64_t items;                   /* in a step, for the rate */
    double start, drawn;             /* seconds of the monotonic clock */
    char name[64], text[128];
} rush_progress;

/* name is a printf format. A total of 0 or less is not known. */
RUSH_API rush_progress rush_progress_start_count(int64_t total, const char *name, ...) RUSH_PRINTF(2, 3);
/* Of a loader's epoch, from where it stands; the rate is in samples. */
RUSH_API rush_progress rush_progress_start_loader(const rush_loader *loader, const char *name, ...) RUSH_PRINTF(2, 3);
/* One step is done; text is a printf format for what stands behind the count. */
RUSH_API void rush_progress_step(rush_progress *p, const char *text, ...) RUSH_PRINTF(2, 3);
/* The last state stays, with the time it took. */
RUSH_API void rush_progress_end(rush_progress *p);

#ifdef __cplusplus
}
#endif

#ifndef __cplusplus
/* Of a loader or of a number of steps. */
#define rush_progress_start(what, ...) \
    _Generic((what), rush_loader *: rush_progress_start_loader, const rush_loader *: rush_progress_start_loader, \
        int: rush_progress_start_count, long: rush_progress_start_count, long long: rush_progress_start_count, \
        unsigned: rush_progress_start_count, unsigned long: rush_progress_start_count)(what, __VA_ARGS__)
#endif
#endif
