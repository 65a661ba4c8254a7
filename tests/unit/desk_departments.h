/* SPDX-License-Identifier: MIT
 *
 * Departments that say what the test tells them: stands in for core/exchange/driver.c.
 */
#ifndef ONETRIP_DESK_DEPARTMENTS_H
#define ONETRIP_DESK_DEPARTMENTS_H

#include "tests/unit/desk_fixture.h"

#include <poll.h>

#include "core/exchange/sign.h"

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
		*a = (struct ask){.resource = request->resource,
			.done = done,
			.ctx = ctx,
			.sent_ms = clock_mono_ms(),
			.used = true};
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
	sign_sha256(&(struct piece){r->body.data, r->body.len}, 1, r->body_hash);
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

/* About a holder; NULL: whoever. */
static struct ask *flying_about(const char *holder, const char *resource)
{
	for (size_t i = 0; i < FLIGHT; i++) {
		struct ask *a = &departments.asks[i];
		if (a->used && text_equal(a->resource->id, resource) &&
			(!holder || text_equal(a->holder_id, holder)))
			return a;
	}
	return NULL;
}

static struct ask *flying(const char *resource)
{
	return flying_about(NULL, resource);
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

static void say_to(struct ask *a, const char *const *rows)
{
	struct reply r = {.outcome = rows[0] ? OUTCOME_FOUND : OUTCOME_NOTHING, .code = "0"};

	assert_non_null(a);
	buf_init(&r.body, 4096);
	buf_adds(&r.body, "{\"data\":\"as it came\"}");
	for (; *rows; rows++)
		add_row(&r, *rows);
	finish(a, &r);
}

#define SAY(resource, ...) say_to(flying(resource), (const char *const[]){__VA_ARGS__, NULL})
#define SAY_NOTHING(resource) say_to(flying(resource), (const char *const[]){NULL})
#define SAY_ABOUT(holder, resource, ...)                                                           \
	say_to(flying_about(holder, resource), (const char *const[]){__VA_ARGS__, NULL})

static inline void silence(const char *resource, enum outcome outcome)
{
	struct ask *a = flying(resource);
	struct reply r = {.outcome = outcome, .code = "timeout"};

	assert_non_null(a);
	buf_init(&r.body, 16);
	finish(a, &r);
}

static inline int counter_open(void **state)
{
	*state = counter_new(NULL);
	return 0;
}

/* The same with the items of tests/data/desk. */
static inline int counter_open_data(void **state)
{
	char forms[PATH_SIZE], dir[PATH_SIZE];
	struct buf messages;
	struct counter *c = counter_new(NULL);
	const struct item *item;

	assert_int_equal(file_asset("forms", forms), OK);
	text_format(dir, sizeof dir, "%s/../tests/data/desk", forms);
	desk_free(c->desk);
	directory_free(c->directory);
	buf_init(&messages, 1 << 16);
	enum err e = directory_open(dir, &c->directory, &messages);
	for (size_t i = 0; !e && i < directory_size(c->directory); i++)
		e = directory_item(c->directory, i, &item);
	if (e)
		fail_msg("%s", buf_text(&messages));
	buf_release(&messages);
	new_desk(c);
	*state = c;
	return 0;
}

static inline int counter_close(void **state)
{
	counter_free(*state);
	return 0;
}

/* Until the printer has as much room as before: what it was given is done with. */
static inline void printed_out(struct counter *c, size_t room)
{
	for (int i = 0; i < 4000 && desk_print_room(c->desk) < room; i++) {
		(void)poll(NULL, 0, 5);
		tick(c);
	}
	assert_int_equal(desk_print_room(c->desk), room);
}

/* The four identity asks, answered for somebody ordinary. */
static inline void identity_lands(struct counter *c, const char *id, const char *name)
{
	char row[400];

	(void)c;
	text_format(row, sizeof row,
		"id=%s|name=%s|sex=2|birth=%.4s-%.2s-%.2s|ethnic=01|hukou_address="
		"演示市山前县清溪镇清溪路8"
		"号|hukou_region=339921|hukou_station=清溪派出所",
		id, name, id + 6, id + 10, id + 12);
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

#endif
