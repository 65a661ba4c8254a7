/* SPDX-License-Identifier: MIT
 *
 * onetrip catalog: what may be asked of whom, on what terms, and what the hall has been granted.
 *
 *   catalog.c         options; lint, list, show, export
 *   catalog_diff.c    what another edition changes, printed
 *   catalog_import.c  an edition becomes the hall's: two people, both acts in the journal
 *   catalog_survey.c  what a provider behind X-Road offers, as drafts
 *   catalog_grants.c  grants: listed, and what the data office said recorded
 */
#ifndef ONETRIP_COMMAND_CATALOG_H
#define ONETRIP_COMMAND_CATALOG_H

#include "core/base/clock.h"
#include "core/exchange/catalog_diff.h"
#include "tui/commands/station.h"

int command_catalog(int argc, char **argv);

/* ---- between the files of the command ---- */

struct library {
	struct station station;
	const char *path;            /* --catalog; NULL: onetrip.conf's or the demo's */
	const char *department, *sharing;
	const char *items, *fields, *number, *ground, *reason;
	day_t until;                 /* DAY_NONE none */
	bool csv;
	struct catalog *catalog;
};

/* Loads with its mistakes on standard error. */
enum err library_load(const char *path, struct catalog **out) MUST_CHECK;
enum err library_open(struct library *l) MUST_CHECK; /* the catalog of the options */
int library_complain(const char *format, ...) PRINTF_LIKE(1, 2); /* FINDINGS */
void library_cell(const char *text, size_t cells); /* cut and padded */

void library_tell_difference(char sign, const char *what, const char *line, void *ctx);
struct edition_proposal;
enum err library_tell(struct library *l, const struct edition_proposal *p) MUST_CHECK; /* what waits */

int library_propose(struct library *l, const char *path);
int library_waiting(struct library *l);
int library_decide(struct library *l, const char *word, bool confirm);
int library_import(struct library *l, const char *path);     /* proposed and confirmed at once */
int library_survey(struct library *l, const char *origin, const char *provider);
int library_grants(struct library *l, int n, char **words);

#endif
