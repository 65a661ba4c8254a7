/* SPDX-License-Identifier: MIT
 *
 * Who works on which case now: one row a case, held by one open store of this machine, renewed by a
 * heartbeat and over by itself when the process dies. Not part of the journal: what was done stands
 * there. Times are those of clock_mono_ms, good within one boot of the machine.
 *
 * Taking over ends the other's lease at once; the other sees it at its next look (lease_look) and
 * loses nothing that was written: every field is an event.
 */
#ifndef ONETRIP_LEASE_H
#define ONETRIP_LEASE_H

#include "core/base/base.h"

struct store;

enum { LEASE_MS = 30000, LEASE_BEAT_MS = 10000, LEASE_LOOK_MS = 1000 };

struct lease_who {
	char operator[16], window[8]; /* "" nobody */
};

/* ERR_EXISTS: somebody else has it, told in who. over: take it all the same. ERR_BUSY: the gate is
 * taken, try again. */
enum err lease_take(struct store *s, const struct uid *casefile, const char *window, bool over,
	struct lease_who *who) MUST_CHECK;
/* Reads only. OK: ours; ERR_EXISTS: somebody else's (who); ERR_NOTFOUND: nobody's. */
enum err lease_look(struct store *s, const struct uid *casefile, struct lease_who *who) MUST_CHECK;
enum err lease_beat(struct store *s, const struct uid *casefile) MUST_CHECK; /* ERR_CONFLICT: lost */
enum err lease_leave(struct store *s, const struct uid *casefile) MUST_CHECK; /* also when lost */
/* The window at which somebody has a case open now, "" none. Reads only. */
enum err lease_window(struct store *s, const char *operator, char window[8]) MUST_CHECK;

#endif
