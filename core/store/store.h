/* SPDX-License-Identifier: MIT
 *
 * One SQLite file: the sealed journal of a station and the views rebuilt from it. This header is
 * what the floors above may know; sqlite3 stays behind core/store/db.
 *
 * Every write transaction and every checkpoint of every process holds the gate (two flocks on
 * PATH.lock: SQLite 3.40 in WAL mode can lose acknowledged commits when a checkpoint races a
 * writer). The gate is only ever tried: a taken gate is ERR_BUSY and the caller tries again.
 * Success of a writing call means COMMIT returned (durable before visible).
 *
 * Live and demo files differ in application_id; opening one as the other is ERR_DEMO.
 */
#ifndef ONETRIP_STORE_H
#define ONETRIP_STORE_H

#include "core/base/base.h"
#include "core/base/clock.h"
#include "core/base/record.h"

enum store_kind { STORE_LIVE, STORE_DEMO };

struct store;

struct store_place {
	const char *path;         /* of the database; its folder must be 0700 and local */
	const char *terminal_key; /* path of the 32-byte terminal secret, mode 0400 or 0600 */
	const char *station;      /* [A-Za-z0-9-]{1,16}, "A03" */
	enum store_kind kind;
	const char *witness;      /* file that remembers how far the journal was; NULL: PATH.witness */
	bool rolled_back;         /* open although an older copy was put back (witness.h) */
};

/* Makes an empty file with its schema and its terminal key. ERR_EXISTS when either is
 * there, or the witness of a database that was. */
enum err store_create(const struct store_place *place) MUST_CHECK;

/* Opens: settings of trust.md 4.4 asserted, schema pinned, quick_check after an unclean end. The
 * store starts locked: without a key only store_verify and the plain columns can be read.
 * ERR_ROLLBACK: the witness knows of events that this file lacks. */
enum err store_open(const struct store_place *place, struct store **out) MUST_CHECK;
void store_close(struct store *s);

/* How long a writing call may wait for the gate at most, whatever it would; 0: as it likes. Screens ask
 * for a moment and come back. */
void store_patience(struct store *s, int most_ms);
bool store_unlocked(const struct store *s);
void store_lock(struct store *s);          /* wipes keys and the in-memory name index */
const char *store_station(const struct store *s);
enum store_kind store_kind(const struct store *s);
const char *store_path(const struct store *s);

#endif
