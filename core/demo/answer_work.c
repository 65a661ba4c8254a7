/* SPDX-License-Identifier: MIT
 *
 * Labour, medical insurance, housing fund, tax: what somebody earns and pays.
 */
#include "core/demo/answer.h"

#include "core/base/text.h"

static bool adult(const struct question *q)
{
	return q->person && city_alive(q->person) && city_age(q->city, q->person) >= 16;
}

static bool pays(const struct person *p)
{
	return p->work == WORK_EMPLOYED || p->work == WORK_FLEXIBLE;
}

static const char *firm_region(const struct city *c, int firm)
{
	return place_region(&c->homes[c->firms[firm].home].spot);
}

/* Where he is insured: by his firm, else where he is registered. */
static const char *insured_at(const struct question *q)
{
	const struct person *p = q->person;

	return p->employer != NOBODY ? firm_region(q->city, p->employer) : city_region(q->city, p);
}

/* The first day of the month so many months before the first day's. */
static day_t month_before(const struct city *c, int months)
{
	int year, month, day;

	day_split(c->today, &year, &month, &day);
	month += year * 12 - 1 - months;
	return day_of(month / 12, month % 12 + 1, 1);
}

void answer_insured(const struct question *q, struct json_out *o)
{
	const struct person *p = q->person;
	bool retired;

	if (!adult(q) || p->work == WORK_PUPIL)
		return;
	retired = p->work == WORK_RETIRED;
	answer_open(q, o);
	out_text(o, "sfzh", p->id);
	if (p->employer != NOBODY) {
		out_text(o, "dwbm", q->city->firms[p->employer].code);
		out_text(o, "dwmc", q->city->firms[p->employer].name);
	}
	out_word(o, "cbzt", retired ? "离退休" : "参保缴费");
	out_word(o, "xz",
		p->work == WORK_EMPLOYED ? "养老 失业 工伤"
		: p->work == WORK_HOME	 ? "城乡居民养老"
					 : "养老");
	out_day(o, "ksrq", p->work_since);
	if (pays(p) && p->months > 0)
		out_month(o, "scjfy", month_before(q->city, p->months));
	if (retired)
		out_money(o, "ylj", 2400 + q->index % 37 * 100);
	out_digits(o, "grbh", 3399000000 + q->index);
	answer_close(o);
}

static void months(const struct question *q, struct json_out *o, const struct run *run)
{
	int last = run->year * 12 + run->month - 1 + run->months - 1;

	answer_open(q, o);
	out_text(o, "sfzh", q->person->id);
	out_digits(o, "ljys", run->months);
	out_month(o, "qsny", day_of(run->year, run->month, 1));
	out_month(o, "zzny", day_of(last / 12, last % 12 + 1, 1));
	out_text(o, "cbd", run->region);
	out_money(o, "jfjs", run->base);
	out_word(o, "xz", "1");
	out_flag(o, "lszh", false);
	out_flag(o, "bdbz", text_starts(run->region, "3399"));
	out_money(o, "grzhye", (int64_t)run->months * run->base * 8 / 100);
	if (q->person->work == WORK_FLEXIBLE) /* pays himself: 20 % pension, 1 % unemployment */
		out_hundredths(o, "ylyjf", q->person->base * 20);
	if (q->person->work == WORK_FLEXIBLE && q->person->birth % 4 == 0)
		out_hundredths(o, "syyjf", q->person->base);
	answer_close(o);
}

/* So many months in the city, up to that many before the first day's. */
static void months_here(
	const struct question *q, struct json_out *o, int count, int until, const char *region)
{
	struct run run = {.region = region, .months = count, .base = q->person->base};
	int day;

	day_split(month_before(q->city, until + count - 1), &run.year, &run.month, &day);
	months(q, o, &run);
}

/* The present run first, then what was paid in another district or another province. */
void answer_months(const struct question *q, struct json_out *o)
{
	const struct person *p = q->person;

	if (!adult(q) || !pays(p) || p->months < 1)
		return;
	months_here(q, o, p->months, 1, insured_at(q));
	if (p->earlier_months)
		months_here(q, o, p->earlier_months, p->months + 2,
			place_districts[q->index % PLACE_DISTRICTS].region);
	for (int i = 0; i < q->city->n_runs; i++)
		if (q->city->runs[i].person == q->index)
			months(q, o, &q->city->runs[i]);
}

/* Who has been hard to employ for long has claimed three quarters of last year. */
static void claimed(const struct question *q, struct json_out *o)
{
	bool before = q->person->hardship && q->person->work_since < day_of(2025, 1, 1);

	out_digits(o, "yxys", before ? 9 : 0);
	if (before)
		out_month(o, "yxzz", day_of(2025, 9, 1));
}

void answer_flexible(const struct question *q, struct json_out *o)
{
	static const char *const jobs[] = {
		"网约配送", "家政服务", "摆摊经营", "自由设计", "直播销售"};
	const struct person *p = q->person;

	if (!adult(q) || p->work != WORK_FLEXIBLE)
		return;
	answer_open(q, o);
	out_text(o, "sfzh", p->id);
	if (p->hardship)
		out_word(o, "rylb", "1");
	else if (city_age(q->city, p) <= 26 && p->education[0] <= '3')
		out_word(o, "rylb", "2");
	out_day(o, "djrq", p->work_since);
	out_text(o, "gzdd", place_streets[q->city->homes[p->home].spot.street].name);
	claimed(q, o);
	out_word(o, "gz", jobs[(size_t)q->index % COUNT_OF(jobs)]);
	out_word(o, "jbr", "就业服务站");
	answer_close(o);
}

void answer_card(const struct question *q, struct json_out *o)
{
	const struct person *p = q->person;
	char number[12], digits[20], account[CARD_SIZE];

	if (!p || !city_alive(p) || p->birth >= q->city->today - 90)
		return;
	text_format(number, sizeof(number), "ZD%07d", 3390000 + q->index);
	text_format(digits, sizeof(digits), "62339900%010d", q->index * 7919);
	number_card(digits, account);
	answer_open(q, o);
	out_text(o, "sfzh", p->id);
	out_text(o, "sbkh", number);
	out_text(o, "khyh", place_banks[q->index % PLACE_BANKS].name);
	out_text(o, "yhbm", place_banks[q->index % PLACE_BANKS].code);
	out_text(o, "yhzh", account);
	out_word(o, "kzt", "正常");
	out_digits(o, "kfs", 3);
	answer_close(o);
}

static void hospitals(const char *region, char out[96])
{
	static const char *const near[PLACE_DISTRICTS] = {
		"演示市人民医院 城东区中心医院",
		"演示市人民医院 城西区中医院",
		"山前县人民医院",
	};

	for (int i = 0; i < PLACE_DISTRICTS; i++)
		if (text_equal(place_districts[i].region, region))
			text_copy(out, 96, near[i]);
}

void answer_medical(const struct question *q, struct json_out *o)
{
	const struct person *p = q->person;
	const char *place;
	char list[96] = "";

	/* The newborn is not insured yet: that is what his parents come for. */
	if (!p || !city_alive(p) || p->birth >= q->city->today - 90)
		return;
	place = insured_at(q);
	hospitals(place, list);
	answer_open(q, o);
	out_text(o, "sfzh", p->id);
	out_word(o, "xzlx", pays(p) || p->work == WORK_RETIRED ? "1" : "2");
	out_text(o, "cbd", place);
	out_text(o, "ddyy", list);
	out_word(o, "cbzt", "正常参保");
	if (p->work == WORK_FLEXIBLE)
		out_hundredths(o, "yjje", p->base * 8);
	out_money(o, "zhye", q->index % 89 * 50);
	answer_close(o);
}

static void loan(const struct question *q, struct json_out *o)
{
	char number[24];
	int balance = 80000 + q->index % 41 * 9000;

	text_format(number, sizeof(number), "GD2019%08d", q->index);
	out_text(o, "dkbh", number);
	out_money(o, "dkje", balance / 5 * 6);
	out_money(o, "yhke", balance / 180);
	out_money(o, "dkye", balance);
}

void answer_fund(const struct question *q, struct json_out *o)
{
	const struct person *p = q->person;
	char account[16];
	int deposit;

	if (!adult(q) || !p->fund)
		return;
	deposit = p->base * 24 / 100;
	text_format(account, sizeof(account), "3399%08d", q->index * 13 + 1);
	answer_open(q, o);
	out_text(o, "sfzh", p->id);
	out_text(o, "grzh", account);
	out_word(o, "zhzt", p->employer == NOBODY ? "封存" : "正常缴存");
	out_money(o, "zhye", (int64_t)deposit * (p->months < 60 ? p->months : 60));
	out_money(o, "jcjs", p->base);
	out_money(o, "yjce", deposit);
	if (p->employer == NOBODY) {
		out_day(o, "fcrq", p->work_since);
	} else {
		out_text(o, "dwbm", q->city->firms[p->employer].code);
		out_text(o, "dwmc", q->city->firms[p->employer].name);
	}
	if (q->index >= q->city->fixed_people && q->index % 3 == 0)
		out_day(o, "sctqrq", q->city->today - 120 - q->index % 200);
	if (q->city->homes[p->home].mortgaged && q->city->homes[p->home].owner.index == q->index)
		loan(q, o);
	out_word(o, "gjjzx", "演示市住房公积金管理中心");
	answer_close(o);
}

static void tax_row(const struct question *q, struct json_out *o, const struct home *h)
{
	char number[24];
	int year, month, day;

	day_split(h->bought, &year, &month, &day);
	text_format(number, sizeof(number), "3399%04d%08d", year, (int)(h - q->city->homes));
	answer_open(q, o);
	out_text(o, "bdcdyh", h->unit_no);
	out_word(o, "sz", "契税");
	out_flag(o, "qsyj", true);
	out_text(o, "wspzh", number);
	out_day(o, "jsrq", h->bought);
	out_money(o, "je", h->area / 100 * 180);
	out_word(o, "nszt", "无欠税");
	out_word(o, "swjg", "演示市税务局第一税务所");
	answer_close(o);
}

void answer_tax(const struct question *q, struct json_out *o)
{
	int rows = 0;

	answer_sale_taxes(q, o);
	for (int i = 0; q->holder.kind != PARTY_NONE && i < q->city->n_homes; i++) {
		const struct home *h = &q->city->homes[i];

		if (h->owner.kind == q->holder.kind && h->owner.index == q->index) {
			tax_row(q, o, h);
			rows++;
		}
	}
	if (q->firm && !rows) {
		answer_open(q, o);
		out_word(o, "nszt", q->firm->dishonest ? "有欠税" : "无欠税");
		out_word(o, "swjg", "演示市税务局第一税务所");
		answer_close(o);
	}
}
