/* SPDX-License-Identifier: MIT
 *
 * Digests, signatures and base64 for the exchange; the only user of libcrypto. All pure: the same
 * bytes in give the same bytes out, and what is longer than its room is never cut but refused.
 */
#ifndef ONETRIP_SIGN_H
#define ONETRIP_SIGN_H

#include "core/base/base.h"

enum {
	SIGN_MD5_HEX = 33,    /* 32 lower-case digits and NUL */
	SIGN_SHA1 = 20,
	SIGN_KEY = 16,        /* AES-128 */
	SIGN_HMAC_B64 = 45,   /* 44 characters and NUL */
	SIGN_SEALED = 1024    /* longest wrapped secret, bytes */
};

struct piece {
	const void *data;
	size_t len;
};

/* SHA-256 (FIPS 180-4) and lower-case MD5 (RFC 1321) over n pieces one after the other. */
void sign_sha256(const struct piece *pieces, size_t n, uint8_t out[HASH_SIZE]);
void sign_md5_hex(const struct piece *pieces, size_t n, char out[SIGN_MD5_HEX]);
/* base64 of HMAC-SHA256 (RFC 2104) over the pieces. */
void sign_hmac_b64(const char *key, const struct piece *pieces, size_t n, char out[SIGN_HMAC_B64]);

/* The AES-128 key Java's SHA1PRNG yields for a seed: the first half of SHA1(SHA1(seed)). */
void sign_java_key(const char *seed, uint8_t out[SIGN_KEY]);
/* A secret wrapped by AES-128-ECB with PKCS#7 padding, in base64; opened as text. ERR_SYNTAX: not
 * base64, not whole blocks, wrong padding, or a NUL or control inside; ERR_LIMIT: too long. */
enum err sign_unwrap(const uint8_t key[SIGN_KEY], const char *sealed, char *out, size_t size)
	MUST_CHECK;
/* The same the other way; only the demo exchange and tests wrap. */
enum err sign_wrap(const uint8_t key[SIGN_KEY], const char *text, char *out, size_t size)
	MUST_CHECK;

/* RFC 4648 section 4 with padding; false when it does not fit. */
bool sign_base64(const void *data, size_t len, char *out, size_t size);
/* Strict: no blanks, padding exact. ERR_SYNTAX, ERR_LIMIT. */
enum err sign_unbase64(const char *text, void *out, size_t size, size_t *len) MUST_CHECK;

#endif
