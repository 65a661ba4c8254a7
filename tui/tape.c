/* SPDX-License-Identifier: MIT
 *
 * "SECONDS LENGTH\n", then the picture; a broken end (a trainee who was killed) is left out.
 */
#include "tui/tape.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/mem.h"

static enum err write_file(const char *path, int how, const char *head, const char *bytes, size_t len)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | how, 0600);

	if (fd < 0)
		return ERR_IO;
	bool good = write(fd, head, strlen(head)) == (ssize_t)strlen(head) &&
		write(fd, bytes, len) == (ssize_t)len;
	close(fd);
	return good ? OK : ERR_IO;
}

enum err tape_begin(const char *path)
{
	return write_file(path, O_TRUNC, "", "", 0);
}

/* The newer half. */
static enum err halve(const char *path)
{
	struct tape t;
	enum err e = tape_load(path, &t);

	if (e)
		return e;
	size_t from = t.n > 1 ? t.frames[t.n / 2 - 1].at + t.frames[t.n / 2 - 1].len : t.bytes.len;
	e = write_file(path, O_TRUNC, "", buf_text(&t.bytes) + from, t.bytes.len - from);
	tape_release(&t);
	return e;
}

enum err tape_add(const char *path, int at_s, const struct buf *picture)
{
	struct stat st;
	char head[40];
	enum err e = OK;

	if (stat(path, &st) == 0 && st.st_size > TAPE_BYTES)
		e = halve(path);
	snprintf(head, sizeof head, "%d %zu\n", at_s, picture->len);
	return e ? e : write_file(path, O_APPEND, head, buf_text(picture), picture->len);
}

enum err tape_load(const char *path, struct tape *out)
{
	size_t at = 0, len;
	int at_s, used;

	*out = (struct tape){0};
	buf_init(&out->bytes, 2 * TAPE_BYTES);
	enum err e = file_read(path, &out->bytes);
	if (e) {
		tape_release(out);
		return e;
	}
	out->frames = mem_array(TAPE_FRAMES, sizeof *out->frames);
	while (out->n < TAPE_FRAMES &&
		sscanf(buf_text(&out->bytes) + at, "%d %zu%n", &at_s, &len, &used) == 2 &&
		len <= out->bytes.len && at + (size_t)used + 1 + len <= out->bytes.len) {
		at += (size_t)used + 1;
		out->frames[out->n++] = (struct tape_frame){at, len, at_s};
		at += len;
	}
	return OK;
}

void tape_release(struct tape *t)
{
	buf_release(&t->bytes);
	mem_free(t->frames);
	*t = (struct tape){0};
}
