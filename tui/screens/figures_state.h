/* SPDX-License-Identifier: MIT
 *
 * S17: what the two screens of the figures share.
 */
#ifndef ONETRIP_TUI_FIGURES_STATE_H
#define ONETRIP_TUI_FIGURES_STATE_H

#include "core/casework/oversight/appeal_figures.h"
#include "core/casework/oversight/figures.h"
#include "core/casework/oversight/indicator.h"
#include "core/casework/oversight/provider.h"
#include "core/casework/oversight/rating_sums.h"
#include "tui/app.h"
#include "tui/frame.h"
#include "tui/list.h"

struct figures_view;
/* What a tab shows: read in steps, so that no key waits for it. */
struct figures_page {
	enum err (*start)(struct app *a, struct figures_view *s);
	/* *whole: it stands in the view now. */
	enum err (*step)(struct app *a, struct figures_view *s, int ms, bool *whole);
	uint64_t (*so_far)(const struct figures_view *s);
	void (*stop)(struct figures_view *s); /* drops a reading that is not whole */
	size_t (*rows)(const struct figures_view *s);
	void (*enter)(struct app *a, struct figures_view *s); /* where the chosen row leads */
	void (*draw)(const struct app *a, const struct figures_view *s, struct canvas *c,
		const struct frame *f);
};
extern const struct figures_page figures_cases_page, figures_providers_page, figures_index_page,
	figures_appeals_page, figures_ratings_page;

/* Tabs: msgid, how cases are told apart, what it shows */
#define SECTION_TABLE(X)                                                                           \
	X(SECTION_ALL, N_("Sums"), BY_ALL, figures_cases_page)                                    \
	X(SECTION_DEPARTMENT, N_("Depts"), BY_DEPARTMENT, figures_cases_page)                     \
	X(SECTION_WINDOW, N_("Windows"), BY_WINDOW, figures_cases_page)                           \
	X(SECTION_ITEM, N_("Matters"), BY_ITEM, figures_cases_page)                               \
	X(SECTION_OPERATOR, N_("People"), BY_OPERATOR, figures_cases_page)                        \
	X(SECTION_HOUR, N_("Peaks"), BY_ALL, figures_cases_page)                                  \
	X(SECTION_PROVIDER, N_("Shared"), BY_ALL, figures_providers_page)                         \
	X(SECTION_INDEX, N_("Index"), BY_ALL, figures_index_page)                                  \
	X(SECTION_APPEAL, N_("Appeals"), BY_ALL, figures_appeals_page)                             \
	X(SECTION_RATING, N_("Ratings"), BY_ALL, figures_ratings_page)

enum section {
#define X(name, text, by, page) name,
	SECTION_TABLE(X)
#undef X
	SECTIONS
};

#define SPAN_TABLE(X)\
	X(SPAN_TODAY, N_("Today"))                                                                 \
	X(SPAN_WEEK, N_("This week"))                                                              \
	X(SPAN_MONTH, N_("This month"))                                                            \
	X(SPAN_THIRTY, N_("30 days"))                                                             \
	X(SPAN_BEFORE, N_("Last month"))

enum span {
#define X(name, text) name,
	SPAN_TABLE(X)
#undef X
	SPANS
};

enum { CASES_MOST = 1000 };

enum { MOVES_CELLS = 150, MOVES_BYTES = 480 };

struct figures_index {
	struct indicator_check check;
	char moves[INDICATORS][MOVES_BYTES]; /* what would move each */
	uint64_t n;                  /* items and cases looked at */
};

/* What citizens said, told apart in every way. */
struct figures_ratings {
	struct rating_sums by[RATING_BYS];
	struct share_of by_self;     /* finished cases: rated by the citizen, all */
	uint64_t n;
};

struct figures_view {
	enum section section;
	enum span span;
	struct range range;          /* of what stands here */
	struct list list;
	bool own;                    /* a clerk: the own cases only */
	struct figures f;            /* of sections of cases */
	struct providers_reading *shared; /* of the departments; whole: what stands here */
	struct figures_index index;
	struct appeal_figures appeals;
	struct figures_ratings *ratings; /* NULL before it is read */
	int64_t at_ms;               /* wall, when it was read */
	bool busy;                   /* not read to its end yet */
	void *reading;               /* of the page that reads */
	int64_t begun_ms;            /* mono, the reading */
	bool told;                   /* that it takes a while */
};

/* What leads to cases: copied by the screen. */
struct figures_drill {
	struct range range;
	enum figure figure;
	enum grouping by;
	char key[ITEM_CODE], name[64]; /* key "": all */
};

const struct tally *figures_own(const struct app *a, const struct figures_view *s);
enum grouping figures_by(const struct figures_view *s);
void figures_paint(const struct app *a, struct figures_view *s, struct canvas *c);
void figures_span(const struct range *r, char out[40]); /* "2026-03-01 - 2026-03-16", one day alone */
/* The rows of a page, with the cursor on the selected one. */
void figures_list(const struct list *l, struct canvas *c, int row, int rows, list_row draw, const void *ctx);
/* A column of the head: its words end there. */
void figures_head(struct canvas *c, int row, int end, const char *text);

/* One department: what did not come back, and its letter. All are borrowed while it is shown. */
struct figures_provider {
	const struct providers *all;
	const struct provider *one;
	struct range range;
};

/* The appeals of a kind (0: all), the ratings of a group or behind a share: of a range. */
struct figures_appeals_of {
	struct range range;
	int kind;
};
struct figures_ratings_of {
	struct range range;
	int owed;                    /* enum rating_owed; -1: of the group */
	enum rating_by by;
	char key[64];                /* "": all */
};

#endif
