/* SPDX-License-Identifier: MIT
 *
 * Appending and reading events.
 *
 * What must hold: heads are read inside the transaction that builds on them; what was inserted is
 * read back, hashed, opened and compared before COMMIT; the projector sees exactly what a rebuild
 * would see.
 */
#include "core/store/journal.h"

#include <string.h>

#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/store/anchor.h"
#include "core/store/inside.h"
#include "core/store/row.h"

void event_release(struct event *e)
{
	record_release(&e->body);
}

void journal_set_projector(struct store *s, projector fn, void *ctx)
{
	s->project = fn;
	s->project_ctx = ctx;
}

static bool kind_valid(const char *kind)
{
	size_t n = kind ? strlen(kind) : 0;

	return n >= 1 && n < EVENT_KIND && strspn(kind, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_") == n;
}

struct head {
	uint64_t seq;
	int64_t at_ms;           /* of a station's head */
	uint8_t hash[HASH_SIZE]; /* zero before the first */
};

static enum err station_head(struct store *s, struct head *h)
{
	struct stmt *q = db_stmt(s->db, "SELECT station_seq, at, hash FROM event WHERE station = ? "
					"ORDER BY station_seq DESC LIMIT 1");

	*h = (struct head){0};
	stmt_put_text(q, s->station);
	if (stmt_row(q)) {
		h->seq = (uint64_t)stmt_get_int(q);
		h->at_ms = stmt_get_int(q);
		stmt_get_fixed(q, h->hash, HASH_SIZE);
	}
	return stmt_end(q);
}

static enum err case_head(struct store *s, const struct uid *casefile, struct head *h)
{
	struct stmt *q = db_stmt(s->db, "SELECT case_seq, hash FROM event WHERE casefile = ? "
					"ORDER BY case_seq DESC LIMIT 1");

	*h = (struct head){0};
	stmt_put_blob(q, casefile->b, sizeof casefile->b);
	if (stmt_row(q)) {
		h->seq = (uint64_t)stmt_get_int(q);
		stmt_get_fixed(q, h->hash, HASH_SIZE);
	}
	return stmt_end(q);
}

enum err journal_head(struct store *s, const struct uid *casefile, uint8_t head[HASH_SIZE])
{
	struct head h;
	enum err e = store_ready(s);

	if (e == OK)
		e = case_head(s, casefile, &h);
	if (e == OK && h.seq == 0)
		e = ERR_NOTFOUND;
	if (e == OK)
		memcpy(head, h.hash, HASH_SIZE);
	return e;
}

static void fill_clocks(struct row *r)
{
	r->e.at_ms = clock_now_ms();
	r->monotonic = clock_mono_ms();
	if (!text_unhex(clock_boot_id(), r->boot, sizeof r->boot))
		memset(r->boot, 0, sizeof r->boot);
}

static bool same_record(const struct record *a, const struct record *b)
{
	struct buf x, y;
	bool same;

	buf_init(&x, EVENT_BODY);
	buf_init(&y, EVENT_BODY);
	record_encode(a, &x);
	record_encode(b, &y);
	same = x.err == OK && y.err == OK && x.len == y.len &&
	       memcmp(buf_text(&x), buf_text(&y), x.len) == 0;
	buf_release(&x);
	buf_release(&y);
	return same;
}

static enum err opens_to(struct store *s, const struct row *r, const struct record *body,
	struct record *found)
{
	static const struct record nothing;
	enum err e = row_open(s, r, found);

	if (e == ERR_LOCKED && uid_none(&r->e.casefile))
		return OK;
	return e == OK && !same_record(found, body ? body : &nothing) ? ERR_TAMPER : e;
}

static enum err show(struct store *s, const struct row *r, const struct row *meant, const struct record *body)
{
	struct event seen = r->e;

	s->written_id = r->id;
	if (!s->project)
		return OK;
	if (body)
		seen.body = *body; /* borrowed */
	seen.later = meant->e.later;
	seen.n_later = meant->e.n_later;
	s->projecting = true;
	s->projected = r->id;
	enum err e = s->project(s, &seen, s->project_ctx);
	s->projecting = false;
	return e;
}

/* Reads the row just written and compares it, hash and opened body included, with what was meant;
 * then shows it to the projector. A writer without class A cannot open what it boxed. */
static enum err read_back(struct store *s, const struct row *meant, const uint8_t before[HASH_SIZE],
	const struct record *body)
{
	struct stmt *q = db_stmt(
		s->db, "SELECT " ROW_COLUMNS " FROM event WHERE station = ? AND station_seq = ?");
	uint8_t hash[HASH_SIZE];
	struct record found = {0};
	struct row r = {0};
	enum err e = ERR_TAMPER, end;

	stmt_put_text(q, meant->e.station);
	stmt_put_int(q, (int64_t)meant->e.station_seq);
	if (stmt_row(q)) {
		row_get(q, &r);
		row_hash(&r, before, hash);
		if (memcmp(hash, meant->e.hash, HASH_SIZE) == 0 &&
			memcmp(r.e.hash, meant->e.hash, HASH_SIZE) == 0)
			e = opens_to(s, &r, body, &found);
	}
	end = stmt_end(q);
	if (end != OK)
		e = end;
	if (e == OK)
		e = show(s, &r, meant, &found);
	record_release(&found);
	return e;
}

/* One event on top of both heads; *chain moves on, *case_top gets the new casefile head. */
static enum err write_one(struct store *s, const char *actor, const struct entry *entry,
	size_t later, struct head *chain, struct head *case_top)
{
	struct row r = {.suite = 1};
	struct buf sealed;
	enum err e;

	if (!kind_valid(entry->kind) || !text_copy(r.e.actor, sizeof r.e.actor, actor))
		return ERR_INPUT;
	text_copy(r.e.station, sizeof r.e.station, s->station);
	text_copy(r.e.kind, sizeof r.e.kind, entry->kind);
	r.e.station_seq = chain->seq + 1;
	r.e.casefile = entry->casefile;
	r.e.later = entry + 1;
	r.e.n_later = later;
	if (!uid_none(&entry->casefile)) {
		r.e.case_seq = (uint32_t)case_top->seq + 1;
		memcpy(r.e.prev_event, case_top->hash, HASH_SIZE);
	}
	r.e.op_id = uid_none(&entry->op_id) ? uid_new() : entry->op_id;
	if (entry->form_hash)
		memcpy(r.e.form_hash, entry->form_hash, HASH_SIZE);
	fill_clocks(&r);
	buf_init(&sealed, DB_VALUE);
	e = row_seal(s, &r, entry->body, &sealed);
	if (e == OK) {
		r.sealed = (struct span){sealed.data, sealed.len};
		row_hash(&r, chain->hash, r.e.hash);
		e = row_insert(s->db, &r);
	}
	/* a demo's past is not read again here, verify does that */
	r.id = db_row_id(s->db);
	if (e == OK)
		e = s->past ? show(s, &r, &r, entry->body) : read_back(s, &r, chain->hash, entry->body);
	if (e == OK) {
		*chain = (struct head){.seq = r.e.station_seq};
		memcpy(chain->hash, r.e.hash, HASH_SIZE);
		case_top->seq = r.e.case_seq;
		memcpy(case_top->hash, r.e.hash, HASH_SIZE);
	}
	buf_release(&sealed);
	return e;
}

/* Times go up along a chain but for a clock that was set back: that is an act of its own, so that
 * journal_since finds its way and whoever logs in is told. A demo's clock begins anew each time. */
static enum err mark_clock_back(struct store *s, struct head *chain)
{
	int64_t now = clock_now_ms();
	struct record body = {0};
	struct entry entry = {.kind = CLOCK_BACK, .body = &body};
	struct head none = {0};

	if (s->kind != STORE_LIVE || !chain->seq || now >= chain->at_ms - CLOCK_BACK_MS)
		return OK;
	record_addi(&body, "from", chain->at_ms);
	record_addi(&body, "to", now);
	enum err e = body.err ? body.err : write_one(s, "system", &entry, 0, chain, &none);
	record_release(&body);
	return e;
}

enum err journal_write(struct store *s, const char *actor, const struct entry *entries, size_t n,
	const uint8_t *expect_head, uint8_t *head)
{
	static const uint8_t none[HASH_SIZE];
	uint8_t first[HASH_SIZE] = {0};
	struct head chain, top = {0};
	enum err e = station_head(s, &chain);
	uint64_t before = chain.seq;

	if (e == OK)
		e = mark_clock_back(s, &chain);

	for (size_t i = 0; e == OK && i < n; i++) {
		const struct uid *casefile = &entries[i].casefile;

		bool same = i > 0 && uid_equal(casefile, &entries[i - 1].casefile);
		if (!same || uid_none(casefile))
			top = (struct head){0};
		if (!same && !uid_none(casefile))
			e = case_head(s, casefile, &top);
		if (e == OK && i == 0 && expect_head &&
			memcmp(expect_head, top.hash, HASH_SIZE) != 0)
			e = ERR_CONFLICT;
		if (e == OK)
			e = write_one(s, actor, &entries[i], n - i - 1, &chain, &top);
		if (uid_equal(casefile, &entries[0].casefile))
			memcpy(first, uid_none(casefile) ? none : top.hash, HASH_SIZE);
	}
	if (e == OK)
		e = anchor_move(s, before + 1, chain.seq, chain.hash);
	if (e != OK)
		return e;
	s->written_seq = chain.seq;
	memcpy(s->written_hash, chain.hash, HASH_SIZE);
	if (head)
		memcpy(head, first, HASH_SIZE);
	return OK;
}

enum err journal_note(
	struct store *s, const char *actor, const char *kind, const char *const *pairs)
{
	struct record body = {0};
	struct entry entry = {.kind = kind, .body = &body};
	enum err e;

	for (; pairs && pairs[0]; pairs += 2)
		record_add(&body, pairs[0], pairs[1]);
	e = body.err == OK ? journal_write(s, actor, &entry, 1, NULL, NULL) : body.err;
	record_release(&body);
	return e;
}

/* Somebody removed while logged in goes on seeing what is on the screen, but writes no more. */
static enum err still_active(struct store *s)
{
	struct stmt *q = db_stmt(s->db, "SELECT 1 FROM operator WHERE id = ? AND state = ?");
	bool found;
	enum err e;

	stmt_put_text(q, s->current.id);
	stmt_put_int(q, OPERATOR_ACTIVE);
	found = stmt_row(q);
	e = stmt_end(q);
	return e == OK && !found ? ERR_DENIED : e;
}

enum err journal_append_wait(struct store *s, const struct entry *entries, size_t n,
	const uint8_t *expect_head, uint8_t *head, int wait_ms)
{
	enum err e;

	if (!n || n > EVENT_BATCH)
		return n ? ERR_LIMIT : ERR_INPUT;
	if (!s->keys)
		return ERR_LOCKED;
	e = store_begin(s, wait_ms);
	if (e != OK)
		return e;
	e = still_active(s);
	if (e == OK)
		e = journal_write(s, s->current.id, entries, n, expect_head, head);
	return store_finish(s, e);
}

enum err journal_append(struct store *s, const struct entry *entries, size_t n,
	const uint8_t *expect_head, uint8_t *head)
{
	return journal_append_wait(s, entries, n, expect_head, head, GATE_MOMENT_MS);
}

enum err journal_keep_form(
	struct store *s, const uint8_t hash[HASH_SIZE], const char *text, size_t len)
{
	struct buf known;
	struct stmt *q;
	enum err e;

	buf_init(&known, DB_VALUE);
	e = journal_form(s, hash, &known);
	buf_release(&known);
	if (e != ERR_NOTFOUND)
		return e;
	e = store_begin(s, GATE_MOMENT_MS);
	if (e != OK)
		return e;
	q = db_stmt(s->db, "INSERT INTO form(hash, text) VALUES(?, ?)");
	stmt_put_blob(q, hash, HASH_SIZE);
	stmt_put_blob(q, text, len);
	e = stmt_run(q);
	if (e != ERR_EXISTS)
		return store_finish(s, e);
	store_rollback(s); /* another window kept it meanwhile */
	return OK;
}

enum err journal_form(struct store *s, const uint8_t hash[HASH_SIZE], struct buf *out)
{
	struct stmt *q;
	bool found;
	size_t len;
	enum err e = store_ready(s);

	if (e != OK)
		return e;
	q = db_stmt(s->db, "SELECT text FROM form WHERE hash = ?");
	stmt_put_blob(q, hash, HASH_SIZE);
	found = stmt_row(q);
	if (found) {
		const void *text = stmt_get_blob(q, &len);

		buf_add(out, text, len);
	}
	e = stmt_end(q);
	if (e == OK)
		e = out->err;
	return e == OK && !found ? ERR_NOTFOUND : e;
}

static enum err hash_before(struct store *s, uint64_t seq, uint8_t out[HASH_SIZE])
{
	struct stmt *q =
		db_stmt(s->db, "SELECT hash FROM event WHERE station = ? AND station_seq = ?");
	bool found;
	enum err e;

	memset(out, 0, HASH_SIZE);
	stmt_put_text(q, s->station);
	stmt_put_int(q, (int64_t)seq);
	found = stmt_row(q);
	if (found)
		stmt_get_fixed(q, out, HASH_SIZE);
	e = stmt_end(q);
	return e == OK && !found && seq > 0 ? ERR_TAMPER : e;
}

enum err journal_check_tail(struct store *s, unsigned last)
{
	struct head chain;
	uint8_t before[HASH_SIZE], hash[HASH_SIZE];
	uint64_t seq;
	struct stmt *q;
	enum err e = station_head(s, &chain), end;

	if (e != OK || (chain.seq == 0 && s->tail_seq == 0))
		return e;
	seq = chain.seq > last ? chain.seq - last : 0;
	e = hash_before(s, s->tail_seq, hash);
	if (e == OK && s->tail_seq && memcmp(hash, s->tail_hash, HASH_SIZE) != 0)
		e = ERR_TAMPER;
	if (e == OK)
		e = hash_before(s, seq, before);
	if (e != OK)
		return e;
	q = db_stmt(s->db, "SELECT " ROW_COLUMNS " FROM event WHERE station = ? AND "
			   "station_seq > ? ORDER BY station_seq");
	stmt_put_text(q, s->station);
	stmt_put_int(q, (int64_t)seq);
	while (e == OK && stmt_row(q)) {
		struct row r;

		row_get(q, &r);
		row_hash(&r, before, hash);
		if (r.e.station_seq != ++seq || memcmp(hash, r.e.hash, HASH_SIZE) != 0)
			e = ERR_TAMPER;
		memcpy(before, hash, HASH_SIZE);
	}
	end = stmt_end(q);
	return end != OK ? end : e;
}
