/* SPDX-License-Identifier: MIT
 *
 * The recipe's letters become pieces that are signed where they stand: nothing is concatenated,
 * nothing needs to be wiped.
 */
#include <string.h>

#include "core/exchange/recipe.h"

static const struct {
	enum algorithm algorithm;
	const char *text;
} recipes[] = {
#define X(name, algorithm, text) {algorithm, text},
	RECIPE_TABLE(X)
#undef X
};

static const struct {
	char letter;
	size_t offset;
} letters[] = {
	{'k', offsetof(struct recipe_parts, key)},
	{'s', offsetof(struct recipe_parts, secret)},
	{'t', offsetof(struct recipe_parts, time)},
	{'r', offsetof(struct recipe_parts, rid)},
	{'i', offsetof(struct recipe_parts, sid)},
	{'n', offsetof(struct recipe_parts, nonce)},
	{'m', offsetof(struct recipe_parts, method)},
	{'p', offsetof(struct recipe_parts, path)},
	{'q', offsetof(struct recipe_parts, query)},
	{'d', offsetof(struct recipe_parts, date)},
};

static struct piece piece_of(const char *letter, const struct recipe_parts *parts)
{
	for (size_t i = 0; i < COUNT_OF(letters); i++) {
		const char *text;

		if (letters[i].letter != *letter)
			continue;
		memcpy(&text, (const char *)parts + letters[i].offset, sizeof(text));
		return (struct piece){text ? text : "", text ? strlen(text) : 0};
	}
	return (struct piece){letter, 1};
}

void recipe_sign(enum recipe recipe, const struct recipe_parts *parts, char out[SIGNATURE_SIZE])
{
	struct piece pieces[RECIPE_PARTS];
	size_t n = 0;

	for (const char *p = recipes[recipe].text; *p; p++) {
		if (n == RECIPE_PARTS)
			BUG("a recipe is too long");
		pieces[n++] = piece_of(p, parts);
	}
	if (recipes[recipe].algorithm == ALGORITHM_MD5_HEX)
		sign_md5_hex(pieces, n, out);
	else
		sign_hmac_b64(parts->secret ? parts->secret : "", pieces, n, out);
}
