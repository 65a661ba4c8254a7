/* SPDX-License-Identifier: MIT
 *
 * Branches of a casefile (capabilities H4, P4): what somebody still entered after a colleague had taken
 * the case over. It is in the journal but not in the form: each piece names the head it was built on, and
 * whoever has the case takes it in or leaves it out, one by one; both stay to be read.
 *
 *   BRANCH: act keep, was (FIELD MATERIAL EXCUSE, or ROW that removes) base (hash of the head) seq (its
 *           place in the case) window name body (the act as it would have been, encoded)
 *           act take, with the act itself in the same moment, or drop: name of (op_id of the keep, hex)
 *
 * Of one hand about one thing the newest counts. A piece clashes when the same thing was written in the
 * case after the head it was built on.
 */
#ifndef ONETRIP_BRANCH_H
#define ONETRIP_BRANCH_H

#include "core/casework/casefile.h"

enum { CASE_BRANCHES = 256 };

enum branch_state { BRANCH_OPEN, BRANCH_TAKEN, BRANCH_DROPPED, BRANCH_OLD };

struct branch {
	struct uid op;
	enum branch_state state;
	char was[EVENT_KIND];
	uint8_t base[HASH_SIZE];
	uint32_t seq;
	int64_t at_ms;
	char by[16], window[8];
	struct record body;
};

/* Acts of the form that can stand beside it; others of its changes follow from these. */
bool branch_fits(const char *kind, const struct record *body);
/* What it is about: name of a field, a material or a repeat. */
const char *branch_about(const char *kind, const struct record *body);
const char *branch_name(const struct branch *b);
/* A later event writes what this act, built on the head before it, writes too: they clash. */
bool branch_clashes(const struct item *item, const char *kind, const struct record *body,
	const struct event *e);
size_t branches_open(const struct casefile *c);
/* Open ones of the one who has most lately left some: how many; who; "" none. */
size_t branches_newest(const struct casefile *c, char by[16]);

void branches_release(struct casefile *c);
struct fold;
enum err fold_branch(const struct fold *f) MUST_CHECK;

#endif
