/* SPDX-License-Identifier: MIT
 *
 * The page of a case: tabs in row 2, lines of the tab, and the acts that are open at its foot.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/casework/crossing.h"
#include "core/casework/part.h"
#include "core/standards/region.h"
#include "tui/frame.h"
#include "tui/screens/case_state.h"

enum { LABEL_COL = 3, VALUE_COL = 20, OTHER_COL = 43, WHY_COL = 62, BAR_ROWS = 4, HALF = 39 };

struct drawing {
	const struct app *app;
	const struct case_page *page;
	const struct casefile *file;
	bool masked;
};

static const char *field_label(const struct drawing *d, size_t i)
{
	return i18n_pick(d->file->item->fields[i].label, d->file->item->fields[i].label_en);
}

static void value(const struct drawing *d, struct canvas *c, int row, int col, int width, enum paint p,
	size_t field, const char *text)
{
	struct buf b;

	buf_init(&b, 4096);
	if (appeal_hides(d->file, clock_now_ms()) && appeal_names(&d->file->item->fields[field]))
		buf_adds(&b, _(APPEAL_KEPT_SECRET));
	else if (text && *text)
		field_show_on(&d->file->item->fields[field], text, casefile_label_day(d->file), d->masked, &b);
	else
		buf_adds(&b, d->file->draft.answers[field].declared_none ?
			i18n_pick(d->file->item->fields[field].none, d->file->item->fields[field].none_en) :
			_("not given (optional)"));
	canvas_field(c, row, col, width, p, buf_text(&b));
	buf_release(&b);
}

static const char *source(const struct drawing *d, const struct answer *a)
{
	const struct resource *r = catalog_find(d->app->catalog, a->resource);

	if (r)
		return i18n_pick(r->department, r->department_en);
	return a->origin == ORIGIN_TYPED ? case_person(d->page, a->actor) : "";
}

/* ---- one line of each kind ---- */

static void draw_difference(const struct drawing *d, struct canvas *c, int row, size_t i)
{
	const struct answer *a = &d->file->draft.answers[i];
	char sign[2] = {a->unverified ? '!' : origin_sign(a->origin), '\0'};

	canvas_text(c, row, 1, frame_sign_paint(sign[0]), sign);
	canvas_field(c, row, LABEL_COL, VALUE_COL - LABEL_COL - 1, PAINT_TEXT, field_label(d, i));
	value(d, c, row, VALUE_COL, OTHER_COL - VALUE_COL - 1, PAINT_TEXT, i, a->value);
	if (a->registered)
		value(d, c, row, OTHER_COL, WHY_COL - OTHER_COL - 1, PAINT_STALE, i, a->registered);
	else
		canvas_text(c, row, OTHER_COL, PAINT_DIM, a->unverified ? _("not verified") : source(d, a));
	canvas_field(c, row, WHY_COL, c->cols - WHY_COL - 1, PAINT_DIM, a->reason ? _(a->reason) : "");
}

static void draw_excuse(const struct drawing *d, struct canvas *c, int row, size_t i)
{
	const struct excuse *x = &d->file->draft.excuses[i];

	canvas_text(c, row, 1, PAINT_STALE, "*");
	canvas_field(c, row, LABEL_COL, VALUE_COL - LABEL_COL - 1, PAINT_TEXT, field_label(d, x->field));
	canvas_text(c, row, VALUE_COL, PAINT_STALE, _("warning passed:"));
	canvas_field(c, row, OTHER_COL, c->cols - OTHER_COL - 1, PAINT_TEXT, _(x->text));
}

static void draw_field(const struct drawing *d, struct canvas *c, int row, size_t i)
{
	const struct answer *a = &d->file->draft.answers[i];
	char sign[2] = {*a->value ? origin_sign(a->origin) : '-', '\0'};

	canvas_text(c, row, 1, frame_sign_paint(sign[0]), sign);
	canvas_field(c, row, LABEL_COL, 20, PAINT_TEXT, field_label(d, i));
	value(d, c, row, 24, 36, PAINT_TEXT, i, a->value);
	canvas_field(c, row, WHY_COL, 12, PAINT_DIM, source(d, a));
	if (a->unverified)
		canvas_right(c, row, c->cols - 1, PAINT_BAD, _("not verified"));
}

static void draw_sum(const struct drawing *d, struct canvas *c, int row)
{
	const struct evidence_sum *s = &d->page->sum;
	struct buf text;

	buf_init(&text, 256);
	evidence_say(s, &text);
	int col = canvas_printf(c, row, 1, PAINT_HEAD, "-- %s  ", _("Evidence"));
	canvas_field(c, row, col, c->cols - col - 1,
		s->changed || s->bound < s->values ? PAINT_BAD : PAINT_OK, buf_text(&text));
	buf_release(&text);
}

/* Resource, time, request, answer hash, values, dropped, verdict. */
static void draw_answer(const struct drawing *d, struct canvas *c, int row, size_t i)
{
	const struct evidence *e = &d->file->evidence[i];
	char stamp[20], hash[9];

	clock_format(e->at_ms, stamp);
	text_hex(e->body_hash, 4, hash);
	if (e->body == BOND_CHANGED)
		canvas_text(c, row, 1, PAINT_BAD, "!");
	canvas_field(c, row, LABEL_COL, 8, PAINT_TEXT, e->resource);
	canvas_printf(c, row, 12, PAINT_DIM, "%.11s", stamp + 5);
	canvas_printf(c, row, 24, PAINT_DIM, "%.8s", *e->trace ? e->trace : "-");
	canvas_text(c, row, 33, PAINT_DIM, e->body == BOND_NONE ? "-" : hash);
	canvas_printf(c, row, 42, PAINT_DIM, _("%zu values"), evidence_values(d->file, e));
	if (e->dropped)
		canvas_printf(c, row, 52, PAINT_DIM, _("%d dropped"), e->dropped);
	if (*e->receipt)
		canvas_field(c, row, 62, 6, PAINT_DIM, _("sealed"));
	canvas_right(c, row, c->cols - 1, e->body == BOND_CHANGED ? PAINT_BAD :
		e->body == BOND_OK ? PAINT_OK : PAINT_DIM,
		e->body == BOND_NONE ? _(outcome_text(e->outcome)) : _(bond_text(e->body)));
}

static void draw_material(const struct drawing *d, struct canvas *c, int row, size_t i)
{
	const struct material *m = &d->file->item->materials[i];
	const struct material_mark *k = &d->file->marks[i];
	enum paint p = k->mark == MARK_MISSING || k->mark == MARK_DEFERRED ? PAINT_MISS : PAINT_OK;
	char day[11];

	canvas_field(c, row, LABEL_COL, 28, PAINT_TEXT, i18n_pick(m->label, m->label_en));
	canvas_field(c, row, 32, 11, p, _(mark_text(k->mark)));
	canvas_printf(c, row, 44, PAINT_DIM, "%d/%d", k->actual, k->due);
	if (k->mark == MARK_DEFERRED && k->until != DAY_NONE) {
		day_format(k->until, day);
		canvas_printf(c, row, 50, PAINT_STALE, _("until %s"), day);
	} else {
		canvas_field(c, row, 50, c->cols - 51, PAINT_DIM,
			k->had ? _(had_text(k->had)) : *k->source ? k->source : k->note);
	}
}

static enum paint urgency_paint(enum urgency u)
{
	return u == URGENCY_RED ? PAINT_BAD : u == URGENCY_YELLOW ? PAINT_STALE :
		u == URGENCY_GREEN ? PAINT_OK : PAINT_DIM;
}

static void left_text(const struct deadline *k, char out[64])
{
	if (k->stopped)
		text_copy(out, 64, _("stopped"));
	else if (k->left < 0)
		text_format(out, 64, _("%d days over"), -k->left);
	else
		text_format(out, 64, _("%d of %d left"), k->left, k->total);
}

static void draw_clock(const struct drawing *d, struct canvas *c, int row, size_t i)
{
	const struct deadline *k = &d->page->clocks[i];
	char day[11] = "", left[64], light[32] = "";

	if (k->due != DAY_NONE)
		day_format(k->due, day);
	if (k->urgency)
		text_format(light, sizeof light, "[%s]", _(urgency_text(k->urgency)));
	left_text(k, left);
	canvas_text(c, row, 1, PAINT_HEAD, i == 0 ? "*" : " ");
	canvas_field(c, row, LABEL_COL, 14, i == 0 ? PAINT_HEAD : PAINT_TEXT, _(clock_kind_text(k->kind)));
	canvas_field(c, row, 18, 18, PAINT_TEXT, i18n_pick(k->label, k->label_en));
	canvas_text(c, row, 37, urgency_paint(k->urgency), light);
	canvas_text(c, row, 46, PAINT_TEXT, day);
	canvas_field(c, row, 58, c->cols - 59, urgency_paint(k->urgency), left);
}

static int64_t clock_from(const struct casefile *f, const struct deadline *k)
{
	switch (k->kind) {
	case CLOCK_NOTICE: return f->received_ms;
	case CLOCK_FIX: return f->changed_ms;
	case CLOCK_DELIVER: return f->decided_ms;
	case CLOCK_STAGE:
		for (size_t i = 0; i < f->item->n_stages; i++)
			if (text_equal(f->item->stages[i].label, k->label))
				return f->stages[i].begun_ms;
		return f->accepted_ms;
	default: return f->accepted_ms;
	}
}

/* From which day, how many, less what stood still: the projection of the due day. */
static void draw_why(const struct drawing *d, struct canvas *c, int row, size_t i)
{
	const struct deadline *k = &d->page->clocks[i];
	const struct casefile *f = d->file;
	char stamp[20];

	if (k->kind == CLOCK_DEFER) {
		canvas_text(c, row, 5, PAINT_DIM, _("the day that was pledged; no pause moves it"));
		return;
	}
	clock_format(clock_from(f, k), stamp);
	int col = canvas_printf(c, row, 5, PAINT_DIM, k->working ? _("%.16s + %d working days") :
		_("%.16s + %d days"), stamp, k->total);
	if (f->extension && (k->kind == CLOCK_PROMISED || k->kind == CLOCK_LEGAL))
		col = canvas_printf(c, row, col, PAINT_DIM, _(", %d of them by extension"), f->extension);
	if (f->n_pauses)
		col = canvas_printf(c, row, col, PAINT_DIM, _(", %zu pauses taken out"), f->n_pauses);
	if (k->provisional)
		canvas_text(c, row, col, PAINT_STALE, _(", provisional: the calendar ends before"));
}

static void draw_appeal(const struct drawing *d, struct canvas *c, int row, const struct appeal_line *l)
{
	enum state state;

	(void)d;
	canvas_field(c, row, LABEL_COL, 14, PAINT_TEXT, _("Appeal"));
	canvas_text(c, row, 18, PAINT_TEXT, l->number);
	if (state_parse(l->state, &state))
		canvas_text(c, row, 36, PAINT_DIM, _(state_text(state)));
}

static void draw_pause(const struct drawing *d, struct canvas *c, int row, size_t i)
{
	const struct pause_mark *p = &d->file->pauses[i];
	char from[20], to[20] = "", day[11] = "";

	clock_format(p->from_ms, from);
	if (p->to_ms)
		clock_format(p->to_ms, to);
	if (p->expected != DAY_NONE)
		day_format(p->expected, day);
	canvas_field(c, row, LABEL_COL, 14, PAINT_TEXT, _(pause_text(p->kind)));
	if (p->to_ms)
		canvas_printf(c, row, 18, PAINT_TEXT, _("stopped %.10s to %.10s"), from, to);
	else
		canvas_printf(c, row, 18, PAINT_STALE, _("since %.10s, expected to %s"), from, day);
	canvas_field(c, row, 60, c->cols - 61, PAINT_DIM, p->reason ? p->reason : "");
}

static void draw_task(const struct drawing *d, struct canvas *c, int row, size_t i)
{
	const struct task *t = &d->file->tasks[i];
	char day[11] = "";

	if (t->due != DAY_NONE)
		day_format(t->due, day);
	canvas_text(c, row, 1, task_open(t) ? PAINT_BAD : PAINT_OK, task_open(t) ? "!" : "=");
	canvas_field(c, row, LABEL_COL, 26, task_open(t) ? PAINT_HEAD : PAINT_TEXT, _(task_text(t->kind)));
	canvas_field(c, row, 30, 16, PAINT_TEXT, task_about(d->file, t));
	if (task_open(t) && t->expected != DAY_NONE) {
		day_format(t->expected, day);
		canvas_printf(c, row, 47, PAINT_STALE, _("until %s, by %s"), day,
			case_person(d->page, t->asked_by));
	} else if (task_open(t))
		canvas_printf(c, row, 47, PAINT_STALE, t->escalated ? _("by %s, with the supervisor") :
			_("by %s"), day);
	else
		canvas_printf(c, row, 47, PAINT_DIM, "%s %s %s", case_person(d->page, t->by),
			t->failed ? _("failed") : _("settled"), t->text ? t->text : "");
}

static void draw_draft(const struct drawing *d, struct canvas *c, int row, size_t index)
{
	canvas_wrap_from(c, row, LABEL_COL, c->cols - LABEL_COL - 2, (int)(index % 2), 1, PAINT_DIM,
		d->file->tasks[index / 2].draft);
}

static void draw_part(const struct drawing *d, struct canvas *c, int row, size_t i)
{
	const struct part *p = &d->file->item->parts[i];
	struct part_view v = part_view(d->file, desk_evaluation(d->app->desk), i);
	char day[11] = "";

	if (v.due.day != DAY_NONE)
		day_format(v.due.day, day);
	canvas_field(c, row, LABEL_COL, 20, PAINT_TEXT, i18n_pick(p->label, p->label_en));
	canvas_field(c, row, 24, 10, PAINT_DIM, i18n_pick(p->department, p->department_en));
	canvas_field(c, row, 35, 16, v.state == PART_REFUSED ? PAINT_BAD : PAINT_TEXT,
		_(part_state_text(v.state)));
	canvas_text(c, row, 52, PAINT_DIM, day);
	canvas_field(c, row, 63, c->cols - 64, PAINT_DIM, v.reason);
}

static void draw_opinion(const struct drawing *d, struct canvas *c, int row, size_t i)
{
	const struct case_opinion *o = &d->file->opinions[i];
	enum paint p = o->verdict == VERDICT_AGAINST ? PAINT_BAD : PAINT_OK;

	canvas_field(c, row, LABEL_COL, 14, PAINT_TEXT, o->department);
	canvas_field(c, row, 18, 14, p, _(verdict_text(o->verdict)));
	canvas_field(c, row, 33, 36, PAINT_TEXT, o->text);
	canvas_right(c, row, c->cols - 1, PAINT_DIM, case_person(d->page, o->by));
}

static void draw_slip_line(const struct drawing *d, struct canvas *c, int row, size_t i)
{
	const struct slip_kept *k = &d->file->slips[i];
	char hash[9];

	text_hex(k->hash, 4, hash);
	canvas_field(c, row, LABEL_COL, 34, PAINT_TEXT,
		slip_title(k->document));
	canvas_printf(c, row, 38, PAINT_DIM, _("%d copies"), k->copies);
	canvas_printf(c, row, 48, PAINT_DIM, _("printed %d"), k->printed);
	canvas_right(c, row, c->cols - 1, PAINT_DIM, hash);
}

static void draw_event(const struct drawing *d, struct canvas *c, int row, size_t i)
{
	const struct trail_row *t = &d->page->trail.rows[i];
	char stamp[20];

	clock_format(t->at_ms, stamp);
	canvas_printf(c, row, 1, PAINT_DIM, "%.11s", stamp + 5);
	canvas_field(c, row, 13, 8, PAINT_TEXT, t->system ? _("system") : case_person(d->page, t->actor));
	canvas_field(c, row, 22, 12, PAINT_HEAD, _(trail_kind_text(t->kind)));
	canvas_field(c, row, 35, c->cols - 45, PAINT_TEXT, t->words);
	canvas_right(c, row, c->cols - 1, PAINT_DIM, t->hash);
}

static void draw_line(const void *ctx, struct canvas *c, int row, size_t index, bool selected)
{
	const struct drawing *d = ctx;
	struct case_line l = d->page->lines[index];
	const struct item *item = d->file->item;

	switch (l.kind) {
	case LINE_HEAD:
		canvas_printf(c, row, 1, PAINT_HEAD, "-- %s",
			i18n_pick(item->groups[l.index].label, item->groups[l.index].label_en));
		break;
	case LINE_DIFFERENCE: draw_difference(d, c, row, l.index); break;
	case LINE_EXCUSE: draw_excuse(d, c, row, l.index); break;
	case LINE_FIELD: draw_field(d, c, row, l.index); break;
	case LINE_SUM: draw_sum(d, c, row); break;
	case LINE_ANSWER: draw_answer(d, c, row, l.index); break;
	case LINE_MATERIAL: draw_material(d, c, row, l.index); break;
	case LINE_CLOCK: draw_clock(d, c, row, l.index); break;
	case LINE_WHY: draw_why(d, c, row, l.index); break;
	case LINE_PAUSE: draw_pause(d, c, row, l.index); break;
	case LINE_TASK: draw_task(d, c, row, l.index); break;
	case LINE_DRAFT: draw_draft(d, c, row, l.index); break;
	case LINE_APPEAL: draw_appeal(d, c, row, &d->page->appeals[l.index]); break;
	case LINE_PART: draw_part(d, c, row, l.index); break;
	case LINE_OPINION: draw_opinion(d, c, row, l.index); break;
	case LINE_SLIP: draw_slip_line(d, c, row, l.index); break;
	case LINE_EVENT: draw_event(d, c, row, l.index); break;
	default: break;
	}
	if (selected)
		canvas_text(c, row, 0, PAINT_HEAD, ">");
}

/* ---- around them ---- */

static void counts(const struct drawing *d, size_t n[TAB_COUNT])
{
	const struct casefile *f = d->file;

	n[TAB_DIFFERENCES] = case_differences(f);
	n[TAB_ANSWERS] = 0;
	n[TAB_MATERIALS] = 0;
	for (size_t i = 0; f->item && i < f->item->n_materials; i++)
		n[TAB_MATERIALS] += f->marks[i].mark != MARK_IDLE;
	n[TAB_CLOCKS] = d->page->n_clocks;
	n[TAB_PARTS] = f->n_opinions + (f->item ? f->item->n_parts : 0);
	n[TAB_PAPERS] = f->n_slips;
	n[TAB_TRAIL] = d->page->trail.n;
}

static void draw_tabs(const struct drawing *d, struct canvas *c)
{
	static const char *const names[TAB_COUNT] = {
#define X(name, text) [name] = text,
		CASE_TAB_TABLE(X)
#undef X
	};
	size_t n[TAB_COUNT], at, all;
	int col = 1;

	counts(d, n);
	for (int i = 0; i < TAB_COUNT; i++) {
		bool now = d->page->tab == (enum case_tab)i;
		char text[64], number[16] = "";
		if (n[i])
			text_format(number, sizeof number, " %zu", n[i]);
		text_format(text, sizeof text, now ? "[%s%s]" : " %s%s ", _(names[i]), number);
		col = canvas_text(c, 2, col, now ? PAINT_HEAD : PAINT_DIM, text);
	}
	if (app_line_at(d->app, &at, &all)) {
		char text[32];
		text_format(text, sizeof text, "%zu/%zu", at + 1, all);
		canvas_right(c, 2, c->cols - 1, PAINT_TEXT, text);
	}
}

static const char *empty_text(enum case_tab t)
{
	switch (t) {
	case TAB_DIFFERENCES: return _("Nothing differs: what was declared is what the registers say");
	case TAB_MATERIALS: return _("No document is asked for");
	case TAB_CLOCKS: return _("No clock runs");
	case TAB_PARTS: return _("No department has given an opinion");
	case TAB_PAPERS: return _("No paper has been made yet");
	default: return "";
	}
}

static void draw_chain(const struct drawing *d, struct canvas *c, int row)
{
	const struct trail *t = &d->page->trail;

	if (t->verdict == OK)
		canvas_printf(c, row, 3, PAINT_OK, _("chain intact %u/%u"), t->intact, t->all);
	else
		canvas_printf(c, row, 3, PAINT_BAD, _("chain broken after %u of %u"), t->intact, t->all);
	if (d->page->sum.values)
		canvas_printf(c, row, c->cols / 2, d->page->sum.bound < d->page->sum.values ? PAINT_BAD :
			PAINT_OK, _("values bound %zu/%zu"), d->page->sum.bound, d->page->sum.values);
}

/* Where a case stands that another region decides or decided; what is asked of it, why it came back. */
static void draw_elsewhere(const struct crossing *x, struct canvas *c, int row)
{
	struct region there;
	char at[20];

	clock_format(x->at_ms, at);
	at[16] = '\0';
	region_find(x->region, &there);
	int col = canvas_printf(c, row, 3, PAINT_HEAD, "%s %s  %s  %s", x->region, there.name,
		_(crossing_text(x->state)), at);
	if (x->want)
		canvas_printf(c, row, col + 2, PAINT_STALE, _("asked: %s"), _(want_text(x->want)));
	else if (x->refused)
		canvas_printf(c, row, col + 2, PAINT_STALE, _("refused: %s"), x->refused);
	else if (x->reason)
		canvas_text(c, row, col + 2, PAINT_STALE, x->reason);
}

/* Received in another region: where, under which number, what was promised there. */
static void draw_inward(const struct inward *x, struct canvas *c, int row)
{
	struct region there;
	char due[11] = "-";

	if (x->due != DAY_NONE)
		day_format(x->due, due);
	region_find(x->region, &there);
	int col = canvas_printf(c, row, 3, PAINT_HEAD, _("Received in %s %s, %s  told there: %s"), x->region,
		there.name, x->number, due);
	if (x->want)
		canvas_printf(c, row, col + 2, PAINT_STALE, "%s: %s", _(want_text(x->want)),
			x->want_reason ? x->want_reason : "");
	else if (x->told_ms)
		canvas_text(c, row, col + 2, PAINT_OK, _("told there"));
}

static void draw_bar(const struct drawing *d, struct canvas *c, int row)
{
	int at = row, col = 3;

	canvas_rule(c, row - 1, 0, c->cols);
	if (d->file->crossing.state)
		draw_elsewhere(&d->file->crossing, c, d->page->n_bar ? row + BAR_ROWS - 2 : row);
	else if (*d->file->inward.region)
		draw_inward(&d->file->inward, c, row + BAR_ROWS - 2);
	if (d->page->n_bar == 0 && crossing_away(d->file))
		return;
	if (d->page->n_bar == 0) {
		canvas_text(c, row, 3, PAINT_DIM, d->page->trail.verdict ?
			_("Nothing is decided on a broken chain") : _("Read only: nothing here waits for you"));
		return;
	}
	for (size_t i = 0; i < d->page->n_bar; i++) {
		const struct bar_row *r = &d->page->bar[i];
		char text[64];
		bool now = d->page->chosen == (int)i, shut = r->kind == BAR_ACT && r->bar;
		bar_text(d->app, r, text);
		if (col + 4 + (int)text_cells(text) > c->cols - 2 && at < row + BAR_ROWS - 2) {
			at++;
			col = 3;
		}
		canvas_printf(c, at, col, shut ? PAINT_DIM : PAINT_KEY, "%zu", i + 1);
		if (now)
			canvas_cursor(c, at, col);
		col = canvas_text(c, at, col + 2, now ? PAINT_SEL : shut ? PAINT_DIM : PAINT_TEXT, text) + 2;
	}
}

static void draw_body(struct drawing *d, struct case_page *s, struct canvas *c, const struct frame *f)
{
	int rows = f->body_rows - BAR_ROWS, top = f->body_top;

	if (s->tab == TAB_DIFFERENCES) {
		canvas_text(c, top, LABEL_COL, PAINT_DIM, _("Value"));
		canvas_text(c, top, VALUE_COL, PAINT_DIM, _("Declared"));
		canvas_text(c, top, OTHER_COL, PAINT_DIM, _("Registered"));
		canvas_text(c, top, WHY_COL, PAINT_DIM, _("Reason"));
		top++;
		rows--;
	}
	if (s->tab == TAB_TRAIL || s->tab == TAB_DIFFERENCES)
		draw_chain(d, c, f->body_top + --rows + (s->tab == TAB_DIFFERENCES));
	if (s->n == 0)
		canvas_text(c, top, LABEL_COL, PAINT_DIM, empty_text(s->tab));
	list_draw(&s->list, c, top, rows, draw_line, d);
	canvas_cursor(c, top + (s->n ? (int)(s->list.at - list_top(&s->list, rows)) : 0), 0);
	draw_bar(d, c, f->body_top + f->body_rows - BAR_ROWS + 1);
}

void case_draw(const struct app *a, void *state, struct canvas *c)
{
	struct case_page *s = state;
	const struct casefile *file = desk_case(a->desk);

	if (!file) {
		frame_draw(a, c, "", STEP_NONE, "");
		return;
	}
	struct drawing d = {a, s, file, !app_clear(a)};
	struct frame f = frame_draw(a, c,
		file->item ? i18n_pick(file->item->name, file->item->name_en) : "", STEP_NONE, "");
	frame_person(a, c, 1);
	draw_tabs(&d, c);
	if (s->shown) {
		page_draw(&s->page, c, f.body_top, f.body_rows, c->cols, s->shown_columns, s->shown, s->shown_len);
		canvas_cursor(c, f.body_top, 0);
		frame_hint(a, c, VOICE_HINT, _("As it was kept. Up and Down scroll, Ctrl+P prints, Esc goes back"));
		return;
	}
	draw_body(&d, s, c, &f);
	frame_hint(a, c, VOICE_HINT, s->n_bar ?
		_("A digit chooses, Enter confirms; F6 next tab, F2 comment, F7 F8 other cases") :
		_("F6 next tab, Enter opens a paper or an event, F2 comment, F7 F8 other cases"));
}
