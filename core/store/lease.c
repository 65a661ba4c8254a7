/* SPDX-License-Identifier: MIT
 *
 * What must hold: a lease changes hands inside a write transaction only, so two cannot both take it.
 */
#include "core/store/lease.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/base/text.h"
#include "core/store/inside.h"

enum { HOLDER = 16 };

struct lease {
	struct lease_who who;
	uint8_t holder[HOLDER], boot[HOLDER];
	int64_t until_ms;
	bool found;
};

static void boot_now(uint8_t out[HOLDER])
{
	memset(out, 0, HOLDER);
	(void)text_unhex(clock_boot_id(), out, HOLDER);
}

/* Who this open store is among the processes of the hall. */
static const uint8_t *self(struct store *s)
{
	static const uint8_t none[HOLDER];

	if (memcmp(s->holder, none, HOLDER) == 0)
		seal_random(s->holder, HOLDER);
	return s->holder;
}

static enum err get(struct store *s, const struct uid *casefile, struct lease *l)
{
	struct stmt *q = db_stmt(s->db,
		"SELECT operator, window, holder, boot, until FROM lease WHERE casefile = ?");

	memset(l, 0, sizeof *l);
	stmt_put_blob(q, casefile->b, sizeof casefile->b);
	if (stmt_row(q)) {
		l->found = true;
		stmt_get_text(q, l->who.operator, sizeof l->who.operator);
		stmt_get_text(q, l->who.window, sizeof l->who.window);
		stmt_get_fixed(q, l->holder, HOLDER);
		stmt_get_fixed(q, l->boot, HOLDER);
		l->until_ms = stmt_get_int(q);
	}
	return stmt_end(q);
}

static bool runs(const struct lease *l)
{
	uint8_t boot[HOLDER];

	boot_now(boot);
	return l->found && l->until_ms > clock_mono_ms() && memcmp(l->boot, boot, HOLDER) == 0;
}

static bool ours(struct store *s, const struct lease *l)
{
	return l->found && memcmp(l->holder, self(s), HOLDER) == 0;
}

static enum err put(struct store *s, const struct uid *casefile, const char *window)
{
	uint8_t boot[HOLDER];
	struct stmt *q = db_stmt(s->db, "INSERT OR REPLACE INTO lease(casefile, operator, window, "
					"holder, boot, until) VALUES(?, ?, ?, ?, ?, ?)");

	boot_now(boot);
	stmt_put_blob(q, casefile->b, sizeof casefile->b);
	stmt_put_text(q, s->current.id);
	stmt_put_text(q, window);
	stmt_put_blob(q, self(s), HOLDER);
	stmt_put_blob(q, boot, HOLDER);
	stmt_put_int(q, clock_mono_ms() + LEASE_MS);
	return stmt_run(q);
}

enum err lease_take(struct store *s, const struct uid *casefile, const char *window, bool over,
	struct lease_who *who)
{
	struct lease l;
	enum err e;

	if (!s->keys)
		return ERR_LOCKED;
	e = store_begin(s, GATE_MOMENT_MS);
	if (e != OK)
		return e;
	e = get(s, casefile, &l);
	if (e == OK && !over && runs(&l) && !ours(s, &l)) {
		*who = l.who;
		e = ERR_EXISTS;
	}
	if (e == OK)
		e = put(s, casefile, window);
	return store_finish(s, e);
}

enum err lease_look(struct store *s, const struct uid *casefile, struct lease_who *who)
{
	struct lease l;
	enum err e = store_ready(s);

	if (e == OK)
		e = get(s, casefile, &l);
	if (e != OK)
		return e;
	*who = l.who;
	if (!runs(&l))
		return ERR_NOTFOUND;
	return ours(s, &l) ? OK : ERR_EXISTS;
}

enum err lease_beat(struct store *s, const struct uid *casefile)
{
	struct lease l;
	enum err e = store_begin(s, GATE_MOMENT_MS);

	if (e != OK)
		return e;
	e = get(s, casefile, &l);
	if (e == OK && !ours(s, &l))
		e = ERR_CONFLICT;
	if (e == OK)
		e = put(s, casefile, l.who.window);
	return store_finish(s, e);
}

enum err lease_leave(struct store *s, const struct uid *casefile)
{
	struct stmt *q;
	enum err e = store_begin(s, GATE_MOMENT_MS);

	if (e != OK)
		return e;
	q = db_stmt(s->db, "DELETE FROM lease WHERE casefile = ? AND holder = ?");
	stmt_put_blob(q, casefile->b, sizeof casefile->b);
	stmt_put_blob(q, self(s), HOLDER);
	return store_finish(s, stmt_run(q));
}

enum err lease_window(struct store *s, const char *operator, char window[8])
{
	uint8_t boot[HOLDER];
	enum err e = store_ready(s);

	if (e != OK)
		return e;
	boot_now(boot);
	struct stmt *q = db_stmt(s->db, "SELECT window FROM lease WHERE operator = ? AND boot = ? AND "
					"until > ? ORDER BY until DESC LIMIT 1");
	stmt_put_text(q, operator);
	stmt_put_blob(q, boot, HOLDER);
	stmt_put_int(q, clock_mono_ms());
	*window = '\0';
	if (stmt_row(q))
		stmt_get_text(q, window, 8);
	return stmt_end(q);
}
