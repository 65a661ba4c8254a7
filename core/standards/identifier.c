/* SPDX-License-Identifier: MIT
 *
 * How every number is cleaned before it is checked: fullwidth forms folded, blanks, invisible
 * characters and dashes dropped, letters raised. Nothing is repaired: what looks like an X or a
 * zero stays what it is. See also text_class.h for the classes.
 */
#include <string.h>

#include "core/base/text.h"
#include "core/standards/identity.h"
#include "core/standards/text_class.h"

/* The next code point that stays; false at the end. */
static bool next_kept(const char **text, size_t *len, uint32_t *out)
{
	while (*len > 0) {
		uint32_t c = text_next(text, len);

		if (c == TEXT_BAD || c == 0) {
			*out = REPLACEMENT;
			return true;
		}
		c = text_fold(c);
		if (is_blank(c) || is_invisible(c) || is_dash(c))
			continue;
		*out = c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c;
		return true;
	}
	return false;
}

void identifier_normalise(const char *text, size_t len, struct buf *out)
{
	char utf8[TEXT_UTF8_MAX];
	uint32_t c;

	while (next_kept(&text, &len, &c))
		buf_add(out, utf8, text_put(c, utf8));
}

size_t identifier_copy(const char *text, size_t len, char *out, size_t size)
{
	char utf8[TEXT_UTF8_MAX];
	size_t n = 0, used = 0;
	uint32_t c;

	for (; next_kept(&text, &len, &c); n++) {
		size_t bytes = text_put(c, utf8);

		if (used + bytes >= size)
			size = used + 1; /* full: no later, shorter character slips in */
		if (used + bytes < size) {
			memcpy(out + used, utf8, bytes);
			used += bytes;
		}
	}
	out[used] = '\0';
	return n;
}
