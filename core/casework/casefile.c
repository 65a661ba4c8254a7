/* SPDX-License-Identifier: MIT
 *
 * What must hold: the fold is pure, an event it refuses leaves the casefile as it was, and every
 * event continues the chain of the one before it.
 */
#include "core/casework/casefile.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/appeal.h"
#include "core/casework/branch.h"
#include "core/casework/casefile_inside.h"
#include "core/casework/rating.h"

static const struct {
	const char *word, *text;
} proofs[PROOF_COUNT] = {
#define X(name, word, text) [name] = {word, text},
	PROOF_TABLE(X)
#undef X
};

static const struct {
	const char *word, *text;
} marks[] = {
	[MARK_MISSING] = {"MISSING", N_("Missing")},
	[MARK_EXEMPT] = {"EXEMPT", N_("Not needed")},
	[MARK_VERIFIED] = {"VERIFIED", N_("Verified")},
	[MARK_DEFERRED] = {"DEFERRED", N_("Later")},
	[MARK_PLEDGED] = {"PLEDGED", N_("Pledged")},
	[MARK_IDLE] = {"IDLE", N_("Not asked")},
};

static const struct {
	const char *word, *text;
} hads[HAD_COUNT] = {
#define X(name, word, text) [name] = {word, text},
	HAD_TABLE(X)
#undef X
};

static const struct {
	const char *word, *wrong, *mend;
} defects[DEFECT_COUNT] = {
#define X(name, word, wrong, mend) [name] = {word, wrong, mend},
	DEFECT_TABLE(X)
#undef X
};

static const struct {
	const char *word, *text;
} bonds[BOND_COUNT] = {
#define X(name, word, text) [name] = {word, text},
	BOND_TABLE(X)
#undef X
};

const char *bond_word(enum bond b)
{
	return bonds[b].word;
}

const char *bond_text(enum bond b)
{
	return bonds[b].text;
}

const char *proof_text(enum proof p)
{
	return proofs[p].text;
}

const char *proof_word(enum proof p)
{
	return proofs[p].word;
}

bool proof_parse(const char *word, enum proof *out)
{
	for (int i = 0; i < PROOF_COUNT; i++)
		if (text_equal(proofs[i].word, word)) {
			*out = (enum proof)i;
			return true;
		}
	return false;
}

const char *mark_word(enum mark m)
{
	return marks[m].word;
}

const char *mark_text(enum mark m)
{
	return marks[m].text;
}

bool mark_parse(const char *word, enum mark *out)
{
	for (size_t i = 0; i < COUNT_OF(marks); i++)
		if (text_equal(marks[i].word, word)) {
			*out = (enum mark)i;
			return true;
		}
	return false;
}

const char *had_word(enum had h)
{
	return hads[h].word;
}

const char *had_text(enum had h)
{
	return hads[h].text;
}

bool had_parse(const char *word, enum had *out)
{
	for (int i = 0; i < HAD_COUNT; i++)
		if (text_equal(hads[i].word, word)) {
			*out = (enum had)i;
			return true;
		}
	return false;
}

const char *defect_word(enum defect x)
{
	return defects[x].word;
}

const char *defect_wrong(enum defect x)
{
	return defects[x].wrong;
}

const char *defect_mend(enum defect x)
{
	return defects[x].mend;
}

bool defect_parse(const char *word, enum defect *out)
{
	for (int i = 0; i < DEFECT_COUNT; i++)
		if (text_equal(defects[i].word, word)) {
			*out = (enum defect)i;
			return true;
		}
	return false;
}

void casefile_init(struct casefile *c)
{
	*c = (struct casefile){
		.due = DAY_NONE, .legal_due = DAY_NONE, .fix_until = DAY_NONE,
		.situation = -1};
}

void casefile_forget_parts(struct casefile *c)
{
	for (size_t i = 0; c->item && c->parts && i < c->item->n_parts; i++)
		part_mark_release(&c->parts[i]);
	mem_free(c->parts);
	c->parts = NULL;
}

void former_release(struct casefile *c)
{
	if (!c->former)
		return;
	draft_release(&c->former->draft);
	mem_free(c->former->chosen);
	mem_free(c->former->held);
	mem_free(c->former);
	c->former = NULL;
}

day_t casefile_label_day(const struct casefile *c)
{
	return c->filed_ms ? day_at(c->filed_ms) : DAY_NONE;
}

void casefile_release(struct casefile *c)
{
	if (c->item)
		draft_release(&c->draft);
	for (size_t i = 0; i < c->n_evidence; i++)
		evidence_release(&c->evidence[i]);
	for (size_t i = 0; i < c->n_slips; i++) {
		mem_wipe(c->slips[i].bytes, c->slips[i].len);
		mem_free(c->slips[i].bytes);
	}
	former_release(c);
	mem_free(c->evidence);
	mem_free(c->slips);
	casefile_forget_parts(c);
	life_release(c);
	tasks_release(c);
	mem_free(c->pairs);
	branches_release(c);
	ratings_release(c);
	appeal_release(c);
	mem_free(c->marks);
	mem_free(c->chosen);
	mem_free(c->told);
	disputes_release(c);
	mem_free(c->held);
	mem_wipe(c, sizeof *c);
	casefile_init(c);
}

day_t day_at(int64_t wall_ms)
{
	struct civil t = clock_civil(wall_ms);

	return day_of(t.year, t.month, t.day);
}

static bool continues(const struct casefile *c, const struct event *e)
{
	if (c->events == 0)
		return e->case_seq == 1 && text_equal(e->kind, "OPEN");
	return uid_equal(&c->id, &e->casefile) && e->case_seq == c->events + 1 &&
	       memcmp(c->head, e->prev_event, HASH_SIZE) == 0;
}

enum err casefile_apply(struct casefile *c, const struct event *e, item_finder find, void *ctx)
{
	struct fold f = {c, e, find, ctx};
	fold_fn fn = fold_of(e->kind);

	if (!fn)
		return ERR_UNSUPPORTED;
	if (!continues(c, e))
		return ERR_CONFLICT;
	if (c->state == STATE_ABANDONED || pair_stands_still(c, e->kind))
		return ERR_STATE;
	enum err err = fn(&f);
	if (err)
		return err;
	c->id = e->casefile;
	c->events = e->case_seq;
	c->typed_keys += (int)record_int(&e->body, "keys", 0);
	memcpy(c->head, e->hash, HASH_SIZE);
	return OK;
}

struct loading {
	struct casefile file;
	item_finder find;
	void *ctx;
};

static enum err load_one(const struct event *e, void *ctx)
{
	struct loading *l = ctx;

	return casefile_apply(&l->file, e, l->find, l->ctx);
}

enum err casefile_load(
	struct store *s, const struct uid *id, item_finder find, void *ctx, struct casefile *out)
{
	struct loading l = {.find = find, .ctx = ctx};

	casefile_init(&l.file);
	enum err e = journal_case(s, id, load_one, &l);
	if (!e && l.file.events == 0)
		e = ERR_NOTFOUND;
	if (e) {
		casefile_release(&l.file);
		return e;
	}
	*out = l.file;
	return OK;
}

enum due_rule casefile_rule(const struct casefile *c)
{
	return c->any_hour ? DUE_RULE_A : DUE_RULE_B;
}

bool casefile_instant(const struct casefile *c)
{
	return c->item && item_kind(c->item, c->situation) == ITEM_INSTANT;
}

bool casefile_unverified(const struct casefile *c)
{
	for (size_t i = 0; c->item && !c->waived && i < c->item->n_fields; i++)
		if (c->draft.answers[i].unverified)
			return true;
	return false;
}

bool casefile_to_come(const struct casefile *c, size_t material)
{
	static const bool waits[STATE_COUNT] = {[STATE_ACCEPTED] = true, [STATE_EXAMINING] = true,
		[STATE_SPECIAL] = true, [STATE_DECIDING] = true, [STATE_GRANTED_DEF] = true,
		[STATE_READY] = true, [STATE_DELIVERED] = true};

	return waits[c->state] && c->marks[material].mark == MARK_DEFERRED;
}

bool casefile_any_to_come(const struct casefile *c)
{
	for (size_t i = 0; c->item && i < c->item->n_materials; i++)
		if (casefile_to_come(c, i))
			return true;
	return false;
}

bool casefile_open(const struct casefile *c)
{
	return (c->state == STATE_DRAFT || c->state == STATE_FIXING) && !casefile_merged(c);
}

/* One way of naming the applicant. */
static const char *plain(const struct casefile *c, const char *holder)
{
	return !holder || text_equal(holder, c->subject) ? "" : holder;
}

bool casefile_refuses(const struct casefile *c, const char *resource)
{
	for (size_t i = 0; i < c->n_refused; i++)
		if (text_equal(c->refused[i], resource))
			return true;
	return false;
}

static bool answers(const struct casefile *c, const struct evidence *e, const char *resource,
	const char *holder)
{
	return (e->outcome == OUTCOME_FOUND || e->outcome == OUTCOME_NOTHING) &&
	       text_equal(e->resource, resource) && !casefile_refuses(c, resource) &&
	       text_equal(plain(c, e->holder), plain(c, holder));
}

const struct evidence *casefile_latest(
	const struct casefile *c, const char *resource, const char *holder)
{
	for (size_t i = c->n_evidence; i-- > 0;)
		if (answers(c, &c->evidence[i], resource, holder))
			return &c->evidence[i];
	return NULL;
}

const char *casefile_holder(const struct casefile *c, int party)
{
	if (party < 0)
		return "";
	const char *number = c->draft.answers[c->item->parties[party].id].value;
	return *number ? plain(c, number) : NULL;
}

/* What the question behind a share carries besides the holder; NULL nothing. */
static const char *carried(const struct casefile *c, const struct share *s)
{
	for (size_t i = 0; c->item && i < c->item->n_asks; i++) {
		const struct item_ask *ask = &c->item->asks[i];
		if (ask->party != s->party || !text_equal(ask->resource, s->resource))
			continue;
		int when = *ask->when ? item_field(c->item, ask->when) : -1;
		return when < 0 ? NULL : c->draft.answers[when].value;
	}
	return NULL;
}

static bool same_question(const struct evidence *e, const char *now)
{
	return !e->asked || !now || text_equal(e->asked, now);
}

bool evidence_fits(const struct casefile *c, const struct evidence *e, const struct share *s)
{
	const char *holder = casefile_holder(c, s->party);

	return holder && answers(c, e, s->resource, holder) && same_question(e, carried(c, s));
}

const struct evidence *casefile_share(const struct casefile *c, const struct share *s)
{
	const char *holder = casefile_holder(c, s->party), *now;

	if (!holder)
		return NULL;
	now = carried(c, s);
	for (size_t i = c->n_evidence; i-- > 0;)
		if (answers(c, &c->evidence[i], s->resource, holder) &&
			same_question(&c->evidence[i], now))
			return &c->evidence[i];
	return NULL;
}

const struct slip_kept *casefile_slip(const struct casefile *c, const char *document)
{
	for (size_t i = c->n_slips; i-- > 0;)
		if (text_equal(c->slips[i].document, document))
			return &c->slips[i];
	return NULL;
}

day_t casefile_day(const struct casefile *c, day_t today)
{
	return c->received_ms ? day_at(c->received_ms) : today;
}
