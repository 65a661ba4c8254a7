/* SPDX-License-Identifier: MIT
 *
 * The legal calendar and due dates: standards.md section 5, domain.md section 4. A due date is a
 * pure function of calendar, start, count, unit and pauses.
 */
#ifndef ONETRIP_WORKDAY_H
#define ONETRIP_WORKDAY_H

#include "core/standards/calendar.h"

enum due_unit { DUE_WORKING, DUE_CALENDAR };
enum due_rule { DUE_RULE_A, DUE_RULE_B }; /* B: day off or >= 17:00 starts on the next working day */

struct pause {
	day_t from, to; /* days d with from < d <= to do not count */
};

enum { DUE_DAYS_MAX = 3650, DUE_PAUSES_MAX = 64 };

struct due {
	day_t day;
	bool provisional; /* some of its days are outside of the published calendar */
};

/* Calendars that take the place of the tables' years, the later ones of earlier ones; those given before
 * no longer count. Copies; at most CALENDAR_YEARS and one to try. */
void workday_publish(const struct calendar *list, size_t n);

bool workday_is(day_t d);
day_t workday_next(day_t d);                   /* d itself or the next working day */
day_t workday_horizon(void);                   /* last day of the published calendar */
day_t workday_beginning(void);                 /* its first day */
int workday_between(day_t from, day_t to);     /* working days d with from < d <= to */
enum err workday_due(int64_t start_wall_ms, int n, enum due_unit unit, enum due_rule rule,
	const struct pause *pauses, size_t n_pauses, struct due *out) MUST_CHECK;

#endif
