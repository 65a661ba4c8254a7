/* SPDX-License-Identifier: MIT
 *
 * Evaluation: once an occasion, by the citizen, and what follows from a bad one. Expected answers
 * are those of domain.md 7 and capabilities M1 to M5.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/casefile_inside.h"
#include "core/casework/facing.h"
#include "core/casework/rating.h"
#include "core/standards/tables.h"

static struct casefile file;
static int64_t now_ms;

/* An event by somebody; words as "name=value". */
static enum err happen(const char *kind, const char *actor, const char *const *words)
{
	struct event e = {.at_ms = now_ms};
	struct fold f = {.file = &file, .event = &e};

	text_copy(e.actor, sizeof e.actor, actor);
	for (size_t i = 0; words[i]; i++) {
		char name[40];
		const char *equals = strchr(words[i], '=');
		text_copyn(name, sizeof name, words[i], (size_t)(equals - words[i]));
		record_add(&e.body, name, equals + 1);
	}
	enum err err = fold_of(kind)(&f);
	record_release(&e.body);
	return err;
}

#define HAPPEN(kind, actor, ...) happen(kind, actor, (const char *const[]){__VA_ARGS__, NULL})
#define BAD "occasion=window", "level=1", "channel=terminal", "clerk=1024", "window=A03", "tags=101 104"

static void once_an_occasion(void **state)
{
	(void)state;
	assert_int_equal(HAPPEN("RATE", "1024", "occasion=window", "level=6", "channel=terminal",
		"clerk=1024"), ERR_INPUT);
	assert_int_equal(HAPPEN("RATE", "1024", "occasion=window", "level=5", "channel=shout",
		"clerk=1024"), ERR_INPUT);
	assert_int_equal(HAPPEN("RATE", "1024", "occasion=notice", "level=5", "channel=terminal",
		"clerk=1024"), ERR_STATE); /* nothing was told */
	assert_int_equal(HAPPEN("RATE", "1024", BAD), OK);
	assert_int_equal(HAPPEN("RATE", "1024", BAD), ERR_STATE);
	assert_int_equal(file.n_ratings, 1);
	assert_int_equal(file.ratings[0].level, 1);
	assert_string_equal(file.ratings[0].tags, "101 104");
	file.decided_ms = now_ms;
	assert_int_equal(HAPPEN("RATE", "1024", "occasion=result", "level=4", "channel=code",
		"clerk=1024"), OK);
}

/* What is said on the telephone is written down by somebody else, and not about the window. */
static void never_by_the_clerk(void **state)
{
	(void)state;
	assert_int_equal(HAPPEN("RATE", "1024", "occasion=window", "level=5", "channel=phone",
		"clerk=1024"), ERR_DENIED);
	assert_int_equal(HAPPEN("RATE", "2001", "occasion=window", "level=5", "channel=phone",
		"clerk=1024"), ERR_DENIED);
	file.closed_ms = now_ms;
	assert_int_equal(HAPPEN("RATE", "1024", "occasion=visit", "level=5", "channel=phone",
		"clerk=1024"), ERR_DENIED);
	assert_int_equal(HAPPEN("RATE", "7001", "occasion=visit", "level=5", "channel=phone",
		"clerk=1024"), OK);
}

static enum rating_clock clock_of(day_t *day)
{
	struct due due;
	enum rating_clock c = rating_due(&file, &file.ratings[0], &due);

	*day = due.day;
	return c;
}

/* Rated on Monday 2026-03-16: called back by the 17th, put right by the 23rd, a difficult matter by
 * the 7th of April (Qingming, 4 to 6 April, is off: Saturday to Monday). */
static void the_loop_and_its_clocks(void **state)
{
	day_t day;

	(void)state;
	assert_int_equal(HAPPEN("RATE", "1024", BAD), OK);
	assert_int_equal(clock_of(&day), RATING_CLOCK_CALL);
	assert_int_equal(day, day_of(2026, 3, 17));
	assert_true(rating_open(&file, &file.ratings[0]));
	assert_int_equal(HAPPEN("RATING", "2001", "n=0", "act=fix", "text=改了"), ERR_STATE);
	assert_int_equal(HAPPEN("RATING", "1024", "n=0", "act=call", "text=问过了"), ERR_DENIED);
	assert_int_equal(HAPPEN("RATING", "2001", "n=0", "act=call"), ERR_INPUT);
	assert_int_equal(HAPPEN("RATING", "2001", "n=0", "act=call", "text=说重复要材料"), OK);
	assert_int_equal(clock_of(&day), RATING_CLOCK_FIX);
	assert_int_equal(day, day_of(2026, 3, 23));
	assert_int_equal(HAPPEN("RATING", "2001", "n=0", "act=complex", "text=跨两个部门"), OK);
	assert_int_equal(clock_of(&day), RATING_CLOCK_FIX);
	assert_int_equal(day, day_of(2026, 4, 7));
	assert_int_equal(HAPPEN("RATING", "2001", "n=0", "act=tell"), ERR_STATE);
	assert_int_equal(HAPPEN("RATING", "2001", "n=0", "act=fix", "text=材料退回，改了清单"), OK);
	assert_int_equal(clock_of(&day), RATING_CLOCK_NONE);
	assert_true(rating_open(&file, &file.ratings[0]));
	assert_int_equal(HAPPEN("RATE", "2001", "occasion=window", "level=4", "channel=phone",
		"clerk=1024", "again=0"), ERR_STATE); /* not told yet */
	assert_int_equal(HAPPEN("RATING", "2001", "n=0", "act=tell"), OK);
	assert_false(rating_open(&file, &file.ratings[0]));
	assert_int_equal(HAPPEN("RATE", "1024", "occasion=window", "level=4", "channel=phone",
		"clerk=1024", "again=0"), ERR_DENIED);
	assert_int_equal(HAPPEN("RATE", "2001", "occasion=window", "level=4", "channel=phone",
		"clerk=1024", "again=0"), OK);
	assert_int_equal(file.n_ratings, 1);
	assert_int_equal(file.ratings[0].again, 4);
	assert_int_equal(file.ratings[0].level, 1); /* the first one stays */
}

static void good_ones_need_nothing(void **state)
{
	day_t day;

	(void)state;
	assert_int_equal(HAPPEN("RATE", "1024", "occasion=window", "level=3", "channel=screen",
		"clerk=1024"), OK);
	assert_int_equal(clock_of(&day), RATING_CLOCK_NONE);
	assert_false(rating_open(&file, &file.ratings[0]));
	assert_int_equal(HAPPEN("RATING", "2001", "n=0", "act=call", "text=问"), ERR_STATE);
}

static void nobody_can_call_who_gave_no_name(void **state)
{
	day_t day;

	(void)state;
	file.anonymous = true;
	assert_int_equal(HAPPEN("RATE", "1024", BAD), OK);
	assert_int_equal(clock_of(&day), RATING_CLOCK_FIX);
	assert_int_equal(HAPPEN("RATING", "2001", "n=0", "act=call", "text=问"), ERR_STATE);
	assert_int_equal(HAPPEN("RATING", "2001", "n=0", "act=fix", "text=改了"), OK);
	assert_false(rating_open(&file, &file.ratings[0]));
}

static void malicious_says_a_second_person(void **state)
{
	struct rating_sum sum = {0};

	(void)state;
	assert_int_equal(HAPPEN("RATE", "1024", BAD), OK);
	const struct rating *r = &file.ratings[0];
	assert_int_equal(rating_bar(&file, r, RATING_APPEAL, ROLE_CLERK, "T07"), RATING_BAR_ROLE);
	assert_int_equal(rating_bar(&file, r, RATING_APPEAL, ROLE_CLERK, "1024"), RATING_BAR_NONE);
	assert_int_equal(HAPPEN("RATING", "2001", "n=0", "act=appeal", "text=没来办过"), OK);
	assert_int_equal(rating_bar(&file, r, RATING_EXCLUDE, ROLE_SUPERVISOR, "2001"), RATING_BAR_PERSON);
	assert_int_equal(rating_bar(&file, r, RATING_EXCLUDE, ROLE_SUPERVISOR, "2002"), RATING_BAR_NONE);
	assert_int_equal(HAPPEN("RATING", "2001", "n=0", "act=exclude", "text=查实"), ERR_DENIED);
	assert_int_equal(HAPPEN("RATING", "1024", "n=0", "act=exclude", "text=查实"), ERR_DENIED);
	assert_int_equal(HAPPEN("RATING", "2002", "n=0", "act=exclude", "text=监控查实没有办事"), OK);
	assert_false(rating_counts(r));
	assert_false(rating_open(&file, r));
	assert_int_equal(file.n_ratings, 1); /* kept */
	rating_add(&sum, r);
	assert_int_equal(sum.n, 0);
	assert_int_equal(sum.excluded, 1);
	assert_int_equal(HAPPEN("RATING", "2002", "n=0", "act=keep", "text=又改"), ERR_STATE);
}

/* (20 + 5 + 3) of 30 is 93.3 %, without 基本满意 83.3 %; 29 are too few to be put in an order. */
static void shares_with_their_sample(void **state)
{
	static const int said[] = {0, 1, 1, 3, 5, 20};
	struct rating_sum sum = {0};

	(void)state;
	assert_int_equal(rating_share(&sum, true), -1);
	for (int level = 1; level <= 5; level++)
		for (int i = 0; i < said[level]; i++) {
			assert_false(rating_ranked(&sum));
			rating_add(&sum, &(struct rating){.level = level});
		}
	assert_true(rating_ranked(&sum));
	assert_int_equal(rating_share(&sum, true), 933);
	assert_int_equal(rating_share(&sum, false), 833);
}

static void tags_go_with_their_level(void **state)
{
	const struct code *tags[8];
	day_t today = day_of(2026, 3, 16);

	(void)state;
	for (int level = 1; level <= 5; level++) {
		assert_true(*rating_level_name(level));
		assert_in_range(rating_tags(level, today, tags, COUNT_OF(tags)), 3, 8);
	}
	assert_int_equal(rating_tags(1, day_of(2019, 12, 31), tags, COUNT_OF(tags)), 0);
	assert_true(rating_tags_fit("", 5, today));
	assert_true(rating_tags_fit("101 104", 1, today));
	assert_false(rating_tags_fit("501", 1, today));
	assert_false(rating_tags_fit("101", 1, day_of(2019, 12, 31)));
	assert_false(rating_tags_fit("1", 1, today));
	assert_false(rating_tags_fit("999", 1, today));
}

/* ---- the page ---- */

static void pressed_and_carried(void **state)
{
	struct facing page = {.number = 7}, other = {0};
	struct facing_hand hand = {0};
	struct facing_reply reply = {0}, back;
	struct record r = {0};

	(void)state;
	facing_place(&page, "演示市政务服务中心", "A03");
	facing_rate(&page, &file, day_of(2026, 3, 16));
	facing_put(&page, &r);
	assert_int_equal(facing_get(&r, &other), OK);
	record_release(&r);
	assert_int_equal(other.stage, FACING_RATE);
	assert_string_equal(other.window, "A03");
	assert_int_equal(other.n_tags[1], page.n_tags[1]);
	assert_false(facing_press(&other, &hand, -1, &reply)); /* Enter alone is no rating */
	assert_false(facing_press(&other, &hand, 6, &reply));
	assert_false(facing_press(&other, &hand, 5, &reply));
	assert_false(facing_press(&other, &hand, 0, &reply));  /* another level */
	assert_int_equal(hand.level, 0);
	assert_false(facing_press(&other, &hand, 1, &reply));
	assert_false(facing_press(&other, &hand, 1, &reply));
	assert_false(facing_press(&other, &hand, 2, &reply));
	assert_false(facing_press(&other, &hand, 2, &reply));  /* off again */
	assert_false(facing_press(&other, &hand, 4, &reply));
	assert_true(facing_press(&other, &hand, -1, &reply));
	assert_int_equal(reply.level, 1);
	assert_int_equal(reply.number, 7);
	assert_string_equal(reply.tags, "101 104");
	struct record said = {0};
	facing_reply_put(&reply, &said);
	assert_int_equal(facing_reply_get(&said, &back), OK);
	assert_string_equal(back.tags, reply.tags);
	record_release(&said);
	record_addi(&said, "number", 7);
	record_addi(&said, "level", 9);
	record_add(&said, "tags", "");
	assert_int_equal(facing_reply_get(&said, &back), ERR_INPUT);
	record_release(&said);
	facing_release(&page);
	facing_release(&other);
}

static int fresh(void **state)
{
	(void)state;
	casefile_init(&file);
	file.state = STATE_DELIVERED;
	if (!clock_parse("2026-03-16T10:00", &now_ms))
		return -1;
	file.received_ms = file.opened_ms = now_ms;
	return 0;
}

static int gone(void **state)
{
	(void)state;
	casefile_release(&file);
	return 0;
}

static int open_tables(void **state)
{
	char path[PATH_SIZE];

	(void)state;
	return file_asset("codes", path) || tables_open(path) ? -1 : 0;
}

static int close_tables(void **state)
{
	(void)state;
	tables_close();
	return 0;
}

#define ON_CASE(test) cmocka_unit_test_setup_teardown(test, fresh, gone)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_CASE(once_an_occasion),
		ON_CASE(never_by_the_clerk),
		ON_CASE(the_loop_and_its_clocks),
		ON_CASE(good_ones_need_nothing),
		ON_CASE(nobody_can_call_who_gave_no_name),
		ON_CASE(malicious_says_a_second_person),
		ON_CASE(shares_with_their_sample),
		ON_CASE(tags_go_with_their_level),
		ON_CASE(pressed_and_carried),
	};
	return cmocka_run_group_tests(tests, open_tables, close_tables);
}
