/* SPDX-License-Identifier: MIT
 *
 * The items and the catalog that count, by the journal (edition.h, version.h): opened at the start, and
 * taken over while the program runs, at log-in and at a workbench where no case is open. What was used
 * before is kept until the end, as a question in flight may still point into it.
 */
#ifndef ONETRIP_EDITIONS_H
#define ONETRIP_EDITIONS_H

#include "core/casework/oversight/edition.h"
#include "tui/app.h"

enum { EDITIONS_KEPT = 64 };         /* taken over in one run of the program; then it has to be started anew */

enum err editions_open(struct app *a, const struct start *s, struct buf *messages) MUST_CHECK;
void editions_close(struct app *a);
/* What counts now is used from now on, unless a case or a list of items is open. */
void editions_take(struct app *a);
void editions_turn(struct app *a, int64_t now_ms);       /* looks once a minute */
bool editions_by_two(const struct app *a);               /* two people put the catalog in force */
const struct edition_place *editions_place(const struct app *a);
const uint8_t *editions_catalog(const struct app *a);    /* hash of the edition in use */

#endif
