/* SPDX-License-Identifier: MIT
 *
 * The parts of a joint case on the birth of domain.md F04 in small: a -> b -> (c -> e, d), f needs
 * a. Accepted on Monday 2026-03-16; two working days each.
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
#include "core/casework/part.h"
#include "core/standards/tables.h"

enum { A, B, C, D, E, F };

static struct item *item;
static struct casefile file;
static struct evaluation e;
static int64_t monday;

static void evaluate(void)
{
	evaluation_release(&e);
	assert_int_equal(draft_evaluate(&file.draft, day_at(monday), &e), OK);
}

static void answer(const char *name, const char *value)
{
	char copy[40];
	text_copy(copy, sizeof(copy), value);
	draft_set(&file.draft, (size_t)item_field(item, name),
		&(struct answer){.value = copy, .origin = ORIGIN_TYPED});
	evaluate();
}

static enum err part(const char *name, const char *to, const char *value, int days)
{
	struct event event = {.at_ms = monday + (int64_t)days * 86400000};
	struct fold f = {.file = &file, .event = &event};
	text_copy(event.actor, sizeof(event.actor), "3001");
	record_add(&event.body, "name", name);
	record_add(&event.body, "to", to);
	record_add(&event.body, "value", value);
	record_add(&event.body, "reason", text_equal(to, "REFUSED") ? "名字不合规定" : NULL);
	enum err err = fold_part(&f);
	record_release(&event.body);
	evaluate();
	return err;
}

static void states(const char *wanted)
{
	char is[7] = "";
	static const char letters[PART_STATE_COUNT] = {[PART_IDLE] = '-', [PART_WAITING] = 'w',
		[PART_RUNNING] = 'r', [PART_DONE] = 'd', [PART_REFUSED] = 'x', [PART_BLOCKED] = 'b'};
	for (size_t i = 0; i < item->n_parts; i++)
		is[i] = letters[part_view(&file, &e, i).state];
	assert_string_equal(is, wanted);
}

static const char *day(day_t d)
{
	static char text[11];
	if (d == DAY_NONE)
		return "-";
	day_format(d, text);
	return text;
}

static void one_feeds_the_next(void **state)
{
	(void)state;
	answer("card", "1");
	states("rwwwww");
	assert_string_equal(day(part_view(&file, &e, A).due.day), "2026-03-18");
	assert_string_equal(day(part_view(&file, &e, B).due.day), "-");
	assert_int_equal(part("b", "DONE", NULL, 0), OK); /* the fold allows, the desk does not */
	file.parts[B] = (struct part_mark){0};
	assert_int_equal(part("a", "DONE", "Z330001", 1), OK);
	assert_string_equal(file.draft.answers[item_field(item, "certificate")].value, "Z330001");
	states("drwwwr");
	assert_string_equal(day(part_view(&file, &e, B).due.day), "2026-03-19"); /* from Tuesday */
	assert_int_equal(part("b", "DONE", "339901202602121332", 2), OK);
	states("ddrrwr");
	assert_int_equal(part("c", "DONE", NULL, 3), OK);
	states("dddrrr");
	assert_false(parts_ended(&file, &e));
	assert_int_equal(part("d", "DONE", NULL, 3), OK);
	assert_int_equal(part("e", "DONE", NULL, 3), OK);
	assert_int_equal(part("f", "DONE", NULL, 3), OK);
	assert_true(parts_ended(&file, &e));
}

static void a_refusal_sinks_only_what_needs_it(void **state)
{
	(void)state;
	answer("card", "1");
	assert_int_equal(part("a", "DONE", "Z330001", 1), OK);
	assert_int_equal(part("b", "REFUSED", NULL, 1), OK);
	states("dxbbbr");
	assert_string_equal(part_view(&file, &e, B).reason, "名字不合规定");
	assert_string_equal(part_view(&file, &e, B).actor, "3001");
	assert_int_equal(part("f", "DONE", NULL, 2), OK);
	assert_true(parts_ended(&file, &e));
	assert_int_equal(part("b", "DONE", NULL, 3), ERR_STATE); /* it has ended */
}

static void what_is_known_is_done(void **state)
{
	(void)state;
	answer("certificate", "Z330001");
	states("drw-wr");
	assert_true(part_view(&file, &e, A).known);
	assert_false(part_view(&file, &e, B).known);
	assert_string_equal(day(part_view(&file, &e, B).due.day), "2026-03-18");
}

static void results_are_checked(void **state)
{
	(void)state;
	evaluate();
	assert_int_equal(part("b", "DONE", "339901202602121333", 1), ERR_INPUT); /* check digit */
	assert_int_equal(part("c", "DONE", "x", 1), ERR_INPUT);	      /* gives nothing */
	assert_int_equal(part("z", "DONE", NULL, 1), ERR_INPUT);
	assert_int_equal(part("a", "GRANTED", NULL, 1), ERR_INPUT);
	file.state = STATE_WITHDRAWN_IN;
	assert_int_equal(part("a", "DONE", NULL, 1), ERR_STATE);
}

/* Six parts of five departments, one counter; 18 documents and 6 trips before (domain.md 9.3). */
static void the_citizen_is_spared(void **state)
{
	(void)state;
	answer("card", "1");
	struct spared s = spared(&file, &e);
	assert_int_equal(s.departments, 4);
	assert_int_equal(s.materials, 18);
	assert_int_equal(s.trips, 5);
	assert_int_equal(s.fields, 0);
	answer("card", "0");
	assert_int_equal(spared(&file, &e).departments, 3);
}

static int fresh(void **state)
{
	(void)state;
	casefile_init(&file);
	file.item = item;
	file.state = STATE_ACCEPTED;
	file.accepted_ms = monday;
	draft_init(&file.draft, item);
	file.parts = mem_array(item->n_parts + 1, sizeof(*file.parts));
	evaluate();
	return 0;
}

static int gone(void **state)
{
	(void)state;
	evaluation_release(&e);
	casefile_release(&file);
	return 0;
}

static int open_item(void **state)
{
	char forms[PATH_SIZE], path[PATH_SIZE];
	struct buf messages;
	(void)state;
	if (file_asset("codes", path) || tables_open(path) || file_asset("demo/regions.tsv", path) ||
		tables_add_demo(path) || file_asset("forms", forms) ||
		!clock_parse("2026-03-16T09:00", &monday))
		return -1;
	buf_init(&messages, 64 * 1024);
	text_format(path, sizeof(path), "%s/../tests/forms/parts.ini", forms);
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
		ON_CASE(one_feeds_the_next),
		ON_CASE(a_refusal_sinks_only_what_needs_it),
		ON_CASE(what_is_known_is_done),
		ON_CASE(results_are_checked),
		ON_CASE(the_citizen_is_spared),
	};
	return cmocka_run_group_tests(tests, open_item, close_item);
}
