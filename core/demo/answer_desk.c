/* SPDX-License-Identifier: MIT
 *
 * Hotline and price desk: what was asked before, what is known, what may be charged.
 */
#include "core/demo/answer.h"

#include <string.h>

#include "core/base/text.h"

void answer_tickets(const struct question *q, struct json_out *o)
{
	static const struct {
		const char *kind, *subject, *code;
	} past[] = {
		{"1", "居住证办理咨询", "010101"},
		{"2", "路灯不亮", "020103"},
		{"5", "公交线路建议", "060101"},
		{"3", "装修噪声", "020302"},
		{"1", "社保转移咨询", "040201"},
	};
	bool open = text_equal(q->holder_id, CITY_RETIREE); /* his street is still dark */
	struct stream s = city_stream(q->city, "ticket", q->index);
	size_t which = 0;
	char number[24];

	if (!q->person)
		return;
	if (open) {
		which = 1;
	} else if (strcmp(q->holder_id, CITY_WOMAN)) {
		if (stream_below(&s, 100) >= 9)
			return;
		which = stream_below(&s, COUNT_OF(past));
	}
	text_format(number, sizeof(number), "12345-26%06d", q->index * 3 + 1);
	answer_open(q, o);
	out_text(o, "gdh", number);
	out_text(o, "lx", past[which].kind);
	out_text(o, "zt", past[which].subject);
	out_text(o, "ztbm", past[which].code);
	out_word(o, "clzt", open ? "办理中" : "已办结");
	out_day(o, "sljrq", q->city->today - (open ? 12 : 30 + (day_t)stream_below(&s, 60)));
	out_word(o, "jxy", "07号坐席");
	answer_close(o);
}

void answer_knowledge(const struct question *q, struct json_out *o)
{
	static const struct {
		const char *question, *answer, *subject;
	} known[] = {
		{"居住证要带什么", "本人身份证即可, 住所和就业由系统核对", "公安"},
		{"老年人优待证几岁可办", "年满60周岁可办, 70周岁以上为B证", "民政"},
		{"异地就医怎样备案", "窗口当场办结, 转诊单由系统取得", "医保"},
		{"租房可否提取公积金", "本市无自有住房可提, 婚姻和住房由系统核对", "公积金"},
		{"身份证丢了怎么办", "任一户籍窗口补领, 15个工作日取证", "公安"},
		{"个体户注册要多久", "材料齐全当场发照", "市监"},
		{"不动产过户要几天", "1至3个工作日, 契税信息由系统核对", "自然资源"},
		{"出生一件事办什么", "出生证明、户口、医保、社保卡、预防接种一次办", "卫健"},
	};
	char number[16];

	for (size_t i = 0; i < COUNT_OF(known); i++) {
		text_format(number, sizeof(number), "ZSK%04zu", i + 1);
		answer_open(q, o);
		out_text(o, "bh", number);
		out_text(o, "wt", known[i].question);
		out_text(o, "da", known[i].answer);
		out_text(o, "fl", known[i].subject);
		out_day(o, "gxrq", q->city->today - 14);
		out_digits(o, "djl", 120 - (int)i * 9);
		answer_close(o);
	}
}

void answer_reports(const struct question *q, struct json_out *o)
{
	static const char *const kinds[] = {"1", "2", "3"};
	struct stream s = city_stream(q->city, "report", q->index);
	char number[24];

	if (q->holder.kind == PARTY_NONE || stream_below(&s, 100) >= 6)
		return;
	text_format(number, sizeof(number), "JG26-%06d", q->index + 11);
	answer_open(q, o);
	out_text(o, "jbh", number);
	out_word(o, "zt", "停车收费");
	out_word(o, "lb", kinds[stream_below(&s, COUNT_OF(kinds))]);
	out_word(o, "clzt", "已答复");
	out_day(o, "rq", q->city->today - 45);
	out_word(o, "cbr", "价格检查科");
	answer_close(o);
}

void answer_prices(const struct question *q, struct json_out *o)
{
	static const struct {
		const char *goods, *unit, *ceiling;
	} list[] = {
		{"居民生活用水", "元/立方米", "2.90"},
		{"管道天然气", "元/立方米", "3.15"},
		{"小型车路内停车首小时", "元/小时", "5.00"},
		{"普通门诊诊查费", "元/次", "10.00"},
		{"出租汽车起步价", "元/3公里", "11.00"},
		{"公办幼儿园保育费", "元/月", "650.00"},
		{"物业服务费一级", "元/平方米月", "2.20"},
		{"公墓管理费", "元/年", "120.00"},
	};

	for (size_t i = 0; i < COUNT_OF(list); i++) {
		answer_open(q, o);
		out_text(o, "pm", list[i].goods);
		out_text(o, "dw", list[i].unit);
		out_text(o, "zgxj", list[i].ceiling);
		out_day(o, "zxrq", day_of(2025, 1, 1));
		out_word(o, "wjh", "演价〔2024〕18号");
		answer_close(o);
	}
}
