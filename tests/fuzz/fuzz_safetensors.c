/* SPDX-License-Identifier: MIT */
/* fuzz_safetensors.c - the safetensors reader; what it accepts is written and read back.
   clang -g -O1 -fsanitize=fuzzer,address,undefined: see tests/fuzz/run.sh. */
#include "../unit/test_io.h"

static void write_back(const io_source *source) {
    io_list list = { 0 }, again = { 0 };
    io_source back = { .name = "back" };
    if (!safetensors_read(source, &list)) abort();
    file_writer *w = file_create_memory("back", NULL, NULL);
    if (!safetensors_write(w, list.items, list.count, list.pairs, list.pair_count)) abort();
    back.data = file_writer_bytes(w, &back.size);
    if (!safetensors_read(&back, &again) || again.count != list.count || again.pair_count != list.pair_count)
        abort();
    for (size_t i = 0; i < list.count; i++) {
        const io_array *a = &list.items[i], *b = &again.items[i];
        if (a->nbytes != b->nbytes || (a->nbytes && memcmp(a->data, b->data, a->nbytes) != 0)) abort();
    }
    io_list_release(&list);
    io_list_release(&again);
    file_abort(w);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const io_source source = { .data = data, .size = size, .name = "input", .op = "fuzz" };
    rush_set_error_quiet(true);
    rush_error_clear();
    if (try_safetensors(&source) == rush_failed()) abort();
    if (!rush_failed()) write_back(&source);
    return 0;
}
