/* SPDX-License-Identifier: MIT
 *
 * Who was here on a day: log-ins and log-outs of the chain, which need no key to be counted, and the
 * window at which somebody has a case open now (lease.h). A program that ended badly left no log-out:
 * then somebody is said to be in who is not; the next log-in puts it right.
 */
#ifndef ONETRIP_DUTY_H
#define ONETRIP_DUTY_H

#include "core/base/clock.h"
#include "core/store/operator.h"

enum { DUTY_ROWS = 4096 };

struct duty {
	char operator[OPERATOR_ID], window[8]; /* window "": no case is open */
	int64_t first_ms, last_ms;   /* log-ins of the day, wall */
	int64_t out_ms;              /* log-out after the last of them; 0: still in */
	unsigned times;
};

/* In order of the first log-in; mem_free. Only today has windows. */
enum err duty_list(struct store *s, day_t day, struct duty **out, size_t *n) MUST_CHECK;

#endif
