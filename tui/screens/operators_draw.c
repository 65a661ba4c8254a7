/* SPDX-License-Identifier: MIT
 *
 * How the screen "Operators" looks: tabs, the list, what the row under the cursor waits for and from
 * whom, and the acts of the tab with their digits.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "tui/frame.h"
#include "tui/screens/operators_state.h"

enum { DETAIL_ROWS = 3, STAMP_FROM = 5, STAMP_TO = 16 };

static const char *const state_texts[] = {[OPERATOR_CREATED] = N_("added"),
	[OPERATOR_ENROLLED] = N_("enrolled"), [OPERATOR_ACTIVE] = N_("active"),
	[OPERATOR_DISABLED] = N_("disabled")};
static const char *const scope_texts[] = {[SCOPE_PROPOSED] = N_("proposed"),
	[SCOPE_CONFIRMED] = N_("confirmed"), [SCOPE_ENDED] = N_("ended")};

/* "11-29 08:30", "-" never. */
static void stamp(int64_t at_ms, char out[12])
{
	char whole[20];

	text_copy(out, 12, "-");
	if (!at_ms)
		return;
	clock_format(at_ms, whole);
	whole[STAMP_TO] = '\0';
	text_copy(out, 12, whole + STAMP_FROM);
}

/* "2026-12-01..2026-12-31", an open end is empty. */
void operators_days(day_t from, day_t until, char out[24])
{
	char a[11] = "", b[11] = "";

	if (from != DAY_NONE)
		day_format(from, a);
	if (until != DAY_NONE)
		day_format(until, b);
	text_format(out, 24, *a || *b ? "%s..%s" : "%s%s", a, b);
}

/* Where somebody's role counts: never had a scope, the whole hall; else what is confirmed. */
static void unit_text(const struct operators *s, const char *id, char out[64])
{
	const struct scope *last = NULL;
	size_t confirmed = 0;

	for (size_t i = 0; i < s->n_scopes; i++) {
		const struct scope *c = &s->scopes[i];
		bool counts = c->first || *c->confirmed_by;
		if (!text_equal(c->operator, id) || !counts)
			continue;
		confirmed += c->state == SCOPE_CONFIRMED;
		if (!last || c->state <= last->state || c->state == SCOPE_CONFIRMED)
			last = c;
	}
	if (confirmed > 1)
		text_format(out, 64, _("%zu scopes"), confirmed);
	else if (last && last->state == SCOPE_ENDED)
		text_copy(out, 64, _("nowhere"));
	else
		text_copy(out, 64, last && *last->unit ? last->unit : _("whole hall"));
}

/* "every act", one by its name, "3 acts". */
static void act_text(unsigned rights, char out[64])
{
	int n = 0, one = 0;

	for (int r = 0; r < RIGHT_COUNT; r++)
		if (rights >> r & 1) {
			n++;
			one = r;
		}
	if (n > 1)
		text_format(out, 64, _("%d acts"), n);
	else
		text_copy(out, 64, n ? _(right_text((enum right)one)) : _("every act"));
}

/* ---- rows ---- */

static char mark_of(enum operator_state state)
{
	static const char marks[] = {[OPERATOR_CREATED] = 'o', [OPERATOR_ENROLLED] = '?',
		[OPERATOR_ACTIVE] = '=', [OPERATOR_DISABLED] = 'x'};

	return marks[state];
}

static void person_row(const struct operators *s, struct canvas *c, int at, size_t i)
{
	const struct operator_info *p = &s->people[i];
	const char mark[2] = {mark_of(p->state)};
	char unit[64], when[12];
	enum paint paint = p->state == OPERATOR_DISABLED ? PAINT_DIM : PAINT_TEXT;

	unit_text(s, p->id, unit);
	stamp(p->last_login_ms, when);
	canvas_text(c, at, 1, p->state == OPERATOR_ENROLLED ? PAINT_MISS : frame_sign_paint(*mark), mark);
	canvas_field(c, at, 3, 9, paint, p->id);
	canvas_field(c, at, 13, 12, paint, p->name);
	canvas_field(c, at, 26, 14, paint, _(role_text(p->role)));
	canvas_field(c, at, 41, 16, paint, unit);
	canvas_field(c, at, 58, 9, p->state == OPERATOR_ENROLLED ? PAINT_MISS : paint,
		_(state_texts[p->state]));
	canvas_text(c, at, 68, PAINT_DIM, when);
}

static void scope_row(const struct operators *s, struct canvas *c, int at, size_t i)
{
	const struct scope *x = &s->scopes[i];
	const struct operator_info *p = operators_named(s, x->operator);
	char words[64], range[24];
	enum paint paint = x->state == SCOPE_ENDED ? PAINT_DIM : PAINT_TEXT;
	const char mark[2] = {x->state == SCOPE_PROPOSED ? '?' : x->state == SCOPE_CONFIRMED ? '=' : 'x'};

	act_text(x->rights, words);
	operators_days(x->from, x->until, range);
	canvas_text(c, at, 1, x->state == SCOPE_PROPOSED ? PAINT_MISS : frame_sign_paint(*mark), mark);
	canvas_field(c, at, 3, 7, paint, x->operator);
	canvas_field(c, at, 11, 8, paint, p ? p->name : "");
	canvas_field(c, at, 20, 14, paint, *x->unit ? x->unit : _("whole hall"));
	canvas_field(c, at, 35, 13, paint, *x->item ? x->item : _("every item"));
	canvas_field(c, at, 49, 10, paint, words);
	canvas_field(c, at, 60, 9, x->state == SCOPE_PROPOSED ? PAINT_MISS : paint,
		_(scope_texts[x->state]));
	canvas_field(c, at, 70, 9, PAINT_DIM, *range ? range + 5 : _("no bound"));
}

static void stand_row(const struct operators *s, struct canvas *c, int at, size_t i)
{
	const struct stand_in *x = &s->stands[i];
	const struct operator_info *who = operators_named(s, x->who),
		*whose = operators_named(s, x->behalf);
	char range[24];

	operators_days(x->from, x->until, range);
	canvas_text(c, at, 1, PAINT_OK, "=");
	canvas_field(c, at, 3, 9, PAINT_TEXT, x->who);
	canvas_field(c, at, 13, 10, PAINT_TEXT, who ? who->name : "");
	canvas_field(c, at, 24, 12, PAINT_TEXT, _(role_text(x->role)));
	canvas_field(c, at, 37, 10, PAINT_TEXT, whose ? whose->name : "-");
	canvas_field(c, at, 48, 22, PAINT_TEXT, range);
	canvas_field(c, at, 71, 8, PAINT_DIM, *x->items ? x->items : _("every item"));
}

static void duty_row(const struct operators *s, struct canvas *c, int at, size_t i)
{
	const struct duty *d = &s->duty[i];
	const struct operator_info *p = operators_named(s, d->operator);
	char first[6], last[6], out[6] = "";

	clock_format_hm(d->first_ms, first);
	clock_format_hm(d->last_ms, last);
	if (d->out_ms)
		clock_format_hm(d->out_ms, out);
	canvas_text(c, at, 1, d->out_ms ? PAINT_DIM : PAINT_OK, d->out_ms ? "-" : "=");
	canvas_field(c, at, 3, 9, PAINT_TEXT, d->operator);
	canvas_field(c, at, 13, 12, PAINT_TEXT, p ? p->name : "");
	canvas_field(c, at, 26, 14, PAINT_TEXT, p ? _(role_text(p->role)) : "");
	canvas_text(c, at, 41, PAINT_TEXT, first);
	canvas_text(c, at, 50, PAINT_TEXT, last);
	canvas_text(c, at, 59, d->out_ms ? PAINT_DIM : PAINT_OK, d->out_ms ? out : _("in"));
	canvas_field(c, at, 68, 10, *d->window ? PAINT_TEXT : PAINT_DIM, *d->window ? d->window : "-");
}

static void row(const void *ctx, struct canvas *c, int at, size_t index, bool selected)
{
	static void (*const rows[TABS])(const struct operators *, struct canvas *, int, size_t) = {
		person_row, scope_row, stand_row, duty_row, operators_place_row, operators_rota_row};
	const struct operators *s = ctx;

	rows[s->tab](s, c, at, s->shown[index]);
	canvas_text(c, at, 0, PAINT_TEXT, selected ? ">" : " ");
	if (selected)
		canvas_paint(c, at, 3, 22, PAINT_SEL);
}

/* ---- heads, tabs, acts ---- */

static const struct head {
	int col;
	const char *text;            /* msgid */
} heads[TABS][7] = {
	{{3, N_("Op. no.")}, {13, N_("Name")}, {26, N_("Role")}, {41, N_("Department")}, {58, N_("State")},
		{68, N_("Log-in")}},
	{{3, N_("Op. no.")}, {11, N_("Name")}, {20, N_("Department")}, {35, N_("Item")}, {49, N_("Act")},
		{60, N_("State")}, {70, N_("From, to")}},
	{{3, N_("Op. no.")}, {13, N_("Name")}, {24, N_("Role")}, {37, N_("For whom")}, {48, N_("From, until")},
		{71, N_("Item")}},
	{{3, N_("Op. no.")}, {13, N_("Name")}, {26, N_("Role")}, {41, N_("First in")}, {50, N_("Last in")},
		{59, N_("Went")}, {68, N_("At window")}},
	{{3, N_("No.")}, {13, N_("Title")}, {32, N_("Hall unit")}, {42, N_("Takes")}, {60, N_("State")},
		{70, N_("From, to")}},
	{{3, N_("Window no.")}, {23, N_("No.")}, {32, N_("Name")}, {41, N_("For whom")},
		{50, N_("From, until")}, {73, N_("On")}},
};

static void draw_heads(const struct operators *s, struct canvas *c, int at)
{
	for (size_t i = 0; i < COUNT_OF(heads[0]) && heads[s->tab][i].text; i++)
		canvas_text(c, at, heads[s->tab][i].col, PAINT_DIM, _(heads[s->tab][i].text));
}

static void draw_tabs(const struct operators *s, struct canvas *c)
{
	static const char *const labels[TABS] = {N_("Staff"), N_("Scopes"), N_("Stand-ins"), N_("Here today"),
		N_("Hall windows"), N_("Rota")};
	const size_t counts[TABS] = {s->n_people, s->n_scopes, s->n_stands, s->n_duty, s->n_places, s->n_rota};
	int col = 1;

	for (int t = 0; t < TABS; t++) {
		char text[64];
		text_format(text, sizeof text, t == (int)s->tab ? "[%s %zu]" : " %s %zu ", _(labels[t]),
			counts[t]);
		col = canvas_text(c, 2, col, t == (int)s->tab ? PAINT_HEAD : PAINT_DIM, text) + 1;
	}
	if (s->tab == TAB_PEOPLE && s->who)
		canvas_right(c, 2, c->cols - 1, PAINT_HEAD, _(operators_who[s->who].label));
}

static void draw_acts(const struct app *a, const struct operators *s, struct canvas *c, int at)
{
	int col = 3, n = 0;

	for (size_t i = 0; i < n_operators_acts; i++) {
		const struct operators_act *x = &operators_acts[i];
		if (x->tab != s->tab)
			continue;
		bool may = operators_may(a, x);
		char digit[4];
		text_format(digit, sizeof digit, "%d", ++n);
		col = canvas_text(c, at, col, may ? PAINT_KEY : PAINT_DIM, digit) + 1;
		col = canvas_text(c, at, col, may ? PAINT_TEXT : PAINT_DIM, _(x->label)) + 2;
	}
}

/* ---- what the row waits for ---- */

static void person_detail(const struct operator_info *p, char out[APP_MESSAGE])
{
	switch (p->state) {
	case OPERATOR_CREATED:
		text_format(out, APP_MESSAGE, _("%s has not enrolled: F2 at the log-in, with the one-time code"),
			p->id);
		break;
	case OPERATOR_ENROLLED:
		text_format(out, APP_MESSAGE, _("%s waits for a supervisor, who grants the keys with 2"), p->id);
		break;
	case OPERATOR_DISABLED:
		text_format(out, APP_MESSAGE, _("%s is disabled; what they did stays in the trail"), p->id);
		break;
	default:
		if (p->failures)
			text_format(out, APP_MESSAGE, _("%s works here; %d wrong passwords since the last log-in"),
				p->id, p->failures);
		else
			text_format(out, APP_MESSAGE, _("%s works here"), p->id);
	}
}

static void scope_detail(const struct scope *c, char out[APP_MESSAGE])
{
	char range[24];

	operators_days(c->from, c->until, range);
	switch (c->state) {
	case SCOPE_PROPOSED:
		text_format(out, APP_MESSAGE, c->first ?
			_("Proposed by %s with the account: who grants the keys to %s confirms it. %s") :
			_("Proposed by %s: an administrator or a supervisor confirms it, not %s. %s"),
			c->proposed_by, c->operator, range);
		break;
	case SCOPE_CONFIRMED:
		text_format(out, APP_MESSAGE, _("Proposed by %s, confirmed by %s. %s"), c->proposed_by,
			c->confirmed_by, range);
		break;
	default:
		text_format(out, APP_MESSAGE, _("Proposed by %s, ended by %s. %s"), c->proposed_by,
			c->ended_by, range);
	}
}

static void detail(const struct operators *s, char out[APP_MESSAGE])
{
	const struct operator_info *p = operators_person(s);
	const struct scope *c = operators_scope(s);

	*out = '\0';
	if (p)
		person_detail(p, out);
	else if (c)
		scope_detail(c, out);
	else if (operators_place(s))
		operators_place_detail(operators_place(s), out);
	else if (operators_rota(s))
		operators_rota_detail(s, operators_rota(s), out);
	else if (s->tab == TAB_STANDS && s->no_stands)
		text_copy(out, APP_MESSAGE, _("Who stands in is sealed for your role; a supervisor sees it"));
	else if (s->tab == TAB_DUTY)
		text_copy(out, APP_MESSAGE,
			_("From log-ins and log-outs of today; the window is that of a case open now"));
}

void operators_draw(const struct app *a, void *state, struct canvas *c)
{
	struct operators *s = state;
	struct frame f = frame_draw(a, c, "", STEP_NONE, "");
	int rows = f.body_rows - DETAIL_ROWS - 2;
	char line[APP_MESSAGE];
	int col = canvas_text(c, 1, 1, PAINT_TEXT, _("Number, name or role  > "));

	draw_tabs(s, c);
	draw_heads(s, c, f.body_top);
	list_draw(&s->list, c, f.body_top + 1, rows, row, s);
	if (!s->list.count)
		canvas_text(c, f.body_top + 1, 3, PAINT_DIM, _("Nothing here"));
	int at = f.body_top + 1 + rows;
	canvas_rule(c, at, 3, c->cols - 6);
	detail(s, line);
	canvas_wrap(c, at + 1, 3, c->cols - 5, 2, PAINT_TEXT, line);
	draw_acts(a, s, c, at + 3);
	edit_draw(&s->find, c, 1, col, 24, true);
	frame_hint(a, c, VOICE_HINT, s->doing != DOING_NOTHING ? _("One moment, this is being settled") :
		_("A digit acts on the row, letters find, F6 the next list"));
}
