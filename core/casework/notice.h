/* SPDX-License-Identifier: MIT
 *
 * The one-time notice 材料补正一次性告知单 (Administrative Licence Law art. 32): everything that is
 * missing or wrong, told once. Computed from the materials of a casefile and the gaps of its form,
 * never written by hand; a line whose paper the clerk has not looked at keeps it from being issued.
 */
#ifndef ONETRIP_NOTICE_H
#define ONETRIP_NOTICE_H

#include "core/casework/casefile.h"
#include "core/casework/number.h"

#define NOTICE_LETTERS "GZ"      /* of its number, as its template has them */

enum {
	NOTICE_LINES = ITEM_MATERIALS + 1, NOTICE_LABEL = 240,
	NOTICE_CLOCK_DAYS = 5        /* working days from receipt; silence is acceptance */
};

struct notice_line {
	size_t material;             /* the one judged, of its group; item->n_materials: the form */
	enum defect verdict;         /* DEFECT_NONE: not judged yet */
	char label[NOTICE_LABEL];    /* what, with what may be brought instead */
	char wrong[DEFECT_TEXT], mend[DEFECT_TEXT]; /* to the citizen */
	char accepted[DEFECT_TEXT];  /* how it may be handed in */
};

struct notice {
	char number[DOCUMENT_NUMBER]; /* "A03-2026-GZ-03160001901-1" */
	struct notice_line lines[NOTICE_LINES];
	size_t n, unjudged;
	size_t held[ITEM_MATERIALS], n_held; /* proven: need not be brought */
	day_t until;                 /* the last day to complete */
	bool provisional;
	bool ineligible;             /* a condition does not hold: no completion helps */
};

/* What would be told now. e: of the casefile as it stands; trusted decides what else is offered. */
enum err notice_build(const struct casefile *c, const struct evaluation *e,
	const struct catalog *catalog, struct notice *out) MUST_CHECK;
/* May it be issued? ERR_INCOMPLETE: a line is not judged; ERR_NOTFOUND: nothing is missing;
 * ERR_STATE: a condition does not hold. */
enum err notice_ready(const struct notice *n) MUST_CHECK;

#endif
