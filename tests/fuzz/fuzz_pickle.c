/* SPDX-License-Identifier: MIT */
/* fuzz_pickle.c - the pickle reader; what it accepts is written, and what was written is read.
   clang -g -O1 -fsanitize=fuzzer,address,undefined: see tests/fuzz/run.sh. */
#include "../unit/test_io.h"

static void write_back(const io_source *source) {
    pickle_tree tree, again;
    io_source back = { .name = "back" };
    if (!pickle_read(&tree, source, zero_storage, NULL)) abort();
    file_writer *w = file_create_memory("back", NULL, NULL);
    /* sharing is written out, so a small pickle may grow beyond what the reader takes for its size: bound it
     */
    if (tree.root->weight < 10000) {
        if (!pickle_write(w, &tree, tree.root)) abort();
        back.data = file_writer_bytes(w, &back.size);
        if (!pickle_read(&again, &back, zero_storage, NULL) || again.root->weight != tree.root->weight)
            abort();
        pickle_release(&again);
    }
    pickle_release(&tree);
    file_abort(w);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const io_source source = { .data = data, .size = size, .name = "input", .op = "fuzz" };
    rush_set_error_quiet(true);
    rush_error_clear();
    if (try_pickle(&source) == rush_failed()) abort();
    if (!rush_failed()) write_back(&source);
    return 0;
}
