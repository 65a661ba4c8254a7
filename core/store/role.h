/* SPDX-License-Identifier: MIT
 *
 * The eleven roles of a hall (domain.md section 1) and what each may do. One table; the core
 * refuses, the screen explains.
 */
#ifndef ONETRIP_ROLE_H
#define ONETRIP_ROLE_H

#include "core/base/base.h"

/* name, word (also in onetrip operator), msgid, key classes it is granted (C cases, A audit,
 * X index, L licence images) */
#define ROLE_TABLE(X)                                                                              \
	X(ROLE_GUIDE, "guide", "Guide", "")                                                        \
	X(ROLE_CLERK, "clerk", "Window clerk", "CAXL")                                             \
	X(ROLE_EXAMINER, "examiner", "Examiner", "CAXL")                                           \
	X(ROLE_DECIDER, "decider", "Decider", "CAXL")                                              \
	X(ROLE_ISSUER, "issuer", "Issuer", "CAX")                                                  \
	X(ROLE_SUPERVISOR, "supervisor", "Supervisor", "CAXL")                                     \
	X(ROLE_STEWARD, "steward", "Data steward", "A")                                            \
	X(ROLE_AGENT, "agent", "Agent clerk", "CAXL")                                              \
	X(ROLE_APPEALS, "appeals", "Appeals desk", "CAX")                                          \
	X(ROLE_ADMIN, "admin", "Administrator", "")                                                \
	X(ROLE_TRAINER, "trainer", "Trainer", "")

enum role {
#define X(name, word, text, classes) name,
	ROLE_TABLE(X)
#undef X
	ROLE_COUNT
};

/* name, word (also in scopes), msgid */
#define RIGHT_TABLE(X)                                                                             \
	X(RIGHT_PERSON, "person", "open a person's data for a case") \
	X(RIGHT_RECEIVE, "receive", "receive an application") \
	X(RIGHT_ACCEPT, "accept", "accept or refuse where delegated") \
	X(RIGHT_EXAMINE, "examine", "examine") \
	X(RIGHT_DECIDE, "decide", "decide") \
	X(RIGHT_ISSUE, "issue", "issue and deliver") \
	X(RIGHT_TAKEOVER, "takeover", "take over a case") \
	X(RIGHT_SECOND_NOTICE, "second-notice", "allow a second notice") \
	X(RIGHT_OPERATORS, "operators", "create and disable operators") \
	X(RIGHT_GRANT, "grant", "grant keys to an operator") \
	X(RIGHT_REVEAL, "reveal", "see personal data in clear") \
	X(RIGHT_OBJECT, "object", "object to a shared value") \
	X(RIGHT_CATALOG, "catalog", "look after the catalog, grants and objections") \
	X(RIGHT_WATCH, "watch", "see who asked for whose data") \
	X(RIGHT_RATINGS, "ratings", "look after ratings") \
	X(RIGHT_APPEALS, "appeals", "register, dispatch and visit appeals")

enum right {
#define X(name, word, text) name,
	RIGHT_TABLE(X)
#undef X
	RIGHT_COUNT
};

bool role_may(enum role role, enum right right);
const char *right_word(enum right right);
const char *right_text(enum right right);        /* msgid */
bool right_parse(const char *word, enum right *out);
const char *role_word(enum role role);
const char *role_text(enum role role);           /* msgid */
const char *role_classes(enum role role);
bool role_parse(const char *word, enum role *out);

#endif
