/* SPDX-License-Identifier: MIT
 *
 * C19: the clock jumps, forward and back, by a second to ten years, over 2038 and leap days, between
 * appends and over a restart. Acts stay in the order they were made, nobody is locked out, the chain
 * and the views hold.
 */
#include <stdio.h>

#include "core/base/clock.h"
#include "tests/fault/hall.h"

static const int64_t jumps_s[] = {1, -1, 60, -60, 3600, -3600, 86400, -86400, 30 * 86400, -30 * 86400,
	366 * 86400, -366 * 86400, 3652LL * 86400, -3652LL * 86400};
static const char *const moments[] = {"2026-03-16T09:00", "2028-02-29T23:59", "2038-01-19T11:14",
	"2026-12-31T23:59"};

struct order {
	uint64_t seq;
	size_t wrong;
};

static enum err in_order(const struct event *e, void *ctx)
{
	struct order *o = ctx;

	o->wrong += e->station_seq != o->seq + 1;
	o->seq = e->station_seq;
	return OK;
}

static size_t disorder(struct store *s)
{
	struct order o = {0};
	uint64_t after = 0, before = 1;

	while (after != before) {
		before = after;
		NEED(journal_walk(s, &after, 200, in_order, &o) == OK);
	}
	return o.wrong;
}

int main(void)
{
	struct hall h = {0};
	struct acked acked[COUNT_OF(jumps_s) + 2];
	size_t tried = 0, lost = 0, corrupt = 0, wrong = 0, out = 0;
	unsigned serial = 0;

	hall_make(&h);
	for (size_t m = 0; m < COUNT_OF(moments); m++) {
		int64_t now;
		size_t n = 0;
		NEED(clock_parse(moments[m], &now));
		clock_start_at(now);
		hall_write(&h, NULL, NULL);
		struct store *s = hall_open(&h);
		NEED(s);
		hall_unlock(&h, s);
		for (size_t i = 0; i < COUNT_OF(jumps_s); i++) {
			clock_start_at(clock_now_ms() + jumps_s[i] * 1000);
			NEED(hall_append(&h, s, serial++, 1000, &acked[n]) == OK);
			n++;
			tried++;
			if (i % 4)
				continue;
			store_close(s); /* a restart with the clock as it is now */
			s = hall_open(&h);
			NEED(s);
			hall_unlock(&h, s);
		}
		wrong += disorder(s);
		NEED(operator_login(s, "2000", "wrong") == ERR_PASSWORD); /* a delay, far ahead */
		clock_start_at(now - 20 * 366 * 86400000LL);
		out += operator_login(s, "2000", "quiet river 2") != OK;
		store_close(s);
		int missing = hall_check(&h, acked, n);
		lost += missing > 0 ? (size_t)missing : 0;
		corrupt += missing < 0;
	}
	printf("RESULT clock-jumps tried=%zu lost=%zu corrupt=%zu out-of-order=%zu locked-out=%zu\n", tried,
		lost, corrupt, wrong, out);
	hall_remove(&h);
	return lost || corrupt || wrong || out;
}
