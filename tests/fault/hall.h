/* SPDX-License-Identifier: MIT
 *
 * What the fault campaigns share: a small hall made once (folder, keys, a few cases), copies of it,
 * a store that is unlocked without hashing a password each time, and the one line RESULT.
 */
#ifndef ONETRIP_FAULT_HALL_H
#define ONETRIP_FAULT_HALL_H

#include "core/base/buf.h"
#include "core/base/random.h"
#include "core/store/inside.h"

enum { FOLDER = 80, HALL_BYTES = 16 << 20, ACKED = 1 << 16 };

/* Expectations that must hold or the campaign cannot go on. */
#define NEED(condition)                                                                            \
	do {                                                                                       \
		if (!(condition))                                                                  \
			hall_fail(__FILE__, __LINE__, #condition);                                 \
	} while (0)

struct acked { /* what a writer was told to be durable */
	uint64_t seq;
	uint8_t hash[HASH_SIZE];
};

struct hall {
	char folder[FOLDER];
	struct buf db;            /* the file as the hall began, its log folded in */
	uint8_t key[KEY_SIZE];    /* terminal secret */
	uint8_t secret[KEY_SIZE]; /* the supervisor's */
	char recovery[RECOVERY_CODE];
	struct uid cases[4];
};

_Noreturn void hall_fail(const char *file, int line, const char *what);
void hall_make(struct hall *h);            /* in memory (/dev/shm) when there is such a place */
void hall_remove(struct hall *h);
/* A folder with the hall's files. db, wal: other contents than at the beginning, or NULL. */
void hall_write(const struct hall *h, const struct buf *db, const struct buf *wal);
struct store_place hall_place(const struct hall *h);
struct store *hall_open(const struct hall *h);      /* NULL when it cannot be opened */
void hall_unlock(const struct hall *h, struct store *s);
enum err hall_append(const struct hall *h, struct store *s, unsigned n, int wait_ms, struct acked *out);
/* Everything acknowledged is there and the chain is whole: the number of losses, or -1: corrupt. */
int hall_check(const struct hall *h, const struct acked *acked, size_t n);
unsigned hall_scale(unsigned n);           /* times FAULT_SCALE from the environment */
enum err hall_project(struct store *s, const struct event *e, void *ctx);

#endif
