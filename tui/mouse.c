/* SPDX-License-Identifier: MIT
 *
 * Screens know keys only, so a click becomes the keys that lead there: up or down until the cursor
 * stands on the row. What the row is, the picture tells.
 */
#include "tui/mouse.h"

#include "core/base/clock.h"

enum { WHEEL_UP = 64, WHEEL_DOWN = 65, WHEEL_ROWS = 3, TWICE_MS = 400, FOOTER_KEYS = 10, BODY_TOP = 4, BELOW = 4 };

static void walk(struct app *a, int row)
{
	app_draw(a);
	for (int i = 0; i < a->canvas.rows && a->canvas.cursor_row != row; i++) {
		int before = a->canvas.cursor_row;
		app_act(a, before < row ? ACT_DOWN : ACT_UP);
		app_draw(a);
		int now = a->canvas.cursor_row;
		if (now == before || (before < row) != (now < row))
			break; /* the end of a list, or past it */
	}
	a->dirty = true; /* drawn so far, not painted */
}

static void click(struct app *a, int row, int col)
{
	int64_t now = clock_mono_ms();
	bool twice = row == a->click_row && now - a->click_ms < TWICE_MS;

	a->click_row = row;
	a->click_ms = now;
	if (row == a->canvas.rows - 1) {
		int n = col / (a->canvas.cols / FOOTER_KEYS) + 1;
		app_act(a, action_of_f(n < FOOTER_KEYS ? n : FOOTER_KEYS, app_top(a)->bit));
	} else if (row >= BODY_TOP && row < a->canvas.rows - BELOW) {
		walk(a, row);
		if (twice && a->canvas.cursor_row == row)
			app_act(a, ACT_ENTER);
	}
}

void mouse_take(struct app *a, const struct key *k)
{
	if (k->cp == WHEEL_UP || k->cp == WHEEL_DOWN)
		for (int i = 0; i < WHEEL_ROWS; i++)
			app_act(a, k->cp == WHEEL_UP ? ACT_UP : ACT_DOWN);
	else if (k->cp == 0)
		click(a, k->row, k->col);
}
