/* SPDX-License-Identifier: MIT
 *
 * Folders of lessons: a clean room, its copies, its snapshots. Only files of the demo are ever
 * touched, and only under the demo's own folder.
 */
#ifndef ONETRIP_ROOM_H
#define ONETRIP_ROOM_H

#include "tui/start.h"

/* A clean room for a lesson of this moment, made once; then a copy of it at out. */
enum err room_make(const struct demo_place *home, int64_t at_ms, const struct demo_wish *w,
	struct demo_place *out) MUST_CHECK;
/* Copies the database and what stands beside it into folder n of the room, and back. Nobody else
 * writes into a room; to go back it must be closed. */
enum err room_save(const struct demo_place *room, int n) MUST_CHECK;
enum err room_restore(const struct demo_place *room, int n) MUST_CHECK;

#endif
