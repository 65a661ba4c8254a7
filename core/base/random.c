/* SPDX-License-Identifier: MIT
 *
 * Random bytes from the kernel, or from one seeded stream.
 */
#include "core/base/random.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

#include "core/base/text.h"

static bool seeded;
static struct stream process_stream;

void random_seed(uint64_t seed)
{
	seeded = true;
	process_stream.state = seed;
}

static void kernel_bytes(uint8_t *out, size_t len)
{
	while (len > 0) {
		ssize_t n = getrandom(out, len, 0);

		if (n < 0 && errno != EINTR)
			BUG("the kernel gives no random bytes");
		if (n > 0) {
			out += n;
			len -= (size_t)n;
		}
	}
}

void random_bytes(void *out, size_t len)
{
	uint8_t *at = out;

	if (!seeded) {
		kernel_bytes(at, len);
		return;
	}
	while (len > 0) {
		uint64_t word = stream_next(&process_stream);
		size_t n = len < sizeof(word) ? len : sizeof(word);

		for (size_t i = 0; i < n; i++) /* little end first on every machine */
			at[i] = (uint8_t)(word >> (8 * i));
		at += n;
		len -= n;
	}
}

/* The lowest 2^32 mod n numbers are drawn again, so that every result is equally likely. */
static bool fair(uint32_t word, uint32_t n)
{
	return word >= (UINT32_MAX - n + 1) % n;
}

uint32_t random_below(uint32_t n)
{
	uint32_t word;

	if (n == 0)
		BUG("random_below(0)");
	do {
		random_bytes(&word, sizeof(word));
	} while (!fair(word, n));
	return word % n;
}

struct uid uid_new(void)
{
	struct uid u;

	do {
		random_bytes(u.b, sizeof(u.b));
	} while (uid_none(&u));
	return u;
}

bool uid_none(const struct uid *u)
{
	static const struct uid none;

	return uid_equal(u, &none);
}

bool uid_equal(const struct uid *a, const struct uid *b)
{
	return memcmp(a->b, b->b, sizeof(a->b)) == 0;
}

void uid_hex(const struct uid *u, char out[UID_HEX])
{
	text_hex(u->b, sizeof(u->b), out);
}

/* splitmix64: the step is the golden ratio, the rest mixes its bits */
uint64_t stream_next(struct stream *s)
{
	uint64_t z = s->state += UINT64_C(0x9E3779B97F4A7C15);

	z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
	return z ^ (z >> 31);
}

uint32_t stream_below(struct stream *s, uint32_t n)
{
	uint32_t word;

	if (n == 0)
		BUG("stream_below(0)");
	do {
		word = (uint32_t)(stream_next(s) >> 32);
	} while (!fair(word, n));
	return word % n;
}
