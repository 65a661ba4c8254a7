/* SPDX-License-Identifier: MIT
 *
 * What people do to the lines to the departments: a question about nobody, and letting the next
 * question out again. Both are acts of the station's own chain before they have an effect:
 *
 *   PROBE: resource department trace
 *   RESET: department (absent: all) reason
 */
#ifndef ONETRIP_LINE_H
#define ONETRIP_LINE_H

#include "core/exchange/driver.h"
#include "core/store/journal.h"

/* By whoever is logged in. who: operator, window, unit. ERR_DENIED, ERR_INCOMPLETE with a msgid in
 * why; ERR_LOCKED: nobody is logged in. */
enum err line_probe(struct store *s, struct driver *d, const struct resource *r, const struct basis *who,
	ask_done done, void *ctx, struct ask **out, char why[ASK_TEXT]) MUST_CHECK;
/* Breakers, quotas and refused keys of a department (NULL: of all) are forgotten in this program. By
 * a supervisor, with a reason. ERR_DENIED, ERR_INCOMPLETE. */
enum err line_reset(struct store *s, struct driver *d, const char *department, const char *reason)
	MUST_CHECK;

#endif
