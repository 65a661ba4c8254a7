/* SPDX-License-Identifier: MIT
 *
 * What a clerk may do with a material, and the mark it makes.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/casefile_inside.h"
#include "core/casework/desk/desk.h"
#include "core/casework/material.h"
#include "core/casework/papers/sheet.h"
#include "core/standards/workday.h"

enum { PURPOSE_DAYS = 30 }; /* of an extract from a case without a clock */

/* What lets a paper be brought later, or be pledged, at all. */
#define DEFER_CLAUSE N_("State Council Notice 5 (2022): accepted now, completed later")
#define PLEDGE_CLAUSE N_("State Council Office Notice 42 (2020): a pledge instead of proof")

/* The way of the item that a choice needs, and what it makes. */
static const struct {
	unsigned way;
	enum mark mark;
	enum had had;
	const char *clause;
} made[] = {
	[CHOOSE_SEEN] = {WAY_ORIGINAL, MARK_VERIFIED, HAD_SEEN, ""},
	[CHOOSE_CAPTURE] = {WAY_WINDOW, MARK_VERIFIED, HAD_FILE, ""},
	[CHOOSE_DEFER] = {WAY_DEFER, MARK_DEFERRED, HAD_NOTHING, DEFER_CLAUSE},
	[CHOOSE_PLEDGE] = {WAY_PLEDGE, MARK_PLEDGED, HAD_NOTHING, PLEDGE_CLAUSE},
	[CHOOSE_LATER] = {0, MARK_MISSING, HAD_NOTHING, ""},
};

static bool known(int choice)
{
	return choice >= CHOOSE_SEEN && choice <= CHOOSE_LATER;
}

static bool told(const struct casefile *c, size_t material)
{
	const char *group = c->item->materials[material].anyof;

	for (size_t i = 0; i < c->item->n_materials; i++)
		if (c->told[i] &&
			(i == material || (*group && text_equal(c->item->materials[i].anyof, group))))
			return true;
	return false;
}

/* The citizen rather brings it than have it looked up. */
static bool brought(const struct casefile *c, const struct material *m)
{
	return (*m->shared.resource && casefile_refuses(c, m->shared.resource)) ||
	       (*m->licence && casefile_refuses(c, "LIC-01"));
}

/* Open by the item, or by the trust level of the licence that was found: C is compared with the
 * original, D is pledged; or because the register may not be asked. */
static bool way_open(const struct casefile *c, size_t material, int choice)
{
	char level = c->marks[material].level;

	return choice == CHOOSE_LATER || (c->item->materials[material].ways & made[choice].way) ||
	       (choice == CHOOSE_SEEN &&
		       (level == 'C' || brought(c, &c->item->materials[material]))) || (choice == CHOOSE_PLEDGE && level == 'D');
}

const char *material_refusal(const struct casefile *c, const struct evaluation *e, size_t material,
	int choice, bool second)
{
	const struct material_mark *m = &c->marks[material];

	if (m->mark == MARK_EXEMPT)
		return _("It is proven already; asking for paper on top is not allowed");
	if (m->mark == MARK_IDLE)
		return _("It is not needed here; nothing is asked for it");
	if (!known(choice) || !way_open(c, material, choice))
		return _("This document cannot be had that way; choose a number shown");
	if ((choice == CHOOSE_DEFER || choice == CHOOSE_PLEDGE) && e->trusted == 0)
		return i18n_pick(c->item->trusted_text, c->item->trusted_text_en);
	if (choice == CHOOSE_LATER && c->notices > 0 && !second && !told(c, material))
		return c->demanded ? _("The supervisor has been asked and decides; go on with what was told")
				   : _("The notice is out; no more documents can be asked. F4 ask "
				       "supervisor");
	return NULL;
}

static enum err allowed(const struct casefile *c, const struct evaluation *e, size_t material,
	int choice, bool second)
{
	if (!known(choice))
		return ERR_INPUT;
	if (!material_refusal(c, e, material, choice, second))
		return OK;
	return c->marks[material].mark <= MARK_PLEDGED && c->marks[material].mark != MARK_EXEMPT &&
			       !way_open(c, material, choice)
		       ? ERR_INPUT
		       : ERR_DENIED;
}

/* Never later than the promised end of the matter: it could not be granted before. */
static enum err defer_until(const struct casefile *c, int situation, int days, day_t *out)
{
	const struct item *item = c->item;
	const struct period *promised = item_promised(item, situation);
	int64_t now = clock_now_ms();
	struct due until, end;
	enum err e = workday_due(now, days, DUE_WORKING, DUE_RULE_A, NULL, 0, &until);

	if (!e && item_kind(item, situation) != ITEM_INSTANT && promised->days > 0) {
		e = workday_due(now, promised->days,
			promised->working ? DUE_WORKING : DUE_CALENDAR, casefile_rule(c), NULL, 0,
			&end);
		if (!e && end.day < until.day)
			until.day = end.day;
	}
	if (!e)
		*out = until.day;
	return e;
}

/* A mark by the clerk's hand on top of what is known of the material. */
static struct material_mark begin(const struct casefile *c, size_t material)
{
	const struct material_mark *now = &c->marks[material];
	struct material_mark m = material_idle();

	m.due = c->item->materials[material].copies;
	m.by_hand = true;
	m.level = now->level;
	m.valid_to = now->valid_to;
	m.n_scans = now->n_scans;
	memcpy(m.scans, now->scans, sizeof m.scans);
	return m;
}

/* Something was wrong with it and it was put right before anybody had to go (capability F6). That
 * it was found in a pocket after all is no correction. */
static void note_correction(const struct casefile *c, size_t material, struct material_mark *m)
{
	const struct material_mark *now = &c->marks[material];

	if (c->state != STATE_DRAFT || m->mark != MARK_VERIFIED ||
		(!now->corrected && now->defect <= DEFECT_ABSENT))
		return;
	m->corrected = true;
	text_copy(m->wrong, sizeof m->wrong,
		*now->wrong || now->corrected ? now->wrong : _(defect_wrong(now->defect)));
}

enum err material_choose(const struct casefile *c, const struct evaluation *e, size_t material,
	int choice, int days, bool second, struct material_mark *out)
{
	struct material_mark m = begin(c, material);
	int most = c->item->materials[material].defer_days;
	enum err err = allowed(c, e, material, choice, second);

	if (err)
		return err;
	if (choice == CHOOSE_LATER)
		return material_judge(c, e, material, DEFECT_ABSENT, "", "", second, out);
	m.mark = made[choice].mark;
	m.way = made[choice].way;
	m.had = made[choice].had;
	m.pending = *made[choice].clause && c->item->trusted >= 0 && e->trusted < 0;
	text_copy(m.source, sizeof m.source, *made[choice].clause ? _(made[choice].clause) : "");
	if (m.mark == MARK_VERIFIED)
		m.actual = m.due;
	if (choice == CHOOSE_DEFER && (days < 0 || days > most))
		return ERR_INPUT;
	if (choice == CHOOSE_DEFER &&
		(err = defer_until(c, e->situation, days ? days : most, &m.until)))
		return err;
	note_correction(c, material, &m);
	*out = m;
	return OK;
}

/* Papers are counted when they are handed over: the choice that takes them. */
static int taking(const struct casefile *c, size_t material)
{
	const struct material_mark *m = &c->marks[material];

	return m->way == WAY_WINDOW || !way_open(c, material, CHOOSE_SEEN) ? CHOOSE_CAPTURE
									    : CHOOSE_SEEN;
}

enum err material_count(const struct casefile *c, const struct evaluation *e, size_t material,
	int actual, struct material_mark *out)
{
	int choice = taking(c, material);
	enum err err = allowed(c, e, material, choice, false);
	struct material_mark m;

	if (err)
		return err;
	if (actual < 0 || actual > MATERIAL_COPIES)
		return ERR_INPUT;
	if (actual == 0)
		return material_choose(c, e, material, CHOOSE_LATER, 0, true, out);
	err = material_choose(c, e, material, choice, 0, false, &m);
	if (err)
		return err;
	if (c->marks[material].had != HAD_NOTHING)
		m.had = c->marks[material].had;
	m.actual = actual;
	if (actual < m.due) {
		m.mark = MARK_MISSING;
		m.defect = DEFECT_SHORT;
		m.corrected = false;
		text_format(m.wrong, sizeof m.wrong, _("%d of %d copies are missing"),
			m.due - actual, m.due);
	}
	*out = m;
	return OK;
}

enum err material_take(
	const struct casefile *c, size_t material, enum had had, struct material_mark *out)
{
	const struct material_mark *now = &c->marks[material];

	if (had <= HAD_NOTHING || had >= HAD_COUNT)
		return ERR_INPUT;
	if (!now->by_hand || now->actual == 0 ||
		(now->way != WAY_ORIGINAL && now->way != WAY_WINDOW))
		return ERR_STATE;
	*out = *now;
	out->had = had;
	return OK;
}

enum err material_judge(const struct casefile *c, const struct evaluation *e, size_t material,
	enum defect defect, const char *wrong, const char *mend, bool second,
	struct material_mark *out)
{
	struct material_mark m = begin(c, material);
	enum err err = allowed(c, e, material, CHOOSE_LATER, second);

	if (err)
		return err;
	m.mark = MARK_MISSING;
	m.defect = defect;
	if (!text_copy(m.wrong, sizeof m.wrong, wrong) || !text_copy(m.mend, sizeof m.mend, mend))
		return ERR_LIMIT;
	if (defect == DEFECT_OTHER && !*wrong)
		return ERR_INPUT; /* that something is wrong helps nobody to mend it */
	if (defect > DEFECT_ABSENT) /* it was handed over all the same */
		m.actual = c->marks[material].actual;
	*out = m;
	return OK;
}

enum err material_scan(const struct casefile *c, const struct evaluation *e, size_t material,
	const uint8_t hash[HASH_SIZE], struct material_mark *out)
{
	const struct material_mark *now = &c->marks[material];
	bool window = way_open(c, material, CHOOSE_CAPTURE);
	int choice = window ? CHOOSE_CAPTURE : CHOOSE_SEEN;
	struct material_mark m;

	for (int i = 0; i < now->n_scans; i++)
		if (memcmp(now->scans[i], hash, HASH_SIZE) == 0)
			return ERR_EXISTS;
	if (now->n_scans == MATERIAL_SCANS)
		return ERR_LIMIT;
	if (now->mark == MARK_VERIFIED && now->by_hand) {
		m = *now;
	} else {
		enum err err = material_choose(c, e, material, choice, 0, false, &m);
		if (err)
			return err;
	}
	if (m.way != WAY_ORIGINAL)
		m.had = HAD_FILE;
	memcpy(m.scans[m.n_scans++], hash, HASH_SIZE);
	*out = m;
	return OK;
}

void material_pledge_text(const struct casefile *c, size_t material, struct buf *out)
{
	const struct material *m = &c->item->materials[material];

	if (*m->pledge)
		buf_adds(out, i18n_pick(m->pledge, m->pledge_en));
	else
		buf_addf(out,
			_("I declare that \"%s\" holds and that I can prove it; if it does not, "
			  "what was granted is taken back and the record of my credit shows it"),
			i18n_pick(m->label, m->label_en));
}

void material_purpose(const struct casefile *c, const char *reader, day_t today, struct buf *out)
{
	char day[PAPER_DAY], end[PAPER_DAY];
	day_t last = c->legal_due != DAY_NONE ? c->legal_due : c->due;

	paper_day(today, day);
	paper_day(last != DAY_NONE && last > today ? last : today + PURPOSE_DAYS, end);
	buf_addf(out,
		_("For \"%s\" only, case %s; made %s by window %s %s; not valid after %s"),
		i18n_pick(c->item->name, c->item->name_en), c->number, day, c->window, reader, end);
}
