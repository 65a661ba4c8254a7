/* SPDX-License-Identifier: MIT
 *
 * What a person had to do with the hall (capability A6): cases, their states, appeals, objections,
 * prints and ratings across items, newest first. For the open case's applicant, who is here: that is
 * the basis. Of a case of another department only that there is one is told, and when.
 *
 * Read a case at a time, so that nothing blocks.
 */
#ifndef ONETRIP_PERSON_PAST_H
#define ONETRIP_PERSON_PAST_H

#include "core/casework/authority.h"
#include "core/casework/oversight/trail.h"

enum { PAST_ROWS = 5000 };

struct past_row {
	int64_t at_ms;
	char number[CASE_NUMBER];
	char item[64];               /* name; of a case of another department its department */
	char kind[EVENT_KIND];       /* of the event; "" another department's case */
	char words[TRAIL_WORDS];     /* masked, translated */
};

struct person_past;
/* c: the case of whoever is here; its own events are left out. ERR_DENIED without RIGHT_PERSON;
 * ERR_STATE: nobody is named. Everything is borrowed until the end. */
enum err person_past_new(struct store *s, item_finder find, void *ctx, const struct recusals *r,
	const struct casefile *c, struct person_past **out) MUST_CHECK;
void person_past_free(struct person_past *p);    /* wipes */
/* Reads the next case; *whole: all are there. */
enum err person_past_step(struct person_past *p, bool *whole) MUST_CHECK;
size_t person_past_rows(const struct person_past *p, const struct past_row **out); /* newest first */
size_t person_past_cases(const struct person_past *p);

#endif
