/* SPDX-License-Identifier: MIT
 *
 * Firms: market register, credit, handlers, investment.
 */
#include "core/demo/answer.h"
#include "core/demo/project.h"

#include "core/base/text.h"

void answer_each_firm(const struct question *q, struct json_out *o,
	void (*row)(const struct question *q, struct json_out *o, int firm))
{
	for (int i = 0; i < q->city->n_firms; i++)
		if ((q->firm && q->index == i) ||
			(q->person && q->city->firms[i].representative == q->index))
			row(q, o, i);
}

static void registry_row(const struct question *q, struct json_out *o, int index)
{
	const struct city *c = q->city;
	const struct firm *f = &c->firms[index];

	answer_open(q, o);
	out_word(o, "jllx", "firm");
	out_text(o, "tyshxydm", f->code);
	out_text(o, "mc", f->name);
	out_word(o, "zt", f->open ? "存续" : "注销");
	out_text(o, "lx", f->type);
	out_text(o, "hydm", f->industry);
	out_text(o, "jyfw", f->trade);
	out_day(o, "clrq", f->founded);
	out_text(o, "zs", c->homes[f->home].address);
	out_wan(o, "zczb", (int64_t)f->capital * 10000);
	out_text(o, "frxm", c->people[f->representative].name);
	out_text(o, "frzjh", c->people[f->representative].id);
	out_word(o, "djjg", "演示市市场监督管理局");
	answer_close(o);
}

void answer_registration(const struct question *q, struct json_out *o)
{
	answer_each_firm(q, o, registry_row);
	answer_plans(q, o);
}

void answer_registry(const struct question *q, struct json_out *o)
{
	answer_each_firm(q, o, registry_row);
}

/* A person answers for the firms he represents. */
void answer_credit(const struct question *q, struct json_out *o)
{
	bool dishonest = false, abnormal = false, repaired = false;

	if (q->holder.kind == PARTY_NONE)
		return;
	for (int i = 0; i < q->city->n_firms; i++) {
		const struct firm *f = &q->city->firms[i];

		if (q->firm ? i != q->index : f->representative != q->index)
			continue;
		dishonest = dishonest || f->dishonest;
		abnormal = abnormal || (f->abnormal && !f->repaired);
		repaired = repaired || f->repaired;
	}
	answer_open(q, o);
	out_flag(o, "xyzc", !dishonest && !abnormal);
	out_flag(o, "sxbz", dishonest);
	out_flag(o, "ycml", abnormal);
	out_flag(o, "yzwf", false);
	out_flag(o, "xyxf", repaired);
	/* who answers for a dishonest firm may hold no office in another */
	out_flag(o, "rzxz", q->person && dishonest);
	out_int(o, "xypf", dishonest ? 380 : 720);
	answer_close(o);
}

void answer_handlers(const struct question *q, struct json_out *o)
{
	const struct city *c = q->city;
	int named = 0;

	for (int i = 0; q->firm && i < c->n_people && named < 2; i++) {
		const struct person *p = &c->people[i];

		if (i != q->firm->representative && p->employer != q->index)
			continue;
		answer_open(q, o);
		out_text(o, "tyshxydm", q->firm->code);
		out_text(o, "mc", q->firm->name);
		out_text(o, "jbrzjh", p->id);
		out_text(o, "jbrxm", p->name);
		out_text(o, "jbrsj", p->mobile);
		out_day(o, "sqqsrq", c->today - 200);
		out_day(o, "sqzzrq", c->today + 165);
		out_word(o, "sqfw", "全部事项");
		out_word(o, "dlfs", "电子营业执照");
		answer_close(o);
		named++;
	}
}

static void project_row(const struct question *q, struct json_out *o, int index)
{
	const struct firm *f = &q->city->firms[index];
	struct project p;

	if (!project_of(q->city, index, &p))
		return;
	answer_open(q, o);
	out_text(o, "xmdm", p.code);
	out_text(o, "xmmc", p.name);
	out_text(o, "dwdm", f->code);
	out_text(o, "dwmc", f->name);
	out_word(o, "lb", "备案");
	out_word(o, "zt", "已备案");
	out_day(o, "barq", q->city->today - 90 - index % 100);
	out_wan(o, "ztz", (int64_t)(500 + index % 40 * 100) * 10000);
	out_word(o, "xmlb", "工业");
	answer_close(o);
}

void answer_project(const struct question *q, struct json_out *o)
{
	answer_each_firm(q, o, project_row);
	answer_draft(q, o);
}
