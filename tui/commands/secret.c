/* SPDX-License-Identifier: MIT
 *
 * What must hold: the terminal gets its echo back on every way out; Ctrl+C is read as a byte, so it
 * cannot leave in between.
 */
#include "tui/commands/secret.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"

enum { CTRL_C = 3, CTRL_D = 4, SECRET_PROMPT = 200 };

/* One line, byte by byte, so that what follows stays for the next one. */
static enum err read_line(int fd, char out[SECRET_SIZE])
{
	size_t n = 0;
	char c = 0;

	for (;;) {
		ssize_t got = read(fd, &c, 1);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0 || c == CTRL_C || c == CTRL_D || c == '\0')
			return ERR_INPUT;
		if (c == '\n' || c == '\r')
			break;
		if (n == SECRET_SIZE - 1)
			return ERR_INPUT;
		out[n++] = c;
	}
	out[n] = '\0';
	return OK;
}

static enum err from_terminal(const char *prompt, char out[SECRET_SIZE])
{
	struct termios was, quiet;
	int fd = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
	enum err e;

	if (fd < 0 || tcgetattr(fd, &was) != 0) {
		if (fd >= 0)
			close(fd);
		fputs(_("onetrip: no terminal to ask for a password; use --password-fd\n"), stderr);
		return ERR_INPUT;
	}
	quiet = was;
	quiet.c_lflag &= ~(tcflag_t)(ECHO | ECHONL | ISIG);
	(void)tcsetattr(fd, TCSAFLUSH, &quiet);
	(void)!write(fd, prompt, strlen(prompt));
	(void)!write(fd, ": ", 2);
	e = read_line(fd, out);
	(void)tcsetattr(fd, TCSADRAIN, &was); /* what is typed for the next question stays */
	(void)!write(fd, "\n", 1);
	close(fd);
	return e;
}

enum err secret_read(const struct secrets *s, const char *prompt, char out[SECRET_SIZE])
{
	enum err e = s->fd < 0 ? from_terminal(prompt, out) : read_line(s->fd, out);

	if (e != OK)
		mem_wipe(out, SECRET_SIZE);
	return e;
}

enum err secret_new(const struct secrets *s, const char *prompt, char out[SECRET_SIZE])
{
	char again[SECRET_SIZE], asked[SECRET_PROMPT];
	enum err e = secret_read(s, prompt, out);

	if (e != OK || s->fd >= 0)
		return e;
	text_format(asked, sizeof asked, "%s  %s", prompt, _("Once more"));
	e = secret_read(s, asked, again);
	if (e == OK && strcmp(out, again) != 0) {
		fputs(_("onetrip: the two are not the same\n"), stderr);
		e = ERR_INPUT;
	}
	mem_wipe(again, sizeof again);
	return e;
}
