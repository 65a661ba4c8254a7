/* SPDX-License-Identifier: MIT
 *
 * What must hold: a name stays inside the folder, and what is read is one whole regular file.
 */
#include "core/casework/desk/inbox.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/text.h"

enum { PART = 65536, TAIL = 1024 };

/* Ending of the name, first bytes, and what stands near the end of a whole one. */
static const struct {
	const char *ending;
	const char *head;
	size_t head_len;
	const char *tail;
	size_t tail_len;
} kinds[] = {
	{".jpg", "\xff\xd8\xff", 3, "\xff\xd9", 2},
	{".jpeg", "\xff\xd8\xff", 3, "\xff\xd9", 2},
	{".png", "\x89PNG\r\n\x1a\n", 8, "IEND", 4},
	{".pdf", "%PDF-", 5, "%%EOF", 5},
	{".tif", "II*\0", 4, "", 0},
	{".tiff", "II*\0", 4, "", 0},
	{".tif", "MM\0*", 4, "", 0},
	{".tiff", "MM\0*", 4, "", 0},
	{".ofd", "PK\x03\x04", 4, "PK\x05\x06", 4},
};

static bool ends(const char *name, const char *ending)
{
	size_t n = strlen(name), len = strlen(ending);

	return n > len && strcasecmp(name + n - len, ending) == 0;
}

static bool named_like_one(const char *name)
{
	if (name[0] == '.' || strchr(name, '/') || strlen(name) >= INBOX_NAME ||
		!text_valid(name, strlen(name)))
		return false;
	for (size_t i = 0; i < COUNT_OF(kinds); i++)
		if (ends(name, kinds[i].ending))
			return true;
	return false;
}

static int open_folder(const char *folder)
{
	return open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

static int64_t changed_ms(const struct stat *st)
{
	return (int64_t)st->st_mtim.tv_sec * 1000 + st->st_mtim.tv_nsec / 1000000;
}

/* Into its place among the newest max. */
static size_t insert(struct inbox_file *out, size_t n, size_t max, const struct inbox_file *f)
{
	size_t at = n;

	while (at > 0 && (out[at - 1].at_ms < f->at_ms || (out[at - 1].at_ms == f->at_ms &&
					strcmp(out[at - 1].name, f->name) < 0)))
		at--;
	if (at == max)
		return n;
	if (n == max)
		n--;
	memmove(&out[at + 1], &out[at], (n - at) * sizeof *out);
	out[at] = *f;
	return n + 1;
}

size_t inbox_list(const char *folder, struct inbox_file *out, size_t max, size_t *all)
{
	int fd = folder && *folder ? open_folder(folder) : -1;
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	size_t n = 0, seen = 0;
	struct dirent *d;

	if (fd >= 0 && !dir)
		close(fd);
	while (dir && (d = readdir(dir))) {
		struct inbox_file f;
		struct stat st;
		if (!named_like_one(d->d_name) ||
			fstatat(dirfd(dir), d->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0 ||
			!S_ISREG(st.st_mode) || st.st_size <= 0)
			continue;
		text_copy(f.name, sizeof f.name, d->d_name);
		f.len = (size_t)st.st_size;
		f.at_ms = changed_ms(&st);
		seen++;
		n = insert(out, n, max, &f);
	}
	if (dir)
		closedir(dir);
	if (all)
		*all = seen;
	return n;
}

static enum err read_all(int fd, struct buf *out)
{
	char part[PART];
	ssize_t n;

	while ((n = read(fd, part, sizeof part)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return ERR_IO;
		buf_add(out, part, (size_t)n);
		if (out->err)
			return out->err;
	}
	explicit_bzero(part, sizeof part);
	return OK;
}

/* By its bytes, whatever the name says. */
static enum err kind_of(const struct buf *b)
{
	size_t from = b->len > TAIL ? b->len - TAIL : 0;

	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		if (b->len < kinds[i].head_len ||
			memcmp(b->data, kinds[i].head, kinds[i].head_len) != 0)
			continue;
		return !kinds[i].tail_len || memmem(b->data + from, b->len - from, kinds[i].tail,
						     kinds[i].tail_len)
			       ? OK
			       : ERR_BUSY;
	}
	return ERR_INPUT;
}

static enum err read_one(int fd, struct buf *out)
{
	struct stat before, after;

	if (fstat(fd, &before) != 0 || !S_ISREG(before.st_mode))
		return ERR_INPUT;
	enum err e = read_all(fd, out);
	if (e)
		return e;
	if (fstat(fd, &after) != 0 || before.st_size != after.st_size ||
		changed_ms(&before) != changed_ms(&after) || (size_t)after.st_size != out->len)
		return ERR_BUSY;
	return kind_of(out);
}

enum err inbox_read(const char *folder, const char *name, struct buf *out)
{
	int dir = named_like_one(name) ? open_folder(folder) : -1, fd;

	if (dir < 0)
		return named_like_one(name) ? ERR_NOTFOUND : ERR_INPUT;
	fd = openat(dir, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	close(dir);
	if (fd < 0)
		return errno == ENOENT ? ERR_NOTFOUND : ERR_INPUT;
	enum err e = read_one(fd, out);
	close(fd);
	if (e)
		buf_clear(out);
	return e;
}

enum err inbox_remove(const char *folder, const char *name)
{
	int dir = named_like_one(name) ? open_folder(folder) : -1;

	if (dir < 0)
		return ERR_NOTFOUND;
	int gone = unlinkat(dir, name, 0);
	close(dir);
	return gone == 0 ? OK : ERR_IO;
}
