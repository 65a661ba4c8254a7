/* SPDX-License-Identifier: MIT
 *
 * The past of the demo hall: what is laid down verifies, folds and agrees with its views.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/shelf.h"
#include "core/demo/history.h"
#include "core/standards/tables.h"
#include "core/standards/workday.h"
#include "core/store/operator.h"
#include "core/store/past.h"

#define NOW "2026-03-16T09:00"

static const struct operator_first staff[] = {
	{"1024", "王芳", "wang-2026", ROLE_CLERK},
	{"1025", "李伟", "liwei-2026", ROLE_CLERK},
	{"1031", "张丽", "zhang-2026", ROLE_CLERK},
	{"1042", "刘洋", "liu-2026", ROLE_CLERK},
	{"T07", "林夕", "lin-2026", ROLE_CLERK},
	{"2001", "赵敏", "zhao-2026", ROLE_SUPERVISOR},
	{"3001", "陈立", "chen-2026", ROLE_EXAMINER},
	{"4001", "孙浩", "sun-2026", ROLE_DECIDER},
	{"6001", "吴霞", "wuxia-2026", ROLE_ISSUER},
	{"9001", "周行", "zhou-2026", ROLE_ADMIN},
};

struct hall {
	char folder[64], path[80], key[80];
	struct store *store;
	struct directory *directory;
	struct catalog *catalog;
	struct city *city;
	struct history history;
};

static void open_tables(void)
{
	char path[PATH_SIZE];

	assert_int_equal(file_asset("codes", path), OK);
	assert_int_equal(tables_open(path), OK);
	assert_int_equal(file_asset("demo/regions.tsv", path), OK);
	assert_int_equal(tables_add_demo(path), OK);
}

static void open_store(struct hall *h, enum store_kind kind)
{
	char recovery[RECOVERY_CODE];

	text_copy(h->folder, sizeof h->folder, "/tmp/onetrip-test-XXXXXX");
	assert_non_null(mkdtemp(h->folder));
	text_format(h->path, sizeof h->path, "%s/demo.db", h->folder);
	text_format(h->key, sizeof h->key, "%s/terminal.key", h->folder);
	struct store_place place = {h->path, h->key, "A03", kind};
	assert_int_equal(store_create(&place), OK);
	assert_int_equal(store_open(&place, &h->store), OK);
	assert_int_equal(operator_init(h->store, &SEAL_COST_DEMO, staff, COUNT_OF(staff), recovery), OK);
	assert_int_equal(operator_login(h->store, "2001", "zhao-2026"), OK);
}

static struct hall *hall_new(enum store_kind kind)
{
	struct hall *h = mem_new(sizeof *h);
	char path[PATH_SIZE];
	int64_t now;
	struct buf messages;

	assert_true(clock_parse(NOW, &now));
	clock_start_at(now);
	open_tables();
	buf_init(&messages, 65536);
	assert_int_equal(file_asset("forms", path), OK);
	assert_int_equal(directory_open(path, &h->directory, &messages), OK);
	directory_day(h->directory, clock_today());
	assert_int_equal(file_asset("catalog/demo.ini", path), OK);
	assert_int_equal(catalog_load(path, "http://127.0.0.1:9", &h->catalog, &messages), OK);
	buf_release(&messages);
	h->city = city_new(1);
	open_store(h, kind);
	h->history = (struct history){.store = h->store, .directory = h->directory,
		.catalog = h->catalog, .city = h->city, .hall = "Demo City Service Hall", .until_ms = now};
	return h;
}

static void hall_free(struct hall *h)
{
	store_close(h->store);
	city_free(h->city);
	catalog_free(h->catalog);
	directory_free(h->directory);
	tables_close();
	assert_int_equal(file_remove_tree(h->folder), OK);
	mem_free(h);
}

static void verified(struct hall *h)
{
	struct verify_report r;
	struct shelf *shelf;
	struct projection *views;

	assert_int_equal(shelf_new(h->store, h->directory, &shelf), OK);
	assert_int_equal(projection_start(h->store, shelf_find, shelf, &views), OK);
	assert_int_equal(store_verify(h->store, &r, NULL), OK);
	if (r.findings)
		print_message("%s", buf_text(&r.text));
	assert_int_equal(r.findings, 0);
	buf_release(&r.text);
	projection_free(views);
	shelf_free(shelf);
}

static uint64_t count(struct hall *h, const char *state)
{
	struct view_filter f = {.state = state, .day_from = DAY_NONE, .day_to = DAY_NONE};
	uint64_t n = 0;

	assert_int_equal(view_count(h->store, &f, &n), OK);
	return n;
}

enum { SOME = 240 };

static enum err lay(struct hall *h, size_t cases)
{
	h->history.cases = cases;
	return history_lay(&h->history);
}

static size_t cases(struct hall *h, struct view_case **out)
{
	struct view_filter f = {.day_from = DAY_NONE, .day_to = DAY_NONE, .limit = 1000,
		.order = VIEW_BY_NUMBER};
	size_t n;

	assert_int_equal(view_list(h->store, &f, out, &n), OK);
	return n;
}

/* Chains, seals, folds, views and tokens agree: the same check as "onetrip verify". */
static void test_verifies(void **state)
{
	struct hall *h = hall_new(STORE_DEMO);

	(void)state;
	assert_int_equal(lay(h, SOME), OK);
	verified(h);
	assert_int_equal(count(h, NULL), SOME);
	assert_true(count(h, "DELIVERED") > SOME / 3);
	assert_true(count(h, "open") > SOME / 20);
	hall_free(h);
}

struct trail {
	int64_t last_ms;
	size_t events, actors;
	bool clerk, examiner, decider, issuer;
};

static enum err follow(const struct event *e, void *ctx)
{
	struct trail *t = ctx;
	struct civil at = clock_civil(e->at_ms);

	assert_true(e->at_ms >= t->last_ms);
	t->last_ms = e->at_ms;
	t->events++;
	if (uid_none(&e->casefile))
		return OK;
	assert_true(workday_is(day_of(at.year, at.month, at.day)));
	assert_in_range(at.hour, 8, 17);
	t->clerk |= text_equal(e->actor, "1024");
	t->examiner |= text_equal(e->actor, HISTORY_EXAMINER);
	t->decider |= text_equal(e->actor, HISTORY_DECIDER);
	t->issuer |= text_equal(e->actor, HISTORY_ISSUER);
	return OK;
}

/* Log-ins of the fixture stand before it, at the moment it leads up to. */
static enum err after_setup(const struct event *e, void *ctx)
{
	return uid_none(&e->casefile) ? OK : follow(e, ctx);
}

/* In order of time, on working days, by those whose work it is. */
static void test_days(void **state)
{
	struct hall *h = hall_new(STORE_DEMO);
	struct trail t = {.last_ms = 0};
	uint64_t after = 0, before;

	(void)state;
	assert_int_equal(lay(h, SOME), OK);
	do {
		before = after;
		assert_int_equal(journal_walk(h->store, &after, 1000, after_setup, &t), OK);
	} while (after != before);
	assert_true(t.events > SOME * 10);
	assert_true(t.clerk && t.examiner && t.decider && t.issuer);
	assert_true(t.last_ms < h->history.until_ms);
	assert_true(clock_now_ms() >= h->history.until_ms);
	hall_free(h);
}

/* Every item, and nobody whom lessons and scripts name. */
static void test_whose(void **state)
{
	struct hall *h = hall_new(STORE_DEMO);
	struct view_case *found, *list;
	size_t n, others;

	(void)state;
	assert_int_equal(lay(h, SOME), OK);
	n = cases(h, &list);
	for (size_t i = 0; i < directory_size(h->directory); i++) {
		size_t with = 0;
		for (size_t k = 0; k < n; k++)
			with += text_equal(list[k].item, directory_at(h->directory, i)->code);
		assert_true(with > 0);
	}
	for (size_t k = 0; k < n; k++)
		assert_true(*list[k].applicant);
	mem_free(list);
	static const char *const named[] = {CITY_WOMAN, CITY_ELDER, CITY_PATIENT, CITY_TENANT,
		CITY_LOST, CITY_BUYER, CITY_BORROWER, CITY_FOUNDER, CITY_VENDOR};
	for (size_t i = 0; i < COUNT_OF(named); i++) {
		assert_int_equal(view_find(h->store, TOKEN_ID, named[i], &found, &others), OK);
		assert_int_equal(others, 0);
		mem_free(found);
	}
	static const char *const firms[] = {CITY_FIRM_EAST, CITY_FIRM_WEST, CITY_CARRIER,
		CITY_SALON, CITY_INVESTOR, CITY_LAB, CITY_MAKER, CITY_SHOP, CITY_PARKING};
	for (size_t i = 0; i < COUNT_OF(firms); i++) {
		assert_int_equal(
			view_find(h->store, TOKEN_CREDIT_CODE, firms[i], &found, &others), OK);
		assert_int_equal(others, 0);
		mem_free(found);
		assert_true(city_firm(h->city, firms[i]) < 40);
	}
	hall_free(h);
}

static bool same_case(const struct view_case *a, const struct view_case *b)
{
	return uid_equal(&a->id, &b->id) && text_equal(a->number, b->number) &&
	       text_equal(a->item, b->item) && text_equal(a->state, b->state) &&
	       text_equal(a->applicant, b->applicant) && a->due == b->due &&
	       a->created_ms / 1000 == b->created_ms / 1000 &&
	       a->updated_ms / 1000 == b->updated_ms / 1000;
}

static void test_seed(void **state)
{
	struct view_case *first, *second;
	size_t n, m;

	(void)state;
	struct hall *h = hall_new(STORE_DEMO);
	assert_int_equal(lay(h, 80), OK);
	n = cases(h, &first);
	hall_free(h);
	h = hall_new(STORE_DEMO);
	assert_int_equal(lay(h, 80), OK);
	m = cases(h, &second);
	hall_free(h);
	assert_int_equal(n, m);
	for (size_t i = 0; i < n; i++)
		assert_true(same_case(&first[i], &second[i]));
	mem_free(first);
	mem_free(second);
}

/* A live file has no past but its own. */
static void test_live(void **state)
{
	struct hall *h = hall_new(STORE_LIVE);
	struct entry entry = {.kind = "NOTE"};

	(void)state;
	assert_int_equal(lay(h, 1), ERR_DEMO);
	assert_int_equal(past_begin(h->store), ERR_DEMO);
	assert_int_equal(past_append(h->store, "1024", &entry, 1), ERR_DEMO);
	hall_free(h);
}

static void test_unknown_actor(void **state)
{
	struct hall *h = hall_new(STORE_DEMO);
	struct entry entry = {.kind = "NOTE"};
	uint64_t after = 0, seen;

	(void)state;
	struct trail t = {.last_ms = 0};
	assert_int_equal(past_append(h->store, "1024", &entry, 1), ERR_STATE); /* not begun */
	assert_int_equal(past_begin(h->store), OK);
	assert_int_equal(past_append(h->store, "1024", &entry, 1), OK);
	assert_int_equal(past_append(h->store, "7777", &entry, 1), ERR_DENIED);
	assert_int_equal(past_end(h->store, ERR_DENIED), ERR_DENIED);
	assert_int_equal(journal_kind(h->store, "NOTE", &after, follow, &t), OK);
	seen = t.events;
	assert_int_equal(seen, 0); /* all of it was taken back */
	hall_free(h);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_verifies),
		cmocka_unit_test(test_days),
		cmocka_unit_test(test_whose),
		cmocka_unit_test(test_seed),
		cmocka_unit_test(test_live),
		cmocka_unit_test(test_unknown_actor),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
