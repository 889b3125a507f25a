/* SPDX-License-Identifier: MIT */
/* special_error.c - the error function's relatives, the normal distribution, and short functions of the C library's. */
#include <float.h>
#include <math.h>

#include "cpu/special.h"

#define SQRT_PI 1.77245385090551602730
#define SQRT_HALF 0.70710678118654752440
#define SQRT_TWO_PI 2.50662827463100050242
#define INF ((double)INFINITY)
#define NOT_A_NUMBER ((double)NAN)

double special_erfc(double x) { return erfc(x); }

/* e^(x^2) erfc(x). e^(x^2) from x^2 rounded and the error of that; large x by DLMF 7.12.1:
   1 / (x sqrt(pi)) sum_k (-1)^k 1 3 … (2k - 1) / (2 x^2)^k; below 0 by erfc(x) = 2 - erfc(-x) */
double special_erfcx(double x) {
    if (x < 10) {
        double square = x * x, rest = fma(x, x, -square);
        if (x < -27) return INF;
        return exp(square) * (1 + rest) * erfc(x);
    }
    double w = 0.5 / x / x, term = 1, sum = 1;
    for (int k = 1; k < 40 && fabs(term) > DBL_EPSILON / 4; k++) sum += term *= -(2 * k - 1) * w;
    return sum / (x * SQRT_PI);
}

/* A first value (Winitzki, 2008, to 2e-3), then Halley's steps: f = erf(y) - x, f' = 2 / sqrt(pi) e^(-y^2), f'' = -2 y f'.
   Near 1, f is taken from erfc, which keeps its digits. */
double special_erfinv(double x) {
    double a = fabs(x);
    if (!(a <= 1)) return NOT_A_NUMBER;
    if (a == 1) return copysign(INF, x);
    if (a < 1e-150) return x * (SQRT_PI / 2);
    double log_term = log1p(-a) + log1p(a), half = 2 / (3.14159265358979323846 * 0.147) + 0.5 * log_term;
    double y = sqrt(-log_term / 0.147 / (half + sqrt(half * half - log_term / 0.147)));
    for (int step = 0; step < 3; step++) {
        double f = a < 0.5 ? erf(y) - a : (1 - a) - erfc(y);
        double u = f * (SQRT_PI / 2) * exp(y * y);
        y -= u / (1 + y * u);
    }
    return copysign(y, x);
}

/* ---- the normal distribution ---- */

double special_ndtr(double x) { return 0.5 * erfc(-x * SQRT_HALF); }

double special_log_ndtr(double x) {
    if (x < -1) return log(0.5 * special_erfcx(-x * SQRT_HALF)) - 0.5 * x * x;
    return log1p(-0.5 * erfc(x * SQRT_HALF));
}

/* The lower tail: Abramowitz and Stegun 26.2.23 (to 4.5e-4), then Halley's steps on Phi(x) - p, whose second derivative is -x phi(x). */
double special_ndtri(double p) {
    if (!(p >= 0 && p <= 1)) return NOT_A_NUMBER;
    if (p == 0) return -INF;
    if (p == 1) return INF;
    double q = p > 0.5 ? 1 - p : p, t = sqrt(-2 * log(q));
    double x = (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t;
    for (int step = 0; step < 3; step++) {
        double u = (0.5 * special_erfcx(-x * SQRT_HALF) - q * exp(0.5 * x * x)) * SQRT_TWO_PI; /* (Phi(x) - q) / phi(x) */
        x -= u / (1 + 0.5 * x * u);
    }
    return p > 0.5 ? -x : x;
}

/* ---- of the C library's functions ---- */

double special_asinh(double x) { return asinh(x); }
double special_acosh(double x) { return acosh(x); }
double special_atanh(double x) { return atanh(x); }
double special_sinc(double x) { return x == 0 ? 1 : sin(3.14159265358979323846 * x) / (3.14159265358979323846 * x); }
