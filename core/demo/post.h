/* SPDX-License-Identifier: MIT
 *
 * One POST at a time to a training exchange, never waiting: the caller's loop polls one descriptor.
 * The answer is read strictly: HTTP/1.1, Content-Length, nothing packed or in chunks, and the mark of a
 * training exchange, or it is none.
 */
#ifndef ONETRIP_DEMO_POST_H
#define ONETRIP_DEMO_POST_H

#include "core/base/buf.h"
#include "core/exchange/driver.h"

enum { POST_HEAD = 4096, POST_PATH = 32, POST_PATIENCE_MS = 6000 /* to connect, to send, to answer */ };

enum post_stage { POST_IDLE, POST_CONNECTING, POST_SENDING, POST_READING };

struct post {
	enum post_stage stage;
	int fd;                      /* only while not POST_IDLE */
	int64_t until_ms;            /* mono */
	struct buf out, in;
	size_t sent;
	size_t body;                 /* where it begins in in; 0: the head is not whole */
	size_t len;                  /* of the body */
	int status;
};

/* "192.168.10.5:7700", numbers only. false: no such place. */
bool post_place_good(const char *place);

void post_init(struct post *p, size_t most);     /* most: bytes of a body, either way */
void post_release(struct post *p);
/* ERR_STATE: one is under way; ERR_INPUT: no such place; ERR_NET: not even begun. */
enum err post_start(struct post *p, const char *place, const char *path, const struct buf *body) MUST_CHECK;
/* ERR_BUSY: not yet. OK: status and body are whole (post_body). ERR_NET: the line. ERR_DEMO: whoever
 * answers bears no mark of a training exchange, or speaks otherwise. */
enum err post_turn(struct post *p) MUST_CHECK;
void post_stop(struct post *p);
const char *post_body(const struct post *p, size_t *len); /* until the next start */
size_t post_fds(const struct post *p, struct wait_fd *out, size_t most);
int post_wait_ms(const struct post *p);          /* until its patience ends; -1 idle */

#endif
