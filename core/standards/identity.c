/* SPDX-License-Identifier: MIT
 *
 * Citizens, residents and permanent residents by their numbers. A number is taken apart by the
 * form it has; nothing is derived that the form does not contain (FPR15 has no century).
 */
#include "core/standards/identity.h"

#include <string.h>

#include "core/base/text.h"
#include "core/standards/codes.h"
#include "core/standards/region.h"
#include "core/standards/text_class.h"

enum { LONG = 18, SHORT = 15, OLD_AGE = 120, FIRST_YEAR = 1800, CENTENARIAN = 996 };

static int number_at(const char *text, size_t n)
{
	int value = 0;

	for (size_t i = 0; i < n; i++)
		value = value * 10 + (text[i] - '0');
	return value;
}

char identity_check_char(const char first17[17])
{
	int p = 0;

	for (size_t i = 0; i < LONG - 1; i++)
		p = (p + (first17[i] - '0')) * 2 % 11;
	p = (12 - p) % 11;
	return p == 10 ? 'X' : (char)('0' + p);
}

int identity_age(day_t birth, day_t today)
{
	int by, bm, bd, ty, tm, td;

	day_split(birth, &by, &bm, &bd);
	day_split(today, &ty, &tm, &td);
	return ty - by - (tm < bm || (tm == bm && td < bd));
}

/* Older than 120 years is one day more than the 120th birthday. */
static bool very_old(day_t birth, day_t today)
{
	int age = identity_age(birth, today);

	return age > OLD_AGE || (age == OLD_AGE && identity_age(birth, today - 1) == OLD_AGE);
}

static void take_birth(struct identity *id, int year, int month, int day, day_t today)
{
	/* the calendar repeats after 400 years, so year 0 can be asked as year 400 */
	if (!day_valid(year ? year : 400, month, day)) {
		verdict_add(&id->verdict, FLAG_E_DATE);
		return;
	}
	id->has_birth = true;
	id->birth = day_of(year, month, day);
	if (year < FIRST_YEAR)
		verdict_add(&id->verdict, FLAG_E_YEAR);
	else if (id->birth > today)
		verdict_add(&id->verdict, FLAG_E_FUTURE);
	else if (very_old(id->birth, today))
		verdict_add(&id->verdict, FLAG_W_AGE);
}

/* One of the 31 provinces of the mainland; Taiwan's code counts where a register could hold it. */
static bool province_ok(const char *code, bool with_taiwan)
{
	if (code[0] == '8' || (code[0] == '7' && !with_taiwan))
		return false;
	return region_province(code);
}

/* Dongguan, Zhongshan, Danzhou and Jiayuguan have no counties: residents carry their code. */
static bool without_counties(const char *code)
{
	static const char *const codes[] = {"441900", "442000", "460400", "620200"};

	for (size_t i = 0; i < COUNT_OF(codes); i++) {
		if (strcmp(code, codes[i]) == 0)
			return true;
	}
	return false;
}

static void flag_status(struct identity *id)
{
	struct region r;

	region_find(id->region, &r);
	if (r.status == REGION_NONE)
		verdict_add(&id->verdict, FLAG_W_REGION_UNKNOWN);
	if (r.status == REGION_OLD)
		verdict_add(&id->verdict, FLAG_W_REGION_OLD);
}

static void take_region(struct identity *id)
{
	text_copyn(id->region, sizeof(id->region), id->normal, 6);
	if (!province_ok(id->region, true)) {
		verdict_add(&id->verdict, FLAG_E_REGION);
		return;
	}
	flag_status(id);
	if (strcmp(id->region + 4, "00") == 0 && !without_counties(id->region))
		verdict_add(&id->verdict, FLAG_W_REGION_LEVEL);
}

/* Permits of residents from Hong Kong, Macao and Taiwan carry exactly these three regions. */
static bool take_permit(struct identity *id)
{
	static const struct {
		const char *region, *type;
	} permits[] = {{"810000", "HKRP"}, {"820000", "MORP"}, {"830000", "TWRP"}};

	for (size_t i = 0; i < COUNT_OF(permits); i++) {
		if (!text_starts(id->normal, permits[i].region))
			continue;
		id->type = permits[i].type;
		text_copy(id->region, sizeof(id->region), permits[i].region);
		return true;
	}
	return false;
}

/* 9, province of application, numeric nationality, then as on every other card. */
static void take_foreigner(struct identity *id)
{
	char country[4];

	id->type = "FPR18";
	text_format(id->region, sizeof(id->region), "%.2s0000", id->normal + 1);
	if (!province_ok(id->region, false))
		verdict_add(&id->verdict, FLAG_E_REGION);
	text_copyn(country, sizeof(country), id->normal + 3, 3);
	if (strcmp(country, "156") == 0 || !codes_name("country", country))
		verdict_add(&id->verdict, FLAG_E_COUNTRY);
}

/* Signs that people type for the X of a card; shown to the clerk, never taken for it. */
static bool looks_like_x(const char *text)
{
	static const char *const signs[] = {"\u00D7", "\u0425", "\u03A7", "\u2169", "*"};

	for (size_t i = 0; i < COUNT_OF(signs); i++) {
		if (strcmp(text, signs[i]) == 0)
			return true;
	}
	return false;
}

static void check_long(struct identity *id, day_t today)
{
	const char *n = id->normal, *last = n + LONG - 1;

	if (digit_run(n, LONG - 1) < LONG - 1) {
		verdict_add(&id->verdict, FLAG_E_CHAR);
		return;
	}
	if (last[1] != '\0' || (!is_digit(*last) && *last != 'X')) {
		verdict_add(&id->verdict, looks_like_x(last) ? FLAG_E_CHAR_X : FLAG_E_CHAR);
		return;
	}
	if (n[0] == '9') {
		take_foreigner(id);
	} else if (!take_permit(id)) {
		id->type = "CITIZEN18";
		take_region(id);
	}
	take_birth(id, number_at(n + 6, 4), number_at(n + 10, 2), number_at(n + 12, 2), today);
	id->sex = (n[16] - '0') % 2 ? 'M' : 'F';
	if (identity_check_char(n) != *last)
		verdict_add(&id->verdict, FLAG_E_CHECK);
}

/* First generation: no century, no check; 996-999 was kept for people born before 1900. */
static void check_short(struct identity *id, day_t today)
{
	char *n = id->normal;
	bool centenarian = number_at(n + 12, 3) >= CENTENARIAN;

	id->type = "CITIZEN15";
	verdict_add(&id->verdict, FLAG_W_LEGACY15);
	memmove(n + 8, n + 6, SHORT - 6);
	memcpy(n + 6, centenarian ? "18" : "19", 2);
	n[LONG - 1] = identity_check_char(n);
	n[LONG] = '\0';
	take_region(id);
	take_birth(id, number_at(n + 6, 4), number_at(n + 10, 2), number_at(n + 12, 2), today);
	id->sex = (n[16] - '0') % 2 ? 'M' : 'F';
}

/* Weights 7 3 1 of machine-readable travel documents, letters from A = 10. */
static char icao_check(const char *text, size_t n)
{
	static const int weights[] = {7, 3, 1};
	int sum = 0;

	for (size_t i = 0; i < n; i++) {
		int value = is_digit(text[i]) ? text[i] - '0' : text[i] - 'A' + 10;

		sum += value * weights[i % 3];
	}
	return (char)('0' + sum % 10);
}

/* AAA GGGG YYMMDD S C. The century is not in it: a date that exists in either will do. */
static void check_old_foreigner(struct identity *id)
{
	const char *n = id->normal;
	int year = number_at(n + 7, 2), month = number_at(n + 9, 2), day = number_at(n + 11, 2);
	char country[4];

	id->type = "FPR15";
	verdict_add(&id->verdict, FLAG_W_LEGACY_FPR);
	text_copyn(country, sizeof(country), n, 3);
	if (strcmp(country, "CHN") == 0 || !codes_name("country3", country))
		verdict_add(&id->verdict, FLAG_E_COUNTRY);
	text_format(id->region, sizeof(id->region), "%.4s00", n + 3);
	if (province_ok(id->region, false))
		flag_status(id);
	else
		verdict_add(&id->verdict, FLAG_E_REGION);
	if (!day_valid(1900 + year, month, day) && !day_valid(2000 + year, month, day))
		verdict_add(&id->verdict, FLAG_E_DATE);
	id->sex = (n[13] - '0') % 2 ? 'M' : 'F';
	if (icao_check(n, SHORT - 1) != n[SHORT - 1])
		verdict_add(&id->verdict, FLAG_E_CHECK);
}

static bool three_letters(const char *text)
{
	for (int i = 0; i < 3; i++) {
		if (text[i] < 'A' || text[i] > 'Z')
			return false;
	}
	return true;
}

void identity_check(const char *text, size_t len, day_t today, struct identity *out)
{
	size_t n;

	*out = (struct identity){.type = "", .birth = DAY_NONE};
	n = identifier_copy(text, len, out->normal, sizeof(out->normal));
	if (n == 0)
		verdict_add(&out->verdict, FLAG_E_EMPTY);
	else if (n == LONG)
		check_long(out, today);
	else if (n != SHORT)
		verdict_add(&out->verdict, FLAG_E_LENGTH);
	else if (digit_run(out->normal, SHORT) == SHORT)
		check_short(out, today);
	else if (three_letters(out->normal) && digit_run(out->normal + 3, SHORT - 3) == SHORT - 3)
		check_old_foreigner(out);
	else
		verdict_add(&out->verdict, FLAG_E_CHAR);
}
