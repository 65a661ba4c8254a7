/* SPDX-License-Identifier: MIT
 *
 * A dialect: pure functions between an ask and the bytes of one gateway's protocol. No I/O, no
 * clock, no globals: time comes in, bytes go out (exchange.md section 11). One file each,
 * dialect_*.c; the driver knows none of them by name.
 *
 *   build  ask, credential, stamp -> request
 *   read   answer -> verdict, payload, code, text: the gateway's envelope only. What is inside is
 *          read by answer.c for all of them alike, by the catalog's paths
 *   judge  what a provider's own "no" means (its ok test failed); NULL: the ask was not understood
 *   renew  credential -> request for a new one; NULL where there is none to renew
 *   grant  answer to that -> credential
 */
#ifndef ONETRIP_DIALECT_H
#define ONETRIP_DIALECT_H

#include "core/exchange/ask.h"

struct json; /* core/exchange/json.h */

enum { WIRE_URL = 2000, WIRE_HEADER_BYTES = 8192, WIRE_BODY = 128 * 1024, CREDENTIAL_SIZE = 256 };

struct wire {
	char method[8];
	struct buf url;              /* max WIRE_URL; never holds a holder's number or name */
	struct buf headers;          /* "Name: value\n" lines */
	struct buf body;
	bool once;                   /* must not be sent twice */
};

/* Wiped by whoever holds one; never in a log, a URL or an unsealed column. */
struct credential {
	char root[CREDENTIAL_SIZE];      /* what the office gave for the key; "" none */
	char secret[CREDENTIAL_SIZE];    /* opens or signs calls; the root where nothing is renewed */
	char refresh[CREDENTIAL_SIZE];   /* signs the next renewal; "" none: renew by the root */
	int64_t secret_life_ms, refresh_life_ms; /* as granted, from then on */
	int64_t generation;          /* one more with every change of the secret */
};

/* When and as what a request is made. */
struct stamp {
	int64_t now_ms;              /* wall clock of the gateway as far as it is known */
	const char *trace;           /* 32 hex digits */
	int page;                    /* from 1 */
};

struct answer_in {
	int status;                  /* HTTP */
	const char *content_type;    /* "" none */
	const char *headers;         /* "name: value\n" lines of Date and X-…, names in lower case */
	const char *body;            /* UTF-8, checked */
	size_t len;
	const struct json *json;     /* parsed strictly, or NULL when it is not JSON */
	int64_t server_ms;           /* the gateway's clock when it answered */
};

struct answer_out {
	enum outcome outcome;        /* FOUND: the envelope said yes, look at the payload */
	const struct json *payload;  /* within json, or NULL */
	char code[ASK_CODE];
	char text[ASK_TEXT];         /* raw; the driver sanitises it */
	char receipt[ASK_RECEIPT];   /* the gateway's own seal on the answer, or "" */
	int again;                   /* AGAIN: further sendings at once; -1: as many as usual */
	enum outcome then;           /* what the verdict is when those are used up; PENDING: the same */
	int rest_s;                  /* AGAIN: nobody is to ask this department for so long; 0 */
};

struct dialect {
	const char *name;
	const char *title;           /* msgid for lists */
	unsigned carries;            /* bits 1 << CARRY_*: how arguments may travel */
	unsigned bases;              /* bits 1 << BASIS_* */
	enum carry carry;            /* unless the catalog says */
	enum basis_place basis;
	bool signs;                  /* the time is signed: a wrong clock is refused */
	bool per_service;            /* each service has a credential of its own */
	bool envelope;               /* a payload that may be a string of JSON */
	int unsure;                  /* fault of a once-only question that broke off; 0 the usual */
	bool resend;                 /* STALE is worth one more sending even with the same secret */
	enum err (*build)(const struct ask_request *r, const struct credential *c,
		const struct stamp *at, struct wire *out);
	void (*read)(const struct ask_request *r, const struct answer_in *in,
		struct answer_out *out);
	void (*judge)(const char *code, const char *text, struct answer_out *out);
	enum err (*renew)(const struct resource *r, const struct credential *c, int64_t now_ms,
		struct wire *out);
	/* FOUND: out has a new secret; STALE: the refresh secret is not good any more; DENIED: the
	 * root is not; AGAIN, BROKEN. out begins as a copy of used. */
	void (*grant)(const struct resource *r, const struct credential *used,
		const struct answer_in *in, struct credential *out, struct answer_out *said);
};

extern const struct dialect dialect_openapi, dialect_zjgw, dialect_irs, dialect_national,
	dialect_xroad, dialect_ticket;
const struct dialect *dialect_find(const char *name);
size_t dialect_count(void);
const struct dialect *dialect_at(size_t i);

/* ---- what dialects share ---- */

/* The value of a header by its lower-case name; false (and "") when absent or too long. */
bool answer_header(const struct answer_in *in, const char *name, char *out, size_t size);
/* exchange.md section 8, row "any transport"; 2xx is FOUND. */
enum outcome outcome_of_status(int status);
/* Outcome, code and text of a row of fault.h. */
void answer_fault(struct answer_out *out, int fault);
/* text of a value into a fixed array; nothing when it has none. */
void answer_copy(char *to, size_t size, const struct json *j);
/* How long something lives that ends at `end` (ms or s, number or text) when it is server_ms
 * there: at most longest_ms; unknown_ms when end cannot be. */
int64_t credential_life_ms(const struct json *end, int64_t server_ms, int64_t longest_ms,
	int64_t unknown_ms);

#endif
