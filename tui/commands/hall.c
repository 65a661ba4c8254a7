/* SPDX-License-Identifier: MIT */
#include "tui/commands/hall.h"

#include <stdio.h>
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/roster.h"
#include "tui/commands/station.h"

static const char *usage(void)
{
	return _("Usage: onetrip hall show [--config FILE | --demo DIR]\n"
		 "       onetrip hall unit --as ADMIN ID NAME [FROM UNTIL]\n"
		 "       onetrip hall window --as ADMIN ID NAME UNIT TAKES [FROM UNTIL]\n"
		 "       onetrip hall confirm|withdraw --as OTHER HASH\n"
		 "       onetrip hall duty --as SUPERVISOR WINDOW WHO FROM UNTIL [WEEKDAYS [WHOSE]]\n\n"
		 "Units and windows are put in force by two people: an administrator proposes, another\n"
		 "one or a supervisor confirms. The same number once more renames, and a day UNTIL\n"
		 "closes. TAKES: codes of items and departments, blanks between. Duty is set by a\n"
		 "supervisor and counts at once; WEEKDAYS: 12345, Monday is 1; none: every working day;\n"
		 "WHOSE: whose seat it is meanwhile. - stands for none, or any.\n\n"
		 "  show       tab separated: UNIT, WINDOW, DUTY, then WAITS with the word to confirm\n"
		 "             with, then TODAY window who\n\n"
		 "Passwords are asked for, or read with --password-fd N. Exit status: 0 good, 1 failed,\n"
		 "2 usage.\n");
}

/* ---- words ---- */

static const char *given(const char *word)
{
	return word && strcmp(word, "-") != 0 ? word : "";
}

static const char *shown(const char *text)
{
	return *text ? text : "-";
}

static bool day_given(const char *word, day_t *out)
{
	*out = DAY_NONE;
	return !*given(word) || day_parse(word, out);
}

static const char *day_shown(day_t d, char out[11])
{
	text_copy(out, 11, "-");
	if (d != DAY_NONE)
		day_format(d, out);
	return out;
}

/* ---- showing ---- */

static void print_row(const struct roster_row *r)
{
	char from[11], until[11], days[8];

	day_shown(r->from, from);
	day_shown(r->until, until);
	roster_weekdays_text(r->weekdays, days);
	switch (r->kind) {
	case ROSTER_KIND_UNIT: printf("UNIT\t%s\t%s\t%s\t%s\n", r->id, r->name, from, until); break;
	case ROSTER_KIND_WINDOW:
		printf("WINDOW\t%s\t%s\t%s\t%s\t%s\t%s\n", r->id, r->name, shown(r->unit), shown(r->takes), from,
			until);
		break;
	default:
		printf("DUTY\t%s\t%s\t%s\t%s\t%s\t%s\n", r->id, shown(r->operator), from, until, shown(days),
			shown(r->behalf));
	}
}

static enum err print_waiting(struct station *s)
{
	struct roster_change *list = mem_array(ROSTER_WAITING, sizeof *list);
	char word[ACCORD_WORD];
	size_t n = 0;
	enum err e = roster_waiting(s->store, list, ROSTER_WAITING, &n);

	for (size_t i = 0; i < n && !e; i++) {
		accord_word(list[i].accord.hash, word);
		printf("WAITS\t%s\t%s\t", word, list[i].accord.by);
		print_row(&list[i].row);
	}
	mem_free(list);
	return e;
}

static enum err show(struct station *s, char **words)
{
	const struct roster_row *rows, *open[ROSTER_WINDOWS];

	(void)words;
	for (int k = ROSTER_KIND_UNIT; k <= ROSTER_KIND_DUTY; k++)
		for (size_t i = 0, n = roster_rows((enum roster_kind)k, &rows); i < n; i++)
			print_row(&rows[i]);
	enum err e = print_waiting(s);
	for (size_t i = 0, n = e ? 0 : roster_windows(clock_today(), open, ROSTER_WINDOWS); i < n; i++) {
		const struct roster_row *d = roster_duty_at(open[i]->id, clock_today());
		printf("TODAY\t%s\t%s\n", open[i]->id, d ? d->operator : "-");
	}
	return e;
}

/* ---- acts ---- */

static enum err propose(struct station *s, const struct roster_row *r)
{
	const char *why = "";
	char word[ACCORD_WORD];
	uint8_t hash[HASH_SIZE];
	enum err e = roster_propose(s->store, r, hash, &why);

	if (e && *why)
		fprintf(stderr, "! %s\n", _(why));
	if (e)
		return e;
	accord_word(hash, word);
	printf(_("Proposed. It counts once somebody else has confirmed it: onetrip hall confirm %s\n"), word);
	return OK;
}

static enum err place(struct station *s, enum roster_kind kind, char **words, size_t days)
{
	struct roster_row r = {.kind = kind};

	if (!text_copy(r.id, sizeof r.id, words[0]) || !text_copy(r.name, sizeof r.name, words[1]) ||
		(kind == ROSTER_KIND_WINDOW && (!text_copy(r.unit, sizeof r.unit, given(words[2])) ||
			!text_copy(r.takes, sizeof r.takes, given(words[3])))) ||
		!day_given(words[days], &r.from) || !day_given(words[days] ? words[days + 1] : NULL, &r.until))
		return ERR_USAGE;
	return propose(s, &r);
}

static enum err unit(struct station *s, char **words)
{
	return place(s, ROSTER_KIND_UNIT, words, 2);
}

static enum err window(struct station *s, char **words)
{
	return place(s, ROSTER_KIND_WINDOW, words, 4);
}

static enum err duty(struct station *s, char **words)
{
	struct roster_row r = {.kind = ROSTER_KIND_DUTY};
	const char *why = "", *whose = words[4] ? words[5] : NULL;

	if (!text_copy(r.id, sizeof r.id, words[0]) ||
		!text_copy(r.operator, sizeof r.operator, given(words[1])) ||
		!day_given(words[2], &r.from) || !day_given(words[3], &r.until) ||
		!roster_weekdays(given(words[4]), &r.weekdays) ||
		!text_copy(r.behalf, sizeof r.behalf, given(whose)))
		return ERR_USAGE;
	enum err e = roster_set_duty(s->store, &r, &why);
	if (e && *why)
		fprintf(stderr, "! %s\n", _(why));
	return e;
}

static enum err settle(struct station *s, const char *word,
	enum err (*how)(struct store *, const uint8_t hash[HASH_SIZE]))
{
	struct accord x;
	enum err e = roster_named(s->store, word, &x);

	return e ? e : how(s->store, x.hash);
}

static enum err confirm(struct station *s, char **words)
{
	return settle(s, words[0], roster_confirm);
}

static enum err withdraw(struct station *s, char **words)
{
	return settle(s, words[0], roster_withdraw);
}

static const struct verb verbs[] = {
	{"show", false, 0, 0, show, NULL},
	{"unit", true, 2, 4, unit, NULL},
	{"window", true, 4, 6, window, NULL},
	{"duty", true, 4, 6, duty, NULL},
	{"confirm", true, 1, 1, confirm, NULL},
	{"withdraw", true, 1, 1, withdraw, NULL},
};

int command_hall(int argc, char **argv)
{
	return station_run(argc, argv, "cad", usage(), true, verbs, COUNT_OF(verbs));
}
