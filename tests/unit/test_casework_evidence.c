/* SPDX-License-Identifier: MIT
 *
 * What values rest on: bound, out of date, tampered with; found by the desk and by the command, and
 * mended by fetching anew. Hashes come from the test's own SHA-256 of what the department sent.
 */
#include "tests/unit/desk_matters.h"

#include "tests/unit/command_run.h"
#include "core/casework/evidence.h"
#include "tui/commands/evidence.h"

enum { HOUR_MS = 60 * 60 * 1000, DAY_MS = 24 * HOUR_MS };

static struct evidence_sum sum_of(struct counter *c)
{
	struct evidence_sum s;

	evidence_sum(desk_case(c->desk), clock_today(), &s);
	return s;
}

static void filled(struct counter *c)
{
	begin(c, ELDER, "周德山", SENIOR);
	senior_lands();
	assert_int_equal(desk_confirm(c->desk, field(c, "mobile")), OK);
	settle_materials(c);
	assert_int_equal(desk_may_submit(c->desk), OK);
}

/* ---- bound ---- */

static void test_bound(void **state)
{
	struct counter *c = *state;

	filled(c);
	struct evidence_sum s = sum_of(c);
	assert_int_equal(s.answers, 5); /* four of the identity check, one of the item */
	assert_int_equal(s.intact, 5);
	assert_int_equal(s.changed + s.missing, 0);
	assert_true(s.values > 5);
	assert_int_equal(s.bound, s.values);
	assert_int_equal(s.field, -1);
	const struct evidence *e = casefile_latest(desk_case(c->desk), "POP-01", "");
	uint8_t hash[HASH_SIZE];
	static const char body[] = "{\"data\":\"as it came\"}";
	sign_sha256(&(struct piece){body, sizeof body - 1}, 1, hash);
	assert_memory_equal(e->body_hash, hash, HASH_SIZE);
	assert_int_equal(value_bond(desk_case(c->desk), field(c, "name"), clock_today()), BOND_OK);
	assert_int_equal(value_bond(desk_case(c->desk), field(c, "photo"), clock_today()), BOND_NONE);
}

/* What came and nobody asked for is not kept, and counted. */
static void test_dropped(void **state)
{
	struct counter *c = *state;

	begin(c, WOMAN, "陈晓雯", PERMIT);
	permit_lands(c);
	size_t before = sum_of(c).dropped;
	assert_int_equal(desk_refetch(c->desk, "AUTH-01"), OK);
	struct reply r = {.outcome = OUTCOME_FOUND, .code = "0", .extras = 2};
	buf_init(&r.body, 64);
	buf_adds(&r.body, "{}");
	add_row(&r, "level=3|mobile=13900001234");
	finish(flying("AUTH-01"), &r);
	assert_int_equal(casefile_latest(desk_case(c->desk), "AUTH-01", "")->dropped, 2);
	/* in the catalog, but nothing this item reads; two rows have it, it counts once */
	assert_int_equal(desk_refetch(c->desk, "BDC-01"), OK);
	SAY("BDC-01", "kind=title|mortgaged=1|unit_no=339901001001GB00002F01010301",
		"kind=lease|mortgaged=0");
	const struct evidence *e = casefile_latest(desk_case(c->desk), "BDC-01", "");
	assert_null(record_get(&e->rows[0], "mortgaged"));
	assert_int_equal(e->dropped, 1);
	assert_int_equal(sum_of(c).dropped, before + 3);
	size_t answers, dropped;
	desk_dropped(c->desk, "AUTH-01", &answers, &dropped); /* what S15 says of it */
	assert_int_equal(answers, 2);
	assert_int_equal(dropped, 2);
	desk_dropped(c->desk, "TAX-01", &answers, &dropped);
	assert_int_equal(answers + dropped, 0);
	replay_equals(c);
}

/* ---- out of date ---- */

static void test_stale_is_confirmed(void **state)
{
	struct counter *c = *state;

	filled(c);
	size_t low = field(c, "ethnic");
	clock_advance(DAY_MS); /* POP-01 counts for a day, to the second */
	assert_false(desk_stale(c->desk, low));
	clock_advance(1);
	assert_true(desk_stale(c->desk, low));
	tick(c);
	assert_true(told(c, "out of date"));
	assert_true(desk_stale_count(c->desk, NULL) > 1);
	assert_int_equal(desk_may_submit(c->desk), ERR_INCOMPLETE);
	assert_int_equal(desk_submit(c->desk), ERR_INCOMPLETE);
	for (size_t i = 0; i < desk_case(c->desk)->item->n_fields; i++)
		if (desk_stale(c->desk, i))
			assert_int_equal(desk_confirm(c->desk, i), OK);
	assert_int_equal(desk_stale_count(c->desk, NULL), 0);
	assert_true(answer(c, "ethnic")->confirmed);
	assert_int_equal(desk_submit(c->desk), OK);
}

static void test_stale_is_fetched(void **state)
{
	struct counter *c = *state;
	size_t first = 0;

	filled(c);
	clock_advance(DAY_MS + 1);
	tick(c);
	assert_true(desk_stale_count(c->desk, &first) > 0);
	assert_true(desk_stale(c->desk, first));
	assert_int_equal(desk_refetch(c->desk, NULL), OK); /* F5: all that is out of date */
	assert_true(desk_waiting(c->desk, field(c, "ethnic")));
	assert_int_equal(desk_may_submit(c->desk), ERR_INCOMPLETE);
	identity_lands(c, ELDER, "周德山");
	senior_lands();
	assert_int_equal(desk_stale_count(c->desk, NULL), 0);
	assert_false(desk_waiting(c->desk, field(c, "ethnic")));
	assert_false(answer(c, "ethnic")->confirmed);
	assert_int_equal(desk_submit(c->desk), OK);
}

/* A department that is down: the old value may be confirmed; when it returns and says otherwise, both
 * stand there. */
static void test_source_returns(void **state)
{
	struct counter *c = *state;

	filled(c);
	clock_advance(DAY_MS + 1);
	assert_int_equal(desk_refetch(c->desk, "POP-01"), OK);
	silence("POP-01", OUTCOME_AGAIN);
	size_t address = field(c, "hukou_address");
	assert_true(desk_stale(c->desk, address));
	assert_false(desk_waiting(c->desk, address));
	assert_int_equal(desk_confirm(c->desk, address), OK);
	assert_false(desk_stale(c->desk, address));
	clock_advance(61 * 1000);
	tick(c); /* asked again by itself */
	SAY("POP-01", "id=" ELDER "|name=周德山|sex=1|birth=1952-03-15|ethnic=01|hukou_address="
		"演示市城东区新址1号|hukou_region=339901|hukou_station=城东派出所");
	assert_string_equal(answer(c, "hukou_address")->value, "演示市山前县清溪镇清溪路8号");
	assert_string_equal(answer(c, "hukou_address")->registered, "演示市城东区新址1号");
	assert_true(desk_conflict(c->desk, address));
	assert_int_equal(desk_use_registered(c->desk, address), OK);
	assert_string_equal(answer(c, "hukou_address")->value, "演示市城东区新址1号");
	assert_false(desk_stale(c->desk, address));
	replay_equals(c);
}

/* ---- a source returns after the receipt ---- */

static bool to_verify(struct counter *c)
{
	struct view_case v;

	assert_int_equal(view_get(c->f->s, &desk_case(c->desk)->id, &v), OK);
	return v.unverified;
}

/* Keyed while the department was silent: the tab holds the case until the department says it, and then
 * the value rests on that answer. */
static void test_verified_later(void **state)
{
	static const struct {
		const char *said;
		enum bond bond;
		bool differs;
	} ends[] = {{"marriage=21", BOND_OK, false}, {"marriage=10", BOND_NONE, true}};
	struct counter *c = *state;

	for (size_t i = 0; i < COUNT_OF(ends); i++) {
		char id[19];
		stranger(c, id);
		begin(c, id, "陈晓雯", PERMIT);
		silence("MZ-01", OUTCOME_AGAIN);
		SAY("POP-03", "address=演示市城东区晨光街道启明路2号1幢1单元301室|address_code=C1|region=339901|"
			"since=2024-05-06");
		SAY("BDC-01", "kind=lease|lease_no=ZL2025001|lease_runs=1|landlord_id=339902197505302441");
		SAY("HRS-01", "employer_code=91339901MA9D000137|state=参保缴费");
		SAY_NOTHING("SJ-01");
		SAY("EDU-01", "education=21");
		tick(c);
		SAY("HRS-02", "months=14");
		SAY("GIS-01", "address=演示市城东区晨光街道启明路2号1幢1单元301室|address_code=C1");
		type(c, "marriage", "21");
		assert_true(answer(c, "marriage")->unverified);
		key_all(c);
		settle_materials(c);
		assert_int_equal(desk_submit(c->desk), OK);
		assert_true(to_verify(c));
		struct uid case_id = desk_case(c->desk)->id;
		desk_close(c->desk);
		assert_int_equal(desk_open_case(c->desk, &case_id), OK);
		tick(c);
		SAY("MZ-01", ends[i].said);
		assert_string_equal(answer(c, "marriage")->value, "21"); /* let go of: never changed */
		assert_false(answer(c, "marriage")->unverified);
		assert_false(to_verify(c));
		assert_int_equal(value_bond(desk_case(c->desk), field(c, "marriage"), clock_today()), ends[i].bond);
		assert_int_equal(answer(c, "marriage")->registered != NULL, ends[i].differs);
		assert_int_equal(sum_of(c).bound, sum_of(c).values);
		replay_equals(c);
		desk_close(c->desk);
	}
	sound(state);
}

/* ---- tampered with ---- */

/* Another program writes what the department never said, with the hash of what it did say. */
static void forge(struct counter *c)
{
	const struct casefile *f = desk_case(c->desk);
	const struct evidence *e = casefile_latest(f, "POP-01", "");
	struct evidence forged = *e;
	struct buf body;
	struct record put_body = {0};
	struct entry entries[1];

	buf_init(&body, 64);
	buf_adds(&body, "{\"data\":\"as it never came\"}");
	evidence_put(&forged, &body, &put_body);
	entries[0] = (struct entry){.casefile = f->id, .kind = "EVIDENCE", .body = &put_body,
		.form_hash = f->item_hash};
	assert_int_equal(journal_append_wait(c->f->s, entries, 1, NULL, NULL, 2000), OK);
	record_release(&put_body);
	buf_release(&body);
}

/* The newest answer of POP-01, forged, is what a value names from now on. */
static void lean_on_forged(struct counter *c, const char *name, const char *value)
{
	struct uid id = desk_case(c->desk)->id;
	struct answer a = {0};
	struct record body = {0};

	assert_int_equal(desk_open_case(c->desk, &id), OK);
	const struct casefile *f = desk_case(c->desk);
	const struct evidence *e = &f->evidence[f->n_evidence - 1];
	assert_int_equal(e->body, BOND_CHANGED);
	answer_dup(answer(c, name), &a);
	mem_free_text(a.value);
	a.value = mem_text(value);
	field_put(f->item, field(c, name), &a, &e->op, &body);
	struct entry entry = {.casefile = f->id, .kind = "FIELD", .body = &body, .form_hash = f->item_hash};
	assert_int_equal(journal_append_wait(c->f->s, &entry, 1, NULL, NULL, 2000), OK);
	record_release(&body);
	answer_release(&a);
}

static void test_changed_answer(void **state)
{
	struct counter *c = *state;
	size_t at = 0;

	filled(c);
	struct uid id = desk_case(c->desk)->id;
	assert_false(desk_unbound(c->desk, &at));
	forge(c);
	lean_on_forged(c, "ethnic", "01");
	assert_int_equal(desk_open_case(c->desk, &id), OK);
	assert_int_equal(desk_submit(c->desk), ERR_TAMPER);
	assert_true(desk_unbound(c->desk, &at));
	assert_int_equal(at, field(c, "ethnic"));
	assert_int_equal(sum_of(c).changed, 1);
	assert_int_equal(sum_of(c).field, field(c, "ethnic"));
	assert_int_equal(desk_refetch_field(c->desk, at), OK); /* the way to mend */
	SAY("POP-01", "id=" ELDER "|name=周德山|sex=1|birth=1952-03-15|ethnic=01|hukou_address="
		"演示市山前县清溪镇清溪路8号|hukou_region=339921|hukou_station=清溪派出所");
	assert_false(desk_unbound(c->desk, &at));
	assert_int_equal(desk_submit(c->desk), OK);
}

/* A value that its answer does not say: the hash of the answer holds, the value does not. */
static void test_changed_value(void **state)
{
	struct counter *c = *state;
	struct answer a;
	struct record body = {0};
	size_t at = 0;

	filled(c);
	const struct casefile *f = desk_case(c->desk);
	struct uid id = f->id;
	answer_dup(answer(c, "hukou_address"), &a);
	mem_free_text(a.value);
	a.value = mem_text("演示市城东区别处9号");
	a.confirmed = true;
	field_put(f->item, field(c, "hukou_address"), &a,
		&casefile_latest(f, "POP-01", "")->op, &body);
	struct entry entry = {.casefile = id, .kind = "FIELD", .body = &body, .form_hash = f->item_hash};
	assert_int_equal(journal_append_wait(c->f->s, &entry, 1, NULL, NULL, 2000), OK);
	record_release(&body);
	answer_release(&a);
	/* the desk still shows what it knew: what lies in the file counts */
	assert_int_equal(sum_of(c).field, -1);
	assert_int_equal(desk_submit(c->desk), ERR_TAMPER);
	assert_true(desk_unbound(c->desk, &at));
	assert_int_equal(at, field(c, "hukou_address"));
	struct casefile stored;
	struct shelf *shelf;
	assert_int_equal(shelf_new(c->f->s, c->directory, &shelf), OK);
	assert_int_equal(casefile_load(c->f->s, &id, shelf_find, shelf, &stored), OK);
	assert_int_equal(value_bond(&stored, field(c, "hukou_address"), clock_today()), BOND_CHANGED);
	casefile_release(&stored);
	shelf_free(shelf);
}

/* ---- the command ---- */

static int on_command(struct counter *c, struct run *r, const char *number)
{
	char words[400], from[120], to[120];

	desk_free(c->desk);
	c->desk = NULL;
	store_close(c->f->s);
	c->f->s = NULL;
	text_format(from, sizeof from, "%s", c->f->path);
	text_format(to, sizeof to, "%s/demo.db", c->f->folder);
	assert_int_equal(rename(from, to), 0);
	text_format(words, sizeof words, "--demo %s --as 1024 %s", c->f->folder, number);
	run_init(r, command_evidence, "evidence");
	r->passwords = PASS_CLERK "\n";
	return run(r, words);
}

static void test_command_good(void **state)
{
	struct counter *c = *state;
	struct run r;
	char number[CASE_NUMBER];

	filled(c);
	text_copy(number, sizeof number, desk_case(c->desk)->number);
	assert_int_equal(desk_submit(c->desk), OK);
	assert_int_equal(on_command(c, &r, number), 0);
	must_say(&r, "POP-01");
	must_say(&r, "0707070707070707"); /* of the request */
	must_say(&r, "answers 5, intact 5; values bound");
	must_say(&r, "attributes dropped 0");
	assert_false(said(&r, "周德山"));
	assert_false(said(&r, ELDER));
	buf_release(&r.out);
}

static void test_command_changed(void **state)
{
	struct counter *c = *state;
	struct run r;
	char number[CASE_NUMBER];

	filled(c);
	text_copy(number, sizeof number, desk_case(c->desk)->number);
	forge(c);
	lean_on_forged(c, "ethnic", "01");
	assert_int_equal(on_command(c, &r, number), 1);
	must_say(&r, "changed\n");
	must_say(&r, "value ethnic (");
	must_say(&r, "changed 1");
	buf_release(&r.out);
}

int main(void)
{
#define AT_COUNTER(test) cmocka_unit_test_setup_teardown(test, counter_open, counter_close)
	const struct CMUnitTest tests[] = {
		AT_COUNTER(test_bound),
		AT_COUNTER(test_dropped),
		AT_COUNTER(test_stale_is_confirmed),
		AT_COUNTER(test_stale_is_fetched),
		AT_COUNTER(test_source_returns),
		AT_COUNTER(test_verified_later),
		AT_COUNTER(test_changed_answer),
		AT_COUNTER(test_changed_value),
		AT_COUNTER(test_command_good),
		AT_COUNTER(test_command_changed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
