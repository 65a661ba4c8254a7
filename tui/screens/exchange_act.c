/* SPDX-License-Identifier: MIT
 *
 * S16, what one does there: a question about nobody, the words for the hall, letting a department be
 * asked again. What must hold: an answer never comes back to a screen that is gone.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/oversight/line.h"
#include "core/exchange/probe.h"
#include "tui/screens/exchange_state.h"

/* ---- probing ---- */

static void probed(void *ctx, struct ask *ask, const struct reply *reply)
{
	struct probing *p = ctx;
	const struct resource *r = p->resource;
	const char *name = i18n_pick(r->department, r->department_en);

	(void)ask;
	p->ask = NULL;
	if (reply->outcome == OUTCOME_CANCELLED)
		return;
	if (outcome_well(reply->outcome))
		app_say(p->app, VOICE_HINT, _("%s has answered, %d.%d s"), name, reply->took_ms / 1000,
			reply->took_ms / 100 % 10);
	else
		app_say(p->app, VOICE_PROBLEM, "%s: %s", name,
			_(*reply->text ? reply->text : outcome_text(reply->outcome)));
	exchange_refresh(p->app, p->view);
}

static struct probing *slot(struct exchange_view *s)
{
	for (int i = 0; i < PROBES; i++)
		if (!s->probes[i].ask)
			return &s->probes[i];
	return NULL;
}

static bool under_way(const struct exchange_view *s, const struct resource *r)
{
	for (int i = 0; i < PROBES; i++)
		if (s->probes[i].ask && s->probes[i].resource == r)
			return true;
	return false;
}

static const struct resource *pick(const struct app *a, const struct standing_row *r)
{
	const char *department = r->department ? r->department :
		r->unit ? r->unit->department : r->example->department;

	return probe_pick(a->catalog, r->origin->name, department);
}

/* An item the hall may ask this for, or a gateway that knows its items takes the probe for a mistake. */
static const char *item_for(const struct app *a, const struct resource *r, char out[ITEM_CODE])
{
	const struct grant *g = grants_of(a->grants, r->id, clock_today());
	const char *items = g && g->items && *g->items != '*' ? g->items : "";

	text_copyn(out, ITEM_CODE, items, strcspn(items, " "));
	return *out ? out : "identity";
}

static void send(struct app *a, struct exchange_view *s, const struct resource *r)
{
	char item[ITEM_CODE];
	struct basis who = {.operator_id = a->operator_id, .window = a->window, .unit = a->hall,
		.item_code = item_for(a, r, item)};
	struct probing *p = slot(s);
	char why[ASK_TEXT] = "";

	if (!p)
		return;
	*p = (struct probing){.app = a, .view = s, .resource = r};
	enum err e = line_probe(a->store, a->driver, r, &who, probed, p, &p->ask, why);
	if (e) {
		p->ask = NULL;
		if (*why)
			app_say(a, VOICE_PROBLEM, "%s", _(why));
		else
			app_fail(a, e);
		return;
	}
	app_say(a, VOICE_BUSY, _("%s is asked about nobody ..."),
		i18n_pick(r->department, r->department_en));
}

void exchange_probe(struct app *a, struct exchange_view *s)
{
	const struct standing_row *row = exchange_focus(s);
	const struct resource *r = row ? pick(a, row) : NULL;

	if (!r)
		app_say(a, VOICE_HINT, "%s",
			_("Nothing of this department may be asked twice, so it is not tried"));
	else if (!under_way(s, r))
		send(a, s, r);
}

void exchange_stop(struct app *a, struct exchange_view *s)
{
	for (int i = 0; i < PROBES; i++)
		if (s->probes[i].ask)
			ask_cancel(a->driver, s->probes[i].ask);
}

/* ---- what the hall may be told ---- */

bool exchange_sentence(const struct standing_row *r, char out[APP_MESSAGE])
{
	const char *say = standing_say(r->standing);

	if (!*say)
		return false;
	text_format(out, APP_MESSAGE, "%s: %s", r->department ?
		i18n_pick(r->department, r->department_en) : _("The exchange"), _(say));
	return true;
}

/* ---- reset ---- */

static void reset_said(struct app *a, void *ctx, const char *reason)
{
	struct exchange_view *s = ctx;

	if (!reason)
		return;
	enum err e = line_reset(a->store, a->driver, *s->reset ? s->reset : NULL, reason);
	if (e) {
		app_fail(a, e);
		return;
	}
	exchange_refresh(a, s);
	app_say(a, VOICE_HINT, "%s", _("It may be asked again; the reason is written down. F5 tries"));
}

void exchange_reset(struct app *a, struct exchange_view *s)
{
	static const char *const reasons[] = {N_("The department says it is back"),
		N_("The data office has granted it anew"), N_("A new key lies there"),
		N_("The quota was raised")};
	static struct choose_row rows[COUNT_OF(reasons)];
	const struct standing_row *r = exchange_focus(s);
	char title[APP_MESSAGE], name[96];

	if (!r)
		return;
	if (!s->watch) {
		app_say(a, VOICE_PROBLEM, "%s", _("Only the shift supervisor does this"));
		return;
	}
	for (size_t i = 0; i < COUNT_OF(reasons); i++)
		rows[i] = (struct choose_row){_(reasons[i]), _(reasons[i])};
	text_copy(s->reset, sizeof s->reset, r->department ? r->department : "");
	text_format(title, sizeof title, _("Let %s be asked again. Why?"), exchange_name(r, name));
	struct choose_arg arg = {.title = title, .rows = rows, .n = COUNT_OF(rows),
		.own = _("In own words"), .taken = reset_said, .ctx = s};
	enum err e = choose_open(a, &arg);
	if (e)
		app_fail(a, e);
}
