/* SPDX-License-Identifier: MIT */
/* picture.c - charts and image grids as SVG. Images are embedded as PNG with stored (uncompressed) data, so no library is needed. */
#include <rushlight.h>
#include <rushlight/picture.h>

#include <errno.h>
#include <string.h>

#include "core/alloc.h"
#include "core/error.h"
#include "core/plot.h"
#include "core/tensor.h"

static FILE *open_for_writing(const char *path, const char *op) {
    FILE *f = rush_failed() ? NULL : fopen(path, "w");
    if (!f && !rush_failed()) error_set(RUSH_OS_ERROR, NULL, op, "%s: %s", path, strerror(errno));
    return f;
}

static bool close_written(FILE *f, const char *path, const char *op, bool ok) {
    bool written = !ferror(f);
    if (fclose(f) != 0) written = false;
    return ok && (written || error_set(RUSH_OS_ERROR, NULL, op, "%s: %s", path, strerror(errno)));
}

bool rush_plot_svg(const char *path, const char *title, const char *x_label, const char *y_label, const rush_curve *curves, int count) {
    plot_series series[16];
    if (count < 0 || count > 16) return error_set(RUSH_VALUE_ERROR, NULL, "plot_svg", "a chart has 0 to 16 curves, got %d", count);
    for (int i = 0; i < count; i++) series[i] = (plot_series){ .name = curves[i].name, .count = (size_t)curves[i].count, .x = curves[i].x, .y = curves[i].y };
    FILE *f = open_for_writing(path, "plot_svg");
    return f && close_written(f, path, "plot_svg", plot_lines(f, title, x_label, y_label, series, count));
}

/* ---- PNG, stored ---- */

typedef struct base64 { FILE *f; uint32_t bits; int count; } base64;

static void put_byte(base64 *b, uint8_t byte) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    b->bits = b->bits << 8 | byte;
    if (++b->count < 3) return;
    for (int shift = 18; shift >= 0; shift -= 6) fputc(digits[b->bits >> shift & 63], b->f);
    b->bits = 0;
    b->count = 0;
}

static void put_end(base64 *b) {
    int missing = (3 - b->count) % 3;
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    if (!missing) return;
    b->bits <<= 8 * missing;
    for (int i = 0; i < 4; i++) fputc(i < 4 - missing ? digits[b->bits >> (18 - 6 * i) & 63] : '=', b->f);
}

typedef struct chunk { base64 *out; uint32_t crc; } chunk;

static void chunk_byte(chunk *c, uint8_t byte) {
    c->crc ^= byte;
    for (int i = 0; i < 8; i++) c->crc = c->crc & 1 ? c->crc >> 1 ^ 0xedb88320u : c->crc >> 1;
    put_byte(c->out, byte);
}

static void put_word(base64 *b, uint32_t v) {
    for (int shift = 24; shift >= 0; shift -= 8) put_byte(b, (uint8_t)(v >> shift));
}

static chunk chunk_begin(base64 *b, uint32_t bytes, const char *type) {
    chunk c = { b, 0xffffffffu };
    put_word(b, bytes);
    for (int i = 0; i < 4; i++) chunk_byte(&c, (uint8_t)type[i]);
    return c;
}

static void chunk_word(chunk *c, uint32_t v) {
    for (int shift = 24; shift >= 0; shift -= 8) chunk_byte(c, (uint8_t)(v >> shift));
}
static void chunk_end(chunk *c) { put_word(c->out, ~c->crc); }

/* rows of `width` pixels of `channels` bytes; a row is a stored block of its own */
static void put_png(FILE *f, const uint8_t *pixels, int64_t height, int64_t width, int channels) {
    static const uint8_t signature[8] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
    base64 b = { .f = f };
    uint32_t row = (uint32_t)(width * channels) + 1, sum1 = 1, sum2 = 0;
    for (int i = 0; i < 8; i++) put_byte(&b, signature[i]);
    chunk c = chunk_begin(&b, 13, "IHDR");
    chunk_word(&c, (uint32_t)width);
    chunk_word(&c, (uint32_t)height);
    const uint8_t rest[5] = { 8, channels == 3 ? 2 : 0, 0, 0, 0 };
    for (int i = 0; i < 5; i++) chunk_byte(&c, rest[i]);
    chunk_end(&c);
    c = chunk_begin(&b, 2 + (uint32_t)height * (row + 5) + 4, "IDAT");
    chunk_byte(&c, 0x78);
    chunk_byte(&c, 0x01);
    for (int64_t y = 0; y < height; y++) {
        chunk_byte(&c, y == height - 1);
        chunk_byte(&c, (uint8_t)row), chunk_byte(&c, (uint8_t)(row >> 8)), chunk_byte(&c, (uint8_t)~row), chunk_byte(&c, (uint8_t)(~row >> 8));
        for (uint32_t x = 0; x < row; x++) {
            uint8_t v = x ? pixels[y * (row - 1) + x - 1] : 0;
            sum1 = (sum1 + v) % 65521;
            sum2 = (sum2 + sum1) % 65521;
            chunk_byte(&c, v);
        }
    }
    chunk_word(&c, sum2 << 16 | sum1);
    chunk_end(&c);
    c = chunk_begin(&b, 0, "IEND");
    chunk_end(&c);
    put_end(&b);
}

static void put_text(FILE *f, const char *s) {
    for (; s && *s; s++) {
        if (*s == '<') fputs("&lt;", f);
        else if (*s == '&') fputs("&amp;", f);
        else if (*s == '>') fputs("&gt;", f);
        else if ((unsigned char)*s >= 32) fputc(*s, f);
    }
}

/* one image [C, H, W] of floats as bytes [H, W, C], stretched to its own range */
static void to_bytes(const float *in, int64_t channels, int64_t pixels, bool bytes, uint8_t *out) {
    float low = bytes ? 0 : in[0], high = bytes ? 255 : in[0];
    for (int64_t i = 0; !bytes && i < channels * pixels; i++) {
        if (in[i] < low) low = in[i];
        if (in[i] > high) high = in[i];
    }
    for (int64_t i = 0; i < pixels; i++)
        for (int64_t k = 0; k < channels; k++) {
            float v = high > low ? (in[k * pixels + i] - low) / (high - low) * 255 : 0;
            out[i * channels + k] = (uint8_t)(v >= 0 && v <= 255 ? v + 0.5f : 0);
        }
}

bool rush_images_svg(const char *path, const char *title, const rush_tensor *images, const rush_image_caption *captions, int columns) {
    if (!images || rush_failed()) return false;
    if (images->ndim != 4 || (images->shape[1] != 1 && images->shape[1] != 3) || images->numel == 0 || columns < 1 || images->shape[3] > 20000)
        return error_set(RUSH_VALUE_ERROR, NULL, "images_svg", "expected images [N, 1 or 3, H, W] and at least one column, got %s", TENSOR_SHAPE_TEXT(images));
    int64_t n = images->shape[0], channels = images->shape[1], h = images->shape[2], w = images->shape[3], rows = (n + columns - 1) / columns;
    float *in = mem_alloc(sizeof *in * (size_t)images->numel);
    uint8_t *out = mem_alloc((size_t)(channels * h * w));
    bool ok = in && out ? rush_copy_out(images, in, images->numel) : error_memory(NULL, "images_svg", sizeof *in * (size_t)images->numel);
    FILE *f = ok ? open_for_writing(path, "images_svg") : NULL;
    if (f) {
        enum { SIDE = 84, CELL_W = 112, CELL_H = 120 };
        fprintf(f, "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"%d\" height=\"%lld\" font-family=\"sans-serif\" "
                   "font-size=\"11\">\n<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>\n<text x=\"14\" y=\"26\" font-size=\"16\" fill=\"#222222\">",
                columns * CELL_W + 14, (long long)(rows * CELL_H + 50));
        put_text(f, title);
        fputs("</text>\n", f);
        for (int64_t i = 0; i < n; i++) {
            int x = 14 + (int)(i % columns) * CELL_W;
            long long y = 44 + i / columns * CELL_H;
            to_bytes(in + i * channels * h * w, channels, h * w, images->dtype == RUSH_UINT8, out);
            fprintf(f, "<image x=\"%d\" y=\"%lld\" width=\"%d\" height=\"%d\" style=\"image-rendering:pixelated\" xlink:href=\"data:image/png;base64,", x, y, SIDE, SIDE);
            put_png(f, out, h, w, (int)channels);
            fputs("\"/>\n", f);
            if (!captions) continue;
            fprintf(f, "<text x=\"%d\" y=\"%lld\" fill=\"%s\">", x, y + SIDE + 14, captions[i].bad ? "#c0392b" : "#1e7a3c");
            put_text(f, captions[i].text);
            fputs("</text>\n", f);
        }
        fputs("</svg>\n", f);
        ok = close_written(f, path, "images_svg", true);
    }
    mem_free(in);
    mem_free(out);
    return ok && f;
}
