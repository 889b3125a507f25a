/* SPDX-License-Identifier: MIT */
/* special_bessel.c - Bessel functions of orders 0 and 1, and the Airy function Ai.
   Formulas are numbered as in the NIST Digital Library of Mathematical Functions (dlmf.nist.gov); q = x^2 / 4. */
#include <float.h>
#include <math.h>

#include "cpu/special.h"

#define PI 3.14159265358979323846
#define EULER 0.57721566490153286061
#define INF ((double)INFINITY)
#define NOT_A_NUMBER ((double)NAN)
#define TINY (DBL_EPSILON / 4)

/* 1 / k: sums and recurrences multiply by it, for divisions are slow */
static const double inverse[] = {
#define EIGHT(k) 1.0 / (k), 1.0 / (k + 1), 1.0 / (k + 2), 1.0 / (k + 3), 1.0 / (k + 4), 1.0 / (k + 5), 1.0 / (k + 6), 1.0 / (k + 7)
    0, 1.0, 1.0 / 2, 1.0 / 3, 1.0 / 4, 1.0 / 5, 1.0 / 6, 1.0 / 7, EIGHT(8), EIGHT(16), EIGHT(24), EIGHT(32), EIGHT(40), EIGHT(48), EIGHT(56), EIGHT(64), EIGHT(72),
#undef EIGHT
};

/* ---- I: 10.25.2 up to 20, where all terms are positive; beyond, 10.40.1 ---- */

/* sum_k q^k / (k! (k + order)!) for |q| <= 100: so many terms that the next is below TINY, from the last to the first */
static double power_series(double q, int order) {
    double sum = 1, size = fabs(q);
    for (int k = size <= 1 ? 12 : size <= 9 ? 20 : 44; k > 0; k--) sum = 1 + sum * (q * inverse[k] * inverse[k + order]);
    return sum;
}

/* sum_k sign^k a_k(nu) / x^k with a_k = (4 nu^2 - 1) (4 nu^2 - 9) … (4 nu^2 - (2k - 1)^2) / (k! 8^k) (10.17.1) */
static double large_argument(double four_nu_squared, double x, double sign) {
    double term = 1, sum = 1, last = 2;
    for (int k = 1; fabs(term) > TINY && fabs(term) < last; k++) {
        last = fabs(term);
        term *= sign * (four_nu_squared - (2.0 * k - 1) * (2.0 * k - 1)) / (8 * k * x);
        sum += term;
    }
    return sum;
}

double special_i0e(double x) {
    x = fabs(x);
    return x < 20 ? exp(-x) * power_series(0.25 * x * x, 0) : large_argument(0, x, -1) / sqrt(2 * PI * x);
}
double special_i1e(double x) {
    double a = fabs(x);
    return copysign(a < 20 ? 0.5 * a * exp(-a) * power_series(0.25 * a * a, 1) : large_argument(4, a, -1) / sqrt(2 * PI * a), x);
}
/* for large x e^(|x| / 2) twice: their square may be infinite where the product is not */
double special_i0(double x) {
    if (fabs(x) < 20) return power_series(0.25 * x * x, 0);
    double h = exp(0.5 * fabs(x));
    return special_i0e(x) * h * h;
}
double special_i1(double x) {
    if (fabs(x) < 20) return 0.5 * x * power_series(0.25 * x * x, 1);
    double h = exp(0.5 * fabs(x));
    return special_i1e(x) * h * h;
}

/* ---- K: 10.31.1 and 10.31.2 up to 2; beyond, scaled by e^x, 10.32.9: the integral over t > 0 of e^(-x (cosh t - 1)) cosh(nu t),
   to which sums at steps of 1/8 converge faster than any power; from 20 on 10.40.2 ---- */

static double scaled_k(double nu, double x) {
    if (x >= 20) return large_argument(4 * nu * nu, x, 1) * sqrt(PI / (2 * x));
    double sum = 0.5, h = 0.125;
    for (int i = 1; i < 400; i++) {
        double t = i * h, s = sinh(0.5 * t), term = exp(-2 * x * s * s) * cosh(nu * t);
        sum += term;
        if (term < sum * TINY) break;
    }
    return sum * h;
}

/* -(ln(x / 2) + gamma) I_0(x) + sum_k (1 + 1 / 2 + … + 1 / k) q^k / k!^2 */
static double k0_series(double x) {
    double q = 0.25 * x * x, term = 1, harmonic = 0, sum = 0;
    for (int k = 1; k < 30; k++) {
        term *= q * inverse[k] * inverse[k];
        harmonic += inverse[k];
        sum += term * harmonic;
    }
    return sum - (log(0.5 * x) + EULER) * power_series(q, 0);
}
/* 1 / x + ln(x / 2) I_1(x) - x / 4 sum_k (psi(k + 1) + psi(k + 2)) q^k / (k! (k + 1)!) */
static double k1_series(double x) {
    double q = 0.25 * x * x, term = 1, psi = 1 - 2 * EULER, sum = psi;
    for (int k = 1; k < 30; k++) {
        term *= q * inverse[k] * inverse[k + 1];
        psi += inverse[k] + inverse[k + 1];
        sum += term * psi;
    }
    return 1 / x + log(0.5 * x) * 0.5 * x * power_series(q, 1) - 0.25 * x * sum;
}

/* K is infinite at 0 and has no real values below */
#define K_DOMAIN(x) \
    if (isnan(x) || x < 0) return NOT_A_NUMBER; \
    if (x == 0) return INF
double special_modified_bessel_k0(double x) {
    K_DOMAIN(x);
    return x <= 2 ? k0_series(x) : scaled_k(0, x) * exp(-x);
}
double special_modified_bessel_k1(double x) {
    K_DOMAIN(x);
    return x <= 2 ? k1_series(x) : scaled_k(1, x) * exp(-x);
}
double special_scaled_modified_bessel_k0(double x) {
    K_DOMAIN(x);
    return x <= 2 ? k0_series(x) * exp(x) : scaled_k(0, x);
}
double special_scaled_modified_bessel_k1(double x) {
    K_DOMAIN(x);
    return x <= 2 ? k1_series(x) * exp(x) : scaled_k(1, x);
}

/* ---- J and Y ---- */

typedef struct bessel { double j0, j1, y0, y1; } bessel;

/* x < 2: power series (10.2.2, 10.8.1) */
static bessel bessel_series(double x) {
    double q = -0.25 * x * x, a = 1, b = 1, harmonic = 0, psi = 1 - 2 * EULER, j0 = 1, j1 = 1, y0 = 0, y1 = psi, l = log(0.5 * x);
    for (int k = 1; k < 24; k++) {
        a *= q * inverse[k] * inverse[k];
        b *= q * inverse[k] * inverse[k + 1];
        harmonic += inverse[k];
        psi += inverse[k] + inverse[k + 1];
        j0 += a;
        j1 += b;
        y0 -= a * harmonic;
        y1 += b * psi;
    }
    j1 *= 0.5 * x;
    return (bessel){ j0, j1, 2 / PI * ((l + EULER) * j0 + y0), 2 / PI * (l * j1 - 1 / x) - x / (2 * PI) * y1 };
}

/* x < 25: J_n / scale for falling n by J_(n - 1) = 2 n / x J_n - J_(n + 1) (Miller, 3.6(iii)), scaled by 1 = J_0 + 2 sum J_2k;
   Y_0 = 2 / pi (ln(x / 2) + gamma) J_0 - 4 / pi sum (-1)^k J_2k / k (10.23.16), Y_1 = -Y_0' with J_n' = (J_(n - 1) - J_(n + 1)) / 2 */
static bessel bessel_recurrence(double x) {
    int top = 2 * ((int)(0.5 * x) + 22);
    double above = 0, here = 1e-280, total = 0, sum0 = 0, sum1 = 0, step = 2 / x; /* J_(n + 1), J_n */
    for (int n = top; n > 0; n--) {
        double below = n * step * here - above;
        if (n % 2 == 0) {
            double sign = n % 4 == 0 ? 2 * inverse[n] : -2 * inverse[n]; /* (-1)^k / k, n = 2k */
            total += 2 * here;
            sum0 += sign * here;
            sum1 += sign * 0.5 * (below - above);
        }
        above = here;
        here = below;
    }
    double scale = 1 / (total + here), j0 = here * scale, j1 = above * scale, l = log(0.5 * x) + EULER;
    return (bessel){ j0, j1, 2 / PI * l * j0 - 4 / PI * sum0 * scale, 2 / PI * (l * j1 - j0 / x) + 4 / PI * sum1 * scale };
}

/* the rest: 10.17.3, J = sqrt(2 / (pi x)) (P cos - Q sin), Y = … (P sin + Q cos) of x - (2 nu + 1) pi / 4 */
static void hankel(double four_nu_squared, double x, double cosine, double sine, double *j, double *y) {
    double term = 1, p = 1, q = 0;
    for (int k = 1; k < 60 && fabs(term) > TINY; k++) {
        term *= (four_nu_squared - (2.0 * k - 1) * (2.0 * k - 1)) / (8 * k * x);
        double signed_term = k % 4 < 2 ? term : -term;
        if (k % 2) q += signed_term;
        else p += k % 4 == 2 ? -term : term;
    }
    double size = sqrt(2 / (PI * x));
    *j = size * (p * cosine - q * sine);
    *y = size * (p * sine + q * cosine);
}
static bessel bessel_large(double x) {
    double c = cos(x) * sqrt(0.5), s = sin(x) * sqrt(0.5);
    bessel b;
    hankel(0, x, c + s, s - c, &b.j0, &b.y0);
    hankel(4, x, s - c, -(s + c), &b.j1, &b.y1);
    return b;
}

/* of x > 0 */
static bessel bessel_all(double x) { return x < 2 ? bessel_series(x) : x < 25 ? bessel_recurrence(x) : bessel_large(x); }

double special_bessel_j0(double x) { return fabs(x) < 5 ? power_series(-0.25 * x * x, 0) : bessel_all(fabs(x)).j0; }
double special_bessel_j1(double x) { return fabs(x) < 5 ? 0.5 * x * power_series(-0.25 * x * x, 1) : copysign(1, x) * bessel_all(fabs(x)).j1; }
double special_bessel_y0(double x) { return x == 0 ? -INF : x < 0 ? NOT_A_NUMBER : bessel_all(x).y0; }
double special_bessel_y1(double x) { return x == 0 ? -INF : x < 0 ? NOT_A_NUMBER : bessel_all(x).y1; }

/* sin x / x */
double special_spherical_bessel_j0(double x) {
    if (isinf(x)) return 0;
    double q = x * x;
    return fabs(x) < 0.05 ? 1 - q / 6 * (1 - q / 20 * (1 - q / 42)) : sin(x) / x;
}

/* ---- Ai ---- */

/* Ai and Ai' at -9, …, 3 */
static const double airy_at[][2] = {
    { -0.022133721547341403674, -0.97566398092633159471 }, { -0.052705050356386202622, 0.93556093819830655103 },
    { 0.18428083525050563728, -0.77100816841012654773 },   { -0.32914517362982310523, 0.34593548728134289493 },
    { 0.35076100902411431979, 0.32719281855444313679 },    { -0.070265532949289515099, -0.7906285753685813803 },
    { -0.37881429367765807435, 0.31458376921659881365 },   { 0.22740742820168557599, 0.61825902074169104141 },
    { 0.5355608832923521188, -0.010160567116645209395 },   { 0.35502805388781723926, -0.25881940379280679841 },
    { 0.13529241631288141552, -0.15914744129679321279 },   { 0.034924130423274379135, -0.053090384433653631704 },
    { 0.0065911393574607191443, -0.011912976705951318474 },
};

/* Around a whole number c by Taylor's series: Ai'' = x Ai makes its coefficients (n + 2) (n + 1) t_(n + 2) = c t_n + t_(n - 1).
   Above 3, Ai(x) = sqrt(x / 3) / pi K_(1/3)(z) with z = 2/3 x^(3/2) (9.6.2); below -9.5, 9.7.9. */
double special_airy_ai(double x) {
    if (isnan(x) || isinf(x)) return NOT_A_NUMBER;
    double a = fabs(x), z = 2.0 / 3 * a * sqrt(a);
    if (x > 3.5) return sqrt(x / 3) / PI * scaled_k(1.0 / 3, z) * exp(-z);
    if (x >= -9.5) {
        double c = floor(x + 0.5), h = x - c, before = 0, t = airy_at[(int)c + 9][0], next = airy_at[(int)c + 9][1], power = 1, sum = 0;
        for (int n = 0; n < 26; n++) {
            double after = (c * t + before) / ((n + 1) * (n + 2.0));
            sum += t * power;
            power *= h;
            before = t;
            t = next;
            next = after;
        }
        return sum;
    }
    double u = 1, even = 1, odd = 0;
    for (int k = 1; k < 30 && fabs(u) > TINY; k++) {
        u *= (6 * k - 5.0) * (6 * k - 3) * (6 * k - 1) / (216.0 * k * (2 * k - 1) * z);
        double signed_term = k % 4 < 2 ? u : -u;
        if (k % 2) odd += signed_term;
        else even += k % 4 == 2 ? -u : u;
    }
    return (cos(z - PI / 4) * even + sin(z - PI / 4) * odd) / sqrt(PI * sqrt(a));
}
