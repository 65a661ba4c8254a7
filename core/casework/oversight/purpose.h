/* SPDX-License-Identifier: MIT
 *
 * What the hall's questions to departments were for: of each resource, by item and by operator, over
 * the last days, counted from ASK events a slice a turn. For supervisors (RIGHT_WATCH).
 */
#ifndef ONETRIP_PURPOSE_H
#define ONETRIP_PURPOSE_H

#include "core/store/journal.h"

enum { PURPOSE_DAYS = 30, PURPOSE_SLICE = 128, PURPOSE_RESOURCES = 1000 };

struct purpose {
	char resource[16];
	uint32_t asks, items, operators;
};

/* One item, or one operator, of a resource. */
struct purpose_part {
	char name[40];               /* code of the item, "identity", number of the operator */
	uint32_t asks;
};

struct purposes;

/* ERR_DENIED for who may not watch. */
enum err purposes_new(struct store *s, struct purposes **out) MUST_CHECK; /* borrows */
void purposes_free(struct purposes *p);
/* Reads on; false: all has been read. */
bool purposes_step(struct purposes *p);
/* Most asked first; the array is p's until the next step. */
size_t purposes_all(struct purposes *p, const struct purpose **out);
/* Of one resource, most first; at most max are written, the number of all comes back. */
size_t purposes_items(const struct purposes *p, const char *resource, struct purpose_part *out,
	size_t max);
size_t purposes_operators(const struct purposes *p, const char *resource, struct purpose_part *out,
	size_t max);

#endif
