/* SPDX-License-Identifier: MIT
 *
 * The table of an appeal's acts and who may do them; what it is about. Pure.
 */
#include "core/casework/appeal.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/casefile_inside.h"
#include "core/casework/rating.h"
#include "core/standards/codes.h"

static const struct {
	const char *word, *text;
} states[APPEAL_STATES] = {
#define X(name, word, text) [name] = {word, text},
	APPEAL_STATE_TABLE(X)
#undef X
}, outcomes[APPEAL_OUTCOMES] = {
#define X(name, word, text) [name] = {word, text},
	APPEAL_OUTCOME_TABLE(X)
#undef X
};

static const struct {
	const char *word, *text, *document;
	unsigned needs;
	enum appeal_side side;
} acts[APPEAL_ACTS] = {
#define X(name, word, text, document, needs, side) [name] = {word, text, document, needs, side},
	APPEAL_ACT_TABLE(X)
#undef X
};

#define BIT(state) (1u << (state))
#define WITH_UNIT (BIT(APPEAL_DISPATCHED) | BIT(APPEAL_SIGNED) | BIT(APPEAL_HANDLING))
#define ANSWERED                                                                                   \
	(BIT(APPEAL_REPLIED) | BIT(APPEAL_VISITED) | BIT(APPEAL_RATED) | BIT(APPEAL_ARCHIVED))
#define LIVING                                                                                     \
	(BIT(APPEAL_REGISTERED) | BIT(APPEAL_NOT_ACCEPTED) | WITH_UNIT | ANSWERED | BIT(APPEAL_MERGED))

/* From which states, to which; APPEAL_STATES: it stays where it is. */
static const struct {
	unsigned from;
	enum appeal_state to;
} ways[APPEAL_ACTS] = {
	[APPEAL_REGISTER] = {BIT(APPEAL_NONE), APPEAL_REGISTERED},
	[APPEAL_DISPATCH] = {BIT(APPEAL_REGISTERED), APPEAL_DISPATCHED},
	[APPEAL_REFUSE] = {BIT(APPEAL_REGISTERED), APPEAL_NOT_ACCEPTED},
	[APPEAL_SIGN] = {BIT(APPEAL_DISPATCHED), APPEAL_SIGNED},
	[APPEAL_RETURN] = {BIT(APPEAL_DISPATCHED) | BIT(APPEAL_SIGNED), APPEAL_REGISTERED},
	[APPEAL_BEGIN] = {BIT(APPEAL_SIGNED), APPEAL_HANDLING},
	[APPEAL_EXTEND] = {BIT(APPEAL_HANDLING), APPEAL_STATES},
	[APPEAL_URGE] = {WITH_UNIT, APPEAL_STATES},
	[APPEAL_SUPERVISE] = {WITH_UNIT, APPEAL_STATES},
	[APPEAL_REPLY] = {BIT(APPEAL_HANDLING), APPEAL_REPLIED},
	[APPEAL_VISIT] = {BIT(APPEAL_REPLIED), APPEAL_VISITED},
	[APPEAL_REOPEN] = {ANSWERED, APPEAL_DISPATCHED},
	[APPEAL_ARCHIVE] = {BIT(APPEAL_NOT_ACCEPTED) | BIT(APPEAL_REPLIED) | BIT(APPEAL_VISITED) |
			BIT(APPEAL_RATED), APPEAL_ARCHIVED},
	[APPEAL_MERGE] = {BIT(APPEAL_REGISTERED) | WITH_UNIT, APPEAL_MERGED},
	[APPEAL_UNMERGE] = {BIT(APPEAL_MERGED), APPEAL_STATES}, /* to where it was */
	[APPEAL_LINK] = {LIVING, APPEAL_STATES},
	[APPEAL_UNMASK] = {LIVING, APPEAL_STATES},
	[APPEAL_ALLOW] = {LIVING, APPEAL_STATES},
	[APPEAL_ANSWERED] = {BIT(APPEAL_MERGED), APPEAL_REPLIED},
	[APPEAL_JOIN] = {BIT(APPEAL_REGISTERED) | WITH_UNIT, APPEAL_STATES},
	[APPEAL_PART] = {~0u, APPEAL_STATES},
	[APPEAL_REPEATED] = {BIT(APPEAL_REGISTERED), APPEAL_STATES},
};

const char *appeal_word(enum appeal_state s)
{
	return states[s].word;
}

const char *appeal_text(enum appeal_state s)
{
	return states[s].text;
}

bool appeal_parse(const char *word, enum appeal_state *out)
{
	for (int i = 0; i < APPEAL_STATES; i++)
		if (text_equal(states[i].word, word)) {
			*out = (enum appeal_state)i;
			return true;
		}
	return false;
}

const char *appeal_act_word(enum appeal_act a)
{
	return acts[a].word;
}

const char *appeal_act_text(enum appeal_act a)
{
	return acts[a].text;
}

const char *appeal_act_document(enum appeal_act a)
{
	return acts[a].document;
}

unsigned appeal_act_needs(enum appeal_act a)
{
	return acts[a].needs;
}

const char *appeal_outcome_word(enum appeal_outcome o)
{
	return outcomes[o].word;
}

const char *appeal_outcome_text(enum appeal_outcome o)
{
	return outcomes[o].text;
}

bool appeal_leads(enum appeal_state from, enum appeal_act a, enum appeal_state *to)
{
	if (!(ways[a].from & BIT(from)))
		return false;
	*to = ways[a].to == APPEAL_STATES ? from : ways[a].to;
	return true;
}

/* ---- what it is about ---- */

enum hotline appeal_hotline(const struct casefile *c)
{
	return c->item ? c->item->appeal : HOTLINE_NONE;
}

const char *appeal_answer(const struct casefile *c, const char *name)
{
	int at = c->item ? item_field(c->item, name) : -1;

	return at < 0 ? "" : c->draft.answers[at].value;
}

static const char *proposed(const struct casefile *c)
{
	/* of prices it is a unit of measure */
	const char *unit = appeal_hotline(c) == HOTLINE_12358 ? "" : appeal_answer(c, "unit");

	return *unit || !c->item ? unit : c->item->authority;
}

const char *appeal_unit(const struct casefile *c)
{
	return !c->appeal ? proposed(c) : *c->appeal->unit ? c->appeal->unit : c->appeal->proposed;
}

const char *appeal_grounds(const struct casefile *c)
{
	int at = c->item ? item_field(c->item, "refusal") : -1;

	return at < 0 ? "" : c->item->fields[at].table;
}

bool appeal_secret(const struct casefile *c)
{
	if (c->appeal || appeal_hotline(c) == HOTLINE_NONE)
		return c->appeal && c->appeal->secret;
	return c->anonymous || text_equal(appeal_answer(c, "caller_kind"), "2") ||
	       text_equal(appeal_answer(c, "secrecy"), "1");
}

/* Credit codes stand at the beginning of the items' codes. */
const char *appeal_department(struct directory *d, const char *unit, char out[32])
{
	size_t len = strlen(unit);
	const char *name = codes_name(APPEAL_UNITS, unit);

	for (size_t i = 0; d && len && i < directory_size(d); i++)
		if (strncmp(directory_at(d, i)->code31, unit, len) == 0) {
			name = directory_at(d, i)->department;
			break;
		}
	text_copyn(out, 32, name ? name : unit, text_fit(name ? name : unit, 20, NULL));
	return out;
}

void appeal_register(const struct casefile *c, const char *department, struct record *out)
{
	bool prices = appeal_hotline(c) == HOTLINE_12358;
	const char *related = appeal_answer(c, "related");

	record_add(out, "act", appeal_act_word(APPEAL_REGISTER));
	record_add(out, "kind", prices ? "4" : appeal_answer(c, "kind"));
	record_add(out, "subject", appeal_answer(c, prices ? "goods" : "subject"));
	record_add(out, "unit", proposed(c));
	record_add(out, "department", department);
	record_add(out, "secret", appeal_secret(c) ? "1" : "0");
	record_add(out, "reach", *appeal_answer(c, "mobile") ? "1" : "0");
	record_add(out, "number", *related && strlen(related) < CASE_NUMBER ? related : NULL);
}

void appeal_summary(const struct casefile *c, day_t today, struct buf *out)
{
	char due[11] = "";

	if (!c->item || c->due == DAY_NONE)
		return;
	day_format(c->due, due);
	buf_addf(out, _("Case %s (%s) was promised by %s; it is %d days late and stands at: %s. With: %s."),
		c->number, i18n_pick(c->item->name, c->item->name_en), due, today - c->due,
		_(state_text(c->state)), i18n_pick(c->item->department, c->item->department_en));
}

bool appeal_names(const struct field *f)
{
	return f->holder || f->mask == MASK_NAME || f->mask == MASK_ID || f->mask == MASK_PHONE;
}

/* Allowed for the rest of the day on which it was. */
bool appeal_hides(const struct casefile *c, int64_t now_ms)
{
	const struct appeal *a = c->appeal;

	if (!a || !a->secret)
		return false;
	return !a->allowed_ms || day_at(a->allowed_ms) != day_at(now_ms);
}

/* ---- who may ---- */

unsigned appeal_rights(enum appeal_act a)
{
	static const unsigned rights[] = {[SIDE_DESK] = BIT(RIGHT_APPEALS), [SIDE_UNIT] = BIT(RIGHT_EXAMINE),
		[SIDE_LEADER] = BIT(RIGHT_TAKEOVER), [SIDE_ANY] = BIT(RIGHT_PERSON), [SIDE_WITH] = 0};

	/* who prolongs is the desk or its supervisor */
	return rights[acts[a].side] | (a == APPEAL_EXTEND ? BIT(RIGHT_TAKEOVER) : 0);
}

static bool role_fits(enum appeal_act a, enum role role)
{
	for (int r = 0; r < RIGHT_COUNT; r++)
		if ((appeal_rights(a) >> r & 1) && role_may(role, (enum right)r))
			return true;
	return false;
}

/* A complaint or report about the own unit is not for its own people at the desk. */
static bool own_complaint(const struct casefile *c, const struct appeal_actor *by)
{
	return *by->unit && c->appeal->kind >= 3 && c->appeal->kind <= 4 &&
	       text_equal(c->appeal->department, by->unit);
}

static bool same_person(const struct appeal *a, enum appeal_act act, const char *who)
{
	if (!*who)
		return false;
	if (act == APPEAL_VISIT)
		return text_equal(who, a->replied_by);
	if (act == APPEAL_EXTEND)
		return text_equal(who, a->signed_by);
	return act == APPEAL_ALLOW && text_equal(who, a->asked_by);
}

static bool reopen_over(const struct appeal *a, int64_t now_ms)
{
	return day_at(now_ms) > day_at(a->replied_ms) + APPEAL_REOPEN_DAYS;
}

static bool visit_rated(const struct casefile *c)
{
	for (size_t i = 0; i < c->n_ratings; i++)
		if (c->ratings[i].occasion == OCCASION_VISIT)
			return true;
	return false;
}

/* Nobody is waited for who cannot be called, or has had his days. */
static bool may_archive(const struct casefile *c, int64_t now_ms)
{
	const struct appeal *a = c->appeal;

	switch (a->state) {
	case APPEAL_REPLIED: return !a->reach;
	case APPEAL_VISITED:
		return visit_rated(c) || a->outcome == APPEAL_UNREACHED || reopen_over(a, now_ms);
	default: return true;
	}
}

static enum appeal_bar spent(const struct casefile *c, enum appeal_act act, int64_t now_ms)
{
	const struct appeal *a = c->appeal;

	switch (act) {
	case APPEAL_RETURN: return a->returned ? APPEAL_BAR_USED : APPEAL_OPEN;
	case APPEAL_EXTEND:
		return a->extended || appeal_extension(c) == 0 ? APPEAL_BAR_USED : APPEAL_OPEN;
	case APPEAL_SUPERVISE:
		return a->supervised ? APPEAL_BAR_USED :
			c->queue.urged < APPEAL_URGES ? APPEAL_BAR_URGES : APPEAL_OPEN;
	case APPEAL_REOPEN: return reopen_over(a, now_ms) ? APPEAL_BAR_LATE : APPEAL_OPEN;
	case APPEAL_ARCHIVE: return may_archive(c, now_ms) ? APPEAL_OPEN : APPEAL_BAR_EARLY;
	case APPEAL_UNMASK:
		return !a->secret || *a->asked_by || (c->anonymous && !a->reach) ? APPEAL_BAR_STATE : APPEAL_OPEN;
	case APPEAL_ALLOW: return *a->asked_by ? APPEAL_OPEN : APPEAL_BAR_STATE;
	case APPEAL_REPEATED: return *a->repeat_of ? APPEAL_BAR_USED : APPEAL_OPEN;
	case APPEAL_MERGE: case APPEAL_REFUSE:
		return a->n_merged ? APPEAL_BAR_MASTER : APPEAL_OPEN;
	default: return APPEAL_OPEN;
	}
}

enum appeal_bar appeal_stands(const struct casefile *c, enum appeal_act a, const char *who,
	int64_t now_ms)
{
	enum appeal_state to;

	if (!c->appeal || !appeal_leads(c->appeal->state, a, &to))
		return APPEAL_BAR_STATE;
	return same_person(c->appeal, a, who) ? APPEAL_BAR_PERSON : spent(c, a, now_ms);
}

enum appeal_bar appeal_bar(const struct casefile *c, enum appeal_act a, const struct appeal_actor *by,
	int64_t now_ms)
{
	enum appeal_state to;

	if (!c->appeal || !appeal_leads(c->appeal->state, a, &to))
		return APPEAL_BAR_STATE;
	if (!role_fits(a, by->role))
		return APPEAL_BAR_ROLE;
	if (acts[a].side == SIDE_DESK && own_complaint(c, by))
		return APPEAL_BAR_OWN;
	if (acts[a].side == SIDE_UNIT && *by->unit && !text_equal(by->unit, c->appeal->department))
		return APPEAL_BAR_UNIT;
	return appeal_stands(c, a, by->who, now_ms);
}

const char *appeal_bar_text(enum appeal_bar b)
{
	static const char *const texts[] = {"",
		N_("The appeal is not at that point"),
		N_("Another role does this; hand it on"),
		N_("Who handled or asked does not judge it; a second person does"),
		N_("It was dispatched to another unit"),
		N_("A complaint about the own unit is handled by another desk"),
		N_("Once only, and that was used"),
		N_("It is supervised after two urges"),
		N_("The ten days to open it again are over; register what is new"),
		N_("The caller may still rate it, or have it opened again"),
		N_("Others are merged under it; take them out first")};

	return texts[b];
}

int appeal_extension(const struct casefile *c)
{
	if (appeal_hotline(c) == HOTLINE_12358)
		return APPEAL_EXTENSION_12358;
	return c->item ? item_promised(c->item, c->situation)->days : 0;
}
