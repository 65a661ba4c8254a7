/* SPDX-License-Identifier: MIT
 *
 * The objections of a hall, folded from the journal as it grows. They hold personal data: whoever
 * locks the session forgets them.
 */
#include <string.h>

#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/objection.h"
#include "core/store/operator.h"
#include "core/store/side.h"

enum { WAIT_MS = 400, MOST = 50000, PRIVATE_BYTES = 128 * 1024 };

struct objections {
	struct store *store;
	struct objection_days days;
	struct objection **list;
	size_t n, cap;
	uint64_t after;
	bool blind;                  /* an event could not be opened */
};

struct objections *objections_new(struct store *s, const struct objection_days *days)
{
	struct objections *o = mem_new(sizeof *o);

	o->store = s;
	o->days = *days;
	return o;
}

void objections_forget(struct objections *o)
{
	for (size_t i = 0; i < o->n; i++) {
		objection_release(o->list[i]);
		mem_free(o->list[i]);
	}
	mem_free(o->list);
	o->list = NULL;
	o->n = o->cap = 0;
	o->after = 0;
}

void objections_free(struct objections *o)
{
	if (!o)
		return;
	objections_forget(o);
	mem_free(o);
}

const struct objection_days *objections_days(const struct objections *o)
{
	return &o->days;
}

static struct objection *find(const struct objections *o, const struct uid *id)
{
	for (size_t i = o->n; i-- > 0;)
		if (uid_equal(&o->list[i]->id, id))
			return o->list[i];
	return NULL;
}

static struct objection *add(struct objections *o)
{
	if (o->n == o->cap) {
		size_t cap = o->cap ? 2 * o->cap : 64;
		o->list = mem_grow(o->list, o->cap * sizeof(*o->list), cap * sizeof(*o->list));
		o->cap = cap;
	}
	return o->list[o->n++] = mem_new(sizeof(struct objection));
}

static void drop_last(struct objections *o)
{
	objection_release(o->list[--o->n]);
	mem_free(o->list[o->n]);
}

/* Adds what is personal to the body; false: it was deleted with its case. */
static enum err read_private(struct store *s, const struct uid *casefile, const struct record_pair *part,
	struct record *body)
{
	struct record personal = {0};
	enum err e = side_open(s, casefile, part->value, part->len, &personal);

	for (size_t i = 0; !e && i < personal.n; i++)
		record_addn(body, personal.pairs[i].name, personal.pairs[i].value, personal.pairs[i].len);
	record_release(&personal);
	return e;
}

/* The event as it was meant: with its private part, as far as that is there. */
static enum err fold(const struct objections *o, struct objection *one, const struct event *e)
{
	const struct record_pair *part = record_find(&e->body, "private");
	const char *file = record_get(&e->body, "casefile");
	struct uid casefile = one->casefile;
	struct event whole = *e;

	if (!part)
		return objection_fold(one, e);
	if (file && !text_unhex(file, casefile.b, sizeof casefile.b))
		return ERR_INPUT;
	whole.body = (struct record){0};
	for (size_t i = 0; i < e->body.n; i++)
		if (&e->body.pairs[i] != part)
			record_addn(&whole.body, e->body.pairs[i].name, e->body.pairs[i].value, e->body.pairs[i].len);
	enum err err = read_private(o->store, &casefile, part, &whole.body);
	one->erased = err == ERR_NOTFOUND;
	if (!err || one->erased)
		err = objection_fold(one, &whole);
	record_release(&whole.body);
	return err;
}

static enum err take(const struct event *e, void *ctx)
{
	struct objections *o = ctx;
	const char *text = record_get(&e->body, "objection");
	struct uid id;

	if (e->body.n == 0) {
		o->blind = true;
		return ERR_LOCKED;
	}
	if (!text || !text_unhex(text, id.b, sizeof id.b))
		return OK;
	struct objection *known = find(o, &id), *one = known ? known : o->n < MOST ? add(o) : NULL;
	enum err err = one ? fold(o, one, e) : ERR_LIMIT;
	if (err)
		log_line("casework", "an objection's event does not fit: %s", err_name(err));
	if (err && one && !known)
		drop_last(o);
	return OK;
}

enum err objections_refresh(struct objections *o)
{
	if (!store_unlocked(o->store))
		return ERR_LOCKED;
	o->blind = false;
	enum err e = journal_kind(o->store, "OBJECTION", &o->after, take, o);
	return o->blind ? ERR_LOCKED : e;
}

size_t objections_all(const struct objections *o, const struct objection *const **out)
{
	*out = (const struct objection *const *)o->list;
	return o->n;
}

const struct objection *objections_find(const struct objections *o, const struct uid *id)
{
	return find(o, id);
}

const struct objection *objections_about(const struct objections *o, const char *subject,
	const char *resource, const char *attribute)
{
	for (size_t i = o->n; i-- > 0;) {
		const struct objection *one = o->list[i];
		if (objection_open(one) && !one->erased && text_equal(one->subject, subject) &&
			text_equal(one->resource, resource) &&
			text_equal(one->attribute, attribute))
			return one;
	}
	return NULL;
}

int objections_serial(const struct objections *o, const char *window, day_t day)
{
	char prefix[OBJECTION_NUMBER];
	int64_t highest = 0;

	objection_number(day, window, 0, prefix);
	size_t len = strlen(prefix) - 2;
	prefix[len] = '\0';
	for (size_t i = 0; i < o->n; i++) {
		int64_t serial = 0;
		if (text_starts(o->list[i]->number, prefix) &&
			text_number(o->list[i]->number + len, 0, 99999, &serial) && serial > highest)
			highest = serial;
	}
	return (int)highest + 1;
}

size_t objections_count(const struct objections *o, const char *resource)
{
	size_t n = 0;

	for (size_t i = 0; i < o->n; i++)
		n += objection_open(o->list[i]) && text_equal(o->list[i]->resource, resource);
	return n;
}

/* ---- acts ---- */

enum err objection_seal(struct store *s, const struct uid *casefile, const struct record *personal,
	struct record *out)
{
	struct buf blob;

	if (personal->n == 0)
		return personal->err;
	buf_init(&blob, PRIVATE_BYTES);
	enum err e = side_seal(s, casefile, personal, &blob);
	if (!e)
		record_addn(out, "private", blob.data, blob.len);
	buf_release(&blob);
	return e;
}

static bool may(const struct operator_info *me, enum objection_state to)
{
	bool anybody = to == OBJECTION_CLOSED || to == OBJECTION_WITHDRAWN;

	return role_may(me->role, RIGHT_CATALOG) || (anybody && role_may(me->role, RIGHT_OBJECT));
}

static bool said(const char *text)
{
	return text && *text;
}

static bool complete(enum objection_state to, const struct objection_terms *t)
{
	switch (to) {
	case OBJECTION_DECLINED:
	case OBJECTION_WITHDRAWN:
		return said(t->reason);
	case OBJECTION_ANSWERED:
		return t->answer == ANSWER_CONFIRMED ||
		       (t->answer == ANSWER_CORRECTED && said(t->value)) ||
		       (t->answer == ANSWER_REJECTED && said(t->reason));
	default:
		return true;
	}
}

static enum err put(struct store *s, const struct objection *o, enum objection_state to,
	const struct objection_terms *t, struct record *out)
{
	struct record personal = {0};
	char hex[UID_HEX];

	uid_hex(&o->id, hex);
	record_add(out, "objection", hex);
	record_add(out, "to", objection_word(to));
	record_add(&personal, "reason", t->reason);
	record_add(out, "reference", t->reference);
	if (to == OBJECTION_ANSWERED)
		record_add(out, "answer", answer_word(t->answer));
	if (to == OBJECTION_ANSWERED && t->answer == ANSWER_CORRECTED)
		record_add(&personal, "value", t->value);
	enum err e = objection_seal(s, &o->casefile, &personal, out);
	record_release(&personal);
	return e;
}

enum err objections_move(struct objections *o, const struct uid *id, enum objection_state to,
	const struct objection_terms *t)
{
	const struct operator_info *me = operator_current(o->store);
	struct record body = {0};
	struct entry entry = {.kind = "OBJECTION", .body = &body};

	if (!me)
		return ERR_LOCKED;
	if (!may(me, to) || to == OBJECTION_RAISED || to == OBJECTION_APPLIED)
		return ERR_DENIED; /* those two belong to the desk, which writes the cases, too */
	enum err e = objections_refresh(o);
	const struct objection *one = e ? NULL : find(o, id);
	if (!one)
		return e ? e : ERR_NOTFOUND;
	if (!objection_may(one->state, to))
		return ERR_STATE;
	if (!complete(to, t))
		return ERR_INCOMPLETE;
	if (one->erased)
		return ERR_STATE; /* nobody knows any more what it was about */
	e = put(o->store, one, to, t, &body);
	if (!e)
		e = journal_append_wait(o->store, &entry, 1, NULL, NULL, WAIT_MS);
	record_release(&body);
	return e ? e : objections_refresh(o);
}
