/* SPDX-License-Identifier: MIT
 *
 * Both shapes of the pane show the same lines.
 */
#include "tui/coach.h"

#include "core/base/i18n.h"
#include "core/demo/lesson.h"
#include "tui/frame.h"
#include "tui/practice.h"

enum { BELOW = 4 /* rows of the frame under the body */ };

static bool beside(const struct app *a)
{
	return a->canvas.cols >= COACH_BESIDE;
}

/* A screen that takes a password or is the citizen's is nobody's to coach; overlays need their rows. */
static bool shown(const struct app *a)
{
	const struct screen *s = app_top(a);
	in_bits never = IN_LOGIN | IN_LOCK | IN_CUSTOMER | IN_LESSON;
	in_bits tall = IN_LIST | IN_CHOOSE | IN_PALETTE | IN_HELP | IN_HANDOVER | IN_FIGURES;

	return practice_open(a) && s && !(s->bit & (beside(a) ? never : never | tall));
}

int coach_rows(const struct app *a)
{
	return shown(a) && !beside(a) ? a->canvas.rows - COACH_ROWS : a->canvas.rows;
}

/* ---- its words ---- */

static void clock_words(int seconds, char out[16])
{
	text_format(out, 16, "%d:%02d", seconds / 60, seconds % 60);
}

static void figures(const struct lesson *l, const struct lesson_score *s, struct buf *out)
{
	char took[16], par[16];

	clock_words(s->seconds, took);
	clock_words(l->scenario->par_seconds, par);
	buf_addf(out, _("Points %d   time %s (par %s)   keys %d (par %d)"), s->points, took, par, s->keys,
		l->scenario->par_keys);
	if (s->hints)
		buf_addf(out, _("   hints %d (-%d)"), s->hints, s->cost_hints);
	if (s->errors)
		buf_addf(out, _("   troubles %d (-%d)"), s->errors, s->cost_errors);
}

static void losses(const struct lesson_score *s, struct buf *out)
{
	for (int i = 0; i < LOSS_COUNT; i++)
		buf_addf(out, "%s%s %d", i ? "   " : "", _(loss_text((enum loss)i)), s->lost[i]);
}

static void hint_words(const struct lesson *l, struct buf *out)
{
	const struct scenario_step *step = &l->scenario->steps[l->step];
	int level = l->hints[l->step];

	if (l->exam)
		buf_adds(out, _("An exam has no hints"));
	else if (level > 0)
		buf_adds(out, twin_text(&step->hints[level - 1]));
	if (!l->exam && level < step->n_hints)
		buf_addf(out, level ? _("  (Ctrl+T says more, -%d)") : _("(Ctrl+T gives a hint, -%d)"),
			lesson_hint_cost(level + 1));
}

static void title(const struct lesson *l, struct buf *out)
{
	buf_addf(out, _(" Coach  %d %s "), l->scenario->number, twin_text(&l->scenario->name));
}

static void where(const struct lesson *l, struct buf *out)
{
	if (lesson_runs(l))
		buf_addf(out, _("step %zu of %zu"), l->step + 1, l->scenario->n_steps);
	else
		buf_adds(out, _("done"));
}

/* ---- the two shapes ---- */

struct pen {
	struct canvas *c;
	int row, col, end, width;
	struct buf text;             /* the line being put together */
};

static void put(struct pen *p, const char *label, enum paint paint, int rows)
{
	int indent = *label ? (int)text_cells(label) + 1 : 0;

	if (p->row >= p->end)
		return;
	if (*label)
		canvas_text(p->c, p->row, p->col, PAINT_DIM, label);
	rows = rows < p->end - p->row ? rows : p->end - p->row;
	int used = canvas_wrap(p->c, p->row, p->col + indent, p->width - indent, rows, paint,
		buf_text(&p->text));
	p->row += used ? used : 1;
	buf_clear(&p->text);
}

static void now_words(const struct lesson *l, struct buf *out)
{
	if (lesson_runs(l))
		buf_adds(out, twin_text(&l->scenario->steps[l->step].say));
	else
		buf_adds(out, _("Done. F9 debrief shows what the points are made of, F9 lessons the next"));
}

/* Below the work: what helps now. Beside it there is room for the whole. */
static void put_lines(struct pen *p, const struct lesson *l, const struct lesson_score *s, bool whole)
{
	int rows = whole ? 6 : 1;

	if (whole) {
		buf_adds(&p->text, twin_text(&l->scenario->goal));
		put(p, _("Goal"), PAINT_TEXT, rows);
	}
	now_words(l, &p->text);
	put(p, _("Now "), PAINT_HEAD, rows);
	if (lesson_runs(l))
		hint_words(l, &p->text);
	put(p, lesson_runs(l) ? _("Hint") : "", PAINT_TEXT, whole ? rows : 2);
	p->row = whole ? p->row : p->end - 1; /* figures keep their place */
	figures(l, s, &p->text);
	put(p, "", PAINT_DIM, rows);
	if (whole) {
		losses(s, &p->text);
		put(p, "", PAINT_DIM, rows);
	}
}

static void rule_of(struct canvas *c, int row, int col, int width)
{
	for (int i = 0; i < width; i++)
		canvas_text(c, row, col + i, PAINT_DEMO, "=");
}

static void draw_pane(const struct app *a, struct canvas *c, int row, int col, int rows, int width)
{
	struct lesson_score score;
	const struct lesson *l = practice_lesson(a, &score);
	bool whole = width < 80;
	struct pen p = {.c = c, .row = row + 1, .col = col + 1, .end = row + rows - whole, .width = width - 2};

	buf_init(&p.text, 4096);
	rule_of(c, row, col, width);
	if (whole)
		rule_of(c, row + rows - 1, col, width);
	title(l, &p.text);
	canvas_text(c, row, col + 2, PAINT_DEMO, buf_text(&p.text));
	buf_clear(&p.text);
	buf_adds(&p.text, " ");
	where(l, &p.text);
	buf_adds(&p.text, whole ? " " : _("  F9 folds "));
	canvas_right(c, whole ? row + rows - 1 : row, col + width - 2, PAINT_DEMO, buf_text(&p.text));
	buf_clear(&p.text);
	put_lines(&p, l, &score, whole);
	buf_release(&p.text);
}

/* ---- the screen and the pane ---- */

static void draw_screen(struct app *a, int rows, int cols, struct canvas *out)
{
	canvas_init(out, rows, cols);
	a->stack[a->depth - 1].screen->draw(a, a->stack[a->depth - 1].state, out);
}

static void draw_above(struct app *a)
{
	struct canvas *c = &a->canvas, part;
	int rows = c->rows - COACH_ROWS, top = rows - BELOW;

	draw_screen(a, rows, c->cols, &part);
	canvas_copy(c, 0, 0, &part, 0, top);
	canvas_copy(c, top + COACH_ROWS, 0, &part, top, BELOW);
	canvas_cursor(c, part.cursor_row + (part.cursor_row >= top ? COACH_ROWS : 0), part.cursor_col);
	canvas_release(&part);
	int row = c->cursor_row, col = c->cursor_col;
	draw_pane(a, c, top, 0, COACH_ROWS, c->cols);
	canvas_cursor(c, row, col);
}

static void draw_beside(struct app *a)
{
	struct canvas *c = &a->canvas, part;

	draw_screen(a, c->rows, c->cols - COACH_COLS, &part);
	canvas_copy(c, 0, 0, &part, 0, c->rows);
	canvas_cursor(c, part.cursor_row, part.cursor_col);
	canvas_release(&part);
	int row = c->cursor_row, col = c->cursor_col;
	draw_pane(a, c, 0, c->cols - COACH_COLS, c->rows, COACH_COLS);
	canvas_cursor(c, row, col);
}

bool coach_draw(struct app *a)
{
	if (!shown(a))
		return false;
	if (beside(a))
		draw_beside(a);
	else
		draw_above(a);
	return true;
}
