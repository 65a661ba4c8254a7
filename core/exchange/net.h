/* SPDX-License-Identifier: MIT
 *
 * Bytes to a gateway and back; the only user of libcurl, which is not touched before the first
 * net_new. One connection carries one question and is closed: an answer can never belong to
 * another ask, and nothing is sent twice behind our back.
 */
#ifndef ONETRIP_NET_H
#define ONETRIP_NET_H

#include "core/exchange/dialect.h"
#include "core/exchange/driver.h"
#include "core/exchange/fault.h"

enum { NET_FLIGHT = ASK_FLIGHT + 8, NET_HEADER_BYTES = 64 * 1024, NET_KEPT_BYTES = 8192,
	NET_TYPE = 128 };

struct net_limits {
	int connect_ms, first_byte_ms, whole_ms;
	int stall_ms; /* at least ASK_STALL_BYTES of the body in each such span */
};

struct net_question {
	const struct wire *wire;     /* borrowed until the transfer ends */
	const struct gateway *origin;
	size_t cap;                  /* bytes of the body */
	struct net_limits limits;
};

struct net_answer {
	enum fault fault;            /* FAULT_NONE: status and body are whole */
	int status;
	char content_type[NET_TYPE]; /* "" none */
	int64_t retry_after_s;       /* 0 none */
	struct buf headers;          /* "name: value\n" of Date and X-…, names in lower case */
	int64_t date_ms;             /* of the Date header, 0 none */
	int64_t sent_ms, done_ms;    /* wall clock of this machine */
	struct buf body;             /* as sent, at most cap bytes */
};

struct net;
struct transfer;

enum err net_new(struct net **out) MUST_CHECK;
void net_free(struct net *n);
/* ERR_DENIED: http to another machine, or the hall's own key file is open to others. */
enum err net_start(struct net *n, const struct net_question *q, void *owner, struct transfer **out)
	MUST_CHECK;
void net_stop(struct net *n, struct transfer *t);  /* at once; frees t */
/* Waits for descriptors alone, without libcurl. */
enum err wait_plain(struct wait_fd *fds, size_t n_fds, int timeout_ms) MUST_CHECK;
/* Waits for descriptors, transfers or timeout_ms (-1: no limit); sets ready. */
enum err net_wait(struct net *n, struct wait_fd *fds, size_t n_fds, int timeout_ms) MUST_CHECK;
/* Moves all transfers; returns a finished one with its owner, or NULL. The caller reads the answer
 * and calls net_stop. */
struct transfer *net_finished(struct net *n, void **owner);
struct net_answer *transfer_answer(struct transfer *t);
int net_due_ms(const struct net *n);               /* until its next own time limit; -1 none */

#endif
