/* SPDX-License-Identifier: MIT
 *
 * Writing a request: what the dialects have in common. Errors stay in the buffers; wire_end tells
 * the first.
 */
#ifndef ONETRIP_WIRE_H
#define ONETRIP_WIRE_H

#include "core/exchange/dialect.h"

void wire_init(struct wire *w);
void wire_release(struct wire *w);               /* wipes */

/* Percent-encoding of everything but the unreserved characters (RFC 3986). */
void wire_percent(struct buf *out, const char *text);
/* "name=value", both encoded, with "&" before it when the buffer is not empty. */
void wire_pair(struct buf *out, const char *name, const char *value);
void wire_header(struct wire *w, const char *name, const char *value);

/* Method, base and path, Accept, and the headers the catalog names. */
void wire_begin(struct wire *w, const struct ask_request *r);
/* The arguments, the page, the lawful basis and extra pairs, where the resource carries them:
 * the extras stand first in a query or form, and are left out with json and header. */
struct wire_extra {
	const char *name, *value;
};
void wire_arguments(struct wire *w, const struct ask_request *r, const struct stamp *at,
	const struct wire_extra *extras, size_t n);
/* A POST of a form of nothing but extras, for renewals. */
void wire_form(struct wire *w, const struct gateway *o, const char *path,
	const struct wire_extra *extras, size_t n);
enum err wire_end(const struct wire *w) MUST_CHECK;

bool given(const char *text);                    /* not NULL, not "" */

#endif
