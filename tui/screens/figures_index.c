/* SPDX-License-Identifier: MIT
 *
 * S17, the check against the capability index: what the hall stands at, what is wanted, and under the
 * table what would move the chosen one.
 */
#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "tui/screens/figures_state.h"

enum { MESSAGES = 65536, NAME_COL = 3, NAME_WIDTH = 30, VALUE_END = 42, WANTED_END = 52, SIGN_COL = 55,
	MISSING_END = 79 };

static const char *const words[] = {[STANDING_UNKNOWN] = N_("cannot be counted"),
	[STANDING_SHOWN] = N_("no threshold"), [STANDING_MET] = N_("meets it"), [STANDING_SHORT] = N_("short of it")};

static enum err keep_moves(struct app *a, struct figures_index *x)
{
	struct buf text;
	enum err e = OK;

	buf_init(&text, MESSAGES);
	for (size_t i = 0; !e && i < x->check.rows.n; i++) {
		char need[24];
		buf_clear(&text);
		text_format(need, sizeof need, "%lld", (long long)x->check.values[i].need);
		e = indicator_moves(a->directory, &x->check.rows.list[i], &x->check.values[i], need, &text);
		text_copyn(x->moves[i], sizeof x->moves[i], buf_text(&text),
			text_fit(buf_text(&text), MOVES_CELLS, NULL));
	}
	buf_release(&text);
	return e;
}

enum err figures_index_read(struct app *a, struct figures_view *s)
{
	char path[PATH_SIZE];
	struct buf messages;
	enum err e = file_asset("indicators.tsv", path);

	buf_init(&messages, MESSAGES);
	if (!e)
		e = indicators_load(path, clock_today(), &s->index.check.rows, &messages);
	buf_release(&messages);
	if (!e)
		e = indicator_check(a->store, a->directory, &s->f.range, clock_now_ms(), &s->index.check);
	return e ? e : keep_moves(a, &s->index);
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

void figures_index_draw(const struct figures_view *s, struct canvas *c, const struct frame *f)
{
	const struct figures_index *x = &s->index;
	int rows = f->body_rows - 5;
	char line[APP_MESSAGE];

	canvas_text(c, f->body_top, NAME_COL, PAINT_DIM, _("Indicator"));
	canvas_right(c, f->body_top, VALUE_END, PAINT_DIM, _("Stands at"));
	canvas_right(c, f->body_top, WANTED_END, PAINT_DIM, _("Threshold"));
	canvas_text(c, f->body_top, SIGN_COL, PAINT_DIM, _("Standing"));
	canvas_right(c, f->body_top, MISSING_END, PAINT_DIM, _("Short by"));
	list_draw(&s->list, c, f->body_top + 1, rows, index_row, x);
	canvas_rule(c, f->body_top + rows + 1, 0, f->width);
	if (s->list.at >= x->check.rows.n)
		return;
	const struct indicator *i = &x->check.rows.list[s->list.at];
	text_format(line, sizeof line, "%s  %s", _(dimension_text(i->dimension)), i->source);
	canvas_field(c, f->body_top + rows + 2, NAME_COL, f->width - NAME_COL - 1, PAINT_DIM, line);
	canvas_wrap(c, f->body_top + rows + 3, NAME_COL, f->width - NAME_COL - 1, 2, PAINT_TEXT,
		x->moves[s->list.at]);
}
