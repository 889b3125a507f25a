/* SPDX-License-Identifier: MIT */
/* rng_variates.c - single draws by rejection: gamma, Poisson, binomial; and what a gamma draw gains per unit of its shape.
   Each takes the numbers that PyTorch takes, in the same order.
   gamma     G. Marsaglia, W. W. Tsang, A simple method for generating gamma variables, ACM TOMS 26 (2000)
   Poisson   below 10: products of uniforms (D. E. Knuth, TAOCP 2, 3.4.1); else W. Hoermann, The transformed rejection method
             for generating Poisson random variables, Insurance: Mathematics and Economics 12 (1993), PTRS
   binomial  below 10 successes: sums of geometric gaps (L. Devroye, Non-uniform random variate generation, X.4); else
             W. Hoermann, The generation of binomial random variates, J. Stat. Comput. Simul. 46 (1993), BTRS */
#include "core/rng.h"

#include <math.h>

double rng_gamma_next(rng *r, double alpha) {
    double scale = 1;
    if (alpha == 0) return 0;
    if (alpha < 1) { /* a draw for alpha + 1, times u^(1 / alpha) */
        scale = pow(1 - rng_uniform_next(r), 1 / alpha);
        alpha += 1;
    }
    const double d = alpha - 1.0f / 3.0f, c = 1 / sqrt(9 * d); /* PyTorch has these two constants in single precision */
    if (!(d > 0 && d < INFINITY)) return NAN;
    for (;;) {
        double x, y;
        do {
            x = rng_normal_next(r);
            y = 1 + c * x;
        } while (y <= 0);
        double v = y * y * y, u = 1 - rng_uniform_next(r), xx = x * x;
        if (u < 1 - 0.0331f * xx * xx || log(u) < 0.5 * xx + d * (1 - v + log(v))) return scale * d * v;
    }
}

/* digamma, a > 0: psi(a) = psi(a + 1) - 1 / a up to 6, then the asymptotic series (DLMF 5.11.2) */
static double digamma(double a) {
    double shift = 0;
    for (; a < 6; a += 1) shift -= 1 / a;
    double q = 1 / (a * a);
    return shift + log(a) - 0.5 / a - q * (1.0 / 12 - q * (1.0 / 120 - q * (1.0 / 252 - q * (1.0 / 240 - q * (5.0 / 660 - q * 691.0 / 32760)))));
}

/* x(a) keeps P(a, x) = F fixed, P being the lower regularised incomplete gamma function with density p:
   dx/da = -(dP/da) / p.
   P / p = (x / a) sum r_n, r_n = x^n / ((a + 1) ... (a + n))         (DLMF 8.7.1), so
   dx/da = -(x / a) sum r_n (log x - psi(a + n + 1)).
   Far above a the terms cancel; there (1 - P) / p = S = sum (a - 1) ... (a - n) / x^n (DLMF 8.11.2), so
   dx/da = (log x - psi(a)) S + dS/da.
   For a > 10^6 the first terms of x = a + z sqrt(a) + (z^2 - 1) / 3 do. */
double rng_gamma_gradient(double a, double x) {
    if (!(a > 0 && x >= 0)) return NAN;
    if (x == 0) return 0;
    if (a > 1e6) return 1 + (x - a) / (2 * a);
    double log_x = log(x);
    if (x > 30 && x > 2 * a) {
        double term = 1, sum = 1, slope_term = 0, slope = 0; /* slope_term = d term / da */
        for (int n = 1; n < 60; n++) {
            double factor = (a - n) / x, next = term * factor, next_slope = slope_term * factor + term / x;
            if (fabs(next) > fabs(term) && fabs(next_slope) > fabs(slope_term) && n > 1) break; /* the series diverges from here */
            term = next, slope_term = next_slope;
            sum += term, slope += slope_term;
            if (fabs(term) < 1e-17 * fabs(sum) && fabs(slope_term) < 1e-17 * fabs(slope)) break;
        }
        return (log_x - digamma(a)) * sum + slope;
    }
    double r = 1, psi = digamma(a + 1), sum = 0;
    for (int n = 1; n < 1000000; n++) {
        double term = r * (log_x - psi);
        sum += term;
        if (a + n > x && fabs(term) < 1e-17 * fabs(sum)) break;
        psi += 1 / (a + n);
        r *= x / (a + n);
        if (r == 0) break;
    }
    return -x / a * sum;
}

/* As for the gamma draw, of a Beta(a, b) draw x, divided by 1 - x; with b = total - a the derivative of a Dirichlet draw follows.
   Up to about the mean I = I_x(a, b) = x^a (1 - x)^b / (a B(a, b)) S,
     S = sum t_n, t_0 = 1, t_{n + 1} = t_n x (a + b + n) / (a + 1 + n)                                (DLMF 8.17.8), so
     -(dI/da) / density / (1 - x) = -(x / a) (S (log x - 1 / a - psi(a) + psi(a + b)) + dS/da);
   above it the same of I = 1 - I_{1 - x}(b, a), by its second parameter. */
double rng_dirichlet_gradient(double x, double a, double total) {
    double b = total - a, y = 1 - x;
    if (!(a > 0 && b > 0 && x >= 0 && x <= 1)) return NAN;
    if (x == 0 || y == 0) return 0;
    bool low = x <= (a + 1) / (total + 2);
    double step = low ? x : y, first = low ? a : b; /* the parameter that the series divides by */
    double term = 1, log_slope = 0, sum = 0, slope = 0;
    for (int n = 0; n < 1000000; n++) {
        sum += term, slope += term * log_slope;
        if (n > 8 && term < 1e-17 * sum && term * fabs(log_slope) < 1e-17 * fabs(slope)) break;
        log_slope += 1 / (total + n) - (low ? 1 / (a + 1 + n) : 0);
        term *= step * (total + n) / (first + 1 + n);
    }
    double inner = sum * (log(x) - (low ? 1 / a : 0) - digamma(a) + digamma(total)) + slope;
    return low ? -x / a * inner : x / b * inner;
}

double rng_poisson_next(rng *r, double rate) {
    if (rate == 0) return 0;
    if (rate < 10) {
        double bound = exp(-rate), product = 1;
        for (int64_t k = 0;; k++) {
            product *= rng_uniform_next(r);
            if (product <= bound) return (double)k;
        }
    }
    if (!(rate < INFINITY)) return NAN;
    double root = sqrt(rate), log_rate = log(rate), b = 0.931 + 2.53 * root, a = -0.059 + 0.02483 * b;
    double inverse_alpha = 1.1239 + 1.1328 / (b - 3.4), vr = 0.9277 - 3.6224 / (b - 2);
    for (;;) {
        double u = rng_uniform_next(r) - 0.5, v = rng_uniform_next(r), us = 0.5 - fabs(u);
        double k = floor((2 * a / us + b) * u + rate + 0.43);
        if (us >= 0.07 && v <= vr) return k;
        if (k < 0 || (us < 0.013 && v > us)) continue;
        if (log(v) + log(inverse_alpha) - log(a / (us * us) + b) <= -rate + k * log_rate - lgamma(k + 1)) return k;
    }
}

/* log k! less Stirling's formula for it */
static double stirling_rest(double k) {
    if (k <= 9) return lgamma(k + 1) - (k + 0.5) * log(k + 1) + (k + 1) - 0.9189385332046727; /* log sqrt(2 pi) */
    double q = 1 / ((k + 1) * (k + 1));
    return (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 * q) * q) / (k + 1);
}

static double binomial_by_gaps(rng *r, double count, double p) {
    double sum = 0, log_miss = log1p(-p);
    for (double successes = 0;; successes++) {
        sum += ceil(log(rng_uniform_next(r)) / log_miss);
        if (sum > count) return successes;
    }
}

static double binomial_by_rejection(rng *r, double count, double p) {
    double deviation = sqrt(count * p * (1 - p)), b = 1.15 + 2.53 * deviation, a = -0.0873 + 0.0248 * b + 0.01 * p, c = count * p + 0.5;
    double vr = 0.92 - 4.2 / b, odds = p / (1 - p), alpha = (2.83 + 5.1 / b) * deviation, m = floor((count + 1) * p);
    for (;;) {
        double u = rng_uniform_next(r) - 0.5, v = rng_uniform_next(r), us = 0.5 - fabs(u);
        double k = floor((2 * a / us + b) * u + c);
        if (us >= 0.07 && v <= vr) return k;
        if (k < 0 || k > count) continue;
        v = log(v * alpha / (a / (us * us) + b));
        double bound = (m + 0.5) * log((m + 1) / (odds * (count - m + 1))) + (count + 1) * log((count - m + 1) / (count - k + 1)) +
                       (k + 0.5) * log(odds * (count - k + 1) / (k + 1)) + stirling_rest(m) + stirling_rest(count - m) - stirling_rest(k) -
                       stirling_rest(count - k);
        if (v <= bound) return k;
    }
}

double rng_binomial_next(rng *r, double count, double p) {
    if (count <= 0 || p <= 0) return 0;
    if (p >= 1) return count;
    if (!(p > 0 && count < INFINITY)) return NAN;
    if (p > 0.5) return count - (count * (1 - p) >= 10 ? binomial_by_rejection : binomial_by_gaps)(r, count, 1 - p);
    return (count * p >= 10 ? binomial_by_rejection : binomial_by_gaps)(r, count, p);
}
