/* SPDX-License-Identifier: MIT
 *
 * The grants of a hall, folded from the journal as it grows. What must hold: nothing here decides by
 * what it remembers when the journal knows better, so every question first takes what is new.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/grant.h"
#include "core/store/operator.h"

enum { WAIT_MS = 400, MOST = 20000 };

/* Each on its own, so that pointers stay good; linked to the one before of the same resource. */
struct held {
	struct grant grant;          /* first: the list is one of grants */
	struct held *before;
};

struct grants {
	struct store *store;
	const struct catalog *catalog;
	struct grant **list;
	struct held **newest;        /* of each resource of the catalog */
	size_t n, cap;
	uint64_t after;              /* event taken last */
	bool blind;                  /* an event could not be opened */
};

static const struct {
	char sign;
	const char *text;
} permits[PERMIT_COUNT] = {
#define X(name, sign, text) [name] = {sign, text},
	PERMIT_TABLE(X)
#undef X
};

char permit_sign(enum permit p)
{
	return permits[p].sign;
}

const char *permit_text(enum permit p)
{
	return permits[p].text;
}

struct grants *grants_new(struct store *s, const struct catalog *c)
{
	struct grants *g = mem_new(sizeof *g);

	g->store = s;
	g->catalog = c;
	g->newest = mem_array(c->n_resources + 1, sizeof(*g->newest));
	return g;
}

void grants_turn(struct grants *g, const struct catalog *c)
{
	grants_forget(g);
	mem_free(g->newest);
	g->catalog = c;
	g->newest = mem_array(c->n_resources + 1, sizeof(*g->newest));
}

void grants_forget(struct grants *g)
{
	for (size_t i = 0; i < g->n; i++) {
		grant_release(g->list[i]);
		mem_free(g->list[i]);
	}
	mem_free(g->list);
	memset(g->newest, 0, g->catalog->n_resources * sizeof(*g->newest));
	g->list = NULL;
	g->n = g->cap = 0;
	g->after = 0;
	g->blind = false;
}

void grants_free(struct grants *g)
{
	if (!g)
		return;
	grants_forget(g);
	mem_free(g->newest);
	mem_free(g);
}

/* ---- what was recorded ---- */

static struct grant *find(const struct grants *g, const struct uid *id)
{
	for (size_t i = g->n; i-- > 0;)
		if (uid_equal(&g->list[i]->id, id))
			return g->list[i];
	return NULL;
}

static struct grant *add(struct grants *g)
{
	if (g->n == g->cap) {
		size_t cap = g->cap ? 2 * g->cap : 64;
		g->list = mem_grow(g->list, g->cap * sizeof(*g->list), cap * sizeof(*g->list));
		g->cap = cap;
	}
	struct held *one = mem_new(sizeof *one);
	one->grant.until = DAY_NONE;
	return g->list[g->n++] = &one->grant;
}

/* NULL: of a resource that is not in the catalog any more. */
static struct held **chain(const struct grants *g, const char *resource)
{
	const struct resource *r = catalog_find(g->catalog, resource);

	return r ? &g->newest[r - g->catalog->resources] : NULL;
}

static void link_last(struct grants *g)
{
	struct held *one = (struct held *)g->list[g->n - 1], **to = chain(g, one->grant.resource);

	if (!to)
		return;
	one->before = *to;
	*to = one;
}

static void drop_last(struct grants *g)
{
	grant_release(g->list[--g->n]);
	mem_free(g->list[g->n]);
}

/* An event that does not fit is left aside: it can grant nothing. */
static enum err take(const struct event *e, void *ctx)
{
	struct grants *g = ctx;
	const char *text = record_get(&e->body, "grant");
	struct uid id;

	if (e->body.n == 0) {
		g->blind = true;
		return ERR_LOCKED;
	}
	if (!text || !text_unhex(text, id.b, sizeof id.b))
		return OK;
	struct grant *known = find(g, &id), *one = known;
	if (!one && g->n < MOST)
		one = add(g);
	enum err err = one ? grant_fold(one, e) : ERR_LIMIT;
	if (err)
		log_line("casework", "a grant's event does not fit: %s", err_name(err));
	if (err && one && !known)
		drop_last(g);
	else if (!known && one)
		link_last(g);
	return OK;
}

enum err grants_refresh(struct grants *g)
{
	if (!store_unlocked(g->store))
		return ERR_LOCKED;
	g->blind = false;
	enum err e = journal_kind(g->store, "GRANT", &g->after, take, g);
	return g->blind ? ERR_LOCKED : e;
}

size_t grants_all(const struct grants *g, const struct grant *const **out)
{
	*out = (const struct grant *const *)g->list;
	return g->n;
}

/* ---- how the hall stands ---- */

bool resource_needs_grant(const struct resource *r)
{
	if (r->sharing != SHARING_UNCONDITIONAL)
		return r->sharing == SHARING_CONDITIONAL;
	for (size_t i = 0; i < r->n_terms; i++)
		if (r->terms[i].sharing == SHARING_CONDITIONAL)
			return true;
	return false;
}

static bool in_force(const struct grant *g, day_t today)
{
	return g->state == GRANT_ACTIVE && g->until >= today;
}

const struct grant *grants_of(const struct grants *g, const char *resource, day_t today)
{
	struct held **newest = chain(g, resource);
	const struct grant *best = NULL;

	for (const struct held *h = newest ? *newest : NULL; h; h = h->before) {
		const struct grant *one = &h->grant;
		if (!best || (in_force(one, today) &&
				     (!in_force(best, today) || one->until > best->until)))
			best = one;
	}
	return best;
}

enum permit grants_permit(const struct grants *g, const struct resource *r, day_t today)
{
	if (r->sharing == SHARING_NONE)
		return PERMIT_CLOSED;
	if (r->sharing == SHARING_UNCONDITIONAL)
		return PERMIT_FREE;
	const struct grant *one = grants_of(g, r->id, today);
	if (!one)
		return PERMIT_NONE;
	switch (one->state) {
	case GRANT_ACTIVE:
		return one->until < today                       ? PERMIT_EXPIRED
		       : one->until - today < GRANT_ENDING_DAYS ? PERMIT_ENDING
								: PERMIT_ACTIVE;
	case GRANT_REFUSED:
	case GRANT_REVOKED:
		return PERMIT_REFUSED;
	case GRANT_NONE:
	case GRANT_WITHDRAWN:
		return PERMIT_NONE;
	default:
		return PERMIT_PENDING;
	}
}

/* ---- before an ask ---- */

static bool names(const char *words, const char *word)
{
	size_t len = strlen(word);

	if (!words || text_equal(words, "*"))
		return words != NULL;
	for (const char *p = words; (p = strstr(p, word)); p += len)
		if ((p == words || p[-1] == ' ') && (p[len] == ' ' || !p[len]))
			return true;
	return false;
}

/* The grant in force that covers the item. */
static const struct grant *covering(const struct grants *g, const char *resource, const char *item,
	day_t today)
{
	struct held **newest = chain(g, resource);

	for (const struct held *h = newest ? *newest : NULL; h; h = h->before)
		if (in_force(&h->grant, today) && names(h->grant.items, item))
			return &h->grant;
	return NULL;
}

static const char *refusal(const struct grants *g, const struct resource *r, day_t today)
{
	switch (grants_permit(g, r, today)) {
	case PERMIT_EXPIRED:
		return N_("The grant for this has expired; F9 catalog renews it");
	case PERMIT_PENDING:
		return N_("The grant for this is still being decided");
	case PERMIT_REFUSED:
		return N_("The department has not granted this");
	case PERMIT_ACTIVE:
	case PERMIT_ENDING:
		return N_("The grant for this does not cover this item");
	default:
		return N_("The hall has no grant for this; F9 catalog applies for it");
	}
}

/* Attributes that may be taken, only when some may not. */
static void list_fields(const struct resource *r, const struct grant *g, char fields[ASK_FIELDS])
{
	size_t taken = 0, len = 0;

	for (size_t i = 0; i < r->n_attributes; i++) {
		const char *name = r->attributes[i].name;
		bool free = resource_sharing(r, name) == SHARING_UNCONDITIONAL;
		if (!free && !(g && names(g->fields, name)))
			continue;
		taken++;
		if (text_format(fields + len, ASK_FIELDS - len, len ? " %s" : "%s", name))
			len += strlen(fields + len);
	}
	if (taken == r->n_attributes)
		fields[0] = '\0';
	else if (taken == 0)
		text_copy(fields, ASK_FIELDS, "-"); /* none at all: no attribute is called so */
}

enum err grants_guard(void *ctx, const struct ask_request *r, char fields[ASK_FIELDS], char *why)
{
	struct grants *g = ctx;
	day_t today = clock_today();

	if (!resource_needs_grant(r->resource))
		return OK;
	enum err e = grants_refresh(g);
	const struct grant *one =
		e ? NULL : covering(g, r->resource->id, r->basis.item_code, today);
	if (!one && r->resource->sharing == SHARING_CONDITIONAL) {
		text_copy(why, ASK_TEXT, refusal(g, r->resource, today));
		return ERR_DENIED;
	}
	list_fields(r->resource, one, fields);
	return OK;
}

/* ---- acts ---- */

static bool may(const struct grants *g, enum right a, enum right b)
{
	const struct operator_info *me = operator_current(g->store);

	return me && (role_may(me->role, a) || role_may(me->role, b));
}

static void put(struct record *out, const struct uid *id, const char *resource, enum grant_state to,
	const struct grant_terms *t)
{
	char hex[UID_HEX], day[11];

	uid_hex(id, hex);
	record_add(out, "grant", hex);
	record_add(out, "to", grant_word(to));
	record_add(out, "resource", resource);
	record_add(out, "items", t->items);
	record_add(out, "fields", t->fields);
	record_add(out, "number", t->number);
	record_add(out, "ground", t->ground);
	record_add(out, "reason", t->reason);
	if (t->until != DAY_NONE) {
		day_format(t->until, day);
		record_add(out, "until", day);
	}
}

static enum err append(struct grants *g, struct record *bodies, size_t n)
{
	struct entry entries[EVENT_BATCH];

	for (size_t i = 0; i < n; i++)
		entries[i] = (struct entry){.kind = "GRANT", .body = &bodies[i]};
	enum err e = journal_append_wait(g->store, entries, n, NULL, NULL, WAIT_MS);
	return e ? e : grants_refresh(g);
}

static enum err append_one(struct grants *g, struct record *body)
{
	enum err e = append(g, body, 1);

	record_release(body);
	return e;
}

enum err grants_apply(struct grants *g, const struct resource *r, const struct grant_terms *t)
{
	struct record body = {0};
	struct uid id = uid_new();

	if (!may(g, RIGHT_CATALOG, RIGHT_RECEIVE))
		return store_unlocked(g->store) ? ERR_DENIED : ERR_LOCKED;
	enum err e = grants_refresh(g);
	if (e)
		return e;
	switch (grants_permit(g, r, clock_today())) {
	case PERMIT_FREE:
	case PERMIT_CLOSED:
		return ERR_STATE;
	case PERMIT_ACTIVE:
	case PERMIT_PENDING:
		return ERR_EXISTS;
	default:
		break;
	}
	put(&body, &id, r->id, GRANT_APPLIED, t);
	if (!r->listed)
		record_add(&body, "published", "1");
	return append_one(g, &body);
}

static bool complete(enum grant_state to, const struct grant *g, const struct grant_terms *t)
{
	switch (to) {
	case GRANT_ANSWERED:
	case GRANT_PUBLISHED:
	case GRANT_ACTIVE:
		return t->until != DAY_NONE || g->until != DAY_NONE;
	case GRANT_REFUSED:
	case GRANT_REVOKED:
		return t->reason && *t->reason;
	default:
		return true;
	}
}

enum err grants_move(struct grants *g, const struct uid *id, enum grant_state to,
	const struct grant_terms *t)
{
	struct record body = {0};

	if (!may(g, RIGHT_CATALOG, RIGHT_CATALOG))
		return store_unlocked(g->store) ? ERR_DENIED : ERR_LOCKED;
	enum err e = grants_refresh(g);
	const struct grant *one = e ? NULL : find(g, id);
	if (!one)
		return e ? e : ERR_NOTFOUND;
	if (!grant_may(one->state, to))
		return ERR_STATE;
	if (!complete(to, one, t))
		return ERR_INCOMPLETE;
	put(&body, id, one->resource, to, t);
	return append_one(g, &body);
}

enum err grants_record(struct grants *g, const struct resource *r, const struct grant_terms *t)
{
	struct record body = {0};
	struct uid id = uid_new();

	if (!may(g, RIGHT_CATALOG, RIGHT_CATALOG))
		return store_unlocked(g->store) ? ERR_DENIED : ERR_LOCKED;
	if (!resource_needs_grant(r))
		return ERR_STATE;
	if (t->until == DAY_NONE || !t->number || !*t->number)
		return ERR_INCOMPLETE;
	put(&body, &id, r->id, GRANT_ACTIVE, t);
	return append_one(g, &body);
}

/* ---- what came with the catalog ---- */

static day_t standing_until(const struct standing_grant *s)
{
	day_t until;

	return s->days ? clock_today() + s->days : day_parse(s->until, &until) ? until : DAY_NONE;
}

static const char *letter_of(const struct standing_grant *s)
{
	return *s->number ? s->number : s->name;
}

/* A letter grants once: what the office took back since does not come again with the next log-in. */
static bool recorded_before(const struct grants *g, const struct standing_grant *s, const struct resource *r)
{
	struct held **first = chain(g, r->id);

	for (const struct held *h = first ? *first : NULL; h; h = h->before)
		if (text_equal(h->grant.number, letter_of(s)))
			return true;
	return false;
}

static bool wanted(const struct grants *g, const struct standing_grant *s, const struct resource *r)
{
	const struct grant *known = grants_of(g, r->id, clock_today());
	bool all = text_equal(s->resources, "*");

	if (!resource_needs_grant(r) || (all ? r->listed : !names(s->resources, r->id)))
		return false;
	if (store_kind(g->store) == STORE_LIVE && recorded_before(g, s, r))
		return false;
	return !known || !in_force(known, clock_today());
}

static enum err record_standing(struct grants *g, const struct standing_grant *s, size_t *n)
{
	struct record bodies[EVENT_BATCH] = {{0}};
	struct grant_terms t = {.items = s->items, .fields = s->fields,
		.number = letter_of(s), .ground = s->ground,
		.until = standing_until(s)};
	size_t used = 0;
	enum err e = OK;

	for (size_t i = 0; !e && i < g->catalog->n_resources; i++) {
		const struct resource *r = &g->catalog->resources[i];
		struct uid id = uid_new();
		if (t.until < clock_today() || !wanted(g, s, r))
			continue;
		put(&bodies[used++], &id, r->id, GRANT_ACTIVE, &t);
		if (used == EVENT_BATCH) {
			e = append(g, bodies, used);
			for (; used > 0; (*n)++)
				record_release(&bodies[--used]);
		}
	}
	if (!e && used)
		e = append(g, bodies, used);
	for (; used > 0; (*n)++)
		record_release(&bodies[--used]);
	return e;
}

enum err grants_standing(struct grants *g, size_t *n)
{
	bool demo = store_kind(g->store) == STORE_DEMO && operator_current(g->store);
	enum err e = grants_refresh(g);

	*n = 0;
	if (!demo && !may(g, RIGHT_CATALOG, RIGHT_CATALOG))
		return store_unlocked(g->store) ? ERR_DENIED : ERR_LOCKED;
	for (size_t i = 0; !e && i < g->catalog->n_grants; i++)
		e = record_standing(g, &g->catalog->grants[i], n);
	return e;
}
