/* SPDX-License-Identifier: MIT
 *
 * What the files of the screen "Versions of items" share: versions.c lists, versions_act.c shows what a
 * version changes and proposes, publishes or takes back.
 */
#ifndef ONETRIP_SCREENS_VERSIONS_H
#define ONETRIP_SCREENS_VERSIONS_H

#include "core/base/pool.h"
#include "core/casework/oversight/version.h"
#include "tui/app.h"
#include "tui/choose.h"
#include "tui/list.h"

enum { VERSIONS_ROWS = 1000 };

enum versions_act { VERSIONS_LEAVE, VERSIONS_CONFIRM, VERSIONS_DECLINE, VERSIONS_WITHDRAW, VERSIONS_TAKE_BACK };

struct versions_view {
	struct version *all;
	struct list list;
	bool stale;                  /* read anew once the directory is read */
	/* the overlay */
	struct version at;           /* what it is about */
	enum versions_act acts[4], chosen;
	size_t n_acts;
	struct pool words;
	struct choose_row *rows;
	size_t n_rows;
};

void versions_read(struct app *a, struct versions_view *v);
const struct version *versions_focus(const struct versions_view *v); /* NULL none */

/* versions_act.c */
void versions_open(struct app *a, struct versions_view *v);     /* Enter */
void versions_propose(struct app *a, struct versions_view *v);  /* F8 */
void versions_drop(struct versions_view *v);                    /* the overlay's rows */

#endif
