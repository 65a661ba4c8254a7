/* SPDX-License-Identifier: MIT
 *
 * Families come in a few shapes; each shape fixes who is whose spouse and child, so that no
 * record needs mending afterwards. Ages follow from marriage days and those from births.
 */
#include "core/demo/parts.h"

#include <string.h>

#include "core/base/text.h"

enum shape {
	SHAPE_COUPLE,
	SHAPE_PARENTS,
	SHAPE_THREE,
	SHAPE_ELDERS,
	SHAPE_WIDOWED,
	SHAPE_ALONE,
	SHAPE_SINGLE_PARENT,
	SHAPES
};

/* Out of 100 households. */
static const uint32_t share[SHAPES] = {12, 38, 14, 9, 7, 12, 8};

day_t years_after(day_t d, int years)
{
	int year, month, day;

	day_split(d, &year, &month, &day);
	if (!day_valid(year + years, month, day))
		return day_of(year + years, 3, 1); /* 29 February: full the day after the 28th */
	return day_of(year + years, month, day);
}

/* Somebody who is exactly age full years old today. */
static day_t born_at(const struct city *c, struct stream *s, int age)
{
	return c->today - age * 365 - age / 4 - 2 - (day_t)stream_below(s, 355);
}

static bool number_taken(const struct city *c, const struct person *p)
{
	for (int i = 0; i < c->n_people; i++)
		if (c->people[i].birth == p->birth && !strcmp(c->people[i].id, p->id))
			return true;
	return false;
}

static void give_number(const struct city *c, struct person *p, const char *region, int index)
{
	int sequence = index % 480 * 2 + (p->sex == '1' ? 1 : 2);

	do {
		number_citizen(region, p->birth, sequence, p->id);
		sequence = sequence > 990 ? sequence % 2 + 2 : sequence + 2;
	} while (number_taken(c, p));
}

/* The middle is zeros: no such number was ever handed out. */
static void give_mobile(struct person *p, int index)
{
	static const char *const prefix[] = {
		"130", "135", "138", "150", "158", "166", "177", "186", "198"};

	text_format(p->mobile, sizeof(p->mobile), "%s0000%04d",
		prefix[(size_t)index % COUNT_OF(prefix)], (index * 37 + 11) % 10000);
}

int make_person(struct city *c, struct stream *s, int household, const struct birth *b)
{
	int index = c->n_people;
	struct person *p = &c->people[index];

	if (index >= CITY_PEOPLE)
		BUG("the city is full");
	*p = (struct person){.sex = b->sex,
		.surname = b->lineage.surname,
		.ethnic = b->lineage.ethnic,
		.birth = b->day,
		.died = DAY_NONE,
		.relation = b->relation,
		.marriage = "10",
		.married = DAY_NONE,
		.household = household,
		.father = b->father,
		.mother = b->mother,
		.spouse = NOBODY,
		.home = NOBODY,
		.employer = NOBODY,
		.school = NOBODY,
		.referral = NOBODY,
		.education = "90",
		.work_since = DAY_NONE};
	if (b->id)
		text_copy(p->id, sizeof(p->id), b->id);
	else
		give_number(c, p, b->region, index);
	if (b->name)
		text_copy(p->name, sizeof(p->name), b->name);
	else
		naming_person(s, b->lineage, b->sex,
			b->father == NOBODY ? NULL : c->people[b->father].name, p->name);
	if (b->day < c->today - 14 * 366)
		give_mobile(p, index);
	c->n_people++;
	c->households[household].count++;
	return index;
}

int make_household(struct city *c, int street)
{
	int index = c->n_households;
	struct household *h = &c->households[index];

	if (index >= CITY_HOUSEHOLDS)
		BUG("the city has too many households");
	*h = (struct household){
		.head = c->n_people, .first = c->n_people, .street = street, .home = NOBODY};
	text_format(h->number, sizeof(h->number), "%09d", 339000001 + index * 7);
	c->n_households++;
	return index;
}

void make_seat(struct city *c, struct stream *s, int household, int owner)
{
	struct household *h = &c->households[household];

	h->home = make_home(c, s, h->street, false, (struct holder){PARTY_PERSON, owner});
	for (int i = h->first; i < h->first + h->count; i++) {
		struct person *p = &c->people[i];
		day_t bought = c->homes[h->home].bought;

		p->home = h->home;
		p->home_since = p->birth > bought ? p->birth : bought;
	}
}

void make_marriage(struct city *c, int a, int b, day_t when)
{
	c->people[a].spouse = b;
	c->people[b].spouse = a;
	c->people[a].marriage = c->people[b].marriage = "20";
	c->people[a].married = c->people[b].married = when;
}

static int someone(struct city *c, struct stream *s, int household, char sex, int age,
	const char *relation, struct lineage l)
{
	/* One in seven was first registered in another district: the number keeps that. */
	int district = place_streets[c->households[household].street].district;

	if (stream_below(s, 7) == 0)
		district = (int)stream_below(s, PLACE_DISTRICTS);
	return make_person(c, s, household,
		&(struct birth){.sex = sex,
			.day = born_at(c, s, age),
			.relation = relation,
			.lineage = l,
			.region = place_districts[district].region,
			.father = NOBODY,
			.mother = NOBODY});
}

/* man >= 25 years, so that both were of age long enough before today. Returns his index. */
static int couple(struct city *c, struct stream *s, int household, int man_age,
	const char *relation_man, const char *relation_woman, struct lineage l)
{
	int woman_age = man_age - 4 + (int)stream_below(s, 7);
	int man = someone(c, s, household, '1', man_age, relation_man, l);
	int woman = someone(c, s, household, '2', woman_age < 23 ? 23 : woman_age, relation_woman,
		naming_lineage(s));
	day_t of_age = years_after(c->people[man].birth, 23);
	day_t hers = years_after(c->people[woman].birth, 21);
	day_t room;

	if (hers > of_age)
		of_age = hers;
	room = c->today - of_age - 150;
	make_marriage(c, man, woman,
		of_age + 100 + (day_t)stream_below(s, room > 2200 ? 2200 : (uint32_t)room));
	return man;
}

/* Children of a couple or of one parent, born one after the other; those over 23 have left. */
static void children(struct city *c, struct stream *s, int household, int father, int mother,
	day_t from, int wanted, bool grandchildren)
{
	const struct person *named = &c->people[father != NOBODY ? father : mother];
	struct lineage l = {named->surname, named->ethnic};
	int street = c->households[household].street;
	day_t day = from + 290 + (day_t)stream_below(s, 1500);
	day_t last = years_after(c->people[mother != NOBODY ? mother : father].birth, 43);

	for (; wanted > 0 && day < c->today - 20 && day < last; wanted--) {
		bool boy = stream_below(s, 100) < 51;
		const char *relation = grandchildren ? (boy ? "41" : "42") : (boy ? "20" : "30");

		if (day > c->today - 23 * 365)
			make_person(c, s, household,
				&(struct birth){.sex = boy ? '1' : '2',
					.day = day,
					.lineage = l,
					.region = place_districts[place_streets[street].district]
							  .region,
					.relation = relation,
					.father = father,
					.mother = mother});
		day += 700 + (day_t)stream_below(s, 1400);
	}
}

static void elder_parents(struct city *c, struct stream *s, int household, int son_age,
	struct lineage l, int *father, int *mother)
{
	int age = son_age + 26 + (int)stream_below(s, 7);

	*father = couple(c, s, household, age, "02", "12", l);
	*mother = c->people[*father].spouse;
}

/* The elders' marriage must lie before the son's birth, whatever the dice said. */
static void three_generations(struct city *c, struct stream *s, int household)
{
	struct lineage l = naming_lineage(s);
	int son_age = 27 + (int)stream_below(s, 16), father, mother, son;
	day_t latest;

	elder_parents(c, s, household, son_age, l, &father, &mother);
	son = couple(c, s, household, son_age, "20", "38", l);
	c->people[son].father = father;
	c->people[son].mother = mother;
	latest = c->people[son].birth - 290;
	if (c->people[father].married > latest)
		c->people[father].married = c->people[mother].married = latest;
	children(c, s, household, son, c->people[son].spouse, c->people[son].married,
		1 + (int)stream_below(s, 2), true);
}

static void widowed(struct city *c, struct stream *s, int household)
{
	struct lineage l = naming_lineage(s);
	int man = couple(c, s, household, 66 + (int)stream_below(s, 20), "02", "12", l);
	int woman = c->people[man].spouse;
	bool his = stream_below(s, 3) > 0;
	struct person *dead = &c->people[his ? man : woman];
	struct person *left = &c->people[his ? woman : man];

	dead->died = c->today - 40 - (day_t)stream_below(s, 3000);
	dead->mobile[0] = '\0';
	dead->spouse = left->spouse = NOBODY;
	left->marriage = "30";
	left->married = dead->died;
	left->relation = "02";
	c->households[household].head = his ? woman : man;
}

static void single_parent(struct city *c, struct stream *s, int household)
{
	bool woman = stream_below(s, 3) > 0;
	int age = 28 + (int)stream_below(s, 18);
	int parent = someone(c, s, household, woman ? '2' : '1', age, "02", naming_lineage(s));
	day_t wed = years_after(c->people[parent].birth, 23);

	c->people[parent].marriage = "40";
	c->people[parent].married = c->today - 60 - (day_t)stream_below(s, 700);
	children(c, s, household, woman ? NOBODY : parent, woman ? parent : NOBODY, wed - 290,
		1 + (int)stream_below(s, 2), false);
	for (int i = parent + 1; i < c->n_people; i++)
		if (c->people[parent].married < c->people[i].birth + 15)
			c->people[parent].married = c->people[i].birth + 15;
}

static void alone(struct city *c, struct stream *s, int household)
{
	char sex = stream_below(s, 2) ? '1' : '2';
	struct lineage l = naming_lineage(s);

	someone(c, s, household, sex, 22 + (int)stream_below(s, 22), "02", l);
}

static void family(struct city *c, struct stream *s, enum shape shape)
{
	int household = make_household(c, (int)stream_below(s, PLACE_STREETS));
	int man = NOBODY, owner = c->n_people;
	struct lineage l; /* drawn first: arguments have no order */

	switch (shape) {
	case SHAPE_COUPLE:
		l = naming_lineage(s);
		couple(c, s, household, 25 + (int)stream_below(s, 33), "02", "12", l);
		break;
	case SHAPE_PARENTS:
		l = naming_lineage(s);
		man = couple(c, s, household, 27 + (int)stream_below(s, 24), "02", "12", l);
		children(c, s, household, man, c->people[man].spouse, c->people[man].married,
			1 + (int)stream_below(s, 3), false);
		break;
	case SHAPE_THREE:
		three_generations(c, s, household);
		break;
	case SHAPE_ELDERS:
		l = naming_lineage(s);
		couple(c, s, household, 61 + (int)stream_below(s, 24), "02", "12", l);
		break;
	case SHAPE_WIDOWED:
		widowed(c, s, household);
		owner = c->households[household].head;
		break;
	case SHAPE_SINGLE_PARENT:
		single_parent(c, s, household);
		break;
	case SHAPE_ALONE:
	case SHAPES:
		alone(c, s, household);
		break;
	}
	/* The house stands in the wife's name now and then. */
	if (c->people[owner].spouse != NOBODY && stream_below(s, 4) == 0)
		owner = c->people[owner].spouse;
	make_seat(c, s, household, owner);
}

static enum shape any_shape(struct stream *s)
{
	uint32_t dice = stream_below(s, 100);

	for (enum shape i = SHAPE_COUPLE; i < SHAPES; i++) {
		if (dice < share[i])
			return i;
		dice -= share[i];
	}
	return SHAPE_ALONE;
}

void make_families(struct city *c)
{
	struct stream s = city_stream(c, "families", 0);

	make_fixed_families(c);
	c->fixed_people = c->n_people;
	c->fixed_households = c->n_households;
	while (c->n_people < CITY_PEOPLE - 6)
		family(c, &s, any_shape(&s));
	while (c->n_people < CITY_PEOPLE)
		family(c, &s, SHAPE_ALONE);
}
