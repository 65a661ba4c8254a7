/* SPDX-License-Identifier: MIT
 *
 * The departments of the demo city behind the gateways of the provinces: the same people and the
 * same answers, in five dialects (core/exchange/dialect_*.c). Signatures and clocks are looked at,
 * secrets are issued and run out.
 *
 *   zjgw      POST /gateway/app/refreshTokenByKey.htm, refreshTokenBySec.htm
 *             POST /gateway/api/001339900/dataSharing/POP-01.htm
 *   irs       POST /restapi/prod/IC33990020260316000001/POP-01
 *   national  POST /sysapi/auth/refreshappsecret, /httpproxy     sid s_339900_POP-01
 *   xroad     POST /r1/CS/GOV/339900/hall/POP-01
 *             GET  /r1/CS/GOV/339900/hall/listMethods, getOpenAPI?serviceCode=POP-01
 *
 * Keys are the demo's own and no secret: assets/catalog/dialects.ini has them too.
 */
#ifndef ONETRIP_DEMO_GATEWAY_H
#define ONETRIP_DEMO_GATEWAY_H

#include "core/base/record.h"
#include "core/demo/respond.h"

#define DEMO_ZJ_KEY "A339900000000202603160001"
#define DEMO_ZJ_SECRET "Dm7xN4vT9sK2pZ6w339900"
#define DEMO_IRS_KEY "BCDSGA_demo000000000000000000339900"
#define DEMO_IRS_SECRET "BCDSGS_demo000000000000000000339900"
#define DEMO_NATIONAL_RID "3f0c1a52-7d7e-4a1b-9c55-000000339900@1"
#define DEMO_NATIONAL_KEY "k0000000000000000000000000339900"
#define DEMO_XROAD_CLIENT "CS/GOV/339900/window"

/* How one dialect reads a question and writes its answer. */
struct inquiry {
	char holder_id[64], address[512];
	struct record said;          /* other texts of a question between regions; released by respond */
};

struct door {
	enum refusal (*read)(const struct exchange_request *q, struct inquiry *out);
	void (*write)(const struct exchange_request *q, struct exchange_response *r,
		enum refusal why, const char *rows); /* a JSON list */
};

/* respond.c */
int refusal_status(enum refusal why);
const char *refusal_code(enum refusal why);
const char *refusal_message(enum refusal why);
void respond_service(const struct city *city, struct departments *all, const struct door *door,
	const struct exchange_request *q, const struct service *a, struct exchange_response *r);
/* One value of a form, decoded; "" when it is not there or too long. */
void form_value(const char *body, const char *name, char *out, size_t size);

/* gateway.c, gateway_xroad.c: false when the path is none of theirs. */
bool gateway_respond(const struct city *city, struct departments *all,
	const struct exchange_request *q, struct exchange_response *r);
bool gateway_xroad(const struct city *city, struct departments *all,
	const struct exchange_request *q, struct exchange_response *r);

/* gateway.c */
const char *gateway_header(const struct exchange_request *q, const char *name); /* "" absent */
/* Arguments and lawful basis of a JSON body; additional: that basis is due there. */
enum refusal gateway_read_json(const struct exchange_request *q, struct inquiry *out,
	bool additional);

#endif
