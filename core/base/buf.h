/* SPDX-License-Identifier: MIT
 *
 * A growing byte buffer with a stated maximum. {0} plus buf_init is empty; data is always
 * NUL-terminated once anything was added. A failed add sets err, changes nothing and makes every
 * later add fail, so callers check once at the end. Released memory is wiped: buffers hold
 * personal data.
 */
#ifndef ONETRIP_BUF_H
#define ONETRIP_BUF_H

#include "core/base/base.h"

struct buf {
	char *data; /* NULL until the first add */
	size_t len; /* bytes, without the NUL */
	size_t cap;
	size_t max; /* bytes; adding beyond gives ERR_LIMIT */
	enum err err;
};

void buf_init(struct buf *b, size_t max);
void buf_release(struct buf *b);
void buf_clear(struct buf *b);                   /* empties and wipes, keeps the memory */
void buf_cut(struct buf *b, size_t len);         /* shortens to len bytes */
void buf_add(struct buf *b, const void *data, size_t len);
void buf_adds(struct buf *b, const char *text);
void buf_addc(struct buf *b, char c);
void buf_addf(struct buf *b, const char *format, ...) PRINTF_LIKE(2, 3);
const char *buf_text(const struct buf *b);       /* "" when empty */
char *buf_detach(struct buf *b);                 /* the caller's, free with mem_free; may be NULL */

#endif
