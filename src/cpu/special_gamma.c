/* SPDX-License-Identifier: MIT */
/* special_gamma.c - log gamma, its derivatives, the Hurwitz zeta function, incomplete gamma functions.
   Formulas are numbered as in the NIST Digital Library of Mathematical Functions (dlmf.nist.gov). */
#include <float.h>
#include <math.h>
#include <stdbool.h>

#include "cpu/special.h"

#define PI 3.14159265358979323846
#define INF ((double)INFINITY)
#define NOT_A_NUMBER ((double)NAN)

double special_lgamma(double x) { return lgamma(x); }

/* psi(x). Below 0 by reflection (5.5.4): psi(x) = psi(1 - x) - pi cot(pi x); from below 10 by psi(x) = psi(x + 1) - 1 / x;
   then 5.11.2: ln x - 1 / 2x - sum B_2k / (2k x^2k) */
double special_digamma(double x) {
    static const double b[] = { 1.0 / 12, -1.0 / 120, 1.0 / 252, -1.0 / 240, 1.0 / 132, -691.0 / 32760, 1.0 / 12 };
    double result = 0;
    if (x == 0) return copysign(INF, -x);
    if (x == -INF) return NOT_A_NUMBER;
    if (x < 0) {
        double whole, part = modf(x, &whole);
        if (part == 0) return NOT_A_NUMBER;
        result = -PI / tan(PI * part);
        x = 1 - x;
    }
    for (; x < 10; x += 1) result -= 1 / x;
    double w = 1 / (x * x), sum = 0;
    for (int k = 6; k >= 0; k--) sum = (sum + b[k]) * w;
    return result + log(x) - 0.5 / x - sum;
}

/* w^-s, s > 1: mostly a small whole number */
static double inverse_power(double w, double s) {
    if (s != floor(s) || s > 16) return pow(w, -s);
    double r = 1 / w, power = r;
    for (int k = 1; k < (int)s; k++) power *= r;
    return power;
}

/* zeta(s, a) = sum_(k >= 0) (a + k)^-s for s > 1, a > 0, by Euler and Maclaurin (25.11.5 and 2.10.1), w = a + n:
   sum_(k < n) (a + k)^-s + w^(1 - s) / (s - 1) + w^-s / 2 + sum_j B_2j / (2j)! s (s + 1) … (s + 2j - 2) w^(1 - s - 2j) */
static double hurwitz(double s, double a) {
    static const double b[] = { /* B_2j / (2j)! */
        8.333333333333333e-2, -1.388888888888889e-3, 3.306878306878307e-5, -8.267195767195767e-7, 2.08767569878681e-8,
        -5.284190138687493e-10, 1.3382536530684679e-11, -3.3896802963225827e-13, 8.586062056277845e-15, -2.1748686985580617e-16,
        5.509002828360229e-18, -1.395446468581252e-19,
    };
    double sum = 0, w = a;
    for (int k = 0; k < 10 || w < 10; k++, w += 1) {
        double term = inverse_power(w, s);
        sum += term;
        if (term <= sum * (DBL_EPSILON / 4)) return sum;
    }
    double power = inverse_power(w, s), factor = s * power / w, rest = 1 / (w * w);
    sum += power * w / (s - 1) + 0.5 * power;
    for (int j = 0; j < 12; j++) {
        double term = b[j] * factor;
        sum += term;
        if (fabs(term) <= sum * (DBL_EPSILON / 4)) break;
        factor *= (s + 2 * j + 1) * (s + 2 * j + 2) * rest;
    }
    return sum;
}

/* At a = 0, -1, … infinite; between them only for whole s: the terms below 0 are (-1)^s those of other arguments. */
double special_zeta(double s, double a) {
    if (isnan(s) || isnan(a)) return NOT_A_NUMBER;
    if (s == 1) return INF;
    if (s < 1) return NOT_A_NUMBER;
    if (a > 0) return a == INF ? 0 : hurwitz(s, a);
    if (a == floor(a)) return INF;
    if (s != floor(s)) return NOT_A_NUMBER;
    double f = ceil(a) - a, sign = fmod(s, 2) == 0 ? 1 : -1; /* a, a + 1, …, -f; then 1 - f, 2 - f, … */
    return hurwitz(s, 1 - f) + sign * (hurwitz(s, f) - hurwitz(s, 1 - a));
}

/* psi^(n)(x) = (-1)^(n + 1) n! zeta(n + 1, x) (5.15.1 and 25.11.12) */
double special_polygamma_of(double x, double n) {
    if (n == 0) return special_digamma(x);
    double size = special_zeta(n + 1, x), factorial = 1, sign = fmod(n, 2) == 0 ? -1 : 1;
    if (n >= 20) return sign * exp(lgamma(n + 1) + log(size));
    for (int k = 2; k <= (int)n; k++) factorial *= k;
    return sign * factorial * size;
}

/* ---- P(a, x) and Q(a, x) = 1 - P ---- */

/* m - log(1 + m) */
static double log1p_rest(double m) {
    if (fabs(m) > 0.1) return m - log1p(m);
    double sum = 0, power = m * m;
    for (int k = 2; k < 20; k++, power *= -m) sum += power / k;
    return sum;
}

/* x^a e^-x / Gamma(a + 1) = e^(-a (m - log(1 + m))) / sqrt(2 pi a) / e^(1 / 12a - …) with m = (x - a) / a (5.11.1) */
static double prefactor(double a, double x) {
    if (a < 10) return exp(a * log(x) - x - lgamma(a + 1));
    double r = 1 / (a * a), stirling = (1.0 / 12 - r * (1.0 / 360 - r * (1.0 / 1260 - r * (1.0 / 1680 - r / 1188)))) / a;
    return exp(-a * log1p_rest((x - a) / a) - stirling) / sqrt(2 * PI * a);
}

/* P = x^a e^-x / Gamma(a + 1) sum_n x^n / ((a + 1) … (a + n)) (8.7.1) */
static double gamma_series(double a, double x) {
    double term = 1, sum = 1;
    for (int n = 1; n < 100000 && term > sum * (DBL_EPSILON / 4); n++) sum += term *= x / (a + n);
    return prefactor(a, x) * sum;
}

/* Q by the continued fraction 8.9.2, evaluated from the front (Lentz, Applied Optics 15, 1976) */
static double gamma_fraction(double a, double x) {
    double b = x + 1 - a, c = 1 / DBL_MIN, d = 1 / b, h = d;
    for (int n = 1; n < 100000; n++) {
        double numerator = -n * (n - a);
        b += 2;
        d = numerator * d + b;
        if (fabs(d) < DBL_MIN) d = DBL_MIN;
        c = b + numerator / c;
        if (fabs(c) < DBL_MIN) c = DBL_MIN;
        d = 1 / d;
        h *= d * c;
        if (fabs(d * c - 1) < DBL_EPSILON) break;
    }
    return prefactor(a, x) * a * h;
}

/* Large a (8.12.3, 8.12.7): Q = erfc(eta sqrt(a / 2)) / 2 + e^(-a eta^2 / 2) / sqrt(2 pi a) (c_0(eta) + c_1(eta) / a);
   where eta is not small, the second term is not there. Temme, SIAM J. Math. Anal. 10, 1979. P is Q with the signs turned. */
static double gamma_uniform(double a, double x, double sign) {
    double m = (x - a) / a, eta = copysign(sqrt(2 * log1p_rest(m)), m);
    double c0 = -1.0 / 3 + eta * (1.0 / 12 + eta * (-2.0 / 135 + eta * (1.0 / 864 + eta * (1.0 / 2835 - eta * 139 / 777600.0))));
    double c1 = -1.0 / 540 - eta / 288;
    double rest = fabs(eta) > 0.1 ? 0 : exp(-0.5 * a * eta * eta) / sqrt(2 * PI * a) * (c0 + c1 / a);
    return 0.5 * erfc(sign * eta * sqrt(0.5 * a)) + sign * rest;
}

/* arguments where nothing has to be computed: P there, else -1 */
static double gamma_edge(double a, double x) {
    if (isnan(a) || isnan(x) || a < 0 || x < 0) return NOT_A_NUMBER;
    if (a == 0) return x > 0 ? 1 : NOT_A_NUMBER;
    if (x == 0) return 0;
    if (isinf(a)) return isinf(x) ? NOT_A_NUMBER : 0;
    return isinf(x) ? 1 : -1;
}

double special_igamma(double a, double x) {
    double edge = gamma_edge(a, x);
    if (edge != -1) return edge;
    if (a > 1e5) return gamma_uniform(a, x, -1);
    return x <= 1 || x <= a ? gamma_series(a, x) : 1 - gamma_fraction(a, x);
}

double special_igammac(double a, double x) {
    double edge = gamma_edge(a, x);
    if (edge != -1) return 1 - edge;
    if (a > 1e5) return gamma_uniform(a, x, 1);
    return x <= 1 || x <= a ? 1 - gamma_series(a, x) : gamma_fraction(a, x);
}
