/* SPDX-License-Identifier: MIT
 *
 * Every home has one owner and at most one tenant. Families that rent keep their household where
 * it is registered: that is what residence registration is for.
 */
#include "core/demo/parts.h"

#include <string.h>

#include "core/base/text.h"

enum { SECOND_HOMES = 170 };

/* The n-th spot of a street: even numbers are dwellings, odd ones offices and shops. Strides
 * without a common divisor scatter them; what comes round again lies one floor or door higher. */
static struct spot spot_at(int street, int n, bool office)
{
	struct spot spot = {.street = street, .road = n % PLACE_ROADS};
	int k = n / PLACE_ROADS;

	if (office) {
		spot.number = 101 + k * 13 % 70 * 2;
		spot.room = (k % 9 + 1) * 100 + k / 70 + 1;
		return spot;
	}
	spot.number = 8 + k * 7 % 60 * 2;
	spot.building = k % 4 + 1;
	spot.unit = k / 3 % 2 + 1;
	spot.room = ((k * 5 + k / 60) % 6 + 1) * 100 + k / 2 % 2 + 1;
	return spot;
}

static int count_on(const struct city *c, int street, bool office)
{
	int n = 0;

	for (int i = 0; i < c->n_homes; i++)
		n += c->homes[i].spot.street == street && c->homes[i].office == office;
	return n;
}

/* An owner cannot have bought before he was grown; his parents paid then. */
static day_t bought_on(const struct city *c, struct stream *s, struct holder owner)
{
	day_t day = c->today - 400 - (day_t)stream_below(s, 7000);
	day_t grown;

	if (owner.kind != PARTY_PERSON)
		return day;
	grown = years_after(c->people[owner.index].birth, 18);
	return day > grown ? day : grown;
}

/* The year of a title's number is the one in which it was registered. */
void make_bought(struct city *c, int home, day_t day)
{
	struct home *h = &c->homes[home];
	int year, month, of_month;

	h->bought = day;
	day_split(day, &year, &month, &of_month);
	text_format(h->title_no, sizeof(h->title_no), "演(%d)不动产权第%07d号", year, 1000 + home);
}

int make_home(struct city *c, struct stream *s, int street, bool office, struct holder owner)
{
	int index = c->n_homes;
	struct home *h = &c->homes[index];

	if (index >= CITY_HOMES)
		BUG("the city has too many homes");
	h->spot = spot_at(street, count_on(c, street, office), office);
	place_address(&h->spot, h->address);
	place_code(&h->spot, h->code);
	place_unit_no(&h->spot, h->unit_no);
	h->owner = owner;
	h->office = office;
	make_bought(c, index, bought_on(c, s, owner));
	h->area = 4500 + (int)stream_below(s, 9500);
	h->floors = h->spot.building ? 6 : 9;
	h->mortgaged = stream_below(s, 100) < 28;
	h->seized = stream_below(s, 100) < 2;
	c->n_homes++;
	return index;
}

void make_lease(struct city *c, int home, struct holder tenant, day_t from, day_t to)
{
	int year, month, day;
	struct lease *l = &c->homes[home].lease;

	day_split(from, &year, &month, &day);
	*l = (struct lease){.tenant = tenant, .from = from, .to = to};
	text_format(l->number, sizeof(l->number), "Z%04d-%02d-%05d", year, month, home);
}

/* A landlord: grown up, past the fixed families; now and then a firm that lives by letting. */
static struct holder landlord(const struct city *c, struct stream *s)
{
	for (;;) {
		int firm = (int)stream_below(s, CITY_FIRMS);
		int i = c->fixed_people +
			(int)stream_below(s, (uint32_t)(CITY_PEOPLE - c->fixed_people));

		if (stream_below(s, 5) == 0 && c->firms[firm].open &&
			strstr(c->firms[firm].trade, "住房租赁"))
			return (struct holder){PARTY_FIRM, firm};
		if (stream_below(s, 5) && city_alive(&c->people[i]) &&
			city_age(c, &c->people[i]) >= 35)
			return (struct holder){PARTY_PERSON, i};
	}
}

/* One person, or everybody of the household who is alive, moves in. */
static void move_in(struct city *c, int person, int home, day_t day)
{
	struct person *p = &c->people[person];

	p->home = home;
	p->home_since = p->birth > day ? p->birth : day;
}

static bool belongs(const struct city *c, int home, int household)
{
	struct holder owner = c->homes[home].owner;

	return owner.kind == PARTY_PERSON && c->people[owner.index].household == household;
}

static void rent(struct city *c, struct stream *s, int household, int home)
{
	const struct household *h = &c->households[household];
	day_t from = c->today - 20 - (day_t)stream_below(s, 900);
	day_t to = c->today + 30 + (day_t)stream_below(s, 700);

	if (from <= c->homes[home].bought)
		from = c->homes[home].bought + 10;
	make_lease(c, home, (struct holder){PARTY_PERSON, h->head}, from, to);
	for (int i = h->first; i < h->first + h->count; i++)
		if (city_alive(&c->people[i]))
			move_in(c, i, home, from + 3);
}

/* A flat of its own for each of the two fixed tenants; others follow who live with her. */
static void rent_fixed(
	struct city *c, struct stream *s, const char *id, int street, day_t from, day_t to)
{
	int tenant = city_person(c, id);
	struct holder owner = landlord(c, s);
	int home = make_home(c, s, street, false, owner);

	make_bought(c, home, day_of(2012, 3, 1));
	make_lease(c, home, (struct holder){PARTY_PERSON, tenant}, from, to);
	for (int i = 0; i < c->fixed_people; i++)
		if (i == tenant || c->people[i].spouse == tenant || c->people[i].mother == tenant)
			move_in(c, i, home, from + 5);
}

void make_property(struct city *c)
{
	struct stream s = city_stream(c, "property", 0);
	int first, next;

	rent_fixed(c, &s, CITY_WOMAN, 0, day_of(2025, 6, 1), day_of(2027, 5, 31));
	rent_fixed(c, &s, CITY_TENANT, 5, day_of(2024, 9, 1), day_of(2026, 8, 31));
	first = next = c->n_homes;
	for (int i = 0; i < SECOND_HOMES; i++) {
		struct holder owner = landlord(c, &s);
		make_home(c, &s, (int)stream_below(&s, PLACE_STREETS), false, owner);
	}
	for (int i = c->fixed_households; i < c->n_households && next < first + SECOND_HOMES - 20;
		i++) {
		if (stream_below(&s, 100) >= 22 || belongs(c, next, i))
			continue;
		rent(c, &s, i, next++);
	}
}
