/* SPDX-License-Identifier: MIT */
/* index.h - x[1, :, None, ..., 2:10:3, mask] for reading and writing, with PyTorch's meaning.

   Python                          C
   x[1]                            rush_index_get(x, RUSH_AT(1))
   x[:, -1]                        rush_index_get(x, RUSH_ALL, RUSH_AT(-1))
   x[..., None]                    rush_index_get(x, RUSH_ELLIPSIS, RUSH_NEWAXIS)
   x[2:10], x[2:10:3]              rush_index_get(x, RUSH_RANGE(2, 10)), rush_index_get(x, RUSH_RANGE(2, 10, 3))
   x[2:], x[:-1], x[::2]           RUSH_FROM(2), RUSH_UNTIL(-1), RUSH_EVERY(2)
   x[mask], x[i, j]                rush_index_get(x, RUSH_TENSOR(mask)), rush_index_get(x, RUSH_TENSOR(i), RUSH_TENSOR(j))
   x[0] = 3                        rush_index_set(x, 3, RUSH_AT(0))
   x[mask] = y                     rush_index_set(x, y, RUSH_TENSOR(mask))

   Numbers, ranges, new axes and the ellipsis give a view of x; index tensors (int64) and masks (bool) give a copy. Both keep
   the gradient. Errors (an IndexError with PyTorch's text): too many indices, an index out of range, a mask of another shape. */
#ifndef RUSHLIGHT_INDEX_H
#define RUSHLIGHT_INDEX_H
#include <rushlight/base.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum rush_index_kind {
    RUSH_INDEX_AT = 1,      /* one index: the dimension goes; start is it */
    RUSH_INDEX_RANGE,       /* start, start + step, … before stop */
    RUSH_INDEX_NEWAXIS,     /* a new dimension of size 1 */
    RUSH_INDEX_ELLIPSIS,    /* as many whole dimensions as are left */
    RUSH_INDEX_TENSOR,      /* indices or a mask */
    RUSH_INDEX_BOOL         /* Python's x[True]: a new dimension of size 1 (start 1) or 0 (start 0) */
} rush_index_kind;

/* One item between the brackets. In a range, has_start and has_stop say which ends were given; step 0 means 1 unless
   has_step is set. */
typedef struct rush_index_item {
    int32_t kind;
    bool has_start, has_stop, has_step;
    int64_t start, stop, step;
    rush_tensor *tensor;
} rush_index_item;

/* x[items]. A view of x where no tensor is among the items. */
RUSH_API rush_tensor *rush_index_get_at(rush_site site, rush_tensor *x, const rush_index_item *items, int64_t count);
/* x[items] = value, a tensor (broadcast, converted to x's dtype where a view is written to) or a number. Returns x. */
RUSH_API rush_tensor *rush_index_set_at(rush_site site, rush_tensor *x, rush_operand value, const rush_index_item *items, int64_t count);

#ifdef __cplusplus
}
#endif

#ifndef __cplusplus
#define RUSH_AT(i) ((rush_index_item){ .kind = RUSH_INDEX_AT, .start = (i) })
#define RUSH_ALL ((rush_index_item){ .kind = RUSH_INDEX_RANGE })
#define RUSH_RANGE(...) RUSH_RANGE_PICK_(__VA_ARGS__, RUSH_RANGE_3_, RUSH_RANGE_2_, 0)(__VA_ARGS__)
#define RUSH_RANGE_PICK_(a, b, c, name, ...) name
#define RUSH_RANGE_2_(a, b) \
    ((rush_index_item){ .kind = RUSH_INDEX_RANGE, .has_start = true, .has_stop = true, .start = (a), .stop = (b) })
#define RUSH_RANGE_3_(a, b, by) \
    ((rush_index_item){ .kind = RUSH_INDEX_RANGE, .has_start = true, .has_stop = true, .has_step = true, .start = (a), .stop = (b), .step = (by) })
#define RUSH_FROM(a) ((rush_index_item){ .kind = RUSH_INDEX_RANGE, .has_start = true, .start = (a) })
#define RUSH_UNTIL(b) ((rush_index_item){ .kind = RUSH_INDEX_RANGE, .has_stop = true, .stop = (b) })
#define RUSH_EVERY(by) ((rush_index_item){ .kind = RUSH_INDEX_RANGE, .has_step = true, .step = (by) })
#define RUSH_NEWAXIS ((rush_index_item){ .kind = RUSH_INDEX_NEWAXIS })
#define RUSH_ELLIPSIS ((rush_index_item){ .kind = RUSH_INDEX_ELLIPSIS })
#define RUSH_TENSOR(t) ((rush_index_item){ .kind = RUSH_INDEX_TENSOR, .tensor = (t) })

#define RUSH_INDEX_ITEMS_(...) (const rush_index_item[]){ __VA_ARGS__ }, \
    (int64_t)(sizeof((const rush_index_item[]){ __VA_ARGS__ }) / sizeof(rush_index_item))
#define rush_index_get(x, ...) rush_index_get_at(RUSH_SITE, x, RUSH_INDEX_ITEMS_(__VA_ARGS__))
#define rush_index_set(x, value, ...) rush_index_set_at(RUSH_SITE, x, RUSH_OPERAND(value), RUSH_INDEX_ITEMS_(__VA_ARGS__))
#endif
#endif
