/* SPDX-License-Identifier: MIT */
/* format.h - the text of tensors, numbers and shapes, as PyTorch 1.13.1 and Python print them, character for
   character. Knows nothing of the tensor struct: the caller describes strided CPU memory. Allocates nothing;
   the C locale's decimal point never shows. Functions that fill a buffer follow snprintf: they return the
   length of the whole text and write at most size bytes, the closing NUL included (buffer may be NULL when
   size is 0). */
#ifndef CORE_FORMAT_H
#define CORE_FORMAT_H
#include <rushlight/base.h>

typedef struct format_source {
    rush_dtype dtype;
    int ndim; /* 0 to RUSH_MAX_DIMS */
    const int64_t *shape;
    const int64_t *strides;   /* in elements */
    const void *data;         /* CPU memory: element 0; any alignment; may be NULL if there are no elements */
    const char *device;       /* NULL: not shown; "cuda:0" shows device='cuda:0' */
    const char *grad_fn;      /* "AddBackward0", or NULL */
    bool unset;               /* the elements do not exist: "..." stands for them, and size is always shown */
    bool requires_grad;       /* shown only where grad_fn is NULL */
    rush_dtype default_dtype; /* 0: float32 */
    const char *class_name;   /* the word before "(", NULL or "" for "tensor"; lines before it, as
                                 "Parameter containing:\n", are printed as they are */
} format_source;

typedef struct format_options {
    int precision;     /* digits after the point, 0 to FORMAT_MAX_PRECISION */
    int64_t threshold; /* tensors of more elements are summarised */
    int64_t edgeitems; /* elements shown at each end of a summarised dimension */
    int linewidth;
    int sci_mode; /* -1: by the values; 0: never; 1: always */
} format_options;

/* A double has no more than this many digits after the point. */
#define FORMAT_MAX_PRECISION 1074
/* Holds the text of any double at any precision. */
#define FORMAT_DECIMAL_SIZE (FORMAT_MAX_PRECISION + 384)

/* Takes the next piece of the text; false stops the printing. */
typedef bool (*format_sink)(void *context, const char *text, size_t length);

/* Sets all options to those of a profile: "default", "short" or "full"; a ValueError for any other name. */
bool format_options_profile(format_options *options, const char *name);

/* repr(tensor), piece by piece. options NULL: the default profile.
   False after an error, or where the sink has stopped it. */
bool format_tensor_sink(format_sink sink, void *context, const format_source *source,
                        const format_options *options);
/* The same into a buffer; 0 after an error. */
size_t format_tensor(char *buffer, size_t size, const format_source *source, const format_options *options);
/* The same into a stream; an OSError if it cannot be written. */
bool format_tensor_stream(FILE *stream, const format_source *source, const format_options *options);

/* A buffer filled as snprintf fills one: length counts what did not fit, too. */
typedef struct format_text {
    char *text;
    size_t size, length;
} format_text;
/* Appends; a format_sink, so text is a format_text. Always true. */
bool format_text_put(void *text, const char *piece, size_t length);
/* Closes the text with a NUL; returns its whole length. */
size_t format_text_end(const format_text *text);

/* Python's repr(float): the shortest digits that read back: "1.0", "1e-05", "1e+16", "inf", "nan". */
size_t format_float(char *buffer, size_t size, double value);
/* Python's "{:.4f}" (style 'f') or "{:.4e}" (style 'e'); precision is 0 to FORMAT_MAX_PRECISION. */
size_t format_decimal(char *buffer, size_t size, double value, int precision, char style);
/* "torch.Size([2, 3])" */
size_t format_size(char *buffer, size_t size, const int64_t *shape, int ndim);
/* "(2, 3)", "(2,)", "()": a Python tuple */
size_t format_tuple(char *buffer, size_t size, const int64_t *shape, int ndim);
#endif
