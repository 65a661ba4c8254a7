/* SPDX-License-Identifier: MIT
 *
 * The national element set of a service item, by its Chinese names: those stand in other
 * platforms' tables and are not translated.
 */
#include <stdio.h>
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/standards/codes.h"
#include "tui/commands/item.h"
#include "tui/commands/lines.h"

enum { ELEMENT_BYTES = 16 * 1024 };

#define TEXT_ELEMENT(function, member)                                                             \
	static void function(const struct item *item, struct buf *out)                             \
	{                                                                                          \
		buf_adds(out, item->member);                                                       \
	}
TEXT_ELEMENT(name, name)
TEXT_ELEMENT(base_code, code)
TEXT_ELEMENT(full_code, code31)
TEXT_ELEMENT(legacy, legacy)
TEXT_ELEMENT(department, department)
TEXT_ELEMENT(authority, authority)
TEXT_ELEMENT(ground, ground)
TEXT_ELEMENT(conditions, conditions)
TEXT_ELEMENT(scope, scope)
TEXT_ELEMENT(fee, fee)
TEXT_ELEMENT(fee_ground, fee_ground)
TEXT_ELEMENT(result, result)
TEXT_ELEMENT(quantity, quantity)
TEXT_ELEMENT(onsite, onsite)
TEXT_ELEMENT(place, place)
TEXT_ELEMENT(hours, hours)
TEXT_ELEMENT(consult, consult)
TEXT_ELEMENT(complain, complain)
TEXT_ELEMENT(remedy, remedy)

static void coded(const char *set, const char *code, struct buf *out)
{
	const char *label = codes_name(set, code);
	buf_adds(out, label ? label : code);
}

static void type(const struct item *item, struct buf *out)
{
	coded("item_type", item->type, out);
}

/* The level of the authority stands between its credit code and the base code. */
static void level(const struct item *item, struct buf *out)
{
	char code[2] = {item->code31[18], '\0'};
	coded("item_level", code, out);
}

static void object(const struct item *item, struct buf *out)
{
	bool natural = strstr(item->object, "natural"), legal = strstr(item->object, "legal");
	buf_adds(out, natural ? "自然人" : "");
	buf_adds(out, natural && legal ? " " : "");
	buf_adds(out, legal ? "法人" : "");
}

static void kind(const struct item *item, struct buf *out)
{
	static const char *const words[] = {[ITEM_INSTANT] = "即办件",
		[ITEM_PROMISE] = "承诺件",
		[ITEM_FILING] = "备案件",
		[ITEM_JOINT] = "联办件"};
	buf_adds(out, words[item->kind]);
}

static void channels(const struct item *item, struct buf *out)
{
	static const char *const words[] = {"窗口", "网上", "邮寄", "电话"};
	for (size_t i = 0; i < COUNT_OF(words); i++) {
		if (item->channels >> i & 1)
			buf_addf(out, "%s%s", out->len ? " " : "", words[i]);
	}
}

static void mail(const struct item *item, struct buf *out)
{
	buf_adds(out, item->mail ? "是" : "否");
}

static void period(const struct period *p, struct buf *out)
{
	if (p->days < 0)
		buf_adds(out, "无");
	else if (p->days == 0)
		buf_adds(out, "当场");
	else
		buf_addf(out, "%d个%s", p->days, p->working ? "工作日" : "自然日");
}

static void legal_days(const struct item *item, struct buf *out)
{
	period(&item->legal, out);
}

static void promised_days(const struct item *item, struct buf *out)
{
	period(&item->promised, out);
}

static void flow(const struct item *item, struct buf *out)
{
	for (size_t i = 0; i < item->n_stages; i++)
		buf_addf(out, "%s%s", i ? " " : "", item->stages[i].label);
}

static void materials(const struct item *item, struct buf *out)
{
	for (size_t i = 0; i < item->n_materials; i++)
		buf_addf(out, "%s%s", i ? "；" : "", item->materials[i].label);
}

static void trips(const struct item *item, struct buf *out)
{
	buf_addf(out, "%d", item->target_trips);
}

static void special(const struct item *item, struct buf *out)
{
	for (int p = 0; p < PAUSE_COUNT; p++) {
		if (item->pauses >> p & 1)
			buf_addf(out, "%s%s", out->len ? " " : "",
				pause_word((enum pause_kind)p));
	}
}

static const struct {
	const char *name;
	void (*write)(const struct item *item, struct buf *out);
} elements[] = {
	{"事项名称", name},
	{"基本编码", base_code},
	{"实施编码", full_code},
	{"原编码", legacy},
	{"事项类型", type},
	{"设定依据", ground},
	{"行使层级", level},
	{"实施主体", department},
	{"实施主体编码", authority},
	{"服务对象", object},
	{"办件类型", kind},
	{"通办范围", scope},
	{"办理形式", channels},
	{"物流快递", mail},
	{"法定办结时限", legal_days},
	{"承诺办结时限", promised_days},
	{"特别程序", special},
	{"受理条件", conditions},
	{"办理流程", flow},
	{"申请材料", materials},
	{"收费标准", fee},
	{"收费依据", fee_ground},
	{"结果名称", result},
	{"数量限制", quantity},
	{"到办事现场次数", trips},
	{"必须现场办理原因", onsite},
	{"办理地点", place},
	{"办理时间", hours},
	{"咨询方式", consult},
	{"监督投诉方式", complain},
	{"救济途径", remedy},
};

void elements_show(const struct item *item)
{
	struct buf value;
	buf_init(&value, ELEMENT_BYTES);
	for (size_t i = 0; i < COUNT_OF(elements); i++) {
		buf_clear(&value);
		elements[i].write(item, &value);
		if (value.len)
			printf("%s: %s\n", elements[i].name, buf_text(&value));
	}
	buf_release(&value);
}

void elements_csv(const struct item *const *items, size_t n)
{
	struct buf value;
	size_t last = COUNT_OF(elements) - 1;
	buf_init(&value, ELEMENT_BYTES);
	for (size_t i = 0; i <= last; i++)
		lines_csv(elements[i].name, i == last);
	for (size_t k = 0; k < n; k++) {
		for (size_t i = 0; i <= last; i++) {
			buf_clear(&value);
			elements[i].write(items[k], &value);
			lines_csv(buf_text(&value), i == last);
		}
	}
	buf_release(&value);
}
