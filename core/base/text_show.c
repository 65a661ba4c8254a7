/* SPDX-License-Identifier: MIT
 *
 * What may reach the glass. curses already keeps control bytes from the terminal; what deceives
 * the eye (bidi, invisible and private characters, towers of marks) is stopped here.
 */
#include "core/base/text.h"

#include <string.h>

enum { REPLACEMENT = 0xFFFD, MARKS = 2 /* marks on one character */ };

struct range {
	uint32_t first, last;
};

/* Ascending; looked up by halving. Variation selectors are a case of their own, below. */
static const struct range hidden[] = {
	{0x0000, 0x001F},     /* C0 */
	{0x007F, 0x009F},     /* DEL, C1 */
	{0x00AD, 0x00AD},     /* soft hyphen */
	{0x034F, 0x034F},     /* combining grapheme joiner */
	{0x061C, 0x061C},     /* Arabic letter mark */
	{0x115F, 0x1160},     /* Hangul fillers */
	{0x17B4, 0x17B5},     /* invisible Khmer vowels */
	{0x180B, 0x180F},     /* Mongolian selectors and vowel separator */
	{0x200B, 0x200F},     /* zero width, left-to-right and right-to-left marks */
	{0x2028, 0x202E},     /* line and paragraph separators, embeddings, overrides */
	{0x2060, 0x206F},     /* joiner, invisible operators, isolates, deprecated controls */
	{0x3164, 0x3164},     /* Hangul filler */
	{0xD800, 0xF8FF},     /* surrogates, private use */
	{0xFDD0, 0xFDEF},     /* non-characters */
	{0xFEFF, 0xFEFF},     /* byte order mark */
	{0xFFA0, 0xFFA0},     /* half-width Hangul filler */
	{0xFFF0, 0xFFFB},     /* specials: interlinear annotation */
	{0x1BCA0, 0x1BCA3},   /* shorthand format controls */
	{0x1D173, 0x1D17A},   /* musical format controls */
	{0xE0000, UINT32_MAX} /* tags, private planes, beyond Unicode, TEXT_BAD */
};

/* The Han of GB 18030-2022 and Unicode 15.1. The twelve in the compatibility block are unified
 * ideographs despite their name. */
/* clang-format off */
static const struct range han[] = {
	{0x3007, 0x3007},   {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0xFA0E, 0xFA0F},
	{0xFA11, 0xFA11},   {0xFA13, 0xFA14},   {0xFA1F, 0xFA1F},   {0xFA21, 0xFA21},
	{0xFA23, 0xFA24},   {0xFA27, 0xFA29},   {0x20000, 0x2A6DF}, {0x2A700, 0x2EE5D},
	{0x30000, 0x33479},
};
/* clang-format on */

static bool within(const struct range *table, size_t n, uint32_t c)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (c > table[middle].last)
			low = middle + 1;
		else if (c < table[middle].first)
			high = middle;
		else
			return true;
	}
	return false;
}

bool text_is_han(uint32_t c)
{
	return within(han, COUNT_OF(han), c);
}

static bool is_selector(uint32_t c)
{
	return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

uint32_t text_show(uint32_t c, uint32_t before)
{
	if (c >= ' ' && c < 0x7F)
		return c;
	if (is_selector(c))
		return text_is_han(before) ? c : REPLACEMENT;
	if ((c & 0xFFFE) == 0xFFFE || within(hidden, COUNT_OF(hidden), c))
		return REPLACEMENT;
	return c;
}

/* ---- a walk over text as it will be shown ---- */

struct walk {
	const char *at;
	size_t left;
	uint32_t before; /* what was shown last; 0 at the start */
	int marks;	 /* on the current character */
};

/* The next code point to show, and its cells. A mark with nothing to stand on, and a third one
 * on the same character, are replaced. */
static uint32_t walk_next(struct walk *w, int *cells)
{
	uint32_t c = text_show(text_next(&w->at, &w->left), w->before);

	*cells = text_cell(c);
	if (*cells == 0 && (w->before == 0 || w->marks == MARKS)) {
		c = REPLACEMENT;
		*cells = text_cell(c);
	}
	w->marks = *cells == 0 ? w->marks + 1 : 0;
	w->before = c;
	return c;
}

size_t text_cells(const char *text)
{
	struct walk w = {.at = text, .left = strlen(text)};
	size_t total = 0;
	int cells;

	while (w.left > 0) {
		(void)walk_next(&w, &cells);
		total += (size_t)cells;
	}
	return total;
}

size_t text_fit(const char *text, size_t cells, size_t *used)
{
	struct walk w = {.at = text, .left = strlen(text)};
	size_t bytes = 0, total = 0;
	int n;

	while (w.left > 0) {
		(void)walk_next(&w, &n);
		if (total + (size_t)n > cells)
			break;
		total += (size_t)n;
		bytes = (size_t)(w.at - text);
	}
	if (used)
		*used = total;
	return bytes;
}

void text_sanitise(struct buf *out, const char *text, size_t len)
{
	struct walk w = {.at = text, .left = len};
	char bytes[TEXT_UTF8_MAX];
	int cells;

	while (w.left > 0)
		buf_add(out, bytes, text_put(walk_next(&w, &cells), bytes));
}

static void add_times(struct buf *out, char c, size_t n)
{
	for (; n > 0; n--)
		buf_addc(out, c);
}

void text_pad(struct buf *out, const char *text, size_t cells, bool mark)
{
	size_t used, dots = 0, bytes = text_fit(text, cells, &used);

	if (mark && text[bytes] != '\0') {
		dots = cells < 2 ? cells : 2;
		bytes = text_fit(text, cells - dots, &used);
	}
	text_sanitise(out, text, bytes);
	add_times(out, '.', dots);
	add_times(out, ' ', cells - dots - used);
}
