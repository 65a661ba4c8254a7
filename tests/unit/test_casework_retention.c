/* SPDX-License-Identifier: MIT
 *
 * Retention: cases of an item that is kept ten years (form/item.h, where it says nothing), counted
 * from the day they were closed; held ones stay; two people delete; files go with the last case.
 */
#include "core/casework/retention.h"

#include "core/store/scan.h"
#include "tests/unit/told.h"

#define SPOT "elderly-card"
#define PERMIT "residence-permit"

/* Closed on 2014-03-03 and -04, so kept to 2024-03-03 and -04; the third to 2030; the fourth runs. */
static const struct told long_ago[] = {
	{'A', "2014-03-03T10:00", "1024", "OPEN", {SPOT, "339901194001010015"}},
	{'A', "2014-03-03T10:04", "1024", "RECEIVED", {NULL}},
	{'A', "2014-03-03T10:04", "1024", "ACCEPTED", {NULL}},
	{'A', "2014-03-03T10:04", "1024", "GRANTED", {NULL}},
	{'A', "2014-03-03T10:04", "1024", "DELIVERED", {NULL}},
	{'B', "2014-03-04T10:00", "1024", "OPEN", {SPOT, "339901194001010023"}},
	{'B', "2014-03-04T10:04", "1024", "RECEIVED", {NULL}},
	{'B', "2014-03-04T10:04", "1024", "ACCEPTED", {NULL}},
	{'B', "2014-03-04T10:04", "1024", "GRANTED", {NULL}},
	{'B', "2014-03-04T10:04", "1024", "DELIVERED", {NULL}},
	{'C', "2020-03-04T10:00", "1024", "OPEN", {SPOT, "339901194001010031"}},
	{'C', "2020-03-04T10:04", "1024", "RECEIVED", {NULL}},
	{'C', "2020-03-04T10:04", "1024", "ACCEPTED", {NULL}},
	{'C', "2020-03-04T10:04", "1024", "GRANTED", {NULL}},
	{'C', "2020-03-04T10:04", "1024", "DELIVERED", {NULL}},
	{'D', "2014-03-05T10:00", "1024", "OPEN", {PERMIT, "339901198001010014"}},
};

struct years {
	struct hall *hall;
	struct shelf *shelf;
	struct projection *views;
	uint8_t own[HASH_SIZE], shared[HASH_SIZE]; /* files: of A alone, of A and C */
};

/* Files are of the material of the time; that the law no longer asks for it changes nothing. */
static void give_file(struct years *y, char which, const uint8_t *hashes, size_t n)
{
	struct record body = {0};
	struct entry entry = {.casefile = uid_of(which), .kind = "MATERIAL", .body = &body};

	record_add(&body, "name", "photo");
	record_add(&body, "mark", mark_word(MARK_VERIFIED));
	record_addi(&body, "way", WAY_WINDOW);
	record_addi(&body, "due", 1);
	record_addi(&body, "actual", 1);
	record_addn(&body, "scans", hashes, n * HASH_SIZE);
	assert_int_equal(past_append(y->hall->store, "1024", &entry, 1), OK);
	record_release(&body);
}

static void give_files(struct years *y, char which)
{
	uint8_t both[2][HASH_SIZE];

	memcpy(both[0], y->own, HASH_SIZE);
	memcpy(both[1], y->shared, HASH_SIZE);
	if (which == 'A')
		give_file(y, which, both[0], 2);
	else if (which == 'C')
		give_file(y, which, both[1], 1);
}

static void begin(struct years *y)
{
	int64_t now;

	y->hall = hall_new(STORE_DEMO);
	assert_int_equal(journal_keep_form(y->hall->store, item_named(y->hall, SPOT)->hash,
		item_named(y->hall, SPOT)->text, item_named(y->hall, SPOT)->text_len), OK);
	assert_int_equal(shelf_new(y->hall->store, y->hall->directory, &y->shelf), OK);
	assert_int_equal(projection_start(y->hall->store, shelf_find, y->shelf, &y->views), OK);
	assert_int_equal(scan_keep(y->hall->store, "own", 3, y->own), OK);
	assert_int_equal(scan_keep(y->hall->store, "shared", 6, y->shared), OK);
	assert_int_equal(past_begin(y->hall->store), OK);
	for (size_t i = 0; i < COUNT_OF(long_ago); i++) {
		tell(y->hall, &long_ago[i]);
		if (text_equal(long_ago[i].kind, "OPEN"))
			give_files(y, long_ago[i].which);
	}
	assert_int_equal(past_end(y->hall->store, OK), OK);
	assert_true(clock_parse(NOW, &now));
	clock_start_at(now);
}

static void end(struct years *y)
{
	projection_free(y->views);
	shelf_free(y->shelf);
	hall_free(y->hall);
}

static size_t due(struct years *y, struct retained **out)
{
	size_t n = 0;

	assert_int_equal(retention_due(y->hall->store, shelf_find, y->shelf, clock_today(), out, &n), OK);
	return n;
}

static void number(char which, char out[CASE_NUMBER])
{
	text_format(out, CASE_NUMBER, "260302-A03-%03d", which);
}

static void as(struct years *y, const char *id, const char *password)
{
	assert_int_equal(operator_login(y->hall->store, id, password), OK);
}

/* A second supervisor. */
static void second(struct years *y)
{
	char code[ENROL_CODE];

	as(y, "9001", "zhou-2026");
	assert_int_equal(operator_add(y->hall->store, "2002", "Other", ROLE_SUPERVISOR, code), OK);
	assert_int_equal(operator_enrol(y->hall->store, "2002", code, "other-2026", &SEAL_COST_DEMO), OK);
	as(y, "2001", "zhao-2026");
	assert_int_equal(operator_grant(y->hall->store, "2002"), OK);
}

static void what_is_due(void **state)
{
	struct years y = {0};
	struct retained *list;
	char text[11];

	(void)state;
	begin(&y);
	assert_int_equal(due(&y, &list), 2);
	assert_true(uid_equal(&list[0].id, &(struct uid){{'A', 1}}));
	assert_int_equal(list[0].years, 10);
	day_format(list[0].until, text);
	assert_string_equal(text, "2024-03-03");
	assert_string_equal(list[0].held, "");
	mem_free(list);
	size_t n = 0; /* its last day is still kept */
	assert_int_equal(retention_due(y.hall->store, shelf_find, y.shelf, day_of(2024, 3, 3), &list, &n), OK);
	assert_int_equal(n, 0);
	mem_free(list);
	as(&y, "1024", "wang-2026");
	assert_int_equal(retention_due(y.hall->store, shelf_find, y.shelf, clock_today(), &list, &n), ERR_DENIED);
	end(&y);
}

static void two_delete_what_is_not_held(void **state)
{
	struct years y = {0};
	struct retained *list;
	char held[CASE_NUMBER];
	struct buf file;
	size_t done, n;

	(void)state;
	begin(&y);
	second(&y);
	number('B', held);
	assert_int_equal(retention_hold(y.hall->store, held, ""), ERR_INPUT);
	assert_int_equal(retention_hold(y.hall->store, held, "诉讼"), OK);
	assert_int_equal(retention_hold(y.hall->store, held, "诉讼"), ERR_EXISTS);
	n = due(&y, &list);
	assert_string_equal(list[1].held, "诉讼");
	assert_int_equal(retention_apply(y.hall->store, list, n, &done), ERR_NOTFOUND);
	assert_int_equal(retention_ask(y.hall->store, list, n), OK);
	assert_int_equal(retention_apply(y.hall->store, list, n, &done), ERR_DENIED); /* the same one */
	as(&y, "2002", "other-2026");
	assert_int_equal(retention_apply(y.hall->store, list, n, &done), OK);
	assert_int_equal(done, 1);
	mem_free(list);
	buf_init(&file, 100);
	assert_int_equal(scan_read(y.hall->store, y.own, &file), ERR_NOTFOUND);
	assert_int_equal(scan_read(y.hall->store, y.shared, &file), OK); /* C has it, too */
	buf_release(&file);
	assert_int_equal(due(&y, &list), 1);
	mem_free(list);
	end(&y);
}

static void a_hold_between_request_and_act(void **state)
{
	struct years y = {0};
	struct retained *list, *now;
	char held[CASE_NUMBER];
	size_t done, n, m;

	(void)state;
	begin(&y);
	second(&y);
	n = due(&y, &list);
	assert_int_equal(retention_ask(y.hall->store, list, n), OK);
	number('A', held);
	assert_int_equal(retention_hold(y.hall->store, held, "审计"), OK);
	as(&y, "2002", "other-2026");
	m = due(&y, &now);
	assert_int_equal(retention_apply(y.hall->store, now, m, &done), ERR_CONFLICT);
	assert_int_equal(retention_apply(y.hall->store, list, n, &done), OK); /* of before: A is spared */
	assert_int_equal(done, 1);
	mem_free(now);
	m = due(&y, &now);
	assert_int_equal(m, 1);
	assert_string_equal(now[0].held, "审计");
	mem_free(list);
	mem_free(now);
	end(&y);
}

static void two_lift_a_hold(void **state)
{
	struct years y = {0};
	struct retained *list;
	char held[CASE_NUMBER], other[CASE_NUMBER];

	(void)state;
	begin(&y);
	second(&y);
	number('A', held);
	number('B', other);
	assert_int_equal(retention_release_ask(y.hall->store, held), ERR_STATE);
	assert_int_equal(retention_hold(y.hall->store, held, "审计"), OK);
	assert_int_equal(retention_hold(y.hall->store, other, "审计"), OK);
	clock_advance(1000);
	assert_int_equal(retention_release_ask(y.hall->store, held), OK);
	assert_int_equal(retention_release(y.hall->store, held), ERR_DENIED);
	as(&y, "2002", "other-2026");
	assert_int_equal(retention_release(y.hall->store, other), ERR_CONFLICT);
	assert_int_equal(retention_release(y.hall->store, held), OK);
	assert_int_equal(due(&y, &list), 2);
	assert_string_equal(list[0].held, "");
	assert_string_equal(list[1].held, "审计");
	mem_free(list);
	end(&y);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_due),
		cmocka_unit_test(two_delete_what_is_not_held),
		cmocka_unit_test(a_hold_between_request_and_act),
		cmocka_unit_test(two_lift_a_hold),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
