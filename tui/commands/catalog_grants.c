/* SPDX-License-Identifier: MIT
 *
 * Grants on the command line: the list with clocks, one resource's history, and each act by its
 * name.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/grant.h"
#include "core/casework/oversight/edition.h"
#include "tui/commands/catalog.h"
#include "tui/commands/lines.h"

static const struct {
	const char *word;
	enum grant_state to; /* NONE: apply or record */
} acts[] = {
	{"apply", GRANT_NONE}, {"record", GRANT_NONE}, {"check", GRANT_CHECKED},
	{"answer", GRANT_ANSWERED}, {"publish", GRANT_PUBLISHED}, {"activate", GRANT_ACTIVE},
	{"refuse", GRANT_REFUSED}, {"dispute", GRANT_DISPUTED}, {"revoke", GRANT_REVOKED},
	{"withdraw", GRANT_WITHDRAWN},
};

static void tell_clock(const struct grant *g)
{
	struct grant_clock c;
	char day[11];

	if (grant_clock(g, clock_today(), &c) || !c.running)
		return;
	day_format(c.due.day, day);
	printf(c.left < 0 ? _("  due %s, %d days late") : _("  due %s, %d days left"), day,
		c.left < 0 ? -c.left : c.left);
}

static void tell_one(const struct library *l, const struct grants *all, const struct resource *r)
{
	const struct grant *g = grants_of(all, r->id, clock_today());
	enum permit p = grants_permit(all, r, clock_today());
	char sign[2] = {permit_sign(p), '\0'}, day[11] = "-";

	(void)l;
	if (g && g->until != DAY_NONE)
		day_format(g->until, day);
	library_cell(sign, 1);
	library_cell(r->id, 16);
	library_cell(i18n_pick(r->department, r->department_en), 10);
	library_cell(_(permit_text(p)), 16);
	library_cell(day, 10);
	fputs(i18n_pick(r->name, r->name_en), stdout);
	if (g)
		tell_clock(g);
	putchar('\n');
}

static int list(const struct library *l, const struct grants *all)
{
	for (size_t i = 0; i < l->catalog->n_resources; i++)
		if (resource_needs_grant(&l->catalog->resources[i]))
			tell_one(l, all, &l->catalog->resources[i]);
	return lines_finish("catalog") ? GOOD : FINDINGS;
}

static void tell_line(const char *label, const char *value)
{
	if (value && *value)
		printf("    %s: %s\n", label, value);
}

static int history(const struct grants *all, const struct resource *r)
{
	const struct grant *const *list;
	size_t n = grants_all(all, &list), found = 0;

	for (size_t i = 0; i < n; i++) {
		const struct grant *g = list[i];
		char at[20], day[11] = "";
		if (!text_equal(g->resource, r->id))
			continue;
		clock_format(g->changed_ms, at);
		if (g->until != DAY_NONE)
			day_format(g->until, day);
		printf("%s  %s", at, _(grant_text(g->state)));
		tell_clock(g);
		putchar('\n');
		tell_line(_("until"), day);
		tell_line(_("items"), g->items);
		tell_line(_("fields"), g->fields);
		tell_line(_("letter"), g->number);
		tell_line(_("ground"), g->ground);
		tell_line(_("reason"), g->reason);
		tell_line(_("applied by"), g->applied_by);
		found++;
	}
	return found ? GOOD : library_complain(_("nothing was recorded for %s"), r->id);
}

static enum err act(struct library *l, struct grants *all, const struct resource *r, const char *word)
{
	struct grant_terms t = {.items = l->items, .fields = l->fields, .number = l->number,
		.ground = l->ground, .reason = l->reason, .until = l->until};
	const struct grant *now = grants_of(all, r->id, clock_today());
	size_t i = 0;

	while (i < COUNT_OF(acts) && !text_equal(acts[i].word, word))
		i++;
	if (i == COUNT_OF(acts))
		return ERR_USAGE;
	if (acts[i].to != GRANT_NONE)
		return now ? grants_move(all, &now->id, acts[i].to, &t) : ERR_NOTFOUND;
	t.items = t.items ? t.items : "*";
	t.fields = t.fields ? t.fields : "*";
	return text_equal(word, "apply") ? grants_apply(all, r, &t) : grants_record(all, r, &t);
}

static int on_resource(struct library *l, struct grants *all, int n, char **words, enum err *e)
{
	const struct resource *r = catalog_find(l->catalog, words[0]);

	if (!r)
		return library_complain(_("the catalog has no %s"), words[0]);
	if (n == 1)
		return history(all, r);
	*e = act(l, all, r, words[1]);
	if (!*e)
		tell_one(l, all, r);
	return GOOD;
}

/* What came granted with an edition that two people put in force. */
static enum err record_standing(struct library *l, struct grants *all)
{
	char path[PATH_SIZE];
	struct edition_place place = {.path = path};
	uint8_t hash[HASH_SIZE];
	bool by_two = false;
	size_t n;

	if (operator_current(l->station.store)->role != ROLE_STEWARD || l->path)
		return OK;
	enum err e = station_catalog_path(&l->station, path);
	if (!e)
		e = edition_hash(l->station.store, &place, hash, &by_two);
	return !e && by_two ? grants_standing(all, &n) : e;
}

int library_grants(struct library *l, int n, char **words)
{
	int status = GOOD;

	if (!l->station.as)
		return USAGE;
	enum err e = station_open(&l->station);
	if (!e)
		e = library_open(l);
	if (!e)
		e = station_login(&l->station);
	struct grants *all = e ? NULL : grants_new(l->station.store, l->catalog);
	if (!e)
		e = grants_refresh(all);
	if (!e)
		e = record_standing(l, all);
	if (!e)
		status = n == 0 ? list(l, all) : on_resource(l, all, n, words, &e);
	grants_free(all);
	int end = station_end(&l->station, "catalog grants", e);
	return end != GOOD ? end : status;
}
