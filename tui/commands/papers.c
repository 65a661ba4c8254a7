/* SPDX-License-Identifier: MIT
 *
 * A scanner types the numbers of the slips; without numbers the papers that did not arrive are listed.
 */
#include "tui/commands/papers.h"

#include <getopt.h>
#include <stdio.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/shelf.h"
#include "core/casework/transfer.h"
#include "tui/commands/station.h"
#include "tui/commands/views.h"

static enum err print(const struct transfer *t, void *ctx)
{
	char stamp[20];

	clock_format(t->handed_ms, stamp);
	stamp[10] = '\0';
	printf("%s\t%s\t%s\t%s\t%zu\t%s\t%s\n", stamp, t->number, t->department, t->item, t->papers, t->from,
		*t->missing ? t->missing : _("on their way"));
	++*(size_t *)ctx;
	return OK;
}

/* One number that is not to be acknowledged does not keep the others. */
static enum err take(struct store *s, struct shelf *shelf, const struct recusals *r, char **numbers, int n)
{
	enum err first = OK;

	for (int i = 0; i < n; i++) {
		struct view_case row;
		enum err e = view_by_number(s, numbers[i], &row);
		if (!e)
			e = transfer_arrived(s, shelf_find, shelf, r, &row.id, "");
		if (e)
			printf("%s\t%s\n", numbers[i], _(err_text(e)));
		first = first ? first : e;
	}
	return first;
}

static enum err work(struct station *s, struct views *v, char **numbers, int n, size_t *listed)
{
	struct recusals *r = recusals_new(s->store);
	enum err e = recusals_read(r);

	if (!e)
		e = n ? take(s->store, views_shelf(v), r, numbers, n)
		      : transfers_list(s->store, shelf_find, views_shelf(v), print, listed);
	recusals_free(r);
	return e;
}

int command_papers(int argc, char **argv)
{
	struct station s = {0};
	struct views *v = NULL;
	size_t listed = 0;
	int status = station_options(&s, argc, argv, "cad",
		_("Usage: onetrip papers [--config FILE | --demo DIR] --as ID [--password-fd N] [NUMBER...]\n"
		  "With the numbers of cases, as a scanner reads them from the slips: their papers are here.\n"
		  "Without: papers handed on that are not, tab separated: day, case, department, item, how\n"
		  "many, from whom, what is missing. Exit status: 0 none, 1 some or failed, 2 usage.\n"));

	if (status >= 0)
		return status;
	enum err e = s.as ? station_open(&s) : ERR_USAGE;
	if (e == OK)
		e = station_login(&s);
	if (e == OK)
		e = views_start(s.store, &v);
	if (e == OK)
		e = work(&s, v, argv + optind, argc - optind, &listed);
	views_end(v);
	status = station_end(&s, "papers", e);
	return status == GOOD && listed ? FINDINGS : status;
}
