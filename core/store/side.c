/* SPDX-License-Identifier: MIT
 *
 * What must hold: the key of a case that is deleted leaves no other copy in the file.
 */
#include "core/base/i18n.h"
#include "core/store/side.h"

#include <string.h>

#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/store/destroy.h"
#include "core/store/inside.h"
#include "core/store/verify_inside.h"

enum { SIDE_AAD = 4 + 16 + 4, SIDE_BYTES = 64 * 1024 };

static struct span aad_of(const struct uid *casefile, uint32_t epoch, uint8_t out[SIDE_AAD])
{
	memcpy(out, "side", 4);
	memcpy(out + 4, casefile->b, 16);
	for (int i = 0; i < 4; i++)
		out[20 + i] = (uint8_t)(epoch >> (8 * i));
	return (struct span){out, SIDE_AAD};
}

/* The newest, which the ring must hold: else who was removed could open what comes. */
static enum err newest(struct store *s, const uint8_t **key, uint32_t *epoch)
{
	uint8_t public[KEY_SIZE];
	enum err e = s->keys ? epoch_newest(s, 'A', epoch, public) : ERR_LOCKED;

	if (!e && !keyring_key(s->keys, 'A', *epoch))
		e = keyring_refresh(s, s->keys);
	if (e)
		return e;
	*key = keyring_key(s->keys, 'A', *epoch);
	return *key ? OK : ERR_DENIED;
}

static enum err unwrap(struct store *s, const struct uid *casefile, struct span blob, uint8_t out[KEY_SIZE])
{
	uint8_t aad[SIDE_AAD];
	struct buf clear;
	uint32_t epoch;
	int suite;

	if (!seal_head(blob, &suite, &epoch) || suite != SUITE_KEY)
		return ERR_TAMPER;
	if (!s->keys)
		return ERR_LOCKED;
	enum err e = keyring_key(s->keys, 'A', epoch) ? OK : keyring_refresh(s, s->keys);
	const uint8_t *wrapper = keyring_key(s->keys, 'A', epoch);
	if (e || !wrapper)
		return e ? e : ERR_LOCKED;
	buf_init(&clear, KEY_SIZE);
	e = seal_open(wrapper, aad_of(casefile, epoch, aad), blob, 0, &clear);
	if (!e && clear.len != KEY_SIZE)
		e = ERR_TAMPER;
	if (!e)
		memcpy(out, clear.data, KEY_SIZE);
	buf_release(&clear);
	return e;
}

static enum err key_open(struct store *s, const struct uid *casefile, uint8_t out[KEY_SIZE])
{
	struct stmt *q = db_stmt(s->db, "SELECT wrapped FROM side_key WHERE casefile = ?");
	struct span blob;
	enum err e = ERR_NOTFOUND;

	stmt_put_blob(q, casefile->b, 16);
	if (stmt_row(q)) {
		blob.data = stmt_get_blob(q, &blob.len);
		e = unwrap(s, casefile, blob, out);
	}
	enum err end = stmt_end(q);
	return end ? end : e;
}

/* A casefile without a key of its own was destroyed: it gets none here, either. */
static enum err insert(struct store *s, const struct uid *casefile, const uint8_t key[KEY_SIZE])
{
	uint8_t aad[SIDE_AAD];
	const uint8_t *wrapper;
	struct buf blob;
	uint32_t epoch;
	enum err e = newest(s, &wrapper, &epoch);

	buf_init(&blob, 256);
	if (!e)
		e = seal_close(wrapper, epoch, aad_of(casefile, epoch, aad), (struct span){key, KEY_SIZE}, 0, &blob);
	if (!e) {
		struct stmt *q = db_stmt(s->db, "INSERT INTO side_key(casefile, wrapped) SELECT ?1, ?2 "
						"WHERE EXISTS (SELECT 1 FROM dek WHERE casefile = ?1)");
		stmt_put_blob(q, casefile->b, 16);
		stmt_put_blob(q, blob.data, blob.len);
		e = stmt_run(q);
	}
	buf_release(&blob);
	return e;
}

static enum err key_make(struct store *s, const struct uid *casefile, uint8_t out[KEY_SIZE])
{
	enum err e = store_begin(s, GATE_MOMENT_MS);

	if (e)
		return e;
	e = key_open(s, casefile, out); /* somebody may have been quicker */
	if (e == ERR_NOTFOUND) {
		uint8_t key[KEY_SIZE];
		seal_random(key, sizeof key);
		e = insert(s, casefile, key);
		if (!e)
			e = key_open(s, casefile, out);
		mem_wipe(key, sizeof key);
	}
	return store_finish(s, e);
}

enum err side_seal(struct store *s, const struct uid *casefile, const struct record *part, struct buf *out)
{
	uint8_t key[KEY_SIZE], aad[SIDE_AAD];
	struct buf text;
	enum err e = s->keys ? store_ready(s) : ERR_LOCKED;

	if (!e)
		e = part->err;
	if (!e)
		e = key_open(s, casefile, key);
	if (e == ERR_NOTFOUND)
		e = key_make(s, casefile, key);
	if (e)
		return e;
	buf_init(&text, SIDE_BYTES);
	record_encode(part, &text);
	e = text.err;
	if (!e)
		e = seal_close(key, 0, aad_of(casefile, 0, aad), (struct span){text.data, text.len}, SEAL_STEP, out);
	mem_wipe(key, sizeof key);
	buf_release(&text);
	return e;
}

enum err side_open(struct store *s, const struct uid *casefile, const void *blob, size_t len, struct record *out)
{
	uint8_t key[KEY_SIZE], aad[SIDE_AAD];
	struct buf text;
	enum err e = key_open(s, casefile, key);

	if (e)
		return e;
	buf_init(&text, SIDE_BYTES);
	e = seal_open(key, aad_of(casefile, 0, aad), (struct span){blob, len}, SEAL_STEP, &text);
	if (!e)
		e = record_decode(buf_text(&text), text.len, out);
	mem_wipe(key, sizeof key);
	buf_release(&text);
	return e;
}

enum err verify_side(struct store *s, struct verify_report *out)
{
	struct tombs *tombs = NULL;
	enum err e = tombs_read(s, &tombs);
	struct stmt *q = db_stmt(s->db, "SELECT casefile, wrapped FROM side_key");

	while (!e && stmt_row(q)) {
		uint8_t key[KEY_SIZE];
		char hex[UID_HEX];
		struct span wrapped;
		struct uid id = {{0}};
		stmt_get_fixed(q, id.b, sizeof id.b);
		wrapped.data = stmt_get_blob(q, &wrapped.len);
		text_hex(id.b, sizeof id.b, hex);
		if (tombs_have(tombs, &id))
			finding(out, _("casefile %s: was destroyed, and the key of what stands beside it is there"), hex);
		enum err opened = unwrap(s, &id, wrapped, key);
		if (opened && opened != ERR_LOCKED)
			finding(out, _("casefile %s: the key of what stands beside it does not open"), hex);
		mem_wipe(key, sizeof key);
	}
	enum err end = stmt_end(q);
	tombs_free(tombs);
	return e ? e : end;
}
