/* SPDX-License-Identifier: MIT
 *
 * What the filters among the commands share.
 */
#include "tui/commands/lines.h"

#include <string.h>

#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/standards/tables.h"

enum { SMALL = 4096 };

void line_clear(struct buf *b)
{
	if (b->cap > SMALL)
		buf_release(b);
	else
		buf_clear(b);
}

bool line_read(FILE *in, struct buf *line)
{
	int c = getc_unlocked(in);

	line_clear(line);
	if (c == EOF)
		return false;
	for (; c != EOF && c != '\n'; c = getc_unlocked(in))
		buf_addc(line, (char)c);
	return true;
}

bool lines_tables(const char *command)
{
	char path[PATH_SIZE];
	enum err e = file_asset("codes", path);

	if (!e)
		e = tables_open(path);
	if (e)
		fprintf(stderr, _("onetrip %s: code tables: %s\n"), command, _(err_text(e)));
	return !e;
}

void lines_csv(const char *text, bool last)
{
	putchar('"');
	if (*text && strchr("=+-@\t\r", *text))
		putchar('\'');
	for (; *text; text++) {
		if (*text == '"')
			putchar('"');
		putchar(*text);
	}
	fputs(last ? "\"\r\n" : "\",", stdout);
}

bool lines_finish(const char *command)
{
	if (!fflush(stdout) && !ferror(stdout) && !ferror(stdin))
		return true;
	fprintf(stderr, _("onetrip %s: the input or output could not be read or written\n"),
		command);
	return false;
}
