/* SPDX-License-Identifier: MIT */
#include "core/store/state.h"

#include <sys/stat.h>

#include "core/base/text.h"
#include "core/store/inside.h"
#include "core/store/journal.h"
#include "core/store/row.h"
#include "core/store/witness.h"

enum { TAIL = 64, WAIT_MS = 2000 };

enum err store_sizes(struct store *s, uint64_t *file, uint64_t *log)
{
	char wal[PATH_SIZE];
	struct stat st;

	if (stat(s->path, &st) != 0 || !text_format(wal, sizeof wal, "%s-wal", s->path))
		return ERR_IO;
	*file = (uint64_t)st.st_size;
	*log = stat(wal, &st) == 0 ? (uint64_t)st.st_size : 0;
	return OK;
}

static struct stmt *newest(struct store *s, const char *kind)
{
	struct stmt *q;

	if (!kind)
		return db_stmt(s->db, "SELECT " ROW_COLUMNS " FROM event ORDER BY id DESC LIMIT 1");
	q = db_stmt(s->db, "SELECT " ROW_COLUMNS " FROM event WHERE casefile IS NULL AND kind = ? "
			   "ORDER BY id DESC LIMIT 1");
	stmt_put_text(q, kind);
	return q;
}

enum err store_last_act(struct store *s, const char *kind, struct last_act *out)
{
	enum err e = store_ready(s), end;
	struct row r;

	if (e)
		return e;
	struct stmt *q = newest(s, kind);
	bool found = stmt_row(q);
	if (found) {
		row_get(q, &r);
		*out = (struct last_act){.at_ms = r.e.at_ms, .findings = -1};
		text_copy(out->actor, sizeof out->actor, r.e.actor);
		if (row_open(s, &r, &r.e.body) == OK) /* its time is told in any case */
			out->findings = record_int(&r.e.body, "findings", -1);
		event_release(&r.e);
	}
	end = stmt_end(q);
	return end ? end : found ? OK : ERR_NOTFOUND;
}

/* By plain columns: what the act says itself is sealed. */
enum err store_clock_back(struct store *s, int64_t *from_ms, int64_t *to_ms)
{
	enum err e = store_ready(s), end;

	if (e)
		return e;
	struct stmt *q = db_stmt(s->db, "SELECT at, (SELECT b.at FROM event b WHERE b.id < a.id ORDER BY b.id DESC LIMIT 1) "
		"FROM event a WHERE casefile IS NULL AND kind = '" CLOCK_BACK "' ORDER BY id DESC LIMIT 1");
	bool found = stmt_row(q);
	if (found) {
		*to_ms = stmt_get_int(q);
		*from_ms = stmt_get_int(q);
	}
	end = stmt_end(q);
	return end ? end : found ? OK : ERR_NOTFOUND;
}

enum err store_tail_sound(struct store *s)
{
	enum err e = store_ready(s);

	return e ? e : journal_check_tail(s, TAIL);
}

enum witness_state store_witness(struct store *s)
{
	struct witness w;

	if (s->behind)
		return WITNESS_AHEAD;
	if (s->witness_lost)
		return WITNESS_SILENT;
	return s->witness_new || witness_last(s->witness, &w) != OK ? WITNESS_BEGUN : WITNESS_GOOD;
}

enum err store_note_verified(struct store *s, uint64_t events, uint64_t findings)
{
	char n[24], found[24];

	if (!s->keys)
		return ERR_LOCKED;
	enum err e = store_begin(s, WAIT_MS);
	if (e)
		return e;
	text_format(n, sizeof n, "%llu", (unsigned long long)events);
	text_format(found, sizeof found, "%llu", (unsigned long long)findings);
	return store_finish(s, journal_note(s, s->current.id, "VERIFIED",
		(const char *const[]){"events", n, "findings", found, NULL}));
}
