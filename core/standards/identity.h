/* SPDX-License-Identifier: MIT
 *
 * Numbers that name a natural person: GB 11643-1999 (18), GB 11643-1989 (15), residence permits
 * for Hong Kong, Macao and Taiwan residents, foreigners' permanent residence cards of both
 * forms, and travel documents (form only). standards.md sections 0 and 1.
 */
#ifndef ONETRIP_IDENTITY_H
#define ONETRIP_IDENTITY_H

#include "core/base/clock.h"
#include "core/standards/verdict.h"

enum { IDENTITY_SIZE = 80 }; /* 18 code points of any kind */

struct identity {
	struct verdict verdict;
	const char *type;            /* "CITIZEN18", "CITIZEN15", "HKRP", "MORP", "TWRP", "FPR18",
				      * "FPR15"; "" unknown */
	char normal[IDENTITY_SIZE];  /* normalised; a 15-digit number in its 18-digit form; cut
				      * when the number is too long */
	bool has_birth;
	day_t birth;
	char sex;                    /* 'M', 'F' or 0 */
	char region[8];              /* six digits or "" */
};

/* text: raw UTF-8 of len bytes, controls included. today decides E_FUTURE and W_AGE. */
void identity_check(const char *text, size_t len, day_t today, struct identity *out);
int identity_age(day_t birth, day_t today);       /* full years */
char identity_check_char(const char first17[17]); /* ISO 7064 MOD 11-2 */

/* Form only: passport, Hong Kong/Macao permit (hmpermit), Taiwan permit (twpermit). */
enum travel { TRAVEL_PASSPORT, TRAVEL_HM, TRAVEL_TW };
void travel_check(enum travel kind, const char *text, size_t len, struct verdict *v,
	char normal[IDENTITY_SIZE]);

/* Folds and strips as section 0 says; the result may still hold anything else, but NUL and
 * malformed bytes have become U+FFFD. */
void identifier_normalise(const char *text, size_t len, struct buf *out);
/* The same into an array, whole characters only; returns how many there are in all. */
size_t identifier_copy(const char *text, size_t len, char *out, size_t size);

#endif
