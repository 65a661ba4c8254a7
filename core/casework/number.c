/* SPDX-License-Identifier: MIT
 *
 * What must hold: a case number reads the same back, and a query code shows any single wrong
 * character and nearly all swapped neighbours (ISO 7064 MOD 37,36).
 */
#include "core/casework/number.h"

#include <string.h>

#include "core/base/random.h"
#include "core/base/text.h"

enum { MODULUS = 36, DRAWN = 5, WINDOW_MAX = 7, SERIAL_MAX = 99999 };

static const char digits36[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
static const char unlike[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"; /* without 0 O 1 I */

void number_format(day_t day, const char *window, unsigned serial, char out[CASE_NUMBER])
{
	int y, m, d;

	day_split(day, &y, &m, &d);
	if (!text_format(out, CASE_NUMBER, "%02d%02d%02d-%s-%03u", y % 100, m, d, window, serial))
		BUG("a window's name is longer than a case number has room for");
}

/* Half width, upper case, at most size - 1 bytes; false when anything odd is there. */
static bool tidy(const char *text, char *out, size_t size)
{
	size_t left = strlen(text), n = 0;
	uint32_t c;

	while ((c = text_next(&text, &left)) != 0) {
		c = text_fold(c);
		if (c >= 'a' && c <= 'z')
			c -= 'a' - 'A';
		if (c == ' ')
			continue;
		if (c > 127 || n + 1 >= size || (!strchr(digits36, (int)c) && c != '-'))
			return false;
		out[n++] = (char)c;
	}
	out[n] = '\0';
	return n > 0;
}

static bool serial_of(const char *text, unsigned *out)
{
	int64_t n;

	if (strlen(text) > 5 || strspn(text, "0123456789") != strlen(text) ||
		!text_number(text, 1, SERIAL_MAX, &n))
		return false;
	*out = (unsigned)n;
	return true;
}

static bool window_ok(const char *text)
{
	size_t n = strlen(text);

	return n > 0 && n <= WINDOW_MAX && strspn(text, digits36) == n;
}

static bool day_ok(const char *text, day_t *out)
{
	int64_t n;

	if (strlen(text) != 6 || strspn(text, "0123456789") != 6 ||
		!text_number(text, 0, 999999, &n))
		return false;
	int y = 2000 + (int)(n / 10000), m = (int)(n / 100 % 100), d = (int)(n % 100);
	if (!day_valid(y, m, d))
		return false;
	*out = day_of(y, m, d);
	return true;
}

bool number_parse(const char *text, day_t today, const char *window, char out[CASE_NUMBER])
{
	char tidied[CASE_NUMBER], *parts[3];
	const char *in_window = window;
	unsigned serial;
	day_t day = today;
	size_t n = 0;

	if (!tidy(text, tidied, sizeof tidied))
		return false;
	for (char *p = tidied; p; n++) {
		if (n == COUNT_OF(parts))
			return false;
		parts[n] = p;
		p = strchr(p, '-');
		if (p)
			*p++ = '\0';
	}
	if (!serial_of(parts[n - 1], &serial))
		return false;
	if (n >= 2)
		in_window = parts[n - 2];
	if (!window_ok(in_window) || (n == 3 && !day_ok(parts[0], &day)))
		return false;
	number_format(day, in_window, serial, out);
	return true;
}

/* ISO 7064, hybrid system MOD 37,36: the running value before the check character. */
static int running(const char *text, size_t n)
{
	int p = MODULUS;

	for (size_t i = 0; i < n; i++) {
		int s = (p + (int)(strchr(digits36, text[i]) - digits36)) % MODULUS;
		p = (s ? s : MODULUS) * 2 % (MODULUS + 1);
	}
	return p;
}

void query_code_new(char out[QUERY_CODE])
{
	char check;

	do {
		for (int i = 0; i < DRAWN; i++)
			out[i] = unlike[random_below(sizeof unlike - 1)];
		check = digits36[(MODULUS + 1 - running(out, DRAWN)) % MODULUS];
	} while (!strchr(unlike, check));
	out[DRAWN] = check;
	out[DRAWN + 1] = '\0';
}

bool query_code_valid(const char *text)
{
	if (strlen(text) != DRAWN + 1 || strspn(text, unlike) != DRAWN + 1)
		return false;
	int value = (int)(strchr(digits36, text[DRAWN]) - digits36);
	return (running(text, DRAWN) + value) % MODULUS == 1;
}

/* ---- documents ---- */

/* The characters that are checked. */
static size_t checked(const char *text, char out[DOCUMENT_NUMBER])
{
	size_t n = 0;

	for (; *text && n + 1 < DOCUMENT_NUMBER; text++)
		if (strchr(digits36, *text))
			out[n++] = *text;
	out[n] = '\0';
	return n;
}

bool document_number(const char *case_number, const char *letters, int nth, char out[DOCUMENT_NUMBER])
{
	char day[7], window[WINDOW_MAX + 1], without[DOCUMENT_NUMBER];
	const char *first = strchr(case_number, '-'), *last = strrchr(case_number, '-');
	int64_t serial;

	if (!first || last <= first || first - case_number != 6 ||
		!text_copyn(day, sizeof day, case_number, 6) ||
		!text_copyn(window, sizeof window, first + 1, (size_t)(last - first) - 1) ||
		!window_ok(window) || !text_number(last + 1, 0, SERIAL_MAX, &serial) || nth < 1 || nth > 99)
		return false;
	if (!text_format(out, DOCUMENT_NUMBER, "%s-20%.2s-%s-%s%05d%02d-", window, day, letters, day + 2,
		    (int)serial, nth))
		return false;
	size_t n = checked(out, without), end = strlen(out);
	out[end] = digits36[(MODULUS + 1 - running(without, n)) % MODULUS];
	out[end + 1] = '\0';
	return true;
}

bool document_number_valid(const char *text)
{
	char all[DOCUMENT_NUMBER];
	size_t n = checked(text, all);

	if (n < 2 || strlen(text) >= DOCUMENT_NUMBER ||
		strspn(text, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-") != strlen(text))
		return false;
	int value = (int)(strchr(digits36, all[n - 1]) - digits36);
	return (running(all, n - 1) + value) % MODULUS == 1;
}
