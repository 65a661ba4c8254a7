/* SPDX-License-Identifier: MIT
 *
 * onetrip catalog survey: what a provider behind X-Road offers, as drafts of catalog sections on
 * standard output. A draft does not load before a person has written on what ground each resource
 * may be asked, and which department it is: that is meant so.
 */
#include <stdio.h>
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/exchange/driver.h"
#include "core/exchange/xroad_survey.h"
#include "tui/commands/catalog.h"
#include "tui/commands/lines.h"

enum { DRAFT_BYTES = 1 << 20 };

struct survey {
	struct driver *driver;
	struct pool pool;
	const struct gateway *origin;
	const char *provider;
	/* of the last question */
	struct buf body;
	enum outcome outcome;
	char text[ASK_TEXT];
	bool done;
};

static void answered(void *ctx, struct ask *ask, const struct reply *reply)
{
	struct survey *s = ctx;

	(void)ask;
	s->done = true;
	s->outcome = reply->outcome;
	text_copy(s->text, sizeof s->text, reply->text);
	buf_add(&s->body, buf_text(&reply->body), reply->body.len);
}

/* Nobody's data is asked for, so item and case say what it is. */
static bool ask(struct survey *s, const char *service)
{
	struct ask_request request = {
		.resource = xroad_question(&s->pool, s->origin, s->provider, service),
		.basis = {.operator_id = "survey", .window = "survey", .unit = "survey",
			.item_code = "catalog", .case_number = "catalog", .ground = "catalog"},
	};
	struct ask *handle;

	buf_release(&s->body);
	buf_init(&s->body, SURVEY_CAP * 2);
	s->done = false;
	if (ask_send(s->driver, &request, answered, s, &handle, s->text) != OK)
		return false;
	while (!s->done)
		if (driver_wait(s->driver, NULL, 0, ASK_END_MS) != OK)
			return false;
	return s->outcome == OUTCOME_FOUND;
}

static void print_draft(struct survey *s, const struct xroad_service *service)
{
	bool described = service->described && ask(s, service->code);
	struct resource draft;
	struct buf text;

	xroad_draft(&s->pool, s->origin, s->provider, service, described ? &s->body : NULL, &draft);
	buf_init(&text, DRAFT_BYTES);
	catalog_write_resource(&draft, &text);
	printf("%s\n", buf_text(&text));
	buf_release(&text);
}

static int survey(struct survey *s)
{
	struct xroad_service *services;
	size_t n = 0;

	if (!ask(s, NULL))
		return library_complain("%s: %s", s->provider,
			s->text[0] ? _(s->text) : _(outcome_text(s->outcome)));
	enum err e = xroad_services(&s->body, &s->pool, &services, &n);
	if (e)
		return library_complain("%s: %s", s->provider, _(err_text(e)));
	for (size_t i = 0; i < n; i++)
		print_draft(s, &services[i]);
	return lines_finish("catalog") ? GOOD : FINDINGS;
}

static const struct gateway *find_origin(const struct catalog *c, const char *name)
{
	for (size_t i = 0; i < c->n_origins; i++)
		if (text_equal(c->origins[i].name, name) &&
			text_equal(c->origins[i].dialect->name, "xroad"))
			return &c->origins[i];
	return NULL;
}

int library_survey(struct library *l, const char *origin, const char *provider)
{
	enum err e = library_open(l);
	struct survey s = {.provider = provider};

	if (e)
		return e == ERR_SYNTAX ? FINDINGS : library_complain("%s", _(err_text(e)));
	s.origin = find_origin(l->catalog, origin);
	if (!s.origin)
		return library_complain(_("there is no X-Road origin '%s'"), origin);
	e = driver_new(&s.driver);
	int status = e ? library_complain("%s", _(err_text(e))) : survey(&s);
	driver_free(s.driver);
	buf_release(&s.body);
	pool_release(&s.pool);
	return status;
}
