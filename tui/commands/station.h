/* SPDX-License-Identifier: MIT
 *
 * What the commands on this machine's journal share: their options, opening the store that
 * onetrip.conf names, logging in, and the sentence for a failure.
 */
#ifndef ONETRIP_STATION_H
#define ONETRIP_STATION_H

#include "core/base/conf.h"
#include "core/base/file.h"
#include "core/store/operator.h"
#include "tui/commands/secret.h"

enum { GOOD, FINDINGS, USAGE }; /* exit status */

struct station {
	const char *config, *as, *admin, *supervisor;
	const char *demo;            /* folder of a demo instead of onetrip.conf; NULL */
	const char *month, *format, *by; /* of a report; NULL: as usual */
	const char *answers;         /* file; NULL: somebody is asked */
	bool help, check;
	bool rolled_back;            /* set before opening: although an older copy was put back */
	struct {
		const char *from, *to, *operator, *number, *kind; /* NULL: any */
		bool clear;
	} filter;
	struct secrets secrets;
	struct conf *conf;
	struct store *store;
	char database[4200], key[4200]; /* of a demo */
};

/* Options of argv into s (zero before); usage is printed for --help and for mistakes. allowed: letters of
 * c (--config) a (--as) A (--admin) S (--supervisor) d (--demo) R (--accept-rollback) f
 * (--from) t (--to) o (--operator) C (--case) k (--kind) x (--clear) n (--answers) e (--check) m (--month) F (--format)
 * b (--by); --password-fd and --help always are.
 * Returns -1 to go on (words start at optind) or the exit status. */
int station_options(struct station *s, int argc, char **argv, const char *allowed, const char *usage);
enum err station_conf(struct station *s) MUST_CHECK;     /* loads onetrip.conf, prints its mistakes */
struct store_place station_place(const struct station *s);
/* The catalog in force by the journal when the store is open; else of onetrip.conf, or the demo's.
 * Its mistakes are printed. */
struct catalog;
enum err station_catalog_path(const struct station *s, char out[PATH_SIZE]) MUST_CHECK; /* its file */
enum err station_catalog(struct station *s, struct catalog **out) MUST_CHECK;
/* Where the database is: of onetrip.conf (loaded before) or the demo's. */
enum err station_where(struct station *s, struct store_place *out) MUST_CHECK;
enum err station_open(struct station *s) MUST_CHECK;     /* conf and store */
enum err station_login(struct station *s) MUST_CHECK;    /* as s->as, asks for the password */
void station_close(struct station *s);                   /* logs out */
/* Prints "onetrip: what: sentence. remedy" unless e is OK; returns the exit status. */
int station_end(struct station *s, const char *what, enum err e);

/* A word of a command, and what it does. */
struct verb {
	const char *name;
	bool login;                  /* with --as, never without; else the other way round */
	int words, most;             /* how many follow */
	enum err (*run)(struct station *s, char **words);
	const char *no;              /* msgid, of ERR_STATE, whose own sentence is about a case; NULL: that one */
};
/* Options, tables (when asked for), store, log-in, then the verb. Returns the exit status. */
int station_run(int argc, char **argv, const char *allowed, const char *usage, bool tables,
	const struct verb *verbs, size_t n);

#endif
