/* SPDX-License-Identifier: MIT
 *
 * `onetrip verify` without a log-in over a long journal: the file, both chains, anchors, forms. Beside it
 * bare SQLite that checks the same file and reads the same rows in the two orders.
 * VERIFY_EVENTS=n: how many.
 */
#include "tests/bench/bench.h"

#include <sqlite3.h>
#include <stdlib.h>

#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/store/operator.h"
#include "core/store/past.h"

enum { EVENTS = 200000, MOST = 4000000, OF_A_CASE = 5, DAY_OF = 100000 };

#define PASSWORD "quiet river 2"

static enum err open_file(const char *folder, struct store_place *place, struct store **out)
{
	static const struct operator_first people[] = {{"9001", "周行", "quiet river 1", ROLE_ADMIN},
		{"2001", "赵敏", PASSWORD, ROLE_SUPERVISOR}};
	static char path[PATH_SIZE], key[PATH_SIZE];
	char recovery[RECOVERY_CODE];

	if (!text_format(path, sizeof path, "%s/hall.db", folder) ||
		!text_format(key, sizeof key, "%s/terminal.key", folder))
		return ERR_LIMIT;
	*place = (struct store_place){.path = path, .terminal_key = key, .station = "A03", .kind = STORE_DEMO};
	enum err e = store_create(place);
	if (!e)
		e = store_open(place, out);
	if (!e)
		e = operator_init(*out, &SEAL_COST_DEMO, people, COUNT_OF(people), recovery);
	return e ? e : operator_login(*out, "2001", PASSWORD);
}

static enum err one_case(struct store *s)
{
	struct record body = {0};
	struct entry entries[OF_A_CASE];
	struct uid id = uid_new();

	record_add(&body, "field", "delivery_address");
	record_add(&body, "value", "演示市城东区晨光街道启明路2号1幢1单元301室");
	record_add(&body, "origin", "typed");
	for (size_t i = 0; i < OF_A_CASE; i++)
		entries[i] = (struct entry){.casefile = id, .kind = "FIELD", .body = &body};
	enum err e = body.err ? body.err : past_append(s, "2001", entries, OF_A_CASE);
	record_release(&body);
	return e;
}

static enum err make_journal(struct store *s, size_t n)
{
	enum err e = OK;

	make_fast(s, true);
	for (size_t i = 0; i < n && !e;) {
		e = past_begin(s);
		for (size_t end = i + DAY_OF; i < end && i < n && !e; i += OF_A_CASE)
			e = one_case(s);
		e = past_end(s, e);
	}
	make_fast(s, false);
	return e;
}

static enum err bare(const char *path)
{
	static const char *const reads[] = {"PRAGMA integrity_check",
		"SELECT * FROM event ORDER BY station, station_seq",
		("SELECT casefile, case_seq, prev_event, hash FROM event WHERE casefile IS NOT NULL "
		 "ORDER BY casefile, case_seq")};
	sqlite3 *db = NULL;
	int step = SQLITE_ERROR;

	if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK)
		for (size_t i = 0; i < COUNT_OF(reads); i++) {
			sqlite3_stmt *q = NULL;
			step = sqlite3_prepare_v2(db, reads[i], -1, &q, NULL);
			while (step == SQLITE_OK || step == SQLITE_ROW)
				step = sqlite3_step(q);
			sqlite3_finalize(q);
			if (step != SQLITE_DONE)
				break;
		}
	sqlite3_close(db);
	return step == SQLITE_DONE ? OK : ERR_IO;
}

static enum err measure(const struct store_place *place, size_t n)
{
	struct verify_report r;
	struct store *s = NULL;
	char name[64];
	double begin = now_us(), middle, end;
	enum err e = bare(place->path);

	middle = now_us();
	if (!e)
		e = store_open(place, &s);
	if (!e) {
		e = store_verify(s, &r, NULL);
		if (!e && (r.findings || r.events < n))
			e = ERR_TAMPER;
		buf_release(&r.text);
	}
	end = now_us();
	store_close(s);
	text_format(name, sizeof name, "verify of %zu events", n);
	if (!e)
		say(name, end - middle, middle - begin, "SQLite checks and reads the rows twice");
	return e;
}

enum err bench_verify(void)
{
	const char *wanted = getenv("VERIFY_EVENTS");
	struct store_place place;
	struct store *s = NULL;
	char folder[PATH_SIZE];
	int64_t n = EVENTS;

	if (wanted && !text_number(wanted, 1000, MOST, &n))
		return ERR_INPUT;
	if (!work_folder("verify", folder))
		return ERR_IO;
	enum err e = open_file(folder, &place, &s);
	if (!e)
		e = make_journal(s, (size_t)n);
	store_close(s);
	if (!e)
		e = measure(&place, (size_t)n);
	return file_remove_tree(folder) ? ERR_IO : e;
}
