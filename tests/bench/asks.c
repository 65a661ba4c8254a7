/* SPDX-License-Identifier: MIT
 *
 * Twelve questions and fifty at once against the slowest of them asked alone. How long each
 * department takes is set at the demo exchange, so the sum of twelve is known, too: 1.9 s.
 */
#include "tests/bench/bench.h"

#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "core/base/spawn.h"
#include "core/demo/control.h"
#include "core/exchange/driver.h"
#include "tests/screen/harness/pty.h"

enum { ROUNDS = 9, READY_MS = 10000, END_MS = 20000, BASE_SIZE = 64 };

static const struct {
	const char *resource, *department;
	int latency_ms;
} asked[] = {
	{"AUTH-01", "数据", 60},
	{"LIC-01", "数据", 60},
	{"POP-01", "公安", 100},
	{"POP-03", "公安", 100},
	{"POP-05", "公安", 100},
	{"HRS-01", "人社", 140},
	{"HRS-02", "人社", 140},
	{"EDU-01", "教育", 180},
	{"MZ-01", "民政", 220},
	{"GJJ-01", "公积", 260},
	{"YB-01", "医保", 240},
	{"BDC-01", "自然", 300},
};
enum { SLOWEST = COUNT_OF(asked) - 1, TWELVE = COUNT_OF(asked), FIFTY = 50 };

struct exchange {
	pid_t pid;
	char base[BASE_SIZE];
};

struct tally {
	size_t done, found;
};

static bool read_line(int fd, char line[BASE_SIZE])
{
	struct pollfd p = {.fd = fd, .events = POLLIN};
	size_t n = 0;

	while (n < BASE_SIZE - 1 && poll(&p, 1, READY_MS) == 1 && read(fd, line + n, 1) == 1) {
		if (line[n] == '\n') {
			line[n] = '\0';
			return true;
		}
		n++;
	}
	return false;
}

static enum err exchange_start(struct exchange *x)
{
	static const char *const argv[] = {"onetrip", "exchange", "--listen", "127.0.0.1:0",
		"--seed", "1", "--ready-fd", "3", NULL};
	char program[PATH_SIZE];
	int ready[2];
	enum err e = pty_onetrip(program);

	if (e)
		return e;
	if (pipe(ready))
		return ERR_IO;
	e = spawn_start(&(struct spawn){program, argv, -1, -1, ready[1]}, &x->pid);
	close(ready[1]);
	if (!e && !read_line(ready[0], x->base))
		e = ERR_NET;
	close(ready[0]);
	for (size_t i = 0; i < COUNT_OF(asked) && !e; i++)
		e = demo_control(x->base, asked[i].department, "up", asked[i].latency_ms);
	return e;
}

static void count(void *ctx, struct ask *ask, const struct reply *reply)
{
	struct tally *t = ctx;

	(void)ask;
	t->done++;
	t->found += reply->outcome == OUTCOME_FOUND || reply->outcome == OUTCOME_NOTHING;
}

/* n questions at once from the first on, round and round; how long until the last answer, or -1. */
static double ask_all(struct driver *d, const struct catalog *c, size_t first, size_t n)
{
	struct tally tally = {0};
	double begin = now_us();

	for (size_t i = 0; i < n; i++) {
		char why[ASK_TEXT];
		struct ask *ask;
		struct ask_request r = {
			.resource = catalog_find(c, asked[(first + i) % COUNT_OF(asked)].resource),
			.basis = {.operator_id = "1024",
				.window = "A03",
				.unit = "演示市政务服务中心",
				.item_code = "330700101001",
				.case_number = "test",
				.ground = "居住证暂行条例第九条",
				.holder_name = "李小梅",
				.holder_id = "339901198808081226"}};
		if (!r.resource || ask_send(d, &r, count, &tally, &ask, why))
			return -1;
	}
	while (tally.done < n && now_us() < begin + END_MS * 1000.0)
		if (driver_wait(d, NULL, 0, 1000))
			return -1;
	return tally.found == n ? now_us() - begin : -1;
}

static enum err measure(struct driver *d, const struct catalog *c, size_t n, const char *name)
{
	struct samples value, best;
	enum err e = OK;

	samples_init(&value, ROUNDS);
	samples_init(&best, ROUNDS);
	for (int i = 0; i < ROUNDS && !e; i++) {
		double alone = ask_all(d, c, SLOWEST, 1);
		double together = ask_all(d, c, 0, n);
		samples_add(&best, alone);
		samples_add(&value, together);
		if (alone < 0 || together < 0)
			e = ERR_NET;
	}
	if (!e)
		say(name, samples_at(&value, 0.5), samples_at(&best, 0.5), "the slowest alone");
	samples_release(&value);
	samples_release(&best);
	return e;
}

enum err bench_asks(void)
{
	struct exchange x = {0};
	struct catalog *c = NULL;
	struct driver *d = NULL;
	char path[PATH_SIZE];
	struct buf messages;
	enum err e = exchange_start(&x);

	buf_init(&messages, 1 << 16);
	if (!e)
		e = file_asset("catalog/demo.ini", path);
	if (!e)
		e = catalog_load(path, x.base, &c, &messages);
	if (!e)
		e = driver_new(&d);
	if (!e && ask_all(d, c, 0, TWELVE) < 0) /* secrets are drawn */
		e = ERR_NET;
	if (!e)
		e = measure(d, c, TWELVE, "twelve departments at once");
	if (!e)
		e = measure(d, c, FIFTY, "fifty questions at once");
	driver_free(d);
	catalog_free(c);
	buf_release(&messages);
	if (x.pid > 0)
		spawn_stop(x.pid);
	return e;
}
