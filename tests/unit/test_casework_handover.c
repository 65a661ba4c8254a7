/* SPDX-License-Identifier: MIT
 *
 * Handing over: the numbers balance or it is refused, every line has an owner, and only who takes
 * the shift signs, line by line. Rows are the test's own.
 */
#include "tests/unit/store_fixture.h"

#include <sqlite3.h>

#include "core/base/clock.h"
#include "core/casework/oversight/handover.h"

static const struct {
	const char *state;
	int next, defer;             /* days from today; 99: none */
	unsigned flags;
	bool closed;
} cases[] = {
	{"EXAMINING", -1, 0, 0, false}, {"EXAMINING", 2, 0, 0, false}, {"EXAMINING", 0, 99, 0, false},
	{"FIXING", 4, 99, FLAG_DEMANDED, false}, {"ACCEPTED", 4, 99, FLAG_UNVERIFIED, false},
	{"ACCEPTED", 4, 99, 0, false}, {"DRAFT", 99, 99, 0, false}, {"ARCHIVED", 99, 99, 0, true},
};

static day_t day(int from_today)
{
	return from_today == 99 ? DAY_NONE : clock_today() + from_today;
}

static enum err put_case(struct store *s, const struct event *e, void *ctx)
{
	int64_t i = record_int(&e->body, "at", 0);
	struct view_case c = {.id = e->casefile, .due = DAY_NONE, .warn = DAY_NONE,
		.notice = DAY_NONE, .replied = DAY_NONE};

	(void)ctx;
	if (uid_none(&e->casefile))
		return OK;
	c.next = day(cases[i].next);
	c.defer = day(cases[i].defer);
	c.flags = cases[i].flags;
	c.closed = cases[i].closed;
	text_copy(c.state, sizeof c.state, cases[i].state);
	text_format(c.number, sizeof c.number, "260316-A03-%03d", (int)i);
	text_copy(c.holder, sizeof c.holder, i % 2 ? "1024" : "");
	return view_put(s, &c);
}

static int setup(void **state)
{
	static const struct operator_first people[] = {
		{"1000", "Admin", PASS_ADMIN, ROLE_ADMIN},
		{"2000", "Super", PASS_SUPER, ROLE_SUPERVISOR},
		{"2002", "Late", PASS_CLERK, ROLE_SUPERVISOR},
		{"1024", "Clerk", PASS_CLERK, ROLE_CLERK},
	};
	struct fixture *f = mem_new(sizeof *f);

	*state = f;
	text_copy(f->folder, sizeof f->folder, "/tmp/onetrip-test-XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	text_format(f->path, sizeof f->path, "%s/a03.db", f->folder);
	text_format(f->key, sizeof f->key, "%s/terminal.key", f->folder);
	f->place = (struct store_place){.path = f->path, .terminal_key = f->key,
		.station = "A03", .kind = STORE_DEMO};
	assert_int_equal(store_create(&f->place), OK);
	assert_int_equal(store_open(&f->place, &f->s), OK);
	assert_int_equal(operator_init(f->s, &SEAL_COST_DEMO, people, COUNT_OF(people), f->recovery), OK);
	journal_set_projector(f->s, put_case, NULL);
	clerk_in(f);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char at[8];
		text_format(at, sizeof at, "%zu", i);
		assert_int_equal(put(f->s, uid_new(), "OPEN", "at", at, NULL), OK);
	}
	return 0;
}

static int teardown(void **state)
{
	fixture_free(*state);
	return 0;
}

static void log_in(struct fixture *f, const char *who, const char *password)
{
	operator_logout(f->s);
	assert_int_equal(operator_login(f->s, who, password), OK);
}

static struct shift counted(struct fixture *f)
{
	struct shift s;

	assert_int_equal(shift_count(f->s, clock_today(), &s), OK);
	return s;
}

static enum err offer(struct fixture *f, const struct shift *as_shown)
{
	struct shift now = counted(f);

	return shift_offer(f->s, as_shown, &now);
}

static void every_case_is_in_one_line(void **state)
{
	struct shift s = counted(*state);

	for (int l = 0; l < SHIFT_LINES; l++)
		assert_int_equal(s.count[l], 1);
	assert_int_equal(s.total, 8);
	assert_int_equal(s.closed, 1);
	assert_int_equal(s.open, 6);
	assert_int_equal(s.drafts, 1);
	assert_true(shift_balanced(&s));
	assert_true(shift_needs_owner(&s, SHIFT_LATE));
	assert_false(shift_needs_owner(&s, SHIFT_DRAFTS));
}

static struct shift ready(struct fixture *f)
{
	struct shift s = counted(f);

	for (int l = 0; l < SHIFT_LINES; l++)
		if (!*s.owner[l])
			text_copy(s.owner[l], OPERATOR_ID, "1024");
	text_copy(s.to, sizeof s.to, "2002");
	return s;
}

static void owners_receiver_and_numbers_are_needed(void **state)
{
	struct fixture *f = *state;
	struct shift s = ready(f);

	assert_int_equal(offer(f, &s), ERR_DENIED); /* a clerk */
	log_in(f, "2000", PASS_SUPER);
	s.to[0] = '\0';
	assert_int_equal(offer(f, &s), ERR_INPUT);
	text_copy(s.to, sizeof s.to, "2000");
	assert_int_equal(offer(f, &s), ERR_INPUT);
	text_copy(s.to, sizeof s.to, "2002");
	s.owner[SHIFT_LATE][0] = '\0';
	assert_int_equal(offer(f, &s), ERR_INCOMPLETE);
	text_copy(s.owner[SHIFT_LATE], OPERATOR_ID, "1024");
	assert_int_equal(put(f->s, uid_new(), "OPEN", "at", "5", NULL), ERR_EXISTS); /* its number is taken */
	s.count[SHIFT_NORMAL]--;
	s.open--;
	s.total--;
	assert_int_equal(offer(f, &s), ERR_CONFLICT); /* as it was before */
}

/* A row lost from the queue, by whatever hand: the shift does not balance. */
static void what_is_missing_shows(void **state)
{
	struct fixture *f = *state;
	struct shift s;
	sqlite3 *db;

	log_in(f, "2000", PASS_SUPER);
	store_close(f->s);
	f->s = NULL;
	assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "DELETE FROM queue_view WHERE state = 'FIXING'", NULL, NULL, NULL),
		SQLITE_OK);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
	assert_int_equal(store_open(&f->place, &f->s), OK);
	journal_set_projector(f->s, put_case, NULL);
	assert_int_equal(operator_login(f->s, "2000", PASS_SUPER), OK);
	s = ready(f);
	assert_false(shift_balanced(&s));
	assert_int_equal(offer(f, &s), ERR_CONFLICT);
	assert_int_equal(store_rebuild(f->s, NULL), OK);
	s = ready(f);
	assert_true(shift_balanced(&s));
}

static void signed_line_by_line_by_who_comes(void **state)
{
	struct fixture *f = *state;
	struct shift s;

	log_in(f, "2000", PASS_SUPER);
	assert_int_equal(shift_offered(f->s, &s), ERR_NOTFOUND);
	s = ready(f);
	text_copy(s.note, sizeof s.note, "看补核");
	assert_int_equal(offer(f, &s), OK);
	assert_int_equal(shift_offered(f->s, &s), OK);
	assert_string_equal(s.from, "2000");
	assert_string_equal(s.note, "看补核");
	assert_int_equal(shift_unsigned(&s), SHIFT_LINES);
	assert_int_equal(shift_sign(f->s, &s, SHIFT_LATE), ERR_DENIED); /* not by who leaves */
	log_in(f, "2002", PASS_CLERK);
	for (int l = 0; l < SHIFT_LINES; l++) {
		assert_int_equal(shift_sign(f->s, &s, (enum shift_line)l), OK);
		assert_int_equal(shift_sign(f->s, &s, (enum shift_line)l), ERR_STATE);
	}
	assert_int_equal(shift_offered(f->s, &s), ERR_NOTFOUND);
	assert_int_equal(shift_newest(f->s, &s), OK);
	assert_int_equal(shift_unsigned(&s), 0);
}

static void an_objection_sends_it_back(void **state)
{
	struct fixture *f = *state;
	struct shift s = ready(f);

	log_in(f, "2000", PASS_SUPER);
	assert_int_equal(offer(f, &s), OK);
	assert_int_equal(shift_offered(f->s, &s), OK);
	log_in(f, "2002", PASS_CLERK);
	assert_int_equal(shift_object(f->s, &s, SHIFT_LATE, ""), ERR_INPUT);
	assert_int_equal(shift_object(f->s, &s, SHIFT_LATE, "这件不是我的"), OK);
	assert_int_equal(shift_offered(f->s, &s), ERR_NOTFOUND);
	assert_int_equal(shift_newest(f->s, &s), OK);
	assert_string_equal(s.objection[SHIFT_LATE], "这件不是我的");
	log_in(f, "2000", PASS_SUPER);
	s = ready(f);
	assert_int_equal(offer(f, &s), OK); /* anew */
	assert_int_equal(shift_offered(f->s, &s), OK);
	assert_string_equal(s.objection[SHIFT_LATE], "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(every_case_is_in_one_line, setup, teardown),
		cmocka_unit_test_setup_teardown(owners_receiver_and_numbers_are_needed, setup, teardown),
		cmocka_unit_test_setup_teardown(what_is_missing_shows, setup, teardown),
		cmocka_unit_test_setup_teardown(signed_line_by_line_by_who_comes, setup, teardown),
		cmocka_unit_test_setup_teardown(an_objection_sends_it_back, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
