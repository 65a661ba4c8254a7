/* SPDX-License-Identifier: MIT
 *
 * A class of thirty programs, each started as a trainee starts it, beside a class of two: how long the
 * trainer's acts take until all have them, a key of the trainer meanwhile, and what memory it takes.
 */
#include "tests/screen/harness/programs.h"

#include <stdio.h>

#include "tests/bench/bench.h"

enum { REPORT_BYTES = 1 << 18, MS = 1000 };

static enum err measure(size_t n, struct programs_took *out)
{
	struct programs room;
	struct buf report;

	buf_init(&report, REPORT_BYTES);
	bool good = programs_start(&room, n, &report, out) && programs_day(&room, out);
	if (!good)
		fprintf(stderr, "%s", buf_text(&report));
	programs_stop(&room);
	buf_release(&report);
	return good ? OK : ERR_STATE;
}

enum err bench_programs(void)
{
	static const char of_two[] = "class of two";
	struct programs_took two = {0}, all = {0};
	enum err e = measure(2, &two);

	if (!e)
		e = measure(PROGRAMS_MOST, &all);
	if (e)
		return e;
	say("30 programs, trainer's key", (double)all.turn_us, (double)two.turn_us, of_two);
	say("30 programs, slowest of 60 keys", (double)all.worst_us, (double)two.worst_us, of_two);
	say("30 programs, started and logged in", (double)all.start_ms * MS, (double)two.start_ms * MS, of_two);
	say("30 programs, a lesson begun by all", (double)all.lesson_ms * MS, (double)two.lesson_ms * MS, of_two);
	say("30 programs, all frozen", (double)all.freeze_ms * MS, (double)two.freeze_ms * MS, of_two);
	say("30 programs, a fault at all", (double)all.fault_ms * MS, (double)two.fault_ms * MS, of_two);
	say_in("kB", "30 programs, the trainer's memory", (double)all.trainer_kb, (double)two.trainer_kb, of_two);
	say_in("kB", "30 programs, a trainee's memory", (double)all.trainee_kb, (double)two.trainee_kb, of_two);
	return OK;
}
