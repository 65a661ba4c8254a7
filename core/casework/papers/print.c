/* SPDX-License-Identifier: MIT
 *
 * Frozen slips to paper. lp and the PDF program read them from an anonymous file, so neither the disk
 * nor a command line ever holds them; a file of their own (0600) is made only where one was asked for.
 */
#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/spawn.h"
#include "core/base/text.h"
#include "core/casework/papers/sheet.h"
#include "core/casework/papers/slip.h"

#define LP "/usr/bin/lp"
enum { CHILD_WAIT_MS = 20 * 1000, PRINTER_NAME = 127, HEAD_BYTES = 512 };

struct print_job {
	pid_t pid;	    /* 0: it is over */
	int64_t started_ms; /* mono */
	enum err result;
	char *made;	    /* the file a child writes, removed when it fails; NULL none */
};

/* A reprint says so above the frozen text, whose own number stays. */
static void whole(const struct slip_kept *slip, struct buf *out)
{
	char now[PAPER_DAY];

	if (slip->printed > 0) {
		paper_minute(clock_now_ms(), now);
		buf_addf(out, _("Reprint %d   %s   the number stays the same\n"), slip->printed, now);
	}
	buf_add(out, slip->bytes, slip->len);
}

/* The name says which slip and which print of it, never whose. */
static enum err file_name(
	const struct slip_kept *slip, const char *dir, const char *ending, char name[PATH_SIZE])
{
	char hash[HASH_HEX];

	if (!dir)
		return ERR_INPUT;
	text_hex(slip->hash, 6, hash);
	return text_format(name, PATH_SIZE, "%s/%s-%s-%d.%s", dir, slip->document, hash,
		       slip->printed + 1, ending)
		       ? file_make_dir(dir)
		       : ERR_LIMIT;
}

/* "receipt-0123456789ab-" begins the name of every print of it. */
static bool names(const char *file, const struct slip_name *slips, size_t n)
{
	char hash[HASH_HEX], start[64];

	for (size_t i = 0; i < n; i++) {
		text_hex(slips[i].hash, 6, hash);
		if (text_format(start, sizeof start, "%s-%s-", slips[i].document, hash) && text_starts(file, start))
			return true;
	}
	return false;
}

enum err slip_files_remove(const char *dir, const struct slip_name *slips, size_t n)
{
	DIR *folder = n ? opendir(dir) : NULL;
	enum err e = OK;

	for (const struct dirent *d; folder && (d = readdir(folder));)
		if (names(d->d_name, slips, n) && unlinkat(dirfd(folder), d->d_name, 0) != 0)
			e = ERR_IO;
	if (folder && fsync(dirfd(folder)) != 0)
		e = ERR_IO;
	if (folder)
		closedir(folder);
	return e;
}

static enum err to_file(
	const struct slip_kept *slip, const char *dir, const struct buf *text, struct buf *path)
{
	char name[PATH_SIZE];
	enum err e = file_name(slip, dir, "txt", name);

	if (!e)
		e = file_write(name, text->data, text->len);
	if (!e && path)
		buf_adds(path, name);
	return e;
}

bool slip_printer_ok(const char *name)
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

/* Its standard input is the text. out -1: nothing is kept of what it says. */
static enum err feed(const char *program, const char *const *argv, const struct buf *text, int out,
	pid_t *pid)
{
	int fd;
	enum err e = file_exists(program) ? anonymous(text, &fd) : ERR_UNSUPPORTED;

	if (e)
		return e;
	struct spawn s = {
		.program = program, .argv = argv, .stdin_fd = fd, .stdout_fd = out, .pass_fd = -1};
	e = spawn_start(&s, pid);
	close(fd);
	return e;
}

static enum err to_printer(
	const struct slip_kept *slip, const char *printer, const struct buf *text, pid_t *pid)
{
	char copies[12];

	if (!slip_printer_ok(printer))
		return ERR_INPUT;
	/* A reprint is one sheet; the first time the item says how many. */
	text_format(copies, sizeof copies, "%d", slip->printed ? 1 : slip->copies);
	const char *const argv[] = {"lp", "-d", printer, "-n", copies, "-t", "onetrip",
		slip_duplex(slip->document) ? "-o" : NULL, "sides=two-sided-long-edge", NULL};
	return feed(LP, argv, text, -1, pid);
}

static struct print_job *job_new(pid_t pid)
{
	struct print_job *j = mem_new(sizeof *j);

	j->pid = pid;
	j->started_ms = clock_mono_ms();
	return j;
}

enum err slip_print(const struct slip_kept *slip, const char *printer, const char *dir,
	struct print_job **job, struct buf *path)
{
	struct buf text;
	pid_t pid = 0;

	buf_init(&text, SLIP_BYTES + HEAD_BYTES);
	whole(slip, &text);
	enum err e = text.err;
	if (!e)
		e = printer ? to_printer(slip, printer, &text, &pid)
			    : to_file(slip, dir, &text, path);
	buf_release(&text);
	if (!e)
		*job = job_new(pid);
	return e;
}

/* ---- PDF ---- */

bool slip_pdf_there(void)
{
	char program[PATH_SIZE];

	return file_helper(SLIP_PDF_PROGRAM, program) == OK;
}

/* What the program reads: how wide, which code for the square, a blank line, the text. */
static void pdf_input(const struct slip_kept *slip, const char *query, struct buf *out)
{
	buf_addf(out, "onetrip-pdf 1\ncolumns %d\n", slip->columns);
	if (*query)
		buf_addf(out, "qr %s\n", query);
	buf_addc(out, '\n');
	whole(slip, out);
}

enum err slip_pdf(const struct slip_kept *slip, const char *query, const char *dir,
	struct print_job **job, struct buf *path)
{
	static const char *const argv[] = {SLIP_PDF_PROGRAM, NULL};
	char program[PATH_SIZE], name[PATH_SIZE];
	struct buf text;
	pid_t pid = 0;
	enum err e = file_helper(SLIP_PDF_PROGRAM, program);

	if (e)
		return ERR_UNSUPPORTED;
	e = file_name(slip, dir, "pdf", name);
	if (e)
		return e;
	int out = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (out < 0)
		return ERR_IO;
	buf_init(&text, SLIP_BYTES + HEAD_BYTES);
	pdf_input(slip, query, &text);
	e = text.err ? text.err : feed(program, argv, &text, out, &pid);
	buf_release(&text);
	close(out);
	if (e) {
		(void)unlink(name);
		return e;
	}
	*job = job_new(pid);
	(*job)->made = mem_text(name);
	if (path)
		buf_adds(path, name);
	return OK;
}

/* ---- how it went ---- */

bool slip_print_ended(struct print_job *job, enum err *result)
{
	int status = 0;

	if (job->pid) {
		bool over = spawn_ended(job->pid, &status);
		bool late = !over && clock_mono_ms() - job->started_ms > CHILD_WAIT_MS;
		if (!over && !late)
			return false;
		if (late)
			spawn_stop(job->pid);
		job->result = late || status != 0 ? ERR_IO : OK;
	}
	if (job->made && job->result)
		(void)unlink(job->made);
	*result = job->result;
	slip_print_leave(job);
	return true;
}

void slip_print_leave(struct print_job *job)
{
	mem_free(job->made);
	mem_free(job);
}
