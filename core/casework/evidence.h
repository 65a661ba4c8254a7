/* SPDX-License-Identifier: MIT
 *
 * What each value of a case rests on, looked at again without a department (capabilities D3, K7):
 * the answer it names must be there, its bytes must have the hash that was written down with them,
 * and it must say that value of whom the form names. Pure, over a casefile whose rules have run;
 * whoever wants to know what lies in the file now loads it by evidence_load.
 */
#ifndef ONETRIP_EVIDENCE_H
#define ONETRIP_EVIDENCE_H

#include "core/casework/casefile.h"

/* As casefile_load, and what rules derive: questions were asked with that, too. */
enum err evidence_load(struct store *s, const struct uid *id, item_finder find, void *ctx,
	struct casefile *out) MUST_CHECK;
/* Of one value. NONE: no department said it. today: as for prefill. */
enum bond value_bond(const struct casefile *c, size_t field, day_t today);
/* How many values rest on this answer now. */
size_t evidence_values(const struct casefile *c, const struct evidence *e);

struct evidence_sum {
	size_t answers;              /* of departments that said something */
	size_t intact;               /* of them those whose bytes were kept and hold */
	size_t changed, missing;     /* of the others */
	size_t values, bound;        /* that rest on an answer; of them those that still do */
	size_t dropped;              /* attributes that were not asked for, of all answers */
	int field;                   /* the first value that does not; -1 none */
};
void evidence_sum(const struct casefile *c, day_t today, struct evidence_sum *out);
/* What was found, in words: "12 answers, 11 hold ..." */
void evidence_say(const struct evidence_sum *s, struct buf *out);
/* The table of `onetrip evidence`: a line for each question that was answered or failed, columns of
 * their own width; hashes by their first 16 digits. c: nobody's data is in it. */
void evidence_table(const struct casefile *c, struct buf *out);

#endif
