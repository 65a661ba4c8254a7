/* SPDX-License-Identifier: MIT
 *
 * What a supervisor has to look at (capabilities K6 and N4): look-ups nothing came of, one's own
 * number, a relative's or a colleague's, asking at night, showing much in clear, one person many ask
 * about, one agent with many cases. Computed from events alone, one table of rules, a slice a turn:
 *
 *	misuse_new(store, days, &m); while (misuse_step(m)) ...; n = misuse_find(m, &findings);
 *
 * A finding accuses nobody: it is a question, and its answer is an act of the station's own chain:
 *
 *	MISUSE: finding (its key) reason
 */
#ifndef ONETRIP_MISUSE_H
#define ONETRIP_MISUSE_H

#include "core/base/clock.h"
#include "core/store/journal.h"

/* name, word in keys and on command lines, from how many a day on, msgid, msgid of what it means */
#define MISUSE_TABLE(X)                                                                            \
	X(MISUSE_IDLE, "idle", 3, "Asked, and nothing came of it",                                 \
		"Cases of one day in which departments were asked and no receipt or notice followed") \
	X(MISUSE_OWN, "own", 1, "Own number",                                                      \
		"Departments were asked about the number the operator declared as the own one")    \
	X(MISUSE_FAMILY, "family", 1, "A relative's number",                                       \
		"Departments were asked about somebody the operator declared as a relative")       \
	X(MISUSE_COLLEAGUE, "colleague", 1, "A colleague's number",                                \
		"Departments were asked about a number another operator declared as the own one")  \
	X(MISUSE_NIGHT, "night", 5, "At night",                                                    \
		"Questions to departments between 21:00 and 6:00")                                 \
	X(MISUSE_REVEALS, "reveals", 20, "Much shown in clear",                                    \
		"How often personal data were shown in clear by one operator in one day")          \
	X(MISUSE_SOUGHT, "sought", 4, "One person, many ask",                                      \
		"Operators who asked about the same person in one day")                            \
	X(MISUSE_AGENT, "agent", 6, "One agent, many cases",                                       \
		"Cases of one day with the same agent; who touts for cases shows like this")

enum misuse_rule {
#define X(name, word, from, text, meaning) name,
	MISUSE_TABLE(X)
#undef X
	MISUSE_RULES
};
const char *misuse_word(enum misuse_rule r);
const char *misuse_text(enum misuse_rule r);     /* msgid */
const char *misuse_meaning(enum misuse_rule r);  /* msgid */
unsigned misuse_from(enum misuse_rule r);

enum { MISUSE_DAYS = 30, MISUSE_SLICE = 128, MISUSE_FINDINGS = 2000, MISUSE_KEY = 80,
	MISUSE_REASON = 200, NIGHT_FROM = 21, NIGHT_TO = 6 };

struct suspicion {
	enum misuse_rule rule;
	day_t day;
	char operator_id[16];        /* "" of several operators */
	char about[32];              /* a person's number, masked; "" none */
	char key[MISUSE_KEY];        /* names it in its answer; holds no number */
	unsigned count;
	int64_t last_ms;             /* wall: the last of them */
	bool answered;
	char answered_by[16], reason[MISUSE_REASON];
	int64_t answered_ms;
};

struct misuse;

/* Of the last days. ERR_DENIED for who may not watch (RIGHT_WATCH). The store is borrowed. */
enum err misuse_new(struct store *s, int days, struct misuse **out) MUST_CHECK;
void misuse_free(struct misuse *m);              /* wipes */
/* Reads on; false: all has been read. */
bool misuse_step(struct misuse *m);
/* Findings, open ones first, newest first; at most MISUSE_FINDINGS. The array is m's until the next
 * call. */
size_t misuse_find(struct misuse *m, const struct suspicion **out);
/* By a supervisor, in own words. ERR_DENIED: about oneself; ERR_INCOMPLETE: without words;
 * ERR_STATE: it is answered. */
enum err misuse_answer(struct misuse *m, const struct suspicion *f, const char *reason) MUST_CHECK;

#endif
