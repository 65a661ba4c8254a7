/* SPDX-License-Identifier: MIT
 *
 * The asker itself: questions a second and the processor's time of each beside curl --parallel on
 * the same server, and the memory of fifty answers of a megabyte that arrive together beside the
 * bytes they have. curl keeps its connections; we open one for each question, so that none is sent
 * twice behind our back and no answer is taken for another's.
 */
#include "tests/bench/bench.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "core/base/spawn.h"
#include "core/base/text.h"
#include "core/exchange/driver.h"
#include "tests/bench/flood_server.h"

enum { QUESTIONS = 2000, IN_FLIGHT = 12, ROUNDS = 5, END_MS = 30000 };

struct rig {
	struct catalog *catalog;
	struct driver *driver;
	int port;
};

struct tally {
	size_t done, found;
};

static void count(void *ctx, struct ask *ask, const struct reply *reply)
{
	struct tally *t = ctx;

	(void)ask;
	t->done++;
	t->found += reply->outcome == OUTCOME_FOUND;
}

static enum err send_one(struct rig *r, const char *id, struct tally *t)
{
	char why[ASK_TEXT];
	struct ask *ask;
	struct ask_request q = {.resource = catalog_find(r->catalog, id), .insist = true,
		.basis = {.operator_id = "1024", .window = "A03", .unit = "演示市政务服务中心",
			.item_code = "330700101001", .case_number = "test", .ground = "test",
			.holder_name = "李小梅", .holder_id = FLOOD_HOLDER}};

	return ask_send(r->driver, &q, count, t, &ask, why);
}

static enum err ask_many(struct rig *r, const char *id, size_t n, size_t together)
{
	struct tally t = {0};
	double end = now_us() + END_MS * 1000.0;
	size_t sent = 0;
	enum err e = OK;

	while (!e && t.done < n && now_us() < end) {
		while (!e && sent < n && sent - t.done < together) {
			e = send_one(r, id, &t);
			sent++;
		}
		if (!e)
			e = driver_wait(r->driver, NULL, 0, 1000);
	}
	return e ? e : t.found == n ? OK : ERR_NET;
}

/* ---- questions a second ---- */

static double cpu_us(int who)
{
	struct rusage u;

	getrusage(who, &u);
	return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1e6 +
	       (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec);
}

static enum err curl_many(int port)
{
	static const char body[] = "{\"holder_id\":\"" FLOOD_HOLDER "\",\"basis\":{\"operator\":\"1024\","
		"\"window\":\"A03\",\"unit\":\"演示市政务服务中心\",\"item\":\"330700101001\",\"case\":\"test\","
		"\"ground\":\"test\"}}";
	char url[64], most[8];
	const char *argv[] = {"curl", "-s", "--parallel", "--parallel-max", most, "-o", "/dev/null",
		"-H", "Content-Type: application/json", "-d", body, url, NULL};
	int status = 1;
	pid_t pid;

	text_format(url, sizeof url, "http://127.0.0.1:%d/small?[1-%d]", port, QUESTIONS);
	text_format(most, sizeof most, "%d", IN_FLIGHT);
	enum err e = spawn_start(&(struct spawn){"/usr/bin/curl", argv, -1, -1, -1}, &pid);
	while (!e && !spawn_ended(pid, &status))
		poll(NULL, 0, 1);
	return e ? e : status ? ERR_NET : OK;
}

static enum err rate(struct rig *r)
{
	struct samples ours, curls, our_cpu, curl_cpu;
	struct samples *all[] = {&ours, &curls, &our_cpu, &curl_cpu};
	enum err e = OK;

	for (size_t i = 0; i < COUNT_OF(all); i++)
		samples_init(all[i], ROUNDS);
	for (int i = 0; i < ROUNDS && !e; i++) {
		double begin = now_us(), cpu = cpu_us(RUSAGE_SELF);
		e = ask_many(r, "FLOOD-01", QUESTIONS, IN_FLIGHT);
		samples_add(&ours, (now_us() - begin) / QUESTIONS);
		samples_add(&our_cpu, (cpu_us(RUSAGE_SELF) - cpu) / QUESTIONS);
		begin = now_us();
		cpu = cpu_us(RUSAGE_CHILDREN);
		if (!e)
			e = curl_many(r->port);
		samples_add(&curls, (now_us() - begin) / QUESTIONS);
		samples_add(&curl_cpu, (cpu_us(RUSAGE_CHILDREN) - cpu) / QUESTIONS);
	}
	if (!e) {
		say("an ask, twelve at a time", samples_at(&ours, 0.5), samples_at(&curls, 0.5),
			"curl --parallel, same server");
		say("processor's time of an ask", samples_at(&our_cpu, 0.5),
			samples_at(&curl_cpu, 0.5), "curl --parallel, same server");
	}
	for (size_t i = 0; i < COUNT_OF(all); i++)
		samples_release(all[i]);
	return e;
}

/* ---- memory ---- */

/* "VmRSS:" or "VmHWM:" of this process, in MiB. */
static double memory_mib(const char *name)
{
	char line[128];
	double mib = 0;
	FILE *f = fopen("/proc/self/status", "r");

	while (f && fgets(line, sizeof line, f))
		if (strncmp(line, name, strlen(name)) == 0)
			mib = strtod(line + strlen(name), NULL) / 1024;
	if (f)
		fclose(f);
	return mib;
}

static bool forget_peak(void)
{
	FILE *f = fopen("/proc/self/clear_refs", "w");

	return f && fputs("5", f) >= 0 && fclose(f) == 0;
}

static enum err memory(struct rig *r)
{
	double before = memory_mib("VmRSS:");
	enum err e = forget_peak() ? ask_many(r, "FLOOD-02", FLOOD_TOGETHER, FLOOD_TOGETHER) : ERR_IO;

	if (!e)
		say_in("MiB", "memory of 50 answers of 1 MiB together", memory_mib("VmHWM:") - before,
			FLOOD_TOGETHER, "their bytes");
	return e;
}

/* ---- the rig ---- */

static enum err load(struct rig *r)
{
	char path[PATH_SIZE];
	struct buf text, messages;

	buf_init(&text, 8192);
	buf_init(&messages, 8192);
	buf_addf(&text, "[origin flood]\ndialect = openapi\nbase = \"http://127.0.0.1:%d\"\n", r->port);
	for (int i = 0; i < 2; i++)
		buf_addf(&text, "[resource flood-0%d]\nname = t\ndepartment = t\norigin = flood\n"
			"sharing = unconditional\npath = /%s\nmethod = POST\ncarry = json\nsafe = yes\n"
			"ok = \"$.code == 0\"\nrows = \"$.data\"\nsame = \"$.cxzjh == :holder_id\"\n"
			"cap = %d\narg.holder_id = :holder_id\nitem.name = \"$.xm\"\n",
			i + 1, i ? "big" : "small", 2 * FLOOD_BIG);
	enum err e = work_folder("flood", path) ? OK : ERR_IO;
	char file[PATH_SIZE];
	if (!e)
		e = text_format(file, sizeof file, "%s/catalog.ini", path) ? file_write(file, text.data, text.len)
									  : ERR_LIMIT;
	if (!e)
		e = catalog_load(file, NULL, &r->catalog, &messages);
	if (messages.len)
		fputs(buf_text(&messages), stderr);
	if (!e && file_remove_tree(path))
		e = ERR_IO;
	buf_release(&text);
	buf_release(&messages);
	return e;
}

enum err bench_flood(void)
{
	struct rig r = {.port = 0};
	pid_t pid = 0;
	enum err e = flood_start(&pid, &r.port);

	if (!e)
		e = load(&r);
	if (!e)
		e = driver_new(&r.driver);
	if (!e)
		e = rate(&r);
	if (!e)
		e = memory(&r);
	driver_free(r.driver);
	catalog_free(r.catalog);
	if (pid > 0)
		spawn_stop(pid);
	return e;
}
