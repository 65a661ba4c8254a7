/* SPDX-License-Identifier: MIT
 *
 * What a finding of supervision by rule is about, in words of the reader's language.
 */
#ifndef ONETRIP_SCREENS_WATCH_DETAIL_H
#define ONETRIP_SCREENS_WATCH_DETAIL_H

#include "core/casework/oversight/watch.h"

/* Appends nothing where the rule says it all. A detail of another form is appended as it stands. */
void watch_detail_say(const struct watch_finding *f, struct buf *out);

#endif
