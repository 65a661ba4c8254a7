/* SPDX-License-Identifier: MIT
 *
 * Keys in memory and in the file. Per class (C cases, A audit, X index, L licence images) and
 * epoch the hall has one random key; a slot is that key boxed to one operator's public key, or to
 * the recovery key. Each casefile has its own key, wrapped by the newest C key it was made under.
 * A class key is also the secret half of a pair whose public half stands in the file, so that
 * somebody without class A can still seal an act for those who have it.
 */
#ifndef ONETRIP_KEYRING_H
#define ONETRIP_KEYRING_H

#include "core/store/role.h"
#include "core/store/seal.h"
#include "core/store/store.h"

enum { OWNER_SIZE = 17, KEYRING_KEYS = 1024 };
#define CLASSES "CAXL"
#define RECOVERY_SLOT "=recovery" /* cannot be an operator: '=' is not allowed in one */

struct class_key {
	char class;
	uint32_t epoch;
	uint8_t key[KEY_SIZE];
};

enum { DEK_WRAPPED = 128 };

struct keyring { /* in guarded memory */
	char owner[OWNER_SIZE];
	/* The casefile key opened last, and from what: the next event is mostly of the same case. */
	uint8_t wrapped[DEK_WRAPPED], dek[KEY_SIZE];
	size_t wrapped_len; /* 0 none */
	struct uid dek_of;
	uint8_t secret[KEY_SIZE];
	size_t n;
	struct class_key keys[KEYRING_KEYS];
};

/* Opens every slot of owner with the secret half of the owner's pair. ERR_UNSUPPORTED: the memory
 * could be swapped out (live stores only). */
enum err keyring_open(struct store *s, const char *owner, const uint8_t secret[KEY_SIZE],
	struct keyring **out) MUST_CHECK;
/* Adds slots that were granted since. */
enum err keyring_refresh(struct store *s, struct keyring *k) MUST_CHECK;
void keyring_free(struct keyring *k);
const uint8_t *keyring_key(const struct keyring *k, char class, uint32_t epoch); /* or NULL */
/* The newest held, or NULL; epoch may be NULL. */
const uint8_t *keyring_any(const struct keyring *k, char class, uint32_t *epoch);

/* The newest epoch of a class in the file, 0 when there is none, and its public half. */
enum err epoch_newest(struct store *s, char class, uint32_t *epoch, uint8_t public[KEY_SIZE])
	MUST_CHECK;
/* New keys for the classes, boxed to every active operator whose role has them and to recovery. */
enum err epoch_rotate(struct store *s, const char *classes) MUST_CHECK;
/* Boxes all keys of the ring whose class the role has to the public key. */
enum err slots_grant(struct store *s, const struct keyring *from, const char *owner, enum role role,
	const uint8_t public[KEY_SIZE]) MUST_CHECK;
enum err slots_revoke(struct store *s, const char *owner) MUST_CHECK;

/* Casefile keys. dek_open: ERR_NOTFOUND when there is none (never made, or destroyed), ERR_LOCKED
 * when the ring has not the key it is wrapped by. */
enum err dek_make(struct store *s, const struct uid *casefile, uint8_t out[KEY_SIZE]) MUST_CHECK;
enum err dek_open(struct store *s, const struct uid *casefile, uint8_t out[KEY_SIZE]) MUST_CHECK;

/* Wraps it by the newest epoch, if it is not yet. ERR_LOCKED, ERR_DENIED: the ring lacks a key for it. */
enum err dek_renew(struct store *s, const struct uid *casefile) MUST_CHECK;

/* What stands in the tables operator, epoch, slot and meta, as one hash; every act that changes them
 * writes it into its event, so verify notices an edit. */
enum err keys_digest(struct store *s, uint8_t out[HASH_SIZE]) MUST_CHECK;

#endif
