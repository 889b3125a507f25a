/* SPDX-License-Identifier: MIT */
/* backend.h - devices beside the CPU: the table that a backend offers, and loading a backend from a shared object.

   A backend is a shared object that exports rush_backend_entry. It is not linked to the library: what it needs of it comes in the
   host table, so the same file serves programs that are linked to either form of the library.

     static const rush_backend_host *host;
     static bool neg(rush_call *c) {                                     // host->result(c, 0) was made by the library
         rush_array x = host->array(host->argument(c, 0)->u.t), y = host->array(host->result(c, 0));
         return launch_neg(y.data, x.data, x.count) || host->fail(c, RUSH_RUNTIME_ERROR, "neg: the launch failed");
     }

   Not part of rushlight.h: include it where it is used. */
#ifndef RUSHLIGHT_BACKEND_H
#define RUSHLIGHT_BACKEND_H
#include <rushlight/base.h>
#include <rushlight/binding.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The version of both tables. A backend of another version is refused. */
#define RUSH_BACKEND_API 1

/* An op being carried out. Its arguments are checked and its results made when a kernel runs. */
typedef struct rush_call rush_call;
/* Computes the call's results; false with host->fail if that cannot be done. */
typedef bool (*rush_kernel)(rush_call *call);

/* A tensor as a kernel sees it. Strides are in elements; 0 where the tensor is expanded. */
typedef struct rush_array {
    void *data;                     /* element 0, in the device's memory */
    rush_dtype dtype;
    rush_device device;
    int ndim;
    const int64_t *shape, *strides;
    int64_t count;                  /* of elements */
} rush_array;

/* What the library offers to a backend. */
typedef struct rush_backend_host {
    uint32_t api_version;           /* RUSH_BACKEND_API */
    /* argument i in the order of the op's schema, or NULL if there are fewer; an argument that was not given is RUSH_VALUE_NONE */
    const rush_value *(*argument)(const rush_call *call, int i);
    /* result i (in place: argument 0), or NULL if there are fewer */
    rush_tensor *(*result)(const rush_call *call, int i);
    rush_array (*array)(const rush_tensor *t);
    /* Records an error of the call: its op and the line of the user's program are added. Always false. */
    bool (*fail)(const rush_call *call, rush_error_code code, const char *message);
} rush_backend_host;

/* What a backend offers. Every member must be set; the table must stay as long as the process. Functions may be called by any
   thread. Those that return bool return false on failure. */
typedef struct rush_backend {
    uint32_t api_version;                                   /* RUSH_BACKEND_API */
    const char *name;                                       /* "cuda": what device strings say */
    const char *tensor_name;                                /* "torch.cuda.": in error texts */
    int (*device_count)(void);
    void *(*alloc)(int index, size_t bytes);                /* NULL on failure */
    void (*free)(int index, void *p, size_t bytes);
    bool (*zero)(int index, void *p, size_t bytes);
    bool (*to_host)(int index, void *to, const void *from, size_t bytes);
    bool (*from_host)(int index, void *to, const void *from, size_t bytes);
    bool (*within)(int index, void *to, const void *from, size_t bytes);
    /* The kernel of an op ("mm") for a dtype: that of the first tensor among the arguments, else of the result. NULL if there
       is none: an op that is made of others is then made of them, any other is an error. zeros, ones, full and their kin need
       "fill" only; copies within the device that change dtype or layout use "copy" where there is one. */
    rush_kernel (*find)(const char *op, rush_dtype dtype);
} rush_backend;

/* The one symbol of a backend's shared object, rush_backend_entry (define it with RUSH_API): returns its table, or NULL with the
   reason in words in `reason`, which has room for `size` bytes. */
typedef const rush_backend *(*rush_backend_entry_function)(const rush_backend_host *host, char *reason, size_t size);

/* Loads a backend: "toy" opens librushlight_toy.so where the system looks for libraries; a name with a slash is the file itself.
   Sets `device` (may be NULL) to its first device. Loading it again gives the same device. It stays loaded.
   Errors: there is no such file, it is no backend, of another version, not complete, does not start; its name is taken. */
RUSH_API bool rush_load_backend_at(rush_site site, const char *name, rush_device *device);
/* How many devices of this type (RUSH_CPU, RUSH_CUDA, a loaded backend's) there are; 0 if there is no such backend. */
RUSH_API int rush_device_count(int type);

#ifdef __cplusplus
}
#else
#define rush_load_backend(name, device) rush_load_backend_at(RUSH_SITE, name, device)
#endif
#endif
