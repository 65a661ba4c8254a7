/* SPDX-License-Identifier: MIT
 *
 * What must hold: without --forms what is listed, shown and exported is what counts by the journal.
 */
#include "tui/commands/item.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/ini.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/accord.h"
#include "tui/commands/lines.h"

enum { MESSAGES = 64 * 1024 };

static void help(void)
{
	printf(_(
		"Usage: onetrip item [--forms DIR | --config FILE | --demo DIR] COMMAND ...\n\n"
		"  list                     every version of every item and how it stands\n"
		"  show CODE                the national elements of an item\n"
		"  diff CODE FILE | FILE FILE   what a file changes, key by key\n"
		"  export CODE              the version in force on standard output\n"
		"  export --elements        the elements of all items as CSV\n\n"
		"By two people, an administrator and a supervisor, both acts in the journal:\n"
		"  propose FILE [--from DATE] --as ADMIN  checked as onetrip lint does; counts from\n"
		"                           that day, or from the day it is confirmed\n"
		"  rollback NAME --as ADMIN the newest published version is to be taken back\n"
		"  waiting --as ID          what waits, what it changes, and the word to confirm with\n"
		"  confirm HASH --as SUPERVISOR\n"
		"  decline HASH --as ID     also for who proposed it\n\n"
		"Between halls, in one signed file whose versions are proposed and never live at once:\n"
		"  export NAME... --out FILE --as ID     the versions in force, signed by this hall\n"
		"  import FILE [--from DATE] --as ADMIN  of a hall whose key is trusted\n"
		"  key                      this hall's key, to be read out to the other one\n"
		"  halls                    whose packs are taken\n"
		"  trust HALL KEY --as ADMIN, distrust HALL --as ADMIN   counts once confirmed\n\n"
		"NAME is a file's name without .ini, CODE an item's code of 12 or 31 characters or its\n"
		"NAME. With --forms the files of DIR alone, without a journal. Cases keep the form they\n"
		"began with. Passwords are asked for, or read with --password-fd N.\n\n"
		"Exit status: 0 good, 1 findings, 2 usage.\n"));
}

int rack_complain(const char *format, ...)
{
	va_list args;
	fputs("onetrip item: ", stderr);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	return FINDINGS;
}

/* ---- what there is ---- */

static enum err open_directory(struct rack *r)
{
	const char *own = r->forms ? r->forms : r->station.conf ? conf_text(r->station.conf, "items", "forms") : "";
	char path[PATH_SIZE];
	struct buf messages;
	enum err e = *own ? (text_copy(path, sizeof path, own) ? OK : ERR_LIMIT) : file_asset("forms", path);

	buf_init(&messages, MESSAGES);
	if (!e)
		e = directory_open(path, &r->all, &messages);
	fputs(buf_text(&messages), stderr);
	buf_release(&messages);
	if (!e && r->station.store)
		e = versions_apply(r->station.store, r->all);
	return e;
}

/* The journal is read without anybody logged in, when this machine has one. */
static enum err open_all(struct rack *r)
{
	bool there = r->station.demo != NULL || file_exists(r->station.config);

	if (!r->forms && there && station_open(&r->station))
		r->station.store = NULL; /* who may not: as the files have it */
	return open_directory(r);
}

enum err rack_begin(struct rack *r)
{
	enum err e = station_open(&r->station);

	if (!e)
		e = station_login(&r->station);
	if (!e)
		e = open_directory(r);
	return e ? e : station_catalog(&r->station, &r->catalog);
}

static bool names(const struct item_entry *e, const char *word)
{
	char name[FILE_NAME];
	day_t from;
	item_file_name(e->path, name, &from);
	return text_equal(e->code, word) || text_equal(e->code31, word) || text_equal(name, word);
}

/* Index of the version in force; the number of versions when there is none. */
static size_t in_force(const struct rack *r, const char *word)
{
	size_t n = directory_versions(r->all);
	for (size_t i = 0; i < directory_size(r->all); i++) {
		const struct item_entry *e = directory_at(r->all, i);
		for (size_t k = 0; names(e, word) && k < n; k++)
			if (directory_version(r->all, k) == e)
				return k;
	}
	return n;
}

/* ---- list ---- */

static void list_line(const struct version *v)
{
	char day[11] = "-", hash[ACCORD_WORD] = "-", sign[2] = {version_sign(v->state), '\0'};
	if (v->from != DAY_NONE)
		day_format(v->from, day);
	if (v->by_two)
		accord_word(v->text, hash);
	printf("%-1s %-12s  %-22s %-10s  %-16s  %s  %s%s\n", sign, v->code, v->name, day, hash,
		i18n_pick(v->title, v->title_en), _(version_text(v->state)),
		v->takes_back ? _(", to be taken back") : "");
}

/* Files alone: there is no journal to ask. */
static void list_files(const struct rack *r)
{
	for (size_t i = 0; i < directory_versions(r->all); i++) {
		const struct item_entry *e = directory_version(r->all, i);
		struct version v = {.code = e->code, .title = e->name, .title_en = e->name_en, .from = e->from};
		char name[FILE_NAME];
		day_t from;
		item_file_name(e->path, name, &from);
		text_copy(v.name, sizeof v.name, name);
		v.state = version_state_in(r->all, e);
		list_line(&v);
	}
}

static int list(struct rack *r)
{
	struct version *all = NULL;
	size_t n = 0;
	if (!r->station.store) {
		list_files(r);
		return GOOD;
	}
	enum err e = versions_list(r->station.store, r->all, &all, &n);
	for (size_t i = 0; i < n; i++)
		list_line(&all[i]);
	mem_free(all);
	return e ? rack_complain("%s", _(err_text(e))) : GOOD;
}

/* ---- show, diff, export ---- */

static enum err text_in_force(const struct rack *r, const char *word, struct buf *out)
{
	size_t i = in_force(r, word);
	return i == directory_versions(r->all) ? ERR_NOTFOUND : directory_text(r->all, i, out);
}

static int show(struct rack *r, const char *word)
{
	struct item *item = NULL;
	struct buf text, messages;
	buf_init(&text, INI_BYTES);
	buf_init(&messages, MESSAGES);
	enum err e = text_in_force(r, word, &text);
	if (!e)
		e = item_parse(word, buf_text(&text), text.len, &item, &messages);
	fputs(buf_text(&messages), stderr);
	if (!e)
		elements_show(item);
	item_free(item);
	buf_release(&messages);
	buf_release(&text);
	return e == ERR_NOTFOUND ? rack_complain(_("no item %s"), word) : e ? FINDINGS : GOOD;
}

static int diff(struct rack *r, const char *a, const char *b)
{
	struct buf before, after;
	int n = -1;
	buf_init(&before, INI_BYTES);
	buf_init(&after, INI_BYTES);
	enum err e = file_exists(a) ? file_read(a, &before) : text_in_force(r, a, &before);
	if (e)
		rack_complain(_("no item %s"), a);
	if (!e && (e = file_read(b, &after)) != OK)
		rack_complain("%s: %s", b, _(err_text(e)));
	if (!e)
		n = item_tell_difference(b, &before, &after);
	if (n == 0)
		puts(_("no difference"));
	buf_release(&after);
	buf_release(&before);
	return n == 0 ? GOOD : FINDINGS;
}

static int export_elements(struct rack *r)
{
	size_t n = 0, all = directory_size(r->all);
	const struct item **items = mem_array(all + 1, sizeof(*items));
	for (size_t i = 0; i < all; i++)
		n += directory_item(r->all, i, &items[n]) == OK;
	elements_csv(items, n);
	mem_free(items);
	return n == all ? GOOD : rack_complain("%s", _("some items were refused by lint and left out"));
}

static int export_item(struct rack *r, const char *word)
{
	struct buf text;
	buf_init(&text, INI_BYTES);
	enum err e = text_in_force(r, word, &text);
	if (!e)
		fwrite(text.data, 1, text.len, stdout);
	buf_release(&text);
	return e == ERR_NOTFOUND ? rack_complain(_("no item %s"), word)
	       : e		 ? rack_complain("%s", _(err_text(e)))
				 : lines_finish("item") ? GOOD : FINDINGS;
}

/* ---- options ---- */

/* What works on a journal. */
static const struct {
	const char *verb;
	int words;                   /* with the verb */
	bool login;
	int (*act)(struct rack *r, char **words);
} verbs[] = {
	{"waiting", 1, true, rack_waiting}, {"propose", 2, true, rack_propose},
	{"confirm", 2, true, rack_confirm}, {"decline", 2, true, rack_decline},
	{"rollback", 2, true, rack_rollback}, {"import", 2, true, rack_import},
	{"trust", 3, true, rack_trust}, {"distrust", 2, true, rack_distrust},
	{"key", 1, false, rack_key}, {"halls", 1, false, rack_halls},
};

/* -1: another verb. */
static int act_on_journal(struct rack *r, int n, char **words)
{
	if (text_equal(words[0], "export") && r->out)
		return r->station.as && !r->forms && n >= 2 ? rack_pack(r, n - 1, words + 1) : USAGE;
	for (size_t i = 0; i < COUNT_OF(verbs); i++)
		if (text_equal(verbs[i].verb, words[0]))
			return n == verbs[i].words && !r->forms && (r->station.as || !verbs[i].login) ?
				       verbs[i].act(r, words) : USAGE;
	return -1;
}

static int act_on_files(struct rack *r, const char *verb, int n, char **words)
{
	bool elements = text_equal(verb, "export") && n == 1 && r->elements;
	bool fits = elements || (text_equal(verb, "list") && n == 1) || (text_equal(verb, "diff") && n == 3) ||
		    (n == 2 && (text_equal(verb, "show") || text_equal(verb, "export")));
	if (!fits)
		return USAGE;
	enum err e = open_all(r);
	if (e)
		return rack_complain("%s", _(err_text(e)));
	if (text_equal(verb, "list"))
		return list(r);
	if (text_equal(verb, "diff"))
		return diff(r, words[1], words[2]);
	if (text_equal(verb, "show"))
		return show(r, words[1]);
	return elements ? export_elements(r) : export_item(r, words[1]);
}

static int act(struct rack *r, int n, char **words)
{
	int status = act_on_journal(r, n, words);
	return status >= 0 ? status : act_on_files(r, words[0], n, words);
}

static bool take(struct rack *r, int option)
{
	int64_t fd;
	const char **texts[256] = {['f'] = &r->forms, ['c'] = &r->station.config,
		['a'] = &r->station.as, ['D'] = &r->station.demo, ['o'] = &r->out};

	switch (option) {
	case 'e':
		return r->elements = true;
	case 'h':
		return r->station.help = true;
	case 'd':
		return day_parse(optarg, &r->from);
	case 'p':
		if (!text_number(optarg, 0, 1024, &fd))
			return false;
		r->station.secrets.fd = (int)fd;
		return true;
	default:
		if (option <= 0 || option > 255 || !texts[option])
			return false;
		*texts[option] = optarg;
		return true;
	}
}

static bool options(struct rack *r, int argc, char **argv)
{
	static const struct option all[] = {{"forms", required_argument, NULL, 'f'},
		{"from", required_argument, NULL, 'd'},
		{"config", required_argument, NULL, 'c'}, {"demo", required_argument, NULL, 'D'},
		{"as", required_argument, NULL, 'a'}, {"out", required_argument, NULL, 'o'},
		{"password-fd", required_argument, NULL, 'p'}, {"elements", no_argument, NULL, 'e'},
		{"help", no_argument, NULL, 'h'}, {0}};
	int option;

	r->station.config = conf_where();
	r->station.secrets.fd = -1;
	r->from = DAY_NONE;
	optind = 0;
	opterr = 0;
	while ((option = getopt_long(argc, argv, "", all, NULL)) != -1)
		if (!take(r, option))
			return false;
	return true;
}

int command_item(int argc, char **argv)
{
	struct rack *r = mem_new(sizeof(*r));
	int status = USAGE;

	if (!options(r, argc, argv))
		optind = argc;
	else if (r->station.help)
		help(), status = GOOD;
	else if (optind < argc)
		status = lines_tables("item") ? act(r, argc - optind, argv + optind) : FINDINGS;
	if (status == USAGE)
		fputs(_("onetrip item: the words do not fit\nSee onetrip item --help\n"), stderr);
	directory_free(r->all);
	catalog_free(r->catalog);
	station_close(&r->station);
	mem_free(r);
	return status;
}
