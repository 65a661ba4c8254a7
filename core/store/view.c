/* SPDX-License-Identifier: MIT
 *
 * What must hold: no personal value stands here in clear. The applicant's name and the query code
 * are sealed under the casefile's own key, so destroying that key takes them along; what can be
 * searched for exactly is a 10-byte keyed hash.
 */
#include "core/store/view.h"

#include <string.h>

#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/store/inside.h"
#include "core/store/view_inside.h"

enum { TOKEN_TEXT = 64, VIEW_SEAL = 1024 };

static void must_project(const struct store *s)
{
	if (!s->projecting)
		BUG("views are written by the projector only");
}

static struct span view_aad(const struct uid *casefile, uint8_t out[20])
{
	memcpy(out, "view", 4);
	memcpy(out + 4, casefile->b, 16);
	return (struct span){out, 20};
}

static enum err seal_names(struct store *s, const struct view_case *c, struct buf *out)
{
	uint8_t dek[KEY_SIZE], aad[20];
	struct record names = {0};
	struct buf text;
	enum err e = dek_open(s, &c->id, dek);

	if (e != OK)
		return e;
	buf_init(&text, VIEW_SEAL);
	record_add(&names, "applicant", c->applicant);
	record_add(&names, "query", c->query);
	record_encode(&names, &text);
	e = text.err;
	if (e == OK)
		e = seal_close(dek, 0, view_aad(&c->id, aad), (struct span){text.data, text.len},
			SEAL_STEP, out);
	record_release(&names);
	buf_release(&text);
	mem_wipe(dek, sizeof dek);
	return e;
}

enum err view_open_names(struct store *s, struct span sealed, struct view_case *c)
{
	uint8_t dek[KEY_SIZE], aad[20];
	struct record names = {0};
	struct buf text;
	uint32_t epoch;
	int suite;
	enum err e = dek_open(s, &c->id, dek);

	if (e == ERR_LOCKED || e == ERR_NOTFOUND)
		return OK;
	if (e == OK && (!seal_head(sealed, &suite, &epoch) || epoch != 0))
		e = ERR_TAMPER; /* a casefile's key has no epochs */
	if (e != OK)
		return e;
	buf_init(&text, VIEW_SEAL);
	e = seal_open(dek, view_aad(&c->id, aad), sealed, SEAL_STEP, &text);
	if (e == OK)
		e = record_decode(buf_text(&text), text.len, &names);
	if (e == OK &&
		(!text_copy(c->applicant, sizeof c->applicant,
			 record_get(&names, "applicant") ? record_get(&names, "applicant") : "") ||
			!text_copy(c->query, sizeof c->query,
				record_get(&names, "query") ? record_get(&names, "query") : "")))
		e = ERR_TAMPER;
	record_release(&names);
	buf_release(&text);
	mem_wipe(dek, sizeof dek);
	return e;
}

static int64_t day_or_none(day_t day)
{
	return day == DAY_NONE ? NO_DUE : day;
}

static enum err put_row(struct store *s, const struct view_case *c, const struct buf *sealed)
{
	struct stmt *q = db_stmt(s->db,
		"INSERT INTO case_view(casefile, number, item, item_name, state, window, operator, "
		"note, due, created, updated, missing, unverified, closed, event, sealed) "
		"VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
		"ON CONFLICT(casefile) DO UPDATE SET number = excluded.number, "
		"item = excluded.item, item_name = excluded.item_name, state = excluded.state, "
		"window = excluded.window, operator = excluded.operator, note = excluded.note, "
		"due = excluded.due, created = excluded.created, updated = excluded.updated, "
		"missing = excluded.missing, unverified = excluded.unverified, "
		"closed = excluded.closed, event = excluded.event, sealed = excluded.sealed");

	stmt_put_blob(q, c->id.b, sizeof c->id.b);
	stmt_put_text(q, c->number);
	stmt_put_text(q, c->item);
	stmt_put_text(q, c->item_name);
	stmt_put_text(q, c->state);
	stmt_put_text(q, c->window);
	stmt_put_text(q, c->operator);
	stmt_put_text(q, c->note);
	stmt_put_int(q, day_or_none(c->due));
	stmt_put_int(q, c->created_ms);
	stmt_put_int(q, c->updated_ms);
	stmt_put_int(q, c->missing);
	stmt_put_int(q, c->unverified);
	stmt_put_int(q, c->closed);
	stmt_put_int(q, (int64_t)s->projected);
	stmt_put_blob(q, sealed->data, sealed->len);
	return stmt_run(q);
}

static enum err put_queue(struct store *s, const struct view_case *c)
{
	struct stmt *q = db_stmt(s->db,
		"INSERT OR REPLACE INTO queue_view(casefile, number, item, department, state, "
		"window, holder, created, updated, closed, next, warn, notice, defer, replied, "
		"flags, overridden, urged) "
		"VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");

	stmt_put_blob(q, c->id.b, sizeof c->id.b);
	stmt_put_text(q, c->number);
	stmt_put_text(q, c->item);
	stmt_put_text(q, c->department);
	stmt_put_text(q, c->state);
	stmt_put_text(q, c->window);
	stmt_put_text(q, c->holder);
	stmt_put_int(q, c->created_ms);
	stmt_put_int(q, c->updated_ms);
	stmt_put_int(q, c->closed);
	stmt_put_int(q, day_or_none(c->next));
	stmt_put_int(q, day_or_none(c->warn));
	stmt_put_int(q, day_or_none(c->notice));
	stmt_put_int(q, day_or_none(c->defer));
	stmt_put_int(q, day_or_none(c->replied));
	stmt_put_int(q, c->flags);
	stmt_put_int(q, c->overridden);
	stmt_put_int(q, c->urged);
	return stmt_run(q);
}

static enum err drop_tokens(
	struct store *s, const struct uid *casefile, enum token from, enum token to)
{
	struct stmt *q =
		db_stmt(s->db, "DELETE FROM token WHERE casefile = ? AND kind BETWEEN ? AND ?");

	stmt_put_blob(q, casefile->b, sizeof casefile->b);
	stmt_put_int(q, from);
	stmt_put_int(q, to);
	return stmt_run(q);
}

enum err view_put(struct store *s, const struct view_case *c)
{
	struct buf sealed;
	enum err e;

	must_project(s);
	buf_init(&sealed, VIEW_SEAL + 2 * SEAL_STEP);
	e = seal_names(s, c, &sealed);
	if (e == OK)
		e = put_row(s, c, &sealed);
	if (e == OK)
		e = put_queue(s, c);
	if (e == OK)
		e = drop_tokens(s, &c->id, TOKEN_QUERY, TOKEN_QUERY);
	if (e == OK && c->query[0])
		e = view_token(s, &c->id, TOKEN_QUERY, c->query);
	buf_release(&sealed);
	return e;
}

/* What two spellings of one number have in common: letters upper, nothing but letters and digits;
 * a phone number without the country's 86. */
static size_t normalise(enum token kind, const char *value, char out[TOKEN_TEXT])
{
	size_t n = 0, left = strlen(value);
	uint32_t c;

	while ((c = text_fold(text_next(&value, &left))) != 0 && n < TOKEN_TEXT - 1) {
		if (c >= 'a' && c <= 'z')
			c -= 'a' - 'A';
		if ((c >= '0' && c <= '9') || (kind != TOKEN_PHONE && c >= 'A' && c <= 'Z'))
			out[n++] = (char)c;
	}
	if (kind == TOKEN_PHONE && n == 13 && memcmp(out, "86", 2) == 0) {
		memmove(out, out + 2, n - 2);
		n -= 2;
	}
	out[n] = '\0';
	return n;
}

enum err view_make_token(struct store *s, enum token kind, const char *value, uint8_t out[TOKEN_BYTES])
{
	const uint8_t *key = keyring_any(s->keys, 'X', NULL);
	char text[TOKEN_TEXT];
	uint8_t full[HASH_SIZE];
	struct hasher h;

	if (!key)
		return s->keys ? ERR_DENIED : ERR_LOCKED;
	hash_start(&h, key);
	hash_number(&h, kind);
	hash_part(&h, text, normalise(kind, value, text));
	hash_end(&h, full);
	memcpy(out, full, TOKEN_BYTES);
	mem_wipe(text, sizeof text);
	return OK;
}

enum err view_token(struct store *s, const struct uid *casefile, enum token kind, const char *value)
{
	uint8_t token[TOKEN_BYTES];
	struct stmt *q;
	enum err e = view_make_token(s, kind, value, token);

	must_project(s);
	if (e != OK)
		return e;
	q = db_stmt(s->db, "INSERT OR IGNORE INTO token(kind, token, casefile) VALUES(?, ?, ?)");
	stmt_put_int(q, kind);
	stmt_put_blob(q, token, sizeof token);
	stmt_put_blob(q, casefile->b, sizeof casefile->b);
	return stmt_run(q);
}

enum err view_drop_tokens(struct store *s, const struct uid *casefile)
{
	must_project(s);
	enum err e = drop_tokens(s, casefile, TOKEN_ID, TOKEN_QUERY - 1);
	return e ? e : drop_tokens(s, casefile, TOKEN_QUERY + 1, TOKEN_LINK);
}

static day_t get_day(struct stmt *q)
{
	int64_t day = stmt_get_int(q);

	return day == NO_DUE ? DAY_NONE : (day_t)day;
}

static void read_queue(struct stmt *q, struct view_case *c)
{
	stmt_get_text(q, c->department, sizeof c->department);
	stmt_get_text(q, c->holder, sizeof c->holder);
	c->next = get_day(q);
	c->warn = get_day(q);
	c->notice = get_day(q);
	c->defer = get_day(q);
	c->replied = get_day(q);
	c->flags = (unsigned)stmt_get_int(q);
	c->overridden = (int)stmt_get_int(q);
	c->urged = (int)stmt_get_int(q);
}

enum err view_read_row(struct store *s, struct stmt *q, struct view_case *out)
{
	struct view_case c = {0};
	struct span sealed;
	enum err e;

	stmt_get_fixed(q, c.id.b, sizeof c.id.b);
	stmt_get_text(q, c.number, sizeof c.number);
	stmt_get_text(q, c.item, sizeof c.item);
	stmt_get_text(q, c.item_name, sizeof c.item_name);
	stmt_get_text(q, c.state, sizeof c.state);
	stmt_get_text(q, c.window, sizeof c.window);
	stmt_get_text(q, c.operator, sizeof c.operator);
	stmt_get_text(q, c.note, sizeof c.note);
	c.due = get_day(q);
	c.created_ms = stmt_get_int(q);
	c.updated_ms = stmt_get_int(q);
	c.missing = (int)stmt_get_int(q);
	c.unverified = stmt_get_int(q) != 0;
	c.closed = stmt_get_int(q) != 0;
	sealed.data = stmt_get_blob(q, &sealed.len);
	e = view_open_names(s, sealed, &c);
	read_queue(q, &c);
	if (e == OK)
		*out = c;
	mem_wipe(&c, sizeof c);
	return e;
}

/* All rows of q, at most limit. */
enum err view_collect(
	struct store *s, struct stmt *q, size_t limit, struct view_case **out, size_t *n)
{
	struct view_case *rows = NULL;
	size_t used = 0, cap = 0;
	enum err e = OK, end;

	while (e == OK && used < limit && stmt_row(q)) {
		if (used == cap) {
			cap = cap ? 2 * cap : 16;
			rows = mem_grow(rows, used * sizeof *rows, cap * sizeof *rows);
		}
		e = view_read_row(s, q, &rows[used]);
		used += e == OK;
	}
	end = stmt_end(q);
	if (e == OK)
		e = end;
	if (e != OK) {
		if (rows)
			mem_wipe(rows, used * sizeof *rows);
		mem_free(rows);
		return e;
	}
	*out = rows;
	*n = used;
	return OK;
}
