/* SPDX-License-Identifier: MIT
 *
 * A class of thirty over the network beside a class of one: the trainer's turn, and what the training
 * exchange takes. The exchange is a process of its own, the trainees another, as in a hall; each
 * trainee is watched and paints five times a second, more than any hand.
 */
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/text.h"
#include "tests/bench/bench.h"
#include "tui/canvas_pack.h"
#include "tui/class_floor.h"
#include "tui/class_gate.h"

enum { CLASS = 30, RUN_MS = 4000, PAINT_MS = 200, JOIN_MS = 10000, FRAME_US = 10000 };

static const uint8_t key[KEY_SIZE] = {7};

struct figures_of {
	double turn_us, worst_us;    /* median, 99 of 100 */
	double cpu_ms, rss_kb;       /* of the exchange */
	size_t there;                /* at the end */
};

static _Noreturn void serve(const char *dir, int told)
{
	struct city *city = city_new(1);
	struct demo_server *server;
	struct gate *gate;
	struct wait_fd fds[WAIT_FDS];

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (demo_server_start(city, "127.0.0.1:0", true, &server) || gate_new(dir, key, &gate))
		_exit(1);
	demo_server_class(server, gate_hook(gate));
	(void)!write(told, demo_server_base(server), SERVER_BASE_SIZE);
	for (;;) {
		struct pollfd p[WAIT_FDS] = {{.fd = demo_server_fd(server), .events = POLLIN}};
		size_t n = gate_fds(gate, fds, WAIT_FDS - 1);
		for (size_t i = 0; i < n; i++)
			p[i + 1] = (struct pollfd){.fd = fds[i].fd, .events = POLLIN};
		poll(p, n + 1, gate_wait_ms(gate));
		gate_turn(gate);
		demo_server_turn(server);
	}
}

static void paint(struct class_link *l, int at_s)
{
	struct class_state s = {.seat = class_link_seat(l), .screen = "form", .keys = at_s};
	struct record state = {0}, picture = {0};
	struct canvas c;
	struct buf packed;

	text_copy(s.who, sizeof s.who, "T01");
	text_copy(s.name, sizeof s.name, "许可");
	class_state_put(&s, &state);
	canvas_init(&c, 24, 80);
	for (int row = 0; row < 24; row++)
		canvas_printf(&c, row, 0, PAINT_TEXT, "一趟办 %d %d 居住证申领 住址 联系电话", row, at_s);
	buf_init(&packed, PACK_BYTES);
	canvas_pack(&c, &packed);
	record_add(&picture, "is", "picture");
	record_addn(&picture, "cells", buf_text(&packed), packed.len);
	record_addi(&picture, "at", at_s);
	class_link_tell(l, LINK_STATE, &state);
	class_link_tell(l, LINK_FRAME, &picture);
	record_release(&state);
	record_release(&picture);
	buf_release(&packed);
	canvas_release(&c);
}

static _Noreturn void learn(const char *dir, const char *place, size_t n)
{
	struct class_link *links[CLASS];
	char folder[PATH_SIZE];
	int64_t due = 0;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	text_format(folder, sizeof folder, "%s/joined", dir);
	for (size_t i = 0; i < n; i++)
		if (class_link_join(place, key, folder, &links[i]))
			_exit(1);
	for (int round = 0;; round++) {
		struct pollfd p[2 * CLASS];
		struct wait_fd fds[2 * CLASS];
		size_t k = 0;
		for (size_t i = 0; i < n; i++)
			k += class_link_fds(links[i], fds + k, 2 * CLASS - k);
		for (size_t i = 0; i < k; i++)
			p[i] = (struct pollfd){.fd = fds[i].fd, .events = fds[i].write ? POLLOUT : POLLIN};
		poll(p, k, 20);
		for (size_t i = 0; i < n; i++) {
			struct record r = {0};
			class_link_turn(links[i]);
			while (class_link_said(links[i], &r))
				record_release(&r);
			if (clock_mono_ms() >= due)
				paint(links[i], round);
		}
		due = clock_mono_ms() >= due ? clock_mono_ms() + PAINT_MS : due;
	}
}

static size_t there(const struct class_floor *f)
{
	size_t n = 0;

	for (int i = 1; i <= CLASS_SEATS; i++)
		n += f->desks[i].fd >= 0 && f->desks[i].known;
	return n;
}

static bool all_come(struct class_floor *f, size_t n)
{
	struct class_order watch = {.what = ORDER_WATCH, .n = 1};
	int64_t end = clock_mono_ms() + JOIN_MS;

	while (there(f) < n && clock_mono_ms() < end) {
		(void)class_floor_turn(f, clock_mono_ms());
		poll(NULL, 0, 10);
	}
	for (int i = 1; i <= CLASS_SEATS; i++)
		if (f->desks[i].fd >= 0)
			(void)class_floor_order(f, i, &watch);
	return there(f) == n;
}

static void look_on(struct class_floor *f, struct figures_of *out)
{
	int64_t end = clock_mono_ms() + RUN_MS;
	struct samples turns;

	samples_init(&turns, 1 << 16);
	while (clock_mono_ms() < end) {
		struct wait_fd fds[WAIT_FDS];
		struct pollfd p[WAIT_FDS];
		size_t n = class_floor_fds(f, fds, WAIT_FDS);
		for (size_t i = 0; i < n; i++)
			p[i] = (struct pollfd){.fd = fds[i].fd, .events = POLLIN};
		poll(p, n, 100);
		double begun = now_us();
		(void)class_floor_turn(f, clock_mono_ms());
		samples_add(&turns, now_us() - begun);
	}
	out->turn_us = samples_at(&turns, 0.5);
	out->worst_us = samples_at(&turns, 0.99);
	out->there = there(f);
	samples_release(&turns);
}

static void stop(pid_t pid, struct figures_of *out)
{
	struct rusage u;

	kill(pid, SIGKILL);
	if (wait4(pid, NULL, 0, &u) != pid || !out)
		return;
	out->cpu_ms = (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1e3 +
		(double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e3;
	out->rss_kb = (double)u.ru_maxrss;
}

static enum err measure(size_t n, struct figures_of *out)
{
	char dir[PATH_SIZE], base[SERVER_BASE_SIZE] = "";
	struct class_floor floor;
	int told[2];
	pid_t exchange, trainees;

	if (!work_folder("class", dir) || seal_start() || pipe(told))
		return ERR_IO;
	if ((exchange = fork()) == 0)
		serve(dir, told[1]);
	close(told[1]);
	bool good = read(told[0], base, sizeof base) == sizeof base;
	close(told[0]);
	if ((trainees = fork()) == 0)
		learn(dir, base + strlen("http://"), n);
	class_floor_init(&floor, dir, CLASS_SEATS);
	good = good && all_come(&floor, n);
	if (good)
		look_on(&floor, out);
	class_floor_release(&floor);
	stop(trainees, NULL);
	stop(exchange, out);
	enum err e = file_remove_tree(dir);
	return good ? e : ERR_NET;
}

enum err bench_class(void)
{
	struct figures_of one, all;
	enum err e = measure(1, &one);

	if (!e)
		e = measure(CLASS, &all);
	if (e)
		return e;
	say("class of 30, trainer's turn", all.turn_us, one.turn_us, "class of one");
	say("class of 30, 99 turns of 100", all.worst_us, FRAME_US, "frame of 10 ms");
	say_in("ms", "class of 30, exchange's CPU", all.cpu_ms, one.cpu_ms, "class of one");
	say_in("kB", "class of 30, exchange's memory", all.rss_kb, one.rss_kb, "class of one");
	say_in("", "class of 30, there at the end", (double)all.there, CLASS, "all of them");
	return OK;
}
