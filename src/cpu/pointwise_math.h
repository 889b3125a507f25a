/* SPDX-License-Identifier: MIT */
/* pointwise_math.h - functions for formulas, by dtype: f32_exp, f64_exp. */
INLINE float f32_sigmoid(float x) { return (float)(1 / (1 + exp(-(double)x))); }
INLINE double f64_sigmoid(double x) { return 1 / (1 + exp(-x)); }
INLINE float f32_exp(float x) { return expf(x); }
INLINE double f64_exp(double x) { return exp(x); }
INLINE float f32_log(float x) { return logf(x); }
INLINE double f64_log(double x) { return log(x); }
INLINE float f32_tanh(float x) { return tanhf(x); }
INLINE double f64_tanh(double x) { return tanh(x); }
INLINE float f32_sqrt(float x) { return sqrtf(x); }
INLINE double f64_sqrt(double x) { return sqrt(x); }
INLINE float f32_pow(float x, float y) { return powf(x, y); }
INLINE double f64_pow(double x, double y) { return pow(x, y); }

/* b >= 0 */
INLINE int64_t int_pow(int64_t a, int64_t b) {
    uint64_t r = 1, base = (uint64_t)a;
    for (; b > 0; b >>= 1, base *= base)
        if (b & 1) r *= base;
    return (int64_t)r;
}
