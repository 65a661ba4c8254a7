/* SPDX-License-Identifier: MIT
 *
 * What must hold: a file is whole on disk before its hash is returned, and what is read has the
 * hash that was asked for.
 */
#include "core/store/scan.h"

#include <string.h>
#include <unistd.h>

#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/store/inside.h"

/* What one file is called and sealed with under one key of the hall. */
struct place {
	char folder[PATH_SIZE], path[PATH_SIZE];
	char name[HASH_HEX];
	uint8_t key[KEY_SIZE];
	uint32_t epoch;
};

static void keyed(const uint8_t key[KEY_SIZE], const char *purpose, const uint8_t hash[HASH_SIZE],
	uint8_t out[HASH_SIZE])
{
	struct hasher h;

	hash_start(&h, key);
	hash_part(&h, purpose, strlen(purpose));
	hash_part(&h, hash, HASH_SIZE);
	hash_end(&h, out);
}

static bool place_of(const struct store *s, const struct class_key *k, const uint8_t hash[HASH_SIZE],
	struct place *out)
{
	uint8_t name[HASH_SIZE];

	keyed(k->key, "scan name", hash, name);
	keyed(k->key, "scan key", hash, out->key);
	out->epoch = k->epoch;
	text_hex(name, sizeof name, out->name);
	return text_format(out->folder, sizeof out->folder, "%s.scans/%.2s", s->path, out->name) &&
	       text_format(out->path, sizeof out->path, "%s/%s", out->folder, out->name);
}

/* The newest key of the class; somebody who was granted it a moment ago finds it too. */
static enum err newest(struct store *s, struct class_key *out)
{
	uint8_t public[KEY_SIZE];
	enum err e = s->keys ? store_ready(s) : ERR_LOCKED;

	if (e == OK)
		e = epoch_newest(s, 'L', &out->epoch, public);
	if (e == OK && !keyring_key(s->keys, 'L', out->epoch))
		e = keyring_refresh(s, s->keys);
	if (e != OK)
		return e;
	const uint8_t *key = keyring_key(s->keys, 'L', out->epoch);
	if (!key)
		return ERR_DENIED;
	memcpy(out->key, key, KEY_SIZE);
	return OK;
}

static enum err put_sealed(const struct place *p, const void *data, size_t len)
{
	struct buf sealed;

	buf_init(&sealed, SCAN_BYTES + 2 * SCAN_STEP);
	enum err e = seal_close(p->key, p->epoch, (struct span){p->name, strlen(p->name)},
		(struct span){data, len}, SCAN_STEP, &sealed);
	if (e == OK)
		e = file_make_dir(p->folder);
	if (e == OK)
		e = file_write(p->path, sealed.data, sealed.len);
	buf_release(&sealed);
	return e;
}

enum err scan_keep(struct store *s, const void *data, size_t len, uint8_t hash[HASH_SIZE])
{
	struct class_key newest_key = {.class = 'L'};
	uint8_t digest[HASH_SIZE];
	struct place p;
	enum err e = len == 0 ? ERR_INPUT : len > SCAN_BYTES ? ERR_LIMIT : newest(s, &newest_key);

	if (e != OK)
		return e;
	seal_digest(data, len, digest);
	if (!place_of(s, &newest_key, digest, &p))
		e = ERR_LIMIT;
	else if (!file_exists(p.path))
		e = put_sealed(&p, data, len);
	mem_wipe(&newest_key, sizeof newest_key);
	mem_wipe(&p, sizeof p);
	if (e == OK)
		memcpy(hash, digest, HASH_SIZE);
	return e;
}

static enum err read_at(const struct place *p, const uint8_t hash[HASH_SIZE], struct buf *out)
{
	uint8_t digest[HASH_SIZE];
	struct buf sealed, clear;

	buf_init(&sealed, SCAN_BYTES + 2 * SCAN_STEP);
	buf_init(&clear, SCAN_BYTES + SCAN_STEP);
	enum err e = file_read(p->path, &sealed);
	if (e == OK)
		e = seal_open(p->key, (struct span){p->name, strlen(p->name)},
			(struct span){sealed.data, sealed.len}, SCAN_STEP, &clear);
	if (e == OK) {
		seal_digest(clear.data, clear.len, digest);
		e = memcmp(digest, hash, HASH_SIZE) == 0 ? OK : ERR_TAMPER;
	}
	if (e == OK) {
		buf_add(out, clear.data, clear.len);
		e = out->err;
	}
	buf_release(&sealed);
	buf_release(&clear);
	return e == ERR_LIMIT && !out->err ? ERR_TAMPER : e;
}

enum err scan_read(struct store *s, const uint8_t hash[HASH_SIZE], struct buf *out)
{
	enum err e = s->keys ? ERR_NOTFOUND : ERR_LOCKED;

	/* Kept under whichever key was the newest then. */
	for (size_t i = 0; s->keys && e == ERR_NOTFOUND && i < s->keys->n; i++) {
		struct place p;
		if (s->keys->keys[i].class != 'L' || !place_of(s, &s->keys->keys[i], hash, &p))
			continue;
		if (file_exists(p.path))
			e = read_at(&p, hash, out);
		mem_wipe(&p, sizeof p);
	}
	return e;
}

enum err scan_remove(struct store *s, const uint8_t hash[HASH_SIZE])
{
	enum err e = s->keys ? OK : ERR_LOCKED;

	for (size_t i = 0; s->keys && !e && i < s->keys->n; i++) {
		struct place p;
		if (s->keys->keys[i].class != 'L' || !place_of(s, &s->keys->keys[i], hash, &p))
			continue;
		if (file_exists(p.path) && unlink(p.path) != 0)
			e = ERR_IO;
		mem_wipe(&p, sizeof p);
	}
	return e;
}
