/* SPDX-License-Identifier: MIT */
#include "core/standards/calendar.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"

enum { LINE = 200, MISTAKES = 20, SATURDAY = 5, DECEMBER = 12, OCTOBER = 10, DAY_CHARACTERS = 10 };

struct reading {
	const char *path;
	struct buf *messages;
	struct calendar *to;
	size_t line, mistakes;
	bool national_day;
};

static void mistake(struct reading *r, const char *what)
{
	if (r->mistakes++ < MISTAKES)
		buf_addf(r->messages, "%s:%zu: %s\n", r->path, r->line, what);
}

static bool cells(const char *line, day_t *day, char *kind)
{
	char date[DAY_CHARACTERS + 1];
	const char *rest = line + DAY_CHARACTERS;

	if (strlen(line) < DAY_CHARACTERS + 4 || rest[0] != '\t' || rest[2] != '\t' || strchr(rest + 3, '\t'))
		return false;
	*kind = rest[1];
	return text_copyn(date, sizeof date, line, DAY_CHARACTERS) && day_parse(date, day) &&
		(*kind == 'H' || *kind == 'W');
}

/* The first row says which; but where only last days of a December came, the next year may follow. */
static bool same_year(struct calendar *c, int year)
{
	bool december = c->n && c->days[0].day >= day_of(c->year, DECEMBER, 1);

	if (!c->n || (december && year == c->year + 1))
		c->year = year;
	return year == c->year;
}

static void add(struct reading *r, day_t d, bool working)
{
	struct calendar *c = r->to;
	int year, month, day;

	day_split(d, &year, &month, &day);
	if (!same_year(c, year)) {
		mistake(r, _("a day of another year"));
		return;
	}
	r->national_day |= month == OCTOBER && !working;
	c->days[c->n++] = (struct calendar_day){d, working};
}

static void take(struct reading *r, const char *line)
{
	const struct calendar *c = r->to;
	char kind;
	day_t d;

	if (!cells(line, &d, &kind))
		mistake(r, _("a row is a day, H or W and a name, with tabs between"));
	else if (c->n == CALENDAR_DAYS_MOST)
		mistake(r, _("more days than a year's calendar has"));
	else if (c->n && d <= c->days[c->n - 1].day)
		mistake(r, _("days go up, each stands once"));
	else if (kind == 'W' && day_weekday(d) < SATURDAY)
		mistake(r, _("W is for a weekend that is worked"));
	else
		add(r, d, kind == 'W');
}

static void take_line(struct reading *r, const char *start, size_t len)
{
	char line[LINE];

	r->line++;
	if (len == 0 || start[0] == '#')
		return;
	if (memchr(start, '\0', len) || !text_copyn(line, sizeof line, start, len) || !text_valid(line, len))
		mistake(r, _("not UTF-8 text of a line's length"));
	else
		take(r, line);
}

enum err calendar_read(const char *path, const char *text, size_t len, struct calendar *out,
	struct buf *messages)
{
	struct calendar c = {0};
	struct reading r = {.path = path, .messages = messages, .to = &c};

	if (len > CALENDAR_BYTES)
		return ERR_LIMIT;
	for (size_t at = 0; at < len;) {
		const char *end = memchr(text + at, '\n', len - at);
		size_t n = end ? (size_t)(end - text) - at : len - at;
		take_line(&r, text + at, n);
		at += n + 1;
	}
	if (!r.mistakes && !r.national_day)
		mistake(&r, _("no day off in October: the year is not whole"));
	if (r.mistakes)
		return ERR_SYNTAX;
	*out = c;
	return OK;
}
