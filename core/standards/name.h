/* SPDX-License-Identifier: MIT
 *
 * Names of people and firms: normalising, checking, pinyin initials, masking.
 * standards.md section 6; masks are 4+4 for IDs, 3+4 for phones, first and last of a name.
 */
#ifndef ONETRIP_NAME_H
#define ONETRIP_NAME_H

#include "core/standards/verdict.h"

enum { NAME_CODEPOINTS = 50, NAME_SIZE = 201 };

struct name {
	struct verdict verdict;
	char normal[NAME_SIZE]; /* whole characters; cut when the name is too long */
	size_t codepoints;      /* of the whole normalised name */
	size_t cells;
};

void name_check(const char *text, size_t len, struct name *out);

/* Appends the whole normalised name; v gets what was changed on the way (W_INVIS, W_VS,
 * W_RADICAL). NUL and malformed bytes become U+FFFD. */
void name_normalise(const char *text, size_t len, struct buf *out, struct verdict *v);

/* Pinyin: lower-case initials of the Han characters of text ("居住证" -> "jzz"); letters and
 * digits stand for themselves, everything else is left out. */
void pinyin_initials(const char *text, struct buf *out);           /* usual reading */
void pinyin_full(const char *text, struct buf *out);               /* "juzhuzheng" */
void pinyin_person(const char *name, struct buf *out);             /* full; surnames as such */

/* Whether the query begins text when each character gives its initial, a part of its syllable or
 * the whole: "jzz", "juzhuz" and "juzz" all find 居住证. A character with several readings
 * matches any of them. Case does not count; queries over 63 bytes match nothing. */
bool pinyin_match(const char *text, const char *query);

/* What a screen or slip shows by default. */
void mask_name(const char *name, struct buf *out);    /* 李*梅; 李梅 -> 李*; longer: 欧**娜 */
void mask_firm(const char *name, struct buf *out);    /* 演示某某有限公司 -> 演**司 */
void mask_id(const char *id, struct buf *out);        /* 3399**********1226 */
void mask_phone(const char *phone, struct buf *out);  /* 139****1234 */
void mask_address(const char *address, struct buf *out); /* region kept, rest **** */
void mask_date(const char *date, struct buf *out);    /* 1990-03-** */

#endif
