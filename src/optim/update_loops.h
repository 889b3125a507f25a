/* SPDX-License-Identifier: MIT */
/* update_loops.h - the updates for one element type T; FN(name) is name_f32 or name_f64. Each keeps PyTorch's order of operations. */

/* d = ±g + weight_decay p;  buffer = momentum buffer + (1 - dampening) d (at first d);  p -= lr d */
static void FN(sgd)(const update_numbers *u, int64_t n, T *restrict p, const T *restrict g, T *const *s) {
    T sign = u->maximize ? -1 : 1, decay = (T)u->weight_decay, lr = (T)-u->lr, momentum = (T)u->momentum, rest = (T)(1 - u->dampening);
    T *restrict buffer = s[0];
    if (!buffer) {
        for (int64_t i = 0; i < n; i++) {
            T d = sign * g[i] + decay * p[i];
            p[i] += lr * d;
        }
    } else if (u->first) {
        T ahead = u->nesterov ? momentum : 0;
        for (int64_t i = 0; i < n; i++) {
            T d = sign * g[i] + decay * p[i];
            buffer[i] = d;
            p[i] += lr * (d + ahead * d);
        }
    } else if (u->nesterov) {
        for (int64_t i = 0; i < n; i++) {
            T d = sign * g[i] + decay * p[i];
            T b = buffer[i] = momentum * buffer[i] + rest * d;
            p[i] += lr * (d + momentum * b);
        }
    } else {
        for (int64_t i = 0; i < n; i++) {
            T d = sign * g[i] + decay * p[i];
            T b = buffer[i] = momentum * buffer[i] + rest * d;
            p[i] += lr * b;
        }
    }
}

/* m = beta1 m + (1 - beta1) d;  v = beta2 v + (1 - beta2) d²;  p = p decay - lr' m / (sqrt(v) / correction + eps) */
static void FN(adam)(const update_numbers *u, int64_t n, T *restrict p, const T *restrict g, T *const *s) {
    T sign = u->maximize ? -1 : 1, l2 = (T)u->weight_decay, keep = (T)u->decay, lr = (T)-u->lr, b1 = (T)u->beta1, r1 = (T)(1 - u->beta1), b2 = (T)u->beta2,
      r2 = (T)(1 - u->beta2), eps = (T)u->eps, correction = (T)u->correction;
    T *restrict m = s[0], *restrict v = s[1], *restrict most = s[2];
    if (most) {
        for (int64_t i = 0; i < n; i++) {
            T x = p[i] * keep, d = sign * g[i] + l2 * x;
            T a = m[i] = m[i] * b1 + r1 * d, b = v[i] = v[i] * b2 + r2 * d * d;
            T top = most[i] = most[i] > b ? most[i] : b;
            p[i] = x + lr * a / (SQRT(top) / correction + eps);
        }
        return;
    }
    for (int64_t i = 0; i < n; i++) {
        T x = p[i] * keep, d = sign * g[i] + l2 * x;
        T a = m[i] = m[i] * b1 + r1 * d, b = v[i] = v[i] * b2 + r2 * d * d;
        p[i] = x + lr * a / (SQRT(b) / correction + eps);
    }
}

/* v = alpha v + (1 - alpha) d²;  a = sqrt(v - mean²) + eps;  buffer = momentum buffer + d / a;  p -= lr buffer (or d / a) */
static void FN(rmsprop)(const update_numbers *u, int64_t n, T *restrict p, const T *restrict g, T *const *s) {
    T sign = u->maximize ? -1 : 1, decay = (T)u->weight_decay, lr = (T)-u->lr, alpha = (T)u->beta1, rest = (T)(1 - u->beta1), eps = (T)u->eps,
      momentum = (T)u->momentum;
    T *restrict v = s[0], *restrict buffer = s[1], *restrict mean = s[2];
    for (int64_t i = 0; i < n; i++) {
        T d = sign * g[i] + decay * p[i], b = v[i] = v[i] * alpha + rest * d * d;
        if (mean) {
            T a = mean[i] = mean[i] * alpha + rest * d;
            b = b - a * a;
        }
        T size = SQRT(b) + eps;
        if (buffer) {
            T step = buffer[i] = buffer[i] * momentum + d / size;
            p[i] += lr * step;
        } else p[i] += lr * d / size;
    }
}

/* sum += d²;  p -= lr' d / (sqrt(sum) + eps) */
static void FN(adagrad)(const update_numbers *u, int64_t n, T *restrict p, const T *restrict g, T *const *s) {
    T sign = u->maximize ? -1 : 1, decay = (T)u->weight_decay, lr = (T)-u->lr, eps = (T)u->eps;
    T *restrict sum = s[0];
    for (int64_t i = 0; i < n; i++) {
        T d = sign * g[i] + decay * p[i], b = sum[i] = sum[i] + d * d;
        p[i] += lr * d / (SQRT(b) + eps);
    }
}
