/* SPDX-License-Identifier: MIT
 *
 * How surely the applicant is who they say (capability A3): the real-name level of the unified
 * account, or what the counter saw with its own eyes. An item may demand one (item.h, level).
 */
#ifndef ONETRIP_LEVEL_H
#define ONETRIP_LEVEL_H

#include "core/casework/casefile.h"

/* name, msgid; the number is what accounts and items call it */
#define LEVEL_TABLE(X)                                                                             \
	X(LEVEL_UNKNOWN, "no level known")                                                              \
	X(LEVEL_STATED, "level 1 (own statement)")                                                 \
	X(LEVEL_COMPARED, "level 2 (compared)")                                                    \
	X(LEVEL_SEEN, "level 3 (seen in person)")

enum level {
#define X(name, text) name,
	LEVEL_TABLE(X)
#undef X
	LEVEL_COUNT
};
const char *level_words(enum level l); /* msgid */

/* What holds now: 3 when the applicant (of a firm: who came for it) stands here with a card that was
 * read or seen; else what the account says (AUTH-01), or what the counter raised it to. */
enum level casefile_level(const struct casefile *c);
/* Below what the item demands. */
bool level_missing(const struct casefile *c);

#endif
