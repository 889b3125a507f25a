/* SPDX-License-Identifier: MIT */
/* linear.c - Linear: y[…, o] = sum_i x[…, i] weight[o, i] + bias[o]. */
#include <math.h>

#include "nn/layer.h"

/* entries: weight, bias (NULL: none) */
typedef struct linear_layer { rush_module base; int64_t in, out; } linear_layer;

static rush_tensor *linear_forward(rush_module *self, rush_tensor *x) {
    return rush_linear(x, self->entries[0].tensor, .bias = self->entries[1].tensor);
}

static size_t linear_repr(const rush_module *self, char *buffer, size_t size) {
    const linear_layer *m = (const linear_layer *)(const void *)self;
    return (size_t)snprintf(buffer, size, "in_features=%lld, out_features=%lld, bias=%s", (long long)m->in, (long long)m->out, layer_bool(self->entries[1].tensor != NULL));
}

rush_module *rush_linear_layer_at(rush_site site, int64_t in, rush_linear_layer_args a) {
    rush_site before = module_site_set(site);
    RUSH_SCOPE;
    linear_layer *m = RUSH_MODULE_NEW(linear_layer, "Linear", .forward = linear_forward, .extra_repr = linear_repr);
    if (m) {
        m->in = in;
        m->out = a.out_features;
        rush_tensor *weight = layer_parameter(&m->base, "weight", RUSH_SHAPE(m->out, in), a.dtype);
        rush_tensor *bias = a.no_bias ? rush_add_parameter(&m->base, "bias", NULL) : layer_parameter(&m->base, "bias", RUSH_SHAPE(m->out), a.dtype);
        if (in > 0) {
            double bound = 1 / sqrt((double)in);
            rush_init_kaiming_uniform(weight, sqrt(5.0), false);
            rush_init_uniform(bias, -bound, bound);
        }
    }
    return module_done(m ? &m->base : NULL, before);
}
