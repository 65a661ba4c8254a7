/* SPDX-License-Identifier: MIT
 *
 * All questions of core/exchange/probe.h that a catalog has, several at a time, and for each
 * provider behind X-Road what it offers. What must hold: nobody's data is asked for, and what may
 * be sent only once is not sent unless it was said.
 */
#include "tui/commands/exchange_check.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "tui/commands/lines.h"
#include "tui/commands/station.h"

enum { PARALLEL = 16, PATIENCE_MS = 1000, STEP_MS = 250, MESSAGES = 1 << 20 };

static void help(void)
{
	printf(_(
		"Usage: onetrip exchange-check CATALOG [--base URL] [--only RESOURCE|DEPARTMENT|ORIGIN]\n"
		"       [--item CODE] [--case N] [--window W] [--unit NAME] [--once] [--csv]\n\n"
		"Asks every resource of a catalog one question about nobody and prints a row for each:\n"
		"resource, department, dialect, verdict, milliseconds, and what to do. NOTHING is what a\n"
		"resource says that is well. Of a provider behind X-Road the list of its services is read,\n"
		"too.\n\n"
		"  --base URL   instead of the address of origins on this machine (the demo exchange)\n"
		"  --only WORD  these alone\n"
		"  --item, --case, --window, --unit   where a gateway wants real ones with each question\n"
		"  --once       also what is not marked safe = yes, and may change something there\n"
		"  --csv        for a spreadsheet\n\n"
		"Exit status: 0 all answered, 1 not all, 2 usage.\n"));
}

/* ---- options ---- */

static bool take(struct line_check *c, int option)
{
	switch (option) {
	case 'b': c->base = optarg; return true;
	case 'o': c->only = optarg; return true;
	case 'i': c->who.item_code = optarg; return true;
	case 'n': c->who.case_number = optarg; return true;
	case 'w': c->who.window = optarg; return true;
	case 'u': c->who.unit = optarg; return true;
	case '1': return c->once = true;
	case 'c': return c->csv = true;
	case 'h': return c->help = true;
	default: return false;
	}
}

static bool options(struct line_check *c, int argc, char **argv)
{
	static const struct option all[] = {{"base", required_argument, NULL, 'b'},
		{"only", required_argument, NULL, 'o'}, {"item", required_argument, NULL, 'i'},
		{"case", required_argument, NULL, 'n'}, {"window", required_argument, NULL, 'w'},
		{"unit", required_argument, NULL, 'u'}, {"once", no_argument, NULL, '1'},
		{"csv", no_argument, NULL, 'c'}, {"help", no_argument, NULL, 'h'}, {0}};
	int option;

	optind = 1;
	opterr = 0;
	while ((option = getopt_long(argc, argv, "", all, NULL)) != -1)
		if (!take(c, option))
			return false;
	if (!c->help && optind == argc - 1)
		c->path = argv[optind];
	return c->help || c->path;
}

/* ---- what is asked ---- */

static bool wanted(const struct line_check *c, const struct resource *r)
{
	return resource_asked(r) &&
	       (!c->only || text_equal(r->id, c->only) || text_equal(r->department, c->only) ||
		       text_equal(r->department_en, c->only) || text_equal(r->origin->name, c->only));
}

static bool on_xroad(const struct resource *r)
{
	return text_equal(r->origin->dialect->name, "xroad");
}

/* "CS/GOV/1/police/SERVICE" without its last part. */
static const char *provider_of(struct pool *p, const struct resource *r)
{
	const char *last = strrchr(r->service, '/');

	return last ? pool_textn(p, r->service, (size_t)(last - r->service)) : r->service;
}

static struct probed *add(struct line_check *c)
{
	struct probed *row = &c->rows[c->n++];

	*row = (struct probed){.offered = -1};
	return row;
}

static bool surveyed(const struct line_check *c, const struct resource *r, const char *provider)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->rows[i].provider && c->rows[i].resource->origin == r->origin &&
			text_equal(c->rows[i].provider, provider))
			return true;
	return false;
}

static void add_survey(struct line_check *c, const struct resource *r)
{
	const char *provider = provider_of(&c->pool, r);

	if (surveyed(c, r, provider))
		return;
	struct probed *row = add(c);
	row->provider = provider;
	row->resource = xroad_question(&c->pool, r->origin, provider, NULL);
	probe_make(row->resource, &c->who, &row->probe);
}

static void plan(struct line_check *c)
{
	c->rows = mem_array(2 * c->catalog->n_resources + 1, sizeof *c->rows);
	for (size_t i = 0; i < c->catalog->n_resources; i++) {
		const struct resource *r = &c->catalog->resources[i];
		if (!wanted(c, r))
			continue;
		if (on_xroad(r))
			add_survey(c, r);
		if (!r->safe && !c->once) {
			c->left_out++;
			continue;
		}
		struct probed *row = add(c);
		row->resource = r;
		probe_make(r, &c->who, &row->probe);
	}
}

/* ---- asking ---- */

static void keep_services(struct line_check *c, struct probed *row, const struct reply *reply)
{
	if (!row->provider || reply->outcome != OUTCOME_FOUND)
		return;
	if (xroad_services(&reply->body, &c->pool, &row->services, &row->n_services) == OK)
		return;
	row->outcome = OUTCOME_BROKEN;
	text_copy(row->text, sizeof row->text, N_("This is no list of services"));
}

struct answer {
	struct line_check *check;
	struct probed *row;
};

static void answered(void *ctx, struct ask *ask, const struct reply *reply)
{
	struct answer *x = ctx;
	struct probed *row = x->row;

	(void)ask;
	row->done = true;
	row->outcome = reply->outcome;
	row->took_ms = reply->took_ms;
	row->tries = reply->tries;
	text_copy(row->code, sizeof row->code, reply->code);
	text_copy(row->text, sizeof row->text, reply->text);
	text_copy(row->trace, sizeof row->trace, reply->trace);
	keep_services(x->check, row, reply);
	x->check->done++;
}

/* Only what never leaves ends here. */
static void refused(struct line_check *c, struct probed *row, enum err e, const char *why)
{
	row->done = true;
	row->outcome = OUTCOME_BADASK;
	text_copy(row->text, sizeof row->text, *why ? why : err_text(e));
	c->done++;
}

static void send_more(struct line_check *c)
{
	for (size_t i = 0; i < c->n && driver_flight(c->driver) < PARALLEL; i++) {
		struct probed *row = &c->rows[i];
		char why[ASK_TEXT] = "";
		struct ask *handle;
		if (row->sent)
			continue;
		struct answer *x = pool_get(&c->pool, sizeof *x);
		*x = (struct answer){c, row};
		row->sent = true;
		enum err e = ask_send(c->driver, &row->probe.request, answered, x, &handle, why);
		if (e)
			refused(c, row, e, why);
	}
}

static void tell_progress(const struct line_check *c, int64_t since_ms, bool *told)
{
	if (!isatty(STDERR_FILENO) || clock_mono_ms() - since_ms < PATIENCE_MS)
		return;
	fprintf(stderr, "\r");
	fprintf(stderr, _("%zu of %zu have answered"), c->done, c->n);
	*told = true;
}

static enum err ask_all(struct line_check *c)
{
	int64_t since = clock_mono_ms();
	enum err e = driver_new(&c->driver);
	bool told = false;

	while (!e && c->done < c->n) {
		send_more(c);
		if (c->done < c->n)
			e = driver_wait(c->driver, NULL, 0, STEP_MS);
		tell_progress(c, since, &told);
	}
	if (told)
		fputc('\n', stderr);
	return e;
}

/* ---- what X-Road's providers offer ---- */

static bool offers(const struct probed *survey, const struct resource *r)
{
	const char *code = strrchr(r->service, '/');

	for (size_t i = 0; code && i < survey->n_services; i++)
		if (text_equal(survey->services[i].code, code + 1))
			return true;
	return false;
}

static void compare(struct line_check *c)
{
	for (size_t i = 0; i < c->n; i++) {
		struct probed *row = &c->rows[i];
		if (row->provider || !on_xroad(row->resource))
			continue;
		const char *provider = provider_of(&c->pool, row->resource);
		for (size_t k = 0; k < c->n; k++) {
			const struct probed *s = &c->rows[k];
			if (s->provider && s->resource->origin == row->resource->origin &&
				text_equal(s->provider, provider) && outcome_well(s->outcome))
				row->offered = offers(s, row->resource);
		}
	}
}

static int complain(const char *text)
{
	fprintf(stderr, "onetrip exchange-check: %s\n", text);
	return FINDINGS;
}

static int run(struct line_check *c)
{
	struct buf messages;

	buf_init(&messages, MESSAGES);
	enum err e = catalog_load(c->path, c->base, &c->catalog, &messages);
	fputs(buf_text(&messages), stderr);
	buf_release(&messages);
	if (e)
		return e == ERR_SYNTAX ? FINDINGS : complain(_(err_text(e)));
	plan(c);
	if (c->n == 0)
		return complain(_("there is nothing to ask here"));
	e = ask_all(c);
	if (e)
		return complain(_(err_text(e)));
	compare(c);
	bool all = check_print(c) == c->n;
	return lines_finish("exchange-check") && all ? GOOD : FINDINGS;
}

int command_exchange_check(int argc, char **argv)
{
	struct line_check c = {.path = NULL};

	if (!options(&c, argc, argv)) {
		fputs(_("onetrip: usage: see onetrip exchange-check --help\n"), stderr);
		return 2;
	}
	if (c.help) {
		help();
		return GOOD;
	}
	int status = run(&c);
	driver_free(c.driver);
	for (size_t i = 0; i < c.n; i++)
		probe_release(&c.rows[i].probe);
	mem_free(c.rows);
	pool_release(&c.pool);
	catalog_free(c.catalog);
	return status;
}
