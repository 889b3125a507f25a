/* SPDX-License-Identifier: MIT */
/* special_error.c - the error function's relatives, the normal distribution, and short functions of the C library's. */
#include <float.h>
#include <math.h>

#include "cpu/special.h"
#include "cpu/vecmath.h"

#define SQRT_PI 1.77245385090551602730
#define SQRT_HALF 0.70710678118654752440
#define SQRT_TWO_PI 2.50662827463100050242
#define INF ((double)INFINITY)
#define NOT_A_NUMBER ((double)NAN)

/* e^(x^2) erfc(x). Below 0.5, e^(x^2) from x^2 rounded and the error of that; large x by DLMF 7.12.1:
   1 / (x sqrt(pi)) sum_k (-1)^k 1 3 … (2k - 1) / (2 x^2)^k */
double special_erfcx(double x) {
    if (x < -27) return INF;
    if (x < 0.5) {
        double square = x * x, rest = fma(x, x, -square);
        return exp(square) * (1 + rest) * erfc(x);
    }
    if (x < 28) return vm_erfcx_mid_f64(x);
    double w = 0.5 / x / x, term = 1, sum = 1;
    for (int k = 1; k < 10 && fabs(term) > DBL_EPSILON / 4; k++) sum += term *= -(2 * k - 1) * w;
    return sum / (x * SQRT_PI);
}

/* A first value of y = erfinv(x), by w = -log(1 - x^2): x times a polynomial, to 2e-7 (least squares in relative errors), for w above 38
   from the tail of erfc. */
static double first_erfinv(double x, double w) {
    if (w >= 38) return sqrt(w - 0.5 * log(3.14159265358979323846 * w));
    double s = w < 6 ? w - 3 : sqrt(w) - 4.2;
    return x * (w < 6 ? 1.623542083 + s * (0.2416303253 + s * (-0.005738580676 + s * (-0.0008360714022 + s * (0.0001954763584 +
        s * (-1.275726643e-05 + s * (-1.885338179e-06 + s * (4.555883065e-07 + s * (-4.334642624e-09 + s * -5.827069551e-09))))))))
        : 4.041726811 + s * (1.009904075 + s * (0.0008000126779 + s * (-0.0006621599136 + s * (0.0002490195784 + s * (-5.681313028e-05 +
        s * (5.16743203e-06 + s * (-1.975782737e-05 + s * (1.724424251e-05 + s * -3.921791578e-06)))))))));
}

/* Then Halley's steps: f = erf(y) - x, f' = 2 / sqrt(pi) e^(-y^2), f'' = -2 y f'. Near 1, f is taken from erfc, which keeps its digits.
   A step leaves the third power of an error. */
double special_erfinv(double x) {
    double a = fabs(x), step = INF;
    if (!(a <= 1)) return NOT_A_NUMBER;
    if (a == 1) return copysign(INF, x);
    if (a < 1e-150) return x * (SQRT_PI / 2);
    double y = first_erfinv(a, -log((1 - a) * (1 + a)));
    for (int steps = 0; steps < 3 && fabs(step) > 1e-6 * y; steps++) {
        double f = a < 0.5 ? erf(y) - a : (1 - a) - erfc(y);
        double u = f * (SQRT_PI / 2) * exp(y * y);
        y -= step = u / (1 + y * u);
    }
    return copysign(y, x);
}

/* ---- the normal distribution ---- */

double special_ndtr(double x) { return 0.5 * erfc(-x * SQRT_HALF); }

double special_log_ndtr(double x) {
    if (x < -1) return log(0.5 * special_erfcx(-x * SQRT_HALF)) - 0.5 * x * x;
    return log1p(-0.5 * erfc(x * SQRT_HALF));
}

/* The lower tail: -sqrt(2) erfinv(1 - 2 p), then Halley's steps on Phi(x) - p, whose second derivative is -x phi(x). */
double special_ndtri(double p) {
    if (!(p >= 0 && p <= 1)) return NOT_A_NUMBER;
    if (p == 0) return -INF;
    if (p == 1) return INF;
    double q = fmin(p, 1 - p), x = 0 - first_erfinv(1 - 2 * q, -log(4 * q * (1 - q))) / SQRT_HALF, step = x == 0 ? 0 : INF;
    for (int steps = 0; steps < 3 && fabs(step) > 1e-6 * fabs(x); steps++) {
        double u = (0.5 * vm_erfcx_mid_f64(-x * SQRT_HALF) - q * exp(0.5 * x * x)) * SQRT_TWO_PI; /* (Phi(x) - q) / phi(x) */
        x -= step = u / (1 + 0.5 * x * u);
    }
    return copysign(x, p - 0.5);
}

/* ---- of the C library's functions ---- */

double special_asinh(double x) { return asinh(x); }
double special_acosh(double x) { return acosh(x); }
double special_atanh(double x) { return atanh(x); }
double special_sinc(double x) { return x == 0 ? 1 : sin(3.14159265358979323846 * x) / (3.14159265358979323846 * x); }
