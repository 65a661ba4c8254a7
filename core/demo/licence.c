/* SPDX-License-Identifier: MIT
 *
 * Licences follow from the facts: whoever is married has a marriage certificate, whoever owns has
 * a title. Serials are the type and the holder's place in the city, never his number.
 */
#include "core/demo/parts.h"
#include "core/demo/project.h"

#include <string.h>

#include "core/base/text.h"

static const struct {
	const char *type;
	enum authority issuer;
	int code; /* below the authority's credit code */
	char level;
} kinds[] = {
	{"id-card", AUTH_POLICE, 1, 'A'},
	{"household-book", AUTH_POLICE, 2, 'B'},
	{"residence-permit", AUTH_POLICE, 3, 'B'},
	{"social-card", AUTH_LABOUR, 1, 'A'},
	{"degree", AUTH_EDUCATION, 1, 'C'},
	{"elderly-card", AUTH_CIVIL, 2, 'C'},
	{"marriage", AUTH_CIVIL, 1, 'B'},
	{"title", AUTH_LAND, 1, 'B'},
	{"business-licence", AUTH_MARKET, 1, 'A'},
	{"qualification", AUTH_HOUSING, 1, 'A'},
	{"registration", AUTH_HOUSING, 2, 'A'},
	{"planning-permit", AUTH_LAND, 2, 'A'},
	{"land-permit", AUTH_LAND, 3, 'A'},
	{"no-crime", AUTH_POLICE, 4, 'A'},
};

struct shelf {
	const struct city *city;
	struct holder holder;
	struct licence *out;
	int n;
};

static void put(struct shelf *shelf, const char *type, int serial, day_t issued, day_t valid_to)
{
	size_t i = 0;
	char number[16];
	struct licence *l;

	if (shelf->n >= CITY_LICENCES)
		return;
	while (strcmp(kinds[i].type, type))
		i++;
	l = &shelf->out[shelf->n];
	*l = (struct licence){.type = kinds[i].type,
		.issuer = place_authorities[kinds[i].issuer].name,
		.issued = issued,
		.valid_to = valid_to,
		.level = kinds[i].level};
	l->state = valid_to != DAY_NONE && valid_to < shelf->city->today ? "expired" : "valid";
	text_format(number, sizeof(number), "%02zu%d%07d", i + 1, (int)shelf->holder.kind, serial);
	number_licence(place_authorities[kinds[i].issuer].code, kinds[i].code,
		place_authorities[kinds[i].issuer].code, number, l->number);
	shelf->n++;
}

/* Ten years from 16, twenty from 26, without end from 46; renewed on the birthday. */
static void put_id_card(struct shelf *shelf, const struct person *p, int index)
{
	int age = city_age(shelf->city, p);
	struct stream s = city_stream(shelf->city, "card", index);

	if (age < 16)
		return;
	if (age >= 46)
		put(shelf, "id-card", index, years_after(p->birth, 46), DAY_NONE);
	else if (age >= 26)
		put(shelf, "id-card", index, years_after(p->birth, 26), years_after(p->birth, 46));
	else
		put(shelf, "id-card", index, years_after(p->birth, 16),
			/* some forgot to renew theirs */
			years_after(p->birth, stream_below(&s, 12) ? 26 : 16) + 40);
}

static bool fixed(const struct person *p)
{
	return !strcmp(p->id, CITY_WOMAN) || !strcmp(p->id, CITY_ELDER);
}

/* What the fixed two still have to apply for they do not hold. */
static void put_cards(struct shelf *shelf, const struct person *p, int index)
{
	const struct city *c = shelf->city;
	struct stream s = city_stream(c, "shelf", index);
	bool permit = stream_below(&s, 3) == 0, elderly = stream_below(&s, 2) == 0;
	day_t day = c->today - 30 - (day_t)stream_below(&s, 600);

	put(shelf, "household-book", p->household,
		p->birth > day_of(2019, 5, 1) ? p->birth : day_of(2019, 5, 1), DAY_NONE);
	if (p->birth < c->today - 90)
		put(shelf, "social-card", index,
			p->birth > day_of(2020, 1, 1) ? p->birth + 60
						      : day_of(2020, 1, 1) + index % 700,
			DAY_NONE);
	if (fixed(p))
		return;
	if (permit && p->home != c->households[p->household].home && city_age(c, p) >= 16 &&
		p->home_since < c->today - 220)
		put(shelf, "residence-permit", index, p->home_since + 190,
			years_after(p->home_since + 190, 1));
	if (elderly && city_age(c, p) >= 60 && years_after(p->birth, 60) < day)
		put(shelf, "elderly-card", index, day, DAY_NONE);
}

/* Three certificates this year and one of last year: a fourth needs a reason. */
static void put_certificates(struct shelf *shelf, int index)
{
	static const int days_ago[] = {11, 41, 67, 120};

	for (int i = 0; i < (int)COUNT_OF(days_ago); i++) {
		day_t day = shelf->city->today - days_ago[i];

		put(shelf, "no-crime", index * 10 + i, day, day + 180);
	}
}

static bool owns(const struct home *h, int person)
{
	return (h->owner.kind == PARTY_PERSON && h->owner.index == person) ||
	       (h->co_owner.kind == PARTY_PERSON && h->co_owner.index == person);
}

static bool has_degree(const struct person *p)
{
	return p->work != WORK_PUPIL &&
	       (p->education[0] == '1' || p->education[0] == '2' || p->education[0] == '3');
}

/* What somebody may do on a building site, for five years from January. */
static void put_graded(struct shelf *shelf, const char *type, int serial, const char *grade)
{
	int at = shelf->n;

	put(shelf, type, serial, day_of(2025, 1, 1), day_of(2029, 12, 31));
	if (shelf->n > at)
		shelf->out[at].grade = grade;
}

static int person_licences(struct shelf *shelf, int index)
{
	const struct city *c = shelf->city;
	const struct person *p = &c->people[index];

	if (!city_alive(p) || !*p->id)
		return 0;
	put_id_card(shelf, p, index);
	put_cards(shelf, p, index);
	if (has_degree(p))
		put(shelf, "degree", index, years_after(p->birth, 23), DAY_NONE);
	if (project_registration(c, index))
		put_graded(shelf, "registration", index, project_registration(c, index));
	if (!strcmp(p->marriage, "20"))
		put(shelf, "marriage", index < p->spouse ? index : p->spouse, p->married, DAY_NONE);
	if (!strcmp(p->id, CITY_ASKER))
		put_certificates(shelf, index);
	for (int i = 0; i < c->n_homes && shelf->n < CITY_LICENCES - 1; i++)
		if (owns(&c->homes[i], index))
			put(shelf, "title", i, c->homes[i].bought, DAY_NONE);
	return shelf->n;
}

static int firm_licences(struct shelf *shelf, int index)
{
	const struct firm *f = &shelf->city->firms[index];

	put(shelf, "business-licence", index, f->founded, DAY_NONE);
	if (!f->open)
		shelf->out[0].state = "revoked";
	if (f->open && project_grade(f))
		put_graded(shelf, "qualification", index, project_grade(f));
	if (f->project) {
		put(shelf, "land-permit", index, shelf->city->today - 80, DAY_NONE);
		put(shelf, "planning-permit", index, shelf->city->today - 60, DAY_NONE);
	}
	return shelf->n;
}

int city_licences(const struct city *c, struct holder holder, struct licence out[CITY_LICENCES])
{
	struct shelf shelf = {c, holder, out, 0};

	if (holder.kind == PARTY_PERSON)
		return person_licences(&shelf, holder.index);
	if (holder.kind == PARTY_FIRM)
		return firm_licences(&shelf, holder.index);
	return shelf.n;
}
