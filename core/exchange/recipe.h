/* SPDX-License-Identifier: MIT
 *
 * Recipes for signatures: which parts, in which order, through which algorithm. The gateways of
 * the provinces differ only in this row and in where the result is put (exchange.md sections 1-3
 * and 11), so another gateway is another row.
 */
#ifndef ONETRIP_RECIPE_H
#define ONETRIP_RECIPE_H

#include "core/base/base.h"
#include "core/exchange/sign.h"

enum algorithm { ALGORITHM_MD5_HEX, ALGORITHM_HMAC_SHA256_B64 }; /* HMAC: keyed by the secret */

/* text: k key, s secret, t time, r rid, i sid, n nonce, m method, p path, q query, d date; any
 * other character stands for itself (a newline). */
#define RECIPE_TABLE(X)                                                                            \
	X(RECIPE_ZJGW, ALGORITHM_MD5_HEX, "kst")                                                   \
	X(RECIPE_IRS, ALGORITHM_HMAC_SHA256_B64, "m\np\nq\nk\nd\n")                                \
	X(RECIPE_NATIONAL, ALGORITHM_HMAC_SHA256_B64, "irt")                                       \
	X(RECIPE_TICKET, ALGORITHM_MD5_HEX, "kst")                                                 \
	X(RECIPE_SHANDONG, ALGORITHM_HMAC_SHA256_B64, "ktn")

enum recipe {
#define X(name, algorithm, text) name,
	RECIPE_TABLE(X)
#undef X
};

enum { SIGNATURE_SIZE = 48, RECIPE_PARTS = 16 };

/* NULL stands for "". */
struct recipe_parts {
	const char *key, *secret, *time, *rid, *sid, *nonce, *method, *path, *query, *date;
};

void recipe_sign(enum recipe recipe, const struct recipe_parts *parts, char out[SIGNATURE_SIZE]);

#endif
