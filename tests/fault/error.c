/* SPDX-License-Identifier: MIT
 *
 * C3: every write, truncation and sync fails once: refused, or half done with the disk full, or a
 * sync that failed and lost its pages. What was acknowledged must be there after a restart, and
 * after a power cut at the end, and the writer must be able to go on.
 */
#include <stdio.h>

#include "tests/fault/hall.h"
#include "tests/fault/shim.h"

enum { COMMITS = 6 };

struct run {
	struct acked acked[COMMITS];
	size_t n, refused;
	bool last; /* the last append, well after the fault, went through */
};

static void work(struct hall *h, size_t fail_at, enum shim_fault fault, struct run *r)
{
	struct store *s;

	*r = (struct run){0};
	hall_write(h, NULL, NULL);
	shim_begin(&h->db);
	s = hall_open(h);
	NEED(s);
	hall_unlock(h, s);
	shim_fail_at(fail_at, fault);
	s->commits = 61; /* the third commit checkpoints */
	for (unsigned i = 0; i < COMMITS; i++) {
		enum err e = hall_append(h, s, i, 100, &r->acked[r->n]);

		NEED(e == OK || e == ERR_IO || e == ERR_FULL);
		r->last = e == OK;
		r->n += e == OK;
		r->refused += e != OK;
	}
	store_close(s);
}

int main(void)
{
	struct hall h = {0};
	struct stream random = {1};
	struct run r;
	struct buf db, wal;
	const char *vfs;
	size_t ops, tried = 0, acked = 0, refused = 0, lost = 0, corrupt = 0, stuck = 0;

	hall_make(&h);
	shim_install();
	vfs = db_vfs;
	buf_init(&db, HALL_BYTES);
	buf_init(&wal, HALL_BYTES);
	work(&h, 0, FAULT_NONE, &r);
	ops = shim_ops();
	for (size_t i = 0; i < 2 * ops; i++) {
		int after[2];

		db_vfs = vfs;
		work(&h, i / 2, i % 2 ? FAULT_HALF : FAULT_REFUSE, &r);
		db_vfs = NULL;
		after[0] = hall_check(&h, r.acked, r.n);
		shim_rewind();
		shim_cut(shim_ops(), CUT_LOST, &random, &db, &wal);
		hall_write(&h, &db, &wal);
		after[1] = hall_check(&h, r.acked, r.n);
		for (int k = 0; k < 2; k++) {
			lost += after[k] > 0 ? (size_t)after[k] : 0;
			corrupt += after[k] < 0;
		}
		tried++;
		acked += r.n;
		refused += r.refused;
		stuck += !r.last && r.refused > 1;
	}
	printf("RESULT io-error tried=%zu acked=%zu refused=%zu lost=%zu corrupt=%zu stuck=%zu\n",
		tried, acked, refused, lost, corrupt, stuck);
	buf_release(&db);
	buf_release(&wal);
	hall_remove(&h);
	return lost || corrupt || stuck || !refused;
}
