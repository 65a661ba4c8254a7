/* SPDX-License-Identifier: MIT
 *
 * How the city is made, in this order; each step only adds to what the steps before left.
 */
#ifndef ONETRIP_DEMO_PARTS_H
#define ONETRIP_DEMO_PARTS_H

#include "core/demo/people.h"

void make_families(struct city *c); /* people, households and their homes */
void make_firms(struct city *c);    /* firms, their offices and representatives */
void make_property(struct city *c); /* second homes, leases, who lives where */
void make_work(struct city *c);	    /* schools, jobs, insurance, small facts */

/* One resident. name NULL: invented from lineage; id NULL: made from birth, region and place. */
struct birth {
	const char *id, *name;
	struct lineage lineage;
	const char *region, *relation;
	day_t day;
	char sex;
	int father, mother;
};
int make_person(struct city *c, struct stream *s, int household, const struct birth *b);
/* A fixed family: the first member heads the household and owns its house. Returns his index. */
struct member {
	const char *id, *name, *ethnic, *relation; /* id NULL: made; "": newborn, not registered */
	char sex;
	int year, month, day;
	int father, mother; /* positions in the family, -1 none */
};
int make_family(
	struct city *c, struct stream *s, int street, const struct member *members, int n);
int make_household(struct city *c, int street); /* members follow, then make_seat */
void make_seat(struct city *c, struct stream *s, int household, int owner); /* its home */
void make_marriage(struct city *c, int a, int b, day_t when);
void make_life_families(struct city *c); /* these two: fixed_life.c */
void make_life_lives(struct city *c);
void make_works_families(struct city *c); /* these three: fixed_works.c */
void make_works_firms(struct city *c);
void make_works_lives(struct city *c);
void make_trade_families(struct city *c); /* these three: fixed_trade.c */
void make_trade_firms(struct city *c);
void make_trade_lives(struct city *c);
void make_fixed_families(struct city *c); /* first in their arrays; then counted as fixed */

void make_bought(struct city *c, int home, day_t day);

/* A fixed company with an office of its own, in operation. representative: a citizen number, NULL
 * anybody; capital in 10,000 yuan. */
struct founding {
	const char *code, *name, *industry, *scope, *representative;
	int street;
	int founded[3]; /* year, month, day */
	int capital;
};
void make_founding(struct city *c, struct stream *s, const struct founding *f);

/* A fixed person's job at a firm, or with NOBODY flexible work; base in yuan. */
void make_job(
	struct city *c, const char *id, int firm, day_t since, int base, const char *education);

/* A dwelling (or office) on a free spot of a street; returns its index. */
int make_home(struct city *c, struct stream *s, int street, bool office, struct holder owner);
void make_lease(struct city *c, int home, struct holder tenant, day_t from, day_t to);

day_t years_after(day_t d, int years); /* 29 February becomes the 28th */

#endif
