// SPDX-License-Identifier: MIT
// overhead_torch.cpp - what bench/overhead.c measures, of libtorch in C++.
#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <cstdio>

static const int ROUNDS = 25, CALLS = 2000, CHAIN = 1000;

static double seconds() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

static double time_add(const torch::Tensor &a, const torch::Tensor &b) {
    double begin = seconds();
    for (int i = 0; i < CALLS; i++) torch::add(a, b);
    return (seconds() - begin) / CALLS;
}

static double time_backward(torch::Tensor &leaf, const torch::Tensor &b, bool mul) {
    torch::Tensor x = leaf;
    for (int i = 0; i < CHAIN; i++) x = mul ? torch::mul(x, b) : torch::add(x, b);
    double begin = seconds();
    x.backward();
    double time = seconds() - begin;
    leaf.mutable_grad() = torch::Tensor();
    return time / CHAIN;
}

int main() {
    at::set_num_threads(1);
    torch::Tensor a = torch::ones({1}), b = torch::ones({1}), leaf = torch::ones({1}, torch::requires_grad());
    double plain = 1, recording = 1, add = 1, mul = 1;
    for (int i = 0; i < ROUNDS; i++) {
        {
            torch::NoGradGuard guard;
            plain = std::min(plain, time_add(a, b));
        }
        recording = std::min(recording, time_add(leaf, b));
        add = std::min(add, time_backward(leaf, b, false));
        mul = std::min(mul, time_backward(leaf, b, true));
    }
    std::printf("add_no_grad %.1f\nadd_grad %.1f\nbackward_add_node %.1f\nbackward_mul_node %.1f\n", plain * 1e9, recording * 1e9, add * 1e9, mul * 1e9);
}
