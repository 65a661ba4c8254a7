/* SPDX-License-Identifier: MIT */
#include "tui/delegate.h"

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/recusal.h"
#include "tui/app.h"
#include "tui/fill.h"

enum { DAY_CHARACTERS = 10, OWN_MOST = 64, LABEL = 96 };
enum { TO_WHOM, FIRST_DAY, LAST_DAY, ITEM, FIELDS };

/* Lives as long as the overlay that shows it. */
struct passing {
	struct operator_info *people;
	size_t n_people;
	struct choose_row *staff, *items;
	size_t n_staff, n_items;
	struct stand_in own[OWN_MOST];
	size_t n_own;
	struct choose_row rows[OWN_MOST + 1];
	char labels[OWN_MOST][LABEL];
	char who[OPERATOR_ID];       /* whose delegation is ended */
	char title[APP_MESSAGE];
	struct choose_row yes[2];
};

static void release(void *ctx)
{
	struct passing *p = ctx;

	mem_free(p->people);
	mem_free(p->staff);
	mem_free(p->items);
	mem_free(p);
}

static const char *name_of(const struct passing *p, const char *id)
{
	for (size_t i = 0; i < p->n_people; i++)
		if (text_equal(p->people[i].id, id))
			return p->people[i].name;
	return "";
}

/* What I passed on that is not over. */
static enum err read_own(struct app *a, struct passing *p)
{
	struct stand_in *all = mem_array(RECUSAL_ROWS, sizeof *all);
	struct recusals *r = recusals_new(a->store);
	enum err e = recusals_read(r);
	size_t n = e ? 0 : stand_ins_all(r, clock_today(), all, RECUSAL_ROWS);

	for (size_t i = 0; i < n && p->n_own < OWN_MOST; i++)
		if (text_equal(all[i].behalf, a->operator_id))
			p->own[p->n_own++] = all[i];
	recusals_free(r);
	mem_free(all);
	return e;
}

static void list_people(struct app *a, struct passing *p)
{
	p->staff = mem_array(p->n_people + 1, sizeof *p->staff);
	for (size_t i = 0; i < p->n_people; i++) {
		const struct operator_info *o = &p->people[i];
		if (o->state == OPERATOR_ACTIVE && role_may(o->role, RIGHT_PERSON) &&
			!text_equal(o->id, a->operator_id))
			p->staff[p->n_staff++] = (struct choose_row){o->id, o->name};
	}
}

static void list_items(struct app *a, struct passing *p)
{
	size_t n = directory_size(a->directory);

	p->items = mem_array(n + 1, sizeof *p->items);
	for (; p->n_items < n; p->n_items++) {
		const struct item_entry *e = directory_at(a->directory, p->n_items);
		p->items[p->n_items] = (struct choose_row){e->code, i18n_pick(e->name, e->name_en)};
	}
}

/* ---- passing on ---- */

static enum err refused(struct fill_said *said, size_t at, const char *why, enum err e)
{
	said->at = at;
	text_copy(said->why, sizeof said->why, why);
	return e;
}

static enum err send(struct app *a, void *ctx, const char *const *v, struct fill_said *said)
{
	struct passing *p = ctx;
	day_t from, until;

	if (!day_parse(v[FIRST_DAY], &from))
		return refused(said, FIRST_DAY, _("A day is written 2026-12-01"), ERR_INPUT);
	if (!day_parse(v[LAST_DAY], &until))
		return refused(said, LAST_DAY, _("A day is written 2026-12-01"), ERR_INPUT);
	enum err e = stand_in_delegate(a->store, v[TO_WHOM], from, until, v[ITEM]);
	if (e == ERR_INPUT)
		return refused(said, LAST_DAY, _("Days out of order, or a role that handles no case"), e);
	if (!e)
		text_copy(p->who, sizeof p->who, v[TO_WHOM]);
	return e;
}

static void passed(struct app *a, void *ctx)
{
	const struct passing *p = ctx;

	app_say(a, VOICE_HINT, _("%s stands in for you from the first day to the last, and no longer"), p->who);
}

static void ask_whom(struct app *a, struct passing *p)
{
	char today[11];

	day_format(clock_today(), today);
	const struct fill_field fields[FIELDS] = {
		[TO_WHOM] = {.label = N_("Who stands in"), .kind = FILL_ONE_OF, .rows = p->staff,
			.n_rows = p->n_staff, .hint = N_("Who stands in: initials find somebody")},
		[FIRST_DAY] = {.label = N_("First day"), .max = DAY_CHARACTERS, .value = today,
			.hint = N_("Year-month-day, 2026-12-01")},
		[LAST_DAY] = {.label = N_("Last day"), .max = DAY_CHARACTERS,
			.hint = N_("Year-month-day, 2026-12-01")},
		[ITEM] = {.label = N_("Item"), .kind = FILL_ONE_OF, .rows = p->items, .n_rows = p->n_items,
			.optional = true, .hint = N_("F4 lists items; empty: all that the role has")},
	};
	struct fill_arg arg = {.title = _("Pass your role on for a time. Who gets it passes it on no further"),
		.fields = fields, .n = FIELDS, .send = send, .done = passed, .ctx = p, .release = release};
	enum err e = fill_ask(a, &arg);
	if (e) {
		release(p);
		app_fail(a, e);
	}
}

/* ---- ending ---- */

static void end(struct app *a, void *ctx)
{
	const struct passing *p = ctx;
	enum err e = stand_in_end(a->store, p->who);

	if (e)
		app_fail(a, e);
	else
		app_say(a, VOICE_HINT, _("%s stands in no more"), p->who);
}

static void end_answered(struct app *a, void *ctx, int index)
{
	if (index == 1)
		end(a, ctx);
}

static void ask_end(struct app *a, struct passing *p, const char *who)
{
	text_copy(p->who, sizeof p->who, who);
	text_format(p->title, sizeof p->title, _("End everything that you passed on to %s?"), who);
	p->yes[0] = (struct choose_row){"1", _("No, leave it as it is")};
	p->yes[1] = (struct choose_row){"2", _("Yes, end it")};
	struct choose_arg arg = {.title = p->title, .rows = p->yes, .n = 2, .confirm = true,
		.done = end_answered, .ctx = p, .release = release};
	enum err e = choose_open(a, &arg);
	if (e) {
		release(p);
		app_fail(a, e);
	}
}

/* ---- what there is ---- */

/* The list's memory goes with its overlay, so the next one reads anew. */
static struct passing *read(struct app *a)
{
	struct passing *p = mem_new(sizeof *p);
	enum err e = operator_list(a->store, &p->people, &p->n_people);

	if (!e)
		e = read_own(a, p);
	if (e) {
		release(p);
		app_fail(a, e);
		return NULL;
	}
	list_people(a, p);
	list_items(a, p);
	return p;
}

static void chosen(struct app *a, void *ctx, int index)
{
	const struct passing *was = ctx;
	struct passing *p = index < 0 ? NULL : read(a);

	if (p && index < (int)was->n_own)
		ask_end(a, p, was->own[index].who);
	else if (p)
		ask_whom(a, p);
}

static void list_own(struct app *a, struct passing *p)
{
	for (size_t i = 0; i < p->n_own; i++) {
		const struct stand_in *x = &p->own[i];
		char from[11], until[11];
		day_format(x->from, from);
		day_format(x->until, until);
		text_format(p->labels[i], LABEL, "%s %s  %s..%s  %s", x->who, name_of(p, x->who), from, until,
			*x->items ? x->items : _("every item"));
		p->rows[i] = (struct choose_row){"", p->labels[i]};
	}
	p->rows[p->n_own] = (struct choose_row){"", _("To somebody else too")};
	struct choose_arg arg = {.title = _("Passed on by you; a line ends it"), .rows = p->rows,
		.n = p->n_own + 1, .done = chosen, .ctx = p, .release = release};
	enum err e = choose_open(a, &arg);
	if (e) {
		release(p);
		app_fail(a, e);
	}
}

void delegate_open(struct app *a)
{
	const struct operator_info *me = operator_current(a->store);

	if (!me || !role_may(me->role, RIGHT_PERSON) || role_may(me->role, RIGHT_GRANT)) {
		app_say(a, VOICE_PROBLEM, "%s", _("This role is not passed on; a supervisor appoints stand-ins"));
		return;
	}
	struct passing *p = read(a);
	if (p && p->n_own)
		list_own(a, p);
	else if (p)
		ask_whom(a, p);
}
