/* SPDX-License-Identifier: MIT
 *
 * A past for a demo file: many appends by many operators, made durable together. Everything else
 * is as journal.h says (chains, seals, views); what is read back is compared by its hash and not
 * opened again. The clock is the caller's.
 *
 * On a live file every call is ERR_DEMO: there an act has the time it happened at and the actor
 * who was logged in, and is durable before anybody sees it.
 */
#ifndef ONETRIP_PAST_H
#define ONETRIP_PAST_H

#include "core/store/journal.h"

enum err past_begin(struct store *s) MUST_CHECK; /* takes the gate; ERR_LOCKED without keys */
/* One act of an operator of this file; ERR_DENIED when there is none of that number. After an
 * error only past_end may follow. */
enum err past_append(struct store *s, const char *actor, const struct entry *entries, size_t n)
	MUST_CHECK;
/* Commits when e is OK, else takes everything since past_begin back and returns e. */
enum err past_end(struct store *s, enum err e) MUST_CHECK;

#endif
