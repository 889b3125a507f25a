/* SPDX-License-Identifier: MIT */
/* sample.h - the samples language: argument lists as text, with tensors whose elements any program can draw anew.

     T[2,3], T[3]:p, alpha=2, dim=(0,1), {T[2], T[3]}, None, True, 'mean', float64

   T[2,3] is a tensor of the dtype under test. Modifiers after a colon: p positive (0.1 … 2), u in (-0.9, 0.9), z in [0, 1), q distinct
   values,
   d symmetric positive-definite matrices, iN int64 in [0, N), b bool, n inf, -inf and nan among the values, f32 f64 f16 bf16 i64 i32 i16 i8 u8 a fixed dtype (so that
   ranges of 8, 16, 32 and 64 cannot be asked for), t the last two dims stored swapped (T[2,3]:t has shape [3, 2]), s every second
   element of the last dim (T[4,6]:s has shape [4, 3]), e stride 0 in dim 0, cl channels-last strides.

   Elements are drawn in row-major order of the shape as written, one draw each, by a 64-bit linear congruential generator:
     state = FNV-1a (64 bit) of "OP(TEXT)#ARG", or "OP(TEXT)#ARG.ELEMENT" in a list; each draw is
     state = state * 6364136223846793005 + 1442695040888963407, then z = state; z ^= z >> 33; z *= 0xff51afd7ed558ccd; z ^= z >> 33
   and a draw z becomes
     float          ((z & 65535) + (z >> 16 & 65535) + (z >> 32 & 65535) + (z >> 48) - 131070) * 7 / 2^18, about N(0, 1)
     float:p        (z % 1992295 + 104858) / 2^20
     float:u        (z % 1887437 - 943718) / 2^20
     float:z        (z % 1048576) / 2^20
     integer        z % 19 - 9 (uint8: z % 10); :p 1 + z % 9; :u z % 3 - 1 (uint8: z % 2); :z z % 2; :iN z % N
     bool           z >> 63
     :q             element i is p[i] - n / 2 (floats: a quarter of that + 1/2, so that no value is a multiple of 1/4), p being 0 … n - 1 shuffled: for i = n - 1 … 1 swap p[i], p[z % (i + 1)]
     :d             floats: as :u, then A_ij = A_ji for i < j and A_ii gains the number of rows
     :n             floats: then elements 1, 6, 11 … are inf, 2, 7 … -inf, 3, 8 … nan
   All are exact in float32, so that every float dtype is rounded once. */
#ifndef SAMPLE_H
#define SAMPLE_H
#include <rushlight.h>
#include <rushlight/binding.h>

#include "ops/schema.h"

typedef enum sample_layout { LAYOUT_PLAIN, LAYOUT_TRANSPOSED, LAYOUT_SLICED, LAYOUT_EXPANDED, LAYOUT_CHANNELS_LAST, LAYOUT_COUNT } sample_layout;
extern const char *const layout_names[LAYOUT_COUNT];

enum { SAMPLE_MAX_TENSORS = 24, SAMPLE_MAX_TEXTS = 64 };

typedef struct sample {
    const rush_op *op;
    const char *text;
    int nargs;
    rush_value args[SCHEMA_MAX_ARGS];
    int ntensors;
    rush_tensor *tensors[SAMPLE_MAX_TENSORS];    /* in the order of the text, owned by the scope */
    bool special;                                /* :n is among the modifiers */
    bool relaid;                                 /* the layout asked for changed a tensor */
    int64_t largest;                             /* numel of the largest tensor */
    int64_t ints[64];
    double floats[16];
    char strings[256];
    int nints, nfloats, nstrings;
} sample;

/* Makes the arguments: every tensor of the text is stored as the text says, then as `layout` says where it can be.
   False with the error set: the text is not a sample of this op. */
bool sample_make(sample *s, const rush_op *row, const char *text, rush_dtype dtype, sample_layout layout);
/* Calls the op; returns the number of results or -1 with the error set. Random ops start from seed 0. */
int sample_call(const sample *s, bool inplace, rush_tensor **results, int max);

/* Elements "OP(TEXT)#KEY" as float64 in (-0.9, 0.9), contiguous: weights for gradients. */
rush_tensor *sample_weights(const rush_op *row, const char *text, const char *key, rush_shape shape, rush_dtype dtype);

/* The samples of an op: its own, and for elementwise ops those that every row gets. Returns their number. */
/* The texts of a row's list (op.h's TEXTS), which is in C's form: how many, at most SAMPLE_MAX_TEXTS. They are kept until the program ends. */
int row_texts(const char *list, const char *texts[SAMPLE_MAX_TEXTS]);
int sample_texts(const rush_op *row, const char *texts[SAMPLE_MAX_TEXTS]);
/* the same element bits and geometry? */
bool tensor_same(const rush_tensor *a, const rush_tensor *b);
/* FNV-1a */
uint64_t hash_text(const char *text);

/* tests/golden/exempt.txt: lines `WHAT OP reason`, where OP may be followed by /DTYPE and by (SAMPLE). Is this excused?
   text may be NULL, dtype 0. */
bool exempt(const char *what, const char *op_name, const char *text, rush_dtype dtype);
/* of lines `tolerance OP FACTOR reason`: how much more than usual results may differ from PyTorch's; 1 if there is no line */
double tolerance_factor(const char *op_name, const char *text, rush_dtype dtype);
/* Prints the lines of these kinds that excused nothing; returns their number. */
int exempt_unused(const char *const *kinds, int count);
#endif
