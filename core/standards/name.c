/* SPDX-License-Identifier: MIT
 *
 * Names: any character of GB 18030 may stand in one, 50 code points long. They are never put
 * through NFC or NFKC: both replace compatibility ideographs that people bear.
 */
#include "core/standards/name.h"

#include <string.h>

#include "core/base/text.h"
#include "core/standards/text_class.h"

enum { NAME_INPUT_MAX = 8 << 20 }; /* bytes while normalising */

static bool han_like(uint32_t c)
{
	return text_is_han(c) || is_compatibility(c) || is_private(c);
}

static void put(struct buf *out, uint32_t c)
{
	char utf8[TEXT_UTF8_MAX];

	buf_add(out, utf8, text_put(c, utf8));
}

/* Folds and drops character by character; runs of blanks become one space. True when the name
 * holds Han characters. */
static bool fold(const char *text, size_t len, struct buf *out, struct verdict *v)
{
	bool han = false, blank = false;

	while (len > 0) {
		uint32_t c = text_next(&text, &len);

		c = c == TEXT_BAD || c == 0 ? REPLACEMENT : text_fold(c);
		if (is_invisible(c)) {
			verdict_add(v, FLAG_W_INVIS);
			continue;
		}
		if (is_variation(c)) {
			verdict_add(v, FLAG_W_VS);
			continue;
		}
		if (is_blank(c)) {
			blank = true;
			continue;
		}
		if (unify_radical(c) != c) {
			verdict_add(v, FLAG_W_RADICAL);
			c = unify_radical(c);
		}
		if (blank && out->len > 0)
			put(out, ' ');
		blank = false;
		han = han || text_is_han(c) || is_compatibility(c);
		put(out, is_dot(c) ? MIDDLE_DOT : c);
	}
	return han;
}

/* A Han name has no spaces, and a full stop between its characters was meant as the dot. */
static void join_han(const char *text, size_t len, struct buf *out)
{
	uint32_t before = 0;

	while (len > 0) {
		uint32_t c = text_next(&text, &len);

		if (c == ' ')
			continue;
		if (c == '.' && han_like(before)) {
			const char *ahead = text;
			size_t left = len;
			uint32_t next = text_next(&ahead, &left);

			while (next == ' ')
				next = text_next(&ahead, &left);
			if (han_like(next))
				c = MIDDLE_DOT;
		}
		put(out, c);
		before = c;
	}
}

void name_normalise(const char *text, size_t len, struct buf *out, struct verdict *v)
{
	struct buf folded;

	buf_init(&folded, NAME_INPUT_MAX);
	if (fold(text, len, &folded, v))
		join_han(buf_text(&folded), folded.len, out);
	else
		buf_add(out, buf_text(&folded), folded.len);
	if (folded.err)
		out->err = folded.err;
	buf_release(&folded);
}

/* What a normalised name consists of. */
struct makeup {
	bool han, latin, other; /* scripts */
	bool joiner;		/* hyphen, apostrophe or full stop, as in Latin names */
	bool dot_misplaced;	/* at an end, or two in a row */
};

static bool is_joiner(uint32_t c)
{
	return c == '-' || c == '\'' || c == '.' || c == 0x2019;
}

/* Notes one character; false when it belongs in no name. */
static bool note(struct makeup *m, uint32_t c, uint32_t before, struct verdict *v)
{
	if (c == MIDDLE_DOT) {
		m->dot_misplaced |= before == 0 || before == MIDDLE_DOT;
	} else if (text_is_han(c)) {
		m->han = true;
	} else if (is_compatibility(c)) {
		m->han = true;
		verdict_add(v, FLAG_W_COMPAT);
	} else if (is_private(c)) {
		verdict_add(v, FLAG_W_PUA);
	} else if (is_latin(c)) {
		m->latin = true;
	} else if (is_mark(c)) {
		return before != 0 && before != ' ';
	} else if (is_joiner(c)) {
		m->joiner = true;
		return before != 0 && !is_joiner(before);
	} else if (is_other_letter(c)) {
		m->other = true;
	} else {
		return c == ' ';
	}
	return true;
}

static void judge(const struct makeup *m, size_t codepoints, struct verdict *v)
{
	if (m->dot_misplaced)
		verdict_add(v, FLAG_E_DOT);
	if (codepoints == 1)
		verdict_add(v, FLAG_W_SHORT);
	if (m->other)
		verdict_add(v, FLAG_W_SCRIPT);
	if (m->han + m->latin + m->other > 1)
		verdict_add(v, FLAG_W_MIXED);
}

static void check(const char *text, size_t len, struct name *out)
{
	struct makeup m = {0};
	uint32_t c = 0, before = 0;
	bool good = true;

	for (; len > 0; before = c) {
		c = text_next(&text, &len);
		good = note(&m, c, before, &out->verdict) && good;
		out->codepoints++;
		out->cells += (size_t)text_cell(c);
	}
	m.dot_misplaced |= c == MIDDLE_DOT;
	if (out->codepoints == 0)
		verdict_add(&out->verdict, FLAG_E_EMPTY);
	if (out->codepoints > NAME_CODEPOINTS)
		verdict_add(&out->verdict, FLAG_E_LENGTH);
	if (!good || (m.joiner && m.han))
		verdict_add(&out->verdict, FLAG_E_CHAR);
	else if (out->codepoints > 0)
		judge(&m, out->codepoints, &out->verdict);
}

/* The longest run of whole characters that fits. */
static void keep(const char *text, size_t len, char out[NAME_SIZE])
{
	const char *at = text;
	size_t n = 0;

	while (len > 0) {
		text_next(&at, &len);
		if ((size_t)(at - text) >= NAME_SIZE)
			break;
		n = (size_t)(at - text);
	}
	text_copyn(out, NAME_SIZE, text, n);
}

void name_check(const char *text, size_t len, struct name *out)
{
	struct buf normal;

	*out = (struct name){0};
	buf_init(&normal, NAME_INPUT_MAX);
	name_normalise(text, len, &normal, &out->verdict);
	keep(buf_text(&normal), normal.len, out->normal);
	check(buf_text(&normal), normal.len, out);
	if (normal.err) /* far beyond any name; what came before the limit was looked at */
		verdict_add(&out->verdict, FLAG_E_LENGTH);
	buf_release(&normal);
}
