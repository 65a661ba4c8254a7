/* SPDX-License-Identifier: MIT
 *
 * The fictional city 339900: districts, streets, authorities, hospitals, schools, banks. Nothing
 * here exists; the codes 3399xx belong to no real division.
 */
#ifndef ONETRIP_DEMO_PLACE_H
#define ONETRIP_DEMO_PLACE_H

#include "core/base/base.h"

enum {
	PLACE_DISTRICTS = 3,
	PLACE_STREETS = 9,
	PLACE_ROADS = 3,
	ADDRESS_SIZE = 160,
	ADDRESS_CODE_SIZE = 24,
	UNIT_NO_SIZE = 29,
};

struct district {
	const char *region, *name;
	const char *police; /* its police bureau */
};

struct street {
	int district;
	const char *code; /* GB/T 10114, three digits */
	const char *name, *station;
	const char *roads[PLACE_ROADS]; /* one community each */
};

/* One dwelling or office: where it stands decides address, code and unit number together. */
struct spot {
	int street, road;
	int number, building, unit, room; /* building and unit 0: an office or shop */
};

enum authority {
	AUTH_POLICE,
	AUTH_MARKET,
	AUTH_LABOUR,
	AUTH_INSURANCE,
	AUTH_HEALTH,
	AUTH_CIVIL,
	AUTH_LAND,
	AUTH_HOUSING,
	AUTH_PLANNING,
	AUTH_TRANSPORT,
	AUTH_TAX,
	AUTH_FUND,
	AUTH_DATA,
	AUTH_HOTLINE,
	AUTH_TRADING,
	AUTH_PRICE,
	AUTH_EDUCATION,
	AUTH_COUNT
};

struct body {
	const char *code; /* credit code, or the table's own code */
	const char *name;
};

struct hospital {
	const char *code, *name;
	bool maternity;
};

enum school_level { SCHOOL_PRIMARY, SCHOOL_JUNIOR, SCHOOL_SENIOR, SCHOOL_COLLEGE, SCHOOL_LEVELS };

struct school {
	const char *code, *name;
	int district; /* -1: the whole city */
	enum school_level level;
};

enum { PLACE_HOSPITALS = 5, PLACE_SCHOOLS = 13, PLACE_BANKS = 5, PLACE_CLINICS = 3 };

extern const struct district place_districts[PLACE_DISTRICTS];
extern const struct street place_streets[PLACE_STREETS];
extern const struct body place_authorities[AUTH_COUNT];
extern const struct hospital place_hospitals[PLACE_HOSPITALS];
extern const struct school place_schools[PLACE_SCHOOLS];
extern const struct body place_banks[PLACE_BANKS];
extern const char *const place_clinics[PLACE_CLINICS]; /* by district */

const char *place_region(const struct spot *s);
void place_address(const struct spot *s, char out[ADDRESS_SIZE]);
void place_code(const struct spot *s, char out[ADDRESS_CODE_SIZE]);
void place_unit_no(const struct spot *s, char out[UNIT_NO_SIZE]); /* 28 characters */
void place_point(const struct spot *s, int *x, int *y); /* metres in the city's own grid */

#endif
