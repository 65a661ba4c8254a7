/* SPDX-License-Identifier: MIT
 *
 * What must hold: nothing that is proven is asked for, an e-licence proves only as much as its trust
 * level, and of a group one is enough.
 */
#include "core/casework/material.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/casefile_inside.h"
#include "core/standards/identity.h"
#include "core/standards/name.h"

/* A field that takes the same value says how it is masked. */
static const struct field *field_of(const struct item *item, const struct share *s)
{
	for (size_t i = 0; i < item->n_fields; i++)
		for (size_t k = 0; k < item->fields[i].n_shares; k++)
			if (text_equal(item->fields[i].shares[k].resource, s->resource) &&
				text_equal(item->fields[i].shares[k].attribute, s->attribute))
				return &item->fields[i];
	return NULL;
}

static void add_value(
	const struct casefile *c, const struct share *s, const char *value, struct buf *out)
{
	const struct field *f = field_of(c->item, s);
	struct identity id;

	if (!*s->attribute)
		return; /* that there is a row says it all */
	if (f && f->type == FIELD_BOOL) /* yes to what */
		buf_addf(out, "%s: ", i18n_pick(f->label, f->label_en));
	if (f && (f->type == FIELD_BOOL || f->mask != MASK_NONE || f->type == FIELD_CODE || f->type == FIELD_CHOICE)) {
		field_show(f, value, true, out); /* a code by its label */
		return;
	}
	identity_check(value, strlen(value), clock_today(), &id);
	if (*id.type)
		mask_id(value, out);
	else
		text_sanitise(out, value, strlen(value));
}

static void show_source(const struct casefile *c, const struct material *m, const struct resource *r,
	const char *value, struct material_mark *out)
{
	struct buf text;

	buf_init(&text, 4096);
	if (r)
		buf_addf(&text, "%s %s ", i18n_pick(r->department, r->department_en),
			i18n_pick(r->name, r->name_en));
	add_value(c, &m->shared, value, &text);
	text_copy(out->source, sizeof out->source, buf_text(&text));
	buf_release(&text);
}

static const struct record *row_of(const struct evidence *e, const char *attribute, const char *value)
{
	for (size_t i = 0; i < e->n_rows; i++)
		if (record_get(&e->rows[i], attribute) == value)
			return &e->rows[i];
	return NULL;
}

/* How long what the row says is in force; DAY_NONE: for ever (which libraries write as the end of a
 * century or of the calendar), or it does not say. */
static day_t valid_to(const struct record *row)
{
	const char *until = row ? record_get(row, "valid_to") : NULL;
	day_t day = DAY_NONE;

	if (!until || !*until || !day_parse(until, &day) || day >= day_of(2099, 12, 31))
		return DAY_NONE;
	return day;
}

static bool by_share(const struct casefile *c, const struct material *m,
	const struct catalog *catalog, day_t today, struct material_mark *out)
{
	const char *resource = m->shared.resource;
	const struct evidence *e = resource && *resource ? casefile_share(c, &m->shared) : NULL;
	const char *value = e ? share_pick(&m->shared, &c->draft, e->rows, e->n_rows) : NULL;

	if (!value || (!*m->shared.attribute && text_equal(value, "0")))
		return false;
	day_t until = valid_to(row_of(e, m->shared.attribute, value));
	show_source(c, m, catalog_find(catalog, resource), value, out);
	if (until != DAY_NONE && until < today)
		return false;
	out->mark = MARK_EXEMPT;
	out->way = WAY_SHARED;
	out->at_ms = e->at_ms;
	out->valid_to = until;
	text_copy(out->resource, sizeof out->resource, resource);
	return true;
}

/* ---- e-licences ---- */

static bool in_force(const struct record *row, day_t today)
{
	const char *state = record_get(row, "state"), *until = record_get(row, "valid_to");
	day_t last;

	if (state && !text_equal(state, "valid"))
		return false;
	return !until || !*until || (day_parse(until, &last) && last >= today);
}

/* 'A' to 'D'; one whose library tells no level has been verified once, no more. */
static char level_of(const struct record *row)
{
	const char *level = record_get(row, "level");

	return level && level[0] >= 'A' && level[0] <= 'D' && !level[1] ? level[0] : 'B';
}

static bool longer(day_t a, day_t b)
{
	return b != DAY_NONE && (a == DAY_NONE || a > b);
}

static bool better(const struct record *a, const struct record *b)
{
	if (!b || level_of(a) != level_of(b))
		return !b || level_of(a) < level_of(b);
	return longer(valid_to(a), valid_to(b));
}

/* The most trusted of the holder's licences of this type that are in force, else the last that is
 * not; *force says which. */
static const struct record *best_licence(
	const struct evidence *e, const char *type, day_t today, bool *force)
{
	const struct record *best = NULL, *dead = NULL;

	for (size_t i = 0; e && i < e->n_rows; i++) {
		const struct record *row = &e->rows[i];
		if (!text_equal(record_get(row, "type"), type))
			continue;
		if (!in_force(row, today))
			dead = row;
		else if (better(row, best))
			best = row;
	}
	*force = best != NULL;
	return best ? best : dead;
}

static void tell_dead(const struct record *row, day_t today, char *out, size_t size)
{
	const char *until = record_get(row, "valid_to");
	day_t last = valid_to(row);

	if (last != DAY_NONE && last < today)
		text_format(out, size, _("e-licence ran out %s"), until);
	else
		text_copy(out, size, _("e-licence is no longer in force"));
}

static void tell_licence(const struct record *row, char *out, size_t size)
{
	const char *issuer = record_get(row, "issuer");
	day_t until = valid_to(row);
	char day[11];
	struct buf clean;

	buf_init(&clean, 1024);
	text_sanitise(&clean, issuer ? issuer : "", issuer ? strlen(issuer) : 0);
	if (until == DAY_NONE) {
		text_format(out, size, _("e-licence without end, %s"), buf_text(&clean));
	} else {
		day_format(until, day);
		text_format(out, size, _("e-licence until %s, %s"), day, buf_text(&clean));
	}
	buf_release(&clean);
}

static bool by_licence(
	const struct casefile *c, const struct material *m, day_t today, struct material_mark *out)
{
	const struct evidence *e = *m->licence ? casefile_latest(c, "LIC-01", "") : NULL;
	bool force = false;
	const struct record *row = best_licence(e, m->licence, today, &force);

	if (!row)
		return false;
	if (!force) {
		tell_dead(row, today, out->source, sizeof out->source);
		return false;
	}
	tell_licence(row, out->source, sizeof out->source);
	out->level = level_of(row);
	out->valid_to = valid_to(row);
	text_copy(out->resource, sizeof out->resource, e->resource);
	if (out->level > 'B')
		return false; /* not by itself: the original is seen, or pledged */
	out->mark = MARK_EXEMPT;
	out->way = WAY_LICENCE;
	out->at_ms = e->at_ms;
	return true;
}

/* ---- the rest ---- */

/* Filled by a file taken at the window. */
static bool by_capture(const struct casefile *c, const struct material *m,
	const struct material_mark *chosen, struct material_mark *out)
{
	int field = *m->field ? item_field(c->item, m->field) : -1;
	const struct answer *a = field < 0 ? NULL : &c->draft.answers[field];

	if (!a || !*a->value || chosen->defect != DEFECT_NONE)
		return false; /* a picture that does not do is none */
	out->mark = MARK_VERIFIED;
	out->way = WAY_WINDOW;
	out->had = HAD_FILE;
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

/* What the clerk chose, as far as it still holds. */
static struct material_mark by_hand(const struct casefile *c, const struct evaluation *e,
	const struct material_mark *chosen, const struct material_mark *fresh)
{
	struct material_mark m = *chosen;
	bool waived = m.mark == MARK_DEFERRED || m.mark == MARK_PLEDGED;

	if (waived && e->trusted == 0) {
		m = *fresh;
		text_copy(m.source, sizeof m.source,
			i18n_pick(c->item->trusted_text, c->item->trusted_text_en));
		return m;
	}
	m.pending = waived && c->item->trusted >= 0 && e->trusted < 0;
	if (m.mark == MARK_MISSING) {
		text_copy(m.source, sizeof m.source, fresh->source);
		m.level = fresh->level;
		m.valid_to = fresh->valid_to;
	}
	return m;
}

static struct material_mark judge(const struct casefile *c, const struct evaluation *e, size_t i,
	const struct catalog *catalog, day_t today)
{
	const struct material *m = &c->item->materials[i];
	const struct material_mark *chosen = &c->chosen[i];
	struct material_mark fresh = material_idle();

	fresh.due = m->copies;
	if (!e->material_required[i])
		return fresh;
	fresh.mark = MARK_MISSING;
	if (chosen->mark == MARK_VERIFIED)
		return *chosen;
	if (by_share(c, m, catalog, today, &fresh) || by_licence(c, m, today, &fresh) ||
		by_capture(c, m, chosen, &fresh) || by_form(c, m, &fresh))
		return fresh;
	return chosen->by_hand ? by_hand(c, e, chosen, &fresh) : fresh;
}

static bool settled(enum mark m)
{
	return m == MARK_EXEMPT || m == MARK_VERIFIED || m == MARK_DEFERRED || m == MARK_PLEDGED;
}

static bool together(const struct item *item, size_t a, size_t b)
{
	return a == b || (*item->materials[a].anyof &&
				 text_equal(item->materials[a].anyof, item->materials[b].anyof));
}

static bool group_settled(const struct casefile *c, size_t i)
{
	for (size_t k = 0; k < c->item->n_materials; k++)
		if (k != i && together(c->item, i, k) && settled(c->marks[k].mark))
			return true;
	return false;
}

void material_refresh(
	struct casefile *c, const struct evaluation *e, const struct catalog *catalog, day_t today)
{
	if (!c->item || (c->state != STATE_DRAFT && c->state != STATE_FIXING && c->state != STATE_RECEIVED))
		return;
	for (size_t i = 0; i < c->item->n_materials; i++)
		c->marks[i] = judge(c, e, i, catalog, today);
	for (size_t i = 0; i < c->item->n_materials; i++)
		if (c->marks[i].mark == MARK_MISSING && group_settled(c, i))
			c->marks[i].mark = MARK_IDLE;
}

size_t material_leader(const struct casefile *c, size_t material)
{
	for (size_t i = 0; i < material; i++)
		if (together(c->item, i, material) && c->marks[i].mark != MARK_IDLE)
			return i;
	return material;
}

size_t material_missing(const struct casefile *c)
{
	size_t n = 0;

	for (size_t i = 0; c->item && i < c->item->n_materials; i++)
		n += c->marks[i].mark == MARK_MISSING && material_leader(c, i) == i;
	return n;
}

size_t material_corrected(const struct casefile *c)
{
	size_t n = 0;

	for (size_t i = 0; c->item && i < c->item->n_materials; i++)
		n += c->marks[i].corrected;
	return n;
}

bool material_judged(const struct casefile *c, size_t material)
{
	for (size_t i = 0; i < c->item->n_materials; i++)
		if (together(c->item, i, material) && c->marks[i].mark == MARK_MISSING &&
			c->marks[i].defect != DEFECT_NONE)
			return true;
	return false;
}

size_t material_unanswered(const struct casefile *c)
{
	size_t n = 0;

	for (size_t i = 0; c->item && i < c->item->n_materials; i++)
		n += c->told[i] && c->marks[i].mark == MARK_MISSING && c->chosen[i].at_ms <= c->state_since_ms;
	return n;
}

int material_expires_in(const struct material_mark *m, day_t today)
{
	if (m->valid_to == DAY_NONE || m->valid_to < today ||
		m->valid_to - today > EXPIRY_WARN_DAYS)
		return -1;
	return m->valid_to - today;
}

/* The same paper under the same name, or the same kind of proof. */
static bool same_paper(const struct material *a, const struct material *b)
{
	return text_equal(a->name, b->name) || (*a->proves && text_equal(a->proves, b->proves));
}

bool material_from_earlier(const struct casefile *c, size_t material, const struct casefile *old,
	day_t today, struct material_mark *out)
{
	const struct material *m = &c->item->materials[material];

	for (size_t i = 0; (m->ways & WAY_EARLIER) && i < old->item->n_materials; i++) {
		const struct material_mark *then = &old->chosen[i];
		char day[11];
		/* What was itself taken from an earlier case is not handed on again. */
		if (!same_paper(m, &old->item->materials[i]) || then->mark != MARK_VERIFIED ||
			then->way != WAY_ORIGINAL || today - day_at(then->at_ms) > EARLIER_DAYS ||
			(then->valid_to != DAY_NONE && then->valid_to < today))
			continue;
		*out = material_idle();
		out->mark = MARK_VERIFIED;
		out->way = WAY_EARLIER;
		out->level = 'B';
		out->due = m->copies;
		out->valid_to = then->valid_to;
		out->by_hand = true;
		text_copy(out->note, sizeof out->note, old->number);
		day_format(day_at(then->at_ms), day);
		text_format(out->source, sizeof out->source,
			_("original seen on %s, case %s"), day, old->number);
		return true;
	}
	return false;
}
