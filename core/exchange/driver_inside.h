/* SPDX-License-Identifier: MIT
 *
 * What the files of the driver share. driver.c: the life of an ask and the loop; driver_send.c:
 * one sending and its answer; driver_renew.c: renewals of secrets.
 */
#ifndef ONETRIP_DRIVER_INSIDE_H
#define ONETRIP_DRIVER_INSIDE_H

#include "core/base/pool.h"
#include "core/exchange/answer.h"
#include "core/exchange/driver.h"
#include "core/exchange/skew.h"
#include "core/exchange/vault.h"
#include "core/exchange/wire.h"

enum { DRIVER_ORIGINS = 64, RENEWALS = NET_FLIGHT - ASK_FLIGHT, RENEW_END_MS = 10000 };

enum stage {
	STAGE_READY,   /* to be built and sent */
	STAGE_WAITING, /* for a secret, or for its turn */
	STAGE_FLYING,  /* bytes under way */
	STAGE_RESTING  /* before another try */
};

/* Who a transfer belongs to: the first member of both. */
enum flight { FLIGHT_ASK, FLIGHT_RENEWAL };

struct ask {
	enum flight flight;
	struct pool pool;            /* the copied strings of request */
	struct record values;
	struct ask_request request;
	ask_done done;
	void *ctx;
	enum stage stage;
	int64_t born_ms;             /* monotonic, as the next */
	int64_t wake_ms;             /* when WAITING or RESTING ends */
	int64_t sent_ms;             /* wall clock, of the first try */
	int64_t offset_ms;           /* of the gateway's clock, as this sending was signed */
	int tries, page_tries;
	int page;                    /* from 1 */
	bool checked;                /* the breaker let it through */
	bool renewed;                /* its one new credential is used up */
	bool reclocked;              /* signed anew by a clock learnt meanwhile */
	char trace[ASK_TRACE];
	struct credential credential;
	struct wire wire;
	uint8_t request_hash[HASH_SIZE];
	struct transfer *transfer;   /* while FLYING */
	struct reply reply;
	struct remedy remedy;
};

struct renewal {
	enum flight flight;
	const struct resource *resource; /* NULL: free */
	enum stage stage;
	int64_t born_ms, wake_ms, offset_ms;
	int tries;
	bool reclocked;
	struct credential used;
	struct wire wire;
	struct transfer *transfer;
};

/* What is known of an origin beyond the catalog. */
struct origin_state {
	char *name, *base;
	struct skew skew;
	int64_t next_ms;             /* monotonic: when its rate allows the next sending */
};

struct driver {
	struct ask *asks[ASK_FLIGHT];
	struct renewal renewals[RENEWALS];
	struct net *net;             /* NULL before the first ask */
	struct vault *vault;
	struct health health;
	struct origin_state origins[DRIVER_ORIGINS];
	size_t n_origins;
	int num, den;                /* scale of all times */
	ask_guard guard;             /* NULL none */
	void *guard_ctx;
	bool live;                   /* asks for a live installation */
};

/* driver.c */
int driver_scaled(const struct driver *d, int64_t ms);
struct origin_state *origin_of(struct driver *d, const struct gateway *o);
void ask_finish(struct driver *d, struct ask *a);
int64_t ask_end(const struct driver *d, const struct ask *a);

/* driver_send.c: sends an ask that is due, or ends it; takes the answer of one that landed. */
void ask_launch(struct driver *d, struct ask *a);
void ask_land(struct driver *d, struct ask *a);

/* driver_renew.c */
void renew_begin(struct driver *d, const struct resource *r);
void renew_land(struct driver *d, struct renewal *w);
bool renew_step(struct driver *d);   /* sends what is due; true when one moved */
int renew_due_ms(const struct driver *d, int64_t now); /* until the next; -1 */
void renew_free(struct driver *d);

#endif
