/* SPDX-License-Identifier: MIT
 *
 * One function a law. Each looks at cells, as whoever sits in front of them does.
 */
#include "tests/screen/harness/sweep.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/standards/identity.h"
#include "tui/coach.h"
#include "tui/practice.h"

enum { ID_CELLS = 18, TOO_SMALL_ROWS = 24, TOO_SMALL_COLS = 80, MESSAGE_CELLS = 76, MESSAGE_COL = 3,
	FRAME_BELOW = 4 /* rule, message, status, footer */ };

static const struct cell *cell(const struct canvas *c, int row, int col)
{
	return &c->cells[(size_t)row * (size_t)c->cols + (size_t)col];
}

static bool blank(const struct canvas *c, int row)
{
	for (int col = 0; col < c->cols; col++)
		if (cell(c, row, col)->cp != ' ')
			return false;
	return true;
}

/* A screen that forgets its cursor leaves it in the title; in the status row or the footer nothing
 * can be typed or chosen; a row without a word is no focus,
 * unless it is the first of a list that is empty yet, under its heading. */
static bool cursor_on_focus(const struct app *a, char out[SWEEP_TEXT])
{
	const struct canvas *c = &a->canvas;
	int row = c->cursor_row;

	if (app_top(a) == &screen_customer) /* the citizen's glass takes no input: it is put away */
		return true;
	if (row > 0 && row < c->rows - FRAME_BELOW + 2 && row != c->rows - FRAME_BELOW &&
		(!blank(c, row) || !blank(c, row - 1)))
		return true;
	text_format(out, SWEEP_TEXT, "the cursor is on nothing, at %d,%d", row, c->cursor_col);
	return false;
}

static bool painted(const struct canvas *c, int row, enum paint p)
{
	for (int col = 0; col < c->cols; col++)
		if (cell(c, row, col)->paint == p)
			return true;
	return false;
}

/* Braille and input methods follow the cursor: where a row is selected it stands there, unless
 * something is typed elsewhere. */
static bool cursor_on_selected(const struct app *a, char out[SWEEP_TEXT])
{
	const struct canvas *c = &a->canvas;
	int selected = -1;

	for (int row = 1; row < c->rows - FRAME_BELOW && selected < 0; row++)
		if (painted(c, row, PAINT_SEL))
			selected = row;
	if (selected < 0 || painted(c, c->cursor_row, PAINT_SEL) || painted(c, c->cursor_row, PAINT_FOCUS))
		return true;
	text_format(out, SWEEP_TEXT, "row %d is selected, the cursor is at %d,%d", selected, c->cursor_row,
		c->cursor_col);
	return false;
}

static bool digit_at(const struct canvas *c, int row, int col)
{
	return col >= 0 && col < c->cols && cell(c, row, col)->cp >= '0' && cell(c, row, col)->cp <= '9';
}

/* A whole number of a person, and not a piece of a longer one. */
static bool number_at(const struct canvas *c, int row, int col)
{
	char text[ID_CELLS + 1] = "";
	struct identity id;

	if (digit_at(c, row, col - 1) || digit_at(c, row, col + ID_CELLS) || col + ID_CELLS > c->cols)
		return false;
	for (int i = 0; i < ID_CELLS - 1; i++) {
		if (!digit_at(c, row, col + i))
			return false;
		text[i] = (char)cell(c, row, col + i)->cp;
	}
	uint32_t last = cell(c, row, col + ID_CELLS - 1)->cp;
	if (last > 0x7E)
		return false;
	text[ID_CELLS - 1] = (char)last;
	identity_check(text, ID_CELLS, clock_today(), &id);
	return id.verdict.grade != GRADE_BAD;
}

/* The coach names the invented person whose card is to be read,
 * the debriefing repeats it, the trainer sees it over a shoulder. */
static bool in_lesson(const struct app *a, int row, int col)
{
	const struct canvas *c = &a->canvas;

	if (app_top(a) == &screen_debrief || app_top(a) == &screen_follow)
		return true;
	if (!practice_open(a))
		return false;
	if (c->cols >= COACH_BESIDE)
		return col >= c->cols - COACH_COLS;
	return row >= c->rows - FRAME_BELOW - COACH_ROWS && row < c->rows - FRAME_BELOW;
}

/* What is being typed may be read; everything else is masked until it is revealed, which is an event. */
static bool numbers_masked(const struct app *a, char out[SWEEP_TEXT])
{
	const struct canvas *c = &a->canvas;

	if (app_clear(a))
		return true;
	for (int row = 0; row < c->rows; row++)
		for (int col = 0; col + ID_CELLS <= c->cols; col++) {
			bool typed = row == c->cursor_row && c->cursor_col >= col &&
				     c->cursor_col <= col + ID_CELLS;
			if (typed || in_lesson(a, row, col) || !number_at(c, row, col))
				continue;
			text_format(out, SWEEP_TEXT, "a number of a person in clear at %d,%d", row, col);
			return false;
		}
	return true;
}

/* Messages are short enough for the narrowest window, hints of screens included. */
static bool message_short(const struct app *a, char out[SWEEP_TEXT])
{
	const struct canvas *c = &a->canvas;
	const struct message *m = app_message(a);

	for (int col = MESSAGE_COL + MESSAGE_CELLS; col < c->cols; col++)
		if (cell(c, c->rows - FRAME_BELOW + 1, col)->cp != ' ') {
			struct buf b;
			buf_init(&b, 4096);
			canvas_row_text(c, c->rows - FRAME_BELOW + 1, &b);
			text_format(out, SWEEP_TEXT, "more than %d cells: %s", MESSAGE_CELLS, buf_text(&b));
			buf_release(&b);
			return false;
		}
	if (!m || text_cells(m->text) <= MESSAGE_CELLS)
		return true;
	text_format(out, SWEEP_TEXT, "a message of %zu cells: %s", text_cells(m->text), m->text);
	return false;
}

bool sweep_look(const struct app *a, char out[SWEEP_TEXT])
{
	static bool (*const laws[])(const struct app *, char out[SWEEP_TEXT]) = {
		cursor_on_focus, cursor_on_selected, numbers_masked, message_short};

	if (a->canvas.rows < TOO_SMALL_ROWS || a->canvas.cols < TOO_SMALL_COLS)
		return true;
	for (size_t i = 0; i < COUNT_OF(laws); i++)
		if (!laws[i](a, out))
			return false;
	return true;
}
