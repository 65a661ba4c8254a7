/* SPDX-License-Identifier: MIT
 *
 * What stands side by side on the glass is kept apart by two blanks here; frames are left out.
 */
#include "tui/linear/told.h"

#include <string.h>

#include "core/base/mem.h"

enum { TITLE_ROW = 0, STATUS_ROW = TOLD_ROWS - 2, GAP = 2 };

static bool frame_only(const char *text)
{
	return text[strspn(text, "-=+| ")] == '\0';
}

/* Leading blanks and the sides of boxes go, longer gaps become two blanks. */
static void squeeze(const char *text, char out[TOLD_BYTES])
{
	size_t n = 0, blanks = 0;

	text += strspn(text, " |");
	for (; *text && n + 1 + GAP < TOLD_BYTES; text++) {
		if (*text == ' ') {
			blanks++;
			continue;
		}
		for (size_t i = 0; n > 0 && i < blanks && i < GAP; i++)
			out[n++] = ' ';
		blanks = 0;
		out[n++] = *text;
	}
	while (n > 0 && (out[n - 1] == '|' || out[n - 1] == ' '))
		n--;
	out[n] = '\0';
}

static void read_rows(const struct canvas *c, struct told *t)
{
	struct buf row;

	buf_init(&row, TOLD_BYTES);
	for (int i = 0; i < TOLD_ROWS; i++) {
		buf_clear(&row);
		if (i < c->rows)
			canvas_row_text(c, i, &row);
		if (frame_only(buf_text(&row)))
			t->rows[i][0] = '\0';
		else
			squeeze(buf_text(&row), t->rows[i]);
	}
	buf_release(&row);
}

static bool stood(const struct told *before, const char *row)
{
	for (int i = 0; i < TOLD_ROWS; i++)
		if (strcmp(before->rows[i], row) == 0)
			return true;
	return false;
}

void told_tell(struct told *t, const struct canvas *c, bool whole, struct buf *out)
{
	struct told now = {0};

	read_rows(c, &now);
	for (int i = whole ? TITLE_ROW : TITLE_ROW + 1; i < STATUS_ROW + whole; i++)
		if (i != c->cursor_row && *now.rows[i] && (whole || !stood(t, now.rows[i])))
			buf_addf(out, "%s\n", now.rows[i]);
	if (c->cursor_row < TOLD_ROWS && *now.rows[c->cursor_row])
		buf_addf(out, "%s\n", now.rows[c->cursor_row]);
	*t = now;
	mem_wipe(&now, sizeof now);
}

void told_wipe(struct told *t)
{
	mem_wipe(t, sizeof *t);
}
