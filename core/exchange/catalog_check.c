/* SPDX-License-Identifier: MIT
 *
 * What needs more than one key: that a question can be written at all, and that nothing about a
 * person would stand in a URL.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/exchange/catalog_inside.h"
#include "core/exchange/json.h"

bool catalog_only(const char *text, const char *extra)
{
	for (; *text; text++) {
		if (!((*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z') ||
			    (*text >= '0' && *text <= '9') || strchr(extra, *text)))
			return false;
	}
	return true;
}

/* ---- origins ---- */

bool catalog_base_valid(const char *base)
{
	const char *rest = strstr(base, "://");

	if (!text_starts(base, "https://") && !text_starts(base, "http://"))
		return false;
	rest += 3;
	return *rest && *rest != ':' && *rest != '/' && rest[strlen(rest) - 1] != '/' &&
	       catalog_only(rest, ".:-_/[]");
}

static bool path_valid(const char *path)
{
	return path[0] == '/' && catalog_only(path, "/._~-%");
}

/* "A/B/C" of that many parts, none empty. */
static bool parts_valid(const char *text, int least, int most)
{
	int n = 1;

	for (const char *p = text; *p; p++) {
		if (*p != '/')
			continue;
		n++;
		if (p == text || p[1] == '/' || !p[1])
			return false;
	}
	return *text && n >= least && n <= most;
}

/* What a dialect cannot do without. */
static void check_needs(struct load *l, int line, const struct gateway *o)
{
	const char *dialect = o->dialect->name;
	bool signs = o->dialect->signs;

	if (signs && strcmp(dialect, "national") != 0 && !*o->key)
		catalog_mistake(l, line, _("origin '%s' needs its key"), o->name);
	if (strcmp(dialect, "national") == 0 && !*o->rid)
		catalog_mistake(l, line, _("origin '%s' needs its rid"), o->name);
	if (*o->secret && (!origin_loopback(o) || *o->secret_file))
		catalog_mistake(l, line, _("'%s': a secret stands in a secret_file"), o->name);
	if (signs && !o->dialect->per_service && !*o->secret_file && !*o->secret)
		catalog_mistake(l, line, _("origin '%s' needs its secret_file"), o->name);
	if (strcmp(dialect, "xroad") == 0 && !parts_valid(o->client, 3, 4))
		catalog_mistake(l, line, _("the client of '%s' is INSTANCE/CLASS/MEMBER/SUBSYSTEM"),
			o->name);
}

static void check_trust(struct load *l, int line, const struct gateway *o)
{
	if (*o->pin && !text_starts(o->pin, "sha256//"))
		catalog_mistake(l, line, _("the pin of '%s' is written sha256//BASE64"), o->name);
	if (!*o->client_cert != !*o->client_key)
		catalog_mistake(l, line, _("'%s': client_cert and client_key go together"), o->name);
	if ((*o->renew_key && !path_valid(o->renew_key)) ||
		(*o->renew_sec && !path_valid(o->renew_sec)))
		catalog_mistake(l, line, _("'%s': renew.key and renew.sec are paths"), o->name);
}

void catalog_check_origin(struct load *l, int line, struct draft_origin *d)
{
	struct gateway *o = &d->o;

	o->dialect = dialect_find(d->dialect);
	o->rate = (int)d->rate;
	if (!o->dialect)
		catalog_mistake(l, line, _("origin '%s' speaks no known dialect"), o->name);
	else
		check_needs(l, line, o);
	check_trust(l, line, o);
	if (!catalog_base_valid(o->base)) {
		catalog_mistake(l, line,
			_("the base of '%s' is http(s)://host[:port], no slash at the end"), o->name);
		return;
	}
	if (l->base_override && origin_loopback(o))
		o->base = pool_text(&l->catalog->pool, l->base_override);
	if (text_starts(o->base, "http://") && !o->plain && !origin_loopback(o))
		catalog_mistake(l, line, _("'%s' without TLS needs plain = yes"), o->name);
}

/* ---- resources ---- */

static void check_paths(struct load *l, int line, const struct resource *r)
{
	bool may_be_empty = *r->service != '\0';

	if (!json_path_valid(r->rows))
		catalog_mistake(l, line, _("rows of %s is no path like $.a.b[0]"), r->id);
	if (r->ok[0] && !json_test_valid(r->ok))
		catalog_mistake(l, line, _("ok of %s is no test like $.code == 0"), r->id);
	if (r->same[0] && !json_test_valid(r->same))
		catalog_mistake(l, line, _("same of %s is no test like $.id == :holder_id"), r->id);
	if (!path_valid(r->path) && !(may_be_empty && !*r->path))
		catalog_mistake(l, line, _("path of %s starts with / and is written as in a URL"),
			r->id);
	if ((*r->error_code && !json_path_valid(r->error_code)) ||
		(*r->error_text && !json_path_valid(r->error_text)) ||
		(*r->page_total && !json_path_valid(r->page_total)))
		catalog_mistake(l, line, _("%s: error.* and page.total are paths like $.a.b[0]"),
			r->id);
}

/* Defaults that depend on the dialect and on each other. */
static void settle(struct draft_resource *d)
{
	struct resource *r = &d->r;
	const struct dialect *dialect = r->origin && r->origin->dialect ? r->origin->dialect : NULL;
	bool get = strcmp(r->method, "GET") == 0;

	if (d->carry < 0)
		d->carry = get ? CARRY_QUERY : dialect ? (int)dialect->carry : CARRY_JSON;
	r->carry = (enum carry)d->carry;
	if (d->basis < 0 && dialect) {
		bool fits = r->carry != CARRY_QUERY &&
			    (dialect->basis != BASIS_BODY || r->carry == CARRY_JSON);

		d->basis = fits || dialect->basis == BASIS_NONE ? (int)dialect->basis : BASIS_HEADER;
	}
	r->basis = d->basis < 0 ? BASIS_NONE : (enum basis_place)d->basis;
	r->payload = d->payload > 0 ? PAYLOAD_STRING : PAYLOAD_JSON;
	r->cap = (size_t)d->cap;
	r->rows_max = (int)d->rows_max;
	r->value_max = (size_t)d->value_max;
	r->fresh_ms = d->fresh_s * 1000;
	r->page_max = (int)d->page_max;
	r->cycle = (enum cycle)d->cycle;
	r->listed = !d->interface;
}

static void check_basis(struct load *l, int line, const struct resource *r)
{
	if (!(r->origin->dialect->bases & 1U << r->basis))
		catalog_mistake(l, line, _("%s: its dialect has no such place for the basis"), r->id);
	else if (r->carry == CARRY_QUERY &&
		 (r->basis == BASIS_ADDITIONAL || r->basis == BASIS_BODY))
		catalog_mistake(l, line, _("%s: the basis would stand in a URL"), r->id);
	else if (r->basis == BASIS_BODY && r->carry != CARRY_JSON)
		catalog_mistake(l, line, _("%s: basis = body goes with carry = json"), r->id);
}

/* How the question travels; what is about a person never does in a URL. */
static void check_carry(struct load *l, int line, const struct resource *r)
{
	bool get = strcmp(r->method, "GET") == 0;

	if (!get && strcmp(r->method, "POST") != 0)
		catalog_mistake(l, line, _("method of %s is GET or POST"), r->id);
	if (get != (r->carry == CARRY_QUERY))
		catalog_mistake(l, line, _("%s: GET and carry = query go together"), r->id);
	for (size_t i = 0; r->carry == CARRY_QUERY && i < r->n_arguments; i++) {
		if (r->arguments[i].value[0] == ':')
			catalog_mistake(l, line, _("%s: '%s' would stand in a URL"), r->id,
				r->arguments[i].value);
	}
	if (!r->origin || !r->origin->dialect)
		return;
	if (!(r->origin->dialect->carries & 1U << r->carry))
		catalog_mistake(l, line, _("%s: its dialect cannot carry = %s"), r->id,
			catalog_carry_word(r->carry));
	else
		check_basis(l, line, r);
}

/* What only some dialects know. */
static void check_dialect(struct load *l, int line, const struct resource *r)
{
	const struct dialect *dialect = r->origin->dialect;
	bool xroad = strcmp(dialect->name, "xroad") == 0;

	if (xroad ? !parts_valid(r->service, 5, 5) : *r->service != '\0')
		catalog_mistake(l, line,
			_("%s: service is INSTANCE/CLASS/MEMBER/SUBSYSTEM/SERVICE, of xroad alone"),
			r->id);
	if (dialect->per_service ? !*r->sid : *r->sid != '\0')
		catalog_mistake(l, line, _("%s: sid is needed by national, and by it alone"), r->id);
	if (dialect->per_service && !*resource_secret(r) && !*r->origin->secret)
		catalog_mistake(l, line, _("%s needs the secret_file of its key"), r->id);
	if (r->payload == PAYLOAD_STRING && !dialect->envelope)
		catalog_mistake(l, line, _("%s: its dialect has no payload in a string"), r->id);
	for (size_t i = 0; strcmp(dialect->name, "irs") == 0 && r->carry == CARRY_QUERY &&
			   i < r->n_arguments; i++) {
		if (!catalog_only(r->arguments[i].value, "._~-"))
			catalog_mistake(l, line, _("%s: irs signs only letters, digits and ._~- in a URL"),
				r->id);
	}
}

static void check_pages(struct load *l, int line, const struct resource *r)
{
	bool any = *r->page_arg || *r->page_total || r->page_max;

	if (any && (!*r->page_arg || !*r->page_total || !r->page_max))
		catalog_mistake(l, line, _("%s: page.arg, page.total and page.max go together"),
			r->id);
}

/* An attribute that is not shared is not read either; one that is, is. */
static void check_terms(struct load *l, int line, const struct resource *r)
{
	for (size_t i = 0; i < r->n_terms; i++) {
		const struct term *t = &r->terms[i];
		bool none = resource_sharing(r, t->name) == SHARING_NONE, read = resource_has(r, t->name);

		if (t->sharing == SHARING_NONE && read)
			catalog_mistake(l, line, _("%s: '%s' is not shared, so it has no item"), r->id,
				t->name);
		else if (!none && !read && !r->listed)
			catalog_mistake(l, line, _("%s: '%s' has a label or a class, but no item"),
				r->id, t->name);
		if (*t->raw && !resource_has(r, t->raw) && resource_sharing(r, t->raw) != SHARING_NONE)
			catalog_mistake(l, line, _("%s: '%s' stands for '%s', which it does not have"), r->id,
				t->name, t->raw);
		if (t->sharing >= 0 && t->sharing != SHARING_UNCONDITIONAL &&
			!*resource_ground(r, t->name))
			catalog_mistake(l, line, _("%s: '%s' needs its ground"), r->id, t->name);
	}
}

void catalog_check_resource(struct load *l, int line, struct draft_resource *d)
{
	struct resource *r = &d->r;

	if (d->sharing < 0)
		catalog_mistake(l, line, _("%s does not say how it is shared"), r->id);
	r->sharing = (enum sharing)d->sharing;
	settle(d);
	if (!r->name[0] || !r->department[0])
		catalog_mistake(l, line, _("%s needs a name and a department"), r->id);
	if (r->sharing != SHARING_UNCONDITIONAL && !r->ground[0])
		catalog_mistake(l, line, _("%s needs its ground"), r->id);
	check_terms(l, line, r);
	if (r->sharing == SHARING_NONE || r->listed)
		return;
	if (!r->origin)
		catalog_mistake(l, line, _("%s: there is no origin '%s'"), r->id, d->origin);
	if (r->n_attributes == 0)
		catalog_mistake(l, line, _("%s has no items"), r->id);
	check_paths(l, line, r);
	check_carry(l, line, r);
	check_pages(l, line, r);
	if (r->origin && r->origin->dialect)
		check_dialect(l, line, r);
}

void catalog_check_grant(struct load *l, int line, struct draft_grant *d)
{
	struct standing_grant *g = &d->g;
	day_t until;

	g->days = (int)d->days;
	if (!*g->resources)
		catalog_mistake(l, line, _("grant '%s' names no resource"), g->name);
	if (!*g->until == !g->days)
		catalog_mistake(l, line, _("grant '%s' needs until = DATE or days = N"), g->name);
	else if (*g->until && !day_parse(g->until, &until))
		catalog_mistake(l, line, _("grant '%s': until is a day like 2026-12-31"), g->name);
}
