/* SPDX-License-Identifier: MIT
 *
 * Clocks of a casefile against the vectors of domain.md section 4 (State Council tables of 2017 and
 * 2018), and what a pause, an extension and the hour change.
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
#include "core/casework/deadline.h"
#include "core/standards/tables.h"

static struct item *item;
static struct casefile file;
static struct deadline out[CLOCKS_MOST];

static int64_t at(const char *text)
{
	int64_t ms;
	assert_true(clock_parse(text, &ms));
	return ms;
}

static void accepted(const char *text)
{
	file.state = STATE_EXAMINING;
	file.received_ms = file.accepted_ms = at(text);
}

static void paused(const char *from, const char *to)
{
	file.pauses = mem_grow(file.pauses, file.n_pauses * sizeof(*file.pauses),
		(file.n_pauses + 1) * sizeof(*file.pauses));
	file.pauses[file.n_pauses++] = (struct pause_mark){
		.kind = PAUSE_SITE, .from_ms = at(from), .to_ms = to ? at(to) : 0, .expected = DAY_NONE};
}

static const char *day(day_t d)
{
	static char text[11];
	if (d == DAY_NONE)
		return "-";
	day_format(d, text);
	return text;
}

/* accepted, n, pause from, to, due: domain.md 4 */
static const struct {
	const char *accepted;
	int n;
	const char *from, *to, *due;
} vectors[] = {
	{"2017-01-20T10:00", 5, NULL, NULL, "2017-01-26"},
	{"2017-01-26T10:00", 3, NULL, NULL, "2017-02-06"},
	{"2017-06-14T10:00", 20, NULL, NULL, "2017-07-12"},
	{"2017-06-14T10:00", 45, NULL, NULL, "2017-08-16"},
	{"2017-06-14T10:00", 7, "2017-06-19T10:00", "2017-06-23T10:00", "2017-06-29"},
	{"2017-06-16T10:00", 5, "2017-06-16T10:00", "2017-06-20T10:00", "2017-06-27"},
	{"2017-09-29T10:00", 1, NULL, NULL, "2017-09-30"},
	{"2017-12-29T10:00", 3, NULL, NULL, "2018-01-04"},
	{"2018-02-09T10:00", 3, NULL, NULL, "2018-02-13"},
};

static void the_vectors(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(vectors); i++) {
		struct period p = {vectors[i].n, true};
		struct due due;
		file.n_pauses = 0;
		accepted(vectors[i].accepted);
		if (vectors[i].from)
			paused(vectors[i].from, vectors[i].to);
		assert_int_equal(deadline_of(&file, &p, file.accepted_ms, file.accepted_ms, &due), OK);
		assert_string_equal(day(due.day), vectors[i].due);
	}
}

/* Pauses in any order give the same day. */
static void order_changes_nothing(void **state)
{
	struct period p = {20, true};
	struct due one, two;
	(void)state;
	accepted("2017-06-14T10:00");
	paused("2017-06-19T10:00", "2017-06-23T10:00");
	paused("2017-07-03T10:00", "2017-07-05T10:00");
	assert_int_equal(deadline_of(&file, &p, file.accepted_ms, at("2017-07-10T10:00"), &one), OK);
	struct pause_mark first = file.pauses[0];
	file.pauses[0] = file.pauses[1];
	file.pauses[1] = first;
	assert_int_equal(deadline_of(&file, &p, file.accepted_ms, at("2017-07-10T10:00"), &two), OK);
	assert_int_equal(one.day, two.day);
	/* 12 July without; four and two working days later */
	assert_string_equal(day(one.day), "2017-07-20");
}

static void the_promise_binds_first(void **state)
{
	(void)state;
	accepted("2017-06-14T10:00");
	assert_int_equal(deadlines(&file, at("2017-06-14T11:00"), out), 2);
	assert_int_equal(out[0].kind, CLOCK_PROMISED);
	assert_string_equal(day(out[0].due), "2017-07-12");
	assert_int_equal(out[0].left, 20);
	assert_int_equal(out[1].kind, CLOCK_LEGAL);
	assert_string_equal(day(out[1].due), "2017-08-16");
	assert_int_equal(out[0].urgency, URGENCY_GREEN);
}

/* Yellow with a fifth of the days left: four of twenty; red from the midnight after the due day. */
static void lights(void **state)
{
	(void)state;
	accepted("2017-06-14T10:00");
	deadlines(&file, at("2017-07-05T09:00"), out);
	assert_int_equal(out[0].left, 5);
	assert_int_equal(out[0].urgency, URGENCY_GREEN);
	deadlines(&file, at("2017-07-06T09:00"), out);
	assert_int_equal(out[0].left, 4);
	assert_int_equal(out[0].urgency, URGENCY_YELLOW);
	deadlines(&file, at("2017-07-12T23:59"), out);
	assert_int_equal(out[0].left, 0);
	assert_int_equal(out[0].urgency, URGENCY_YELLOW);
	deadlines(&file, at("2017-07-13T00:00"), out);
	assert_int_equal(out[0].urgency, URGENCY_RED);
	assert_int_equal(out[0].left, -1);
}

static void a_pause_stops_and_an_extension_adds(void **state)
{
	(void)state;
	accepted("2017-06-14T10:00");
	paused("2017-06-19T10:00", NULL);
	deadlines(&file, at("2017-06-21T09:00"), out);
	assert_true(out[0].stopped);
	assert_int_equal(out[0].urgency, URGENCY_NONE);
	file.pauses[0].to_ms = at("2017-06-23T10:00");
	file.extension = 10;
	deadlines(&file, at("2017-06-26T09:00"), out);
	assert_false(out[0].stopped);
	assert_int_equal(out[0].total, 30);
	/* 30 days from 14 June end on 26 July; four were paused */
	assert_string_equal(day(out[0].due), "2017-08-01");
}

static void other_clocks(void **state)
{
	(void)state;
	file.state = STATE_RECEIVED;
	file.received_ms = at("2017-01-20T10:00");
	assert_int_equal(deadlines(&file, file.received_ms, out), 1);
	assert_int_equal(out[0].kind, CLOCK_NOTICE);
	assert_string_equal(day(out[0].due), "2017-01-26");
	file.state = STATE_FIXING;
	file.fix_until = day_of(2017, 2, 19);
	assert_int_equal(deadlines(&file, at("2017-02-17T10:00"), out), 1);
	assert_int_equal(out[0].kind, CLOCK_FIX);
	assert_string_equal(day(out[0].due), "2017-02-19");
	accepted("2017-06-14T10:00");
	file.stages[0].begun_ms = file.accepted_ms;
	file.marks[0] = (struct material_mark){.mark = MARK_DEFERRED, .until = day_of(2017, 6, 21)};
	assert_int_equal(deadlines(&file, at("2017-06-15T10:00"), out), 4);
	assert_int_equal(out[2].kind, CLOCK_DEFER);
	assert_string_equal(out[2].label, "图纸");
	assert_int_equal(out[3].kind, CLOCK_STAGE);
	assert_string_equal(out[3].label, "审核");
	assert_string_equal(day(out[3].due), "2017-07-05");
	file.state = STATE_GRANTED;
	file.decided_ms = at("2017-07-03T10:00");
	assert_int_equal(deadlines(&file, at("2017-07-04T10:00"), out), 1);
	assert_int_equal(out[0].kind, CLOCK_DELIVER);
	assert_string_equal(day(out[0].due), "2017-07-17"); /* ten working days, art. 44 and 82 */
}

/* What is granted at once has no promise, but to be told in five days is everybody's right (art. 32). */
static void received_only(void **state)
{
	enum item_kind kind = item->kind;
	(void)state;
	item->kind = ITEM_INSTANT;
	file.state = STATE_RECEIVED;
	file.received_ms = at("2017-01-20T10:00");
	size_t received = deadlines(&file, file.received_ms, out);
	enum clock_kind first = out[0].kind;
	accepted("2017-06-14T10:00");
	size_t examined = deadlines(&file, file.received_ms, out);
	file.legal_due = day_of(2017, 7, 12); /* accepted with a day: it waits for a value */
	size_t waiting = deadlines(&file, file.received_ms, out);
	file.legal_due = DAY_NONE;
	item->kind = kind;
	assert_int_equal(received, 1);
	assert_int_equal(first, CLOCK_NOTICE);
	assert_int_equal(examined, 0);
	assert_true(waiting > 0);
}

/* At 17:00 or on a day off the first day is the next working day (domain.md 4, after hours). */
static void after_hours(void **state)
{
	struct period p = {1, true};
	struct due due;
	(void)state;
	accepted("2017-06-16T16:59"); /* a Friday */
	assert_int_equal(deadline_of(&file, &p, file.accepted_ms, file.accepted_ms, &due), OK);
	assert_string_equal(day(due.day), "2017-06-19");
	accepted("2017-06-16T17:00");
	assert_int_equal(deadline_of(&file, &p, file.accepted_ms, file.accepted_ms, &due), OK);
	assert_string_equal(day(due.day), "2017-06-20");
}

static int fresh(void **state)
{
	(void)state;
	casefile_init(&file);
	file.item = item;
	file.situation = -1;
	draft_init(&file.draft, item);
	file.marks = mem_array(item->n_materials + 1, sizeof(*file.marks));
	file.stages = mem_array(item->n_stages + 1, sizeof(*file.stages));
	return 0;
}

static int gone(void **state)
{
	(void)state;
	casefile_release(&file);
	return 0;
}

static int open_item(void **state)
{
	char forms[PATH_SIZE], path[PATH_SIZE];
	struct buf messages;
	(void)state;
	if (file_asset("codes", path) || tables_open(path) || file_asset("forms", forms))
		return -1;
	buf_init(&messages, 64 * 1024);
	text_format(path, sizeof(path), "%s/../tests/forms/life.ini", forms);
	enum err err = item_load(path, &item, &messages);
	if (err)
		print_message("%s", buf_text(&messages));
	buf_release(&messages);
	return err ? -1 : 0;
}

static int close_item(void **state)
{
	(void)state;
	item_free(item);
	tables_close();
	return 0;
}

#define ON_CASE(test) cmocka_unit_test_setup_teardown(test, fresh, gone)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_CASE(the_vectors),
		ON_CASE(order_changes_nothing),
		ON_CASE(the_promise_binds_first),
		ON_CASE(lights),
		ON_CASE(a_pause_stops_and_an_extension_adds),
		ON_CASE(other_clocks),
		ON_CASE(received_only),
		ON_CASE(after_hours),
	};
	return cmocka_run_group_tests(tests, open_item, close_item);
}
