/* SPDX-License-Identifier: MIT
 *
 * Between decoder and screens: card bursts (ux.md 2.5.4). 18 characters with a valid check digit
 * complete at once at the 18th; 15 or 17 only after a pause of 150 ms; gaps under 100 ms, total
 * under 1.5 s. A stray Enter within 150 ms afterwards is dropped. x X and their full-width and
 * star forms are X in place 18. Typed characters are passed on at once; when a burst completes,
 * the screen gets KEY_CARD and must forget the `taken` characters it was given before.
 */
#ifndef ONETRIP_INTAKE_H
#define ONETRIP_INTAKE_H

#include "tui/key.h"

struct intake {
	char text[24];
	int n;
	int64_t first_ms, last_ms, card_ms;
	int taken;                   /* characters of the burst the screen has been given */
};

void intake_init(struct intake *in);
/* Passes k through; up to two keys come out (a card). Returns how many in out[2]. */
int intake_key(struct intake *in, const struct key *k, int64_t now_ms, struct key out[2]);
int intake_timeout(struct intake *in, int64_t now_ms, struct key out[2]);
int intake_wait_ms(const struct intake *in, int64_t now_ms);

#endif
