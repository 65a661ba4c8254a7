/* SPDX-License-Identifier: MIT
 *
 * A year's calendar as the State Council publishes it, one row a day that is not what its week day
 * says: "YYYY-MM-DD H|W name", tab separated, H off and W worked, in order; '#' begins a comment.
 * Every row is of one year, but for last days of the December before. The National Day is in it: a
 * year without is not whole. W stands on weekends only.
 */
#ifndef ONETRIP_CALENDAR_H
#define ONETRIP_CALENDAR_H

#include "core/base/buf.h"
#include "core/base/clock.h"

enum { CALENDAR_DAYS_MOST = 120, CALENDAR_BYTES = 16384, CALENDAR_YEARS = 64 };

struct calendar_day {
	day_t day;
	bool working;                /* a weekend that is worked, else a day off */
};

struct calendar {
	int year;
	size_t n;
	struct calendar_day days[CALENDAR_DAYS_MOST]; /* ascending */
};

/* ERR_SYNTAX with "path:line: message\n" for each mistake, at most 20; ERR_LIMIT: longer than
 * CALENDAR_BYTES. */
enum err calendar_read(const char *path, const char *text, size_t len, struct calendar *out,
	struct buf *messages) MUST_CHECK;

#endif
