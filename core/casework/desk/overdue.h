/* SPDX-License-Identifier: MIT
 *
 * What the clock does to cases (domain.md 3 and 4), in small steps at the start of a session and every
 * hour: five working days of silence accept as of the receipt (Administrative Licensing Law art. 32);
 * a completion, a paper to come and a check that are past their day become tasks (task.h); a task past
 * its day goes to the supervisor; of a case that is past its promised day an appeal to 12345 is drafted
 * (capability L6), once for each day that passes so, as a task: somebody registers or drops it. Nothing is granted or ended by itself. Events carry system = 1; their
 * actor is whoever's session the clock found.
 */
#ifndef ONETRIP_OVERDUE_H
#define ONETRIP_OVERDUE_H

#include "core/casework/desk/desk.h"

enum overdue_kind { OVERDUE_ACCEPT, OVERDUE_WITHDRAW, OVERDUE_TERMINATE, OVERDUE_REVOKE, OVERDUE_ESCALATE,
	OVERDUE_APPEAL };
enum { OVERDUE_ACTS = 32, OVERDUE_PAGE = 200, OVERDUE_HOUR_MS = 60 * 60 * 1000 };

struct overdue_act {
	enum overdue_kind kind;
	size_t index;                /* material, task */
	day_t day;                   /* of an appeal: the one that passed */
};

/* What is due for a case at that moment. Pure; how many, at most OVERDUE_ACTS. */
size_t overdue_wants(const struct casefile *c, int64_t now_ms, struct overdue_act out[OVERDUE_ACTS]);
/* Could it want anything? Of what a view says, so that few cases are folded. */
bool overdue_may(const struct view_case *v, day_t today);

struct overdue;
struct overdue *overdue_new(const struct desk_parts *parts, item_finder find, void *ctx); /* borrows */
void overdue_free(struct overdue *o);
void overdue_turn(struct overdue *o, struct directory *d, const struct catalog *c); /* others count now */
void overdue_again(struct overdue *o);           /* a round begins with the next step */
/* One page of a list or one case. on_desk: left alone, NULL none. *accepted grows by the cases that
 * silence accepted, *opened by the tasks that somebody has to be told of. Returns how long nothing is to be done, in ms. */
int overdue_step(struct overdue *o, const struct uid *on_desk, int *accepted, int *opened);

#endif
