/* SPDX-License-Identifier: MIT
 *
 * Scopes (capability W1): where an operator's role counts. One row: an operator, a department (of
 * the item; "" every one), an item ("" every one), rights ("" all of the role), and days. Two
 * people: an administrator proposes, another one confirms, never the operator concerned; taking
 * away holds at once. Rows stand in a table of their own, told by SCOPE_PROPOSED, SCOPE_CONFIRMED
 * and SCOPE_ENDED in the chain with the digest of all keys and scopes afterwards.
 *
 * Who never had a scope acts in the whole hall as the role says (the first people of a file, and
 * those of files from before there were scopes). Whoever is added since has none until the
 * supervisor who grants the keys confirms the one proposed with the account; after that what is
 * confirmed and runs today counts, and nothing else.
 *
 * Scopes of the whole file are held in memory from the log-in on; scope_refresh reads what others
 * changed. Names of departments and items are no personal data and stand in clear.
 */
#ifndef ONETRIP_SCOPE_H
#define ONETRIP_SCOPE_H

#include "core/base/clock.h"
#include "core/store/operator.h"

enum { SCOPE_UNIT = 32, SCOPE_ITEM = 40, SCOPE_ROWS = 20000, SCOPE_WORDS = 400 };

enum scope_state { SCOPE_PROPOSED, SCOPE_CONFIRMED, SCOPE_ENDED };

struct scope {
	struct uid id;
	char operator[OPERATOR_ID];
	char unit[SCOPE_UNIT];       /* department as the items name it; "" every one */
	char item[SCOPE_ITEM];       /* base code; "" every one */
	unsigned rights;             /* bits 1 << enum right; 0: all that the role has */
	day_t from, until;           /* both included; DAY_NONE: no bound */
	enum scope_state state;
	char proposed_by[OPERATOR_ID], confirmed_by[OPERATOR_ID], ended_by[OPERATOR_ID];
	int64_t proposed_ms, changed_ms;
	bool first;                  /* proposed with the account */
};

/* What is asked about: a department and an item; NULL or "": none in particular (any scope will do). */
struct scope_place {
	const char *unit, *item;
};

/* By the logged-in administrator; id, state, people and times of what are filled in. ERR_NOTFOUND: no
 * such operator; ERR_INPUT: days out of order, or a right the role never has. */
enum err scope_propose(struct store *s, const struct scope *what, struct uid *id) MUST_CHECK;
/* By an administrator or a supervisor. ERR_DENIED: also for who proposed it and for whom it is;
 * ERR_STATE: confirmed or ended already. */
enum err scope_confirm(struct store *s, const struct uid *id) MUST_CHECK;
enum err scope_end(struct store *s, const struct uid *id) MUST_CHECK;

/* Every row, by operator, oldest first; read anew. mem_free. */
enum err scope_list(struct store *s, struct scope **out, size_t *n) MUST_CHECK;
enum err scope_refresh(struct store *s) MUST_CHECK;

/* From what is held in memory, today: the place lies in a scope of the operator that gives the
 * right. Seeing a person, in clear, and objecting follow from any right there. The role is not asked
 * here; unknown operators have no scope. */
bool scope_covers(const struct store *s, const char *operator, enum right right,
	const struct scope_place *at);
/* Role and scope of the one logged in. */
bool operator_may(const struct store *s, enum right right, const struct scope_place *at);

/* "examine decide" and back; "" and 0: all of the role. ERR_INPUT: no such right. */
enum err scope_rights_parse(const char *words, unsigned *out) MUST_CHECK;
void scope_rights_words(unsigned rights, char out[SCOPE_WORDS]);

#endif
