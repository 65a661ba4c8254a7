/* SPDX-License-Identifier: MIT
 *
 * The largest form: 200 fields as written, twelve of them a repeat of 50 rows. Every rule again
 * as after each key, against as many comparisons in SQLite; and a key in it until its cell is
 * painted, against a bare curses echo.
 */
#include "tests/bench/bench.h"

#include <sqlite3.h>
#include <string.h>

#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/form/draft.h"
#include "tests/screen/harness/pty.h"

enum { PLAIN = 188, COLUMNS = 12, ROWS = 50, ROUNDS = 200, KEYS = 600, WAIT_MS = 20000 };

static const char head[] =
	"[item]\ncode = 330700199001\ncode31 = 11339900MB9D00017F4330700199001\n"
	"name = 大表单\ndepartment = 公安\nauthority = 11339900MB9D00017F\ntype = 07\n"
	"object = natural\nkind = promise\nground = 某条例\nconditions = 无\nresult = 无\n"
	"fee = 不收费\nremedy = 无\nlegal.days = none\npromised.days = 5\n"
	"promised.unit = working\nbaseline.materials = 1\nbaseline.trips = 1\ntarget.trips = 0\n"
	"scope = 全市\nchannels = window\nconsult = 热线\ncomplain = 热线\nplace = 大厅\n"
	"hours = 工作日\npaperless = yes\n[document receipt]\ncopies = 1\n"
	"[group all]\nlabel = 全部\n"
	"[repeat owner]\nlabel = 股东\ngroup = all\nmin = 50\nmax = 50\n"
	"check.1 = \"row_sum('owner', 'c0') > 0\"\ncheck.1.text = 合计\n";

/* Each column is shown, needed and checked by rules, as authors of long forms do. */
static void put_column(struct buf *out, int i)
{
	buf_addf(out,
		"[field c%d]\nlabel = 列%d\ntype = int\ngroup = all\nrepeat = owner\nask = 问\n"
		"visible = \"coalesce(:f0, 1) > 0\"\nrequired = \"coalesce(:c%d, 1) > 0\"\n"
		"check.1 = \":c%d >= 0\"\ncheck.1.text = 负数\n",
		i, i, i == 0 ? COLUMNS - 1 : i - 1, i);
}

static void put_item(struct buf *out)
{
	buf_adds(out, head);
	for (int i = 0; i < PLAIN; i++)
		buf_addf(out,
			"[field f%d]\nlabel = 项%d\ntype = int\ngroup = all\nask = 问\n"
			"required = \"coalesce(:f%d, 1) > 0\"\ncheck.1 = \":f%d >= 0\"\n"
			"check.1.text = 负数\n",
			i, i, i == 0 ? PLAIN - 1 : i - 1, i);
	for (int i = 0; i < COLUMNS; i++)
		put_column(out, i);
}

static void fill(struct draft *d)
{
	char one[] = "1";

	for (size_t i = 0; i < d->item->n_fields; i++)
		if (d->item->fields[i].type == FIELD_INT)
			draft_set(d, i, &(struct answer){.origin = ORIGIN_TYPED, .value = one});
}

static enum err run_floor(sqlite3_stmt *statement, int n)
{
	for (int i = 0; i < n; i++) {
		if (sqlite3_bind_int(statement, 1, 1) || sqlite3_step(statement) != SQLITE_ROW ||
			sqlite3_reset(statement))
			return ERR_IO;
	}
	return OK;
}

/* Required and one check a field, and visible in rows. */
static enum err measure(struct draft *d, sqlite3_stmt *statement)
{
	struct samples value, best;
	enum err e = OK;
	int rules = 2 * PLAIN + 3 * COLUMNS * ROWS + 1;

	samples_init(&value, ROUNDS);
	samples_init(&best, ROUNDS);
	for (int i = 0; i < ROUNDS && !e; i++) {
		struct evaluation evaluation = {0};
		double begin = now_us(), middle;
		e = run_floor(statement, rules);
		middle = now_us();
		samples_add(&best, middle - begin);
		if (!e)
			e = draft_evaluate(d, day_of(2026, 3, 16), &evaluation);
		samples_add(&value, now_us() - middle);
		if (!e && (evaluation.errors > 0 || evaluation.shown != PLAIN + COLUMNS * ROWS))
			e = ERR_INPUT;
		evaluation_release(&evaluation);
	}
	if (!e)
		say("re-check of 788 answers, 50 rows", samples_at(&value, 0.5),
			samples_at(&best, 0.5), "as many comparisons in SQLite");
	samples_release(&value);
	samples_release(&best);
	return e;
}

static enum err rules(const struct buf *text)
{
	struct item *item = NULL;
	struct draft d = {0};
	struct buf messages;
	sqlite3 *db = NULL;
	sqlite3_stmt *statement = NULL;

	buf_init(&messages, 1 << 16);
	enum err e = item_parse("big.ini", text->data, text->len, &item, &messages);
	if (!e && (sqlite3_open(":memory:", &db) ||
			  sqlite3_prepare_v2(db, "SELECT (:value > 0)", -1, &statement, NULL)))
		e = ERR_IO;
	if (!e) {
		draft_init(&d, item);
		fill(&d);
		e = measure(&d, statement);
		draft_release(&d);
	}
	sqlite3_finalize(statement);
	sqlite3_close(db);
	item_free(item);
	buf_release(&messages);
	return e;
}

/* ---- on a terminal ---- */

static bool go(struct pty *p, const char *typed, const char *text)
{
	pty_send(p, typed, strlen(typed));
	return pty_wait(p, text, WAIT_MS);
}

static enum err start(const char *folder, const char *forms, struct pty **demo, struct pty **floor)
{
	const char *const argv[] = {"onetrip", "demo", "--no-history", "--dir", folder, "--forms", forms, NULL};
	static const char *const echo[] = {"floor_echo", NULL};
	char program[PATH_SIZE], build[PATH_SIZE], bare[PATH_SIZE];
	struct pty_program what = {
		.argv = argv, .program = program, .term = "xterm-256color", .rows = 24, .cols = 80};
	struct pty_program least = {
		.argv = echo, .program = bare, .term = "xterm-256color", .rows = 24, .cols = 80};
	enum err e = pty_onetrip(program);

	if (!e)
		e = file_build_dir(build);
	if (!e && !text_format(bare, sizeof(bare), "%s/tests/bench/floor_echo", build))
		e = ERR_LIMIT;
	if (!e)
		e = pty_open(&what, demo);
	if (!e)
		e = pty_open(&least, floor);
	return !e && pty_frame(*demo, WAIT_MS) && pty_frame(*floor, WAIT_MS) ? OK : ERR_IO;
}

static enum err keys(struct pty *demo, struct pty *floor)
{
	struct samples value, best;
	enum err e = OK;

	samples_init(&value, KEYS);
	samples_init(&best, KEYS);
	for (int i = 0; i < KEYS && !e; i++) {
		/* A digit, then Enter: the answer is checked, the next field takes the cursor. */
		const char *key = i % 2 ? "\r" : "1";
		int64_t floor_took = pty_latency_us(floor, "1", 1);
		int64_t took = pty_latency_us(demo, key, 1);
		if (took < 0 || floor_took < 0)
			e = ERR_IO;
		samples_add(&best, (double)floor_took);
		samples_add(&value, (double)took);
	}
	if (!e) {
		say("key to cell, 200 fields and 50 rows", samples_at(&value, 0.5),
			samples_at(&best, 0.5), "curses echoes the key");
		say("key to cell, 50 rows, 99 of 100 within", samples_at(&value, 0.99),
			samples_at(&best, 0.99), "curses echoes the key");
	}
	samples_release(&value);
	samples_release(&best);
	return e;
}

static enum err on_terminal(const char *folder, const char *forms)
{
	struct pty *demo = NULL, *floor = NULL;
	enum err e = start(folder, forms, &demo, &floor);

	if (!e && !(go(demo, "1024\twang-2026\r", "工作台") &&
			  go(demo, "339901198808081226\r", "[1身份]") && go(demo, "1", "[2事项]") &&
			  go(demo, "dbd\r", "[3填表]")))
		e = ERR_IO;
	if (!e)
		e = keys(demo, floor);
	pty_close(demo);
	pty_close(floor);
	return e;
}

enum err bench_rows(void)
{
	char folder[PATH_SIZE], forms[PATH_SIZE], path[PATH_SIZE];
	struct buf text;

	if (!work_folder("rows", folder))
		return ERR_IO;
	buf_init(&text, 1 << 20);
	put_item(&text);
	enum err e = rules(&text);
	text_format(forms, sizeof(forms), "%s/forms", folder);
	text_format(path, sizeof(path), "%s/big.ini", forms);
	if (!e)
		e = file_make_dir(forms);
	if (!e)
		e = file_write(path, text.data, text.len);
	if (!e)
		e = on_terminal(folder, forms);
	buf_release(&text);
	return file_remove_tree(folder) ? ERR_IO : e;
}
