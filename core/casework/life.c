/* SPDX-License-Identifier: MIT
 *
 * The table of acts and who may do them. Pure.
 */
#include "core/casework/life.h"

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/crossing.h"
#include "core/casework/task.h"

enum { EXTENSION = 10, EXTENSION_JOINT = 15 };

static const struct {
	const char *word, *text, *document;
	unsigned needs;
} acts[LIFE_COUNT] = {
#define X(name, word, text, document, needs) [name] = {word, text, document, needs},
	LIFE_TABLE(X)
#undef X
};

static const enum state targets[LIFE_COUNT] = {
	[LIFE_ACCEPT] = STATE_ACCEPTED,
	[LIFE_NOT_REQUIRED] = STATE_NOT_REQUIRED,
	[LIFE_REFUSE] = STATE_REFUSED_IN,
	[LIFE_WITHDRAW] = STATE_WITHDRAWN_IN,
	[LIFE_TRANSFER] = STATE_EXAMINING,
	[LIFE_ASK_PAUSE] = STATE_EXAMINING,
	[LIFE_PAUSE] = STATE_SPECIAL,
	[LIFE_RESUME] = STATE_EXAMINING,
	[LIFE_EXTEND] = STATE_EXAMINING,
	[LIFE_WAIVE] = STATE_ACCEPTED,
	[LIFE_PROPOSE] = STATE_DECIDING,
	[LIFE_GRANT] = STATE_GRANTED,
	[LIFE_DENY] = STATE_DENIED,
	[LIFE_READY] = STATE_READY,
	[LIFE_DELIVER] = STATE_DELIVERED,
	[LIFE_RETRACT] = STATE_RETRACTED,
	[LIFE_TERMINATE] = STATE_TERMINATED,
	[LIFE_REVOKE] = STATE_REVOKED,
	[LIFE_ARCHIVE] = STATE_ARCHIVED,
};

const char *life_word(enum life a)
{
	return acts[a].word;
}

const char *life_text(enum life a)
{
	return acts[a].text;
}

const char *life_document(enum life a)
{
	return acts[a].document;
}

unsigned life_needs(enum life a)
{
	return acts[a].needs;
}

/* The submit of an instant matter goes the whole short way; what waited for a value or was accepted
 * later goes it by these acts. */
static bool short_way(const struct casefile *c, enum life a)
{
	return (a == LIFE_GRANT && c->state == STATE_ACCEPTED && !casefile_instant(c)) ||
	       (a == LIFE_DELIVER && c->state != STATE_READY && !casefile_instant(c)) ||
	       (a == LIFE_RETRACT && c->state == STATE_DELIVERED);
}

/* Accepted and not decided. */
static bool under_way(enum state s)
{
	return s == STATE_ACCEPTED || s == STATE_EXAMINING || s == STATE_SPECIAL || s == STATE_DECIDING;
}

bool life_leads(const struct casefile *c, enum life a, enum state *to)
{
	bool resumes = c->state == STATE_SPECIAL;

	if (casefile_merged(c))
		return false; /* it stands still until that is taken back */

	if (a == LIFE_EXTEND || a == LIFE_WAIVE || a == LIFE_ASK_PAUSE)
		*to = c->state;
	else
		*to = a == LIFE_GRANT && casefile_any_to_come(c) ? STATE_GRANTED_DEF : targets[a];
	if (a == LIFE_EXTEND)
		return c->state == STATE_EXAMINING && !casefile_instant(c) && !c->appeal;
	if (a == LIFE_ASK_PAUSE)
		return c->state == STATE_EXAMINING && !c->appeal && !task_standing(c, TASK_PAUSE);
	if (a == LIFE_PAUSE && !task_standing(c, TASK_PAUSE))
		return false;
	if (a == LIFE_WAIVE)
		return under_way(c->state) && !c->appeal && casefile_unverified(c);
	if ((a == LIFE_RESUME) != resumes && (a == LIFE_RESUME || a == LIFE_TRANSFER))
		return false;
	if (*c->inward.region && (a == LIFE_RETRACT || a == LIFE_DELIVER))
		return false; /* the region of receipt's: inward.h */
	if (short_way(c, a) || (c->appeal && a != LIFE_RETRACT && c->state != STATE_RETRACTED))
		return false; /* an appeal goes its own way: appeal.h */
	if (a == LIFE_REVOKE && c->state == STATE_ARCHIVED && !c->granted)
		return false;
	return state_may(c->state, *to);
}

/* Who received does not examine or decide, who examined does not decide; a receiver may hand on. */
static bool same_person(const struct casefile *c, enum life a, const char *who)
{
	bool examines = a == LIFE_PROPOSE || a == LIFE_ASK_PAUSE || a == LIFE_RESUME;
	bool decides = a == LIFE_GRANT || a == LIFE_DENY || a == LIFE_EXTEND || a == LIFE_PAUSE ||
		       a == LIFE_TERMINATE || a == LIFE_REVOKE;
	const struct task *asked = a == LIFE_PAUSE ? task_standing(c, TASK_PAUSE) : NULL;

	if (casefile_instant(c) || !*who)
		return false;
	if (asked && life_had_part(who, asked->asked_by, asked->asked_for))
		return true;
	return ((examines || decides) && life_had_part(who, c->received_by, c->received_for)) ||
	       (decides && a != LIFE_EXTEND && life_had_part(who, c->examined_by, c->examined_for));
}

bool life_had_part(const char *who, const char by[16], const char behalf[16])
{
	return *who && (text_equal(who, by) || text_equal(who, behalf));
}

unsigned life_rights(const struct casefile *c, enum life a)
{
	enum state to;

	if (a == LIFE_EXTEND)
		return 1u << RIGHT_DECIDE;
	if (a == LIFE_WAIVE)
		return 1u << RIGHT_TAKEOVER;
	if (a == LIFE_ASK_PAUSE)
		return 1u << RIGHT_EXAMINE;
	return life_leads(c, a, &to) ? state_rights(c->state, to) : 0;
}

static bool allowed(const struct casefile *c, enum life a, enum role role)
{
	unsigned rights = life_rights(c, a);

	for (int r = 0; r < RIGHT_COUNT; r++)
		if ((rights >> r & 1) && role_may(role, (enum right)r))
			return true;
	return false;
}

enum life_bar life_bar(const struct casefile *c, enum life a, enum role role, const char *who)
{
	enum state to;

	if (!life_leads(c, a, &to))
		return BAR_STATE;
	if (crossing_away(c))
		return BAR_ELSEWHERE;
	if (!allowed(c, a, role))
		return BAR_ROLE;
	if (same_person(c, a, who))
		return BAR_PERSON;
	if ((a == LIFE_GRANT || a == LIFE_DENY) && casefile_unverified(c))
		return BAR_UNVERIFIED;
	if ((a == LIFE_EXTEND && (c->extension > 0 || life_extension(c) == 0)) ||
		(a == LIFE_ASK_PAUSE && c->item && c->item->pauses == 0))
		return BAR_USED;
	if (a == LIFE_ARCHIVE && casefile_any_to_come(c))
		return BAR_TO_COME;
	return BAR_NONE;
}

const char *life_bar_text(enum life_bar b)
{
	static const char *const texts[] = {"",
		N_("The case is not at that point"),
		N_("Another role does this; hand the case on"),
		N_("This department's cases are not among yours; hand it to a colleague there"),
		N_("Who received or examined a case does not decide it; hand it to a colleague"),
		N_("Values are still to be verified; ask the department again or have them waived"),
		N_("The law allows this no further time for this item"),
		N_("This is a matter of your own or of a relative; hand it to a colleague"),
		N_("Its period by law is over: only a running period is extended"),
		N_("Another region decides this case; its answer comes here by itself"),
		N_("A paper is still to come; take it in or revoke before filing it away"),
		N_("The day it was expected to end has passed; refuse it and propose another")};

	return texts[b];
}

bool life_over(const struct casefile *c, day_t today)
{
	day_t last = c->legal_due != DAY_NONE ? c->legal_due : c->due;

	return last != DAY_NONE && today > last;
}

int life_extension(const struct casefile *c)
{
	const struct period *legal = c->item ? item_legal(c->item, c->situation) : NULL;

	if (!legal || legal->days <= 0)
		return 0;
	if (!legal->working)
		return legal->days / 2;
	return c->item->kind == ITEM_JOINT ? EXTENSION_JOINT : EXTENSION;
}
