/* SPDX-License-Identifier: MIT
 *
 * Views from the journal anew.
 */
#include "core/base/random.h"
#include "core/store/inside.h"
#include "core/store/row.h"

enum { GATE_WAIT_MS = 5000, PROGRESS_EVERY = 256 };

static enum err count_events(struct store *s, uint64_t *n)
{
	struct stmt *q = db_stmt(s->db, "SELECT count(*) FROM event");

	if (stmt_row(q))
		*n = (uint64_t)stmt_get_int(q);
	return stmt_end(q);
}

/* Opens one event and shows it to the projector. A casefile whose key was destroyed leaves no
 * trace in the views; an act of the station may be closed to us. */
static enum err project(struct store *s, struct row *r)
{
	bool of_case = !uid_none(&r->e.casefile);
	enum err e = row_open(s, r, &r->e.body);

	if (e == ERR_NOTFOUND && of_case)
		return OK;
	if (e == ERR_LOCKED && !of_case)
		e = OK;
	if (e != OK)
		return e;
	s->projecting = true;
	s->projected = r->id;
	e = s->project(s, &r->e, s->project_ctx);
	s->projecting = false;
	event_release(&r->e);
	return e;
}

enum err journal_replay(struct store *s, void (*progress)(uint64_t, uint64_t))
{
	uint64_t done = 0, total = 0;
	struct stmt *q;
	enum err e = count_events(s, &total), end;

	if (e != OK)
		return e;
	q = db_stmt(s->db, "SELECT " ROW_COLUMNS " FROM event ORDER BY id");
	while (e == OK && stmt_row(q)) {
		struct row r;

		row_get(q, &r);
		e = project(s, &r);
		if (progress && (++done % PROGRESS_EVERY == 0 || done == total))
			progress(done, total);
	}
	end = stmt_end(q);
	return e != OK ? e : end;
}

enum err store_rebuild(struct store *s, void (*progress)(uint64_t, uint64_t))
{
	enum err e;

	if (!s->keys)
		return ERR_LOCKED;
	if (!s->project)
		return ERR_STATE;
	if (!keyring_any(s->keys, 'C', NULL) || !keyring_any(s->keys, 'X', NULL))
		return ERR_DENIED;
	e = store_begin(s, GATE_WAIT_MS);
	if (e != OK)
		return e;
	e = stmt_run(db_stmt(s->db, "DELETE FROM case_view"));
	if (e == OK)
		e = stmt_run(db_stmt(s->db, "DELETE FROM queue_view"));
	if (e == OK)
		e = stmt_run(db_stmt(s->db, "DELETE FROM fact"));
	if (e == OK)
		e = stmt_run(db_stmt(s->db, "DELETE FROM appeal_view"));
	if (e == OK)
		e = stmt_run(db_stmt(s->db, "DELETE FROM rating_view"));
	if (e == OK)
		e = stmt_run(db_stmt(s->db, "DELETE FROM token"));
	if (e == OK)
		e = journal_replay(s, progress);
	names_forget(s);
	tally_forget(s);
	return store_finish(s, e);
}
