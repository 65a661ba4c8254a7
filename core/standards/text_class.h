/* SPDX-License-Identifier: MIT
 *
 * Classes of characters that numbers and names share. standards.md sections 0 and 6.
 */
#ifndef ONETRIP_TEXT_CLASS_H
#define ONETRIP_TEXT_CLASS_H

#include "core/base/base.h"

enum { REPLACEMENT = 0xFFFD, MIDDLE_DOT = 0xB7 };

bool is_blank(uint32_t c);       /* white space of any width, line ends included */
bool is_invisible(uint32_t c);   /* soft hyphen, zero-width and bidi controls, BOM */
bool is_dash(uint32_t c);        /* hyphen-minus, U+2010..2015, minus sign */
bool is_dot(uint32_t c);         /* the middle dot and what is typed for it; not '.' */
bool is_private(uint32_t c);     /* private use areas */
bool is_compatibility(uint32_t c); /* compatibility ideographs that are not Han of their own */
bool is_variation(uint32_t c);   /* variation selectors */
bool is_latin(uint32_t c);       /* letters of Latin names */
bool is_mark(uint32_t c);        /* combining marks of Latin letters */
bool is_other_letter(uint32_t c); /* letters of any other script, by letters.tsv */
uint32_t unify_radical(uint32_t c); /* Kangxi radical -> its character; else c */

static inline bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* How many of the first n bytes are digits before something else comes. */
static inline size_t digit_run(const char *text, size_t n)
{
	size_t i = 0;

	while (i < n && is_digit(text[i]))
		i++;
	return i;
}

#endif
