/* SPDX-License-Identifier: MIT
 *
 * Code tables of a hall by two people. The divisions are Beijing's: on 1 July 2010 Chongwen (110103)
 * became part of Dongcheng (110101), Xuanwu (110104) of Xicheng (110102), by a reply of the State
 * Council; the lists that come with the program do not say so.
 */
#include "core/casework/oversight/codebook.h"

#include "core/base/i18n.h"
#include "core/casework/oversight/inforce.h"
#include "core/form/draft.h"
#include "core/standards/region.h"
#include "tests/unit/demo_hall.h"

#define STAY "01\t中共党员\tMember of the Communist Party\n02\t中共预备党员\tProbationary member of the Communist Party\n"
#define BEIJING "110103\t崇文区\t\t110000\t\t2010-06-30\t110101\n110104\t宣武区\t\t110000\t\t2010-06-30\t110102\n"

static struct hall *h;
static size_t n_new, n_other, n_ended;

static int start(void **state)
{
	(void)state;
	h = hall_new(STORE_DEMO);
	n_new = n_other = n_ended = 0;
	return 0;
}

static int stop(void **state)
{
	(void)state;
	codes_unpublish();
	hall_free(h);
	return 0;
}

static day_t on(const char *text)
{
	day_t d = DAY_NONE;

	assert_true(day_parse(text, &d));
	return d;
}

static void in(const char *who, const char *password)
{
	assert_int_equal(operator_login(h->store, who, password), OK);
}

static enum err propose(const char *name, const char *text, const char *from, uint8_t hash[HASH_SIZE])
{
	struct buf messages;

	buf_init(&messages, 16384);
	enum err e = codebook_propose(h->store, name, "t.tsv", text, strlen(text), *from ? on(from) : DAY_NONE, hash,
		&messages);
	buf_release(&messages);
	return e;
}

static void two_put(const char *name, const char *text, const char *from)
{
	uint8_t hash[HASH_SIZE];

	in("9001", "zhou-2026");
	assert_int_equal(propose(name, text, from, hash), OK);
	in("2001", "zhao-2026");
	assert_int_equal(codebook_confirm(h->store, hash), OK);
}

static void changed(void *ctx, const struct code *was, const struct code *is)
{
	(void)ctx;
	if (!was)
		n_new++;
	else if (!is)
		n_ended++;
	else
		n_other++;
}

static const char *label(const char *set, const char *code, const char *day)
{
	const struct code *c = codes_find_on(set, code, on(day));

	return c ? c->name : "";
}

static void a_table_takes_two_people(void **state)
{
	uint8_t hash[HASH_SIZE];

	(void)state;
	in("2001", "zhao-2026");
	assert_int_equal(propose("political", STAY, "2026-07-01", hash), ERR_DENIED);
	in("9001", "zhou-2026");
	assert_int_equal(propose("political", STAY, "2026-07-01", hash), OK);
	assert_int_equal(propose("political", STAY "99\t其他\n", "2026-07-01", hash), ERR_EXISTS);
	assert_int_equal(codebook_confirm(h->store, hash), ERR_DENIED); /* who proposed it */
	assert_true(codes_valid("political", "13", on("2026-07-01")));
	in("1024", "wang-2026");
	assert_int_equal(codebook_confirm(h->store, hash), ERR_DENIED);
	in("2001", "zhao-2026");
	assert_int_equal(codebook_confirm(h->store, hash), OK);
	assert_false(codes_valid("political", "13", on("2026-07-01")));
	codes_unpublish(); /* as a program that starts anew, with nobody logged in */
	assert_true(codes_valid("political", "13", on("2026-07-01")));
	store_lock(h->store);
	assert_int_equal(codebook_apply(h->store), OK);
	assert_false(codes_valid("political", "13", on("2026-07-01")));
}

static void codes_count_from_a_day_and_keep_their_labels(void **state)
{
	struct buf messages;

	(void)state;
	buf_init(&messages, 4096);
	static const char list[] = STAY "13\t普通公民\tCitizen\n14\t其他\n";
	assert_int_equal(codebook_try("political", "t.tsv", list, strlen(list), on("2026-07-01"), &messages, changed,
				 NULL), OK);
	buf_release(&messages);
	assert_int_equal(n_new, 1);   /* 14 */
	assert_int_equal(n_other, 1); /* 13 */
	assert_int_equal(n_ended, 10); /* 03 to 12 */
	two_put("political", list, "2026-07-01");
	assert_string_equal(label("political", "13", "2026-06-30"), "群众");
	assert_string_equal(label("political", "13", "2026-07-01"), "普通公民");
	assert_string_equal(label("political", "01", "2020-01-01"), "中共党员");
	assert_string_equal(label("political", "14", "2026-06-30"), "");
	assert_string_equal(label("political", "14", "2026-07-01"), "其他");
	assert_string_equal(label("political", "12", "2026-06-30"), "无党派人士");
	assert_string_equal(label("political", "12", "2026-07-01"), "");
	assert_string_equal(codes_name("political", "12"), "无党派人士"); /* never without a label */
	/* and once more: what ended comes back under another name */
	two_put("political", STAY "12\t无党派\n13\t普通公民\tCitizen\n14\t其他\n", "2027-01-01");
	assert_string_equal(label("political", "12", "2026-06-30"), "无党派人士");
	assert_string_equal(label("political", "12", "2026-12-31"), "");
	assert_string_equal(label("political", "12", "2027-01-01"), "无党派");
	assert_string_equal(label("political", "13", "2026-06-30"), "群众");
}

/* A case filed on 30 June, seen in September. */
static void an_old_case_has_its_old_label(void **state)
{
	const struct field f = {.type = FIELD_CODE, .table = "political"};
	struct casefile c = {0};
	struct buf text;
	int64_t filed;

	(void)state;
	two_put("political", STAY "13\t普通公民\tCitizen\n", "2026-07-01");
	assert_int_equal(casefile_label_day(&c), DAY_NONE); /* a draft */
	assert_true(clock_parse("2026-06-30T16:00", &filed));
	c.filed_ms = filed;
	buf_init(&text, 400);
	field_show_on(&f, "13", casefile_label_day(&c), false, &text);
	assert_string_equal(buf_text(&text), i18n_pick("群众", "None"));
	buf_clear(&text);
	field_show(&f, "13", false, &text);
	assert_string_equal(buf_text(&text), i18n_pick("普通公民", "Citizen"));
	buf_release(&text);
}

static void nothing_that_was_is_lost(void **state)
{
	uint8_t hash[HASH_SIZE];

	(void)state;
	in("9001", "zhou-2026");
	assert_int_equal(propose("political", STAY, "", hash), ERR_SYNTAX); /* 03 to 13 are left out */
	assert_int_equal(propose("made_here", STAY, "", hash), OK);
	in("2001", "zhao-2026");
	assert_int_equal(codebook_confirm(h->store, hash), OK);
	assert_string_equal(codes_name("made_here", "02"), "中共预备党员");
	in("9001", "zhou-2026");
	assert_int_equal(propose("made_here", STAY, "", hash), ERR_STATE); /* nothing would change */
	assert_int_equal(propose("made_here", STAY "03\t甲\t\t09\n", "", hash), ERR_SYNTAX); /* no parent 09 */
	assert_int_equal(propose("made_here", STAY "03\t甲\n03\t乙\n", "2026-07-01", hash), ERR_SYNTAX);
	assert_int_equal(propose("made_here", STAY "0 3\t甲\n", "2026-07-01", hash), ERR_SYNTAX);
	assert_int_equal(propose("Made", STAY, "2026-07-01", hash), ERR_INPUT);
	assert_int_equal(propose("made_here", "", "2026-07-01", hash), ERR_SYNTAX);
}

static void parts_follow_and_borrowed_rows_stay(void **state)
{
	const struct code *rows;
	size_t n;

	(void)state;
	two_put("tree", "A\t甲\nA1\t甲一\t\tA\nB\t乙\n", "");
	n = codes_list("tree:leaf", &rows);
	assert_int_equal(n, 2);
	const struct code *held = codes_find("tree", "A1");
	two_put("tree", "A\t甲\nA1\t甲一\t\tA\nB\t乙\nB1\t乙一\t\tB\n", "");
	assert_string_equal(held->name, "甲一");
	assert_int_equal(codes_list("tree:leaf", &rows), 2); /* A1, B1 */
	assert_string_equal(rows[1].code, "B1");
	assert_true(codes_under("tree", "B1", "B", on("2026-07-01")));
}

static void path_of(const char *code, const char *expected, const char *now)
{
	struct buf text;

	buf_init(&text, 400);
	region_path(code, &text);
	assert_string_equal(buf_text(&text), expected);
	buf_clear(&text);
	region_successors(code, &text);
	assert_string_equal(buf_text(&text), now);
	buf_release(&text);
}

static void an_old_division_tells_what_took_its_place(void **state)
{
	const struct field f = {.type = FIELD_REGION};
	struct region r;
	struct buf text;

	(void)state;
	path_of("110103", "北京市崇文区", ""); /* the lists do not tell */
	two_put("region", BEIJING, "");
	path_of("110103", "北京市崇文区", "北京市东城区");
	path_of("110104", "北京市宣武区", "北京市西城区");
	path_of("110101", "北京市东城区", "");
	region_find("110103", &r);
	assert_int_equal(r.status, REGION_OLD);
	buf_init(&text, 400);
	field_show(&f, "110103", false, &text);
	assert_string_equal(buf_text(&text), "北京市崇文区 (now 北京市东城区)");
	buf_release(&text);
	assert_false(codes_valid("region", "110103", on("2010-07-01")));
	assert_true(codes_valid("region", "110103", on("2010-06-30")));
	/* later rows are laid over them; what a successor became is followed, the others stay */
	two_put("region", "110101\t东城区\t\t110000\t\t2026-01-31\t110198 110199\n110198\t东一区\t\t110000\t2026-02-01\n"
			  "110199\t东二区\t\t110000\t2026-02-01\n", "");
	path_of("110103", "北京市崇文区", "北京市东一区、北京市东二区");
	path_of("110104", "北京市宣武区", "北京市西城区");
}

static void divisions_that_do_not_fit(void **state)
{
	uint8_t hash[HASH_SIZE];

	(void)state;
	in("9001", "zhou-2026");
	assert_int_equal(propose("region", "11010\t崇文区\t\t110000\t\t2010-06-30\n", "", hash), ERR_SYNTAX);
	assert_int_equal(propose("region", "110103\t崇文区\t\t110000\t\t2010-06-30\t999999\n", "", hash), ERR_SYNTAX);
	assert_int_equal(propose("region", "110103\t崇文区\t\t999999\t\t2010-06-30\n", "", hash), ERR_SYNTAX);
	assert_int_equal(propose("region", "110103\t崇文区\t\t110000\t\t\t110101\n", "", hash), ERR_SYNTAX);
	assert_int_equal(propose("region", "110197\t后来区\t\t110000\t2099-01-01\n", "", hash), OK);
	in("2001", "zhao-2026");
	assert_int_equal(codebook_confirm(h->store, hash), OK);
	path_of("110197", "", ""); /* not there yet */
}

static void withdrawn_and_learned(void **state)
{
	struct codebook list[4], *counting;
	struct inforce known = {0};
	uint8_t hash[HASH_SIZE];
	bool news = false;
	size_t n;

	(void)state;
	assert_int_equal(inforce_apply(h->store, &known), OK);
	in("9001", "zhou-2026");
	assert_int_equal(propose("made_here", STAY, "", hash), OK);
	assert_int_equal(codebook_waiting(h->store, list, 4, &n), OK);
	assert_int_equal(n, 1);
	assert_string_equal(list[0].name, "made_here");
	assert_int_equal(codebook_withdraw(h->store, hash), OK);
	in("2001", "zhao-2026");
	assert_int_equal(codebook_confirm(h->store, hash), ERR_STATE);
	two_put("made_here", STAY, "");
	assert_int_equal(codebook_list(h->store, &counting, &n), OK);
	assert_int_equal(n, 1);
	mem_free(counting);
	codes_unpublish(); /* as another process, which runs */
	assert_int_equal(inforce_follow(h->store, &known, &news), OK);
	assert_true(news);
	assert_true(codes_has_set("made_here"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_table_takes_two_people, start, stop),
		cmocka_unit_test_setup_teardown(codes_count_from_a_day_and_keep_their_labels, start, stop),
		cmocka_unit_test_setup_teardown(an_old_case_has_its_old_label, start, stop),
		cmocka_unit_test_setup_teardown(nothing_that_was_is_lost, start, stop),
		cmocka_unit_test_setup_teardown(parts_follow_and_borrowed_rows_stay, start, stop),
		cmocka_unit_test_setup_teardown(an_old_division_tells_what_took_its_place, start, stop),
		cmocka_unit_test_setup_teardown(divisions_that_do_not_fit, start, stop),
		cmocka_unit_test_setup_teardown(withdrawn_and_learned, start, stop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
