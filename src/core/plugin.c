/* SPDX-License-Identifier: MIT */
/* plugin.c - backends from shared objects: opened by name, asked for their table, checked, registered; never closed. */
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "core/device.h"
#include "core/error.h"
#include "core/thread.h"

static const char op_name[] = "load_backend";

/* the name of the first member that is not set, or NULL */
static const char *missing_member(const backend *b) {
    const struct { bool set; const char *name; } members[] = {
        { b->name && *b->name && !strpbrk(b->name, ":/"), "name" }, { b->tensor_name != NULL, "tensor_name" },
        { b->device_count != NULL, "device_count" }, { b->alloc != NULL, "alloc" }, { b->free != NULL, "free" },
        { b->zero != NULL, "zero" }, { b->to_host != NULL, "to_host" }, { b->from_host != NULL, "from_host" },
        { b->within != NULL, "within" }, { b->find != NULL, "find" },
    };
    for (size_t i = 0; i < sizeof members / sizeof *members; i++)
        if (!members[i].set) return members[i].name;
    return NULL;
}

static bool plugin_check(rush_site site, const char *file, const backend *b) {
    if (b->api_version != RUSH_BACKEND_API) /* nothing else of the table can be trusted */
        return error_set(RUSH_RUNTIME_ERROR, site, op_name, "'%s' speaks version %u of the backend table, this library version %d", file,
                         b->api_version, RUSH_BACKEND_API);
    const char *missing = missing_member(b);
    return !missing || error_set(RUSH_RUNTIME_ERROR, site, op_name, "'%s' is not complete: its backend table has no %s", file, missing);
}

static bool plugin_start(rush_site site, const char *file, void *object, int16_t *type) {
    char reason[256] = "";
    void *symbol = dlsym(object, "rush_backend_entry");
    rush_backend_entry_function entry;
    memcpy(&entry, &symbol, sizeof entry); /* ISO C has no cast from an object pointer to a function pointer */
    if (!symbol) return error_set(RUSH_RUNTIME_ERROR, site, op_name, "'%s' is not a backend: it has no rush_backend_entry", file);
    const backend *b = entry(&backend_host, reason, sizeof reason);
    if (!b) return error_set(RUSH_RUNTIME_ERROR, site, op_name, "the backend '%s' does not start: %s", file, *reason ? reason : "no reason given");
    return plugin_check(site, file, b) && device_register(site, b, type);
}

bool rush_load_backend_at(rush_site site, const char *name, rush_device *device) {
    static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
    if (thread_get()->failed) return false;
    if (!name || !*name) return error_set(RUSH_VALUE_ERROR, site, op_name, "the name of the backend is missing");
    char file[4096];
    int length = snprintf(file, sizeof file, strchr(name, '/') ? "%s" : "librushlight_%s.so", name);
    if (length < 0 || (size_t)length >= sizeof file) return error_set(RUSH_VALUE_ERROR, site, op_name, "the name of the backend is too long");
    int16_t type = 0;
    pthread_mutex_lock(&lock);
    void *object = dlopen(file, RTLD_NOW | RTLD_LOCAL);
    bool ok = object ? plugin_start(site, file, object, &type) : error_set(RUSH_OS_ERROR, site, op_name, "cannot open the backend: %s", dlerror());
    if (!ok && object) dlclose(object);
    pthread_mutex_unlock(&lock);
    if (ok && device) *device = (rush_device){ type, 0 };
    return ok;
}
