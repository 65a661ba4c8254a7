/* SPDX-License-Identifier: MIT
 *
 * What must hold: no line is wider than the paper, no byte of a text steers a printer.
 */
#include "core/casework/papers/paper.h"

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
	p->ruled = false;
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

	if (p->ruled)
		return;
	memset(line, '-', n);
	line[n] = '\0';
	put(p, line);
	p->ruled = true;
}

void paper_centre(struct paper *p, const char *text)
{
	struct buf clean;

	buf_init(&clean, PAPER_LINE);
	text_sanitise(&clean, text, strlen(text));
	int room = p->columns - (int)text_cells(buf_text(&clean));
	if (room < 0) {
		paper_line(p, text);
	} else {
		char line[PAPER_LINE];
		text_format(line, sizeof line, "%*s%s", room / 2, "", buf_text(&clean));
		put(p, line);
	}
	buf_release(&clean);
}

static bool begins_with(const char *text, const char *const *marks, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (text_starts(text, marks[i]))
			return true;
	return false;
}

/* What never begins a line: it goes with the character before it. */
static bool clings(const char *text)
{
	static const char *const marks[] = {"\uff0c", "\u3002", "\u3001", "\uff1b", "\uff1a", "\uff01", "\uff1f",
		"\uff09", "\u300b", "\u300d", ",", ".", ";", ":", "!", "?", ")"};

	return begins_with(text, marks, COUNT_OF(marks));
}

/* What never ends one. */
static bool opens(const char *text)
{
	static const char *const marks[] = {"\uff08", "\u300a", "\u300c", "\u3010", "("};

	return begins_with(text, marks, COUNT_OF(marks));
}

/* Bytes before the last character of the first n. */
static size_t before_last(const char *text, size_t n)
{
	while (n > 0 && ((unsigned char)text[--n] & 0xc0) == 0x80)
		;
	return n;
}

/* Bytes of the next line: up to a blank in its second half, else as many as fit. */
static size_t break_at(const char *text, size_t width)
{
	size_t fit = text_fit(text, width, NULL), cut = fit, whole;

	while (text[fit] && cut > 0 && text[cut] != ' ')
		cut--;
	while (text[fit] && cut > 0 && text[cut - 1] == ' ')
		cut--;
	if (text[fit] && cut > fit / 2)
		return cut;
	whole = fit;
	while (fit > whole / 2 && (clings(text + fit) || (text[fit] && opens(text + before_last(text, fit)))))
		fit = before_last(text, fit);
	return fit ? fit : whole;
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
