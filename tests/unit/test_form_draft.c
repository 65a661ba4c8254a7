/* SPDX-License-Identifier: MIT
 *
 * Drafts: who may overwrite whom, what hidden means, what is needed and what is found.
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
#include "core/form/fingerprint.h"
#include "core/standards/tables.h"

static struct item *item;
static struct draft draft;
static struct evaluation e;
static const day_t today = 20528; /* 2026-03-16 */

static size_t field(const char *name)
{
	int index = item_field(item, name);
	assert_true(index >= 0);
	return (size_t)index;
}

static struct answer *answer(const char *name)
{
	return &draft.answers[field(name)];
}

static void set(const char *name, const char *value, enum origin origin)
{
	char copy[100];
	text_copy(copy, sizeof(copy), value);
	draft_set(&draft, field(name), &(struct answer){.value = copy, .origin = origin});
}

static void evaluate(void)
{
	evaluation_release(&e);
	assert_int_equal(draft_evaluate(&draft, today, &e), OK);
}

static const struct finding *finding(const char *name)
{
	int index = name ? (int)field(name) : -1;
	for (size_t i = 0; i < e.n_findings; i++) {
		if (e.findings[i].field == index)
			return &e.findings[i];
	}
	return NULL;
}

/* The finding of a field that must have one. */
static struct finding told(const char *name)
{
	const struct finding *f = finding(name);
	if (f)
		return *f;
	fail_msg("nothing is told of %s", name ? name : "the form");
	return (struct finding){.text = ""};
}

static int start(void **state)
{
	(void)state;
	draft_init(&draft, item);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	evaluation_release(&e);
	draft_release(&draft);
	return 0;
}

static void derived_in_dependency_order(void **state)
{
	(void)state;
	set("months", "3", ORIGIN_FETCHED);
	set("price", "250", ORIGIN_TYPED);
	evaluate();
	assert_string_equal(answer("total")->value, "750");
	assert_int_equal(answer("total")->origin, ORIGIN_DERIVED);
	set("price", "", ORIGIN_TYPED);
	evaluate();
	assert_string_equal(answer("total")->value, "");
	assert_int_equal(answer("total")->origin, ORIGIN_NONE);
}

static void proposals_follow_until_a_person_decides(void **state)
{
	(void)state;
	evaluate();
	assert_string_equal(answer("reason")->value, "");
	set("months", "3", ORIGIN_FETCHED);
	evaluate();
	assert_string_equal(answer("reason")->value, "1");
	set("months", "0", ORIGIN_FETCHED);
	evaluate();
	assert_string_equal(answer("reason")->value, "");
	set("reason", "2", ORIGIN_TYPED);
	set("months", "3", ORIGIN_FETCHED);
	evaluate();
	assert_string_equal(answer("reason")->value, "2");
	/* emptied by the clerk: it stays empty, and is missing */
	set("reason", "", ORIGIN_TYPED);
	evaluate();
	assert_string_equal(answer("reason")->value, "");
	assert_true(e.needed[field("reason")]);
}

static void fetched_is_never_overwritten(void **state)
{
	(void)state;
	set("months", "3", ORIGIN_FETCHED);
	set("price", "250", ORIGIN_TYPED);
	set("total", "700", ORIGIN_FETCHED);
	evaluate();
	assert_string_equal(answer("total")->value, "700");
}

static void hidden_answers_come_back(void **state)
{
	(void)state;
	set("reason", "1", ORIGIN_TYPED);
	set("employer", "某公司", ORIGIN_TYPED);
	set("price", "1", ORIGIN_TYPED);
	evaluate();
	assert_true(e.visible[field("employer")]);
	assert_true(e.material_required[0]);
	assert_non_null(finding("price")); /* one fen, and there is an employer */
	set("reason", "2", ORIGIN_TYPED);
	evaluate();
	assert_false(e.visible[field("employer")]);
	assert_string_equal(answer("employer")->value, "某公司");
	assert_false(e.material_required[0]); /* the rule reads NULL */
	assert_null(finding("price"));
	set("reason", "1", ORIGIN_TYPED);
	evaluate();
	assert_true(e.material_required[0]);
}

static void required_by_rule(void **state)
{
	(void)state;
	set("reason", "1", ORIGIN_TYPED);
	set("price", "100", ORIGIN_TYPED);
	evaluate();
	assert_false(e.required[field("employer")]);
	set("price", "101", ORIGIN_TYPED);
	evaluate();
	assert_true(e.required[field("employer")]);
	assert_true(told("employer").missing);
	assert_string_equal(told("employer").text, "填写单位全称");
	/* hidden, it is not missing */
	set("reason", "2", ORIGIN_TYPED);
	evaluate();
	assert_null(finding("employer"));
}

static void missing_says_how(void **state)
{
	(void)state;
	evaluate();
	assert_string_equal(told("mobile").text, "填写手机，没有就按 F2 选「不留号码」");
	assert_string_equal(told("reason").text, "选择事由");
	assert_int_equal(e.missing, 2);
	assert_int_equal(e.errors, 2);
	draft_set(&draft, field("mobile"),
		&(struct answer){.declared_none = true, .origin = ORIGIN_TYPED});
	evaluate();
	assert_null(finding("mobile"));
	assert_int_equal(e.missing, 1);
}

static void earlier_values_want_a_yes(void **state)
{
	(void)state;
	set("mobile", "13900001234", ORIGIN_EARLIER);
	evaluate();
	assert_true(e.needed[field("mobile")]);
	assert_null(finding("mobile"));
	answer("mobile")->confirmed = true;
	evaluate();
	assert_false(e.needed[field("mobile")]);
}

static void severities(void **state)
{
	(void)state;
	set("price", "100001", ORIGIN_TYPED);
	evaluate();
	assert_int_equal(told("price").severity, SEVERITY_WARN);
	size_t errors = e.errors;
	set("price", "100000", ORIGIN_TYPED);
	evaluate();
	assert_null(finding("price"));
	assert_int_equal(e.errors, errors); /* a warning is no error */
}

static void odd_values_of_departments_warn(void **state)
{
	(void)state;
	set("place", "演示市", ORIGIN_FETCHED);
	evaluate();
	assert_int_equal(told("place").severity, SEVERITY_WARN);
	set("place", "339901", ORIGIN_FETCHED);
	evaluate();
	assert_null(finding("place"));
}

static void eligible_knows_three_answers(void **state)
{
	(void)state;
	evaluate();
	assert_int_equal(e.eligible, -1);
	assert_null(finding(NULL));
	set("months", "12", ORIGIN_FETCHED);
	evaluate();
	assert_int_equal(e.eligible, 1);
	set("months", "11", ORIGIN_FETCHED);
	evaluate();
	assert_int_equal(e.eligible, 0);
	assert_string_equal(told(NULL).text, "缴费不满 12 个月");
	/* not a number: cannot tell */
	set("months", "many", ORIGIN_FETCHED);
	evaluate();
	assert_int_equal(e.eligible, -1);
}

static void facts_are_not_of_the_form(void **state)
{
	(void)state;
	set("months", "12", ORIGIN_FETCHED);
	evaluate();
	assert_false(e.visible[field("months")]);
	assert_int_equal(e.shown, 6);  /* total reason employer price mobile place */
	assert_int_equal(e.filled, 1); /* reason, proposed */
}

static void editing(void **state)
{
	struct answer a = {.value = (char[]){"x"}};
	struct field f = {.lock = LOCK_PROOF, .derive = -1};
	(void)state;
	a.origin = ORIGIN_TYPED;
	assert_int_equal(answer_edit(&f, &a), CHANGE_FREE);
	a.origin = ORIGIN_FETCHED;
	assert_int_equal(answer_edit(&f, &a), CHANGE_REASON);
	f.lock = LOCK_FIXED;
	assert_int_equal(answer_edit(&f, &a), CHANGE_NEVER);
	f.lock = LOCK_FREE;
	assert_int_equal(answer_edit(&f, &a), CHANGE_FREE);
	f.derive = 0;
	a.origin = ORIGIN_DERIVED;
	assert_int_equal(answer_edit(&f, &a), CHANGE_NEVER);
	a.value = (char[]){""}; /* the rule gave nothing: somebody must */
	assert_int_equal(answer_edit(&f, &a), CHANGE_FREE);
}

static void origins_have_words(void **state)
{
	enum origin o;
	(void)state;
	assert_true(origin_parse("licence", &o));
	assert_int_equal(o, ORIGIN_LICENCE);
	assert_string_equal(origin_word(ORIGIN_OVERRIDE), "override");
	assert_false(origin_parse("guessed", &o));
}

static void rows_are_picked(void **state)
{
	struct record rows[3] = {{0}, {0}, {0}};
	const struct field *place = &item->fields[field("place")];
	(void)state;
	record_add(&rows[0], "kind", "title");
	record_add(&rows[0], "region", "339901");
	record_add(&rows[1], "kind", "lease");
	record_add(&rows[1], "region", "");
	record_add(&rows[2], "kind", "lease");
	record_add(&rows[2], "region", "339902");
	assert_int_equal(place->n_shares, 2);
	assert_string_equal(share_pick(&place->shares[0], &draft, rows, 3), "339901");
	assert_string_equal(share_pick(&place->shares[1], NULL, rows, 3), "339902");
	assert_null(share_pick(&place->shares[1], NULL, rows, 1));
	for (size_t i = 0; i < 3; i++)
		record_release(&rows[i]);
}

static void parts_of_the_item(void **state)
{
	(void)state;
	assert_string_equal(item->file, "small");
	assert_string_equal(item->initials, "sysx");
	assert_string_equal(item->prechecks[0].text_en, "Fewer than 12 months");
	assert_int_equal(item->legal.days, 20);
	assert_true(item->legal.working);
	assert_int_equal(item->n_stages, 2);
	assert_string_equal(item->stages[1].label, "制证");
	assert_true(item_wants(item, "HRS-02"));
	assert_false(item_wants(item, "POP-01"));
	assert_int_equal(item_material(item, "letter"), 0);
	assert_int_equal(item_material(item, "none"), -1);
	assert_string_equal(field_choice(&item->fields[field("reason")], "2")->label, "就学");
	assert_null(field_choice(&item->fields[field("reason")], "3"));
}

/* Expected values: b2sum -l 256. */
static void fingerprints(void **state)
{
	static const struct {
		size_t len;
		const char *hex;
	} known[] = {
		{0, "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8"},
		{3, "c8ed3cbe4acb99aeb94515ad89a6228f3f5d8f82dec429df135adafcea639416"},
		{128, "ae2aa48507885c4c950fb809b2076f959cde9f8ea6da260d9a3587df33dac450"},
		{129, "2f64744a6de0d2c0b56e64cf6e29a5aaa255010d415d51c75ccc82f73dccd865"},
		{1000, "e00b0ddbf1e2cdaf5c898e1a5e8826ea3a2c339bcf2a478da2e5fca9ff126672"},
	};
	char text[1001], hex[HASH_HEX];
	uint8_t hash[HASH_SIZE];
	(void)state;
	memset(text, 'a', sizeof(text));
	for (size_t i = 0; i < COUNT_OF(known); i++) {
		fingerprint(text, known[i].len, hash);
		text_hex(hash, HASH_SIZE, hex);
		assert_string_equal(hex, known[i].hex);
	}
}

static int load(void **state)
{
	char path[PATH_SIZE], forms[PATH_SIZE];
	struct buf messages;
	(void)state;
	if (file_asset("codes", path) || tables_open(path) || file_asset("demo/regions.tsv", path) ||
		tables_add_demo(path) || file_asset("forms", forms))
		return -1;
	buf_init(&messages, 10000);
	text_format(path, sizeof(path), "%s/../tests/forms/small.ini", forms);
	enum err err = item_load(path, &item, &messages);
	if (err)
		print_message("%s", buf_text(&messages));
	buf_release(&messages);
	return err ? -1 : 0;
}

static int unload(void **state)
{
	(void)state;
	item_free(item);
	tables_close();
	return 0;
}

#define ON_DRAFT(test) cmocka_unit_test_setup_teardown(test, start, stop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_DRAFT(derived_in_dependency_order),
		ON_DRAFT(proposals_follow_until_a_person_decides),
		ON_DRAFT(fetched_is_never_overwritten),
		ON_DRAFT(hidden_answers_come_back),
		ON_DRAFT(required_by_rule),
		ON_DRAFT(missing_says_how),
		ON_DRAFT(earlier_values_want_a_yes),
		ON_DRAFT(severities),
		ON_DRAFT(odd_values_of_departments_warn),
		ON_DRAFT(eligible_knows_three_answers),
		ON_DRAFT(facts_are_not_of_the_form),
		cmocka_unit_test(editing),
		cmocka_unit_test(origins_have_words),
		cmocka_unit_test(rows_are_picked),
		cmocka_unit_test(parts_of_the_item),
		cmocka_unit_test(fingerprints),
	};
	return cmocka_run_group_tests(tests, load, unload);
}
