/* SPDX-License-Identifier: MIT
 *
 * The demo city's people, firms and homes, made from a seed: 2,000 residents and 300 firms of the
 * fictional city 339900 whose records agree with each other whoever is asked. The same seed gives
 * the same city, byte for byte. Facts are dated relative to the demo's first day, 2026-03-16.
 *
 * What always holds (tests/unit/test_demo_people.c):
 *   spouses name each other, of age, with one date; a household has one head and one address;
 *   a child is younger than both parents; a landlord holds the title of what he lets; an employer
 *   is an operating firm; the retired are 60 and draw a pension; pupils are on a school's roll;
 *   who has no number is a newborn whom only the hospital knows.
 */
#ifndef ONETRIP_DEMO_PEOPLE_H
#define ONETRIP_DEMO_PEOPLE_H

#include "core/base/clock.h"
#include "core/demo/naming.h"
#include "core/demo/number.h"
#include "core/demo/place.h"

enum {
	CITY_PEOPLE = 2000,
	CITY_FIRMS = 300,
	CITY_HOMES = 1800,	/* at most; dwellings, offices and shops */
	CITY_HOUSEHOLDS = 1200, /* at most */
	CITY_LICENCES = 12,	/* at most, of one holder */
	CITY_SALES = 8,		/* at most; contracts on record */
	CITY_RUNS = 8,		/* at most; pension paid elsewhere */
	NOBODY = -1,
};

/* The five whom scripts, lessons and examples name. */
#define CITY_WOMAN "339901198808081226"	  /* employed, rents, from another district: permit */
#define CITY_ELDER "339901195203150010"	  /* 74, has not taken his elderly card */
#define CITY_PATIENT "339921199012243138" /* referred from the county to the city hospital */
#define CITY_NEWBORN "339901202602121332" /* the number the police will give him: not registered yet */
#define CITY_TENANT "339902197505302441" /* married, rents: the lesson of the silent office */
/* Those of fixed_life.c; each shows what stands beside the number there. */
#define CITY_LOST "339901198304160246"	 /* lost her identity card */
#define CITY_ABROAD "339901198111020378" /* her husband: no criminal record, going abroad */
#define CITY_PUPIL "339901201309210518"	 /* their son of twelve: a guardian applies */
#define CITY_ASKER "339902199607070732"	 /* three certificates this year already */
#define CITY_MOTHER "339901199510110682" /* her daughter's birth certificate is not issued yet */
#define CITY_FATHER "339902199402200150"
#define CITY_MOVER "339921198505050196"	 /* paid his pension in another province */
#define CITY_TWICE "339901198212080468"	 /* and she four months in two places */
#define CITY_SELLER "339901196803030113" /* sells a home, with his wife */
#define CITY_BUYER "339901199201090331"	 /* buys it, with his wife */
/* Those of fixed_works.c, told there. */
#define CITY_BORROWER "339902198506119715"
#define CITY_RETIREE "339902196601089738"
#define CITY_LEAVER "339901199105199767"
#define CITY_FLEXIBLE "339901197904179720"
#define CITY_GRADUATE "339901200302269715"
#define CITY_HANDLER "339902199211039747"
#define CITY_CARRIER_HEAD "339921198007259819"
#define CITY_MAKER "91339902MA9D010166"
#define CITY_SURVEY "91339901MA9D01024J"
#define CITY_DESIGN "91339901MA9D01032D"
#define CITY_SUPERVISOR "91339902MA9D01040N"
#define CITY_CARRIER "91339921MA9D010594"
#define CITY_PARKING "91339901MA9D010670"
/* Those of fixed_trade.c, told there. */
#define CITY_FOUNDER "33990119880412951X"
#define CITY_PARTNER "339902199102209540"
#define CITY_VENDOR "339902198507199569"
#define CITY_STYLIST "339901198608239578"
#define CITY_CLERK "33990219930611958X"
#define CITY_BARRED "339901197909059592"
#define CITY_SALON "92339901MA9D02035T"
#define CITY_INVESTOR "91339902MA9D02019N"
#define CITY_DISHONEST "91339901MA9D020273"
#define CITY_LAB "91339901MA9D02043Q"
#define CITY_FIRM_EAST "91339901MA9D000137"
#define CITY_FIRM_WEST "91339902MA9D00021G"
#define CITY_SHOP "92339901MA9D0003XN"

enum party_kind { PARTY_NONE, PARTY_PERSON, PARTY_FIRM };
struct holder {
	enum party_kind kind;
	int index;
};

enum work {
	WORK_CHILD, /* below school age */
	WORK_PUPIL, /* on a school's roll */
	WORK_EMPLOYED,
	WORK_FLEXIBLE, /* pays for himself */
	WORK_HOME,     /* none; residents' insurance */
	WORK_RETIRED   /* draws a pension */
};

struct person {
	char id[CITIZEN_SIZE]; /* "" newborn: known to the hospital, in no household book yet */
	char name[PERSON_NAME_SIZE];
	char sex;					      /* GB/T 2261.1: '1' '2' */
	const char *surname;				      /* of the lineage, for children */
	const char *ethnic, *education, *marriage, *relation; /* codes */
	day_t birth, died;				      /* died: DAY_NONE while alive */
	char mobile[12];				      /* "" none */
	int household, father, mother, spouse;		      /* NOBODY: not in the city */
	day_t married; /* when the present state of marriage began; DAY_NONE single */
	int home;      /* where he lives */
	day_t home_since;
	enum work work;
	int employer;		 /* firm */
	day_t work_since;	 /* job, flexible work or pension */
	int months, base;	 /* insured months up to last month; base in yuan */
	int earlier_months;	 /* paid elsewhere before, in another district */
	int school, school_year; /* year of entry */
	bool low_income, disabled;
	bool fund;	/* has a housing fund account */
	bool hardship;	/* flexible work: hardship, else graduate or plain */
	int referral;	/* hospital referred to, NOBODY none */
	char plate[16]; /* own vehicle, "" none */
	bool fit;	/* passed his health check lately, whatever the dice say */
	bool drives;
	bool trucker; /* licence class A2 and the qualification for freight */
};

struct household {
	int head, first, count; /* members stand together in people[] */
	int home;		/* the registered address */
	int street;
	char number[10];
};

struct firm {
	char code[CREDIT_SIZE];
	char name[FIRM_NAME_SIZE];
	const char *type, *trade, *industry; /* words and GB/T 4754 code */
	bool shop;			     /* self-employed, 92 */
	bool open;			     /* 存续; else 注销 */
	bool dishonest, abnormal, repaired;
	day_t founded;
	int capital;	    /* 10,000 yuan */
	int home;	    /* registered address */
	int representative; /* person */
	int manager;	    /* of its building sites; NOBODY: the representative */
	bool project;	    /* has an investment project */
	bool full;	    /* hires nobody but whom fixed files name */
	bool carrier;	    /* road transport */
};

struct lease {
	struct holder tenant; /* PARTY_NONE: not let */
	day_t from, to;
	char number[20];
};

struct home {
	struct spot spot;
	char address[ADDRESS_SIZE];
	char code[ADDRESS_CODE_SIZE];
	char unit_no[UNIT_NO_SIZE];
	char title_no[40];
	struct holder owner, co_owner; /* co_owner: PARTY_NONE where there is one owner */
	day_t bought;
	int area, floors; /* square metres * 100 */
	bool office, mortgaged, seized;
	struct lease lease;
};

/* A contract of sale on record, not yet in the register of titles. */
struct sale {
	int home;
	struct holder sellers[2], buyers[2]; /* the second may be PARTY_NONE */
	char way_sold, way_bought;	     /* '1' sole, '2' joint, '3' by equal shares */
	int price;			     /* yuan */
	day_t signed_on;
	bool taxed; /* the deed tax is paid */
};

/* Pension paid in another province, before or at the same time. */
struct run {
	int person;
	const char *region;
	int year, month, months, base; /* first month, how many, yuan */
};

struct city {
	uint64_t seed;
	day_t today; /* the demo's first day */
	struct person *people;
	struct household *households;
	struct firm *firms;
	struct home *homes;
	struct sale sales[CITY_SALES];
	struct run runs[CITY_RUNS];
	int n_people, n_households, n_firms, n_homes, n_sales, n_runs;
	int fixed_people, fixed_households; /* first in their arrays, the same under every seed */
};

struct city *city_new(uint64_t seed);
void city_free(struct city *c);

int city_person(const struct city *c, const char *id);	  /* index or NOBODY */
int city_firm(const struct city *c, const char *code);	  /* index or NOBODY */
int city_home(const struct city *c, const char *address); /* index or NOBODY */
bool city_alive(const struct person *p);
int city_age(const struct city *c, const struct person *p);	   /* full years on the first day */
const char *city_party_id(const struct city *c, struct holder p);   /* "" none */
const char *city_party_name(const struct city *c, struct holder p); /* "" none */
const char *city_region(const struct city *c, const struct person *p); /* of the household */

/* A stream of its own for one thing of one thing: small facts that nothing else depends on. */
struct stream city_stream(const struct city *c, const char *purpose, int index);

/* An electronic licence; the types are the words of the catalog. */
struct licence {
	const char *type; /* "id-card" */
	char number[LICENCE_SIZE];
	const char *issuer;
	day_t issued, valid_to; /* DAY_NONE: without end */
	const char *state;	/* "valid" "expired" "revoked" */
	const char *grade;	/* of a qualification or registration; NULL none */
	char level;		/* 'A'..'D' */
};
int city_licences(const struct city *c, struct holder holder, struct licence out[CITY_LICENCES]);

#endif
