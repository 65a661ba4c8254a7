/* SPDX-License-Identifier: MIT
 *
 * Who may do what with a case and on whose behalf: the own role where the own scope says so
 * (store/scope.h), else a place taken by appointment or delegation (recusal.h), in its scope and
 * days. Persons are not judged here: who received does not examine, whoever they stand for (life.h).
 */
#ifndef ONETRIP_AUTHORITY_H
#define ONETRIP_AUTHORITY_H

#include "core/casework/casefile.h"
#include "core/casework/recusal.h"
#include "core/store/scope.h"

enum authority_kind {
	AUTHORITY_OWN,
	AUTHORITY_FOR,               /* by a place taken: behalf, "" a role without its holder */
	AUTHORITY_SCOPE,             /* the role might, but not here */
	AUTHORITY_ROLE               /* no role that is held might */
};

struct authority {
	enum authority_kind kind;
	enum role role;
	char behalf[OPERATOR_ID];
};

/* Of whoever is logged in. rights: bits 1 << enum right, any of them will do. Reads memory only. */
struct authority authority_of(const struct store *s, const struct recusals *r, unsigned rights,
	const struct scope_place *at);
bool authority_held(const struct authority *a); /* OWN or FOR */
/* The same for a case; of a joint one the departments of its parts examine too. */
struct authority authority_in(const struct store *s, const struct recusals *r, unsigned rights,
	const struct casefile *c);
/* A place somebody has is enough for one of the rights. */
bool authority_place(const struct store *s, const struct stand_in *x, unsigned rights,
	const struct scope_place *at);
struct scope_place authority_at(const struct casefile *c);
/* What others changed since: scopes, appointments, declarations. */
enum err authority_refresh(struct store *s, struct recusals *r) MUST_CHECK;

enum { AUTHORITY_TEXT = 200 };
/* The sentence for who is refused: the right that is missing and who has it (at most three, active). */
void authority_explain(struct store *s, enum right right, const struct scope_place *at,
	char out[AUTHORITY_TEXT]);

#endif
