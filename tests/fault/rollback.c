/* SPDX-License-Identifier: MIT
 *
 * C20: at a random moment the file is copied, work goes on for a random number of events, then the
 * older copy is put back, with its log or without. Each is noticed at opening; the present file never
 * is. Without the witness none is: that is what it is for.
 */
#include <stdio.h>
#include <unistd.h>

#include "core/base/file.h"
#include "core/base/text.h"
#include "core/store/witness.h"
#include "tests/fault/hall.h"

enum { ROUNDS = 60, BEFORE = 150, AFTER = 120 };

struct copy {
	struct buf db, wal;
};

static void path_of(const struct hall *h, const char *ending, char out[FOLDER + 32])
{
	text_format(out, FOLDER + 32, "%s/hall.db%s", h->folder, ending);
}

static void read_into(const char *path, struct buf *out)
{
	buf_clear(out);
	if (file_exists(path))
		NEED(file_read(path, out) == OK);
}

static void take_copy(const struct hall *h, struct copy *c)
{
	char path[FOLDER + 32];

	path_of(h, "", path);
	read_into(path, &c->db);
	path_of(h, "-wal", path);
	read_into(path, &c->wal);
}

/* Not through hall_write: the witness stays. */
static void put_back(const struct hall *h, const struct copy *c, bool with_log)
{
	static const char *const beside[] = {"-shm", "-wal"};
	char path[FOLDER + 32];

	for (size_t i = 0; i < COUNT_OF(beside); i++) {
		path_of(h, beside[i], path);
		(void)unlink(path);
	}
	path_of(h, "", path);
	NEED(file_write(path, c->db.data, c->db.len) == OK);
	path_of(h, "-wal", path);
	if (with_log && c->wal.len)
		NEED(file_write(path, c->wal.data, c->wal.len) == OK);
}

static void work(const struct hall *h, struct store *s, unsigned events)
{
	struct acked ignored;

	for (unsigned i = 0; i < events; i++)
		NEED(hall_append(h, s, i, 1000, &ignored) == OK);
}

static struct store *session(const struct hall *h)
{
	struct store *s = hall_open(h);

	NEED(s);
	hall_unlock(h, s);
	return s;
}

static enum err try_open(const struct hall *h)
{
	struct store_place place = hall_place(h);
	struct store *s = NULL;
	enum err e = store_open(&place, &s);

	store_close(s);
	return e;
}

int main(void)
{
	struct stream random = {20};
	struct hall h = {0};
	struct copy older = {{0}, {0}};
	unsigned rounds = hall_scale(ROUNDS);
	size_t noticed = 0, false_alarms = 0, blind = 0;
	char witness[FOLDER + 32];

	hall_make(&h);
	buf_init(&older.db, HALL_BYTES);
	buf_init(&older.wal, HALL_BYTES);
	path_of(&h, ".witness", witness);
	for (unsigned i = 0; i < rounds; i++) {
		hall_write(&h, NULL, NULL);
		struct store *s = session(&h);
		work(&h, s, 1 + stream_below(&random, BEFORE));
		take_copy(&h, &older);
		work(&h, s, 1 + stream_below(&random, AFTER));
		operator_logout(s);
		store_close(s);
		false_alarms += try_open(&h) != OK;
		put_back(&h, &older, i % 2);
		noticed += try_open(&h) == ERR_ROLLBACK;
		(void)unlink(witness);
		blind += try_open(&h) == OK;
	}
	printf("RESULT rolled-back tried=%u noticed=%zu false-alarms=%zu unnoticed-without-witness=%zu\n",
		rounds, noticed, false_alarms, blind);
	buf_release(&older.db);
	buf_release(&older.wal);
	hall_remove(&h);
	return noticed != rounds || false_alarms || blind != rounds;
}
