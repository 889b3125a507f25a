/* SPDX-License-Identifier: MIT */
/* zip.c - zip archives. A file is: for each entry a local header (30 bytes, name, extra) and its data; the
   central directory (46 bytes, name, extra, comment an entry); [zip64 end, 56 bytes; its locator, 20]; the
   end, 22 bytes. */
#include "io/zip.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "core/alloc.h"
#include "core/error.h"
#include "io/zlib_dynamic.h"

enum { ZIP_LOCAL = 30, ZIP_CENTRAL = 46, ZIP_END = 22, ZIP_END64 = 56, ZIP_LOCATOR = 20 };
#define ZIP_LOCAL_MARK 0x04034b50u
#define ZIP_CENTRAL_MARK 0x02014b50u
#define ZIP_END_MARK 0x06054b50u
#define ZIP_END64_MARK 0x06064b50u
#define ZIP_LOCATOR_MARK 0x07064b50u

/* ---- CRC-32, polynomial 0xedb88320, eight bytes a step --------------------------------------- */

/* zip_tables[k][b]: the CRC of byte b followed by k zero bytes. */
static uint32_t zip_tables[8][256];
static pthread_once_t zip_once = PTHREAD_ONCE_INIT;

static void zip_make_tables(void) {
    for (uint32_t b = 0; b < 256; b++) {
        uint32_t crc = b;
        for (int bit = 0; bit < 8; bit++) crc = crc >> 1 ^ (crc & 1 ? 0xedb88320u : 0);
        zip_tables[0][b] = crc;
    }
    for (int k = 1; k < 8; k++) {
        for (int b = 0; b < 256; b++) {
            uint32_t crc = zip_tables[k - 1][b];
            zip_tables[k][b] = crc >> 8 ^ zip_tables[0][crc & 255];
        }
    }
}

uint32_t zip_crc32(uint32_t crc, const void *data, size_t size) {
    const uint8_t *p = data;
    pthread_once(&zip_once, zip_make_tables);
    crc = ~crc;
    for (; size >= 8; size -= 8, p += 8) {
        uint64_t v = io_le64(p) ^ crc;
        crc = 0;
        for (int k = 0; k < 8; k++) crc ^= zip_tables[7 - k][v >> (8 * k) & 255];
    }
    for (; size > 0; size--, p++) crc = crc >> 8 ^ zip_tables[0][(crc ^ *p) & 255];
    return ~crc;
}

/* ---- reading: where the directory is --------------------------------------------------------- */

typedef struct zip_directory {
    uint64_t offset, size, count, limit;
} zip_directory;

/* The end record: the last place whose comment reaches exactly to the end of the file. */
static bool zip_find_end(const io_source *source, size_t *at) {
    size_t size = source->size;
    if (size < ZIP_END) return io_fail(source, "has %zu bytes, not a zip archive", size);
    for (size_t back = ZIP_END; back <= size && back <= ZIP_END + 0xffff; back++) {
        const uint8_t *p = source->data + size - back;
        if (io_le32(p) == ZIP_END_MARK && io_le16(p + 20) == back - ZIP_END) {
            *at = size - back;
            return true;
        }
    }
    return io_fail(source, "is not a zip archive or is cut off: the end of its directory is missing");
}

static bool zip_read_end64(const io_source *source, size_t end, zip_directory *directory) {
    const uint8_t *locator = source->data + end - ZIP_LOCATOR;
    uint64_t at = io_le64(locator + 8);
    if (end < ZIP_LOCATOR + ZIP_END64 || at > end - ZIP_LOCATOR - ZIP_END64 ||
        io_le32(source->data + at) != ZIP_END64_MARK) {
        return io_fail(source, "its zip64 directory's end is not at byte %" PRIu64 " as told", at);
    }
    const uint8_t *p = source->data + at;
    if (io_le32(locator + 4) != 0 || io_le32(locator + 16) > 1 || io_le32(p + 16) != 0 ||
        io_le32(p + 20) != 0) {
        return io_fail(source, "is one of several disks of a zip archive");
    }
    if (io_le64(p + 24) != io_le64(p + 32)) return io_fail(source, "tells two numbers of zip entries");
    *directory = (zip_directory){ io_le64(p + 48), io_le64(p + 40), io_le64(p + 32), at };
    return true;
}

static bool zip_read_end(const io_source *source, zip_directory *directory) {
    size_t end = 0;
    TRY(zip_find_end(source, &end));
    const uint8_t *p = source->data + end;
    if (end >= ZIP_LOCATOR && io_le32(p - ZIP_LOCATOR) == ZIP_LOCATOR_MARK) {
        TRY(zip_read_end64(source, end, directory));
    } else {
        if (io_le16(p + 4) != 0 || io_le16(p + 6) != 0 || io_le16(p + 8) != io_le16(p + 10)) {
            return io_fail(source, "is one of several disks of a zip archive");
        }
        *directory = (zip_directory){ io_le32(p + 16), io_le32(p + 12), io_le16(p + 10), end };
    }
    if (directory->offset > directory->limit || directory->size > directory->limit - directory->offset) {
        return io_fail(source, "has a zip directory of %" PRIu64 " bytes at %" PRIu64 ", beyond its end",
                       directory->size, directory->offset);
    }
    if (directory->count > directory->size / ZIP_CENTRAL) {
        return io_fail(source, "tells %" PRIu64 " zip entries in a directory of %" PRIu64 " bytes",
                       directory->count, directory->size);
    }
    return true;
}

/* ---- reading: entries ------------------------------------------------------------------------ */

/* Replaces values that are all ones by the 64-bit ones of the zip64 field, which come in this order. */
static bool zip_extra64(const io_source *source, const uint8_t *extra, size_t size, zip_entry *entry) {
    uint64_t *values[3] = { &entry->size, &entry->packed, &entry->header };
    while (size >= 4) {
        size_t n = io_le16(extra + 2);
        if (n > size - 4) break;
        const uint8_t *p = extra + 4;
        for (int i = 0; io_le16(extra) == 1 && i < 3; i++) {
            if (*values[i] != 0xffffffffu) continue;
            if (p + 8 > extra + 4 + n)
                return io_fail(source, "zip entry '%.100s' has a short zip64 field", entry->name);
            *values[i] = io_le64(p);
            p += 8;
        }
        extra += 4 + n;
        size -= 4 + n;
    }
    return true;
}

static bool zip_check_sizes(const io_source *source, const zip_entry *entry, uint16_t flags) {
    if (flags & (1 | 1 << 6 | 1 << 13))
        return io_fail(source, "zip entry '%.100s' is encrypted", entry->name);
    if (entry->method != 0 && entry->method != 8) {
        return io_fail(source,
                       "zip entry '%.100s' is packed by method %d; only stored (0) and deflated (8) are read",
                       entry->name, entry->method);
    }
    if (entry->method == 0 && entry->packed != entry->size) {
        return io_fail(source, "zip entry '%.100s' is stored, but tells %" PRIu64 " and %" PRIu64 " bytes",
                       entry->name, entry->packed, entry->size);
    }
    if (entry->method == 8 && entry->size / ZLIB_MAX_RATIO > entry->packed) {
        return io_fail(
            source, "zip entry '%.100s' tells %" PRIu64 " bytes packed into %" PRIu64 ", more than %d to 1",
            entry->name, entry->size, entry->packed, ZLIB_MAX_RATIO);
    }
    return true;
}

/* The local header must tell the same name and method; the data between it and limit must have room. */
static bool zip_check_local(const io_source *source, zip_entry *entry, uint64_t limit) {
    size_t length = strlen(entry->name);
    if (entry->header > limit || limit - entry->header < ZIP_LOCAL + length) {
        return io_fail(source, "zip entry '%.100s' is told to be at byte %" PRIu64 ", beyond the entries",
                       entry->name, entry->header);
    }
    const uint8_t *p = source->data + entry->header;
    bool same = io_le32(p) == ZIP_LOCAL_MARK && io_le16(p + 8) == entry->method &&
                io_le16(p + 26) == length && memcmp(p + ZIP_LOCAL, entry->name, length) == 0;
    if (!same || io_le16(p + 6) & 1) {
        return io_fail(source, "zip entry '%.100s' has no such header at byte %" PRIu64, entry->name,
                       entry->header);
    }
    entry->data = entry->header + ZIP_LOCAL + length + io_le16(p + 28);
    if (entry->data > limit || entry->packed > limit - entry->data) {
        return io_fail(source, "zip entry '%.100s' of %" PRIu64 " bytes at byte %" PRIu64 " leaves the file",
                       entry->name, entry->packed, entry->data);
    }
    return true;
}

static bool zip_read_entry(zip_archive *zip, const zip_directory *directory, const uint8_t **at,
                           const uint8_t *end) {
    const uint8_t *p = *at;
    if (end - p < ZIP_CENTRAL || io_le32(p) != ZIP_CENTRAL_MARK) {
        return io_fail(&zip->source, "zip directory entry %zu is damaged", zip->count);
    }
    size_t name = io_le16(p + 28), extra = io_le16(p + 30), comment = io_le16(p + 32);
    if ((size_t)(end - p) < ZIP_CENTRAL + name + extra + comment) {
        return io_fail(&zip->source, "zip directory entry %zu leaves the directory", zip->count);
    }
    if (name == 0 || memchr(p + ZIP_CENTRAL, 0, name)) {
        return io_fail(&zip->source, "zip directory entry %zu has no proper name", zip->count);
    }
    zip_entry *entry = &zip->entries[zip->count];
    *entry = (zip_entry){ .header = io_le32(p + 42),
                          .packed = io_le32(p + 20),
                          .size = io_le32(p + 24),
                          .crc = io_le32(p + 16),
                          .method = io_le16(p + 10) };
    entry->name = mem_alloc(name + 1);
    if (!entry->name) return io_no_memory(&zip->source, name + 1);
    zip->count++;
    memcpy(entry->name, p + ZIP_CENTRAL, name);
    entry->name[name] = 0;
    *at = p + ZIP_CENTRAL + name + extra + comment;
    if (io_le16(p + 34) != 0)
        return io_fail(&zip->source, "zip entry '%.100s' is on another disk", entry->name);
    TRY(zip_extra64(&zip->source, p + ZIP_CENTRAL + name, extra, entry));
    TRY(zip_check_sizes(&zip->source, entry, io_le16(p + 8)));
    return zip_check_local(&zip->source, entry, directory->offset);
}

/* Both comparisons get pointers to pointers to entries. */
static int zip_compare_place(const void *a, const void *b) {
    const zip_entry *x = *(zip_entry *const *)a, *y = *(zip_entry *const *)b;
    return x->header < y->header ? -1 : x->header > y->header;
}
static int zip_compare_name(const void *a, const void *b) {
    return strcmp((*(zip_entry *const *)a)->name, (*(zip_entry *const *)b)->name);
}

static bool zip_check_order(zip_archive *zip, zip_entry **order) {
    qsort(order, zip->count, sizeof *order, zip_compare_place);
    for (size_t i = 1; i < zip->count; i++) {
        if (order[i]->header < order[i - 1]->data + order[i - 1]->packed) {
            return io_fail(&zip->source, "zip entries '%.100s' and '%.100s' overlap", order[i - 1]->name,
                           order[i]->name);
        }
    }
    qsort(order, zip->count, sizeof *order, zip_compare_name);
    for (size_t i = 0; i < zip->count; i++) {
        if (i && strcmp(order[i - 1]->name, order[i]->name) == 0) {
            return io_fail(&zip->source, "zip entry '%.100s' occurs twice", order[i]->name);
        }
        zip->by_name[i] = (size_t)(order[i] - zip->entries);
    }
    return true;
}

static bool zip_index(zip_archive *zip) {
    size_t bytes = (zip->count + 1) * sizeof(zip_entry *);
    zip_entry **order = mem_alloc(bytes);
    zip->by_name = mem_alloc((zip->count + 1) * sizeof *zip->by_name);
    bool good = order && zip->by_name ? true : io_no_memory(&zip->source, bytes);
    for (size_t i = 0; i < zip->count && good; i++) order[i] = &zip->entries[i];
    if (good) good = zip_check_order(zip, order);
    mem_free(order);
    return good;
}

static bool zip_read_directory(zip_archive *zip) {
    zip_directory directory = { 0, 0, 0, 0 };
    TRY(zip_read_end(&zip->source, &directory));
    size_t bytes = ((size_t)directory.count + 1) * sizeof *zip->entries;
    zip->entries = mem_alloc(bytes);
    if (!zip->entries) return io_no_memory(&zip->source, bytes);
    const uint8_t *at = zip->source.data + directory.offset, *end = at + directory.size;
    for (uint64_t i = 0; i < directory.count; i++) TRY(zip_read_entry(zip, &directory, &at, end));
    if (at != end) return io_fail(&zip->source, "its zip directory has %td bytes too many", end - at);
    return zip_index(zip);
}

bool zip_open(zip_archive *zip, const io_source *source) {
    *zip = (zip_archive){ .source = *source };
    if (zip_read_directory(zip)) return true;
    zip_close(zip);
    return false;
}

void zip_close(zip_archive *zip) {
    for (size_t i = 0; i < zip->count; i++) mem_free(zip->entries[i].name);
    mem_free(zip->entries);
    mem_free(zip->by_name);
    *zip = (zip_archive){ .count = 0 };
}

int64_t zip_find(const zip_archive *zip, const char *name) {
    size_t low = 0, high = zip->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(zip->entries[zip->by_name[middle]].name, name);
        if (order == 0) return (int64_t)zip->by_name[middle];
        if (order < 0) low = middle + 1;
        else high = middle;
    }
    return -1;
}

bool zip_read(const zip_archive *zip, size_t index, const uint8_t **content, size_t *size, void **owned) {
    const zip_entry *entry = &zip->entries[index];
    char name[200];
    snprintf(name, sizeof name, "%.100s: %.90s", zip->source.name, entry->name);
    io_source inner = zip->source;
    inner.name = name;
    *owned = NULL;
    *content = zip->source.data + entry->data;
    *size = (size_t)entry->size;
    if (entry->method == 8) {
        *owned = mem_alloc(*size + 1);
        if (!*owned) return io_no_memory(&inner, *size + 1);
        *content = *owned;
    }
    bool good = entry->method == 0 ||
                zlib_inflate(&inner, zip->source.data + entry->data, (size_t)entry->packed, *owned, *size);
    if (good && zip_crc32(0, *content, *size) != entry->crc) {
        good = io_fail(&inner, "its %zu bytes do not have the CRC told, %08" PRIx32, *size, entry->crc);
    }
    if (good) return true;
    mem_free(*owned);
    *owned = NULL;
    return false;
}

/* ---- writing --------------------------------------------------------------------------------- */

/* What local and central headers share, from "version needed" to the extra field's length: 26 bytes. */
static void zip_put_common(uint8_t *p, const zip_entry *entry, bool large, size_t extra) {
    bool plain = true;
    for (const char *c = entry->name; *c; c++) plain = plain && (unsigned char)*c < 0x80;
    io_put_le16(p, large ? 45 : 20);
    io_put_le16(p + 2, plain ? 0 : 1 << 11); /* the name is UTF-8 */
    io_put_le16(p + 4, 0);
    io_put_le16(p + 6, 0); /* midnight, 1 January 1980: equal content, equal bytes */
    io_put_le16(p + 8, 0x21);
    io_put_le32(p + 10, entry->crc);
    io_put_le32(p + 14, large ? 0xffffffffu : (uint32_t)entry->packed);
    io_put_le32(p + 18, large ? 0xffffffffu : (uint32_t)entry->size);
    io_put_le16(p + 22, (uint16_t)strlen(entry->name));
    io_put_le16(p + 24, (uint16_t)extra);
}

/* The zip64 field: size, packed size and, in the directory, the place of the local header. */
static size_t zip_put_extra64(uint8_t *p, const zip_entry *entry, bool central) {
    io_put_le16(p, 1);
    io_put_le16(p + 2, central ? 24 : 16);
    io_put_le64(p + 4, entry->size);
    io_put_le64(p + 12, entry->packed);
    if (central) io_put_le64(p + 20, entry->header);
    return central ? 28 : 20;
}

static bool zip_large(const zip_writer *zip, const zip_entry *entry) {
    return zip->always_zip64 || entry->size >= 0xffffffffu || entry->header >= 0xffffffffu;
}

static bool zip_write_local(zip_writer *zip, const zip_entry *entry, size_t align) {
    uint8_t header[ZIP_LOCAL] = { 0 }, extra[24 + 4096] = { 0 };
    size_t length = strlen(entry->name), used = 0;
    bool large = zip_large(zip, entry);
    if (large) used = zip_put_extra64(extra, entry, false);
    if (align > 1) {
        /* PyTorch's padding field "FB": its content fills up to the multiple */
        uint64_t start = entry->header + ZIP_LOCAL + length + used + 4;
        size_t padding = (size_t)(-start & (align - 1));
        memcpy(extra + used, "FB", 2);
        io_put_le16(extra + used + 2, (uint16_t)padding);
        memset(extra + used + 4, 'Z', padding);
        used += 4 + padding;
    }
    io_put_le32(header, ZIP_LOCAL_MARK);
    zip_put_common(header + 4, entry, large, used);
    return file_write(zip->out, header, sizeof header) && file_write(zip->out, entry->name, length) &&
           file_write(zip->out, extra, used);
}

bool zip_add(zip_writer *zip, const char *name, const void *content, size_t size, size_t align) {
    const io_source *source = file_writer_source(zip->out);
    void *entries = zip->entries;
    size_t length = strlen(name);
    if (length == 0 || length > 0xffff) return io_fail(source, "a zip entry's name of %zu bytes", length);
    TRY(io_reserve(&entries, &zip->capacity, zip->count, sizeof *zip->entries, source));
    zip->entries = entries;
    zip_entry entry = { .name = mem_strdup(name),
                        .header = file_position(zip->out),
                        .packed = size,
                        .size = size,
                        .crc = zip_crc32(0, content, size) };
    if (!entry.name) return io_no_memory(source, length + 1);
    zip->entries[zip->count++] = entry;
    return zip_write_local(zip, &entry, align) && file_write(zip->out, content, size);
}

static bool zip_write_central(zip_writer *zip, const zip_entry *entry) {
    uint8_t header[ZIP_CENTRAL] = { 0 }, extra[28];
    bool large = zip_large(zip, entry);
    size_t used = large ? zip_put_extra64(extra, entry, true) : 0;
    io_put_le32(header, ZIP_CENTRAL_MARK);
    io_put_le16(header + 4, large ? 45 : 20);
    zip_put_common(header + 6, entry, large, used);
    io_put_le32(header + 42, large ? 0xffffffffu : (uint32_t)entry->header);
    return file_write(zip->out, header, sizeof header) &&
           file_write(zip->out, entry->name, strlen(entry->name)) && file_write(zip->out, extra, used);
}

static bool zip_write_end64(zip_writer *zip, uint64_t offset, uint64_t size) {
    uint8_t p[ZIP_END64 + ZIP_LOCATOR] = { 0 };
    io_put_le32(p, ZIP_END64_MARK);
    io_put_le64(p + 4, ZIP_END64 - 12);
    io_put_le16(p + 12, 45);
    io_put_le16(p + 14, 45);
    io_put_le64(p + 24, zip->count);
    io_put_le64(p + 32, zip->count);
    io_put_le64(p + 40, size);
    io_put_le64(p + 48, offset);
    io_put_le32(p + ZIP_END64, ZIP_LOCATOR_MARK);
    io_put_le64(p + ZIP_END64 + 8, offset + size);
    io_put_le32(p + ZIP_END64 + 16, 1);
    return file_write(zip->out, p, sizeof p);
}

bool zip_finish(zip_writer *zip) {
    uint8_t p[ZIP_END] = { 0 };
    uint64_t offset = file_position(zip->out);
    for (size_t i = 0; i < zip->count; i++) TRY(zip_write_central(zip, &zip->entries[i]));
    uint64_t size = file_position(zip->out) - offset;
    bool large = zip->always_zip64 || offset >= 0xffffffffu || size >= 0xffffffffu || zip->count >= 0xffff;
    if (large) TRY(zip_write_end64(zip, offset, size));
    io_put_le32(p, ZIP_END_MARK);
    io_put_le16(p + 8, large ? 0xffff : (uint16_t)zip->count);
    io_put_le16(p + 10, large ? 0xffff : (uint16_t)zip->count);
    io_put_le32(p + 12, large ? 0xffffffffu : (uint32_t)size);
    io_put_le32(p + 16, large ? 0xffffffffu : (uint32_t)offset);
    return file_write(zip->out, p, sizeof p);
}

void zip_writer_release(zip_writer *zip) {
    for (size_t i = 0; i < zip->count; i++) mem_free(zip->entries[i].name);
    mem_free(zip->entries);
    *zip = (zip_writer){ .out = NULL };
}
