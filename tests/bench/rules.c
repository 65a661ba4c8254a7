/* SPDX-License-Identifier: MIT
 *
 * All rules of the residence permit over a filled draft, as after every key, against as many
 * statements that compare one bound value.
 */
#include "tests/bench/bench.h"

#include <sqlite3.h>
#include <string.h>

#include "core/base/mem.h"
#include "core/form/draft.h"
#include "core/form/rule.h"

enum { ROUNDS = 1000 };

static const struct {
	const char *field, *value;
} answers[] = {
	{"alive", "1"},
	{"residence_region", "339901"},
	{"insured_by", "91339901MA9D000137"},
	{"lease_no", "ZL2025001"},
	{"lease_runs", "1"},
	{"id_no", "339901198808081226"},
	{"name", "李小梅"},
	{"sex", "2"},
	{"birth", "1988-08-08"},
	{"ethnic", "01"},
	{"hukou_address", "演示市山前县清溪镇清溪路8号1幢1单元101室"},
	{"hukou_region", "339921"},
	{"hukou_station", "清溪派出所"},
	{"mobile", "13900001234"},
	{"education", "21"},
	{"marriage", "21"},
	{"address", "演示市城东区晨光街道启明路2号1幢1单元301室"},
	{"since", "2024-05-06"},
	{"landlord_id", "339902197505302441"},
	{"employer", "91339901MA9D000137"},
	{"insured_months", "14"},
};

static enum err fill(struct draft *d, const struct item *item)
{
	draft_init(d, item);
	for (size_t i = 0; i < COUNT_OF(answers); i++) {
		int field = item_field(item, answers[i].field);
		struct answer a = {.origin = ORIGIN_FETCHED, .value = mem_text(answers[i].value)};
		if (field >= 0)
			draft_set(d, (size_t)field, &a);
		mem_free(a.value);
		if (field < 0)
			return ERR_NOTFOUND;
	}
	return OK;
}

static enum err open_floor(sqlite3 **db, sqlite3_stmt **statements, int n)
{
	if (sqlite3_open(":memory:", db) != SQLITE_OK)
		return ERR_IO;
	for (int i = 0; i < n; i++)
		if (sqlite3_prepare_v2(*db, "SELECT (:value = '1')", -1, &statements[i], NULL))
			return ERR_IO;
	return OK;
}

static bool run_floor(sqlite3_stmt **statements, int n)
{
	bool good = true;

	for (int i = 0; i < n; i++)
		good = sqlite3_bind_text(statements[i], 1, "1", 1, SQLITE_STATIC) == SQLITE_OK &&
		       sqlite3_step(statements[i]) == SQLITE_ROW &&
		       sqlite3_column_int(statements[i], 0) == 1 &&
		       sqlite3_reset(statements[i]) == SQLITE_OK && good;
	return good;
}

static enum err measure(struct draft *d, sqlite3_stmt **statements, int n)
{
	struct samples value, best;
	enum err e = OK;

	samples_init(&value, ROUNDS);
	samples_init(&best, ROUNDS);
	for (int i = 0; i < ROUNDS && !e; i++) {
		struct evaluation evaluation;
		double begin = now_us(), middle;
		if (!run_floor(statements, n))
			e = ERR_IO;
		middle = now_us();
		samples_add(&best, middle - begin);
		if (!e)
			e = draft_evaluate(d, day_of(2026, 3, 16), &evaluation);
		samples_add(&value, now_us() - middle);
		if (!e && evaluation.errors > 0)
			e = ERR_INPUT; /* the answers above do not fill the form any more */
		evaluation_release(&evaluation);
	}
	if (!e)
		say("all rules of the residence permit", samples_at(&value, 0.5),
			samples_at(&best, 0.5), "as many comparisons in SQLite");
	samples_release(&value);
	samples_release(&best);
	return e;
}

static enum err with_item(const struct item *item)
{
	int n = ruleset_size(item->rules);
	sqlite3_stmt **statements = mem_array((size_t)n + 1, sizeof(sqlite3_stmt *));
	struct draft d = {0};
	sqlite3 *db = NULL;
	enum err e = fill(&d, item);

	if (!e)
		e = open_floor(&db, statements, n);
	if (!e)
		e = measure(&d, statements, n);
	for (int i = 0; i < n; i++)
		sqlite3_finalize(statements[i]);
	sqlite3_close(db);
	mem_free(statements);
	draft_release(&d);
	return e;
}

enum err bench_rules(void)
{
	struct item *item = NULL;
	struct buf messages;
	char path[PATH_SIZE];

	buf_init(&messages, 1 << 16);
	enum err e = file_asset("forms/residence-permit.ini", path);
	if (!e)
		e = item_load(path, &item, &messages);
	if (!e)
		e = with_item(item);
	item_free(item);
	buf_release(&messages);
	return e;
}
