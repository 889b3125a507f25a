/* SPDX-License-Identifier: MIT */
/* fuzz_npy.c - the .npy reader.
   clang -g -O1 -fsanitize=fuzzer,address,undefined: see tests/fuzz/run.sh. */
#include "../unit/test_io.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const io_source source = { .data = data, .size = size, .name = "input", .op = "fuzz" };
    rush_set_error_quiet(true);
    rush_error_clear();
    if (try_npy(&source) == rush_failed()) abort();
    return 0;
}
