/* SPDX-License-Identifier: MIT
 *
 * UTF-8, and small tools on strings. Cells are in text_width.c, the sanitiser in text_show.c.
 */
#include "core/base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* ---- UTF-8 ---- */

/* By lead byte: how many bytes, and the bounds of the second one. They exclude overlong forms,
 * surrogates and what is beyond U+10FFFF (RFC 3629 section 4). */
struct lead {
	uint8_t first, last, size, low, high;
};
static const struct lead leads[] = {
	{0xC2, 0xDF, 2, 0x80, 0xBF},
	{0xE0, 0xE0, 3, 0xA0, 0xBF},
	{0xE1, 0xEC, 3, 0x80, 0xBF},
	{0xED, 0xED, 3, 0x80, 0x9F},
	{0xEE, 0xEF, 3, 0x80, 0xBF},
	{0xF0, 0xF0, 4, 0x90, 0xBF},
	{0xF1, 0xF3, 4, 0x80, 0xBF},
	{0xF4, 0xF4, 4, 0x80, 0x8F},
};

static const struct lead *find_lead(uint8_t byte)
{
	for (size_t i = 0; i < COUNT_OF(leads); i++) {
		if (byte >= leads[i].first && byte <= leads[i].last)
			return &leads[i];
	}
	return NULL;
}

static uint32_t decode(const uint8_t *p, size_t len, const struct lead *lead)
{
	uint32_t c;

	if (len < lead->size || p[1] < lead->low || p[1] > lead->high)
		return TEXT_BAD;
	c = p[0] & (0x7Fu >> lead->size);
	for (size_t i = 1; i < lead->size; i++) {
		if ((p[i] & 0xC0) != 0x80)
			return TEXT_BAD;
		c = c << 6 | (p[i] & 0x3Fu);
	}
	return c;
}

uint32_t text_next(const char **text, size_t *len)
{
	const uint8_t *p = (const uint8_t *)*text;
	const struct lead *lead;
	uint32_t c = TEXT_BAD;
	size_t size = 1;

	if (*len == 0)
		return 0;
	if (p[0] < 0x80) {
		c = p[0];
	} else if ((lead = find_lead(p[0]))) {
		c = decode(p, *len, lead);
		size = c == TEXT_BAD ? 1 : lead->size;
	}
	*text += size;
	*len -= size;
	return c;
}

size_t text_put(uint32_t c, char out[TEXT_UTF8_MAX])
{
	if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
		c = 0xFFFD;
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xC0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xE0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3F));
		out[2] = (char)(0x80 | (c & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3F));
	out[2] = (char)(0x80 | (c >> 6 & 0x3F));
	out[3] = (char)(0x80 | (c & 0x3F));
	return 4;
}

bool text_valid(const char *text, size_t len)
{
	while (len > 0) {
		if (text_next(&text, &len) == TEXT_BAD)
			return false;
	}
	return true;
}

size_t text_count(const char *text)
{
	size_t len = strlen(text), n = 0;

	for (; len > 0; n++)
		(void)text_next(&text, &len);
	return n;
}

uint32_t text_fold(uint32_t c)
{
	if (c >= 0xFF01 && c <= 0xFF5E)
		return c - 0xFF01 + '!';
	return c == 0x3000 ? ' ' : c;
}

/* ---- bounded copies ---- */

/* The length of text without a character that was cut in two at its end. */
static size_t whole_characters(const char *text, size_t len)
{
	const char *at;
	size_t back = 0, left;

	while (back < TEXT_UTF8_MAX && back < len) {
		unsigned char byte = (unsigned char)text[len - ++back];

		if (byte >= 0xC0) { /* the last lead byte: does its character fit? */
			at = text + len - back;
			left = back;
			return text_next(&at, &left) == TEXT_BAD ? len - back : len;
		}
		if (byte < 0x80)
			break;
	}
	return len;
}

bool text_copyn(char *to, size_t size, const char *from, size_t len)
{
	bool fits = len < size;

	if (!fits)
		len = whole_characters(from, size - 1);
	memcpy(to, from, len);
	to[len] = '\0';
	return fits;
}

bool text_copy(char *to, size_t size, const char *from)
{
	return text_copyn(to, size, from, strlen(from));
}

bool text_format(char *to, size_t size, const char *format, ...)
{
	va_list args;
	int need;

	va_start(args, format);
	need = vsnprintf(to, size, format, args);
	va_end(args);
	if (need < 0)
		BUG("bad format");
	if ((size_t)need < size)
		return true;
	to[whole_characters(to, size - 1)] = '\0';
	return false;
}

bool text_equal(const char *a, const char *b)
{
	a = a ? a : "";
	b = b ? b : "";
	return *a == *b && strcmp(a, b) == 0;
}

bool text_starts(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

/* ---- numbers ---- */

bool text_number(const char *text, int64_t min, int64_t max, int64_t *out)
{
	bool minus = *text == '-';
	int64_t value = 0;

	text += minus;
	if (*text == '\0')
		return false;
	for (; *text; text++) { /* counted below zero, where there is one number more */
		if (*text < '0' || *text > '9')
			return false;
		if (__builtin_mul_overflow(value, 10, &value) ||
			__builtin_sub_overflow(value, *text - '0', &value))
			return false;
	}
	if (!minus && __builtin_sub_overflow((int64_t)0, value, &value))
		return false;
	if (value < min || value > max)
		return false;
	*out = value;
	return true;
}

void text_hex(const uint8_t *bytes, size_t len, char *out)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < len; i++) {
		*out++ = digits[bytes[i] >> 4];
		*out++ = digits[bytes[i] & 15];
	}
	*out = '\0';
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

bool text_unhex(const char *hex, uint8_t *out, size_t len)
{
	if (strlen(hex) != 2 * len)
		return false;
	for (size_t i = 0; i < 2 * len; i++) {
		if (hex_digit(hex[i]) < 0)
			return false;
	}
	for (size_t i = 0; i < len; i++)
		out[i] = (uint8_t)(hex_digit(hex[2 * i]) << 4 | hex_digit(hex[2 * i + 1]));
	return true;
}
