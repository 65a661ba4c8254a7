/* SPDX-License-Identifier: MIT
 *
 * Item files, catalog and demo city together, without a desk: everything an item may ask is asked
 * of the demo about the fixed people, and what is still to be keyed is what the table says. The
 * project's aim (at most a quarter of the filled fields is keyed) is checked for each.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/demo/answer.h"
#include "core/exchange/catalog.h"
#include "core/exchange/json.h"
#include "core/form/draft.h"
#include "core/form/rule.h"
#include "core/standards/tables.h"

enum { ROWS_MOST = 60, SAID_MOST = 80, ROUNDS = 8, ANSWER = 256 * 1024, TYPED_MOST = 16 };

/* item, whose, what is keyed ("field value" each), what of it must still be missing then (nothing),
 * the situation, whether the conditions hold, how many reasons are due, parts settled already */
static const struct matter {
	const char *item, *holder;
	const char *keyed[TYPED_MOST];
	const char *situation;
	int eligible;
	size_t unexcused;
	const char *done;
} matters[] = {
	{"id-reissue", CITY_LOST, {"lost_date 20260309", "fingerprint 1"}, "lost", 1, 0, ""},
	{"id-reissue", CITY_PUPIL,
		{"cause 1", "lost_date 20260309", "fingerprint 0", "no_fingerprint 3",
			"guardian_id " CITY_LOST},
		"guardian", 1, 0, ""},
	{"no-crime", CITY_ABROAD, {"purpose 1", "statement 1"}, "own", 1, 0, ""},
	{"no-crime", CITY_ASKER, {"purpose 2", "statement 1"}, "own", 1, 1, ""},
	{"no-crime", CITY_FIRM_EAST,
		{"agent_id " CITY_WOMAN, "law_basis 教师法第十四条", "staff 2",
			"staff_id.1 " CITY_LOST, "staff_id.2 " CITY_ASKER, "statement 1"},
		"unit", 1, 0, ""},
	{"birth", CITY_WOMAN, {"follow 2", "consent 1"}, "with_claim", 1, 0, "certificate"},
	{"birth", CITY_FATHER, {"follow 1", "baby_ethnic 15", "consent 1"}, "with_claim", 1, 0, ""},
	{"pension-transfer", CITY_MOVER, {NULL}, "in", 1, 0, ""},
	{"pension-transfer", CITY_TWICE, {"refund_keep 1"}, "in", 1, 0, ""},
	{"house-transfer", CITY_BUYER, {"statement 1"}, "home", 1, 0, "tax"},
	{"house-transfer", CITY_SELLER, {"statement 1"}, "home", 1, 0, "tax"},
	{"house-transfer", CITY_ASKER, {"seller_consent.1 1", "statement 1"}, "pledged", 1, 1, "tax"},
	{"house-transfer", CITY_TWICE, {"statement 1"}, "home", 0, 0, "tax"},
	{"house-transfer", CITY_MOTHER, {"statement 1"}, "firm", 1, 0, ""},
	{"company-start", CITY_FOUNDER, {"fund 2", "bank 102", "pledge 1"}, "usual", 1, 0, ""},
	{"self-employed", CITY_VENDOR, {NULL}, "person", 1, 0, ""},
	{"hygiene-permit", CITY_STYLIST,
		{"seats 6", "ventilation 2", "disinfection 1", "pledge_premises 1",
			"pledge_equipment 1", "pledge_staff 1", "pledge_report 1"},
		"pledge", 1, 0, ""},
	{"hygiene-permit", CITY_SALON,
		{"seats 6", "ventilation 2", "disinfection 1", "pledge_premises 1",
			"pledge_equipment 1", "pledge_staff 1", "pledge_report 1"},
		"pledge", 1, 0, ""},
	{"project-filing", CITY_INVESTOR, {"conforms 1"}, "", 1, 0, ""},
};

struct said {
	const char *resource;
	int party;
	char about[CITIZEN_SIZE + 200];
	struct record rows[ROWS_MOST];
	size_t n;
};

static struct run_of {
	struct item *item;
	struct draft draft;
	struct evaluation e;
	const char *holder;
	day_t today;
	struct said said[SAID_MOST];
	size_t n;
	bool judged;
} r;

static struct city *city;
static struct catalog *catalog;

/* ---- asking ---- */

static void take_row(struct said *s, const struct resource *from, const struct json *row)
{
	assert_true(s->n < ROWS_MOST);
	for (size_t i = 0; i < from->n_attributes; i++) {
		const struct json *found = json_find(row, from->attributes[i].path);
		if (found && json_text(found))
			record_add(&s->rows[s->n], from->attributes[i].name, json_text(found));
	}
	s->n++;
}

static void ask_demo(struct said *s, const char *holder, const char *address)
{
	const struct resource *from = catalog_find(catalog, s->resource);
	struct question q = {.city = city, .holder_id = holder, .address = address};
	struct buf text;
	struct json_out o = {.to = &text};
	struct json *rows;

	assert_non_null(from);
	assert_int_not_equal(from->sharing, SHARING_NONE);
	question_resolve(&q);
	buf_init(&text, ANSWER);
	out_open(&o, NULL, '[');
	service_find(s->resource)->rows(&q, &o);
	out_close(&o, ']');
	assert_int_equal(json_parse(buf_text(&text), text.len, &rows), OK);
	for (size_t i = 0; i < json_count(rows); i++)
		take_row(s, from, json_item(rows, i));
	json_free(rows);
	buf_release(&text);
}

static struct said *said_about(const char *resource, int party)
{
	for (size_t i = 0; i < r.n; i++)
		if (text_equal(r.said[i].resource, resource) && r.said[i].party == party)
			return &r.said[i];
	return NULL;
}

static void forget(struct said *s)
{
	for (size_t i = 0; i < s->n; i++)
		record_release(&s->rows[i]);
	memset(s->rows, 0, sizeof(s->rows));
	s->n = 0;
}

static bool wanted(const struct item_ask *ask)
{
	struct rule_value v = {.null = true};

	if (ask->condition < 0)
		return true;
	assert_int_equal(draft_rule(&r.draft, &r.e, ask->condition, ask->party, r.today, &v), OK);
	return rule_true(&v);
}

static void put_question(const struct item_ask *ask)
{
	int when = *ask->when ? item_field(r.item, ask->when) : -1;
	int about = ask->party < 0 ? -1 : r.item->parties[ask->party].id;
	const char *holder = about < 0 ? r.holder : r.draft.answers[about].value;
	const char *address = when < 0 ? "" : r.draft.answers[when].value;
	struct said *s = said_about(ask->resource, ask->party);
	char now[sizeof(s->about)];

	if (!*holder || (when >= 0 && !*address) || !wanted(ask))
		return;
	text_format(now, sizeof(now), "%s %s", holder, address);
	if (s && text_equal(s->about, now))
		return;
	if (!s) {
		assert_true(r.n < SAID_MOST);
		s = &r.said[r.n++];
		s->resource = ask->resource;
		s->party = ask->party;
	}
	forget(s);
	text_copy(s->about, sizeof(s->about), now);
	ask_demo(s, holder, address);
}

/* ---- filling ---- */

static void put(size_t field, const char *value, enum origin origin)
{
	char *copy = mem_text(value);

	draft_set(&r.draft, field, &(struct answer){.value = copy, .origin = origin});
	mem_free_text(copy);
}

static void fill(size_t i)
{
	const struct field *f = &r.item->fields[i];
	struct buf value;
	char count[16];

	if (f->holder) {
		put(i, r.holder, ORIGIN_FETCHED);
		return;
	}
	if (!f->reuse || r.draft.answers[i].origin == ORIGIN_TYPED)
		return;
	buf_init(&value, 4096);
	for (size_t k = 0; k < f->n_shares && !value.len; k++) {
		const struct said *s = said_about(f->shares[k].resource, f->shares[k].party);
		const char *said = s ? field_shared(&r.draft, i, k, s->rows, s->n, count) : NULL;

		if (said && !field_take(f, said, r.today, &value))
			fail_msg("%s says %s for %s", s->resource, said, f->name);
	}
	if (value.len)
		put(i, buf_text(&value), ORIGIN_FETCHED);
	buf_release(&value);
}

static void judge(void)
{
	if (r.judged)
		evaluation_release(&r.e);
	assert_int_equal(draft_evaluate(&r.draft, r.today, &r.e), OK);
	r.judged = true;
}

static void key(const char *line)
{
	size_t len = strcspn(line, " ");
	char name[80], why[WHY_SIZE] = "";
	struct buf value;
	int field;

	text_copyn(name, sizeof(name), line, len);
	field = item_repeat(r.item, name);
	if (field >= 0) {
		put(r.item->repeats[field].count, line + len + 1, ORIGIN_TYPED);
		return;
	}
	field = item_field(r.item, name);
	if (field < 0)
		fail_msg("no field %s", name);
	buf_init(&value, 4096);
	if (field_fold(&r.item->fields[field], line + len + 1, r.today, &value, why))
		fail_msg("%s: %s", name, why);
	put((size_t)field, buf_text(&value), ORIGIN_TYPED);
	buf_release(&value);
}

/* ---- what must come of it ---- */

static void tell(const struct matter *m)
{
	print_message("%s of %s:\n", m->item, m->holder);
	for (size_t i = 0; i < r.e.n_findings; i++) {
		const struct finding *f = &r.e.findings[i];
		print_message("  %s: %s\n", f->field < 0 ? "form" : r.item->fields[f->field].name,
			f->text);
	}
}

static void compare(const struct matter *m)
{
	size_t filled = 0, keyed = 0;
	bool done = true;
	const char *situation =
		r.e.situation < 0 ? "" : r.item->situations[r.e.situation].name;

	for (size_t i = 0; i < r.item->n_fields; i++) {
		if (!r.e.visible[i] || !*r.draft.answers[i].value ||
			r.item->fields[i].type == FIELD_ROWS)
			continue;
		filled++;
		keyed += r.draft.answers[i].origin == ORIGIN_TYPED;
	}
	for (size_t i = 0; i < r.item->n_parts; i++)
		done &= r.e.part_done[i] ==
			(*m->done && text_equal(r.item->parts[i].name, m->done));
	if (r.e.missing || (m->eligible && r.e.errors) || r.e.eligible != m->eligible ||
		r.e.unexcused != m->unexcused || !text_equal(situation, m->situation) || !done ||
		keyed * 100 > filled * 24) {
		tell(m);
		fail_msg("eligible %d, %zu missing, %zu errors, %zu reasons, situation %s, keyed %zu of %zu",
			r.e.eligible, r.e.missing, r.e.errors, r.e.unexcused,
			situation, keyed, filled);
	}
}

static void play(const struct matter *m)
{
	char path[PATH_SIZE], forms[PATH_SIZE];
	struct buf messages;

	assert_int_equal(file_asset("forms", forms), OK);
	assert_true(text_format(path, sizeof(path), "%s/%s.ini", forms, m->item));
	buf_init(&messages, 64 * 1024);
	memset(&r, 0, sizeof(r));
	if (item_load(path, &r.item, &messages))
		fail_msg("%s", buf_text(&messages));
	buf_release(&messages);
	r.holder = m->holder;
	r.today = city->today;
	draft_init(&r.draft, r.item);
	for (size_t i = 0; i < TYPED_MOST && m->keyed[i]; i++)
		key(m->keyed[i]);
	for (int round = 0; round < ROUNDS; round++) {
		for (size_t i = 0; i < r.item->n_fields; i++)
			fill(i);
		judge();
		for (size_t i = 0; i < r.item->n_asks; i++)
			put_question(&r.item->asks[i]);
	}
	compare(m);
	evaluation_release(&r.e);
	draft_release(&r.draft);
	for (size_t i = 0; i < r.n; i++)
		forget(&r.said[i]);
	item_free(r.item);
}

static void test_the_demo_fills_the_items(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(matters); i++)
		play(&matters[i]);
}

static int start(void **state)
{
	char path[PATH_SIZE];
	struct buf messages;

	(void)state;
	buf_init(&messages, 64 * 1024);
	if (i18n_start("zh") || file_asset("codes", path) || tables_open(path) ||
		file_asset("demo/regions.tsv", path) || tables_add_demo(path) ||
		file_asset("catalog/demo.ini", path) ||
		catalog_load(path, NULL, &catalog, &messages))
		return -1;
	buf_release(&messages);
	city = city_new(1);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	city_free(city);
	catalog_free(catalog);
	tables_close();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_demo_fills_the_items),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
