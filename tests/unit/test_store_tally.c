/* SPDX-License-Identifier: MIT
 *
 * Counts that are kept equal counts that are made: random cases come, change and end, by this
 * process and seen by another, while the rows are read and afterwards. The expected counts are
 * those of SQL over the file.
 */
#include "store_fixture.h"

#include "core/base/clock.h"
#include "core/store/queue.h"

enum { TODAY = 20528, CASES = 700, ACTS = 900, COMPARE_EVERY = 60 };

static const char *const departments[] = {"公安", "人社", "医保", "民政", ""};
static const char *const windows[] = {"A01", "A03", "A05"};
static const char *const states[] = {"DRAFT", "EXAMINING", "SPECIAL", "RECEIVED"};
static const char *const holders[] = {"", "1024", "3001"};

#define ONE_OF(list, dice) (list)[stream_below(dice, COUNT_OF(list))]

static day_t some_day(struct stream *dice)
{
	return stream_below(dice, 5) ? TODAY - 3 + (day_t)stream_below(dice, 8) : DAY_NONE;
}

/* The row follows from the number in the event alone, so a rebuild makes the same. */
static enum err put_random(struct store *s, const struct event *e, void *ctx)
{
	struct stream dice = {(uint64_t)record_int(&e->body, "dice", 0)};
	struct view_case c = {.id = e->casefile, .created_ms = e->at_ms, .updated_ms = e->at_ms,
		.due = DAY_NONE, .notice = DAY_NONE, .replied = DAY_NONE};

	(void)ctx;
	if (uid_none(&e->casefile))
		return OK;
	c.closed = stream_below(&dice, 6) == 0;
	c.next = some_day(&dice);
	c.warn = c.next == DAY_NONE ? DAY_NONE : c.next - (day_t)stream_below(&dice, 3);
	c.defer = some_day(&dice);
	c.flags = stream_below(&dice, 32);
	text_copy(c.number, sizeof c.number, record_get(&e->body, "number"));
	text_copy(c.department, sizeof c.department, ONE_OF(departments, &dice));
	text_copy(c.window, sizeof c.window, ONE_OF(windows, &dice));
	text_copy(c.state, sizeof c.state, ONE_OF(states, &dice));
	text_copy(c.holder, sizeof c.holder, ONE_OF(holders, &dice));
	return view_put(s, &c);
}

static void act(struct store *s, struct stream *dice, const struct uid *id, size_t at)
{
	char number[24], seed[24];

	text_format(number, sizeof number, "260316-A03-%04zu", at);
	text_format(seed, sizeof seed, "%u", stream_below(dice, 1u << 30));
	assert_int_equal(put(s, *id, "OPEN", "dice", seed, "number", number, NULL), OK);
}

static bool same(const struct queue_count *a, const struct queue_count *b)
{
	return text_equal(a->department, b->department) && memcmp(a->in, b->in, sizeof a->in) == 0 &&
	       a->red == b->red && a->yellow == b->yellow && a->green == b->green &&
	       a->today == b->today;
}

static void equal_under(struct store *s, const struct queue_filter *f)
{
	struct queue_count kept[QUEUE_DEPARTMENTS], made[QUEUE_DEPARTMENTS];
	size_t n_kept = 0, n_made = 0;

	assert_int_equal(queue_counts(s, f, kept, &n_kept), OK);
	assert_int_equal(queue_recount(s, f, made, &n_made), OK);
	assert_int_equal(n_kept, n_made);
	for (size_t i = 0; i < n_kept; i++)
		if (!same(&kept[i], &made[i]))
			fail_msg("%s: %zu kept, %zu made", made[i].department,
				(size_t)kept[i].in[QUEUE_ALL], (size_t)made[i].in[QUEUE_ALL]);
}

static void equal(struct store *s)
{
	for (size_t w = 0; w <= COUNT_OF(windows); w++)
		for (size_t i = 0; i <= COUNT_OF(states); i++)
			for (day_t today = TODAY - 1; today <= TODAY + 1; today++)
				equal_under(s, &(struct queue_filter){.me = w ? "1024" : NULL,
					.today = today, .window = w < COUNT_OF(windows) ? windows[w] : NULL,
					.state = i < COUNT_OF(states) ? states[i] : NULL});
	equal_under(s, &(struct queue_filter){.window = "Z99", .state = "NEVER", .today = TODAY});
}

struct hall {
	struct fixture *f;
	struct store *other;         /* another process of the hall */
	struct uid ids[CASES];
	struct stream dice;
};

static int setup(void **state)
{
	struct hall *h = mem_new(sizeof *h);

	h->f = fixture_new(STORE_DEMO);
	h->dice.state = 339900;
	clerk_in(h->f);
	journal_set_projector(h->f->s, put_random, NULL);
	assert_int_equal(store_open(&h->f->place, &h->other), OK);
	for (size_t i = 0; i < CASES; i++)
		h->ids[i] = uid_new();
	*state = h;
	return 0;
}

static int teardown(void **state)
{
	struct hall *h = *state;

	store_close(h->other);
	fixture_free(h->f);
	mem_free(h);
	return 0;
}

static void act_somewhere(struct hall *h, size_t of)
{
	size_t at = stream_below(&h->dice, (uint32_t)of);

	act(h->f->s, &h->dice, &h->ids[at], at);
}

static void kept_counts_equal_made_ones(void **state)
{
	struct hall *h = *state;

	equal(h->f->s); /* of nothing */
	for (size_t i = 0; i < ACTS; i++) {
		act_somewhere(h, CASES);
		if (i % COMPARE_EVERY == 0) {
			equal(h->f->s);
			equal(h->other);
		}
	}
	equal(h->other);
	assert_int_equal(store_rebuild(h->f->s, NULL), OK);
	equal(h->f->s);
	equal(h->other);
}

/* Between two steps rows move before and behind the place that was read to, appear and end. */
static void changes_while_reading_are_not_lost(void **state)
{
	struct hall *h = *state;
	bool ready = false;
	int steps = 0;

	for (size_t i = 0; i < CASES; i++)
		act(h->f->s, &h->dice, &h->ids[i], i);
	for (; !ready && steps < 100; steps++) {
		assert_int_equal(queue_counts_read(h->other, 0, &ready), OK);
		for (int i = 0; i < 40 && steps < 4; i++)
			act_somewhere(h, CASES);
	}
	assert_true(ready);
	assert_true(steps > 3); /* or nothing was tested */
	equal(h->other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(kept_counts_equal_made_ones, setup, teardown),
		cmocka_unit_test_setup_teardown(changes_while_reading_are_not_lost, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
