/* SPDX-License-Identifier: MIT */
/* fuzz_idx.c - IDX files, plain and gzip, and CIFAR-10 batches.
   clang -g -O1 -fsanitize=fuzzer,address,undefined: see tests/fuzz/run.sh. */
#include "../unit/test_io.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const io_source source = { .data = data, .size = size, .name = "input", .op = "fuzz" };
    rush_set_error_quiet(true);
    rush_error_clear();
    static const io_try readers[] = { try_idx, try_cifar10 };
    for (size_t i = 0; i < sizeof readers / sizeof readers[0]; i++) {
        if (readers[i](&source) == rush_failed()) abort();
        rush_error_clear();
    }
    return 0;
}
