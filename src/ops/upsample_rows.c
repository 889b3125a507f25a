/* SPDX-License-Identifier: MIT */
/* upsample_rows.c - the rows of the resizing ops (upsample.c computes them) and of adaptive_avg_pool3d, which is one of them. */
#include "ops/internal_ops.h"
#include "ops/pool.h"
#include "ops/upsample.h"

#include "ops/call.h"

#define FUNCTIONS .meta = upsample_meta, .ref = upsample_ref, .grad = upsample_grad

#define ERRORS1(more) \
    TEXTS("T[2,3,8,8], (4,)" more, "It is expected input_size equals to 3, but got size 4", "T[2,3,8], (0,)" more, \
          "Input and output sizes should be greater than 0, but got input (W: 8) and output (W: 0)", "T[2,0,4], (3,)" more, \
          "Non-empty 3D data tensor expected but got a tensor with sizes [2, 0, 4]", "T[2,3,8], (3,4)" more, \
          "It is expected output_size equals to 1, but got size 2")
#define ERRORS2(more, kernel) \
    TEXTS("T[2,3,8,8], (4,)" more, "It is expected output_size equals to 2, but got size 1", "T[3,8,8], (4,4)" more, \
          "It is expected input_size equals to 4, but got size 3", "T[2,0,3,3], (4,4)" more, \
          "Non-empty 4D data tensor expected but got a tensor with sizes [2, 0, 3, 3]", "T[2,3,8,8], (4,0)" more, \
          "Input and output sizes should be greater than 0, but got input (H: 8, W: 8) output (H: 4, W: 0)", \
          "T[2,3,8,8]:i5, (4,4)" more, "\"compute_indices_weights_" kernel "\" not implemented for 'Long'")
#define ERRORS3(more, kernel) \
    TEXTS("T[2,3,8,8,8], (4,)" more, "It is expected output_size equals to 3, but got size 1", "T[3,8,8,8], (4,4,4)" more, \
          "It is expected input_size equals to 5, but got size 4", "T[2,0,3,3,3], (4,4,4)" more, \
          "Non-empty 5D data tensor expected but got a tensor with sizes [2, 0, 3, 3, 3]", "T[2,3,4,8,8], (4,1,0)" more, \
          "Input and output sizes should be greater than 0, but got input (D: 4, H: 8, W: 8) output (D: 4, H: 1, W: 0)", \
          "T[2,3,8,8,8]:i5, (4,4,4)" more, "\"compute_indices_weights_" kernel "\" not implemented for 'Long'")

#define NEAREST1 \
    TEXTS("T[2,3,5], (8,)", "T[2,3,5], (10,)", "T[2,3,7], (3,)", "T[2,3,5], (5,)", "T[1,1,1], (4,)", "T[0,2,4], (3,)", \
          "T[2,3,5], (9,), 1.9", "T[2,3,5]:n, (8,)", "T[2,5,3]:t, (7,)", "T[2,3,8]:s, (6,)", "T[40,16,70], (110,)", \
          "T[2,3,12000], (13000,)")
#define NEAREST2 \
    TEXTS("T[2,3,4,5], (8,10)", "T[2,3,4,5], (7,3)", "T[2,3,6,6], (9,13)", "T[1,2,4,4], (4,4)", "T[1,1,1,1], (3,2)", \
          "T[0,2,3,3], (4,4)", "T[2,3,4,5], (6,8), 1.6, 1.7", "T[2,3,4,5]:n, (5,5)", "T[2,3,4,5]:cl, (7,7)", \
          "T[2,3,4,5]:t, (7,7)", "T[2,3,4,8]:s, (7,7)", "T[4,8,40,30], (77,61)", "T[1,2,190,190], (200,210)")
#define NEAREST3 \
    TEXTS("T[2,3,4,5,2], (8,10,3)", "T[1,2,4,5,3], (7,3,3)", "T[1,2,2,2,2], (2,2,2)", "T[1,1,1,1,1], (3,2,4)", \
          "T[0,2,3,3,3], (4,4,4)", "T[2,3,2,4,5], (3,6,8), 1.5, 1.6, 1.7", "T[1,3,2,4,5]:n, (2,5,5)", "T[1,2,3,4,5]:t, (2,7,7)", \
          "T[1,2,3,4,8]:s, (3,7,7)", "T[1,2,30,40,30], (31,37,41)")
#define SMOOTH2 \
    TEXTS("T[2,3,4,5], (8,10), True", "T[2,3,4,5], (7,3), False", "T[2,3,6,6], (9,13), True", "T[1,2,4,4], (4,4), False", \
          "T[1,1,1,1], (3,2), True", "T[0,2,3,3], (4,4), False", "T[2,3,4,5], (6,8), True, 1.6, 1.7", \
          "T[2,3,4,5]:n, (5,5), False", "T[2,3,4,5]:cl, (7,7), True", "T[2,3,4,5]:t, (7,7), False", \
          "T[2,3,4,8]:s, (7,7), True", "T[4,8,40,30], (77,61), False", "T[2,3,4,5], (8,10), False", \
          "T[2,3,4,5], (7,3), True", "T[2,3,40,50], (7,3), False", "T[1,2,190,190], (200,210), False", "T[2,3,4,5], (6,8), False, 1.6, 1.7")

const op op_upsample_nearest1d = {
    OP_ROW(upsample_nearest1d),
    .schema = "upsample_nearest1d(Tensor self, int[1] output_size, float? scales=None) -> Tensor",
    .doc = "Resizes [N, C, W]; each result is the element at its place rounded down.",
    .flags = OP_NN,
    .grad_name = "UpsampleNearest1DBackward1",
    FUNCTIONS,
    .samples = NEAREST1, .errors = ERRORS1(""), .dtypes = DTYPES_FLOAT | 1u << RUSH_UINT8,
};
const op op_upsample_nearest2d = {
    OP_ROW(upsample_nearest2d),
    .schema = "upsample_nearest2d(Tensor self, int[2] output_size, float? scales_h=None, float? scales_w=None) -> "
              "Tensor",
    .doc = "Resizes [N, C, H, W]; each result is the element at its place rounded down.",
    .flags = OP_NN,
    .grad_name = "UpsampleNearest2DBackward1",
    FUNCTIONS,
    .samples = NEAREST2, .errors = ERRORS2("", "nearest"), .dtypes = DTYPES_FLOAT | 1u << RUSH_UINT8,
};
const op op_upsample_nearest3d = {
    OP_ROW(upsample_nearest3d),
    .schema = "upsample_nearest3d(Tensor self, int[3] output_size, float? scales_d=None, float? scales_h=None, float? "
              "scales_w=None) -> Tensor",
    .doc = "Resizes [N, C, D, H, W]; each result is the element at its place rounded down.",
    .flags = OP_NN,
    .grad_name = "UpsampleNearest3DBackward1",
    FUNCTIONS,
    .samples = NEAREST3, .errors = ERRORS3("", "nearest"), .dtypes = DTYPES_FLOAT | 1u << RUSH_UINT8,
};
const op op_upsample_nearest_exact1d = {
    OP_ROW(upsample_nearest_exact1d),
    .schema = "_upsample_nearest_exact1d(Tensor self, int[1] output_size, float? scales=None) -> Tensor",
    .doc = "Resizes [N, C, W]; each result is the element nearest to the middle of its place.",
    .grad_name = "UpsampleNearestExact1DBackward1",
    FUNCTIONS,
    .samples = NEAREST1, .errors = ERRORS1(""), .dtypes = DTYPES_FLOAT | 1u << RUSH_UINT8,
};
const op op_upsample_nearest_exact2d = {
    OP_ROW(upsample_nearest_exact2d),
    .schema = "_upsample_nearest_exact2d(Tensor self, int[2] output_size, float? scales_h=None, float? scales_w=None) "
              "-> Tensor",
    .doc = "Resizes [N, C, H, W]; each result is the element nearest to the middle of its place.",
    .grad_name = "UpsampleNearestExact2DBackward1",
    FUNCTIONS,
    .samples = NEAREST2, .errors = ERRORS2("", "nearest"), .dtypes = DTYPES_FLOAT | 1u << RUSH_UINT8,
};
const op op_upsample_nearest_exact3d = {
    OP_ROW(upsample_nearest_exact3d),
    .schema = "_upsample_nearest_exact3d(Tensor self, int[3] output_size, float? scales_d=None, float? scales_h=None, "
              "float? scales_w=None) -> Tensor",
    .doc = "Resizes [N, C, D, H, W]; each result is the element nearest to the middle of its place.",
    .grad_name = "UpsampleNearestExact3DBackward1",
    FUNCTIONS,
    .samples = NEAREST3, .errors = ERRORS3("", "nearest"), .dtypes = DTYPES_FLOAT | 1u << RUSH_UINT8,
};
const op op_upsample_linear1d = {
    OP_ROW(upsample_linear1d),
    .schema = "upsample_linear1d(Tensor self, int[1] output_size, bool align_corners, float? scales=None) -> Tensor",
    .doc = "Resizes [N, C, W] by linear interpolation; align_corners: the ends of input and output coincide.",
    .flags = OP_NN,
    .grad_name = "UpsampleLinear1DBackward1",
    FUNCTIONS,
    .samples = TEXTS("T[2,3,5], (8,), True", "T[2,3,5], (10,), False", "T[2,3,7], (3,), True", "T[2,3,5], (5,), False",
                     "T[1,1,1], (4,), True", "T[0,2,4], (3,), False", "T[2,3,5], (9,), True, 1.9", "T[2,3,5]:n, (8,), False",
                     "T[2,5,3]:t, (7,), True", "T[2,3,8]:s, (6,), False", "T[40,16,70], (110,), True", "T[2,3,5], (8,), False",
                     "T[2,3,5], (10,), True", "T[2,3,12000], (13000,), False"),
    .errors = ERRORS1(", False"),
};
const op op_upsample_bilinear2d = {
    OP_ROW(upsample_bilinear2d),
    .schema = "upsample_bilinear2d(Tensor self, int[2] output_size, bool align_corners, float? scales_h=None, float? "
              "scales_w=None) -> Tensor",
    .doc = "Resizes [N, C, H, W] by linear interpolation along both axes; align_corners: the corners of input and output coincide.",
    .flags = OP_NN,
    .grad_name = "UpsampleBilinear2DBackward1",
    FUNCTIONS,
    .samples = SMOOTH2, .errors = ERRORS2(", False", "linear"),
};
const op op_upsample_trilinear3d = {
    OP_ROW(upsample_trilinear3d),
    .schema = "upsample_trilinear3d(Tensor self, int[3] output_size, bool align_corners, float? scales_d=None, float? "
              "scales_h=None, float? scales_w=None) -> Tensor",
    .doc = "Resizes [N, C, D, H, W] by linear interpolation along its three axes; align_corners: the corners of input and output coincide.",
    .flags = OP_NN,
    .grad_name = "UpsampleTrilinear3DBackward1",
    FUNCTIONS,
    .samples = TEXTS("T[2,3,4,5,2], (8,10,3), True", "T[1,2,4,5,3], (7,3,3), False", "T[1,2,2,2,2], (2,2,2), False",
                     "T[1,1,1,1,1], (3,2,4), True", "T[0,2,3,3,3], (4,4,4), False", "T[2,3,2,4,5], (3,6,8), False, 1.5, 1.6, 1.7",
                     "T[1,3,2,4,5]:n, (2,5,5), False", "T[1,2,3,4,5]:t, (2,7,7), True", "T[1,2,3,4,8]:s, (3,7,7), False",
                     "T[1,2,30,40,30], (31,37,41), False"),
    .errors = ERRORS3(", False", "linear"),
};
const op op_upsample_bicubic2d = {
    OP_ROW(upsample_bicubic2d),
    .schema = "upsample_bicubic2d(Tensor self, int[2] output_size, bool align_corners, float? scales_h=None, float? "
              "scales_w=None) -> Tensor",
    .doc = "Resizes [N, C, H, W] by cubic convolution along both axes; align_corners: the corners of input and output coincide.",
    .flags = OP_NN,
    .grad_name = "UpsampleBicubic2DBackward1",
    FUNCTIONS,
    .samples = SMOOTH2, .errors = ERRORS2(", False", "cubic"),
};
const op op_upsample_bilinear2d_aa = {
    OP_ROW(upsample_bilinear2d_aa),
    .schema = "_upsample_bilinear2d_aa(Tensor self, int[2] output_size, bool align_corners, float? scales_h=None, "
              "float? scales_w=None) -> Tensor",
    .doc = "Resizes [N, C, H, W] by a triangle along both axes that grows where sizes shrink, so that every element counts.",
    .grad_name = "UpsampleBilinear2DAaBackward1",
    FUNCTIONS,
    .samples = SMOOTH2, .errors = ERRORS2(", False", "aa"),
};
const op op_upsample_bicubic2d_aa = {
    OP_ROW(upsample_bicubic2d_aa),
    .schema = "_upsample_bicubic2d_aa(Tensor self, int[2] output_size, bool align_corners, float? scales_h=None, float? "
              "scales_w=None) -> Tensor",
    .doc = "Resizes [N, C, H, W] by a cubic kernel along both axes that grows where sizes shrink, so that every element counts.",
    .grad_name = "UpsampleBicubic2DAaBackward1",
    FUNCTIONS,
    .samples = SMOOTH2, .errors = ERRORS2(", False", "aa"),
};

/* ---- adaptive_avg_pool3d ---- */

static bool adaptive_avg_pool3d_part_meta(call *c) {
    rush_tensor *x = TENSOR(c, 0);
    const value *size = &c->args[1];
    int64_t shape[5];
    TRY(pool_check_float(c, "adaptive_avg_pool3d_cpu", x));
    for (int d = 0; d < x->ndim; d++) shape[d] = d < x->ndim - 3 ? x->shape[d] : size->u.ints[d - (x->ndim - 3)];
    return call_out(c, 0, (rush_dtype)x->dtype, x->ndim, shape);
}

const op op_adaptive_avg_pool3d_part = {
    OP_ROW(adaptive_avg_pool3d_part),
    .schema = "_adaptive_avg_pool3d(Tensor self, int[3] output_size) -> Tensor",
    .doc = "adaptive_avg_pool3d where it is not the mean of everything.",
    .flags = OP_INTERNAL,
    .grad_name = "AdaptiveAvgPool3DBackward0",
    .meta = adaptive_avg_pool3d_part_meta,
    .ref = upsample_ref,
    .grad = upsample_grad,
    .samples = TEXTS("T[1,2,4,8,8], (2,3,3)", "T[2,4,8,6], (3,4,3)", "T[1,2,3,5,7], (3,3,5)", "T[1,2,2,3,3], (4,5,3)",
                     "T[0,2,4,4,4], (2,2,2)", "T[2,3,4,5]:n, (2,2,2)", "T[2,3,4,5]:t, (2,2,2)", "T[2,3,4,8]:s, (2,2,3)",
                     "T[2,3,16,33,35], (5,7,4)"),
};

static bool adaptive_avg_pool3d_run(call *c) {
    rush_tensor *x = TENSOR(c, 0);
    const value *size = &c->args[1];
    CHECK(c, size->count == 3 || size->count == 1, "adaptive_avg_pool3d: output_size must be 3");
    int64_t all[3];
    for (int d = 0; d < 3; d++) all[d] = size->u.ints[size->count == 1 ? 0 : d];
    CHECK(c, all[0] >= 0 && all[1] >= 0 && all[2] >= 0,
          "adaptive_avg_pool2d: elements of output_size must be greater than or equal to 0 but received {%lld, %lld,%lld}",
          (long long)all[0], (long long)all[1], (long long)all[2]);
    if (all[0] == 1 && all[1] == 1 && all[2] == 1 && x->ndim >= 3)
        return call_return(c, 0, rush_mean_dim(x, RUSH_SHAPE(-1, -2, -3), .keepdim = true));
    for (int d = 1; d < x->ndim; d++)
        CHECK(c, x->shape[d] > 0,
              "adaptive_avg_pool3d(): Expected input to have non-zero size for non-batch dimensions, but input has sizes %s with "
              "dimension %d being empty", TENSOR_SHAPE_TEXT(x), d);
    CHECK(c, x->ndim == 4 || x->ndim == 5, "adaptive_avg_pool3d(): Expected 4D or 5D tensor, but got %s", TENSOR_SHAPE_TEXT(x));
    return call_return(c, 0, rush_adaptive_avg_pool3d_part(x, ((rush_shape){ all, 3 })));
}

const op op_adaptive_avg_pool3d = {
    OP_ROW(adaptive_avg_pool3d),
    .schema = "adaptive_avg_pool3d(Tensor self, int[3] output_size) -> Tensor",
    .doc = "Means of windows in [.., D, H, W] so that output_size of them come out.",
    .flags = OP_NN,
    .run = adaptive_avg_pool3d_run,
    .samples = TEXTS("T[1,2,4,8,8], (2,)", "T[2,4,8,6], (3,4,3)", "T[1,2,3,5,7], (3,3,5)", "T[1,2,2,3,3], (4,5,3)",
                     "T[0,2,4,4,4], (2,)", "T[2,3,4,5]:n, (2,)", "T[2,3,4,5]:t, (2,)", "T[2,3,4,8]:s, (2,2,3)",
                     "T[1,2,3,4,5], (1,)", "T[2,3,16,33,35], (5,7,4)"),
    .errors = TEXTS("T[2,3,8,8], (1,2)", "adaptive_avg_pool3d: output_size must be 3", "T[2,3,8,8], (-1,)",
                    "adaptive_avg_pool2d: elements of output_size must be greater than or equal to 0 but received {-1, -1,-1}",
                    "T[3], (2,)", "adaptive_avg_pool3d(): Expected 4D or 5D tensor, but got [3]", "T[2,2,0,4], (2,)",
                    "adaptive_avg_pool3d(): Expected input to have non-zero size for non-batch dimensions, but input has sizes [2, 2, "
                    "0, 4] with dimension 2 being empty"),
};
