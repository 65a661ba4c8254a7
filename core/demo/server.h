/* SPDX-License-Identifier: MIT
 *
 * The demo exchange on a socket. One thread and no sleeps: an answer that is due later waits as a
 * suspended connection, and the caller's loop polls one descriptor with one time-out. The same
 * code runs inside a test and as `onetrip exchange`.
 */
#ifndef ONETRIP_DEMO_SERVER_H
#define ONETRIP_DEMO_SERVER_H

#include "core/demo/respond.h"

enum { SERVER_CONNECTIONS = 256, SERVER_SILENCE_MS = 60000, SERVER_BASE_SIZE = 64,
	SERVER_HOLD_MS = 3000, SERVER_OF_ONE = 96 /* connections of one address, when training */ };

struct demo_server;

/* listen: "127.0.0.1:0" (0: a free port). An address beyond loopback is ERR_DENIED unless
 * training: nothing fictional may be mistaken for a department's service. The city is borrowed. */
enum err demo_server_start(const struct city *city, const char *listen, bool training,
	struct demo_server **out) MUST_CHECK;
void demo_server_stop(struct demo_server *s);
const char *demo_server_base(const struct demo_server *s); /* "http://127.0.0.1:PORT" */
/* What ails a department (by its name, or by a resource of its) from now on. ERR_NOTFOUND,
 * ERR_INPUT: no such state. */
enum err demo_server_set(struct demo_server *s, const char *department, const char *state) MUST_CHECK;

/* What answers POSTs below /class/ of a training exchange; nothing else is answered then. */
struct class_hook {
	void *ctx;
	/* Fills in status and body, or returns a ticket > 0: later, within SERVER_HOLD_MS. */
	int64_t (*post)(void *ctx, const char *path, const struct buf *body,
		struct exchange_response *r);
	/* Has the time of that ticket come? Then as above. last: it has. */
	bool (*held)(void *ctx, int64_t ticket, bool last, struct exchange_response *r);
};
void demo_server_class(struct demo_server *s, const struct class_hook *hook); /* borrowed */

int demo_server_fd(const struct demo_server *s);   /* poll for reading */
int demo_server_timeout_ms(struct demo_server *s); /* -1: nothing is due */
void demo_server_turn(struct demo_server *s);	   /* does what is due; never waits */

#endif
