/* SPDX-License-Identifier: MIT
 *
 * What people do: school by the year of birth, jobs between 18 and 59 at operating firms,
 * pensions from 60. Insured months follow from the day the job began.
 */
#include "core/demo/parts.h"

#include <string.h>

#include "core/base/text.h"

enum { SCHOOL_YEAR = 2025 }; /* the school year that runs on the first day */

static const int first_year[SCHOOL_LEVELS] = {0, 6, 9, 12}; /* years after entering school */

/* Children enter in the autumn of the year in which they are six by the end of August. */
static int years_at_school(const struct person *p)
{
	int year, month, day;

	day_split(p->birth, &year, &month, &day);
	return SCHOOL_YEAR - (year + 6 + (month > 8));
}

static int find_school(
	const struct city *c, struct stream *s, const struct person *p, enum school_level level)
{
	int district = place_streets[c->homes[p->home].spot.street].district;

	for (;;) {
		int i = (int)stream_below(s, PLACE_SCHOOLS);
		const struct school *school = &place_schools[i];

		if (school->level == level &&
			(school->district == district || school->district < 0))
			return i;
	}
}

static bool goes_to_school(struct city *c, struct stream *s, struct person *p)
{
	int years = years_at_school(p);
	enum school_level level = SCHOOL_PRIMARY;

	if (years < 0)
		return false;
	for (int i = 1; i < SCHOOL_LEVELS; i++)
		if (years >= first_year[i])
			level = (enum school_level)i;
	if (years > 15 || (level == SCHOOL_COLLEGE && p->mother != city_person(c, CITY_TENANT) &&
				  stream_below(s, 100) >= 55))
		return false;
	p->work = WORK_PUPIL;
	p->school = find_school(c, s, p, level);
	p->school_year = SCHOOL_YEAR - years + first_year[level];
	p->education = level == SCHOOL_COLLEGE	? "61"
		       : level == SCHOOL_SENIOR ? "71"
		       : level == SCHOOL_JUNIOR ? "81"
						: "90";
	return true;
}

static const char *education_of(struct stream *s, int age)
{
	static const char *const old[] = {"81", "71", "71", "61", "41"};
	static const char *const middle[] = {"71", "71", "61", "41", "31", "31", "21", "21", "14"};
	static const char *const young[] = {"61", "41", "31", "31", "31", "21", "21", "21", "14"};

	if (age >= 60)
		return old[stream_below(s, COUNT_OF(old))];
	if (age < 24)
		return young[stream_below(s, 2)]; /* no college is over before */
	if (age >= 35)
		return middle[stream_below(s, COUNT_OF(middle))];
	return young[stream_below(s, COUNT_OF(young))];
}

/* Four in five work at a company; shops are small. */
static int find_employer(const struct city *c, struct stream *s)
{
	for (;;) {
		int i = (int)stream_below(s, CITY_FIRMS);

		if (c->firms[i].open && !c->firms[i].full &&
			(!c->firms[i].shop || stream_below(s, 5) == 0))
			return i;
	}
}

static int own_firm(const struct city *c, int person)
{
	for (int i = 0; i < c->n_firms; i++)
		if (c->firms[i].open && c->firms[i].representative == person)
			return i;
	return NOBODY;
}

/* Months from the one in which it began up to the one before the first day's. */
static int months_since(const struct city *c, day_t since)
{
	int year, month, day, y, m, d;

	day_split(c->today, &year, &month, &day);
	day_split(since, &y, &m, &d);
	return (year - y) * 12 + month - m;
}

static void employ(struct city *c, struct stream *s, struct person *p, int firm)
{
	day_t grown = years_after(p->birth, 18);
	day_t since = c->today - 50 - (day_t)stream_below(s, 4200);
	int spare;

	if (since < grown)
		since = grown;
	if (since < c->firms[firm].founded)
		since = c->firms[firm].founded;
	spare = (int)(since - grown) / 31;
	p->work = WORK_EMPLOYED;
	p->employer = firm;
	p->work_since = since;
	p->months = months_since(c, since);
	p->base = 4500 + 100 * (int)stream_below(s, 140);
	p->fund = stream_below(s, 100) < 60;
	if (spare > 12 && stream_below(s, 100) < 30)
		p->earlier_months = 6 + (int)stream_below(s, (uint32_t)spare - 6);
}

static void work_or_not(struct city *c, struct stream *s, struct person *p, int index)
{
	int own = own_firm(c, index);
	uint32_t dice = stream_below(s, 100);

	if (own != NOBODY) {
		employ(c, s, p, own);
	} else if (dice < 72) {
		employ(c, s, p, find_employer(c, s));
	} else if (dice < 83) {
		employ(c, s, p, find_employer(c, s));
		p->work = WORK_FLEXIBLE;
		p->employer = NOBODY;
		p->fund = false;
		p->hardship = stream_below(s, 2);
	} else {
		p->work = WORK_HOME;
	}
}

static void retire(struct person *p)
{
	p->work = WORK_RETIRED;
	p->work_since = years_after(p->birth, 60);
}

static void one_life(struct city *c, struct stream *s, int index)
{
	struct person *p = &c->people[index];
	int age = city_age(c, p);

	p->disabled = stream_below(s, 100) < 3;
	if (age < 6 || goes_to_school(c, s, p))
		return;
	if (age < 16) /* six already, but school begins in autumn */
		return;
	p->education = education_of(s, age);
	if (age >= 60)
		retire(p);
	else
		work_or_not(c, s, p, index);
	if (p->work != WORK_HOME && age < 75 && stream_below(s, 100) < 30) {
		p->drives = true;
		p->trucker = index % 5 == 0;
		text_format(p->plate, sizeof(p->plate), "浙ZD%04d", index);
	}
	if (stream_below(s, 100) < 2)
		p->referral = (int)stream_below(s, 2);
}

void make_job(
	struct city *c, const char *id, int firm, day_t since, int base, const char *education)
{
	struct person *p = &c->people[city_person(c, id)];

	p->work = firm == NOBODY ? WORK_FLEXIBLE : WORK_EMPLOYED;
	p->employer = firm;
	p->work_since = since;
	p->months = months_since(c, since);
	p->earlier_months = 0;
	p->base = base;
	p->fund = firm != NOBODY;
	p->hardship = p->low_income = p->disabled = false;
	p->education = education;
}

static int firm_in(const struct city *c, int district)
{
	for (int i = 0; i < c->n_firms; i++)
		if (c->firms[i].open && !c->firms[i].shop &&
			place_streets[c->homes[c->firms[i].home].spot.street].district ==
				district &&
			c->firms[i].founded < day_of(2022, 1, 1))
			return i;
	return 0;
}

/* Low income is a state of the whole household. */
static void poor_households(struct city *c, struct stream *s)
{
	for (int i = c->fixed_households; i < c->n_households; i++) {
		const struct household *h = &c->households[i];

		if (stream_below(s, 100) >= 4)
			continue;
		for (int k = h->first; k < h->first + h->count; k++)
			c->people[k].low_income = true;
	}
}

void make_work(struct city *c)
{
	for (int i = 0; i < c->n_people; i++) {
		struct stream s = city_stream(c, "life", i);

		if (city_alive(&c->people[i]))
			one_life(c, &s, i);
	}
	poor_households(c, &(struct stream){c->seed});
	make_job(c, CITY_WOMAN, 0, day_of(2025, 1, 6), 6800, "21");
	make_job(c, CITY_TENANT, 1, day_of(2009, 3, 2), 7200, "31");
	make_job(c, CITY_PATIENT, firm_in(c, 2), day_of(2022, 3, 1), 5600, "41");
	c->people[city_person(c, CITY_PATIENT)].referral = 0;
	c->people[city_person(c, CITY_PATIENT)].earlier_months = 40;
	make_works_lives(c);
	make_life_lives(c);
	make_trade_lives(c);
}
