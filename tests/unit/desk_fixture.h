/* SPDX-License-Identifier: MIT
 *
 * A desk over a store of its own, with departments that say what the test tells them: this file
 * stands in for core/exchange/driver.c. The clock is held at 2026-03-16 09:00 and moves only by
 * clock_advance.
 */
#ifndef ONETRIP_DESK_FIXTURE_H
#define ONETRIP_DESK_FIXTURE_H

#include "tests/unit/store_fixture.h"

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/casework/casefile_inside.h"
#include "core/casework/desk.h"
#include "core/casework/material.h"
#include "core/casework/shelf.h"
#include "core/standards/identity.h"
#include "core/standards/tables.h"

#define WOMAN "339901198808081226"
#define ELDER "339901195203150010"

/* ---- departments ---- */

enum { FLIGHT = 64 };

struct ask {
	const struct resource *resource;
	char holder_id[32], item_code[40], address[200], trace[16];
	ask_done done;
	void *ctx;
	int64_t sent_ms;
	bool used;
};

struct driver {
	struct ask asks[FLIGHT];
	int sent;
};

static struct driver departments;

enum err driver_new(struct driver **out)
{
	memset(&departments, 0, sizeof departments);
	*out = &departments;
	return OK;
}

void driver_free(struct driver *d)
{
	memset(d, 0, sizeof *d);
}

enum err ask_send(struct driver *d, const struct ask_request *request, ask_done done, void *ctx,
	struct ask **out, char *why)
{
	enum err e = ask_check(request, why);

	if (e)
		return e;
	for (size_t i = 0; i < FLIGHT; i++) {
		struct ask *a = &d->asks[i];
		if (a->used)
			continue;
		*a = (struct ask){.resource = request->resource, .done = done, .ctx = ctx,
			.sent_ms = clock_mono_ms(), .used = true};
		const char *address = record_get(request->values, "address");
		text_copy(a->holder_id, sizeof a->holder_id, request->basis.holder_id);
		text_copy(a->item_code, sizeof a->item_code, request->basis.item_code);
		text_copy(a->address, sizeof a->address, address ? address : "");
		text_format(a->trace, sizeof a->trace, "T%d", ++d->sent);
		*out = a;
		return OK;
	}
	return ERR_LIMIT;
}

static void finish(struct ask *a, struct reply *r)
{
	struct ask copy = *a;

	r->done_ms = clock_now_ms();
	r->took_ms = (int)(clock_mono_ms() - a->sent_ms);
	text_copy(r->trace, sizeof r->trace, a->trace);
	memset(r->request_hash, 7, HASH_SIZE);
	memset(r->body_hash, 8, HASH_SIZE);
	a->used = false;
	copy.done(copy.ctx, a, r);
	reply_release(r);
}

void ask_cancel(struct driver *d, struct ask *a)
{
	struct reply r = {.outcome = OUTCOME_CANCELLED};

	(void)d;
	buf_init(&r.body, 1024);
	finish(a, &r);
}

const struct resource *ask_resource(const struct ask *a)
{
	return a->resource;
}

const char *ask_trace(const struct ask *a)
{
	return a->trace;
}

int ask_age_ms(const struct ask *a)
{
	return (int)(clock_mono_ms() - a->sent_ms);
}

size_t driver_flight(const struct driver *d)
{
	size_t n = 0;

	for (size_t i = 0; i < FLIGHT; i++)
		n += d->asks[i].used;
	return n;
}

enum err driver_wait(struct driver *d, struct wait_fd *fds, size_t n, int timeout_ms)
{
	(void)d;
	(void)fds;
	(void)n;
	(void)timeout_ms;
	return OK;
}

static struct ask *flying(const char *resource)
{
	for (size_t i = 0; i < FLIGHT; i++)
		if (departments.asks[i].used &&
			text_equal(departments.asks[i].resource->id, resource))
			return &departments.asks[i];
	return NULL;
}

/* "name=A|sex=2": one row; NULL: the department knows nothing. */
static void add_row(struct reply *r, const char *text)
{
	r->rows = mem_grow(r->rows, r->n_rows * sizeof *r->rows, (r->n_rows + 1) * sizeof *r->rows);
	struct record *row = &r->rows[r->n_rows++];
	while (*text) {
		char name[64];
		size_t n = strcspn(text, "="), len = strcspn(text + n + 1, "|");
		text_copyn(name, sizeof name, text, n);
		record_addn(row, name, text + n + 1, len);
		text += n + 1 + len;
		text += *text == '|';
	}
	assert_int_equal(row->err, OK);
}

static void say_rows(const char *resource, const char *const *rows)
{
	struct ask *a = flying(resource);
	struct reply r = {.outcome = rows[0] ? OUTCOME_FOUND : OUTCOME_NOTHING, .code = "0"};

	assert_non_null(a);
	buf_init(&r.body, 4096);
	buf_adds(&r.body, "{\"data\":\"as it came\"}");
	for (; *rows; rows++)
		add_row(&r, *rows);
	finish(a, &r);
}

#define SAY(resource, ...) say_rows(resource, (const char *const[]){__VA_ARGS__, NULL})
#define SAY_NOTHING(resource) say_rows(resource, (const char *const[]){NULL})

static inline void silence(const char *resource, enum outcome outcome)
{
	struct ask *a = flying(resource);
	struct reply r = {.outcome = outcome, .code = "timeout"};

	assert_non_null(a);
	buf_init(&r.body, 16);
	finish(a, &r);
}

/* ---- the desk ---- */

struct counter {
	struct fixture *f;
	struct directory *directory;
	struct catalog *catalog;
	struct driver *driver;
	struct desk *desk;
	char print_dir[96];
	int serial;
};

static inline void new_desk(struct counter *c)
{
	struct desk_parts parts = {.store = c->f->s, .directory = c->directory,
		.catalog = c->catalog, .driver = c->driver, .hall = "演示市政务服务中心",
		.window = "A03", .training = true, .print_dir = c->print_dir, .slip_columns = 48};

	assert_int_equal(desk_new(&parts, &c->desk), OK);
}

static inline int counter_open(void **state)
{
	struct counter *c = mem_new(sizeof *c);
	char path[PATH_SIZE];
	struct buf messages;
	int64_t now;

	buf_init(&messages, 1 << 20);
	assert_true(clock_parse("2026-03-16T09:00", &now));
	clock_start_at(now);
	clock_hold(true);
	assert_int_equal(file_asset("codes", path), OK);
	assert_int_equal(tables_open(path), OK);
	assert_int_equal(file_asset("demo/regions.tsv", path), OK);
	assert_int_equal(tables_add_demo(path), OK);
	c->f = fixture_new(STORE_DEMO);
	clerk_in(c->f);
	assert_int_equal(file_asset("forms", path), OK);
	assert_int_equal(directory_open(path, &c->directory, &messages), OK);
	assert_int_equal(file_asset("catalog/demo.ini", path), OK);
	assert_int_equal(catalog_load(path, NULL, &c->catalog, &messages), OK);
	assert_int_equal(driver_new(&c->driver), OK);
	text_format(c->print_dir, sizeof c->print_dir, "%s/slips", c->f->folder);
	new_desk(c);
	buf_release(&messages);
	*state = c;
	return 0;
}

static inline int counter_close(void **state)
{
	struct counter *c = *state;

	desk_free(c->desk);
	driver_free(c->driver);
	catalog_free(c->catalog);
	directory_free(c->directory);
	fixture_free(c->f);
	tables_close();
	mem_free(c);
	return 0;
}

/* Somebody who has not been here: born 1980-01-01 plus n days, a woman, of the demo city. */
static inline void stranger(struct counter *c, char id[19])
{
	int y, m, d;

	day_split(day_of(1980, 1, 1) + c->serial++, &y, &m, &d);
	assert_true(text_format(id, 19, "339901%04d%02d%02d122", y, m, d));
	id[17] = identity_check_char(id);
	id[18] = '\0';
}

static inline size_t item_at(struct counter *c, const char *code)
{
	for (size_t i = 0; i < directory_size(c->directory); i++)
		if (text_equal(directory_at(c->directory, i)->code, code))
			return i;
	fail_msg("no item %s", code);
	return 0;
}

#define PERMIT "330700101001"
#define CARE "332000108001"
#define SENIOR "332000116001"

static inline size_t field(struct counter *c, const char *name)
{
	int i = item_field(desk_case(c->desk)->item, name);

	if (i < 0)
		fail_msg("no field %s", name);
	return (size_t)i;
}

static inline const struct answer *answer(struct counter *c, const char *name)
{
	return &desk_case(c->desk)->draft.answers[field(c, name)];
}

static inline size_t material(struct counter *c, const char *name)
{
	int i = item_material(desk_case(c->desk)->item, name);

	if (i < 0)
		fail_msg("no material %s", name);
	return (size_t)i;
}

static inline void type(struct counter *c, const char *name, const char *text)
{
	char why[WHY_SIZE];
	enum err e = desk_answer(c->desk, field(c, name), text, why);

	if (e)
		fail_msg("%s: %s %s", name, err_name(e), why);
}

/* Takes the notes; true when one of them has the words. */
static inline bool told(struct counter *c, const char *words)
{
	struct desk_note n;
	bool found = false;

	while (desk_note(c->desk, &n))
		found |= strstr(n.text, words) != NULL;
	return found;
}

static inline void tick(struct counter *c)
{
	int next;

	desk_tick(c->desk, &next);
}

static inline void open_person(struct counter *c, const char *id)
{
	char why[WHY_SIZE];
	enum err e = desk_open_person(c->desk, id, PROOF_READER, why);

	if (e)
		fail_msg("open: %s %s", err_name(e), why);
}

/* The four identity asks, answered for somebody ordinary. */
static inline void identity_lands(struct counter *c, const char *id, const char *name)
{
	char row[400];

	(void)c;
	text_format(row, sizeof row,
		"id=%s|name=%s|sex=2|birth=%.4s-%.2s-%.2s|ethnic=01|hukou_address=演示市山前县清溪镇清溪路8"
		"号|hukou_region=339921|hukou_station=清溪派出所", id, name, id + 6, id + 10, id + 12);
	SAY("POP-01", row);
	SAY("POP-05", "alive=1");
	SAY("AUTH-01", "level=3|mobile=13900001234");
	SAY("LIC-01", "type=id-card|number=N1|issuer=演示市公安局|state=valid|valid_to=2035-05-01");
}

static inline void begin(struct counter *c, const char *id, const char *name, const char *code)
{
	open_person(c, id);
	identity_lands(c, id, name);
	assert_int_equal(desk_confirm_identity(c->desk), OK);
	enum err e = desk_pick_item(c->desk, item_at(c, code), NULL);
	if (e)
		fail_msg("pick: %s", err_name(e));
}

/* ---- what must hold of every case ---- */

static inline void same_text(const char *what, const char *a, const char *b)
{
	if (!text_equal(a, b))
		fail_msg("%s: desk has \"%s\", journal has \"%s\"", what, a ? a : "", b ? b : "");
}

static inline void same_answers(const struct casefile *a, const struct casefile *b)
{
	for (size_t i = 0; a->item && i < a->item->n_fields; i++) {
		const struct answer *x = &a->draft.answers[i], *y = &b->draft.answers[i];
		same_text(a->item->fields[i].name, x->value, y->value);
		same_text("registered", x->registered, y->registered);
		same_text("reason", x->reason, y->reason);
		same_text("resource", x->resource, y->resource);
		assert_int_equal(x->origin, y->origin);
		assert_int_equal(x->unverified, y->unverified);
		assert_int_equal(x->confirmed, y->confirmed);
		assert_int_equal(x->declared_none, y->declared_none);
		assert_int_equal(x->at_ms, y->at_ms);
		assert_memory_equal(x->evidence, y->evidence, HASH_SIZE);
	}
	for (size_t i = 0; a->item && i < a->item->n_materials; i++) {
		assert_int_equal(a->marks[i].mark, b->marks[i].mark);
		assert_int_equal(a->marks[i].until, b->marks[i].until);
		same_text("source", a->marks[i].source, b->marks[i].source);
	}
}

/* The desk's casefile is what the journal folds to. */
static inline void replay_equals(struct counter *c)
{
	const struct casefile *a = desk_case(c->desk);
	struct shelf *shelf;
	struct casefile b;
	struct evaluation e;

	assert_int_equal(shelf_new(c->f->s, c->directory, &shelf), OK);
	assert_int_equal(casefile_load(c->f->s, &a->id, shelf_find, shelf, &b), OK);
	if (b.item) {
		assert_int_equal(draft_evaluate(&b.draft, casefile_day(&b, clock_today()), &e), OK);
		material_refresh(&b, &e, c->catalog, clock_today());
		evaluation_release(&e);
	}
	assert_int_equal(a->events, b.events);
	assert_memory_equal(a->head, b.head, HASH_SIZE);
	assert_int_equal(a->state, b.state);
	same_text("number", a->number, b.number);
	same_text("query", a->query, b.query);
	same_text("applicant", a->applicant, b.applicant);
	assert_int_equal(a->due, b.due);
	assert_int_equal(a->accepted_ms, b.accepted_ms);
	assert_int_equal(a->n_evidence, b.n_evidence);
	assert_int_equal(a->n_slips, b.n_slips);
	assert_int_equal(a->typed_keys, b.typed_keys);
	same_answers(a, &b);
	casefile_release(&b);
	shelf_free(shelf);
}

#endif
