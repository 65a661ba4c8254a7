/* SPDX-License-Identifier: MIT
 *
 * Are two people one (capability R2)? Where a number is missing the rest is weighed: name (the same,
 * in other characters, sounding the same, one character off), birth date (the same, near, the year),
 * telephone, address. Every point is named, so that whoever decides sees why. Pure.
 *
 * Two different numbers are two people, whatever else agrees; the same number is one.
 */
#ifndef ONETRIP_MATCH_H
#define ONETRIP_MATCH_H

#include "core/casework/casefile.h"
#include "core/standards/name.h"

/* What speaks for it or against it: points of 100, msgid */
#define MATCH_TABLE(X)                                                                             \
	X(MATCH_NUMBER, 100, "same number")                                                        \
	X(MATCH_NAME, 40, "same name")                                                             \
	X(MATCH_NAME_VARIANT, 34, "same name in other characters")                                 \
	X(MATCH_NAME_SOUND, 28, "name sounds the same")                                            \
	X(MATCH_NAME_NEAR, 14, "name one character off")                                           \
	X(MATCH_BIRTH, 30, "same birth date")                                                      \
	X(MATCH_BIRTH_NEAR, 18, "birth date nearly the same")                                      \
	X(MATCH_BIRTH_YEAR, 6, "same year of birth")                                               \
	X(MATCH_BIRTH_OTHER, -30, "another birth date")                                            \
	X(MATCH_PHONE, 25, "same telephone")                                                       \
	X(MATCH_ADDRESS, 20, "same address")                                                       \
	X(MATCH_ADDRESS_PART, 10, "address in part the same")                                      \
	X(MATCH_NUMBER_OTHER, -100, "another number")

enum match_sign {
#define X(name, points, text) name,
	MATCH_TABLE(X)
#undef X
	MATCH_SIGNS
};

enum { MATCH_LEAST = 50, MATCH_TEXT = 200 };

struct person_facts {
	char number[SUBJECT_SIZE];   /* "" none; so the others */
	char name[NAME_SIZE], phone[24], address[256];
	day_t birth;                 /* DAY_NONE not known */
};

struct match {
	int score;                   /* 0..100; below MATCH_LEAST nobody is asked */
	unsigned signs;              /* bits 1 << enum match_sign */
};

/* What a casefile says of its applicant; wipe it. */
void person_facts_of(const struct casefile *c, struct person_facts *out);
struct match match_people(const struct person_facts *a, const struct person_facts *b);
/* "same name 40, same telephone 25"; without anything of the people themselves. */
void match_words(const struct match *m, char out[MATCH_TEXT]);

/* For whoever looks through many names: worth comparing more closely. */
bool match_names_near(const char *a, const char *b);

#endif
