/* SPDX-License-Identifier: MIT
 *
 * Everybody is looked at by turns: a program whose terminal nobody reads would stand still.
 */
#include "tests/screen/harness/programs.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/text.h"
#include "tests/screen/harness/stage.h"

enum { ROWS = 24, COLS = 80, START_MS = 120000, COME_MS = 60000, TURN_MS = 5, TURNS = 60,
	SCREEN_BYTES = 1 << 16 };

static bool shows(struct pty *t, const char *text)
{
	struct buf b;

	buf_init(&b, SCREEN_BYTES);
	pty_text(t, &b);
	bool found = strstr(buf_text(&b), text) != NULL;
	buf_release(&b);
	return found;
}

static void look_around(struct programs *p)
{
	pty_read(p->trainer, TURN_MS);
	for (size_t i = 0; i < p->n; i++)
		if (p->trainees[i])
			pty_read(p->trainees[i], 0);
}

static bool missed(struct programs *p, struct pty *t, const char *text)
{
	buf_addf(p->report, "not shown: %s\n", text);
	pty_text(t, p->report);
	return false;
}

static bool comes(struct programs *p, struct pty *t, const char *text, int ms)
{
	int64_t end = clock_mono_ms() + ms;

	while (!shows(t, text)) {
		if (clock_mono_ms() > end)
			return missed(p, t, text);
		look_around(p);
	}
	return true;
}

static bool all_come(struct programs *p, const char *text, int ms)
{
	int64_t end = clock_mono_ms() + ms;
	bool good = true;

	for (size_t i = 0; i < p->n && good; i++) {
		int64_t left = end - clock_mono_ms();
		good = comes(p, p->trainees[i], text, left > 0 ? (int)left : 0);
	}
	return good;
}

static void say(struct pty *t, const char *keys)
{
	pty_send(t, keys, strlen(keys));
}

/* ---- coming and going ---- */

static enum err open_one(struct programs *p, struct pty **out)
{
	char program[PATH_SIZE];
	enum err e = pty_onetrip(program);
	const char *argv[] = {"onetrip", "demo", "--fresh", "--no-history", "--dir", p->dir, "--class", "room",
		"--now", "2026-03-16T08:30", "--seed", "7", "--lang", "zh", NULL};
	struct pty_program w = {.program = program, .argv = argv, .term = "xterm-256color", .home = p->dir,
		.rows = ROWS, .cols = COLS};

	return e ? e : pty_open(&w, out);
}

/* The log-in names the trainee of the seat. */
static bool log_in_trainee(struct programs *p, struct pty *t)
{
	static const char before[] = "学员 ";
	char keys[64];
	struct buf b;

	if (!comes(p, t, before, START_MS))
		return false;
	buf_init(&b, SCREEN_BYTES);
	pty_text(t, &b);
	text_format(keys, sizeof keys, "%.3s\tlin-2026\r", strstr(buf_text(&b), before) + strlen(before));
	buf_release(&b);
	say(t, keys);
	return true;
}

bool programs_start(struct programs *p, size_t n, struct buf *report, struct programs_took *out)
{
	int64_t begun = clock_mono_ms();
	char all[64];

	*p = (struct programs){.report = report};
	if (stage_folder(p->dir) || open_one(p, &p->trainer) || !comes(p, p->trainer, "教员 T00", START_MS))
		return false;
	say(p->trainer, "T00\tlao-2026\r");
	for (size_t i = 0; i < n; i++, p->n++)
		if (open_one(p, &p->trainees[i]))
			return false;
	for (size_t i = 0; i < n; i++)
		if (!log_in_trainee(p, p->trainees[i]))
			return false;
	text_format(all, sizeof all, "学员 %zu 人", n);
	bool good = comes(p, p->trainer, "教员台", COME_MS) && all_come(p, "场景", START_MS) &&
		    comes(p, p->trainer, all, COME_MS);
	out->start_ms = clock_mono_ms() - begun;
	return good;
}

void programs_stop(struct programs *p)
{
	for (size_t i = 0; i < p->n; i++)
		pty_close(p->trainees[i]);
	pty_close(p->trainer);
	if (*p->dir && file_remove_tree(p->dir))
		abort();
}

/* ---- a day ---- */

/* The trainer's keys, then the number of people, which is asked; in how long all show it. */
static bool to_all(struct programs *p, const char *keys, const char *asked, const char *told, int64_t *ms)
{
	char text[64];

	say(p->trainer, keys);
	if (!comes(p, p->trainer, asked, COME_MS))
		return false;
	text_format(text, sizeof text, "%zu\r", p->n);
	int64_t begun = clock_mono_ms();
	say(p->trainer, text);
	text_format(text, sizeof text, ": %zu 人", p->n);
	bool good = comes(p, p->trainer, text, COME_MS) && (!told || all_come(p, told, COME_MS));
	if (ms)
		*ms = clock_mono_ms() - begun;
	return good;
}

static int by_size(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

/* Keys of the trainer while every trainee reads a card, is answered and paints. */
static bool turns(struct programs *p, struct programs_took *out)
{
	int64_t us[TURNS];

	for (size_t i = 0; i < p->n; i++)
		say(p->trainees[i], "339902197505302441\r");
	for (size_t i = 0; i < TURNS; i++) {
		say(p->trainees[i % p->n], "\014"); /* the whole screen again */
		us[i] = pty_latency_us(p->trainer, i % 2 ? "\033[A" : "\033[B", 3);
		if (us[i] < 0)
			return missed(p, p->trainer, "a frame after an arrow");
		for (size_t k = 0; k < p->n; k++)
			pty_read(p->trainees[k], 0);
	}
	qsort(us, TURNS, sizeof *us, by_size);
	out->turn_us = us[TURNS / 2];
	out->worst_us = us[TURNS - 1];
	return all_come(p, "身份与档案", COME_MS);
}

static bool freeze(struct programs *p, struct programs_took *out)
{
	char text[64];
	int64_t begun = clock_mono_ms();

	say(p->trainer, "\033[15~");
	text_format(text, sizeof text, "已冻结: %zu 人", p->n);
	if (!comes(p, p->trainer, text, COME_MS) || !all_come(p, "教员冻结了全班", COME_MS))
		return false;
	out->freeze_ms = clock_mono_ms() - begun;
	say(p->trainer, "\033[15~");
	return comes(p, p->trainer, "继续运行", COME_MS) && all_come(p, "接着练", COME_MS);
}

/* What the first trainee did in a lesson is looked at again, picture by picture. */
static bool replay(struct programs *p)
{
	static const struct {
		const char *keys, *shown;
	} steps[] = {
		{"339901198808081226\r", "已回 4"}, {"1", "选事项"}, {"jzz", "居住证申领"}, {"\r", "已有 22"},
		{"\r", "怎么处理"}, {"1", "待补 0"}, {"\033[19~", "尚未提交"}, {"\033[19~", "完成"},
	};

	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		say(p->trainees[0], steps[i].keys);
		if (!comes(p, p->trainees[0], steps[i].shown, COME_MS))
			return false;
	}
	if (!comes(p, p->trainer, "完成", COME_MS))
		return false;
	say(p->trainer, "\t");
	if (!comes(p, p->trainer, "[讲评]", COME_MS))
		return false;
	say(p->trainer, "\r");
	if (!comes(p, p->trainer, "回放", COME_MS))
		return false;
	say(p->trainer, "\033[F");
	if (!comes(p, p->trainer, "已受理", COME_MS))
		return false;
	say(p->trainer, "\033[21~\t");
	return comes(p, p->trainer, "[学员]", COME_MS);
}

bool programs_day(struct programs *p, struct programs_took *out)
{
	if (!to_all(p, "\033OS31", "场景 3 民政断线", "教练  3 民政断线", &out->lesson_ms) || !turns(p, out) ||
		!freeze(p, out))
		return false;
	say(p->trainer, "\001");
	if (!comes(p, p->trainer, "已选", COME_MS))
		return false;
	say(p->trainer, "2");
	if (!comes(p, p->trainer, "哪个部门", COME_MS) ||
		!to_all(p, "wj\r", "部门慢 8 秒", NULL, &out->fault_ms))
		return false;
	out->trainer_kb = pty_resident_kb(p->trainer);
	for (size_t i = 0; i < p->n; i++) {
		size_t kb = pty_resident_kb(p->trainees[i]);
		out->trainee_kb = kb > out->trainee_kb ? kb : out->trainee_kb;
	}
	return to_all(p, "\033OS21", "场景 2 居住证一趟办成", "教练  2 居住证一趟办成", NULL) && replay(p) &&
	       to_all(p, "\033[20~czbc\r", "重置", "第 1 步", NULL);
}
