/* SPDX-License-Identifier: MIT
 *
 * Digests and the one cipher through EVP. A digest that cannot be made is a broken machine, not an
 * answer; a wrapped secret that does not open is an answer.
 */
/* OpenSSL has a type of the name of one of our errors; it is not needed here. */
#define ERR_STATE OPENSSL_ERR_STATE
#include <openssl/evp.h>
#undef ERR_STATE
#include <string.h>

#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/exchange/sign.h"

enum { BLOCK = 16, MD5_SIZE = 16 };

static void digest(const EVP_MD *kind, const struct piece *pieces, size_t n, uint8_t *out)
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	bool good = ctx && EVP_DigestInit_ex(ctx, kind, NULL) == 1;

	for (size_t i = 0; good && i < n; i++)
		good = EVP_DigestUpdate(ctx, pieces[i].data, pieces[i].len) == 1;
	good = good && EVP_DigestFinal_ex(ctx, out, NULL) == 1;
	EVP_MD_CTX_free(ctx);
	if (!good)
		BUG("a digest failed");
}

void sign_sha256(const struct piece *pieces, size_t n, uint8_t out[HASH_SIZE])
{
	digest(EVP_sha256(), pieces, n, out);
}

void sign_md5_hex(const struct piece *pieces, size_t n, char out[SIGN_MD5_HEX])
{
	uint8_t sum[MD5_SIZE];

	digest(EVP_md5(), pieces, n, sum);
	text_hex(sum, sizeof(sum), out);
}

/* RFC 2104 by two digests: the key is one block, longer ones are hashed first. */
void sign_hmac_b64(const char *key, const struct piece *pieces, size_t n, char out[SIGN_HMAC_B64])
{
	enum { SHA256_BLOCK = 64, PIECES = 32 };
	uint8_t inner[SHA256_BLOCK] = {0}, outer[SHA256_BLOCK], sum[HASH_SIZE];
	struct piece all[PIECES + 1] = {{inner, sizeof(inner)}}, own = {key, strlen(key)};

	if (n > PIECES)
		BUG("too many pieces to sign");
	if (own.len > SHA256_BLOCK)
		sign_sha256(&own, 1, inner);
	else
		memcpy(inner, key, own.len);
	for (size_t i = 0; i < SHA256_BLOCK; i++) {
		outer[i] = inner[i] ^ 0x5C;
		inner[i] ^= 0x36;
	}
	for (size_t i = 0; i < n; i++)
		all[i + 1] = pieces[i];
	sign_sha256(all, n + 1, sum);
	sign_sha256((struct piece[]){{outer, sizeof(outer)}, {sum, sizeof(sum)}}, 2, sum);
	(void)sign_base64(sum, sizeof(sum), out, SIGN_HMAC_B64);
	mem_wipe(inner, sizeof(inner));
	mem_wipe(outer, sizeof(outer));
}

void sign_java_key(const char *seed, uint8_t out[SIGN_KEY])
{
	uint8_t sum[SIGN_SHA1];

	digest(EVP_sha1(), &(struct piece){seed, strlen(seed)}, 1, sum);
	digest(EVP_sha1(), &(struct piece){sum, sizeof(sum)}, 1, sum);
	memcpy(out, sum, SIGN_KEY);
	mem_wipe(sum, sizeof(sum));
}

/* One whole text through AES-128-ECB with PKCS#7; *len in bytes, in and out. */
static bool cipher(bool seal, const uint8_t key[SIGN_KEY], const uint8_t *from, uint8_t *to,
	size_t *len)
{
	EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();
	int done = 0, rest = 0;
	bool good = ctx && EVP_CipherInit_ex(ctx, EVP_aes_128_ecb(), NULL, key, NULL, seal) == 1 &&
		    EVP_CipherUpdate(ctx, to, &done, from, (int)*len) == 1 &&
		    EVP_CipherFinal_ex(ctx, to + done, &rest) == 1;

	EVP_CIPHER_CTX_free(ctx);
	if (good)
		*len = (size_t)(done + rest);
	return good;
}

static bool plain_text(const uint8_t *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (text[i] < ' ' || text[i] > '~')
			return false;
	}
	return len > 0;
}

enum err sign_unwrap(const uint8_t key[SIGN_KEY], const char *sealed, char *out, size_t size)
{
	uint8_t box[SIGN_SEALED], text[SIGN_SEALED + BLOCK];
	size_t len = 0;
	enum err err = sign_unbase64(sealed, box, sizeof(box), &len);

	if (err)
		return err;
	if (len == 0 || len % BLOCK != 0 || !cipher(false, key, box, text, &len) ||
		!plain_text(text, len))
		err = ERR_SYNTAX;
	else if (!text_copyn(out, size, (const char *)text, len))
		err = ERR_LIMIT;
	mem_wipe(text, sizeof(text));
	return err;
}

enum err sign_wrap(const uint8_t key[SIGN_KEY], const char *text, char *out, size_t size)
{
	uint8_t box[SIGN_SEALED + BLOCK];
	size_t len = strlen(text);

	if (len > SIGN_SEALED || !cipher(true, key, (const uint8_t *)text, box, &len) ||
		!sign_base64(box, len, out, size))
		return ERR_LIMIT;
	return OK;
}

/* ---- base64 ---- */

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

bool sign_base64(const void *data, size_t len, char *out, size_t size)
{
	const uint8_t *p = data;

	if (size < (len + 2) / 3 * 4 + 1)
		return false;
	for (; len > 0; len -= len < 3 ? len : 3, p += 3) {
		uint32_t v = (uint32_t)p[0] << 16 | (len > 1 ? (uint32_t)p[1] << 8 : 0) |
			     (len > 2 ? p[2] : 0);

		*out++ = letters[v >> 18];
		*out++ = letters[v >> 12 & 63];
		*out++ = len > 1 ? letters[v >> 6 & 63] : '=';
		*out++ = len > 2 ? letters[v & 63] : '=';
	}
	*out = '\0';
	return true;
}

/* The six bits of a letter, -1 for anything else. */
static int bits(char c)
{
	const char *at = c ? strchr(letters, c) : NULL;

	return at ? (int)(at - letters) : -1;
}

enum err sign_unbase64(const char *text, void *out, size_t size, size_t *len)
{
	size_t n = strlen(text), pad = 0, done = 0;
	uint8_t *to = out;

	if (n % 4 != 0)
		return ERR_SYNTAX;
	while (pad < 2 && pad < n && text[n - 1 - pad] == '=')
		pad++;
	if (n / 4 * 3 - pad > size)
		return ERR_LIMIT;
	for (size_t i = 0; i < n; i += 4) {
		size_t have = i + 4 == n ? 4 - pad : 4;
		uint32_t v = 0;

		for (size_t k = 0; k < 4; k++) {
			int b = k < have ? bits(text[i + k]) : 0;

			if (b < 0)
				return ERR_SYNTAX;
			v = v << 6 | (uint32_t)b;
		}
		if ((have == 2 && v & 0xFFFF) || (have == 3 && v & 0xFF))
			return ERR_SYNTAX; /* bits that belong to no byte */
		for (size_t k = 0; k + 1 < have; k++)
			to[done++] = (uint8_t)(v >> (16 - 8 * k));
	}
	*len = done;
	return OK;
}
