/* SPDX-License-Identifier: MIT
 *
 * S11 案件详情 and S13 审核 are one page: a case by tabs, and below it what may be done to it now.
 *   case.c        keys, tabs, the next case       case_lines.c  which lines a tab has
 *   case_draw.c   drawing                         case_bar.c    what is open to me: choosing an act
 *   case_act.c    what an act needs, asked one thing after the other
 */
#ifndef ONETRIP_CASE_STATE_H
#define ONETRIP_CASE_STATE_H

#include "core/casework/deadline.h"
#include "core/casework/evidence.h"
#include "core/casework/ground.h"
#include "core/casework/oversight/trail.h"
#include "core/casework/task.h"
#include "tui/app.h"
#include "tui/choose.h"
#include "tui/list.h"
#include "tui/page.h"

/* name, msgid */
#define CASE_TAB_TABLE(X)                                                                          \
	X(TAB_DIFFERENCES, "Differences")                                                          \
	X(TAB_ANSWERS, "All values")                                                               \
	X(TAB_MATERIALS, "Docs")                                                                   \
	X(TAB_CLOCKS, "Clocks")                                                                    \
	X(TAB_PARTS, "Opinions")                                                                   \
	X(TAB_PAPERS, "Papers")                                                                    \
	X(TAB_TRAIL, "Trail")

enum case_tab {
#define X(name, text) name,
	CASE_TAB_TABLE(X)
#undef X
	TAB_COUNT
};

enum case_line_kind {
	LINE_HEAD,                   /* index: group, n_groups: other */
	LINE_DIFFERENCE,             /* field: declared against registered, or not verified */
	LINE_EXCUSE,                 /* excuse of the draft */
	LINE_FIELD,
	LINE_SUM,                    /* what values rest on, in one line */
	LINE_ANSWER,                 /* an answer of a department */
	LINE_MATERIAL,
	LINE_CLOCK,
	LINE_WHY,                    /* of the clock before */
	LINE_PAUSE,
	LINE_TASK,
	LINE_DRAFT,             /* of a task: twice its index, and 1 for the second row */
	LINE_APPEAL,                 /* row of the appeals about the case */
	LINE_PART,
	LINE_OPINION,
	LINE_SLIP,
	LINE_EVENT,                  /* row of the trail */
	LINE_CHAIN
};

struct case_line {
	enum case_line_kind kind;
	size_t index;
};

enum { CASE_APPEALS = 8, CASE_BAR = 9, CASE_GROUNDS = 12, CASE_ROWS = 24, CASE_WORDS = 200 };

/* What a digit of the bar does. */
enum bar_kind { BAR_ACT, BAR_TASK, BAR_TASK_FAILED, BAR_REPLY, BAR_BRING, BAR_OPINION, BAR_PARTS, BAR_DOCUMENTS, BAR_STAGE, BAR_RECUSE, BAR_PAIRS, BAR_ARRIVED, BAR_BRANCH, BAR_APPEAL,
	BAR_WITHDRAW, BAR_RECALL,    /* asked of the region that has it */
	BAR_AGREE, BAR_REFUSE };     /* what the region of receipt asks for */
struct bar_row {
	enum bar_kind kind;
	enum life act;
	enum life_bar bar;           /* of an act: shown with its reason when it is not open */
	size_t index;                /* task, material, stage */
};

/* The act under way, with what has been said so far. */
struct deal {
	struct bar_row row;
	unsigned needs;              /* still to ask */
	struct life_args args;
	char reason[CASE_WORDS], opinion[CASE_WORDS], number[64], collector[CASE_WORDS], how[64];
	char authority[CASE_WORDS];
	char department[64];
	enum verdict_kind verdict;
	struct choose_row rows[CASE_ROWS];
	char labels[CASE_ROWS][CASE_WORDS], codes[CASE_ROWS][16];
};

struct case_page {
	enum case_tab tab;
	struct list list;
	struct case_line *lines;
	size_t n, room;
	struct deadline clocks[CLOCKS_MOST];
	size_t n_clocks;
	struct trail trail;
	struct evidence_sum sum;     /* what its values rest on */
	uint32_t read;               /* events of the case when it was collected */
	struct appeal_line {
		char number[CASE_NUMBER], state[24];
	} appeals[CASE_APPEALS];     /* about this case (capability L6) */
	size_t n_appeals;
	struct operator_info *people;
	size_t n_people;
	struct bar_row bar[CASE_BAR];
	size_t n_bar;
	int chosen;                  /* of the bar; -1 none */
	struct deal deal;
	char *shown;                 /* a paper or an event in full; NULL none */
	size_t shown_len;
	int shown_columns;
	struct page page;
};

/* case.c */
void case_collect(struct app *a, struct case_page *s);       /* anew: trail, clocks, lines, bar */
const char *case_person(const struct case_page *s, const char *id); /* name, or the number */
/* case_lines.c */
void case_lines(const struct app *a, struct case_page *s);
size_t case_differences(const struct casefile *c);
/* case_draw.c */
void case_draw(const struct app *a, void *state, struct canvas *c);
/* case_bar.c */
void case_bar(struct app *a, struct case_page *s);
void bar_text(const struct app *a, const struct bar_row *r, char out[64]);
void bar_choose(struct app *a, struct case_page *s, int digit);
/* case_act.c */
/* Beside life.h's: the day it leads to, before it is done; who decides it instead. */
enum { NEED_SHOWN = 1 << 16, NEED_AUTHORITY = 1 << 17 };
void deal_next(struct app *a, struct case_page *s);          /* asks what is still needed, then does it */
/* case_deal.c */
void deal_row(struct deal *d, size_t n, const char *code, const char *label);
void deal_ask(struct app *a, struct case_page *s, const char *title, size_t n, const char *own,
	const char *query, void (*taken)(struct app *, void *, const char *));
size_t deal_grounds(struct deal *d, const char *act);        /* rows of the law's grounds */
void deal_words(const struct deal *d, size_t rows, const char *code, char out[CASE_WORDS]);
void deal_left(struct app *a, struct case_page *s);          /* nothing was done */
void deal_told(struct app *a, struct case_page *s, enum err e);
void deal_begin(struct app *a, struct case_page *s);         /* the row chosen */
void deal_comment(struct app *a, struct case_page *s);

#endif
