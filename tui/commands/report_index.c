/* SPDX-License-Identifier: MIT
 *
 * The hall's own check: each indicator, what the hall stands at, the threshold, by how much it is
 * short, and what would move it.
 */
#include "tui/commands/report_index.h"

#include <stdio.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/oversight/indicator.h"
#include "core/casework/oversight/version.h"
#include "tui/commands/report_show.h"

enum { MOVES_CELLS = 120, MESSAGES = 65536 };
enum { CODE, INDICATOR, VALUE, THRESHOLD, STANDING, MISSING, DIMENSION, MOVES, SOURCE, COLUMNS };

static const struct report_column columns[COLUMNS] = {
	[CODE] = {.word = "code", .text = "", .words = true, .aside = true},
	[INDICATOR] = {.word = "indicator", .text = N_("Indicator"), .words = true},
	[VALUE] = {.word = "value", .text = N_("Stands at")},
	[THRESHOLD] = {.word = "threshold", .text = N_("Threshold")},
	[STANDING] = {.word = "standing", .text = N_("Standing"), .words = true},
	[MISSING] = {.word = "short_by", .text = N_("Short by")},
	[DIMENSION] = {.word = "dimension", .text = N_("Dimension"), .words = true, .under = true},
	[MOVES] = {.word = "moves", .text = N_("What would move it"), .words = true, .under = true, .sentence = true},
	[SOURCE] = {.word = "source", .text = N_("Named in"), .words = true, .aside = true,
		.sentence = true},
};
static const char *const standings[] = {[STANDING_UNKNOWN] = N_("cannot be counted"),
	[STANDING_SHOWN] = N_("no threshold"), [STANDING_MET] = N_("meets it"), [STANDING_SHORT] = N_("short of it")};

static void show(int64_t hundredths, enum unit unit, char out[TABLE_CELL])
{
	char shown[24];

	tally_show_at(hundredths, unit, shown);
	text_copy(out, TABLE_CELL, shown);
}

static enum err put_moves(struct directory *d, const struct indicator *i, const struct indicator_value *v,
	char out[TABLE_CELL])
{
	char need[TABLE_CELL];
	struct buf text;

	buf_init(&text, MESSAGES);
	report_count((uint64_t)v->need, need);
	enum err e = indicator_moves(d, i, v, need, &text);
	text_copyn(out, TABLE_CELL, buf_text(&text), text_fit(buf_text(&text), MOVES_CELLS, NULL));
	buf_release(&text);
	return e;
}

/* What rests on few cases, ratings or appeals is not told. */
static bool few(const struct indicator *i, const struct indicator_value *v)
{
	return i->of != OF_ITEMS && report_few(v->share.below);
}

static enum err put_row(struct directory *d, const struct indicator *i, const struct indicator_value *v,
	report_cells *row)
{
	text_copy((*row)[CODE], TABLE_CELL, i->code);
	text_copy((*row)[INDICATOR], TABLE_CELL, i18n_pick(i->name, i->name_en));
	text_copy((*row)[DIMENSION], TABLE_CELL, _(dimension_text(i->dimension)));
	text_copy((*row)[SOURCE], TABLE_CELL, i->source);
	text_copy((*row)[VALUE], TABLE_CELL, "-");
	text_copy((*row)[THRESHOLD], TABLE_CELL, "-");
	text_copy((*row)[MISSING], TABLE_CELL, "-");
	if (i->threshold >= 0)
		show(i->threshold, i->unit, (*row)[THRESHOLD]);
	if (few(i, v)) {
		text_copy((*row)[VALUE], TABLE_CELL, "<5");
		text_copy((*row)[STANDING], TABLE_CELL, _("too few to tell"));
		return OK;
	}
	if (v->standing != STANDING_UNKNOWN)
		show(v->value, i->unit, (*row)[VALUE]);
	text_copy((*row)[STANDING], TABLE_CELL, _(standings[v->standing]));
	if (v->standing == STANDING_SHORT)
		show(v->missing, i->unit, (*row)[MISSING]);
	return put_moves(d, i, v, (*row)[MOVES]);
}

static enum err open_items(const struct station *s, struct directory **out)
{
	const char *forms = s->conf ? conf_text(s->conf, "items", "forms") : "";
	char path[PATH_SIZE];
	struct buf messages;
	enum err e = *forms ? (text_copy(path, sizeof path, forms) ? OK : ERR_LIMIT) : file_asset("forms", path);

	buf_init(&messages, MESSAGES);
	if (!e)
		e = directory_open(path, out, &messages);
	fputs(buf_text(&messages), stderr);
	buf_release(&messages);
	if (!e && s->store)
		e = versions_apply(s->store, *out);
	if (!e)
		directory_day(*out, clock_today());
	return e;
}

static enum err load_table(struct indicators *out)
{
	char path[PATH_SIZE];
	struct buf messages;
	enum err e = file_asset("indicators.tsv", path);

	buf_init(&messages, MESSAGES);
	if (!e)
		e = indicators_load(path, clock_today(), out, &messages);
	fputs(buf_text(&messages), stderr);
	buf_release(&messages);
	return e;
}

enum err report_index(struct station *s, const struct range *r, struct report_table *t)
{
	struct indicator_check *x = mem_new(sizeof *x);
	struct directory *d = NULL;
	enum err e = load_table(&x->rows);

	t->columns = columns;
	t->n_columns = COLUMNS;
	t->note = _("Items: those in force today. Cases, ratings and appeals: of the span.");
	if (!e)
		e = open_items(s, &d);
	if (!e)
		e = indicator_check(s->store, d, r, clock_now_ms(), x);
	for (size_t i = 0; !e && i < x->rows.n; i++)
		e = put_row(d, &x->rows.list[i], &x->values[i], report_table_row(t));
	directory_free(d);
	mem_free(x);
	return e;
}
