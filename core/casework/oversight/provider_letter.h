/* SPDX-License-Identifier: MIT
 *
 * 数据共享情况函: what a department is told of a span (provider.h), as a letter of A4 from the template
 * "provider". Frozen in the station's chain (station_paper.h), numbered, printed from those bytes. It
 * goes to the one department that had every one of these asks and objections itself, so its numbers
 * are exact; nobody's data is in it.
 */
#ifndef ONETRIP_PROVIDER_LETTER_H
#define ONETRIP_PROVIDER_LETTER_H

#include "core/casework/oversight/provider.h"
#include "core/casework/oversight/station_paper.h"

struct letter {
	const struct providers *all;
	const struct provider *to;   /* one of them */
	const struct catalog *catalog;
	const struct objections *objections; /* refreshed */
	struct range range;
};

/* Made and kept. Of a span that has ended and whose letter is there already: that one, with how often it
 * was printed. Errors as station_paper_find and journal_append. */
enum err provider_letter_make(struct store *s, const struct letter *l, const struct slip_place *place,
	int columns, struct slip_kept *out) MUST_CHECK;

#endif
