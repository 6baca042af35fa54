/* The intercepted calls: each does the real thing under the lock and records it. */
#include "recorder.h"
#include <stdarg.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/syscall.h>

#define SAME_AS(name) __attribute__((alias(#name)))
#define COPY_CHUNK_BYTES 65536

static int open_at(int at, const char *path, int flags, mode_t mode)
{
  char full[PATH_MAX];
  int writes = (flags & O_ACCMODE) != O_RDONLY || (flags & (O_CREAT | O_TRUNC));
  /* A descriptor for reading is looked up only if it is ever synced, as a directory is. */
  enum kind kind = writes && canonical(at, path, full) ? kind_of_path(full) : UNKNOWN;
  if (kind != DISK_FILE) {
    int fd = REAL(openat)(at, path, flags, mode);
    remember(fd, kind);
    return fd;
  }
  enter();
  if (must_fail("open", 'o', 0, inside(full))) return leave(-1);
  int existed = access(full, F_OK) == 0;
  int fd = REAL(openat)(at, path, flags, mode);
  if (fd < 0) return leave(fd);
  remember(fd, kind);
  record(existed ? 'o' : 'c', 0, inode_of(fd), 0, inside(full), NULL, 0);
  if (existed && (flags & O_TRUNC)) record('t', 0, inode_of(fd), 0, "", NULL, 0);
  return leave(fd);
}

#define TAKE_MODE                                        \
  mode_t mode = 0;                                       \
  if (flags & (O_CREAT | __O_TMPFILE)) {                 \
    va_list rest;                                        \
    va_start(rest, flags);                               \
    mode = va_arg(rest, mode_t);                         \
    va_end(rest);                                        \
  }

int open(const char *path, int flags, ...)
{
  TAKE_MODE
  return open_at(AT_FDCWD, path, flags, mode);
}
int open64(const char *path, int flags, ...) SAME_AS(open);

int openat(int at, const char *path, int flags, ...)
{
  TAKE_MODE
  return open_at(at, path, flags, mode);
}
int openat64(int at, const char *path, int flags, ...) SAME_AS(openat);

int creat(const char *path, mode_t mode)
{
  return open_at(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}
int creat64(const char *path, mode_t mode) SAME_AS(creat);

/* A file system that refuses to open a file for writing says so when it is asked, too. */
int access(const char *path, int mode)
{
  char full[PATH_MAX];
  enum kind kind = (mode & W_OK) && canonical(AT_FDCWD, path, full) ? kind_of_path(full) : OTHER;
  if (kind != DISK_FILE && kind != DISK_FOLDER) return REAL(access)(path, mode);
  enter();
  if (must_fail("open", 'o', 0, inside(full))) return leave(-1);
  return leave(REAL(access)(path, mode));
}

int close(int fd)
{
  remember(fd, UNKNOWN);
  return REAL(close)(fd);
}

int dup2(int from, int to)
{
  if (from != to) remember(to, UNKNOWN);
  return REAL(dup2)(from, to);
}

int dup3(int from, int to, int flags)
{
  remember(to, UNKNOWN);
  return REAL(dup3)(from, to, flags);
}

/* Every kind of write; offset -1 means the descriptor's own position. */
static ssize_t write_vector(int fd, const struct iovec *data, int count, off_t offset)
{
  enum kind kind = kind_of(fd);
  if (kind != DISK_FILE && kind != ACKNOWLEDGEMENT)
    return offset < 0 ? REAL(writev)(fd, data, count) : REAL(pwritev)(fd, data, count, offset);
  struct iovec half;
  enter();
  if (kind == DISK_FILE && must_fail("write", 'w', inode_of(fd), "")) {
    if (count < 1 || data->iov_len < 2 || !take_short_write()) return leave(-1);
    half = (struct iovec){data->iov_base, data->iov_len / 2};
    data = &half;
    count = 1;
  }
  ssize_t done = offset < 0 ? REAL(writev)(fd, data, count) : REAL(pwritev)(fd, data, count, offset);
  if (done > 0) {
    off_t start = offset < 0 ? lseek(fd, 0, SEEK_CUR) - done : offset;
    record(kind == DISK_FILE ? 'w' : 'k', 0, inode_of(fd), start, "", data, done);
  }
  return leave(done);
}

ssize_t write(int fd, const void *bytes, size_t length)
{
  return write_vector(fd, &(struct iovec){(void *)bytes, length}, 1, -1);
}

ssize_t writev(int fd, const struct iovec *data, int count)
{
  return write_vector(fd, data, count, -1);
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset)
{
  return write_vector(fd, &(struct iovec){(void *)bytes, length}, 1, offset);
}
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) SAME_AS(pwrite);

ssize_t pwritev(int fd, const struct iovec *data, int count, off_t offset)
{
  return write_vector(fd, data, count, offset);
}
ssize_t pwritev64(int fd, const struct iovec *data, int count, off64_t offset) SAME_AS(pwritev);

/* A copy inside the kernel would show no data; into the folder it is made by reading and writing. */
ssize_t sendfile(int to, int from, off_t *offset, size_t count)
{
  char chunk[COPY_CHUNK_BYTES];
  if (kind_of(to) != DISK_FILE) return REAL(sendfile)(to, from, offset, count);
  size_t wanted = count < sizeof chunk ? count : sizeof chunk;
  ssize_t length = offset ? pread(from, chunk, wanted, *offset) : read(from, chunk, wanted);
  if (length > 0) length = write(to, chunk, length);
  if (length > 0 && offset) *offset += length;
  return length;
}
ssize_t sendfile64(int to, int from, off64_t *offset, size_t count) SAME_AS(sendfile);

/* Callers of copy_file_range fall back to sendfile when the kernel has none. */
ssize_t copy_file_range(int from, off64_t *from_offset, int to, off64_t *to_offset, size_t count, unsigned flags)
{
  if (kind_of(to) != DISK_FILE) return REAL(copy_file_range)(from, from_offset, to, to_offset, count, flags);
  errno = ENOSYS;
  return -1;
}

/* libuv makes some system calls by number. */
long syscall(long number, ...)
{
  long a[6];
  va_list rest;
  va_start(rest, number);
  for (int i = 0; i < 6; i++) a[i] = va_arg(rest, long);
  va_end(rest);
  if (number == SYS_close) return close((int)a[0]);
  if (number == SYS_copy_file_range)
    return copy_file_range((int)a[0], (off64_t *)a[1], (int)a[2], (off64_t *)a[3], a[4], a[5]);
  return REAL(syscall)(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

int ftruncate(int fd, off_t length)
{
  if (kind_of(fd) != DISK_FILE) return REAL(ftruncate)(fd, length);
  enter();
  if (must_fail("truncate", 't', inode_of(fd), "")) return leave(-1);
  int result = REAL(ftruncate)(fd, length);
  if (!result) record('t', 0, inode_of(fd), length, "", NULL, 0);
  return leave(result);
}
int ftruncate64(int fd, off64_t length) SAME_AS(ftruncate);

int truncate(const char *path, off_t length)
{
  int fd = open(path, O_WRONLY | O_CLOEXEC);
  if (fd < 0) return -1;
  int result = ftruncate(fd, length);
  int saved = errno;
  close(fd);
  errno = saved;
  return result;
}
int truncate64(const char *path, off64_t length) SAME_AS(truncate);

int fallocate(int fd, int mode, off_t offset, off_t length)
{
  struct stat status;
  if (kind_of(fd) != DISK_FILE) return REAL(fallocate)(fd, mode, offset, length);
  if (mode) refuse_recording("fallocate with a mode");
  enter();
  if (must_fail("truncate", 't', inode_of(fd), "")) return leave(-1);
  int result = REAL(fallocate)(fd, mode, offset, length);
  if (!result && !fstat(fd, &status)) record('t', 0, status.st_ino, status.st_size, "", NULL, 0);
  return leave(result);
}
int fallocate64(int fd, int mode, off64_t offset, off64_t length) SAME_AS(fallocate);

int posix_fallocate(int fd, off_t offset, off_t length)
{
  if (kind_of(fd) != DISK_FILE) return REAL(posix_fallocate)(fd, offset, length);
  return fallocate(fd, 0, offset, length) ? errno : 0;
}
int posix_fallocate64(int fd, off64_t offset, off64_t length) SAME_AS(posix_fallocate);

static int sync_with(int (*real)(int), int fd)
{
  char path[PATH_MAX];
  enum kind kind = kind_of(fd);
  if ((kind != DISK_FILE && kind != DISK_FOLDER) || !path_of(fd, path)) return real(fd);
  char operation = kind == DISK_FILE ? 's' : 'd';
  enter();
  if (must_fail("sync", operation, inode_of(fd), inside(path))) return leave(-1);
  int result = real(fd);
  if (!result) record(operation, 0, inode_of(fd), 0, kind == DISK_FOLDER ? inside(path) : "", NULL, 0);
  return leave(result);
}

int fsync(int fd)
{
  return sync_with(REAL(fsync), fd);
}

int fdatasync(int fd)
{
  return sync_with(REAL(fdatasync), fd);
}

int renameat2(int from_at, const char *from, int to_at, const char *to, unsigned flags)
{
  char old_path[PATH_MAX], new_path[PATH_MAX];
  int from_inside = canonical_entry(from_at, from, old_path) && kind_of_path(old_path) == DISK_FILE;
  int to_inside = canonical_entry(to_at, to, new_path) && kind_of_path(new_path) == DISK_FILE;
  if (!from_inside && !to_inside) return REAL(renameat2)(from_at, from, to_at, to, flags);
  if (!from_inside || !to_inside || flags) refuse_recording("rename across the folder's edge or with flags");
  enter();
  if (must_fail("rename", 'r', 0, from_inside ? inside(old_path) : "")) return leave(-1);
  int result = REAL(renameat2)(from_at, from, to_at, to, flags);
  if (!result && from_inside && to_inside) record_text('r', 0, inside(old_path), inside(new_path));
  return leave(result);
}

int renameat(int from_at, const char *from, int to_at, const char *to)
{
  return renameat2(from_at, from, to_at, to, 0);
}

int rename(const char *from, const char *to)
{
  return renameat2(AT_FDCWD, from, AT_FDCWD, to, 0);
}

int unlinkat(int at, const char *path, int flags)
{
  char full[PATH_MAX];
  if (!canonical_entry(at, path, full) || kind_of_path(full) != DISK_FILE) return REAL(unlinkat)(at, path, flags);
  char operation = flags & AT_REMOVEDIR ? 'x' : 'u';
  enter();
  if (must_fail("unlink", operation, 0, inside(full))) return leave(-1);
  int result = REAL(unlinkat)(at, path, flags);
  if (!result) record(operation, 0, 0, 0, inside(full), NULL, 0);
  return leave(result);
}

int unlink(const char *path)
{
  return unlinkat(AT_FDCWD, path, 0);
}

int rmdir(const char *path)
{
  return unlinkat(AT_FDCWD, path, AT_REMOVEDIR);
}

int remove(const char *path)
{
  struct stat status;
  if (lstat(path, &status)) return -1;
  return unlinkat(AT_FDCWD, path, S_ISDIR(status.st_mode) ? AT_REMOVEDIR : 0);
}

int mkdirat(int at, const char *path, mode_t mode)
{
  char full[PATH_MAX];
  if (!canonical_entry(at, path, full) || kind_of_path(full) != DISK_FILE) return REAL(mkdirat)(at, path, mode);
  enter();
  if (must_fail("mkdir", 'm', 0, inside(full))) return leave(-1);
  int result = REAL(mkdirat)(at, path, mode);
  if (!result) record('m', 0, 0, 0, inside(full), NULL, 0);
  return leave(result);
}

int mkdir(const char *path, mode_t mode)
{
  return mkdirat(AT_FDCWD, path, mode);
}

int linkat(int from_at, const char *from, int to_at, const char *to, int flags)
{
  char full[PATH_MAX];
  if (canonical_entry(to_at, to, full) && kind_of_path(full) == DISK_FILE) refuse_recording("link");
  return REAL(linkat)(from_at, from, to_at, to, flags);
}

int link(const char *from, const char *to)
{
  return linkat(AT_FDCWD, from, AT_FDCWD, to, 0);
}

int symlinkat(const char *target, int at, const char *path)
{
  char full[PATH_MAX];
  if (canonical_entry(at, path, full) && kind_of_path(full) == DISK_FILE) refuse_recording("symlink");
  return REAL(symlinkat)(target, at, path);
}

int symlink(const char *target, const char *path)
{
  return symlinkat(target, AT_FDCWD, path);
}

void *mmap(void *address, size_t length, int protection, int flags, int fd, off_t offset)
{
  if (fd >= 0 && (protection & PROT_WRITE) && (flags & MAP_SHARED) && kind_of(fd) == DISK_FILE)
    refuse_recording("a writable mapping");
  return REAL(mmap)(address, length, protection, flags, fd, offset);
}
void *mmap64(void *address, size_t length, int protection, int flags, int fd, off64_t offset) SAME_AS(mmap);
