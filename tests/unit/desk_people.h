/* SPDX-License-Identifier: MIT
 *
 * More people for a desk: made by the administrator, their keys and scope granted by the supervisor.
 */
#ifndef ONETRIP_DESK_PEOPLE_H
#define ONETRIP_DESK_PEOPLE_H

#include "tests/unit/desk_fixture.h"

#define PASS_STAFF "green hill 7"

/* unit NULL: the whole hall. Nobody is logged in afterwards but the supervisor. */
static inline void hire(struct counter *c, const char *id, enum role role, const char *unit)
{
	char code[ENROL_CODE];

	desk_close(c->desk);
	assert_int_equal(operator_login(c->f->s, "1000", PASS_ADMIN), OK);
	assert_int_equal(operator_add_in(c->f->s, id, id, role, unit, code), OK);
	assert_int_equal(operator_enrol(c->f->s, id, code, PASS_STAFF, &SEAL_COST_DEMO), OK);
	assert_int_equal(operator_login(c->f->s, "2000", PASS_SUPER), OK);
	assert_int_equal(operator_grant(c->f->s, id), OK);
}

static inline void again_as(struct counter *c, const char *id, const char *password)
{
	desk_close(c->desk);
	operator_logout(c->f->s);
	assert_int_equal(operator_login(c->f->s, id, password), OK);
}

#endif
