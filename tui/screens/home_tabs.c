/* SPDX-License-Identifier: MIT
 *
 * The lists of S02. A clerk sees what was received at this window, because whoever stands there
 * asks about that; who examines, decides or issues sees what waits for that in the whole hall.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "tui/screens/home_state.h"

static const struct home_tab of_window[] = {
	{N_("To do"), "open", REACH_WINDOW},
	{N_("Sent back"), "FIXING", REACH_WINDOW},
	{N_("Drafts"), "DRAFT", REACH_WINDOW},
	{N_("To verify"), "unverified", REACH_WINDOW},
	{N_("Done today"), "served", REACH_TODAY},
	{N_("Whole hall"), "open", REACH_HALL},
};
static const struct home_tab of_examiner[] = {
	{NULL, "ACCEPTED", REACH_HALL},
	{NULL, "EXAMINING", REACH_HALL},
	{NULL, "SPECIAL", REACH_HALL},
	{NULL, "RECEIVED", REACH_HALL},
	{N_("To verify"), "unverified", REACH_HALL},
	{N_("Whole hall"), "open", REACH_HALL},
};
static const struct home_tab of_decider[] = {
	{NULL, "DECIDING", REACH_HALL},
	{NULL, "SPECIAL", REACH_HALL},
	{NULL, "EXAMINING", REACH_HALL},
	{N_("To verify"), "unverified", REACH_HALL},
	{N_("Whole hall"), "open", REACH_HALL},
};
static const struct home_tab of_issuer[] = {
	{NULL, "GRANTED", REACH_HALL},
	{NULL, "READY", REACH_HALL},
	{N_("Papers to come"), "GRANTED_DEF", REACH_HALL},
	{N_("Whole hall"), "open", REACH_HALL},
};

#define LISTS(of) of, (int)(sizeof of / sizeof *of)
static const struct {
	enum role role;
	const struct home_tab *tabs;
	int n;
} by_role[] = {
	{ROLE_EXAMINER, LISTS(of_examiner)},
	{ROLE_DECIDER, LISTS(of_decider)},
	{ROLE_ISSUER, LISTS(of_issuer)},
};

const struct home_tab *home_tabs(enum role role, int *n)
{
	for (size_t i = 0; i < sizeof by_role / sizeof *by_role; i++)
		if (by_role[i].role == role) {
			*n = by_role[i].n;
			return by_role[i].tabs;
		}
	*n = HOME_TABS;
	return of_window;
}

void home_filter(const struct home_tab *tab, const char *window, struct view_filter *out)
{
	bool newest = text_equal(tab->state, "DRAFT") || tab->reach == REACH_TODAY;

	memset(out, 0, sizeof *out);
	out->state = tab->state;
	out->open = tab->reach == REACH_WINDOW && !text_equal(tab->state, "unverified");
	out->window = tab->reach == REACH_HALL ? NULL : window;
	out->day_from = out->day_to = tab->reach == REACH_TODAY ? clock_today() : DAY_NONE;
	out->order = newest ? VIEW_BY_UPDATED : VIEW_BY_DUE;
}
