/* SPDX-License-Identifier: MIT
 *
 * Many asks in flight at once on one thread. The driver owns I/O, limits, retries, charset and
 * strict JSON, the renewal of secrets, the gateways' clocks and the departments' breakers; it
 * knows no dialect. One ask: 3 s slow, 8 s late (its fields unlock), 20 s end.
 * It is also the program's wait: terminal and signal descriptors go into the same poll.
 */
#ifndef ONETRIP_DRIVER_H
#define ONETRIP_DRIVER_H

#include "core/exchange/ask.h"
#include "core/exchange/health.h"

enum { ASK_SLOW_MS = 3000, ASK_LATE_MS = 8000, ASK_END_MS = 20000, ASK_CONNECT_MS = 3000,
	ASK_FIRST_BYTE_MS = 10000, ASK_STALL_MS = 5000, ASK_STALL_BYTES = 500,
	ASK_REST_MS = 500, ASK_REST_LONGEST_S = 30, ASK_FLIGHT = 64, ASK_RETRIES = 2,
	WAIT_FDS = 96 /* a trainer's desk has a descriptor a trainee */ };

struct driver;
struct store; /* core/store/store.h */
struct ask; /* handle of one ask in flight; valid until its done call returns or ask_cancel */

/* reply is the callee's to read; it is released after done returns. */
typedef void (*ask_done)(void *ctx, struct ask *ask, const struct reply *reply);

/* A catalog outlives the drivers that asked by it. */
enum err driver_new(struct driver **out) MUST_CHECK;
void driver_free(struct driver *d);              /* cancels what is in flight, without done calls */

/* ERR_DENIED: not in the catalog, not shared, or a basis part is missing (reason in why, ASK_TEXT
 * bytes, a msgid); ERR_INCOMPLETE: a value it asks by is missing; ERR_LIMIT: too many in flight.
 * On OK nothing has left yet: it does in the next driver_wait, so the caller can record the ask
 * (with its ask_trace) first and cancel it when that fails. */
enum err ask_send(struct driver *d, const struct ask_request *request, ask_done done, void *ctx,
	struct ask **out, char *why) MUST_CHECK;
void ask_cancel(struct driver *d, struct ask *a); /* at once; done is called with CANCELLED */
const struct resource *ask_resource(const struct ask *a);
const char *ask_trace(const struct ask *a);
int ask_age_ms(const struct ask *a);
size_t driver_flight(const struct driver *d);

/* May the hall ask this, and take which attributes? fields gets them, blank separated; "" all.
 * ERR_DENIED with a msgid in why (ASK_TEXT bytes): nothing leaves. */
typedef enum err (*ask_guard)(void *ctx, const struct ask_request *r, char fields[ASK_FIELDS],
	char *why);
/* Asked by ask_send after its own checks. NULL: whatever is in the catalog may be asked. */
void driver_guard(struct driver *d, ask_guard guard, void *ctx);

/* All time limits and pauses times num/den (tests, so that nothing waits long). */
void driver_scale(struct driver *d, int num, int den);

struct wait_fd {
	int fd;
	bool write;                  /* wait for writable instead of readable */
	bool ready;                  /* out */
};
/* At most WAIT_FDS descriptors. Waits until an extra descriptor is ready, an ask moved, or timeout_ms (-1: no limit) passed;
 * runs transfers and done calls. The program's only blocking call. */
enum err driver_wait(struct driver *d, struct wait_fd *fds, size_t n, int timeout_ms) MUST_CHECK;

/* ---- secrets, clocks, departments ---- */

/* Renewed secrets are shared with the other processes of the hall through this store (open,
 * locked or not). NULL before the store is closed. */
void driver_share(struct driver *d, struct store *s);
/* It asks for a live installation: what bears the mark of a training exchange is no answer. */
void driver_live(struct driver *d);
/* The gateways' clocks minus this machine's: the one that is farthest off, 0 while nothing is
 * known. Beyond SKEW_TOLD_MS (core/exchange/skew.h) the supervisor is to be told; beyond
 * SKEW_MOST_MS nothing is signed. */
int64_t driver_skew_ms(const struct driver *d);
/* How the departments are, for the status screen; in the order they were first asked. */
const struct health_unit *driver_health(const struct driver *d, size_t *n);
/* The operator acted: breakers of a department (NULL: all) close, quotas and refused keys are
 * forgotten, so that the next ask goes out. */
void driver_reset(struct driver *d, const char *department);

#endif
