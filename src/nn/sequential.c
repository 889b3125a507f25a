/* SPDX-License-Identifier: MIT */
/* sequential.c - modules in a row. */
#include "core/scope.h"
#include "nn/module.h"

/* What lies between two modules is dropped once the second has run: without a graph that saves it, its memory is free again. */
static rush_tensor *sequential_forward(rush_module *self, rush_tensor *x) {
    size_t mark = scope_mark();
    for (int i = 0; i < self->count; i++) {
        if (!self->entries[i].module) continue;
        rush_tensor *y = rush_forward_at(module_site(), self->entries[i].module, x);
        if (y != x) scope_forget(mark, x);
        x = y;
    }
    return x;
}

rush_module *rush_sequential_at(rush_site site, rush_module *const *modules, int64_t count) {
    rush_site before = module_site_set(site);
    rush_module *m = rush_module_new_at(site, sizeof *m, (rush_module_args){ .name = "Sequential", .forward = sequential_forward });
    for (int64_t i = 0; i < count; i++) {
        char name[24];
        snprintf(name, sizeof name, "%lld", (long long)i);
        if (m) rush_add_module(m, name, modules[i]);
        else rush_release(modules[i]);
    }
    return module_done(m, before);
}
