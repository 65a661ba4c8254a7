/* SPDX-License-Identifier: MIT
 *
 * Frozen slips to paper: lp reads them from an anonymous file, so neither the disk nor a command
 * line ever holds them; without a printer they become a file of their own (0600).
 */
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

#define LP "/usr/bin/lp"
enum { LP_WAIT_MS = 20 * 1000, PRINTER_NAME = 127 };

struct print_job {
	pid_t pid;	    /* 0: it is over */
	int64_t started_ms; /* mono */
	enum err result;
};

static void whole(const struct slip_kept *slip, struct buf *out)
{
	if (slip->printed > 0)
		buf_addf(out, _("Reprint %d\n"), slip->printed);
	buf_add(out, slip->bytes, slip->len);
}

/* The name says which slip and which print of it, never whose. */
static enum err to_file(
	const struct slip_kept *slip, const char *dir, const struct buf *text, struct buf *path)
{
	char name[PATH_SIZE], hash[HASH_HEX];

	if (!dir)
		return ERR_INPUT;
	text_hex(slip->hash, 6, hash);
	if (!text_format(name, sizeof name, "%s/%s-%s-%d.txt", dir, slip->document, hash,
		    slip->printed + 1))
		return ERR_LIMIT;
	enum err e = file_make_dir(dir);
	if (!e)
		e = file_write(name, text->data, text->len);
	if (!e && path)
		buf_adds(path, name);
	return e;
}

static bool printer_ok(const char *name)
{
	static const char set[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-";
	size_t n = strlen(name);

	return n > 0 && n <= PRINTER_NAME && name[0] != '-' && strspn(name, set) == n;
}

static enum err anonymous(const struct buf *text, int *fd)
{
	int f = memfd_create("slip", MFD_CLOEXEC);

	if (f < 0)
		return ERR_IO;
	for (size_t done = 0; done < text->len;) {
		ssize_t n = write(f, text->data + done, text->len - done);
		if (n <= 0) {
			close(f);
			return ERR_IO;
		}
		done += (size_t)n;
	}
	if (lseek(f, 0, SEEK_SET) != 0) {
		close(f);
		return ERR_IO;
	}
	*fd = f;
	return OK;
}

static enum err to_printer(
	const struct slip_kept *slip, const char *printer, const struct buf *text, pid_t *pid)
{
	char copies[12];
	int fd;

	if (!printer_ok(printer))
		return ERR_INPUT;
	/* A reprint is one sheet; the first time the item says how many. */
	text_format(copies, sizeof copies, "%d", slip->printed ? 1 : slip->copies);
	enum err e = anonymous(text, &fd);
	if (e)
		return e;
	const char *const argv[] = {"lp", "-d", printer, "-n", copies, "-t", "onetrip", NULL};
	struct spawn s = {
		.program = LP, .argv = argv, .stdin_fd = fd, .stdout_fd = -1, .pass_fd = -1};
	e = file_exists(LP) ? spawn_start(&s, pid) : ERR_UNSUPPORTED;
	close(fd);
	return e;
}

enum err slip_print(const struct slip_kept *slip, const char *printer, const char *dir,
	struct print_job **job, struct buf *path)
{
	struct buf text;
	pid_t pid = 0;

	buf_init(&text, SLIP_BYTES + 256);
	whole(slip, &text);
	enum err e = text.err;
	if (!e)
		e = printer ? to_printer(slip, printer, &text, &pid)
			    : to_file(slip, dir, &text, path);
	buf_release(&text);
	if (e)
		return e;
	struct print_job *j = mem_new(sizeof *j);
	j->pid = pid;
	j->started_ms = clock_mono_ms();
	*job = j;
	return OK;
}

bool slip_print_ended(struct print_job *job, enum err *result)
{
	int status = 0;

	if (job->pid) {
		bool over = spawn_ended(job->pid, &status);
		bool late = !over && clock_mono_ms() - job->started_ms > LP_WAIT_MS;
		if (!over && !late)
			return false;
		if (late)
			spawn_stop(job->pid);
		job->result = late || status != 0 ? ERR_IO : OK;
	}
	*result = job->result;
	mem_free(job);
	return true;
}

void slip_print_leave(struct print_job *job)
{
	mem_free(job);
}
