/* SPDX-License-Identifier: MIT
 *
 * Figures against a small journal counted by hand: six cases of March 2026 told in `told`, what
 * each figure must be in `counted`. The formulas are those of domain.md section 6.
 */
#include "core/casework/oversight/figures.h"

#include <stdio.h>

#include "core/base/tsv.h"
#include "tests/unit/told.h"

#define SPOT "elderly-card"
#define PERMIT "residence-permit"

static const struct told march[] = {
	/* A: on the spot, four minutes */
	{'A', "2026-03-02T10:00", "1024", "OPEN", {SPOT, "339901195207150013"}},
	{'A', "2026-03-02T10:04", "1024", "RECEIVED", {NULL}},
	{'A', "2026-03-02T10:04", "1024", "ACCEPTED", {NULL}},
	{'A', "2026-03-02T10:04", "1024", "GRANTED", {NULL}},
	{'A', "2026-03-02T10:04", "1024", "DELIVERED", {NULL}},
	/* B: four days early, fetched at the window the next day: two visits */
	{'B', "2026-03-02T11:00", "1024", "OPEN", {PERMIT, "339901198001010014"}},
	{'B', "2026-03-02T11:06", "1024", "RECEIVED", {NULL}},
	{'B', "2026-03-02T11:06", "1024", "ACCEPTED", {"due", "2026-03-09"}},
	{'B', "2026-03-02T13:06", "1024", "EXAMINING", {NULL}},
	{'B', "2026-03-05T09:00", "3001", "DECIDING", {"grant", "1", "opinion", "-"}},
	{'B', "2026-03-05T15:00", "4001", "GRANTED", {NULL}},
	{'B', "2026-03-05T16:00", "6001", "READY", {"number", "1"}},
	{'B', "2026-03-06T10:00", "6001", "DELIVERED", {"how", "window"}},
	/* C: told what is missing, comes again, a day late, mailed */
	{'C', "2026-03-03T09:00", "1025", "OPEN", {PERMIT, "339901198001010022"}},
	{'C', "2026-03-03T09:10", "1025", "RECEIVED", {NULL}},
	{'C', "2026-03-03T09:10", "1025", "NOTICE", {"n", "1", "told", "", "form", "1"}},
	{'C', "2026-03-03T09:10", "1025", "FIXING", {NULL}},
	{'C', "2026-03-05T10:10", "1025", "RECEIVED", {NULL}},
	{'C', "2026-03-05T10:10", "1025", "ACCEPTED", {"due", "2026-03-12"}},
	{'C', "2026-03-05T12:00", "1025", "EXAMINING", {NULL}},
	{'C', "2026-03-13T09:00", "3001", "DECIDING", {"grant", "1", "opinion", "-"}},
	{'C', "2026-03-13T10:00", "4001", "GRANTED", {NULL}},
	{'C', "2026-03-13T10:30", "6001", "READY", {"number", "2"}},
	{'C', "2026-03-13T11:00", "6001", "DELIVERED", {"how", "mail"}},
	/* D: taken back */
	{'D', "2026-03-04T09:00", "1024", "OPEN", {PERMIT, "339901198001010030"}},
	{'D', "2026-03-04T09:02", "1024", "RECEIVED", {NULL}},
	{'D', "2026-03-04T09:02", "1024", "ACCEPTED", {"due", "2026-03-11"}},
	{'D', "2026-03-04T15:00", "1024", "RETRACTED", {"reason", "-"}},
	/* E: still running, past its day */
	{'E', "2026-03-03T14:00", "1031", "OPEN", {PERMIT, "339901198001010049"}},
	{'E', "2026-03-03T14:05", "1031", "RECEIVED", {NULL}},
	{'E', "2026-03-03T14:05", "1031", "ACCEPTED", {"due", "2026-03-10"}},
	{'E', "2026-03-03T15:05", "1031", "EXAMINING", {NULL}},
	/* F: received in February, finished on its day */
	{'F', "2026-02-27T09:00", "1024", "OPEN", {PERMIT, "339901198001010057"}},
	{'F', "2026-02-27T09:03", "1024", "RECEIVED", {NULL}},
	{'F', "2026-02-27T09:03", "1024", "ACCEPTED", {"due", "2026-03-02"}},
	{'F', "2026-02-27T10:03", "1024", "EXAMINING", {NULL}},
	{'F', "2026-03-02T09:00", "3001", "DECIDING", {"grant", "1", "opinion", "-"}},
	{'F', "2026-03-02T09:30", "4001", "GRANTED", {NULL}},
};

struct month {
	struct hall *hall;
	struct shelf *shelf;
	struct projection *views;
};

static void begin(struct month *m)
{
	m->hall = hall_new(STORE_DEMO);
	assert_int_equal(journal_keep_form(m->hall->store, item_named(m->hall, SPOT)->hash,
		item_named(m->hall, SPOT)->text, item_named(m->hall, SPOT)->text_len), OK);
	assert_int_equal(shelf_new(m->hall->store, m->hall->directory, &m->shelf), OK);
	assert_int_equal(projection_start(m->hall->store, shelf_find, m->shelf, &m->views), OK);
	assert_int_equal(past_begin(m->hall->store), OK);
	for (size_t i = 0; i < COUNT_OF(march); i++)
		tell(m->hall, &march[i]);
	assert_int_equal(past_end(m->hall->store, OK), OK);
}

static void end(struct month *m)
{
	projection_free(m->views);
	shelf_free(m->shelf);
	hall_free(m->hall);
}

static const struct {
	enum figure figure;
	int64_t above, below;        /* below 0: a count */
	const char *shown;
} counted[] = {
	{FIGURE_RECEIVED, 5, 0, "5"},            /* A B C D E */
	{FIGURE_ACCEPTED, 5, 0, "5"},            /* F was in February */
	{FIGURE_FINISHED, 4, 0, "4"},            /* A B C F, not D */
	{FIGURE_RUNNING, 1, 0, "1"},             /* E */
	{FIGURE_INSTANT, 1, 0, "1"},             /* A */
	{FIGURE_NOTICED, 1, 0, "1"},             /* C */
	{FIGURE_REFUSED, 0, 0, "0"},
	{FIGURE_WITHDRAWN, 1, 0, "1"},           /* D */
	{FIGURE_EARLY, 1, 3, "33.3%"},           /* B of B C F */
	{FIGURE_IN_TIME, 2, 3, "66.7%"},         /* B F */
	{FIGURE_LATE, 2, 0, "2"},                /* C, and E runs past its day */
	{FIGURE_ONE_TRIP, 2, 4, "50.0%"},        /* A F; B and C came twice */
	{FIGURE_NO_TRIP, 0, 4, "0.0%"},
	{FIGURE_TRIPS, 6, 4, "1.5"},
	{FIGURE_FIRST_TIME, 2, 4, "50.0%"},
	{FIGURE_ONE_NOTICE, 1, 1, "100.0%"},
	{FIGURE_INTAKE, 27 * 60, 5 * 60, "5:24"}, /* A 4, B 6, C 10, D 2, E 5 minutes */
	{FIGURE_DAYS, 11, 3, "3.7"},             /* B 3, C 6, F 2 (28 February is worked) */
	{FIGURE_CONTENT, 0, 0, "-"},             /* nobody rated */
};

static void test_counted(void **state)
{
	struct range r = range_month(2026, 3);
	struct month m;
	struct figures f;
	char shown[24];

	(void)state;
	begin(&m);
	assert_int_equal(figures_read(m.hall->store, &r, BY_ALL, &f), OK);
	for (size_t i = 0; i < COUNT_OF(counted); i++) {
		enum figure which = counted[i].figure;
		tally_show(&f.all, which, shown);
		if (f.all.of[which].above != counted[i].above || !text_equal(shown, counted[i].shown))
			print_error("%s: %lld of %lld, %s\n", figure_word(which),
				(long long)f.all.of[which].above, (long long)f.all.of[which].below,
				shown);
		assert_int_equal(f.all.of[which].above, counted[i].above);
		if (counted[i].below)
			assert_int_equal(f.all.of[which].below, counted[i].below);
		assert_string_equal(shown, counted[i].shown);
	}
	figures_release(&f);
	end(&m);
}

/* Every number leads to its cases, those to look at first. */
static void test_drill(void **state)
{
	struct range r = range_month(2026, 3);
	struct figure_case *rows;
	struct month m;
	uint64_t total;
	size_t n;

	(void)state;
	begin(&m);
	assert_int_equal(figures_cases(m.hall->store, &r, FIGURE_IN_TIME, BY_ALL, NULL, 10, &rows, &n,
		&total), OK);
	assert_int_equal(n, 3);
	assert_true(uid_equal(&rows[0].id, &(struct uid){{'C', 1}}));
	assert_int_equal(rows[0].above, 0);
	assert_int_equal(rows[1].above, 1);
	mem_free(rows);
	assert_int_equal(figures_cases(m.hall->store, &r, FIGURE_RECEIVED, BY_OPERATOR, "1025", 10,
		&rows, &n, &total), OK);
	assert_int_equal(n, 1);
	assert_true(uid_equal(&rows[0].id, &(struct uid){{'C', 1}}));
	mem_free(rows);
	assert_int_equal(figures_cases(m.hall->store, &r, FIGURE_RECEIVED, BY_ALL, NULL, 2, &rows, &n,
		&total), OK);
	assert_int_equal(n, 2);
	assert_int_equal(total, 5);
	mem_free(rows);
	end(&m);
}

static void test_groups(void **state)
{
	struct range r = range_month(2026, 3);
	struct month m;
	struct figures f;

	(void)state;
	begin(&m);
	assert_int_equal(figures_read(m.hall->store, &r, BY_ITEM, &f), OK);
	assert_int_equal(f.n, 2);
	assert_string_equal(f.groups[0].key, item_named(m.hall, PERMIT)->code);
	assert_int_equal(f.groups[0].tally.of[FIGURE_RECEIVED].above, 4);
	assert_int_equal(f.groups[1].tally.of[FIGURE_RECEIVED].above, 1);
	assert_int_equal(f.heat[0][10], 1); /* A: Monday at ten */
	figures_release(&f);
	end(&m);
}

/* How long each state took is a view over the events. */
static void test_spells(void **state)
{
	struct fact x;
	struct month m;

	(void)state;
	begin(&m);
	assert_int_equal(fact_by_number(m.hall->store, "260302-A03-066", &x), OK); /* B */
	assert_int_equal(fact_spell(&x, STATE_DRAFT), 6 * 60);
	assert_int_equal(fact_spell(&x, STATE_ACCEPTED), 2 * 3600);
	assert_int_equal(fact_spell(&x, STATE_EXAMINING), (3 * 24 - 4) * 3600 - 6 * 60);
	assert_int_equal(fact_spell(&x, STATE_READY), 18 * 3600);
	assert_int_equal(fact_spell(&x, STATE_SPECIAL), 0);
	assert_int_equal(x.visits, 2);
	assert_int_equal(fact_by_number(m.hall->store, "260302-A03-999", &x), ERR_NOTFOUND);
	end(&m);
}

/* The rows follow from the journal: verify and rebuild agree with them. */
static void test_rebuilt(void **state)
{
	struct range r = range_month(2026, 3);
	struct figures before, after;
	struct verify_report report;
	struct month m;

	(void)state;
	begin(&m);
	assert_int_equal(store_verify(m.hall->store, &report, NULL), OK);
	assert_int_equal(report.findings, 0);
	buf_release(&report.text);
	assert_int_equal(figures_read(m.hall->store, &r, BY_ALL, &before), OK);
	assert_int_equal(store_rebuild(m.hall->store, NULL), OK);
	assert_int_equal(figures_read(m.hall->store, &r, BY_ALL, &after), OK);
	assert_memory_equal(&before.all, &after.all, sizeof before.all);
	assert_memory_equal(before.heat, after.heat, sizeof before.heat);
	end(&m);
}

struct met {
	struct uid ids[32];
	size_t n;
};

static enum err meet(const struct fact *f, void *ctx)
{
	struct met *t = ctx;

	assert_true(t->n < COUNT_OF(t->ids));
	for (size_t i = 0; i < t->n; i++)
		assert_false(uid_equal(&t->ids[i], &f->id));
	t->ids[t->n++] = f->id;
	return OK;
}

/* Slices of any size tell the cases of the whole reading, each once. */
static void test_slices(void **state)
{
	struct range r = range_month(2026, 3);
	struct met all = {.n = 0};
	struct month m;

	(void)state;
	begin(&m);
	assert_int_equal(fact_between(m.hall->store, r.from_ms, r.to_ms, meet, &all), OK);
	assert_true(all.n >= 5);
	for (size_t most = 1; most <= all.n + 1; most++) {
		struct fact_mark mark = {.begun = false};
		struct met some = {.n = 0};
		size_t n = most;
		while (n == most)
			assert_int_equal(fact_slice(m.hall->store, r.from_ms, r.to_ms, &mark, most,
				meet, &some, &n), OK);
		assert_int_equal(some.n, all.n);
	}
	end(&m);
}

static void test_in_steps(void **state)
{
	struct range r = range_month(2026, 3);
	struct figures_reading *x = NULL;
	struct figures at_once, steps;
	bool whole = false;
	struct month m;

	(void)state;
	begin(&m);
	assert_int_equal(figures_read(m.hall->store, &r, BY_ITEM, &at_once), OK);
	figures_start(m.hall->store, &r, BY_ITEM, &x);
	while (!whole)
		assert_int_equal(figures_step(x, 0, &whole), OK);
	assert_int_equal(figures_so_far(x), at_once.cases);
	figures_whole(x, &steps);
	assert_memory_equal(&steps.all, &at_once.all, sizeof steps.all);
	assert_memory_equal(steps.heat, at_once.heat, sizeof steps.heat);
	assert_int_equal(steps.n, at_once.n);
	for (size_t i = 0; i < steps.n; i++)
		assert_string_equal(steps.groups[i].key, at_once.groups[i].key);
	figures_release(&steps);
	figures_release(&at_once);
	figures_start(m.hall->store, &r, BY_DAY, &x);
	figures_stop(x); /* given up before the first step */
	end(&m);
}

/* Nothing of it needs a key, and nothing of it names anybody. */
static void test_without_key(void **state)
{
	struct range r = range_month(2026, 3);
	struct figures f;
	struct month m;

	(void)state;
	begin(&m);
	store_lock(m.hall->store);
	assert_int_equal(figures_read(m.hall->store, &r, BY_DEPARTMENT, &f), OK);
	assert_int_equal(f.all.of[FIGURE_RECEIVED].above, 5);
	figures_release(&f);
	end(&m);
}

static void test_declared(void **state)
{
	struct hall *h = hall_new(STORE_DEMO);
	struct declared d;

	(void)state;
	assert_int_equal(figures_declared(h->directory, &d), OK);
	assert_int_equal(d.items, directory_size(h->directory));
	assert_in_range(d.one_trip, 1, d.items);
	assert_true(d.promised < d.legal);
	hall_free(h);
}

/* ---- against sums made apart from the program ---- */

static int64_t time_of(const char *text)
{
	int64_t ms = 0;

	assert_true(!*text || clock_parse(text, &ms));
	return ms;
}

/* A row of tests/data/figures/cases.tsv, whose head says what stands where. */
static void case_of(const struct tsv *t, size_t row, struct fact *x)
{
	int on_the_spot, by_self;

	*x = (struct fact){.opened_ms = time_of(tsv_cell(t, row, 2)), .received_ms = time_of(tsv_cell(t, row, 3)),
		.accepted_ms = time_of(tsv_cell(t, row, 4)), .finished_ms = time_of(tsv_cell(t, row, 5)),
		.due = DAY_NONE};
	text_copy(x->number, sizeof x->number, tsv_cell(t, row, 0));
	text_copy(x->state, sizeof x->state, tsv_cell(t, row, 1));
	assert_true(!*tsv_cell(t, row, 6) || day_parse(tsv_cell(t, row, 6), &x->due));
	assert_int_equal(sscanf(tsv_cell(t, row, 7), "%d %d %d %d %d %d %d %d %d %d %d %d %d", &x->fields, &x->keyed,
		&x->asked, &x->exempt, &x->papers, &x->baseline_papers, &x->baseline_trips, &x->visits,
		&x->notices, &x->paused_days, &on_the_spot, &x->rating, &by_self), 13);
	x->kind = on_the_spot ? ITEM_INSTANT : ITEM_PROMISE;
	x->by_self = by_self;
}

static void must_be(const struct tally *t, const char *word, const char *above, const char *below)
{
	for (int f = 0; f < FIGURE_COUNT; f++) {
		if (!text_equal(figure_word((enum figure)f), word))
			continue;
		if (t->of[f].above != atoll(above) || (*below && t->of[f].below != atoll(below)))
			fail_msg("%s: %lld of %lld, not %s of %s", word, (long long)t->of[f].above,
				(long long)t->of[f].below, above, below);
		return;
	}
	fail_msg("no figure %s", word);
}

/* Every figure there is, over cases of a hall and some at the edges; the sums were worked out by another
 * program in another language from the same rows and domain.md 6. */
static void test_apart(void **state)
{
	struct range r = range_month(2026, 3);
	struct tally sum = {0};
	struct tsv cases, figures;
	struct fact x;

	(void)state;
	assert_int_equal(tsv_load("tests/data/figures/cases.tsv", 8, &cases), OK);
	assert_int_equal(tsv_load("tests/data/figures/march.tsv", 3, &figures), OK);
	for (size_t i = 0; i < cases.rows; i++) {
		case_of(&cases, i, &x);
		tally_add(&sum, &x, &r);
	}
	assert_int_equal(figures.rows, FIGURE_COUNT);
	for (size_t i = 0; i < figures.rows; i++)
		must_be(&sum, tsv_cell(&figures, i, 0), tsv_cell(&figures, i, 1), tsv_cell(&figures, i, 2));
	tsv_release(&cases);
	tsv_release(&figures);
}

/* Begun at 09:10, received at 09:05 by a clock that was set back: a receipt, but no minutes. */
static void test_clock_set_back(void **state)
{
	struct range r = range_month(2026, 3);
	struct tally sum = {0};
	struct tsv cases;
	struct fact x;

	(void)state;
	assert_int_equal(tsv_load("tests/data/figures/cases.tsv", 8, &cases), OK);
	case_of(&cases, 0, &x);
	x.received_ms = r.from_ms + 3600000;
	x.opened_ms = x.received_ms + 300000;
	tally_add(&sum, &x, &r);
	assert_int_equal(sum.of[FIGURE_RECEIVED].above, 1);
	assert_int_equal(sum.of[FIGURE_INTAKE].above, 0);
	assert_int_equal(sum.of[FIGURE_INTAKE].below, 0);
	tsv_release(&cases);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_apart),
		cmocka_unit_test(test_clock_set_back),
		cmocka_unit_test(test_counted),
		cmocka_unit_test(test_drill),
		cmocka_unit_test(test_groups),
		cmocka_unit_test(test_spells),
		cmocka_unit_test(test_rebuilt),
		cmocka_unit_test(test_slices),
		cmocka_unit_test(test_in_steps),
		cmocka_unit_test(test_without_key),
		cmocka_unit_test(test_declared),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
