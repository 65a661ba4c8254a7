/* SPDX-License-Identifier: MIT
 *
 * What must hold: an ended span has one letter; nothing in it names a citizen.
 */
#include "core/casework/oversight/provider_letter.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/casefile_inside.h"
#include "core/casework/oversight/station_inside.h"

enum { MEDIAN = 50, SLOW = 95, SECOND = 1000, PER_MILLE = 1000, KEY = 96 };
static const char document[] = "provider";

struct filling {
	const struct letter *letter;
	const struct slip_place *place;
	int nth;
};

static day_t first_day(const struct range *r)
{
	return day_at(r->from_ms);
}

static day_t last_day(const struct range *r)
{
	return day_at(r->to_ms - 1);
}

/* ---- what was asked ---- */

static void put_seconds(struct sheet *s, enum said id, const struct provider *p, int hundredth)
{
	int ms = provider_within_ms(p, hundredth);

	if (ms >= 0)
		sheet_putf(s, id, "%d.%d", ms / SECOND, ms % SECOND / 100);
}

static void put_asks(struct sheet *s, const struct provider *p)
{
	uint64_t tenths = p->asks ? ((uint64_t)p->failed * PER_MILLE + p->asks / 2) / p->asks : 0;

	sheet_putf(s, SAID_ASKS, "%u", p->asks);
	sheet_putf(s, SAID_FAILED, "%u (%llu.%llu%%)", p->failed, (unsigned long long)tenths / 10,
		(unsigned long long)tenths % 10);
	sheet_putf(s, SAID_DENIED, "%u", p->refused);
	put_seconds(s, SAID_TYPICAL, p, MEDIAN);
	put_seconds(s, SAID_SLOW, p, SLOW);
	for (int o = 0; o < OUTCOME_COUNT; o++) {
		if (!p->outcomes[o] || outcome_well((enum outcome)o))
			continue;
		sheet_row(s, ROWS_CAUSES);
		sheet_cell(s, CELL_CAUSE_LABEL, _(outcome_text((enum outcome)o)));
		sheet_cellf(s, CELL_CAUSE_COUNT, "%u", p->outcomes[o]);
	}
}

static int by_asks(const void *a, const void *b)
{
	const struct provider_resource *const *x = a, *const *y = b;

	if ((*x)->asks != (*y)->asks)
		return (*x)->asks < (*y)->asks ? 1 : -1;
	return strcmp((*x)->id, (*y)->id);
}

static void put_resources(struct sheet *s, const struct letter *l)
{
	const struct provider_resource *mine[PROVIDER_RESOURCES];
	size_t n = 0;

	for (size_t i = 0; i < l->all->n_resources; i++)
		if (provider_has(l->to, l->catalog, l->all->resources[i].id))
			mine[n++] = &l->all->resources[i];
	if (n)
		qsort(mine, n, sizeof *mine, by_asks);
	for (size_t i = 0; i < n; i++) {
		const struct resource *r = catalog_find(l->catalog, mine[i]->id);
		sheet_row(s, ROWS_RESOURCES);
		sheet_cellf(s, CELL_RESOURCE_N, "%zu", i + 1);
		sheet_cellf(s, CELL_RESOURCE_NAME, "%s %s", r->id, i18n_pick(r->name, r->name_en));
		sheet_cellf(s, CELL_RESOURCE_ASKS, "%u", mine[i]->asks);
		if (mine[i]->failed)
			sheet_cellf(s, CELL_RESOURCE_FAILED, "%u", mine[i]->failed);
		if (mine[i]->raised)
			sheet_cellf(s, CELL_RESOURCE_OBJECTED, "%u", mine[i]->raised);
	}
}

/* ---- what was objected to ---- */

static bool owed(const struct letter *l, const struct objection *o)
{
	return o->sent_ms && o->answer == ANSWER_NONE && o->state == OBJECTION_SENT &&
	       o->raised_ms >= l->range.from_ms && o->raised_ms < l->range.to_ms &&
	       provider_has(l->to, l->catalog, o->resource);
}

static void put_due(struct sheet *s, const struct letter *l, const struct objection *o)
{
	struct objection_clock clock;
	char day[PAPER_DAY];

	if (objection_clock(o, objections_days(l->objections), clock_today(), &clock) || !clock.running)
		return;
	paper_day(clock.due.day, day);
	sheet_cell(s, CELL_OWED_DUE, day);
}

static void put_owed(struct sheet *s, const struct letter *l)
{
	const struct objection *const *all;
	size_t n = objections_all(l->objections, &all), said = 0;

	for (size_t i = 0; i < n; i++) {
		const struct resource *r = catalog_find(l->catalog, all[i]->resource);
		char day[PAPER_DAY];
		if (!owed(l, all[i]))
			continue;
		paper_day(day_at(all[i]->sent_ms), day);
		sheet_row(s, ROWS_OWED);
		sheet_cellf(s, CELL_OWED_N, "%zu", ++said);
		sheet_cell(s, CELL_OWED_NUMBER, all[i]->number);
		sheet_cell(s, CELL_OWED_FIELD, r ? resource_label(r, all[i]->attribute) : all[i]->attribute);
		sheet_cell(s, CELL_OWED_SENT, day);
		put_due(s, l, all[i]);
	}
}

static void put_objections(struct sheet *s, const struct letter *l)
{
	const struct provider *p = l->to;
	int days = provider_median_days(p);

	sheet_flag(s, SAID_ANY_OBJECTED, p->raised > 0);
	sheet_putf(s, SAID_OBJECTED, "%u", p->raised);
	sheet_putf(s, SAID_REPLIES, "%u", p->answered);
	sheet_putf(s, SAID_CONFIRMED, "%u", p->confirmed);
	if (days >= 0)
		sheet_putf(s, SAID_REPLY_DAYS, "%d", days);
	put_owed(s, l);
}

static void fill(struct sheet *s, const struct template *t, const void *ctx)
{
	const struct filling *f = ctx;
	const struct letter *l = f->letter;

	sheet_common(s, t, f->place, NULL);
	station_paper_number(s, t, f->place, clock_today(), f->nth);
	const char *name = i18n_pick(l->to->name, l->to->name_en), *office = provider_office(l->to, l->catalog);
	sheet_putf(s, SAID_OFFICE, text_equal(name, office) ? "%s" : "%s  %s", name, office);
	sheet_day(s, SAID_FROM, first_day(&l->range));
	sheet_day(s, SAID_TO, last_day(&l->range));
	put_asks(s, l->to);
	put_resources(s, l);
	put_objections(s, l);
}

static void key_of(const struct letter *l, char out[KEY])
{
	char from[11], to[11];

	day_format(first_day(&l->range), from);
	day_format(last_day(&l->range), to);
	text_format(out, KEY, "%s %s %s", from, to, l->to->name);
}

enum err provider_letter_make(struct store *s, const struct letter *l, const struct slip_place *place,
	int columns, struct slip_kept *out)
{
	struct filling f = {l, place, 0};
	struct slip_kept kept = {.bytes = NULL};
	char key[KEY];

	key_of(l, key);
	enum err e = station_paper_find(s, document, key, &kept, NULL);
	if (e && e != ERR_NOTFOUND)
		return e;
	if (!e && last_day(&l->range) < clock_today()) {
		*out = kept;
		return OK;
	}
	station_paper_release(&kept);
	e = station_paper_nth(s, document, &f.nth);
	return e ? e : station_paper_make(s, document, key, place, columns, fill, &f, out);
}
