/* SPDX-License-Identifier: MIT
 *
 * What the parts of the form screen share: form.c acts, form_type.c takes characters, form_rows.c
 * says which lines there are, form_move.c where Enter goes next, form_repeat.c adds and removes
 * rows of repeats, form_lists.c and form_codes.c ask in overlays, form_draw.c, form_line.c and
 * form_value.c draw.
 *
 * Lines: questions that choose the situation come first, then everything in form order. A repeat
 * is a line with its count; then, for each row that has something to show, a heading and its
 * cells; then the place to add a row. Everything a picture needs is collected before it is drawn,
 * once for all fields; drawing looks at visible lines only.
 */
#ifndef ONETRIP_FORM_STATE_H
#define ONETRIP_FORM_STATE_H

#include "core/standards/codes.h"
#include "tui/app.h"
#include "tui/choose.h"
#include "tui/edit.h"

enum { FORM_ERRORS = 9, FORM_SOURCES = 12, FORM_DIGITS = 9 };

enum line_kind {
	LINE_FIELD,                  /* also a cell, and the count of a repeat */
	LINE_ROW,                    /* heading of a row; never has the focus */
	LINE_ADD                     /* place to add a row */
};

struct form_line {
	uint16_t field;              /* LINE_ROW, LINE_ADD: the repeat's count */
	uint8_t kind;
	int8_t row;                  /* of a repeat, from 0; -1 */
	uint16_t number;             /* before the label: a cell has its row's */
};

enum flaw { FLAW_NONE, FLAW_WARN, FLAW_ERROR }; /* WARN: without a reason yet */

struct form {
	struct form_line *lines;
	size_t n, room, n_numbered;
	size_t at;                   /* line with the focus */
	size_t top;                  /* first line drawn */
	uint8_t *flaws;              /* per field: enum flaw */
	size_t n_fields;             /* of the item the arrays were made for */
	bool all;                    /* every field, not only the missing ones */
	bool once;                   /* opened to change one answer: Enter goes back */
	bool typed;                  /* edit holds something not yet given to the desk */
	bool summary;                /* the error summary has the focus */
	bool checked;                /* F8 was pressed: errors stand beside their fields */
	struct edit edit;
	char why[WHY_SIZE];          /* what is wrong with what was typed, "" nothing */
	size_t why_field;
	char reason[128];            /* of an override under way, "" none */
	int unfolded;                /* field whose choices stand there; -1 none */
	struct choose_row *choices;  /* of an open pick list */
	int check;                   /* whose reason is being asked */
	/* collected */
	size_t held, left;           /* there and settled; to be asked */
	size_t n_held;               /* as the line of sources counts them */
	struct {
		const char *name;
		int n;
	} sources[FORM_SOURCES];
	size_t n_sources;
	/* codes of the focus that a digit can take */
	size_t digits_field;
	char digits_parent[CODES_CODE];
	const struct code *digits[FORM_DIGITS];
	size_t n_digits;
};

/* What the check page asks for: change this answer and come back. */
struct form_arg {
	size_t field;
};

/* form.c */
bool form_commit(struct app *a, struct form *f);          /* what was typed; false: it does not fit */
void form_leave_summary(struct app *a, struct form *f, size_t index);
bool form_give(struct app *a, struct form *f, const char *typed); /* false: it does not fit */
void form_go_on(struct app *a, struct form *f);
void form_choose(struct app *a, struct form *f, const char *code);

/* form_type.c */
void form_text(struct app *a, void *state, uint32_t cp);
void form_paste(struct app *a, void *state, const char *pasted);
void form_card(struct app *a, void *state, const char *number, int taken);

/* form_rows.c */
const struct item *form_item(const struct app *a);
const struct form_line *form_at(const struct form *f);    /* NULL: no line */
bool form_on_field(const struct form *f);                 /* the focus is on a field, not a place to add */
size_t form_field(const struct form *f);                  /* under the focus; only on a field */
const struct field *form_focus(const struct app *a, const struct form *f); /* NULL: not on a field */
const struct answer *form_answer(const struct app *a, size_t field);
bool form_is_missing(const struct app *a, size_t field);  /* needs the clerk now */
void form_collect(const struct app *a, struct form *f);   /* lines anew, focus kept */
enum flaw form_flaw(const struct finding *x);

/* form_move.c */
void form_go(struct app *a, struct form *f, size_t line);
void form_step(struct app *a, struct form *f, int by);    /* to another line that takes the focus */
bool form_next_missing(struct app *a, struct form *f);    /* false: nothing is missing any more */
bool form_first_missing(struct app *a, struct form *f);
/* What keeps the form from going on: errors, then warnings without a reason. Returns how many
 * there are; the first FORM_ERRORS are in out. */
size_t form_errors(const struct app *a, const struct finding *out[FORM_ERRORS]);
size_t form_line_of(const struct form *f, size_t field);  /* n when not shown */
void form_show_field(struct app *a, struct form *f, size_t field); /* goes there, whatever is hidden now */

/* form_codes.c */
size_t form_choices(const struct form *f, const struct field *fd);  /* of the focus; 0: not by digit */
void form_choice(const struct form *f, const struct field *fd, size_t i, const char **code,
	const char **label);
void form_collect_digits(const struct app *a, struct form *f);
/* The long list of a code or region field; query: what was typed already. */
bool form_open_codes(struct app *a, struct form *f, const char *query); /* false: it has none */
bool form_has_codes(const struct field *fd);

/* form_lists.c */
void form_open_list(struct app *a, struct form *f);      /* F4 */
void form_override(struct app *a, struct form *f);       /* F2 */
void form_find(struct app *a, struct form *f);           /* F3 */
void form_ask_conflict(struct app *a, struct form *f);
void form_conflict_chosen(struct app *a, void *ctx, int index); /* 0 typed, 1 registry */
/* A warning of the field, first those that still need a reason; NULL none. */
const struct finding *form_warning(const struct app *a, size_t field);
void form_ask_excuse(struct app *a, struct form *f);

/* form_repeat.c */
const struct repeat *form_repeat(const struct app *a, const struct form *f, size_t *index); /* of the focus; NULL */
bool form_growable(const struct app *a, size_t repeat);  /* a row may be added here */
void form_add_row(struct app *a, struct form *f);
void form_remove_row(struct app *a, struct form *f);
bool form_next_row(struct app *a, struct form *f, int by); /* same column; false: not in rows */
void form_list_rows(struct app *a, struct form *f);
/* Its first answers: who or what it is about. */
void form_row_name(const struct app *a, const struct repeat *r, int row, bool clear, struct buf *out);
void form_place(const struct app *a, size_t field, struct buf *out); /* "股东 2 " for a cell, else nothing */

/* form_draw.c, form_line.c */
void form_draw(const struct app *a, void *state, struct canvas *c);

struct face { /* one drawing pass */
	const struct app *app;
	struct form *form;
	struct canvas *canvas;
	int width;
	const struct item *item;
	const struct casefile *casefile;
	const struct evaluation *eval;
};
int form_line_height(const struct face *x, size_t index);
void form_draw_line(const struct face *x, int row, size_t index, int rows_left);
char form_sign(const struct face *x, size_t field);

/* form_value.c */
enum { VALUE_COL = 27, SOURCE_COL = 56 };
void form_source_text(const struct face *x, size_t field, struct buf *out);
int form_draw_chosen(const struct face *x, int row, size_t field, bool draw);  /* column behind it */
int form_draw_choices(const struct face *x, int row, size_t field, bool draw); /* rows used */
void form_draw_value(const struct face *x, int row, size_t field, bool focus);

#endif
