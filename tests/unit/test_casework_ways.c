/* SPDX-License-Identifier: MIT
 *
 * Each way that a value or a paper can come, on an item made for it (tests/data/desk), and what
 * the desk does when it may not write, ask or print.
 */
#include "tests/unit/desk_matters.h"

#include <signal.h>
#include <sys/resource.h>

#include "core/store/gate.h"

#define ALL "330799199001"

static void start(struct counter *c, char id[19])
{
	stranger(c, id);
	begin(c, id, "凌一", ALL);
	told(c, "");
}

/* ---- values ---- */

static void two_registers(void **state)
{
	struct counter *c = *state;

	for (int order = 0; order < 2; order++) {
		char id[19];
		start(c, id);
		if (order == 0)
			SAY("SJ-01", "name=甲公司");
		SAY("CRD-01", "name=乙公司");
		if (order == 1)
			SAY("SJ-01", "name=甲公司");
		const struct answer *a = answer(c, "both");
		assert_string_equal(a->value, "甲公司");
		assert_string_equal(a->resource, "SJ-01");
		assert_non_null(a->registered);
		assert_string_equal(a->registered, "乙公司");
		assert_true(desk_conflict(c->desk, field(c, "both")));
		replay_equals(c);
		assert_int_equal(desk_use_registered(c->desk, field(c, "both")), OK);
		assert_string_equal(a->value, "乙公司");
		assert_string_equal(a->resource, "CRD-01");
		assert_false(desk_conflict(c->desk, field(c, "both")));
		/* asked again it does not reopen the question */
		assert_int_equal(desk_refetch(c->desk, "SJ-01"), OK);
		SAY("SJ-01", "name=甲公司");
		assert_string_equal(a->value, "乙公司");
		assert_false(desk_conflict(c->desk, field(c, "both")));
		replay_equals(c);
		desk_close(c->desk);
	}
	/* or the first one is kept, with a reason */
	char id[19];
	start(c, id);
	SAY("SJ-01", "name=甲公司");
	SAY("CRD-01", "name=乙公司");
	assert_int_equal(desk_keep_typed(c->desk, field(c, "both"), "执照在手"), OK);
	assert_int_equal(answer(c, "both")->origin, ORIGIN_FETCHED);
	assert_false(desk_conflict(c->desk, field(c, "both")));
	replay_equals(c);
	desk_close(c->desk);
}

/* A field of the register alone was keyed while it was silent: its word cannot be kept against it.
 */
static void fixed_means_fixed(void **state)
{
	struct counter *c = *state;
	char id[19];

	start(c, id);
	type(c, "both", "丙公司");
	SAY("SJ-01", "name=甲公司");
	assert_true(desk_conflict(c->desk, field(c, "both")));
	assert_int_equal(desk_keep_typed(c->desk, field(c, "both"), "他说的"), ERR_DENIED);
	assert_int_equal(desk_use_registered(c->desk, field(c, "both")), OK);
	assert_string_equal(answer(c, "both")->value, "甲公司");
	assert_int_equal(desk_use_registered(c->desk, field(c, "open")), ERR_STATE);
	assert_int_equal(desk_keep_typed(c->desk, field(c, "open"), "x"), ERR_STATE);
	desk_close(c->desk);
}

static void free_and_proof(void **state)
{
	struct counter *c = *state;
	char id[19], why[WHY_SIZE];

	start(c, id);
	SAY("MZ-01", "spouse_name=城东登记处|since=20210520");
	assert_string_equal(answer(c, "day")->value, "2021-05-20");  /* folded */
	assert_string_equal(answer(c, "more")->value, "城东登记处"); /* proposed by a rule */
	assert_false(desk_locked(c->desk, field(c, "open")));
	type(c, "open", "城西登记处");
	assert_int_equal(answer(c, "open")->origin, ORIGIN_OVERRIDE);
	assert_string_equal(answer(c, "open")->registered, "城东登记处");
	assert_false(desk_conflict(c->desk, field(c, "open")));
	type(c, "open", "城东登记处"); /* the register's word again */
	assert_int_equal(answer(c, "open")->origin, ORIGIN_FETCHED);
	assert_true(desk_locked(c->desk, field(c, "day")));
	assert_int_equal(desk_clear(c->desk, field(c, "day")), ERR_DENIED);
	assert_int_equal(desk_override(c->desk, field(c, "day"), "20210521", "证书为准", why), OK);
	assert_string_equal(answer(c, "day")->reason, "证书为准");
	assert_int_equal(desk_declare_none(c->desk, field(c, "phone")), OK);
	assert_int_equal(desk_confirm(c->desk, field(c, "place")), ERR_INCOMPLETE);
	replay_equals(c);
	desk_close(c->desk);
}

static void long_undo(void **state)
{
	struct counter *c = *state;
	char id[19], text[40];
	size_t at;
	int n = 0;

	start(c, id);
	for (int i = 0; i < 100; i++) {
		text_format(text, sizeof text, "第%d个", i);
		type(c, "more", text);
	}
	while (desk_undo(c->desk, &at) == OK)
		n++;
	assert_int_equal(n, 64);
	assert_string_equal(answer(c, "more")->value, "第35个");
	replay_equals(c);
	desk_close(c->desk);
}

/* The proposal of a rule waits while what it reads is still being asked. */
static void a_proposal_waits(void **state)
{
	struct counter *c = *state;
	char id[19];

	start(c, id);
	assert_true(desk_waiting(c->desk, field(c, "more")));
	assert_false(desk_waiting(c->desk, field(c, "phone")));
	silence("MZ-01", OUTCOME_AGAIN);
	assert_false(desk_waiting(c->desk, field(c, "more")));
	desk_close(c->desk);
}

/* ---- papers ---- */

static enum mark mark(struct counter *c, const char *name)
{
	return desk_case(c->desk)->marks[material(c, name)].mark;
}

static void every_paper(void **state)
{
	struct counter *c = *state;
	char id[19];

	stranger(c, id);
	open_person(c, id);
	SAY("POP-01", "name=凌二");
	SAY("LIC-01", "type=id-card|issuer=演示市公安局|state=expired|valid_to=2020-05-01");
	assert_int_equal(desk_confirm_identity(c->desk), OK);
	assert_int_equal(desk_pick_item(c->desk, item_at(c, ALL), NULL), OK);
	assert_int_equal(mark(c, "card"), MARK_MISSING); /* ran out */
	assert_non_null(
		strstr(desk_case(c->desk)->marks[material(c, "card")].source, "2020-05-01"));
	assert_int_equal(mark(c, "made"), MARK_EXEMPT);
	assert_int_equal(mark(c, "taken"), MARK_MISSING);
	type(c, "shot", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	assert_int_equal(mark(c, "taken"), MARK_VERIFIED);
	/* the register is silent: the original will do */
	assert_int_equal(desk_material_choices(c->desk, material(c, "held")),
		1u << CHOOSE_SEEN | 1u << CHOOSE_LATER);
	assert_int_equal(desk_choose_material(c->desk, material(c, "held"), CHOOSE_SEEN, 0), OK);
	assert_int_equal(mark(c, "held"), MARK_VERIFIED);
	assert_int_equal(desk_choose_material(c->desk, material(c, "word"), CHOOSE_PLEDGE, 0), OK);
	assert_int_equal(mark(c, "word"), MARK_PLEDGED);
	assert_int_equal(desk_choose_material(c->desk, material(c, "word"), CHOOSE_LATER, 0), OK);
	assert_int_equal(mark(c, "word"), MARK_MISSING);
	/* ten days are allowed but three are promised for the whole: 19 March */
	assert_int_equal(desk_choose_material(c->desk, material(c, "later"), CHOOSE_DEFER, 10), OK);
	const struct material_mark *m = &desk_case(c->desk)->marks[material(c, "later")];
	assert_int_equal(m->until, day_of(2026, 3, 19));
	assert_int_equal(m->due, 2);
	assert_int_equal(m->actual, 0);
	assert_int_equal(desk_choose_material(c->desk, 99, CHOOSE_SEEN, 0), ERR_NOTFOUND);
	assert_int_equal(
		desk_choose_material(c->desk, material(c, "later"), (enum material_choice)9, 0),
		ERR_INPUT);
	replay_equals(c);
	/* a proof that comes late is worth more than a promise */
	SAY("MZ-01", "spouse_name=城东登记处");
	assert_int_equal(mark(c, "held"), MARK_VERIFIED); /* seen is seen */
	desk_close(c->desk);
}

/* The original seen in one case need not be shown in the next. */
static void given_before(void **state)
{
	struct counter *c = *state;
	char id[19], number[CASE_NUMBER];

	start(c, id);
	assert_int_equal(mark(c, "before"), MARK_MISSING);
	assert_int_equal(desk_choose_material(c->desk, material(c, "before"), CHOOSE_SEEN, 0), OK);
	type(c, "phone", "13900001111");
	text_copy(number, sizeof number, desk_case(c->desk)->number);
	open_person(c, id);
	assert_int_equal(desk_confirm_identity(c->desk), OK);
	assert_int_equal(desk_pick_item(c->desk, item_at(c, ALL), "再办"), OK);
	assert_int_equal(mark(c, "before"), MARK_VERIFIED);
	assert_int_equal(desk_case(c->desk)->marks[material(c, "before")].way, WAY_EARLIER);
	assert_string_equal(desk_case(c->desk)->marks[material(c, "before")].note, number);
	assert_string_equal(answer(c, "phone")->value, "13900001111");
	assert_int_equal(answer(c, "phone")->origin, ORIGIN_EARLIER);
	replay_equals(c);
	desk_close(c->desk);
}

/* ---- may not write, ask, print ---- */

/* A question leaves only when its record is durable: with the gate taken nobody is asked. */
static void no_record_no_question(void **state)
{
	struct counter *c = *state;
	struct gate other;
	char id[19];

	start(c, id);
	SAY("MZ-01", "spouse_name=城东登记处");
	assert_int_equal(gate_open(&other, c->f->path), OK);
	assert_int_equal(gate_take(&other, 0), OK);
	assert_int_equal(desk_refetch(c->desk, "MZ-01"), OK);
	assert_null(flying("MZ-01"));
	assert_int_equal(desk_unsaved(c->desk), 0);
	type(c, "place", "演示市城东区启明路2号");
	tick(c);
	assert_null(flying("GIS-01"));
	gate_leave(&other);
	gate_close(&other);
	clock_advance(1000);
	tick(c);
	tick(c);
	assert_non_null(flying("MZ-01"));
	assert_non_null(flying("GIS-01"));
	replay_equals(c);
	desk_close(c->desk);
}

/* More acts than the queue holds: the clerk is told, nothing shown as saved is lost. */
static void a_full_queue(void **state)
{
	struct counter *c = *state;
	struct gate other;
	char id[19], why[WHY_SIZE], text[40];
	enum err e = OK;
	int n = 0;

	start(c, id);
	assert_int_equal(gate_open(&other, c->f->path), OK);
	assert_int_equal(gate_take(&other, 0), OK);
	for (; !e && n < 400; n++) {
		text_format(text, sizeof text, "第%d个", n);
		e = desk_answer(c->desk, field(c, "more"), text, why);
	}
	assert_int_equal(e, ERR_BUSY);
	assert_int_equal(n, 257);
	assert_string_equal(answer(c, "more")->value, "第255个");
	gate_leave(&other);
	gate_close(&other);
	clock_advance(1000);
	tick(c);
	assert_int_equal(desk_unsaved(c->desk), 0);
	assert_string_equal(answer(c, "more")->value, "第255个");
	replay_equals(c);
	desk_close(c->desk);
}

/* No file may grow: what a full disk looks like from here. */
static void disk_full(bool full)
{
	static rlim_t before;
	struct rlimit limit;

	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
	if (full)
		before = limit.rlim_cur;
	limit.rlim_cur = full ? 4096 : before;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

/* The disk is full: an act is refused and undone; one that waited is kept and written later. */
static void the_disk_is_full(void **state)
{
	struct counter *c = *state;
	struct gate other;
	char id[19], why[WHY_SIZE];

	start(c, id);
	type(c, "more", "之前");
	disk_full(true);
	enum err e = desk_answer(c->desk, field(c, "more"), "满了", why);
	disk_full(false);
	assert_true(e == ERR_FULL || e == ERR_IO);
	assert_string_equal(answer(c, "more")->value, "之前");
	assert_int_equal(desk_unsaved(c->desk), 0);
	type(c, "more", "又好了");
	replay_equals(c);
	assert_int_equal(gate_open(&other, c->f->path), OK);
	assert_int_equal(gate_take(&other, 0), OK);
	type(c, "more", "等着");
	gate_leave(&other);
	gate_close(&other);
	told(c, "");
	disk_full(true);
	for (int i = 0; i < 3; i++) {
		clock_advance(2000);
		tick(c);
	}
	disk_full(false);
	assert_int_equal(desk_unsaved(c->desk), 1);
	assert_string_equal(answer(c, "more")->value, "等着");
	struct desk_note note;
	int n = 0;
	while (desk_note(c->desk, &note))
		n++;
	assert_int_equal(n, 1);
	clock_advance(2000);
	tick(c);
	assert_int_equal(desk_unsaved(c->desk), 0);
	assert_string_equal(answer(c, "more")->value, "等着");
	replay_equals(c);
	desk_close(c->desk);
}

/* The folder is in the way: told, and the case stays as it is. */
static void paper_fails(void **state)
{
	struct counter *c = *state;
	char id[19];

	start(c, id);
	type(c, "shot", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	SAY("MZ-01", "spouse_name=城东登记处");
	for (size_t i = 0; i < desk_case(c->desk)->item->n_materials; i++)
		if (desk_case(c->desk)->marks[i].mark == MARK_MISSING)
			assert_int_equal(desk_choose_material(c->desk, i, CHOOSE_SEEN, 0), OK);
	assert_int_equal(desk_submit(c->desk), OK);
	assert_int_equal(desk_case(c->desk)->slips[0].copies, 1);
	assert_int_equal(
		file_write(c->print_dir, "x", 1), OK); /* a file where the folder should be */
	enum err e = desk_print(c->desk);
	assert_int_not_equal(e, OK);
	tick(c);
	assert_int_equal(desk_case(c->desk)->slips[0].printed, 0);
	assert_int_equal(desk_case(c->desk)->state, STATE_ACCEPTED);
	assert_int_equal(unlink(c->print_dir), 0);
	assert_int_equal(desk_print(c->desk), OK);
	tick(c);
	assert_int_equal(desk_case(c->desk)->slips[0].printed, 1);
	desk_close(c->desk);
}

/* Past the end of the published calendar a day is provisional, on the slip too. */
static void provisional_days(void **state)
{
	struct counter *c = *state;
	int64_t then, now = clock_now_ms();
	char id[19];

	assert_true(clock_parse("2026-12-30T09:00", &then));
	clock_advance(then - now);
	start(c, id);
	type(c, "shot", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	SAY("MZ-01", "spouse_name=城东登记处");
	for (size_t i = 0; i < desk_case(c->desk)->item->n_materials; i++)
		if (desk_case(c->desk)->marks[i].mark == MARK_MISSING)
			assert_int_equal(desk_choose_material(c->desk, i, CHOOSE_SEEN, 0), OK);
	assert_int_equal(desk_submit(c->desk), OK);
	assert_true(desk_case(c->desk)->due_provisional);
	assert_non_null(strstr(desk_case(c->desk)->slips[0].bytes, "(暂定)"));
	replay_equals(c);
	desk_close(c->desk);
	clock_advance(now - then);
}

static void reveal_without_a_case(void **state)
{
	struct counter *c = *state;

	assert_false(desk_busy(c->desk));
	assert_int_equal(desk_reveal(c->desk, "home"), OK);
	assert_null(desk_evaluation(c->desk));
	assert_int_equal(desk_undo(c->desk, &(size_t){0}), ERR_STATE);
	assert_int_equal(desk_refetch(c->desk, NULL), ERR_STATE);
	assert_int_equal(desk_print(c->desk), ERR_STATE);
	assert_int_equal(desk_withdraw(c->desk, "x"), ERR_STATE);
	assert_int_equal(desk_submit(c->desk), ERR_STATE);
	assert_int_equal(desk_abandon(c->desk), ERR_STATE);
	assert_int_equal(desk_material_choices(c->desk, 0), 0);
	assert_false(
		desk_locked(c->desk, 0) || desk_waiting(c->desk, 0) || desk_conflict(c->desk, 0));
}

/* Practice and the real hall never meet. */
static void demo_and_live(void **state)
{
	struct counter *c = *state;
	struct desk_parts parts = {.store = c->f->s,
		.directory = c->directory,
		.catalog = c->catalog,
		.driver = c->driver,
		.hall = "大厅",
		.window = "A03"};
	struct desk *d = NULL;

	assert_int_equal(desk_new(&parts, &d), ERR_DEMO); /* live desk, demo store */
	assert_null(d);
	struct gateway *o = &c->catalog->origins[0];
	const char *base = o->base;
	o->base = "https://gateway.example";
	parts.training = true;
	assert_int_equal(desk_new(&parts, &d), ERR_DEMO); /* practice beyond this machine */
	o->base = base;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_registers),
		cmocka_unit_test(fixed_means_fixed),
		cmocka_unit_test(free_and_proof),
		cmocka_unit_test(long_undo),
		cmocka_unit_test(a_proposal_waits),
		cmocka_unit_test(every_paper),
		cmocka_unit_test(given_before),
		cmocka_unit_test(no_record_no_question),
		cmocka_unit_test(a_full_queue),
		cmocka_unit_test(the_disk_is_full),
		cmocka_unit_test(paper_fails),
		cmocka_unit_test(provisional_days),
		cmocka_unit_test(reveal_without_a_case),
		cmocka_unit_test(demo_and_live),
		cmocka_unit_test(sound),
	};

	return cmocka_run_group_tests(tests, counter_open_data, counter_close);
}
