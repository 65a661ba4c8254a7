/* SPDX-License-Identifier: MIT
 *
 * Large and plain: words for people who see this once a year.
 */
#include "tui/facing_draw.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"

enum { LABEL_COL = 6, TEXT_COL = 22, BODY_TOP = 2, FOOT = 5 };

static void head(const struct facing *p, struct canvas *c)
{
	canvas_fill(c, 0, 0, c->cols, PAINT_TITLE);
	canvas_text(c, 0, 1, PAINT_TITLE, p->hall);
	char window[64];
	text_format(window, sizeof window, _("window %s "), p->window);
	canvas_right(c, 0, c->cols, PAINT_TITLE, window);
}

/* ---- to be checked ---- */

static int draw_line(const struct facing_line *l, struct canvas *c, int row, int last)
{
	int width = c->cols - TEXT_COL - 2, rows = last - row;

	if (!*l->label) {
		canvas_text(c, row, LABEL_COL - 2, PAINT_HEAD, l->text);
		return 1;
	}
	canvas_field(c, row, LABEL_COL, TEXT_COL - LABEL_COL - 1, PAINT_DIM, l->label);
	int used = canvas_wrap(c, row, TEXT_COL, width, rows, PAINT_TEXT, l->text);
	return used > 0 ? used : 1;
}

static void draw_check(const struct facing *p, struct facing_hand *h, struct canvas *c)
{
	int row = BODY_TOP, last = c->rows - FOOT, i;

	if (h->top > (int)p->n - 1)
		h->top = (int)p->n - 1;
	if (h->top < 0)
		h->top = 0;
	canvas_field(c, row, LABEL_COL, TEXT_COL - LABEL_COL - 1, PAINT_DIM, _("Your matter"));
	canvas_text(c, row, TEXT_COL, PAINT_HEAD, p->object ? p->object : "");
	row += 2;
	for (i = h->top; i < (int)p->n && row < last; i++)
		row += draw_line(&p->lines[i], c, row, last);
	canvas_rule(c, last, 0, c->cols);
	if (i < (int)p->n || h->top)
		canvas_right(c, last, c->cols - 1, PAINT_DIM, _(" Up and Down show more "));
	canvas_text(c, last + 1, LABEL_COL, PAINT_HEAD,
		_("Is it right? Tell the clerk so. If not, point at what is wrong."));
	if (p->asked) {
		char asked[400];
		text_format(asked, sizeof asked, _("For this we asked: %s. Say so if one is not to be used. You may see the record in this hall."),
			p->asked);
		canvas_wrap(c, last + 3, LABEL_COL, c->cols - LABEL_COL - 2, 2, PAINT_DIM, asked);
	}
}

/* ---- to be rated ---- */

static void draw_levels(const struct facing *p, struct canvas *c)
{
	int row = BODY_TOP + 2;

	canvas_centre(c, row, 0, c->cols, PAINT_HEAD, _("How were you served today?"));
	if (p->again)
		canvas_centre(c, row - 1, 0, c->cols, PAINT_TEXT,
			_("You were not content, and it was put right. How is it now?"));
	if (p->object)
		canvas_centre(c, row + 1, 0, c->cols, PAINT_DIM, p->object);
	row += 4;
	for (int level = RATING_BEST; level >= 1; level--, row += 2) {
		canvas_printf(c, row, c->cols / 2 - 10, PAINT_KEY, " %d ", level);
		canvas_text(c, row, c->cols / 2 - 5, PAINT_TEXT, p->levels[level].name);
	}
	canvas_centre(c, c->rows - 3, 0, c->cols, PAINT_TEXT,
		_("Press a number. Who served you does not see which."));
}

static void draw_tags(const struct facing *p, const struct facing_hand *h, struct canvas *c)
{
	int row = BODY_TOP + 2;
	char line[120];

	text_format(line, sizeof line, "%d  %s", h->level, p->levels[h->level].name);
	canvas_centre(c, row, 0, c->cols, PAINT_HEAD, line);
	canvas_centre(c, row + 2, 0, c->cols, PAINT_TEXT,
		_("Why? Press what fits, as many as you like, or nothing."));
	row += 4;
	for (size_t i = 0; i < p->n_tags[h->level]; i++, row++) {
		canvas_printf(c, row, c->cols / 2 - 14, PAINT_KEY, " %zu ", i + 1);
		canvas_text(c, row, c->cols / 2 - 9, h->tag[i] ? PAINT_HEAD : PAINT_TEXT,
			h->tag[i] ? "[x]" : "[ ]");
		canvas_text(c, row, c->cols / 2 - 5, PAINT_TEXT, p->tags[h->level][i].name);
	}
	canvas_centre(c, c->rows - 3, 0, c->cols, PAINT_HEAD, _("Enter sends it   0 another level"));
}

static void draw_plain(struct canvas *c, const char *first, const char *second)
{
	canvas_centre(c, c->rows / 2 - 2, 0, c->cols, PAINT_HEAD, first);
	canvas_centre(c, c->rows / 2, 0, c->cols, PAINT_TEXT, second);
}

/* Who comes back may rate by the code on the slip. */
static void draw_code(const struct facing_hand *h, struct canvas *c)
{
	bool whole = strlen(h->code) == FACING_CODE;
	char line[120];

	text_format(line, sizeof line, "[ %-6s ]", h->code);
	canvas_centre(c, c->rows - 6, 0, c->cols, PAINT_TEXT,
		_("To rate a matter that is finished: type the query code of the slip"));
	canvas_centre(c, c->rows - 4, 0, c->cols, PAINT_HEAD, line);
	if (whole)
		canvas_centre(c, c->rows - 3, 0, c->cols, PAINT_TEXT,
			_("There is nothing to rate under this code; look at the slip again"));
}

void facing_draw(const struct facing *p, struct facing_hand *h, struct canvas *c)
{
	head(p, c);
	switch (p->stage) {
	case FACING_CHECK: draw_check(p, h, c); break;
	case FACING_RATE:
		if (h->level)
			draw_tags(p, h, c);
		else
			draw_levels(p, c);
		break;
	case FACING_THANKS:
		draw_plain(c, _("Thank you, your rating has arrived"),
			_("Were you not satisfied, we call you within one working day"));
		break;
	default:
		draw_plain(c, _("Welcome"), _("Your matter is shown here when it is to be checked"));
	}
	if (p->stage == FACING_IDLE || p->stage == FACING_THANKS)
		draw_code(h, c);
	canvas_cursor(c, c->rows - 1, 0);
}

bool facing_scroll(struct facing_hand *h, enum action a)
{
	int by = a == ACT_DOWN ? 1 : a == ACT_UP ? -1 : a == ACT_PGDN ? 10 : a == ACT_PGUP ? -10 : 0;

	h->top += by;
	if (h->top < 0)
		h->top = 0;
	return by != 0;
}
