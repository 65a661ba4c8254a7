/* SPDX-License-Identifier: MIT
 *
 * A store of its own for each test: a fresh 0700 folder, three people with cheap keys, a small
 * projector that turns OPEN and FIELD events into views.
 */
#ifndef ONETRIP_STORE_FIXTURE_H
#define ONETRIP_STORE_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/base/file.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/store/operator.h"
#include "core/store/view.h"

#define PASS_ADMIN "quiet river 1"
#define PASS_SUPER "quiet river 2"
#define PASS_CLERK "quiet river 3"
#define PASS_SECOND "quiet river 4"

struct fixture {
	char folder[64], path[80], key[80], recovery[RECOVERY_CODE];
	struct store_place place;
	const struct seal_cost *cost;    /* the least its kind takes */
	struct store *s;
};

static inline enum err project(struct store *s, const struct event *e, void *ctx)
{
	struct view_case c = {.id = e->casefile, .due = DAY_NONE};
	const char *name = record_get(&e->body, "name"), *number = record_get(&e->body, "number");
	const char *id = record_get(&e->body, "id"), *query = record_get(&e->body, "query");
	enum err r;

	(void)ctx;
	if (uid_none(&e->casefile))
		return OK;
	r = view_get(s, &e->casefile, &c);
	if (r != OK && r != ERR_NOTFOUND)
		return r;
	if (r == ERR_NOTFOUND)
		c.created_ms = e->at_ms;
	c.updated_ms = e->at_ms;
	c.closed = strcmp(e->kind, "CLOSE") == 0;
	text_copy(c.state, sizeof c.state, c.closed ? "DELIVERED" : "DRAFT");
	text_copy(c.window, sizeof c.window, "A03");
	if (name)
		text_copy(c.applicant, sizeof c.applicant, name);
	if (number)
		text_copy(c.number, sizeof c.number, number);
	if (query)
		text_copy(c.query, sizeof c.query, query);
	c.due = c.next = (day_t)record_int(&e->body, "due", c.due);
	r = view_put(s, &c);
	if (r == OK && id)
		r = view_token(s, &c.id, TOKEN_ID, id);
	return r;
}

static inline void reopen(struct fixture *f)
{
	store_close(f->s);
	f->s = NULL;
	assert_int_equal(store_open(&f->place, &f->s), OK);
	journal_set_projector(f->s, project, NULL);
}

static inline struct fixture *fixture_new(enum store_kind kind)
{
	static const struct operator_first people[] = {
		{"1000", "Admin", PASS_ADMIN, ROLE_ADMIN},
		{"2000", "Super", PASS_SUPER, ROLE_SUPERVISOR},
		{"1024", "Clerk", PASS_CLERK, ROLE_CLERK},
	};
	struct fixture *f = mem_new(sizeof *f);

	text_copy(f->folder, sizeof f->folder, "/tmp/onetrip-test-XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	text_format(f->path, sizeof f->path, "%s/a03.db", f->folder);
	text_format(f->key, sizeof f->key, "%s/terminal.key", f->folder);
	f->place = (struct store_place){.path = f->path, .terminal_key = f->key,
		.station = "A03", .kind = kind};
	assert_int_equal(store_create(&f->place), OK);
	assert_int_equal(store_open(&f->place, &f->s), OK);
	journal_set_projector(f->s, project, NULL);
	f->cost = kind == STORE_DEMO ? &SEAL_COST_DEMO : &SEAL_COST_FLOOR;
	assert_int_equal(operator_init(f->s, f->cost, people, COUNT_OF(people), f->recovery), OK);
	return f;
}

static inline void fixture_free(struct fixture *f)
{
	store_close(f->s);
	assert_int_equal(file_remove_tree(f->folder), OK);
	mem_free(f);
}

static inline void clerk_in(struct fixture *f)
{
	assert_int_equal(operator_login(f->s, "1024", PASS_CLERK), OK);
}

static inline void supervisor_in(struct fixture *f)
{
	assert_int_equal(operator_login(f->s, "2000", PASS_SUPER), OK);
}

/* A second supervisor, as the rules want it: made by one, granted by another. */
static inline void second_supervisor(struct fixture *f)
{
	char code[ENROL_CODE];

	assert_int_equal(operator_login(f->s, "1000", PASS_ADMIN), OK);
	assert_int_equal(operator_add(f->s, "2001", "Other", ROLE_SUPERVISOR, code), OK);
	assert_int_equal(operator_enrol(f->s, "2001", code, PASS_SECOND, f->cost), OK);
	supervisor_in(f);
	assert_int_equal(operator_grant(f->s, "2001"), OK);
}

/* Appends one event with up to six pairs (NULL ends). */
static inline enum err put(struct store *s, struct uid casefile, const char *kind, ...)
{
	struct record body = {0};
	struct entry entry = {.casefile = casefile, .kind = kind, .body = &body};
	const char *name;
	va_list args;
	enum err e;

	va_start(args, kind);
	while ((name = va_arg(args, const char *)) != NULL)
		record_add(&body, name, va_arg(args, const char *));
	va_end(args);
	e = journal_append_wait(s, &entry, 1, NULL, NULL, 2000);
	record_release(&body);
	return e;
}

static inline uint64_t findings(struct store *s, bool print)
{
	struct verify_report r;
	uint64_t n;

	assert_int_equal(store_verify(s, &r, NULL), OK);
	if (print && r.findings)
		print_message("%s", buf_text(&r.text));
	n = r.findings;
	buf_release(&r.text);
	return n;
}

#endif
