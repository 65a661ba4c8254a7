/* SPDX-License-Identifier: MIT
 *
 * What must hold: a held case is never deleted, also not when the hold came between the request and
 * the act; what is deleted is what both people saw.
 */
#include "core/casework/oversight/retention.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/casefile_inside.h"
#include "core/casework/oversight/retention_inside.h"
#include "core/casework/state.h"
#include "core/store/destroy.h"
#include "core/store/fact.h"
#include "core/store/pair.h"
#include "core/store/seal.h"

enum { PAGE = 500, HOLDS = 4096, WAIT_MS = 2000 };

static enum err may(struct store *s)
{
	const struct operator_info *me = operator_current(s);

	if (!me)
		return ERR_LOCKED;
	return me->role == ROLE_SUPERVISOR ? OK : ERR_DENIED;
}

/* ---- holds ---- */

struct hold {
	char hex[UID_HEX], ground[HOLD_GROUND];
	int64_t set_ms, lifted_ms;
};

struct holds {
	struct hold *list;
	size_t n, cap;
	bool full;
};

static struct hold *hold_of(struct holds *h, const char *hex)
{
	for (size_t i = 0; i < h->n; i++)
		if (text_equal(h->list[i].hex, hex))
			return &h->list[i];
	if (h->n >= HOLDS) {
		h->full = true;
		return NULL;
	}
	if (h->n == h->cap) {
		size_t cap = 2 * h->cap + 32;
		h->list = mem_grow(h->list, h->n * sizeof *h->list, cap * sizeof *h->list);
		h->cap = cap;
	}
	struct hold *x = &h->list[h->n++];
	*x = (struct hold){0};
	text_copy(x->hex, sizeof x->hex, hex);
	return x;
}

static enum err take_hold(const struct event *e, void *ctx)
{
	const char *hex = record_get(&e->body, "case"), *act = record_get(&e->body, "act");
	struct hold *x = hex && act ? hold_of(ctx, hex) : NULL;

	if (x && text_equal(act, "set")) {
		x->set_ms = e->at_ms;
		text_copy(x->ground, sizeof x->ground,
			record_get(&e->body, "ground") ? record_get(&e->body, "ground") : "-");
	} else if (x && text_equal(act, "done")) {
		x->lifted_ms = e->at_ms;
	}
	return OK;
}

/* More holds than can be told apart: nothing may be deleted. */
static enum err holds_read(struct store *s, struct holds *out)
{
	uint64_t after = 0;
	enum err e = journal_kind(s, "HOLD", &after, take_hold, out);

	after = 0;
	if (!e)
		e = journal_kind(s, "HOLD_LIFT", &after, take_hold, out);
	return e ? e : out->full ? ERR_LIMIT : OK;
}

static const char *held(const struct holds *h, const struct uid *id)
{
	char hex[UID_HEX];

	text_hex(id->b, sizeof id->b, hex);
	for (size_t i = 0; i < h->n; i++)
		if (text_equal(h->list[i].hex, hex) && h->list[i].set_ms &&
			h->list[i].set_ms >= h->list[i].lifted_ms)
			return h->list[i].ground;
	return NULL;
}

static enum err find_case(struct store *s, const char *number, struct uid *id, bool *is_held)
{
	struct holds h = {0};
	struct view_case v;
	enum err e = may(s);

	if (!e)
		e = view_by_number(s, number, &v);
	if (!e)
		e = holds_read(s, &h);
	if (!e) {
		*id = v.id;
		*is_held = held(&h, id) != NULL;
	}
	explicit_bzero(&v, sizeof v);
	mem_free(h.list);
	return e;
}

static void put_case(struct record *body, const struct uid *id, const char *number)
{
	char hex[UID_HEX];

	text_hex(id->b, sizeof id->b, hex);
	record_add(body, "case", hex);
	record_add(body, "number", number);
}

enum err retention_hold(struct store *s, const char *number, const char *ground)
{
	struct record body = {0};
	struct entry entry = {.kind = "HOLD", .body = &body};
	struct uid id;
	bool is_held = false;
	enum err e = find_case(s, number, &id, &is_held);

	if (!e && (!*ground || strlen(ground) >= HOLD_GROUND))
		e = ERR_INPUT;
	if (e || is_held)
		return e ? e : ERR_EXISTS;
	record_add(&body, "act", "set");
	put_case(&body, &id, number);
	record_add(&body, "ground", ground);
	e = body.err ? body.err : journal_append_wait(s, &entry, 1, NULL, NULL, WAIT_MS);
	record_release(&body);
	return e;
}

static enum err lift(struct store *s, const char *number, bool second)
{
	struct record body = {0};
	struct pair asked = {0};
	struct uid id;
	bool is_held = false;
	enum err e = find_case(s, number, &id, &is_held);

	if (e || !is_held)
		return e ? e : ERR_STATE;
	if (second)
		e = pair_open(s, "HOLD_LIFT", &asked);
	if (!e && second && !text_equal(record_get(&asked.body, "number"), number))
		e = ERR_CONFLICT;
	put_case(&body, &id, number);
	if (!e)
		e = second ? pair_do(s, "HOLD_LIFT", &body) : pair_ask(s, "HOLD_LIFT", &body);
	record_release(&body);
	pair_release(&asked);
	return e;
}

enum err retention_release_ask(struct store *s, const char *number)
{
	return lift(s, number, false);
}

enum err retention_release(struct store *s, const char *number)
{
	return lift(s, number, true);
}

/* ---- what is due ---- */

/* The same day so many years later; from 29 February on the first of March. */
static day_t years_later(day_t d, int years)
{
	int y, m, day;

	day_split(d, &y, &m, &day);
	return day_valid(y + years, m, day) ? day_of(y + years, m, day) : day_of(y + years, 3, 1);
}

/* A case that was never received has no figures; its last change counts. */
static day_t closed_on(struct store *s, const struct view_case *v)
{
	struct fact f;

	if (fact_by_number(s, v->number, &f) == OK && f.closed_ms)
		return day_at(f.closed_ms);
	return day_at(v->updated_ms);
}

static enum err due_one(struct store *s, item_finder find, void *ctx, const struct view_case *v,
	day_t today, struct retained *out, bool *due)
{
	uint8_t hash[HASH_SIZE];
	const struct item *item = NULL;
	enum err e = journal_form_of(s, &v->id, hash);

	*due = false;
	if (!e)
		item = find(ctx, v->item, hash);
	if (e || !item || !item->retention)
		return e == ERR_NOTFOUND ? OK : e; /* an item nobody can read any more keeps its cases */
	*out = (struct retained){.id = v->id, .closed = closed_on(s, v), .years = item->retention,
		.ground = item->retention_ground ? item->retention_ground : ""};
	out->until = years_later(out->closed, item->retention);
	*due = out->until < today;
	text_copy(out->number, sizeof out->number, v->number);
	text_copy(out->item, sizeof out->item, v->item);
	text_copy(out->item_name, sizeof out->item_name, v->item_name);
	text_copy(out->state, sizeof out->state, v->state);
	return OK;
}

static enum err due_page(struct store *s, item_finder find, void *ctx, day_t today,
	const struct holds *h, const struct view_case *rows, size_t n, struct retained *out, size_t *found)
{
	enum err e = OK;

	for (size_t i = 0; !e && i < n; i++) {
		struct retained x;
		bool due;
		if (!rows[i].closed)
			continue;
		e = due_one(s, find, ctx, &rows[i], today, &x, &due);
		if (e || !due)
			continue;
		if (*found == RETENTION_MOST)
			return ERR_LIMIT;
		const char *ground = held(h, &x.id);
		text_copy(x.held, sizeof x.held, ground ? ground : "");
		out[(*found)++] = x;
	}
	return e;
}

static int by_number(const void *a, const void *b)
{
	return strcmp(((const struct retained *)a)->number, ((const struct retained *)b)->number);
}

/* Nothing is kept for less than a year, so newer ones are not looked at. */
enum err retention_due(struct store *s, item_finder find, void *ctx, day_t today,
	struct retained **out, size_t *n)
{
	struct view_filter f = {.state = "done", .day_from = DAY_NONE, .day_to = years_later(today, -1),
		.order = VIEW_BY_UPDATED, .limit = PAGE};
	struct retained *list = mem_array(RETENTION_MOST, sizeof *list);
	struct holds h = {0};
	size_t got = PAGE, found = 0;
	enum err e = may(s);

	if (!e)
		e = holds_read(s, &h);
	for (; !e && got == PAGE; f.offset += got) {
		struct view_case *rows = NULL;
		e = view_list(s, &f, &rows, &got);
		if (!e)
			e = due_page(s, find, ctx, today, &h, rows, got, list, &found);
		if (rows && got)
			mem_wipe(rows, got * sizeof *rows);
		mem_free(rows);
	}
	mem_free(h.list);
	if (e && e != ERR_LIMIT) {
		mem_free(list);
		return e;
	}
	if (found)
		qsort(list, found, sizeof *list, by_number);
	*out = list;
	*n = found;
	return e;
}

/* ---- deleting ---- */

/* What both must see: every case that is to go, and how many. */
static void list_of(const struct retained *list, size_t n, struct record *body)
{
	char hex[HASH_HEX];
	uint8_t hash[HASH_SIZE];
	struct hasher h;
	int64_t count = 0;

	hash_start(&h, NULL);
	for (size_t i = 0; i < n; i++)
		if (!*list[i].held) {
			hash_add(&h, list[i].id.b, sizeof list[i].id.b);
			count++;
		}
	hash_end(&h, hash);
	text_hex(hash, sizeof hash, hex);
	record_add(body, "list", hex);
	record_addi(body, "n", count);
}

static bool any(const struct retained *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!*list[i].held)
			return true;
	return false;
}

enum err retention_ask(struct store *s, const struct retained *list, size_t n)
{
	struct record body = {0};
	enum err e = may(s);

	if (e || !any(list, n))
		return e ? e : ERR_STATE;
	list_of(list, n, &body);
	e = pair_ask(s, "RETENTION", &body);
	record_release(&body);
	return e;
}

static enum err destroy_one(struct store *s, const struct retained *x, const char *with)
{
	struct record stone = {0};
	char closed[11], until[11];

	day_format(x->closed, closed);
	day_format(x->until, until);
	record_add(&stone, "number", x->number);
	record_add(&stone, "item", x->item);
	record_add(&stone, "closed", closed);
	record_add(&stone, "until", until);
	record_add(&stone, "ground", *x->ground ? x->ground : NULL);
	record_add(&stone, "with", with);
	enum err e = stone.err ? stone.err : casefile_destroy(s, &x->id, &stone);
	record_release(&stone);
	return e;
}

static enum err destroy_all(struct store *s, const struct retained *list, size_t n, const char *with,
	const char *prints, size_t *done)
{
	struct left_files *files = NULL;
	struct holds now = {0};
	enum err e = left_files_of(s, list, n, &files);

	if (!e)
		e = holds_read(s, &now);
	for (size_t i = 0; !e && i < n; i++) {
		if (*list[i].held || held(&now, &list[i].id))
			continue;
		e = destroy_one(s, &list[i], with);
		*done += !e;
	}
	if (!e)
		e = left_files_remove(s, files, prints);
	if (*done) {
		enum err folded = store_fold(s);
		e = e ? e : folded;
	}
	left_files_free(files);
	mem_free(now.list);
	return e;
}

enum err retention_apply(
	struct store *s, const struct retained *list, size_t n, const char *prints, size_t *done)
{
	struct record body = {0};
	struct pair asked = {0};
	enum err e = may(s);

	*done = 0;
	if (!e)
		e = pair_open(s, "RETENTION", &asked);
	if (e)
		return e;
	list_of(list, n, &body);
	if (!text_equal(record_get(&body, "list"), record_get(&asked.body, "list")))
		e = ERR_CONFLICT;
	if (!e)
		e = pair_do(s, "RETENTION", &body);
	if (!e)
		e = destroy_all(s, list, n, asked.by, prints, done);
	record_release(&body);
	pair_release(&asked);
	return e;
}
