/* SPDX-License-Identifier: MIT
 *
 * A VFS in front of the system's one (C2, C3, C6 of the fault campaigns). It keeps every write,
 * truncation and sync of the database and its log, can fail any of them, can say what a disk
 * would hold after a power cut at any of them, and calls a hook inside a checkpoint.
 */
#ifndef ONETRIP_FAULT_SHIM_H
#define ONETRIP_FAULT_SHIM_H

#include "core/base/buf.h"
#include "core/base/random.h"

enum shim_file { SHIM_DB, SHIM_WAL, SHIM_FILES };
enum shim_cut { CUT_LOST, CUT_PREFIX, CUT_SUBSET, CUT_TORN, CUT_KINDS };
enum shim_fault {
	FAULT_NONE,
	FAULT_REFUSE, /* EIO, nothing done */
	FAULT_HALF    /* a write: half of it, then disk full; a sync: EIO and the pages are gone */
};

void shim_install(void);                   /* as db_vfs */
void shim_begin(const struct buf *db);     /* forgets all; db is what the disk holds now */
size_t shim_ops(void);                     /* operations so far */
void shim_fail_at(size_t op, enum shim_fault fault);

/* What the disk may hold when the power is cut just before operation op (0: the beginning). Calls
 * must go upwards in op; the buffers are initialised by the caller and replaced. */
void shim_rewind(void);
void shim_cut(size_t op, enum shim_cut kind, struct stream *random, struct buf *db, struct buf *wal);

/* Called once, in the middle of the next checkpoint that finds a changed log. */
extern void (*shim_in_checkpoint)(void *ctx);
extern void *shim_ctx;

#endif
