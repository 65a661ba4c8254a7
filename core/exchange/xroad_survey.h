/* SPDX-License-Identifier: MIT
 *
 * What a provider behind X-Road offers, asked of the security server (exchange.md section 4):
 * listMethods, then getOpenAPI for each service that has one. Out of both come drafts of catalog
 * resources: where to ask, by what, and which fields an answer has. A draft is complete but for
 * what only people can say: on what ground it may be asked, and who the department is.
 *
 *	const struct resource *r = xroad_question(pool, origin, "CS/GOV/1/police", NULL);
 *	ask_send(...), and on FOUND: n = xroad_services(reply->body, pool, &services);
 *	for each: xroad_question(pool, origin, provider, services[i].code), and on FOUND
 *	xroad_draft(pool, origin, provider, &services[i], reply->body, &draft);
 *	catalog_write_resource(&draft, out);
 */
#ifndef ONETRIP_XROAD_SURVEY_H
#define ONETRIP_XROAD_SURVEY_H

#include "core/exchange/dialect.h"

enum { SURVEY_SERVICES = 2000, SURVEY_CAP = 8 << 20 };

struct xroad_service {
	const char *code;
	const char *method, *path;   /* of one endpoint that can be asked; path "" for "/" */
	bool described;              /* getOpenAPI has something to say */
};

/* What to ask: listMethods of a provider ("INSTANCE/CLASS/MEMBER/SUBSYSTEM"), or getOpenAPI of one
 * of its services. */
const struct resource *xroad_question(struct pool *p, const struct gateway *o, const char *provider,
	const char *service);

/* One entry for each endpoint with GET or POST. ERR_SYNTAX: not such a list; ERR_LIMIT. */
enum err xroad_services(const struct buf *body, struct pool *p, struct xroad_service **out,
	size_t *n) MUST_CHECK;

/* description: the body getOpenAPI gave (JSON), or NULL: there is none, and no field is known. */
void xroad_draft(struct pool *p, const struct gateway *o, const char *provider,
	const struct xroad_service *s, const struct buf *description, struct resource *out);

#endif
