/* SPDX-License-Identifier: MIT */
/* picture.h - curves and images as SVG, without any library. */
#ifndef RUSHLIGHT_PICTURE_H
#define RUSHLIGHT_PICTURE_H
#include <rushlight/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One line of a chart: count points; x may be NULL for 1, 2, 3 … */
typedef struct rush_curve { const char *name; int64_t count; const double *x, *y; } rush_curve;
/* Writes a chart with axes, grid and legend. Error: the file cannot be written. */
RUSH_API bool rush_plot_svg(const char *path, const char *title, const char *x_label, const char *y_label, const rush_curve *curves, int count);

typedef struct rush_image_caption { char text[64]; bool bad; } rush_image_caption;   /* bad: shown in red */
/* Writes images [N, 1 or 3, H, W] (floats, scaled to each image's own range, or bytes) in rows of `columns`, each with its caption
   (captions may be NULL). */
RUSH_API bool rush_images_svg(const char *path, const char *title, const rush_tensor *images, const rush_image_caption *captions, int columns);

#ifdef __cplusplus
}
#endif
#endif
