/* SPDX-License-Identifier: MIT
 *
 * Small code tables (codes.tsv, subsets.tsv, ethnic.tsv, countries.tsv): set, code, name. Codes
 * are stored, names are looked up. Countries stand in two sets: "country" by the three digits of
 * ISO 3166-1, "country3" by its three letters.
 */
#ifndef ONETRIP_CODES_H
#define ONETRIP_CODES_H

#include "core/base/base.h"

struct code {
	const char *code;
	const char *name;    /* Chinese */
	const char *name_en; /* "" when the table has none */
};

bool codes_has_set(const char *set);
size_t codes_list(const char *set, const struct code **out); /* rows of the set, in table order */
const char *codes_name(const char *set, const char *code);   /* NULL when unknown */
const struct code *codes_find(const char *set, const char *code); /* NULL when unknown */

#endif
