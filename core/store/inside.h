/* SPDX-License-Identifier: MIT
 *
 * What the files of core/store share about a store. Nobody above includes this.
 */
#ifndef ONETRIP_STORE_INSIDE_H
#define ONETRIP_STORE_INSIDE_H

#include "core/base/file.h"
#include "core/store/db.h"
#include "core/store/gate.h"
#include "core/store/journal.h"
#include "core/store/keyring.h"
#include "core/store/operator.h"
#include "core/store/scope.h"

struct tally; /* queue_tally.c: what queues are counted by, in memory */
struct names; /* names.c: who is in which case, in memory */

struct store {
	char path[PATH_SIZE], terminal_key[PATH_SIZE], witness[PATH_SIZE];
	char station[17];
	enum store_kind kind;
	struct db *db;
	struct gate gate;
	int patience_ms;                /* store_patience */
	int in_use;                     /* descriptor of PATH.use, see store.c */
	bool alarm;                     /* the checkpoint alarm rang: no more writing */
	bool unsettled;                 /* reopened after an I/O error; store_begin settles it */
	unsigned commits;               /* since the last checkpoint */
	uint64_t tail_seq;              /* the last event this process knows to be durable */
	uint8_t tail_hash[HASH_SIZE];
	uint64_t written_seq;           /* the last event of the open transaction; 0 none */
	uint8_t written_hash[HASH_SIZE];
	uint64_t written_id;            /* the same event, in order of arrival in the file */
	uint64_t witnessed;             /* newest id this process told the witness; 0 none yet */
	bool behind;                    /* an older copy was put back and nobody accepted it yet */
	bool witness_new;               /* there was none at opening */
	bool witness_lost;              /* it could not be written: core/store/witness.h */
	struct keyring *keys;           /* NULL: locked */
	struct operator_info current;
	projector project;
	void *project_ctx;
	bool past;                      /* what is appended is a demo's past, past.c */
	bool projecting;                /* view_put and view_token are allowed */
	uint64_t projected;             /* id of the event being projected */
	struct names *names;
	struct tally *tally;
	struct scope *scopes;           /* of the whole file, from the log-in on */
	size_t n_scopes;
	struct uid rewrapped;           /* how far rewrap.c is in the table of keys; none: its beginning */
	uint64_t n_rewrapped;
	day_t anchored;                 /* upkeep.c: the day whose anchor was seen */
	uint8_t holder[16];             /* of leases, safe.c; zero before the first */
};

/* A write transaction: gate, reopening after an I/O error, BEGIN. store_commit and
 * store_rollback leave the gate. */
enum err store_begin(struct store *s, int wait_ms) MUST_CHECK;
enum err store_commit(struct store *s) MUST_CHECK;
void store_rollback(struct store *s);
/* Commits when e is OK, else rolls back and returns e. */
enum err store_finish(struct store *s, enum err e) MUST_CHECK;
/* Before reading: reopens a connection that saw an I/O error. */
enum err store_ready(struct store *s) MUST_CHECK;

int store_application_id(enum store_kind kind);
/* The folder must be ours alone and local. out: the path with the folder's links resolved. */
enum err store_check_place(const char *path, char out[PATH_SIZE]) MUST_CHECK;
enum err store_witness_place(const struct store_place *place, const char *path, char out[PATH_SIZE])
	MUST_CHECK;
enum err store_terminal_secret(const struct store *s, uint8_t out[KEY_SIZE]) MUST_CHECK;
enum err store_meta(struct store *s, const char *name, void *out, size_t len) MUST_CHECK;
enum err store_put_meta(struct store *s, const char *name, const void *data, size_t len) MUST_CHECK;

/* Appends inside an open write transaction, by the named actor, whoever is logged in. */
enum err journal_write(struct store *s, const char *actor, const struct entry *entries, size_t n,
	const uint8_t *expect_head, uint8_t *head) MUST_CHECK;
/* One act of the station's chain: pairs are name, value, name, value, NULL. */
enum err journal_note(struct store *s, const char *actor, const char *kind,
	const char *const *pairs) MUST_CHECK;
/* Recomputes the hashes of the station's last events, and looks for the tail; ERR_TAMPER. */
enum err journal_check_tail(struct store *s, unsigned last) MUST_CHECK;
/* Runs the projector over every event, oldest first. */
enum err journal_replay(struct store *s, void (*progress)(uint64_t, uint64_t)) MUST_CHECK;

/* Counts a wrong password of id; ERR_PASSWORD when that is durable. */
enum err login_failed(struct store *s, const char *id, int wait_ms) MUST_CHECK;

void names_forget(struct store *s);
void tally_forget(struct store *s);

/* scope.c: in an open transaction, by whoever is logged in. first: with the account. */
enum err scope_write(struct store *s, const struct scope *what, bool first, struct uid *id) MUST_CHECK;
/* What was proposed with the account; ERR_DENIED for who proposed it. */
enum err scope_confirm_first(struct store *s, const char *operator) MUST_CHECK;
void scope_forget(struct store *s);

#endif
