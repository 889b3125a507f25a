/* SPDX-License-Identifier: MIT */
/* special_polynomial.c - orthogonal polynomials of degree n (cut to a whole number; 0 for negative n) by their recurrences,
   DLMF 18.9.1; the Chebyshev ones of higher degrees inside [-1, 1] by angles, 18.5.1 to 18.5.4. */
#include <math.h>
#include <stdbool.h>

#include "cpu/special.h"

enum { RECURRENCE_MAX = 8 };

static bool is_even(double n) { return fmod(n, 2) == 0; }

/* p_0 = 1, p_1 = first, p_(k + 1) = 2 x p_k - p_(k - 1) */
static double chebyshev(double x, double n, double first) {
    double p = 1, q = first;
    if (n == 0) return p;
    for (double k = 1; k < n; k += 1) {
        double r = 2 * x * q - p;
        p = q;
        q = r;
    }
    return q;
}

double special_chebyshev_polynomial_t(double x, double n) {
    n = trunc(n);
    if (!(n >= 0)) return 0;
    if (fabs(x) == 1) return x > 0 || is_even(n) ? 1 : -1;
    return n > RECURRENCE_MAX && fabs(x) < 1 ? cos(n * acos(x)) : chebyshev(x, n, x);
}

double special_chebyshev_polynomial_u(double x, double n) {
    n = trunc(n);
    if (!(n >= 0)) return 0;
    if (fabs(x) == 1) return x > 0 || is_even(n) ? n + 1 : -(n + 1);
    return n > RECURRENCE_MAX && fabs(x) < 1 ? sin((n + 1) * acos(x)) / sin(acos(x)) : chebyshev(x, n, 2 * x);
}

double special_chebyshev_polynomial_v(double x, double n) {
    n = trunc(n);
    if (!(n >= 0)) return 0;
    if (fabs(x) == 1) return x > 0 ? 1 : is_even(n) ? 2 * n + 1 : -(2 * n + 1);
    return n > RECURRENCE_MAX && fabs(x) < 1 ? cos((n + 0.5) * acos(x)) / cos(0.5 * acos(x)) : chebyshev(x, n, 2 * x - 1);
}

double special_chebyshev_polynomial_w(double x, double n) {
    n = trunc(n);
    if (!(n >= 0)) return 0;
    if (fabs(x) == 1) return x > 0 ? 2 * n + 1 : is_even(n) ? 1 : -1;
    return n > RECURRENCE_MAX && fabs(x) < 1 ? sin((n + 0.5) * acos(x)) / sin(0.5 * acos(x)) : chebyshev(x, n, 2 * x + 1);
}

double special_hermite_polynomial_h(double x, double n) {
    n = trunc(n);
    if (!(n >= 0)) return 0;
    double p = 1, q = 2 * x;
    if (n == 0) return p;
    for (double k = 1; k < n; k += 1) {
        double r = 2 * x * q - 2 * k * p;
        p = q;
        q = r;
    }
    return q;
}

double special_hermite_polynomial_he(double x, double n) {
    n = trunc(n);
    if (!(n >= 0)) return 0;
    double p = 1, q = x;
    if (n == 0) return p;
    for (double k = 1; k < n; k += 1) {
        double r = x * q - k * p;
        p = q;
        q = r;
    }
    return q;
}

double special_laguerre_polynomial_l(double x, double n) {
    n = trunc(n);
    if (!(n >= 0)) return 0;
    double p = 1, q = 1 - x;
    if (n == 0 || x == 0) return p;
    for (double k = 1; k < n; k += 1) {
        double r = ((2 * k + 1 - x) * q - k * p) / (k + 1);
        p = q;
        q = r;
    }
    return q;
}

double special_legendre_polynomial_p(double x, double n) {
    n = trunc(n);
    if (!(n >= 0)) return 0;
    if (fabs(x) == 1) return x > 0 || is_even(n) ? 1 : -1;
    double p = 1, q = x;
    if (n == 0) return p;
    for (double k = 1; k < n; k += 1) {
        double r = ((2 * k + 1) * x * q - k * p) / (k + 1);
        p = q;
        q = r;
    }
    return q;
}
