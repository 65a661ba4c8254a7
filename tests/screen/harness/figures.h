/* SPDX-License-Identifier: MIT
 *
 * What a case cost the clerk's hands, as ux.md section 5 counts it: keys exactly, time by the
 * keystroke-level model of Card, Moran and Newell with the weights of 5.1 (.28 s a key, 1.53 s a
 * Chinese character, 1.35 s for each mental act: a field keyed or chosen, a paper sighted, four
 * prefilled values read, on the form and on the check).
 */
#ifndef ONETRIP_HARNESS_FIGURES_H
#define ONETRIP_HARNESS_FIGURES_H

#include "core/base/buf.h"

struct figures {
	int keys, han;               /* pressed since the mark; of them Chinese characters */
	int fields;                  /* visible and answered */
	int keyed;                   /* of them typed, chosen or overridden by the clerk */
	int confirmed;               /* of them confirmed only */
	int papers;                  /* seen, captured, deferred or pledged by hand */
};
double figures_seconds(const struct figures *f);
/* "figures NAME keys fields keyed confirmed papers seconds", one line of a report. */
void figures_put(const char *name, const struct figures *f, struct buf *out);

/* Collects such lines of all scripts; figures_end prints the table and whether the ceilings of 5.3
 * hold: 76 % of fields not keyed over all, 180 s for one. True also when there was no line. */
void figures_take(const char *line);
bool figures_end(void);

#endif
