/* SPDX-License-Identifier: MIT
 *
 * Which questions a case has. What must hold: no department is asked twice for what it said and
 * what is still fresh, whoever is asked about is somebody the form names now, and a question about
 * somebody it no longer names is stopped.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/desk/desk_inside.h"
#include "core/form/rule.h"

/* Asked with the card, before an item is known; what they may keep is the block of every
 * natural or legal person's matter (domain.md 9.0). */
static const struct {
	bool legal, natural;
	const char *resource, *ground, *attributes;
} identity[] = {
	{false, true, "POP-01", N_("The citizen is here; identity check"),
		" id name sex birth ethnic hukou_address hukou_region hukou_station "},
	{false, true, "POP-05", N_("The citizen is here; registration in force"), " alive "},
	{false, true, "AUTH-01", N_("The citizen is here; contact kept by the account"),
		" level mobile "},
	{true, false, "CRD-01", N_("Somebody is here for the firm; identity check"),
		" uscc name state type established address scope capital representative "
		"representative_id "},
	{true, false, "SJ-01", N_("Somebody is here for the firm; registration in force"),
		" uscc name state type established address scope capital representative "
		"representative_id "},
	{true, false, "AUTH-02", N_("Somebody is here for the firm; who may act for it"),
		" uscc handler_id handler_name handler_mobile from to "},
	{true, true, "LIC-01", N_("The citizen is here; e-licences instead of papers"),
		" type number issuer issued valid_to state level "},
};

bool identity_keeps(const char *resource, const char *attribute)
{
	char word[66];

	text_format(word, sizeof word, " %s ", attribute ? attribute : "");
	for (size_t i = 0; i < COUNT_OF(identity); i++)
		if (text_equal(identity[i].resource, resource))
			return !attribute || strstr(identity[i].attributes, word);
	return false;
}

const char *asks_plain(const struct desk *d, const char *holder)
{
	return text_equal(holder, d->file.subject) ? "" : holder;
}

struct asking *asks_find(const struct desk *d, const char *resource, const char *holder)
{
	for (size_t i = 0; i < d->n_asks; i++) {
		const struct asking *a = &d->asks[i];
		if (a->resource && text_equal(a->resource->id, resource) &&
			text_equal(a->holder, asks_plain(d, holder)))
			return (struct asking *)(uintptr_t)a;
	}
	return NULL;
}

/* Among those about one holder the one that carries this value. */
struct asking *asks_find_exact(
	const struct desk *d, const char *resource, const char *holder, const char *value)
{
	for (size_t i = 0; i < d->n_asks; i++) {
		const struct asking *a = &d->asks[i];
		if (a->resource && text_equal(a->resource->id, resource) &&
			text_equal(a->holder, holder) && text_equal(a->asked_for, value))
			return (struct asking *)(uintptr_t)a;
	}
	return NULL;
}

bool asks_silent(const void *desk, const char *resource, const char *holder)
{
	const struct asking *a = asks_find(desk, resource, holder);

	return a && !a->answered && a->resource->sharing != SHARING_NONE;
}

static struct asking *free_slot(struct desk *d)
{
	for (size_t i = 0; i < d->n_asks; i++)
		if (!d->asks[i].resource)
			return &d->asks[i];
	return d->n_asks < DESK_ASKS ? &d->asks[d->n_asks++] : NULL;
}

static struct asking *add(struct desk *d, const char *id, const char *ground, const char *item_code)
{
	const struct resource *r = catalog_find(d->parts.catalog, id);
	struct asking *a = r ? free_slot(d) : NULL;

	if (!a) {
		log_line("casework", "resource %s cannot be asked: %s", id,
			r ? "too many questions" : "not in the catalog");
		return NULL;
	}
	*a = (struct asking){.desk = d,
		.resource = r,
		.ground = ground,
		.item_code = item_code,
		.party = -1,
		.when = -1};
	if (r->sharing == SHARING_NONE) {
		a->stage = STAGE_DONE;
		a->outcome = OUTCOME_DENIED;
	}
	return a;
}

/* Nobody with a name, nobody to ask about. */
void asks_identity(struct desk *d)
{
	for (size_t i = 0; *d->file.subject && i < COUNT_OF(identity); i++) {
		if (!(d->file.legal ? identity[i].legal : identity[i].natural))
			continue;
		struct asking *a = add(d, identity[i].resource, _(identity[i].ground), "identity");
		if (a)
			a->identity = true;
	}
}

static bool wanted(const struct desk *d, const struct item_ask *ask)
{
	struct rule_value v = {.null = true};

	if (ask->condition < 0)
		return true;
	return draft_rule(&d->file.draft, &d->eval, ask->condition, ask->party,
		       casefile_day(&d->file, clock_today()), &v) == OK &&
	       rule_true(&v);
}

const char *asking_value(const struct desk *d, const struct asking *a)
{
	return a->when < 0 ? NULL : d->file.draft.answers[a->when].value;
}

int asks_when_of(const struct desk *d, const struct item_ask *ask)
{
	return *ask->when ? item_field(d->file.item, ask->when) : -1;
}

/* Something the question carries has changed since it was asked. */
static bool outdated(const struct desk *d, const struct asking *a)
{
	const char *now = asking_value(d, a);

	return a->stage == STAGE_DONE && now && *now && !text_equal(now, a->asked_for);
}

void asks_plan_again(struct asking *a)
{
	a->stage = STAGE_PLANNED;
	a->tries = 0;
	a->again_ms = 0;
	a->late = false;
}

static bool identity_suffices(const struct item *item, const char *resource)
{
	for (size_t i = 0; i < item->n_fields; i++) {
		if (item->fields[i].row > 0)
			continue;
		for (size_t k = 0; k < item->fields[i].n_shares; k++) {
			const struct share *s = &item->fields[i].shares[k];
			if (text_equal(s->resource, resource) && *s->attribute &&
				!identity_keeps(resource, s->attribute))
				return false;
		}
	}
	return true;
}

static bool reads_no_more(const struct desk *d, const struct resource *r, const struct item *before)
{
	for (size_t i = 0; i < r->n_attributes; i++)
		if (item_reads(d->file.item, r->id, r->attributes[i].name) &&
			!item_reads(before, r->id, r->attributes[i].name))
			return false;
	return true;
}

/* Kept of that answer is what this item reads. */
bool asks_enough(const struct desk *d, const struct asking *a, const struct evidence *e)
{
	static const uint8_t none[HASH_SIZE];
	const struct former *former = d->file.former;

	if (memcmp(e->form, d->file.item_hash, HASH_SIZE) == 0)
		return true;
	if (former && memcmp(e->form, former->item->hash, HASH_SIZE) == 0)
		return reads_no_more(d, a->resource, former->item);
	return memcmp(e->form, none, HASH_SIZE) == 0 &&
	       identity_suffices(d->file.item, a->resource->id);
}

/* What the identity check asked serves the item as well, unless the item needs more of it. */
static void plan_identity(struct desk *d, struct asking *a, const struct item_ask *ask)
{
	const struct evidence *e = casefile_latest(&d->file, ask->resource, "");

	if (a->stage != STAGE_DONE || identity_suffices(d->file.item, ask->resource))
		return;
	a->item_code = d->file.item->code;
	a->ground = i18n_pick(ask->basis, ask->basis_en);
	if (!e || !asks_enough(d, a, e))
		asks_plan_again(a);
}

static void plan_known(struct desk *d, struct asking *a, const struct item_ask *ask)
{
	if (text_equal(a->item_code, "identity"))
		plan_identity(d, a, ask);
	else if (outdated(d, a))
		asks_plan_again(a);
}

static bool needs_holder(const struct resource *r)
{
	bool needs = strstr(r->same, ":holder_id") != NULL;

	for (size_t i = 0; i < r->n_arguments; i++)
		needs |= text_equal(r->arguments[i].value, ":holder_id");
	return needs;
}

/* About the applicant. */
static void plan_own(struct desk *d, const struct item_ask *ask)
{
	struct asking *a = asks_find(d, ask->resource, "");
	const struct resource *r = catalog_find(d->parts.catalog, ask->resource);

	if (a) {
		a->party = -1;
		plan_known(d, a, ask);
		return;
	}
	int when = asks_when_of(d, ask);
	bool nameless = !*d->file.subject && r && needs_holder(r);
	if (nameless || !wanted(d, ask) || (when >= 0 && !*d->file.draft.answers[when].value))
		return;
	a = add(d, ask->resource, i18n_pick(ask->basis, ask->basis_en), d->file.item->code);
	if (a)
		a->when = when;
}

void asks_restore(struct asking *a, const struct evidence *e)
{
	bool answered = e->outcome == OUTCOME_FOUND || e->outcome == OUTCOME_NOTHING;

	a->stage = STAGE_DONE;
	a->outcome = e->outcome;
	a->answered |= answered;
	a->took_ms = e->took_ms;
	a->at_ms = e->at_ms;
	a->stale = answered && a->resource->fresh_ms > 0 &&
		   clock_now_ms() - e->at_ms > a->resource->fresh_ms;
	a->stale |= answered && dispute_outdates(&a->desk->file, e);
	text_copy(a->text, sizeof a->text, e->text);
}

/* The same was asked about the same holder before, and is still fresh. */
static void recall_answer(struct desk *d, struct asking *a)
{
	for (size_t i = d->file.n_evidence; i-- > 0;) {
		const struct evidence *e = &d->file.evidence[i];
		if ((e->outcome != OUTCOME_FOUND && e->outcome != OUTCOME_NOTHING) ||
			!text_equal(e->resource, a->resource->id) ||
			!text_equal(asks_plain(d, e->holder), a->holder) || !asks_enough(d, a, e) ||
			(e->asked && a->asked_for && !text_equal(e->asked, a->asked_for)))
			continue;
		asks_restore(a, e);
		if (a->stale)
			asks_plan_again(a);
		return;
	}
}

struct asking *asks_add_party(
	struct desk *d, const struct item_ask *ask, const char *holder, int when, const char *value)
{
	struct asking *a =
		add(d, ask->resource, i18n_pick(ask->basis, ask->basis_en), d->file.item->code);

	if (!a)
		return NULL;
	text_copy(a->holder, sizeof a->holder, holder);
	a->party = ask->party;
	a->when = when;
	a->asked_for = mem_text(value);
	return a;
}

/* About whoever a party is now: its number is there, shown, and the ask is wanted for it. */
static void plan_party(struct desk *d, const struct item_ask *ask)
{
	const struct item_party *party = &d->file.item->parties[ask->party];
	const char *holder = casefile_holder(&d->file, ask->party);
	int when = asks_when_of(d, ask);
	const char *value = when < 0 ? NULL : d->file.draft.answers[when].value;

	if (!holder || !d->eval.live[party->id] || (value && !*value) || !wanted(d, ask))
		return;
	struct asking *a = asks_find_exact(d, ask->resource, holder, value);
	if (!a && !*holder && !value)
		a = asks_find(d, ask->resource, "");
	if (!a) {
		a = asks_add_party(d, ask, holder, when, value);
		if (a && a->stage == STAGE_PLANNED)
			recall_answer(d, a);
	} else if (a->party < 0) {
		plan_known(d, a, ask);
	} else if (!a->wanted) {
		a->party = ask->party; /* its row has moved */
		a->when = when;
	}
	if (a)
		a->wanted = true;
}

void asks_drop(struct desk *d, struct asking *a)
{
	a->recalled = true;
	if (a->stage == STAGE_FLYING)
		ask_cancel(d->parts.driver, a->handle);
	mem_free_text(a->asked_for);
	mem_wipe(a, sizeof *a);
}

void asks_plan(struct desk *d)
{
	const struct item *item = d->file.item;

	if (!casefile_open(&d->file) || !d->judged || d->resuming)
		return;
	for (size_t i = 0; i < d->n_asks; i++)
		d->asks[i].wanted = false;
	for (size_t i = 0; i < item->n_asks; i++) {
		if (item->asks[i].party < 0)
			plan_own(d, &item->asks[i]);
		else
			plan_party(d, &item->asks[i]);
	}
	for (size_t i = 0; i < d->n_asks; i++)
		if (d->asks[i].resource && d->asks[i].party >= 0 && !d->asks[i].wanted)
			asks_drop(d, &d->asks[i]);
}
