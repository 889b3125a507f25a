/* SPDX-License-Identifier: MIT */
/* window.c - windows of signal processing, calculated in double. With N = length - 1 (periodic: length), 0 <= i < length:
     hann      0.5 - 0.5 cos(2 pi i / N)
     hamming   alpha - beta cos(2 pi i / N)
     bartlett  1 - |2 i / N - 1|
     blackman  0.42 - 0.5 cos(2 pi i / N) + 0.08 cos(4 pi i / N)
     kaiser    I0(beta sqrt(1 - (2 i / N - 1)^2)) / I0(beta)
   Harris, On the use of windows for harmonic analysis with the discrete Fourier transform, Proc. IEEE 66 (1978). */
#include "ops/create.h"

#include <math.h>

#include "core/strided.h"

typedef double (*window)(double i, double last, double a, double b);

#define TWO_PI 6.283185307179586476925

static double hamming_at(double i, double last, double a, double b) { return a - b * cos(TWO_PI * i / last); }
static double bartlett_at(double i, double last, double a, double b) { return (void)a, (void)b, 1 - fabs(2 * i / last - 1); }
static double blackman_at(double i, double last, double a, double b) {
    return (void)a, (void)b, 0.42 - 0.5 * cos(TWO_PI * i / last) + 0.08 * cos(2 * TWO_PI * i / last);
}

/* e^-x I0(x), x >= 0: sum of (x^2/4)^k / (k!)^2 (DLMF 10.25.2), all terms positive; above 700 the asymptotic series (DLMF 10.40.1). */
static double scaled_i0(double x) {
    double sum = 1, term = 1;
    if (x > 700) {
        for (int k = 1; k < 12; k++) sum += term *= (2 * k - 1) * (2 * k - 1) / (8 * k * x);
        return sum / sqrt(TWO_PI * x);
    }
    for (int k = 1; k < 2000 && term > 1e-17 * sum; k++) sum += term *= x * x / 4 / k / k;
    return sum * exp(-x);
}

static double kaiser_at(double i, double last, double beta, double b) {
    double r = 2 * i / last - 1, x = fabs(beta) * sqrt(1 - r * r), y = fabs(beta);
    return (void)b, scaled_i0(x) / scaled_i0(y) * exp(x - y);
}

static bool window_meta(call *c, int dtype_arg) {
    int64_t n = INT_ARG(c, 0);
    rush_dtype dtype = create_dtype(c, dtype_arg, dtype_default());
    static const char *const names[DTYPE_COUNT] = { /* as C++ has them */
        [RUSH_INT64] = "long int", [RUSH_INT32] = "int", [RUSH_INT16] = "short int", [RUSH_INT8] = "signed char", [RUSH_UINT8] = "unsigned char", [RUSH_BOOL] = "bool",
    };
    CHECK(c, dtype_is_float(dtype), "%s expects floating point dtypes, got: TensorOptions(dtype=%s, device=cpu, layout=Strided (default), "
          "requires_grad=false (default), pinned_memory=false, memory_format=(nullopt))", c->op->name, names[dtype]);
    CHECK(c, n >= 0, "%s requires non-negative window_length, got window_length=%lld", c->op->name, (long long)n);
    return create_out(c, dtype_arg, dtype, 1, &n, NULL);
}

static bool window_fill(call *c, window at, double a, double b) {
    rush_tensor *t = c->out[0];
    rush_dtype dtype = (rush_dtype)t->dtype;
    size_t size = dtype_size(dtype);
    char *to = tensor_data(t);
    double last = (double)(BOOL_ARG(c, 1) ? t->numel : t->numel - 1);
    if (t->numel == 1) return element_store_double(to, dtype, 1), true;
    for (int64_t i = 0; i < t->numel; i++) element_store_double(to + (size_t)i * size, dtype, at((double)i, last, a, b));
    return true;
}

static bool plain_meta(call *c) { return window_meta(c, 2); }
static bool hamming_meta(call *c) { return window_meta(c, 4); }
static bool kaiser_meta(call *c) { return window_meta(c, 3); }
static bool hann_ref(call *c) { return window_fill(c, hamming_at, 0.5, 0.5); }
static bool hamming_ref(call *c) { return window_fill(c, hamming_at, FLOAT_ARG(c, 2), FLOAT_ARG(c, 3)); }
static bool bartlett_ref(call *c) { return window_fill(c, bartlett_at, 0, 0); }
static bool blackman_ref(call *c) { return window_fill(c, blackman_at, 0, 0); }
static bool kaiser_ref(call *c) { return window_fill(c, kaiser_at, FLOAT_ARG(c, 2), 0); }

#define WINDOW_SAMPLES TEXTS("0", "1", "2", "5", "6, False", "7, True, dtype=float64", "1, False", "6, dtype=bfloat16", "70000")
#define WINDOW_ERRORS(name) \
    TEXTS("-1", name " requires non-negative window_length, got window_length=-1", "5, dtype=int64", name " expects floating point dtypes, got: TensorOptions(dtype=long int, device=cpu, layout=Strided (default), requires_grad=false " \
          "(default), pinned_memory=false, memory_format=(nullopt))")

const op op_hann_window = {
    OP_ROW(hann_window),
    .schema = "hann_window(int window_length, bool periodic=True, *, ScalarType? dtype=None, Device? device=None, bool requires_grad=False) -> Tensor",
    .doc = "0.5 - 0.5 cos(2 pi i / N); N is window_length, or one less if it is not periodic.",
    .flags = OP_NO_GRAD,
    .meta = plain_meta,
    .ref = hann_ref,
    .samples = WINDOW_SAMPLES,
    .errors = WINDOW_ERRORS("hann_window"),
};

const op op_hamming_window = {
    OP_ROW(hamming_window),
    .schema = "hamming_window(int window_length, bool periodic=True, float alpha=0.54, float beta=0.46, *, ScalarType? dtype=None, Device? device=None, bool requires_grad=False) -> Tensor",
    .doc = "alpha - beta cos(2 pi i / N); N is window_length, or one less if it is not periodic.",
    .flags = OP_NO_GRAD,
    .meta = hamming_meta,
    .ref = hamming_ref,
    .samples = TEXTS("0", "1", "2", "5", "6, False", "7, True, 0.5, dtype=float64", "8, True, 0.5, 0.4", "6, dtype=bfloat16", "70000"),
    .errors = WINDOW_ERRORS("hamming_window"),
};

const op op_bartlett_window = {
    OP_ROW(bartlett_window),
    .schema = "bartlett_window(int window_length, bool periodic=True, *, ScalarType? dtype=None, Device? device=None, bool requires_grad=False) -> Tensor",
    .doc = "1 - |2 i / N - 1|; N is window_length, or one less if it is not periodic.",
    .flags = OP_NO_GRAD,
    .meta = plain_meta,
    .ref = bartlett_ref,
    .samples = WINDOW_SAMPLES,
    .errors = WINDOW_ERRORS("bartlett_window"),
};

const op op_blackman_window = {
    OP_ROW(blackman_window),
    .schema = "blackman_window(int window_length, bool periodic=True, *, ScalarType? dtype=None, Device? device=None, bool requires_grad=False) -> Tensor",
    .doc = "0.42 - 0.5 cos(2 pi i / N) + 0.08 cos(4 pi i / N); N is window_length, or one less if it is not periodic.",
    .flags = OP_NO_GRAD,
    .meta = plain_meta,
    .ref = blackman_ref,
    .samples = WINDOW_SAMPLES,
    .errors = WINDOW_ERRORS("blackman_window"),
};

const op op_kaiser_window = {
    OP_ROW(kaiser_window),
    .schema = "kaiser_window(int window_length, bool periodic=True, float beta=12.0, *, ScalarType? dtype=None, Device? device=None, bool requires_grad=False) -> Tensor",
    .doc = "I0(beta sqrt(1 - (2 i / N - 1)^2)) / I0(beta); N is window_length, or one less if it is not periodic.",
    .flags = OP_NO_GRAD,
    .meta = kaiser_meta,
    .ref = kaiser_ref,
    .samples = TEXTS("0", "1", "2", "5", "6, False", "7, True, 5.0, dtype=float64", "8, True, 0.0", "6, False, 60.0", "6, dtype=float64", "70000"),
    .errors = WINDOW_ERRORS("kaiser_window"),
};
