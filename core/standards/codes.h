/* SPDX-License-Identifier: MIT
 *
 * Small code tables (codes.tsv, subsets.tsv, ethnic.tsv, countries.tsv). Codes are stored, names
 * are looked up. A row is "set code name name_en parent from to", tab separated; what is empty at
 * its end may be left out. parent is another code of the set, from and to are the first and the
 * last day the row is in force, YYYY-MM-DD, empty for open. The rows of a set stand together, in
 * the order a list shows them. Countries stand in two sets: "country" by the three digits of ISO
 * 3166-1, "country3" by its three letters.
 */
#ifndef ONETRIP_CODES_H
#define ONETRIP_CODES_H

#include "core/base/clock.h"

struct code {
	const char *code;
	const char *name;    /* Chinese */
	const char *name_en; /* "" when the table has none */
	const char *parent;  /* code it stands under; "" none */
	day_t from, to;      /* first and last day in force; DAY_NONE open */
};

bool codes_has_set(const char *set);
size_t codes_list(const char *set, const struct code **out); /* rows of the set, in table order */
const char *codes_name(const char *set, const char *code);   /* NULL when unknown */
const struct code *codes_find(const char *set, const char *code); /* NULL when unknown */

#endif
