/* SPDX-License-Identifier: MIT
 *
 * The gate: one flock that every write transaction and every checkpoint of every process holds.
 * SQLite 3.7.0 to 3.51.2 in WAL mode can lose acknowledged commits when a checkpoint races a writer.
 *
 * Two files make it fair: a waiter holds PATH.lock.next only while it waits for PATH.lock, so the
 * one that just left the gate queues behind it. Nothing blocks: waiting is trying again for a
 * stated time.
 */
#ifndef ONETRIP_GATE_H
#define ONETRIP_GATE_H

#include "core/base/base.h"

enum { GATE_MOMENT_MS = 5 }; /* what a screen may wait inside one turn of its loop */

struct gate {
	int turn, next; /* descriptors */
	bool held;
};

enum err gate_open(struct gate *g, const char *path) MUST_CHECK;
void gate_close(struct gate *g);
enum err gate_take(struct gate *g, int wait_ms) MUST_CHECK; /* ERR_BUSY after wait_ms */
void gate_leave(struct gate *g);

#endif
