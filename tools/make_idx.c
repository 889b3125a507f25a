/* SPDX-License-Identifier: MIT */
/* make_idx.c - a small set of images in IDX files, drawn by a formula, for tests of programs that read them.
     make_idx FOLDER TRAIN TEST HEIGHT WIDTH CLASSES
   writes the four files of a set with MNIST's names: images of stripes, whose slope is the class, under noise. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static void put_word(FILE *f, uint32_t v) {
    for (int shift = 24; shift >= 0; shift -= 8) fputc((int)(v >> shift & 255), f);
}

static uint32_t noise(void) {
    static uint64_t state = 88172645463325252u;
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(state >> 32);
}

/* 0x08: bytes; then the number of dimensions and the sizes */
static FILE *open_file(const char *folder, const char *name, uint32_t ndim, const uint32_t *sizes) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "wb");
    if (!f) return perror(path), NULL;
    put_word(f, 0x800 + ndim);
    for (uint32_t i = 0; i < ndim; i++) put_word(f, sizes[i]);
    return f;
}

static int write_part(const char *folder, const char *images, const char *labels, const uint32_t sizes[3], uint32_t classes) {
    FILE *to = open_file(folder, images, 3, sizes), *names = open_file(folder, labels, 1, sizes);
    if (!to || !names) return 1;
    for (uint32_t i = 0; i < sizes[0]; i++) {
        uint32_t label = noise() % classes, shift = noise() % 16;
        for (uint32_t y = 0; y < sizes[1]; y++)
            for (uint32_t x = 0; x < sizes[2]; x++)
                fputc((int)(((x * (label + 1) + y * (2 * label + 3) + shift) % 16 * 9) + noise() % 112), to);
        fputc((int)label, names);
    }
    return fclose(to) | fclose(names);
}

int main(int argc, char **argv) {
    uint32_t number[5] = { 0 };
    for (int i = 2; i < 7 && i < argc; i++) number[i - 2] = (uint32_t)strtoul(argv[i], NULL, 10);
    if (argc != 7 || number[4] < 1 || number[4] > 256)
        return fprintf(stderr, "usage: make_idx FOLDER TRAIN TEST HEIGHT WIDTH CLASSES\n"), 2;
    const uint32_t train[3] = { number[0], number[2], number[3] }, test[3] = { number[1], number[2], number[3] };
    return write_part(argv[1], "train-images-idx3-ubyte", "train-labels-idx1-ubyte", train, number[4]) ||
           write_part(argv[1], "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte", test, number[4]);
}
