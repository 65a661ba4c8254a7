/* SPDX-License-Identifier: MIT
 *
 * A question about nobody: does the line hold, does the gateway know this hall's key, does the
 * department understand the question? The numbers are of the region 339900, which does not exist,
 * and of the first day of 1900: no register has them, so the answer that all is well is NOTHING.
 * What may be sent only once (safe = no) might change something and is not probed unless asked for.
 */
#ifndef ONETRIP_PROBE_H
#define ONETRIP_PROBE_H

#include "core/exchange/ask.h"

#define PROBE_CITIZEN "339900190001010010"
#define PROBE_FIRM "91339900MA0000007T"

struct probe {
	struct ask_request request;
	struct record values;
};

bool probe_nobody(const char *number);
/* What stands for one department behind one origin: safe, without a grant if there is such a one.
 * NULL: there is none. */
const struct resource *probe_pick(const struct catalog *c, const char *origin, const char *department);
/* who: operator_id, window, unit, item_code, case_number; where NULL or "" it says "probe". The
 * strings of who are borrowed. */
void probe_make(const struct resource *r, const struct basis *who, struct probe *out);
void probe_release(struct probe *p);

#endif
