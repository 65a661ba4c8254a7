/* SPDX-License-Identifier: MIT
 *
 * Another process holds the gate: what a key asked for is done when the gate is free, once, and until
 * then every key is painted in its own turn (architecture, law 7).
 */
#include "tests/unit/two_windows.h"

#include "core/store/gate.h"
#include "core/store/lease.h"
#include "tui/again.h"

struct held {
	struct hall *hall;
	struct gate gate;
};

static void take(struct held *x, void *hall)
{
	x->hall = hall;
	assert_int_equal(gate_open(&x->gate, x->hall->place.database), OK);
	assert_int_equal(gate_take(&x->gate, 0), OK);
}

static void let_go(struct held *x)
{
	gate_leave(&x->gate);
	gate_close(&x->gate);
}

static void turn(struct held *x)
{
	clock_advance(KEY_AGAIN_MS);
	app_tick(x->hall->app);
	app_draw(x->hall->app);
}

static void feed(struct held *x, const char *keys)
{
	app_feed(x->hall->app, keys, strlen(keys));
	app_tick(x->hall->app);
	app_draw(x->hall->app);
}

static bool row_has(const struct held *x, int row, const char *words)
{
	struct buf text;

	buf_init(&text, 4096);
	canvas_row_text(&x->hall->app->canvas, row, &text);
	bool has = strstr(buf_text(&text), words) != NULL;
	buf_release(&text);
	return has;
}

static void run_command(struct held *x, const char *name)
{
	clock_advance(1000);
	feed(x, "\033[20~"); /* F9 */
	clock_advance(1000);
	for (const char *p = name; *p; p++) { /* a hand, not a card reader */
		clock_advance(200);
		feed(x, (char[]){*p, '\0'});
	}
	clock_advance(200);
	feed(x, "\r");
}

static enum err count_one(const struct event *e, void *ctx)
{
	(void)e;
	++*(uint64_t *)ctx;
	return OK;
}

static size_t tickets(struct held *x)
{
	uint64_t after = 0, n = 0;

	assert_int_equal(journal_kind(x->hall->app->store, "TICKET", &after, count_one, &n), OK);
	return (size_t)n;
}

/* A number is given out from the palette; meanwhile the hand does nothing. */
static void done_when_the_gate_is_free(void **state)
{
	struct held x;

	take(&x, *state);
	run_command(&x, "ticket.take");
	assert_ptr_equal(app_top(x.hall->app), &screen_home);
	assert_true(says(x.hall, "done in a moment"));
	int said = x.hall->app->n_messages;
	for (int i = 0; i < 5; i++)
		turn(&x);
	assert_int_equal(tickets(&x), 0);
	assert_int_equal(x.hall->app->n_messages, said); /* that it waits is said once */
	assert_true(app_wait_ms(x.hall->app) <= KEY_AGAIN_MS); /* the loop comes back by itself */
	let_go(&x);
	turn(&x);
	assert_int_equal(tickets(&x), 1);
	assert_true(says(x.hall, "was printed"));
	for (int i = 0; i < 3; i++)
		turn(&x);
	assert_int_equal(tickets(&x), 1); /* once */
}

/* Keys pressed while it waits are painted in the turn they come; what waited is told as not done. */
static void keys_are_painted_meanwhile(void **state)
{
	struct held x;

	take(&x, *state);
	run_command(&x, "ticket.take");
	for (const char *p = "3399"; *p; p++) {
		clock_advance(200);
		feed(&x, (char[]){*p, '\0'});
		assert_true(row_has(&x, 1, (char[]){*p, '\0'}));
	}
	assert_true(row_has(&x, 1, "3399"));
	let_go(&x);
	turn(&x);
	assert_int_equal(tickets(&x), 0);
}

static void given_up_in_the_end(void **state)
{
	struct held x;

	take(&x, *state);
	run_command(&x, "ticket.take");
	clock_advance(KEY_GIVE_UP_MS);
	turn(&x);
	assert_true(says(x.hall, "Not done: another window was writing"));
	let_go(&x);
	turn(&x);
	assert_int_equal(tickets(&x), 0);
}

/* A card that was read is served when the gate is free; the number need not be read again. */
static void a_card_waits(void **state)
{
	struct held x;

	take(&x, *state);
	app_person(x.hall->app, WOMAN, PROOF_READER); /* from a list: no key of its own */
	assert_false(desk_busy(x.hall->app->desk));
	feed(&x, WOMAN "\r");
	clock_advance(100);
	turn(&x);
	assert_false(desk_busy(x.hall->app->desk));
	let_go(&x);
	turn(&x);
	assert_true(desk_busy(x.hall->app->desk));
	assert_ptr_equal(app_top(x.hall->app), &screen_person);
}

/* What is chosen in an overlay is done for the screen below. */
static void a_choice_waits(void **state)
{
	struct held x;
	struct hall *h = *state;
	struct lease_who who;

	app_person(h->app, WOMAN, PROOF_READER);
	app_tick(h->app);
	struct uid id = desk_case(h->app->desk)->id;
	app_home(h->app);
	app_tick(h->app);
	assert_int_equal(lease_take(h->other, &id, "A05", false, &who), OK);
	assert_int_equal(lease_leave(h->other, &id), OK);
	app_person(h->app, WOMAN, PROOF_READER);
	app_tick(h->app);
	assert_ptr_equal(app_top(h->app), &screen_choose); /* her draft, or another case? */
	take(&x, h);
	clock_advance(1000);
	feed(&x, "2"); /* another one */
	clock_advance(100);
	turn(&x);
	assert_false(desk_busy(h->app->desk));
	let_go(&x);
	turn(&x);
	assert_true(desk_busy(h->app->desk));
	assert_false(uid_equal(&desk_case(h->app->desk)->id, &id));
}

/* A case that is left while its acts wait takes nothing away: they are written from the tick. */
static void what_waits_outlives_its_case(void **state)
{
	struct held x;
	struct hall *h = *state;
	char why[WHY_SIZE];
	size_t item = 0;

	app_person(h->app, WOMAN, PROOF_READER);
	assert_int_equal(desk_confirm_identity(h->app->desk), OK);
	while (!text_equal(directory_at(h->app->directory, item)->code, "332000116001"))
		item++;
	enum err e = desk_pick_item(h->app->desk, item, NULL);
	if (e == ERR_DENIED) /* she is too young for that one */
		for (item = 0; (e = desk_pick_item(h->app->desk, item, NULL)) == ERR_DENIED; item++)
			;
	assert_int_equal(e, OK);
	app_tick(h->app);
	int mobile = item_field(desk_case(h->app->desk)->item, "mobile");
	assert_true(mobile >= 0);
	struct uid id = desk_case(h->app->desk)->id;
	take(&x, h);
	assert_int_equal(desk_answer(h->app->desk, (size_t)mobile, "13800138000", why), OK);
	assert_int_equal(desk_unsaved(h->app->desk), 1);
	app_home(h->app);
	assert_false(desk_busy(h->app->desk));
	assert_int_equal(desk_unsaved(h->app->desk), 1);
	assert_int_equal(desk_open_case(h->app->desk, &id), ERR_BUSY); /* not before it is whole */
	let_go(&x);
	turn(&x);
	assert_int_equal(desk_unsaved(h->app->desk), 0);
	assert_int_equal(desk_open_case(h->app->desk, &id), OK);
	assert_string_equal(desk_case(h->app->desk)->draft.answers[mobile].value, "13800138000");
}

int main(void)
{
#define AT_WINDOW(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
	const struct CMUnitTest tests[] = {
		AT_WINDOW(done_when_the_gate_is_free),
		AT_WINDOW(keys_are_painted_meanwhile),
		AT_WINDOW(given_up_in_the_end),
		AT_WINDOW(a_card_waits),
		AT_WINDOW(a_choice_waits),
		AT_WINDOW(what_waits_outlives_its_case),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
