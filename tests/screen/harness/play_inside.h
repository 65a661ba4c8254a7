/* SPDX-License-Identifier: MIT
 *
 * A play in progress; for play*.c only.
 */
#ifndef ONETRIP_HARNESS_PLAY_INSIDE_H
#define ONETRIP_HARNESS_PLAY_INSIDE_H

#include "core/base/file.h"
#include "tests/screen/harness/play.h"

enum { PLACES = 8, KEPT = 4, LIVE_BYTES = 64 << 20 };

enum { NOTED = 64 };

struct play {
	const struct variant *variant;
	struct stage stage;
	struct scene scene;
	struct buf *report;
	bool ime;
	bool ahead;                  /* more is typed at once: a hand does not wait for the echo */
	int keys, keys_mark;
	int han, han_mark; /* of them Chinese characters */
	size_t bytes_mark;
	bool costly;                 /* a key painted more than a whole screen */
	/* several terminals: the one named here stands in stage and scene, the others wait */
	struct place {
		char name[24];
		struct stage stage;
		struct scene scene;
	} places[PLACES];
	size_t n_places, here;
	char noted[NOTED];           /* by "note" */
	char dir[PATH_SIZE];         /* shared by all of them; "" none */
	struct {
		char name[24];
		struct buf bytes;
	} kept[KEPT];                /* of the live installation */
	size_t n_kept;
};

void play_watch_others(struct play *p);          /* they live on while one is looked at */
bool play_with(struct play *p, const struct step *s);
bool play_hash(struct play *p, const struct step *s);
bool play_equal(struct play *p, const struct step *s);
void play_end(struct play *p);                   /* every terminal, and the shared folder */

#endif
