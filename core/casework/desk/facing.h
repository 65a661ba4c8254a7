/* SPDX-License-Identifier: MIT
 *
 * What the citizen is shown (S26): only their own case, nothing a clerk noted, and who was asked
 * for data. One page, drawn on the turned screen or carried to the second terminal as a record. It
 * is text ready to be shown; nobody else's name or number is in clear.
 */
#ifndef ONETRIP_FACING_H
#define ONETRIP_FACING_H

#include "core/base/record.h"
#include "core/casework/desk/desk.h"
#include "core/casework/rating.h"

enum { FACING_LINES = 160, FACING_BYTES = 60000, FACING_CHOICES = 8, FACING_CODE = 6 };

enum facing_stage { FACING_IDLE, FACING_CHECK, FACING_RATE, FACING_THANKS };

struct facing_line {
	char *label, *text;          /* label "": a heading, or text alone */
};

struct facing_choice {
	char code[CODES_CODE];
	char *name;
};

struct facing {
	enum facing_stage stage;
	int64_t number;              /* of the page: what comes back names it */
	bool again;                  /* FACING_RATE: rated once, and put right since */
	char hall[96], window[8];
	char *object;                /* the matter; NULL none */
	char *asked;                 /* departments; NULL none */
	struct facing_line *lines;
	size_t n;
	/* FACING_RATE: names of the levels, and the tags of each */
	struct facing_choice levels[RATING_BEST + 1]; /* by level; [0] is not used */
	struct facing_choice tags[RATING_BEST + 1][FACING_CHOICES];
	size_t n_tags[RATING_BEST + 1];
};

void facing_release(struct facing *p);           /* wipes */
void facing_place(struct facing *p, const char *hall, const char *window);
/* To be checked: the matter, who applies, every answer, what is to come and what need not be
 * brought. e may be NULL. */
void facing_check(struct facing *p, const struct casefile *c, const struct evaluation *e,
	const struct catalog *catalog);
void facing_rate(struct facing *p, const struct casefile *c, day_t today);

void facing_put(const struct facing *p, struct record *out);
enum err facing_get(const struct record *r, struct facing *out) MUST_CHECK; /* out is {0} before */

/* What comes back: number of the page, level and tags, or the query code of a case to be rated. */
struct facing_reply {
	int64_t number;
	int level;
	char code[QUERY_CODE];       /* "" a rating */
	char tags[RATING_TAG_BYTES];
};
void facing_reply_put(const struct facing_reply *r, struct record *out);
enum err facing_reply_get(const struct record *r, struct facing_reply *out) MUST_CHECK;

/* The hand of a citizen on the page: a level, then its tags, then it is sent. Pure. */
struct facing_hand {
	int level;                   /* 0: not yet */
	bool tag[FACING_CHOICES];
	char code[QUERY_CODE];       /* typed so far */
	int top;                     /* first line shown */
};
/* A letter or digit of a query code, 8 rubs one out, while no case is shown. true: it is whole and right,
 * and stands in out. */
bool facing_type(const struct facing *p, struct facing_hand *h, uint32_t letter, struct facing_reply *out);
/* A digit or -1 Enter. true: the rating is complete and stands in out. */
bool facing_press(const struct facing *p, struct facing_hand *h, int digit, struct facing_reply *out);

#endif
