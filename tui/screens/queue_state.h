/* SPDX-License-Identifier: MIT
 *
 * S12 督办队列: what the screen knows, between its files.
 */
#ifndef ONETRIP_QUEUE_STATE_H
#define ONETRIP_QUEUE_STATE_H

#include "core/casework/desk/bulk.h"
#include "core/store/queue.h"
#include "tui/choose.h"
#include "tui/edit.h"
#include "tui/list.h"

/* Behind the acts of bulk.h in the list F4 shows: no acts on cases, papers of them. */
enum queue_paper { QUEUE_PRINT_REST = BULK_KINDS, QUEUE_PUBLICITY, QUEUE_LABELS, QUEUE_CHOICES_END };

/* Papers of marked cases being printed, one case a turn. */
struct queue_printing {
	struct uid ids[BULK_MOST];
	size_t n, at, papers;
	bool running, labels;        /* labels: instead of what was never printed */
};

enum { QUEUE_HELD = 60, QUEUE_STATES = STATE_COUNT, QUEUE_WINDOWS = 200 };

/* An act being made ready: which, on what, with what; then how many is typed. */
struct queue_plan {
	enum bulk_kind kind;
	char to[16], to_name[64], window[8], reason[181];
	int days;
	struct uid ids[BULK_MOST];   /* that can be done */
	size_t n, against;           /* against: that cannot */
	char first[CASE_NUMBER];     /* the first of those, and why (msgid) */
	const char *why;
};

struct queue_view_state {
	const struct desk *desk;     /* whose names may be read */
	enum queue_view view;
	char me[16], department[32], window[8], state[STATE_WORD]; /* "" any */
	unsigned flags;              /* FLAG_* of cases between regions; 0 any */
	struct queue_count counts[QUEUE_DEPARTMENTS];
	size_t n_counts;
	uint64_t in[QUEUE_VIEWS];    /* of the department chosen, or all */
	bool reading;                /* not counted yet: a large hall is read in steps */
	struct list list;            /* over the whole view, or what was found in it */
	struct view_case *rows;      /* from `first` on, at most QUEUE_HELD */
	size_t n, first;
	struct uid marks[BULK_MOST];
	size_t n_marks;
	/* search */
	bool finding, whole;
	struct edit find;
	struct queue_search *search; /* NULL: none */
	/* acts on many */
	bool counting;               /* the number is being typed */
	struct edit typed;
	struct queue_plan plan;
	struct bulk *bulk;           /* running, or to be taken back; NULL none */
	struct queue_printing printing;
	struct uid replying;         /* whose light is answered */
	struct choose_row choices[QUEUE_WINDOWS + 2];
	char choice_text[QUEUE_WINDOWS][64], choice_code[QUEUE_WINDOWS][64];
};

struct queue_filter queue_filter_of(const struct queue_view_state *s);
void queue_load(struct app *a, struct queue_view_state *s);      /* counts and rows anew */
void queue_reload_rows(struct app *a, struct queue_view_state *s);
const struct view_case *queue_row(const struct queue_view_state *s, size_t index); /* NULL: not held */
bool queue_marked(const struct queue_view_state *s, const struct uid *id);

/* queue_search: inside the view */
void queue_find_open(struct app *a, struct queue_view_state *s);
void queue_find_close(struct app *a, struct queue_view_state *s);
void queue_find_changed(struct app *a, struct queue_view_state *s);
void queue_find_tick(struct app *a, struct queue_view_state *s);

/* queue_bulk.c */
void queue_bulk_open(struct app *a, struct queue_view_state *s);
void queue_bulk_typed(struct app *a, struct queue_view_state *s); /* Enter on the number */
void queue_bulk_tick(struct app *a, struct queue_view_state *s);
void queue_bulk_undo(struct app *a, struct queue_view_state *s);
void queue_reply_open(struct app *a, struct queue_view_state *s); /* to the light of the chosen row */
void queue_filter_open(struct app *a, struct queue_view_state *s);

/* queue_print.c: papers of the marked cases, or of the chosen one */
void queue_print_begin(struct app *a, struct queue_view_state *s, enum queue_paper paper);
void queue_print_tick(struct app *a, struct queue_view_state *s);

/* queue_draw.c */
void queue_draw(const struct app *a, struct queue_view_state *s, struct canvas *c);
enum paint queue_light(const struct view_case *r, char out[40]);

#endif
