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
#include "core/casework/desk/facing.h"
#include "core/casework/number.h"
#include "core/casework/oversight/appeal_figures.h"
#include "core/casework/oversight/rating_sums.h"
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

/* ---- who comes back with the code of the slip ---- */

static void by_code_once_an_occasion(void **state)
{
	struct rating_turn t;

	(void)state;
	text_copy(file.received_by, sizeof file.received_by, "1024");
	text_copy(file.window, sizeof file.window, "A05");
	assert_true(rating_by_code(&file, &t));
	assert_int_equal(t.occasion, OCCASION_WINDOW);
	assert_string_equal(t.clerk, "1024");
	assert_string_equal(t.window, "A05");
	file.decided_ms = now_ms;
	text_copy(file.decided_by, sizeof file.decided_by, "4001");
	assert_true(rating_by_code(&file, &t));
	assert_int_equal(t.occasion, OCCASION_RESULT);
	assert_string_equal(t.clerk, "4001"); /* who decided, not who stood at the window */
	assert_int_equal(HAPPEN("RATE", "1024", "occasion=result", "level=4", "channel=code",
		"clerk=4001"), OK);
	assert_int_equal(HAPPEN("RATE", "1024", "occasion=window", "level=1", "channel=code",
		"clerk=1024"), OK);
	assert_false(rating_by_code(&file, &t)); /* all of it is rated */
}

/* A bad one that was put right and told may be rated again, once; the first one stays. */
static void by_code_again_after_it_was_mended(void **state)
{
	struct rating_turn t;

	(void)state;
	text_copy(file.received_by, sizeof file.received_by, "1024");
	assert_int_equal(HAPPEN("RATE", "1024", BAD), OK);
	assert_false(rating_by_code(&file, &t));
	assert_int_equal(HAPPEN("RATING", "2001", "n=0", "act=call", "text=说重复要材料"), OK);
	assert_int_equal(HAPPEN("RATING", "2001", "n=0", "act=fix", "text=清单改了"), OK);
	assert_false(rating_by_code(&file, &t)); /* not told yet */
	assert_int_equal(HAPPEN("RATING", "2001", "n=0", "act=tell"), OK);
	assert_true(rating_by_code(&file, &t));
	assert_int_equal(t.again, 0);
	assert_string_equal(t.clerk, "1024");
	assert_int_equal(HAPPEN("RATE", "1024", "occasion=window", "level=5", "channel=code",
		"clerk=1024", "again=0"), OK);
	assert_int_equal(file.ratings[0].again, 5);
	assert_int_equal(file.ratings[0].level, 1);
	assert_false(rating_by_code(&file, &t));
}

static void a_code_is_typed_where_no_case_is_shown(void **state)
{
	struct facing page = {.stage = FACING_IDLE, .number = 4}, shown = {.stage = FACING_CHECK};
	struct facing_hand hand = {0};
	struct facing_reply reply = {0}, back = {0};
	struct record r = {0};
	char code[QUERY_CODE];

	(void)state;
	query_code_new(code);
	for (size_t i = 0; i < 5; i++)
		assert_false(facing_type(&page, &hand, (uint32_t)code[i], &reply));
	assert_false(facing_type(&page, &hand, '-', &reply));
	assert_false(facing_type(&page, &hand, 8, &reply)); /* rubs out */
	assert_int_equal(strlen(hand.code), 4);
	assert_false(facing_type(&page, &hand, (uint32_t)code[4], &reply));
	assert_true(facing_type(&page, &hand, (uint32_t)(code[5] >= 'A' ? code[5] + 32 : code[5]), &reply));
	assert_string_equal(reply.code, code);
	assert_int_equal(reply.number, 4);
	facing_reply_put(&reply, &r);
	assert_int_equal(facing_reply_get(&r, &back), OK);
	assert_string_equal(back.code, code);
	record_release(&r);
	record_addi(&r, "number", 4);
	record_add(&r, "tags", "");
	record_add(&r, "code", "AAAAAA"); /* its check does not fit */
	assert_int_equal(query_code_valid("AAAAAA"), false);
	assert_int_equal(facing_reply_get(&r, &back), ERR_INPUT);
	record_release(&r);
	/* the next letter begins anew; while a case is shown nothing is taken */
	assert_false(facing_type(&page, &hand, 'x', &reply));
	assert_string_equal(hand.code, "X");
	memset(&hand, 0, sizeof hand);
	assert_false(facing_type(&shown, &hand, 'x', &reply));
	assert_string_equal(hand.code, "");
}

/* ---- sums ---- */

static void nothing_small_is_ranked(void **state)
{
	struct rating_sums x = {0};

	(void)state;
	for (int i = 0; i < 30; i++) {
		rating_sums_add(&x, "A01", &(struct rating_row){.level = i < 27 ? 5 : 1});
		rating_sums_add(&x, "A02", &(struct rating_row){.level = 5});
	}
	for (int i = 0; i < 29; i++)
		rating_sums_add(&x, "A03", &(struct rating_row){.level = 5});
	rating_sums_add(&x, "A03", &(struct rating_row){.level = 1, .flags = RATING_FLAG_EXCLUDED});
	rating_sums_rank(&x);
	assert_int_equal(x.n, 3);
	assert_string_equal(x.groups[0].key, "A02");
	assert_int_equal(x.groups[0].rank, 1);
	assert_string_equal(x.groups[1].key, "A01");
	assert_int_equal(x.groups[1].rank, 2);
	assert_int_equal(rating_share(&x.groups[1].sum, true), 900);
	assert_string_equal(x.groups[2].key, "A03"); /* 29 and one that is kept, not counted */
	assert_int_equal(x.groups[2].rank, 0);
	assert_int_equal(x.groups[2].sum.excluded, 1);
	assert_int_equal(x.all.n, 89);
	assert_int_equal(x.of[RATING_FIXED].below, 3);
}

static int64_t at(const char *text)
{
	int64_t ms;

	assert_true(clock_parse(text, &ms));
	return ms;
}

/* Rated on Monday the 16th: called back on Tuesday is in time, on Wednesday not; put right on Monday the
 * 23rd is, on Tuesday not, a complex one until April 7, for the 6th is a day off. From 17:00 on it is of
 * the next working day. */
static void bad_ones_in_time(void **state)
{
	static const struct {
		const char *rated, *called, *fixed;
		unsigned flags;
		int level, in_time[RATING_SHARES], of[RATING_SHARES];
	} vectors[] = {
		{"2026-03-16T10:00", "2026-03-17T16:00", "2026-03-23T09:00", 0, 1, {1, 1, 1}, {1, 1, 1}},
		{"2026-03-16T10:00", "2026-03-18T09:00", "2026-03-24T09:00", 0, 2, {1, 0, 0}, {1, 1, 1}},
		{"2026-03-16T17:00", "2026-03-18T09:00", "2026-03-24T09:00", 0, 2, {1, 1, 1}, {1, 1, 1}},
		{"2026-03-16T10:00", "2026-03-17T09:00", "2026-04-07T09:00", RATING_FLAG_COMPLEX, 1, {1, 1, 1}, {1, 1, 1}},
		{"2026-03-16T10:00", NULL, NULL, 0, 1, {0, 0, 0}, {1, 1, 1}},
		{"2026-03-16T10:00", NULL, "2026-03-23T17:30", RATING_FLAG_ANONYMOUS, 1, {0, 0, 1}, {0, 0, 1}},
		{"2026-03-16T10:00", NULL, NULL, RATING_FLAG_EXCLUDED, 1, {0, 0, 0}, {0, 0, 0}},
		{"2026-03-16T10:00", NULL, NULL, 0, 3, {0, 0, 0}, {0, 0, 0}}};
	struct rating_sums x = {0};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(vectors); i++) {
		struct rating_row r = {.level = vectors[i].level, .flags = vectors[i].flags, .at_ms = at(vectors[i].rated)};
		r.called_ms = vectors[i].called ? at(vectors[i].called) : 0;
		r.fixed_ms = vectors[i].fixed ? at(vectors[i].fixed) : 0;
		for (int o = 0; o < RATING_SHARES; o++) {
			struct rating_part p = rating_part_of((enum rating_owed)o, &r);
			if ((int)p.above != vectors[i].in_time[o] || (int)p.below != vectors[i].of[o])
				fail_msg("%zu %s: %u/%u", i, rating_share_word((enum rating_owed)o), p.above, p.below);
		}
		rating_sums_add(&x, "A03", &r);
	}
	assert_int_equal(x.of[RATING_CALLED].above, 4);
	assert_int_equal(x.of[RATING_CALLED].below, 5);
	assert_int_equal(x.of[RATING_CALLED_SOON].above, 3);
	assert_int_equal(x.of[RATING_FIXED].above, 4);
	assert_int_equal(x.of[RATING_FIXED].below, 6);
	assert_int_equal(x.all.n, 7);
	assert_int_equal(x.all.excluded, 1);
}

/* Two complaints, a question at once, one refused: sign-in 1 of 2, on time 1 of 2 (one is past its day),
 * reached 1 of 1, settled 1 of 1, content 0 of 1. */
static void figures_of_appeals(void **state)
{
	struct appeal_figures x = {.now_ms = at("2026-03-31T10:00")};
	struct appeal_row good = {.kind = 3, .state = "RATED", .dispatched_ms = at("2026-03-16T09:00"),
		.sign_due_ms = at("2026-03-16T11:00"), .signed_ms = at("2026-03-16T11:00"),
		.replied_ms = at("2026-03-30T16:00"), .due = day_of(2026, 3, 30),
		.visited_ms = at("2026-03-30T17:00"), .outcome = APPEAL_SOLVED, .rating = 2};
	struct appeal_row late = {.kind = 3, .state = "HANDLING", .dispatched_ms = at("2026-03-16T09:00"),
		.sign_due_ms = at("2026-03-16T11:00"), .signed_ms = at("2026-03-16T11:01"),
		.due = day_of(2026, 3, 30)};
	struct appeal_row at_once = {.kind = 1, .state = "VISITED", .flags = APPEAL_FLAG_AT_ONCE,
		.due = DAY_NONE};
	struct appeal_row refused = {.kind = 2, .state = "NOT_ACCEPTED", .due = day_of(2026, 3, 20)};
	static const uint32_t expected[APPEAL_FIGURES][2] = {{1, 2}, {1, 2}, {1, 1}, {1, 1}, {0, 1}};

	(void)state;
	appeal_figures_add(&x, &good);
	appeal_figures_add(&x, &late);
	appeal_figures_add(&x, &at_once);
	appeal_figures_add(&x, &refused);
	assert_int_equal(x.n[0], 4);
	assert_int_equal(x.n[3], 2);
	for (int f = 0; f < APPEAL_FIGURES; f++) {
		assert_int_equal(x.of[3][f].above, expected[f][0]);
		assert_int_equal(x.of[3][f].below, expected[f][1]);
		assert_int_equal(x.of[0][f].below, expected[f][1]);
	}
	assert_int_equal(appeal_figure_value(&x.of[3][APPEAL_SIGNED_RATE]), 500);
	assert_int_equal(appeal_figure_value(&x.of[1][APPEAL_SIGNED_RATE]), -1);
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
		ON_CASE(by_code_once_an_occasion),
		ON_CASE(by_code_again_after_it_was_mended),
		ON_CASE(a_code_is_typed_where_no_case_is_shown),
		ON_CASE(nothing_small_is_ranked),
		ON_CASE(bad_ones_in_time),
		ON_CASE(figures_of_appeals),
		ON_CASE(pressed_and_carried),
	};
	return cmocka_run_group_tests(tests, open_tables, close_tables);
}
