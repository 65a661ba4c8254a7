/* SPDX-License-Identifier: MIT
 *
 * Vehicle identification numbers (GB 16735-2019, annex A) and project codes.
 */
#include "core/standards/numbers.h"

#include <string.h>

#include "core/base/text.h"
#include "core/standards/identity.h"
#include "core/standards/pattern.h"
#include "core/standards/text_class.h"

enum { VIN_LENGTH = 17, VIN_CHECK = 8 };

/* The value of a character, -1 where it may not stand in a VIN. */
static int vin_value(char c)
{
	static const char letters[] = "ABCDEFGH.JKLMN.P.RSTUVWXYZ";
	static const char values[] = "12345678.12345.7.923456789";
	if (is_digit(c))
		return c - '0';
	if (c < 'A' || c > 'Z' || letters[c - 'A'] == '.')
		return -1;
	return values[c - 'A'] - '0';
}

void vin_check(const char *text, size_t len, struct number *out)
{
	static const int weights[VIN_LENGTH] = {
		8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
	int sum = 0;

	out->verdict = (struct verdict){0};
	size_t n = identifier_copy(text, len, out->normal, sizeof(out->normal));
	if (n == 0) {
		verdict_add(&out->verdict, FLAG_E_EMPTY);
		return;
	}
	if (n != VIN_LENGTH) {
		verdict_add(&out->verdict, FLAG_E_LENGTH);
		return;
	}
	for (size_t i = 0; i < VIN_LENGTH; i++) {
		int value = vin_value(out->normal[i]);
		if (value < 0) {
			verdict_add(&out->verdict, FLAG_E_CHAR);
			return;
		}
		sum += value * weights[i];
	}
	if (out->normal[VIN_CHECK] != "0123456789X"[sum % 11])
		verdict_add(&out->verdict, FLAG_E_CHECK);
}

void project_check(const char *text, size_t len, struct number *out)
{
	static const char *const patterns[] = {"####################"};
	char digits[NUMBER_SIZE];

	out->verdict = (struct verdict){0};
	size_t n = identifier_copy(text, len, digits, sizeof(digits));
	pattern_check(patterns, COUNT_OF(patterns), digits, n, &out->verdict);
	if (out->verdict.grade == GRADE_BAD)
		text_copy(out->normal, sizeof(out->normal), digits);
	else
		text_format(out->normal, sizeof(out->normal), "%.4s-%.6s-%.2s-%.2s-%s", digits,
			digits + 4, digits + 10, digits + 12, digits + 14);
}
