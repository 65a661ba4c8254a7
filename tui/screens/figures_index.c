/* SPDX-License-Identifier: MIT
 *
 * S17, the check against the capability index: what the hall stands at, what is wanted, and under the
 * table what would move the chosen one.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "tui/screens/figures_state.h"

enum { MESSAGES = 65536, NAME_COL = 3, NAME_WIDTH = 30, VALUE_END = 42, WANTED_END = 52, SIGN_COL = 55,
	MISSING_END = 79 };

static const char *const words[] = {[STANDING_UNKNOWN] = N_("cannot be counted"),
	[STANDING_SHOWN] = N_("no threshold"), [STANDING_MET] = N_("meets it"), [STANDING_SHORT] = N_("short of it")};

/* In steps: the figures first, then what would move each of them. */
struct reading {
	struct indicator_reading *figures; /* NULL: they stand there */
	struct indicator_check check;
	size_t moved;
	uint64_t n;
	char moves[INDICATORS][MOVES_BYTES];
};

static enum err start(struct app *a, struct figures_view *s)
{
	struct reading *r = mem_new(sizeof *r);
	char path[PATH_SIZE];
	struct buf messages;
	enum err e = file_asset("indicators.tsv", path);

	buf_init(&messages, MESSAGES);
	if (!e)
		e = indicators_load(path, clock_today(), &r->check.rows, &messages);
	buf_release(&messages);
	if (e) {
		mem_free(r);
		return e;
	}
	indicator_start(a->store, a->directory, &s->range, clock_now_ms(), &r->figures);
	s->reading = r;
	return OK;
}

static void stop(struct figures_view *s)
{
	struct reading *r = s->reading;

	if (r)
		indicator_stop(r->figures);
	mem_free(r);
	s->reading = NULL;
}

static enum err move_one(struct app *a, struct reading *r)
{
	char need[24], *out = r->moves[r->moved];
	struct buf text;

	buf_init(&text, MESSAGES);
	text_format(need, sizeof need, "%lld", (long long)r->check.values[r->moved].need);
	enum err e = indicator_moves(
		a->directory, &r->check.rows.list[r->moved], &r->check.values[r->moved], need, &text);
	text_copyn(out, MOVES_BYTES, buf_text(&text), text_fit(buf_text(&text), MOVES_CELLS, NULL));
	buf_release(&text);
	r->moved++;
	return e;
}

static enum err step_figures(struct reading *r, int ms)
{
	bool whole = false;
	enum err e = indicator_step(r->figures, ms, &r->check, &whole);

	r->n = indicator_so_far(r->figures);
	if (!whole)
		return e;
	indicator_stop(r->figures);
	r->figures = NULL;
	return e;
}

static enum err step(struct app *a, struct figures_view *s, int ms, bool *whole)
{
	struct reading *r = s->reading;
	int64_t end = clock_mono_ms() + ms;
	enum err e = OK;

	if (r->figures)
		return step_figures(r, ms);
	while (!e && r->moved < r->check.rows.n && clock_mono_ms() < end)
		e = move_one(a, r);
	if (e || r->moved < r->check.rows.n)
		return e;
	s->index.check = r->check;
	memcpy(s->index.moves, r->moves, sizeof r->moves);
	s->index.n = r->n;
	stop(s);
	*whole = true;
	return OK;
}

static uint64_t so_far(const struct figures_view *s)
{
	const struct reading *r = s->reading;

	return r ? r->n : s->index.n;
}

static size_t rows_of(const struct figures_view *s)
{
	return s->index.check.rows.n;
}

static void open_row(struct app *a, struct figures_view *s)
{
	const struct indicator *i = &s->index.check.rows.list[s->list.at];
	struct figures_drill d = {.range = s->range, .by = BY_ALL, .figure = (enum figure)i->which};
	enum err e;

	if (i->of != OF_CASES) {
		app_say(a, VOICE_HINT, "%s",
			_("No cases stand behind this one; what would move it is below the table"));
		return;
	}
	if ((e = app_push(a, &screen_figure_cases, &d)) != OK)
		app_fail(a, e);
}

static void index_row(const void *ctx, struct canvas *c, int row, size_t index, bool selected)
{
	static const enum paint paints[] = {[STANDING_UNKNOWN] = PAINT_DIM, [STANDING_SHOWN] = PAINT_TEXT,
		[STANDING_MET] = PAINT_OK, [STANDING_SHORT] = PAINT_MISS};
	const struct figures_index *x = ctx;
	const struct indicator *i = &x->check.rows.list[index];
	const struct indicator_value *v = &x->check.values[index];
	char shown[24];

	canvas_text(c, row, 1, PAINT_TEXT, selected ? ">" : " ");
	canvas_field(c, row, NAME_COL, NAME_WIDTH, selected ? PAINT_HEAD : PAINT_TEXT, i18n_pick(i->name, i->name_en));
	tally_show_at(v->value, i->unit, shown);
	canvas_right(c, row, VALUE_END, PAINT_TEXT, v->standing == STANDING_UNKNOWN ? "-" : shown);
	tally_show_at(i->threshold, i->unit, shown);
	canvas_right(c, row, WANTED_END, PAINT_DIM, i->threshold < 0 ? "-" : shown);
	canvas_text(c, row, SIGN_COL, paints[v->standing], _(words[v->standing]));
	if (v->standing != STANDING_SHORT)
		return;
	tally_show_at(v->missing, i->unit, shown);
	canvas_right(c, row, MISSING_END, PAINT_MISS, shown);
}

static void draw(const struct app *a, const struct figures_view *s, struct canvas *c, const struct frame *f)
{
	const struct figures_index *x = &s->index;
	int rows = f->body_rows - 5;
	char line[APP_MESSAGE];

	(void)a;
	canvas_text(c, f->body_top, NAME_COL, PAINT_DIM, _("Indicator"));
	figures_head(c, f->body_top, VALUE_END, _("Stands at"));
	figures_head(c, f->body_top, WANTED_END, _("Threshold"));
	canvas_text(c, f->body_top, SIGN_COL, PAINT_DIM, _("Standing"));
	figures_head(c, f->body_top, MISSING_END, _("Short by"));
	figures_list(&s->list, c, f->body_top + 1, rows, index_row, x);
	canvas_rule(c, f->body_top + rows + 1, 0, f->width);
	if (s->list.at >= x->check.rows.n)
		return;
	const struct indicator *i = &x->check.rows.list[s->list.at];
	text_format(line, sizeof line, "%s  %s", _(dimension_text(i->dimension)), i->source);
	canvas_field(c, f->body_top + rows + 2, NAME_COL, f->width - NAME_COL - 1, PAINT_DIM, line);
	canvas_wrap(c, f->body_top + rows + 3, NAME_COL, f->width - NAME_COL - 1, 2, PAINT_TEXT,
		x->moves[s->list.at]);
}

const struct figures_page figures_index_page = {start, step, so_far, stop, rows_of, open_row, draw};
