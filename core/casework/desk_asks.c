/* SPDX-License-Identifier: MIT
 *
 * Questions to departments: planned, recorded, sent, aged, asked again. What must hold: a question
 * leaves only when its ASK event is durable, and no department is asked twice for what it said and
 * what is still fresh.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/desk_inside.h"
#include "core/form/rule.h"

/* Asked with the card, before an item is known; what they may keep is the block of every
 * natural person's matter (domain.md 9.0). */
static const struct {
	const char *resource, *ground, *attributes;
} identity[] = {
	{"POP-01", N_("The citizen is here; identity check"),
		" id name sex birth ethnic hukou_address hukou_region hukou_station "},
	{"POP-05", N_("The citizen is here; registration in force"), " alive "},
	{"AUTH-01", N_("The citizen is here; contact kept by the account"), " level mobile "},
	{"LIC-01", N_("The citizen is here; e-licences instead of papers"),
		" type number issuer issued valid_to state level "},
};

bool identity_keeps(const char *resource, const char *attribute)
{
	char word[66];

	text_format(word, sizeof word, " %s ", attribute);
	for (size_t i = 0; i < COUNT_OF(identity); i++)
		if (text_equal(identity[i].resource, resource))
			return strstr(identity[i].attributes, word) != NULL;
	return false;
}

struct asking *asks_find(const struct desk *d, const char *resource)
{
	for (size_t i = 0; i < d->n_asks; i++)
		if (text_equal(d->asks[i].resource->id, resource))
			return (struct asking *)(uintptr_t)&d->asks[i];
	return NULL;
}

int asking_age(const struct asking *a)
{
	return a->stage == STAGE_FLYING ? ask_age_ms(a->handle) : 0;
}

bool asks_silent(const void *desk, const char *resource)
{
	const struct asking *a = asks_find(desk, resource);

	return a && !a->answered && a->resource->sharing != SHARING_NONE;
}

static struct asking *add(struct desk *d, const char *id, const char *ground, const char *item_code)
{
	const struct resource *r = catalog_find(d->parts.catalog, id);

	if (!r || d->n_asks == DESK_ASKS) {
		log_line("casework", "resource %s cannot be asked: not in the catalog", id);
		return NULL;
	}
	struct asking *a = &d->asks[d->n_asks++];
	*a = (struct asking){
		.desk = d, .resource = r, .ground = ground, .item_code = item_code, .when = -1};
	if (r->sharing == SHARING_NONE) {
		a->stage = STAGE_DONE;
		a->outcome = OUTCOME_DENIED;
	}
	return a;
}

void asks_identity(struct desk *d)
{
	for (size_t i = 0; i < COUNT_OF(identity); i++)
		(void)add(d, identity[i].resource, _(identity[i].ground), "identity");
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

static const char *when_value(const struct desk *d, const struct asking *a)
{
	return a->when < 0 ? NULL : d->file.draft.answers[a->when].value;
}

/* Something the question carries has changed since it was asked. */
static bool outdated(const struct desk *d, const struct asking *a)
{
	const char *now = when_value(d, a);

	return a->stage == STAGE_DONE && now && *now && !text_equal(now, a->asked_for);
}

static void plan(struct asking *a)
{
	a->stage = STAGE_PLANNED;
	a->tries = 0;
	a->again_ms = 0;
	a->late = false;
}

static bool identity_suffices(const struct item *item, const char *resource)
{
	for (size_t i = 0; i < item->n_fields; i++)
		for (size_t k = 0; k < item->fields[i].n_shares; k++) {
			const struct share *s = &item->fields[i].shares[k];
			if (text_equal(s->resource, resource) &&
				!identity_keeps(resource, s->attribute))
				return false;
		}
	return true;
}

/* What the identity check asked serves the item as well, unless the item needs more of it. */
static void plan_known(struct desk *d, struct asking *a, const struct item_ask *ask)
{
	bool identity_ask = text_equal(a->item_code, "identity");

	if (identity_ask && !identity_suffices(d->file.item, ask->resource) &&
		a->stage == STAGE_DONE) {
		a->item_code = d->file.item->code;
		a->ground = i18n_pick(ask->basis, ask->basis_en);
		plan(a);
	} else if (!identity_ask && outdated(d, a)) {
		plan(a);
	}
}

static void plan_one(struct desk *d, const struct item_ask *ask)
{
	struct asking *a = asks_find(d, ask->resource);

	if (a) {
		plan_known(d, a, ask);
		return;
	}
	int when = *ask->when ? item_field(d->file.item, ask->when) : -1;
	if (!wanted(d, ask) || (when >= 0 && !*d->file.draft.answers[when].value))
		return;
	a = add(d, ask->resource, i18n_pick(ask->basis, ask->basis_en), d->file.item->code);
	if (a)
		a->when = when;
}

void asks_plan(struct desk *d)
{
	if (d->file.state != STATE_DRAFT || !d->judged)
		return;
	for (size_t i = 0; i < d->file.item->n_asks; i++)
		plan_one(d, &d->file.item->asks[i]);
}

static void restore(struct asking *a, const struct evidence *e)
{
	bool answered = e->outcome == OUTCOME_FOUND || e->outcome == OUTCOME_NOTHING;

	a->stage = STAGE_DONE;
	a->outcome = e->outcome;
	a->answered |= answered;
	a->took_ms = e->took_ms;
	a->at_ms = e->at_ms;
	a->stale = answered && a->resource->fresh_ms > 0 &&
		   clock_now_ms() - e->at_ms > a->resource->fresh_ms;
	text_copy(a->text, sizeof a->text, e->text);
}

/* A draft asks again what failed or went stale; a case that was let go only what is to be verified.
 */
static bool due(const struct desk *d, const struct asking *a)
{
	if (a->resource->sharing == SHARING_NONE)
		return false;
	if (d->file.state == STATE_DRAFT)
		return a->stage == STAGE_PLANNED || !a->answered || a->stale;
	for (size_t i = 0; !a->answered && d->file.item && i < d->file.item->n_fields; i++) {
		const struct field *f = &d->file.item->fields[i];
		for (size_t k = 0; d->file.draft.answers[i].unverified && k < f->n_shares; k++)
			if (text_equal(f->shares[k].resource, a->resource->id))
				return true;
	}
	return false;
}

/* Everything an open case once asked, whether or not its rules still want it. */
static void known_asks(struct desk *d)
{
	const struct item *item = d->file.item;

	asks_identity(d);
	for (size_t i = 0; item && i < item->n_asks; i++) {
		const struct item_ask *ask = &item->asks[i];
		bool tried = false;
		for (size_t k = 0; k < d->file.n_evidence; k++)
			tried |= text_equal(d->file.evidence[k].resource, ask->resource);
		if (!tried || asks_find(d, ask->resource))
			continue;
		struct asking *a =
			add(d, ask->resource, i18n_pick(ask->basis, ask->basis_en), item->code);
		if (a && *ask->when)
			a->when = item_field(item, ask->when);
	}
}

void asks_resume(struct desk *d)
{
	known_asks(d);
	for (size_t i = 0; i < d->file.n_evidence; i++) {
		struct asking *a = asks_find(d, d->file.evidence[i].resource);
		if (a)
			restore(a, &d->file.evidence[i]);
	}
	for (size_t i = 0; i < d->n_asks; i++) {
		struct asking *a = &d->asks[i];
		mem_free_text(a->asked_for);
		a->asked_for = mem_text(when_value(d, a));
		if (due(d, a))
			plan(a);
		else
			a->stage = STAGE_DONE;
	}
}

/* Values beyond the holder's: by the name of a field, else the one the ask waits for. */
static void carry_values(const struct desk *d, const struct asking *a, struct record *out)
{
	for (size_t i = 0; d->file.item && i < a->resource->n_arguments; i++) {
		const char *name = a->resource->arguments[i].value;
		if (*name++ != ':' || text_equal(name, "holder_id") ||
			text_equal(name, "holder_name"))
			continue;
		int field = item_field(d->file.item, name);
		if (field < 0)
			field = a->when;
		if (field >= 0 && *d->file.draft.answers[field].value)
			record_add(out, name, d->file.draft.answers[field].value);
	}
}

static enum err send(struct desk *d, struct asking *a)
{
	struct record values = {0};
	struct ask_request request = {.resource = a->resource,
		.values = &values,
		.basis = {.operator_id = desk_operator(d),
			.window = d->parts.window,
			.unit = d->parts.hall,
			.item_code = a->item_code,
			.case_number = d->file.number,
			.ground = a->ground,
			.holder_name = d->file.applicant,
			.holder_id = d->file.subject}};
	char why[ASK_TEXT] = "";

	carry_values(d, a, &values);
	enum err e = ask_send(d->parts.driver, &request, asks_done, a, &a->handle, why);
	record_release(&values);
	if (e == OK) {
		a->stage = STAGE_FLYING;
		a->stale = false;
		mem_free_text(a->asked_for);
		a->asked_for = mem_text(when_value(d, a));
	} else if (e == ERR_DENIED) {
		a->stage = STAGE_DONE;
		a->outcome = OUTCOME_DENIED;
		text_copy(a->text, sizeof a->text, why);
	}
	return e; /* ERR_LIMIT, ERR_INCOMPLETE: stays planned */
}

static void record_ask(struct batch *b, const struct asking *a)
{
	struct record *body = &batch_add(b, "ASK")->body;

	record_add(body, "resource", a->resource->id);
	record_add(body, "item", a->item_code);
	record_add(body, "basis", a->ground);
	record_add(body, "trace", ask_trace(a->handle));
}

static void recall(struct desk *d, bool fresh[])
{
	for (size_t i = 0; i < d->n_asks; i++)
		if (fresh[i]) {
			d->asks[i].recalled = true;
			ask_cancel(d->parts.driver, d->asks[i].handle);
			d->asks[i].recalled = false;
			d->asks[i].stage = STAGE_PLANNED;
			d->asks[i].handle = NULL;
		}
}

void asks_launch(struct desk *d)
{
	bool fresh[DESK_ASKS] = {false};
	struct batch b = {0};

	if (!d->open || d->queued || !operator_current(d->parts.store))
		return;
	for (size_t i = 0; i < d->n_asks; i++)
		if (d->asks[i].stage == STAGE_PLANNED && send(d, &d->asks[i]) == OK) {
			fresh[i] = true;
			record_ask(&b, &d->asks[i]);
		}
	if (b.n == 0)
		return;
	enum err e = desk_write(d, &b, NOW);
	d->relaunch = e == ERR_BUSY;
	if (e)
		recall(d, fresh);
	if (e && e != ERR_BUSY)
		desk_tell(d, NOTE_PROBLEM, "%s. %s", _(err_text(e)), _(err_remedy(e)));
	d->changed = true;
}

static void age(struct desk *d, struct asking *a, int *next_ms)
{
	static const int steps[] = {ASK_SLOW_MS, ASK_LATE_MS};
	int ms = asking_age(a);

	for (size_t i = 0; i < COUNT_OF(steps); i++)
		if (ms < steps[i]) {
			*next_ms = sooner(*next_ms, steps[i] - ms);
			break;
		}
	if (ms >= ASK_LATE_MS && !a->late) {
		a->late = true;
		d->changed = true;
		desk_tell(d, NOTE_INFO,
			_("%s has not answered yet. Its fields can be keyed; it is verified later"),
			i18n_pick(a->resource->department, a->resource->department_en));
	}
}

static bool lights_moved(struct desk *d)
{
	bool moved = false;

	for (size_t i = 0; i < d->n_asks; i++) {
		enum light now = asking_light(&d->asks[i]);
		moved |= now != d->shown[i].light;
		d->shown[i].light = now;
	}
	return moved;
}

bool asks_tick(struct desk *d, int *next_ms)
{
	int64_t now = clock_mono_ms();

	if (!d->open)
		return false;
	for (size_t i = 0; i < d->n_asks; i++) {
		struct asking *a = &d->asks[i];
		if (a->stage == STAGE_DONE && a->again_ms && a->again_ms <= now) {
			a->again_ms = 0;
			a->stage = STAGE_PLANNED;
			a->late = false;
		} else if (a->again_ms) {
			*next_ms = sooner(*next_ms, (int)(a->again_ms - now));
		}
		if (a->stage == STAGE_FLYING)
			age(d, a, next_ms);
	}
	asks_launch(d);
	if (d->relaunch)
		*next_ms = sooner(*next_ms, RETRY_MS);
	return lights_moved(d);
}

static void forget_from(struct desk *d, size_t first)
{
	for (size_t i = first; i < d->n_asks; i++) {
		struct asking *a = &d->asks[i];
		a->recalled = true;
		if (a->stage == STAGE_FLYING)
			ask_cancel(d->parts.driver, a->handle);
		mem_free_text(a->asked_for);
		*a = (struct asking){0};
	}
	d->n_asks = first < d->n_asks ? first : d->n_asks;
}

void asks_forget(struct desk *d)
{
	forget_from(d, 0);
}

/* Another item has its own grounds and needs its own attributes: it asks anew. */
void asks_forget_item(struct desk *d)
{
	forget_from(d, COUNT_OF(identity));
	for (size_t i = 0; i < d->n_asks; i++)
		d->asks[i].item_code = "identity";
}

enum err desk_refetch(struct desk *d, const char *resource)
{
	enum err e = d->open ? OK : ERR_STATE;
	const struct asking *one = resource && d->open ? asks_find(d, resource) : NULL;

	if (!e && resource && !one)
		e = ERR_NOTFOUND;
	if (!e && one && one->resource->sharing == SHARING_NONE)
		e = ERR_DENIED;
	for (size_t i = 0; !e && i < d->n_asks; i++) {
		struct asking *a = &d->asks[i];
		if (a->stage != STAGE_DONE || a->resource->sharing == SHARING_NONE)
			continue;
		if (a == one || (!one && !a->answered) || (!one && a->stale))
			plan(a);
	}
	if (!e)
		asks_launch(d);
	return e;
}

void desk_cancel_asks(struct desk *d)
{
	for (size_t i = 0; i < d->n_asks; i++)
		if (d->asks[i].stage == STAGE_FLYING)
			ask_cancel(d->parts.driver, d->asks[i].handle);
}
