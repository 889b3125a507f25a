/* SPDX-License-Identifier: MIT */
/* fuzz_json.c - the JSON reader, and strings written and read back.
   clang -g -O1 -fsanitize=fuzzer,address,undefined: see tests/fuzz/run.sh. */
#include "../unit/test_io.h"

static void write_back(const io_source *source) {
    arena memory = { .limit = 1000 + 100 * source->size };
    const json_value *value = json_read(&memory, source, (const char *)source->data, source->size);
    if (value && value->kind == JSON_STRING) {
        size_t size;
        file_writer *w = file_create_memory("back", NULL, NULL);
        if (!json_write_string(w, value->u.text)) abort();
        const uint8_t *bytes = file_writer_bytes(w, &size);
        const json_value *again = json_read(&memory, source, (const char *)bytes, size);
        if (!again || strcmp(again->u.text, value->u.text) != 0) abort();
        file_abort(w);
    }
    arena_release(&memory);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const io_source source = { .data = data, .size = size, .name = "input", .op = "fuzz" };
    rush_set_error_quiet(true);
    rush_error_clear();
    if (try_json(&source) == rush_failed()) abort();
    if (!rush_failed()) write_back(&source);
    return 0;
}
