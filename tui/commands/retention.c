/* SPDX-License-Identifier: MIT
 *
 * What may be deleted, what is held, and deleting it: two supervisors, each with the own log-in.
 */
#include "tui/commands/retention.h"

#include <getopt.h>
#include <stdio.h>

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/oversight/retention.h"
#include "core/casework/shelf.h"
#include "core/standards/tables.h"
#include "tui/commands/station.h"

struct keep {
	struct station s;
	struct shelf *shelf;
	const char *number, *ground;
	struct retained *list;
	size_t n;
};

static enum err read_due(struct keep *k)
{
	mem_free(k->list);
	k->list = NULL;
	enum err e = retention_due(k->s.store, shelf_find, k->shelf, clock_today(), &k->list, &k->n);
	if (e != ERR_LIMIT)
		return e;
	fprintf(stderr, _("more than %d cases; these are the first of them\n"), RETENTION_MOST);
	return OK;
}

static void print_due(const struct keep *k)
{
	size_t held = 0;

	for (size_t i = 0; i < k->n; i++) {
		const struct retained *x = &k->list[i];
		char closed[11], until[11];
		day_format(x->closed, closed);
		day_format(x->until, until);
		printf("%s\t%s\t%s\t%s\t%s\t%s%s%s\n", x->number, x->item, x->state, closed, until,
			x->ground, *x->held ? _(" HELD: ") : "", x->held);
		held += *x->held != '\0';
	}
	printf(_("%zu cases past their time, %zu of them held\n"), k->n, held);
}

static enum err list(struct keep *k)
{
	enum err e = read_due(k);

	if (!e)
		print_due(k);
	return e;
}

static enum err hold(struct keep *k)
{
	enum err e = retention_hold(k->s.store, k->number, k->ground);

	if (!e)
		printf(_("%s is held and is not deleted\n"), k->number);
	return e;
}

/* The other one takes the place of who is logged in. */
static enum err second(struct keep *k)
{
	operator_logout(k->s.store);
	k->s.as = k->s.supervisor;
	return station_login(&k->s);
}

static enum err release(struct keep *k)
{
	enum err e = retention_release_ask(k->s.store, k->number);

	if (!e)
		e = second(k);
	if (!e)
		e = retention_release(k->s.store, k->number);
	if (!e)
		printf(_("%s is not held any more\n"), k->number);
	return e;
}

/* Where papers are printed to files; NULL: nowhere. */
static const char *prints(const struct keep *k, char folder[PATH_SIZE])
{
	const char *dir = k->s.demo ? NULL : conf_text(k->s.conf, "print", "directory");

	if (k->s.demo)
		return text_format(folder, PATH_SIZE, "%s/slips", k->s.demo) ? folder : NULL;
	return dir && *dir ? dir : NULL;
}

/* Both see the list; the other's own reading of it is what counts. */
static enum err apply(struct keep *k)
{
	char folder[PATH_SIZE];
	size_t done = 0;
	enum err e = list(k);

	if (!e)
		e = retention_ask(k->s.store, k->list, k->n);
	if (!e)
		e = second(k);
	if (!e)
		e = read_due(k);
	if (!e)
		e = retention_apply(k->s.store, k->list, k->n, prints(k, folder), &done);
	if (done)
		printf(_("%zu cases deleted: their keys are destroyed. Backups made before still hold them\n"),
			done);
	return e;
}

static const struct {
	const char *name;
	int words;                   /* after the name */
	bool two;
	enum err (*run)(struct keep *k);
} acts[] = {
	{"list", 0, false, list},
	{"apply", 0, true, apply},
	{"hold", 2, false, hold},
	{"release", 1, true, release},
};

static enum err open_shelf(struct keep *k)
{
	char path[PATH_SIZE];
	enum err e = file_asset("codes", path);

	if (!e)
		e = tables_open(path);
	return e ? e : shelf_new(k->s.store, NULL, &k->shelf);
}

int command_retention(int argc, char **argv)
{
	struct keep k = {0};
	int status = station_options(&k.s, argc, argv, "caSd",
		_("Usage: onetrip retention list --as SUPERVISOR\n"
		  "       onetrip retention apply --as SUPERVISOR --supervisor OTHER\n"
		  "       onetrip retention hold --as SUPERVISOR NUMBER GROUND\n"
		  "       onetrip retention release --as SUPERVISOR --supervisor OTHER NUMBER\n"
		  "       each with [--config FILE | --demo DIR] [--password-fd N]\n"
		  "Closed cases whose item says they were kept long enough: number, item, state, day closed,\n"
		  "last day, ground, and the hold that stops it. apply destroys their keys: nobody can read\n"
		  "them again, the chain still verifies, and their files go.\n"));

	if (status >= 0)
		return status;
	size_t i = 0;
	while (optind < argc && i < COUNT_OF(acts) && !text_equal(acts[i].name, argv[optind]))
		i++;
	bool usable = i < COUNT_OF(acts) && argc - optind - 1 == acts[i].words && k.s.as &&
		(k.s.supervisor != NULL) == acts[i].two;
	if (usable && acts[i].words > 0)
		k.number = argv[optind + 1];
	if (usable && acts[i].words > 1)
		k.ground = argv[optind + 2];
	enum err e = usable ? station_open(&k.s) : ERR_USAGE;
	if (!e)
		e = station_login(&k.s);
	if (!e)
		e = open_shelf(&k);
	if (!e)
		e = acts[i].run(&k);
	mem_free(k.list);
	shelf_free(k.shelf);
	tables_close();
	return station_end(&k.s, "retention", e);
}
