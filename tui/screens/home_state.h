/* SPDX-License-Identifier: MIT
 *
 * Pieces of S02: which lists a role sees, and what this window did today.
 */
#ifndef ONETRIP_HOME_STATE_H
#define ONETRIP_HOME_STATE_H

#include "core/casework/oversight/figures.h"
#include "core/store/role.h"
#include "core/store/view.h"
#include "tui/canvas.h"

/* A list of cases. Reach: of this window, of the whole hall, or of this window today. */
enum reach { REACH_WINDOW, REACH_HALL, REACH_TODAY };
struct home_tab {
	const char *label;           /* msgid; NULL: the name of the state */
	const char *state;           /* as view_filter */
	enum reach reach;
};
enum { HOME_TABS = 6, HOME_TODAY_ROWS = 3 };
/* The lists of a role, first the one its work lies in. *n <= HOME_TABS. */
const struct home_tab *home_tabs(enum role role, int *n);
void home_filter(const struct home_tab *tab, const char *window, struct view_filter *out);

/* Cases received at this window today. */
struct home_today {
	struct range day;
	struct tally tally;
	int64_t keys, ratings;
};
enum err home_today_read(struct store *s, const char *window, struct home_today *out) MUST_CHECK;
bool home_today_any(const struct home_today *t);
void home_today_draw(const struct home_today *t, struct canvas *c, int row);

#endif
