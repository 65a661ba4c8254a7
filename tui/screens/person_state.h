/* SPDX-License-Identifier: MIT
 *
 * What the parts of the identity screen share: person.c acts, person_draw.c draws.
 */
#ifndef ONETRIP_PERSON_STATE_H
#define ONETRIP_PERSON_STATE_H

#include "tui/app.h"
#include "tui/choose.h"
#include "tui/edit.h"

enum { PERSON_RECENT = 3, PERSON_HANDLERS = 20 };

struct person {
	bool exact_time;             /* Tab: clock times instead of ages */
	bool agent;                  /* waiting for the number of who is here for the applicant */
	struct edit box;
	struct {
		char item[64], day[11];
	} recent[PERSON_RECENT];     /* cases of the applicant, newest first */
	size_t n_recent;
	struct choose_row handlers[PERSON_HANDLERS];
	char names[PERSON_HANDLERS][256], numbers[PERSON_HANDLERS][SUBJECT_SIZE];
};

void person_draw(const struct app *a, void *state, struct canvas *c);

#endif
