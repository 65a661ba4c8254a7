/* SPDX-License-Identifier: MIT
 *
 * What people have declared online before they come: names with owners and trades at the market
 * register, a project that has its code and is not filed. Whoever is not in these tables has
 * declared nothing.
 */
#include "core/demo/answer.h"

#include "core/base/text.h"

enum { PLAN_ROWS = 4 };

struct investor {
	const char *number, *name;
	int yuan;	     /* subscribed */
	const char *percent; /* "60.00" */
};

struct plan {
	const char *who; /* has declared it */
	const char *number, *name, *spares[2];
	const char *type; /* of a company; NULL self-employed */
	const char *industry;
	int yuan; /* capital */
	const char *supervisor;
	const char *trades[PLAN_ROWS];
	struct investor investors[PLAN_ROWS];
};

static const struct plan plans[] = {
	{.who = CITY_FOUNDER,
		.number = "MC3399012026000147",
		.name = "演示市城东星桥数据科技有限公司",
		.type = "1130",
		.industry = "6550",
		.yuan = 1000000,
		.supervisor = CITY_PARTNER,
		.trades = {"1001", "1003", "1004"},
		.investors = {{CITY_FOUNDER, "顾远航", 600000, "60.00"},
			{CITY_PARTNER, "秦书宁", 250000, "25.00"},
			{CITY_FIRM_EAST, "演示市城东云帆信息技术有限公司", 150000, "15.00"}}},
	{.who = CITY_VENDOR,
		.number = "MC3399022026000233",
		.name = "演示市城西区秋水街道彩霞面馆",
		.spares = {"演示市城西区秋水街道陆记面馆", "演示市城西区秋水街道长天面馆"},
		.industry = "6291",
		.yuan = 50000,
		.trades = {"2001", "1020"}},
};

static void open_row(const struct question *q, struct json_out *o, const char *kind)
{
	answer_open(q, o);
	out_word(o, "jllx", kind);
	out_word(o, "djjg", "演示市市场监督管理局");
}

static void name_row(const struct question *q, struct json_out *o, const struct plan *p)
{
	open_row(q, o, "name");
	out_text(o, "mcsbh", p->number);
	out_text(o, "mc", p->name);
	out_text(o, "byzh1", p->spares[0]);
	out_text(o, "byzh2", p->spares[1]);
	out_day(o, "blqx", q->city->today + 45);
	out_text(o, "qylx", p->type);
	out_text(o, "hydm", p->industry);
	out_wan(o, "zczb", p->yuan);
	if (p->type) {
		out_text(o, "dszjh", p->who);
		out_text(o, "jlzjh", p->who);
	}
	out_text(o, "jszjh", p->supervisor);
	answer_close(o);
}

static void investor_row(const struct question *q, struct json_out *o, const struct investor *i)
{
	open_row(q, o, "investor");
	out_text(o, "tzrzjh", i->number);
	out_text(o, "tzrmc", i->name);
	out_wan(o, "rjcze", i->yuan);
	out_wan(o, "sjcze", 0);
	out_word(o, "czfs", "1");
	out_text(o, "czbl", i->percent);
	out_day(o, "jzrq", day_of(2029, 12, 31));
	answer_close(o);
}

static void trade_row(const struct question *q, struct json_out *o, const char *trade)
{
	open_row(q, o, "scope");
	out_text(o, "jyxmbm", trade);
	answer_close(o);
}

void answer_plans(const struct question *q, struct json_out *o)
{
	for (size_t i = 0; i < COUNT_OF(plans); i++) {
		const struct plan *p = &plans[i];

		if (!text_equal(p->who, q->holder_id))
			continue;
		name_row(q, o, p);
		for (size_t k = 0; k < PLAN_ROWS && p->investors[k].number; k++)
			investor_row(q, o, &p->investors[k]);
		for (size_t k = 0; k < PLAN_ROWS && p->trades[k]; k++)
			trade_row(q, o, p->trades[k]);
	}
}

/* The works grow on the firm's own ground and a piece beside it. */
void answer_draft(const struct question *q, struct json_out *o)
{
	const struct home *home;

	if (!q->firm || !text_equal(q->firm->code, CITY_INVESTOR))
		return;
	home = &q->city->homes[q->firm->home];
	answer_open(q, o);
	out_word(o, "xmdm", "2603-339902-04-02-000147");
	out_word(o, "xmmc", "年产三十万套精密齿轮扩建项目");
	out_text(o, "dwdm", q->firm->code);
	out_text(o, "dwmc", q->firm->name);
	out_word(o, "lb", "备案");
	out_word(o, "zt", "已赋码");
	out_word(o, "hydm", q->firm->industry);
	out_word(o, "jsxz", "2");
	out_word(o, "cyml", "1");
	out_flag(o, "wszbz", false);
	out_word(o, "jsgm", "新建厂房8600平方米，新增精密齿轮产能30万套/年");
	out_word(o, "jsnr", "扩建2号厂房，购置数控滚齿机、磨齿机等设备46台(套)，建设自动化检测线1条。");
	out_text(o, "jsqh", place_region(&home->spot));
	out_text(o, "jsdd", home->address);
	out_flag(o, "xzyd", true);
	out_word(o, "ydmj", "5200.00");
	out_wan(o, "ztz", 26000000);
	out_wan(o, "zbj", 16000000);
	out_wan(o, "zyzj", 16000000);
	out_wan(o, "yhdk", 10000000);
	out_wan(o, "czzj", 0);
	out_wan(o, "qtzj", 0);
	out_word(o, "kgny", "2026-05");
	out_word(o, "jgny", "2027-10");
	out_word(o, "xmlb", "工业");
	answer_close(o);
}
