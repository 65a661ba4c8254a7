/* SPDX-License-Identifier: MIT
 *
 * From a request's words to the words of its answer: the demo exchange without its sockets.
 *
 *   POST /api/POP-01   {"holder_id":…, "address":…, "basis":{"operator","window","unit","item",
 *                      "case","ground"}}  ->  {"code":"0","message":"ok","data":[…],"request_id":…}
 *   POST /control      {"department":…,"state":…,"latency_ms":…} or the same as a form;
 *                      {"now_ms":…} sets the clock the gateways look at
 *   GET  /control      how every department is
 *
 * The same departments stand behind the gateways of core/demo/gateway.h as well.
 *
 * No record is an empty list; a missing basis part is 400 E-BASIS; what is not shared is 403.
 */
#ifndef ONETRIP_DEMO_RESPOND_H
#define ONETRIP_DEMO_RESPOND_H

#include "core/demo/department.h"

enum { REQUEST_BYTES = 96 * 1024, RESPONSE_BYTES = 512 * 1024, RESPONSE_HEADERS = 512 };

/* status, code, message */
#define REFUSAL_TABLE(X)                                                                           \
	X(REFUSAL_NONE, 200, "0", "ok")                                                            \
	X(REFUSAL_PATH, 404, "E-PATH", "没有这个地址")                                             \
	X(REFUSAL_RESOURCE, 404, "E-RESOURCE", "目录中没有这项资源")                               \
	X(REFUSAL_METHOD, 405, "E-METHOD", "请求方法不对")                                         \
	X(REFUSAL_SIZE, 413, "E-SIZE", "请求太大")                                                 \
	X(REFUSAL_JSON, 400, "E-JSON", "请求不是合法的JSON")                                       \
	X(REFUSAL_BASIS, 400, "E-BASIS", "缺少查询依据")                                           \
	X(REFUSAL_NOT_SHARED, 403, "E-NOTSHARED", "该资源不予共享")                                \
	X(REFUSAL_REFUSED, 403, "E-REFUSED", "授权已停用")                                         \
	X(REFUSAL_REMOTE, 403, "E-REMOTE", "只能在本机控制")                                       \
	X(REFUSAL_CONTROL, 400, "E-CONTROL", "部门或状态不存在")                                   \
	X(REFUSAL_ROOM, 500, "E-ROOM", "应答太长")

enum refusal {
#define X(name, status, code, message) name,
	REFUSAL_TABLE(X)
#undef X
		REFUSAL_COUNT
};

struct exchange_request {
	const char *method, *path;
	const char *body;
	size_t len;
	bool too_large; /* the body was cut at REQUEST_BYTES */
	bool local;	/* came over loopback */
	uint64_t serial;
	const char *query; /* a GET's serviceCode, the one there is; "" or NULL none */
	/* The value of a header, NULL when it is not there; may be NULL: there is none. */
	const char *(*header)(void *ctx, const char *name);
	void *ctx;
};

enum manner { MANNER_ANSWER, MANNER_HANG_UP, MANNER_SILENCE };

struct exchange_response {
	enum manner manner;
	int status;
	int delay_ms;
	char headers[RESPONSE_HEADERS]; /* "Name: value\n" beyond the usual ones */
	struct buf body; /* initialised by the caller, RESPONSE_BYTES */
};

void respond(const struct city *city, struct departments *all, const struct exchange_request *q,
	struct exchange_response *r);

#endif
