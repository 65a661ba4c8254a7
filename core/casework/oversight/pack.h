/* SPDX-License-Identifier: MIT
 *
 * A pack of items one hall hands to another (capability W2): one file, signed by the hall that made it.
 *
 *   onetrip-pack-1
 *   kind live|demo
 *   hall NAME                    as it calls itself
 *   at 2026-03-16T09:00
 *   item NAME BYTES HASH         1 to 64 of them; the name of its file, the hash of its text
 *   key HEX                      public half of the signature
 *   sign HEX                     over every line before this one
 *   (an empty line, then the texts one behind the other, to the last byte)
 *
 * Nothing in it names a path. What comes in is never live: it is proposed as a version of its item, by
 * the hall's own administrator, and only of a hall whose key two people have put in force (trust).
 */
#ifndef ONETRIP_PACK_H
#define ONETRIP_PACK_H

#include "core/casework/oversight/version.h"
#include "core/store/signer.h"

enum { PACK_ITEMS = 64, PACK_BYTES = 8 << 20, PACK_HEAD = 32 << 10 };

struct pack_item {
	char name[MOTION_NAME];
	const char *text;            /* into the pack's bytes, no NUL behind it */
	size_t len;
	uint8_t hash[HASH_SIZE];
};

struct pack {
	enum store_kind kind;
	char hall[MOTION_NAME], at[20];
	struct pack_item items[PACK_ITEMS];
	size_t n;
	uint8_t key[KEY_SIZE], sign[SIGN_SIZE];
	struct span signed_part;
};

/* data has to outlive the pack. ERR_LIMIT: too large; ERR_SYNTAX: not a pack, or cut off, or with
 * something behind it. why: one sentence. */
enum { PACK_WHY = 200 };
enum err pack_parse(const char *data, size_t len, struct pack *out, char why[PACK_WHY]) MUST_CHECK;
/* Its texts and its signature are those of its lines. ERR_TAMPER. */
enum err pack_verify(const struct pack *p, char why[PACK_WHY]) MUST_CHECK;

/* Whose packs are taken. Proposing as motion_propose, by an administrator. */
enum err pack_trust(struct store *s, const char *hall, const uint8_t key[KEY_SIZE]) MUST_CHECK;
enum err pack_distrust(struct store *s, const char *hall) MUST_CHECK; /* ERR_NOTFOUND */
typedef void (*pack_hall_fn)(const char *hall, const uint8_t key[KEY_SIZE], void *ctx);
enum err pack_halls(struct store *s, pack_hall_fn fn, void *ctx) MUST_CHECK;
/* The name under which this key is trusted. ERR_DENIED: it is not. */
enum err pack_known(struct store *s, const uint8_t key[KEY_SIZE], char hall[MOTION_NAME]) MUST_CHECK;

/* Versions in force of these names, signed by this hall; an act of the journal, kind PACK: act hall items
 * hash. By who may propose or publish. ERR_NOTFOUND: why names it. */
enum err pack_write(const struct version_place *p, const char *hall, const char *const *names, size_t n,
	struct buf *out, char why[PACK_WHY]) MUST_CHECK;
/* All of it or nothing: checked, of a hall that is trusted, taken by lint; then each version is proposed.
 * Those that are the newest here already are left out. *n: how many were proposed. messages: what
 * lint says. ERR_DENIED also for the key; ERR_DEMO. */
enum err pack_take(const struct version_place *p, const char *data, size_t len, day_t from, size_t *n,
	struct buf *messages, char why[PACK_WHY]) MUST_CHECK;

#endif
