/* SPDX-License-Identifier: MIT
 *
 * The families of the items of life: identity card, criminal record, birth, pension, home. The
 * same under every seed, like those of fixed.c. Whom to use for what:
 *
 *   F02 identity card  CITY_LOST (plain), CITY_PUPIL (a guardian applies)
 *   F03 no record      CITY_ABROAD (plain), CITY_ASKER (more than three a year), CITY_FIRM_EAST (a unit)
 *   F04 birth          CITY_WOMAN of fixed.c (plain), CITY_MOTHER (no certificate issued yet)
 *   F07 pension        CITY_MOVER (plain), CITY_TWICE (four months paid twice)
 *   F09 home           CITY_BUYER from CITY_SELLER (plain), CITY_ASKER from CITY_ABROAD (mortgaged,
 *                      his wife has to agree), CITY_TWICE from CITY_MOVER (seized), CITY_MOTHER
 *                      and her husband from CITY_FIRM_EAST (a shop, by shares, tax not paid)
 */
#include "core/demo/parts.h"

#include "core/base/text.h"

enum { DAWN = 0, SPRING = 1, FENCE = 2, DUSK = 3, AUTUMN = 4, PINE = 6 }; /* streets */

/* The family of the lost card: mother, father, son of twelve. Returns the mother. */
static int lost_card(struct city *c, struct stream *s)
{
	static const struct member members[] = {
		{CITY_LOST, "许文静", "01", "02", '2', 1983, 4, 16, -1, -1},
		{CITY_ABROAD, "顾凯", "01", "11", '1', 1981, 11, 2, -1, -1},
		{CITY_PUPIL, "顾一鸣", "01", "20", '1', 2013, 9, 21, 1, 0},
	};
	int first = make_family(c, s, SPRING, members, (int)COUNT_OF(members));

	make_marriage(c, first, first + 1, day_of(2010, 6, 18));
	return first;
}

/* Their daughter is two weeks old; the hospital has not issued the certificate. Returns the mother. */
static int newborn(struct city *c, struct stream *s)
{
	static const struct member members[] = {
		{CITY_FATHER, "何思远", "01", "02", '1', 1994, 2, 20, -1, -1},
		{CITY_MOTHER, "苏婉", "15", "12", '2', 1995, 10, 11, -1, -1},
		{"", "何知夏", "01", "30", '2', 2026, 3, 2, 0, 1},
	};
	int first = make_family(c, s, AUTUMN, members, (int)COUNT_OF(members));

	make_marriage(c, first, first + 1, day_of(2022, 9, 9));
	return first + 1;
}

static int alone(struct city *c, struct stream *s, int street, const struct member *one)
{
	return make_family(c, s, street, one, 1);
}

static struct holder person(int index)
{
	return (struct holder){PARTY_PERSON, index};
}

/* Area in hundredths of a square metre. */
static int plain_home(struct city *c, struct stream *s, int street, bool office, struct holder owner,
	int area)
{
	int index = make_home(c, s, street, office, owner);

	c->homes[index].mortgaged = c->homes[index].seized = false;
	c->homes[index].area = area;
	return index;
}

static struct sale *sell(struct city *c, int home, struct holder buyer, int price)
{
	struct sale *sale = &c->sales[c->n_sales++];

	*sale = (struct sale){.home = home,
		.sellers = {c->homes[home].owner, {PARTY_NONE, NOBODY}},
		.buyers = {buyer, {PARTY_NONE, NOBODY}},
		.way_sold = '1',
		.way_bought = '1',
		.price = price,
		.signed_on = c->today - 20,
		.taxed = true};
	return sale;
}

/* Husband and wife sell what both own to husband and wife: nothing stands in the way. */
static void plain_sale(struct city *c, struct stream *s)
{
	static const struct member sellers[] = {
		{CITY_SELLER, "蒋国栋", "01", "02", '1', 1968, 3, 3, -1, -1},
		{NULL, "曹丽华", "01", "12", '2', 1970, 7, 15, -1, -1},
	};
	static const struct member buyers[] = {
		{CITY_BUYER, "沈柯", "01", "02", '1', 1992, 1, 9, -1, -1},
		{NULL, "方雨桐", "01", "12", '2', 1993, 5, 27, -1, -1},
	};
	int from = make_family(c, s, FENCE, sellers, (int)COUNT_OF(sellers));
	int to = make_family(c, s, DUSK, buyers, (int)COUNT_OF(buyers));
	int home = plain_home(c, s, DAWN, false, person(from), 8950);
	struct sale *sale = sell(c, home, person(to), 1680000);

	make_marriage(c, from, from + 1, day_of(1993, 5, 1));
	make_marriage(c, to, to + 1, day_of(2019, 10, 1));
	make_bought(c, home, day_of(2013, 6, 20));
	c->homes[home].co_owner = sale->sellers[1] = person(from + 1);
	sale->buyers[1] = person(to + 1);
	sale->way_sold = sale->way_bought = '2';
}

void make_life_families(struct city *c)
{
	static const struct member mover = {CITY_MOVER, "冯志远", "01", "02", '1', 1985, 5, 5, -1, -1};
	static const struct member twice = {CITY_TWICE, "杜若兰", "01", "02", '2', 1982, 12, 8, -1, -1};
	static const struct member asker = {CITY_ASKER, "林一帆", "01", "02", '1', 1996, 7, 7, -1, -1};
	struct stream s = {339901}; /* not the seed: the same everywhere */
	int husband = lost_card(c, &s) + 1, mother = newborn(c, &s);
	int moved = alone(c, &s, PINE, &mover), paid = alone(c, &s, SPRING, &twice);
	int asks = alone(c, &s, AUTUMN, &asker), home;
	struct holder east = {PARTY_FIRM, 0};
	struct sale *sale;

	c->runs[c->n_runs++] = (struct run){moved, "330106", 2012, 7, 90, 5200};
	c->runs[c->n_runs++] = (struct run){paid, "320508", 2018, 1, 42, 6100};
	plain_sale(c, &s);
	home = plain_home(c, &s, DUSK, false, person(husband), 12600);
	make_bought(c, home, day_of(2016, 8, 8));
	c->homes[home].mortgaged = true;
	sell(c, home, person(asks), 2150000);
	home = plain_home(c, &s, PINE, false, person(moved), 7700);
	c->homes[home].seized = true;
	sell(c, home, person(paid), 980000);
	sale = sell(c, plain_home(c, &s, DAWN, true, east, 21000), person(mother), 3200000);
	sale->buyers[1] = person(mother - 1);
	sale->way_bought = '3';
	sale->taxed = false;
}

void make_life_lives(struct city *c)
{
	make_job(c, CITY_LOST, 0, day_of(2018, 2, 26), 7600, "31");
	make_job(c, CITY_ABROAD, 1, day_of(2011, 9, 1), 9800, "21");
	make_job(c, CITY_MOTHER, 0, day_of(2020, 7, 1), 8300, "21");
	make_job(c, CITY_FATHER, 1, day_of(2019, 3, 1), 8800, "21");
	make_job(c, CITY_MOVER, 0, day_of(2020, 1, 6), 7900, "31");
	make_job(c, CITY_TWICE, 1, day_of(2021, 3, 1), 7100, "31");
	make_job(c, CITY_ASKER, 1, day_of(2021, 8, 2), 6900, "21");
	make_job(c, CITY_SELLER, 1, day_of(2009, 5, 4), 8100, "61");
	make_job(c, CITY_BUYER, 0, day_of(2017, 4, 5), 10400, "21");
}
