/* SPDX-License-Identifier: MIT
 *
 * What must hold: nothing is asked from the citizen that is proven already, and of a group one is
 * enough.
 */
#include "core/casework/material.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/desk.h"
#include "core/standards/workday.h"

static void show_source(const struct resource *r, const char *value, char *out, size_t size)
{
	struct buf text;

	buf_init(&text, 4096);
	if (r)
		buf_addf(&text, "%s %s ", i18n_pick(r->department, r->department_en),
			i18n_pick(r->name, r->name_en));
	text_sanitise(&text, value, strlen(value));
	text_copy(out, size, buf_text(&text));
	buf_release(&text);
}

static bool by_share(const struct casefile *c, const struct material *m,
	const struct catalog *catalog, struct material_mark *out)
{
	const char *resource = m->shared.resource;
	const struct evidence *e = resource && *resource ? casefile_latest(c, resource) : NULL;
	const char *value = e ? share_pick(&m->shared, &c->draft, e->rows, e->n_rows) : NULL;

	if (!value)
		return false;
	out->mark = MARK_EXEMPT;
	out->way = WAY_SHARED;
	out->at_ms = e->at_ms;
	text_copy(out->resource, sizeof out->resource, resource);
	show_source(catalog_find(catalog, resource), value, out->source, sizeof out->source);
	return true;
}

static bool licence_valid(const struct record *row, day_t today)
{
	const char *state = record_get(row, "state"), *until = record_get(row, "valid_to");
	day_t last;

	if (state && !text_equal(state, "valid"))
		return false;
	return !until || !*until || (day_parse(until, &last) && last >= today);
}

static bool by_licence(
	const struct casefile *c, const struct material *m, day_t today, struct material_mark *out)
{
	const struct evidence *e = *m->licence ? casefile_latest(c, "LIC-01") : NULL;

	for (size_t i = 0; e && i < e->n_rows; i++) {
		const struct record *row = &e->rows[i];
		const char *issuer = record_get(row, "issuer"),
			   *until = record_get(row, "valid_to");
		if (!text_equal(record_get(row, "type"), m->licence))
			continue;
		if (!licence_valid(row, today)) {
			text_format(out->source, sizeof out->source, _("e-licence ran out %s"),
				until ? until : "");
			continue;
		}
		out->mark = MARK_EXEMPT;
		out->way = WAY_LICENCE;
		out->at_ms = e->at_ms;
		text_copy(out->resource, sizeof out->resource, e->resource);
		text_format(out->source, sizeof out->source, _("e-licence %s until %s"),
			issuer ? issuer : "", until ? until : "");
		return true;
	}
	return false;
}

/* Filled by a file taken at the window. */
static bool by_capture(
	const struct casefile *c, const struct material *m, struct material_mark *out)
{
	int field = *m->field ? item_field(c->item, m->field) : -1;
	const struct answer *a = field < 0 ? NULL : &c->draft.answers[field];

	if (!a || !*a->value)
		return false;
	out->mark = MARK_VERIFIED;
	out->way = WAY_WINDOW;
	out->actual = out->due;
	out->at_ms = a->at_ms;
	return true;
}

/* What the form itself brings about is made here, nobody brings it. */
static bool by_form(const struct casefile *c, const struct material *m, struct material_mark *out)
{
	if (!(m->ways & WAY_GENERATED))
		return false;
	out->mark = MARK_EXEMPT;
	out->way = WAY_GENERATED;
	out->at_ms = c->changed_ms;
	text_copy(out->source, sizeof out->source, _("made from the form"));
	return true;
}

static struct material_mark judge(const struct casefile *c, size_t i, bool required,
	const struct catalog *catalog, day_t today)
{
	const struct material *m = &c->item->materials[i];
	const struct material_mark *chosen = &c->chosen[i];
	struct material_mark fresh = {.mark = MARK_MISSING, .until = DAY_NONE, .due = m->copies};

	if (!required) {
		fresh.mark = MARK_IDLE;
		return fresh;
	}
	if (chosen->mark == MARK_VERIFIED)
		return *chosen;
	if (by_share(c, m, catalog, &fresh) || by_licence(c, m, today, &fresh) ||
		by_capture(c, m, &fresh) || by_form(c, m, &fresh))
		return fresh;
	return chosen->by_hand ? *chosen : fresh;
}

static bool settled(enum mark m)
{
	return m == MARK_EXEMPT || m == MARK_VERIFIED || m == MARK_DEFERRED || m == MARK_PLEDGED;
}

static bool group_settled(const struct casefile *c, size_t i)
{
	const struct material *m = &c->item->materials[i];

	for (size_t k = 0; k < c->item->n_materials; k++)
		if (k != i && *m->anyof && text_equal(c->item->materials[k].anyof, m->anyof) &&
			settled(c->marks[k].mark))
			return true;
	return false;
}

void material_refresh(
	struct casefile *c, const struct evaluation *e, const struct catalog *catalog, day_t today)
{
	if (!c->item || c->state != STATE_DRAFT)
		return;
	for (size_t i = 0; i < c->item->n_materials; i++)
		c->marks[i] = judge(c, i, e->material_required[i], catalog, today);
	for (size_t i = 0; i < c->item->n_materials; i++)
		if (c->marks[i].mark == MARK_MISSING && group_settled(c, i))
			c->marks[i].mark = MARK_IDLE;
}

size_t material_missing(const struct casefile *c)
{
	size_t n = 0;

	for (size_t i = 0; c->item && i < c->item->n_materials; i++)
		n += c->marks[i].mark == MARK_MISSING;
	return n;
}

unsigned material_choices(const struct casefile *c, size_t material)
{
	const struct material *m = &c->item->materials[material];
	const struct material_mark *mark = &c->marks[material];
	unsigned bits = 1u << CHOOSE_LATER;

	/* What is proven must not be collected on top; what is not needed must not be asked for. */
	if (mark->mark == MARK_EXEMPT || mark->mark == MARK_IDLE)
		return 0;
	if (m->ways & WAY_ORIGINAL)
		bits |= 1u << CHOOSE_SEEN;
	if (m->ways & WAY_WINDOW)
		bits |= 1u << CHOOSE_CAPTURE;
	if (m->ways & WAY_DEFER)
		bits |= 1u << CHOOSE_DEFER;
	if (m->ways & WAY_PLEDGE)
		bits |= 1u << CHOOSE_PLEDGE;
	return bits;
}

/* Never later than the promised end of the matter: it could not be granted before. */
static enum err defer_until(const struct item *item, int days, int64_t now_ms, day_t *out)
{
	struct due until, end;
	enum err e = workday_due(now_ms, days, DUE_WORKING, DUE_RULE_A, NULL, 0, &until);

	if (!e && item->kind != ITEM_INSTANT && item->promised.days > 0) {
		e = workday_due(now_ms, item->promised.days,
			item->promised.working ? DUE_WORKING : DUE_CALENDAR, DUE_RULE_B, NULL, 0,
			&end);
		if (!e && end.day < until.day)
			until.day = end.day;
	}
	if (!e)
		*out = until.day;
	return e;
}

enum err material_choose(const struct casefile *c, size_t material, int choice, int days,
	int64_t now_ms, struct material_mark *out)
{
	static const struct {
		enum mark mark;
		unsigned way;
	} made[] = {
		[CHOOSE_SEEN] = {MARK_VERIFIED, WAY_ORIGINAL},
		[CHOOSE_CAPTURE] = {MARK_VERIFIED, WAY_WINDOW},
		[CHOOSE_DEFER] = {MARK_DEFERRED, WAY_DEFER},
		[CHOOSE_PLEDGE] = {MARK_PLEDGED, WAY_PLEDGE},
		[CHOOSE_LATER] = {MARK_MISSING, 0},
	};
	const struct material *m = &c->item->materials[material];
	struct material_mark mark = {.until = DAY_NONE, .due = m->copies, .by_hand = true};

	if (choice < CHOOSE_SEEN || choice > CHOOSE_LATER ||
		!(material_choices(c, material) & 1u << choice))
		return ERR_INPUT;
	mark.mark = made[choice].mark;
	mark.way = made[choice].way;
	if (mark.mark == MARK_VERIFIED)
		mark.actual = mark.due;
	if (choice == CHOOSE_DEFER) {
		int most = m->defer_days;
		if (days < 0 || days > most)
			return ERR_INPUT;
		enum err e = defer_until(c->item, days ? days : most, now_ms, &mark.until);
		if (e)
			return e;
	}
	*out = mark;
	return OK;
}
