/* SPDX-License-Identifier: MIT
 *
 * What this counter turns to the citizen: which page, and what becomes of a rating.
 */
#ifndef ONETRIP_TUI_FACING_H
#define ONETRIP_TUI_FACING_H

#include "core/casework/desk/facing.h"
#include "tui/app.h"

/* State of the counter's side, in struct app. */
struct facing_side {
	struct citizen_line *line;   /* NULL: no second terminal can come */
	int64_t number;              /* of the page shown last */
	enum facing_stage stage;     /* of it */
	uint32_t events;             /* of the case when it was made */
	struct uid casefile;         /* the case that is shown or may be rated; none */
	enum occasion occasion;      /* FACING_RATE */
	bool coded;                  /* by its query code: nobody of it is at the counter */
	int again;                   /* the rating that is replaced; -1 none */
	char clerk[OPERATOR_ID], window[8]; /* of a coded one: who is rated */
	int wrong;                   /* codes that led nowhere */
	int64_t codes_ms;            /* mono: none is taken before */
	int64_t until_ms;            /* mono: a rating of who has left is waited for until then */
};

void facing_start(struct app *a, const char *database);
void facing_stop(struct app *a);
void facing_turn(struct app *a); /* each tick: the door, the page, what was pressed */
/* The page as it is to be shown now; number names it. The caller releases it. */
void facing_page(struct app *a, struct facing *out);
/* A citizen has pressed: true when it was taken down. */
bool facing_taken(struct app *a, const struct facing_reply *r, enum rating_channel channel);
/* A citizen has typed a query code: true when there is something to rate, and the page turned. */
bool facing_coded(struct app *a, const char *code);
/* For the receipt: what to say about the rating; "" nothing. Translated. */
const char *facing_word(const struct app *a);

#endif
