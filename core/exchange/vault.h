/* SPDX-License-Identifier: MIT
 *
 * The credentials of one driver (exchange.md section 7): one for each origin, key and service that
 * has one of its own. What must be renewed is renewed once, whoever waits for it: the asks of this
 * process queue here, the processes of the hall meet in the store (core/store/safe.h), where a
 * lease says who renews. Without a store this process is alone.
 *
 *   NONE -> have -> old (80 % of its life, or three minutes before its end) -> NONE
 *
 * By the refresh secret while that is good, else by the key. A key that was refused is not tried
 * again before the operator acts (another secret in the file, or vault_reset): gateways lock
 * keys. At most three renewals in five minutes.
 */
#ifndef ONETRIP_VAULT_H
#define ONETRIP_VAULT_H

#include "core/exchange/dialect.h"

struct vault;
struct store; /* core/store/store.h */

enum { VAULT_ENTRIES = CATALOG_RESOURCES + CATALOG_ORIGINS, VAULT_LEASE_MS = 20000, VAULT_POLL_MS = 100, VAULT_RENEWALS = 3,
	VAULT_WINDOW_MS = 5 * 60 * 1000, VAULT_APART_MS = 60 * 1000, VAULT_AGAIN_MS = 5000 };

struct vault *vault_new(void);
void vault_free(struct vault *v);                /* wipes; gives its leases back */
void vault_share(struct vault *v, struct store *s); /* NULL: alone */
void vault_scale(struct vault *v, int num, int den); /* pauses and leases, not lives */

enum hold { HOLD_READY, HOLD_WAIT, HOLD_RENEW, HOLD_FAULT };

/* What an ask of r may go out with now. READY: out is filled. WAIT: somebody renews, try again in
 * VAULT_POLL_MS or when a renewal ends. RENEW: the caller renews, and ends it by one of the four
 * calls below. FAULT: *fault says why not. */
enum hold vault_take(struct vault *v, const struct resource *r, struct credential *out, int *fault);
/* An ask was refused with this generation. Where nothing is renewed the file is read anew; true
 * when there is something else to try, or a renewal to wait for. */
bool vault_stale(struct vault *v, const struct resource *r, int64_t generation);
/* Refused again right after a renewal: somebody else renews with the same key. */
void vault_contested(struct vault *v, const struct resource *r);

/* What to renew with: refresh is "" when the root must do. ERR_*: the file cannot be read. */
enum err vault_renewal(struct vault *v, const struct resource *r, struct credential *out) MUST_CHECK;
void vault_granted(struct vault *v, const struct resource *r, const struct credential *granted);
void vault_by_root(struct vault *v, const struct resource *r); /* the refresh secret is not good */
void vault_refused(struct vault *v, const struct resource *r); /* nor is the root */
void vault_failed(struct vault *v, const struct resource *r, int fault);

/* Writes what the gate kept from being written; ms until it wants to be called again, -1. */
int vault_tick(struct vault *v);
void vault_reset(struct vault *v);               /* the operator acted: refusals are forgotten */

#endif
