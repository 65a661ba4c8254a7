/* SPDX-License-Identifier: MIT
 *
 * What must hold: the order of the two people does not matter, and nothing known adds nothing.
 */
#include "core/casework/match.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/standards/identity.h"
#include "core/standards/pinyin.h"

enum { NEAR_DAYS = 3, PART_LEAST = 6 /* characters of an address */, NO_SIGN = MATCH_SIGNS };

static const struct {
	int points;
	const char *text;
} signs[MATCH_SIGNS] = {
#define X(name, points, text) [name] = {points, text},
	MATCH_TABLE(X)
#undef X
};

/* Characters of names that the General Standard Chinese Characters Table (2013, appendix 1) took back
 * as standard, and the ones they used to be written with. */
static const uint32_t variants[][2] = {{0x5586, 0x54F2} /* 喆 哲 */, {0x6607, 0x5347} /* 昇 升 */,
	{0x965E, 0x5347} /* 陞 升 */, {0x5803, 0x5764} /* 堃 坤 */, {0x6DFC, 0x6E3A} /* 淼 渺 */,
	{0x7287, 0x5954} /* 犇 奔 */, {0x9FA2, 0x548C} /* 龢 和 */, {0x7526, 0x82CF} /* 甦 苏 */,
	{0x90A8, 0x6751} /* 邨 村 */, {0x4EDD, 0x540C} /* 仝 同 */, {0x8FFA, 0x4E43} /* 迺 乃 */,
	{0x7955, 0x79D8} /* 祕 秘 */, {0x949C, 0x5DE8} /* 钜 巨 */, {0x83C9, 0x7EFF} /* 菉 绿 */,
	{0x7699, 0x6670} /* 皙 晰 */, {0x52E0, 0x622E} /* 勠 戮 */};

/* ---- facts ---- */

static const char *first_of_type(const struct casefile *c, enum field_type type)
{
	for (size_t i = 0; c->item && i < c->item->n_fields; i++)
		if (c->item->fields[i].type == type && c->item->fields[i].row < 0 &&
			*c->draft.answers[i].value)
			return c->draft.answers[i].value;
	return "";
}

static const char *answered(const struct casefile *c, const char *field)
{
	int at = c->item ? item_field(c->item, field) : -1;

	return at < 0 ? "" : c->draft.answers[at].value;
}

static day_t birth_of(const struct casefile *c)
{
	struct identity id;
	day_t birth = DAY_NONE;

	identity_check(c->subject, strlen(c->subject), clock_today(), &id);
	if (*c->subject && id.has_birth)
		birth = id.birth;
	else if (!day_parse(answered(c, "birth"), &birth))
		birth = DAY_NONE;
	mem_wipe(&id, sizeof id);
	return birth;
}

void person_facts_of(const struct casefile *c, struct person_facts *out)
{
	const char *phone = first_of_type(c, FIELD_MOBILE);

	*out = (struct person_facts){.birth = birth_of(c)};
	text_copy(out->number, sizeof out->number, c->subject);
	text_copy(out->name, sizeof out->name, *c->applicant ? c->applicant : answered(c, "name"));
	text_copy(out->phone, sizeof out->phone, *phone ? phone : first_of_type(c, FIELD_PHONE));
	text_copy(out->address, sizeof out->address, first_of_type(c, FIELD_ADDRESS));
}

/* ---- names ---- */

static uint32_t usual(uint32_t cp)
{
	for (size_t i = 0; i < COUNT_OF(variants); i++)
		if (variants[i][0] == cp)
			return variants[i][1];
	return cp;
}

static size_t points_of(const char *text, uint32_t out[NAME_CODEPOINTS], bool fold)
{
	size_t n = 0, left = strlen(text);
	uint32_t cp;

	while (n < NAME_CODEPOINTS && (cp = text_next(&text, &left)) != 0)
		out[n++] = fold ? usual(cp) : cp;
	return n;
}

/* One is changed, left out or put in. */
static bool one_off(const uint32_t *a, size_t na, const uint32_t *b, size_t nb)
{
	size_t head = 0, tail = 0, least = na < nb ? na : nb, most = na < nb ? nb : na;

	if (least < 2 || most - least > 1)
		return false;
	while (head < least && a[head] == b[head])
		head++;
	while (tail < least - head && a[na - 1 - tail] == b[nb - 1 - tail])
		tail++;
	return most - head - tail <= 1;
}

static bool sounds_same(const char *a, const char *b)
{
	struct buf x, y;

	buf_init(&x, 1024);
	buf_init(&y, 1024);
	pinyin_person(a, &x);
	pinyin_person(b, &y);
	bool same = x.len > 0 && x.len == y.len && strcmp(buf_text(&x), buf_text(&y)) == 0;
	buf_release(&x);
	buf_release(&y);
	return same;
}

static enum match_sign name_sign(const char *a, const char *b)
{
	uint32_t x[NAME_CODEPOINTS], y[NAME_CODEPOINTS];

	if (!*a || !*b)
		return (enum match_sign)NO_SIGN;
	if (strcmp(a, b) == 0)
		return MATCH_NAME;
	size_t nx = points_of(a, x, true), ny = points_of(b, y, true);
	if (nx == ny && memcmp(x, y, nx * sizeof *x) == 0)
		return MATCH_NAME_VARIANT;
	if (nx == ny && sounds_same(a, b))
		return MATCH_NAME_SOUND;
	return one_off(x, nx, y, ny) ? MATCH_NAME_NEAR : (enum match_sign)NO_SIGN;
}

/* The first character is the same or sounds so, and the lengths differ by one at most. */
bool match_names_near(const char *a, const char *b)
{
	uint32_t x[NAME_CODEPOINTS], y[NAME_CODEPOINTS];
	size_t nx = points_of(a, x, true), ny = points_of(b, y, true);

	if (nx == 0 || ny == 0 || nx > ny + 1 || ny > nx + 1)
		return false;
	return x[0] == y[0] || (pinyin_id(x[0]) && pinyin_id(x[0]) == pinyin_id(y[0]));
}

/* ---- the rest ---- */

/* Day and month changed places, or one digit is another. */
static bool slip_of_the_pen(day_t a, day_t b)
{
	char x[11], y[11];
	int ya, ma, da, yb, mb, db, other = 0;

	day_split(a, &ya, &ma, &da);
	day_split(b, &yb, &mb, &db);
	if (ya == yb && ma == db && da == mb)
		return true;
	day_format(a, x);
	day_format(b, y);
	for (int i = 0; x[i]; i++)
		other += x[i] != y[i];
	return other == 1;
}

static enum match_sign birth_sign(day_t a, day_t b)
{
	int ya, yb, month, day;

	if (a == DAY_NONE || b == DAY_NONE)
		return (enum match_sign)NO_SIGN;
	if (a == b)
		return MATCH_BIRTH;
	if (abs(a - b) <= NEAR_DAYS || slip_of_the_pen(a, b))
		return MATCH_BIRTH_NEAR;
	day_split(a, &ya, &month, &day);
	day_split(b, &yb, &month, &day);
	return ya == yb ? MATCH_BIRTH_YEAR : MATCH_BIRTH_OTHER;
}

static enum match_sign address_sign(const char *a, const char *b)
{
	const char *less = strlen(a) < strlen(b) ? a : b, *more = less == a ? b : a;

	if (!*less)
		return (enum match_sign)NO_SIGN;
	if (strcmp(a, b) == 0)
		return MATCH_ADDRESS;
	return text_count(less) >= PART_LEAST && strstr(more, less) ? MATCH_ADDRESS_PART
								    : (enum match_sign)NO_SIGN;
}

static enum match_sign number_sign(const char *a, const char *b)
{
	if (!*a || !*b)
		return (enum match_sign)NO_SIGN;
	return strcmp(a, b) == 0 ? MATCH_NUMBER : MATCH_NUMBER_OTHER;
}

struct match match_people(const struct person_facts *a, const struct person_facts *b)
{
	const enum match_sign found[] = {number_sign(a->number, b->number), name_sign(a->name, b->name),
		birth_sign(a->birth, b->birth),
		*a->phone && strcmp(a->phone, b->phone) == 0 ? MATCH_PHONE : (enum match_sign)NO_SIGN,
		address_sign(a->address, b->address)};
	struct match m = {0};

	for (size_t i = 0; i < COUNT_OF(found); i++)
		if (found[i] < MATCH_SIGNS) {
			m.signs |= 1u << found[i];
			m.score += signs[found[i]].points;
		}
	/* only a number is certain */
	int most = m.signs & 1u << MATCH_NUMBER ? 100 : 99;
	m.score = m.score < 0 ? 0 : m.score > most ? most : m.score;
	return m;
}

void match_words(const struct match *m, char out[MATCH_TEXT])
{
	*out = '\0';
	for (int i = 0; i < MATCH_SIGNS; i++) {
		size_t used = strlen(out);
		if (m->signs >> i & 1)
			text_format(out + used, MATCH_TEXT - used, "%s%s %d", used ? ", " : "",
				_(signs[i].text), signs[i].points);
	}
}
