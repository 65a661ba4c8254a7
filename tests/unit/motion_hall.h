/* SPDX-License-Identifier: MIT
 *
 * A live hall where two people change what it works by: an administrator (1000), a supervisor (2000), a
 * clerk (1024) and a data steward (3001), on Monday 16 March 2026.
 */
#ifndef ONETRIP_MOTION_HALL_H
#define ONETRIP_MOTION_HALL_H

#include "core/base/clock.h"
#include "core/standards/tables.h"
#include "tests/unit/store_fixture.h"

#define PASS_STEWARD "quiet river 4"

struct motion_hall {
	struct fixture *f;
};

static inline void motion_in(struct motion_hall *h, const char *who, const char *password)
{
	operator_logout(h->f->s);
	assert_int_equal(operator_login(h->f->s, who, password), OK);
}

static inline struct motion_hall *motion_hall_new(void)
{
	struct motion_hall *h = mem_new(sizeof *h);
	char code[ENROL_CODE], path[PATH_SIZE];
	int64_t now;

	assert_int_equal(file_asset("codes", path), OK);
	assert_int_equal(tables_open(path), OK);
	assert_true(clock_parse("2026-03-16T09:00", &now));
	clock_start_at(now);
	h->f = fixture_new(STORE_LIVE);
	motion_in(h, "1000", PASS_ADMIN);
	assert_int_equal(operator_add(h->f->s, "3001", "Steward", ROLE_STEWARD, code), OK);
	assert_int_equal(operator_enrol(h->f->s, "3001", code, PASS_STEWARD, h->f->cost), OK);
	motion_in(h, "2000", PASS_SUPER);
	assert_int_equal(operator_grant(h->f->s, "3001"), OK);
	return h;
}

static inline void motion_hall_free(struct motion_hall *h)
{
	fixture_free(h->f);
	tables_close();
	mem_free(h);
}

#endif
