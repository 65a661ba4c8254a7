/* SPDX-License-Identifier: MIT */
#include "store_fixture.h"

#include "core/store/inside.h"
#include "core/store/view_inside.h"

static int setup(void **state)
{
	struct fixture *f = fixture_new(STORE_DEMO);

	*state = f;
	clerk_in(f);
	return 0;
}

static int teardown(void **state)
{
	fixture_free(*state);
	return 0;
}

static const struct view_filter anything = {.day_from = DAY_NONE, .day_to = DAY_NONE, .limit = 100};

/* One case with a number made of serial; due in days since 1970. */
static struct uid make(struct fixture *f, const char *name, unsigned serial, const char *due)
{
	struct uid id = uid_new();
	char number[CASE_NUMBER];

	text_format(number, sizeof number, "260316-A03-%03u", serial);
	assert_int_equal(
		put(f->s, id, "OPEN", "name", name, "number", number, "due", due, NULL), OK);
	return id;
}

static void expect_names(struct fixture *f, const struct view_filter *filter, const char *joined)
{
	struct view_case *rows;
	struct buf names;
	uint64_t count;
	size_t n;

	buf_init(&names, 4096);
	assert_int_equal(view_list(f->s, filter, &rows, &n), OK);
	for (size_t i = 0; i < n; i++)
		buf_addf(&names, "%s ", rows[i].applicant);
	assert_string_equal(buf_text(&names), joined);
	assert_int_equal(view_count(f->s, filter, &count), OK);
	if (!filter->offset && n < filter->limit)
		assert_int_equal(count, n);
	buf_release(&names);
	mem_free(rows);
}

static void lists_are_sorted_and_filtered(void **state)
{
	struct fixture *f = *state;
	struct view_filter filter = anything;
	struct uid b;

	clock_hold(true);
	make(f, "甲", 3, "20600");
	clock_advance(1000);
	b = make(f, "乙", 1, "20400");
	clock_advance(1000);
	make(f, "丙", 2, NULL);
	clock_advance(1000);
	expect_names(f, &filter, "乙 甲 丙 "); /* without a date last */
	filter.order = VIEW_BY_UPDATED;
	expect_names(f, &filter, "丙 乙 甲 ");
	filter.order = VIEW_BY_NUMBER;
	expect_names(f, &filter, "乙 丙 甲 ");
	filter.limit = 2;
	filter.offset = 1;
	expect_names(f, &filter, "丙 甲 ");
	filter = anything;
	assert_int_equal(put(f->s, b, "CLOSE", NULL), OK);
	filter.state = "open";
	expect_names(f, &filter, "甲 丙 ");
	filter.state = "done";
	expect_names(f, &filter, "乙 ");
	filter.state = "DRAFT";
	expect_names(f, &filter, "甲 丙 ");
	filter.state = NULL;
	filter.window = "A04";
	expect_names(f, &filter, "");
	filter.state = "open";
	expect_names(f, &filter, "");
	filter.window = "A03";
	expect_names(f, &filter, "甲 丙 ");
	filter.state = "DRAFT";
	filter.open = true;
	expect_names(f, &filter, "甲 丙 ");
	filter.state = "FIXING";
	expect_names(f, &filter, "");
	filter.open = false;
	filter.state = "served"; /* nothing was received here; one has ended */
	filter.window = "A03";
	filter.day_from = filter.day_to = clock_today();
	expect_names(f, &filter, "乙 ");
	filter.window = "A04";
	expect_names(f, &filter, "");
	filter.window = "A03";
	filter.day_from = filter.day_to = clock_today() + 1;
	expect_names(f, &filter, "");
	filter = anything;
	filter.day_to = clock_today() - 1;
	expect_names(f, &filter, "");
	filter.day_to = clock_today();
	filter.day_from = clock_today();
	expect_names(f, &filter, "乙 甲 丙 ");
	filter.limit = 1001;
	{
		struct view_case *rows;
		size_t n;

		assert_int_equal(view_list(f->s, &filter, &rows, &n), ERR_LIMIT);
	}
	clock_hold(false);
}

static void exact_values_are_found_however_written(void **state)
{
	struct fixture *f = *state;
	struct uid id = uid_new();
	struct view_case *rows;
	size_t n;
	static const char *const spellings[] = {"33990019900101123X", "33990019900101123x",
		"339900 19900101 123X", "３３９９００１９９００１０１１２３Ｘ"};

	assert_int_equal(put(f->s, id, "OPEN", "name", "李梅", "id", "33990019900101123X", "query",
				 "K7M2PQ", NULL),
		OK);
	for (size_t i = 0; i < COUNT_OF(spellings); i++) {
		assert_int_equal(view_find(f->s, TOKEN_ID, spellings[i], &rows, &n), OK);
		assert_int_equal(n, 1);
		assert_string_equal(rows[0].applicant, "李梅");
		assert_string_equal(rows[0].query, "K7M2PQ");
		mem_free(rows);
	}
	assert_int_equal(view_find(f->s, TOKEN_PHONE, "33990019900101123X", &rows, &n), OK);
	assert_int_equal(n, 0);
	assert_int_equal(view_find(f->s, TOKEN_QUERY, "k7m2pq", &rows, &n), OK);
	assert_int_equal(n, 1);
	mem_free(rows);
}

static void phones_lose_the_country(void **state)
{
	struct fixture *f = *state;
	uint8_t a[10], b[10], c[10];

	assert_int_equal(view_make_token(f->s, TOKEN_PHONE, "13900001234", a), OK);
	assert_int_equal(view_make_token(f->s, TOKEN_PHONE, "+86 139-0000-1234", b), OK);
	assert_int_equal(view_make_token(f->s, TOKEN_PHONE, "13900001235", c), OK);
	assert_memory_equal(a, b, sizeof a);
	assert_memory_not_equal(a, c, sizeof a);
}

static void a_number_belongs_to_one_case(void **state)
{
	struct fixture *f = *state;
	struct uid id = make(f, "甲", 21, NULL);
	struct view_case c;
	unsigned serial = 0;

	assert_int_equal(
		put(f->s, uid_new(), "OPEN", "number", "260316-A03-021", NULL), ERR_EXISTS);
	assert_int_equal(view_by_number(f->s, "260316-A03-021", &c), OK);
	assert_true(uid_equal(&c.id, &id));
	assert_int_equal(view_by_number(f->s, "260316-A03-022", &c), ERR_NOTFOUND);
	assert_int_equal(view_by_number(f->s, "", &c), ERR_NOTFOUND);
	assert_int_equal(view_next_serial(f->s, "A03", day_of(2026, 3, 16), &serial), OK);
	assert_int_equal(serial, 22);
	make(f, "乙", 1000, NULL);
	assert_int_equal(view_next_serial(f->s, "A03", day_of(2026, 3, 16), &serial), OK);
	assert_int_equal(serial, 1001);
	assert_int_equal(view_next_serial(f->s, "A03", day_of(2026, 3, 17), &serial), OK);
	assert_int_equal(serial, 1);
	assert_int_equal(view_next_serial(f->s, "A0", day_of(2026, 3, 16), &serial), OK);
	assert_int_equal(serial, 1);
}

static void expect_found(struct fixture *f, const char *part, size_t n)
{
	struct view_case *rows;
	size_t found;

	assert_int_equal(view_search_name(f->s, part, 10, &rows, &found), OK);
	assert_int_equal(found, n);
	mem_free(rows);
}

static void names_are_searched_in_memory(void **state)
{
	struct fixture *f = *state;
	struct uid id = make(f, "欧阳小梅", 1, NULL);
	struct view_case *rows;
	size_t n;

	make(f, "李梅", 2, NULL);
	expect_found(f, "梅", 2);
	expect_found(f, "阳小", 1);
	expect_found(f, "王", 0);
	assert_int_equal(put(f->s, id, "FIELD", "name", "欧阳丽", NULL), OK);
	expect_found(f, "梅", 1);
	expect_found(f, "欧阳", 1);
	store_lock(f->s);
	assert_int_equal(view_search_name(f->s, "梅", 10, &rows, &n), ERR_LOCKED);
}

static void a_locked_queue_shows_no_names(void **state)
{
	struct fixture *f = *state;
	struct view_case c;
	struct uid id = make(f, "李梅", 1, NULL);
	struct view_case *rows;
	size_t n;

	store_lock(f->s);
	assert_int_equal(view_get(f->s, &id, &c), OK);
	assert_string_equal(c.number, "260316-A03-001");
	assert_string_equal(c.applicant, "");
	assert_int_equal(view_find(f->s, TOKEN_ID, "1", &rows, &n), ERR_LOCKED);
	/* an administrator is logged in, but holds no key of a case */
	assert_int_equal(operator_login(f->s, "1000", PASS_ADMIN), OK);
	assert_int_equal(view_get(f->s, &id, &c), OK);
	assert_string_equal(c.applicant, "");
	assert_int_equal(view_find(f->s, TOKEN_ID, "1", &rows, &n), ERR_DENIED);
}

static void rebuilding_changes_nothing(void **state)
{
	struct fixture *f = *state;
	struct uid id = make(f, "李梅", 7, "20500");
	struct view_case before, after;

	assert_int_equal(
		put(f->s, id, "FIELD", "id", "339900199001011230", "query", "K7M2PQ", NULL), OK);
	assert_int_equal(view_get(f->s, &id, &before), OK);
	assert_int_equal(store_rebuild(f->s, NULL), OK);
	assert_int_equal(view_get(f->s, &id, &after), OK);
	assert_string_equal(before.applicant, after.applicant);
	assert_string_equal(before.number, after.number);
	assert_int_equal(before.due, after.due);
	assert_int_equal(before.created_ms, after.created_ms);
	assert_int_equal(findings(f->s, true), 0);
	journal_set_projector(f->s, NULL, NULL);
	assert_int_equal(store_rebuild(f->s, NULL), ERR_STATE);
	store_lock(f->s);
	assert_int_equal(store_rebuild(f->s, NULL), ERR_LOCKED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(lists_are_sorted_and_filtered, setup, teardown),
		cmocka_unit_test_setup_teardown(
			exact_values_are_found_however_written, setup, teardown),
		cmocka_unit_test_setup_teardown(phones_lose_the_country, setup, teardown),
		cmocka_unit_test_setup_teardown(a_number_belongs_to_one_case, setup, teardown),
		cmocka_unit_test_setup_teardown(names_are_searched_in_memory, setup, teardown),
		cmocka_unit_test_setup_teardown(a_locked_queue_shows_no_names, setup, teardown),
		cmocka_unit_test_setup_teardown(rebuilding_changes_nothing, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
