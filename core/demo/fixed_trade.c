/* SPDX-License-Identifier: MIT
 *
 * Fixed people and firms around starting and running a business. Who shows what:
 *   顾远航 CITY_FOUNDER   starts a company with 秦书宁 CITY_PARTNER and CITY_FIRM_EAST: name, owners
 *                         and trades are declared online, and he owns the office
 *   陆彩霞 CITY_VENDOR    opens a noodle shop in premises of her own; her husband may take part
 *   石一帆 CITY_STYLIST   has a hairdresser's CITY_SALON with two employees, all of them healthy,
 *                         in premises let to it: hygiene permit by pledge
 *   海川精密 CITY_INVESTOR has drawn a project code and not filed yet; 许知微 CITY_CLERK comes for it
 *   崔立   CITY_BARRED    answers for a dishonest firm and may hold no office
 *   CITY_LAB              tests air and towels for those who pledge nothing
 * What they have declared online stands in plan.c.
 */
#include "core/demo/parts.h"

enum { MORNING = 0, SPRING = 1, FENCE = 2, DUSK = 3, AUTUMN = 4, RIDGE = 5 };
#define INVESTOR_HEAD "339902197503039619"
#define ASSISTANT_ONE "339901200106159607"
#define ASSISTANT_TWO "339901199811279617"

static void founders(struct city *c, struct stream *s)
{
	static const struct member pair[] = {
		{CITY_FOUNDER, "顾远航", "01", "02", '1', 1988, 4, 12, -1, -1},
		{"339901199010019620", "林若溪", "01", "12", '2', 1990, 10, 1, -1, -1},
		{"339901201908089633", "顾一诺", "01", "20", '1', 2019, 8, 8, 0, 1},
	};
	static const struct member partner[] = {
		{CITY_PARTNER, "秦书宁", "01", "02", '2', 1991, 2, 20, -1, -1},
	};
	int first = make_family(c, s, MORNING, pair, (int)COUNT_OF(pair));
	int office = make_home(c, s, FENCE, true, (struct holder){PARTY_PERSON, first});

	make_marriage(c, first, first + 1, day_of(2016, 5, 21));
	make_bought(c, office, day_of(2023, 9, 4));
	c->homes[office].area = 12600;
	c->homes[office].mortgaged = c->homes[office].seized = false;
	make_family(c, s, DUSK, partner, 1);
}

static void vendor(struct city *c, struct stream *s)
{
	static const struct member members[] = {
		{CITY_VENDOR, "陆彩霞", "01", "02", '2', 1985, 7, 19, -1, -1},
		{"339902198303059652", "方国平", "01", "11", '1', 1983, 3, 5, -1, -1},
		{"339902201204179661", "方小禾", "01", "30", '2', 2012, 4, 17, 1, 0},
	};
	int first = make_family(c, s, AUTUMN, members, (int)COUNT_OF(members));
	int shop = make_home(c, s, AUTUMN, true, (struct holder){PARTY_PERSON, first});

	make_marriage(c, first, first + 1, day_of(2009, 10, 2));
	make_bought(c, shop, day_of(2021, 3, 30));
	c->homes[shop].area = 4860;
	c->homes[shop].mortgaged = c->homes[shop].seized = false;
}

static void salon(struct city *c, struct stream *s)
{
	static const struct member pair[] = {
		{CITY_STYLIST, "石一帆", "01", "02", '1', 1986, 8, 23, -1, -1},
		{"339901198805179682", "沈知秋", "01", "12", '2', 1988, 5, 17, -1, -1},
	};
	static const struct member one[] = {
		{ASSISTANT_ONE, "潘小兰", "01", "02", '2', 2001, 6, 15, -1, -1},
	};
	static const struct member two[] = {
		{ASSISTANT_TWO, "邓志强", "01", "02", '1', 1998, 11, 27, -1, -1},
	};
	int first = make_family(c, s, SPRING, pair, (int)COUNT_OF(pair));

	make_marriage(c, first, first + 1, day_of(2013, 11, 11));
	make_family(c, s, SPRING, one, 1);
	make_family(c, s, MORNING, two, 1);
}

static void others(struct city *c, struct stream *s)
{
	static const struct member head[] = {
		{INVESTOR_HEAD, "郭海川", "01", "02", '1', 1975, 3, 3, -1, -1},
	};
	static const struct member clerk[] = {
		{CITY_CLERK, "许知微", "01", "02", '2', 1993, 6, 11, -1, -1},
	};
	static const struct member barred[] = {
		{CITY_BARRED, "崔立", "01", "02", '1', 1979, 9, 5, -1, -1},
	};

	make_family(c, s, RIDGE, head, 1);
	make_family(c, s, DUSK, clerk, 1);
	make_family(c, s, FENCE, barred, 1);
}

void make_trade_families(struct city *c)
{
	struct stream s = {339905}; /* not the seed: the same everywhere */

	founders(c, &s);
	vendor(c, &s);
	salon(c, &s);
	others(c, &s);
}

/* A shop's premises are never its own: here they are let to it. */
static void let_salon(struct city *c)
{
	int index = city_firm(c, CITY_SALON);
	struct firm *f = &c->firms[index];
	struct home *h = &c->homes[f->home];

	f->shop = f->full = true;
	f->type = "个体工商户";
	h->owner = (struct holder){PARTY_PERSON, city_person(c, INVESTOR_HEAD)};
	make_bought(c, f->home, day_of(2012, 6, 1));
	h->area = 8650;
	h->seized = false;
	make_lease(c, f->home, (struct holder){PARTY_FIRM, index}, day_of(2025, 1, 1),
		day_of(2027, 12, 31));
}

void make_trade_firms(struct city *c)
{
	static const struct founding firms[] = {
		{CITY_SALON, "演示市城东区花溪路一帆理发店", "8040", "理发服务;生活美容服务", CITY_STYLIST,
			SPRING, {2025, 1, 20}, 10},
		{CITY_INVESTOR, "演示市城西海川精密机械有限公司", "3453", "齿轮及齿轮减、变速箱制造;机械零件销售",
			INVESTOR_HEAD, RIDGE, {2010, 6, 18}, 2000},
		{CITY_DISHONEST, "演示市城东恒立商贸有限公司", "5211", "日用百货销售;食品销售", CITY_BARRED,
			FENCE, {2014, 2, 27}, 300},
		{CITY_LAB, "演示市城东清源检测技术有限公司", "7452", "检验检测服务;环境保护监测", NULL,
			MORNING, {2013, 9, 12}, 500},
	};
	struct stream s = city_stream(c, "trade", 0);

	for (size_t i = 0; i < COUNT_OF(firms); i++)
		make_founding(c, &s, &firms[i]);
	let_salon(c);
	c->firms[city_firm(c, CITY_DISHONEST)].dishonest = true;
}

static void works(struct city *c, const char *id, int firm, day_t since, int base,
	const char *education)
{
	struct person *p = &c->people[city_person(c, id)];

	p->low_income = p->disabled = false;
	p->referral = NOBODY;
	make_job(c, id, firm, since, base, education);
}

static void healthy(struct city *c, const char *id, day_t since, int base)
{
	works(c, id, city_firm(c, CITY_SALON), since, base, "71");
	c->people[city_person(c, id)].fit = true;
}

void make_trade_lives(struct city *c)
{
	int investor = city_firm(c, CITY_INVESTOR);

	works(c, CITY_FOUNDER, NOBODY, day_of(2024, 2, 1), 8000, "21");
	works(c, CITY_PARTNER, city_firm(c, CITY_FIRM_EAST), day_of(2019, 7, 1), 9200, "14");
	works(c, CITY_VENDOR, NOBODY, day_of(2022, 5, 1), 4500, "71");
	healthy(c, CITY_STYLIST, day_of(2025, 2, 1), 6000);
	healthy(c, ASSISTANT_ONE, day_of(2025, 3, 3), 4800);
	healthy(c, ASSISTANT_TWO, day_of(2025, 3, 17), 5200);
	works(c, INVESTOR_HEAD, investor, day_of(2010, 7, 1), 15000, "31");
	works(c, CITY_CLERK, investor, day_of(2018, 4, 9), 7600, "21");
	works(c, CITY_BARRED, city_firm(c, CITY_DISHONEST), day_of(2014, 3, 1), 6000, "41");
}
