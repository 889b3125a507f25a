/* SPDX-License-Identifier: MIT */
/* module.h - what every file in src/nn/ is written against: a layer is one file with a struct, its forward and its maker.
   Errors name the line that called rush_forward, or that made the layer. */
#ifndef NN_MODULE_H
#define NN_MODULE_H
#undef RUSH_SITE
#define RUSH_SITE (module_site())
#include <rushlight.h>

#include "core/error.h"
#include "core/tensor.h"

/* the line of the innermost rush_forward, or of the layer being made */
rush_site module_site(void);
/* makes `site` that line; returns the former one, to be set again */
rush_site module_site_set(rush_site site);

/* Makers: false and the module released if an error is pending. `return module_done(&m->base, before);` */
rush_module *module_done(rush_module *m, rush_site before);
#endif
