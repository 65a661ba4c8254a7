/* SPDX-License-Identifier: MIT
 *
 * The permission is asked of the descriptor that is read, so the file cannot be another meanwhile.
 */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/mem.h"
#include "core/exchange/secret_file.h"

static enum err check_line(char *text, size_t len)
{
	if (len > 0 && text[len - 1] == '\n')
		text[--len] = '\0';
	for (size_t i = 0; i < len; i++) {
		if (text[i] <= ' ' || text[i] > '~')
			return ERR_SYNTAX;
	}
	return len > 0 ? OK : ERR_SYNTAX;
}

static bool closed(const struct stat *st)
{
	return S_ISREG(st->st_mode) && (st->st_mode & 077) == 0 &&
	       (st->st_uid == geteuid() || st->st_uid == 0);
}

bool secret_file_closed(const char *path)
{
	struct stat st;

	return path && stat(path, &st) == 0 && closed(&st);
}

enum err secret_file_read(const char *path, char *out, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	struct stat st;
	enum err err = ERR_DENIED;
	ssize_t n;

	if (fd < 0)
		return ERR_IO;
	if (fstat(fd, &st) == 0 && closed(&st)) {
		n = read(fd, out, size - 1);
		out[n > 0 ? n : 0] = '\0';
		err = n < 0 ? ERR_IO : check_line(out, (size_t)n);
		if (st.st_size >= (off_t)size)
			err = ERR_LIMIT;
	}
	close(fd);
	if (err)
		mem_wipe(out, size);
	return err;
}
