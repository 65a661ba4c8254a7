/* SPDX-License-Identifier: MIT
 *
 * The report to the departments, a row each, most asked first.
 */
#include <stdio.h>
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/oversight/provider_letter.h"
#include "core/casework/papers/template.h"
#include "tui/commands/report_providers.h"
#include "tui/commands/report_show.h"

enum { MEDIAN = 50, SLOW = 95 };

enum { DEPARTMENT, ASKS, FAILED, SHARE, REFUSED, MIDDLE, SLOWER, OBJECTED, CONFIRMED, ANSWERED, DAYS, COLUMNS };

static const struct report_column columns[COLUMNS] = {
	[DEPARTMENT] = {.word = "department", .text = N_("Department"), .words = true},
	[ASKS] = {.word = "asks", .text = N_("Asks")},
	[FAILED] = {.word = "failed", .text = N_("Unanswered")},
	[SHARE] = {.word = "failed_share", .text = N_("Of asks")},
	[REFUSED] = {.word = "refused", .text = N_("Turned down")},
	[MIDDLE] = {.word = "median_s", .text = N_("Typical s")},
	[SLOWER] = {.word = "slow_s", .text = N_("Slow s")},
	[OBJECTED] = {.word = "objections", .text = N_("Objections sent")},
	[CONFIRMED] = {.word = "confirmed", .text = N_("Found wrong")},
	[ANSWERED] = {.word = "answered", .text = N_("Replies")},
	[DAYS] = {.word = "median_days", .text = N_("Days to reply")},
};

static void seconds(const struct provider *p, int hundredth, char out[TABLE_CELL])
{
	int ms = provider_within_ms(p, hundredth);

	if (report_few((int64_t)p->asks - p->failed - p->refused))
		text_copy(out, TABLE_CELL, "<5");
	else if (ms < 0)
		text_copy(out, TABLE_CELL, "-");
	else
		text_format(out, TABLE_CELL, "%d.%d", ms / 1000, ms % 1000 / 100);
}

static void put_provider(const struct provider *p, report_cells *row)
{
	bool few = report_few(p->answered);
	int days = provider_median_days(p);

	text_copy((*row)[DEPARTMENT], TABLE_CELL, i18n_pick(p->name, p->name_en));
	report_count(p->asks, (*row)[ASKS]);
	report_count(p->failed, (*row)[FAILED]);
	if (report_few(p->failed))
		report_count(p->failed, (*row)[SHARE]);
	else
		report_rate(p->failed, p->asks, (*row)[SHARE]);
	report_count(p->refused, (*row)[REFUSED]);
	seconds(p, MEDIAN, (*row)[MIDDLE]);
	seconds(p, SLOW, (*row)[SLOWER]);
	report_count(p->raised, (*row)[OBJECTED]);
	report_count(p->confirmed, (*row)[CONFIRMED]);
	report_count(p->answered, (*row)[ANSWERED]);
	text_format((*row)[DAYS], TABLE_CELL, few ? "<5" : days < 0 ? "-" : "%d", days);
}

void report_providers_table(const struct providers *p, struct report_table *t)
{
	static char note[400];
	size_t used;

	t->columns = columns;
	t->n_columns = COLUMNS;
	for (size_t i = 0; i < p->n; i++)
		put_provider(&p->list[i], report_table_row(t));
	text_copy(note, sizeof note,
		_("Typical: half of the answers came within it; slow: 95 of 100.\n"
		  "Days: working days from sending an objection to its answer.\n"
		  "Nothing is told that rests on fewer than five."));
	used = strlen(note);
	if (p->lost)
		text_format(note + used, sizeof note - used,
			_("\n%u asks were of resources the catalog does not have any more."), p->lost);
	t->note = note;
}

/* What both are made from. */
struct reading {
	struct providers *all;
	struct objections *objections;
	struct catalog *catalog;
};

static enum err read_all(struct station *s, const struct range *r, struct reading *x)
{
	*x = (struct reading){.all = mem_new(sizeof *x->all),
		.objections = objections_new(s->store, &OBJECTION_DAYS)};
	enum err e = station_catalog(s, &x->catalog);

	return e ? e : providers_read(s->store, x->catalog, x->objections, r, x->all);
}

static void release(struct reading *x)
{
	objections_free(x->objections);
	catalog_free(x->catalog);
	mem_free(x->all);
}

enum err report_providers(struct station *s, const struct range *r, struct report_table *t)
{
	struct reading x;
	enum err e = read_all(s, r, &x);

	if (!e)
		report_providers_table(x.all, t);
	release(&x);
	return e;
}

static struct slip_place place_of(const struct station *s, const struct catalog *catalog)
{
	bool live = s->conf != NULL;

	if (live)
		templates_folder(conf_text(s->conf, "print", "templates"));
	return (struct slip_place){.hall = live ? conf_text(s->conf, "hall", "name") : "", .phone = "12345",
		.clerk = operator_current(s->store)->id, .catalog = catalog, .training = !live,
		.window = live ? conf_text(s->conf, "station", "window") : "A03"};
}

enum err provider_letters(struct station *s, const struct range *r)
{
	struct reading x;
	enum err e = read_all(s, r, &x);

	for (size_t i = 0; !e && i < x.all->n; i++) {
		struct letter l = {x.all, &x.all->list[i], x.catalog, x.objections, *r};
		struct slip_place place = place_of(s, x.catalog);
		struct slip_kept kept;
		e = provider_letter_make(s->store, &l, &place, SLIP_PAGE, &kept);
		if (e)
			break;
		if (i)
			fputc('\f', stdout);
		fwrite(kept.bytes, 1, kept.len, stdout);
		station_paper_release(&kept);
	}
	release(&x);
	return e;
}
