/* SPDX-License-Identifier: MIT
 *
 * The answers of one casefile to its item, each with where it came from. A fold of FIELD events;
 * nothing here writes anywhere. Values are canonical text: dates YYYY-MM-DD, money in fen,
 * bool 1/0, codes as stored; "" is no answer.
 *
 * Hidden answers (capability C4): an answer whose field is not visible stays in the draft and
 * comes back when shown again; rules read it as NULL; submission and prints leave it out; the
 * check page lists it.
 */
#ifndef ONETRIP_DRAFT_H
#define ONETRIP_DRAFT_H

#include "core/form/item.h"
#include "core/form/rule.h"

/* origin, sign on screen, word in events */
#define ORIGIN_TABLE(X)                                                                            \
	X(ORIGIN_NONE, '?', "none")                                                                \
	X(ORIGIN_TYPED, '+', "typed")                                                              \
	X(ORIGIN_FETCHED, '=', "fetched")                                                          \
	X(ORIGIN_LICENCE, '#', "licence")                                                          \
	X(ORIGIN_DERIVED, '.', "derived")                                                          \
	X(ORIGIN_EARLIER, '~', "earlier")                                                          \
	X(ORIGIN_OVERRIDE, '*', "override")                                                        \
	X(ORIGIN_HANDED, '<', "handed") /* it came with the case from another region */

enum origin {
#define X(name, sign, word) name,
	ORIGIN_TABLE(X)
#undef X
	ORIGIN_COUNT
};

struct answer {
	char *value;                 /* never NULL; "" none */
	enum origin origin;
	bool unverified;             /* its source was silent: to be asked again */
	bool confirmed;              /* an earlier or stale value the citizen confirmed */
	bool declared_none;          /* "has none", where the field allows it */
	char *registered;            /* what the registry says when overridden or in conflict; NULL */
	char *reason;                /* why it was overridden; NULL */
	char resource[16];           /* who said so: "POP-01"; "" */
	uint8_t evidence[HASH_SIZE]; /* event id of the EVIDENCE; zero none */
	int64_t at_ms;               /* when it was obtained */
	char actor[16];
};

/* Why a warning was passed (capability C6). Counts as long as the answer is the one it was given for. */
struct excuse {
	size_t field;
	int check;                   /* which of the field's checks */
	char *value, *text;
};

struct draft {
	const struct item *item;     /* borrowed */
	struct answer *answers;      /* item->n_fields */
	struct excuse *excuses;
	size_t n_excuses;
};

void draft_init(struct draft *d, const struct item *item);
void draft_release(struct draft *d);             /* wipes */
void draft_set(struct draft *d, size_t field, const struct answer *a); /* copies */
void answer_release(struct answer *a);
const char *origin_word(enum origin o);
/* One for a field and check; a later one replaces it, text "" takes it away. */
void draft_excuse(struct draft *d, size_t field, int check, const char *text);
const char *draft_excused(const struct draft *d, size_t field, int check); /* NULL: not */

/* Rows of repeats. The count is the answer to the repeat's FIELD_ROWS; unanswered it is min. */
int draft_rows(const struct draft *d, size_t repeat);
/* An empty row before row `at` (at = rows: behind the last); ERR_LIMIT at max. Moves answers only:
 * the caller sets the count's answer. */
enum err draft_row_insert(struct draft *d, size_t repeat, int at) MUST_CHECK;
enum err draft_row_remove(struct draft *d, size_t repeat, int at) MUST_CHECK; /* ERR_LIMIT at min */
char origin_sign(enum origin o); /* of the marks on screen: = # . ~ + * < ? */
bool origin_parse(const char *word, enum origin *out);

/* May this answer be changed at the counter? The one place that says so. */
enum change { CHANGE_FREE, CHANGE_REASON, CHANGE_NEVER };
enum change answer_edit(const struct field *f, const struct answer *a);

/* What the rules say about a draft now. Everything is re-run on every change. */
struct finding {
	int field;                   /* index, or -1 for the whole form */
	enum severity severity;
	const char *text, *text_en;  /* borrowed from the item or a static msgid in both */
	bool missing;                /* required and empty */
	int check;                   /* index in the field's checks; -1 another kind of finding */
	const char *excuse;          /* of a warning that was passed with a reason; NULL none */
};
struct evaluation {
	bool *live;                  /* per field: rules may read it (visible, or a fact) */
	bool *visible, *required, *needed; /* per field; needed: visible, required and empty, or to confirm */
	bool *material_required;     /* per material */
	struct finding *findings;
	size_t n_findings, errors;   /* errors: severity ERROR, missing ones included */
	size_t unexcused;            /* warnings of checks that still need a reason */
	size_t filled, missing, shown; /* of visible fields */
	int eligible;                /* all conditions: 1 pass, 0 one fails, -1 unknown or none */
	int *conditions;             /* per condition: 1 0 -1 */
	int situation;               /* index, -1 none holds */
	int trusted;                 /* may defer and pledge: 1, 0, -1 not known or nobody asked */
	bool *part_wanted, *part_done; /* per part */
};
void evaluation_release(struct evaluation *e);

/* Derived and proposed answers are written into the draft (ORIGIN_DERIVED): derive and initial fill
 * an answer that has none (ORIGIN_NONE) or that they gave before, never another. An answer the
 * clerk emptied stays empty when it is set as "" with ORIGIN_TYPED. A sticky value is set with
 * ORIGIN_EARLIER and confirmed.
 * Failed conditions are errors of the whole form. Answers of rows beyond the count are hidden.
 * Fails only when a rule exceeds its budget (ERR_LIMIT); the draft is then as it was or further. */
enum err draft_evaluate(struct draft *d, day_t today, struct evaluation *out) MUST_CHECK;
/* Runs one rule of the item over an evaluated draft. party: whose row it reads, -1 none. */
enum err draft_rule(const struct draft *d, const struct evaluation *e, int rule, int party,
	day_t today, struct rule_value *out) MUST_CHECK;

/* What an answer of a department says for a field, NULL when nothing usable is there. draft: gives
 * the answers that conditions compare with. rows: of one answer. The text is the provider's. */
const char *share_pick(const struct share *s, const struct draft *d, const struct record *rows,
	size_t n_rows);
size_t share_count(const struct share *s, const struct draft *d, const struct record *rows,
	size_t n_rows); /* rows that fit */
/* The same for the kth share of a field: in a repeat with `rows` a row takes its own row, and a
 * FIELD_ROWS the number of rows (in count, 16 bytes). */
const char *field_shared(const struct draft *d, size_t field, size_t k, const struct record *rows,
	size_t n_rows, char count[16]);
/* From what a department said to the canonical value; false when it does not fit the field. */
bool field_take(const struct field *f, const char *said, day_t today, struct buf *out);

/* Turns what was typed into the canonical value: folds full width, drops separators, expands
 * "20260316" to a date, yuan to fen, a digit to a choice. ERR_INPUT with a msgid sentence in *why
 * (what is wrong, how to mend it; may be formatted into why_text) and *out untouched. */
enum { WHY_SIZE = 240 };
enum err field_fold(const struct field *f, const char *typed, day_t today, struct buf *out,
	char why[WHY_SIZE]) MUST_CHECK;
/* Is this the canonical form of a value of the field? */
bool field_accepts(const struct field *f, const char *value, day_t today);
/* The value as a person reads it (labels of codes and choices, yuan, masked if asked): codes by the
 * label they have now, or had on a day (DAY_NONE: now); an old division with what took its place. */
void field_show(const struct field *f, const char *value, bool masked, struct buf *out);
void field_show_on(const struct field *f, const char *value, day_t day, bool masked, struct buf *out);

#endif
