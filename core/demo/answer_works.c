/* SPDX-License-Identifier: MIT
 *
 * Building projects: award notices, land deals, the progress of approvals.
 */
#include "core/demo/answer.h"
#include "core/demo/project.h"

#include "core/base/text.h"

/* ---- public resource trading ---- */

static const struct {
	const char *kind, *section;
	char letter;
	int share; /* of the price, in thousandths */
} lots[PROJECT_UNITS] = {
	[UNIT_SURVEY] = {"勘察", "工程勘察", 'K', 12},
	[UNIT_DESIGN] = {"设计", "工程设计", 'D', 30},
	[UNIT_BUILDER] = {"施工", "施工一标段", 'S', 1000},
	[UNIT_SUPERVISOR] = {"监理", "施工监理", 'J', 20},
};

/* Prices of the trading office are in 10,000 yuan with six decimals. */
static void price(struct json_out *o, const char *name, const struct project *p, int lot)
{
	int64_t yuan = (int64_t)p->price * 10 * lots[lot].share;
	char text[32];

	text_format(text, sizeof(text), "%d.%04d00", (int)(yuan / 10000), (int)(yuan % 10000));
	out_text(o, name, text);
}

static void contract(const struct question *q, struct json_out *o, int firm,
	const struct project *p, int lot)
{
	day_t from = q->city->today + 14;
	char number[24];

	text_format(number, sizeof(number), "HT2026-%05d-%c", firm, lots[lot].letter);
	out_text(o, "htbh", number);
	price(o, "htj", p, lot);
	out_day(o, "htqsrq", from);
	out_day(o, "htzzrq", from + 400 + p->price / 10);
}

static void award_row(const struct question *q, struct json_out *o, int firm,
	const struct project *p, int lot)
{
	const struct city *c = q->city;
	const struct firm *winner = &c->firms[p->units[lot]];
	const struct person *manager = &c->people[project_manager(c, p->units[lot])];
	char number[24];

	text_format(number, sizeof(number), "ZB2026-%05d-%c", firm, lots[lot].letter);
	answer_open(q, o);
	out_text(o, "zbtzsh", number);
	out_text(o, "xmdm", p->code);
	out_word(o, "bdlx", lots[lot].kind);
	out_word(o, "bd", lots[lot].section);
	out_text(o, "zbrdm", winner->code);
	out_text(o, "zbrmc", winner->name);
	out_text(o, "xmfzrzjh", manager->id);
	out_text(o, "xmfzr", manager->name);
	price(o, "zbj", p, lot);
	out_day(o, "zbrq", c->today - 25);
	contract(q, o, firm, p, lot);
	out_word(o, "dljg", "演示市公共资源交易中心");
	answer_close(o);
}

static void award_rows(const struct question *q, struct json_out *o, int firm)
{
	struct project p;

	if (!project_of(q->city, firm, &p))
		return;
	for (int lot = 0; lot < PROJECT_UNITS; lot++)
		award_row(q, o, firm, &p, lot);
}

void answer_award(const struct question *q, struct json_out *o)
{
	answer_each_firm(q, o, award_rows);
}

static void deal_row(const struct question *q, struct json_out *o, int firm)
{
	struct project p;
	char number[24];

	if (!project_of(q->city, firm, &p))
		return;
	text_format(number, sizeof(number), "CJ2025-%05d", firm);
	answer_open(q, o);
	out_text(o, "cjqrsh", number);
	out_text(o, "xmdm", p.code);
	out_text(o, "bdcdyh", p.unit_no);
	out_text(o, "zdwz", p.site);
	out_digits(o, "mj", p.area);
	out_money(o, "cjj", (int64_t)(900 + firm % 30 * 40) * 10000);
	out_day(o, "cjrq", q->city->today - 260);
	out_word(o, "yt", "工业用地");
	out_word(o, "crfs", "挂牌");
	answer_close(o);
}

void answer_deal(const struct question *q, struct json_out *o)
{
	answer_each_firm(q, o, deal_row);
}

/* ---- investment: the other approvals of a project ---- */

static const struct {
	const char *name, *office, *prefix;
	int days; /* before the first day */
} approvals[] = {
	{"建设用地规划许可", "自然资源", "地字第339900", 80},
	{"建设工程规划许可", "自然资源", "建字第339900", 60},
	{"施工图审查", "住建", "SC3399-2026-", 30},
	{"质量安全监督", "住建", "ZJ3399-2026-", 20},
	{"农民工工资专户", "人社", "6233990099", 15},
};
enum { PLANNED = 2 }; /* these come before the drawings */

static void progress_row(const struct question *q, struct json_out *o, int firm,
	const struct project *p, size_t i)
{
	const struct city *c = q->city;
	bool done = i < PLANNED || p->ready;
	char number[48];

	text_format(number, sizeof(number), "%s%06d", approvals[i].prefix, firm * 31 + (int)i);
	answer_open(q, o);
	out_text(o, "xmdm", p->code);
	out_word(o, "spsx", approvals[i].name);
	out_word(o, "zt", done ? "已办结" : "办理中");
	if (done) {
		out_text(o, "pwh", number);
		out_day(o, "rq", c->today - approvals[i].days);
	}
	out_text(o, "xmjl", c->people[project_manager(c, p->units[UNIT_BUILDER])].id);
	out_word(o, "jbks", approvals[i].office);
	answer_close(o);
}

static void progress_rows(const struct question *q, struct json_out *o, int firm)
{
	struct project p;

	if (!project_of(q->city, firm, &p))
		return;
	for (size_t i = 0; i < COUNT_OF(approvals); i++)
		progress_row(q, o, firm, &p, i);
}

/* A manager is asked about by his number: the site he is bound to. */
static void bound_row(const struct question *q, struct json_out *o)
{
	char code[PROJECT_CODE];

	if (!q->person || !project_binds(q->city, q->index, code))
		return;
	answer_open(q, o);
	out_text(o, "xmdm", code);
	out_word(o, "spsx", "施工许可");
	out_word(o, "zt", "在建");
	out_day(o, "rq", q->city->today - 300);
	out_text(o, "xmjl", q->person->id);
	out_word(o, "jbks", "住建");
	answer_close(o);
}

void answer_progress(const struct question *q, struct json_out *o)
{
	answer_each_firm(q, o, progress_rows);
	bound_row(q, o);
}
