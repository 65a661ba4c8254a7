/* SPDX-License-Identifier: MIT
 *
 * What must hold: a nonce is random and used once (24 bytes make chance enough), a key never leaves
 * guarded memory or the stack of a function that wipes it, and whatever fails to open is
 * ERR_TAMPER with nothing of it returned.
 */
#include "core/store/seal.h"

#include <sodium.h>
#include <string.h>

#include "core/base/mem.h"
#include "core/store/operator.h"

_Static_assert(sizeof(crypto_generichash_state) <= sizeof(((struct hasher *)0)->state), "state");
_Static_assert(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES == NONCE_SIZE, "nonce");
_Static_assert(crypto_box_SEALBYTES + KEY_SIZE == BOX_SIZE, "box");
_Static_assert(crypto_pwhash_SALTBYTES == SALT_SIZE, "salt");

enum { HEAD = 5, TAG = crypto_aead_xchacha20poly1305_ietf_ABYTES };

const struct seal_cost SEAL_COST_LIVE = {(size_t)256 << 20, 3};
const struct seal_cost SEAL_COST_FLOOR = {(size_t)64 << 20, 3};
const struct seal_cost SEAL_COST_DEMO = {(size_t)1 << 20, 1};

enum err seal_start(void)
{
	return sodium_init() < 0 ? ERR_UNSUPPORTED : OK;
}

void *seal_memory(size_t size, bool *locked)
{
	void *p = sodium_malloc(size);

	if (!p)
		BUG("no guarded memory");
	if (locked)
		*locked = sodium_mlock(p, size) == 0;
	memset(p, 0, size);
	return p;
}

void seal_memory_free(void *p)
{
	sodium_free(p);
}

void seal_random(void *out, size_t len)
{
	randombytes_buf(out, len);
}

bool seal_equal(const void *a, const void *b, size_t len)
{
	return sodium_memcmp(a, b, len) == 0;
}

static crypto_generichash_state *state_of(struct hasher *h)
{
	return (crypto_generichash_state *)(void *)h->state;
}

void hash_start(struct hasher *h, const uint8_t key[KEY_SIZE])
{
	crypto_generichash_init(state_of(h), key, key ? KEY_SIZE : 0, HASH_SIZE);
}

void hash_add(struct hasher *h, const void *data, size_t len)
{
	if (len)
		crypto_generichash_update(state_of(h), data, len);
}

void hash_number(struct hasher *h, uint64_t n)
{
	uint8_t b[8];

	for (int i = 0; i < 8; i++)
		b[i] = (uint8_t)(n >> (8 * i));
	hash_add(h, b, sizeof b);
}

void hash_part(struct hasher *h, const void *data, size_t len)
{
	hash_number(h, len);
	hash_add(h, data, len);
}

void hash_end(struct hasher *h, uint8_t out[HASH_SIZE])
{
	crypto_generichash_final(state_of(h), out, HASH_SIZE);
	mem_wipe(h, sizeof *h);
}

void seal_digest(const void *data, size_t len, uint8_t out[HASH_SIZE])
{
	struct hasher h;

	hash_start(&h, NULL);
	hash_add(&h, data, len);
	hash_end(&h, out);
}

void seal_derive(const uint8_t key[KEY_SIZE], const char *purpose, uint8_t out[KEY_SIZE])
{
	struct hasher h;

	hash_start(&h, key);
	hash_part(&h, purpose, strlen(purpose));
	hash_end(&h, out);
}

static void put_head(struct buf *out, int suite, uint32_t epoch)
{
	uint8_t head[HEAD] = {(uint8_t)suite, (uint8_t)epoch, (uint8_t)(epoch >> 8),
		(uint8_t)(epoch >> 16), (uint8_t)(epoch >> 24)};

	buf_add(out, head, HEAD);
}

/* nonce | ciphertext | tag of the padded text, appended to out. */
static enum err encrypt(const uint8_t key[KEY_SIZE], struct span aad, struct span text, size_t step,
	struct buf *out)
{
	size_t padded = step ? (text.len / step + 1) * step : text.len;
	size_t size = NONCE_SIZE + padded + TAG;
	uint8_t *work = mem_new(size);
	uint8_t *body = work + NONCE_SIZE;

	randombytes_buf(work, NONCE_SIZE);
	if (text.len)
		memcpy(body, text.data, text.len);
	if (step)
		body[text.len] = 0x80; /* ISO 7816-4; the rest is zero. Whoever writes knows the length */
	crypto_aead_xchacha20poly1305_ietf_encrypt(
		body, NULL, body, padded, aad.data, aad.len, NULL, work, key);
	buf_add(out, work, size);
	mem_wipe(work, size);
	mem_free(work);
	return out->err;
}

enum err seal_close(const uint8_t key[KEY_SIZE], uint32_t epoch, struct span aad, struct span text,
	size_t step, struct buf *out)
{
	put_head(out, SUITE_KEY, epoch);
	return encrypt(key, aad, text, step, out);
}

enum err seal_close_box(const uint8_t public[KEY_SIZE], uint32_t epoch, struct span aad,
	struct span text, size_t step, struct buf *out)
{
	uint8_t key[KEY_SIZE], box[BOX_SIZE];
	enum err e;

	randombytes_buf(key, sizeof key);
	e = seal_box(public, key, box);
	if (e == OK) {
		put_head(out, SUITE_BOX, epoch);
		buf_add(out, box, sizeof box);
		e = encrypt(key, aad, text, step, out);
	}
	mem_wipe(key, sizeof key);
	return e;
}

bool seal_head(struct span blob, int *suite, uint32_t *epoch)
{
	const uint8_t *b = blob.data;

	if (blob.len < HEAD + NONCE_SIZE + TAG)
		return false;
	*suite = b[0];
	*epoch = (uint32_t)b[1] | (uint32_t)b[2] << 8 | (uint32_t)b[3] << 16 | (uint32_t)b[4] << 24;
	return *suite == SUITE_KEY || *suite == SUITE_BOX;
}

static enum err decrypt(const uint8_t key[KEY_SIZE], struct span aad, const uint8_t *in, size_t len,
	size_t step, struct buf *out)
{
	size_t size = len - NONCE_SIZE - TAG, text = size;
	uint8_t *work = mem_new(size + 1);
	enum err e = ERR_TAMPER;

	if (crypto_aead_xchacha20poly1305_ietf_decrypt(work, NULL, NULL, in + NONCE_SIZE,
		    len - NONCE_SIZE, aad.data, aad.len, in, key) == 0 &&
		(!step || sodium_unpad(&text, work, size, step) == 0)) {
		buf_add(out, work, text);
		e = out->err;
	}
	mem_wipe(work, size);
	mem_free(work);
	return e;
}

enum err seal_open(const uint8_t key[KEY_SIZE], struct span aad, struct span blob, size_t step,
	struct buf *out)
{
	const uint8_t *b = blob.data;
	uint8_t inner[KEY_SIZE];
	uint32_t epoch;
	int suite;
	enum err e;

	if (!seal_head(blob, &suite, &epoch))
		return ERR_TAMPER;
	if (suite == SUITE_KEY)
		return decrypt(key, aad, b + HEAD, blob.len - HEAD, step, out);
	if (blob.len < HEAD + BOX_SIZE + NONCE_SIZE + TAG)
		return ERR_TAMPER;
	e = seal_unbox(key, b + HEAD, inner);
	if (e == OK)
		e = decrypt(inner, aad, b + HEAD + BOX_SIZE, blob.len - HEAD - BOX_SIZE, step, out);
	mem_wipe(inner, sizeof inner);
	return e;
}

void seal_public(const uint8_t secret[KEY_SIZE], uint8_t public[KEY_SIZE])
{
	if (crypto_scalarmult_base(public, secret) != 0)
		BUG("key pair");
}

enum err seal_box(
	const uint8_t public[KEY_SIZE], const uint8_t key[KEY_SIZE], uint8_t out[BOX_SIZE])
{
	return crypto_box_seal(out, key, KEY_SIZE, public) == 0 ? OK : ERR_TAMPER;
}

enum err seal_unbox(
	const uint8_t secret[KEY_SIZE], const uint8_t box[BOX_SIZE], uint8_t out[KEY_SIZE])
{
	uint8_t public[KEY_SIZE], key[KEY_SIZE];
	enum err e = ERR_TAMPER;

	seal_public(secret, public);
	if (crypto_box_seal_open(key, box, BOX_SIZE, public, secret) == 0) {
		memcpy(out, key, KEY_SIZE);
		e = OK;
	}
	mem_wipe(key, sizeof key);
	return e;
}

void seal_sign_public(const uint8_t seed[KEY_SIZE], uint8_t public[KEY_SIZE])
{
	uint8_t secret[crypto_sign_SECRETKEYBYTES];

	crypto_sign_seed_keypair(public, secret, seed);
	mem_wipe(secret, sizeof secret);
}

void seal_sign(const uint8_t seed[KEY_SIZE], struct span text, uint8_t out[SIGN_SIZE])
{
	uint8_t public[KEY_SIZE], secret[crypto_sign_SECRETKEYBYTES];

	crypto_sign_seed_keypair(public, secret, seed);
	crypto_sign_detached(out, NULL, text.data, text.len, secret);
	mem_wipe(secret, sizeof secret);
}

bool seal_signed(const uint8_t public[KEY_SIZE], struct span text, const uint8_t sign[SIGN_SIZE])
{
	return crypto_sign_verify_detached(sign, text.data, text.len, public) == 0;
}

enum err seal_password(const char *password, const uint8_t salt[SALT_SIZE],
	const struct seal_cost *cost, uint8_t out[KEY_SIZE])
{
	if (cost->memory < SEAL_COST_DEMO.memory || cost->memory > (size_t)4 << 30 ||
		cost->passes < SEAL_COST_DEMO.passes || cost->passes > 64)
		return ERR_INPUT;
	if (crypto_pwhash(out, KEY_SIZE, password, strlen(password), salt, cost->passes,
		    cost->memory, crypto_pwhash_ALG_ARGON2ID13) != 0)
		return ERR_NOMEM;
	return OK;
}
