/* SPDX-License-Identifier: MIT
 *
 * Appeals by kind, and what citizens said by item, window, person and channel: each share with its
 * sample, nothing put in an order below RATING_RANKED.
 */
#include "tui/commands/report_said.h"

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/oversight/appeal_figures.h"
#include "core/casework/oversight/rating_sums.h"
#include "tui/commands/report_told.h"

/* ---- appeals ---- */

enum { KIND, REGISTERED, FIRST_FIGURE, APPEAL_COLUMNS = FIRST_FIGURE + APPEAL_FIGURES };

static const struct report_column appeal_columns[APPEAL_COLUMNS] = {
	[KIND] = {.word = "kind", .text = N_("Kind of appeal"), .words = true},
	[REGISTERED] = {.word = "registered", .text = N_("Registered appeals")},
#define X(name, w, t, definition) [FIRST_FIGURE + name] = {.word = w, .text = t},
	APPEAL_FIGURE_TABLE(X)
#undef X
};

/* Of what is not told there is no share either. */
static void put_rate(enum told told, uint64_t above, uint64_t below, char out[TABLE_CELL])
{
	if (told == TOLD_NOT)
		text_copy(out, TABLE_CELL, "*");
	else
		report_rate(above, below, out);
}

static void put_count(enum told told, uint64_t n, char out[TABLE_CELL])
{
	char cell[REPORT_CELL];

	report_told((int64_t)n, told == TOLD && report_few((int64_t)n) ? TOLD_FEW : told, cell);
	text_copy(out, TABLE_CELL, cell);
}

static void put_kind(const struct appeal_figures *x, int kind, enum told told, report_cells *row)
{
	text_copy((*row)[KIND], TABLE_CELL, kind ? appeal_kind_name(kind) : _("Together"));
	put_count(told, x->n[kind], (*row)[REGISTERED]);
	for (int f = 0; f < APPEAL_FIGURES; f++) {
		const struct appeal_part *p = &x->of[kind][f];
		put_rate(told, p->above, p->below, (*row)[FIRST_FIGURE + f]);
	}
}

enum err report_appeals(struct station *s, const struct range *r, struct report_table *t)
{
	struct appeal_figures x;
	enum err e = appeal_figures_between(s->store, r->from_ms, r->to_ms, clock_now_ms(), &x);

	t->columns = appeal_columns;
	t->n_columns = APPEAL_COLUMNS;
	t->note = _("Of appeals registered in the span.");
	if (e)
		return e;
	enum told told[APPEAL_KINDS] = {TOLD};
	int64_t cells[APPEAL_KINDS];
	for (int kind = 1; kind < APPEAL_KINDS; kind++)
		cells[kind] = x.n[kind];
	report_suppress(cells + 1, APPEAL_KINDS - 1, told + 1);
	for (int kind = 1; kind < APPEAL_KINDS; kind++)
		put_kind(&x, kind, told[kind], report_table_row(t));
	put_kind(&x, 0, TOLD, report_table_row(t));
	return OK;
}

/* ---- ratings ---- */

enum { BY, GROUP, RATED, CONTENT, WELL_CONTENT, RANK, RATING_COLUMNS };

static const struct report_column rating_columns[RATING_COLUMNS] = {
	[BY] = {.word = "by", .text = N_("Told apart"), .words = true},
	[GROUP] = {.word = "group", .text = N_("Of"), .words = true},
	[RATED] = {.word = "ratings", .text = N_("Rated")},
	[CONTENT] = {.word = "content", .text = N_("Satisfied")},
	[WELL_CONTENT] = {.word = "well_content", .text = N_("Satisfied or better")},
	[RANK] = {.word = "rank", .text = N_("Place in order")},
};

static void put_sum(const char *by, const char *group, const struct rating_sum *sum, int rank, enum told told,
	report_cells *row)
{
	uint32_t well = sum->of[RATING_BEST] + sum->of[RATING_BEST - 1], basic = sum->of[RATING_BEST - 2];

	text_copy((*row)[BY], TABLE_CELL, by);
	text_copy((*row)[GROUP], TABLE_CELL, group);
	put_count(told, sum->n, (*row)[RATED]);
	put_rate(told, well + basic, sum->n, (*row)[CONTENT]);
	put_rate(told, well, sum->n, (*row)[WELL_CONTENT]);
	text_format((*row)[RANK], TABLE_CELL, rank ? "%d" : "-", rank);
}

static void put_share(enum rating_owed o, const struct rating_part *p, struct report_table *t)
{
	report_cells *row = report_table_row(t);

	text_copy((*row)[BY], TABLE_CELL, _(rating_share_text(o)));
	report_count(p->below, (*row)[RATED]);
	report_rate(p->above, p->below, (*row)[CONTENT]);
}

static void put_groups(const struct rating_sums *x, enum rating_by by, struct report_table *t)
{
	enum told told[RATING_GROUPS] = {TOLD};
	int64_t cells[RATING_GROUPS];

	for (size_t i = 0; i < x->n; i++)
		cells[i] = x->groups[i].sum.n;
	report_suppress(cells, x->n, told);
	for (size_t i = 0; i < x->n; i++) {
		const char *key = x->groups[i].key;
		for (int c = 0; by == RATING_BY_CHANNEL && c < RATING_CHANNEL_COUNT; c++)
			if (text_equal(key, rating_channel_word((enum rating_channel)c)))
				key = _(rating_channel_text((enum rating_channel)c));
		put_sum(_(rating_by_text(by)), key, &x->groups[i].sum, x->groups[i].rank, told[i],
			report_table_row(t));
	}
}

enum err report_ratings(struct station *s, const struct range *r, struct report_table *t)
{
	struct rating_sums *x = mem_new(sizeof *x);
	enum err e = OK;

	t->columns = rating_columns;
	t->n_columns = RATING_COLUMNS;
	t->note = _("Given in the span; what was found malicious is not counted. No place below 30.");
	for (int by = 0; !e && by < RATING_BYS; by++) {
		e = rating_sums_read(s->store, r->from_ms, r->to_ms, (enum rating_by)by, x);
		if (!e && by == 0) {
			put_sum(_("Together"), "", &x->all, 0, TOLD, report_table_row(t));
			for (int o = 0; o < RATING_SHARES; o++)
				put_share((enum rating_owed)o, &x->of[o], t);
		}
		if (!e)
			put_groups(x, (enum rating_by)by, t);
	}
	mem_free(x);
	return e;
}
