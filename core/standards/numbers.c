/* SPDX-License-Identifier: MIT
 *
 * Mobile, post code, region code, bank card, service item. None of them rejects what a table does
 * not know: number ranges and item types change faster than programs.
 */
#include "core/standards/numbers.h"

#include <string.h>

#include "core/base/text.h"
#include "core/standards/codes.h"
#include "core/standards/credit_code.h"
#include "core/standards/identity.h"
#include "core/standards/pattern.h"
#include "core/standards/region.h"
#include "core/standards/text_class.h"

enum { CARD_MIN = 12, CARD_MAX = 19 };
enum { ITEM_BASE = 12, ITEM_USCC = 18, ITEM_FULL = 31, ITEM_BUSINESS = 33, ITEM_CASE = 43 };

static size_t start(const char *text, size_t len, struct number *out)
{
	out->verdict = (struct verdict){0};
	return identifier_copy(text, len, out->normal, sizeof(out->normal));
}

void mobile_check(const char *text, size_t len, struct number *out)
{
	static const char *const prefixes[] = {"+86", "0086", "86"};
	static const char *const patterns[] = {"13#########", "14#########", "15#########",
		"16#########", "17#########", "18#########", "19#########"};
	size_t n = start(text, len, out);

	for (size_t i = 0; i < COUNT_OF(prefixes); i++) {
		size_t skip = strlen(prefixes[i]);

		if (!text_starts(out->normal, prefixes[i]))
			continue;
		memmove(out->normal, out->normal + skip, strlen(out->normal + skip) + 1);
		n -= skip;
		break;
	}
	pattern_check(patterns, COUNT_OF(patterns), out->normal, n, &out->verdict);
}

void postcode_check(const char *text, size_t len, struct number *out)
{
	static const char *const patterns[] = {"######"};
	size_t n = start(text, len, out);

	pattern_check(patterns, COUNT_OF(patterns), out->normal, n, &out->verdict);
}

/* A code of no province is rejected, an unknown one below a province may be newer than the list. */
void region_code_check(const char *text, size_t len, struct number *out)
{
	static const char *const patterns[] = {"######"};
	size_t n = start(text, len, out);
	struct region r;

	pattern_check(patterns, COUNT_OF(patterns), out->normal, n, &out->verdict);
	if (out->verdict.grade == GRADE_BAD)
		return;
	region_find(out->normal, &r);
	if (r.status == REGION_OLD)
		verdict_add(&out->verdict, FLAG_W_REGION_OLD);
	else if (r.status == REGION_NONE)
		verdict_add(&out->verdict,
			region_province(out->normal) ? FLAG_W_REGION_UNKNOWN : FLAG_E_REGION);
}

static bool luhn(const char *digits, size_t n)
{
	int sum = 0;

	for (size_t i = 0; i < n; i++) {
		int d = digits[n - 1 - i] - '0';

		if (i % 2)
			d = d * 2 > 9 ? d * 2 - 9 : d * 2;
		sum += d;
	}
	return sum % 10 == 0;
}

void card_check(const char *text, size_t len, struct number *out)
{
	size_t n = start(text, len, out);

	if (n == 0)
		verdict_add(&out->verdict, FLAG_E_EMPTY);
	else if (n < CARD_MIN || n > CARD_MAX)
		verdict_add(&out->verdict, FLAG_E_LENGTH);
	else if (digit_run(out->normal, n) < n)
		verdict_add(&out->verdict, FLAG_E_CHAR);
	else if (!luhn(out->normal, n))
		verdict_add(&out->verdict, FLAG_W_LUHN);
}

/* Base code: area 2 (00 the state, else a province), type 2, main 5, sub 3. */
static void check_base(const char *base, struct verdict *v)
{
	char type[3];

	if (!text_starts(base, "00") && !region_province(base))
		verdict_add(v, FLAG_E_AREA);
	text_copyn(type, sizeof(type), base + 2, 2);
	if (!codes_name("item_type", type))
		verdict_add(v, FLAG_W_TYPE);
}

static bool alphanumeric(const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (!is_digit(text[i]) && !(text[i] >= 'A' && text[i] <= 'Z'))
			return false;
	}
	return true;
}

/* Authority 18, level 1, base code 12, and for a business item 2 or for a case number 12 more. */
static void check_full(const char *code, size_t n, struct verdict *v)
{
	char level[2] = {code[ITEM_USCC], '\0'};

	if (!alphanumeric(code, ITEM_USCC) ||
		digit_run(code + ITEM_USCC, n - ITEM_USCC) < n - ITEM_USCC) {
		verdict_add(v, FLAG_E_CHAR);
		return;
	}
	if (!credit_code_matches(code))
		verdict_add(v, FLAG_E_USCC);
	if (!codes_name("item_level", level))
		verdict_add(v, FLAG_E_LEVEL);
	check_base(code + ITEM_USCC + 1, v);
}

void item_code_check(const char *text, size_t len, struct number *out)
{
	size_t n = start(text, len, out);

	if (n == 0)
		verdict_add(&out->verdict, FLAG_E_EMPTY);
	else if (n == ITEM_FULL || n == ITEM_BUSINESS || n == ITEM_CASE)
		check_full(out->normal, n, &out->verdict);
	else if (n != ITEM_BASE)
		verdict_add(&out->verdict, FLAG_E_LENGTH);
	else if (digit_run(out->normal, ITEM_BASE) < ITEM_BASE)
		verdict_add(&out->verdict, FLAG_E_CHAR);
	else
		check_base(out->normal, &out->verdict);
}
