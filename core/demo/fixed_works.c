/* SPDX-License-Identifier: MIT
 *
 * Fixed people and firms around money, building and transport. Who shows what:
 *   唐文博 CITY_BORROWER    repays a loan of the housing fund for the home bought in 2024
 *   冯国良 CITY_RETIREE     retired in January; closes his fund account
 *   冯晓帆 CITY_LEAVER      his daughter: left work, her account is sealed for more than half a year
 *   赵美云 CITY_FLEXIBLE    hard to employ, pays for herself; nine months subsidised already
 *   赵子航 CITY_GRADUATE    her son: graduated last June, delivers meals; has claimed nothing yet
 *   平湖机械 CITY_MAKER     builds a factory: award, land, permits, drawings all on record;
 *                           姚佳宁 CITY_HANDLER comes to the counter for it
 *   CITY_SURVEY CITY_DESIGN CITY_FIRM_WEST (builder) CITY_SUPERVISOR are its units, each with a
 *                           qualification and a registered manager
 *   安驰物流 CITY_CARRIER   has three new trucks and two drivers; 雷志远 CITY_CARRIER_HEAD runs it
 *   泊安停车 CITY_PARKING   takes more for parking than the ceiling
 * The housing fund's tenant, CITY_TENANT, stands in fixed.c.
 */
#include "core/demo/parts.h"

#include <string.h>

#include "core/base/text.h"

enum { MORNING = 0, SPRING = 1, FENCE = 2, DUSK = 3, AUTUMN = 4, RIDGE = 5, PINE = 6 };
#define MANAGER_BUILDER "339902198209069774"
#define MANAGER_SURVEY "339901198301209788"
#define MANAGER_DESIGN "33990119801212979X"
#define MANAGER_SUPERVISOR "339902198403189809"
#define MAKER_HEAD "339902197802149754"
#define DRIVER_ONE "339921198504029838"
#define DRIVER_TWO "339921198809169823"

static void borrower(struct city *c, struct stream *s)
{
	static const struct member members[] = {
		{CITY_BORROWER, "唐文博", "01", "02", '1', 1985, 6, 11, -1, -1},
		{"339902198709239725", "谢婉宁", "01", "12", '2', 1987, 9, 23, -1, -1},
		{"339902201603059712", "唐小满", "01", "20", '1', 2016, 3, 5, 0, 1},
	};
	int first = make_family(c, s, RIDGE, members, (int)COUNT_OF(members));
	int home = c->households[c->people[first].household].home;

	make_marriage(c, first, first + 1, day_of(2013, 10, 1));
	make_bought(c, home, day_of(2024, 5, 20));
	for (int i = 0; i < (int)COUNT_OF(members); i++)
		c->people[first + i].home_since = day_of(2024, 5, 20);
	c->homes[home].mortgaged = true;
	c->homes[home].seized = false;
}

static void flexible(struct city *c, struct stream *s)
{
	static const struct member members[] = {
		{CITY_FLEXIBLE, "赵美云", "01", "02", '2', 1979, 4, 17, -1, -1},
		{CITY_GRADUATE, "赵子航", "01", "20", '1', 2003, 2, 26, -1, 0},
	};
	int first = make_family(c, s, FENCE, members, (int)COUNT_OF(members));

	c->people[first].marriage = "40";
	c->people[first].married = day_of(2012, 6, 1);
}

static void retiree(struct city *c, struct stream *s)
{
	static const struct member members[] = {
		{CITY_RETIREE, "冯国良", "01", "02", '1', 1966, 1, 8, -1, -1},
		{"339902196807309740", "蒋玉兰", "01", "12", '2', 1968, 7, 30, -1, -1},
		{CITY_LEAVER, "冯晓帆", "01", "30", '2', 1991, 5, 19, 0, 1},
	};
	int first = make_family(c, s, AUTUMN, members, (int)COUNT_OF(members));

	make_marriage(c, first, first + 1, day_of(1990, 1, 1));
}

/* Those whom firms send. */
static void builders(struct city *c, struct stream *s)
{
	static const struct member head[] = {
		{MAKER_HEAD, "韩立群", "01", "02", '1', 1978, 2, 14, -1, -1},
	};
	static const struct member handler[] = {
		{CITY_HANDLER, "姚佳宁", "01", "02", '2', 1992, 11, 3, -1, -1},
	};
	static const struct member managers[] = {
		{MANAGER_BUILDER, "陆建勋", "01", "02", '1', 1982, 9, 6, -1, -1},
		{MANAGER_SURVEY, "许静宜", "01", "12", '2', 1983, 1, 20, -1, -1},
		{MANAGER_DESIGN, "杜清远", "01", "02", '1', 1980, 12, 12, -1, -1},
		{MANAGER_SUPERVISOR, "田若兰", "01", "12", '2', 1984, 3, 18, -1, -1},
	};
	int first;

	make_family(c, s, DUSK, head, 1);
	make_family(c, s, DUSK, handler, 1);
	first = make_family(c, s, RIDGE, managers, 2);
	make_marriage(c, first, first + 1, day_of(2008, 5, 18));
	first = make_family(c, s, MORNING, managers + 2, 2);
	make_marriage(c, first, first + 1, day_of(2010, 10, 10));
}

static void drivers(struct city *c, struct stream *s)
{
	static const struct member head[] = {
		{CITY_CARRIER_HEAD, "雷志远", "01", "02", '1', 1980, 7, 25, -1, -1},
	};
	static const struct member couple[] = {
		{DRIVER_ONE, "石大勇", "01", "02", '1', 1985, 4, 2, -1, -1},
		{DRIVER_TWO, "白洁", "01", "12", '2', 1988, 9, 16, -1, -1},
	};
	int first;

	make_family(c, s, PINE, head, 1);
	first = make_family(c, s, PINE, couple, 2);
	make_marriage(c, first, first + 1, day_of(2011, 9, 9));
}

void make_works_families(struct city *c)
{
	struct stream s = {339914}; /* not the seed: the same everywhere */

	borrower(c, &s);
	flexible(c, &s);
	retiree(c, &s);
	builders(c, &s);
	drivers(c, &s);
}

void make_works_firms(struct city *c)
{
	static const struct founding firms[] = {
		{CITY_MAKER, "演示市城西平湖机械制造有限公司", "3499", "通用设备制造;机械零件销售",
			MAKER_HEAD, DUSK, {2011, 3, 8}, 3000},
		{CITY_SURVEY, "演示市城东地脉勘察有限公司", "7483", "岩土工程勘察;工程测量", NULL,
			MORNING, {2006, 5, 10}, 800},
		{CITY_DESIGN, "演示市城东墨线建筑设计有限公司", "7484", "建筑工程设计;规划咨询", NULL,
			SPRING, {2009, 8, 18}, 600},
		{CITY_SUPERVISOR, "演示市城西衡准工程监理有限公司", "7482", "工程监理;工程招标代理",
			NULL, AUTUMN, {2012, 4, 6}, 500},
		{CITY_CARRIER, "演示市山前县安驰物流有限公司", "5431", "道路货物运输;货物仓储",
			CITY_CARRIER_HEAD, PINE, {2025, 8, 12}, 500},
		{CITY_PARKING, "演示市城东泊安停车管理有限公司", "5442", "停车场服务", NULL, MORNING,
			{2019, 11, 20}, 200},
	};
	struct stream s = city_stream(c, "works", 0);

	for (size_t i = 0; i < COUNT_OF(firms); i++)
		make_founding(c, &s, &firms[i]);
	c->firms[city_firm(c, CITY_MAKER)].project = true;
}

/* No plate, no licence, no illness by chance. */
static struct person *plain(struct city *c, const char *id)
{
	struct person *p = &c->people[city_person(c, id)];

	p->drives = p->trucker = p->low_income = p->disabled = false;
	p->plate[0] = '\0';
	p->referral = NOBODY;
	return p;
}

static void works_at(
	struct city *c, const char *id, const char *firm, day_t since, int base, const char *education)
{
	plain(c, id);
	make_job(c, id, city_firm(c, firm), since, base, education);
}

static void sealed(struct person *p, int months, int base, const char *education)
{
	p->fund = true;
	p->months = months;
	p->base = base;
	p->education = education;
}

static void manages(
	struct city *c, const char *id, const char *firm, day_t since, int base)
{
	works_at(c, id, firm, since, base, "21");
	c->firms[city_firm(c, firm)].manager = city_person(c, id);
}

static void drives_for(struct city *c, const char *id, day_t since)
{
	struct person *p;

	works_at(c, id, CITY_CARRIER, since, 7400, "71");
	p = &c->people[city_person(c, id)];
	p->drives = p->trucker = true;
}

void make_works_lives(struct city *c)
{
	struct person *p;

	works_at(c, CITY_BORROWER, CITY_FIRM_EAST, day_of(2017, 7, 3), 9600, "21");
	make_job(c, CITY_FLEXIBLE, NOBODY, day_of(2024, 1, 15), 4300, "71");
	plain(c, CITY_FLEXIBLE)->hardship = true;
	make_job(c, CITY_GRADUATE, NOBODY, day_of(2025, 8, 1), 4300, "21");
	plain(c, CITY_GRADUATE);
	sealed(plain(c, CITY_RETIREE), 420, 6200, "71");
	p = plain(c, CITY_LEAVER);
	p->work = WORK_HOME;
	p->employer = NOBODY;
	p->work_since = day_of(2025, 7, 31);
	sealed(p, 88, 5400, "31");
	works_at(c, MAKER_HEAD, CITY_MAKER, day_of(2011, 4, 1), 18000, "21");
	works_at(c, CITY_HANDLER, CITY_MAKER, day_of(2018, 3, 5), 7800, "21");
	manages(c, MANAGER_BUILDER, CITY_FIRM_WEST, day_of(2012, 2, 6), 12000);
	manages(c, MANAGER_SURVEY, CITY_SURVEY, day_of(2010, 6, 1), 11000);
	manages(c, MANAGER_DESIGN, CITY_DESIGN, day_of(2010, 9, 1), 13000);
	manages(c, MANAGER_SUPERVISOR, CITY_SUPERVISOR, day_of(2013, 7, 1), 10500);
	works_at(c, CITY_CARRIER_HEAD, CITY_CARRIER, day_of(2025, 8, 12), 9000, "61");
	drives_for(c, DRIVER_ONE, day_of(2025, 9, 1));
	drives_for(c, DRIVER_TWO, day_of(2025, 9, 8));
}
