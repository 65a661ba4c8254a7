/* SPDX-License-Identifier: MIT
 *
 * Questions on their way: recorded, sent, aged, asked again. What must hold: a question leaves only
 * when its ASK event is durable; of one case only so many are under way that others' are not kept
 * waiting.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/desk/desk_inside.h"

int asking_age(const struct asking *a)
{
	return a->resource && a->stage == STAGE_FLYING ? ask_age_ms(a->handle) : 0;
}

static size_t flying(const struct desk *d)
{
	size_t n = 0;

	for (size_t i = 0; i < d->n_asks; i++)
		n += d->asks[i].resource && d->asks[i].stage == STAGE_FLYING;
	return n;
}

/* A field by the name of the argument, in the party's own row first. */
static int field_called(const struct desk *d, const struct asking *a, const char *name)
{
	const struct item *item = d->file.item;
	int row = a->party < 0 ? -1 : item->parties[a->party].row, field = -1;
	char cell[80];

	if (row >= 0 && text_format(cell, sizeof cell, "%s.%d", name, row + 1))
		field = item_field(item, cell);
	return field >= 0 ? field : item_field(item, name);
}

/* Values beyond the holder's: by the name of a field, else the one the ask waits for. */
static void carry_values(const struct desk *d, const struct asking *a, struct record *out)
{
	for (size_t i = 0; d->file.item && i < a->resource->n_arguments; i++) {
		const char *name = a->resource->arguments[i].value;
		if (*name++ != ':' || text_equal(name, "holder_id") ||
			text_equal(name, "holder_name"))
			continue;
		int field = field_called(d, a, name);
		if (field < 0)
			field = a->when;
		if (field >= 0 && *d->file.draft.answers[field].value)
			record_add(out, name, d->file.draft.answers[field].value);
	}
}

/* As far as it is known: of the applicant, of the agent, of whoever the police named already. */
static const char *holder_name(const struct desk *d, const struct asking *a)
{
	const struct evidence *e;
	const char *name = NULL;

	if (!*a->holder)
		return d->file.applicant;
	if (text_equal(a->holder, d->file.agent))
		return d->file.agent_name;
	e = casefile_latest(&d->file, "POP-01", a->holder);
	if (e && e->n_rows > 0)
		name = record_get(&e->rows[0], "name");
	return name ? name : "";
}

static enum err send(struct desk *d, struct asking *a)
{
	struct record values = {0};
	struct ask_request request = {.resource = a->resource,
		.values = &values,
		.insist = a->insist,
		.basis = {.operator_id = desk_operator(d),
			.window = d->parts.window,
			.unit = d->parts.hall,
			.item_code = a->item_code,
			.case_number = d->file.number,
			.ground = a->ground,
			.holder_name = holder_name(d, a),
			.holder_id = *a->holder ? a->holder : d->file.subject,
			.sub_item = text_equal(a->item_code, "identity") || !d->file.item ?
				NULL : d->file.item->code31}};
	char why[ASK_TEXT] = "";

	carry_values(d, a, &values);
	enum err e = ask_send(d->parts.driver, &request, asks_done, a, &a->handle, why);
	record_release(&values);
	if (e == OK) {
		a->stage = STAGE_FLYING;
		a->stale = a->insist = false;
		char *now = mem_text(asking_value(d, a));
		mem_free_text(a->asked_for);
		a->asked_for = now;
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
	if (*a->holder)
		record_add(body, "holder", a->holder);
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
	size_t under_way = flying(d);
	for (size_t i = 0; i < d->n_asks && under_way < DESK_FLIGHT; i++) {
		struct asking *a = &d->asks[i];
		if (!a->resource || a->stage != STAGE_PLANNED ||
			casefile_refuses(&d->file, a->resource->id) || send(d, a) != OK)
			continue;
		fresh[i] = true;
		under_way++;
		record_ask(&b, a);
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

/* What was answered while the case lies open may run out, too. */
static void expire(struct desk *d, struct asking *a, int *next_ms)
{
	int64_t fresh = a->resource->fresh_ms, left = a->at_ms + fresh + 1 - clock_now_ms();

	bool said = a->outcome == OUTCOME_FOUND || a->outcome == OUTCOME_NOTHING;
	if (!said || a->stale || fresh <= 0 || !a->at_ms || !casefile_open(&d->file))
		return;
	if (left > 0) {
		*next_ms = sooner(*next_ms, left < INT32_MAX ? (int)left : INT32_MAX);
		return;
	}
	a->stale = true;
	d->changed = true;
	desk_tell(d, NOTE_INFO, _("What %s said is out of date. F5 asks again"),
		i18n_pick(a->resource->department, a->resource->department_en));
}

static bool lights_moved(struct desk *d)
{
	bool moved = false;

	for (size_t i = 0; i < d->n_asks; i++) {
		struct asking *a = &d->asks[i];
		enum light now = a->resource ? asking_light(a) : LIGHT_IDLE;
		moved |= now != a->told;
		a->told = now;
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
		if (!a->resource)
			continue;
		if (a->stage == STAGE_DONE && a->again_ms && a->again_ms <= now) {
			a->again_ms = 0;
			a->stage = STAGE_PLANNED;
			a->late = false;
		} else if (a->again_ms) {
			*next_ms = sooner(*next_ms, (int)(a->again_ms - now));
		}
		if (a->stage == STAGE_FLYING)
			age(d, a, next_ms);
		else
			expire(d, a, next_ms);
	}
	asks_launch(d);
	if (d->relaunch)
		*next_ms = sooner(*next_ms, RETRY_MS);
	return lights_moved(d);
}
