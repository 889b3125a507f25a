/* SPDX-License-Identifier: MIT */
/* png.h - pictures as PNG files, through libpng, which is opened when a picture is written. */
#ifndef IO_PNG_H
#define IO_PNG_H
#include <stdbool.h>
#include <stdint.h>

/* Writes pixels [height, width, channels], 8 bits each, top row first; channels is 1 (gray) or 3 (red, green,
   blue). The file appears under its name only when it is whole: until then it is `path`.part. Errors:
   ValueError for sizes that are no picture, NotImplementedError where libpng (or its header, when this
   library was built) is missing, OSError. */
bool png_write_gray_or_rgb(const char *path, int64_t width, int64_t height, int channels,
                           const uint8_t *pixels);
#endif
