/* SPDX-License-Identifier: MIT
 *
 * Amounts, shares, times, and the numbers of vehicles and projects.
 */
#include "core/form/field_fold.h"

#include <inttypes.h>
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/standards/numbers.h"

enum { AMOUNT_DIGITS = 12, /* before the point */ DECIMALS_MOST = 6, VALUE_SIZE = 24 };

/* 1,200.5 with two decimals is 120050; false when it is no such amount. */
static bool scaled(const char *text, size_t decimals, char value[VALUE_SIZE])
{
	char digits[AMOUNT_DIGITS + DECIMALS_MOST + 1];
	size_t n = 0, after = 0;
	bool point = false;
	for (const char *c = text; *c; c++) {
		if (*c == ',')
			continue;
		if (*c == '.' && !point && n > 0) {
			point = true;
			continue;
		}
		after += point;
		if (*c < '0' || *c > '9' || after > decimals || (!point && n == AMOUNT_DIGITS))
			return false;
		digits[n++] = *c;
	}
	if (n == 0)
		return false;
	for (; after < decimals; after++)
		digits[n++] = '0';
	digits[n] = '\0';
	const char *start = digits + strspn(digits, "0");
	return text_copy(value, VALUE_SIZE, *start ? start : "0");
}

enum err fold_money(struct fold *f)
{
	char value[VALUE_SIZE];
	if (!scaled(buf_text(&f->folded), 2, value))
		return fold_refuse(
			f, _("%s is an amount in yuan, such as 1200.50"), fold_label(f));
	return fold_give(f, value);
}

/* 10,000 yuan are a million fen: six decimals. */
enum err fold_money_wan(struct fold *f)
{
	char value[VALUE_SIZE];
	if (!scaled(buf_text(&f->folded), 6, value))
		return fold_refuse(f, _("%s is an amount in 10,000 yuan, such as 120.5"),
			fold_label(f));
	return fold_give(f, value);
}

enum err fold_share(struct fold *f)
{
	char value[VALUE_SIZE];
	int64_t number;
	if (!scaled(buf_text(&f->folded), 4, value) ||
		!text_number(value, 0, SHARE_WHOLE, &number))
		return fold_refuse(f, _("%s is a share in per cent, such as 12.5"), fold_label(f));
	return fold_give(f, value);
}

static enum err checked(struct fold *f, size_t length,
	void (*check)(const char *text, size_t len, struct number *out))
{
	struct number number = {0};
	check(f->typed, strlen(f->typed), &number);
	if (number.verdict.grade != GRADE_BAD)
		return fold_give(f, number.normal);
	size_t has = text_count(number.normal);
	if (length && verdict_has(&number.verdict, FLAG_E_LENGTH) && has > 0)
		return fold_refuse_length(f, has, length);
	return fold_refuse_verdict(f, &number.verdict);
}

enum err fold_plate(struct fold *f)
{
	return checked(f, 0, plate_check);
}

enum err fold_vin(struct fold *f)
{
	return checked(f, 17, vin_check);
}

enum err fold_project(struct fold *f)
{
	return checked(f, 20, project_check);
}

enum err fold_postcode(struct fold *f)
{
	return checked(f, 6, postcode_check);
}

/* The digits, whatever usual marks stand between them; false for other characters or too many. */
static bool only_digits(const char *text, size_t most, char *out)
{
	size_t n = 0;
	for (; *text; text++) {
		if (*text >= '0' && *text <= '9' && n < most)
			out[n++] = *text;
		else if (!strchr("-:T ./", *text))
			return false;
	}
	out[n] = '\0';
	return n == most;
}

enum err fold_time(struct fold *f)
{
	char digits[13], value[VALUE_SIZE];
	int64_t number = 0;
	if (!only_digits(buf_text(&f->folded), 12, digits) ||
		!text_number(digits, 0, INT64_MAX, &number))
		return fold_refuse(
			f, _("%s has 12 digits, such as 202603161430"), fold_label(f));
	int minute = (int)(number % 100), hour = (int)(number / 100 % 100);
	int day = (int)(number / 10000 % 100), month = (int)(number / 1000000 % 100);
	int year = (int)(number / 100000000);
	if (!day_valid(year, month, day) || year < 1800 || hour > 23 || minute > 59)
		return fold_refuse(f, _("%s: this time does not exist; re-read it"), fold_label(f));
	text_format(value, sizeof(value), "%04d-%02d-%02dT%02d:%02d", year, month, day, hour, minute);
	return fold_give(f, value);
}

enum err fold_month(struct fold *f)
{
	char digits[7], value[VALUE_SIZE];
	int64_t number = 0;
	if (!only_digits(buf_text(&f->folded), 6, digits) ||
		!text_number(digits, 180000, 220012, &number) || number % 100 < 1 || number % 100 > 12)
		return fold_refuse(f, _("%s is a month of 6 digits, such as 202603"), fold_label(f));
	text_format(value, sizeof(value), "%04d-%02d", (int)(number / 100), (int)(number % 100));
	return fold_give(f, value);
}
