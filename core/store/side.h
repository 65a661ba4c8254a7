/* SPDX-License-Identifier: MIT
 *
 * Personal parts of acts of the station's chain that are about a case (an objection: whose value, what
 * is claimed). They are sealed once more under a key of that case, which whoever holds class A opens, so
 * that they can be read without the case and yet go with it: when the casefile is destroyed, this key is
 * gone too (destroy.h), and what is left of the act tells that there was one.
 */
#ifndef ONETRIP_SIDE_H
#define ONETRIP_SIDE_H

#include "core/store/journal.h"

/* Appends the blob for a pair of the act's body; makes the key if there is none. ERR_BUSY: the gate is
 * taken, try again; ERR_LOCKED, ERR_DENIED: without the newest class A key. */
enum err side_seal(struct store *s, const struct uid *casefile, const struct record *part,
	struct buf *out) MUST_CHECK;
/* out is {0} before. ERR_NOTFOUND: the casefile was destroyed. */
enum err side_open(struct store *s, const struct uid *casefile, const void *blob, size_t len,
	struct record *out) MUST_CHECK;

#endif
