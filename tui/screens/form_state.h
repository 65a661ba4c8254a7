/* SPDX-License-Identifier: MIT
 *
 * What the parts of the form screen share: form.c acts, form_lists.c asks in overlays, form_rows.c
 * knows which rows there are and where Enter goes next, form_draw.c draws.
 */
#ifndef ONETRIP_FORM_STATE_H
#define ONETRIP_FORM_STATE_H

#include "tui/app.h"
#include "tui/choose.h"
#include "tui/edit.h"

enum { FORM_ERRORS = 9 };

struct form {
	size_t rows[ITEM_FIELDS];    /* fields shown, in form order */
	size_t n_rows;
	size_t at;                   /* index in rows of the focus */
	size_t top;                  /* first row drawn */
	bool all;                    /* every field, not only the missing ones */
	bool typed;                  /* edit holds something not yet given to the desk */
	bool summary;                /* the error summary has the focus */
	bool checked;                /* F8 was pressed: errors stand beside their fields */
	struct edit edit;
	char why[WHY_SIZE];          /* what is wrong with what was typed, "" nothing */
	size_t why_field;
	char reason[64];             /* of an override under way, "" none */
	struct choose_row *choices;  /* of an open pick list */
};

/* form.c */
bool form_give(struct app *a, struct form *f, const char *typed); /* false: it does not fit */
void form_go_on(struct app *a, struct form *f);
void form_choose(struct app *a, struct form *f, const char *code);

/* form_lists.c */
void form_open_list(struct app *a, struct form *f);      /* F4 */
void form_override(struct app *a, struct form *f);       /* F2 */
void form_find(struct app *a, struct form *f);           /* F3 */
void form_ask_conflict(struct app *a, struct form *f);
void form_conflict_chosen(struct app *a, void *ctx, int index); /* 0 typed, 1 registry */

/* form_rows.c */
const struct item *form_item(const struct app *a);
const struct field *form_focus(const struct app *a, const struct form *f); /* NULL: no row */
bool form_is_missing(const struct app *a, size_t field); /* needs the clerk now */
void form_collect(const struct app *a, struct form *f);  /* rows anew, focus kept */
void form_go(struct app *a, struct form *f, size_t row);
bool form_next_missing(struct app *a, struct form *f);   /* false: nothing is missing any more */
bool form_first_missing(struct app *a, struct form *f);
size_t form_errors(const struct app *a, const struct finding *out[FORM_ERRORS]);
size_t form_row_of(const struct form *f, size_t field);  /* n_rows when not shown */
size_t form_choices(const struct field *fd);             /* choices a digit can take, 0 none */
void form_choice(const struct field *fd, size_t i, const char **code, const char **label);

/* form_draw.c */
void form_draw(const struct app *a, void *state, struct canvas *c);

#endif
