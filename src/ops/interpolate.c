/* SPDX-License-Identifier: MIT */
/* interpolate.c - torch.nn.functional.interpolate: chooses the op by mode, the size by size or scale_factor.
 */
#include <string.h>

#include "ops/op.h"

/* "(3, 4, 5)" as Python prints a tuple */
static const char *tuple_text(const value *v, char *buffer, size_t size) {
    size_t used = (size_t)snprintf(buffer, size, "(");
    for (int i = 0; i < v->count && used < size; i++)
        used +=
            (size_t)snprintf(buffer + used, size - used, "%s%lld", i ? ", " : "", (long long)v->u.ints[i]);
    if (used < size) snprintf(buffer + used, size - used, v->count == 1 ? ",)" : ")");
    return buffer;
}

enum { ARG_SIZE = 1, ARG_SCALE, ARG_MODE, ARG_ALIGN, ARG_RECOMPUTE, ARG_ANTIALIAS };

/* the size asked for, and the scale that places are computed with (none: by the sizes) */
static bool output_size(call *c, int dims, int64_t size[3], value *scale) {
    const rush_tensor *x = TENSOR(c, 0);
    const value *given = &c->args[ARG_SIZE];
    char text[128];
    CHECK_VALUE(c, !(HAS(c, ARG_SIZE) && HAS(c, ARG_SCALE)),
                "only one of size or scale_factor should be defined");
    CHECK_VALUE(c, HAS(c, ARG_SIZE) || HAS(c, ARG_SCALE), "either size or scale_factor should be defined");
    bool recompute = HAS(c, ARG_RECOMPUTE) && BOOL_ARG(c, ARG_RECOMPUTE);
    *scale = value_none();
    if (HAS(c, ARG_SIZE)) {
        CHECK_VALUE(c, given->count == 1 || given->count == dims,
                    "Input and output must have the same number of spatial dimensions, but got input with "
                    "spatial dimensions of %s and output size of %s. "
                    "Please provide input tensor in (N, C, d1, d2, ...,dK) format and output size in (o1, "
                    "o2, ...,oK) format.",
                    SHAPE_TEXT(dims, x->shape + 2), tuple_text(given, text, sizeof text));
        CHECK_VALUE(c, !recompute, "recompute_scale_factor is not meaningful with an explicit size.");
        for (int i = 0; i < dims; i++) size[i] = given->u.ints[given->count == 1 ? 0 : i];
        return true;
    }
    for (int i = 0; i < dims; i++) size[i] = (int64_t)((double)x->shape[i + 2] * FLOAT_ARG(c, ARG_SCALE));
    if (!recompute) *scale = value_of_double(FLOAT_ARG(c, ARG_SCALE));
    return true;
}

/* the op of a mode for 1 to 3 spatial dimensions */
static const struct { const char *mode; const op *of[3]; } modes[] = {
    { "nearest", { &op_upsample_nearest1d, &op_upsample_nearest2d, &op_upsample_nearest3d } },
    { "nearest-exact", { &op_upsample_nearest_exact1d, &op_upsample_nearest_exact2d, &op_upsample_nearest_exact3d } },
    { "area", { &op_adaptive_avg_pool1d, &op_adaptive_avg_pool2d, &op_adaptive_avg_pool3d } },
    { "linear", { &op_upsample_linear1d, NULL, NULL } },
    { "bilinear", { NULL, &op_upsample_bilinear2d, NULL } },
    { "bicubic", { NULL, &op_upsample_bicubic2d, NULL } },
    { "trilinear", { NULL, NULL, &op_upsample_trilinear3d } },
};
enum { MODES = sizeof modes / sizeof *modes, AREA = 2, LINEAR = 3 };

static bool interpolate_run(call *c) {
    rush_tensor *x = TENSOR(c, 0);
    const char *mode = c->args[ARG_MODE].u.string;
    int dims = x->ndim - 2, m = 0;
    while (m < MODES && strcmp(modes[m].mode, mode) != 0) m++;
    CHECK_VALUE(c, (m >= LINEAR && m < MODES) || !HAS(c, ARG_ALIGN),
                "align_corners option can only be set with the interpolating modes: linear | bilinear | "
                "bicubic | trilinear");
    int64_t size[RUSH_MAX_DIMS] = { 0 };
    value scale;
    bool align = HAS(c, ARG_ALIGN) && BOOL_ARG(c, ARG_ALIGN), smooth = m >= LINEAR;
    TRY(output_size(c, dims < 0 ? 0 : dims, size, &scale));
    bool antialias = BOOL_ARG(c, ARG_ANTIALIAS), bilinear = strcmp(mode, "bilinear") == 0;
    CHECK_VALUE(c, !antialias || ((bilinear || strcmp(mode, "bicubic") == 0) && x->ndim == 4),
                "Anti-alias option is only supported for bilinear and bicubic modes");
    bool good = m < MODES && dims >= 1 && dims <= 3;
    if (good && smooth && m != 5)
        CHECK_AS(RUSH_NOT_IMPLEMENTED_ERROR, c, modes[m].of[dims - 1], "Got %dD input, but %s mode needs %dD input", x->ndim, mode,
                 m == LINEAR ? 3 : bilinear ? 4 : 5);
    CHECK_AS(RUSH_NOT_IMPLEMENTED_ERROR, c, good && modes[m].of[dims - 1],
             "Input Error: Only 3D, 4D and 5D input Tensors supported (got %dD) for the modes: nearest | "
             "linear | bilinear | bicubic | trilinear | area | "
             "nearest-exact (got %s)",
             x->ndim, mode);
    value args[6] = { value_tensor(x), value_of_ints(size, dims) };
    int n = 2;
    if (smooth) args[n++] = value_of_bool(align);
    for (int d = 0; d < dims && m != AREA; d++) args[n++] = scale;
    const op *o = !antialias ? modes[m].of[dims - 1] : bilinear ? &op_upsample_bilinear2d_aa : &op_upsample_bicubic2d_aa;
    return call_return(c, 0, op_call(o, c->site, args, n));
}

const op op_interpolate = {
    OP_ROW(interpolate),
    .schema = "interpolate(Tensor input, int[]? size=None, float? scale_factor=None, str mode='nearest', "
              "bool? align_corners=None, bool? recompute_scale_factor=None, bool antialias=False) -> Tensor",
    .doc = "Resizes [N, C, W], [N, C, H, W] or [N, C, D, H, W] to size (spatial sizes, or one number for all) or by "
           "scale_factor. Modes: nearest, nearest-exact, area, linear (3-d), bilinear and bicubic (4-d; antialias: every "
           "element counts when sizes shrink), trilinear (5-d).",
    .flags = OP_NN,
    .run = interpolate_run,
    .samples = TEXTS("T[2,3,4,5], (8,10)", "T[2,3,4,5], (7,)", "T[2,3,4,5], scale_factor=2.0",
                     "T[2,3,5], scale_factor=2.0", "T[2,3,4,5], scale_factor=1.7, mode='bilinear'",
                     "T[2,3,4,5], scale_factor=1.7, mode='bilinear', align_corners=True",
                     "T[2,3,4,5], scale_factor=1.7, mode='bilinear', recompute_scale_factor=True",
                     "T[2,3,5], (9,), mode='linear'", "T[2,3,4,5], (3,2), mode='area'",
                     "T[2,3,5], (3,), mode='area'", "T[0,3,4,5], (7,)", "T[2,3,4,5]:cl, (7,)",
                     "T[4,8,40,30], scale_factor=2.0",
                     "T[1,2,100,100], (200,200)", "T[1,2,3,3]:n, (4,4)", "T[2,3,5], scale_factor=1.7, mode='nearest-exact'",
                     "T[1,2,3,4,5], scale_factor=1.7, mode='trilinear'", "T[1,2,3,4,5], (2,), mode='area'",
                     "T[2,3,4,5], scale_factor=1.7, mode='bicubic', align_corners=True",
                     "T[2,3,9,8], (4,3), mode='bicubic', antialias=True", "T[2,3,9,8], (4,), mode='bilinear', antialias=True"),
    .errors = TEXTS("T[2,3,8,8], (3,), mode='nearest', antialias=True", "Anti-alias option is only supported for bilinear and bicubic modes",
                    "T[2,3,8,8], (4,), mode='trilinear'", "Got 4D input, but trilinear mode needs 5D input",
                    "T[2,3,8,8]", "either size or scale_factor should be defined", "T[2,3,8,8], (3,), 2.0",
                    "only one of size or scale_factor should be defined", "T[2,3,8,8], (3,4,5)",
                    "Input and output must have the same number of spatial dimensions, but got input with "
                    "spatial dimensions of [8, 8] and output size of (3, 4, 5). Please provide input tensor "
                    "in (N, C, d1, d2, ...,dK) format and output size in (o1, o2, ...,oK) format.",
                    "T[2,3,8,8], (4,), align_corners=True",
                    "align_corners option can only be set with the interpolating modes: linear | bilinear | "
                    "bicubic | trilinear",
                    "T[2,3,8,8], (4,), mode='linear'", "Got 4D input, but linear mode needs 3D input",
                    "T[2,3,8], (4,), mode='bilinear'", "Got 3D input, but bilinear mode needs 4D input",
                    "T[2,3,8,8], (4,), mode='foo'",
                    "Input Error: Only 3D, 4D and 5D input Tensors supported (got 4D) for the modes: nearest "
                    "| linear | bilinear | bicubic | trilinear | area | nearest-exact (got foo)",
                    "T[8,8], (4,)",
                    "Input Error: Only 3D, 4D and 5D input Tensors supported (got 2D) for the modes: nearest "
                    "| linear | bilinear | bicubic | trilinear | area | nearest-exact (got nearest)"),
};
