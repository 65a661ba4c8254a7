/* SPDX-License-Identifier: MIT
 *
 * What verify and rebuild need to replay the journal: the projector, which looks up each item as
 * it was when its case used it, and a progress line.
 */
#ifndef ONETRIP_COMMAND_VIEWS_H
#define ONETRIP_COMMAND_VIEWS_H

#include "core/store/journal.h"

struct views;

enum err views_start(struct store *s, struct views **out) MUST_CHECK;
struct shelf;
struct shelf *views_shelf(const struct views *v); /* finds the items of its cases; borrowed */
void views_end(struct views *v); /* NULL is fine */
void views_progress(uint64_t done, uint64_t total); /* on standard error, after the first second */

#endif
