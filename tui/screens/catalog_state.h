/* SPDX-License-Identifier: MIT
 *
 * What the parts of the catalog screen share: catalog.c searches and acts, catalog_grant.c applies
 * for a grant and records what the office said, catalog_edition.c puts another edition in force,
 * catalog_draw.c draws.
 */
#ifndef ONETRIP_CATALOG_STATE_H
#define ONETRIP_CATALOG_STATE_H

#include "core/base/mem.h"
#include "core/base/pool.h"
#include "core/casework/desk/usage.h"
#include "core/casework/oversight/edition.h"
#include "tui/app.h"
#include "tui/choose.h"
#include "tui/edit.h"
#include "tui/list.h"

enum { CATALOG_LIST_ROWS = 6, CATALOG_REASONS = 8, CATALOG_USED = 400 };

/* What F6 goes through. */
enum catalog_view { SHOW_ALL, SHOW_FREE, SHOW_CONDITIONAL, SHOW_CLOSED, SHOW_GRANTED, SHOW_WANTED,
	CATALOG_VIEWS };

struct browse {
	struct edit query;
	struct list list;
	enum catalog_view view;
	const char *department;      /* NULL all; of the catalog */
	uint16_t hits[CATALOG_RESOURCES];
	const char *nearest;         /* of an id that was not found; NULL */
	size_t counts[CATALOG_VIEWS];
	bool blind;                  /* the grants cannot be read by this operator */
	/* the next edition */
	bool waits;
	struct edition_proposal proposal;
	struct difference sum;       /* against what is in use */
	struct pool changes;         /* words of the lines */
	struct choose_row *lines;
	size_t n_lines, acts;        /* the first ones are what can be done */
	bool confirming;             /* rather than declining */
	const struct catalog *shown; /* when it was decided */
	bool whole;                  /* one resource fills the screen */
	struct buf text;             /* its lines */
	struct buf reports;          /* what people found wrong with it */
	int top;
	/* of overlays */
	struct choose_row rows[CATALOG_RESOURCES];
	enum grant_state moves[GRANT_STATES];
	enum grant_state to;
	day_t untils[4];
	char labels[4][40];
	struct buf items, fields;    /* of an application */
};

/* catalog.c */
const struct resource *browse_focus(const struct app *a, const struct browse *b); /* NULL none */
void browse_refresh(struct app *a, struct browse *b); /* grants, counts, hits anew */
void browse_anew(struct app *a, struct browse *b);    /* another catalog may count */
bool browse_view_has(const struct app *a, enum catalog_view v, const struct resource *r);

/* catalog_grant.c */
void browse_grant(struct app *a, struct browse *b);      /* F8 */
void browse_report(struct app *a, struct browse *b);     /* F2 */

/* catalog_edition.c */
void browse_edition(struct app *a, struct browse *b);       /* F7 */
void browse_edition_drop(struct browse *b);

/* catalog_draw.c */
void browse_describe(const struct app *a, const struct resource *r, struct buf *out);
void browse_draw(const struct app *a, void *state, struct canvas *c);

#endif
