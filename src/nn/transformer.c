/* SPDX-License-Identifier: MIT */
/* transformer.c - TransformerEncoderLayer: two blocks, each added to its input,
     attend(x) = dropout1(self_attn(x, x, x)),   feed(x) = dropout2(linear2(dropout(relu(linear1(x)))))
   as norm2(z + feed(z)) of z = norm1(x + attend(x)), or
   with norm_first z + feed(norm2(z)) of z = x + attend(norm1(x)). */
#include "nn/layer.h"

enum { SELF_ATTN, LINEAR1, DROPOUT, LINEAR2, NORM1, NORM2, DROPOUT1, DROPOUT2 }; /* the entries */
typedef struct encoder_layer {
    rush_module base;
    bool norm_first, gelu;
} encoder_layer;

static rush_tensor *sub(const encoder_layer *m, int i, rush_tensor *x) {
    return rush_forward_at(module_site(), m->base.entries[i].module, x);
}

static rush_tensor *attend(const encoder_layer *m, rush_tensor *x,
                           const rush_transformer_encoder_forward_args *a) {
    return sub(m, DROPOUT1,
               rush_multihead_attention_forward(m->base.entries[SELF_ATTN].module, x, x, x,
                                                .attn_mask = a->src_mask,
                                                .key_padding_mask = a->src_key_padding_mask));
}

static rush_tensor *feed(const encoder_layer *m, rush_tensor *x) {
    rush_tensor *inner = sub(m, LINEAR1, x);
    return sub(m, DROPOUT2, sub(m, LINEAR2, sub(m, DROPOUT, m->gelu ? rush_gelu(inner) : rush_relu(inner))));
}

static rush_tensor *encode(const encoder_layer *m, const rush_transformer_encoder_forward_args *a) {
    rush_tensor *x = a->src;
    if (!layer_input(&m->base, x)) return NULL;
    RUSH_SCOPE;
    if (m->norm_first) {
        x = rush_add(x, attend(m, sub(m, NORM1, x), a));
        return rush_escape(rush_add(x, feed(m, sub(m, NORM2, x))));
    }
    x = sub(m, NORM1, rush_add(x, attend(m, x, a)));
    return rush_escape(sub(m, NORM2, rush_add(x, feed(m, x))));
}

static rush_tensor *encoder_forward(rush_module *self, rush_tensor *x) {
    return encode((encoder_layer *)(void *)self, &(rush_transformer_encoder_forward_args){ .src = x });
}

rush_tensor *rush_transformer_encoder_forward_at(rush_site site, rush_module *m,
                                                 rush_transformer_encoder_forward_args a) {
    if (!m || rush_failed()) return NULL;
    if (m->forward != encoder_forward) {
        error_set(RUSH_TYPE_ERROR, site, "transformer_encoder_forward",
                  "expected a TransformerEncoderLayer, but got %s", m->name);
        return NULL;
    }
    rush_site before = module_site_set(site);
    rush_tensor *y = encode((encoder_layer *)(void *)m, &a);
    module_site_set(before);
    return y;
}

rush_module *rush_transformer_encoder_layer_at(rush_site site, int64_t width,
                                               rush_transformer_encoder_layer_args a) {
    rush_site before = module_site_set(site);
    encoder_layer *layer =
        RUSH_MODULE_NEW(encoder_layer, "TransformerEncoderLayer", .forward = encoder_forward);
    if (!layer) return module_done(NULL, before);
    rush_module *m = &layer->base;
    layer->norm_first = a.norm_first;
    layer->gelu = a.gelu;
    int64_t inner = a.dim_feedforward.set ? a.dim_feedforward.value : 2048;
    double p = a.dropout.set ? a.dropout.value : 0.1;
    rush_add_module(m, "self_attn",
                    rush_multihead_attention_layer(width, a.nhead, .dropout = p, .batch_first = a.batch_first,
                                                   .dtype = a.dtype));
    rush_add_module(m, "linear1", rush_linear_layer(width, inner, .dtype = a.dtype));
    rush_add_module(m, "dropout", rush_dropout_layer(p));
    rush_add_module(m, "linear2", rush_linear_layer(inner, width, .dtype = a.dtype));
    rush_add_module(m, "norm1",
                    rush_layer_norm_layer(RUSH_SHAPE(width), .eps = a.layer_norm_eps, .dtype = a.dtype));
    rush_add_module(m, "norm2",
                    rush_layer_norm_layer(RUSH_SHAPE(width), .eps = a.layer_norm_eps, .dtype = a.dtype));
    rush_add_module(m, "dropout1", rush_dropout_layer(p));
    rush_add_module(m, "dropout2", rush_dropout_layer(p));
    return module_done(m, before);
}
