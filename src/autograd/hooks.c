/* SPDX-License-Identifier: MIT */
/* hooks.c - calling hooks, and taking them down. */
#include "autograd/hooks.h"

#include "core/alloc.h"
#include "core/error.h"

bool hooks_before(rush_node *n, rush_tensor **grads) {
    for (node_hook *h = n->hooks, *next; h; h = next) {
        next = h->next; /* a hook may remove itself */
        if (h->pre) {
            if (!h->pre(grads, n->noutputs, h->user)) return false;
            continue;
        }
        if (!h->call && !h->retain) continue;
        rush_tensor *g = grads[h->nr];
        if (!g) continue;
        if (h->retain) {
            tensor_meta *m = tensor_meta_get(h->tensor);
            if (!m) return false;
            object_retain(&g->base);
            RELEASE(m->grad);
            m->grad = g;
            continue;
        }
        rush_tensor *other = h->call(g, h->user);
        if (thread_get()->failed) return false;
        if (other && other != g) {
            object_retain(&other->base);
            object_release(&g->base);
            grads[h->nr] = other;
        }
    }
    return true;
}

bool hooks_after(rush_node *n, rush_tensor **results, rush_tensor *const *grads) {
    for (node_hook *h = n->hooks, *next; h; h = next) {
        next = h->next;
        if (h->post && !h->post(results, n->nedges, grads, n->noutputs, h->user)) return false;
    }
    return true;
}

rush_tensor *hooks_leaf(rush_tensor *leaf, rush_tensor *grad) {
    for (node_hook *h = leaf->meta->hooks->first, *next; h; h = next) {
        next = h->next;
        if (!h->call) continue;
        rush_tensor *other = h->call(grad, h->user);
        if (thread_get()->failed) return NULL;
        if (other) grad = other;
    }
    return grad;
}

void hooks_free(node_hook *h) {
    while (h) {
        node_hook *next = h->next;
        if (h->retain && h->tensor && h->tensor->meta) h->tensor->meta->retains_grad = false;
        if (h->free) h->free(h->user);
        mem_free(h);
        h = next;
    }
}

void hooks_forget(rush_tensor *t) {
    if (!t->grad_fn) return;
    for (node_hook **p = &t->grad_fn->hooks; *p;) {
        node_hook *h = *p;
        if (h->retain && h->tensor == t) {
            *p = h->next;
            mem_free(h);
        } else p = &h->next;
    }
}
