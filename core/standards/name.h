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
	char normal[NAME_SIZE];
	size_t codepoints;
	size_t cells;
};

void name_check(const char *text, size_t len, struct name *out);

/* Pinyin: lower-case initials of the Han characters of text ("居住证" -> "jzz"); letters and
 * digits stand for themselves. A character with several readings matches any of them. */
void pinyin_initials(const char *text, struct buf *out);           /* first reading */
void pinyin_full(const char *text, struct buf *out);               /* "juzhuzheng" */
bool pinyin_match(const char *text, const char *query);            /* initials prefix, any reading */

/* What a screen or slip shows by default. */
void mask_name(const char *name, struct buf *out);    /* 李小梅 -> 李*梅, 李梅 -> 李* */
void mask_firm(const char *name, struct buf *out);    /* 演示某某有限公司 -> 演**司 */
void mask_id(const char *id, struct buf *out);        /* 3399**********1226 */
void mask_phone(const char *phone, struct buf *out);  /* 139****1234 */
void mask_address(const char *address, struct buf *out); /* region kept, rest **** */
void mask_date(const char *date, struct buf *out);    /* 1990-03-** */

#endif
