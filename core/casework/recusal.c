/* SPDX-License-Identifier: MIT
 *
 * What must hold: a declaration is never taken back by a later one; a stand-in is nobody before the
 * first day and after the last.
 */
#include "core/casework/recusal.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/standards/identity.h"

enum { WAIT_MS = 400 };

struct row {
	char who[16], number[SUBJECT_SIZE]; /* number "": it is about a case */
	struct uid casefile;
	bool appointed;              /* a stand-in */
	enum role role;
	day_t from, until;
};

struct recusals {
	struct store *store;
	uint64_t after;
	struct row *rows;
	size_t n;
};

struct recusals *recusals_new(struct store *s)
{
	struct recusals *r = mem_new(sizeof *r);

	r->store = s;
	return r;
}

void recusals_forget(struct recusals *r)
{
	if (r->rows)
		mem_wipe(r->rows, r->n * sizeof *r->rows);
	mem_free(r->rows);
	r->rows = NULL;
	r->n = 0;
	r->after = 0;
}

void recusals_free(struct recusals *r)
{
	if (!r)
		return;
	recusals_forget(r);
	mem_free(r);
}

static const char *said(const struct event *e, const char *name)
{
	const char *value = record_get(&e->body, name);

	return value ? value : "";
}

static bool row_of(const struct event *e, struct row *out)
{
	const char *act = said(e, "act");

	*out = (struct row){0};
	text_copy(out->who, sizeof out->who, e->actor);
	if (text_equal(act, "self") || text_equal(act, "relative"))
		return text_copy(out->number, sizeof out->number, said(e, "number")) && *out->number;
	if (text_equal(act, "recuse"))
		return text_unhex(said(e, "case"), out->casefile.b, sizeof out->casefile.b);
	out->appointed = true;
	return text_equal(act, "stand-in") && text_copy(out->who, sizeof out->who, said(e, "operator")) &&
	       role_parse(said(e, "role"), &out->role) && day_parse(said(e, "from"), &out->from) &&
	       day_parse(said(e, "until"), &out->until);
}

static enum err take(const struct event *e, void *ctx)
{
	struct recusals *r = ctx;
	struct row row;

	if (!row_of(e, &row))
		return OK; /* not readable by this role, or of a later program */
	if (r->n >= RECUSAL_ROWS)
		return ERR_LIMIT;
	r->rows = mem_grow(r->rows, r->n * sizeof row, (r->n + 1) * sizeof row);
	r->rows[r->n++] = row;
	return OK;
}

enum err recusals_read(struct recusals *r)
{
	return journal_kind(r->store, "DUTY", &r->after, take, r);
}

bool recused_from(const struct recusals *r, const char *who, const char *number)
{
	for (size_t i = 0; *number && i < r->n; i++)
		if (!r->rows[i].appointed && text_equal(r->rows[i].who, who) &&
			text_equal(r->rows[i].number, number))
			return true;
	return false;
}

bool recused(const struct recusals *r, const char *who, const struct casefile *c)
{
	for (size_t i = 0; i < r->n; i++)
		if (!r->rows[i].appointed && !*r->rows[i].number && text_equal(r->rows[i].who, who) &&
			uid_equal(&r->rows[i].casefile, &c->id))
			return true;
	return recused_from(r, who, c->subject) || recused_from(r, who, c->agent);
}

bool stands_in(const struct recusals *r, const char *who, day_t day, enum role *out)
{
	for (size_t i = r->n; i-- > 0;)
		if (r->rows[i].appointed && text_equal(r->rows[i].who, who) && r->rows[i].from <= day &&
			day <= r->rows[i].until) {
			*out = r->rows[i].role;
			return true;
		}
	return false;
}

/* ---- writing ---- */

static enum err write(struct store *s, struct record *body)
{
	struct entry entry = {.kind = "DUTY", .body = body};
	enum err e = body->err;

	if (!e)
		e = operator_current(s) ? journal_append_wait(s, &entry, 1, NULL, NULL, WAIT_MS) : ERR_LOCKED;
	record_release(body);
	return e;
}

enum err recusal_declare(struct store *s, bool self, const char *number)
{
	struct record body = {0};
	struct identity id;

	identity_check(number, strlen(number), clock_today(), &id);
	if (id.verdict.grade == GRADE_BAD)
		return ERR_INPUT;
	record_add(&body, "act", self ? "self" : "relative");
	record_add(&body, "number", id.normal);
	mem_wipe(&id, sizeof id);
	return write(s, &body);
}

enum err recusal_ask(struct store *s, const struct uid *casefile, const char *reason)
{
	struct record body = {0};
	char hex[UID_HEX];

	if (!reason || !*reason)
		return ERR_INPUT;
	uid_hex(casefile, hex);
	record_add(&body, "act", "recuse");
	record_add(&body, "case", hex);
	record_add(&body, "reason", reason);
	return write(s, &body);
}

enum err stand_in_appoint(struct store *s, const char *who, enum role role, day_t from, day_t until)
{
	const struct operator_info *me = operator_current(s);
	struct operator_info other;
	struct record body = {0};
	char first[11], last[11];

	if (!me)
		return ERR_LOCKED;
	if (!role_may(me->role, RIGHT_GRANT) || text_equal(me->id, who))
		return ERR_DENIED;
	if (until < from || !role_may(role, RIGHT_PERSON) || role_may(role, RIGHT_GRANT))
		return ERR_INPUT;
	enum err e = operator_find(s, who, &other);
	if (e)
		return e;
	if (!role_may(other.role, RIGHT_PERSON)) /* who holds no keys opens no case */
		return ERR_INPUT;
	day_format(from, first);
	day_format(until, last);
	record_add(&body, "act", "stand-in");
	record_add(&body, "operator", who);
	record_add(&body, "role", role_word(role));
	record_add(&body, "from", first);
	record_add(&body, "until", last);
	return write(s, &body);
}
