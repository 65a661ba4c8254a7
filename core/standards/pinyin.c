/* SPDX-License-Identifier: MIT
 *
 * Readings without tones from Unihan; u with two dots is v, as keyboards have it.
 */
#include <string.h>

#include "core/base/text.h"
#include "core/standards/name.h"
#include "core/standards/tables.h"

enum { QUERY_MAX = 63, SURNAME_CHARS = 2 };

/* The readings of the character at text, separated by blanks; "" when it has none. ASCII letters
 * and digits read as themselves. buffer is for those. */
static const char *readings(const char *text, size_t bytes, char buffer[2])
{
	static const enum table tables[] = {TABLE_PINYIN_MORE, TABLE_PINYIN};
	char key[TEXT_UTF8_MAX + 1];
	size_t row;

	if (bytes == 1) {
		char c = *text >= 'A' && *text <= 'Z' ? (char)(*text - 'A' + 'a') : *text;

		buffer[0] = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '\0';
		buffer[1] = '\0';
		return buffer;
	}
	text_copyn(key, sizeof(key), text, bytes);
	for (size_t i = 0; i < COUNT_OF(tables); i++) {
		const struct tsv *t = tables_get(tables[i]);

		if (tables_find(t, key, &row))
			return tsv_cell(t, row, 1);
	}
	return "";
}

/* Steps over one character and gives its readings; false at the end. */
static bool next_readings(const char **text, size_t *left, char buffer[2], const char **out)
{
	const char *at = *text;

	if (*left == 0)
		return false;
	text_next(text, left);
	*out = readings(at, (size_t)(*text - at), buffer);
	return true;
}

static void spell(const char *text, bool whole, struct buf *out)
{
	size_t left = strlen(text);
	const char *r;
	char buffer[2];

	while (next_readings(&text, &left, buffer, &r))
		buf_add(out, r, whole ? strcspn(r, " ") : *r != '\0');
}

void pinyin_initials(const char *text, struct buf *out)
{
	spell(text, false, out);
}

void pinyin_full(const char *text, struct buf *out)
{
	spell(text, true, out);
}

/* The longest surname with a reading of its own that begins name; its bytes, 0 when none. */
static size_t surname(const char *name, const char **reading)
{
	const struct tsv *t = tables_get(TABLE_SURNAMES);
	const char *at = name;
	size_t left = strlen(name), best = 0, row;
	char key[SURNAME_CHARS * TEXT_UTF8_MAX + 1];

	for (int i = 0; i < SURNAME_CHARS && left > 0; i++) {
		text_next(&at, &left);
		text_copyn(key, sizeof(key), name, (size_t)(at - name));
		if (!tables_find(t, key, &row))
			continue;
		best = (size_t)(at - name);
		*reading = tsv_cell(t, row, 1);
	}
	return best;
}

void pinyin_person(const char *name, struct buf *out)
{
	const char *reading = "";
	size_t skip = surname(name, &reading);

	for (const char *c = reading; *c; c++) {
		if (*c != ' ')
			buf_addc(out, *c);
	}
	spell(name + skip, true, out);
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Places of the query that can be reached from `from` by a part of one reading, as bits. */
static uint64_t reach(const char *query, size_t from, const char *reading)
{
	uint64_t places = 0;

	for (; *reading && *reading != ' ' && query[from]; reading++, from++) {
		if (lower(query[from]) != *reading)
			break;
		places |= UINT64_C(1) << (from + 1);
	}
	return places;
}

/* The same from every place in `from`, by any of the readings. */
static uint64_t step(const char *query, size_t len, uint64_t from, const char *readings_of)
{
	uint64_t places = 0;

	for (const char *r = readings_of; *r; r += strspn(r, " ")) {
		for (size_t i = 0; i < len; i++) {
			if (from >> i & 1)
				places |= reach(query, i, r);
		}
		r += strcspn(r, " ");
	}
	return places;
}

bool pinyin_match(const char *text, const char *query)
{
	size_t left = strlen(text), len = strlen(query);
	uint64_t places = 1; /* bit i: the first i bytes of the query are used up */
	const char *r;
	char buffer[2];

	if (len == 0)
		return true;
	if (len > QUERY_MAX)
		return false;
	while (places && next_readings(&text, &left, buffer, &r)) {
		if (!*r)
			continue; /* marks and characters without a reading do not count */
		places = step(query, len, places, r);
		if (places >> len & 1)
			return true;
	}
	return false;
}
