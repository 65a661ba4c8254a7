/* SPDX-License-Identifier: MIT
 *
 * Case numbers that need no network (date, window, serial: "260316-A03-021") and query codes for
 * the citizen: 5 random characters and an ISO 7064 MOD 37,36 check, without 0 O 1 I.
 */
#ifndef ONETRIP_NUMBER_H
#define ONETRIP_NUMBER_H

#include "core/base/clock.h"
#include "core/store/view.h"

void number_format(day_t day, const char *window, unsigned serial, char out[CASE_NUMBER]);
bool number_parse(const char *text, day_t today, const char *window, char out[CASE_NUMBER]);
	/* "021", "A03-021" or the whole; completed from today and the own window */
void query_code_new(char out[QUERY_CODE]);
bool query_code_valid(const char *text);

/* Number of a document, from that of its case: unit-year-type-serial-check, "A03-2026-SL-03160002101-N".
 * The serial is month, day, the case's own and which of its kind in the case (1 to 99); the check is
 * that of a query code over everything before it but the hyphens. letters: two capitals. */
enum { DOCUMENT_NUMBER = 40 };
bool document_number(const char *case_number, const char *letters, int nth, char out[DOCUMENT_NUMBER]);
bool document_number_valid(const char *text);

#endif
