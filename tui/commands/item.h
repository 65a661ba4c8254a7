/* SPDX-License-Identifier: MIT
 *
 * onetrip item: the life of an item. Its author looks at files alone (--forms DIR); in a hall an
 * administrator proposes a version, a supervisor publishes it for a day or takes one back, and all of it
 * stands in the journal. Cases keep the form they began with.
 *
 *   item.c           options; list, show, diff, export of files and of versions in force
 *   item_publish.c   by two people: propose, waiting, confirm, decline, rollback
 *   item_pack.c      signed packs between halls, and whose are taken
 *   item_elements.c  the national element set of an item
 *   item_diff.c      what a version changes, printed
 */
#ifndef ONETRIP_COMMAND_ITEM_H
#define ONETRIP_COMMAND_ITEM_H

#include "core/casework/oversight/version.h"
#include "tui/commands/station.h"

int command_item(int argc, char **argv);

/* ---- between the files of the command ---- */

struct rack {
	struct station station;
	const char *forms;           /* --forms: files alone, no journal */
	const char *out;             /* --out */
	day_t from;                  /* DAY_NONE: the day it is confirmed */
	bool elements;
	struct directory *all;       /* with what two people published, when a journal is open */
	struct catalog *catalog;
};

int rack_complain(const char *format, ...) PRINTF_LIKE(1, 2); /* FINDINGS */
/* Opens the journal for who acts, the directory in force and the catalog. */
enum err rack_begin(struct rack *r) MUST_CHECK;
struct version_place rack_place(const struct rack *r);

/* Verbs on a journal; words[0] is the verb. */
int rack_propose(struct rack *r, char **words);
int rack_waiting(struct rack *r, char **words);
int rack_confirm(struct rack *r, char **words);
int rack_decline(struct rack *r, char **words);
int rack_rollback(struct rack *r, char **words);
int rack_import(struct rack *r, char **words);
int rack_key(struct rack *r, char **words);
int rack_halls(struct rack *r, char **words);
int rack_trust(struct rack *r, char **words);
int rack_distrust(struct rack *r, char **words);
int rack_pack(struct rack *r, int n, char **names);              /* into r->out */

void elements_show(const struct item *item);                     /* a line each */
void elements_csv(const struct item *const *items, size_t n);    /* a row an item, with a head row */

/* Prints what differs; how many, -1 when one cannot be read (said on standard error). */
int item_tell_difference(const char *name, const struct buf *before, const struct buf *after);

#endif
