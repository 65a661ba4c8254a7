/* SPDX-License-Identifier: MIT */
#include "tui/commands/calendar.h"

#include <getopt.h>
#include <stdio.h>

#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/oversight/yearbook.h"
#include "core/casework/shelf.h"
#include "core/standards/tables.h"
#include "core/standards/workday.h"
#include "tui/commands/station.h"
#include "tui/commands/tables.h"

enum { MESSAGE_BYTES = 16384 };

static int options_of(struct station *s, int argc, char **argv)
{
	return station_options(s, argc, argv, "cad",
		_("Usage: onetrip calendar show [--config FILE | --demo DIR]\n"
		  "       onetrip calendar propose --as ID FILE\n"
		  "       onetrip calendar waiting --as ID\n"
		  "       onetrip calendar confirm|withdraw --as ID HASH\n\n"
		  "The working days of a year, by two people: an administrator proposes a file, a supervisor\n"
		  "looks at what waits (the days that change, the due days that move) and confirms it.\n"
		  "Either of them withdraws what waits. Programs that run learn it at their next turn.\n"
		  "FILE: a row a day, YYYY-MM-DD, H off or W worked, and a name, with tabs between.\n\n"
		  "  show       how far the calendar reaches and what waits\n"
		  "  waiting    tab separated: DAY day H|W, then DUE case clock now then FINAL|PROVISIONAL,\n"
		  "             at last HASH and the word to confirm with\n\n"
		  "Passwords are asked for, or read with --password-fd N. Exit status: 0 good, 1 failed or\n"
		  "nothing waits, 2 usage.\n"));
}

static void print_hash(const struct proposal *p)
{
	char hex[ACCORD_WORD];

	accord_word(p->hash, hex);
	printf("HASH\t%s\n", hex);
}

static enum err show(struct station *s)
{
	struct proposal p;
	char day[11];
	enum err e = yearbook_waiting(s->store, &p);

	day_format(workday_horizon(), day);
	printf(_("Published until %s"), day);
	putchar('\n');
	if (!e)
		printf(_("The calendar of %d, proposed by %s, waits for a supervisor\n"), p.calendar.year, p.by);
	return e == ERR_NOTFOUND ? OK : e;
}

static enum err propose(struct station *s, const char *path)
{
	struct buf text, messages;

	buf_init(&text, CALENDAR_BYTES);
	buf_init(&messages, MESSAGE_BYTES);
	enum err e = file_read(path, &text);
	if (!e)
		e = yearbook_propose(s->store, path, buf_text(&text), text.len, &messages);
	fputs(buf_text(&messages), stderr);
	if (!e)
		printf(_("Proposed. It counts once a supervisor has confirmed it: onetrip calendar waiting\n"));
	buf_release(&messages);
	buf_release(&text);
	return e;
}

static enum err print_moves(struct station *s, const struct proposal *p)
{
	struct shelf *shelf = NULL;
	struct look *l = NULL;
	const struct moved *list;
	bool whole = false;
	enum err e = shelf_new(s->store, NULL, &shelf);

	if (!e)
		e = look_new(s->store, &p->calendar, shelf_find, shelf, &l);
	while (!e && !whole)
		e = look_step(l, &whole);
	for (size_t i = 0, n = e ? 0 : look_moved(l, &list); i < n; i++) {
		char now[11], then[11];
		day_format(list[i].told, now);
		day_format(list[i].now, then);
		printf("DUE\t%s\t%s\t%s\t%s\t%s\n", list[i].number, list[i].clock, now, then,
			list[i].provisional ? "PROVISIONAL" : "FINAL");
	}
	look_free(l);
	shelf_free(shelf);
	return e;
}

/* An administrator sees the days; cases are closed to them. */
static enum err waiting(struct station *s)
{
	struct proposal p;
	struct calendar_day *days;
	enum err e = yearbook_waiting(s->store, &p);

	if (e)
		return e;
	days = mem_array(YEARBOOK_CHANGES, sizeof *days);
	for (size_t i = 0, n = yearbook_changes(s->store, &p.calendar, days, YEARBOOK_CHANGES); i < n; i++) {
		char day[11];
		day_format(days[i].day, day);
		printf("DAY\t%s\t%s\n", day, days[i].working ? "W" : "H");
	}
	mem_free(days);
	if (operator_current(s->store)->role == ROLE_SUPERVISOR)
		e = print_moves(s, &p);
	if (!e)
		print_hash(&p);
	return e;
}

/* What waits, if the word names it. */
static enum err named(struct station *s, const char *word, struct proposal *out)
{
	char hex[ACCORD_WORD];
	enum err e = yearbook_waiting(s->store, out);

	if (e)
		return e;
	accord_word(out->hash, hex);
	return text_equal(hex, word) ? OK : ERR_STATE;
}

static enum err withdraw(struct station *s, const char *word)
{
	struct proposal p;
	enum err e = named(s, word, &p);

	if (!e)
		e = yearbook_withdraw(s->store, p.hash);
	if (!e)
		printf(_("The calendar of %d is withdrawn; nothing changed\n"), p.calendar.year);
	return e;
}

static enum err confirm(struct station *s, const char *word)
{
	struct proposal p;
	char day[11];
	enum err e = named(s, word, &p);

	if (!e)
		e = yearbook_confirm(s->store, p.hash);
	if (e)
		return e;
	day_format(workday_horizon(), day);
	printf(_("The calendar of %d counts now, published until %s. Days told otherwise: onetrip due "
		 "--moved\n"),
		p.calendar.year, day);
	return OK;
}

static enum err act(struct station *s, int n, char **words)
{
	const char *verb = n ? words[0] : "";
	bool shown = text_equal(verb, "show") && n == 1;
	enum err e = shown || (s->as && n >= 1) ? station_open(s) : ERR_USAGE;

	if (!e && !shown)
		e = station_login(s);
	if (e)
		return e;
	if (shown)
		return show(s);
	if (text_equal(verb, "propose") && n == 2)
		return propose(s, words[1]);
	if (text_equal(verb, "waiting") && n == 1)
		return waiting(s);
	if (text_equal(verb, "confirm") && n == 2)
		return confirm(s, words[1]);
	if (text_equal(verb, "withdraw") && n == 2)
		return withdraw(s, words[1]);
	return ERR_USAGE;
}

int command_calendar(int argc, char **argv)
{
	struct station s = {0};
	int status = options_of(&s, argc, argv);

	if (status >= 0)
		return status;
	enum err e = command_tables(s.demo != NULL);
	if (!e)
		e = act(&s, argc - optind, argv + optind);
	status = station_end(&s, "calendar", e);
	tables_close();
	return status;
}
