/* What every intercepted call needs: whose descriptor is it, the ordered log, and which operations must fail. */
#include "recorder.h"
#include <pthread.h>
#include <sys/file.h>

#define FD_LIMIT 65536

static char folder[PATH_MAX], acknowledgement_path[PATH_MAX];
static size_t folder_length;
static const char *log_path, *fail_classes;
static long fail_at, fail_count, failable_seen;
static int fail_errno = EIO, short_write_due;
/* The kind of every descriptor, looked up at its first use and forgotten when it is closed. */
static volatile unsigned char kinds[FD_LIMIT];
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int log_fd = -1;
static pid_t log_owner;

int canonical(int at, const char *path, char *out)
{
  char joined[PATH_MAX * 2], parent[PATH_MAX * 2];
  if (path[0] == '/' || at == AT_FDCWD) {
    snprintf(joined, sizeof joined, "%s", path);
  } else {
    char link[64], base[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", at);
    ssize_t length = readlink(link, base, sizeof base - 1);
    if (length < 0) return 0;
    base[length] = 0;
    snprintf(joined, sizeof joined, "%s/%s", base, path);
  }
  if (realpath(joined, out)) return 1;
  snprintf(parent, sizeof parent, "%s", joined);
  size_t end = strlen(parent);
  while (end > 1 && parent[end - 1] == '/') parent[--end] = 0;
  char *slash = strrchr(parent, '/');
  const char *name = slash ? slash + 1 : parent;
  char directory[PATH_MAX];
  if (slash == parent) {
    strcpy(directory, "");
  } else {
    if (slash) *slash = 0;
    if (!realpath(slash ? parent : ".", directory)) return 0;
  }
  return snprintf(out, PATH_MAX, "%s/%s", directory, name) < PATH_MAX;
}

int canonical_entry(int at, const char *path, char *out)
{
  char joined[PATH_MAX], name[NAME_MAX + 1];
  if (snprintf(joined, sizeof joined, "%s", path) >= PATH_MAX) return 0;
  size_t end = strlen(joined);
  while (end > 1 && joined[end - 1] == '/') joined[--end] = 0;
  char *slash = strrchr(joined, '/');
  snprintf(name, sizeof name, "%s", slash ? slash + 1 : joined);
  if (slash == joined) return snprintf(out, PATH_MAX, "/%s", name) < PATH_MAX;
  if (slash) *slash = 0;
  if (!canonical(at, slash ? joined : ".", out)) return 0;
  size_t length = strlen(out);
  return snprintf(out + length, PATH_MAX - length, "/%s", name) < (int)(PATH_MAX - length);
}

enum kind kind_of_path(const char *path)
{
  size_t length = strlen(path);
  if (!folder_length) return OTHER;
  if (!strcmp(path, acknowledgement_path)) return ACKNOWLEDGEMENT;
  if (strncmp(path, folder, folder_length)) return OTHER;
  if (!path[folder_length]) return DISK_FOLDER;
  if (path[folder_length] != '/') return OTHER;
  return length > 4 && !strcmp(path + length - 4, "-shm") ? OTHER : DISK_FILE;
}

const char *inside(const char *path)
{
  return path[folder_length] ? path + folder_length + 1 : "";
}

int path_of(int fd, char *out)
{
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, out, PATH_MAX - 1);
  if (length < 0) return 0;
  out[length] = 0;
  return 1;
}

void remember(int fd, enum kind kind)
{
  if (fd >= 0 && fd < FD_LIMIT) kinds[fd] = kind;
}

enum kind kind_of(int fd)
{
  char path[PATH_MAX];
  struct stat status;
  if (fd < 0) return OTHER;
  if (fd < FD_LIMIT && kinds[fd] != UNKNOWN) return kinds[fd];
  int saved = errno;
  enum kind kind = path_of(fd, path) ? kind_of_path(path) : OTHER;
  if (kind == DISK_FILE && !fstat(fd, &status) && S_ISDIR(status.st_mode)) kind = DISK_FOLDER;
  remember(fd, kind);
  errno = saved;
  return kind;
}

uint64_t inode_of(int fd)
{
  struct stat status;
  return fstat(fd, &status) ? 0 : status.st_ino;
}

/* A forked child shares its parent's open log, and with it the parent's flock: it must open its own. */
static void open_log(void)
{
  if (!log_path || (log_fd >= 0 && log_owner == getpid())) return;
  log_fd = REAL(open)(log_path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  log_owner = getpid();
  if (log_fd >= 0) remember(log_fd, OTHER);
}

void enter(void)
{
  pthread_mutex_lock(&mutex);
  open_log();
  while (log_fd >= 0 && flock(log_fd, LOCK_EX) && errno == EINTR) continue;
}

long leave(long result)
{
  int saved = errno;
  if (log_fd >= 0) flock(log_fd, LOCK_UN);
  pthread_mutex_unlock(&mutex);
  errno = saved;
  return result;
}

/* Makes one write of each record; one that cannot be stored ends the process, for the log would lie. */
void record(char operation, char detail, uint64_t inode, uint64_t number, const char *path,
                   const struct iovec *data, size_t data_length)
{
  static unsigned char *buffer;
  static size_t capacity;
  if (!log_path) return;
  int saved = errno;
  uint16_t path_length = strlen(path);
  uint32_t length = 24 + path_length + data_length;
  if (length > capacity) {
    buffer = realloc(buffer, length * 2);
    capacity = length * 2;
  }
  if (!buffer) abort();
  memcpy(buffer, &length, 4);
  buffer[4] = operation;
  buffer[5] = detail;
  memcpy(buffer + 6, &path_length, 2);
  memcpy(buffer + 8, &inode, 8);
  memcpy(buffer + 16, &number, 8);
  memcpy(buffer + 24, path, path_length);
  for (size_t at = 24 + path_length, left = data_length; left > 0; data++) {
    size_t part = data->iov_len < left ? data->iov_len : left;
    memcpy(buffer + at, data->iov_base, part);
    at += part;
    left -= part;
  }
  if (log_fd < 0 || REAL(write)(log_fd, buffer, length) != (ssize_t)length) abort();
  errno = saved;
}

void record_text(char operation, uint64_t inode, const char *path, const char *text)
{
  struct iovec data = {(void *)text, strlen(text)};
  record(operation, 0, inode, 0, path, &data, data.iov_len);
}

void refuse_recording(const char *what)
{
  enter();
  record_text('!', 0, "", what);
  leave(0);
}

int must_fail(const char *class, char operation, uint64_t inode, const char *path)
{
  size_t length = strlen(class);
  const char *at = fail_classes ? strstr(fail_classes, class) : NULL;
  if (!at || (at[length] && at[length] != ',')) return 0;
  failable_seen++;
  if (!fail_at || failable_seen < fail_at || (fail_count && failable_seen >= fail_at + fail_count)) return 0;
  errno = fail_errno;
  record('f', operation, inode, fail_errno, path, NULL, 0);
  return 1;
}

int take_short_write(void)
{
  int due = short_write_due;
  short_write_due = 0;
  return due;
}

static int errno_named(const char *name)
{
  static const struct { const char *name; int value; } known[] = {
    {"EIO", EIO}, {"ENOSPC", ENOSPC}, {"EROFS", EROFS}, {"EACCES", EACCES}, {"EDQUOT", EDQUOT}};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (!strcmp(known[i].name, name)) return known[i].value;
  fprintf(stderr, "disk-shim: DISK_SHIM_ERRNO=%s is not known\n", name);
  abort();
}

static long number_from(const char *variable)
{
  const char *text = getenv(variable);
  return text ? atol(text) : 0;
}

__attribute__((constructor)) static void read_environment(void)
{
  const char *directory = getenv("DISK_SHIM_DIR"), *acknowledgements = getenv("DISK_SHIM_ACK");
  if (acknowledgements && !canonical(AT_FDCWD, acknowledgements, acknowledgement_path)) abort();
  log_path = getenv("DISK_SHIM_LOG");
  fail_classes = getenv("DISK_SHIM_FAIL");
  fail_at = number_from("DISK_SHIM_FAIL_AT");
  fail_count = number_from("DISK_SHIM_FAIL_COUNT");
  short_write_due = getenv("DISK_SHIM_SHORT") != NULL;
  if (getenv("DISK_SHIM_ERRNO")) fail_errno = errno_named(getenv("DISK_SHIM_ERRNO"));
  if (directory && !canonical(AT_FDCWD, directory, folder)) abort();
  folder_length = strlen(folder);
}
