/* SPDX-License-Identifier: MIT
 *
 * What must hold: a case is the person's from the event on that says so, and that event comes before
 * every other one of the case; so one walk in order of arrival finds all.
 */
#include "core/casework/papers/access.h"

#include <string.h>

#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/papers/access_inside.h"
#include "core/store/scope.h"

enum { WAIT_MS = 400, DROPPED = 500 /* of the oldest, when there is no room for more */ };

static const char *const texts[ACCESS_KINDS] = {
#define X(name, text) [name] = text,
	ACCESS_TABLE(X)
#undef X
};

const char *access_text(enum access_kind k)
{
	return texts[k];
}

struct access_search *access_search_new(struct store *s, const char *subject, const struct uid *casefile)
{
	struct access_search *f = mem_new(sizeof *f);

	f->store = s;
	text_copy(f->subject, sizeof f->subject, subject ? subject : "");
	if (!subject && casefile) {
		f->one_case = true;
		f->cases[f->n_cases++] = *casefile;
	}
	return f;
}

void access_search_free(struct access_search *f)
{
	if (!f)
		return;
	if (f->found.rows)
		mem_wipe(f->found.rows, f->found.n * sizeof *f->found.rows);
	mem_free(f->found.rows);
	mem_wipe(f, sizeof *f);
	mem_free(f);
}

const struct access *access_found(const struct access_search *f)
{
	return &f->found;
}

void access_search_within(struct access_search *f, enum right right)
{
	f->within = true;
	f->right = right;
}

/* ---- whose case ---- */

static bool own(const struct access_search *f, const struct uid *id)
{
	for (size_t i = f->n_cases; i-- > 0;)
		if (uid_equal(&f->cases[i], id))
			return true;
	return false;
}

static const char *said(const struct event *e, const char *name)
{
	const char *value = record_get(&e->body, name);

	return value ? value : "";
}

static bool about_subject(const struct access_search *f, const char *number)
{
	return *f->subject && text_equal(f->subject, number);
}

/* A case becomes the person's when it is opened, or when a nameless one gets its name. */
static void learn(struct access_search *f, const struct event *e)
{
	bool opened = text_equal(e->kind, "OPEN") && about_subject(f, said(e, "subject"));
	bool named = text_equal(e->kind, "IDENTITY") && text_equal(said(e, "verdict"), "1") &&
		     about_subject(f, said(e, "number"));

	if ((opened || named) && f->n_cases < ACCESS_CASES && !own(f, &e->casefile))
		f->cases[f->n_cases++] = e->casefile;
}

/* ---- rows ---- */

static struct access_row *add(struct access_search *f, const struct event *e, enum access_kind kind)
{
	struct access *a = &f->found;

	if (a->n >= ACCESS_ROWS) {
		memmove(a->rows, a->rows + DROPPED, (a->n - DROPPED) * sizeof *a->rows);
		a->n -= DROPPED;
		a->more += DROPPED;
	}
	if (a->n == f->room) {
		size_t room = 2 * f->room + 64;
		a->rows = mem_grow(a->rows, f->room * sizeof *a->rows, room * sizeof *a->rows);
		f->room = room;
	}
	struct access_row *r = &a->rows[a->n++];
	*r = (struct access_row){.kind = kind, .at_ms = e->at_ms};
	text_copy(r->actor, sizeof r->actor, e->actor);
	text_copy(r->window, sizeof r->window, said(e, "window"));
	return r;
}

/* Which matter it was for, as it stands now. */
static void matter(struct access_search *f, const struct uid *id, struct access_row *r)
{
	struct view_case v;

	r->other = !own(f, id);
	if (view_get(f->store, id, &v))
		return;
	struct scope_place at = {v.department, v.item};
	r->closed = f->within && !operator_may(f->store, f->right, &at);
	if (!r->closed) {
		text_copy(r->number, sizeof r->number, v.number);
		text_copy(r->purpose, sizeof r->purpose, v.item_name);
	}
	if (!*r->window)
		text_copy(r->window, sizeof r->window, v.window);
	mem_wipe(&v, sizeof v);
}

static void row_of_case(struct access_search *f, const struct event *e, enum access_kind kind)
{
	struct access_row *r = add(f, e, kind);

	matter(f, &e->casefile, r);
	if (r->closed)
		return;
	text_copy(r->resource, sizeof r->resource, said(e, "resource"));
	text_copy(r->document, sizeof r->document, said(e, "document"));
	const char *ground = said(e, "basis");
	text_copyn(r->ground, sizeof r->ground, ground, text_fit(ground, ACCESS_GROUND / 2, NULL));
	if (text_equal(said(e, "item"), "identity"))
		*r->purpose = '\0';
}

/* Of a question: about the person, or in the person's case about the applicant. */
static bool asked_about(const struct access_search *f, const struct event *e)
{
	const char *holder = said(e, "holder");

	if (f->one_case)
		return own(f, &e->casefile);
	return *holder ? about_subject(f, holder) : own(f, &e->casefile);
}

static void of_case(struct access_search *f, const struct event *e)
{
	static const struct {
		const char *event;
		enum access_kind kind;
	} kinds[] = {{"OPEN", ACCESS_OPENED}, {"REVEAL", ACCESS_REVEALED}, {"PRINT", ACCESS_PRINTED}};

	learn(f, e);
	if (text_equal(e->kind, "ASK")) {
		if (asked_about(f, e))
			row_of_case(f, e, ACCESS_ASKED);
		return;
	}
	if (text_equal(e->kind, "IDENTITY") && text_equal(said(e, "verdict"), "2") &&
		about_subject(f, said(e, "number")))
		row_of_case(f, e, ACCESS_AGENT);
	for (size_t i = 0; i < COUNT_OF(kinds) && own(f, &e->casefile); i++)
		if (text_equal(e->kind, kinds[i].event))
			row_of_case(f, e, kinds[i].kind);
}

static void of_station(struct access_search *f, const struct event *e)
{
	struct uid id = {{0}};
	bool case_known = text_unhex(said(e, "case"), id.b, sizeof id.b) && own(f, &id);
	bool view = text_equal(e->kind, "VIEW"), report = text_equal(e->kind, "ACCESS");

	if (!(view && case_known) && !(report && (case_known || about_subject(f, said(e, "subject")))))
		return;
	struct access_row *r = add(f, e, view ? ACCESS_VIEWED : ACCESS_REPORT);
	if (case_known)
		matter(f, &id, r);
}

static enum err look(const struct event *e, void *ctx)
{
	struct access_search *f = ctx;

	if (f->found.read++ == 0)
		f->found.from_ms = e->at_ms;
	if (uid_none(&e->casefile))
		of_station(f, e);
	else
		of_case(f, e);
	return OK;
}

enum err access_search_step(struct access_search *f, size_t events, bool *done)
{
	uint64_t before = f->after;
	enum err e = journal_walk(f->store, &f->after, events, look, f);

	*done = !e && f->after == before;
	return e;
}

enum err access_record(const struct access_search *f, const char *window)
{
	struct record body = {0};
	struct entry entry = {.kind = "ACCESS", .body = &body};
	char hex[UID_HEX];

	record_add(&body, "subject", f->subject);
	if (f->one_case) {
		uid_hex(&f->cases[0], hex);
		record_add(&body, "case", hex);
	}
	record_addi(&body, "rows", (int64_t)f->found.n);
	record_add(&body, "window", window);
	enum err e = journal_append_wait(f->store, &entry, 1, NULL, NULL, WAIT_MS);
	record_release(&body);
	return e;
}
