/* SPDX-License-Identifier: MIT
 *
 * What net.c and net_take.c share: one transfer and its callbacks.
 */
#ifndef ONETRIP_NET_INSIDE_H
#define ONETRIP_NET_INSIDE_H

#include "core/exchange/net.h"

enum { NET_ERROR = 256 }; /* CURL_ERROR_SIZE */

struct transfer {
	void *easy;                  /* CURL * */
	void *header_list;           /* struct curl_slist * */
	void *owner;
	struct net_answer answer;
	struct net_limits limits;
	size_t cap;
	bool tls, own_certificate;
	char error[NET_ERROR];
	enum fault refused;          /* why a callback stopped the transfer */
	int status;                  /* of the head being read */
	size_t header_bytes;
	bool body_began;             /* the final header is over */
	int64_t began_ms, span_ms;   /* of the transfer, of the current span of the body */
	size_t span_len;             /* bytes of the body when the span began */
	bool done;
};

/* libcurl's callbacks; another count than what was given stops the transfer. */
size_t take_header(char *line, size_t size, size_t count, void *transfer);
size_t take_body(char *data, size_t size, size_t count, void *transfer);

#endif
