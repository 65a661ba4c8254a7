/* SPDX-License-Identifier: MIT
 *
 * F8 on a resource: a clerk applies for its grant, for the items and attributes that need it and no
 * others; the data steward records the next step. F2: something in the catalog is wrong.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "tui/screens/catalog_state.h"

static void done(struct app *a, struct browse *b, enum err e, const char *said)
{
	if (e == ERR_EXISTS)
		app_say(a, VOICE_HINT, "%s", _("It has been applied for, or is in force; nothing to do"));
	else if (e)
		app_fail(a, e);
	else
		app_say(a, VOICE_HINT, "%s", said);
	browse_refresh(a, b);
}

/* ---- applying ---- */

static void apply(struct app *a, struct browse *b, const char *purpose)
{
	struct grant_terms t = {.items = b->items.len ? buf_text(&b->items) : "*",
		.fields = b->fields.len ? buf_text(&b->fields) : "*", .ground = purpose,
		.until = DAY_NONE};
	enum err e = grants_apply(a->grants, browse_focus(a, b), &t);

	done(a, b, e, _("Applied for. The office checks within 2 working days"));
}

static void apply_confirmed(struct app *a, void *ctx, int index)
{
	struct browse *b = ctx;

	if (index == 1)
		apply(a, b, browse_focus(a, b)->ground);
}

static void purpose_taken(struct app *a, void *ctx, const char *purpose)
{
	if (purpose)
		apply(a, ctx, purpose);
}

static size_t words_in(const struct buf *b)
{
	size_t n = b->len > 0;

	for (size_t i = 0; i < b->len; i++)
		n += b->data[i] == ' ';
	return n;
}

/* No item reads it: then somebody says what for. */
static void ask_purpose(struct app *a, struct browse *b)
{
	static const char *const purposes[] = {N_("An item that is being prepared"),
		N_("Instead of a paper people bring"), N_("To check what people declare")};

	for (size_t i = 0; i < COUNT_OF(purposes); i++)
		b->rows[i] = (struct choose_row){purposes[i], _(purposes[i])};
	struct choose_arg arg = {.title = _("No item uses it yet. What is it applied for?"),
		.rows = b->rows, .n = COUNT_OF(purposes), .own = _("In other words"),
		.taken = purpose_taken, .ctx = b};
	(void)!choose_open(a, &arg);
}

static void ask_apply(struct app *a, struct browse *b, const struct resource *r)
{
	char title[APP_MESSAGE];

	buf_clear(&b->items);
	buf_clear(&b->fields);
	usage_scope(a->usage, r, &b->items, &b->fields);
	if (!b->items.len) {
		ask_purpose(a, b);
		return;
	}
	text_format(title, sizeof title,
		_("Apply for %s %s: %zu items and the %zu fields they read, no others"), r->id,
		i18n_pick(r->name, r->name_en), words_in(&b->items), words_in(&b->fields));
	b->rows[0] = (struct choose_row){"1", _("No, do not apply")};
	b->rows[1] = (struct choose_row){"2", _("Yes, send the application")};
	struct choose_arg arg = {.title = title, .rows = b->rows, .n = 2, .confirm = true,
		.done = apply_confirmed, .ctx = b};
	(void)!choose_open(a, &arg);
}

/* ---- the office's word ---- */

static void record(struct app *a, struct browse *b, day_t until, const char *reason)
{
	const struct grant *g = grants_of(a->grants, browse_focus(a, b)->id, clock_today());
	struct grant_terms t = {.until = until, .reason = reason};

	done(a, b, g ? grants_move(a->grants, &g->id, b->to, &t) : ERR_NOTFOUND,
		_(grant_text(b->to)));
}

static void reason_taken(struct app *a, void *ctx, const char *reason)
{
	if (reason)
		record(a, ctx, DAY_NONE, reason);
}

static void until_chosen(struct app *a, void *ctx, int index)
{
	struct browse *b = ctx;

	if (index >= 0)
		record(a, b, b->untils[index], NULL);
}

static void ask_reason(struct app *a, struct browse *b)
{
	static const char *const reasons[] = {N_("The purpose is not enough"),
		N_("Another department has this data"), N_("It was used for something else")};

	for (size_t i = 0; i < COUNT_OF(reasons); i++)
		b->rows[i] = (struct choose_row){reasons[i], _(reasons[i])};
	struct choose_arg arg = {.title = _("What reason did the office give?"), .rows = b->rows,
		.n = COUNT_OF(reasons), .own = _("In other words"), .taken = reason_taken, .ctx = b};
	(void)!choose_open(a, &arg);
}

static void ask_until(struct app *a, struct browse *b)
{
	int year, month, day;
	char text[11];

	day_split(clock_today(), &year, &month, &day);
	b->untils[0] = day_of(year, 12, 31);
	for (int i = 1; i < 4; i++)
		b->untils[i] = day_of(year + i, month, month == 2 && day == 29 ? 28 : day);
	for (int i = 0; i < 4; i++) {
		day_format(b->untils[i], text);
		text_format(b->labels[i], sizeof b->labels[i], _("until %s"), text);
		b->rows[i] = (struct choose_row){"", b->labels[i]};
	}
	struct choose_arg arg = {.title = _("Until when was it granted?"), .rows = b->rows, .n = 4,
		.done = until_chosen, .ctx = b};
	(void)!choose_open(a, &arg);
}

static void move_chosen(struct app *a, void *ctx, int index)
{
	struct browse *b = ctx;
	const struct resource *r = browse_focus(a, b);
	const struct grant *g = r ? grants_of(a->grants, r->id, clock_today()) : NULL;

	if (index < 0 || !g)
		return;
	b->to = b->moves[index];
	if (b->to == GRANT_REFUSED || b->to == GRANT_REVOKED)
		ask_reason(a, b);
	else if (b->to == GRANT_ANSWERED || b->to == GRANT_PUBLISHED ||
		(b->to == GRANT_ACTIVE && g->state == GRANT_ACTIVE))
		ask_until(a, b);
	else
		record(a, b, DAY_NONE, NULL);
}

static void ask_move(struct app *a, struct browse *b, const struct grant *g)
{
	char title[APP_MESSAGE];
	size_t n = 0;

	for (int to = 0; to < GRANT_STATES; to++)
		if (grant_may(g->state, (enum grant_state)to)) {
			b->moves[n] = (enum grant_state)to;
			b->rows[n++] = (struct choose_row){grant_word((enum grant_state)to),
				_(grant_text((enum grant_state)to))};
		}
	if (n == 0) {
		app_say(a, VOICE_HINT, "%s", _("Nothing more is recorded for this grant"));
		return;
	}
	text_format(title, sizeof title, _("%s is \"%s\". What did the office say?"), g->resource,
		_(grant_text(g->state)));
	struct choose_arg arg = {.title = title, .rows = b->rows, .n = n, .done = move_chosen, .ctx = b};
	(void)!choose_open(a, &arg);
}

static bool steward(const struct app *a)
{
	const struct operator_info *me = operator_current(a->store);

	return me && role_may(me->role, RIGHT_CATALOG);
}

void browse_grant(struct app *a, struct browse *b)
{
	const struct resource *r = browse_focus(a, b);

	if (!r)
		return;
	const struct grant *g = grants_of(a->grants, r->id, clock_today());
	enum permit p = grants_permit(a->grants, r, clock_today());
	bool over = !g || p == PERMIT_EXPIRED || p == PERMIT_NONE ||
		(p == PERMIT_REFUSED && g->state == GRANT_REVOKED);

	if (p == PERMIT_CLOSED || p == PERMIT_FREE)
		app_say(a, VOICE_HINT, "%s", p == PERMIT_FREE ?
			_("Unconditional: it may be asked for a case without a grant") :
			_("It is not shared; nobody can apply for it. The ground stands above"));
	else if (!steward(a) && (p == PERMIT_ACTIVE || p == PERMIT_PENDING))
		done(a, b, ERR_EXISTS, "");
	else if (!usage_whole(a->usage))
		app_say(a, VOICE_BUSY, "%s", _("The items are still being read; press again in a moment"));
	else if (!over && steward(a))
		ask_move(a, b, g);
	else
		ask_apply(a, b, r);
}

/* ---- something is wrong in the catalog ---- */

static void reported(struct app *a, void *ctx, const char *what)
{
	struct browse *b = ctx;

	if (what)
		done(a, b, edition_report(a->store, browse_focus(a, b)->id, what),
			_("Reported to the data steward"));
}

void browse_report(struct app *a, struct browse *b)
{
	static const char *const words[] = {N_("The class is wrong"), N_("A field is missing"),
		N_("The ground does not carry it"), N_("It is not brought up to date as stated")};

	if (!browse_focus(a, b))
		return;
	for (size_t i = 0; i < COUNT_OF(words); i++)
		b->rows[i] = (struct choose_row){words[i], _(words[i])};
	struct choose_arg arg = {.title = _("What is wrong in the catalog?"), .rows = b->rows,
		.n = COUNT_OF(words), .own = _("In other words"), .taken = reported, .ctx = b};
	(void)!choose_open(a, &arg);
}
