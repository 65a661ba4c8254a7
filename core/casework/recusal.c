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
	struct stand_in stand;
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

static bool stand_of(const struct event *e, struct stand_in *out)
{
	return text_copy(out->who, sizeof out->who, said(e, "operator")) &&
	       text_copy(out->behalf, sizeof out->behalf, said(e, "for")) &&
	       text_copy(out->items, sizeof out->items, said(e, "items")) &&
	       role_parse(said(e, "role"), &out->role) && day_parse(said(e, "from"), &out->from) &&
	       day_parse(said(e, "until"), &out->until);
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
	return text_equal(act, "stand-in") && stand_of(e, &out->stand);
}

/* What has ended is as if it had never begun, from now on: the trail keeps what was done. */
static void end_stands(struct recusals *r, const struct event *e)
{
	bool all = text_equal(said(e, "by-all"), "1");

	for (size_t i = 0; i < r->n; i++) {
		struct stand_in *x = &r->rows[i].stand;
		if (r->rows[i].appointed && text_equal(x->who, said(e, "operator")) &&
			(all || text_equal(x->behalf, e->actor)))
			x->until = x->from - 1;
	}
}

static enum err take(const struct event *e, void *ctx)
{
	struct recusals *r = ctx;
	struct row row;

	if (text_equal(said(e, "act"), "stand-in-end")) {
		end_stands(r, e);
		return OK;
	}
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

static bool among(const char *items, const char *item)
{
	size_t n = item ? strlen(item) : 0;

	if (!*items || n == 0)
		return true;
	for (const char *at = items; (at = strstr(at, item)) != NULL; at += n)
		if ((at == items || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0'))
			return true;
	return false;
}

size_t stand_ins(const struct recusals *r, const char *who, day_t day, const char *item,
	struct stand_in out[STAND_INS])
{
	size_t n = 0;

	for (size_t i = r->n; i-- > 0 && n < STAND_INS;) {
		const struct stand_in *x = &r->rows[i].stand;
		if (r->rows[i].appointed && text_equal(x->who, who) && x->from <= day &&
			day <= x->until && among(x->items, item))
			out[n++] = *x;
	}
	return n;
}

size_t stand_ins_all(const struct recusals *r, day_t day, struct stand_in *out, size_t max)
{
	size_t n = 0;

	for (size_t i = 0; i < r->n && n < max; i++)
		if (r->rows[i].appointed && r->rows[i].stand.until >= day)
			out[n++] = r->rows[i].stand;
	return n;
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

/* Somebody who holds keys and works. */
static enum err takes_part(struct store *s, const char *who, struct operator_info *out)
{
	enum err e = operator_find(s, who, out);

	if (!e && (out->state != OPERATOR_ACTIVE || !role_may(out->role, RIGHT_PERSON)))
		e = ERR_INPUT;
	return e;
}

static enum err write_stand(struct store *s, const struct stand_in *x)
{
	struct record body = {0};
	char first[11], last[11];

	day_format(x->from, first);
	day_format(x->until, last);
	record_add(&body, "act", "stand-in");
	record_add(&body, "operator", x->who);
	record_add(&body, "role", role_word(x->role));
	record_add(&body, "from", first);
	record_add(&body, "until", last);
	record_add(&body, "for", *x->behalf ? x->behalf : NULL);
	record_add(&body, "items", *x->items ? x->items : NULL);
	return write(s, &body);
}

/* The role is one with cases, and none that gives keys away. */
static enum err check_stand(struct store *s, const struct stand_in *x)
{
	struct operator_info other;

	if (x->until < x->from || text_equal(x->who, x->behalf) || !role_may(x->role, RIGHT_PERSON) ||
		role_may(x->role, RIGHT_GRANT))
		return ERR_INPUT;
	return takes_part(s, x->who, &other);
}

enum err stand_in_appoint(struct store *s, const struct stand_in *what)
{
	const struct operator_info *me = operator_current(s);
	struct stand_in x = *what;
	struct operator_info absent;
	enum err e = OK;

	if (!me)
		return ERR_LOCKED;
	if (!role_may(me->role, RIGHT_GRANT) || text_equal(me->id, x.who))
		return ERR_DENIED;
	if (*x.behalf)
		e = operator_find(s, x.behalf, &absent);
	if (!e && *x.behalf)
		x.role = absent.role;
	if (!e)
		e = check_stand(s, &x);
	return e ? e : write_stand(s, &x);
}

enum err stand_in_delegate(struct store *s, const char *who, day_t from, day_t until,
	const char *items)
{
	const struct operator_info *me = operator_current(s);
	struct stand_in x = {.from = from, .until = until};

	if (!me)
		return ERR_LOCKED;
	x.role = me->role;
	if (!text_copy(x.who, sizeof x.who, who) || !text_copy(x.behalf, sizeof x.behalf, me->id) ||
		!text_copy(x.items, sizeof x.items, items ? items : ""))
		return ERR_INPUT;
	enum err e = check_stand(s, &x);
	return e ? e : write_stand(s, &x);
}

enum err stand_in_end(struct store *s, const char *who)
{
	const struct operator_info *me = operator_current(s);
	struct recusals *r = recusals_new(s);
	struct record body = {0};
	bool all = me && role_may(me->role, RIGHT_GRANT), found = false;
	enum err e = me ? recusals_read(r) : ERR_LOCKED;

	for (size_t i = 0; !e && i < r->n; i++) {
		const struct stand_in *x = &r->rows[i].stand;
		found |= r->rows[i].appointed && x->until >= clock_today() && text_equal(x->who, who) &&
			 (all || text_equal(x->behalf, me->id));
	}
	recusals_free(r);
	if (!e && !found)
		e = ERR_NOTFOUND;
	if (e)
		return e;
	record_add(&body, "act", "stand-in-end");
	record_add(&body, "operator", who);
	record_add(&body, "by-all", all ? "1" : NULL);
	return write(s, &body);
}
