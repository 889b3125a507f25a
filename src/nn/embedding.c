/* SPDX-License-Identifier: MIT */
/* embedding.c - Embedding: y[…, :] = weight[x[…], :]; with max_norm, rows that are longer are first made that long. */
#include "nn/layer.h"

/* entries: weight */
typedef struct embedding_layer {
    rush_module base;
    int64_t rows, width;
    rush_opt_int padding;
    double max_norm, norm_type;
    bool by_freq;
} embedding_layer;

static rush_tensor *embedding_forward(rush_module *self, rush_tensor *x) {
    const embedding_layer *m = (const embedding_layer *)(const void *)self;
    if (m->max_norm > 0) {
        RUSH_NO_GRAD;
        rush_embedding_renorm_(self->entries[0].tensor, x, m->max_norm, m->norm_type);
    }
    return rush_embedding(self->entries[0].tensor, x, .padding_idx = m->padding, .scale_grad_by_freq = m->by_freq);
}

static size_t embedding_repr(const rush_module *self, char *buffer, size_t size) {
    const embedding_layer *m = (const embedding_layer *)(const void *)self;
    char padding[40] = "", max_norm[64] = "", norm_type[64] = "";
    if (m->padding.set) snprintf(padding, sizeof padding, ", padding_idx=%lld", (long long)m->padding.value);
    if (m->max_norm > 0) snprintf(max_norm, sizeof max_norm, ", max_norm=%s", FLOAT_TEXT(m->max_norm));
    if (m->norm_type != 2) snprintf(norm_type, sizeof norm_type, ", norm_type=%s", FLOAT_TEXT(m->norm_type));
    return (size_t)snprintf(buffer, size, "%lld, %lld%s%s%s%s", (long long)m->rows, (long long)m->width, padding, max_norm, norm_type,
                            m->by_freq ? ", scale_grad_by_freq=True" : "");
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
    m->max_norm = a.max_norm;
    m->norm_type = a.norm_type == 0 ? 2 : a.norm_type;
    m->by_freq = a.scale_grad_by_freq;
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
