/* SPDX-License-Identifier: MIT
 *
 * What must hold: a loaded conf has a valid value for every row of the table.
 */
#include "core/base/conf.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/ini.h"
#include "core/base/mem.h"
#include "core/base/text.h"

const struct conf_option conf_options[] = {
	{"hall", "name", CONF_TEXT, "", 0, 90, NULL, "Name of the hall, as slips show it."},
	{"hall", "code", CONF_WORD, "", 0, 18, NULL,
		"Unified social credit code of the hall; departments see it in every question."},
	{"hall", "region", CONF_WORD, "", 0, 6, NULL,
		"Division of the hall, six digits; empty: no case is handed to another region."},
	{"hall", "after_hours", CONF_CHOICE, "on", 0, 0, "on off",
		"Periods of a case received on a day off or from 17:00 on begin with the next working day; "
		"off: with the day itself. A case keeps the rule of its receipt."},
	{"station", "window", CONF_WORD, "A03", 1, 7, NULL,
		"This window; it stands in every case number."},
	{"station", "database", CONF_PATH, "/var/lib/onetrip/onetrip.db", 1, 0, NULL,
		"The journal. Its folder must be on a local disk, ours alone and mode 0700."},
	{"station", "terminal_key", CONF_PATH, "/etc/onetrip/terminal.key", 1, 0, NULL,
		"The terminal secret, made by onetrip init; without it no password opens "
		"anything."},
	{"station", "witness", CONF_PATH, "", 0, 0, NULL,
		"File that remembers how far the journal was, so that an older copy of it is noticed; "
		"best on another disk. Empty: beside the database."},
	{"station", "scans", CONF_PATH, "", 0, 0, NULL,
		"Where the scanner of this window puts its files; what is attached to a case is "
		"sealed beside the database and removed from there. Empty: no scanner."},
	{"ui", "lang", CONF_CHOICE, "zh", 0, 0, "zh en", "Language of the words."},
	{"ui", "theme", CONF_CHOICE, "dark", 0, 0, "dark light contrast mono", "Colours."},
	{"ui", "lock_seconds", CONF_NUMBER, "180", 60, 600, NULL,
		"Without a key for so long, the session locks and its keys are wiped."},
	{"ui", "mask_seconds", CONF_NUMBER, "60", 10, 600, NULL,
		"Without a key for so long, personal data is masked."},
	{"ui", "esc_ms", CONF_NUMBER, "25", 10, 1000, NULL,
		"How long Esc waits for the rest of a key; more on slow lines."},
	{"ui", "esc_prefix", CONF_CHOICE, "auto", 0, 0, "auto on off",
		"Esc and a digit stand for a function key."},
	{"exchange", "catalog", CONF_PATH, "/etc/onetrip/catalog.ini", 1, 0, NULL,
		"Which department shares what, and where."},
	{"objection", "check_days", CONF_NUMBER, "2", 1, 60, NULL,
		"Working days within which an objection to shared data is checked."},
	{"objection", "forward_days", CONF_NUMBER, "2", 1, 60, NULL,
		"Working days more until it is with the department."},
	{"objection", "answer_days", CONF_NUMBER, "10", 1, 120, NULL,
		"Working days the department has for its answer."},
	{"items", "forms", CONF_PATH, "", 0, 0, NULL,
		"Folder of the item files; empty: those that came with the program."},
	{"print", "printer", CONF_TEXT, "", 0, 60, NULL,
		"Queue of the slip printer; empty: slips are written to files."},
	{"print", "printers", CONF_TEXT, "", 0, 240, NULL,
		"Other queues a paper may be sent to, blanks between them."},
	{"print", "slip", CONF_CHOICE, "80", 0, 0, "80 58", "Width of slips in mm."},
	{"print", "page", CONF_CHOICE, "A4", 0, 0, "A4 A5", "Paper of pages."},
	{"print", "bilingual", CONF_CHOICE, "no", 0, 0, "no yes",
		"Papers in both languages, that of the words first."},
	{"print", "templates", CONF_PATH, "", 0, 0, NULL,
		"Folder of the hall's own templates of documents; empty: those that came with the program."},
	{"print", "directory", CONF_PATH, "/var/lib/onetrip/print", 1, 0, NULL,
		"Where slips go when there is no printer."},
};
const size_t conf_n_options = COUNT_OF(conf_options);

struct conf {
	char *values[COUNT_OF(conf_options)];
};

size_t conf_index(const char *section, const char *key)
{
	size_t i = 0;

	while (i < conf_n_options && (strcmp(conf_options[i].section, section) != 0 ||
					     strcmp(conf_options[i].key, key) != 0))
		i++;
	return i;
}

/* Says where and what; the file name comes from the message of the caller. */
static void complain(
	struct buf *messages, const struct ini *ini, int line, const char *text, const char *more)
{
	buf_addf(messages, "%s:%d: ", ini->path, line);
	buf_addf(messages, "%s%s%s\n", text, *more ? ": " : "", more);
}

static void unknown(struct buf *messages, const struct ini *ini, const struct ini_entry *e)
{
	const char *words[COUNT_OF(conf_options)], *near;
	size_t n = 0;

	for (size_t i = 0; i < conf_n_options; i++)
		if (strcmp(conf_options[i].section, e->section) == 0)
			words[n++] = conf_options[i].key;
	near = ini_nearest(e->key, words, n);
	if (near)
		buf_addf(messages, _("%s:%d: unknown setting %s, did you mean %s?\n"), ini->path,
			e->line, e->key, near);
	else
		buf_addf(messages, _("%s:%d: unknown setting %s\n"), ini->path, e->line, e->key);
}

static bool is_word(const char *text, int min, int max)
{
	size_t n = strlen(text);

	return n >= (size_t)min && n <= (size_t)max &&
	       strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-") == n;
}

static bool is_choice(const char *text, const char *choices)
{
	size_t n = strlen(text);

	for (const char *at = choices; *at; at += strspn(at, " ")) {
		size_t word = strcspn(at, " ");

		if (word == n && memcmp(at, text, n) == 0)
			return true;
		at += word;
	}
	return false;
}

/* What an INI file cannot hold even in quotes (ini.h) would make the written file unreadable. */
static bool writable(const char *value)
{
	for (const unsigned char *at = (const unsigned char *)value; *at; at++)
		if (*at < ' ' || *at == 0x7f || *at == '"' || *at == '\\')
			return false;
	return true;
}

bool conf_fits(const struct conf_option *o, const char *value)
{
	int64_t n;

	if (!writable(value))
		return false;
	switch (o->kind) {
	case CONF_TEXT:
		return strlen(value) <= (size_t)o->max;
	case CONF_WORD:
		return is_word(value, o->min, o->max);
	case CONF_PATH:
		return value[0] == '/' || (!*value && o->min == 0);
	case CONF_NUMBER:
		return text_number(value, o->min, o->max, &n);
	case CONF_CHOICE:
		return is_choice(value, o->choices);
	}
	return false;
}

static void misfit(struct buf *messages, const struct ini *ini, const struct ini_entry *e,
	const struct conf_option *o)
{
	char range[64];

	switch (o->kind) {
	case CONF_TEXT:
		text_format(range, sizeof range, "%d", o->max);
		complain(messages, ini, e->line, _("longer than this many bytes"), range);
		break;
	case CONF_WORD:
		text_format(range, sizeof range, "%d-%d", o->min, o->max);
		complain(messages, ini, e->line, _("must be letters, digits and -, this many"),
			range);
		break;
	case CONF_PATH:
		complain(messages, ini, e->line, _("must be a path from the root"), "");
		break;
	case CONF_NUMBER:
		text_format(range, sizeof range, "%d-%d", o->min, o->max);
		complain(messages, ini, e->line, _("must be a number in this range"), range);
		break;
	case CONF_CHOICE:
		complain(messages, ini, e->line, _("must be one of"), o->choices);
		break;
	}
}

static enum err take(struct conf *c, const struct ini *ini, struct buf *messages)
{
	enum err result = OK;

	for (size_t i = 0; i < ini->n; i++) {
		const struct ini_entry *e = &ini->entries[i];
		size_t at = conf_index(e->section, e->key);

		if (at == conf_n_options) {
			unknown(messages, ini, e);
			result = ERR_SYNTAX;
		} else if (!conf_fits(&conf_options[at], e->value)) {
			misfit(messages, ini, e, &conf_options[at]);
			result = ERR_SYNTAX;
		} else {
			mem_free(c->values[at]);
			c->values[at] = mem_text(e->value);
		}
	}
	return result;
}

const char *conf_own(void)
{
	static char path[PATH_SIZE];
	const char *home = getenv("HOME");

	return home && *home == '/' && text_format(path, sizeof path, "%s/.config/onetrip/onetrip.conf", home)
		       ? path
		       : NULL;
}

const char *conf_where(void)
{
	const char *own = file_exists(CONF_DEFAULT_PATH) ? NULL : conf_own();

	return own && file_exists(own) ? own : CONF_DEFAULT_PATH;
}

/* An empty section that does not exist is a misspelt one. */
static enum err check_sections(const struct ini *ini, struct buf *messages)
{
	enum err result = OK;

	for (size_t i = 0; i < ini->n_sections; i++) {
		size_t at = 0;

		while (at < conf_n_options &&
			strcmp(conf_options[at].section, ini->sections[i]) != 0)
			at++;
		if (at < conf_n_options)
			continue;
		complain(messages, ini, ini->section_lines[i], _("unknown section"),
			ini->sections[i]);
		result = ERR_SYNTAX;
	}
	return result;
}

enum err conf_load(const char *path, struct conf **out, struct buf *messages)
{
	struct ini *ini;
	struct conf *c;
	enum err e = ini_load(path, &ini, messages), sections;

	if (e != OK)
		return e;
	c = mem_new(sizeof *c);
	for (size_t i = 0; i < conf_n_options; i++)
		c->values[i] = mem_text(conf_options[i].otherwise);
	sections = check_sections(ini, messages);
	e = take(c, ini, messages);
	ini_free(ini);
	if (e != OK || sections != OK) {
		conf_free(c);
		return ERR_SYNTAX;
	}
	*out = c;
	return OK;
}

void conf_free(struct conf *c)
{
	if (!c)
		return;
	for (size_t i = 0; i < conf_n_options; i++)
		mem_free(c->values[i]);
	mem_free(c);
}

const char *conf_text(const struct conf *c, const char *section, const char *key)
{
	size_t at = conf_index(section, key);

	if (at == conf_n_options)
		BUG("no such setting");
	return c->values[at];
}

int64_t conf_int(const struct conf *c, const char *section, const char *key)
{
	int64_t n = 0;

	if (!text_number(conf_text(c, section, key), INT32_MIN, INT32_MAX, &n))
		BUG("not a number setting");
	return n;
}

/* Only what is plain in an INI file stands without quotes. */
static void put_value(const char *value, struct buf *out)
{
	bool plain = *value != '\0';

	for (const char *at = value; *at; at++)
		plain = plain && strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.,:/-", *at);
	buf_addf(out, plain ? "%s" : "\"%s\"", value);
}

void conf_template(struct buf *out)
{
	conf_write(NULL, out);
}

void conf_write(const char *const *values, struct buf *out)
{
	const char *section = "";

	buf_adds(out, "# Settings of this counter. Each is shown with its default.\n");
	for (size_t i = 0; i < conf_n_options; i++) {
		const struct conf_option *o = &conf_options[i];

		if (strcmp(section, o->section) != 0)
			buf_addf(out, "\n[%s]\n", o->section);
		section = o->section;
		buf_addf(out, "# %s", o->help);
		if (o->kind == CONF_NUMBER)
			buf_addf(out, " %d to %d.", o->min, o->max);
		if (o->kind == CONF_CHOICE)
			buf_addf(out, " One of: %s.", o->choices);
		buf_addf(out, "\n%s = ", o->key);
		put_value(values && values[i] ? values[i] : o->otherwise, out);
		buf_addc(out, '\n');
	}
}
