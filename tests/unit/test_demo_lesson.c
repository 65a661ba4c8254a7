/* SPDX-License-Identifier: MIT
 *
 * The language of lessons and their score. Expected values are reckoned by hand from the rules in
 * lesson.h.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/text.h"
#include "core/demo/lesson.h"

#define HEAD                                                                                       \
	"[scenario]\nnumber = 3\nname = 一课\nname.en = A lesson\ngoal = 做成\ngoal.en = \"Get it done\"\n" \
	"level = 1\nnow = 2026-03-16T09:00\nseed = 1\nrole = clerk\npar-seconds = 100\npar-keys = 20\n" \
	"citizen = yes\n"
#define STEPS                                                                                      \
	"[step person]\nsay = 认人\nsay.en = Person\ndone = \"event IDENTITY verdict=1\"\n"           \
	"hint-1 = 一\nhint-1.en = one\nhint-2 = 二\nhint-2.en = two\nhint-3 = 三\nhint-3.en = three\n"   \
	"[step send]\nsay = 提交\nsay.en = Send\ndone = \"event STATE to=ACCEPTED and screen receipt\"\n"
#define REST                                                                                       \
	"[must once]\nholds = \"never NOTICE\"\nsay = 一次\nsay.en = Once\n"                          \
	"[loss paper]\nkind = asked\nwhen = \"event MATERIAL mark=MISSING by=clerk\"\nsay = 多\n"       \
	"say.en = More\npoints = 6\nmost = 2\n"

struct run {
	struct scenario *s;
	struct lesson l;
	struct buf messages;
};

static int setup(void **state)
{
	static struct run r;

	r = (struct run){0};
	buf_init(&r.messages, 65536);
	assert_int_equal(scenario_parse("x/03-one.ini", HEAD STEPS REST, &r.s, &r.messages), OK);
	lesson_begin(&r.l, r.s, 1000, false);
	*state = &r;
	return 0;
}

static int teardown(void **state)
{
	struct run *r = *state;

	scenario_free(r->s);
	buf_release(&r->messages);
	return 0;
}

/* name value pairs; "" ends */
static void event(struct lesson *l, const char *kind, const char *name, const char *value)
{
	struct event e = {.actor = "1024"};

	text_copy(e.kind, sizeof e.kind, kind);
	record_add(&e.body, name, value);
	lesson_event(l, &e);
	record_release(&e.body);
}

static struct lesson_score score(const struct lesson *l, int64_t now_ms)
{
	struct lesson_score out;

	lesson_score(l, now_ms, &out);
	return out;
}

static void keys(struct lesson *l, int n)
{
	while (n-- > 0)
		lesson_key(l, "F8");
}

static void test_reads(void **state)
{
	struct run *r = *state;

	assert_string_equal(r->s->code, "one");
	assert_int_equal(r->s->number, 3);
	assert_int_equal(r->s->n_steps, 2);
	assert_int_equal(r->s->steps[0].n_hints, 3);
	assert_int_equal(r->s->steps[1].n_hints, 0);
	assert_string_equal(r->s->steps[1].say.en, "Send");
	assert_int_equal(r->s->now_ms, 1773622800000); /* 2026-03-16T01:00Z */
	assert_int_equal(r->s->musts[0].points, 15);
	assert_int_equal(r->s->n_losses, 2); /* reveals are in every lesson */
	assert_int_equal(r->s->losses[1].kind, LOSS_REVEAL);
}

static void test_refuses(void **state)
{
	static const struct {
		const char *text, *said;
	} bad[] = {
		{HEAD, "x:1: a lesson needs a [step ...]"},
		{HEAD STEPS "[must x]\nsay = a\nsay.en = a\nholds = \"never NOTISE\"\n",
			"x:31: holds: no act is called NOTISE"},
		{HEAD STEPS "[must x]\nsay = a\nsay.en = a\nholds = \"sometimes NOTICE\"\n",
			"x:31: holds: a term does not begin with \"sometimes\""},
		{HEAD STEPS "[must x]\nsay = a\nholds = \"never NOTICE\"\n", "x:28: [must x] lacks say.en"},
		{HEAD STEPS "[loss x]\nkind = trip\nsay = a\nsay.en = a\nwhen = \"screen form\"\n",
			"x:32: when: a loss is one \"event\" term"},
		{HEAD STEPS "[loss x]\nkind = walk\nsay = a\nsay.en = a\nwhen = \"event NOTICE\"\n",
			"x:29: kind: not understood: walk"},
		{HEAD STEPS "[fault x]\ndepartment = 民政\nstate = asleep\n",
			"x:30: state: not understood: asleep"},
		{HEAD STEPS "[fault x]\ndepartment = 民政\nstate = down\nstep = 5\n",
			"[fault x] waits for a step that is not there"},
		{HEAD STEPS "[fault x]\ndepartmnt = 民政\n", "did you mean department?"},
		{HEAD STEPS "[prize x]\nsay = a\n", "x:28: a lesson has no section [prize x]"},
		{HEAD STEPS "[step x]\nsay = a\nsay.en = a\ndone = \"errors many\"\n",
			"x:31: done: errors needs a number"},
		{STEPS, "a lesson begins with [scenario]"},
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct scenario *s = NULL;
		struct buf messages;
		buf_init(&messages, 65536);
		assert_int_equal(scenario_parse("x", bad[i].text, &s, &messages), ERR_SYNTAX);
		if (!strstr(buf_text(&messages), bad[i].said))
			fail_msg("not \"%s\" but:\n%s", bad[i].said, buf_text(&messages));
		buf_release(&messages);
	}
}

static void test_conditions(void **state)
{
	struct pool pool = {0};
	struct sight t[CONDITION_TERMS];
	size_t n = 0;
	struct event e = {.kind = "MATERIAL", .actor = "2001"};

	(void)state;
	record_add(&e.body, "mark", "PLEDGED");
	record_add(&e.body, "note", "");
	assert_null(condition_read(&pool,
		"event MATERIAL 2 mark=* and never MATERIAL mark!=PLEDGED and key C-k and "
		"event MATERIAL note=* and event MATERIAL actor=2001", t, &n));
	assert_int_equal(n, 5);
	assert_int_equal(t[0].n, 2);
	assert_true(sight_event(&t[0], &e));
	assert_false(sight_event(&t[1], &e));
	assert_true(sight_named(&t[2], SEES_KEY, "C-k"));
	assert_false(sight_event(&t[3], &e)); /* "*" is not empty */
	assert_true(sight_event(&t[4], &e));
	assert_false(sight_holds(&t[0], 1, 0));
	assert_true(sight_holds(&t[0], 2, 0));
	assert_true(sight_holds(&t[1], 0, 0));
	record_release(&e.body);
	pool_release(&pool);
}

/* Right away and at par: nothing is lost. Steps go in their order, whenever their acts came. */
static void test_whole_score(void **state)
{
	struct run *r = *state;

	lesson_screen(&r->l, "receipt");
	event(&r->l, "STATE", "to", "ACCEPTED");
	assert_false(lesson_advance(&r->l, 2000));
	event(&r->l, "IDENTITY", "verdict", "2");
	assert_false(lesson_advance(&r->l, 2000));
	keys(&r->l, 20);
	event(&r->l, "IDENTITY", "verdict", "1");
	assert_true(lesson_advance(&r->l, 101000));
	assert_false(lesson_runs(&r->l));
	assert_int_equal(score(&r->l, 999999999).points, 100);
	assert_int_equal(score(&r->l, 999999999).seconds, 100);
}

/* 135 s of 100: 4 begun tenths. 23 keys of 20: 2. Two messages: 2. Hints 1+2: 3. Three papers of
 * which two count: 12. One reveal: 3. A notice although once was enough: 15. */
static void test_losses(void **state)
{
	struct run *r = *state;

	assert_int_equal(lesson_hint(&r->l), 1);
	assert_int_equal(lesson_hint(&r->l), 2);
	event(&r->l, "IDENTITY", "verdict", "1");
	lesson_advance(&r->l, 2000);
	assert_int_equal(lesson_hint(&r->l), 0); /* this step has none */
	lesson_error(&r->l);
	lesson_error(&r->l);
	keys(&r->l, 23);
	for (int i = 0; i < 3; i++) {
		struct event e = {.kind = "MATERIAL"};
		record_add(&e.body, "mark", "MISSING");
		record_add(&e.body, "by", "clerk");
		lesson_event(&r->l, &e);
		record_release(&e.body);
	}
	event(&r->l, "REVEAL", "screen", "form");
	event(&r->l, "NOTICE", "n", "1");
	event(&r->l, "STATE", "to", "ACCEPTED");
	lesson_screen(&r->l, "receipt");
	lesson_advance(&r->l, 136000);
	struct lesson_score s = score(&r->l, 0);
	assert_int_equal(s.cost_time, 4);
	assert_int_equal(s.cost_keys, 2);
	assert_int_equal(s.cost_errors, 2);
	assert_int_equal(s.cost_hints, 3);
	assert_int_equal(s.cost_losses, 15);
	assert_int_equal(s.cost_musts, 15);
	assert_int_equal(s.lost[LOSS_ASKED], 2);
	assert_int_equal(s.lost[LOSS_REVEAL], 1);
	assert_int_equal(s.points, 100 - 41);
}

/* Given up with one of two steps left: the step, and the citizen's second trip. */
static void test_leaving(void **state)
{
	struct run *r = *state;

	event(&r->l, "IDENTITY", "verdict", "1");
	lesson_advance(&r->l, 2000);
	lesson_leave(&r->l, 11000);
	struct lesson_score s = score(&r->l, 0);
	assert_int_equal(s.lost[LOSS_TRIP], 1);
	assert_int_equal(s.cost_steps, 10);
	assert_int_equal(s.points, 100 - 10 - 20);
	event(&r->l, "STATE", "to", "ACCEPTED"); /* too late */
	assert_int_equal(score(&r->l, 0).points, s.points);
}

static void test_frozen_time_does_not_count(void **state)
{
	struct run *r = *state;

	lesson_freeze(&r->l, true, 11000);
	keys(&r->l, 5);
	lesson_error(&r->l);
	assert_int_equal(lesson_hint(&r->l), 0);
	assert_int_equal(score(&r->l, 500000).seconds, 10);
	lesson_freeze(&r->l, false, 511000);
	struct lesson_score s = score(&r->l, 512000);
	assert_int_equal(s.seconds, 11);
	assert_int_equal(s.keys, 0);
	assert_int_equal(s.errors, 0);
}

static void test_exam_has_no_hints(void **state)
{
	struct run *r = *state;

	lesson_begin(&r->l, r->s, 1000, true);
	assert_int_equal(lesson_hint(&r->l), 0);
}

/* A snapshot is a copy; the same record gives the same score. */
static void test_same_record_same_score(void **state)
{
	struct run *r = *state;
	struct lesson_score a, b;

	keys(&r->l, 31);
	struct lesson twin = r->l;
	event(&r->l, "REVEAL", "screen", "form");
	r->l = twin;
	a = score(&r->l, 222000);
	b = score(&twin, 222000);
	assert_memory_equal(&a, &b, sizeof a);
	assert_int_equal(a.lost[LOSS_REVEAL], 0);
}

/* What comes with the program: at least twelve, numbered from 1 without a gap, in both languages, each
 * step with three hints, and at a moment the demo knows. */
static void test_own_lessons(void **state)
{
	char path[PATH_SIZE];
	struct scenarios all;
	struct buf messages;

	(void)state;
	buf_init(&messages, 65536);
	assert_int_equal(file_asset("demo/scenarios", path), OK);
	if (scenarios_load(path, &all, &messages))
		fail_msg("%s", buf_text(&messages));
	assert_true(all.n >= 12);
	for (size_t i = 0; i < all.n; i++) {
		const struct scenario *s = all.list[i];
		assert_int_equal(s->number, (int)i + 1);
		assert_true(s->now_ms >= 1773622800000);
		assert_true(s->n_steps >= 2);
		assert_true(s->n_musts + s->n_losses > 1);
		assert_true(text_cells(s->name.zh) <= 20 && text_cells(s->name.en) <= 34);
		for (size_t k = 0; k < s->n_steps; k++) {
			assert_int_equal(s->steps[k].n_hints, SCENARIO_HINTS);
			assert_true(text_cells(s->steps[k].say.zh) <= 66);
			for (int h = 0; h < SCENARIO_HINTS; h++)
				assert_true(text_cells(s->steps[k].hints[h].zh) <= 132);
		}
	}
	scenarios_release(&all);
	buf_release(&messages);
}

/* onetrip-scenario(5): its example loads, and it names every term and every kind of loss. */
static void test_manual(void **state)
{
	static const char begins[] = ".\\\" example begins\n", ends[] = ".\\\" example ends\n";
	static const char *const words[] = {
#define X(name, word, idle) word,
		CONDITION_TABLE(X)
#undef X
#define X(name, word, text, points) word,
		LOSS_TABLE(X)
#undef X
	};
	char path[PATH_SIZE];
	struct scenario *s = NULL;
	struct buf page, messages;

	(void)state;
	buf_init(&page, 65536);
	buf_init(&messages, 65536);
	assert_int_equal(file_asset("man/onetrip-scenario.5", path), OK);
	assert_int_equal(file_read(path, &page), OK);
	for (size_t i = 0; i < COUNT_OF(words); i++)
		assert_non_null(strstr(buf_text(&page), words[i]));
	char *from = strstr(page.data, begins);
	assert_non_null(from);
	char *to = strstr(from, ends);
	assert_non_null(to);
	*to = '\0';
	if (scenario_parse("example", from + strlen(begins), &s, &messages))
		fail_msg("%s", buf_text(&messages));
	scenario_free(s);
	buf_release(&page);
	buf_release(&messages);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_reads, setup, teardown),
		cmocka_unit_test(test_refuses),
		cmocka_unit_test(test_conditions),
		cmocka_unit_test_setup_teardown(test_whole_score, setup, teardown),
		cmocka_unit_test_setup_teardown(test_losses, setup, teardown),
		cmocka_unit_test_setup_teardown(test_leaving, setup, teardown),
		cmocka_unit_test_setup_teardown(test_frozen_time_does_not_count, setup, teardown),
		cmocka_unit_test_setup_teardown(test_exam_has_no_hints, setup, teardown),
		cmocka_unit_test_setup_teardown(test_same_record_same_score, setup, teardown),
		cmocka_unit_test(test_own_lessons),
		cmocka_unit_test(test_manual),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
