/* SPDX-License-Identifier: MIT
 *
 * What must hold: no line is wider than the paper, no byte of a text steers a printer.
 */
#include "core/casework/paper.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"

enum { SAMPLE_EVERY = 6 };

/* Practice slips say so again and again, so that no part of one passes for real. */
static void put_sample(struct paper *p)
{
	const char *text = _("*** SAMPLE, for practice only, not valid ***");
	size_t used, bytes = text_fit(text, (size_t)p->columns, &used);

	for (size_t i = ((size_t)p->columns - used) / 2; i > 0; i--)
		buf_addc(p->out, ' ');
	buf_add(p->out, text, bytes);
	buf_addc(p->out, '\n');
}

static void put(struct paper *p, const char *text)
{
	buf_adds(p->out, text);
	buf_addc(p->out, '\n');
	if (!p->training || ++p->lines < SAMPLE_EVERY)
		return;
	p->lines = 0;
	put_sample(p);
}

void paper_start(struct paper *p)
{
	if (p->training)
		put_sample(p);
}

void paper_rule(struct paper *p)
{
	char line[256];
	size_t n = p->columns < 255 ? (size_t)p->columns : 255;

	memset(line, '-', n);
	line[n] = '\0';
	put(p, line);
}

void paper_centre(struct paper *p, const char *text)
{
	char line[PAPER_LINE];
	int room = p->columns - (int)text_cells(text);

	if (room < 0) {
		paper_line(p, text);
		return;
	}
	text_format(line, sizeof line, "%*s%s", room / 2, "", text);
	put(p, line);
}

/* Bytes of the next line: up to a blank in its second half, else as many as fit. */
static size_t break_at(const char *text, size_t width)
{
	size_t fit = text_fit(text, width, NULL), cut = fit;

	while (text[fit] && cut > 0 && text[cut] != ' ')
		cut--;
	while (text[fit] && cut > 0 && text[cut - 1] == ' ')
		cut--;
	return text[fit] && cut > fit / 2 ? cut : fit;
}

void paper_under(struct paper *p, const char *label, size_t cells, const char *text)
{
	struct buf clean, line;
	size_t width = (size_t)p->columns - cells;

	buf_init(&clean, PAPER_LINE * 16);
	text_sanitise(&clean, text, strlen(text));
	const char *rest = buf_text(&clean);
	for (bool first = true; first || *rest; first = false) {
		size_t n = break_at(rest, width);
		if (n == 0 && *rest)
			break; /* a character wider than the paper */
		buf_init(&line, PAPER_LINE);
		if (cells)
			text_pad(&line, first ? label : "", cells, false);
		buf_add(&line, rest, n);
		put(p, buf_text(&line));
		buf_release(&line);
		for (rest += n; *rest == ' '; rest++)
			;
	}
	buf_release(&clean);
}

void paper_line(struct paper *p, const char *text)
{
	paper_under(p, "", 0, text);
}

void paper_entry(struct paper *p, const char *label, const char *text)
{
	paper_under(p, label, PAPER_LABEL, text);
}

void paper_entryf(struct paper *p, const char *label, const char *format, ...)
{
	char text[PAPER_LINE];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	paper_entry(p, label, text);
}
