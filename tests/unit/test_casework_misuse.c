/* SPDX-License-Identifier: MIT
 *
 * Capabilities K6 and N4 from events alone: each rule at its count and one below it, its answer, who
 * may look; what questions were for; who waits for a department.
 */
#include "tests/unit/demo_hall.h"

#include "core/casework/desk/calls.h"
#include "core/casework/oversight/line.h"
#include "core/casework/oversight/misuse.h"
#include "core/casework/oversight/purpose.h"
#include "core/exchange/dialect.h"

#define DAY ((int64_t)86400000)
#define WHOM "339901198808081226"
#define OTHER "339901195203150010"
#define AGENT_ID "339902197505302441"

static struct hall hall;

static int start(void **state)
{
	int64_t now;

	(void)state;
	hall = (struct hall){.store = NULL};
	assert_true(clock_parse("2026-03-16T10:00", &now));
	clock_start_at(now);
	clock_hold(true);
	open_store(&hall, STORE_DEMO);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	store_close(hall.store);
	return file_remove_tree(hall.folder) == OK ? 0 : -1;
}

/* One event of an operator; pairs end with NULL. casefile NULL: an act of the station. */
static void did(const char *who, const struct uid *casefile, const char *kind, ...)
{
	struct record body = {0};
	struct entry entry = {.kind = kind, .body = &body};
	const char *name;
	va_list args;

	if (casefile)
		entry.casefile = *casefile;
	va_start(args, kind);
	while ((name = va_arg(args, const char *)))
		record_add(&body, name, va_arg(args, const char *));
	va_end(args);
	assert_int_equal(past_begin(hall.store), OK);
	assert_int_equal(past_end(hall.store, past_append(hall.store, who, &entry, 1)), OK);
	record_release(&body);
}

static struct uid opened(const char *who, const char *subject)
{
	struct uid id = uid_new();

	did(who, &id, "OPEN", "subject", subject, NULL);
	return id;
}

static void asked(const char *who, const struct uid *id, const char *resource)
{
	did(who, id, "ASK", "resource", resource, "item", "identity", NULL);
}

static size_t find(struct misuse **m, const struct suspicion **list)
{
	assert_int_equal(misuse_new(hall.store, MISUSE_DAYS, m), OK);
	while (misuse_step(*m))
		;
	return misuse_find(*m, list);
}

/* There is exactly this one. */
static void only(enum misuse_rule rule, const char *who, unsigned count)
{
	const struct suspicion *list;
	struct misuse *m;
	size_t n = find(&m, &list);

	if (n != 1)
		fail_msg("%zu findings", n);
	assert_int_equal(list[0].rule, rule);
	assert_string_equal(list[0].operator_id, who);
	assert_int_equal(list[0].count, count);
	assert_int_equal(list[0].day, day_of(2026, 3, 16));
	assert_null(strstr(list[0].key, WHOM));
	misuse_free(m);
}

static void nothing(void)
{
	const struct suspicion *list;
	struct misuse *m;

	assert_int_equal(find(&m, &list), 0);
	misuse_free(m);
}

/* ---- rules ---- */

static void look_ups_without_progress(void **state)
{
	struct uid id;

	(void)state;
	for (int i = 0; i < 2; i++) {
		id = opened("1024", OTHER);
		asked("1024", &id, "POP-01");
	}
	id = opened("1024", OTHER); /* received */
	asked("1024", &id, "POP-01");
	did("1024", &id, "STATE", "to", "RECEIVED", NULL);
	id = opened("1024", OTHER); /* told what is missing */
	asked("1024", &id, "POP-01");
	did("1024", &id, "NOTICE", "n", "1", NULL);
	id = opened("1024", OTHER); /* nobody was asked */
	clock_advance(DAY);
	nothing();
	clock_advance(-DAY);
	id = opened("1024", OTHER);
	asked("1024", &id, "POP-01");
	did("1024", &id, "STATE", "to", "ABANDONED", NULL);
	nothing(); /* the day is not over */
	clock_advance(DAY);
	only(MISUSE_IDLE, "1024", 3);
}

static void own_number(void **state)
{
	struct uid id = opened("1024", WHOM);

	(void)state;
	asked("1024", &id, "POP-01");
	nothing();
	did("1024", NULL, "DUTY", "act", "self", "number", WHOM, NULL); /* said afterwards */
	only(MISUSE_OWN, "1024", 1);
}

static void relatives_number(void **state)
{
	struct uid id = opened("1024", OTHER);

	(void)state;
	did("1024", NULL, "DUTY", "act", "relative", "number", WHOM, NULL);
	asked("1024", &id, "POP-01");
	did("1024", &id, "ASK", "resource", "HRS-01", "item", "1", "holder", WHOM, NULL);
	did("1025", &id, "ASK", "resource", "HRS-01", "item", "1", "holder", WHOM, NULL); /* no relative */
	only(MISUSE_FAMILY, "1024", 1);
}

static void colleagues_number(void **state)
{
	struct uid id = opened("1024", WHOM);

	(void)state;
	did("1025", NULL, "DUTY", "act", "self", "number", WHOM, NULL);
	asked("1024", &id, "POP-01");
	asked("1024", &id, "HRS-01");
	only(MISUSE_COLLEAGUE, "1024", 2);
}

static void at_night(void **state)
{
	struct uid id = opened("1024", OTHER);
	int64_t evening;

	(void)state;
	asked("1024", &id, "POP-01"); /* in the morning */
	assert_true(clock_parse("2026-03-16T20:59:59", &evening));
	clock_advance(evening - clock_now_ms());
	asked("1024", &id, "POP-01");
	clock_advance(1000);
	for (int i = 0; i < 4; i++)
		asked("1024", &id, "POP-01");
	nothing();
	asked("1024", &id, "POP-01");
	only(MISUSE_NIGHT, "1024", 5);
}

static void much_in_clear(void **state)
{
	struct uid id = opened("1024", OTHER);

	(void)state;
	for (int i = 0; i < 19; i++)
		did("1024", i % 2 ? &id : NULL, "REVEAL", "screen", "form", NULL);
	did("1025", NULL, "REVEAL", "screen", "form", NULL);
	nothing();
	did("1024", NULL, "REVEAL", "screen", "form", NULL);
	only(MISUSE_REVEALS, "1024", 20);
}

static void one_person_many_ask(void **state)
{
	static const char *const people[] = {"1024", "1025", "1031"};
	struct uid id;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(people); i++) {
		id = opened(people[i], WHOM);
		asked(people[i], &id, "POP-01");
		asked(people[i], &id, "HRS-01");
	}
	nothing();
	id = opened("1042", WHOM);
	asked("1042", &id, "POP-01");
	only(MISUSE_SOUGHT, "", 4);
}

static void one_agent_many_cases(void **state)
{
	(void)state;
	for (int i = 0; i < 6; i++) {
		struct uid id = opened("1024", OTHER);
		if (i == 5)
			nothing();
		did("1024", &id, "IDENTITY", "verdict", "2", "number", AGENT_ID, NULL);
		did("1024", &id, "IDENTITY", "verdict", "2", "number", AGENT_ID, NULL); /* again */
		did("1024", &id, "IDENTITY", "verdict", "1", "number", OTHER, NULL);
	}
	only(MISUSE_AGENT, "", 6);
}

/* ---- answers, and who may look ---- */

static void answered_with_a_reason(void **state)
{
	const struct suspicion *list;
	struct misuse *m;
	struct uid id = opened("1024", WHOM), own = opened("2001", OTHER);

	(void)state;
	did("1024", NULL, "DUTY", "act", "self", "number", WHOM, NULL);
	did("2001", NULL, "DUTY", "act", "self", "number", OTHER, NULL);
	asked("2001", &own, "POP-01");
	clock_advance(1000);
	asked("1024", &id, "POP-01");
	assert_int_equal(find(&m, &list), 2);
	assert_string_equal(list[0].operator_id, "1024"); /* the newest */
	assert_string_equal(list[0].about, "3399**********1226");
	assert_int_equal(misuse_answer(m, &list[0], ""), ERR_INCOMPLETE);
	assert_int_equal(misuse_answer(m, &list[1], "it was me"), ERR_DENIED);
	assert_int_equal(misuse_answer(m, &list[0], "told to me before"), OK);
	assert_int_equal(misuse_find(m, &list), 2);
	assert_string_equal(list[0].operator_id, "2001"); /* open ones first */
	assert_true(list[1].answered);
	assert_string_equal(list[1].answered_by, "2001");
	assert_string_equal(list[1].reason, "told to me before");
	assert_int_equal(misuse_answer(m, &list[1], "again"), ERR_STATE);
	misuse_free(m);
	assert_int_equal(find(&m, &list), 2); /* from the journal anew */
	assert_true(list[1].answered);
	misuse_free(m);
}

static void of_the_last_days_alone(void **state)
{
	struct uid id = opened("1024", WHOM);

	(void)state;
	did("1024", NULL, "DUTY", "act", "self", "number", WHOM, NULL);
	asked("1024", &id, "POP-01");
	clock_advance(31 * DAY);
	nothing();
}

static void for_supervisors_alone(void **state)
{
	struct purposes *p = NULL;
	struct misuse *m = NULL;

	(void)state;
	operator_logout(hall.store);
	assert_int_equal(misuse_new(hall.store, 30, &m), ERR_LOCKED);
	assert_int_equal(operator_login(hall.store, "1024", "wang-2026"), OK);
	assert_int_equal(misuse_new(hall.store, 30, &m), ERR_DENIED);
	assert_int_equal(purposes_new(hall.store, &p), ERR_DENIED);
	assert_int_equal(line_reset(hall.store, NULL, "公安", "it is back"), ERR_DENIED);
	assert_null(m);
	assert_null(p);
}

/* ---- purposes ---- */

static void what_it_was_for(void **state)
{
	struct purpose_part parts[4];
	const struct purpose *list;
	struct purposes *p;
	struct uid id = opened("1024", WHOM);

	(void)state;
	for (int i = 0; i < 3; i++)
		asked("1024", &id, "POP-01");
	did("1025", &id, "ASK", "resource", "POP-01", "item", "330700101001", NULL);
	did("1025", &id, "ASK", "resource", "HRS-01", "item", "330700101001", NULL);
	assert_int_equal(purposes_new(hall.store, &p), OK);
	while (purposes_step(p))
		;
	assert_int_equal(purposes_all(p, &list), 2);
	assert_string_equal(list[0].resource, "POP-01");
	assert_int_equal(list[0].asks, 4);
	assert_int_equal(list[0].items, 2);
	assert_int_equal(list[0].operators, 2);
	assert_int_equal(purposes_items(p, "POP-01", parts, 4), 2);
	assert_string_equal(parts[0].name, "identity");
	assert_int_equal(parts[0].asks, 3);
	assert_int_equal(purposes_operators(p, "POP-01", parts, 4), 2);
	assert_string_equal(parts[1].name, "1025");
	assert_int_equal(purposes_operators(p, "MZ-01", parts, 4), 0);
	purposes_free(p);
}

/* ---- requests of today ---- */

static void answered(const struct uid *id, const char *resource, const char *outcome)
{
	did("1024", id, "EVIDENCE", "resource", resource, "outcome", outcome, "code", "x", "trace", "t1",
		"took", "1500", NULL);
	clock_advance(1000);
}

static void who_waits(void **state)
{
	static const struct gateway here = {.name = "here"}, there = {.name = "there"};
	static struct resource resources[] = {
		{.id = "HRS-01", .department = "人社", .origin = &there},
		{.id = "POP-01", .department = "公安", .origin = &here},
		{.id = "POP-02", .department = "公安", .origin = &here}};
	struct catalog catalog = {.resources = resources, .n_resources = 3};
	struct calls *c = calls_new(hall.store);
	struct uid a = opened("1024", WHOM), b = opened("1024", OTHER);

	(void)state;
	clock_advance(-DAY); /* of yesterday: not among today's */
	answered(&a, "POP-01", "AGAIN");
	clock_advance(DAY);
	answered(&a, "POP-01", "AGAIN");
	answered(&a, "POP-02", "AGAIN");  /* the same case */
	answered(&b, "POP-01", "AGAIN");
	answered(&b, "POP-01", "FOUND");  /* it came later */
	answered(&b, "HRS-01", "BROKEN");
	while (calls_step(c))
		;
	assert_false(calls_blind(c));
	assert_int_equal(calls_waiting(c, &catalog, &here, "公安"), 1);
	assert_int_equal(calls_waiting(c, &catalog, &there, "人社"), 1);
	assert_int_equal(calls_waiting(c, &catalog, &there, NULL), 1);
	assert_string_equal(calls_at(c, 0)->resource, "HRS-01");
	assert_int_equal(calls_at(c, 0)->outcome, OUTCOME_BROKEN);
	assert_string_equal(calls_at(c, 0)->operator_id, "1024");
	assert_int_equal(calls_at(c, 0)->took_ms, 1500);
	answered(&b, "HRS-01", "NOTHING");
	assert_true(calls_step(c));
	assert_int_equal(calls_waiting(c, &catalog, &there, "人社"), 0);
	calls_free(c);
}

/* ---- the line ---- */

struct seen {
	unsigned n;
	char reason[80];
};

static enum err see(const struct event *e, void *ctx)
{
	struct seen *s = ctx;
	const char *reason = record_get(&e->body, "reason");

	s->n++;
	text_copy(s->reason, sizeof s->reason, reason ? reason : "");
	return OK;
}

static void a_reset_is_an_event(void **state)
{
	struct driver *d;
	struct seen seen = {0};
	uint64_t after = 0;

	(void)state;
	assert_int_equal(driver_new(&d), OK);
	assert_int_equal(line_reset(hall.store, d, "公安", ""), ERR_INCOMPLETE);
	assert_int_equal(line_reset(hall.store, d, "公安", "it is back"), OK);
	assert_int_equal(journal_kind(hall.store, "RESET", &after, see, &seen), OK);
	assert_int_equal(seen.n, 1);
	assert_string_equal(seen.reason, "it is back");
	driver_free(d);
}

static void ignore(void *ctx, struct ask *ask, const struct reply *reply)
{
	(void)ctx, (void)ask, (void)reply;
}

static void a_probe_is_an_event_before_it_leaves(void **state)
{
	static const struct gateway here = {.name = "here", .dialect = &dialect_openapi,
		.base = "http://127.0.0.1:1"};
	static const struct resource r = {.id = "POP-01", .department = "公安", .origin = &here,
		.safe = true, .ground = "", .same = "", .path = "/p", .method = "POST", .carry = CARRY_JSON};
	static const struct basis who = {.operator_id = "2001", .window = "A03", .unit = "hall"};
	struct seen seen = {0};
	struct driver *d;
	struct ask *ask;
	char why[ASK_TEXT];
	uint64_t after = 0;

	(void)state;
	assert_int_equal(driver_new(&d), OK);
	assert_int_equal(line_probe(hall.store, d, &r, &who, ignore, NULL, &ask, why), OK);
	assert_int_equal(driver_flight(d), 1); /* nothing has left: that is the next wait's */
	assert_int_equal(journal_kind(hall.store, "PROBE", &after, see, &seen), OK);
	assert_int_equal(seen.n, 1);
	ask_cancel(d, ask);
	operator_logout(hall.store);
	assert_int_equal(line_probe(hall.store, d, &r, &who, ignore, NULL, &ask, why), ERR_LOCKED);
	assert_int_equal(driver_flight(d), 0);
	driver_free(d);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(look_ups_without_progress), TEST(own_number), TEST(relatives_number),
		TEST(colleagues_number), TEST(at_night), TEST(much_in_clear), TEST(one_person_many_ask),
		TEST(one_agent_many_cases), TEST(answered_with_a_reason), TEST(of_the_last_days_alone),
		TEST(for_supervisors_alone), TEST(what_it_was_for), TEST(who_waits),
		TEST(a_reset_is_an_event), TEST(a_probe_is_an_event_before_it_leaves),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
