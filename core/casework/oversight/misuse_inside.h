/* SPDX-License-Identifier: MIT
 *
 * What the two files of misuse share: misuse.c reads events and writes answers, misuse_rules.c makes
 * findings of what was counted.
 */
#ifndef ONETRIP_MISUSE_INSIDE_H
#define ONETRIP_MISUSE_INSIDE_H

#include "core/casework/oversight/census.h"
#include "core/casework/oversight/misuse.h"

enum { MISUSE_ANSWERS = 2000, MISUSE_NUMBER = 40 };

/* who: the operator ("" of all); what: a person's number or "". */
enum misuse_count {
	COUNT_LOOKED,    /* questions about a person */
	COUNT_NIGHT, COUNT_REVEALED,
	COUNT_AGENT,     /* cases of an agent */
	COUNT_ASKERS     /* operators who asked about a person */
};
/* In people; ANY: by whomever, who "". */
enum { DECLARED_OWN, DECLARED_RELATIVE, DECLARED_ANY };

/* A case opened in these days. */
struct matter {
	char opener[16], subject[MISUSE_NUMBER];
	day_t day;
	unsigned asked;
	bool agent, done;            /* done: a receipt or a notice followed */
	int64_t last_ms;
};

struct misuse_answer {
	char key[MISUSE_KEY], by[16], reason[MISUSE_REASON];
	int64_t at_ms;
};

struct misuse {
	struct store *store;
	uint64_t after, duties, answered;
	struct census counts;
	struct census people;        /* declared numbers */
	struct census cases;         /* by number of the casefile; the n-th is matters[n] */
	struct matter *matters;
	size_t room;
	struct misuse_answer answers[MISUSE_ANSWERS]; /* a ring */
	size_t n_answers;
	struct suspicion list[MISUSE_FINDINGS];
	size_t n;
};

#endif
