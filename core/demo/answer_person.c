/* SPDX-License-Identifier: MIT
 *
 * Police, civil affairs, education, the licence library and the account: who somebody is.
 */
#include "core/demo/answer.h"

#include <string.h>

#include "core/base/text.h"

static void sex(struct json_out *o, const char *name, char code)
{
	out_word(o, name, (char[]){code, '\0'});
}

void answer_basics(const struct question *q, struct json_out *o)
{
	static const char *const blood[] = {"A", "B", "O", "AB"};
	const struct person *p = q->person;
	struct stream s = city_stream(q->city, "blood", q->index);
	const struct household *h;
	const struct home *home;

	if (!p)
		return;
	h = &q->city->households[p->household];
	home = &q->city->homes[h->home];
	answer_open(q, o);
	out_text(o, "sfzh", p->id);
	out_text(o, "xm", p->name);
	sex(o, "xb", p->sex);
	out_day(o, "csrq", p->birth);
	out_text(o, "mz", p->ethnic);
	out_text(o, "hjdz", home->address);
	out_text(o, "hjqh", place_region(&home->spot));
	out_text(o, "pcs", place_streets[home->spot.street].station);
	out_text(o, "hh", h->number);
	out_text(o, "xx", blood[stream_below(&s, COUNT_OF(blood))]);
	answer_close(o);
}

void answer_household(const struct question *q, struct json_out *o)
{
	const struct household *h;

	if (!q->person || !city_alive(q->person))
		return;
	h = &q->city->households[q->person->household];
	for (int i = h->first; i < h->first + h->count; i++) {
		const struct person *p = &q->city->people[i];

		if (!city_alive(p) || !*p->id)
			continue;
		answer_open(q, o);
		out_text(o, "sfzh", p->id);
		out_text(o, "xm", p->name);
		out_text(o, "gx", p->relation);
		out_day(o, "csrq", p->birth);
		out_text(o, "hh", h->number);
		out_word(o, "hb", "家庭户");
		out_flag(o, "sfhz", i == h->head);
		answer_close(o);
	}
}

/* Only who lives elsewhere than where he is registered has one. */
void answer_residence(const struct question *q, struct json_out *o)
{
	const struct person *p = q->person;
	const struct home *home;

	if (!p || !city_alive(p) || p->home == q->city->households[p->household].home)
		return;
	home = &q->city->homes[p->home];
	answer_open(q, o);
	out_text(o, "sfzh", p->id);
	out_text(o, "jzdz", home->address);
	out_text(o, "dzbm", home->code);
	out_text(o, "jzqh", place_region(&home->spot));
	out_day(o, "djrq", p->home_since);
	out_text(o, "djr", place_streets[home->spot.street].station);
	out_word(o, "jzsy", p->work == WORK_EMPLOYED ? "务工" : "投靠亲友");
	answer_close(o);
}

void answer_alive(const struct question *q, struct json_out *o)
{
	if (!q->person)
		return;
	answer_open(q, o);
	out_text(o, "sfzh", q->person->id);
	out_flag(o, "czbz", city_alive(q->person));
	out_day(o, "zxrq", q->person->died);
	out_word(o, "hyzt", city_alive(q->person) ? "正常" : "死亡注销");
	answer_close(o);
}

void answer_account(const struct question *q, struct json_out *o)
{
	const struct person *p = q->person;

	if (!p || !city_alive(p) || !*p->mobile)
		return;
	answer_open(q, o);
	out_text(o, "sfzh", p->id);
	out_word(o, "smdj", city_age(q->city, p) >= 80 ? "2" : "3");
	out_text(o, "sjhm", p->mobile);
	out_word(o, "zcqd", "自助终端");
	answer_close(o);
}

static void marriage_number(const struct question *q, struct json_out *o)
{
	int year, month, day, first = q->index < q->person->spouse ? q->index : q->person->spouse;
	char number[24];

	day_split(q->person->married, &year, &month, &day);
	text_format(number, sizeof(number), "J339901-%d-%06d", year, first);
	out_text(o, "jhzh", number);
}

/* Nobody under age has one; unmarried is a statement, not a missing record. */
void answer_marriage(const struct question *q, struct json_out *o)
{
	const struct person *p = q->person;

	if (!p || !city_alive(p) || city_age(q->city, p) < (p->sex == '1' ? 22 : 20))
		return;
	answer_open(q, o);
	out_text(o, "sfzh", p->id);
	out_text(o, "hyzk", p->marriage);
	if (p->spouse != NOBODY) {
		out_text(o, "pozjh", q->city->people[p->spouse].id);
		out_text(o, "poxm", q->city->people[p->spouse].name);
		marriage_number(q, o);
	}
	out_day(o, "djrq", p->married);
	out_word(o, "djjg", "演示市婚姻登记处");
	answer_close(o);
}

void answer_support(const struct question *q, struct json_out *o)
{
	const struct person *p = q->person;

	if (!p || !city_alive(p))
		return;
	answer_open(q, o);
	out_text(o, "sfzh", p->id);
	out_flag(o, "dbbz", p->low_income);
	out_flag(o, "cjbz", p->disabled);
	out_word(o, "shnd", "2025");
	answer_close(o);
}

/* A bachelor leaves in the summer in which he is 22. */
static void graduation(const struct question *q, struct json_out *o)
{
	int year, month, day;

	day_split(q->person->birth, &year, &month, &day);
	if (q->person->work != WORK_PUPIL && q->person->education[0] <= '3' &&
		day_of(year + 22, 6, 30) < q->city->today)
		out_day(o, "byrq", day_of(year + 22, 6, 30));
}

void answer_school(const struct question *q, struct json_out *o)
{
	const struct person *p = q->person;
	char roll[24];

	if (!p || !city_alive(p) || (p->work != WORK_PUPIL && city_age(q->city, p) < 16))
		return;
	answer_open(q, o);
	out_text(o, "sfzh", p->id);
	if (p->work == WORK_PUPIL) {
		const struct school *school = &place_schools[p->school];

		text_format(roll, sizeof(roll), "X%d%06d", p->school_year, q->index);
		out_text(o, "xxbm", school->code);
		out_text(o, "xxmc", school->name);
		out_text(o, "xjh", roll);
		out_word(o, "xjzt", "在读");
		out_digits(o, "rxnf", p->school_year);
	}
	out_text(o, "zgxl", p->education);
	graduation(q, o);
	answer_close(o);
}

static void licence_head(const struct question *q, struct json_out *o, const struct licence *l)
{
	answer_open(q, o);
	out_text(o, "zzlx", l->type);
	out_text(o, "zzbh", l->number);
}

void answer_licences(const struct question *q, struct json_out *o)
{
	struct licence list[CITY_LICENCES];
	int n = city_licences(q->city, q->holder, list);

	for (int i = 0; i < n; i++) {
		const struct licence *l = &list[i];

		licence_head(q, o, l);
		out_text(o, "fzjg", l->issuer);
		out_day(o, "fzrq", l->issued);
		out_day(o, "yxqz", l->valid_to == DAY_NONE ? day_of(2099, 12, 31) : l->valid_to);
		out_text(o, "zt", l->state);
		out_word(o, "kxdj", (char[]){l->level, '\0'});
		out_word(o, "zzbb", "001");
		answer_close(o);
	}
}

void answer_faces(const struct question *q, struct json_out *o)
{
	struct licence list[CITY_LICENCES];
	int n = city_licences(q->city, q->holder, list);

	for (int i = 0; i < n; i++) {
		const struct licence *l = &list[i];

		licence_head(q, o, l);
		out_open(o, "zm", '{');
		out_text(o, "xm", city_party_name(q->city, q->holder));
		out_day(o, "yxqq", l->issued);
		out_day(o, "yxqz", l->valid_to == DAY_NONE ? day_of(2099, 12, 31) : l->valid_to);
		out_text(o, "fzjg", l->issuer);
		out_text(o, "zzdj", l->grade);
		out_close(o, '}');
		out_word(o, "sy", "仅限本次办事使用");
		answer_close(o);
	}
}
