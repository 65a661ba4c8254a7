/* SPDX-License-Identifier: MIT
 *
 * The result of every number check: OK, WARN or BAD and the whole set of flags that hold. E_
 * flags reject, W_ flags only warn; E_EMPTY, E_LENGTH, E_CHAR, E_CHAR_X (licences also E_ROOT,
 * E_FIELDS) end the checks of a number.
 */
#ifndef ONETRIP_VERDICT_H
#define ONETRIP_VERDICT_H

#include "core/base/base.h"
#include "core/base/buf.h"

enum grade { GRADE_OK, GRADE_WARN, GRADE_BAD };

/* name; the sentence for the clerk (msgid; what is wrong and how to mend it) */
#define FLAG_TABLE(X)                                                                              \
	X(E_EMPTY, "Nothing was entered")                                                          \
	X(E_LENGTH, "The number of characters is wrong; compare it with the document")             \
	X(E_CHAR, "A character does not belong here; compare it with the document")                \
	X(E_CHAR_X, "The last character looks like X but is not; type X")                          \
	X(E_CHECK, "The check character does not match; re-read the digits in the middle")         \
	X(E_DATE, "The date inside the number does not exist; re-read digits 7-14")                \
	X(E_YEAR, "The year inside the number is before 1800; re-read digits 7-10")                \
	X(E_FUTURE, "The date inside the number is in the future; re-read digits 7-14")            \
	X(E_REGION, "The region does not exist; re-read the first two digits")                     \
	X(E_COUNTRY, "The nationality does not exist; re-read digits 4-6")                         \
	X(E_ORGCHECK, "The organisation code inside does not match; re-read characters 9-17")      \
	X(E_ROOT, "The identifier does not start with 1.2.156.3005.2; copy it again")              \
	X(E_FIELDS, "The identifier needs five parts after its root; copy it again")               \
	X(E_TYPE, "The type part is not 21 characters of the right form; copy it again")           \
	X(E_VERSION, "The version part is not three digits; copy it again")                        \
	X(E_DOT, "The separator is not the middle dot; use the dot of the document")               \
	X(E_USCC, "The authority's credit code does not match; re-read characters 1-18")           \
	X(E_LEVEL, "The level of the authority is not 1-6; re-read character 19")                  \
	X(E_AREA, "The area of the base code does not exist; re-read it")                          \
	X(W_AGE, "Older than 120 years; compare the year with the document")                       \
	X(W_REGION_UNKNOWN, "The region is not in the table; compare it with the document")        \
	X(W_REGION_OLD, "The region is no longer in use; this is normal for older numbers")        \
	X(W_REGION_LEVEL, "The region is not a county; compare it with the document")              \
	X(W_LEGACY15, "A first-generation number: finds records, proves nothing")                  \
	X(W_LEGACY_FPR, "The older form of the residence card; it is still valid")                 \
	X(W_PREFIX, "The kind of registration is not in the table; compare it")                    \
	X(W_ISSUER, "The issuer is a region code, not a credit code")                              \
	X(W_TYPE_USCC, "The type does not start with a matching credit code")                      \
	X(W_LUHN, "The card number's check digit does not match; compare it with the card")        \
	X(W_SHORT, "The name has one character; compare it with the document")                     \
	X(W_SCRIPT, "The name holds letters of an unusual script; compare it")                     \
	X(W_MIXED, "The name mixes scripts; compare it with the document")                         \
	X(W_PUA, "The name holds a character without a public code; ask how it is written")        \
	X(W_INVIS, "Invisible characters were removed from the name")                              \
	X(W_VS, "A variant mark was removed from the name")                                        \
	X(W_RADICAL, "A radical was replaced by its character in the name")                        \
	X(W_COMPAT, "The name holds a compatibility character; compare it")                        \
	X(W_TYPE, "The type of the item is not in the table; compare it")

enum flag {
#define X(name, text) FLAG_##name,
	FLAG_TABLE(X)
#undef X
	FLAG_COUNT
};

struct verdict {
	enum grade grade;
	uint64_t flags; /* 1 << enum flag */
};

void verdict_add(struct verdict *v, enum flag f);          /* raises the grade as the flag says */
bool verdict_has(const struct verdict *v, enum flag f);
const char *flag_name(enum flag f);                        /* "E_CHECK" */
const char *flag_text(enum flag f);                        /* msgid */
const char *verdict_worst(const struct verdict *v);        /* msgid of the first E_, else W_; "" */
void verdict_flags(const struct verdict *v, struct buf *out); /* sorted, comma-joined, "-" none */
const char *grade_name(enum grade g);                      /* "OK" */

#endif
