/* SPDX-License-Identifier: MIT
 *
 * More people for a desk whose departments say what the test tells them.
 */
#ifndef ONETRIP_DESK_STAFF_H
#define ONETRIP_DESK_STAFF_H

#include "tests/unit/desk_matters.h"
#include "tests/unit/desk_people.h"

/* Somebody new applies for a residence permit, and it is accepted. */
static inline struct uid accept_one(struct counter *c)
{
	char id[19];

	stranger(c, id);
	begin(c, id, "孟五", PERMIT);
	permit_lands(c);
	assert_int_equal(desk_confirm(c->desk, field(c, "mobile")), OK);
	settle_materials(c);
	assert_int_equal(desk_submit(c->desk), OK);
	return desk_case(c->desk)->id;
}

/* The clock goes on to then. */
static inline void moment(const char *text)
{
	int64_t then;

	assert_true(clock_parse(text, &then));
	assert_true(then > clock_now_ms());
	clock_advance(then - clock_now_ms());
}

#endif
