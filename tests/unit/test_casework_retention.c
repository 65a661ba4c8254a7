/* SPDX-License-Identifier: MIT
 *
 * Retention: cases of an item that is kept ten years (form/item.h, where it says nothing), counted
 * from the day they were closed; held ones stay; two people delete; files go with the last case.
 */
#include "core/casework/oversight/retention.h"

#include <dirent.h>

#include "core/store/scan.h"
#include "core/store/seal.h"
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
	char prints[96];
};

/* A frozen paper, and two prints of it in the folder. */
static void give_paper(struct years *y, char which, const char *text)
{
	struct record body = {0};
	struct entry entry = {.casefile = uid_of(which), .kind = "SLIP", .body = &body};
	uint8_t hash[HASH_SIZE];
	char hex[HASH_HEX], name[200];

	seal_digest(text, strlen(text), hash);
	record_add(&body, "document", "receipt");
	record_addi(&body, "copies", 1);
	record_addi(&body, "columns", 48);
	record_addn(&body, "hash", hash, HASH_SIZE);
	record_add(&body, "bytes", text);
	assert_int_equal(past_append(y->hall->store, "1024", &entry, 1), OK);
	record_release(&body);
	text_hex(hash, 6, hex);
	for (int n = 1; n <= 2; n++) {
		text_format(name, sizeof name, "%s/receipt-%s-%d.%s", y->prints, hex, n, n == 1 ? "txt" : "pdf");
		assert_int_equal(file_write(name, text, strlen(text)), OK);
	}
}

static size_t papers_left(const struct years *y)
{
	struct dirent **names;
	int n = scandir(y->prints, &names, NULL, NULL);

	assert_true(n >= 2);
	for (int i = 0; i < n; i++)
		free(names[i]);
	free(names);
	return (size_t)n - 2;
}

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
	text_format(y->prints, sizeof y->prints, "%s/slips", y->hall->folder);
	assert_int_equal(file_make_dir(y->prints), OK);
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
	give_paper(y, 'A', "收件凭证 甲");
	give_paper(y, 'C', "收件凭证 丙");
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

static void not_in(const char *path, const char *what, size_t len)
{
	struct buf b;

	buf_init(&b, 64 << 20);
	assert_int_equal(file_read(path, &b), OK);
	assert_true(b.len == 0 || !memmem(b.data, b.len, what, len));
	buf_release(&b);
}

static enum err find_stone(const struct event *e, void *ctx)
{
	*(bool *)ctx |= text_equal(record_get(&e->body, "number"), "260302-A03-065") &&
		record_get(&e->body, "ground") && record_get(&e->body, "with");
	return OK;
}

/* Neither its words nor its search tokens are in the file; what was done stands there, and it verifies. */
static void nothing_is_left(struct years *y, const char *number)
{
	struct view_case *rows = NULL;
	struct verify_report r;
	uint64_t after = 0;
	bool stone = false;
	char wal[200];
	size_t n = 0;

	text_format(wal, sizeof wal, "%s-wal", store_path(y->hall->store));
	not_in(store_path(y->hall->store), number, strlen(number));
	not_in(wal, number, strlen(number));
	not_in(store_path(y->hall->store), "收件凭证 甲", strlen("收件凭证 甲"));
	assert_int_equal(view_find(y->hall->store, TOKEN_ID, number, &rows, &n), OK);
	assert_int_equal(n, 0);
	mem_free(rows);
	assert_int_equal(journal_kind(y->hall->store, "DESTROYED", &after, find_stone, &stone), OK);
	assert_true(stone);
	assert_int_equal(store_verify(y->hall->store, &r, NULL), OK);
	assert_string_equal(buf_text(&r.text), "");
	assert_int_equal(r.destroyed, 1);
	buf_release(&r.text);
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
	assert_int_equal(retention_apply(y.hall->store, list, n, y.prints, &done), ERR_NOTFOUND);
	assert_int_equal(retention_ask(y.hall->store, list, n), OK);
	assert_int_equal(retention_apply(y.hall->store, list, n, y.prints, &done), ERR_DENIED); /* the same one */
	as(&y, "2002", "other-2026");
	assert_int_equal(retention_apply(y.hall->store, list, n, y.prints, &done), OK);
	assert_int_equal(done, 1);
	mem_free(list);
	assert_int_equal(papers_left(&y), 2); /* C's */
	nothing_is_left(&y, "339901194001010015");
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
	assert_int_equal(retention_apply(y.hall->store, now, m, y.prints, &done), ERR_CONFLICT);
	assert_int_equal(retention_apply(y.hall->store, list, n, y.prints, &done), OK); /* of before: A is spared */
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

/* Every item of the hall says how long, and by which rule; none falls back on a default. */
static void every_item_says_how_long(void **state)
{
	struct hall *h = hall_new(STORE_DEMO);
	const struct item *item;

	(void)state;
	assert_int_equal(directory_size(h->directory), 18);
	for (size_t i = 0; i < directory_size(h->directory); i++) {
		assert_int_equal(directory_item(h->directory, i, &item), OK);
		if (!memmem(item->text, item->text_len, "\nretention = ", 13) || !*item->retention_ground ||
			!*item->retention_ground_en || item->retention < 0)
			fail_msg("%s", item->file);
	}
	hall_free(h);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_item_says_how_long),
		cmocka_unit_test(what_is_due),
		cmocka_unit_test(two_delete_what_is_not_held),
		cmocka_unit_test(a_hold_between_request_and_act),
		cmocka_unit_test(two_lift_a_hold),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
