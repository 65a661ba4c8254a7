/* SPDX-License-Identifier: MIT
 *
 * Evaluation 好差评 (domain.md 7): five levels, tags that go with a level, one rating an occasion.
 * The citizen gives it, at the second terminal, on the turned screen, by a code or on the telephone
 * to somebody else than who is rated; the rated clerk learns only that there is one. A bad one is
 * called back within 1 working day and put right within 5 (complex: 15), then told and rated again.
 * One said to be malicious is judged by a second person; it is kept, but not counted.
 *
 *   RATE: occasion level channel clerk window [tags words again (which, from 0)]
 *   RATING: n act [text]                      an act of the loop, below
 */
#ifndef ONETRIP_RATING_H
#define ONETRIP_RATING_H

#include "core/casework/casefile.h"
#include "core/standards/codes.h"
#include "core/standards/workday.h"

enum {
	RATING_BEST = 5, RATING_BAD = 2,          /* this and below is 差评 */
	RATING_TAGS = 6, RATING_TAG_BYTES = 64, RATING_WORDS = 500,
	CASE_RATINGS = 8,
	RATING_CALL_DAYS = 1, RATING_FIX_DAYS = 5, RATING_COMPLEX_DAYS = 15, /* working */
	RATING_RANKED = 30                        /* below so many nothing is ranked (M5) */
};

/* Levels and their tags are the code set "rating_tag": tags stand under their level, with the days
 * they are in force. */
#define RATING_SET "rating_tag"

/* name, word, msgid */
#define OCCASION_TABLE(X)                                                                          \
	X(OCCASION_NOTICE, "notice", "After being told what is missing")                           \
	X(OCCASION_WINDOW, "window", "At the window")                                              \
	X(OCCASION_RESULT, "result", "After the result")                                           \
	X(OCCASION_VISIT, "visit", "After the return visit")

enum occasion {
#define X(name, word, text) name,
	OCCASION_TABLE(X)
#undef X
	OCCASION_COUNT
};
const char *occasion_word(enum occasion o);
const char *occasion_text(enum occasion o);      /* msgid */

/* How it reached us: name, word, msgid */
#define RATING_CHANNEL_TABLE(X)                                                                    \
	X(RATING_TERMINAL, "terminal", "Second terminal")                                          \
	X(RATING_SCREEN, "screen", "Turned screen")                                                \
	X(RATING_CODE, "code", "By code or message")                                               \
	X(RATING_PHONE, "phone", "On the telephone")

enum rating_channel {
#define X(name, word, text) name,
	RATING_CHANNEL_TABLE(X)
#undef X
	RATING_CHANNEL_COUNT
};
const char *rating_channel_word(enum rating_channel c);
const char *rating_channel_text(enum rating_channel c); /* msgid */

enum rating_verdict { RATING_UNJUDGED, RATING_KEPT, RATING_EXCLUDED };

struct rating {
	enum occasion occasion;
	enum rating_channel channel;
	int level;                    /* 1..5 */
	char tags[RATING_TAG_BYTES];  /* codes, blank separated; "" none */
	char *words;                  /* NULL none */
	char clerk[16], window[8];    /* who is rated */
	int64_t at_ms;
	/* the loop of a bad one; 0: not yet */
	int64_t called_ms, fixed_ms, told_ms, again_ms;
	bool complex;
	int again;                    /* level after it was put right; 0 not rated again */
	char handled_by[16];          /* who called back */
	char *said, *done;            /* at the call; what was put right; NULL none */
	/* said to be malicious */
	int64_t appealed_ms;
	char appealed_by[16], judged_by[16];
	char *ground;                 /* NULL none */
	enum rating_verdict verdict;
};

/* name, word, msgid, needs words */
#define RATING_ACT_TABLE(X)                                                                        \
	X(RATING_CALL, "call", "Called back: what was said", true)                                 \
	X(RATING_COMPLEX, "complex", "Complex: 15 working days, why", true)                        \
	X(RATING_FIX, "fix", "Put right: what was done", true)                                     \
	X(RATING_TELL, "tell", "Told the citizen; may be rated again", false)                      \
	X(RATING_APPEAL, "appeal", "Malicious: on what ground", true)                              \
	X(RATING_KEEP, "keep", "It counts", true)                                                  \
	X(RATING_EXCLUDE, "exclude", "It is not counted", true)

enum rating_act {
#define X(name, word, text, words) name,
	RATING_ACT_TABLE(X)
#undef X
	RATING_ACT_COUNT
};
const char *rating_act_word(enum rating_act a);
const char *rating_act_text(enum rating_act a);  /* msgid */
bool rating_act_words(enum rating_act a);

/* May it be rated on this occasion, and was it not yet? */
bool rating_offered(const struct casefile *c, enum occasion o);
/* The occasion a counter offers now; false: none. */
bool rating_now(const struct casefile *c, enum occasion *out);
/* What somebody may rate who comes back with the query code: a bad one that was put right and told,
 * again; else the return visit, the result, the window. false: nothing (any more). */
struct rating_turn {
	enum occasion occasion;
	int again;                   /* which rating; -1 a new one */
	const char *clerk, *window;  /* who is rated; borrowed from the case */
};
bool rating_by_code(const struct casefile *c, struct rating_turn *out);
bool rating_bad(const struct rating *r);
bool rating_counts(const struct rating *r);      /* not excluded */
bool rating_open(const struct casefile *c, const struct rating *r); /* somebody owes an act */

enum rating_bar { RATING_BAR_NONE, RATING_BAR_STATE, RATING_BAR_ROLE, RATING_BAR_PERSON };
enum rating_bar rating_bar(const struct casefile *c, const struct rating *r, enum rating_act a,
	enum role role, const char *who);
const char *rating_bar_text(enum rating_bar b);  /* msgid */

/* The clock that runs for a bad rating: to call back, then to put right; anonymous ones cannot be
 * called. Pure. */
enum rating_clock { RATING_CLOCK_NONE, RATING_CLOCK_CALL, RATING_CLOCK_FIX };
enum rating_clock rating_due(const struct casefile *c, const struct rating *r, struct due *out);

/* Tags of a level in force on a day; returns how many, at most max. */
size_t rating_tags(int level, day_t on, const struct code **out, size_t max);
const char *rating_level_name(int level);        /* in the language of the words */
/* The tags are of that level and in force on the day, and not too many. */
bool rating_tags_fit(const char *tags, int level, day_t on);

/* A sum over ratings, with its sample size: those excluded are counted apart. */
struct rating_sum {
	uint32_t n, of[RATING_BEST + 1], excluded;
};
void rating_add(struct rating_sum *s, const struct rating *r);
/* Satisfied of all, in tenths of a percent; with or without 基本满意 (3). -1: nobody rated. */
int rating_share(const struct rating_sum *s, bool with_basic);
bool rating_ranked(const struct rating_sum *s);  /* enough to be put in an order */

/* For the file of the case (casefile_inside.h). */
struct fold;
enum err fold_rate(const struct fold *f) MUST_CHECK;
enum err fold_rating(const struct fold *f) MUST_CHECK;
void ratings_release(struct casefile *c);

#endif
