/* SPDX-License-Identifier: MIT
 *
 * What a key asked for while another process held the gate: tried again from the tick until it is done,
 * another key comes, or KEY_GIVE_UP_MS are over. Nobody waits for it: keys are painted meanwhile.
 *
 * A verb that finds the gate taken (ERR_BUSY) has done nothing, so doing all of it again is right. app_fail
 * of ERR_BUSY says so; the key is dispatched again when the screen that got it is still the top one. What
 * has left its screen behind, or taken its words out of a line, gives a function of its own.
 */
#ifndef ONETRIP_AGAIN_H
#define ONETRIP_AGAIN_H

#include "tui/key.h"
#include "tui/screen.h"

enum { KEY_AGAIN_MS = 20, KEY_GIVE_UP_MS = 5000 };

struct again {
	void (*run)(struct app *a, void *ctx); /* NULL: nothing waits, or the key */
	void (*release)(void *ctx);  /* may be NULL */
	void *ctx;
	struct key key;
	bool waits, trying, busy;
	const struct screen *screen; /* the top one when it was tried */
	void *state;
	int64_t next_ms, give_up_ms; /* mono */
};

/* Around everything a key does; between them app_fail of ERR_BUSY waits instead of complaining. */
void again_begin(struct app *a);
void again_end(struct app *a, const struct key *k); /* k: what to dispatch again */
/* After a verb in there failed so: this is done again instead of the key. ctx goes by release. */
bool again_busy(const struct app *a);
void again_later(struct app *a, void (*run)(struct app *a, void *ctx), void *ctx, void (*release)(void *ctx));

void again_turn(struct app *a, int64_t now_ms);
void again_drop(struct app *a);                  /* another key came, or the session ends: tells that it is not done */
int again_wait_ms(const struct app *a, int64_t now_ms); /* -1: nothing waits */

#endif
