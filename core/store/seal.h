/* SPDX-License-Identifier: MIT
 *
 * The only door to libsodium: guarded memory, hashes, sealed blobs, boxes, password hashing.
 *
 * A sealed blob is
 *   suite 1 byte | key epoch 4 bytes, little endian | [suite 2: boxed key 80] | nonce 24 | text+tag
 * Suite 1 (SUITE_KEY) is XChaCha20-Poly1305 under a key the writer holds. Suite 2 (SUITE_BOX) is the
 * same under a fresh key that is boxed (X25519, crypto_box_seal) to a public key: so an act of
 * somebody who is not logged in can be sealed for those who hold class A. Both bind the
 * associated data in the same way. Texts are padded to steps before sealing (ISO 7816-4), so that
 * lengths tell little.
 */
#ifndef ONETRIP_SEAL_H
#define ONETRIP_SEAL_H

#include "core/base/buf.h"

enum { KEY_SIZE = 32, SALT_SIZE = 16, BOX_SIZE = 80, NONCE_SIZE = 24, SIGN_SIZE = 64 };
enum { SUITE_KEY = 1, SUITE_BOX = 2 };
enum { SEAL_STEP = 256 };               /* bytes; event bodies and view rows */

struct seal_cost;

enum err seal_start(void) MUST_CHECK;   /* once before anything else; may be called again */

/* Guarded memory, never in a core dump. locked (may be NULL) tells whether mlock held it. */
void *seal_memory(size_t size, bool *locked);
void seal_memory_free(void *p);         /* wipes; NULL is fine */
void seal_random(void *out, size_t len);
bool seal_equal(const void *a, const void *b, size_t len); /* in constant time */

/* BLAKE2b-256, keyed when key is not NULL. hash_part adds the length first, so that two parts
 * never run into each other. */
struct hasher {
	_Alignas(64) uint8_t state[384];
};
void hash_start(struct hasher *h, const uint8_t key[KEY_SIZE]);
void hash_add(struct hasher *h, const void *data, size_t len);
void hash_part(struct hasher *h, const void *data, size_t len);
void hash_number(struct hasher *h, uint64_t n);
void hash_end(struct hasher *h, uint8_t out[HASH_SIZE]);
void seal_digest(const void *data, size_t len, uint8_t out[HASH_SIZE]); /* unkeyed, one piece */
void seal_derive(const uint8_t key[KEY_SIZE], const char *purpose, uint8_t out[KEY_SIZE]);

struct span {
	const void *data;
	size_t len;
};

/* Appends a blob to out. step 0: no padding. */
enum err seal_close(const uint8_t key[KEY_SIZE], uint32_t epoch, struct span aad, struct span text,
	size_t step, struct buf *out) MUST_CHECK;
enum err seal_close_box(const uint8_t public[KEY_SIZE], uint32_t epoch, struct span aad,
	struct span text, size_t step, struct buf *out) MUST_CHECK;
/* ERR_TAMPER when the blob, the key or the associated data are not those it was closed with.
 * For SUITE_BOX key is the secret half. */
enum err seal_open(const uint8_t key[KEY_SIZE], struct span aad, struct span blob, size_t step,
	struct buf *out) MUST_CHECK;
bool seal_head(struct span blob, int *suite, uint32_t *epoch); /* false: not a blob */

/* Key pairs, and 32-byte keys boxed to a public key. */
void seal_public(const uint8_t secret[KEY_SIZE], uint8_t public[KEY_SIZE]);
enum err seal_box(const uint8_t public[KEY_SIZE], const uint8_t key[KEY_SIZE],
	uint8_t out[BOX_SIZE]) MUST_CHECK;  /* ERR_TAMPER: no such public key */
enum err seal_unbox(const uint8_t secret[KEY_SIZE], const uint8_t box[BOX_SIZE],
	uint8_t out[KEY_SIZE]) MUST_CHECK;

/* Ed25519: what one key signed, whoever has the public half of it verifies. */
void seal_sign_public(const uint8_t seed[KEY_SIZE], uint8_t public[KEY_SIZE]);
void seal_sign(const uint8_t seed[KEY_SIZE], struct span text, uint8_t out[SIGN_SIZE]);
bool seal_signed(const uint8_t public[KEY_SIZE], struct span text, const uint8_t sign[SIGN_SIZE]);

/* argon2id; 0.1 to 0.5 s from SEAL_COST_FLOOR on. Less than SEAL_COST_DEMO is ERR_INPUT. */
enum err seal_password(const char *password, const uint8_t salt[SALT_SIZE],
	const struct seal_cost *cost, uint8_t out[KEY_SIZE]) MUST_CHECK;

#endif
