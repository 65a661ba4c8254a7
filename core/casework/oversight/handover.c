/* SPDX-License-Identifier: MIT
 *
 * What must hold: the lines and the totals are counted in different ways from different tables, so
 * that they agree only when nothing is missing.
 */
#include "core/casework/oversight/handover.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/store/journal.h"

enum { WAIT_MS = 300 };

static const struct {
	const char *word, *text, *owner;
} lines[SHIFT_LINES] = {
#define X(name, word, text, owner) [name] = {word, text, owner},
	SHIFT_TABLE(X)
#undef X
};

const char *shift_text(enum shift_line l)
{
	return lines[l].text;
}

/* ---- counting ---- */

static enum err by_department(struct store *s, day_t today, const char *state, uint64_t *sum)
{
	struct queue_filter f = {.view = QUEUE_ALL, .me = "", .state = state, .today = today};
	struct queue_count counts[QUEUE_DEPARTMENTS];
	size_t n = 0;
	enum err e = queue_counts(s, &f, counts, &n);

	*sum = 0;
	for (size_t i = 0; !e && i < n; i++)
		*sum += counts[i].in[QUEUE_ALL];
	return e;
}

static enum err told(struct store *s, day_t today, const struct queue_census *c, struct shift *out)
{
	struct shift f = {.total = c->all, .closed = c->closed};
	enum err e = by_department(s, today, NULL, &f.open);

	if (!e)
		e = by_department(s, today, "DRAFT", &f.drafts);
	for (int l = 0; l < SHIFT_LINES; l++) {
		f.count[l] = c->classes[l];
		text_copy(f.owner[l], sizeof f.owner[l], lines[l].owner);
	}
	if (!e)
		*out = f;
	return e;
}

enum err shift_count_read(struct store *s, day_t today, struct queue_census *c, int ms, bool *ready,
	struct shift *out)
{
	enum err e = queue_counts_read(s, ms, ready);

	if (!e && *ready)
		e = queue_census_read(s, c, today, ms, ready);
	return e || !*ready ? e : told(s, today, c, out);
}

enum err shift_count(struct store *s, day_t today, struct shift *out)
{
	struct queue_census c = {0};
	bool ready = false;

	return shift_count_read(s, today, &c, -1, &ready, out);
}

bool shift_balanced(const struct shift *f)
{
	uint64_t sum = 0;

	for (int l = 0; l < SHIFT_DRAFTS; l++)
		sum += f->count[l];
	return sum == f->open && f->count[SHIFT_DRAFTS] == f->drafts &&
	       f->total == f->drafts + f->open + f->closed;
}

bool shift_needs_owner(const struct shift *f, enum shift_line l)
{
	return f->count[l] > 0 && !*f->owner[l];
}

size_t shift_unsigned(const struct shift *f)
{
	size_t n = 0;

	for (int l = 0; l < SHIFT_LINES; l++)
		n += f->count[l] > 0 && !f->signed_off[l];
	return n;
}

/* ---- events ---- */

static void put_number(struct record *body, const char *name, uint64_t n)
{
	record_addi(body, name, (int64_t)n);
}

static enum err append(struct store *s, struct record *body)
{
	struct entry entry = {.kind = "HANDOVER", .body = body};
	enum err e = body->err ? body->err : journal_append_wait(s, &entry, 1, NULL, NULL, WAIT_MS);

	record_release(body);
	return e;
}

static void put_lines(const struct shift *f, struct record *body)
{
	char name[40];

	for (int l = 0; l < SHIFT_LINES; l++) {
		text_format(name, sizeof name, "line.%s", lines[l].word);
		put_number(body, name, f->count[l]);
		text_format(name, sizeof name, "owner.%s", lines[l].word);
		record_add(body, name, f->owner[l]);
	}
}

static bool may(const struct store *s)
{
	const struct operator_info *me = operator_current(s);

	return me && role_may(me->role, RIGHT_TAKEOVER);
}

static bool same_numbers(const struct shift *a, const struct shift *b)
{
	return memcmp(a->count, b->count, sizeof a->count) == 0 && a->total == b->total &&
	       a->open == b->open && a->drafts == b->drafts && a->closed == b->closed;
}

enum err shift_offer(struct store *s, const struct shift *f, const struct shift *now)
{
	struct record body = {0};
	struct uid id = uid_new();
	char hex[UID_HEX];

	if (!may(s))
		return ERR_DENIED;
	if (!shift_balanced(f) || !same_numbers(f, now))
		return ERR_CONFLICT;
	if (!*f->to || text_equal(f->to, operator_current(s)->id))
		return ERR_INPUT;
	for (int l = 0; l < SHIFT_LINES; l++)
		if (shift_needs_owner(f, (enum shift_line)l))
			return ERR_INCOMPLETE;
	uid_hex(&id, hex);
	record_add(&body, "act", "OFFER");
	record_add(&body, "id", hex);
	record_add(&body, "to", f->to);
	record_add(&body, "note", *f->note ? f->note : NULL);
	put_number(&body, "total", f->total);
	put_number(&body, "drafts", f->drafts);
	put_number(&body, "open", f->open);
	put_number(&body, "closed", f->closed);
	put_lines(f, &body);
	return append(s, &body);
}

static enum err answer(struct store *s, const struct shift *f, enum shift_line l, const char *reason)
{
	const struct operator_info *me = operator_current(s);
	struct record body = {0};
	struct shift now;

	if (!may(s) || !text_equal(me->id, f->to))
		return ERR_DENIED;
	enum err e = shift_newest(s, &now);
	if (e)
		return e;
	if (!text_equal(now.id, f->id) || now.signed_off[l] || *now.objection[l] || l >= SHIFT_LINES)
		return ERR_STATE;
	record_add(&body, "act", reason ? "OBJECT" : "SIGN");
	record_add(&body, "id", f->id);
	record_add(&body, "line", lines[l].word);
	record_add(&body, "reason", reason);
	return append(s, &body);
}

enum err shift_sign(struct store *s, const struct shift *f, enum shift_line l)
{
	return answer(s, f, l, NULL);
}

enum err shift_object(struct store *s, const struct shift *f, enum shift_line l, const char *reason)
{
	return *reason ? answer(s, f, l, reason) : ERR_INPUT;
}

/* ---- the fold ---- */

static const char *said(const struct event *e, const char *name)
{
	const char *value = record_get(&e->body, name);

	return value ? value : "";
}

static uint64_t number(const struct event *e, const char *name)
{
	int64_t n = record_int(&e->body, name, 0);

	return n > 0 ? (uint64_t)n : 0;
}

static void offered(struct shift *f, const struct event *e)
{
	char name[40];

	*f = (struct shift){.total = number(e, "total"),
		.drafts = number(e, "drafts"),
		.open = number(e, "open"),
		.closed = number(e, "closed"),
		.at_ms = e->at_ms};
	text_copy(f->id, sizeof f->id, said(e, "id"));
	text_copy(f->from, sizeof f->from, e->actor);
	text_copy(f->to, sizeof f->to, said(e, "to"));
	text_copy(f->note, sizeof f->note, said(e, "note"));
	for (int l = 0; l < SHIFT_LINES; l++) {
		text_format(name, sizeof name, "line.%s", lines[l].word);
		f->count[l] = number(e, name);
		text_format(name, sizeof name, "owner.%s", lines[l].word);
		text_copy(f->owner[l], sizeof f->owner[l], said(e, name));
	}
}

static enum err fold(const struct event *e, void *ctx)
{
	struct shift *f = ctx;
	const char *act = said(e, "act"), *line = said(e, "line");

	if (text_equal(act, "OFFER")) {
		offered(f, e);
		return OK;
	}
	if (!text_equal(said(e, "id"), f->id) || !text_equal(e->actor, f->to))
		return OK;
	for (int l = 0; l < SHIFT_LINES; l++) {
		if (!text_equal(line, lines[l].word))
			continue;
		if (text_equal(act, "SIGN"))
			f->signed_off[l] = true;
		else if (text_equal(act, "OBJECT"))
			text_copy(f->objection[l], sizeof f->objection[l], said(e, "reason"));
	}
	return OK;
}

enum err shift_newest(struct store *s, struct shift *out)
{
	struct shift f = {0};
	uint64_t after = 0;
	enum err e = store_unlocked(s) ? journal_kind(s, "HANDOVER", &after, fold, &f) : ERR_LOCKED;

	if (!e && !*f.id)
		e = ERR_NOTFOUND;
	if (!e)
		*out = f;
	return e;
}

enum err shift_offered(struct store *s, struct shift *out)
{
	struct shift f;
	enum err e = shift_newest(s, &f);

	for (int l = 0; !e && l < SHIFT_LINES; l++)
		if (*f.objection[l])
			e = ERR_NOTFOUND;
	if (!e && shift_unsigned(&f) == 0)
		e = ERR_NOTFOUND;
	if (!e)
		*out = f;
	return e;
}
