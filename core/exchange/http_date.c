/* SPDX-License-Identifier: MIT
 *
 * What is not written exactly as it would be written here is not a date.
 */
#include <stdio.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/text.h"
#include "core/exchange/http_date.h"

static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep",
	"Oct", "Nov", "Dec"};

enum { BEIJING_MS = 8 * 3600 * 1000 };

void http_date(int64_t wall_ms, char out[HTTP_DATE_SIZE])
{
	struct civil c = clock_civil(wall_ms - BEIJING_MS); /* it adds Beijing's eight hours */

	text_format(out, HTTP_DATE_SIZE, "%s, %02d %s %04d %02d:%02d:%02d GMT",
		days[day_weekday(day_of(c.year, c.month, c.day))], c.day, months[c.month - 1],
		c.year, c.hour, c.minute, c.second);
}

bool http_date_parse(const char *text, int64_t *wall_ms)
{
	struct civil c = {0};
	char month[4] = "", again[HTTP_DATE_SIZE];
	int64_t ms;

	if (sscanf(text, "%*3s, %2d %3s %4d %2d:%2d:%2d GMT", &c.day, month, &c.year, &c.hour,
		    &c.minute, &c.second) != 6)
		return false;
	while (c.month < 12 && strcmp(months[c.month], month) != 0)
		c.month++;
	c.month++;
	if (!day_valid(c.year, c.month, c.day) || c.hour > 23 || c.minute > 59 || c.second > 60)
		return false;
	ms = clock_wall(&c) + BEIJING_MS;
	http_date(ms, again);
	if (strcmp(again, text) != 0)
		return false;
	*wall_ms = ms;
	return true;
}
