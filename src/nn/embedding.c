/* SPDX-License-Identifier: MIT */
/* embedding.c - Embedding: y[…, :] = weight[x[…], :]. */
#include "nn/layer.h"

/* entries: weight */
typedef struct embedding_layer {
    rush_module base;
    int64_t rows, width;
    rush_opt_int padding;
} embedding_layer;

static rush_tensor *embedding_forward(rush_module *self, rush_tensor *x) {
    const embedding_layer *m = (const embedding_layer *)(const void *)self;
    return rush_embedding(self->entries[0].tensor, x, .padding_idx = m->padding);
}

static size_t embedding_repr(const rush_module *self, char *buffer, size_t size) {
    const embedding_layer *m = (const embedding_layer *)(const void *)self;
    char padding[40] = "";
    if (m->padding.set) snprintf(padding, sizeof padding, ", padding_idx=%lld", (long long)m->padding.value);
    return (size_t)snprintf(buffer, size, "%lld, %lld%s", (long long)m->rows, (long long)m->width, padding);
}

rush_module *rush_embedding_layer_at(rush_site site, int64_t rows, rush_embedding_layer_args a) {
    rush_site before = module_site_set(site);
    RUSH_SCOPE;
    embedding_layer *m = RUSH_MODULE_NEW(embedding_layer, "Embedding", .forward = embedding_forward,
                                         .extra_repr = embedding_repr);
    if (!m) return module_done(NULL, before);
    m->rows = rows;
    m->width = a.embedding_dim;
    m->padding = a.padding_idx;
    if (m->padding.set && (m->padding.value >= rows || m->padding.value < -rows)) {
        error_set(RUSH_VALUE_ERROR, site, "Embedding", "Padding_idx must be within num_embeddings");
        return module_done(&m->base, before);
    }
    if (m->padding.set && m->padding.value < 0) m->padding.value += rows;
    rush_tensor *weight =
        rush_init_normal(layer_parameter(&m->base, "weight", RUSH_SHAPE(rows, m->width), a.dtype), 0, 1);
    if (weight && m->padding.set)
        rush_init_constant(rush_select(rush_detach(weight), 0, m->padding.value), 0);
    return module_done(&m->base, before);
}
