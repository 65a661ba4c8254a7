/* SPDX-License-Identifier: MIT
 *
 * Health: births, occupational checks, vaccinations, referrals.
 */
#include "core/demo/answer.h"

#include <string.h>

#include "core/base/text.h"

static const char *code_of(const struct city *c, int person)
{
	return person == NOBODY ? "" : c->people[person].id;
}

/* Children of the holder, or the holder himself, born in the last days. */
static bool concerns(const struct question *q, int child, int days)
{
	const struct person *p = &q->city->people[child];

	return q->person && p->birth > q->city->today - days &&
	       (child == q->index || p->mother == q->index || p->father == q->index);
}

static int birth_order(const struct city *c, int child)
{
	int order = 1;

	for (int i = 0; i < c->n_people; i++)
		order += c->people[i].mother != NOBODY &&
			 c->people[i].mother == c->people[child].mother &&
			 c->people[i].birth < c->people[child].birth;
	return order;
}

static void birth_row(const struct question *q, struct json_out *o, int child)
{
	const struct person *p = &q->city->people[child];
	const struct hospital *h = &place_hospitals[child % 3];
	char number[16], when[8], day[11], moment[20];
	bool issued = p->birth < q->city->today - 20; /* a hospital takes its time */

	text_format(number, sizeof(number), "Z33%07d", 9000 + child);
	text_format(when, sizeof(when), "%02d:%02d", child % 24, child * 7 % 60);
	day_format(p->birth, day);
	text_format(moment, sizeof(moment), "%sT%s", day, when);
	answer_open(q, o);
	if (issued)
		out_text(o, "csyxzmh", number);
	out_word(o, "qflx", issued ? "首次签发" : "待签发");
	out_text(o, "xsexm", p->name);
	out_word(o, "xsexb", (char[]){p->sex, '\0'});
	out_day(o, "csrq", p->birth);
	out_text(o, "cssj", when);
	out_text(o, "cssk", moment);
	out_digits(o, "cstz", 2600 + child % 15 * 100);
	out_digits(o, "tc", birth_order(q->city, child));
	out_text(o, "yljgbm", h->code);
	out_text(o, "yljgmc", h->name);
	out_text(o, "mqzjh", code_of(q->city, p->mother));
	out_text(o, "fqzjh", code_of(q->city, p->father));
	out_word(o, "jkzk", "良好");
	answer_close(o);
}

void answer_births(const struct question *q, struct json_out *o)
{
	for (int i = 0; i < q->city->n_people; i++)
		if (concerns(q, i, 365))
			birth_row(q, o, i);
}

/* Some are out of date, some failed. */
static void fitness_row(const struct question *q, struct json_out *o, int index)
{
	const struct person *p = &q->city->people[index];
	bool head = q->city->firms[p->employer].representative == index;
	day_t checked = q->city->today - 20 - index * 31 % (p->fit ? 300 : 420);
	char number[24];

	text_format(number, sizeof(number), "JK3399%08d", index);
	answer_open(q, o);
	out_text(o, "sfzh", p->id);
	out_text(o, "xm", p->name);
	out_text(o, "jkzh", number);
	out_word(o, "gw", head ? "3" : "1"); /* in charge of hygiene; serves customers */
	out_word(o, "jg", p->fit || index % 29 ? "合格" : "不合格");
	out_day(o, "tjrq", checked);
	out_day(o, "yxqz", checked + 365);
	out_text(o, "tjjg", place_hospitals[index % 2].name);
	out_word(o, "tjxm", "常规 痢疾 伤寒 甲肝 肺结核 皮肤病");
	answer_close(o);
}

/* Food, guests or customers' skin. */
static bool needs_health(const struct firm *f)
{
	return !strncmp(f->industry, "62", 2) || !strncmp(f->industry, "61", 2) ||
	       !strcmp(f->industry, "8040");
}

/* A firm is told about all whom it sent, a person about himself. */
void answer_fitness(const struct question *q, struct json_out *o)
{
	for (int i = 0; i < q->city->n_people; i++) {
		const struct person *p = &q->city->people[i];
		bool asked = q->firm ? p->employer == q->index : q->person && i == q->index;

		if (asked && p->employer != NOBODY && needs_health(&q->city->firms[p->employer]))
			fitness_row(q, o, i);
	}
}

static void vaccine_rows(const struct question *q, struct json_out *o, int child)
{
	static const struct {
		const char *name;
		int age; /* days */
	} plan[] = {
		{"乙肝疫苗 第1剂", 0},
		{"卡介苗", 1},
		{"乙肝疫苗 第2剂", 31},
		{"脊灰疫苗 第1剂", 62},
		{"百白破疫苗 第1剂", 93},
		{"麻腮风疫苗 第1剂", 245},
	};
	const struct person *p = &q->city->people[child];
	char number[20];

	text_format(number, sizeof(number), "3399%08d", child + 500);
	for (size_t i = 0; i < COUNT_OF(plan); i++) {
		if (p->birth + plan[i].age > q->city->today)
			break;
		answer_open(q, o);
		out_text(o, "etzjh", p->id);
		if (*p->id) /* the clinic opens the file once the child is registered */
			out_text(o, "jzzbh", number);
		out_text(o, "jzd",
			place_clinics[place_streets[q->city->households[p->household].street]
					      .district]);
		out_text(o, "ymmc", plan[i].name);
		out_day(o, "jzrq", p->birth + plan[i].age);
		out_digits(o, "ph", 202500 + (int)i);
		answer_close(o);
	}
}

void answer_vaccines(const struct question *q, struct json_out *o)
{
	for (int i = 0; i < q->city->n_people; i++)
		if (concerns(q, i, 7 * 365))
			vaccine_rows(q, o, i);
}

void answer_referral(const struct question *q, struct json_out *o)
{
	const struct person *p = q->person;
	char number[24];

	if (!p || !city_alive(p) || p->referral == NOBODY)
		return;
	text_format(number, sizeof(number), "ZZ202603%06d", q->index);
	answer_open(q, o);
	out_text(o, "sfzh", p->id);
	out_text(o, "zzdh", number);
	out_text(o, "zcyy", place_hospitals[4].name);
	out_text(o, "zryy", place_hospitals[p->referral].name);
	out_day(o, "zzrq", q->city->today - 6);
	out_text(o, "zryybm", place_hospitals[p->referral].code);
	out_word(o, "zzyy", "进一步诊治");
	answer_close(o);
}
