/* SPDX-License-Identifier: MIT
 *
 * The log file. Each line is one write, so lines of several processes never mix.
 */
#include "core/base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/text.h"

enum { LINE_MAX_LEN = 1000, FILE_MAX_LEN = 8 << 20 };

static int log_file = -1;

/* A full log is kept once, as PATH.old. */
static void turn(const char *path)
{
	char old[PATH_SIZE];
	struct stat st;

	if (lstat(path, &st) == 0 && st.st_size >= FILE_MAX_LEN &&
		text_format(old, sizeof(old), "%s.old", path))
		(void)rename(path, old);
}

enum err log_open(const char *path)
{
	int fd;

	turn(path);
	fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return errno == ENOENT ? ERR_NOTFOUND : ERR_IO;
	log_close();
	log_file = fd;
	return OK;
}

void log_close(void)
{
	if (log_file >= 0)
		close(log_file);
	log_file = -1;
}

int log_fd(void)
{
	return log_file;
}

void log_line(const char *area, const char *format, ...)
{
	char text[LINE_MAX_LEN], line[LINE_MAX_LEN + 100], when[20];
	size_t len = 0;
	va_list args;

	if (log_file < 0)
		return;
	va_start(args, format);
	(void)vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	clock_format(clock_now_ms(), when);
	(void)text_format(line, sizeof(line) - 1, "%s %d %s: %s", when, (int)getpid(), area, text);
	for (; line[len]; len++) { /* a library's message must not forge lines */
		if ((unsigned char)line[len] < ' ' || line[len] == 0x7F)
			line[len] = ' ';
	}
	line[len++] = '\n';
	while (write(log_file, line, len) < 0 && errno == EINTR)
		continue;
}
