/* SPDX-License-Identifier: MIT
 *
 * A day is a working day when the calendar says so, else from Monday to Friday. Before and past the
 * published calendar only the weekday is known, so such a due date is provisional.
 */
#include "core/standards/workday.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/mem.h"
#include "core/standards/tables.h"

enum { AFTER_HOURS = 17, SATURDAY = 5, NATIONAL_DAY_MONTH = 10, LAST_YEAR = 9999 };

struct holiday {
	day_t day;
	bool working; /* a make-up working day, else a day off */
};

static struct holiday *days; /* ascending */
static size_t n_days;
static day_t beginning, horizon;
static struct calendar *published; /* by workday_publish */
static size_t n_published;

static void forget(void)
{
	mem_free(days);
	days = NULL;
	n_days = 0;
}

/* A notice for one year also names days of its neighbours; a year is published once its
 * National Day is. */
static void note_horizon(day_t d, bool working)
{
	int year, month, day;

	day_split(d, &year, &month, &day);
	if (month != NATIONAL_DAY_MONTH || working)
		return;
	if (day_of(year, 12, 31) > horizon)
		horizon = day_of(year, 12, 31);
	if (beginning == DAY_NONE || day_of(year, 1, 1) < beginning)
		beginning = day_of(year, 1, 1);
}

/* The newest given calendar that speaks of a day, or of its year; NULL: the tables do. */
static const struct calendar *given(day_t d)
{
	int year, month, day;

	day_split(d, &year, &month, &day);
	for (size_t k = n_published; k-- > 0;)
		if (published[k].year == year || (published[k].n && published[k].days[0].day <= d &&
							 year == published[k].year - 1))
			return &published[k];
	return NULL;
}

static void add(const struct calendar *from, day_t day, bool working)
{
	if (given(day) != from)
		return;
	days[n_days++] = (struct holiday){day, working};
	note_horizon(day, working);
}

static int by_day(const void *a, const void *b)
{
	const struct holiday *x = a, *y = b;

	return (x->day > y->day) - (x->day < y->day);
}

static void build(void)
{
	const struct tsv *t;
	day_t d;

	if (days)
		return;
	t = tables_get(TABLE_HOLIDAYS);
	days = mem_array(t->rows + n_published * CALENDAR_DAYS_MOST + 1, sizeof(*days));
	beginning = horizon = DAY_NONE;
	for (size_t i = 0; i < t->rows; i++)
		if (day_parse(tsv_cell(t, i, 0), &d))
			add(NULL, d, strcmp(tsv_cell(t, i, 1), "W") == 0);
	for (size_t k = 0; k < n_published; k++)
		for (size_t i = 0; i < published[k].n; i++)
			add(&published[k], published[k].days[i].day, published[k].days[i].working);
	qsort(days, n_days, sizeof(*days), by_day);
	tables_on_change(forget);
}

void workday_publish(const struct calendar *list, size_t n)
{
	if (n > CALENDAR_YEARS + 1)
		BUG("more calendars than years");
	if (days)
		forget();
	mem_free(published);
	published = n ? mem_array(n, sizeof(*published)) : NULL;
	if (n)
		memcpy(published, list, n * sizeof(*published));
	n_published = n;
}

static const struct holiday *find(day_t d)
{
	size_t low = 0, high;

	build();
	high = n_days;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (days[middle].day == d)
			return &days[middle];
		if (d < days[middle].day)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

bool workday_is(day_t d)
{
	const struct holiday *h = find(d);

	return h ? h->working : day_weekday(d) < SATURDAY;
}

day_t workday_next(day_t d)
{
	while (!workday_is(d))
		d++;
	return d;
}

day_t workday_horizon(void)
{
	build();
	return horizon;
}

day_t workday_beginning(void)
{
	build();
	return beginning;
}

int workday_between(day_t from, day_t to)
{
	int n = 0;

	for (day_t d = from + 1; d <= to; d++)
		n += workday_is(d);
	return n;
}

static bool input_good(int n, const struct pause *pauses, size_t n_pauses)
{
	if (n < 0 || n > DUE_DAYS_MAX || n_pauses > DUE_PAUSES_MAX)
		return false;
	for (size_t i = 0; i < n_pauses; i++) {
		if (pauses[i].to < pauses[i].from || pauses[i].to > day_of(LAST_YEAR, 12, 31))
			return false;
	}
	return true;
}

/* The day whose morrow is the first that may count. */
static day_t day_zero(int64_t start_wall_ms, enum due_rule rule)
{
	struct civil c = clock_civil(start_wall_ms);
	day_t d = day_of(c.year, c.month, c.day);

	if (rule == DUE_RULE_B && (!workday_is(d) || c.hour >= AFTER_HOURS))
		d = workday_next(d + 1);
	return d;
}

/* The next day after d that no pause takes out. */
static day_t next_running(day_t d, const struct pause *pauses, size_t n_pauses)
{
	size_t i = 0;

	d++;
	while (i < n_pauses) {
		if (d > pauses[i].from && d <= pauses[i].to) {
			d = pauses[i].to + 1;
			i = 0;
		} else {
			i++;
		}
	}
	return d;
}

enum err workday_due(int64_t start_wall_ms, int n, enum due_unit unit, enum due_rule rule,
	const struct pause *pauses, size_t n_pauses, struct due *out)
{
	day_t d, last = day_of(LAST_YEAR, 12, 31), from = day_zero(start_wall_ms, DUE_RULE_A);

	if (!input_good(n, pauses, n_pauses))
		return ERR_INPUT;
	d = day_zero(start_wall_ms, rule);
	for (int counted = 0; counted < n;) {
		d = next_running(d, pauses, n_pauses);
		counted += unit == DUE_CALENDAR || workday_is(d);
		if (d > last)
			return ERR_LIMIT;
	}
	/* a limit in working days already ends on one, save n = 0 */
	if (unit == DUE_CALENDAR || n == 0)
		d = workday_next(d);
	if (d > last)
		return ERR_LIMIT;
	*out = (struct due){d, d > workday_horizon() || from < workday_beginning()};
	return OK;
}
