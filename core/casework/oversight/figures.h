/* SPDX-License-Identifier: MIT
 *
 * Figures of a hall (capabilities S1 to S5). Every figure is a fraction summed over cases: what a
 * case adds above and below the line is one pure function, so a number always leads to its cases,
 * and its definition stands once, here, for screen, report and manual.
 *
 * A range is [from, to) of wall time. A case counts as
 *   received   when its receipt lies in the range
 *   accepted   when its acceptance does
 *   finished   when its decision does, or its end without one, unless the applicant took it back
 *   running    when it was received before the end of the range and not finished by then
 * Practice never counts: it has a file of its own. Visits are days on which somebody stood at a
 * window for the case: identity, a completion, a collection; mail and electronic ways are none.
 * Papers are materials the applicant had to bring: shown or still to come; what is pledged, what a
 * department, a licence or an earlier case proves, and forms the hall itself prints, are not.
 * Days are working days of the published calendar.
 */
#ifndef ONETRIP_FIGURES_H
#define ONETRIP_FIGURES_H

#include "core/casework/casefile.h"
#include "core/store/fact.h"

enum unit { UNIT_COUNT, UNIT_PERCENT, UNIT_MEAN, UNIT_MINUTES };

/* name, word in reports, msgid, definition (msgid), unit */
#define FIGURE_TABLE(X)                                                                            \
	X(FIGURE_RECEIVED, "received", N_("Cases received"),                                       \
		N_("Cases whose receipt lies in the range"), UNIT_COUNT)                           \
	X(FIGURE_ACCEPTED, "accepted", N_("Taken on"),                                             \
		N_("Cases whose acceptance lies in the range"), UNIT_COUNT)                        \
	X(FIGURE_FINISHED, "finished", N_("Finished"),                                             \
		N_("Cases decided in the range, or ended without a decision; not those the "       \
		   "applicant took back"),                                                         \
		UNIT_COUNT)                                                                        \
	X(FIGURE_RUNNING, "running", N_("In progress"),                                            \
		N_("Received before the end of the range and not finished by then"), UNIT_COUNT)   \
	X(FIGURE_INSTANT, "instant", N_("Done on the spot"),                                       \
		N_("Finished cases of items that are decided in one sitting"), UNIT_COUNT)         \
	X(FIGURE_NOTICED, "completed", N_("With a notice"),                                        \
		N_("Received cases with at least one notice of what is missing"), UNIT_COUNT)      \
	X(FIGURE_REFUSED, "refused", N_("Not taken on"),                                           \
		N_("Finished as refused at intake or as needing no permit"), UNIT_COUNT)           \
	X(FIGURE_WITHDRAWN, "withdrawn", N_("Taken back"),                                         \
		N_("Ended in the range because the applicant took it back"), UNIT_COUNT)           \
	X(FIGURE_EARLY, "early", N_("Before the promised day"),                                    \
		N_("Finished on a day before the promised one / finished cases with a promised "   \
		   "day; those done on the spot apart"),                                           \
		UNIT_PERCENT)                                                                      \
	X(FIGURE_IN_TIME, "in-time", N_("Finished in time"),                                       \
		N_("Finished on the promised day or before / finished cases with a promised day"), \
		UNIT_PERCENT)                                                                      \
	X(FIGURE_LATE, "late", N_("Late"),                                                         \
		N_("Finished after the promised day, or running past it"), UNIT_COUNT)             \
	X(FIGURE_LATE_SHARE, "late-share", N_("Finished late"),                                    \
		N_("Finished after the promised day / finished cases with a promised day"),        \
		UNIT_PERCENT)                                                                      \
	X(FIGURE_ONE_TRIP, "one-trip", N_("At most one trip"),                                     \
		N_("Finished cases with one visit or none / finished cases"), UNIT_PERCENT)        \
	X(FIGURE_NO_TRIP, "no-trip", N_("No trip"),                                                \
		N_("Finished cases without a visit / finished cases"), UNIT_PERCENT)               \
	X(FIGURE_TRIPS, "trips", N_("Trips a case"),                                               \
		N_("Visits of finished cases / finished cases"), UNIT_MEAN)                        \
	X(FIGURE_FIRST_TIME, "first-time", N_("Right the first time"),                             \
		N_("Finished without any notice and with one visit or none / finished cases"),     \
		UNIT_PERCENT)                                                                      \
	X(FIGURE_ONE_NOTICE, "one-notice", N_("Told once"),                                        \
		N_("Received cases with one notice / received cases with at least one"),           \
		UNIT_PERCENT)                                                                      \
	X(FIGURE_SPARED, "spared", N_("Papers spared"),                                            \
		N_("1 - papers the applicant brought / papers asked for before the reform, of "    \
		   "received cases"),                                                              \
		UNIT_PERCENT)                                                                      \
	X(FIGURE_EXEMPT, "exempt", N_("Had from departments"),                                     \
		N_("Materials had by sharing, from a licence or an earlier case / materials "      \
		   "needed, of received cases"),                                                   \
		UNIT_PERCENT)                                                                      \
	X(FIGURE_PAPERS, "papers-saved", N_("Papers saved"),                                       \
		N_("Papers asked for before the reform - papers brought, of received cases"),      \
		UNIT_COUNT)                                                                        \
	X(FIGURE_TRIPS_SAVED, "trips-saved", N_("Trips saved"),                                    \
		N_("Trips before the reform - visits, of finished cases"), UNIT_COUNT)             \
	X(FIGURE_UNTYPED, "untyped", N_("Not typed"),                                              \
		N_("1 - fields typed by the clerk / fields answered (not those worked out), of "   \
		   "received cases"),                                                              \
		UNIT_PERCENT)                                                                      \
	X(FIGURE_INTAKE, "intake", N_("Minutes to receive"),                                       \
		N_("From the first identity check to the receipt, of cases received on that day"), \
		UNIT_MINUTES)                                                                      \
	X(FIGURE_DAYS, "days", N_("Days to finish"),                                               \
		N_("Working days from acceptance to the end without those a pause took, of "       \
		   "finished cases not done on the spot"),                                         \
		UNIT_MEAN)                                                                         \
	X(FIGURE_BY_SELF, "rated-by-self", N_("Rated by citizens"),                                \
		N_("Finished cases the citizen rated at the terminal, on the turned screen or by " \
		   "code, not on the telephone / finished cases"),                                 \
		UNIT_PERCENT)                                                                      \
	X(FIGURE_CONTENT, "content", N_("Satisfied"),                                              \
		N_("Ratings 5, 4 and 3 / ratings, of cases received"), UNIT_PERCENT)               \
	X(FIGURE_VERY_CONTENT, "well-content", N_("Satisfied or better"),                            \
		N_("Ratings 5 and 4 / ratings, of cases received"), UNIT_PERCENT)

enum figure {
#define X(name, word, text, definition, unit) name,
	FIGURE_TABLE(X)
#undef X
	FIGURE_COUNT
};
const char *figure_word(enum figure f);
const char *figure_text(enum figure f);       /* msgid */
const char *figure_definition(enum figure f); /* msgid */
enum unit figure_unit(enum figure f);

struct range {
	int64_t from_ms, to_ms;      /* [from, to) */
};
struct range range_days(day_t from, day_t to); /* both days whole */
struct range range_month(int year, int month);

/* What one case adds; below 0: it does not count for this figure. Of a count below is 1. */
struct share_of {
	int64_t above, below;
};
struct share_of figure_of(enum figure f, const struct fact *x, const struct range *r);

struct tally {
	struct share_of of[FIGURE_COUNT];
};
void tally_add(struct tally *t, const struct fact *x, const struct range *r);
/* The figure in hundredths: 9312 is 93.12 % or a mean of 93.12; a count times 100. False: nothing
 * below the line. */
bool tally_value(const struct tally *t, enum figure f, int64_t *hundredths);
/* "93.1%", "1.2", "4:05" (minutes), "223"; "-" when there is none. */
void tally_show(const struct tally *t, enum figure f, char out[24]);
void tally_show_at(int64_t hundredths, enum unit unit, char out[24]);

/* By what cases are told apart. */
enum grouping { BY_ALL, BY_DEPARTMENT, BY_WINDOW, BY_ITEM, BY_OPERATOR, BY_DAY };
enum { FIGURES_GROUPS = 400, FIGURES_HOURS = 24 };
struct figure_group {
	char key[ITEM_CODE], name[64]; /* name: as shown */
	struct tally tally;
};
struct figures {
	struct range range;
	enum grouping by;
	struct tally all;
	struct figure_group *groups; /* most received first; of days by day */
	size_t n;
	uint32_t heat[7][FIGURES_HOURS]; /* receipts by weekday (0 Monday) and hour */
	uint64_t cases;              /* looked at */
	uint64_t rest;               /* of groups beyond FIGURES_GROUPS, counted in `all` only */
};
/* One pass over the range. mem_free(groups) by figures_release. */
enum err figures_read(struct store *s, const struct range *r, enum grouping by, struct figures *out)
	MUST_CHECK;
void figures_release(struct figures *f);
/* The same in steps, for a loop: about so many ms each. *whole: figures_whole gives them. A row that
 * changes meanwhile makes it begin again, and after some times read in one go: they are exact. */
struct figures_reading;
void figures_start(struct store *s, const struct range *r, enum grouping by,
	struct figures_reading **out);
enum err figures_step(struct figures_reading *x, int ms, bool *whole) MUST_CHECK;
uint64_t figures_so_far(const struct figures_reading *x); /* cases looked at */
void figures_whole(struct figures_reading *x, struct figures *out); /* frees x */
void figures_stop(struct figures_reading *x);   /* frees; NULL is none */
const char *fact_key(const struct fact *x, enum grouping by, char out[ITEM_CODE]);

/* The cases behind a figure, those that add below the line but not above it first (the ones to
 * look at), at most `most`. key: of the group, NULL all. *n: how many, *total: of how many. */
struct figure_case {
	struct uid id;
	char number[CASE_NUMBER], item_name[64], state[STATE_WORD];
	int64_t received_ms;
	day_t due;
	int64_t above, below;
};
enum err figures_cases(struct store *s, const struct range *r, enum figure f, enum grouping by,
	const char *key, size_t most, struct figure_case **out, size_t *n, uint64_t *total)
	MUST_CHECK; /* mem_free */
/* The same in steps, as figures_step. key is copied. */
struct figure_listing;
void figure_listing_start(struct store *s, const struct range *r, enum figure f, enum grouping by,
	const char *key, struct figure_listing **out);
enum err figure_listing_step(struct figure_listing *x, int ms, bool *whole) MUST_CHECK;
/* Frees x. */
void figure_listing_whole(struct figure_listing *x, size_t most, struct figure_case **out, size_t *n,
	uint64_t *total);
void figure_listing_stop(struct figure_listing *x); /* frees; NULL is none */

/* What the items declare, whatever cases there were (domain.md 6): counts and sums over items in
 * force. Calendar days count as 250/365 working days. */
struct declared {
	size_t items, one_trip, no_trip, instant;
	int64_t trips;               /* sum of target trips */
	int64_t legal, promised;     /* sums in hundredths of working days, of items that have both */
};
int64_t figures_working(const struct period *p);  /* a period in hundredths of working days */
enum err figures_declared(struct directory *d, struct declared *out) MUST_CHECK;

/* The figures' row of a casefile; false before its receipt. */
bool casefile_fact(const struct casefile *c, struct fact *out);
/* Seconds in a state from fact.spells; 0 none. */
int64_t fact_spell(const struct fact *x, enum state s);

#endif
