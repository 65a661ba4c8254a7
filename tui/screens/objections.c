/* SPDX-License-Identifier: MIT
 *
 * Objections of this hall, those that are due first. The data steward checks them, sends them on and
 * records what the department answered; others look, and take back what the citizen takes back. What
 * an objection is about is masked until somebody asks to see it, and that stands in the journal.
 */
#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/standards/name.h"
#include "tui/choose.h"
#include "tui/frame.h"
#include "tui/lines.h"
#include "tui/list.h"
#include "tui/screens/objection.h"

enum tab { TAB_OPEN, TAB_LATE, TAB_ALL, TABS };
enum { MOST = 5000, ROWS = 8, REASONS = 8 };

struct view {
	struct list list;
	enum tab tab;
	const struct objection **rows;
	size_t counts[TABS];
	bool blind;                  /* this operator may not read them */
	/* of overlays */
	struct choose_row choices[REASONS];
	enum objection_state moves[OBJECTION_STATES];
	enum objection_state to;
	enum dispute_answer answer;
};

static const struct objection *focus(const struct view *v)
{
	return v->list.count ? v->rows[v->list.at] : NULL;
}

/* ---- which, in what order ---- */

static int left_of(const struct app *a, const struct objection *o, bool *running)
{
	struct objection_clock c;

	*running = objection_clock(o, objections_days(a->objections), clock_today(), &c) == OK &&
		c.running;
	return *running ? c.left : 0;
}

static bool in_tab(const struct app *a, enum tab tab, const struct objection *o)
{
	bool running;
	int left = left_of(a, o, &running);

	return tab == TAB_ALL || (objection_open(o) && (tab == TAB_OPEN || (running && left < 0)));
}

struct order {
	const struct objection *objection;
	int left;
	bool running;
};

/* What somebody here has to do comes first, by what is left; then what waits for others. */
static int by_urgency(const void *a, const void *b)
{
	const struct order *x = a, *y = b;

	if (x->running != y->running)
		return x->running ? -1 : 1;
	if (x->left != y->left)
		return x->left < y->left ? -1 : 1;
	return strcmp(x->objection->number, y->objection->number);
}

static void load(struct app *a, struct view *v)
{
	const struct objection *const *all;
	const struct objection *at = focus(v);

	v->blind = objections_refresh(a->objections) != OK;
	size_t n = objections_all(a->objections, &all), kept = 0;
	struct order *order = mem_array(n + 1, sizeof *order);
	memset(v->counts, 0, sizeof v->counts);
	for (size_t i = 0; i < n; i++) {
		for (int t = 0; t < TABS; t++)
			v->counts[t] += in_tab(a, (enum tab)t, all[i]);
		if (in_tab(a, v->tab, all[i]) && kept < MOST) {
			order[kept] = (struct order){.objection = all[i]};
			order[kept].left = left_of(a, all[i], &order[kept].running);
			kept++;
		}
	}
	qsort(order, kept, sizeof *order, by_urgency);
	for (size_t i = 0; i < kept; i++)
		v->rows[i] = order[i].objection;
	mem_free(order);
	list_set(&v->list, kept);
	for (size_t i = 0; i < kept; i++)
		if (v->rows[i] == at)
			v->list.at = i;
	a->dirty = true;
}

static enum err enter(struct app *a, void *state, const void *arg)
{
	struct view *v = state;

	(void)arg;
	v->rows = mem_array(MOST, sizeof *v->rows);
	load(a, v);
	return OK;
}

static void leave(struct app *a, void *state)
{
	struct view *v = state;

	(void)a;
	mem_free(v->rows);
}

/* ---- acts ---- */

static void record(struct app *a, struct view *v, struct objection_terms t)
{
	const struct objection *o = focus(v);
	char number[OBJECTION_NUMBER];

	if (!o)
		return;
	struct uid id = o->id;
	text_copy(number, sizeof number, o->number);
	t.answer = v->answer;
	enum err e = objections_move(a->objections, &id, v->to, &t);
	if (e)
		app_fail(a, e);
	else
		app_say(a, VOICE_HINT, "%s: %s", number, _(objection_text(v->to)));
	a->answers_ms = 0; /* cases of this window hear it at once */
	load(a, v);
}

static void reason_taken(struct app *a, void *ctx, const char *reason)
{
	if (reason)
		record(a, ctx, (struct objection_terms){.reason = reason});
}

static void value_taken(struct app *a, void *ctx, const char *value)
{
	const struct objection *o = focus(ctx);

	if (value && o)
		record(a, ctx, (struct objection_terms){.value =
			text_equal(value, "claimed") ? o->claimed : value});
}

static void ask_reason(struct app *a, struct view *v)
{
	static const char *const declined[] = {N_("There is no proof"), N_("It is not this hall's data"),
		N_("The same is under way already")};
	static const char *const rejected[] = {N_("The proof does not carry it"),
		N_("The right value stands in another register"), N_("The law does not allow the change")};
	static const char *const back[] = {N_("The citizen found it is right"),
		N_("The citizen does not pursue it")};
	const char *const *words = v->to == OBJECTION_DECLINED ? declined :
		v->to == OBJECTION_WITHDRAWN ? back : rejected;
	size_t n = v->to == OBJECTION_WITHDRAWN ? COUNT_OF(back) : COUNT_OF(declined);

	for (size_t i = 0; i < n; i++)
		v->choices[i] = (struct choose_row){words[i], _(words[i])};
	struct choose_arg arg = {.title = _("What is the reason?"), .rows = v->choices, .n = n,
		.own = _("In other words"), .taken = reason_taken, .ctx = v};
	(void)!choose_open(a, &arg);
}

static void ask_new_value(struct app *a, struct view *v)
{
	v->choices[0] = (struct choose_row){"claimed", _("To what the citizen claimed")};
	struct choose_arg arg = {.title = _("What was it corrected to?"), .rows = v->choices, .n = 1,
		.own = _("Another value"), .taken = value_taken, .ctx = v};
	(void)!choose_open(a, &arg);
}

static void answer_chosen(struct app *a, void *ctx, int index)
{
	struct view *v = ctx;

	if (index < 0)
		return;
	v->answer = (enum dispute_answer)(ANSWER_CONFIRMED + index);
	if (v->answer == ANSWER_CORRECTED)
		ask_new_value(a, v);
	else if (v->answer == ANSWER_REJECTED)
		ask_reason(a, v);
	else
		record(a, v, (struct objection_terms){0});
}

static void ask_result(struct app *a, struct view *v)
{
	for (int i = 0; i < 3; i++)
		v->choices[i] = (struct choose_row){"",
			_(answer_words((enum dispute_answer)(ANSWER_CONFIRMED + i)))};
	struct choose_arg arg = {.title = _("What did the department answer?"), .rows = v->choices,
		.n = 3, .done = answer_chosen, .ctx = v};
	(void)!choose_open(a, &arg);
}

static void move_chosen(struct app *a, void *ctx, int index)
{
	struct view *v = ctx;

	if (index < 0 || !focus(v))
		return;
	v->to = v->moves[index];
	v->answer = ANSWER_NONE;
	if (v->to == OBJECTION_ANSWERED)
		ask_result(a, v);
	else if (v->to == OBJECTION_DECLINED || v->to == OBJECTION_WITHDRAWN)
		ask_reason(a, v);
	else
		record(a, v, (struct objection_terms){0});
}

static bool may_move(const struct app *a, enum objection_state to)
{
	const struct operator_info *me = operator_current(a->store);
	bool anybody = to == OBJECTION_WITHDRAWN || to == OBJECTION_CLOSED;

	return me && to != OBJECTION_APPLIED && (role_may(me->role, RIGHT_CATALOG) ||
		(anybody && role_may(me->role, RIGHT_OBJECT)));
}

static void next_step(struct app *a, struct view *v)
{
	const struct objection *o = focus(v);
	char title[APP_MESSAGE];
	size_t n = 0;

	for (int to = 0; o && to < OBJECTION_STATES; to++)
		if (objection_may(o->state, (enum objection_state)to) &&
			may_move(a, (enum objection_state)to)) {
			v->moves[n] = (enum objection_state)to;
			v->choices[n++] = (struct choose_row){"", _(objection_text((enum objection_state)to))};
		}
	if (n == 0) {
		app_say(a, VOICE_HINT, "%s", !o ? _("Nothing is in dispute here") :
			objection_may(o->state, OBJECTION_APPLIED) ?
			_("The answer reaches the cases when a clerk is logged in") :
			_("The next step is the data steward's"));
		return;
	}
	text_format(title, sizeof title, _("%s, %s: what is next?"), o->number,
		_(objection_text(o->state)));
	struct choose_arg arg = {.title = title, .rows = v->choices, .n = n, .done = move_chosen,
		.ctx = v};
	(void)!choose_open(a, &arg);
}

/* Which one was looked at stands in the journal before it is shown. */
static void reveal(struct app *a, const struct view *v)
{
	enum { REVEAL_MS = 10000 };
	const struct objection *o = focus(v);
	char what[64];

	if (!o)
		return;
	text_format(what, sizeof what, "objection %s", o->number);
	enum err e = desk_reveal(a->desk, what);
	if (e)
		app_fail(a, e);
	else
		a->revealed_until_ms = clock_mono_ms() + REVEAL_MS;
}

static void act(struct app *a, void *state, enum action action)
{
	struct view *v = state;

	switch (action) {
	case ACT_BACK: app_pop(a); break;
	case ACT_VIEW:
		v->tab = (enum tab)((v->tab + 1) % TABS);
		v->list.at = 0;
		load(a, v);
		break;
	case ACT_FETCH:
		load(a, v);
		app_say(a, VOICE_HINT, "%s", _("The list is up to date"));
		break;
	case ACT_ENTER: case ACT_NEXT_STEP: next_step(a, v); break;
	case ACT_REVEAL: reveal(a, v); break;
	default: list_act(&v->list, action, ROWS);
	}
}

static void text(struct app *a, void *state, uint32_t cp)
{
	(void)state, (void)cp;
	app_ime_hint(a);
}

static void back(struct app *a, void *state)
{
	load(a, state);
}

/* ---- drawing ---- */

static enum paint due_text(const struct app *a, const struct objection *o, char out[40])
{
	bool running;
	int left = left_of(a, o, &running);

	if (!running) {
		text_copy(out, 40, "");
		return PAINT_DIM;
	}
	text_format(out, 40, left < 0 ? _("[red] %dd late") : left <= 1 ? _("[amber] %dd") :
		_("[green] %dd"), left < 0 ? -left : left);
	return left < 0 ? PAINT_BAD : left <= 1 ? PAINT_STALE : PAINT_OK;
}

struct listing {
	const struct app *app;
	const struct view *view;
};

static void row(const void *ctx, struct canvas *c, int at, size_t index, bool selected)
{
	const struct listing *l = ctx;
	const struct objection *o = l->view->rows[index];
	const struct resource *r = catalog_find(l->app->catalog, o->resource);
	char due[40];
	enum paint p = due_text(l->app, o, due);

	canvas_text(c, at, 1, PAINT_TEXT, selected ? ">" : " ");
	canvas_field(c, at, 3, 17, PAINT_TEXT, o->number);
	canvas_field(c, at, 21, 16, PAINT_TEXT, o->label);
	canvas_field(c, at, 38, 8, PAINT_TEXT, r ? i18n_pick(r->department, r->department_en) : o->resource);
	canvas_field(c, at, 47, 18, PAINT_TEXT, _(objection_text(o->state)));
	canvas_text(c, at, 66, p, due);
	if (selected)
		canvas_paint(c, at, 3, 34, PAINT_SEL);
}

static void line(struct buf *out, const char *label, const char *text)
{
	if (!text || !*text)
		return;
	text_pad(out, label, 8, false);
	buf_addf(out, " %s\n", text);
}

/* A value is as long as it is, but not to be read over a shoulder. */
static void value_line(const struct app *a, struct buf *out, const char *label, const char *value)
{
	size_t n = text_count(value);
	struct buf hidden;

	buf_init(&hidden, 4096);
	for (size_t i = 0; i < n && i < 60; i++)
		buf_addc(&hidden, '*');
	line(out, label, app_clear(a) ? value : buf_text(&hidden));
	buf_release(&hidden);
}

static void whose(const struct app *a, const struct objection *o, struct buf *out)
{
	struct buf b;

	buf_init(&b, 1024);
	if (o->erased) {
		buf_adds(&b, _("deleted with its case"));
	} else if (app_clear(a)) {
		buf_addf(&b, "%s %s", o->applicant, o->subject);
	} else {
		if (*o->applicant)
			mask_name(o->applicant, &b);
		buf_addc(&b, ' ');
		mask_id(o->subject, &b);
	}
	buf_addf(&b, "   %s %s", _("case"), o->case_number);
	line(out, _("Whose"), buf_text(&b));
	buf_release(&b);
}

static void steps(const struct objection *o, struct buf *out)
{
	const struct {
		const char *word;
		int64_t ms;
	} all[] = {{N_("raised"), o->raised_ms}, {N_("checked"), o->checked_ms},
		{N_("sent to the department"), o->sent_ms}, {N_("answered"), o->answered_ms}};
	struct buf b;

	buf_init(&b, 1024);
	for (size_t i = 0; i < COUNT_OF(all); i++) {
		char stamp[20];
		if (!all[i].ms)
			continue;
		clock_format(all[i].ms, stamp);
		buf_addf(&b, "%s%s %.16s", b.len ? "  " : "", _(all[i].word), stamp);
	}
	line(out, _("So far"), buf_text(&b));
	buf_release(&b);
}

static void describe(const struct app *a, const struct objection *o, struct buf *out)
{
	const struct resource *r = catalog_find(a->catalog, o->resource);
	struct buf b;

	whose(a, o, out);
	value_line(a, out, _("Register"), o->registered);
	value_line(a, out, _("Claimed"), o->claimed);
	buf_init(&b, 4096);
	buf_addf(&b, "%s  %s   %s: %s", _(claim_text(o->ground)), o->proof, _("This case"),
		_(effect_text(o->effect)));
	line(out, _("Proof"), buf_text(&b));
	buf_clear(&b);
	if (r)
		buf_addf(&b, "%s %s  %s %s", i18n_pick(r->department, r->department_en),
			r->office ? r->office : "", r->id, i18n_pick(r->name, r->name_en));
	line(out, _("Provider"), buf_text(&b));
	buf_clear(&b);
	buf_addf(&b, "%s", o->answer == ANSWER_NONE ? "" : _(answer_words(o->answer)));
	if (*o->reason)
		buf_addf(&b, "  %s", _(o->reason));
	line(out, _("Result"), buf_text(&b));
	if (o->value)
		value_line(a, out, _("Corrected"), o->value);
	steps(o, out);
	buf_release(&b);
}

static void tabs(const struct view *v, struct canvas *c)
{
	static const char *const labels[TABS] = {N_("Open ones"), N_("Late"), N_("All of them")};
	int col = 1;

	for (int t = 0; t < TABS; t++) {
		bool now = t == (int)v->tab;
		char text[64];
		text_format(text, sizeof text, now ? "[%s %zu]" : " %s %zu ", _(labels[t]), v->counts[t]);
		col = canvas_text(c, 2, col, now ? PAINT_HEAD : PAINT_DIM, text) + 1;
	}
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	struct view *v = state;
	struct listing l = {a, v};
	const struct objection *o = focus(v);
	struct frame f = frame_draw(a, c, "", STEP_NONE, "");
	int rows = f.body_rows - 8 > ROWS - 1 ? f.body_rows - 8 : ROWS - 1;
	struct buf text;

	canvas_text(c, 1, 1, PAINT_TEXT,
		_("A value in dispute is marked at every window until its objection is closed"));
	tabs(v, c);
	list_draw(&v->list, c, f.body_top, rows, row, &l);
	canvas_cursor(c, f.body_top + (int)(v->list.at - list_top(&v->list, rows)), 1);
	if (!o) {
		canvas_text(c, f.body_top, 3, PAINT_DIM, v->blind ?
			_("Your role does not see what was objected to") : _("Nothing is in dispute here"));
		frame_hint(a, c, VOICE_HINT, _("F2 on a shared value of a form raises one"));
		return;
	}
	canvas_rule(c, f.body_top + rows, 3, c->cols - 6);
	buf_init(&text, 16384);
	describe(a, o, &text);
	struct lines_box box = {f.body_top + rows + 1, 3, f.body_rows - rows - 1, c->cols - 5, 9};
	lines_draw(c, &box, 0, buf_text(&text));
	buf_release(&text);
	frame_hint(a, c, VOICE_HINT, _("F8 records the next step, Ctrl+E shows the values for 10 s"));
}

static bool offers(const struct app *a, const void *state, enum action act)
{
	(void)a, (void)state;
	return act != ACT_PICK; /* the page of one picks */
}

const struct screen screen_objections = {
	.name = "objections", .title = N_("Objections to data"), .bit = IN_OBJECTION,
	.state_size = sizeof(struct view), .enter = enter, .act = act, .text = text, .offers = offers, .draw = draw,
	.back = back, .leave = leave,
};

bool objection_waits(const struct app *a)
{
	const struct objection *const *all;
	size_t n = objections_refresh(a->objections) ? 0 : objections_all(a->objections, &all);

	for (size_t i = 0; i < n; i++) {
		if (objection_open(all[i]))
			return true;
	}
	return false;
}

void objection_list(struct app *a)
{
	(void)!app_push(a, &screen_objections, NULL);
}
