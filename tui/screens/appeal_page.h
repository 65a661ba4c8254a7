/* SPDX-License-Identifier: MIT
 *
 * One appeal on the screen: what it is about, how far it is, what may be done to it now.
 *   appeals.c      the list, by saved views          appeal.c      keys and picture of one
 *   appeal_act.c   what an act needs, asked one thing after the other
 *   appeal_sums.c  figures of all of them
 */
#ifndef ONETRIP_APPEAL_PAGE_H
#define ONETRIP_APPEAL_PAGE_H

#include "core/casework/appeal_twin.h"
#include "core/casework/ground.h"
#include "core/casework/oversight/appeal_figures.h"
#include "tui/app.h"
#include "tui/choose.h"

enum { APPEAL_BAR = 9, APPEAL_ROWS = 40, APPEAL_LABEL = 200 };

struct appeal_page {
	enum appeal_act bar[APPEAL_BAR]; /* APPEAL_ACTS: the caller's rating, told on the telephone */
	size_t n_bar;
	int chosen;                  /* of the bar; -1 none */
	int top;                     /* first line of the text shown */
	struct uid id;
	uint32_t read;               /* events of the case when it was collected */
	char *text;                  /* what is shown, line by line */
	/* the act under way, with what has been said so far */
	enum appeal_act act;
	unsigned needs;
	struct appeal_args args;
	char code[32], reason[APPEAL_LABEL], clause[APPEAL_LABEL], number[CASE_NUMBER];
	struct ground grounds[APPEAL_ROWS];
	struct choose_row rows[APPEAL_ROWS];
	char labels[APPEAL_ROWS][APPEAL_LABEL], codes[APPEAL_ROWS][32];
};

/* appeals.c */
const char *appeal_kind_short(int kind);         /* the code set's own name has no room in a row */
/* appeal.c */
void appeal_collect(struct app *a, struct appeal_page *s);
/* appeal_sums.c */
void appeal_figures_head(struct canvas *c, int top);
void appeal_figures_row(const struct appeal_figures *x, struct canvas *c, int row, int kind, enum paint name);
void appeal_figures_draw(const struct appeal_figures *x, struct canvas *c, int top);
/* appeal_act.c */
void appeal_begin(struct app *a, struct appeal_page *s); /* the row chosen */

#endif
