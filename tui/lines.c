/* SPDX-License-Identifier: MIT
 *
 * Wrapping is by cells (base/text): at a blank in the second half of a row, else wherever it is full.
 */
#include "tui/lines.h"

#include <string.h>

#include "core/base/text.h"

enum { LINE_BYTES = 64 * 1024 };

/* A row never begins with what closes the one before: the character before it comes along. */
static size_t no_orphan(const char *text, size_t cut)
{
	static const char *const closing[] = {"，", "。", "；", "：", "、", "）", "」", "》", "！", "？"};

	for (size_t i = 0; i < COUNT_OF(closing); i++)
		if (text_starts(text + cut, closing[i])) {
			size_t before = cut;
			while (before > 0 && ((unsigned char)text[--before] & 0xC0) == 0x80)
				;
			return before ? before : cut;
		}
	return cut;
}

/* Bytes of text that go on one row of so many cells. */
static size_t fit(const char *text, int cells)
{
	size_t most = text_fit(text, (size_t)(cells > 1 ? cells : 1), NULL), cut = most;

	if (!text[most])
		return most;
	if (((unsigned char)text[most] | (unsigned char)text[most - 1]) & 0x80)
		return no_orphan(text, most); /* beside Han any place will do */
	while (cut > 0 && text[cut] != ' ')
		cut--;
	return cut > most / 2 ? cut : no_orphan(text, most);
}

struct walk {
	struct canvas *canvas;       /* NULL: only counts */
	const struct lines_box *box;
	int top, at;                 /* row of the text */
};

static void one_row(struct walk *w, int indent, const char *text)
{
	int row = w->at++ - w->top;

	if (w->canvas && row >= 0 && row < w->box->rows)
		canvas_field(w->canvas, w->box->row + row, w->box->col + indent,
			w->box->width - indent, PAINT_TEXT, text);
}

static void one_line(struct walk *w, const char *line)
{
	int indent = 0;
	struct buf row;

	buf_init(&row, LINE_BYTES);
	do {
		size_t n = fit(line, w->box->width - indent);
		buf_clear(&row);
		buf_add(&row, line, n);
		one_row(w, indent, buf_text(&row));
		for (line += n; *line == ' '; line++)
			;
		indent = w->box->indent;
		if (n == 0)
			break; /* a character wider than the box */
	} while (*line);
	buf_release(&row);
}

static int walk(struct canvas *c, const struct lines_box *box, int top, const char *text)
{
	struct walk w = {c, box, top, 0};
	struct buf line;

	buf_init(&line, LINE_BYTES);
	while (*text) {
		size_t len = strcspn(text, "\n");
		buf_clear(&line);
		buf_add(&line, text, len);
		one_line(&w, buf_text(&line));
		text += len + (text[len] == '\n');
	}
	buf_release(&line);
	return w.at;
}

int lines_draw(struct canvas *c, const struct lines_box *box, int top, const char *text)
{
	return walk(c, box, top, text);
}

int lines_scroll(const struct lines_box *box, int *top, const char *text)
{
	int n = walk(NULL, box, 0, text);

	if (*top > n - box->rows)
		*top = n - box->rows;
	if (*top < 0)
		*top = 0;
	return n;
}
