/* SPDX-License-Identifier: MIT */
/* rng.h - random streams of the CPU: PyTorch's mt19937 stream bit for bit, and Philox4x32-10 indexed by
   element.

   A fill writes n dense elements; a generator used by several threads is locked by its owner. Fills return
   false, and draw nothing, when the distribution does not exist for the dtype. What a fill draws depends on n
   only through its length: filling 3 and then 5 elements gives what filling 8 gives, so strided tensors are
   filled through a small buffer, piece by piece, between rng_begin and rng_end. The one exception is
   rng_normal (see there).

   mt19937. random() is one 32-bit output, random64() is first << 32 | second. Below,
   u = (random() & (2^24 - 1)) 2^-24 and u64 = (random64() & (2^53 - 1)) 2^-53, both in [0, 1).

   Philox. A draw is everything between rng_begin and rng_end, or one call outside such a pair. Word j of a
   draw is output word j % 4 of the block with counter (j / 4 low, j / 4 high, offset low, offset high) and
   key (seed low, seed high); element i uses the words W i … W i + W - 1, W being 1 where mt19937 takes one
   output and 2 where it takes two; each draw adds 1 to the offset. So element i depends on (seed, offset, i)
   alone, and any piece of a draw can be made anywhere: rng_seek. Normals are pairs of elements
   (2k, 2k + 1) = (r cos th, r sin th) from the words of both, (w, w'): in float64 (W = 2)
   r = sqrt(-2 log(1 - u64)) of w, th = 2 pi u64 of w'; in other dtypes (W = 1), computed in float32,
   r = sqrt(-2 log((w + 0.5) 2^-32)), th = 2 pi (w' >> 8) 2^-24.

   State, mt19937: PyTorch's 5056 bytes, in the machine's byte order
        0  u64 seed              8  i32 left             12  i32 seeded (1)
       16  u64 next             24  u64 words[624], untempered
     5016  f64 0              5024  f64 normal         5032  f64 0
     5040  i32 is the normal valid, 4 bytes of padding
     5048  f32 float normal   5052  u8 is it valid, 3 bytes of padding
   next words of the block are used up and left is 625 - next; just after seeding next is 0 and left is 1.
   Nothing on the CPU uses the float normal; it is kept and given back.
   State, Philox: 16 bytes, u64 seed and u64 offset (as PyTorch's CUDA generator).

   What PyTorch 1.13.1 draws for init.trunc_normal_ and multinomial: see the two functions at the end. */
#ifndef CORE_RNG_H
#define CORE_RNG_H
#include <rushlight/base.h>

typedef enum { RNG_MT19937 = 1, RNG_PHILOX } rng_kind;
enum { RNG_MT_WORDS = 624, RNG_MT_BYTES = 5056, RNG_MT_OLD_BYTES = 5048, RNG_PHILOX_BYTES = 16 };

/* Plain data: may be copied, holds nothing. */
typedef struct rng {
    rng_kind kind;
    bool open;                          /* between rng_begin and rng_end */
    bool normal_valid, float_valid;     /* mt19937: is there a second normal waiting */
    float float_normal;
    double normal;
    uint64_t seed;
    uint64_t offset, word;              /* Philox: the draw, the next word in it */

    int64_t next;                       /* mt19937: words of `out` used up; 0 and 624: none is left */
    uint32_t state[RNG_MT_WORDS];       /* untempered */
    uint32_t out[RNG_MT_WORDS];         /* tempered */
} rng;

/* ---- engine ---- */

void rng_init(rng *r, rng_kind kind, uint64_t seed);
/* manual_seed: restarts the stream and forgets the waiting normal. */
void rng_seed(rng *r, uint64_t seed);
uint64_t rng_initial_seed(const rng *r);

/* 5056 or 16 */
size_t rng_state_bytes(const rng *r);
/* Not inside a draw: of an open Philox draw only its offset is kept. */
void rng_get_state(const rng *r, void *bytes);
/* NULL, or the text of the refusal (the generator is then unchanged). mt19937 takes PyTorch's older 5048
   bytes too, which end before the float normal. For a wrong size PyTorch's own text, with the size in it, is
   "Expected either a CPUGeneratorImplStateLegacy of size 5048 or a CPUGeneratorImplState of size 5056 but
   found the input RNG state size to be 5000": callers who want it compare the size first. */
const char *rng_set_state(rng *r, const void *bytes, size_t size);

/* Makes what follows one draw (matters to Philox only; do not nest). */
void rng_begin(rng *r);
void rng_end(rng *r);
/* Philox, inside a draw: go on at this word, which is W times the element. Copies of r can make parts of a
   draw. */
void rng_seek(rng *r, uint64_t word);

/* The next n 32-bit outputs. */
void rng_words(rng *r, uint32_t *out, int64_t n);
uint32_t rng_random(rng *r);
uint64_t rng_random64(rng *r);
/* One u64; one standard normal (serial form, in double: the second of a pair waits in the generator). */
double rng_uniform_next(rng *r);
double rng_normal_next(rng *r);

/* ---- fills: dtype is the element type of out ---- */

/* Floating dtypes. (to - from) * u + from, fused, in the dtype (float16 and bfloat16: 11 and 8 random bits,
   in float32). */
bool rng_uniform(rng *r, rush_dtype dtype, void *out, int64_t n, double from, double to);
/* Floating dtypes. What normal_ does to a contiguous tensor: from 16 elements on, Box-Muller over blocks of
   16 uniforms of the dtype (the last 16 redrawn if n % 16), else rng_normal_serial. Bit-exact in float32 at
   every instruction set. */
bool rng_normal(rng *r, rush_dtype dtype, void *out, int64_t n, double mean, double std);
/* Floating dtypes. What normal_ does to any other tensor: rng_normal_next, element after element. */
bool rng_normal_serial(rng *r, rush_dtype dtype, void *out, int64_t n, double mean, double std);
/* Every dtype. lo … lo + range - 1; range 0 stands for 2^64. From 2^32 on two outputs an element. */
bool rng_randint(rng *r, rush_dtype dtype, void *out, int64_t n, int64_t lo, uint64_t range);
/* random_(lo, hi) on a floating dtype first moves bounds that rounding would carry out of [lo, hi); PyTorch
   then refuses lo >= hi ("random_ expects 'from' casted to dtype to be less than 'to' casted to dtype, …").
   Others: no change. */
void rng_randint_bounds(rush_dtype dtype, int64_t *lo, int64_t *hi);
/* Every dtype. random_(): 0 … the largest integer, or 0 … 2^digits for floating dtypes. */
bool rng_random_full(rng *r, rush_dtype dtype, void *out, int64_t n);
/* Every dtype that holds n - 1. A random order of 0 … n - 1. */
bool rng_randperm(rng *r, rush_dtype dtype, void *out, int64_t n);

/* Every dtype: 1 with probability p, else 0. A scalar p draws u64 (dropout too), a float32 p[n] draws u, a
   float64 p[n] u64; for p in float16 or bfloat16 convert it to float32. */
bool rng_bernoulli_scalar(rng *r, rush_dtype dtype, void *out, int64_t n, double p);
bool rng_bernoulli_f32(rng *r, rush_dtype dtype, void *out, int64_t n, const float *p);
bool rng_bernoulli_f64(rng *r, rush_dtype dtype, void *out, int64_t n, const double *p);

/* Floating dtypes, in double, one u64 (log_normal: one serial normal) an element. */
bool rng_exponential(rng *r, rush_dtype dtype, void *out, int64_t n, double lambda);
bool rng_cauchy(rng *r, rush_dtype dtype, void *out, int64_t n, double median, double sigma);
bool rng_log_normal(rng *r, rush_dtype dtype, void *out, int64_t n, double mean, double std);
/* Every dtype but bool: ceil(log(u64) / log(1 - p)). */
bool rng_geometric(rng *r, rush_dtype dtype, void *out, int64_t n, double p);

/* ---- single draws by rejection (rng_variates.c) ---- */

/* A gamma variable of shape alpha >= 0 and rate 1; a Poisson variable; how many of count trials succeed. NaN where there is none. */
double rng_gamma_next(rng *r, double alpha);
double rng_poisson_next(rng *r, double rate);
double rng_binomial_next(rng *r, double count, double p);
/* The derivative by a of the x that keeps the probability of less than x, for a gamma variable of shape a. */
double rng_gamma_gradient(double a, double x);
/* The same for a Beta variable x of parameters a and total - a, divided by 1 - x. */
double rng_dirichlet_gradient(double x, double a, double total);

/* ---- composed draws ---- */

/* x with erf(x) = y, in double; +-infinity at +-1, NaN beyond. */
double rng_erfinv(double y);

/* nn.init.trunc_normal_: with F(x) = (1 + erf(x / sqrt 2)) / 2, l = F((a - mean) / std), h = F((b - mean) /
   std) in double: uniform_(2 l - 1, 2 h - 1), then erfinv, * (std sqrt 2), + mean, clamp to [a, b], each
   rounded to the dtype. It draws what uniform_ draws. erfinv is the true one here; PyTorch's loses digits
   near +-1, which shows in a few parts in 10^6 (float32) or 10^14 (float64) of the result. */
bool rng_trunc_normal(rng *r, rush_dtype dtype, void *out, int64_t n, double mean, double std, double a,
    double b);

/* multinomial, one row of weights p[categories] of a floating dtype, to out[samples]. Rows of a matrix are
   drawn in order.
   Without replacement: q = p / exponential_(1) in the dtype, one u64 for each category. The result is the
   indices of the largest `samples` values of q, largest first (equal ones, and so weights of 0, in order of
   index here and in no stated order in PyTorch).
   With replacement (one sample too): c = running sums of p, each divided by the last one, in float32 (float64
   for float64); for each sample, one u64, the first index with c >= u64.
   work has room for `categories` doubles. NULL, or PyTorch's text for weights that are refused (nothing is
   drawn then). The caller checks that samples >= 1, and samples <= categories without replacement. */
const char *rng_multinomial(rng *r, rush_dtype dtype, const void *p, int64_t categories, int64_t samples,
    bool replacement, int64_t *out, double *work);
#endif
