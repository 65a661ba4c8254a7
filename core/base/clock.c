/* SPDX-License-Identifier: MIT
 *
 * Both clocks, and the civil calendar by whole-number arithmetic. Beijing time is UTC+8 always.
 */
#include "core/base/clock.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "core/base/text.h"

enum {
	DAY_SECONDS = 86400,
	BEIJING_SECONDS = 8 * 3600,
	ERA_YEARS = 400,
	ERA_DAYS = 146097,   /* the calendar repeats after 400 years */
	EPOCH_DAYS = 719468, /* 0000-03-01 to 1970-01-01 */
};

/* ---- the two clocks ---- */

/* What is shown is the machine's clock plus a shift, or a value that stands still. */
struct face {
	clockid_t id;
	int64_t shift, held;
};

static struct face wall = {.id = CLOCK_REALTIME}, mono = {.id = CLOCK_BOOTTIME};
static bool holding, started;

static int64_t machine_ms(clockid_t id)
{
	struct timespec t;

	if (clock_gettime(id, &t) != 0)
		BUG("no clock");
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int64_t face_ms(const struct face *f)
{
	return holding ? f->held : machine_ms(f->id) + f->shift;
}

void clock_start_at(int64_t wall_ms)
{
	started = true;
	wall.held = wall_ms;
	wall.shift = wall_ms - machine_ms(wall.id);
}

/* The environment sets the start unless the program did so before the first look at the clock. */
static void start(void)
{
	const char *now;
	int64_t ms;

	if (started)
		return;
	started = true;
	now = getenv("ONETRIP_NOW");
	if (now && clock_parse(now, &ms))
		clock_start_at(ms);
}

int64_t clock_now_ms(void)
{
	start();
	return face_ms(&wall);
}

int64_t clock_mono_ms(void)
{
	return face_ms(&mono);
}

bool clock_held(void)
{
	return holding;
}

void clock_hold(bool hold)
{
	struct face *faces[] = {&wall, &mono};

	start();
	if (hold == holding)
		return;
	for (size_t i = 0; i < COUNT_OF(faces); i++) {
		if (hold)
			faces[i]->held = face_ms(faces[i]);
		else
			faces[i]->shift = faces[i]->held - machine_ms(faces[i]->id);
	}
	holding = hold;
}

void clock_advance(int64_t ms)
{
	start();
	wall.held += ms;
	wall.shift += ms;
	mono.held += ms;
	mono.shift += ms;
}

const char *clock_boot_id(void)
{
	static char id[33];
	char raw[36]; /* 8-4-4-4-12 hex digits */
	size_t n = 0;
	int fd;

	if (id[0])
		return id;
	fd = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return "";
	if (read(fd, raw, sizeof(raw)) == (ssize_t)sizeof(raw)) {
		for (size_t i = 0; i < sizeof(raw) && n < sizeof(id) - 1; i++) {
			if (raw[i] != '-')
				id[n++] = raw[i];
		}
	}
	close(fd);
	return id;
}

/* ---- days ---- */

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

static bool leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

bool day_valid(int year, int month, int day)
{
	static const int length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1)
		return false;
	return day <= length[month - 1] + (month == 2 && leap(year));
}

/* Years are counted from 1 March, so that the leap day is the last of its year: then month m
 * (0 March) begins (153m + 2) / 5 days into it. */
day_t day_of(int year, int month, int day)
{
	int64_t y = year - (month <= 2), era, in_era, in_year;

	era = floor_div(y, ERA_YEARS);
	y -= era * ERA_YEARS;
	in_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
	in_era = y * 365 + y / 4 - y / 100 + in_year;
	return (day_t)(era * ERA_DAYS + in_era - EPOCH_DAYS);
}

void day_split(day_t d, int *year, int *month, int *day)
{
	int64_t z = (int64_t)d + EPOCH_DAYS, era, in_era, y, in_year, m;

	era = floor_div(z, ERA_DAYS);
	in_era = z - era * ERA_DAYS;
	y = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
	in_year = in_era - (365 * y + y / 4 - y / 100);
	m = (5 * in_year + 2) / 153;
	*day = (int)(in_year - (153 * m + 2) / 5 + 1);
	*month = (int)(m < 10 ? m + 3 : m - 9);
	*year = (int)(y + era * ERA_YEARS + (*month <= 2));
}

int day_weekday(day_t d)
{
	int64_t since_monday = (int64_t)d + 3; /* 1970-01-01 was a Thursday */

	return (int)(since_monday - floor_div(since_monday, 7) * 7);
}

/* Exactly n digits at text. */
static bool digits(const char *text, int n, int *out)
{
	int value = 0;

	for (int i = 0; i < n; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
		value = value * 10 + (text[i] - '0');
	}
	*out = value;
	return true;
}

/* The first ten bytes, which stop at the first that does not fit (also at the NUL). */
static bool parse_date(const char *text, int *year, int *month, int *day)
{
	return digits(text, 4, year) && text[4] == '-' && digits(text + 5, 2, month) &&
	       text[7] == '-' && digits(text + 8, 2, day) && day_valid(*year, *month, *day);
}

bool day_parse(const char *text, day_t *out)
{
	int year, month, day;

	if (!parse_date(text, &year, &month, &day) || text[10] != '\0')
		return false;
	*out = day_of(year, month, day);
	return true;
}

void day_format(day_t d, char out[11])
{
	int year, month, day;

	day_split(d, &year, &month, &day);
	text_format(out, 11, "%04d-%02d-%02d", year, month, day);
}

/* ---- Beijing time ---- */

struct civil clock_civil(int64_t wall_ms)
{
	int64_t s = floor_div(wall_ms, 1000) + BEIJING_SECONDS;
	int64_t days = floor_div(s, DAY_SECONDS), rest = s - days * DAY_SECONDS;
	struct civil c = {0};

	day_split((day_t)days, &c.year, &c.month, &c.day);
	c.hour = (int)(rest / 3600);
	c.minute = (int)(rest / 60 % 60);
	c.second = (int)(rest % 60);
	return c;
}

int64_t clock_wall(const struct civil *c)
{
	int64_t s = (int64_t)day_of(c->year, c->month, c->day) * DAY_SECONDS;

	s += c->hour * 3600 + c->minute * 60 + c->second - BEIJING_SECONDS;
	return s * 1000;
}

day_t clock_today(void)
{
	return (day_t)floor_div(floor_div(clock_now_ms(), 1000) + BEIJING_SECONDS, DAY_SECONDS);
}

bool clock_parse(const char *text, int64_t *wall_ms)
{
	struct civil c = {0};

	if (!parse_date(text, &c.year, &c.month, &c.day) || text[10] != 'T')
		return false;
	text += 11;
	if (!digits(text, 2, &c.hour) || text[2] != ':' || !digits(text + 3, 2, &c.minute))
		return false;
	text += 5;
	if (*text == ':') {
		if (!digits(text + 1, 2, &c.second))
			return false;
		text += 3;
	}
	if (*text != '\0' || c.hour > 23 || c.minute > 59 || c.second > 59)
		return false;
	*wall_ms = clock_wall(&c);
	return true;
}

void clock_format(int64_t wall_ms, char out[20])
{
	struct civil c = clock_civil(wall_ms);

	text_format(out, 20, "%04d-%02d-%02d %02d:%02d:%02d", c.year, c.month, c.day, c.hour,
		c.minute, c.second);
}

void clock_format_hm(int64_t wall_ms, char out[6])
{
	struct civil c = clock_civil(wall_ms);

	text_format(out, 6, "%02d:%02d", c.hour, c.minute);
}
