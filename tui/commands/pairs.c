/* SPDX-License-Identifier: MIT
 *
 * Run after windows or halls were brought together: what nobody at one counter could see.
 */
#include "tui/commands/pairs.h"

#include <getopt.h>
#include <stdio.h>

#include "core/base/i18n.h"
#include "core/casework/pair.h"
#include "core/casework/shelf.h"
#include "core/store/scope.h"
#include "tui/commands/station.h"
#include "tui/commands/views.h"

struct listing {
	struct store *store;
	size_t n;
};

static enum err print(const struct view_case *a, const struct view_case *b, void *ctx)
{
	struct listing *l = ctx;
	struct scope_place at = {a->department, a->item};

	if (!operator_may(l->store, RIGHT_PERSON, &at))
		return OK;
	printf("%s\t%s\t%s\t%s\t%s\t%s\n", a->number, b->number, a->department, a->item_name, a->state,
		b->state);
	l->n++;
	return OK;
}

int command_pairs(int argc, char **argv)
{
	struct station s = {0};
	struct views *v = NULL;
	struct listing l = {0};
	int status = station_options(&s, argc, argv, "cad",
		_("Usage: onetrip pairs [--config FILE | --demo DIR] --as ID [--password-fd N]\n"
		  "Lists pairs of cases of one person and one item, both open or one closed within 30 days,\n"
		  "about which nothing is decided, tab separated: the earlier, the later, department, item,\n"
		  "state of each. Exit status: 0 none, 1 some or failed, 2 usage.\n"));

	if (status >= 0)
		return status;
	enum err e = optind == argc && s.as ? station_open(&s) : ERR_USAGE;
	if (e == OK)
		e = station_login(&s);
	if (e == OK)
		e = views_start(s.store, &v);
	l.store = s.store;
	if (e == OK)
		e = pairs_all(s.store, shelf_find, views_shelf(v), print, &l);
	views_end(v);
	status = station_end(&s, "pairs", e);
	return status == GOOD && l.n ? FINDINGS : status;
}
