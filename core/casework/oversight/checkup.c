/* SPDX-License-Identifier: MIT
 *
 * What must hold: a check that could not be made is told as such, never as green.
 */
#include "core/casework/oversight/checkup.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/exchange/driver.h"
#include "core/exchange/skew.h"
#include "core/standards/workday.h"
#include "core/store/anchor.h"
#include "core/store/rewrap.h"
#include "core/store/state.h"
#include "core/store/view.h"

enum {
	MIB = 1 << 20,
	DISK_RED = 200, DISK_YELLOW = 1024,      /* MiB */
	LOG_YELLOW = 64, LOG_RED = 512,          /* MiB of the write-ahead log */
	BACKUP_YELLOW = 2, BACKUP_RED = 8,       /* days ago from which on */
	VERIFY_YELLOW = 8, VERIFY_RED = 32,
	CALENDAR_YELLOW = 90, CALENDAR_RED = 30, /* days left */
	CLOCK_MS = 60000, CLOCK_TOLD_MS = 24 * 60 * 60 * 1000,
	SPAN_MS = 300000,
};

struct look {
	struct store *store;
	const struct driver *driver;
	struct checkup_report *out;
};

PRINTF_LIKE(3, 4)
static enum checkup_level say(struct checkup_line *l, enum checkup_level level, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	(void)vsnprintf(l->value, sizeof l->value, format, args);
	va_end(args);
	l->level = level;
	return level;
}

static void unknown(struct checkup_line *l, enum err e)
{
	say(l, CHECKUP_UNKNOWN, "%s", _(err_text(e)));
}

/* Both in the same unit: the more the worse. */
static enum checkup_level above(int64_t n, int64_t yellow, int64_t red)
{
	return n >= red ? CHECKUP_RED : n >= yellow ? CHECKUP_YELLOW : CHECKUP_GREEN;
}

static int days_ago(int64_t at_ms)
{
	struct civil c = clock_civil(at_ms);

	return (int)(clock_today() - day_of(c.year, c.month, c.day));
}

static void stamp(int64_t at_ms, char out[20])
{
	clock_format(at_ms, out);
	out[16] = '\0';
}

/* ---- the machine ---- */

static void disk(const struct look *k, struct checkup_line *l)
{
	char folder[PATH_SIZE];
	struct statvfs fs;
	const char *path = store_path(k->store), *slash = strrchr(path, '/');

	if (!slash || !text_copyn(folder, sizeof folder, path, (size_t)(slash - path) + 1) ||
		statvfs(folder, &fs) != 0) {
		unknown(l, ERR_IO);
		return;
	}
	int64_t mib = (int64_t)(fs.f_bavail * (fs.f_frsize / 1024)) / 1024;
	int percent = fs.f_blocks ? (int)(fs.f_bavail * 100 / fs.f_blocks) : 0;
	say(l, mib < DISK_RED ? CHECKUP_RED : mib < DISK_YELLOW ? CHECKUP_YELLOW : CHECKUP_GREEN,
		_("%lld MiB, %d%%"), (long long)mib, percent);
}

static void database(const struct look *k, struct checkup_line *l)
{
	uint64_t bytes, log;
	enum err e = store_sizes(k->store, &bytes, &log);

	if (e)
		unknown(l, e);
	else
		say(l, above((int64_t)(log / MIB), LOG_YELLOW, LOG_RED), _("%llu MiB, log %llu MiB"),
			(unsigned long long)(bytes + MIB - 1) / MIB, (unsigned long long)log / MIB);
}

/* How far the clock stands before what was recorded already: the newest act, or one before it was set
 * back less than a day ago. */
int64_t checkup_clock_ms(struct store *s)
{
	int64_t now = clock_now_ms(), from, to;
	struct last_act a;

	if (store_last_act(s, NULL, &a) == OK && a.at_ms - now > CLOCK_MS)
		return a.at_ms - now;
	if (store_clock_back(s, &from, &to) == OK && now - to < CLOCK_TOLD_MS && from - now > CLOCK_MS)
		return from - now;
	return 0;
}

static void clock_line(const struct look *k, struct checkup_line *l)
{
	struct last_act a;
	enum err e = store_last_act(k->store, NULL, &a);
	int64_t ahead = checkup_clock_ms(k->store);
	char text[20];

	clock_format(clock_now_ms(), text);
	text[16] = '\0';
	if (e && e != ERR_NOTFOUND)
		unknown(l, e);
	else if (ahead > 0)
		say(l, CHECKUP_RED, _("%s, %lld min behind the newest act"), text, (long long)(ahead / 60000));
	else
		say(l, CHECKUP_GREEN, "%s", text);
}

static void calendar(const struct look *k, struct checkup_line *l)
{
	day_t end = workday_horizon();
	int left = end == DAY_NONE ? 0 : (int)(end - clock_today());
	char text[11];

	(void)k;
	day_format(end == DAY_NONE ? clock_today() : end, text);
	say(l, left < CALENDAR_RED ? CHECKUP_RED : left < CALENDAR_YELLOW ? CHECKUP_YELLOW : CHECKUP_GREEN,
		_("to %s, %d days"), text, left);
}

/* ---- the journal ---- */

static void backup(const struct look *k, struct checkup_line *l)
{
	struct last_act a;
	char text[20];
	enum err e = store_last_act(k->store, "BACKUP", &a);

	if (e == ERR_NOTFOUND) {
		say(l, CHECKUP_RED, "%s", _("never"));
	} else if (e) {
		unknown(l, e);
	} else {
		stamp(a.at_ms, text);
		say(l, above(days_ago(a.at_ms), BACKUP_YELLOW, BACKUP_RED), "%s", text);
	}
}

static void anchor(const struct look *k, struct checkup_line *l)
{
	struct anchor_day a;
	char text[20];
	enum err e = anchor_last(k->store, &a);

	if (e == ERR_NOTFOUND) {
		say(l, CHECKUP_YELLOW, "%s", _("never"));
	} else if (e) {
		unknown(l, e);
	} else {
		stamp(a.at_ms, text);
		say(l, above(days_ago(a.at_ms), 2, 5), "%s  %u  %s", text, a.serial, a.code);
	}
}

static void witness(const struct look *k, struct checkup_line *l)
{
	static const struct {
		enum checkup_level level;
		const char *text;
	} states[] = {
		[WITNESS_GOOD] = {CHECKUP_GREEN, N_("agrees with the journal")},
		[WITNESS_BEGUN] = {CHECKUP_YELLOW, N_("began anew; it was not there")},
		[WITNESS_SILENT] = {CHECKUP_RED, N_("cannot be written")},
		[WITNESS_AHEAD] = {CHECKUP_RED, N_("knows of more than the journal holds")},
	};
	enum witness_state w = store_witness(k->store);

	say(l, states[w].level, "%s", _(states[w].text));
}

static void chain(const struct look *k, struct checkup_line *l)
{
	struct last_act a;
	char text[20];
	enum err e = store_tail_sound(k->store);

	if (e == ERR_TAMPER) {
		say(l, CHECKUP_RED, "%s", _("the newest events do not match their seal"));
		return;
	}
	if (!e)
		e = store_last_act(k->store, "VERIFIED", &a);
	if (e == ERR_NOTFOUND) {
		say(l, CHECKUP_YELLOW, "%s", _("never checked whole"));
		return;
	}
	if (e) {
		unknown(l, e);
		return;
	}
	stamp(a.at_ms, text);
	if (a.findings > 0)
		say(l, CHECKUP_RED, _("checked %s: %lld findings"), text, (long long)a.findings);
	else
		say(l, above(days_ago(a.at_ms), VERIFY_YELLOW, VERIFY_RED), _("checked %s: sound"), text);
}

static void keys(const struct look *k, struct checkup_line *l)
{
	bool needed = false;
	enum err e = rewrap_needed(k->store, &needed);

	if (e)
		unknown(l, e);
	else if (needed)
		say(l, CHECKUP_YELLOW, "%s", _("being wrapped anew: somebody was disabled"));
	else
		say(l, CHECKUP_GREEN, "%s", _("all under the newest key"));
}

/* ---- departments ---- */

static void waiting(const struct look *k, struct checkup_line *l)
{
	struct view_filter f = {.state = "unverified", .day_from = DAY_NONE, .day_to = DAY_NONE};
	uint64_t n = 0;
	enum err e = view_count(k->store, &f, &n);

	if (e)
		unknown(l, e);
	else
		say(l, above((int64_t)n, 20, 200), _("%llu cases"), (unsigned long long)n);
}

static void skew(const struct look *k, struct checkup_line *l)
{
	int64_t ms = k->driver ? driver_skew_ms(k->driver) : 0, size = ms < 0 ? -ms : ms;

	if (!k->driver)
		say(l, CHECKUP_UNKNOWN, "%s", _("not asked here"));
	else
		say(l, above(size, SKEW_USED_MS, SKEW_TOLD_MS), _("%+lld s"), (long long)ms / 1000);
}

static enum checkup_level level_of(const struct health_unit *u, const struct health_figures *f)
{
	if (u->breaker == BREAKER_OPEN || (f->asked && !f->good))
		return CHECKUP_RED;
	return f->good < f->asked || f->slow_ms > 3000 ? CHECKUP_YELLOW : CHECKUP_GREEN;
}

static int worse(const void *a, const void *b)
{
	const struct checkup_source *x = a, *y = b;

	if (x->level != y->level)
		return (int)y->level - (int)x->level;
	return y->p95_ms - x->p95_ms;
}

static void sources(const struct look *k, struct checkup_line *l)
{
	size_t n = 0, down = 0;
	const struct health_unit *units = k->driver ? driver_health(k->driver, &n) : NULL;
	struct checkup_report *r = k->out;
	enum checkup_level worst = CHECKUP_GREEN;

	for (size_t i = 0; i < n && r->n_sources < CHECKUP_DEPARTMENTS; i++) {
		struct health_figures f = health_figures(&units[i], SPAN_MS);
		if (!f.asked && units[i].breaker == BREAKER_CLOSED)
			continue;
		struct checkup_source *s = &r->sources[r->n_sources++];
		*s = (struct checkup_source){.asked = f.asked, .good = f.good, .p50_ms = f.typical_ms,
			.p95_ms = f.slow_ms, .level = level_of(&units[i], &f)};
		text_copy(s->department, sizeof s->department, units[i].department);
		down += s->level == CHECKUP_RED;
		worst = s->level > worst ? s->level : worst;
	}
	qsort(r->sources, r->n_sources, sizeof *r->sources, worse);
	if (!k->driver || !r->n_sources)
		say(l, CHECKUP_UNKNOWN, "%s", _("not asked here"));
	else
		say(l, worst, _("%zu asked in five minutes, %zu down"), r->n_sources, down);
}

/* ---- all of them ---- */

static const struct {
	const char *word, *text, *todo;
} table[] = {
#define X(name, word, text, todo) {word, text, todo},
	CHECKUP_TABLE(X)
#undef X
};

const char *checkup_word(enum checkup c)
{
	return table[c].word;
}

const char *checkup_text(enum checkup c)
{
	return table[c].text;
}

const char *checkup_todo(enum checkup c)
{
	return table[c].todo;
}

const char *checkup_level_text(enum checkup_level l)
{
	static const char *const texts[] = {"-", N_("green"), N_("yellow"), N_("red")};

	return texts[l];
}

void checkup(struct store *s, const struct driver *driver, struct checkup_report *out)
{
	static void (*const checks[CHECKUP_COUNT])(const struct look *, struct checkup_line *) = {
		[CHECKUP_DISK] = disk, [CHECKUP_DATABASE] = database, [CHECKUP_BACKUP] = backup,
		[CHECKUP_ANCHOR] = anchor, [CHECKUP_WITNESS] = witness, [CHECKUP_CHAIN] = chain,
		[CHECKUP_KEYS] = keys, [CHECKUP_CLOCK] = clock_line, [CHECKUP_CALENDAR] = calendar,
		[CHECKUP_WAITING] = waiting, [CHECKUP_SKEW] = skew, [CHECKUP_SOURCES] = sources,
	};
	struct look k = {s, driver, out};

	*out = (struct checkup_report){0};
	for (int c = 0; c < CHECKUP_COUNT; c++) {
		checks[c](&k, &out->lines[c]);
		if (out->lines[c].level > out->worst)
			out->worst = out->lines[c].level;
	}
}
