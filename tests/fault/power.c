/* SPDX-License-Identifier: MIT
 *
 * C2: the power is cut before every single write, truncation and sync of a run of commits and
 * checkpoints, in four ways each. Then the mutation proof: with synchronous=NORMAL the same
 * campaign must find losses.
 */
#include <stdio.h>

#include "tests/fault/hall.h"
#include "tests/fault/shim.h"

enum { COMMITS = 10 };

struct tally {
	size_t cuts, lost, corrupt;
};

static struct acked acked[COMMITS];
static size_t acked_at[COMMITS]; /* operations done when it was acknowledged */

static void record_run(struct hall *h, bool full)
{
	struct store *s;
	bool alarm;

	hall_write(h, NULL, NULL);
	shim_begin(&h->db);
	s = hall_open(h);
	NEED(s);
	hall_unlock(h, s);
	if (!full)
		(void)db_setting(s->db, "PRAGMA synchronous = NORMAL");
	for (unsigned i = 0; i < COMMITS; i++) {
		NEED(hall_append(h, s, i, 100, &acked[i]) == OK);
		acked_at[i] = shim_ops();
		if (i == COMMITS / 2) {
			NEED(gate_take(&s->gate, 100) == OK);
			NEED(db_checkpoint(s->db, false, &alarm) == OK && !alarm);
			gate_leave(&s->gate);
		}
	}
	store_close(s);
}

static struct tally cut_everywhere(struct hall *h, unsigned seeds)
{
	struct stream random = {20260316};
	struct tally t = {0};
	struct buf db, wal;
	size_t known = 0;

	buf_init(&db, HALL_BYTES);
	buf_init(&wal, HALL_BYTES);
	shim_rewind();
	for (size_t op = 0; op <= shim_ops(); op++) {
		while (known < COMMITS && acked_at[known] <= op)
			known++;
		for (unsigned k = 0; k < CUT_KINDS * seeds; k++) {
			int lost;

			if (k >= CUT_KINDS && k % CUT_KINDS == CUT_LOST)
				continue; /* chance plays no part in it */
			shim_cut(op, (enum shim_cut)(k % CUT_KINDS), &random, &db, &wal);
			hall_write(h, &db, &wal);
			lost = hall_check(h, acked, known);
			t.cuts++;
			t.lost += lost > 0 ? (size_t)lost : 0;
			t.corrupt += lost < 0;
		}
	}
	buf_release(&db);
	buf_release(&wal);
	return t;
}

int main(void)
{
	struct hall h = {0};
	struct tally full, normal;
	const char *vfs;

	hall_make(&h);
	shim_install();
	vfs = db_vfs;
	record_run(&h, true);
	db_vfs = NULL; /* what is found is read through the plain system */
	full = cut_everywhere(&h, hall_scale(2));
	printf("RESULT power-cut tried=%zu acked=%d lost=%zu corrupt=%zu\n", full.cuts, COMMITS,
		full.lost, full.corrupt);
	db_vfs = vfs;
	record_run(&h, false);
	db_vfs = NULL;
	normal = cut_everywhere(&h, 1);
	printf("RESULT power-cut-normal tried=%zu acked=%d lost=%zu corrupt=%zu (must lose)\n",
		normal.cuts, COMMITS, normal.lost, normal.corrupt);
	hall_remove(&h);
	return full.lost || full.corrupt || !normal.lost;
}
