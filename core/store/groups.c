/* SPDX-License-Identifier: MIT */
#include "core/store/groups.h"

#include <string.h>

#include "core/base/mem.h"
#include "core/store/seal.h"

enum { CHECK = 3, GROUP = 4 };

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static void add_check(uint8_t *bytes, size_t n)
{
	uint8_t hash[HASH_SIZE];

	seal_digest(bytes, n, hash);
	memcpy(bytes + n, hash, CHECK);
}

void groups_write(const uint8_t *secret, size_t n, char *out, size_t size)
{
	uint8_t bytes[GROUPS_BYTES];
	size_t bits = (n + CHECK) * 8, at = 0;

	if (n + CHECK > sizeof bytes || bits % 5 || bits / 5 + bits / 5 / GROUP >= size)
		BUG("a secret that does not fit its text");
	memcpy(bytes, secret, n);
	add_check(bytes, n);
	for (size_t i = 0; i < bits; i += 5) {
		unsigned pair = (unsigned)bytes[i / 8] << 8;

		if (i / 8 + 1 < n + CHECK)
			pair |= bytes[i / 8 + 1];
		if (i && i % (5 * GROUP) == 0)
			out[at++] = '-';
		out[at++] = alphabet[pair >> (11 - i % 8) & 31];
	}
	out[at] = '\0';
	mem_wipe(bytes, sizeof bytes);
}

/* 0..31, -1 for what stands between groups, -2 for what does not belong here. */
static int digit_of(char c)
{
	const char *at;

	if (c == '-' || c == ' ')
		return -1;
	if (c >= 'a' && c <= 'z')
		c = (char)(c - ('a' - 'A'));
	if (c == 'O')
		c = '0';
	if (c == 'I' || c == 'L')
		c = '1';
	at = c ? strchr(alphabet, c) : NULL;
	return at ? (int)(at - alphabet) : -2;
}

bool groups_read(const char *text, uint8_t *secret, size_t n)
{
	uint8_t bytes[GROUPS_BYTES] = {0}, again[GROUPS_BYTES];
	size_t bits = (n + CHECK) * 8, i = 0;
	bool right;

	for (; *text; text++) {
		int digit = digit_of(*text);

		if (digit == -1)
			continue;
		if (digit < 0 || i == bits)
			return false;
		for (int b = 4; b >= 0; b--, i++)
			bytes[i / 8] |= (uint8_t)((digit >> b & 1) << (7 - i % 8));
	}
	memcpy(again, bytes, sizeof again);
	add_check(again, n);
	right = i == bits && seal_equal(again, bytes, n + CHECK);
	if (right)
		memcpy(secret, bytes, n);
	mem_wipe(bytes, sizeof bytes);
	mem_wipe(again, sizeof again);
	return right;
}
