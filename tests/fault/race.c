/* SPDX-License-Identifier: MIT
 *
 * C6: one process commits while another is inside a checkpoint, between reading the log's header
 * and copying (the WAL-reset bug of SQLite 3.7.0 to 3.51.2). With the gate nothing may be lost;
 * with two gates that do not know of each other commits must vanish, else the library is mended
 * and the message below says so.
 */
#include <glob.h>
#include <sqlite3.h>
#include <stdio.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/text.h"
#include "tests/fault/hall.h"
#include "tests/fault/shim.h"

enum { BEFORE = 8, AFTER = 2 };

struct scene {
	struct hall *hall;
	struct store *writer, *checkpointer;
	struct acked acked[64];
	size_t n;
	unsigned serial, busy;
	bool alarm;  /* the writer's own checkpoint noticed */
	int rescued; /* what the rescue copy lacks; -1 no copy */
};

static void write_one(struct scene *x)
{
	enum err e = hall_append(x->hall, x->writer, x->serial++, 0, &x->acked[x->n]);

	NEED(e == OK || e == ERR_BUSY);
	x->n += e == OK;
	x->busy += e == ERR_BUSY;
}

static void write_inside(void *ctx)
{
	write_one(ctx);
}

static void checkpoint(struct store *s)
{
	bool alarm;

	NEED(gate_take(&s->gate, 0) == OK);
	NEED(db_checkpoint(s->db, false, &alarm) == OK && !alarm);
	gate_leave(&s->gate);
}

static void play(struct scene *x)
{
	for (int i = 0; i < BEFORE; i++)
		write_one(x);
	checkpoint(x->writer); /* everything is copied: the next commit begins the log anew */
	shim_in_checkpoint = write_inside;
	shim_ctx = x;
	checkpoint(x->checkpointer);
	NEED(!shim_in_checkpoint);
	x->writer->commits = 64 - AFTER; /* the last commit checkpoints by itself */
	for (int i = 0; i < AFTER; i++)
		write_one(x);
	x->alarm = x->writer->alarm;
}

/* What any SQLite program does sooner or later. */
static void fold_log(const struct hall *h)
{
	sqlite3 *db;

	NEED(sqlite3_open(hall_place(h).path, &db) == SQLITE_OK);
	NEED(sqlite3_exec(db, "PRAGMA wal_checkpoint(TRUNCATE)", NULL, NULL, NULL) == SQLITE_OK);
	NEED(sqlite3_close(db) == SQLITE_OK);
}

static int check_rescue(struct scene *x)
{
	char pattern[FOLDER + 32];
	struct buf copy;
	int lost = -1;
	glob_t found;

	text_format(pattern, sizeof pattern, "%s/hall.db.rescue-*", x->hall->folder);
	if (glob(pattern, 0, NULL, &found) == 0 && found.gl_pathc == 1) {
		buf_init(&copy, HALL_BYTES);
		NEED(file_read(found.gl_pathv[0], &copy) == OK);
		NEED(unlink(found.gl_pathv[0]) == 0);
		hall_write(x->hall, &copy, NULL);
		lost = hall_check(x->hall, x->acked, x->n);
		buf_release(&copy);
	}
	globfree(&found);
	return lost;
}

/* Losses of one scene; gated: both hold the same gate. */
static int scene(struct hall *h, bool gated, struct scene *x)
{
	int lost;

	*x = (struct scene){.hall = h};
	hall_write(h, NULL, NULL);
	shim_begin(&h->db);
	x->writer = hall_open(h);
	x->checkpointer = hall_open(h);
	NEED(x->writer && x->checkpointer);
	if (!gated) {
		char path[FOLDER + 32];

		text_format(path, sizeof path, "%s/another", h->folder);
		gate_close(&x->writer->gate);
		NEED(gate_open(&x->writer->gate, path) == OK);
	}
	hall_unlock(h, x->writer);
	play(x);
	fold_log(h);
	store_close(x->writer);
	store_close(x->checkpointer);
	lost = hall_check(h, x->acked, x->n);
	x->rescued = x->alarm ? check_rescue(x) : 0;
	return lost;
}

int main(void)
{
	const unsigned rounds = hall_scale(20);
	unsigned ungated_lost = 0, gated_bad = 0, held_off = 0, alarms = 0, rescued = 0;
	struct hall h = {0};
	struct scene x;

	hall_make(&h);
	shim_install();
	for (unsigned i = 0; i < rounds; i++) {
		ungated_lost += scene(&h, false, &x) != 0;
		alarms += x.alarm;
		rescued += x.alarm && x.rescued == 0;
		gated_bad += scene(&h, true, &x) != 0 || x.alarm;
		held_off += x.busy == 1;
	}
	printf("RESULT wal-reset sqlite=%s tried=%u ungated-lost=%u alarms=%u rescued=%u "
	       "gated-lost=%u held-off=%u\n",
		sqlite3_libversion(), rounds, ungated_lost, alarms, rescued, gated_bad, held_off);
	hall_remove(&h);
	if (!ungated_lost && sqlite3_libversion_number() >= 3051003)
		puts("this SQLite has the bug mended");
	else if (ungated_lost != rounds || alarms != rounds || rescued != rounds)
		return 1;
	return gated_bad || held_off != rounds;
}
