/* SPDX-License-Identifier: MIT
 *
 * What the parts of the directory share: items.c acts, items_count.c works out what each row would
 * ask of this applicant, items_draw.c draws the list, items_guide.c all about one item.
 */
#ifndef ONETRIP_ITEMS_STATE_H
#define ONETRIP_ITEMS_STATE_H

#include "tui/app.h"
#include "tui/choose.h"
#include "tui/edit.h"
#include "tui/list.h"

enum {
	DUPLICATE_OPEN = 3,          /* row of that question */
	ITEMS_HITS = 5000, ITEMS_LEAST = 6, ITEMS_AROUND = 18 /* rows that are not hits */,
	ITEMS_KEPT = 200, ITEMS_DEPARTMENTS = 60
};

/* What is held decides it: worked out anew when more has come. */
struct item_count {
	size_t index;                /* in the directory */
	bool known;                  /* false: the item could not be read */
	struct item_preview preview;
};

struct items {
	struct edit query;
	struct list list;
	size_t hits[ITEMS_HITS];
	bool suits[ITEMS_HITS];      /* it is for this kind of applicant */
	char department[64];         /* only its items; "" all */
	bool digits_search;
	bool guide;                  /* all about the chosen one instead of the list */
	int guide_top, guide_lines;
	struct item_count counts[ITEMS_KEPT];
	size_t n_counts, next_count; /* the oldest makes room */
	size_t held;                 /* answers of departments the counts rest on */
	struct choose_row reasons[4]; /* why again; the last one goes on with the case there is */
	struct uid twin;             /* which one that is */
	struct choose_row departments[ITEMS_DEPARTMENTS + 1];
	size_t picking;              /* directory index while a question about it is open */
};

/* items.c */
const struct item_entry *items_entry(const struct app *a, const struct items *s, size_t hit);
int items_shown(const struct app *a);        /* rows of hits on this screen */
size_t items_chosen(const struct items *s); /* directory index; SIZE_MAX none */

/* items_count.c */
const struct item_count *items_count(const struct items *s, size_t index); /* NULL: not yet */
bool items_work(struct app *a, struct items *s); /* counts what is seen for a moment; false: done */
/* Why the item is not for whoever stands here; NULL when it is. */
const char *items_unsuited(const struct app *a, const struct item_entry *e);

/* items_draw.c, items_guide.c */
void items_draw(const struct app *a, void *state, struct canvas *c);
void items_guide(const struct app *a, struct items *s, struct canvas *c, int row, int rows, int width);
void items_period(const struct period *p, char out[40]);
/* One line of a condition: sign, label, how it stands. */
void items_condition(const struct item *item, size_t i, const struct item_count *n, char *sign,
	struct buf *out);

#endif
