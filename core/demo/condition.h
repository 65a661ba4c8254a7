/* SPDX-License-Identifier: MIT
 *
 * What a lesson can see of a trainee's work: acts in the journal, screens, keys, messages of
 * trouble. A condition is one to six of the terms below joined by " and "; it is read by this
 * module alone, so the language is this table.
 *
 *   event KIND [N] [word=value...]   at least N acts (1) of this kind since the lesson began whose body says
 *                                    so; value "*" is anything but empty, word!=value anything else;
 *                                    "actor" is who did it
 *   never KIND [word=value...]       no such act
 *   screen NAME   unseen NAME        a screen was shown, was not
 *   key NAME                         a key was pressed: F8, C-k, Enter, ...
 *   errors N                         at most N messages that begin with "!"
 */
#ifndef ONETRIP_DEMO_CONDITION_H
#define ONETRIP_DEMO_CONDITION_H

#include "core/base/pool.h"
#include "core/store/journal.h"

/* word, takes a number behind its name, holds while nothing was seen yet */
#define CONDITION_TABLE(X)                                                                         \
	X(SEES_EVENT, "event", false)                                                              \
	X(SEES_NEVER, "never", true)                                                               \
	X(SEES_SCREEN, "screen", false)                                                            \
	X(SEES_UNSEEN, "unseen", true)                                                             \
	X(SEES_KEY, "key", false)                                                                  \
	X(SEES_ERRORS, "errors", true)

enum sees {
#define X(name, word, idle) name,
	CONDITION_TABLE(X)
#undef X
	SEES_COUNT
};

enum { TERM_WORDS = 4, CONDITION_TERMS = 6 };

struct sight {
	enum sees sees;
	const char *name;            /* kind of event, screen, key; "" of errors */
	int n;                       /* at least, of errors at most */
	struct {
		const char *name, *value;
		bool other;          /* != */
	} words[TERM_WORDS];
	size_t n_words;
};

/* Reads the terms of a condition into out (at most CONDITION_TERMS). NULL: it is good; else what is
 * wrong, in pool. Texts are copied into pool. */
const char *condition_read(struct pool *pool, const char *text, struct sight *out, size_t *n);
/* What happened counts for the term. name of a screen or key. */
bool sight_event(const struct sight *t, const struct event *e);
bool sight_named(const struct sight *t, enum sees what, const char *name);
/* seen: how often it counted; errors: messages of trouble so far. */
bool sight_holds(const struct sight *t, int seen, int errors);

#endif
