/* SPDX-License-Identifier: MIT
 *
 * One case of a hall found again, opened, taken: by its number, by whose it is, by its query code; how
 * long the claim takes, and how long until a clerk who logs in sees the first page. Beside bare SQLite
 * that makes the same read, or one durable write.
 */
#include "tests/bench/bench.h"

#include <sqlite3.h>
#include <string.h>

#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/store/inside.h"
#include "core/store/lease.h"
#include "core/store/queue.h"
#include "core/store/view_inside.h"

enum { ROUNDS = 200, OPENINGS = 5, PAGE_ROWS = 16 };

enum look { LOOK_NUMBER, LOOK_ID, LOOK_QUERY, LOOKS };

static const char *const names[LOOKS] = {"a case by its number", "cases of an ID number", "a case by query code"};
static const char *const reads[LOOKS] = {
	"SELECT * FROM case_view v JOIN queue_view q USING(casefile) WHERE v.number = ?1 AND v.number <> ''",
	"SELECT * FROM token t JOIN case_view v USING(casefile) JOIN queue_view q USING(casefile) "
	"WHERE t.kind = ?2 AND t.token = ?1",
	"SELECT * FROM token t JOIN case_view v USING(casefile) JOIN queue_view q USING(casefile) "
	"WHERE t.kind = ?2 AND t.token = ?1"};

static enum err ours(struct store *s, enum look what, const char *value)
{
	struct view_case one, *rows = NULL;
	size_t n = 0;

	if (what == LOOK_NUMBER)
		return view_by_number(s, value, &one);
	enum err e = view_find(s, what == LOOK_ID ? TOKEN_ID : TOKEN_QUERY, value, &rows, &n);
	mem_free(rows);
	return !e && n == 0 ? ERR_NOTFOUND : e;
}

static enum err bare(struct store *s, sqlite3 *db, enum look what, const char *value, struct samples *out)
{
	enum token kind = what == LOOK_ID ? TOKEN_ID : TOKEN_QUERY;
	uint8_t token[10];
	sqlite3_stmt *q = NULL;
	int rows = 0;
	enum err e = what == LOOK_NUMBER ? OK : view_make_token(s, kind, value, token);

	if (e || sqlite3_prepare_v2(db, reads[what], -1, &q, NULL) != SQLITE_OK)
		return e ? e : ERR_IO;
	double begin = now_us();
	if (what == LOOK_NUMBER)
		sqlite3_bind_text(q, 1, value, -1, SQLITE_STATIC);
	else
		sqlite3_bind_blob(q, 1, token, sizeof token, SQLITE_STATIC);
	if (what != LOOK_NUMBER)
		sqlite3_bind_int(q, 2, (int)kind);
	while (sqlite3_step(q) == SQLITE_ROW)
		rows++;
	samples_add(out, now_us() - begin);
	sqlite3_finalize(q);
	return rows ? OK : ERR_NOTFOUND;
}

static enum err look_up(const struct hall_file *f, enum look what)
{
	struct samples value, best;
	struct stream dice = {what + 1};
	char name[64], text[40];
	enum err e = OK;

	samples_init(&value, ROUNDS);
	samples_init(&best, ROUNDS);
	for (int i = 0; i < ROUNDS && !e; i++) {
		size_t which = stream_below(&dice, (uint32_t)f->n);
		(what == LOOK_NUMBER ? f->number : what == LOOK_ID ? f->identity : f->query)(which, text);
		double begin = now_us();
		e = ours(f->store, what, text);
		samples_add(&value, now_us() - begin);
		if (!e)
			e = bare(f->store, f->db, what, text, &best);
	}
	text_format(name, sizeof name, "queue of %s: %s", f->size, names[what]);
	if (!e)
		say(name, samples_at(&value, 0.5), samples_at(&best, 0.5), "bare SQLite, the same read");
	samples_release(&value);
	samples_release(&best);
	return e;
}

/* A row of a table, made durable like the claim. */
static enum err open_floor(const struct hall_file *f, sqlite3 **db)
{
	char path[PATH_SIZE];

	if (!text_format(path, sizeof path, "%s/floor.db", f->folder) || sqlite3_open(path, db) ||
		sqlite3_exec(*db, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
			"CREATE TABLE t(id INTEGER PRIMARY KEY, b BLOB)", NULL, NULL, NULL))
		return ERR_IO;
	return OK;
}

static enum err claim(const struct hall_file *f)
{
	struct samples value, best;
	struct stream dice = {9};
	struct lease_who who;
	struct view_case c;
	char name[64], number[40];
	sqlite3 *floor = NULL;
	enum err e = open_floor(f, &floor);

	samples_init(&value, ROUNDS);
	samples_init(&best, ROUNDS);
	for (int i = 0; i < ROUNDS && !e; i++) {
		f->number(stream_below(&dice, (uint32_t)f->n), number);
		e = view_by_number(f->store, number, &c);
		double begin = now_us();
		if (!e)
			e = lease_take(f->store, &c.id, "A03", false, &who);
		samples_add(&value, now_us() - begin);
		begin = now_us();
		if (!e && sqlite3_exec(floor, "INSERT INTO t(b) VALUES (randomblob(80))", NULL, NULL, NULL))
			e = ERR_IO;
		samples_add(&best, now_us() - begin);
		if (!e)
			e = lease_leave(f->store, &c.id);
	}
	sqlite3_close(floor);
	text_format(name, sizeof name, "queue of %s: a claim", f->size);
	if (!e)
		say(name, samples_at(&value, 0.5), samples_at(&best, 0.5), "bare INSERT, WAL, FULL");
	samples_release(&value);
	samples_release(&best);
	return e;
}

/* Nothing is kept from the run before but the system's pages. */
static enum err start_once(const struct hall_file *f)
{
	struct queue_filter all = {.view = QUEUE_ALL, .me = "1024", .today = f->today};
	struct view_case *rows = NULL;
	struct store *s = NULL;
	size_t n = 0;
	enum err e = store_open(f->place, &s);

	if (!e)
		e = operator_login(s, f->operator, f->password);
	if (!e)
		e = queue_page(s, &all, PAGE_ROWS, 0, &rows, &n);
	mem_free(rows);
	store_close(s);
	return e;
}

static enum err start(const struct hall_file *f)
{
	static const char page[] = "SELECT * FROM queue_view q INDEXED BY queue_next CROSS JOIN case_view v "
		"ON v.casefile = q.casefile WHERE q.closed = 0 AND q.state <> 'DRAFT' ORDER BY q.next, q.number LIMIT 16";
	struct samples value, best;
	char name[64];
	enum err e = OK;

	samples_init(&value, OPENINGS);
	samples_init(&best, OPENINGS);
	for (int i = 0; i < OPENINGS && !e; i++) {
		sqlite3 *db = NULL;
		double begin = now_us();
		e = start_once(f);
		samples_add(&value, now_us() - begin);
		begin = now_us();
		if (!e && (sqlite3_open(f->place->path, &db) || sqlite3_exec(db, page, NULL, NULL, NULL)))
			e = ERR_IO;
		samples_add(&best, now_us() - begin);
		sqlite3_close(db);
	}
	text_format(name, sizeof name, "queue of %s: open, log in, first page", f->size);
	if (!e)
		say(name, samples_at(&value, 0.5), samples_at(&best, 0.5), "bare SQLite opens, reads the page");
	samples_release(&value);
	samples_release(&best);
	return e;
}

enum err look_ups(const struct hall_file *f)
{
	enum err e = OK;

	for (int what = 0; what < LOOKS && !e; what++)
		e = look_up(f, (enum look)what);
	if (!e)
		e = claim(f);
	return e ? e : start(f);
}
