/* SPDX-License-Identifier: MIT
 *
 * Names of people and firms from syllables. Some are hard on purpose: compound surnames, the
 * middle dot of minority names, characters beyond the basic plane, surnames with rare readings.
 */
#ifndef ONETRIP_DEMO_NAMING_H
#define ONETRIP_DEMO_NAMING_H

#include "core/base/random.h"

enum { PERSON_NAME_SIZE = 64, FIRM_NAME_SIZE = 96 };

/* How a family writes its names; decided once per family. */
struct lineage {
	const char *surname; /* "" where names are given name · father's given name */
	const char *ethnic;  /* GB/T 3304 */
};

struct lineage naming_lineage(struct stream *s);

/* sex '1' or '2'; father: his name, or NULL. */
void naming_person(struct stream *s, struct lineage l, char sex, const char *father,
	char out[PERSON_NAME_SIZE]);

/* A firm's trade name: two characters that no other serial below 1024 has. */
void naming_trade(int serial, char out[8]);

#endif
