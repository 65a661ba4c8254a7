/* SPDX-License-Identifier: MIT
 *
 * From frozen bytes to paper: lp with a fixed argv, fed from an unlinked private file, or a new
 * file. Nothing here waits; a failing printer only gives an error later.
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/spawn.h"
#include "core/base/text.h"
#include "core/casework/slip.h"

struct print_job {
	pid_t pid; /* 0: a file, finished already */
	enum err result;
};

/* The frozen text, after the mark of a reprint. */
static void compose(const struct slip_kept *slip, struct buf *out)
{
	if (slip->printed > 0)
		buf_addf(out, _("Reprint %d\n"), slip->printed);
	buf_add(out, slip->bytes, slip->len);
}

static enum err to_file(const char *dir, const struct buf *text, struct buf *path)
{
	char name[PATH_SIZE], stamp[20];

	clock_format(clock_now_ms(), stamp);
	stamp[10] = '-';
	stamp[13] = stamp[16] = '.';
	for (int n = 1; n < 1000; n++) {
		if (!text_format(name, sizeof name, "%s/slip-%s-%d.txt", dir, stamp, n))
			return ERR_LIMIT;
		if (file_exists(name))
			continue;
		if (path)
			buf_adds(path, name);
		return file_write(name, text->data, text->len);
	}
	return ERR_EXISTS;
}

/* A memory file: the printer daemon's client reads it, the disk never sees it. */
static int sheet(const struct buf *text)
{
	int fd = memfd_create("slip", MFD_CLOEXEC);

	if (fd < 0)
		return -1;
	size_t done = 0;
	while (done < text->len) {
		ssize_t n = write(fd, text->data + done, text->len - done);
		if (n <= 0) {
			close(fd);
			return -1;
		}
		done += (size_t)n;
	}
	lseek(fd, 0, SEEK_SET);
	return fd;
}

static enum err to_printer(const char *printer, const struct buf *text, pid_t *pid)
{
	const char *const argv[] = {"lp", "-d", printer, "-t", "onetrip", NULL};
	int fd = sheet(text);

	if (*printer == '-' || fd < 0) {
		if (fd >= 0)
			close(fd);
		return fd < 0 ? ERR_IO : ERR_INPUT;
	}
	struct spawn s = {"/usr/bin/lp", argv, fd, -1, -1};
	enum err e = spawn_start(&s, pid);
	close(fd);
	return e;
}

enum err slip_print(const struct slip_kept *slip, const char *printer, const char *dir,
	struct print_job **job, struct buf *path)
{
	struct buf text;
	pid_t pid = 0;

	buf_init(&text, SLIP_BYTES + 256);
	compose(slip, &text);
	enum err e = text.err;
	if (!e)
		e = printer ? to_printer(printer, &text, &pid) : to_file(dir, &text, path);
	buf_release(&text);
	if (e)
		return e;
	*job = mem_new(sizeof **job);
	(*job)->pid = pid;
	return OK;
}

bool slip_print_ended(struct print_job *job, enum err *result)
{
	int status = 0;

	if (job->pid && !spawn_ended(job->pid, &status))
		return false;
	*result = status == 0 ? job->result : ERR_IO;
	mem_free(job);
	return true;
}
