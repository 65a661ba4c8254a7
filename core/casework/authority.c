/* SPDX-License-Identifier: MIT
 *
 * What must hold: a place taken never gives more than the one whose place it is has there.
 */
#include "core/casework/authority.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/appeal.h"

enum { NAMED = 3 };

bool authority_held(const struct authority *a)
{
	return a->kind == AUTHORITY_OWN || a->kind == AUTHORITY_FOR;
}

struct scope_place authority_at(const struct casefile *c)
{
	return (struct scope_place){c->item ? c->item->department : NULL,
		c->item ? c->item->code : NULL};
}

enum err authority_refresh(struct store *s, struct recusals *r)
{
	enum err e = scope_refresh(s);

	return e ? e : recusals_read(r);
}

/* Bits of the rights a role has at all. */
static unsigned of_role(enum role role, unsigned rights)
{
	unsigned kept = 0;

	for (int r = 0; r < RIGHT_COUNT; r++)
		if ((rights >> r & 1) && role_may(role, (enum right)r))
			kept |= 1u << r;
	return kept;
}

static bool covered(const struct store *s, const char *who, unsigned rights,
	const struct scope_place *at)
{
	for (int r = 0; r < RIGHT_COUNT; r++)
		if ((rights >> r & 1) && scope_covers(s, who, (enum right)r, at))
			return true;
	return false;
}

/* A role without its holder counts where the one who fills it may be at all. */
bool authority_place(const struct store *s, const struct stand_in *x, unsigned rights,
	const struct scope_place *at)
{
	unsigned kept = of_role(x->role, rights);

	if (*x->behalf)
		return covered(s, x->behalf, kept, at);
	return kept && scope_covers(s, x->who, RIGHT_PERSON, at);
}

struct authority authority_of(const struct store *s, const struct recusals *r, unsigned rights,
	const struct scope_place *at)
{
	const struct operator_info *me = operator_current(s);
	struct authority a = {.kind = AUTHORITY_ROLE};
	struct stand_in list[STAND_INS];

	if (!me)
		return a;
	a.role = me->role;
	if (of_role(me->role, rights))
		a.kind = covered(s, me->id, of_role(me->role, rights), at) ? AUTHORITY_OWN
									   : AUTHORITY_SCOPE;
	size_t n = a.kind == AUTHORITY_OWN || !r
			   ? 0
			   : stand_ins(r, me->id, clock_today(), at->item, list);
	for (size_t i = 0; i < n; i++) {
		if (authority_place(s, &list[i], rights, at)) {
			a.kind = AUTHORITY_FOR;
			a.role = list[i].role;
			text_copy(a.behalf, sizeof a.behalf, list[i].behalf);
			return a;
		}
		if (of_role(list[i].role, rights))
			a.kind = AUTHORITY_SCOPE;
	}
	return a;
}

/* The appeals desk takes appeals, nothing else. */
enum { OF_COUNTER = 1u << RIGHT_RECEIVE | 1u << RIGHT_ACCEPT };

/* What the department of a part may with a case that is led by another. */
enum { OF_PARTS = 1u << RIGHT_EXAMINE | 1u << RIGHT_PERSON | 1u << RIGHT_REVEAL | 1u << RIGHT_OBJECT };

struct authority authority_in(const struct store *s, const struct recusals *r, unsigned rights,
	const struct casefile *c)
{
	struct scope_place at = authority_at(c);
	struct authority a = authority_of(s, r, rights, &at);

	if (a.role == ROLE_APPEALS && c->item && c->item->appeal == HOTLINE_NONE && (rights & OF_COUNTER))
		a = authority_of(s, r, rights & ~(unsigned)OF_COUNTER, &at);
	if (c->appeal && *c->appeal->unit && !authority_held(&a)) {
		at.unit = c->appeal->department; /* whom it was dispatched to */
		struct authority unit = authority_of(s, r, rights & OF_PARTS, &at);
		if (authority_held(&unit))
			a = unit;
	}
	for (size_t i = 0; c->item && i < c->item->n_parts && !authority_held(&a); i++) {
		at.unit = c->item->parts[i].department;
		struct authority part = authority_of(s, r, rights & OF_PARTS, &at);
		if (authority_held(&part))
			a = part;
	}
	return a;
}

static bool has(struct store *s, const struct operator_info *o, enum right right,
	const struct scope_place *at)
{
	return o->state == OPERATOR_ACTIVE && role_may(o->role, right) &&
	       scope_covers(s, o->id, right, at);
}

static void add_holders(struct store *s, enum right right, const struct scope_place *at, struct buf *out)
{
	struct operator_info *list = NULL;
	size_t n = 0, named = 0;

	if (operator_list(s, &list, &n))
		return;
	for (size_t i = 0; i < n && named < NAMED; i++)
		if (has(s, &list[i], right, at)) {
			buf_addf(out, "%s%s", named ? ", " : "", list[i].id);
			named++;
		}
	mem_free(list);
	if (named == 0)
		buf_adds(out, _("nobody yet"));
}

void authority_explain(struct store *s, enum right right, const struct scope_place *at,
	char out[AUTHORITY_TEXT])
{
	struct buf text;

	buf_init(&text, 1024);
	buf_addf(&text, _("Not yours: to %s"), _(right_text(right)));
	if (at->unit && *at->unit)
		buf_addf(&text, ", %s", at->unit);
	buf_addf(&text, "; %s ", _("it has:"));
	add_holders(s, right, at, &text);
	text_copyn(out, AUTHORITY_TEXT, buf_text(&text),
		text_fit(buf_text(&text), AUTHORITY_TEXT - 1, NULL));
	buf_release(&text);
}
