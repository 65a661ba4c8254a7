/* SPDX-License-Identifier: MIT
 *
 * The anchor of a day. What must hold: it is durable before its code is shown or printed.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/store/anchor.h"
#include "core/store/inside.h"
#include "core/store/row.h"
#include "core/store/verify_inside.h"
#include "core/store/witness.h"

enum { SIGNED = 160 };

static void seed_of(const uint8_t key[KEY_SIZE], uint8_t out[KEY_SIZE])
{
	seal_derive(key, "anchor of a day", out);
}

/* What is signed: the chain's head before the anchor. */
static struct span signed_text(const char *station, uint64_t seq, const char *hash, char out[SIGNED])
{
	text_format(out, SIGNED, "onetrip-anchor-1 %s %llu %s", station, (unsigned long long)seq, hash);
	return (struct span){out, strlen(out)};
}

/* Forty bits in the letters of groups.h. */
static void code_of(const uint8_t hash[HASH_SIZE], char out[ANCHOR_CODE])
{
	static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	uint64_t bits = 0;
	int at = 0;

	for (int i = 0; i < 5; i++)
		bits = bits << 8 | hash[i];
	for (int i = 7; i >= 0; i--) {
		out[at++] = letters[bits >> (5 * i) & 31];
		if (i == 4)
			out[at++] = '-';
	}
	out[at] = '\0';
}

static void of_row(const struct row *r, unsigned serial, struct anchor_day *out)
{
	*out = (struct anchor_day){.serial = serial, .at_ms = r->e.at_ms, .seq = r->e.station_seq};
	struct civil c = clock_civil(r->e.at_ms);
	out->day = day_of(c.year, c.month, c.day);
	text_copy(out->station, sizeof out->station, r->e.station);
	text_copy(out->actor, sizeof out->actor, r->e.actor);
	memcpy(out->hash, r->e.hash, HASH_SIZE);
	code_of(out->hash, out->code);
}

enum err anchor_each(struct store *s, enum err (*fn)(const struct anchor_day *a, void *ctx), void *ctx)
{
	unsigned serial = 0;
	enum err e = store_ready(s), end;

	if (e)
		return e;
	struct stmt *q = db_stmt(s->db, "SELECT " ROW_COLUMNS " FROM event WHERE casefile IS NULL AND "
					"kind = 'ANCHOR' ORDER BY id");
	while (!e && stmt_row(q)) {
		struct anchor_day a;
		struct row r;
		row_get(q, &r);
		of_row(&r, ++serial, &a);
		e = fn(&a, ctx);
	}
	end = stmt_end(q);
	return e ? e : end;
}

static enum err keep_last(const struct anchor_day *a, void *ctx)
{
	*(struct anchor_day *)ctx = *a;
	return OK;
}

enum err anchor_last(struct store *s, struct anchor_day *out)
{
	struct anchor_day last = {0};
	enum err e = anchor_each(s, keep_last, &last);

	if (!e && !last.serial)
		e = ERR_NOTFOUND;
	if (!e)
		*out = last;
	return e;
}

/* In an open transaction. */
static enum err write_anchor(struct store *s, const uint8_t *key, uint32_t epoch)
{
	struct stmt *q = db_stmt(s->db, "SELECT station_seq, hash FROM event WHERE station = ? "
					"ORDER BY station_seq DESC LIMIT 1");
	uint8_t hash[HASH_SIZE] = {0}, seed[KEY_SIZE], public[KEY_SIZE], sign[SIGN_SIZE];
	char hash_hex[HASH_HEX], public_hex[2 * KEY_SIZE + 1], sign_hex[2 * SIGN_SIZE + 1];
	char seq_text[24], epoch_text[16], text[SIGNED];
	uint64_t seq = 0;

	stmt_put_text(q, s->station);
	if (stmt_row(q)) {
		seq = (uint64_t)stmt_get_int(q);
		stmt_get_fixed(q, hash, sizeof hash);
	}
	enum err e = stmt_end(q);
	if (e)
		return e;
	text_hex(hash, sizeof hash, hash_hex);
	seed_of(key, seed);
	seal_sign_public(seed, public);
	seal_sign(seed, signed_text(s->station, seq, hash_hex, text), sign);
	mem_wipe(seed, sizeof seed);
	text_hex(public, sizeof public, public_hex);
	text_hex(sign, sizeof sign, sign_hex);
	text_format(seq_text, sizeof seq_text, "%llu", (unsigned long long)seq);
	text_format(epoch_text, sizeof epoch_text, "%u", epoch);
	return journal_note(s, s->current.id, "ANCHOR",
		(const char *const[]){"seq", seq_text, "hash", hash_hex, "epoch", epoch_text, "public",
			public_hex, "sign", sign_hex, NULL});
}

enum err anchor_take(struct store *s, struct anchor_day *out)
{
	uint32_t epoch = 0;
	const uint8_t *key = keyring_any(s->keys, 'A', &epoch);

	if (!key)
		return s->keys ? ERR_DENIED : ERR_LOCKED;
	enum err e = store_begin(s, GATE_MOMENT_MS);
	if (e)
		return e;
	s->witnessed = s->written_id = 0; /* the commit tells the witness */
	e = store_finish(s, write_anchor(s, key, epoch));
	return e ? e : anchor_last(s, out);
}

/* ---- verifying ---- */

static const char *said(const struct record *body, const char *name)
{
	const char *value = record_get(body, name);

	return value ? value : "";
}

static enum err in_chain(struct store *s, const char *station, uint64_t seq, const uint8_t hash[HASH_SIZE],
	bool *out)
{
	struct stmt *q =
		db_stmt(s->db, "SELECT 1 FROM event WHERE station = ? AND station_seq = ? AND hash = ?");

	stmt_put_text(q, station);
	stmt_put_int(q, (int64_t)seq);
	stmt_put_blob(q, hash, HASH_SIZE);
	*out = stmt_row(q);
	return stmt_end(q);
}

static enum err check(struct store *s, const struct row *r, struct verify_report *out)
{
	const struct record *b = &r->e.body;
	uint8_t hash[HASH_SIZE], public[KEY_SIZE], sign[SIGN_SIZE], ours[KEY_SIZE], seed[KEY_SIZE];
	char text[SIGNED];
	uint64_t seq = (uint64_t)record_int(b, "seq", -1);
	const uint8_t *key = keyring_key(s->keys, 'A', (uint32_t)record_int(b, "epoch", 0));
	bool stands = false;

	bool good = text_unhex(said(b, "hash"), hash, sizeof hash) &&
		text_unhex(said(b, "public"), public, sizeof public) &&
		text_unhex(said(b, "sign"), sign, sizeof sign) &&
		seal_signed(public, signed_text(r->e.station, seq, said(b, "hash"), text), sign);
	enum err e = good ? in_chain(s, r->e.station, seq, hash, &stands) : OK;
	if (good && key) {
		seed_of(key, seed);
		seal_sign_public(seed, ours);
		mem_wipe(seed, sizeof seed);
		good = memcmp(ours, public, sizeof ours) == 0;
	}
	if (!e && !(good && stands))
		finding(out, _("event %llu of %s: the day's anchor does not hold"),
			(unsigned long long)r->e.station_seq, r->e.station);
	return e;
}

enum err anchor_verify(struct store *s, struct verify_report *out)
{
	struct stmt *q = db_stmt(s->db, "SELECT " ROW_COLUMNS " FROM event WHERE casefile IS NULL AND "
					"kind = 'ANCHOR' ORDER BY id");
	enum err e = OK, end;

	while (!e && stmt_row(q)) {
		struct row r;
		row_get(q, &r);
		if (row_open(s, &r, &r.e.body) == OK) /* what does not open is told elsewhere */
			e = check(s, &r, out);
		event_release(&r.e);
	}
	end = stmt_end(q);
	return e ? e : end;
}
