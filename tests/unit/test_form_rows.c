/* SPDX-License-Identifier: MIT
 *
 * Rows, parties, situations, conditions, parts and declarations, with tests/forms/rows.ini.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/form/draft.h"
#include "core/standards/tables.h"

static struct item *item;
static struct draft draft;
static struct evaluation e;
static day_t today;

static size_t field(const char *name)
{
	int i = item_field(item, name);
	if (i < 0)
		fail_msg("no field %s", name);
	return (size_t)i;
}

static void set(const char *name, const char *value)
{
	char copy[80];
	text_copy(copy, sizeof(copy), value);
	draft_set(&draft, field(name), &(struct answer){.value = copy, .origin = ORIGIN_TYPED});
}

static const char *value(const char *name)
{
	return draft.answers[field(name)].value;
}

static void evaluate(void)
{
	evaluation_release(&e);
	assert_int_equal(draft_evaluate(&draft, today, &e), OK);
}

static const struct finding *found(const char *name)
{
	for (size_t i = 0; i < e.n_findings; i++) {
		if (e.findings[i].field == (name ? (int)field(name) : -1))
			return &e.findings[i];
	}
	return NULL;
}

/* What is said about a field, "" nothing. */
static const char *told(const char *name)
{
	const struct finding *f = found(name);
	return f ? f->text : "";
}

static int fresh(void **state)
{
	(void)state;
	draft_init(&draft, item);
	return 0;
}

static int gone(void **state)
{
	(void)state;
	evaluation_release(&e);
	draft_release(&draft);
	return 0;
}

/* Two of three hold half each; the third is a firm and pays nothing. */
static void three_owners(void)
{
	set("capital", "1000000000");
	set("owner", "3");
	set("owner_no.1", "339901198808081226");
	set("paid.1", "500000000");
	set("owner_no.2", "339901195203150010");
	set("paid.2", "500000000");
	set("owner_kind.3", "2");
	set("owner_no.3", "91339901MA9D000137");
	set("paid.3", "7");
	evaluate();
}

static void a_row_is_fields(void **state)
{
	(void)state;
	assert_int_equal(item->n_repeats, 2);
	assert_int_equal(item->repeats[0].columns, 5);
	assert_int_equal(field("owner_no.1"), item->repeats[0].first + 1);
	assert_int_equal(field("owner_no.50"), item->repeats[0].first + 49 * 5 + 1);
	assert_int_equal(item_field(item, "owner_no.51"), -1);
	assert_int_equal(item_field(item, "owner_no"), -1);
	assert_int_equal(item_cell(item, field("paid.1"), 2), field("paid.3"));
	assert_int_equal(item->n_parties, 50);
	assert_string_equal(item->parties[49].name, "owner.50");
	assert_int_equal(item->parties[49].id, field("owner_no.50"));
	assert_int_equal(item->n_asks, 3 + 49);
	assert_int_equal(item->fields[field("owner_name.50")].shares[0].party, 49);
}

static void rules_of_a_row_read_the_row(void **state)
{
	(void)state;
	three_owners();
	assert_string_equal(value("share.1"), "500000");
	assert_string_equal(value("share.2"), "500000");
	assert_true(e.visible[field("paid.2")]);
	assert_false(e.visible[field("paid.3")]); /* of a firm: hidden, reads as none */
	assert_string_equal(value("share.3"), "");
	assert_false(e.visible[field("owner_no.4")]);
	assert_false(e.required[field("owner_no.4")]);
	assert_string_equal(value("owner_kind.2"), "1"); /* proposed in rows that are there */
	assert_string_equal(value("owner_kind.4"), "");
	assert_string_equal(value("widest"), "500000");
}

static void sums_and_doubles(void **state)
{
	(void)state;
	three_owners();
	assert_null(found("owner"));
	set("paid.2", "400000000");
	evaluate();
	assert_string_equal(told("owner"), "股份合计不是 100%");
	set("paid.2", "500000000");
	set("owner_no.3", "339901198808081226");
	evaluate();
	assert_string_equal(told("owner"), "有股东重复");
	assert_string_equal(told("owner_no.3"), "这个股东已经在表里");
	assert_string_equal(told("owner_no.1"), "这个股东已经在表里");
	assert_null(found("owner_no.2"));
}

static void rows_come_and_go(void **state)
{
	(void)state;
	three_owners();
	assert_int_equal(draft_row_remove(&draft, 0, 0), OK);
	set("owner", "2");
	evaluate();
	assert_string_equal(value("owner_no.1"), "339901195203150010");
	assert_string_equal(value("owner_no.2"), "91339901MA9D000137");
	assert_string_equal(value("owner_no.3"), "");
	assert_int_equal(draft_row_insert(&draft, 0, 1), OK);
	set("owner", "3");
	assert_string_equal(value("owner_no.2"), "");
	assert_string_equal(value("owner_no.3"), "91339901MA9D000137");
	set("owner", "1");
	assert_int_equal(draft_row_remove(&draft, 0, 0), ERR_LIMIT); /* at least one */
	set("owner", "50");
	assert_int_equal(draft_row_insert(&draft, 0, 50), ERR_LIMIT);
}

static void rows_of_a_department(void **state)
{
	struct record rows[3] = {{0}, {0}, {0}};
	const struct field *count = &item->fields[field("spell")];
	char n[16];
	(void)state;
	record_add(&rows[0], "kind", "spell");
	record_add(&rows[0], "from", "2020-01");
	record_add(&rows[1], "kind", "sum");
	record_add(&rows[1], "from", "1999-01");
	record_add(&rows[2], "kind", "spell");
	record_add(&rows[2], "from", "2021-06");
	assert_int_equal(count->n_shares, 1);
	assert_string_equal(field_shared(&draft, field("spell"), 0, rows, 3, n), "2");
	assert_string_equal(field_shared(&draft, field("from.1"), 0, rows, 3, n), "2020-01");
	assert_string_equal(field_shared(&draft, field("from.2"), 0, rows, 3, n), "2021-06");
	assert_null(field_shared(&draft, field("from.3"), 0, rows, 3, n));
	for (size_t i = 0; i < 3; i++)
		record_release(&rows[i]);
}

static void having_none_is_an_answer(void **state)
{
	const struct share *s = &item->fields[field("home")].shares[0];
	struct record lease = {0};
	(void)state;
	record_add(&lease, "kind", "lease");
	assert_string_equal(share_pick(s, &draft, &lease, 1), "0");
	assert_string_equal(share_pick(s, &draft, NULL, 0), "0");
	evaluate();
	assert_int_equal(e.conditions[0], -1); /* silent: cannot tell */
	set("home", "0");
	evaluate();
	assert_int_equal(e.conditions[0], 1);
	set("home", "1");
	evaluate();
	assert_int_equal(e.eligible, 0);
	assert_string_equal(told(NULL), "名下有房");
	record_release(&lease);
}

/* Jan-Jun 2020, Apr-Dec 2020, May 2020-Jan 2021: April to December are there more than once. */
static void months_that_overlap(void **state)
{
	static const char *const spells[][2] = {
		{"2020-01", "2020-06"}, {"2020-04", "2020-12"}, {"2020-05", "2021-01"}};
	(void)state;
	set("spell", "3");
	for (size_t i = 0; i < COUNT_OF(spells); i++) {
		char name[8];
		text_format(name, sizeof(name), "from.%zu", i + 1);
		set(name, spells[i][0]);
		text_format(name, sizeof(name), "to.%zu", i + 1);
		set(name, spells[i][1]);
	}
	evaluate();
	assert_string_equal(value("overlap"), "9");
	set("from.3", "2020-05");
	set("to.3", "2020-05");
	evaluate();
	assert_string_equal(value("overlap"), "3");
	set("spell", "1");
	evaluate();
	assert_string_equal(value("overlap"), "0");
}

static void situations_change_periods(void **state)
{
	(void)state;
	evaluate();
	assert_int_equal(e.situation, -1);
	assert_int_equal(item_promised(item, e.situation)->days, 5);
	set("quick", "1");
	evaluate();
	assert_int_equal(e.situation, 0);
	assert_int_equal(item_promised(item, 0)->days, 1);
	assert_int_equal(item_legal(item, 0)->days, 20);
	assert_int_equal(item_kind(item, 0), ITEM_JOINT);
}

static void parts_wait_and_are_done(void **state)
{
	(void)state;
	assert_int_equal(item->parts[2].after, 3);
	evaluate();
	assert_true(e.part_wanted[0]);
	assert_false(e.part_wanted[1]);
	assert_false(e.part_done[2]);
	set("capital", "1000000");
	set("quick", "1");
	evaluate();
	assert_true(e.part_wanted[1]);
	assert_true(e.part_done[2]);
}

static void a_declaration_is_made(void **state)
{
	(void)state;
	assert_false(item->fields[field("truth")].reuse);
	evaluate();
	assert_string_not_equal(told("truth"), "");
	set("truth", "0");
	evaluate();
	assert_string_not_equal(told("truth"), "");
	set("truth", "1");
	evaluate();
	assert_null(found("truth"));
}

static int open_item(void **state)
{
	char forms[PATH_SIZE], path[PATH_SIZE];
	struct buf messages;
	(void)state;
	buf_init(&messages, 64 * 1024);
	if (file_asset("codes", path) || tables_open(path) || file_asset("demo/regions.tsv", path) ||
		tables_add_demo(path) || file_asset("forms", forms))
		return 1;
	assert_true(text_format(path, sizeof(path), "%s/../tests/forms/rows.ini", forms));
	assert_true(day_parse("2026-03-16", &today));
	if (item_load(path, &item, &messages))
		fail_msg("%s", buf_text(&messages));
	buf_release(&messages);
	return 0;
}

static int close_item(void **state)
{
	(void)state;
	item_free(item);
	tables_close();
	return 0;
}

#define ON_DRAFT(test) cmocka_unit_test_setup_teardown(test, fresh, gone)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_DRAFT(a_row_is_fields),
		ON_DRAFT(rules_of_a_row_read_the_row),
		ON_DRAFT(sums_and_doubles),
		ON_DRAFT(rows_come_and_go),
		ON_DRAFT(rows_of_a_department),
		ON_DRAFT(having_none_is_an_answer),
		ON_DRAFT(months_that_overlap),
		ON_DRAFT(situations_change_periods),
		ON_DRAFT(parts_wait_and_are_done),
		ON_DRAFT(a_declaration_is_made),
	};
	return cmocka_run_group_tests(tests, open_item, close_item);
}
