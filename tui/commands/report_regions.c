/* SPDX-License-Identifier: MIT
 *
 * Cases between regions: two rows a region, what went there and what came from there.
 */
#include "tui/commands/report_regions.h"

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/oversight/regions.h"
#include "core/standards/region.h"
#include "tui/commands/report_show.h"

enum { REGION, WAY, CAME, TAKEN, RETURNED, DECIDED, WITHDRAWN, DAYS, COLUMNS };

static const struct report_column columns[COLUMNS] = {
	[REGION] = {.word = "region", .text = N_("Region"), .words = true},
	[WAY] = {.word = "way", .text = N_("Way"), .words = true},
	[CAME] = {.word = "handed", .text = N_("Hand-overs")},
	[TAKEN] = {.word = "taken", .text = N_("Taken in")},
	[RETURNED] = {.word = "returned", .text = N_("Sent back")},
	[DECIDED] = {.word = "decided", .text = N_("Decided")},
	[WITHDRAWN] = {.word = "withdrawn", .text = N_("Taken back")},
	[DAYS] = {.word = "median_days", .text = N_("Days in the middle")},
};

static void put_flow(const struct region_sum *s, const struct region_flow *f, const char *way,
	struct report_table *t)
{
	if (!f->came && !f->taken && !f->returned && !f->decided && !f->withdrawn)
		return;
	report_cells *row = report_table_row(t);
	int days = region_median(f);
	struct region there;

	region_find(s->code, &there);
	text_format((*row)[REGION], TABLE_CELL, "%s %s", s->code, there.name);
	text_copy((*row)[WAY], TABLE_CELL, way);
	report_count(f->came, (*row)[CAME]);
	report_count(f->taken, (*row)[TAKEN]);
	report_count(f->returned, (*row)[RETURNED]);
	report_count(f->decided, (*row)[DECIDED]);
	report_count(f->withdrawn, (*row)[WITHDRAWN]);
	text_format((*row)[DAYS], TABLE_CELL, report_few(f->decided) ? "<5" : days < 0 ? "-" : "%d", days);
}

enum err report_regions(struct station *s, const struct range *r, struct report_table *t)
{
	struct region_sums *sums = mem_new(sizeof *sums);
	enum err e = regions_read(s->store, r, sums);

	t->columns = columns;
	t->n_columns = COLUMNS;
	for (size_t i = 0; !e && i < sums->n; i++) {
		put_flow(&sums->list[i], &sums->list[i].out, _("received here"), t);
		put_flow(&sums->list[i], &sums->list[i].in, _("decided here"), t);
	}
	t->note = _("Days: working days from the hand-over to the result, half of them in fewer.\n"
		    "Nothing is told that rests on fewer than five.");
	mem_free(sums);
	return e;
}
