/* SPDX-License-Identifier: MIT
 *
 * Who may not handle a matter although the role may (回避), and who stands in for a role for a time:
 * acts of the station's own chain, read by those who hold class A.
 *
 *   DUTY: act (self relative) number             own number, numbers of relatives, as declared
 *         act recuse, case reason                somebody's own request, about one case
 *         act stand-in, operator role from until a supervisor's appointment, with its days
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
/* The role somebody stands in for on a day, beside the own one; the newest appointment counts. */
bool stands_in(const struct recusals *r, const char *who, day_t day, enum role *out);

/* By whoever is logged in. ERR_INPUT: no number. */
enum err recusal_declare(struct store *s, bool self, const char *number) MUST_CHECK;
enum err recusal_ask(struct store *s, const struct uid *casefile, const char *reason) MUST_CHECK;
/* ERR_DENIED without RIGHT_GRANT, or for oneself. ERR_INPUT: the days are not in order, or the role has
 * no case to stand in for. */
enum err stand_in_appoint(struct store *s, const char *who, enum role role, day_t from, day_t until)
	MUST_CHECK;

#endif
