/* SPDX-License-Identifier: MIT
 *
 * How far a gateway's clock is from this machine's, learnt from the Date of its answers: the
 * median of the last five. Signatures are made by the gateway's clock, so a hall whose clock is
 * wrong is served all the same, and told.
 */
#ifndef ONETRIP_SKEW_H
#define ONETRIP_SKEW_H

#include "core/base/base.h"

enum { SKEW_SAMPLES = 5, SKEW_USED_MS = 5000, SKEW_TOLD_MS = 60000, SKEW_MOST_MS = 24 * 3600 * 1000 };

struct skew {
	int64_t samples[SKEW_SAMPLES];
	int n, next;
};

/* date_ms: of the header (whole seconds), 0 adds nothing; sent and done: this machine's clock. */
void skew_add(struct skew *s, int64_t date_ms, int64_t sent_ms, int64_t done_ms);
int64_t skew_median_ms(const struct skew *s);    /* 0 without samples */
int64_t skew_offset_ms(const struct skew *s);    /* to add when signing: 0 up to SKEW_USED_MS */
bool skew_too_much(const struct skew *s);        /* nothing is signed: the clock must be set */

#endif
