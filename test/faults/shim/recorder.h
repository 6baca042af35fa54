/*
 * Records, in order, what a program does to one folder of files, and makes chosen operations fail.
 *
 * Loaded with LD_PRELOAD into every process of a run; the environment says what to do:
 *   DISK_SHIM_DIR         the folder that is watched
 *   DISK_SHIM_ACK         the file whose writes are acknowledgements (it is not part of the disk)
 *   DISK_SHIM_LOG         where the records go (outside the folder); absent: nothing is recorded
 *   DISK_SHIM_FAIL        comma-separated classes that fail: open (for writing, and asking whether one may), write, sync, truncate, rename, unlink, mkdir
 *   DISK_SHIM_FAIL_AT     the first operation of those classes that fails, counted from 1 in each process; 0: none
 *   DISK_SHIM_FAIL_COUNT  how many fail from there on; 0 or absent: all
 *   DISK_SHIM_ERRNO       EIO (the default), ENOSPC, EROFS, EACCES or EDQUOT
 *   DISK_SHIM_SHORT       set: the first failing write stores half of its bytes and says so; those after it fail
 *
 * A record is, little-endian: u32 its whole length, u8 operation, u8 detail, u16 path length, u64 inode, u64 number, then the
 * path relative to the folder, then data. Operations:
 *   c created a file    o opened one for writing     w wrote (number: offset)   t resized (number: bytes)
 *   s synced a file     d synced a directory         r renamed (data: new path) u unlinked   m made a directory
 *   x removed one       k acknowledged (data)        f failed on purpose (detail: the operation, number: errno)
 *   ! did what the disk model does not know (data: its name), so the recording cannot be used
 *
 * One lock over all processes (flock on the log) is held around an operation and its record, so the order of the records is
 * the order of the operations. What glibc does inside itself (fopen, mkstemp) is not seen: the reader of the log compares its
 * final state with the folder to prove that nothing was missed. SQLite's -shm files are not durable and are ignored.
 */
#ifndef RECORDER_H
#define RECORDER_H

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

/* The function that the shim stands in front of. */
#define REAL(name)                                       \
  ({                                                     \
    static __typeof__(name) *real_function;              \
    if (!real_function)                                  \
      real_function = dlsym(RTLD_NEXT, #name);           \
    real_function;                                       \
  })

enum kind { UNKNOWN, OTHER, DISK_FILE, DISK_FOLDER, ACKNOWLEDGEMENT };

/* A preloaded library's public names replace the program's own, so only the intercepted calls may be public. */
#pragma GCC visibility push(hidden)

/* Writes the canonical absolute path of a file that may not exist yet; 0 when even its folder does not. */
int canonical(int at, const char *path, char *out);
/* As canonical, but the last component is not followed: what rename and unlink act on. */
int canonical_entry(int at, const char *path, char *out);
enum kind kind_of_path(const char *path);
/* The part of a canonical path below the folder; empty for the folder itself. */
const char *inside(const char *path);
/* The canonical path of a descriptor; 0 when it has none. */
int path_of(int fd, char *out);
enum kind kind_of(int fd);
uint64_t inode_of(int fd);
/* Notes the kind of a descriptor; UNKNOWN forgets it. */
void remember(int fd, enum kind kind);

/* Take and give back the lock that orders all operations; leave returns its argument and keeps errno. */
void enter(void);
long leave(long result);

/* The caller of these holds the lock. `data` holds at least `data_length` bytes. */
void record(char operation, char detail, uint64_t inode, uint64_t number, const char *path, const struct iovec *data,
            size_t data_length);
void record_text(char operation, uint64_t inode, const char *path, const char *text);
/* Whether the operation about to happen must fail; if so, sets errno and records the failure. */
int must_fail(const char *class, char operation, uint64_t inode, const char *path);
/* Whether the failing write is to be a short one instead; true once. */
int take_short_write(void);

/* Records, taking the lock itself, that the program did what the disk model does not know. */
void refuse_recording(const char *what);

#pragma GCC visibility pop
#endif
