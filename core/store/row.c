/* SPDX-License-Identifier: MIT
 *
 * What must hold: two different rows never have the same associated data, so each column is
 * written with its length or a fixed width.
 */
#include "core/store/row.h"

#include <string.h>

#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/store/inside.h"

/* The columns of one event but body and hash: several a millisecond, so not on the heap. */
enum { AAD_MAX = 512 };

struct aad {
	uint8_t bytes[AAD_MAX];
	size_t len;
};

#define COLUMN(name) sizeof((struct row *)0)->name
_Static_assert(sizeof "onetrip event" + 12 * sizeof(uint64_t) + COLUMN(e.station) + COLUMN(e.casefile) +
			COLUMN(e.prev_event) + COLUMN(e.op_id) + COLUMN(e.kind) + COLUMN(boot) +
			COLUMN(e.actor) + COLUMN(e.form_hash) <= AAD_MAX,
	"every column has room");

void row_get(struct stmt *q, struct row *out)
{
	struct row r = {0};
	const void *casefile;
	size_t len;

	r.id = r.e.arrival = (uint64_t)stmt_get_int(q);
	r.suite = (int)stmt_get_int(q);
	stmt_get_text(q, r.e.station, sizeof r.e.station);
	r.e.station_seq = (uint64_t)stmt_get_int(q);
	casefile = stmt_get_blob(q, &len);
	if (casefile && len == sizeof r.e.casefile.b)
		memcpy(r.e.casefile.b, casefile, len);
	r.e.case_seq = (uint32_t)stmt_get_int(q);
	stmt_get_fixed(q, r.e.prev_event, HASH_SIZE);
	stmt_get_fixed(q, r.e.op_id.b, sizeof r.e.op_id.b);
	stmt_get_text(q, r.e.kind, sizeof r.e.kind);
	r.e.at_ms = stmt_get_int(q);
	stmt_get_fixed(q, r.boot, sizeof r.boot);
	r.monotonic = stmt_get_int(q);
	r.hub_offset = stmt_get_int(q);
	stmt_get_text(q, r.e.actor, sizeof r.e.actor);
	stmt_get_fixed(q, r.e.form_hash, HASH_SIZE);
	r.sealed.data = stmt_get_blob(q, &r.sealed.len);
	stmt_get_fixed(q, r.e.hash, HASH_SIZE);
	*out = r;
}

enum err row_insert(struct db *db, const struct row *r)
{
	struct stmt *q = db_stmt(db,
		"INSERT INTO event(suite, station, station_seq, casefile, case_seq, prev_event, "
		"op_id, kind, at, boot, monotonic, hub_offset, actor, form_hash, body, hash) "
		"VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");

	stmt_put_int(q, r->suite);
	stmt_put_text(q, r->e.station);
	stmt_put_int(q, (int64_t)r->e.station_seq);
	if (uid_none(&r->e.casefile))
		stmt_put_null(q);
	else
		stmt_put_blob(q, r->e.casefile.b, sizeof r->e.casefile.b);
	stmt_put_int(q, r->e.case_seq);
	stmt_put_blob(q, r->e.prev_event, HASH_SIZE);
	stmt_put_blob(q, r->e.op_id.b, sizeof r->e.op_id.b);
	stmt_put_text(q, r->e.kind);
	stmt_put_int(q, r->e.at_ms);
	stmt_put_blob(q, r->boot, sizeof r->boot);
	stmt_put_int(q, r->monotonic);
	stmt_put_int(q, r->hub_offset);
	stmt_put_text(q, r->e.actor);
	stmt_put_blob(q, r->e.form_hash, HASH_SIZE);
	stmt_put_blob(q, r->sealed.data, r->sealed.len);
	stmt_put_blob(q, r->e.hash, HASH_SIZE);
	return stmt_run(q);
}

static void put_bytes(struct aad *out, const void *data, size_t len)
{
	memcpy(out->bytes + out->len, data, len);
	out->len += len;
}

static void put_number(struct aad *out, uint64_t n)
{
	for (int i = 0; i < 8; i++)
		out->bytes[out->len++] = (uint8_t)(n >> (8 * i));
}

static void put_text(struct aad *out, const char *text)
{
	size_t len = strlen(text);

	put_number(out, len);
	put_bytes(out, text, len);
}

static struct span aad_of(const struct row *r, struct aad *out)
{
	out->len = 0;
	put_text(out, "onetrip event");
	put_number(out, (uint64_t)r->suite);
	put_text(out, r->e.station);
	put_number(out, r->e.station_seq);
	put_bytes(out, r->e.casefile.b, sizeof r->e.casefile.b);
	put_number(out, r->e.case_seq);
	put_bytes(out, r->e.prev_event, HASH_SIZE);
	put_bytes(out, r->e.op_id.b, sizeof r->e.op_id.b);
	put_text(out, r->e.kind);
	put_number(out, (uint64_t)r->e.at_ms);
	put_bytes(out, r->boot, sizeof r->boot);
	put_number(out, (uint64_t)r->monotonic);
	put_number(out, (uint64_t)r->hub_offset);
	put_text(out, r->e.actor);
	put_bytes(out, r->e.form_hash, HASH_SIZE);
	return (struct span){out->bytes, out->len};
}

void row_hash(const struct row *r, const uint8_t before[HASH_SIZE], uint8_t out[HASH_SIZE])
{
	struct hasher h;
	struct aad room;
	struct span aad = aad_of(r, &room);

	hash_start(&h, NULL);
	hash_add(&h, before, HASH_SIZE);
	hash_part(&h, aad.data, aad.len);
	hash_part(&h, r->sealed.data, r->sealed.len);
	hash_end(&h, out);
}

static enum err seal_for_audit(struct store *s, struct span aad, struct span text, struct buf *out)
{
	uint8_t public[KEY_SIZE];
	const uint8_t *key;
	uint32_t epoch;
	enum err e = epoch_newest(s, 'A', &epoch, public);

	if (e != OK)
		return e;
	if (!epoch)
		return ERR_STATE; /* the store has no keys yet */
	if (s->keys && !keyring_key(s->keys, 'A', epoch))
		e = keyring_refresh(s, s->keys);
	if (e != OK)
		return e;
	key = keyring_key(s->keys, 'A', epoch);
	return key ? seal_close(key, epoch, aad, text, SEAL_STEP, out)
		   : seal_close_box(public, epoch, aad, text, SEAL_STEP, out);
}

enum err row_seal(struct store *s, const struct row *r, const struct record *body, struct buf *out)
{
	uint8_t dek[KEY_SIZE];
	struct aad room;
	struct span aad = aad_of(r, &room);
	struct buf text;
	enum err e;

	buf_init(&text, EVENT_BODY);
	if (body)
		record_encode(body, &text);
	e = text.err;
	if (e == OK && uid_none(&r->e.casefile)) {
		e = seal_for_audit(s, aad, (struct span){text.data, text.len}, out);
	} else if (e == OK) {
		e = r->e.case_seq == 1 ? dek_make(s, &r->e.casefile, dek)
				       : dek_open(s, &r->e.casefile, dek);
		if (e == OK)
			e = seal_close(dek, 0, aad, (struct span){text.data, text.len}, SEAL_STEP,
				out);
		mem_wipe(dek, sizeof dek);
	}
	buf_release(&text);
	return e;
}

/* The key a body opens with, copied to out. */
static enum err body_key(struct store *s, const struct row *r, uint8_t out[KEY_SIZE])
{
	const uint8_t *key;
	uint32_t epoch;
	int suite;

	if (!s->keys)
		return ERR_LOCKED;
	if (!uid_none(&r->e.casefile))
		return dek_open(s, &r->e.casefile, out);
	if (!seal_head(r->sealed, &suite, &epoch))
		return ERR_TAMPER;
	key = keyring_key(s->keys, 'A', epoch);
	if (!key)
		return ERR_LOCKED;
	memcpy(out, key, KEY_SIZE);
	return OK;
}

enum err row_open(struct store *s, const struct row *r, struct record *body)
{
	uint8_t key[KEY_SIZE];
	struct record found = {0};
	struct aad room;
	struct buf text;
	enum err e = body_key(s, r, key);

	if (e != OK)
		return e;
	buf_init(&text, EVENT_BODY + SEAL_STEP);
	e = seal_open(key, aad_of(r, &room), r->sealed, SEAL_STEP, &text);
	if (e == OK && record_decode(buf_text(&text), text.len, &found) != OK)
		e = ERR_TAMPER;
	if (e == OK)
		*body = found;
	else
		record_release(&found);
	mem_wipe(key, sizeof key);
	buf_release(&text);
	return e;
}
