/* SPDX-License-Identifier: MIT
 *
 * The queue: what is counted is what is listed, the search sees the same rows, and all of it is
 * rebuilt. Expected rows are those the test put there.
 */
#include "store_fixture.h"

#include "core/base/clock.h"
#include "core/store/queue.h"

enum { TODAY = 20528 }; /* 2026-03-16 */

struct seed {
	const char *number, *name, *department, *window, *state, *holder;
	day_t next, warn, defer;
	unsigned flags;
	bool closed;
};

static const struct seed seeds[] = {
	{"260316-A03-001", "李梅", "公安", "A03", "EXAMINING", "3001", TODAY - 1, TODAY - 2, DAY_NONE, 0, false},
	{"260316-A03-002", "王强", "公安", "A03", "RECEIVED", "1024", TODAY, TODAY - 1, DAY_NONE, FLAG_TWIN, false},
	{"260316-A05-003", "赵一梅", "人社", "A05", "EXAMINING", "", TODAY + 1, TODAY, TODAY, FLAG_DEFERRED, false},
	{"260316-A05-004", "孙七", "人社", "A05", "ACCEPTED", "", TODAY + 9, TODAY + 7, DAY_NONE, FLAG_SPOT, false},
	{"260316-A03-005", "钱八", "人社", "A03", "SPECIAL", "", DAY_NONE, DAY_NONE, DAY_NONE, FLAG_STOPPED, false},
	{"260316-A03-006", "周九", "公安", "A03", "DRAFT", "1024", DAY_NONE, DAY_NONE, DAY_NONE, 0, false},
	{"260310-A03-007", "吴十", "公安", "A03", "DELIVERED", "", DAY_NONE, DAY_NONE, DAY_NONE, 0, true},
	/* these two come later */
	{"260316-A03-008", "郑丁", "公安", "A03", "EXAMINING", "3001", TODAY - 1, TODAY - 2, DAY_NONE, 0, false},
	{"260316-A03-009", "冯戊", "公安", "A03", "EXAMINING", "3001", TODAY + 9, TODAY + 7, DAY_NONE, 0, false},
};
enum { FIRST = COUNT_OF(seeds) - 2 };


static enum err put_seed(struct store *s, const struct event *e, void *ctx)
{
	const struct seed *x = &seeds[record_int(&e->body, "at", 0)];
	struct view_case c = {.id = e->casefile, .created_ms = e->at_ms, .updated_ms = e->at_ms,
		.due = DAY_NONE, .next = x->next, .warn = x->warn, .notice = DAY_NONE,
		.defer = x->defer, .replied = DAY_NONE, .flags = x->flags, .closed = x->closed};

	(void)ctx;
	if (uid_none(&e->casefile))
		return OK;
	text_copy(c.number, sizeof c.number, x->number);
	text_copy(c.applicant, sizeof c.applicant, x->name);
	text_copy(c.department, sizeof c.department, x->department);
	text_copy(c.item_name, sizeof c.item_name, "居住证申领");
	text_copy(c.window, sizeof c.window, x->window);
	text_copy(c.state, sizeof c.state, x->state);
	text_copy(c.holder, sizeof c.holder, x->holder);
	return view_put(s, &c);
}

static int setup(void **state)
{
	struct fixture *f = fixture_new(STORE_DEMO);

	*state = f;
	clerk_in(f);
	journal_set_projector(f->s, put_seed, NULL);
	for (size_t i = 0; i < FIRST; i++) {
		char at[8];
		text_format(at, sizeof at, "%zu", i);
		assert_int_equal(put(f->s, uid_new(), "OPEN", "at", at, NULL), OK);
	}
	return 0;
}

static int teardown(void **state)
{
	fixture_free(*state);
	return 0;
}

static const struct queue_filter everything = {.view = QUEUE_ALL, .me = "1024", .today = TODAY};

static void expect(struct fixture *f, const struct queue_filter *filter, const char *joined)
{
	struct view_case *rows;
	struct buf numbers;
	size_t n;

	buf_init(&numbers, 4096);
	assert_int_equal(queue_page(f->s, filter, 100, 0, &rows, &n), OK);
	for (size_t i = 0; i < n; i++)
		buf_addf(&numbers, "%s ", rows[i].number + 11);
	assert_string_equal(buf_text(&numbers), joined);
	buf_release(&numbers);
	mem_free(rows);
}

static void views_are_sorted_by_what_ends_first(void **state)
{
	static const char *const in[QUEUE_VIEWS] = {[QUEUE_ALL] = "001 002 003 004 005 ",
		[QUEUE_LATE] = "001 ", [QUEUE_TODAY] = "002 ", [QUEUE_DEFERRED] = "003 ",
		[QUEUE_TWINS] = "002 ", [QUEUE_SPOT] = "004 ", [QUEUE_OWN] = "002 "};
	struct queue_filter filter = everything;

	for (int i = 0; i < QUEUE_VIEWS; i++) {
		filter.view = (enum queue_view)i;
		expect(*state, &filter, in[i]);
	}
	filter = everything;
	filter.department = "人社";
	expect(*state, &filter, "003 004 005 ");
	filter.window = "A03";
	expect(*state, &filter, "005 ");
	filter = everything;
	filter.state = "DRAFT";
	expect(*state, &filter, "006 ");
}

/* Every filter: the sum over departments is the length of the list. */
static void a_count_is_the_length_of_its_list(void **state)
{
	static const char *const windows[] = {NULL, "A03", "A05", "B01"};
	static const char *const states[] = {NULL, "EXAMINING", "DRAFT"};
	struct fixture *f = *state;

	for (size_t i = 0; i < COUNT_OF(windows) * COUNT_OF(states); i++) {
		struct queue_count counts[QUEUE_DEPARTMENTS];
		struct queue_filter filter = everything;
		size_t n;
		filter.window = windows[i % COUNT_OF(windows)];
		filter.state = states[i / COUNT_OF(windows)];
		assert_int_equal(queue_counts(f->s, &filter, counts, &n), OK);
		for (int v = 0; v < QUEUE_VIEWS; v++) {
			struct view_case *rows;
			size_t listed, counted = 0;
			filter.view = (enum queue_view)v;
			assert_int_equal(queue_page(f->s, &filter, 100, 0, &rows, &listed), OK);
			mem_free(rows);
			for (size_t d = 0; d < n; d++)
				counted += counts[d].in[v];
			assert_int_equal(counted, listed);
		}
	}
}

static void heat_is_told_by_department(void **state)
{
	struct fixture *f = *state;
	struct queue_count c[QUEUE_DEPARTMENTS];
	size_t n;

	assert_int_equal(queue_counts(f->s, &everything, c, &n), OK);
	assert_int_equal(n, 2);
	assert_string_equal(c[0].department, "人社");
	assert_int_equal(c[0].red, 0);
	assert_int_equal(c[0].yellow, 1);
	assert_int_equal(c[0].green, 1);
	assert_int_equal(c[0].in[QUEUE_ALL], 3); /* one stands still and has no light */
	assert_string_equal(c[1].department, "公安");
	assert_int_equal(c[1].red, 1);
	assert_int_equal(c[1].yellow, 1);
	assert_int_equal(c[1].green, 0);
}

static size_t find(struct queue_search *x, const char *text)
{
	return queue_search_find(x, text);
}

static void a_search_looks_inside_its_view(void **state)
{
	struct fixture *f = *state;
	struct queue_search *x;
	struct view_case *rows;
	bool whole = false;
	size_t n;

	assert_int_equal(queue_search_new(f->s, &everything, &x), OK);
	assert_int_equal(queue_search_read(x, 1000, &whole), OK);
	assert_true(whole);
	assert_int_equal(queue_search_size(x), 5);
	assert_int_equal(find(x, "梅"), 2);
	assert_int_equal(find(x, "梅子"), 0);
	assert_int_equal(find(x, "梅"), 2); /* rubbed out again */
	assert_int_equal(find(x, "A05"), 2);
	assert_int_equal(find(x, "居住证"), 5);
	assert_int_equal(find(x, "周九"), 0);  /* a draft is in no view */
	assert_int_equal(find(x, "003"), 1);
	assert_int_equal(queue_search_page(x, 10, 0, &rows, &n), OK);
	assert_int_equal(n, 1);
	assert_string_equal(rows[0].applicant, "赵一梅");
	mem_free(rows);
	assert_int_equal(find(x, ""), 5);
	assert_int_equal(queue_search_page(x, 2, 4, &rows, &n), OK);
	assert_int_equal(n, 1);
	assert_string_equal(rows[0].number, "260316-A03-005");
	mem_free(rows);
	queue_search_free(x);
	struct queue_filter own = everything;
	own.view = QUEUE_OWN;
	assert_int_equal(queue_search_new(f->s, &own, &x), OK);
	assert_int_equal(queue_search_read(x, 1000, &whole), OK);
	assert_int_equal(queue_search_size(x), 1);
	queue_search_free(x);
	store_lock(f->s);
	assert_int_equal(queue_search_new(f->s, &everything, &x), ERR_LOCKED);
}

static void census_and_months_add_up(void **state)
{
	struct fixture *f = *state;
	struct queue_census c = {0};
	struct queue_month months[QUEUE_DEPARTMENTS];
	size_t n, opened = 0, ended = 0;
	uint64_t open = 0;
	bool ready = false;

	assert_int_equal(queue_census_read(f->s, &c, clock_today(), -1, &ready), OK);
	assert_true(ready);
	for (int i = 0; i < QUEUE_CLASSES - 1; i++)
		open += c.classes[i];
	assert_int_equal(open, 5);
	assert_int_equal(c.classes[QUEUE_CLASSES - 1], 1); /* a draft */
	assert_int_equal(c.closed, 1);
	assert_int_equal(c.all, open + 1 + c.closed);
	assert_int_equal(queue_month(f->s, clock_today(), clock_today(), months, &n), OK);
	for (size_t i = 0; i < n; i++) {
		opened += months[i].opened;
		ended += months[i].ended;
	}
	assert_int_equal(opened, 7);
	assert_int_equal(ended, 1);
	assert_int_equal(queue_month(f->s, clock_today() + 1, clock_today() + 30, months, &n), OK);
	assert_int_equal(n, 0);
}

/* Another window writes between two slices: counted anew, so every number is of one moment. */
static void a_census_is_of_one_moment(void **state)
{
	struct fixture *f = *state;
	struct queue_census c = {0};
	bool ready = false;

	while (c.stage != CENSUS_CASES)
		assert_int_equal(queue_census_read(f->s, &c, TODAY, 0, &ready), OK);
	assert_false(ready);
	assert_int_equal(c.classes[0], 1);
	assert_int_equal(put(f->s, uid_new(), "OPEN", "at", "7", NULL), OK);
	while (!ready)
		assert_int_equal(queue_census_read(f->s, &c, TODAY, 0, &ready), OK);
	uint64_t sum = c.closed;
	for (int i = 0; i < QUEUE_CLASSES; i++)
		sum += c.classes[i];
	assert_int_equal(c.all, 8);
	assert_int_equal(sum, 8);
	assert_int_equal(c.classes[0], 2);
	/* and what is ready stays so only while nothing changes */
	assert_int_equal(queue_census_read(f->s, &c, TODAY, 0, &ready), OK);
	assert_true(ready);
	assert_int_equal(put(f->s, uid_new(), "OPEN", "at", "8", NULL), OK);
	assert_int_equal(queue_census_read(f->s, &c, TODAY, 0, &ready), OK);
	assert_false(ready);
}

static void a_rebuild_makes_the_same_queue(void **state)
{
	struct fixture *f = *state;
	bool behind = true;

	assert_int_equal(findings(f->s, true), 0);
	assert_int_equal(store_rebuild(f->s, NULL), OK);
	assert_int_equal(findings(f->s, true), 0);
	views_are_sorted_by_what_ends_first(state);
	assert_int_equal(queue_behind(f->s, &behind), OK);
	assert_false(behind);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(views_are_sorted_by_what_ends_first, setup, teardown),
		cmocka_unit_test_setup_teardown(a_count_is_the_length_of_its_list, setup, teardown),
		cmocka_unit_test_setup_teardown(heat_is_told_by_department, setup, teardown),
		cmocka_unit_test_setup_teardown(a_search_looks_inside_its_view, setup, teardown),
		cmocka_unit_test_setup_teardown(census_and_months_add_up, setup, teardown),
		cmocka_unit_test_setup_teardown(a_census_is_of_one_moment, setup, teardown),
		cmocka_unit_test_setup_teardown(a_rebuild_makes_the_same_queue, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
