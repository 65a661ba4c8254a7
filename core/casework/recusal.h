/* SPDX-License-Identifier: MIT
 *
 * Who may not handle a matter although the role may (回避), and who stands in for a role for a time:
 * acts of the station's own chain, read by those who hold class A.
 *
 *   DUTY: act (self relative) number             own number, numbers of relatives, as declared
 *         act recuse, case reason                somebody's own request, about one case
 *         act stand-in, operator role from until [for items]   a supervisor's appointment, with its
 *                                              days; for: whose place it is (or who delegated);
 *                                              items: base codes, blank separated, none: all
 *         act stand-in-end, operator [by-all]  from the next look on; by-all: whoever appointed
 */
#ifndef ONETRIP_RECUSAL_H
#define ONETRIP_RECUSAL_H

#include "core/casework/casefile.h"
#include "core/store/operator.h"

enum { RECUSAL_ROWS = 4096 };

struct recusals;
struct recusals *recusals_new(struct store *s);          /* borrows */
void recusals_free(struct recusals *r);                  /* wipes */
void recusals_forget(struct recusals *r);                /* when locking */
enum err recusals_read(struct recusals *r) MUST_CHECK;   /* what has come since */
/* The case is the operator's own, a declared relative's (applicant or agent), or one they asked to
 * be left out of. number: of somebody who is to be an applicant. */
bool recused(const struct recusals *r, const char *who, const struct casefile *c);
bool recused_from(const struct recusals *r, const char *who, const char *number);

enum { STAND_INS = 16, STAND_ITEMS = 256 };
struct stand_in {
	char who[OPERATOR_ID], behalf[OPERATOR_ID]; /* behalf "": a role without its holder */
	enum role role;              /* beside the own one */
	day_t from, until;           /* both included */
	char items[STAND_ITEMS];     /* base codes, blank separated; "" every item */
};
/* Those of somebody in force on a day for an item (NULL or "": for any), newest first. */
size_t stand_ins(const struct recusals *r, const char *who, day_t day, const char *item,
	struct stand_in out[STAND_INS]);
/* Every appointment that is not over on that day, whoever has it; at most max. */
size_t stand_ins_all(const struct recusals *r, day_t day, struct stand_in *out, size_t max);

/* By whoever is logged in. ERR_INPUT: no number. */
enum err recusal_declare(struct store *s, bool self, const char *number) MUST_CHECK;
enum err recusal_ask(struct store *s, const struct uid *casefile, const char *reason) MUST_CHECK;
/* By a supervisor, not for oneself; behalf set: the role is that operator's. ERR_DENIED; ERR_INPUT: the
 * days are not in order, the role has no case to stand in for, or nobody can take the own place. */
enum err stand_in_appoint(struct store *s, const struct stand_in *what) MUST_CHECK;
/* Somebody passes the own role on: behalf and role are of who is logged in. Who got a role passes it on
 * no further. */
enum err stand_in_delegate(struct store *s, const char *who, day_t from, day_t until,
	const char *items) MUST_CHECK;
/* Ends all that stand in so: a supervisor everything, others what they passed on. ERR_NOTFOUND. */
enum err stand_in_end(struct store *s, const char *who) MUST_CHECK;

#endif
