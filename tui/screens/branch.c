/* SPDX-License-Identifier: MIT
 *
 * What stands beside the open case (core/casework/branch.h): entered by a colleague after the case had
 * gone to somebody else. Each piece next to what the form says now; whoever has the case takes it in or
 * leaves it out. Nothing leaves the journal.
 */
#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/branch.h"
#include "tui/app.h"
#include "tui/frame.h"
#include "tui/list.h"

enum { LABEL_COL = 5, LABEL_WIDTH = 18, HERE_COL = 24, THERE_COL = 44, VALUE_WIDTH = 18, WHO_COL = 63,
	PAGE = 8, AGAIN_MS = 20 };

struct view {
	struct desk_branch rows[CASE_BRANCHES];
	struct list list;
	enum { DO_NOTHING, DO_TAKE, DO_DROP, DO_ALL } doing; /* while the gate is taken */
};

static void find(struct app *a, struct view *s)
{
	size_t n;
	enum err e = desk_branches(a->desk, s->rows, COUNT_OF(s->rows), &n);

	list_set(&s->list, e ? 0 : n);
	a->dirty = true;
}

static enum err enter(struct app *a, void *state, const void *arg)
{
	(void)arg;
	if (!desk_case(a->desk) || !desk_case(a->desk)->item)
		return ERR_STATE;
	find(a, state);
	return OK;
}

static void forget(struct app *a, void *state)
{
	struct view *s = state;

	(void)a;
	list_set(&s->list, 0);
	s->doing = DO_NOTHING;
}

static void back(struct app *a, void *state)
{
	find(a, state);
}

/* ---- settling ---- */

static enum err take_all(struct app *a, struct view *s)
{
	enum err e = OK;

	for (size_t i = 0; !e && i < s->list.count; i++)
		if (!s->rows[i].clashes) {
			e = desk_branch_take(a->desk, s->rows[i].index);
			find(a, s); /* rows that were added may have read the case anew */
			i = e ? i : (size_t)-1;
		}
	return e;
}

static void told(struct app *a, struct view *s, enum err e)
{
	if (e == ERR_DENIED && !desk_may(a->desk, RIGHT_RECEIVE))
		app_say(a, VOICE_PROBLEM, "%s", _("Who receives at a window takes it in; hand the case on"));
	else if (e == ERR_DENIED)
		app_say(a, VOICE_PROBLEM, "%s", _("A department holds this value by now; leave it out"));
	else if (e == ERR_STATE)
		app_say(a, VOICE_PROBLEM, "%s", _("The form is handed in: it can be left out only"));
	else if (e == ERR_NOTFOUND)
		app_say(a, VOICE_PROBLEM, "%s", _("The form has no such field any more; leave it out"));
	else if (e)
		app_fail(a, e);
	else if (s->list.count == 0)
		app_say(a, VOICE_HINT, "%s", _("All is settled. Esc goes back to the case"));
}

/* The gate may be taken: then it is done in a moment. */
static void attempt(struct app *a, struct view *s)
{
	const struct desk_branch *x = s->list.at < s->list.count ? &s->rows[s->list.at] : NULL;
	enum err e = OK;

	if (x && s->doing == DO_TAKE)
		e = desk_branch_take(a->desk, x->index);
	else if (x && s->doing == DO_DROP)
		e = desk_branch_drop(a->desk, x->index);
	else if (s->doing == DO_ALL)
		e = take_all(a, s);
	a->dirty = true;
	if (e == ERR_BUSY) {
		a->screen_due_ms = clock_mono_ms() + AGAIN_MS;
		app_say(a, VOICE_BUSY, "%s", _("Another window is writing; done in a moment"));
		return;
	}
	s->doing = DO_NOTHING;
	find(a, s);
	told(a, s, e);
}

static void tick(struct app *a, void *state, int64_t now_ms)
{
	struct view *s = state;

	(void)now_ms;
	if (s->doing != DO_NOTHING && desk_case(a->desk))
		attempt(a, s);
	else if (desk_case(a->desk) && branches_open(desk_case(a->desk)) != s->list.count)
		find(a, s); /* more has come */
}

static void act(struct app *a, void *state, enum action action)
{
	struct view *s = state;

	switch (action) {
	case ACT_BACK: app_pop(a); break;
	case ACT_NEXT_STEP: case ACT_BACK_STEP:
		list_act(&s->list, action == ACT_NEXT_STEP ? ACT_DOWN : ACT_UP, PAGE);
		a->dirty = true;
		break;
	case ACT_REVEAL: app_reveal(a); break;
	default: list_act(&s->list, action, PAGE); a->dirty = true;
	}
}

static void text(struct app *a, void *state, uint32_t cp)
{
	struct view *s = state;
	int digit = app_digit(cp);

	if (digit < 1 || digit > 3) {
		app_ime_hint(a);
		return;
	}
	s->doing = digit == 1 ? DO_TAKE : digit == 2 ? DO_DROP : DO_ALL;
	attempt(a, s);
}

static bool digits(const struct app *a, const void *state)
{
	(void)a, (void)state;
	return true;
}

/* ---- drawing ---- */

/* The field the piece is about, -1: of a paper, a row, or of another form. */
static int field_of(const struct item *item, const struct branch *b)
{
	return text_equal(b->was, "FIELD") || text_equal(b->was, "EXCUSE") ? item_field(item, branch_name(b)) : -1;
}

static void label(const struct item *item, const struct branch *b, struct buf *out)
{
	int field = field_of(item, b), paper = item_material(item, branch_name(b));

	if (field >= 0 && item->fields[field].row >= 0)
		buf_addf(out, "%d ", item->fields[field].row + 1);
	if (field >= 0)
		buf_adds(out, i18n_pick(item->fields[field].label, item->fields[field].label_en));
	else if (paper >= 0 && text_equal(b->was, "MATERIAL"))
		buf_adds(out, i18n_pick(item->materials[paper].label, item->materials[paper].label_en));
	else
		buf_adds(out, branch_name(b));
}

static void value(const struct field *f, const char *text, bool clear, struct buf *out)
{
	if (!text || !*text)
		buf_adds(out, _("(nothing)"));
	else
		field_show(f, text, !clear, out);
}

static const char *mark_of(const char *word)
{
	enum mark m;

	return mark_parse(word, &m) ? _(mark_text(m)) : "";
}

static void both(const struct app *a, const struct branch *b, struct buf *here, struct buf *there)
{
	const struct casefile *c = desk_case(a->desk);
	int field = field_of(c->item, b), paper = item_material(c->item, branch_name(b));
	bool clear = app_clear(a);

	if (text_equal(b->was, "EXCUSE")) {
		buf_adds(here, _("a warning"));
		buf_adds(there, record_get(&b->body, "reason"));
	} else if (text_equal(b->was, "ROW")) {
		buf_addf(there, _("row %d removed"), (int)record_int(&b->body, "at", 0) + 1);
	} else if (field >= 0) {
		value(&c->item->fields[field], c->draft.answers[field].value, clear, here);
		value(&c->item->fields[field], record_get(&b->body, "value"), clear, there);
	} else if (paper >= 0) {
		buf_adds(here, _(mark_text(c->marks[paper].mark)));
		buf_adds(there, mark_of(record_get(&b->body, "mark")));
	}
}

struct drawing {
	const struct app *app;
	const struct view *view;
};

static void row(const void *ctx, struct canvas *c, int at, size_t index, bool selected)
{
	const struct drawing *d = ctx;
	const struct desk_branch *x = &d->view->rows[index];
	const struct casefile *f = desk_case(d->app->desk);
	struct buf name, here, there;
	char who[40];

	if (x->index >= f->n_branches)
		return;
	const struct branch *b = &f->branches[x->index];
	buf_init(&name, 400);
	buf_init(&here, 4096);
	buf_init(&there, 4096);
	label(f->item, b, &name);
	both(d->app, b, &here, &there);
	text_format(who, sizeof who, "%s %s", b->by, b->window);
	canvas_text(c, at, 1, PAINT_TEXT, selected ? ">" : " ");
	canvas_text(c, at, 3, x->clashes ? PAINT_BAD : PAINT_OK, x->clashes ? "!" : "+");
	canvas_field(c, at, LABEL_COL, LABEL_WIDTH, selected ? PAINT_SEL : PAINT_TEXT, buf_text(&name));
	canvas_field(c, at, HERE_COL, VALUE_WIDTH, PAINT_TEXT, buf_text(&here));
	canvas_field(c, at, THERE_COL, VALUE_WIDTH, x->clashes ? PAINT_MISS : PAINT_TEXT, buf_text(&there));
	canvas_field(c, at, WHO_COL, c->cols - WHO_COL - 1, PAINT_DIM, who);
	buf_release(&name);
	buf_release(&here);
	buf_release(&there);
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	struct view *s = state;
	struct drawing d = {a, s};
	struct frame f = frame_draw(a, c, "", STEP_NONE, "");
	int rows = f.body_rows - 6;

	frame_person(a, c, 1);
	canvas_text(c, f.body_top, 1, PAINT_DIM,
		_("Entered elsewhere after the case had been taken over; not in the form"));
	canvas_text(c, f.body_top + 1, LABEL_COL, PAINT_HEAD, _("Entry"));
	canvas_text(c, f.body_top + 1, HERE_COL, PAINT_HEAD, _("In the form"));
	canvas_text(c, f.body_top + 1, THERE_COL, PAINT_HEAD, _("Beside it"));
	canvas_text(c, f.body_top + 1, WHO_COL, PAINT_HEAD, _("By"));
	if (desk_case(a->desk))
		list_draw(&s->list, c, f.body_top + 2, rows, row, &d);
	if (!s->list.count)
		canvas_text(c, f.body_top + 2, LABEL_COL, PAINT_DIM, _("Nothing stands beside this case"));
	canvas_text(c, f.body_top + rows + 3, LABEL_COL, PAINT_HEAD,
		_("1 Take it in   2 Leave it out   3 Take in all with +"));
	canvas_text(c, f.body_top + rows + 4, LABEL_COL, PAINT_DIM,
		_("+ nobody has written it here since   ! written here too: choose"));
	canvas_cursor(c, f.body_top + 2 + (int)(s->list.at - list_top(&s->list, rows)), 1);
	frame_hint(a, c, VOICE_ASK, _("Either way both stay in the record. Esc goes back"));
}

const struct screen screen_branch = {
	.name = "branch", .title = N_("Beside the case"), .bit = IN_PAIRS, .state_size = sizeof(struct view),
	.enter = enter, .act = act, .text = text, .digits = digits, .draw = draw, .tick = tick, .back = back,
	.forget = forget,
};
