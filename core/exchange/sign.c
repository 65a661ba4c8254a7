/* SPDX-License-Identifier: MIT
 *
 * Digests through EVP. A digest that cannot be made is a broken machine, not an answer.
 */
/* OpenSSL has a type of the name of one of our errors; it is not needed here. */
#define ERR_STATE OPENSSL_ERR_STATE
#include <openssl/evp.h>
#undef ERR_STATE

#include "core/exchange/sign.h"

void sign_sha256(const struct piece *pieces, size_t n, uint8_t out[HASH_SIZE])
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	bool good = ctx && EVP_DigestInit_ex(ctx, EVP_sha256(), NULL) == 1;

	for (size_t i = 0; good && i < n; i++)
		good = EVP_DigestUpdate(ctx, pieces[i].data, pieces[i].len) == 1;
	good = good && EVP_DigestFinal_ex(ctx, out, NULL) == 1;
	EVP_MD_CTX_free(ctx);
	if (!good)
		BUG("SHA-256 failed");
}
