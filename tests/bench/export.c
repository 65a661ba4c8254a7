/* SPDX-License-Identifier: MIT
 *
 * One line a case as `onetrip export` writes it, beside bare SQLite that reads the same rows and
 * prints every column as it is. A million cases are a million times what is told here.
 * EXPORT_CASES=n: how many.
 */
#include "tests/bench/bench.h"

#include <fcntl.h>
#include <poll.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/base/random.h"
#include "core/base/spawn.h"
#include "core/base/text.h"
#include "core/store/fact.h"
#include "core/store/inside.h"
#include "tests/screen/harness/pty.h"

enum { CASES = 50000, MOST = 4000000, ROUNDS = 3, DAY = 20528, BATCH = 100000 };

static void make_fact(size_t i, size_t n, struct fact *f)
{
	int64_t at = ((int64_t)DAY - 1 - (int64_t)((n - i) * 300 / n)) * 86400000 + (int64_t)(i % 28000) * 1000;

	*f = (struct fact){.id = uid_new(), .opened_ms = at, .received_ms = at + 240000,
		.accepted_ms = at + 600000, .finished_ms = at + 86400000 * 3,
		.closed_ms = at + 86400000 * 4, .due = DAY, .legal_due = DAY + 10, .fields = 22,
		.keyed = 4, .keys = 17, .asked = 5, .exempt = 3, .papers = 1, .baseline_papers = 6,
		.baseline_trips = 2, .visits = 1, .rating = (int)(i % 6)};
	text_format(f->number, sizeof f->number, "25%04zu-A%02zu-%03zu", i / 900, i % 9 + 1, i % 900);
	text_copy(f->item, sizeof f->item, "330700101001");
	text_copy(f->item_name, sizeof f->item_name, "居住证申领");
	text_copy(f->department, sizeof f->department, "公安");
	text_format(f->window, sizeof f->window, "A%02zu", i % 9 + 1);
	text_copy(f->operator, sizeof f->operator, "1024");
	text_copy(f->state, sizeof f->state, "ARCHIVED");
	text_copy(f->spells, sizeof f->spells,
		"DRAFT:240 RECEIVED:360 ACCEPTED:2400 EXAMINING:172800 DECIDING:7200 GRANTED:3600");
}

static enum err make_file(const char *path, const char *key, size_t n)
{
	struct store_place place = {.path = path, .terminal_key = key, .station = "A03", .kind = STORE_DEMO};
	struct store *s = NULL;
	enum err e = store_create(&place);

	if (!e)
		e = store_open(&place, &s);
	if (!e)
		make_fast(s, true);
	for (size_t i = 0; i < n && !e;) {
		e = store_begin(s, 1000);
		for (size_t end = i + BATCH; i < end && i < n && !e; i++) {
			struct fact f;
			make_fact(i, n, &f);
			s->projecting = true;
			e = fact_put(s, &f);
			s->projecting = false;
		}
		e = store_finish(s, e);
	}
	store_close(s);
	return e;
}

static enum err export(const char *folder, const char *to)
{
	static const char from[] = "2025-01-01", until[] = "2026-12-31";
	const char *argv[] = {"onetrip", "export", "--demo", folder, from, until, NULL};
	char program[PATH_SIZE];
	int status = 1, fd = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	pid_t pid = 0;
	enum err e = fd < 0 ? ERR_IO : pty_onetrip(program);

	if (!e)
		e = spawn_start(&(struct spawn){program, argv, -1, fd, -1}, &pid);
	while (!e && !spawn_ended(pid, &status))
		poll(NULL, 0, 1);
	if (fd >= 0)
		close(fd);
	return e ? e : status ? ERR_IO : OK;
}

static enum err bare(const char *path, const char *to)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *q = NULL;
	FILE *f = fopen(to, "w");
	int step = SQLITE_ERROR;

	if (f && sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
		sqlite3_prepare_v2(db, "SELECT * FROM fact ORDER BY received, casefile", -1, &q, NULL) ==
			SQLITE_OK)
		while ((step = sqlite3_step(q)) == SQLITE_ROW) {
			for (int i = 1; i < sqlite3_column_count(q); i++)
				fprintf(f, "%s,", (const char *)sqlite3_column_text(q, i));
			fputc('\n', f);
		}
	sqlite3_finalize(q);
	sqlite3_close(db);
	return f && fclose(f) == 0 && step == SQLITE_DONE ? OK : ERR_IO;
}

static enum err measure(const char *folder, const char *path, size_t n)
{
	struct samples value, best;
	char to[PATH_SIZE];
	enum err e = text_format(to, sizeof to, "%s/out.csv", folder) ? OK : ERR_LIMIT;

	samples_init(&value, ROUNDS);
	samples_init(&best, ROUNDS);
	for (int i = 0; i < ROUNDS && !e; i++) {
		double begin = now_us(), middle;
		e = export(folder, to);
		middle = now_us();
		if (!e)
			e = bare(path, to);
		samples_add(&value, (middle - begin) / (double)n);
		samples_add(&best, (now_us() - middle) / (double)n);
	}
	if (!e)
		say("export, a line", samples_at(&value, 0.5), samples_at(&best, 0.5),
			"bare SQLite prints the columns");
	samples_release(&value);
	samples_release(&best);
	return e;
}

enum err bench_export(void)
{
	const char *wanted = getenv("EXPORT_CASES");
	char folder[PATH_SIZE], path[PATH_SIZE], key[PATH_SIZE];
	int64_t n = CASES;

	if (wanted && !text_number(wanted, 1000, MOST, &n))
		return ERR_INPUT;
	if (!work_folder("export", folder) || !text_format(path, sizeof path, "%s/demo.db", folder) ||
		!text_format(key, sizeof key, "%s/terminal.key", folder))
		return ERR_IO;
	enum err e = make_file(path, key, (size_t)n);
	if (!e)
		e = measure(folder, path, (size_t)n);
	return file_remove_tree(folder) ? ERR_IO : e;
}
