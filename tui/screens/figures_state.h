/* SPDX-License-Identifier: MIT
 *
 * S17: what the two screens of the figures share.
 */
#ifndef ONETRIP_TUI_FIGURES_STATE_H
#define ONETRIP_TUI_FIGURES_STATE_H

#include "core/casework/oversight/figures.h"
#include "core/casework/oversight/indicator.h"
#include "tui/app.h"
#include "tui/frame.h"
#include "tui/list.h"

/* Tabs: msgid, how cases are told apart */
#define SECTION_TABLE(X)                                                                           \
	X(SECTION_ALL, N_("Overview"), BY_ALL)                                                     \
	X(SECTION_DEPARTMENT, N_("Departments"), BY_DEPARTMENT)                                  \
	X(SECTION_WINDOW, N_("Windows"), BY_WINDOW)                                              \
	X(SECTION_ITEM, N_("Per item"), BY_ITEM)                                                    \
	X(SECTION_OPERATOR, N_("People"), BY_OPERATOR)                                          \
	X(SECTION_HOUR, N_("Per hour"), BY_ALL)                                                     \
	X(SECTION_QUALITY, N_("Quality"), BY_ALL)                                                 \
	X(SECTION_INDEX, N_("Index"), BY_ALL)

enum section {
#define X(name, text, by) name,
	SECTION_TABLE(X)
#undef X
	SECTIONS
};

#define SPAN_TABLE(X)                                                                              \
	X(SPAN_TODAY, N_("Today"))                                                                 \
	X(SPAN_WEEK, N_("This week"))                                                              \
	X(SPAN_MONTH, N_("This month"))                                                            \
	X(SPAN_THIRTY, N_("Last 30 days"))

enum span {
#define X(name, text) name,
	SPAN_TABLE(X)
#undef X
	SPANS
};

enum { QUALITY_ROWS = 40, CASES_MOST = 1000 };

/* Objections about one resource, raised in the range. */
struct quality {
	char resource[16];
	int raised, wrong, answered; /* wrong: corrected, or the hall's own fault */
	int days[64], n_days;        /* working days to the answer, the first 64 */
};

enum { MOVES_CELLS = 150, MOVES_BYTES = 480 };

struct figures_index {
	struct indicator_check check;
	char moves[INDICATORS][MOVES_BYTES]; /* what would move each */
};

struct figures_view {
	enum section section;
	enum span span;
	struct figures f;
	struct list list;
	bool own;                    /* a clerk: the own cases only */
	struct quality quality[QUALITY_ROWS];
	int n_quality;
	struct figures_index index;
	int64_t at_ms;               /* wall, when it was read */
	struct figures_reading *reading; /* not finished yet; what stands here is of before */
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
void figures_paint(const struct app *a, struct figures_view *s, struct canvas *c);
/* Of the range of s->f. */
enum err figures_index_read(struct app *a, struct figures_view *s) MUST_CHECK;
void figures_index_draw(const struct figures_view *s, struct canvas *c, const struct frame *f);

extern const struct screen screen_figure_cases;

#endif
