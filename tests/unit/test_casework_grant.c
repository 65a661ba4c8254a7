/* SPDX-License-Identifier: MIT
 *
 * Grants: every state against every state, clocks by the calendar of 2017 and 2018, what one may
 * do, what the guard lets leave, and what other processes record.
 */
#include "tests/unit/store_fixture.h"

#include "core/base/clock.h"
#include "core/casework/grant.h"
#include "core/standards/tables.h"

#define CATALOG                                                                                    \
	"[origin here]\ndialect = openapi\nbase = \"http://127.0.0.1:1\"\n"                        \
	"[resource con-1]\nname = n\ndepartment = d\norigin = here\nsharing = conditional\n"       \
	"ground = g\npath = /p\nitem.a = \"$.a\"\nitem.b = \"$.b\"\nclass.b = unconditional\n"     \
	"item.c = \"$.c\"\n"                                                                       \
	"[resource con-2]\nname = n\ndepartment = d\ninterface = no\nsharing = conditional\n"      \
	"ground = g\n"                                                                             \
	"[resource free-1]\nname = n\ndepartment = d\norigin = here\nsharing = unconditional\n"    \
	"path = /p\nitem.a = \"$.a\"\n"                                                            \
	"[resource free-2]\nname = n\ndepartment = d\norigin = here\nsharing = unconditional\n"    \
	"path = /p\nitem.a = \"$.a\"\nitem.no = \"$.no\"\nclass.no = \"conditional: g\"\n"         \
	"[resource shut]\nname = n\ndepartment = d\nsharing = none\nground = g\n"                  \
	"[grant letter]\nresources = \"*\"\nitems = \"*\"\ndays = 290\nnumber = 1\n"               \
	"[grant ending]\nresources = \"CON-2\"\ndays = 14\nnumber = 2\n"

#define NO_DAY .until = DAY_NONE

struct office {
	struct fixture *f;
	struct catalog *catalog;
	struct grants *grants;
};

static int open_office(void **state)
{
	struct office *o = mem_new(sizeof *o);
	char path[PATH_SIZE], file[100];
	struct buf messages;
	int64_t now;

	buf_init(&messages, 16384);
	assert_int_equal(file_asset("codes", path), OK);
	assert_int_equal(tables_open(path), OK);
	assert_true(clock_parse("2026-03-16T09:00", &now));
	clock_start_at(now);
	clock_hold(true);
	o->f = fixture_new(STORE_DEMO);
	text_format(file, sizeof file, "%s/catalog.ini", o->f->folder);
	assert_int_equal(file_write(file, CATALOG, strlen(CATALOG)), OK);
	if (catalog_load(file, NULL, &o->catalog, &messages))
		fail_msg("%s", buf_text(&messages));
	o->grants = grants_new(o->f->s, o->catalog);
	buf_release(&messages);
	*state = o;
	return 0;
}

static int close_office(void **state)
{
	struct office *o = *state;

	grants_free(o->grants);
	catalog_free(o->catalog);
	fixture_free(o->f);
	tables_close();
	mem_free(o);
	return 0;
}

static const struct resource *con(struct office *o)
{
	return catalog_find(o->catalog, "CON-1");
}

static void steward_in(struct office *o)
{
	char code[ENROL_CODE];

	assert_int_equal(operator_login(o->f->s, "1000", PASS_ADMIN), OK);
	assert_int_equal(operator_add(o->f->s, "3001", "Steward", ROLE_STEWARD, code), OK);
	assert_int_equal(operator_enrol(o->f->s, "3001", code, "quiet river 4", &SEAL_COST_DEMO), OK);
	operator_logout(o->f->s);
	assert_int_equal(operator_login(o->f->s, "2000", PASS_SUPER), OK);
	assert_int_equal(operator_grant(o->f->s, "3001"), OK);
	operator_logout(o->f->s);
	assert_int_equal(operator_login(o->f->s, "3001", "quiet river 4"), OK);
}

/* ---- one grant ---- */

static void event_to(struct event *e, const char *to, int64_t at_ms, const char *more,
	const char *value)
{
	*e = (struct event){.kind = "GRANT", .at_ms = at_ms, .actor = "3001"};
	record_add(&e->body, "grant", "000102030405060708090a0b0c0d0e0f");
	record_add(&e->body, "to", to);
	record_add(&e->body, "resource", "CON-1");
	record_add(&e->body, more, value);
}

static enum err move(struct grant *g, const char *to, int64_t at_ms, const char *more,
	const char *value)
{
	struct event e;

	event_to(&e, to, at_ms, more, value);
	enum err err = grant_fold(g, &e);
	event_release(&e);
	return err;
}

/* domain.md section 8, and nothing else. */
static void test_states(void **state)
{
	static const char *const ways[] = {"NONE APPLIED", "NONE ACTIVE", "APPLIED CHECKED",
		"APPLIED REFUSED", "APPLIED WITHDRAWN", "CHECKED ANSWERED", "CHECKED PUBLISHED",
		"CHECKED REFUSED", "CHECKED WITHDRAWN", "ANSWERED ACTIVE", "PUBLISHED ACTIVE",
		"REFUSED DISPUTED", "DISPUTED CHECKED", "DISPUTED REFUSED", "ACTIVE ACTIVE",
		"ACTIVE REVOKED"};

	(void)state;
	for (int a = 0; a < GRANT_STATES; a++)
		for (int b = 0; b < GRANT_STATES; b++) {
			char way[40];
			bool expected = false;
			text_format(way, sizeof way, "%s %s", grant_word((enum grant_state)a),
				grant_word((enum grant_state)b));
			for (size_t i = 0; i < COUNT_OF(ways); i++)
				expected |= text_equal(way, ways[i]);
			if (grant_may((enum grant_state)a, (enum grant_state)b) != expected)
				fail_msg("%s", way);
		}
}

static void test_fold(void **state)
{
	struct grant g = {.until = DAY_NONE};

	(void)state;
	assert_int_equal(move(&g, "ACTIVE", 1, "until", "2026-12-31"), ERR_INPUT); /* by what letter */
	assert_int_equal(move(&g, "CHECKED", 1, NULL, NULL), ERR_STATE);
	assert_int_equal(move(&g, "NOWHERE", 1, NULL, NULL), ERR_INPUT);
	assert_int_equal(g.state, GRANT_NONE);
	assert_int_equal(move(&g, "APPLIED", 1000, "items", "330700101001"), OK);
	assert_string_equal(g.items, "330700101001");
	assert_false(g.published);
	assert_int_equal(move(&g, "CHECKED", 2000, NULL, NULL), OK);
	assert_int_equal(g.checked_ms, 2000);
	assert_int_equal(move(&g, "ANSWERED", 3000, "until", "31.12.2026"), ERR_INPUT);
	assert_int_equal(move(&g, "ANSWERED", 3000, "until", "2026-12-31"), OK);
	assert_int_equal(g.until, day_of(2026, 12, 31));
	assert_int_equal(move(&g, "ACTIVE", 4000, NULL, NULL), OK);
	assert_int_equal(g.until, day_of(2026, 12, 31));
	assert_int_equal(move(&g, "REVOKED", 5000, "reason", "misuse"), OK);
	assert_string_equal(g.reason, "misuse");
	assert_string_equal(g.items, "330700101001");
	grant_release(&g);
}

static int64_t at(const char *text)
{
	int64_t ms;

	assert_true(clock_parse(text, &ms));
	return ms;
}

static void due_is(const struct grant *g, const char *today, const char *due, int left)
{
	struct grant_clock c;
	day_t now = 0, day = 0;

	assert_true(day_parse(today, &now) && day_parse(due, &day));
	assert_int_equal(grant_clock(g, now, &c), OK);
	assert_true(c.running);
	assert_int_equal(c.due.day, day);
	assert_int_equal(c.left, left);
}

/* 11 Feb 2018 was a Sunday that was worked, 30 Sep 2017 a Saturday; 1 to 8 Oct 2017 were off. */
static void test_clocks(void **state)
{
	struct grant g = {.until = DAY_NONE};
	struct grant_clock c;

	(void)state;
	assert_int_equal(move(&g, "APPLIED", at("2018-02-09T10:00"), "published", "1"), OK);
	due_is(&g, "2018-02-09", "2018-02-12", 2);
	due_is(&g, "2018-02-12", "2018-02-12", 0);
	due_is(&g, "2018-02-14", "2018-02-12", -2);
	grant_release(&g);
	assert_int_equal(move(&g, "APPLIED", at("2017-09-28T10:00"), "published", "1"), OK);
	assert_int_equal(move(&g, "CHECKED", at("2017-09-29T10:00"), NULL, NULL), OK);
	due_is(&g, "2017-09-29", "2017-10-12", 5);
	grant_release(&g);
	assert_int_equal(move(&g, "APPLIED", at("2017-09-28T10:00"), NULL, NULL), OK);
	assert_int_equal(move(&g, "CHECKED", at("2017-09-29T10:00"), NULL, NULL), OK);
	due_is(&g, "2017-09-29", "2017-10-19", 10); /* the interface is to be made first */
	assert_int_equal(move(&g, "PUBLISHED", at("2017-10-10T10:00"), "until", "2018-12-31"), OK);
	assert_int_equal(grant_clock(&g, day_of(2017, 10, 11), &c), OK);
	assert_false(c.running);
	grant_release(&g);
}

/* ---- all of them ---- */

static enum permit permit(struct office *o, const char *id)
{
	assert_int_equal(grants_refresh(o->grants), OK);
	return grants_permit(o->grants, catalog_find(o->catalog, id), clock_today());
}

static void test_the_way_of_an_application(void **state)
{
	struct office *o = *state;
	struct grant_terms t = {.items = "330700101001", .fields = "*", .ground = "条例", NO_DAY};
	struct grant_terms nothing = {NO_DAY};

	steward_in(o);
	assert_int_equal(permit(o, "CON-1"), PERMIT_NONE);
	assert_int_equal(permit(o, "FREE-1"), PERMIT_FREE);
	assert_int_equal(permit(o, "SHUT"), PERMIT_CLOSED);
	assert_int_equal(grants_apply(o->grants, catalog_find(o->catalog, "FREE-1"), &t), ERR_STATE);
	assert_int_equal(grants_apply(o->grants, catalog_find(o->catalog, "SHUT"), &t), ERR_STATE);
	assert_int_equal(grants_apply(o->grants, con(o), &t), OK);
	assert_int_equal(permit(o, "CON-1"), PERMIT_PENDING);
	assert_int_equal(grants_apply(o->grants, con(o), &t), ERR_EXISTS);
	struct uid id = grants_of(o->grants, "CON-1", clock_today())->id;
	assert_true(grants_of(o->grants, "CON-1", clock_today())->published);
	assert_int_equal(grants_move(o->grants, &id, GRANT_ACTIVE, &nothing), ERR_STATE);
	assert_int_equal(grants_move(o->grants, &id, GRANT_CHECKED, &nothing), OK);
	assert_int_equal(grants_move(o->grants, &id, GRANT_REFUSED, &nothing), ERR_INCOMPLETE);
	assert_int_equal(grants_move(o->grants, &id, GRANT_ANSWERED, &nothing), ERR_INCOMPLETE);
	t.until = day_of(2026, 12, 31);
	assert_int_equal(grants_move(o->grants, &id, GRANT_ANSWERED, &t), OK);
	assert_int_equal(permit(o, "CON-1"), PERMIT_PENDING);
	assert_int_equal(grants_move(o->grants, &id, GRANT_ACTIVE, &nothing), OK);
	assert_int_equal(permit(o, "CON-1"), PERMIT_ACTIVE);
	/* within its last month it may be applied for again; past its day it is none */
	clock_advance((int64_t)261 * 86400000); /* 2026-12-02 */
	assert_int_equal(permit(o, "CON-1"), PERMIT_ENDING);
	clock_advance((int64_t)30 * 86400000);
	assert_int_equal(permit(o, "CON-1"), PERMIT_EXPIRED);
	t.until = DAY_NONE;
	assert_int_equal(grants_apply(o->grants, con(o), &t), OK);
	assert_int_equal(permit(o, "CON-1"), PERMIT_PENDING);
}

static void test_only_the_steward_decides(void **state)
{
	struct office *o = *state;
	struct grant_terms t = {.items = "*", .fields = "*", .number = "1", .until = day_of(2026, 12, 31)};
	struct uid id;

	assert_int_equal(grants_apply(o->grants, con(o), &t), ERR_LOCKED);
	clerk_in(o->f);
	assert_int_equal(grants_record(o->grants, con(o), &t), ERR_DENIED);
	assert_int_equal(grants_apply(o->grants, con(o), &t), OK);
	id = grants_of(o->grants, "CON-1", clock_today())->id;
	assert_int_equal(grants_move(o->grants, &id, GRANT_CHECKED, &t), ERR_DENIED);
	operator_logout(o->f->s);
	assert_int_equal(operator_login(o->f->s, "1000", PASS_ADMIN), OK);
	assert_int_equal(grants_apply(o->grants, con(o), &t), ERR_DENIED);
}

static struct ask_request request(struct office *o, const char *resource, const char *item)
{
	return (struct ask_request){.resource = catalog_find(o->catalog, resource),
		.basis = {.item_code = item}};
}

static enum err ask(struct office *o, const char *resource, const char *item, char fields[ASK_FIELDS],
	char *why)
{
	struct ask_request r = request(o, resource, item);

	fields[0] = why[0] = '\0';
	return grants_guard(o->grants, &r, fields, why);
}

static void test_guard(void **state)
{
	struct office *o = *state;
	struct grant_terms t = {.items = "330700101001 identity", .fields = "a", .number = "1",
		.until = day_of(2026, 12, 31)};
	char fields[ASK_FIELDS], why[ASK_TEXT];

	assert_int_equal(ask(o, "CON-1", "identity", fields, why), ERR_DENIED); /* locked: nothing is known */
	steward_in(o);
	assert_int_equal(ask(o, "FREE-1", "1", fields, why), OK);
	assert_string_equal(fields, "");
	assert_int_equal(ask(o, "CON-1", "identity", fields, why), ERR_DENIED);
	assert_non_null(strstr(why, "no grant"));
	assert_int_equal(ask(o, "FREE-2", "1", fields, why), OK); /* but not its conditional attribute */
	assert_string_equal(fields, "a");
	assert_int_equal(grants_record(o->grants, con(o), &t), OK);
	assert_int_equal(ask(o, "CON-1", "identity", fields, why), OK);
	assert_string_equal(fields, "a b"); /* b is unconditional by its own class */
	assert_int_equal(ask(o, "CON-1", "330700101001", fields, why), OK);
	assert_int_equal(ask(o, "CON-1", "33070010100", fields, why), ERR_DENIED);
	assert_non_null(strstr(why, "does not cover this item"));
	t.fields = "no";
	t.items = "*";
	assert_int_equal(grants_record(o->grants, catalog_find(o->catalog, "FREE-2"), &t), OK);
	assert_int_equal(ask(o, "FREE-2", "1", fields, why), OK);
	assert_string_equal(fields, "");
	clock_advance((int64_t)291 * 86400000); /* 2027-01-01 */
	assert_int_equal(ask(o, "CON-1", "identity", fields, why), ERR_DENIED);
	assert_non_null(strstr(why, "expired"));
}

static void test_what_comes_with_the_catalog(void **state)
{
	struct office *o = *state;
	size_t n;

	assert_int_equal(grants_standing(o->grants, &n), ERR_LOCKED);
	clerk_in(o->f); /* the demo's */
	assert_int_equal(grants_standing(o->grants, &n), OK);
	assert_int_equal(n, 3); /* CON-1 and FREE-2 by the letter, CON-2 by the other */
	assert_int_equal(permit(o, "CON-1"), PERMIT_ACTIVE);
	assert_int_equal(grants_of(o->grants, "CON-1", clock_today())->until, day_of(2026, 12, 31));
	assert_int_equal(permit(o, "CON-2"), PERMIT_ENDING);
	assert_int_equal(grants_standing(o->grants, &n), OK);
	assert_int_equal(n, 0);
	assert_int_equal(findings(o->f->s, true), 0);
}

/* Another process of the hall records; this one knows before its next ask. */
static void test_seen_by_others(void **state)
{
	struct office *o = *state;
	struct grants *other = grants_new(o->f->s, o->catalog);
	struct grant_terms t = {.items = "*", .fields = "*", .number = "1", .until = day_of(2026, 12, 31)};
	char fields[ASK_FIELDS], why[ASK_TEXT];

	steward_in(o);
	assert_int_equal(ask(o, "CON-1", "1", fields, why), ERR_DENIED);
	assert_int_equal(grants_record(other, con(o), &t), OK);
	assert_int_equal(ask(o, "CON-1", "1", fields, why), OK);
	struct uid id = grants_of(other, "CON-1", clock_today())->id;
	t.reason = "misuse";
	assert_int_equal(grants_move(other, &id, GRANT_REVOKED, &t), OK);
	assert_int_equal(ask(o, "CON-1", "1", fields, why), ERR_DENIED);
	assert_non_null(strstr(why, "has not granted"));
	grants_forget(o->grants);
	assert_int_equal(permit(o, "CON-1"), PERMIT_REFUSED);
	grants_free(other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_states),
		cmocka_unit_test_setup_teardown(test_fold, open_office, close_office),
		cmocka_unit_test_setup_teardown(test_clocks, open_office, close_office),
		cmocka_unit_test_setup_teardown(
			test_the_way_of_an_application, open_office, close_office),
		cmocka_unit_test_setup_teardown(
			test_only_the_steward_decides, open_office, close_office),
		cmocka_unit_test_setup_teardown(test_guard, open_office, close_office),
		cmocka_unit_test_setup_teardown(
			test_what_comes_with_the_catalog, open_office, close_office),
		cmocka_unit_test_setup_teardown(test_seen_by_others, open_office, close_office),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
