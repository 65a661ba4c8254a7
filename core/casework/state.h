/* SPDX-License-Identifier: MIT
 *
 * States of a casefile and the transitions between them, one table each (domain.md 2 and 3, with
 * the national codes). A transition that is not in the table cannot happen.
 */
#ifndef ONETRIP_STATE_H
#define ONETRIP_STATE_H

#include "core/store/role.h"

/* name, word in events and views, msgid, national code ("" none) */
#define STATE_TABLE(X)                                                                             \
	X(STATE_DRAFT, "DRAFT", "Draft", "")                                                       \
	X(STATE_RECEIVED, "RECEIVED", "Received", "1")                                             \
	X(STATE_FIXING, "FIXING", "To be completed", "6")                                          \
	X(STATE_NOT_REQUIRED, "NOT_REQUIRED", "No permit needed", "4")                             \
	X(STATE_REFUSED_IN, "REFUSED_IN", "Refused at intake", "5")                                \
	X(STATE_WITHDRAWN_IN, "WITHDRAWN_IN", "Withdrawn", "2")                                    \
	X(STATE_ACCEPTED, "ACCEPTED", "Accepted", "3")                                             \
	X(STATE_EXAMINING, "EXAMINING", "Under examination", "8")                                  \
	X(STATE_SPECIAL, "SPECIAL", "Special procedure", "9")                                      \
	X(STATE_DECIDING, "DECIDING", "Awaiting decision", "")                                     \
	X(STATE_GRANTED, "GRANTED", "Granted", "11")                                               \
	X(STATE_GRANTED_DEF, "GRANTED_DEF", "Granted, deferred part cleared", "12")                \
	X(STATE_DENIED, "DENIED", "Denied", "13")                                                  \
	X(STATE_TERMINATED, "TERMINATED", "Ended", "13")                                           \
	X(STATE_RETRACTED, "RETRACTED", "Withdrawn after acceptance", "14")                        \
	X(STATE_REVOKED, "REVOKED", "Revoked", "15")                                               \
	X(STATE_READY, "READY", "Ready to collect", "")                                            \
	X(STATE_DELIVERED, "DELIVERED", "Delivered", "")                                           \
	X(STATE_ARCHIVED, "ARCHIVED", "Archived", "")                                              \
	X(STATE_ABANDONED, "ABANDONED", "Draft discarded", "")

enum state {
#define X(name, word, text, code) name,
	STATE_TABLE(X)
#undef X
	STATE_COUNT
};

const char *state_word(enum state s);
const char *state_text(enum state s); /* msgid */
const char *state_code(enum state s); /* national code or "" */
bool state_parse(const char *word, enum state *out);
bool state_open(enum state s);        /* still needs somebody */
bool state_may(enum state from, enum state to);                      /* a row exists */
unsigned state_rights(enum state from, enum state to); /* bits 1 << enum right: any of them will do */
bool state_allowed(enum state from, enum state to, enum role role);  /* and this role may do it */

#endif
