/* SPDX-License-Identifier: MIT
 *
 * Readings without tones from Unihan; u with two dots is v, as keyboards have it.
 */
#include "core/standards/pinyin.h"

#include <string.h>

#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/standards/name.h"
#include "core/standards/tables.h"

enum { SURNAME_CHARS = 2, PAGE = 256, PAGES = 0x110000 / PAGE, SLOTS = 4 * PINYIN_IDS };

/* Readings that are spelt alike share a number; pages say which number a character has. */
static struct known {
	const char *readings[PINYIN_IDS];
	size_t n;
	uint16_t *pages[PAGES];      /* PAGE numbers each; NULL: none has a reading */
} *known;

static void forget(void)
{
	for (size_t i = 0; known && i < PAGES; i++)
		mem_free(known->pages[i]);
	mem_free(known);
	known = NULL;
}

static uint16_t number_of(const char *readings, uint16_t slots[SLOTS])
{
	uint32_t at = 0;

	for (const char *c = readings; *c; c++)
		at = at * 31 + (unsigned char)*c;
	for (at %= SLOTS; slots[at]; at = (at + 1) % SLOTS) {
		if (strcmp(known->readings[slots[at]], readings) == 0)
			return slots[at];
	}
	if (known->n == PINYIN_IDS)
		return 0; /* found by its characters only */
	known->readings[known->n] = readings;
	return slots[at] = (uint16_t)known->n++;
}

static void set(uint32_t c, uint16_t id)
{
	uint16_t **page = &known->pages[c / PAGE];

	if (!*page)
		*page = mem_array(PAGE, sizeof(**page));
	(*page)[c % PAGE] = id;
}

static void take(const struct tsv *t, uint16_t slots[SLOTS])
{
	for (size_t row = 0; row < t->rows; row++) {
		const char *text = tsv_cell(t, row, 0);
		size_t left = strlen(text);
		uint32_t c = text_next(&text, &left);

		if (c != TEXT_BAD)
			set(c, number_of(tsv_cell(t, row, 1), slots));
	}
}

static void take_ascii(uint16_t slots[SLOTS])
{
	static const char letters[][2] = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l",
		"m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "w", "x", "y", "z", "0", "1", "2",
		"3", "4", "5", "6", "7", "8", "9"};

	for (size_t i = 0; i < COUNT_OF(letters); i++) {
		uint32_t c = (unsigned char)letters[i][0];
		uint16_t id = number_of(letters[i], slots);

		set(c, id);
		if (c >= 'a')
			set(c - 'a' + 'A', id);
	}
}

static void build(void)
{
	uint16_t *slots;

	if (known)
		return;
	known = mem_new(sizeof(*known));
	slots = mem_array(SLOTS, sizeof(*slots));
	known->readings[known->n++] = "";
	take(tables_get(TABLE_PINYIN), slots);
	take(tables_get(TABLE_PINYIN_MORE), slots); /* the last word on a character counts */
	take_ascii(slots);
	mem_free(slots);
	tables_on_change(forget);
}

uint16_t pinyin_id(uint32_t c)
{
	build();
	return c < 0x110000 && known->pages[c / PAGE] ? known->pages[c / PAGE][c % PAGE] : 0;
}

const char *pinyin_readings(uint16_t id)
{
	build();
	return id < known->n ? known->readings[id] : "";
}

/* Steps over one character and gives its readings; false at the end. */
static bool next_readings(const char **text, size_t *left, const char **out)
{
	if (*left == 0)
		return false;
	*out = pinyin_readings(pinyin_id(text_next(text, left)));
	return true;
}

static void spell(const char *text, bool whole, struct buf *out)
{
	size_t left = strlen(text);
	const char *r;

	while (next_readings(&text, &left, &r))
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

uint64_t pinyin_step(const char *query, size_t len, uint64_t from, const char *readings)
{
	uint64_t places = 0;

	for (const char *r = readings; *r; r += strspn(r, " ")) {
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

	if (len == 0)
		return true;
	if (len > PINYIN_QUERY)
		return false;
	while (places && next_readings(&text, &left, &r)) {
		if (!*r)
			continue; /* marks and characters without a reading do not count */
		places = pinyin_step(query, len, places, r);
		if (places >> len & 1)
			return true;
	}
	return false;
}
