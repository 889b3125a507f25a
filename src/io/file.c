/* SPDX-License-Identifier: MIT */
/* file.c - mapping files, and replacing them atomically. */
#include "io/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/alloc.h"
#include "core/error.h"

/* "path: could not be opened: No such file or directory" */
static bool file_fail(const io_source *source, const char *what) {
    char reason[128];
    int number = errno;
#if defined(__GLIBC__)
    const char *text = strerror_r(number, reason, sizeof reason);
#else
    const char *text = strerror_r(number, reason, sizeof reason) == 0 ? reason : "unknown error";
#endif
    return error_set(RUSH_OS_ERROR, source->site, source->op, "%s: %s: %s", source->name, what, text);
}

static bool file_map_descriptor(file_map *map, int fd) {
    struct stat info;
    if (fstat(fd, &info) != 0) return file_fail(&map->source, "could not be examined");
    if (!S_ISREG(info.st_mode)) {
        return error_set(RUSH_OS_ERROR, map->source.site, map->source.op, "%s: is not a regular file",
                         map->source.name);
    }
    if (info.st_size == 0) return true;
    if ((uint64_t)info.st_size > SIZE_MAX / 2) return io_no_memory(&map->source, SIZE_MAX);
    void *data = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (data == MAP_FAILED) return file_fail(&map->source, "could not be mapped");
    map->source.data = data;
    map->source.size = (size_t)info.st_size;
    return true;
}

bool file_open(file_map *map, const char *path, const char *op, rush_site site) {
    *map = (file_map){ .source = { .name = path, .op = op, .site = site } };
    map->path = mem_strdup(path);
    if (!map->path) return io_no_memory(&map->source, strlen(path) + 1);
    /* O_NONBLOCK: opening a pipe must not wait for its writer */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    bool good = fd >= 0 ? file_map_descriptor(map, fd) : file_fail(&map->source, "could not be opened");
    if (fd >= 0) close(fd);
    map->source.name = map->path;
    if (!good) file_close(map);
    return good;
}

void file_close(file_map *map) {
    if (map->source.data) munmap((void *)(uintptr_t)map->source.data, map->source.size);
    mem_free(map->path);
    *map = (file_map){ 0 };
}

/* ---- writing --------------------------------------------------------------------------------- */

struct file_writer {
    io_source source;
    char *target, *temporary; /* NULL for memory */
    int fd;                   /* -1 for memory */
    uint8_t *bytes;           /* memory: everything; file: what waits to be written */
    size_t used, capacity;
    uint64_t position;
    bool failed;
};

#define FILE_BUFFER ((size_t)1 << 16)

static void file_writer_free(file_writer *writer) {
    if (writer->fd >= 0) close(writer->fd);
    mem_free(writer->target);
    mem_free(writer->temporary);
    mem_free(writer->bytes);
    mem_free((void *)(uintptr_t)writer->source.name);
    mem_free(writer);
}

file_writer *file_create_memory(const char *name, const char *op, rush_site site) {
    const io_source source = { .name = name, .op = op, .site = site };
    if (rush_failed()) return NULL;
    file_writer *writer = mem_calloc(sizeof *writer);
    if (!writer) {
        io_no_memory(&source, sizeof *writer);
        return NULL;
    }
    writer->source = source;
    writer->fd = -1;
    writer->source.name = mem_strdup(name);
    if (!writer->source.name) {
        io_no_memory(&source, strlen(name) + 1);
        file_writer_free(writer);
        return NULL;
    }
    return writer;
}

/* Opens a new file beside the target: "model.pt.rush-1234-0". O_EXCL and not mkstemp, so that the
   umask sets the mode. */
static bool file_open_temporary(file_writer *writer) {
    size_t room = strlen(writer->target) + 64;
    writer->temporary = mem_alloc(room);
    if (!writer->temporary) return io_no_memory(&writer->source, room);
    for (int attempt = 0; attempt < 1000; attempt++) {
        snprintf(writer->temporary, room, "%s.rush-%ld-%d", writer->target, (long)getpid(), attempt);
        writer->fd = open(writer->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (writer->fd >= 0) return true;
        if (errno != EEXIST) break;
    }
    int number = errno;
    mem_free(writer->temporary);
    writer->temporary = NULL;
    errno = number;
    return file_fail(&writer->source, "a temporary file beside it could not be made");
}

static bool file_prepare(file_writer *writer, const char *path) {
    struct stat info;
    char resolved[PATH_MAX];
    bool exists = stat(path, &info) == 0;
    if (exists && !S_ISREG(info.st_mode)) {
        return error_set(RUSH_OS_ERROR, writer->source.site, writer->source.op, "%s: is not a regular file",
                         path);
    }
    if (exists && !realpath(path, resolved)) return file_fail(&writer->source, "could not be resolved");
    writer->target = mem_strdup(exists ? resolved : path);
    writer->bytes = mem_alloc(FILE_BUFFER);
    writer->capacity = FILE_BUFFER;
    if (!writer->target || !writer->bytes) return io_no_memory(&writer->source, FILE_BUFFER);
    TRY(file_open_temporary(writer));
    /* a replaced file keeps its permissions; where the system refuses that, the new file has the usual
       ones */
    if (exists && fchmod(writer->fd, info.st_mode & 07777) != 0) errno = 0;
    return true;
}

file_writer *file_create(const char *path, const char *op, rush_site site) {
    file_writer *writer = file_create_memory(path, op, site);
    if (!writer) return NULL;
    if (!file_prepare(writer, path)) {
        file_abort(writer);
        return NULL;
    }
    return writer;
}

static bool file_write_out(file_writer *writer, const uint8_t *data, size_t size) {
    while (size > 0) {
        size_t part = size < ((size_t)1 << 30) ? size : (size_t)1 << 30;
        ssize_t n = write(writer->fd, data, part);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) {
            if (n == 0) errno = ENOSPC;
            return file_fail(&writer->source, "could not be written");
        }
        data += n;
        size -= (size_t)n;
    }
    return true;
}

static bool file_write_memory(file_writer *writer, const void *data, size_t size) {
    size_t needed;
    if (__builtin_add_overflow(writer->used, size, &needed)) return io_no_memory(&writer->source, SIZE_MAX);
    if (needed > writer->capacity) {
        size_t grown = needed > SIZE_MAX / 2 ? needed : needed * 2;
        uint8_t *moved = mem_realloc(writer->bytes, grown);
        if (!moved) return io_no_memory(&writer->source, grown);
        writer->bytes = moved;
        writer->capacity = grown;
    }
    memcpy(writer->bytes + writer->used, data, size);
    writer->used = needed;
    return true;
}

static bool file_write_buffered(file_writer *writer, const void *data, size_t size) {
    if (size > writer->capacity - writer->used) {
        TRY(file_write_out(writer, writer->bytes, writer->used));
        writer->used = 0;
        if (size >= writer->capacity) return file_write_out(writer, data, size);
    }
    memcpy(writer->bytes + writer->used, data, size);
    writer->used += size;
    return true;
}

bool file_write(file_writer *writer, const void *data, size_t size) {
    if (writer->failed) return false;
    if (size == 0) return true;
    bool good =
        writer->fd < 0 ? file_write_memory(writer, data, size) : file_write_buffered(writer, data, size);
    writer->failed = !good;
    if (good) writer->position += size;
    return good;
}

bool file_write_zeros(file_writer *writer, size_t size) {
    static const uint8_t zeros[256];
    while (size > 0) {
        size_t part = size < sizeof zeros ? size : sizeof zeros;
        TRY(file_write(writer, zeros, part));
        size -= part;
    }
    return true;
}

uint64_t file_position(const file_writer *writer) { return writer->position; }
const io_source *file_writer_source(const file_writer *writer) { return &writer->source; }

const uint8_t *file_writer_bytes(const file_writer *writer, size_t *size) {
    *size = writer->used;
    return writer->bytes;
}

/* A rename is on the disk only once the folder is. Folders that cannot be opened or flushed (some network
   file systems answer EINVAL) leave that to the system, as every program must there. */
static bool file_sync_folder(file_writer *writer) {
    char *slash = strrchr(writer->target, '/');
    const char *folder = slash == NULL ? "." : slash == writer->target ? "/" : writer->target;
    if (slash && slash != writer->target) *slash = 0;
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return true;
    bool good = fsync(fd) == 0 || errno == EINVAL || errno == ENOTSUP;
    if (!good) file_fail(&writer->source, "its folder could not be flushed to the disk");
    close(fd);
    return good;
}

static bool file_finish(file_writer *writer) {
    if (writer->failed) return false;
    if (rush_failed()) return false;
    TRY(file_write_out(writer, writer->bytes, writer->used));
    if (fsync(writer->fd) != 0) return file_fail(&writer->source, "could not be flushed to the disk");
    int fd = writer->fd;
    writer->fd = -1;
    if (close(fd) != 0) return file_fail(&writer->source, "could not be closed");
    if (rename(writer->temporary, writer->target) != 0)
        return file_fail(&writer->source, "could not be replaced");
    mem_free(writer->temporary);
    writer->temporary = NULL;
    return file_sync_folder(writer);
}

bool file_commit(file_writer *writer) {
    bool good = writer->temporary ? file_finish(writer) : !writer->failed;
    file_abort(writer);
    return good;
}

void file_abort(file_writer *writer) {
    if (!writer) return;
    if (writer->temporary) unlink(writer->temporary);
    file_writer_free(writer);
}
