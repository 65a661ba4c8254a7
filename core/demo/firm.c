/* SPDX-License-Identifier: MIT
 *
 * Three firms are fixed, the others come from a table of trades. Nobody represents two firms.
 */
#include "core/demo/parts.h"

#include <string.h>

#include "core/base/text.h"

enum form { FORM_COMPANY, FORM_SHOP, FORM_COOPERATIVE };

struct trade {
	enum form form;
	const char *word, *industry; /* GB/T 4754 */
	const char *scope;
};

static const struct trade trades[] = {
	{FORM_COMPANY, "信息技术", "6513", "软件开发;信息系统集成服务"},
	{FORM_COMPANY, "餐饮管理", "6210", "餐饮管理;餐饮服务"},
	{FORM_COMPANY, "建筑工程", "4710", "建设工程施工;建筑材料销售"},
	{FORM_COMPANY, "物流", "5431", "道路货物运输;货物仓储"},
	{FORM_COMPANY, "机械制造", "3499", "通用设备制造;机械零件销售"},
	{FORM_COMPANY, "服装", "1819", "服装制造;服装批发"},
	{FORM_COMPANY, "商贸", "5211", "日用百货销售;食品销售"},
	{FORM_COMPANY, "物业管理", "7020", "物业管理;住房租赁"},
	{FORM_COMPANY, "酒店管理", "6110", "住宿服务;餐饮服务"},
	{FORM_COMPANY, "置业", "7010", "房地产开发经营;住房租赁"},
	{FORM_SHOP, "小吃店", "6220", "餐饮服务"},
	{FORM_SHOP, "便利店", "5212", "食品销售;日用百货销售"},
	{FORM_SHOP, "理发店", "8040", "理发服务"},
	{FORM_SHOP, "五金店", "5281", "五金产品零售"},
	{FORM_SHOP, "旅馆", "6110", "住宿服务"},
	{FORM_COOPERATIVE, "种植专业合作社", "0141", "蔬菜种植;农产品销售"},
};
enum { FIRST_SHOP = 10, N_SHOPS = 5, COOPERATIVE = 15 };

static const char *const type_names[] = {"有限责任公司", "个体工商户", "农民专业合作社"};
static const char *const prefixes[] = {"91", "92", "93"};

static const struct {
	const char *code, *name;
	int trade, street;
} fixed[] = {
	{CITY_FIRM_EAST, "演示市城东云帆信息技术有限公司", 0, 0},
	{CITY_FIRM_WEST, "演示市城西海桥建筑工程有限公司", 2, 4},
	{CITY_SHOP, "演示市城东区柳烟路小吃店", FIRST_SHOP, 1},
};

static bool represents(const struct city *c, int person)
{
	for (int i = 0; i < c->n_firms; i++)
		if (c->firms[i].representative == person)
			return true;
	return false;
}

static int someone_fit(const struct city *c, struct stream *s)
{
	for (;;) {
		int i = (int)stream_below(s, CITY_PEOPLE);
		int age = city_age(c, &c->people[i]);

		if (i >= c->fixed_people && city_alive(&c->people[i]) && age >= 26 && age < 60 &&
			!represents(c, i))
			return i;
	}
}

static const struct trade *trade_of(struct stream *s)
{
	uint32_t dice = stream_below(s, 100);

	if (dice < 66)
		return &trades[stream_below(s, FIRST_SHOP)];
	if (dice < 95)
		return &trades[FIRST_SHOP + stream_below(s, N_SHOPS)];
	return &trades[COOPERATIVE];
}

static void name_firm(struct firm *f, const struct trade *t, int index, int district)
{
	const char *place = place_districts[district].name;
	const char *end = t->form == FORM_COMPANY ? "有限公司" : "";
	char trade[8], body[9];

	naming_trade(index, trade);
	text_format(f->name, sizeof(f->name), "演示市%s%s%s%s", place, trade, t->word, end);
	text_format(body, sizeof(body), "MA9E%04d", index);
	number_credit(prefixes[t->form], place_districts[district].region, body, f->code);
}

/* Owned by the firm, by its head, or let to it by somebody else. */
static void give_office(struct city *c, struct stream *s, struct firm *f, int index, int street)
{
	struct holder self = {PARTY_FIRM, index};
	struct holder head = {PARTY_PERSON, f->representative};
	uint32_t dice = stream_below(s, 100);

	if (dice < 45 && !f->shop) {
		f->home = make_home(c, s, street, true, self);
	} else if (dice < 70) {
		f->home = make_home(c, s, street, true, head);
	} else {
		day_t from = f->founded - 5;

		head.index = someone_fit(c, s);
		f->home = make_home(c, s, street, true, head);
		if (from <= c->homes[f->home].bought)
			from = c->homes[f->home].bought + 10;
		make_lease(c, f->home, self, from, years_after(c->today, 2));
	}
}

static void make_firm(struct city *c, struct stream *s, const struct trade *t, int street)
{
	int index = c->n_firms;
	struct firm *f = &c->firms[index];

	f->type = type_names[t->form];
	f->trade = t->scope;
	f->industry = t->industry;
	f->shop = t->form == FORM_SHOP;
	f->open = index < (int)COUNT_OF(fixed) || stream_below(s, 100) >= 6;
	f->founded = c->today - 200 - (day_t)stream_below(s, 6500);
	f->capital = f->shop ? 1 + (int)stream_below(s, 20) : 10 * (1 + (int)stream_below(s, 200));
	f->representative = someone_fit(c, s);
	f->manager = NOBODY;
	if (index >= (int)COUNT_OF(fixed)) {
		f->dishonest = stream_below(s, 100) < 4;
		f->abnormal = stream_below(s, 100) < 5;
		f->repaired = f->abnormal && stream_below(s, 2);
	}
	f->carrier = !strcmp(t->industry, "5431");
	f->project = t->form == FORM_COMPANY && stream_below(s, 100) < 15;
	name_firm(f, t, index, place_streets[street].district);
	c->n_firms++;
	give_office(c, s, f, index, street);
}

void make_founding(struct city *c, struct stream *s, const struct founding *given)
{
	int index = c->n_firms++;
	struct firm *f = &c->firms[index];

	*f = (struct firm){.type = type_names[FORM_COMPANY],
		.trade = given->scope,
		.industry = given->industry,
		.open = true,
		.founded = day_of(
			given->founded[0], given->founded[1], given->founded[2]),
		.capital = given->capital,
		.representative = given->representative
					  ? city_person(c, given->representative)
					  : someone_fit(c, s),
		.manager = NOBODY,
		.carrier = !strcmp(given->industry, "5431")};
	text_copy(f->code, CREDIT_SIZE, given->code);
	text_copy(f->name, FIRM_NAME_SIZE, given->name);
	f->home = make_home(
		c, s, given->street, true, (struct holder){PARTY_FIRM, index});
	make_bought(c, f->home, f->founded + 60);
}

void make_firms(struct city *c)
{
	struct stream s = city_stream(c, "firms", 0);

	for (size_t i = 0; i < COUNT_OF(fixed); i++) {
		make_firm(c, &s, &trades[fixed[i].trade], fixed[i].street);
		text_copy(c->firms[i].code, CREDIT_SIZE, fixed[i].code);
		text_copy(c->firms[i].name, FIRM_NAME_SIZE, fixed[i].name);
	}
	/* Of age for a job of fourteen months, and a project to file. */
	c->firms[0].founded = day_of(2016, 4, 1);
	c->firms[1].founded = day_of(2008, 9, 1);
	c->firms[1].project = true;
	make_works_firms(c);
	make_trade_firms(c);
	while (c->n_firms < CITY_FIRMS) {
		int street = (int)stream_below(&s, PLACE_STREETS);
		make_firm(c, &s, trade_of(&s), street);
	}
}
