/* SPDX-License-Identifier: MIT
 *
 * A Date says the second that has begun, so half of one is added.
 */
#include <stdlib.h>

#include "core/exchange/skew.h"

void skew_add(struct skew *s, int64_t date_ms, int64_t sent_ms, int64_t done_ms)
{
	if (!date_ms)
		return;
	s->samples[s->next] = date_ms + 500 - (sent_ms + (done_ms - sent_ms) / 2);
	s->next = (s->next + 1) % SKEW_SAMPLES;
	if (s->n < SKEW_SAMPLES)
		s->n++;
}

static int by_size(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

int64_t skew_median_ms(const struct skew *s)
{
	int64_t sorted[SKEW_SAMPLES];

	if (s->n == 0)
		return 0;
	for (int i = 0; i < s->n; i++)
		sorted[i] = s->samples[i];
	qsort(sorted, (size_t)s->n, sizeof(*sorted), by_size);
	return sorted[s->n / 2];
}

static bool beyond(int64_t ms, int64_t limit)
{
	return ms > limit || ms < -limit;
}

int64_t skew_offset_ms(const struct skew *s)
{
	int64_t median = skew_median_ms(s);

	return beyond(median, SKEW_USED_MS) ? median : 0;
}

bool skew_too_much(const struct skew *s)
{
	return beyond(skew_median_ms(s), SKEW_MOST_MS);
}
