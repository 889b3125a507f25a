/* SPDX-License-Identifier: MIT */
/* checkpoint.h - everything that training depends on, in one file, so that it goes on as if it had never stopped.

     rush_checkpoint ck = { .model = net, .optimizer = opt, .scheduler = sched, .loader = loader, .generators = true };
     if (argc > 1) rush_checkpoint_load(&ck, argv[1]);
     while (ck.epoch < 10) { …; ck.epoch++; rush_checkpoint_save(&ck, "net.safetensors"); } */
#ifndef RUSHLIGHT_CHECKPOINT_H
#define RUSHLIGHT_CHECKPOINT_H
#include <rushlight/base.h>
#include <rushlight/data.h>
#include <rushlight/nn.h>
#include <rushlight/optim.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What a checkpoint is made of; NULL parts are left out. The objects stay yours. */
typedef struct rush_checkpoint {
    rush_module *model;              /* "model." */
    rush_optimizer *optimizer;       /* "optimizer." */
    rush_scheduler *scheduler;       /* "scheduler." */
    rush_loader *loader;             /* "loader." */
    bool generators;                 /* the default generator: "generators.cpu" */
    int64_t epoch, step;             /* yours: the next thing to do */
} rush_checkpoint;

/* By the file's ending, as rush_save does (.safetensors or .pt). False, and nothing is written, while an error is pending. */
RUSH_API bool rush_checkpoint_save_at(rush_site site, const rush_checkpoint *c, const char *path);
/* Takes the parts that c names from the file, and epoch and step. Error: the file is damaged or lacks a part (then nothing has changed),
   or does not fit the objects: then those that come before the one named may have been loaded. */
RUSH_API bool rush_checkpoint_load_at(rush_site site, rush_checkpoint *c, const char *path);

#ifdef __cplusplus
}
#endif

#ifndef __cplusplus
#define rush_checkpoint_save(c, path) rush_checkpoint_save_at(RUSH_SITE, c, path)
#define rush_checkpoint_load(c, path) rush_checkpoint_load_at(RUSH_SITE, c, path)
#endif
#endif
