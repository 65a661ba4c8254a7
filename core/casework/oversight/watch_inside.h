/* SPDX-License-Identifier: MIT
 *
 * Between watch.c and watch_rules.c.
 */
#ifndef ONETRIP_WATCH_INSIDE_H
#define ONETRIP_WATCH_INSIDE_H

#include "core/casework/oversight/watch.h"

/* Who works here, with what rights on what day. */
struct watch_staff;
bool watch_works_here(const struct watch_staff *staff, const char *id);
/* Any of these rights (bits 1 << enum right), by the own role or one stood in for that day. */
bool watch_may(const struct watch_staff *staff, const char *id, unsigned rights, day_t day,
	const char *item);

/* fn once for each rule that finds something. before: the casefile without e, NULL of the station. */
void watch_look(const struct watch_staff *staff, const struct casefile *before, const struct event *e,
	void (*fn)(enum watch_rule r, const char *detail, void *ctx), void *ctx);
const char *watch_verdict_word(enum watch_verdict v);

#endif
