/* SPDX-License-Identifier: MIT
 *
 * From a key to its cells while a department misbehaves: every fault of the test tree beside the
 * program at its counter, against the same turns with nobody asked. The slowest turn of all and
 * the fault it belongs to stand in a row of their own.
 */
#include "tests/bench/bench.h"

#include "core/base/text.h"
#include "tests/exchange/beside.h"

enum { TURNS = 40, ROUNDS = 3, SAMPLES = 40000 };

struct slowest {
	double us;
	const char *fault;
};

static double turn(struct beside *b)
{
	double begin;

	if (!beside_type(b))
		return -1;
	begin = now_us();
	return beside_turn(b) ? now_us() - begin : -1;
}

/* The same number of turns without a question. */
static enum err quiet(struct beside *b, struct samples *best)
{
	for (int i = 0; i < TURNS; i++) {
		double us = turn(b);
		if (us < 0)
			return ERR_IO;
		samples_add(best, us);
	}
	return OK;
}

static enum err beside_one(struct beside *b, const char *fault, struct samples *value,
	struct slowest *slowest)
{
	if (!beside_ask(b, fault))
		return ERR_NET;
	for (int i = 0; i < TURNS && b->ask; i++) {
		double us = turn(b);
		if (us < 0)
			return ERR_IO;
		samples_add(value, us);
		if (us > slowest->us)
			*slowest = (struct slowest){us, fault};
	}
	if (b->ask)
		ask_cancel(b->app->driver, b->ask);
	hostile_forget(&b->server);
	return OK;
}

static enum err measure(struct beside *b)
{
	struct slowest slowest = {0};
	struct samples value, best;
	char name[64];
	enum err e = OK;

	samples_init(&value, SAMPLES);
	samples_init(&best, SAMPLES);
	for (int round = 0; round < ROUNDS && !e; round++)
		for (size_t i = 0; beside_fault(i) && !e; i++) {
			e = quiet(b, &best);
			if (!e)
				e = beside_one(b, beside_fault(i), &value, &slowest);
		}
	if (!e) {
		say("key to paint beside each fault", samples_at(&value, 0.5), samples_at(&best, 0.5),
			"nobody asked");
		say("the same, 99 of 100", samples_at(&value, 0.99), samples_at(&best, 0.99),
			"nobody asked, 99 of 100");
		text_format(name, sizeof name, "its slowest turn (%s)", slowest.fault);
		say(name, slowest.us, samples_at(&best, 1), "nobody asked, the slowest");
	}
	samples_release(&value);
	samples_release(&best);
	return e;
}

enum err bench_faults(void)
{
	struct beside b;
	enum err e = beside_start(&b) ? measure(&b) : ERR_IO;

	beside_stop(&b);
	return e;
}
