/* SPDX-License-Identifier: MIT
 *
 * One objection: its words, its fold, its clocks. Pure.
 */
#include "core/casework/objection.h"

#include <string.h>

#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"

const struct objection_days OBJECTION_DAYS = {2, 2, 10};

static const struct {
	const char *word, *text;
} states[OBJECTION_STATES] = {
#define X(name, word, text) [name] = {word, text},
	OBJECTION_TABLE(X)
#undef X
};

static const struct {
	const char *word, *text;
} claims[CLAIM_COUNT] = {
#define X(name, word, text) [name] = {word, text},
	CLAIM_TABLE(X)
#undef X
};

static const struct {
	const char *word, *text;
} answers[ANSWER_COUNT] = {
#define X(name, word, text) [name] = {word, text},
	ANSWER_TABLE(X)
#undef X
};

static const struct {
	enum objection_state from, to;
} moves[] = {
	{OBJECTION_NONE, OBJECTION_RAISED},
	{OBJECTION_RAISED, OBJECTION_CHECKED},
	{OBJECTION_RAISED, OBJECTION_DECLINED},
	{OBJECTION_RAISED, OBJECTION_WITHDRAWN},
	{OBJECTION_CHECKED, OBJECTION_FIXED},
	{OBJECTION_CHECKED, OBJECTION_SENT},
	{OBJECTION_CHECKED, OBJECTION_WITHDRAWN},
	{OBJECTION_SENT, OBJECTION_ANSWERED},
	{OBJECTION_SENT, OBJECTION_WITHDRAWN},
	{OBJECTION_FIXED, OBJECTION_APPLIED},
	{OBJECTION_ANSWERED, OBJECTION_APPLIED},
	{OBJECTION_DECLINED, OBJECTION_APPLIED},
	{OBJECTION_WITHDRAWN, OBJECTION_APPLIED},
	{OBJECTION_APPLIED, OBJECTION_CLOSED},
};

const char *objection_word(enum objection_state s)
{
	return states[s].word;
}

const char *objection_text(enum objection_state s)
{
	return states[s].text;
}

bool objection_parse(const char *word, enum objection_state *out)
{
	for (int i = 0; i < OBJECTION_STATES; i++)
		if (text_equal(states[i].word, word)) {
			*out = (enum objection_state)i;
			return true;
		}
	return false;
}

bool objection_may(enum objection_state from, enum objection_state to)
{
	for (size_t i = 0; i < COUNT_OF(moves); i++)
		if (moves[i].from == from && moves[i].to == to)
			return true;
	return false;
}

const char *claim_word(enum claim_ground g)
{
	return claims[g].word;
}

const char *claim_text(enum claim_ground g)
{
	return claims[g].text;
}

const char *answer_word(enum dispute_answer v)
{
	return answers[v].word;
}

const char *answer_words(enum dispute_answer v)
{
	return answers[v].text;
}

bool answer_parse(const char *word, enum dispute_answer *out)
{
	for (int i = 0; i < ANSWER_COUNT; i++)
		if (text_equal(answers[i].word, word)) {
			*out = (enum dispute_answer)i;
			return true;
		}
	return false;
}

void objection_release(struct objection *o)
{
	mem_free_text(o->registered);
	mem_free_text(o->claimed);
	mem_free_text(o->value);
	mem_wipe(o, sizeof *o);
}

bool objection_open(const struct objection *o)
{
	return o->state != OBJECTION_NONE && o->state != OBJECTION_CLOSED;
}

void objection_number(day_t day, const char *window, int serial, char out[OBJECTION_NUMBER])
{
	int y, m, d;

	day_split(day, &y, &m, &d);
	text_format(out, OBJECTION_NUMBER, "YY-%02d%02d%02d-%s-%02d", y % 100, m, d, window, serial);
}

/* ---- events ---- */

void objection_put(const struct objection *o, struct record *out, struct record *personal)
{
	char hex[UID_HEX];

	uid_hex(&o->id, hex);
	record_add(out, "objection", hex);
	record_add(out, "to", objection_word(OBJECTION_RAISED));
	record_add(out, "number", o->number);
	record_add(out, "case", o->case_number);
	uid_hex(&o->casefile, hex);
	record_add(out, "casefile", hex);
	record_add(out, "item", o->item);
	record_add(out, "window", o->window);
	record_add(personal, "subject", o->subject);
	record_add(personal, "applicant", o->applicant);
	record_add(out, "resource", o->resource);
	record_add(out, "attribute", o->attribute);
	record_add(out, "field", o->field);
	record_add(out, "label", o->label);
	record_add(personal, "registered", o->registered);
	record_add(personal, "claimed", o->claimed);
	record_add(out, "ground", claim_word(o->ground));
	record_add(personal, "proof", o->proof);
	record_add(out, "effect", effect_word(o->effect));
	record_add(out, "trace", o->trace);
	record_addi(out, "fetched", o->fetched_ms);
}

static bool get(const struct record *r, const char *name, char *to, size_t size)
{
	const char *value = record_get(r, name);

	return !value || text_copy(to, size, value);
}

static bool claim_parse(const char *word, enum claim_ground *out)
{
	for (int i = 0; i < CLAIM_COUNT; i++)
		if (text_equal(claims[i].word, word)) {
			*out = (enum claim_ground)i;
			return true;
		}
	return false;
}

static enum err begin(struct objection *o, const struct event *e)
{
	const struct record *r = &e->body;
	const char *file = record_get(r, "casefile");

	if (!file || !text_unhex(file, o->casefile.b, sizeof o->casefile.b) ||
		!get(r, "number", o->number, sizeof o->number) || !*o->number ||
		!get(r, "case", o->case_number, sizeof o->case_number) ||
		!get(r, "item", o->item, sizeof o->item) ||
		!get(r, "window", o->window, sizeof o->window) ||
		!get(r, "subject", o->subject, sizeof o->subject) || (!*o->subject && !o->erased) ||
		!get(r, "applicant", o->applicant, sizeof o->applicant) ||
		!get(r, "resource", o->resource, sizeof o->resource) || !*o->resource ||
		!get(r, "attribute", o->attribute, sizeof o->attribute) ||
		!get(r, "field", o->field, sizeof o->field) ||
		!get(r, "label", o->label, sizeof o->label) ||
		!get(r, "proof", o->proof, sizeof o->proof) ||
		!get(r, "trace", o->trace, sizeof o->trace) ||
		!claim_parse(record_get(r, "ground"), &o->ground) ||
		!effect_parse(record_get(r, "effect"), &o->effect) ||
		((!record_get(r, "registered") || !record_get(r, "claimed")) && !o->erased))
		return ERR_INPUT;
	o->registered = mem_text(o->erased ? "" : record_get(r, "registered"));
	o->claimed = mem_text(o->erased ? "" : record_get(r, "claimed"));
	o->fetched_ms = record_int(r, "fetched", 0);
	o->raised_ms = e->at_ms;
	text_copy(o->raised_by, sizeof o->raised_by, e->actor);
	return OK;
}

/* What the department said. */
static enum err answered(struct objection *o, const struct event *e)
{
	const struct record *r = &e->body;
	enum dispute_answer said;
	const char *value = record_get(r, "value");

	if (!answer_parse(record_get(r, "answer"), &said) || said == ANSWER_NONE ||
		((said == ANSWER_CORRECTED) != (value != NULL) && !o->erased))
		return ERR_INPUT;
	o->answer = said;
	o->value = mem_text(value);
	o->answered_ms = e->at_ms;
	return OK;
}

static void note_time(struct objection *o, const struct event *e, enum objection_state to)
{
	o->changed_ms = e->at_ms;
	if (to == OBJECTION_CHECKED)
		o->checked_ms = e->at_ms;
	if (to == OBJECTION_SENT)
		o->sent_ms = e->at_ms;
	if (to == OBJECTION_FIXED || to == OBJECTION_DECLINED || to == OBJECTION_WITHDRAWN)
		o->answered_ms = e->at_ms;
	if (to == OBJECTION_APPLIED)
		o->cases = (int)record_int(&e->body, "cases", 0);
	text_copy(o->changed_by, sizeof o->changed_by, e->actor);
}

enum err objection_fold(struct objection *o, const struct event *e)
{
	const char *id = record_get(&e->body, "objection");
	enum objection_state to;
	struct uid uid;
	enum err err = OK;

	if (!id || !text_unhex(id, uid.b, sizeof uid.b) ||
		!objection_parse(record_get(&e->body, "to"), &to))
		return ERR_INPUT;
	if (!objection_may(o->state, to))
		return ERR_STATE;
	if (o->state != OBJECTION_NONE && !uid_equal(&o->id, &uid))
		return ERR_INPUT;
	if (to == OBJECTION_RAISED)
		err = begin(o, e);
	else if (to == OBJECTION_ANSWERED)
		err = answered(o, e);
	if (err)
		return err;
	o->id = uid;
	o->state = to;
	(void)get(&e->body, "reason", o->reason, sizeof o->reason);
	(void)get(&e->body, "reference", o->reference, sizeof o->reference);
	note_time(o, e, to);
	return OK;
}

/* ---- clocks ---- */

enum err objection_clock(const struct objection *o, const struct objection_days *days, day_t today,
	struct objection_clock *out)
{
	struct objection_clock c = {.running = true};
	int64_t from = o->raised_ms;
	int n = days->check;

	switch (o->state) {
	case OBJECTION_RAISED:
		break;
	case OBJECTION_CHECKED:
		from = o->checked_ms;
		n = days->forward;
		break;
	case OBJECTION_SENT:
		from = o->sent_ms;
		n = days->answer;
		break;
	default:
		c.running = false;
	}
	if (c.running) {
		enum err e = workday_due(from, n, DUE_WORKING, DUE_RULE_B, NULL, 0, &c.due);
		if (e)
			return e;
		c.left = c.due.day >= today ? workday_between(today, c.due.day)
					    : -workday_between(c.due.day, today);
	}
	*out = c;
	return OK;
}

enum err objection_latest(const struct objection *o, const struct objection_days *days, struct due *out)
{
	return workday_due(o->raised_ms, days->check + days->forward + days->answer, DUE_WORKING,
		DUE_RULE_B, NULL, 0, out);
}
