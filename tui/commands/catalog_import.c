/* SPDX-License-Identifier: MIT
 *
 * An edition becomes the hall's, by two people: the data steward proposes it, a supervisor sees what it
 * changes and confirms it. What must hold: what is shown is compared with what counts at that moment.
 */
#include <stdio.h>
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/oversight/edition.h"
#include "tui/commands/catalog.h"

enum { MESSAGES = 1 << 20 };

/* Who acts, and where the catalog would come from. */
static enum err begin(struct library *l, const char *who, struct edition_place *place, char path[PATH_SIZE])
{
	struct station *s = &l->station;

	s->as = who;
	enum err e = s->store ? OK : station_open(s);
	if (!e)
		e = station_login(s);
	*place = (struct edition_place){.path = path};
	return e ? e : station_catalog_path(s, path);
}

static enum err propose(struct library *l, const char *who, const char *path)
{
	char own[PATH_SIZE];
	struct edition_place place;
	struct buf messages;
	enum err e = begin(l, who, &place, own);

	buf_init(&messages, MESSAGES);
	if (!e)
		e = edition_propose(l->station.store, &place, path, l->station.demo != NULL, &messages);
	fputs(buf_text(&messages), stderr);
	buf_release(&messages);
	return e;
}

int library_propose(struct library *l, const char *path)
{
	if (!l->station.as)
		return USAGE;
	enum err e = propose(l, l->station.as, path);
	if (!e)
		puts(_("Proposed. It counts once a supervisor has confirmed it: onetrip catalog waiting"));
	else if (e == ERR_EXISTS)
		fprintf(stderr, "onetrip catalog: %s\n", _("this very edition counts or waits already"));
	return station_end(&l->station, "catalog propose", e);
}

int library_waiting(struct library *l)
{
	char own[PATH_SIZE];
	struct edition_place place;
	struct edition_proposal p = {0};

	if (!l->station.as)
		return USAGE;
	enum err e = begin(l, l->station.as, &place, own);
	if (!e)
		e = edition_waiting(l->station.store, &place, &p);
	if (!e)
		e = library_tell(l, &p);
	catalog_free(p.catalog);
	return station_end(&l->station, "catalog waiting", e);
}

static enum err decide(struct library *l, const char *who, const char *word, bool confirm)
{
	char own[PATH_SIZE];
	struct edition_place place;
	struct motions *all = NULL;
	struct motion x;
	enum err e = begin(l, who, &place, own);

	if (!e)
		e = motions_read(l->station.store, &all);
	const struct motion *found = e          ? NULL
				     : word ? motions_find(all, word)
					    : motions_waiting(all, MOTION_CATALOG, EDITION_NAME);
	if (!e && (!found || found->act != MOTION_CATALOG))
		e = ERR_STATE;
	if (!e) {
		x = *found;
		e = edition_decide(l->station.store, &place, x.hash, confirm);
	}
	motions_free(all);
	return e;
}

/* Why it was not, where the error's own sentence speaks of cases. */
static int end(struct library *l, const char *what, enum err e)
{
	if (e == ERR_STATE)
		return station_close(&l->station), library_complain("%s",
			_("this edition does not wait any more; see onetrip catalog waiting"));
	if (e == ERR_CONFLICT)
		return station_close(&l->station), library_complain("%s",
			_("another edition counts since this one was proposed; propose it anew"));
	return station_end(&l->station, what, e);
}

int library_decide(struct library *l, const char *word, bool confirm)
{
	if (!l->station.as)
		return USAGE;
	enum err e = decide(l, l->station.as, word, confirm);
	if (!e)
		puts(confirm ? _("It counts now; running programs use it within a minute") : _("Declined"));
	return end(l, confirm ? "catalog confirm" : "catalog decline", e);
}

int library_import(struct library *l, const char *path)
{
	const char *steward = l->station.as, *supervisor = l->station.supervisor;
	char own[PATH_SIZE];
	struct edition_place place;
	struct edition_proposal p = {0};

	if (!steward || !supervisor || l->path)
		return USAGE;
	enum err e = propose(l, steward, path);
	if (e && !l->station.store)
		return station_end(&l->station, "catalog import", e);
	if (!e)
		e = station_catalog_path(&l->station, own);
	place = (struct edition_place){.path = own};
	if (!e)
		e = edition_waiting(l->station.store, &place, &p);
	if (!e)
		e = library_tell(l, &p);
	catalog_free(p.catalog);
	operator_logout(l->station.store);
	if (!e)
		e = decide(l, supervisor, NULL, true);
	if (!e)
		puts(_("It is the hall's catalog now; its grants are recorded when the steward logs in"));
	return end(l, "catalog import", e);
}
