/* SPDX-License-Identifier: MIT
 *
 * The smaller number systems: mobile, plate, post code, bank card, e-licence identifier
 * (GB/T 36904-2018), service item codes (GB/T 39554.1). standards.md sections 3 and 4.
 */
#ifndef ONETRIP_NUMBERS_H
#define ONETRIP_NUMBERS_H

#include "core/standards/verdict.h"

enum { NUMBER_SIZE = 192 };

struct number {
	struct verdict verdict;
	char normal[NUMBER_SIZE]; /* cut when the number is too long */
};

void mobile_check(const char *text, size_t len, struct number *out);
void plate_check(const char *text, size_t len, struct number *out);
/* GB 16735: 17 characters without I O Q, the 9th a check character. */
void vin_check(const char *text, size_t len, struct number *out);
/* Project code of an investment, typed with hyphens or without: normal has them,
 * YYMM-RRRRRR-NN-NN-NNNNNN. */
void project_check(const char *text, size_t len, struct number *out);
void postcode_check(const char *text, size_t len, struct number *out);
void region_code_check(const char *text, size_t len, struct number *out); /* six digits */
void card_check(const char *text, size_t len, struct number *out);
void licence_check(const char *text, size_t len, struct number *out);
void item_code_check(const char *text, size_t len, struct number *out); /* 12, 31, 33 or 43 */

#endif
