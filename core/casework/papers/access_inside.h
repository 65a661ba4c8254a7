/* SPDX-License-Identifier: MIT
 *
 * Between access.c, which finds, and access_paper.c, which writes the document.
 */
#ifndef ONETRIP_ACCESS_INSIDE_H
#define ONETRIP_ACCESS_INSIDE_H

#include "core/casework/papers/access.h"

struct access_search {
	struct store *store;
	char subject[SUBJECT_SIZE];  /* "": one case */
	bool one_case;
	bool within;                 /* matters outside the scope of right are closed */
	enum right right;
	struct uid cases[ACCESS_CASES]; /* of the person */
	size_t n_cases;
	uint64_t after;              /* where the walk stands */
	struct access found;
	size_t room;
};

#endif
