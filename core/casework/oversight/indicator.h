/* SPDX-License-Identifier: MIT
 *
 * The hall's own check against the indicators it is measured by (domain.md 6, capability S2): data in
 * assets/indicators.tsv, which names formula, threshold, source and day in force of each. Of items it
 * counts what the ones in force declare, of cases, ratings and appeals those of the range. What cannot
 * be counted says so; where no threshold is published there is none.
 */
#ifndef ONETRIP_INDICATOR_H
#define ONETRIP_INDICATOR_H

#include "core/base/buf.h"
#include "core/casework/oversight/figures.h"

/* What an item adds: name, word, unit. Days are working days in hundredths. */
#define ITEM_FORMULA_TABLE(X)                                                                      \
	X(FORMULA_INSTANT, "instant", UNIT_PERCENT)         /* promised at once / items */         \
	X(FORMULA_COMPRESSION, "compression", UNIT_PERCENT) /* (legal - promised) / legal, of items with both */ \
	X(FORMULA_TRIPS, "trips", UNIT_MEAN)                /* least trips / items */              \
	X(FORMULA_ONE_TRIP, "one-trip", UNIT_PERCENT)       /* items of one trip or none / items */ \
	X(FORMULA_NO_TRIP, "no-trip", UNIT_PERCENT)         /* items without a trip / items not bound to a visit */ \
	X(FORMULA_ONLINE, "online", UNIT_PERCENT)           /* items that take applications online / items */ \
	X(FORMULA_GUIDE, "guide", UNIT_PERCENT)             /* items that say all a guide has to / items */

enum item_formula {
#define X(name, word, unit) name,
	ITEM_FORMULA_TABLE(X)
#undef X
	ITEM_FORMULAS
};

/* Below 0: the item does not count. Appeals are no items of the indicators. Pure. */
struct share_of item_share(enum item_formula f, const struct item *item);

/* The items in force that fall short of it, the widest gap first: what would move the figure. */
enum { INDICATOR_ITEMS = 1000 };
struct indicator_item {
	size_t index;                /* in the directory */
	int64_t gap;                 /* what it lacks: 1, trips, hundredths of working days */
};
enum err indicator_items(struct directory *d, enum item_formula f, struct indicator_item *out, size_t max,
	size_t *n) MUST_CHECK;

#define DIMENSION_TABLE(X)                                                                         \
	X(DIMENSION_EFFECT, "effect", N_("Effect of online service"))                              \
	X(DIMENSION_DEPTH, "depth", N_("Maturity of online handling"))                             \
	X(DIMENSION_WAYS, "ways", N_("Completeness of ways"))                                      \
	X(DIMENSION_COVER, "cover", N_("Coverage of items"))                                       \
	X(DIMENSION_GUIDE, "guide", N_("Accuracy of guides"))                                      \
	X(DIMENSION_HALL, "hall", N_("Of the hall"))

enum dimension {
#define X(name, word, text) name,
	DIMENSION_TABLE(X)
#undef X
	DIMENSIONS
};
const char *dimension_text(enum dimension d);    /* msgid */

/* Where the figure comes from; which: of that kind's enum. */
enum formula_of { OF_NOTHING, OF_ITEMS, OF_CASES, OF_RATINGS, OF_APPEALS };

enum { INDICATORS = 60, INDICATOR_NAME = 64 };

struct indicator {
	char code[24], name[INDICATOR_NAME], name_en[INDICATOR_NAME], source[96];
	enum dimension dimension;
	enum formula_of of;
	int which;
	enum unit unit;
	bool less;                   /* the less the better */
	int64_t threshold;           /* hundredths; -1 none */
	day_t from;                  /* DAY_NONE: from ever on */
};

struct indicators {
	struct indicator list[INDICATORS];
	size_t n;
};

/* Those in force on the day, in the order of the file. Every mistake as "path:line: message" in
 * messages: ERR_SYNTAX. */
enum err indicators_load(const char *path, day_t on, struct indicators *out, struct buf *messages) MUST_CHECK;

enum standing { STANDING_UNKNOWN, STANDING_SHOWN, STANDING_MET, STANDING_SHORT };

struct indicator_value {
	enum standing standing;      /* unknown: nothing to count; shown: no threshold */
	struct share_of share;
	int64_t value;               /* hundredths */
	int64_t missing;             /* to the threshold, hundredths, above 0 when short */
	int64_t need;                /* when short: how much the sum above has to move to meet it */
};

/* Value, distance and need of a sum. Pure. */
struct indicator_value indicator_measure(const struct indicator *i, struct share_of sum);

/* What would move it, in words: nothing when it meets its threshold or has none. need: as shown. */
enum err indicator_moves(struct directory *d, const struct indicator *i, const struct indicator_value *v,
	const char *need, struct buf *out) MUST_CHECK;

struct indicator_check {
	struct indicators rows;
	struct indicator_value values[INDICATORS];
};
/* rows are filled in already. now_ms: for appeals whose time runs. */
enum err indicator_check(struct store *s, struct directory *d, const struct range *r, int64_t now_ms,
	struct indicator_check *x) MUST_CHECK;
/* The same in steps of about so many ms, for a loop; x gets its values with the last one. */
struct indicator_reading;
void indicator_start(struct store *s, struct directory *d, const struct range *r, int64_t now_ms,
	struct indicator_reading **out);
enum err indicator_step(struct indicator_reading *p, int ms, struct indicator_check *x, bool *whole) MUST_CHECK;
uint64_t indicator_so_far(const struct indicator_reading *p); /* items and cases looked at */
void indicator_stop(struct indicator_reading *p); /* frees; NULL is none */

#endif
