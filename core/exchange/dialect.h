/* SPDX-License-Identifier: MIT
 *
 * A dialect: pure functions between an ask and the bytes of one gateway's protocol. No I/O, no
 * clock, no globals: time comes in, bytes go out (exchange.md section 11).
 */
#ifndef ONETRIP_DIALECT_H
#define ONETRIP_DIALECT_H

#include "core/exchange/ask.h"

struct json; /* core/exchange/json.h */

enum { WIRE_URL = 2000, WIRE_HEADERS = 16, WIRE_BODY = 64 * 1024 };

struct wire {
	char method[8];
	struct buf url;              /* max WIRE_URL; never holds a holder's number or name */
	struct buf headers;          /* "Name: value\n" lines */
	struct buf body;
	bool once;                   /* must not be sent twice */
};

struct credential {
	char secret[128];            /* wiped by the driver */
	int generation;
};

struct answer_in {
	int status;                  /* HTTP */
	const char *content_type;    /* "" none */
	const char *body;            /* UTF-8, checked */
	size_t len;
	const struct json *json;     /* parsed strictly, or NULL when it is not JSON */
};

struct answer_out {
	enum outcome outcome;
	const struct json *rows;     /* an array or one row within json, or NULL */
	char code[ASK_CODE];
	char text[ASK_TEXT];         /* raw; the driver sanitises it */
	char trace[ASK_TRACE];
};

struct dialect {
	const char *name;
	unsigned carries;            /* bits 1 << CARRY_*: how arguments may travel */
	enum err (*build)(const struct ask_request *r, const struct credential *c, int64_t now_ms,
		const char *trace, struct wire *out);
	void (*read)(const struct ask_request *r, const struct answer_in *in,
		struct answer_out *out);
	enum err (*renew)(const struct gateway *o, const struct credential *c, int64_t now_ms,
		struct wire *out);           /* NULL where there is no credential to renew */
	enum err (*grant)(const struct gateway *o, const struct answer_in *in,
		struct credential *out);     /* NULL likewise */
};

extern const struct dialect dialect_openapi;
const struct dialect *dialect_find(const char *name);

#endif
