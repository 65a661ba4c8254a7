/* SPDX-License-Identifier: MIT
 *
 * A firm's building project as every office sees it: investment, trading, land, housing. Derived
 * from the firm alone, so that the answers of five systems agree.
 */
#ifndef ONETRIP_PROJECT_H
#define ONETRIP_PROJECT_H

#include "core/demo/people.h"

enum { PROJECT_CODE = 40, PROJECT_NAME = 160, PROJECT_UNITS = 4 };

enum unit { UNIT_SURVEY, UNIT_DESIGN, UNIT_BUILDER, UNIT_SUPERVISOR };

struct project {
	char code[PROJECT_CODE], name[PROJECT_NAME];
	char site[ADDRESS_SIZE];	/* the parcel */
	char unit_no[UNIT_NO_SIZE];	/* of the land */
	struct spot spot;
	int area;			/* of the parcel, square metres */
	int price;			/* of the building works, 10,000 yuan */
	int units[PROJECT_UNITS];	/* firms */
	bool ready;			/* drawings reviewed, safety filed */
};

/* false: the firm has none */
bool project_of(const struct city *c, int firm, struct project *out);
/* The firm whose project's parcel is at the address; NOBODY none. */
int project_at(const struct city *c, const char *address);

/* A firm that surveys, designs, builds or supervises; its grade, NULL: none of these. */
const char *project_grade(const struct firm *f);
int project_manager(const struct city *c, int firm); /* person */
/* The manager's registration, NULL: he manages for nobody. */
const char *project_registration(const struct city *c, int person);
/* He is bound to a site elsewhere: the code of that project, false: free. */
bool project_binds(const struct city *c, int person, char code[PROJECT_CODE]);

#endif
