/* SPDX-License-Identifier: MIT
 *
 * Plays a script on a stage, command by command.
 */
#ifndef ONETRIP_HARNESS_PLAY_H
#define ONETRIP_HARNESS_PLAY_H

#include "tests/screen/harness/script.h"
#include "tests/screen/harness/stage.h"

/* What a variant of the same script changes; "" and 0 leave the script's own. */
struct variant {
	const char *name;
	const char *term;
	const char *keyboard;        /* sends keys as this terminal; NULL: as term */
	int round_trip_ms;           /* of the line; a real terminal only */
	bool mono, no_color;
	bool ime;                    /* on throughout */
	int rows, cols;
};

/* true: every expectation held. Otherwise the report says which line did not, with the screen.
 * last: when not NULL, gets the text of the final screen but for its status row, which tells in
 * what order the departments answered. GENERATE=1 rewrites golden screens. */
bool play(const struct script *s, const struct stage_kind *kind, const struct variant *v,
	struct buf *report, struct buf *last);

#endif
