/* SPDX-License-Identifier: MIT
 *
 * What the parts of the check page share: check.c acts, check_lines.c says which lines there are,
 * check_draw.c draws.
 */
#ifndef ONETRIP_CHECK_STATE_H
#define ONETRIP_CHECK_STATE_H

#include "core/casework/appeal_twin.h"
#include "tui/app.h"
#include "tui/choose.h"

enum check_kind {
	CHECK_HEAD,                  /* of a section; index: group, n_groups for the documents */
	CHECK_AGENT,                 /* who is here for the applicant */
	CHECK_FIELD,                 /* index: field */
	CHECK_ROW,                   /* index: repeat; row */
	CHECK_WARNING,               /* index: finding of the evaluation; passed with a reason or to know */
	CHECK_MATERIAL,              /* index: material */
	CHECK_HIDDEN_HEAD,
	CHECK_HIDDEN                 /* index: field whose answer no longer applies */
};

struct check_line {
	enum check_kind kind;
	size_t index;
	int row;
};

struct check_page {
	struct check_line *lines;
	size_t n, room;
	size_t at, top;              /* line with the focus, first line shown */
	bool retry;                  /* the gate was taken: submit again from the tick */
	bool twins_answered;         /* an appeal: what it is like was shown */
	struct appeal_twin twins[APPEAL_TWINS];
	char twin_labels[APPEAL_TWINS][160];
	struct choose_row twin_rows[APPEAL_TWINS + 1];
};

/* check_lines.c */
void check_collect(const struct app *a, struct check_page *s); /* anew, focus kept */
bool check_editable(const struct check_line *l);  /* Enter leads somewhere */
void check_step(struct check_page *s, int by);    /* over that many lines, to one that is editable */
size_t check_section(const struct check_page *s, size_t section); /* its first line to edit; n none */

/* check_draw.c */
void check_draw(const struct app *a, void *state, struct canvas *c);

#endif
