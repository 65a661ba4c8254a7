/* SPDX-License-Identifier: MIT
 *
 * Whole files in and out, and where the program's own files are.
 */
#include "core/base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/text.h"

enum { TREE_DEPTH = 32 };

static enum err from_errno(int code)
{
	switch (code) {
	case ENOENT:
	case ENOTDIR:
		return ERR_NOTFOUND;
	case ENOSPC:
	case EDQUOT:
		return ERR_FULL;
	default:
		return ERR_IO;
	}
}

/* ---- read ---- */

static enum err read_all(int fd, struct buf *out)
{
	char part[16384];
	ssize_t n;

	for (;;) {
		n = read(fd, part, sizeof(part));
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return ERR_IO;
		if (n == 0)
			return OK;
		if ((size_t)n > out->max - out->len)
			return ERR_LIMIT;
		buf_add(out, part, (size_t)n);
	}
}

enum err file_read(const char *path, struct buf *out)
{
	size_t before = out->len;
	enum err e;
	int fd;

	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return from_errno(errno);
	e = read_all(fd, out);
	close(fd);
	if (e)
		buf_cut(out, before);
	return e ? e : out->err;
}

bool file_exists(const char *path)
{
	return access(path, F_OK) == 0;
}

/* ---- write ---- */

static enum err write_all(int fd, const char *data, size_t len)
{
	while (len > 0) {
		ssize_t n = write(fd, data, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return from_errno(errno);
		data += n;
		len -= (size_t)n;
	}
	return fsync(fd) == 0 ? OK : from_errno(errno);
}

/* A rename is durable only when its folder is. */
enum err file_sync_folder_of(const char *path)
{
	char folder[PATH_SIZE];
	const char *slash = strrchr(path, '/');
	int fd, rc;

	if (!slash)
		(void)text_copy(folder, sizeof(folder), ".");
	else if (!text_copyn(folder, sizeof(folder), path, (size_t)(slash - path) + 1))
		return ERR_LIMIT;
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return from_errno(errno);
	rc = fsync(fd);
	close(fd);
	return rc == 0 ? OK : ERR_IO;
}

enum err file_write(const char *path, const void *data, size_t len)
{
	char temporary[PATH_SIZE];
	enum err e;
	int fd;

	if (!text_format(temporary, sizeof(temporary), "%s.XXXXXX", path))
		return ERR_LIMIT;
	fd = mkostemp(temporary, O_CLOEXEC); /* mode 0600 */
	if (fd < 0)
		return from_errno(errno);
	e = write_all(fd, data, len);
	if (close(fd) != 0 && !e)
		e = from_errno(errno);
	if (!e && rename(temporary, path) != 0)
		e = from_errno(errno);
	if (e) {
		unlink(temporary);
		return e;
	}
	return file_sync_folder_of(path);
}

/* ---- folders ---- */

static enum err make_one(const char *path)
{
	struct stat st;

	if (mkdir(path, 0700) == 0)
		return OK;
	if (errno != EEXIST)
		return from_errno(errno);
	return stat(path, &st) == 0 && S_ISDIR(st.st_mode) ? OK : ERR_EXISTS;
}

enum err file_make_dir(const char *path)
{
	char part[PATH_SIZE];
	enum err e;

	if (!text_copy(part, sizeof(part), path) || part[0] == '\0')
		return ERR_LIMIT;
	for (char *p = part + 1; *p; p++) {
		if (*p != '/')
			continue;
		*p = '\0';
		e = make_one(part);
		if (e)
			return e;
		*p = '/';
	}
	return make_one(part);
}

static enum err remove_at(int parent, const char *name, int depth);

/* Removes what is in the folder; takes over fd. */
static enum err empty_folder(int fd, int depth)
{
	struct dirent *d;
	enum err e = OK;
	DIR *dir = fdopendir(fd);

	if (!dir) {
		close(fd);
		return ERR_IO;
	}
	while (!e && (d = readdir(dir))) {
		if (strcmp(d->d_name, ".") != 0 && strcmp(d->d_name, "..") != 0)
			e = remove_at(fd, d->d_name, depth + 1);
	}
	closedir(dir);
	return e;
}

static enum err remove_at(int parent, const char *name, int depth)
{
	enum err e;
	int fd;

	if (unlinkat(parent, name, 0) == 0) /* a file, or a link itself */
		return OK;
	if (errno != EISDIR && errno != EPERM)
		return from_errno(errno);
	if (depth > TREE_DEPTH)
		return ERR_LIMIT;
	fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return from_errno(errno);
	e = empty_folder(fd, depth);
	if (e)
		return e;
	return unlinkat(parent, name, AT_REMOVEDIR) == 0 ? OK : from_errno(errno);
}

enum err file_remove_tree(const char *path)
{
	return remove_at(AT_FDCWD, path, 0);
}

/* ---- the program's own files ---- */

enum err file_self(char out[PATH_SIZE])
{
	char path[PATH_SIZE];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 1);

	if (n < 0)
		return ERR_IO;
	path[n] = '\0';
	return text_copy(out, PATH_SIZE, path) ? OK : ERR_LIMIT;
}

/* A build folder is called build* and stands beside "assets". */
static bool is_build_dir(const char *path)
{
	char assets[PATH_SIZE];
	const char *slash = strrchr(path, '/');

	return slash && text_starts(slash + 1, "build") &&
	       text_format(assets, sizeof(assets), "%.*s/assets", (int)(slash - path), path) &&
	       file_exists(assets);
}

enum err file_build_dir(char out[PATH_SIZE])
{
	char path[PATH_SIZE], *slash;
	enum err e = file_self(path);

	if (e)
		return e;
	while ((slash = strrchr(path, '/'))) {
		*slash = '\0';
		if (is_build_dir(path))
			return text_copy(out, PATH_SIZE, path) ? OK : ERR_LIMIT;
	}
	return ERR_NOTFOUND;
}

enum err file_asset(const char *name, char out[PATH_SIZE])
{
	char root[PATH_SIZE], path[PATH_SIZE];
	bool form = strcmp(name, "forms") == 0 || text_starts(name, "forms/");
	bool fits;

	if (file_build_dir(root) == OK) {
		*strrchr(root, '/') = '\0';
		fits = text_format(
			path, sizeof(path), "%s/%s%s", root, form ? "" : "assets/", name);
	} else {
		fits = text_format(path, sizeof(path), "%s/share/onetrip/%s", PREFIX, name);
	}
	if (!fits)
		return ERR_LIMIT;
	if (!file_exists(path))
		return ERR_NOTFOUND;
	(void)text_copy(out, PATH_SIZE, path);
	return OK;
}

enum err file_helper(const char *name, char out[PATH_SIZE])
{
	char root[PATH_SIZE], path[PATH_SIZE];
	bool fits = file_build_dir(root) == OK ? text_format(path, sizeof path, "%s/%s", root, name) :
		text_format(path, sizeof path, "%s/libexec/onetrip/%s", PREFIX, name);

	if (!fits)
		return ERR_LIMIT;
	if (!file_exists(path))
		return ERR_NOTFOUND;
	(void)text_copy(out, PATH_SIZE, path);
	return OK;
}
