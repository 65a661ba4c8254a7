/* SPDX-License-Identifier: MIT */
#include "tui/commands/station.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/oversight/edition.h"
#include "core/casework/oversight/inforce.h"
#include "core/standards/tables.h"
#include "tui/commands/tables.h"

static const struct option options[] = {{"config", required_argument, NULL, 'c'},
	{"as", required_argument, NULL, 'a'}, {"admin", required_argument, NULL, 'A'},
	{"supervisor", required_argument, NULL, 'S'}, {"demo", required_argument, NULL, 'd'},
	{"accept-rollback", no_argument, NULL, 'R'},
	{"from", required_argument, NULL, 'f'}, {"to", required_argument, NULL, 't'},
	{"operator", required_argument, NULL, 'o'}, {"case", required_argument, NULL, 'C'},
	{"answers", required_argument, NULL, 'n'}, {"check", no_argument, NULL, 'e'},
	{"month", required_argument, NULL, 'm'}, {"format", required_argument, NULL, 'F'},
	{"by", required_argument, NULL, 'b'},
	{"kind", required_argument, NULL, 'k'}, {"clear", no_argument, NULL, 'x'},
	{"password-fd", required_argument, NULL, 'p'},
	{"help", no_argument, NULL, 'h'}, {0}};

static bool take(struct station *s, int option, const char *allowed)
{
	int64_t fd = -1;

	switch (option) {
	case 'c':
		s->config = optarg;
		break;
	case 'a':
		s->as = optarg;
		break;
	case 'A':
		s->admin = optarg;
		break;
	case 'S':
		s->supervisor = optarg;
		break;
	case 'd':
		s->demo = optarg;
		break;
	case 'f':
		s->filter.from = optarg;
		break;
	case 't':
		s->filter.to = optarg;
		break;
	case 'o':
		s->filter.operator = optarg;
		break;
	case 'C':
		s->filter.number = optarg;
		break;
	case 'k':
		s->filter.kind = optarg;
		break;
	case 'x':
		s->filter.clear = true;
		break;
	case 'm':
		s->month = optarg;
		break;
	case 'F':
		s->format = optarg;
		break;
	case 'b':
		s->by = optarg;
		break;
	case 'n':
		s->answers = optarg;
		break;
	case 'e':
		s->check = true;
		break;
	case 'R':
		s->rolled_back = true;
		break;
	case 'p':
		if (!text_number(optarg, 0, 1024, &fd))
			return false;
		s->secrets.fd = (int)fd;
		return true;
	case 'h':
		s->help = true;
		return true;
	default:
		return false;
	}
	return strchr(allowed, option) != NULL;
}

int station_options(
	struct station *s, int argc, char **argv, const char *allowed, const char *usage)
{
	int option;

	s->config = conf_where();
	s->secrets.fd = -1;
	optind = 1;
	opterr = 0;
	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1)
		if (!take(s, option, allowed)) {
			fputs(usage, stderr);
			return USAGE;
		}
	if (!s->help)
		return -1;
	fputs(usage, stdout);
	return GOOD;
}

enum err station_conf(struct station *s)
{
	struct buf messages;
	enum err e;

	if (s->conf)
		return OK;
	buf_init(&messages, 16384);
	e = conf_load(s->config, &s->conf, &messages);
	fputs(buf_text(&messages), stderr);
	buf_release(&messages);
	return e;
}

struct store_place station_place(const struct station *s)
{
	return (struct store_place){
		.path = conf_text(s->conf, "station", "database"),
		.terminal_key = conf_text(s->conf, "station", "terminal_key"),
		.station = conf_text(s->conf, "station", "window"),
		.kind = STORE_LIVE,
		.witness = conf_text(s->conf, "station", "witness"),
		.rolled_back = s->rolled_back,
	};
}

/* A demo's people are of the city that only the demo's tables know. */
enum err station_where(struct station *s, struct store_place *out)
{
	if (!s->demo) {
		*out = station_place(s);
		return OK;
	}
	if (!text_format(s->database, sizeof s->database, "%s/demo.db", s->demo) ||
		!text_format(s->key, sizeof s->key, "%s/terminal.key", s->demo))
		return ERR_LIMIT;
	*out = (struct store_place){
		.path = s->database, .terminal_key = s->key, .station = "A03", .kind = STORE_DEMO,
		.rolled_back = s->rolled_back};
	return OK;
}

enum err station_open(struct station *s)
{
	struct store_place place;
	enum err e = s->demo ? OK : station_conf(s);

	if (e == OK)
		e = station_where(s, &place);
	if (e == OK)
		e = store_open(&place, &s->store);
	return e == OK ? inforce_apply(s->store, &(struct inforce){0}) : e;
}

enum err station_catalog_path(const struct station *s, char out[PATH_SIZE])
{
	if (s->demo)
		return file_asset("catalog/demo.ini", out);
	return text_copy(out, PATH_SIZE, conf_text(s->conf, "exchange", "catalog")) ? OK : ERR_LIMIT;
}

enum err station_catalog(struct station *s, struct catalog **out)
{
	char path[PATH_SIZE];
	struct edition_place place = {.path = path};
	uint8_t hash[HASH_SIZE];
	struct buf messages;
	enum err e = station_catalog_path(s, path);

	buf_init(&messages, 65536);
	if (!e)
		e = s->store ? edition_load(s->store, &place, out, hash, &messages)
			     : catalog_load(path, NULL, out, &messages);
	fputs(buf_text(&messages), stderr);
	buf_release(&messages);
	return e;
}

enum err station_login(struct station *s)
{
	char password[SECRET_SIZE], prompt[64];
	enum err e;

	if (!s->as)
		return ERR_USAGE;
	text_format(prompt, sizeof prompt, _("Password of %s"), s->as);
	e = secret_read(&s->secrets, prompt, password);
	if (e == OK)
		e = operator_login(s->store, s->as, password);
	mem_wipe(password, sizeof password);
	return e;
}

void station_close(struct station *s)
{
	if (s->store)
		operator_logout(s->store);
	store_close(s->store);
	conf_free(s->conf);
	s->store = NULL;
	s->conf = NULL;
}

int station_end(struct station *s, const char *what, enum err e)
{
	station_close(s);
	if (e == OK)
		return GOOD;
	fprintf(stderr, "onetrip: %s: %s%s%s\n", what, _(err_text(e)),
		*err_remedy(e) ? i18n_pick("。", ". ") : "",
		*err_remedy(e) ? _(err_remedy(e)) : "");
	return e == ERR_USAGE ? USAGE : FINDINGS;
}

/* ---- commands of several verbs ---- */

static const struct verb *verb_of(const char *name, const struct verb *verbs, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (text_equal(verbs[i].name, name))
			return &verbs[i];
	return NULL;
}

static enum err run(struct station *s, const struct verb *v, bool tables, char **words)
{
	enum err e = tables ? command_tables(s->demo != NULL) : OK;

	if (!e)
		e = station_open(s);
	if (!e && v->login)
		e = station_login(s);
	return e ? e : v->run(s, words);
}

int station_run(int argc, char **argv, const char *allowed, const char *usage, bool tables,
	const struct verb *verbs, size_t n)
{
	struct station s = {0};
	int status = station_options(&s, argc, argv, allowed, usage);

	if (status >= 0)
		return status;
	const struct verb *v = optind < argc ? verb_of(argv[optind], verbs, n) : NULL;
	int words = argc - optind - 1;
	if (!v || words < v->words || words > v->most || v->login != (s.as != NULL)) {
		fputs(usage, stderr);
		return USAGE;
	}
	enum err e = run(&s, v, tables, argv + optind + 1);
	if (e == ERR_STATE && v->no) {
		station_close(&s);
		fprintf(stderr, "onetrip: %s: %s\n", v->name, _(v->no));
		status = FINDINGS;
	} else {
		status = station_end(&s, v->name, e);
	}
	if (tables)
		tables_close();
	return status;
}
