/* SPDX-License-Identifier: MIT
 *
 * The append-only journal. Two chains run through it: one per station, one per casefile (each
 * event names the head it was built on). Bodies are sealed with the casefile's own key, events
 * without a casefile under class A; all other columns are associated data. The hash is over
 * sealed bytes, so the chain verifies without a key. Inside the transaction an event is read
 * back, opened and compared before COMMIT.
 */
#ifndef ONETRIP_JOURNAL_H
#define ONETRIP_JOURNAL_H

#include "core/store/store.h"

enum { EVENT_KIND = 32, EVENT_BODY = 2 << 20, EVENT_BATCH = 256 };

/* The clock of this machine was set back by more than this; the next act writes it down: from, to. */
#define CLOCK_BACK "CLOCK_BACK"
enum { CLOCK_BACK_MS = 60 * 1000 };

struct event {
	uint64_t arrival;           /* what came first into this file, of whatever station; 0 while it is appended */
	uint64_t station_seq;
	char station[17];
	struct uid casefile;        /* none for acts that are not a case */
	uint32_t case_seq;          /* 1.. within the casefile; 0 without one */
	uint8_t prev_event[HASH_SIZE]; /* head of the casefile it was built on; zero for the first */
	struct uid op_id;
	char kind[EVENT_KIND];      /* "FIELD" … */
	int64_t at_ms;
	char actor[16];             /* operator number, "system" */
	uint8_t form_hash[HASH_SIZE]; /* of the item, zero when none */
	uint8_t hash[HASH_SIZE];    /* also its id */
	struct record body;         /* opened; empty when the store is locked or the key destroyed */
	const struct entry *later;  /* what follows in the same append, while it is appended; else none */
	size_t n_later;
};
void event_release(struct event *e);

/* What the caller says; the journal fills in the rest. */
struct entry {
	struct uid casefile;        /* none: an act of the station's own chain */
	const char *kind;           /* [A-Z_]{1,31} */
	const uint8_t *form_hash;   /* HASH_SIZE bytes or NULL */
	const struct record *body;  /* borrowed; NULL: empty */
	struct uid op_id;           /* none: a new one is made */
};

/* Called for every appended event inside its transaction, and for every event by rebuild; writes
 * views through view_*. An error rolls everything back. One projector per store. An act of the
 * station may come with an empty body (its writer or reader holds no class A), so views follow
 * from casefiles only. */
typedef enum err (*projector)(struct store *s, const struct event *e, void *ctx);
void journal_set_projector(struct store *s, projector fn, void *ctx);

/* Appends n entries in one transaction. expect_head: the casefile head the caller knows (NULL: do
 * not check; zero hash: must be new) -> ERR_CONFLICT when another act came between. on success
 * head (HASH_SIZE bytes, may be NULL) is the new head of the first entry's casefile.
 * ERR_BUSY: the gate is taken, nothing happened, try again. ERR_EXISTS: this op_id was appended
 * before. ERR_IO, ERR_FULL: it may or may not be there; try again with the same op_id, then
 * ERR_EXISTS means it is. ERR_DENIED: the operator was disabled meanwhile. */
enum err journal_append(struct store *s, const struct entry *entries, size_t n,
	const uint8_t *expect_head, uint8_t *head) MUST_CHECK;
/* The same, trying again for at most wait_ms (commands and tests; screens retry from their loop). */
enum err journal_append_wait(struct store *s, const struct entry *entries, size_t n,
	const uint8_t *expect_head, uint8_t *head, int wait_ms) MUST_CHECK;

/* Events in order; a callback error stops and is returned. The callback may read, not append. */
typedef enum err (*event_fn)(const struct event *e, void *ctx);
enum err journal_case(struct store *s, const struct uid *casefile, event_fn fn, void *ctx) MUST_CHECK;
enum err journal_station(struct store *s, uint64_t from_seq, event_fn fn, void *ctx) MUST_CHECK;

/* Acts of one kind that belong to no case ("GRANT"), of every station of this file, in order of
 * arrival. *after: where the last call ended (0: from the beginning); moved on past each event told. */
enum err journal_kind(struct store *s, const char *kind, uint64_t *after, event_fn fn, void *ctx)
	MUST_CHECK;
/* For journal_kind and journal_walk: just before the first event of that moment or later, also when
 * the clock was set back in between. */
enum err journal_since(struct store *s, int64_t at_ms, uint64_t *after) MUST_CHECK;
/* Every event of this file in order of arrival, at most so many; *after as above. It has not moved
 * when there is nothing more. */
enum err journal_walk(struct store *s, uint64_t *after, size_t most, event_fn fn, void *ctx)
	MUST_CHECK;

/* The newest event of a casefile; needs no key. ERR_NOTFOUND: none. */
enum err journal_head(struct store *s, const struct uid *casefile, uint8_t head[HASH_SIZE]) MUST_CHECK;
/* The form the newest event of a casefile was made with; needs no key. ERR_NOTFOUND: none. */
enum err journal_form_of(struct store *s, const struct uid *casefile, uint8_t hash[HASH_SIZE]) MUST_CHECK;
/* Was an act of this op appended? Needs no key. */
bool journal_known(struct store *s, const struct uid *op);
/* How many events of each kind there are, by kind; needs no key. */
enum err journal_kinds(struct store *s, void (*fn)(const char *kind, uint64_t n, void *ctx), void *ctx)
	MUST_CHECK;

/* Item definitions as they were when a case used them: kept once by their hash. */
enum err journal_keep_form(struct store *s, const uint8_t hash[HASH_SIZE], const char *text,
	size_t len) MUST_CHECK;
enum err journal_form(struct store *s, const uint8_t hash[HASH_SIZE], struct buf *out) MUST_CHECK;

/* Recomputes the hashes of one casefile: how many events of how many hold, up to the first that does
 * not (ERR_TAMPER). Needs no key. */
enum err journal_intact(struct store *s, const struct uid *casefile, uint32_t *intact, uint32_t *all)
	MUST_CHECK;

/* Views from the journal anew, in one transaction; progress(done, total) may be NULL. */
enum err store_rebuild(struct store *s, void (*progress)(uint64_t, uint64_t)) MUST_CHECK;

/* trust.md 7.3. Without a key: chains, schema, plain columns; with one also bodies, views,
 * tokens, slots. findings gets one line a finding; the count comes back. */
struct verify_report {
	uint64_t events, casefiles, findings;
	uint64_t destroyed;         /* casefiles whose key was destroyed, as a tombstone tells */
	bool reduced;               /* ran without a key */
	struct buf text;            /* "event 17 of A03: hash does not match\n" */
};
enum err store_verify(struct store *s, struct verify_report *out,
	void (*progress)(uint64_t, uint64_t)) MUST_CHECK;

#endif
