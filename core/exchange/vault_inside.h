/* SPDX-License-Identifier: MIT
 *
 * What vault.c and vault_shared.c share.
 */
#ifndef ONETRIP_VAULT_INSIDE_H
#define ONETRIP_VAULT_INSIDE_H

#include "core/exchange/vault.h"
#include "core/store/safe.h"

struct entry {
	char name[SAFE_NAME];      /* origin and a hash of base, key and service */
	const struct dialect *dialect;
	char *file;                  /* of the root; "" none */
	char *given;                 /* the root itself, of this machine's own exchange; "" none */
	struct credential c;         /* root is read when it is needed */
	/* monotonic ms of this boot; 0 never */
	int64_t early_ms, end_ms, refresh_end_ms;
	int64_t renewed_ms[VAULT_RENEWALS]; /* newest first */
	int64_t hold_ms;             /* no renewal before */
	int failed;                  /* fault of the last renewal, FAULT_NONE */
	char refused[HASH_HEX];      /* hash of the root that was refused; "" none */
	bool stale;                  /* the secret was refused */
	bool renewing;               /* by this process */
	bool unwritten;              /* the store does not know it yet */
	int64_t version;             /* of the row in the store */
};

struct vault {
	struct entry *entries[VAULT_ENTRIES];
	size_t n;
	struct store *store;
	int num, den;
};

/* What the store knows and this process does not. */
void shared_adopt(struct vault *v, struct entry *e);
/* OK: this process renews. ERR_CONFLICT: adopted something newer; ERR_EXISTS: another one renews;
 * ERR_BUSY: try again. */
enum err shared_lease(struct vault *v, struct entry *e);
/* Ends the lease with what the entry now is; sets unwritten when the gate is taken. */
void shared_write(struct vault *v, struct entry *e);

#endif
