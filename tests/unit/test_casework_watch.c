/* SPDX-License-Identifier: MIT
 *
 * Machine supervision: a journal in which each rule is broken once by somebody who had the file and
 * the keys but not this program (no projector stands in the way), and cases in which nothing is.
 */
#include "core/casework/oversight/watch.h"

#include "tests/unit/told.h"

#define SPOT "elderly-card"
#define PERMIT "residence-permit"

static const struct told march[] = {
	/* A: as it should be, on the spot by one clerk */
	{'A', "2026-03-02T10:00", "1024", "OPEN", {SPOT, "339901195207150013"}},
	{'A', "2026-03-02T10:04", "1024", "RECEIVED", {NULL}},
	{'A', "2026-03-02T10:04", "1024", "ACCEPTED", {NULL}},
	{'A', "2026-03-02T10:04", "1024", "GRANTED", {NULL}},
	{'A', "2026-03-02T10:04", "1024", "DELIVERED", {NULL}},
	/* B: as it should be, through all hands */
	{'B', "2026-03-02T11:00", "1024", "OPEN", {PERMIT, "339901198001010014"}},
	{'B', "2026-03-02T11:06", "1024", "RECEIVED", {NULL}},
	{'B', "2026-03-02T11:06", "1024", "ACCEPTED", {"due", "2026-03-09"}},
	{'B', "2026-03-02T13:06", "1024", "EXAMINING", {NULL}},
	{'B', "2026-03-05T09:00", "3001", "DECIDING", {"grant", "1", "opinion", "-"}},
	{'B', "2026-03-05T15:00", "4001", "GRANTED", {NULL}},
	{'B', "2026-03-05T16:00", "6001", "READY", {"number", "1"}},
	{'B', "2026-03-06T10:00", "6001", "DELIVERED", {"how", "window"}},
	/* C: told twice, the second time without a reason; decided a day late, handed over late */
	{'C', "2026-02-02T09:00", "1025", "OPEN", {PERMIT, "339901198001010022"}},
	{'C', "2026-02-02T09:10", "1025", "RECEIVED", {NULL}},
	{'C', "2026-02-02T09:10", "1025", "NOTICE", {"n", "1", "told", "", "form", "1"}},
	{'C', "2026-02-02T09:10", "1025", "FIXING", {NULL}},
	{'C', "2026-02-03T10:00", "1025", "RECEIVED", {NULL}},
	{'C', "2026-02-03T10:10", "1025", "NOTICE", {"n", "2", "told", "", "form", "1"}},
	{'C', "2026-02-03T10:10", "1025", "FIXING", {NULL}},
	{'C', "2026-02-04T10:00", "1025", "RECEIVED", {NULL}},
	{'C', "2026-02-04T10:10", "1025", "ACCEPTED", {"due", "2026-02-11"}},
	{'C', "2026-02-04T12:00", "1025", "EXAMINING", {NULL}},
	{'C', "2026-02-11T09:00", "3001", "DECIDING", {"grant", "1", "opinion", "-"}},
	{'C', "2026-02-12T10:00", "4001", "GRANTED", {NULL}},
	{'C', "2026-02-12T10:30", "6001", "READY", {"number", "2"}},
	{'C', "2026-03-09T11:00", "6001", "DELIVERED", {"how", "mail"}},
	/* D: decided by who received it */
	{'D', "2026-03-03T09:00", "1024", "OPEN", {PERMIT, "339901198001010030"}},
	{'D', "2026-03-03T09:02", "1024", "RECEIVED", {NULL}},
	{'D', "2026-03-03T09:02", "1024", "ACCEPTED", {"due", "2026-03-10"}},
	{'D', "2026-03-03T09:30", "1024", "EXAMINING", {NULL}},
	{'D', "2026-03-04T09:00", "3001", "DECIDING", {"grant", "1", "opinion", "-"}},
	{'D', "2026-03-04T15:00", "1024", "GRANTED", {NULL}},
	/* E: granted before anybody accepted it */
	{'E', "2026-03-04T14:00", "1031", "OPEN", {PERMIT, "339901198001010049"}},
	{'E', "2026-03-04T14:05", "1031", "RECEIVED", {NULL}},
	{'E', "2026-03-04T15:05", "1031", "GRANTED", {NULL}},
	/* F: accepted by silence, extended when the period was over */
	{'F', "2026-02-24T09:00", "1024", "OPEN", {PERMIT, "339901198001010057"}},
	{'F', "2026-02-24T09:03", "1024", "RECEIVED", {NULL}},
	{'F', "2026-03-04T09:03", "1024", "ACCEPTED", {"due", "2026-03-05", "deemed", "1", "system", "1"}},
	{'F', "2026-03-04T10:03", "1024", "EXAMINING", {NULL}},
	{'F', "2026-03-06T09:03", "4001", "EXTEND", {"days", "5", "reason", "-", "due", "2026-03-12"}},
};

/* What must be found: which case, and how often. */
static const struct {
	enum watch_rule rule;
	char which;
} expected[] = {
	{WATCH_SECOND_NOTICE, 'C'}, {WATCH_REFUSED, 'C'}, {WATCH_LATE, 'C'}, {WATCH_LATE_DELIVERY, 'C'},
	{WATCH_SAME_HAND, 'D'}, {WATCH_NO_RIGHT, 'D'},
	{WATCH_SAME_HAND, 'E'}, {WATCH_REFUSED, 'D'}, {WATCH_REFUSED, 'E'},
	{WATCH_SILENCE, 'F'}, {WATCH_LATE_EXTENSION, 'F'},
};

struct hands {
	struct hall *hall;
	struct shelf *shelf;
	struct watch *watch;
};

static void station_act(struct hall *h, const char *kind, const char *screen)
{
	struct record body = {0};
	struct entry entry = {.kind = kind, .body = &body};

	record_add(&body, "screen", screen);
	assert_int_equal(past_append(h->store, "1024", &entry, 1), OK);
	record_release(&body);
}

static int64_t moment(const char *text)
{
	int64_t at;

	assert_true(clock_parse(text, &at));
	return at;
}

static void begin(struct hands *m)
{
	m->hall = hall_new(STORE_DEMO);
	assert_int_equal(shelf_new(m->hall->store, m->hall->directory, &m->shelf), OK);
	assert_int_equal(past_begin(m->hall->store), OK);
	for (size_t i = 0; i < COUNT_OF(march); i++)
		tell(m->hall, &march[i]);
	station_act(m->hall, "REVEAL", "person");
	station_act(m->hall, "REVEAL", "objection YY-260316-A03-01"); /* that is what it is for */
	assert_int_equal(past_end(m->hall->store, OK), OK);
}

static void look(struct hands *m, const char *from, const char *to)
{
	bool whole = false;

	watch_free(m->watch);
	m->watch = NULL;
	assert_int_equal(watch_new(m->hall->store, shelf_find, m->shelf, moment(from), moment(to), &m->watch), OK);
	while (!whole)
		assert_int_equal(watch_step(m->watch, 5, &whole), OK);
}

static void end(struct hands *m)
{
	watch_free(m->watch);
	shelf_free(m->shelf);
	hall_free(m->hall);
}

static bool has(const struct watch *w, enum watch_rule rule, char which)
{
	const struct watch_finding *list;
	struct uid id = uid_of(which);

	for (size_t i = 0, n = watch_findings(w, &list); i < n; i++)
		if (list[i].rule == rule && uid_equal(&list[i].casefile, &id))
			return true;
	return false;
}

static void each_rule_once(void **state)
{
	const struct watch_finding *list;
	struct hands m = {0};

	(void)state;
	begin(&m);
	look(&m, "2026-01-01T00:00", "2026-04-01T00:00");
	size_t n = watch_findings(m.watch, &list);
	for (size_t i = 0; i < COUNT_OF(expected); i++)
		if (!has(m.watch, expected[i].rule, expected[i].which))
			fail_msg("%s of %c was not found", watch_word(expected[i].rule), expected[i].which);
	for (size_t i = 0; i < n; i++)
		if (list[i].casefile.b[0] == 'A' || list[i].casefile.b[0] == 'B')
			fail_msg("%s: %s", watch_word(list[i].rule), list[i].detail);
	assert_int_equal(watch_count(m.watch, WATCH_REVEAL, NULL), 1);
	assert_int_equal(watch_count(m.watch, WATCH_STRANGER, NULL), 0);
	assert_int_equal(n, COUNT_OF(expected) + 1);
	end(&m);
}

/* A time: only what happened in it, though a case began before. */
static void of_a_time(void **state)
{
	struct hands m = {0};

	(void)state;
	begin(&m);
	look(&m, "2026-03-01T00:00", "2026-04-01T00:00");
	assert_true(has(m.watch, WATCH_LATE_DELIVERY, 'C'));
	assert_false(has(m.watch, WATCH_LATE, 'C'));
	assert_false(has(m.watch, WATCH_SECOND_NOTICE, 'C'));
	end(&m);
}

static void answered_once_and_by_another(void **state)
{
	const struct watch_finding *list;
	struct hands m = {0};
	size_t open, at = 0;

	(void)state;
	begin(&m);
	look(&m, "2026-03-01T00:00", "2026-04-01T00:00");
	size_t n = watch_findings(m.watch, &list);
	while (at < n && list[at].rule != WATCH_SAME_HAND)
		at++;
	assert_true(at < n);
	assert_int_equal(watch_answer(m.watch, at, WATCH_PASSED_ON, ""), ERR_INPUT);
	assert_int_equal(watch_answer(m.watch, at, WATCH_OPEN, "-"), ERR_INPUT);
	assert_int_equal(watch_answer(m.watch, at, WATCH_PASSED_ON, "纪检"), OK);
	assert_int_equal(watch_answer(m.watch, at, WATCH_MENDED, "x"), ERR_STATE);
	assert_int_equal(watch_count(m.watch, WATCH_SAME_HAND, &open), 2);
	assert_int_equal(open, 1);
	look(&m, "2026-03-01T00:00", "2026-04-01T00:00"); /* the answer is an event */
	watch_findings(m.watch, &list);
	assert_int_equal(list[at].verdict, WATCH_PASSED_ON);
	assert_string_equal(list[at].answer, "纪检");
	assert_string_equal(list[at].answered_by, "2001");
	end(&m);
}

static void not_for_everybody(void **state)
{
	struct hands m = {0};

	(void)state;
	begin(&m);
	assert_int_equal(operator_login(m.hall->store, "1024", "wang-2026"), OK);
	assert_int_equal(watch_new(m.hall->store, shelf_find, m.shelf, 0, INT64_MAX, &m.watch), ERR_DENIED);
	store_lock(m.hall->store);
	assert_int_equal(watch_new(m.hall->store, shelf_find, m.shelf, 0, INT64_MAX, &m.watch), ERR_LOCKED);
	end(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_rule_once),
		cmocka_unit_test(of_a_time),
		cmocka_unit_test(answered_once_and_by_another),
		cmocka_unit_test(not_for_everybody),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
