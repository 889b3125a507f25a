/* SPDX-License-Identifier: MIT */
/* list.h - several tensors as one object; named tensors as one object. */
#ifndef CORE_LIST_H
#define CORE_LIST_H
#include <rushlight/dict.h>

#include "core/tensor.h"

struct rush_list {
    rush_object base;
    int64_t count, room;
    rush_tensor *items[];            /* owned */
};
/* Empty, with room for n; the caller's. */
rush_list *list_new(rush_site site, int64_t n);
/* Adds t and a reference to it; the list must have room. */
void list_add(rush_list *list, rush_tensor *t);
#endif
