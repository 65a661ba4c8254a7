/* SPDX-License-Identifier: MIT
 *
 * What is shown of personal data by default. A short number keeps fewer of its ends, so that
 * the larger part is always hidden; the stars of a name do not tell how long it is.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/text.h"
#include "core/standards/name.h"
#include "core/standards/region.h"

enum { ID_FULL = 15, ID_MIDDLE = 8, ID_MIN = 4, PHONE_FULL = 11, PHONE_MIN = 5 };

/* Bytes of the first n code points. */
static size_t head(const char *text, size_t n)
{
	const char *at = text;
	size_t left = strlen(text);

	while (n-- > 0 && left > 0)
		text_next(&at, &left);
	return (size_t)(at - text);
}

/* The last n code points. */
static const char *tail(const char *text, size_t n)
{
	size_t all = text_count(text);

	return text + head(text, all > n ? all - n : 0);
}

static void stars(struct buf *out, size_t n)
{
	while (n-- > 0)
		buf_addc(out, '*');
}

/* Keeps first and last characters; hidden says how many stars stand between them. */
static void ends(const char *text, size_t first, size_t last, size_t hidden, struct buf *out)
{
	buf_add(out, text, head(text, first));
	stars(out, hidden);
	buf_adds(out, last ? tail(text, last) : "");
}

void mask_name(const char *name, struct buf *out)
{
	size_t n = text_count(name);

	if (n <= 1)
		stars(out, n);
	else if (n == 2)
		ends(name, 1, 0, 1, out);
	else
		ends(name, 1, 1, n == 3 ? 1 : 2, out);
}

void mask_firm(const char *name, struct buf *out)
{
	size_t n = text_count(name);

	if (n <= 2)
		mask_name(name, out);
	else
		ends(name, 1, 1, 2, out);
}

void mask_id(const char *id, struct buf *out)
{
	size_t n = text_count(id), keep = n >= ID_FULL ? 4 : n >= ID_MIDDLE ? 2 : n >= ID_MIN;

	ends(id, keep, keep, n - 2 * keep, out);
}

void mask_phone(const char *phone, struct buf *out)
{
	size_t n = text_count(phone);

	if (n >= PHONE_FULL)
		ends(phone, 3, 4, n - 7, out);
	else if (n >= PHONE_MIN)
		ends(phone, 0, n / 2, n - n / 2, out);
	else
		stars(out, n);
}

void mask_address(const char *address, struct buf *out)
{
	size_t kept = region_prefix(address);

	buf_add(out, address, kept);
	if (address[kept])
		buf_adds(out, "****");
}

void mask_date(const char *date, struct buf *out)
{
	day_t day;

	if (day_parse(date, &day)) {
		buf_add(out, date, 8);
		buf_adds(out, "**");
	} else {
		stars(out, text_count(date));
	}
}
