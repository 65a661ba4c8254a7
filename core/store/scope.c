/* SPDX-License-Identifier: MIT
 *
 * What must hold: nobody widens rights alone, neither the own nor another's; what was taken away
 * does not come back without two people again.
 */
#include "core/store/scope.h"

#include <string.h>

#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/store/account.h"
#include "core/store/inside.h"

enum { WAIT_MS = 3000 };

#define SCOPE_COLUMNS                                                                              \
	"id, operator, unit, item, rights, day_from, day_until, state, proposed_by, confirmed_by, " \
	"ended_by, proposed, changed, first"

/* ---- words ---- */

enum err scope_rights_parse(const char *words, unsigned *out)
{
	unsigned bits = 0;

	for (const char *at = words + strspn(words, " "); *at; at += strspn(at, " ")) {
		char word[24];
		size_t n = strcspn(at, " ");
		enum right right;

		if (!text_copyn(word, sizeof word, at, n) || !right_parse(word, &right))
			return ERR_INPUT;
		bits |= 1u << right;
		at += n;
	}
	*out = bits;
	return OK;
}

void scope_rights_words(unsigned rights, char out[SCOPE_WORDS])
{
	*out = '\0';
	for (int r = 0; r < RIGHT_COUNT; r++) {
		size_t used = strlen(out);

		if (rights >> r & 1)
			text_format(out + used, SCOPE_WORDS - used, "%s%s", used ? " " : "",
				right_word((enum right)r));
	}
}

/* ---- rows ---- */

static enum err get(struct stmt *q, struct scope *out)
{
	struct scope c = {0};
	int64_t state;

	stmt_get_fixed(q, c.id.b, sizeof c.id.b);
	stmt_get_text(q, c.operator, sizeof c.operator);
	stmt_get_text(q, c.unit, sizeof c.unit);
	stmt_get_text(q, c.item, sizeof c.item);
	c.rights = (unsigned)stmt_get_int(q);
	c.from = (day_t)stmt_get_int(q);
	c.until = (day_t)stmt_get_int(q);
	state = stmt_get_int(q);
	stmt_get_text(q, c.proposed_by, sizeof c.proposed_by);
	stmt_get_text(q, c.confirmed_by, sizeof c.confirmed_by);
	stmt_get_text(q, c.ended_by, sizeof c.ended_by);
	c.proposed_ms = stmt_get_int(q);
	c.changed_ms = stmt_get_int(q);
	c.first = stmt_get_int(q) != 0;
	if (state < SCOPE_PROPOSED || state > SCOPE_ENDED)
		return ERR_TAMPER;
	c.state = (enum scope_state)state;
	*out = c;
	return OK;
}

enum err scope_list(struct store *s, struct scope **out, size_t *n)
{
	struct scope *list = NULL;
	struct stmt *q;
	size_t used = 0, cap = 0;
	enum err e = store_ready(s), end;

	if (e != OK)
		return e;
	q = db_stmt(s->db, "SELECT " SCOPE_COLUMNS " FROM scope ORDER BY operator, proposed, id");
	while (e == OK && stmt_row(q)) {
		if (used == SCOPE_ROWS) {
			e = ERR_LIMIT;
			break;
		}
		if (used == cap) {
			cap = cap ? 2 * cap : 16;
			list = mem_grow(list, used * sizeof *list, cap * sizeof *list);
		}
		e = get(q, &list[used]);
		used += e == OK;
	}
	end = stmt_end(q);
	if (e == OK)
		e = end;
	if (e != OK) {
		mem_free(list);
		return e;
	}
	*out = list;
	*n = used;
	return OK;
}

static enum err one(struct store *s, const struct uid *id, struct scope *out)
{
	struct stmt *q = db_stmt(s->db, "SELECT " SCOPE_COLUMNS " FROM scope WHERE id = ?");
	enum err e = ERR_NOTFOUND, end;

	stmt_put_blob(q, id->b, sizeof id->b);
	if (stmt_row(q))
		e = get(q, out);
	end = stmt_end(q);
	return end != OK ? end : e;
}

static enum err insert(struct store *s, const struct scope *c)
{
	struct stmt *q = db_stmt(s->db, "INSERT INTO scope(" SCOPE_COLUMNS
					") VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");

	stmt_put_blob(q, c->id.b, sizeof c->id.b);
	stmt_put_text(q, c->operator);
	stmt_put_text(q, c->unit);
	stmt_put_text(q, c->item);
	stmt_put_int(q, c->rights);
	stmt_put_int(q, c->from);
	stmt_put_int(q, c->until);
	stmt_put_int(q, c->state);
	stmt_put_text(q, c->proposed_by);
	stmt_put_text(q, c->confirmed_by);
	stmt_put_text(q, c->ended_by);
	stmt_put_int(q, c->proposed_ms);
	stmt_put_int(q, c->changed_ms);
	stmt_put_int(q, c->first);
	return stmt_run(q);
}

static enum err update(struct store *s, const struct scope *c)
{
	struct stmt *q = db_stmt(s->db, "UPDATE scope SET state = ?, confirmed_by = ?, ended_by = ?, "
					"changed = ? WHERE id = ?");

	stmt_put_int(q, c->state);
	stmt_put_text(q, c->confirmed_by);
	stmt_put_text(q, c->ended_by);
	stmt_put_int(q, c->changed_ms);
	stmt_put_blob(q, c->id.b, sizeof c->id.b);
	return stmt_run(q);
}

static void day_words(day_t day, char out[11])
{
	*out = '\0';
	if (day != DAY_NONE)
		day_format(day, out);
}

/* The event of what became of a row, with the digest of keys and scopes as they are now. */
static enum err note(struct store *s, const char *kind, const struct scope *c)
{
	uint8_t digest[HASH_SIZE];
	char keys[HASH_HEX], id[UID_HEX], words[SCOPE_WORDS], from[11], until[11];
	enum err e = keys_digest(s, digest);

	if (e != OK)
		return e;
	text_hex(digest, sizeof digest, keys);
	uid_hex(&c->id, id);
	scope_rights_words(c->rights, words);
	day_words(c->from, from);
	day_words(c->until, until);
	return journal_note(s, s->current.id, kind,
		(const char *const[]){"scope", id, "id", c->operator, "unit", c->unit, "item",
			c->item, "rights", words, "from", from, "until", until, "by",
			c->proposed_by, "keys", keys, NULL});
}

/* ---- in memory ---- */

enum err scope_refresh(struct store *s)
{
	struct scope *list;
	size_t n;
	enum err e = scope_list(s, &list, &n);

	if (e != OK)
		return e;
	scope_forget(s);
	s->scopes = list;
	s->n_scopes = n;
	return OK;
}

void scope_forget(struct store *s)
{
	mem_free(s->scopes);
	s->scopes = NULL;
	s->n_scopes = 0;
}

/* What follows from being allowed to do anything at all with a case. */
static bool follows(enum right right)
{
	return right == RIGHT_PERSON || right == RIGHT_REVEAL || right == RIGHT_OBJECT;
}

static bool here(const char *scope, const char *wanted)
{
	return !*scope || !wanted || !*wanted || strcmp(scope, wanted) == 0;
}

static bool gives(const struct scope *c, enum right right, const struct scope_place *at, day_t today)
{
	return c->state == SCOPE_CONFIRMED && (c->from == DAY_NONE || c->from <= today) &&
	       (c->until == DAY_NONE || today <= c->until) &&
	       (!c->rights || follows(right) || c->rights >> right & 1) && here(c->unit, at->unit) &&
	       here(c->item, at->item);
}

/* Proposed for somebody who works already: it changes nothing before it is confirmed. */
static bool narrows(const struct scope *c)
{
	return c->first || *c->confirmed_by;
}

bool scope_covers(const struct store *s, const char *operator, enum right right,
	const struct scope_place *at)
{
	bool narrowed = false;
	day_t today = clock_today();

	for (size_t i = 0; i < s->n_scopes; i++) {
		const struct scope *c = &s->scopes[i];

		if (strcmp(c->operator, operator) != 0)
			continue;
		if (gives(c, right, at, today))
			return true;
		narrowed |= narrows(c);
	}
	return !narrowed;
}

bool operator_may(const struct store *s, enum right right, const struct scope_place *at)
{
	return s->keys && role_may(s->current.role, right) &&
	       scope_covers(s, s->current.id, right, at);
}

/* ---- acts ---- */

/* Begins a transaction for somebody who is still what the log-in said. */
static enum err begin(struct store *s, bool proposes)
{
	struct account me;
	enum err e;

	if (!s->keys)
		return ERR_LOCKED;
	if (!role_may(s->current.role, RIGHT_OPERATORS) &&
		(proposes || !role_may(s->current.role, RIGHT_GRANT)))
		return ERR_DENIED;
	e = store_begin(s, WAIT_MS);
	if (e != OK)
		return e;
	e = account_read(s, s->current.id, &me);
	if (e == OK && (me.info.state != OPERATOR_ACTIVE || me.info.role != s->current.role))
		e = ERR_DENIED;
	if (e != OK)
		store_rollback(s);
	return e;
}

static enum err finish(struct store *s, enum err e)
{
	e = store_finish(s, e);
	return e == OK ? scope_refresh(s) : e;
}

enum err scope_write(struct store *s, const struct scope *what, bool first, struct uid *id)
{
	struct scope c = *what;
	struct account whose;
	enum err e = account_read(s, c.operator, &whose);

	if (e != OK)
		return e;
	for (int r = 0; r < RIGHT_COUNT; r++)
		if ((c.rights >> r & 1) && !role_may(whose.info.role, (enum right)r))
			return ERR_INPUT;
	if (c.from != DAY_NONE && c.until != DAY_NONE && c.until < c.from)
		return ERR_INPUT;
	c.id = uid_new();
	c.state = SCOPE_PROPOSED;
	c.first = first;
	text_copy(c.proposed_by, sizeof c.proposed_by, s->current.id);
	*c.confirmed_by = *c.ended_by = '\0';
	c.proposed_ms = c.changed_ms = clock_now_ms();
	e = insert(s, &c);
	if (e == OK)
		e = note(s, "SCOPE_PROPOSED", &c);
	if (e == OK && id)
		*id = c.id;
	return e;
}

enum err scope_propose(struct store *s, const struct scope *what, struct uid *id)
{
	enum err e = begin(s, true);

	return e != OK ? e : finish(s, scope_write(s, what, false, id));
}

static enum err confirm(struct store *s, struct scope *c)
{
	if (strcmp(c->proposed_by, s->current.id) == 0 || strcmp(c->operator, s->current.id) == 0)
		return ERR_DENIED;
	if (c->state != SCOPE_PROPOSED)
		return ERR_STATE;
	c->state = SCOPE_CONFIRMED;
	c->changed_ms = clock_now_ms();
	text_copy(c->confirmed_by, sizeof c->confirmed_by, s->current.id);
	enum err e = update(s, c);
	return e == OK ? note(s, "SCOPE_CONFIRMED", c) : e;
}

enum err scope_confirm(struct store *s, const struct uid *id)
{
	struct scope c;
	enum err e = begin(s, false);

	if (e != OK)
		return e;
	e = one(s, id, &c);
	if (e == OK)
		e = confirm(s, &c);
	return finish(s, e);
}

enum err scope_confirm_first(struct store *s, const char *operator)
{
	struct scope *list = NULL;
	size_t n = 0;
	enum err e = scope_list(s, &list, &n);

	for (size_t i = 0; e == OK && i < n; i++)
		if (list[i].first && list[i].state == SCOPE_PROPOSED &&
			strcmp(list[i].operator, operator) == 0)
			e = confirm(s, &list[i]);
	mem_free(list);
	return e;
}

enum err scope_end(struct store *s, const struct uid *id)
{
	struct scope c;
	enum err e = begin(s, false);

	if (e != OK)
		return e;
	e = one(s, id, &c);
	if (e == OK && c.state == SCOPE_ENDED)
		e = ERR_STATE;
	if (e == OK) {
		c.state = SCOPE_ENDED;
		c.changed_ms = clock_now_ms();
		text_copy(c.ended_by, sizeof c.ended_by, s->current.id);
		e = update(s, &c);
	}
	if (e == OK)
		e = note(s, "SCOPE_ENDED", &c);
	return finish(s, e);
}
