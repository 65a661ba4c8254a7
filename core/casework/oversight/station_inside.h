/* SPDX-License-Identifier: MIT
 *
 * How a paper of no case comes to be: filled, laid out, frozen in the station's chain.
 */
#ifndef ONETRIP_STATION_INSIDE_H
#define ONETRIP_STATION_INSIDE_H

#include "core/casework/oversight/station_paper.h"
#include "core/casework/papers/slip_inside.h"

enum err station_paper_make(struct store *s, const char *document, const char *key,
	const struct slip_place *place, int columns, sheet_fill fill, const void *ctx, struct slip_kept *out)
	MUST_CHECK;
/* Which one of that kind the next is today, whatever its key: for its number. */
enum err station_paper_nth(struct store *s, const char *document, int *nth) MUST_CHECK;
/* Numbers of papers without a case: their day and window, serial 0. */
void station_paper_number(struct sheet *s, const struct template *t, const struct slip_place *place,
	day_t day, int nth);

#endif
