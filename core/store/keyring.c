/* SPDX-License-Identifier: MIT
 *
 * What must hold: keys stand in guarded memory only; a new epoch never goes to somebody who is not
 * active; a casefile key is wrapped by the newest epoch there is, or not made at all, so who was
 * removed cannot open what came after.
 */
#include "core/store/keyring.h"

#include <string.h>

#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/store/inside.h"

static enum err guarded(const struct store *s, size_t size, void **out)
{
	static bool told;
	bool locked;
	void *p = seal_memory(size, &locked);

	if (!locked && s->kind == STORE_LIVE) {
		seal_memory_free(p);
		log_line("keys", "memory cannot be locked: raise RLIMIT_MEMLOCK");
		return ERR_UNSUPPORTED;
	}
	if (!locked && !told)
		log_line("keys", "memory is not locked; a demo goes on without");
	told = told || !locked;
	*out = p;
	return OK;
}

const uint8_t *keyring_key(const struct keyring *k, char class, uint32_t epoch)
{
	for (size_t i = 0; k && i < k->n; i++)
		if (k->keys[i].class == class && k->keys[i].epoch == epoch)
			return k->keys[i].key;
	return NULL;
}

const uint8_t *keyring_any(const struct keyring *k, char class, uint32_t *epoch)
{
	const struct class_key *best = NULL;

	for (size_t i = 0; k && i < k->n; i++)
		if (k->keys[i].class == class && (!best || k->keys[i].epoch > best->epoch))
			best = &k->keys[i];
	if (best && epoch)
		*epoch = best->epoch;
	return best ? best->key : NULL;
}

enum err keyring_refresh(struct store *s, struct keyring *k)
{
	struct stmt *q = db_stmt(s->db,
		"SELECT class, epoch, box FROM slot WHERE operator = ? ORDER BY class, epoch");
	enum err e = OK, end;

	stmt_put_text(q, k->owner);
	while (e == OK && stmt_row(q)) {
		uint8_t box[BOX_SIZE] = {0};
		struct class_key *slot;
		char class[2];
		uint32_t epoch;

		stmt_get_text(q, class, sizeof class);
		epoch = (uint32_t)stmt_get_int(q);
		stmt_get_fixed(q, box, sizeof box);
		if (keyring_key(k, class[0], epoch))
			continue;
		if (k->n == KEYRING_KEYS) {
			e = ERR_LIMIT;
			break;
		}
		slot = &k->keys[k->n];
		e = seal_unbox(k->secret, box, slot->key);
		slot->class = class[0];
		slot->epoch = epoch;
		k->n += e == OK;
	}
	end = stmt_end(q);
	return e != OK ? e : end;
}

enum err keyring_open(
	struct store *s, const char *owner, const uint8_t secret[KEY_SIZE], struct keyring **out)
{
	struct keyring *k;
	void *p;
	enum err e = guarded(s, sizeof *k, &p);

	if (e != OK)
		return e;
	k = p;
	text_copy(k->owner, sizeof k->owner, owner);
	memcpy(k->secret, secret, KEY_SIZE);
	e = keyring_refresh(s, k);
	if (e != OK) {
		keyring_free(k);
		return e;
	}
	*out = k;
	return OK;
}

void keyring_free(struct keyring *k)
{
	seal_memory_free(k);
}

enum err epoch_newest(struct store *s, char class, uint32_t *epoch, uint8_t public[KEY_SIZE])
{
	struct stmt *q = db_stmt(s->db,
		"SELECT epoch, public FROM epoch WHERE class = ? ORDER BY epoch DESC LIMIT 1");
	const char name[2] = {class, 0};

	*epoch = 0;
	stmt_put_text(q, name);
	if (stmt_row(q)) {
		*epoch = (uint32_t)stmt_get_int(q);
		stmt_get_fixed(q, public, KEY_SIZE);
	}
	return stmt_end(q);
}

static enum err put_slot(struct store *s, const char *owner, const struct class_key *key,
	const uint8_t public[KEY_SIZE])
{
	const char class[2] = {key->class, 0};
	uint8_t box[BOX_SIZE];
	struct stmt *q;
	enum err e = seal_box(public, key->key, box);

	if (e != OK)
		return e;
	q = db_stmt(s->db, "INSERT OR IGNORE INTO slot(operator, class, epoch, box) "
			   "VALUES(?, ?, ?, ?)");
	stmt_put_text(q, owner);
	stmt_put_text(q, class);
	stmt_put_int(q, key->epoch);
	stmt_put_blob(q, box, sizeof box);
	return stmt_run(q);
}

/* One key to everybody who may have it. */
static enum err hand_out(struct store *s, const struct class_key *key)
{
	struct stmt *q =
		db_stmt(s->db, "SELECT id, role, public FROM operator WHERE state = ? ORDER BY id");
	uint8_t public[KEY_SIZE];
	enum err e = OK, end;

	stmt_put_int(q, OPERATOR_ACTIVE);
	while (e == OK && stmt_row(q)) {
		char id[OPERATOR_ID], word[16];
		enum role role;

		stmt_get_text(q, id, sizeof id);
		stmt_get_text(q, word, sizeof word);
		stmt_get_fixed(q, public, sizeof public);
		if (!role_parse(word, &role))
			e = ERR_TAMPER;
		else if (strchr(role_classes(role), key->class))
			e = put_slot(s, id, key, public);
	}
	end = stmt_end(q);
	if (e == OK)
		e = end;
	if (e == OK)
		e = store_meta(s, "recovery", public, sizeof public);
	return e == OK ? put_slot(s, RECOVERY_SLOT, key, public) : e;
}

static enum err new_epoch(struct store *s, struct class_key *key)
{
	const char class[2] = {key->class, 0};
	uint8_t public[KEY_SIZE];
	struct stmt *q;
	enum err e = epoch_newest(s, key->class, &key->epoch, public);

	if (e != OK)
		return e;
	key->epoch++;
	seal_random(key->key, KEY_SIZE);
	seal_public(key->key, public);
	q = db_stmt(s->db, "INSERT INTO epoch(class, epoch, public) VALUES(?, ?, ?)");
	stmt_put_text(q, class);
	stmt_put_int(q, key->epoch);
	stmt_put_blob(q, public, sizeof public);
	e = stmt_run(q);
	return e == OK ? hand_out(s, key) : e;
}

enum err epoch_rotate(struct store *s, const char *classes)
{
	struct class_key *key;
	void *p;
	enum err e = guarded(s, sizeof *key, &p);

	if (e != OK)
		return e;
	key = p;
	for (; e == OK && *classes; classes++) {
		key->class = *classes;
		e = new_epoch(s, key);
	}
	seal_memory_free(key);
	return e;
}

enum err slots_grant(struct store *s, const struct keyring *from, const char *owner, enum role role,
	const uint8_t public[KEY_SIZE])
{
	enum err e = OK;

	for (size_t i = 0; e == OK && i < from->n; i++)
		if (strchr(role_classes(role), from->keys[i].class))
			e = put_slot(s, owner, &from->keys[i], public);
	return e;
}

enum err slots_revoke(struct store *s, const char *owner)
{
	struct stmt *q = db_stmt(s->db, "DELETE FROM slot WHERE operator = ?");

	stmt_put_text(q, owner);
	return stmt_run(q);
}

enum { DEK_AAD = 3 + 16 + 4 };

static struct span dek_aad(const struct uid *casefile, uint32_t epoch, uint8_t out[DEK_AAD])
{
	memcpy(out, "dek", 3);
	memcpy(out + 3, casefile->b, 16);
	for (int i = 0; i < 4; i++)
		out[19 + i] = (uint8_t)(epoch >> (8 * i));
	return (struct span){out, DEK_AAD};
}

/* The newest wrapping key, which the ring must hold: else who was removed could open what comes. */
static enum err newest_wrapper(struct store *s, const uint8_t **key, uint32_t *epoch)
{
	uint8_t public[KEY_SIZE];
	enum err e = epoch_newest(s, 'C', epoch, public);

	if (e == OK && !keyring_key(s->keys, 'C', *epoch))
		e = keyring_refresh(s, s->keys);
	if (e != OK)
		return e;
	*key = keyring_key(s->keys, 'C', *epoch);
	return *key ? OK : ERR_DENIED;
}

static enum err wrap(struct store *s, const struct uid *casefile, const uint8_t dek[KEY_SIZE],
	struct buf *blob)
{
	uint8_t aad[DEK_AAD];
	const uint8_t *wrapper;
	uint32_t epoch;
	enum err e = newest_wrapper(s, &wrapper, &epoch);

	return e ? e : seal_close(wrapper, epoch, dek_aad(casefile, epoch, aad),
			       (struct span){dek, KEY_SIZE}, 0, blob);
}

enum err dek_make(struct store *s, const struct uid *casefile, uint8_t out[KEY_SIZE])
{
	uint8_t dek[KEY_SIZE];
	struct buf blob;

	buf_init(&blob, 256);
	seal_random(dek, sizeof dek);
	enum err e = wrap(s, casefile, dek, &blob);
	if (e == OK) {
		struct stmt *q = db_stmt(s->db, "INSERT INTO dek(casefile, wrapped) VALUES(?, ?)");
		stmt_put_blob(q, casefile->b, 16);
		stmt_put_blob(q, blob.data, blob.len);
		e = stmt_run(q);
	}
	if (e == OK)
		memcpy(out, dek, KEY_SIZE);
	mem_wipe(dek, sizeof dek);
	buf_release(&blob);
	return e;
}

static bool opened_last(const struct keyring *k, const struct uid *casefile, struct span blob)
{
	return k && blob.len && blob.len == k->wrapped_len && uid_equal(&k->dek_of, casefile) &&
	       memcmp(blob.data, k->wrapped, blob.len) == 0;
}

static void remember(struct keyring *k, const struct uid *casefile, struct span blob,
	const uint8_t dek[KEY_SIZE])
{
	if (blob.len > sizeof k->wrapped)
		return;
	memcpy(k->wrapped, blob.data, blob.len);
	memcpy(k->dek, dek, KEY_SIZE);
	k->wrapped_len = blob.len;
	k->dek_of = *casefile;
}

static enum err unwrap(
	struct store *s, const struct uid *casefile, struct span blob, uint8_t out[KEY_SIZE])
{
	uint8_t aad[DEK_AAD];
	const uint8_t *wrapper;
	struct buf clear;
	uint32_t epoch;
	int suite;
	enum err e = OK;

	if (opened_last(s->keys, casefile, blob)) {
		memcpy(out, s->keys->dek, KEY_SIZE);
		return OK;
	}
	if (!seal_head(blob, &suite, &epoch) || suite != SUITE_KEY)
		return ERR_TAMPER;
	wrapper = keyring_key(s->keys, 'C', epoch);
	if (!wrapper && s->keys)
		e = keyring_refresh(s, s->keys);
	wrapper = keyring_key(s->keys, 'C', epoch);
	if (e != OK || !wrapper)
		return e != OK ? e : ERR_LOCKED;
	buf_init(&clear, KEY_SIZE);
	e = seal_open(wrapper, dek_aad(casefile, epoch, aad), blob, 0, &clear);
	if (e == OK && clear.len != KEY_SIZE)
		e = ERR_TAMPER;
	if (e == OK) {
		memcpy(out, clear.data, KEY_SIZE);
		remember(s->keys, casefile, blob, out);
	}
	buf_release(&clear);
	return e;
}

enum err dek_open(struct store *s, const struct uid *casefile, uint8_t out[KEY_SIZE])
{
	struct stmt *q = db_stmt(s->db, "SELECT wrapped FROM dek WHERE casefile = ?");
	struct span blob;
	enum err e = ERR_NOTFOUND, end;

	stmt_put_blob(q, casefile->b, 16);
	if (stmt_row(q)) {
		blob.data = stmt_get_blob(q, &blob.len);
		e = unwrap(s, casefile, blob, out);
	}
	end = stmt_end(q);
	return end != OK ? end : e;
}

enum err dek_renew(struct store *s, const struct uid *casefile)
{
	uint8_t dek[KEY_SIZE];
	struct buf blob;
	enum err e = dek_open(s, casefile, dek);

	if (e != OK)
		return e;
	buf_init(&blob, 256);
	e = wrap(s, casefile, dek, &blob);
	if (e == OK) {
		struct stmt *q = db_stmt(s->db, "UPDATE dek SET wrapped = ? WHERE casefile = ?");
		stmt_put_blob(q, blob.data, blob.len);
		stmt_put_blob(q, casefile->b, 16);
		e = stmt_run(q);
	}
	mem_wipe(dek, sizeof dek);
	buf_release(&blob);
	return e;
}

/* Every value of every row of one query, with its length, into the hash. */
static enum err hash_rows(struct store *s, struct hasher *h, const char *sql, int columns)
{
	struct stmt *q = db_stmt(s->db, sql);

	while (stmt_row(q))
		for (int i = 0; i < columns; i++) {
			size_t len;
			const void *value = stmt_get_blob(q, &len);

			hash_part(h, value, len);
		}
	return stmt_end(q);
}

enum err keys_digest(struct store *s, uint8_t out[HASH_SIZE])
{
	static const struct {
		const char *sql;
		int columns;
	} tables[] = {
		{"SELECT id, name, role, state, public, sealed, salt, memory, passes, enrol "
		 "FROM operator ORDER BY id",
			10},
		{"SELECT class, epoch, public FROM epoch ORDER BY class, epoch", 3},
		{"SELECT operator, class, epoch, box FROM slot ORDER BY operator, class, epoch", 4},
		{"SELECT name, value FROM meta ORDER BY name", 2},
		/* a file without scopes has the digest it had before there were any */
		{"SELECT 'scope', id, operator, unit, item, rights, day_from, day_until, state, "
		 "proposed_by, confirmed_by, ended_by, proposed, changed, first FROM scope "
		 "ORDER BY id",
			15},
	};
	struct hasher h;
	enum err e = OK;

	hash_start(&h, NULL);
	for (size_t i = 0; e == OK && i < COUNT_OF(tables); i++) {
		if (i + 1 < COUNT_OF(tables))
			hash_number(&h, i);
		e = hash_rows(s, &h, tables[i].sql, tables[i].columns);
	}
	if (e == OK)
		hash_end(&h, out);
	return e;
}
