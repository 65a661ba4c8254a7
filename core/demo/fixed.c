/* SPDX-License-Identifier: MIT
 *
 * The families of those whom scripts and lessons name. They are the same under every seed, and
 * each shows something: see the comment at each.
 */
#include "core/demo/parts.h"

#include "core/base/text.h"

enum { SPRING = 1, AUTUMN = 4, PINE = 6, BROOK = 7 }; /* streets */

int make_family(
	struct city *c, struct stream *s, int street, const struct member *members, int n)
{
	int household = make_household(c, street), first = c->n_people;
	const char *region = place_districts[place_streets[street].district].region;

	for (int i = 0; i < n; i++) {
		const struct member *m = &members[i];

		make_person(c, s, household,
			&(struct birth){.id = m->id,
				.name = m->name,
				.region = region,
				.lineage = {"", m->ethnic},
				.relation = m->relation,
				.sex = m->sex,
				.day = day_of(m->year, m->month, m->day),
				.father = m->father < 0 ? NOBODY : first + m->father,
				.mother = m->mother < 0 ? NOBODY : first + m->mother});
	}
	make_seat(c, s, household, first);
	return first;
}

/* The old man of the elderly card; his son's child was born last month and is not registered. */
static int elder(struct city *c, struct stream *s)
{
	static const struct member members[] = {
		{CITY_ELDER, "周德山", "01", "02", '1', 1952, 3, 15, -1, -1},
		{NULL, "沈桂兰", "01", "12", '2', 1954, 8, 2, -1, -1},
		{NULL, "周明轩", "01", "20", '1', 1987, 5, 9, 0, 1},
		{"", "周沐阳", "01", "41", '1', 2026, 2, 12, 2, -1},
	};
	int first = make_family(c, s, SPRING, members, (int)COUNT_OF(members));

	make_marriage(c, first, first + 1, day_of(1979, 10, 6));
	return first;
}

/* Her parents' household is in the county: in the city she needs a residence permit. */
static int parents(struct city *c, struct stream *s)
{
	static const struct member members[] = {
		{NULL, "李守田", "01", "02", '1', 1961, 4, 18, -1, -1},
		{NULL, "何玉珍", "01", "12", '2', 1963, 11, 30, -1, -1},
		{CITY_WOMAN, "李小梅", "01", "30", '2', 1988, 8, 8, 0, 1},
	};
	int first = make_family(c, s, BROOK, members, (int)COUNT_OF(members));

	make_marriage(c, first, first + 1, day_of(1986, 2, 3));
	text_copy(c->people[first + 2].mobile, sizeof(c->people[first].mobile), "13900001234");
	return first;
}

/* Registered in her mother's home, owns nothing, rents: housing fund and a silent office. */
static void tenant(struct city *c, struct stream *s)
{
	static const struct member members[] = {
		{NULL, "孙玉芬", "01", "02", '2', 1951, 6, 21, -1, -1},
		{CITY_TENANT, "郑秋燕", "01", "30", '2', 1975, 5, 30, -1, 0},
		{NULL, "高建平", "01", "28", '1', 1973, 9, 12, -1, -1},
		{NULL, "高一禾", "01", "44", '2', 2007, 7, 4, 2, 1},
	};
	int first = make_family(c, s, AUTUMN, members, (int)COUNT_OF(members));

	c->people[first].marriage = "30";
	c->people[first].married = day_of(2018, 12, 1);
	make_marriage(c, first + 1, first + 2, day_of(2003, 5, 1));
}

/* Insured in the county, referred to the city. */
static void patient(struct city *c, struct stream *s)
{
	static const struct member members[] = {
		{CITY_PATIENT, "吴晓峰", "01", "02", '1', 1990, 12, 24, -1, -1},
		{NULL, "叶静怡", "15", "12", '2', 1991, 3, 3, -1, -1},
		{NULL, "吴予晴", "15", "30", '2', 2019, 9, 19, 0, 1},
	};
	int first = make_family(c, s, PINE, members, (int)COUNT_OF(members));

	make_marriage(c, first, first + 1, day_of(2017, 10, 10));
	c->people[first].referral = 0;
}

void make_fixed_families(struct city *c)
{
	struct stream s = {339900}; /* not the seed: the same everywhere */
	int zhou = elder(c, &s), li = parents(c, &s);

	make_marriage(c, zhou + 2, li + 2, day_of(2021, 5, 20));
	c->people[zhou + 3].mother = li + 2;
	tenant(c, &s);
	patient(c, &s);
	make_works_families(c);
	make_life_families(c);
	make_trade_families(c);
}
