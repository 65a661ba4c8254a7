/* SPDX-License-Identifier: MIT */
#include "tui/commands/codes.h"

#include <stdio.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/oversight/codebook.h"
#include "core/standards/region.h"
#include "tui/commands/station.h"

enum { MESSAGE_BYTES = 65536, SUCCESSOR_BYTES = 2000 };

static const char *usage(void)
{
	return _("Usage: onetrip tables list [--config FILE | --demo DIR]\n"
		 "       onetrip tables show NAME [CODE | DAY]\n"
		 "       onetrip tables check NAME FILE [FROM]\n"
		 "       onetrip tables import --as ADMIN NAME FILE [FROM]\n"
		 "       onetrip tables confirm|withdraw --as OTHER HASH\n\n"
		 "Code tables by two people: an administrator proposes a file, another one or a supervisor\n"
		 "confirms. FILE: a row a code, tabs between: code name name_en parent from to next, what is\n"
		 "empty at its end left out. With a day FROM the file is the list as it stands from then on:\n"
		 "what it leaves out ends the day before, what has another name has it from then on, and old\n"
		 "cases keep the label of their day. Without, it is the whole table with its own days. NAME\n"
		 "region: divisions laid over those of the program, next what took the place of one.\n\n"
		 "  list       sets of the hall, and what waits with the word to confirm with\n"
		 "  show       tab separated rows: all, of a code, or in force on a day\n"
		 "  check      what an import would change: NEW, NAME, END, one a line\n\n"
		 "Passwords are asked for, or read with --password-fd N. Exit status: 0 good, 1 failed,\n"
		 "2 usage.\n");
}

/* ---- showing ---- */

static enum err list(struct station *s, char **words)
{
	struct codebook *all, *waiting = mem_array(CODEBOOK_WAITING, sizeof *waiting);
	const struct code *rows;
	char word[ACCORD_WORD], day[20];
	size_t n = 0, n_waiting = 0;
	enum err e = codebook_list(s->store, &all, &n);

	(void)words;
	for (size_t i = 0; i < n && !e; i++) {
		clock_format(all[i].accord.settled_ms, day);
		day[10] = '\0';
		printf("TABLE\t%s\t%zu\t%s\t%s\t%s\n", all[i].name, codes_list(all[i].name, &rows), day,
			all[i].accord.by, all[i].accord.settled_by);
	}
	if (!e) {
		mem_free(all);
		e = codebook_waiting(s->store, waiting, CODEBOOK_WAITING, &n_waiting);
	}
	for (size_t i = 0; i < n_waiting && !e; i++) {
		accord_word(waiting[i].accord.hash, word);
		printf("WAITS\t%s\t%s\t%s\n", waiting[i].name, waiting[i].accord.by, word);
	}
	mem_free(waiting);
	return e;
}

static const char *day_shown(day_t d, char out[11])
{
	*out = '\0';
	if (d != DAY_NONE)
		day_format(d, out);
	return out;
}

static void print_code(const struct code *c)
{
	char from[11], to[11];

	printf("%s\t%s\t%s\t%s\t%s\t%s\t%s\n", c->code, c->name, c->name_en, c->parent, day_shown(c->from, from),
		day_shown(c->to, to), c->next);
}

static void print_successors(const char *code)
{
	struct buf now;

	buf_init(&now, SUCCESSOR_BYTES);
	region_successors(code, &now);
	if (now.len)
		printf("NOW\t%s\n", buf_text(&now));
	buf_release(&now);
}

static enum err show(struct station *s, char **words)
{
	const char *word = words[1];
	const struct code *rows;
	day_t day = DAY_NONE;
	bool of_day = word && day_parse(word, &day), any = false;
	size_t n = codes_list(words[0], &rows);

	(void)s;
	if (!codes_has_set(words[0]))
		return ERR_NOTFOUND;
	for (size_t i = 0; i < n; i++) {
		bool wanted = !word || (of_day ? codes_find_on(words[0], rows[i].code, day) == &rows[i]
					       : text_equal(rows[i].code, word));
		if (wanted)
			print_code(&rows[i]);
		any |= wanted;
	}
	if (word && !of_day && text_equal(words[0], "region"))
		print_successors(word);
	return any ? OK : ERR_NOTFOUND;
}

/* ---- what an import would do ---- */

static void print_change(void *ctx, const struct code *was, const struct code *is)
{
	(void)ctx;
	if (!was)
		printf("NEW\t%s\t%s\n", is->code, is->name);
	else if (!is)
		printf("END\t%s\t%s\n", was->code, was->name);
	else
		printf("NAME\t%s\t%s\t%s\n", was->code, was->name, is->name);
}

/* The file's text, and the day of the third word. */
static enum err read(char **words, struct buf *text, day_t *from)
{
	*from = DAY_NONE;
	if (words[2] && !day_parse(words[2], from))
		return ERR_USAGE;
	return file_read(words[1], text);
}

static enum err check(struct station *s, char **words)
{
	struct buf text, messages;
	day_t from;

	(void)s;
	buf_init(&text, CODEBOOK_BYTES);
	buf_init(&messages, MESSAGE_BYTES);
	enum err e = read(words, &text, &from);
	if (!e)
		e = codebook_try(words[0], words[1], buf_text(&text), text.len, from, &messages, print_change,
			NULL);
	fputs(buf_text(&messages), stderr);
	buf_release(&messages);
	buf_release(&text);
	return e;
}

static enum err propose(struct station *s, char **words)
{
	struct buf text, messages;
	char word[ACCORD_WORD];
	uint8_t hash[HASH_SIZE];
	day_t from;

	buf_init(&text, CODEBOOK_BYTES);
	buf_init(&messages, MESSAGE_BYTES);
	enum err e = read(words, &text, &from);
	if (!e)
		e = codebook_propose(s->store, words[0], words[1], buf_text(&text), text.len, from, hash,
			&messages);
	fputs(buf_text(&messages), stderr);
	if (e == ERR_STATE)
		fputs(_("! It would change nothing\n"), stderr);
	if (!e) {
		accord_word(hash, word);
		printf(_("Proposed. It counts once somebody else has confirmed it: onetrip tables confirm %s\n"),
			word);
	}
	buf_release(&messages);
	buf_release(&text);
	return e;
}

static enum err confirm(struct station *s, char **words)
{
	struct codebook b;
	enum err e = codebook_named(s->store, words[0], &b);

	if (!e)
		e = codebook_confirm(s->store, b.accord.hash);
	if (!e)
		printf(_("The table %s counts now, also in programs that run\n"), b.name);
	return e;
}

static enum err withdraw(struct station *s, char **words)
{
	struct codebook b;
	enum err e = codebook_named(s->store, words[0], &b);

	if (!e)
		e = codebook_withdraw(s->store, b.accord.hash);
	if (!e)
		printf(_("The table %s is withdrawn; nothing changed\n"), b.name);
	return e;
}

static const struct verb verbs[] = {
	{"list", false, 0, 0, list, NULL},
	{"show", false, 1, 2, show, NULL},
	{"check", false, 2, 3, check, NULL},
	{"import", true, 2, 3, propose, NULL},
	{"confirm", true, 1, 1, confirm, NULL},
	{"withdraw", true, 1, 1, withdraw, NULL},
};

int command_codes(int argc, char **argv)
{
	return station_run(argc, argv, "cad", usage(), true, verbs, COUNT_OF(verbs));
}
