/* SPDX-License-Identifier: MIT
 *
 * One pass over pattern and text, character by character.
 */
#include "core/standards/pattern.h"

#include <string.h>

#include "core/base/text.h"

#define LETTERS_NO_IO "ABCDEFGHJKLMNPQRSTUVWXYZ"
#define PROVINCES "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"

static const struct {
	char sign;
	const char *members;
} classes[] = {
	{'#', "0123456789"},
	{'$', LETTERS_NO_IO},
	{'%', LETTERS_NO_IO "0123456789"},
	{'&', "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
	{'^', "ABCDEFGHJK"},
	{'@', PROVINCES},
	{'<', "HM"},
	{'>', "PSD"},
};

static bool is_member(const char *members, uint32_t c)
{
	size_t left = strlen(members);

	while (left > 0) {
		if (text_next(&members, &left) == c)
			return true;
	}
	return false;
}

static bool sign_fits(uint32_t sign, uint32_t c)
{
	for (size_t i = 0; i < COUNT_OF(classes); i++) {
		if ((uint32_t)classes[i].sign == sign)
			return is_member(classes[i].members, c);
	}
	return sign == c;
}

static bool fits(const char *pattern, const char *text)
{
	size_t pattern_left = strlen(pattern), left = strlen(text);

	while (pattern_left > 0 && left > 0) {
		uint32_t sign = text_next(&pattern, &pattern_left);

		if (!sign_fits(sign, text_next(&text, &left)))
			return false;
	}
	return pattern_left == 0 && left == 0;
}

void pattern_check(
	const char *const *patterns, size_t count, const char *text, size_t n, struct verdict *v)
{
	bool length = false;

	if (n == 0) {
		verdict_add(v, FLAG_E_EMPTY);
		return;
	}
	for (size_t i = 0; i < count; i++) {
		if (text_count(patterns[i]) != n)
			continue;
		if (fits(patterns[i], text))
			return;
		length = true;
	}
	verdict_add(v, length ? FLAG_E_CHAR : FLAG_E_LENGTH);
}
