/* SPDX-License-Identifier: MIT
 *
 * What each kind of event does to a casefile. A function refuses before it changes anything.
 */
#include <string.h>

#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/appeal.h"
#include "core/casework/branch.h"
#include "core/casework/casefile_inside.h"
#include "core/casework/level.h"
#include "core/casework/number.h"
#include "core/casework/rating.h"

const char *fold_said(const struct fold *f, const char *name)
{
	const char *value = record_get(&f->event->body, name);

	return value ? value : "";
}

/* natural unless it says otherwise; only who has no name has no number. */
static bool whose(const struct fold *f, bool *legal, bool *anonymous)
{
	const char *object = fold_said(f, "object");

	*legal = text_equal(object, "legal");
	*anonymous = text_equal(object, "anonymous");
	return (*legal || *anonymous || !*object) && (*fold_said(f, "subject") != '\0') != *anonymous;
}

static enum err fold_open(const struct fold *f)
{
	struct casefile *c = f->file;
	bool legal, anonymous;
	enum proof proof;

	if (c->events != 0)
		return ERR_STATE;
	if (!proof_parse(fold_said(f, "proof"), &proof) || !whose(f, &legal, &anonymous) ||
		!text_copy(c->number, sizeof c->number, fold_said(f, "number")) ||
		!text_copy(c->window, sizeof c->window, fold_said(f, "window")) ||
		!text_copy(c->opened_by, sizeof c->opened_by, fold_said(f, "operator")) ||
		!text_copy(c->subject, sizeof c->subject, fold_said(f, "subject")))
		return ERR_INPUT;
	c->proof = proof;
	c->legal = legal;
	c->anonymous = c->identity_confirmed = anonymous; /* there is nobody to confirm */
	c->state = STATE_DRAFT;
	c->opened_ms = c->changed_ms = c->state_since_ms = f->event->at_ms;
	text_copy(c->queue.holder, sizeof c->queue.holder, c->opened_by);
	return OK;
}

/* The applicant himself: nobody stands for him any more. Without a name so far: he gives it. */
static void applicant_here(struct casefile *c, const char *number, enum proof proof)
{
	if (c->anonymous && *number) {
		text_copy(c->subject, sizeof c->subject, number);
		c->anonymous = false;
	}
	c->proof = proof;
	*c->agent = *c->agent_name = '\0';
}

static void agent_here(struct casefile *c, const char *number, enum proof proof)
{
	text_copy(c->agent, sizeof c->agent, number);
	*c->agent_name = '\0';
	if (*number)
		c->agent_proof = proof;
	else
		c->proof = proof; /* as it was told before agents had numbers */
}

static enum err fold_identity(const struct fold *f)
{
	struct casefile *c = f->file;
	int64_t verdict = record_int(&f->event->body, "verdict", 0);
	const char *number = fold_said(f, "number");
	enum proof proof;

	if (c->state != STATE_DRAFT)
		return ERR_STATE;
	if ((verdict != 1 && verdict != 2) || !proof_parse(fold_said(f, "proof"), &proof) ||
		strlen(number) >= SUBJECT_SIZE)
		return ERR_INPUT;
	if (verdict == 1)
		applicant_here(c, number, proof);
	else
		agent_here(c, number, proof);
	name_agent(c);
	c->identity_confirmed = true;
	if (!text_equal(fold_said(f, "afar"), "1"))
		life_visit(c, f->event->at_ms, proof_word(proof));
	c->identity_ms = c->changed_ms = f->event->at_ms;
	return OK;
}

static enum err fold_level(const struct fold *f)
{
	int64_t level = record_int(&f->event->body, "level", 0);
	enum proof proof;

	if (!casefile_open(f->file))
		return ERR_STATE;
	if (level < LEVEL_COMPARED || level > LEVEL_SEEN || !proof_parse(fold_said(f, "proof"), &proof))
		return ERR_INPUT;
	f->file->raised = (unsigned)level;
	f->file->changed_ms = f->event->at_ms;
	return OK;
}

static enum err fold_duplicate(const struct fold *f)
{
	if (f->file->state != STATE_DRAFT || !f->file->item)
		return ERR_STATE;
	f->file->duplicate_answered = true;
	f->file->queue.twin = *fold_said(f, "of") != '\0';
	f->file->changed_ms = f->event->at_ms;
	return OK;
}

static enum err guard(const struct casefile *c, enum state to, int64_t at_ms)
{
	bool instant = casefile_instant(c);

	if (!state_may(c->state, to))
		return ERR_STATE;
	if (to == STATE_RECEIVED && (!c->identity_confirmed || !c->item || !c->duplicate_answered))
		return ERR_STATE;
	if (c->state == STATE_ACCEPTED && (to == STATE_GRANTED || to == STATE_GRANTED_DEF) &&
		!instant)
		return ERR_STATE;
	if (to == STATE_DELIVERED && c->state != STATE_READY && !instant)
		return ERR_STATE;
	if ((to == STATE_GRANTED || to == STATE_GRANTED_DEF) && casefile_waits(c))
		return ERR_STATE;
	if (to == STATE_RETRACTED && c->state == STATE_DELIVERED &&
		(!instant || at_ms - c->accepted_ms > WITHDRAW_MS))
		return ERR_STATE;
	if (to == STATE_REVOKED && c->state == STATE_ARCHIVED && !c->granted)
		return ERR_STATE;
	return OK;
}

static bool get_day(const struct fold *f, const char *name, day_t *out)
{
	return !*fold_said(f, name) || day_parse(fold_said(f, name), out);
}

/* By name, so that it says the same under any version of the item; not told: as it stands. */
static bool get_situation(const struct fold *f, int *out)
{
	const struct item *item = f->file->item;
	const char *name = fold_said(f, "situation");

	if (!*name)
		return true;
	for (size_t i = 0; item && i < item->n_situations; i++)
		if (text_equal(item->situations[i].name, name)) {
			*out = (int)i;
			return true;
		}
	return false;
}

/* Answers that are not shown are no part of what is handed in (capability C4). */
static void leave_out(struct casefile *c, const char *names)
{
	char name[80];

	while (c->item && *names) {
		size_t n = strcspn(names, " ");
		int field = text_copyn(name, sizeof name, names, n) ? item_field(c->item, name) : -1;
		if (field >= 0)
			draft_set(&c->draft, (size_t)field, &(struct answer){.value = NULL});
		names += n + (names[n] == ' ');
	}
}

static enum err fold_state(const struct fold *f)
{
	struct casefile *c = f->file;
	/* The day a completion is due ends with the completion. */
	day_t due = c->state == STATE_FIXING ? DAY_NONE : c->due, legal = c->legal_due;
	const char *query = fold_said(f, "query");
	int situation = c->situation;
	enum state to;

	if (!state_parse(fold_said(f, "to"), &to) || !get_day(f, "due", &due) ||
		!get_day(f, "legal", &legal) || !get_situation(f, &situation) ||
		(*query && !query_code_valid(query)))
		return ERR_INPUT;
	enum state from = c->state;
	enum err e = guard(c, to, f->event->at_ms);
	if (!e)
		e = crossing_guard(f, to);
	if (!e)
		e = inward_guard(f, to);
	if (!e)
		e = life_guard(f, to);
	if (!e)
		e = appeal_guard(f, to);
	if (e)
		return e;
	c->state = to;
	c->due = due;
	c->legal_due = legal;
	c->situation = situation;
	c->due_provisional |= text_equal(fold_said(f, "provisional"), "1");
	if (*query)
		text_copy(c->query, sizeof c->query, query);
	c->changed_ms = f->event->at_ms;
	leave_out(c, fold_said(f, "hidden"));
	if (to == STATE_RECEIVED) {
		c->received_ms = c->changed_ms;
		c->any_hour = text_equal(fold_said(f, "hours"), "any");
		c->filed_ms = c->filed_ms ? c->filed_ms : c->changed_ms;
		c->waived = false; /* what was said then was about other values */
		former_release(c);
	}
	if (to == STATE_ACCEPTED)
		c->accepted_ms = c->changed_ms;
	if (to == STATE_ACCEPTED && text_equal(fold_said(f, "deemed"), "1")) {
		c->deemed = true; /* silence: it counts from the receipt */
		c->accepted_ms = c->received_ms;
	}
	life_apply(f, from, to);
	inward_moved(f, to);
	tasks_moved(f, to);
	appeal_moved(f, to);
	if (!state_open(to))
		c->closed_ms = c->changed_ms;
	return OK;
}

/* Marks the materials a notice names; false: one of them is not of the item. */
static bool tell(const struct item *item, const char *names, bool *told)
{
	for (const char *at = names; *at; at += strspn(at, " ")) {
		char name[64];
		size_t len = strcspn(at, " ");
		int material = text_copyn(name, sizeof name, at, len) ? item_material(item, name) : -1;
		if (material < 0)
			return false;
		told[material] = true;
		at += len;
	}
	return true;
}

/* Once means once: another notice says why, and who may say so is checked where it is issued. */
static enum err fold_notice(const struct fold *f)
{
	struct casefile *c = f->file;
	int64_t n = record_int(&f->event->body, "n", 0);
	bool told[ITEM_MATERIALS] = {false}, form = text_equal(fold_said(f, "form"), "1");
	day_t until = DAY_NONE;

	if (c->state != STATE_RECEIVED || n != c->notices + 1)
		return ERR_STATE;
	if (!get_day(f, "until", &until) || !tell(c->item, fold_said(f, "told"), told) ||
		(!form && !*fold_said(f, "told")) || (n > 1 && !*fold_said(f, "reason")))
		return ERR_INPUT;
	for (size_t i = 0; i < c->item->n_materials; i++)
		c->told[i] |= told[i];
	c->told[c->item->n_materials] |= form;
	c->notices = (int)n;
	c->demanded = false;
	c->fix_until = until;
	c->changed_ms = f->event->at_ms;
	return OK;
}

static enum err fold_demand(const struct fold *f)
{
	struct casefile *c = f->file;

	if (c->state != STATE_FIXING)
		return ERR_STATE;
	if (!*fold_said(f, "reason"))
		return ERR_INPUT;
	c->demanded = true;
	c->changed_ms = f->event->at_ms;
	return OK;
}

static enum err fold_slip(const struct fold *f)
{
	struct casefile *c = f->file;
	const struct record_pair *bytes = record_find(&f->event->body, "bytes");
	const struct record_pair *hash = record_find(&f->event->body, "hash");
	struct slip_kept s = {.columns = (int)record_int(&f->event->body, "columns", 0),
		.copies = (int)record_int(&f->event->body, "copies", 1)};

	if (c->n_slips >= CASE_SLIPS)
		return ERR_LIMIT;
	if (!bytes || !hash || hash->len != HASH_SIZE || s.columns < 1 || s.copies < 1 ||
		!text_copy(s.document, sizeof s.document, fold_said(f, "document")))
		return ERR_INPUT;
	memcpy(s.hash, hash->value, HASH_SIZE);
	s.bytes = mem_textn(bytes->value, bytes->len);
	s.len = bytes->len;
	c->slips = mem_grow(c->slips, c->n_slips * sizeof s, (c->n_slips + 1) * sizeof s);
	c->slips[c->n_slips++] = s;
	return OK;
}

static enum err fold_print(const struct fold *f)
{
	const struct record_pair *hash = record_find(&f->event->body, "hash");

	for (size_t i = 0; hash && hash->len == HASH_SIZE && i < f->file->n_slips; i++)
		if (memcmp(f->file->slips[i].hash, hash->value, HASH_SIZE) == 0) {
			f->file->slips[i].printed += !text_equal(fold_said(f, "result"), "failed");
			return OK;
		}
	return ERR_INPUT;
}

/* Events that are only remembered. */
static enum err fold_trail(const struct fold *f)
{
	return f->file->events ? OK : ERR_STATE;
}

fold_fn fold_of(const char *kind)
{
	static const struct {
		const char *kind;
		fold_fn fn;
	} table[] = {
		{"OPEN", fold_open},
		{"IDENTITY", fold_identity},
		{"LEVEL", fold_level},
		{"ITEM", fold_item},
		{"EVIDENCE", fold_evidence},
		{"REFUSE", fold_refusal},
		{"FIELD", fold_field},
		{"MATERIAL", fold_material},
		{"PART", fold_part},
		{"EXTEND", fold_extend},
		{"WAIVE", fold_waive},
		{"STAGE", fold_stage},
		{"TASK", fold_task},
		{"ANSWER", fold_answer},
		{"ESCALATE", fold_escalate},
		{"OPINION", fold_opinion},
		{"APPEAL", fold_appeal},
		{"RATE", fold_rate},
		{"RATING", fold_rating},
		{"PAIR", fold_pair},
		{"BRANCH", fold_branch},
		{"ARRIVED", fold_arrived},
		{"CROSSING", fold_crossing},
		{"INWARD", fold_inward},
		{"ROW", fold_row},
		{"EXCUSE", fold_excuse},
		{"DUPLICATE", fold_duplicate},
		{"CLAIM", fold_claim},
		{"RELEASE", fold_release},
		{"ASSIGN", fold_assign},
		{"URGE", fold_urge},
		{"REPLY", fold_reply},
		{"UNDO", fold_undo},
		{"NOTICE", fold_notice},
		{"DEMAND", fold_demand},
		{"DISPUTE", fold_dispute},
		{"STATE", fold_state},
		{"SLIP", fold_slip},
		{"PRINT", fold_print},
		{"REVEAL", fold_trail},
		{"ASK", fold_trail},
		{"NOTE", fold_trail},
		{"MOVED", fold_trail},
	};

	for (size_t i = 0; i < COUNT_OF(table); i++)
		if (text_equal(table[i].kind, kind))
			return table[i].fn;
	return NULL;
}
