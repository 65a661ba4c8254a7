/* SPDX-License-Identifier: MIT
 *
 * What must hold: nothing here works on a live file.
 */
#include "core/store/past.h"

#include "core/store/inside.h"

enum { WAIT_MS = 2000 };

enum err past_begin(struct store *s)
{
	if (s->kind != STORE_DEMO)
		return ERR_DEMO;
	return s->keys ? store_begin(s, WAIT_MS) : ERR_LOCKED;
}

static enum err known(struct store *s, const char *actor)
{
	struct stmt *q = db_stmt(s->db, "SELECT 1 FROM operator WHERE id = ? AND state = ?");

	stmt_put_text(q, actor);
	stmt_put_int(q, OPERATOR_ACTIVE);
	bool found = stmt_row(q);
	enum err e = stmt_end(q);
	return e == OK && !found ? ERR_DENIED : e;
}

enum err past_append(struct store *s, const char *actor, const struct entry *entries, size_t n)
{
	if (s->kind != STORE_DEMO)
		return ERR_DEMO;
	if (!s->keys || !db_inside(s->db))
		return ERR_STATE;
	if (!n || n > EVENT_BATCH)
		return n ? ERR_LIMIT : ERR_INPUT;
	enum err e = known(s, actor);
	if (e)
		return e;
	s->past = true;
	e = journal_write(s, actor, entries, n, NULL, NULL);
	s->past = false;
	return e;
}

enum err past_end(struct store *s, enum err e)
{
	return store_finish(s, e);
}
