/* SPDX-License-Identifier: MIT
 *
 * S09 一次性告知. What the checklist gives, line by line, with its words open to change; F8 issues and
 * prints it, once. Afterwards only the frozen paper is shown (told.c).
 */
#include "tui/screens/notice.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/casework/material.h"
#include "tui/choose.h"
#include "tui/edit.h"
#include "tui/frame.h"
#include "tui/list.h"

enum { LINE_ROWS = 3, SHOWN = 3, WORDS = 50, REASONS = 4, LABEL_WIDTH = 40,
	ACTS = DEFECT_COUNT + 2 };

/* What a row of the overlay does. */
struct act {
	int choice;                  /* enum material_choice; 0: a verdict */
	enum defect defect;
};

struct view {
	struct notice n;
	struct list list;
	bool editing;
	int part;                    /* of the line being edited: 0 what is wrong, 1 how to mend it */
	struct edit words[2];
	char reason[64];             /* of a second notice; "" none given yet */
	bool retry;                  /* the gate was taken: again from the tick */
	struct choose_row rows[ACTS]; /* of the overlay that is open */
	struct act acts[ACTS];
};

static const char *const reasons[REASONS] = {N_("a paper proved to be untrue"),
	N_("the citizen's situation has changed"), N_("it was overlooked the first time"),
	N_("the rules have changed since")};

static bool supervisor(const struct app *a)
{
	const struct operator_info *me = operator_current(a->store);

	return me && role_may(me->role, RIGHT_SECOND_NOTICE);
}

static void compute(struct app *a, struct view *s)
{
	if (desk_notice(a->desk, &s->n))
		s->n = (struct notice){.until = DAY_NONE};
	list_set(&s->list, s->n.n);
}

static enum err enter(struct app *a, void *state, const void *arg)
{
	struct view *s = state;
	const struct casefile *f = desk_case(a->desk);

	(void)arg;
	if (!f || !f->item)
		return ERR_STATE;
	compute(a, s);
	return OK;
}

static void back(struct app *a, void *state)
{
	compute(a, state);
}

/* ---- issuing ---- */

static void cannot(struct app *a, const struct view *s, enum err e)
{
	switch (e) {
	case ERR_INCOMPLETE:
		app_say(a, VOICE_PROBLEM, _("%zu not looked at yet; say how each stands, then tell all at once"),
			s->n.unjudged);
		break;
	case ERR_NOTFOUND:
		app_say(a, VOICE_PROBLEM, "%s", _("Nothing is missing; F7 and then F8 accepts it"));
		break;
	case ERR_STATE:
		if (s->n.ineligible)
			app_say(a, VOICE_PROBLEM, "%s",
				_("A condition is not met; papers do not help, refuse it instead"));
		else
			app_say(a, VOICE_PROBLEM, "%s",
				_("It is too late for a notice; the application counts as accepted"));
		break;
	case ERR_DENIED:
		if (desk_case(a->desk)->notices > 0)
			app_say(a, VOICE_PROBLEM, "%s",
				_("The notice is out; no more documents can be asked. F4 ask supervisor"));
		else
			app_fail(a, e);
		break;
	default:
		app_fail(a, e);
	}
}

static void issue(struct app *a, struct view *s)
{
	enum err e = notice_ready(&s->n);

	if (!e)
		e = desk_issue_notice(a->desk, *s->reason ? s->reason : NULL);
	s->retry = e == ERR_BUSY;
	if (s->retry) {
		app_say(a, VOICE_BUSY, "%s", _("Another window or a department is busy; it is issued in a moment"));
		return;
	}
	if (e) {
		cannot(a, s, e);
		return;
	}
	size_t n = s->n.n;
	e = app_replace(a, &screen_told, NULL); /* s is gone from here on */
	if (!e)
		e = desk_print(a->desk);
	if (e)
		app_fail(a, e);
	else
		app_say(a, VOICE_HINT, _("Told: %zu things, once. Two copies are printed"), n);
}

static void reason_given(struct app *a, void *ctx, int index)
{
	struct view *s = ctx;

	if (index < 0)
		return;
	text_copy(s->reason, sizeof s->reason, reasons[index]);
	issue(a, s);
}

static void ask_reason(struct app *a, struct choose_row *rows, void *ctx, const char *title,
	void (*done)(struct app *, void *, int), void (*release)(void *))
{
	for (int i = 0; i < REASONS; i++)
		rows[i] = (struct choose_row){"", _(reasons[i])};
	struct choose_arg arg = {.title = title, .rows = rows, .n = REASONS, .ctx = ctx, .done = done,
		.release = release};
	if (choose_open(a, &arg) && release)
		release(ctx);
}

static void issue_or_ask(struct app *a, struct view *s)
{
	if (desk_case(a->desk)->notices > 0)
		ask_reason(a, s->rows, s, _("A second notice: why was it not in the first?"),
			reason_given, NULL);
	else
		issue(a, s);
}

enum err notice_open(struct app *a)
{
	const struct casefile *f = desk_case(a->desk);
	bool again = f && (f->state == STATE_FIXING || f->state == STATE_RECEIVED) && supervisor(a);

	return app_push(a, f && f->notices > 0 && !again ? &screen_told : &screen_notice, NULL);
}

struct asking {
	struct choose_row rows[REASONS];
};

static void release(void *ctx)
{
	mem_free(ctx);
}

static void put_to_supervisor(struct app *a, void *ctx, int index)
{
	(void)ctx;
	if (index < 0)
		return;
	enum err e = desk_ask_second(a->desk, reasons[index]);
	if (e)
		app_fail(a, e);
	else
		app_say(a, VOICE_HINT, _("Asked. The supervisor opens %s and decides"),
			desk_case(a->desk)->number);
}

void notice_ask_supervisor(struct app *a)
{
	struct asking *ctx = mem_new(sizeof *ctx);

	ask_reason(a, ctx->rows, ctx, _("Ask the supervisor for a second notice: why is it needed?"),
		put_to_supervisor, release);
}

/* ---- the words of a line ---- */

static struct notice_line *focus(struct view *s)
{
	return s->list.count ? &s->n.lines[s->list.at] : NULL;
}

static bool of_form(const struct app *a, const struct notice_line *l)
{
	return l->material == desk_case(a->desk)->item->n_materials;
}

static void start_editing(struct app *a, struct view *s)
{
	const struct notice_line *l = focus(s);

	if (!l)
		return;
	if (of_form(a, l)) {
		app_say(a, VOICE_HINT, "%s", _("What is missing in the form stands there by itself"));
		return;
	}
	edit_init(&s->words[0], WORDS, false);
	edit_init(&s->words[1], WORDS, false);
	edit_set(&s->words[0], l->wrong);
	edit_set(&s->words[1], l->mend);
	s->part = 0;
	s->editing = true;
}

static void keep_words(struct app *a, struct view *s)
{
	const struct notice_line *l = focus(s);

	s->editing = false;
	if (!l)
		return;
	enum defect defect = l->verdict == DEFECT_NONE ? DEFECT_OTHER : l->verdict;
	enum err e = desk_judge_material(
		a->desk, l->material, defect, s->words[0].text, s->words[1].text);
	if (e == ERR_INPUT)
		app_say(a, VOICE_PROBLEM, "%s", _("Say what is wrong, so that the citizen can mend it"));
	else if (e)
		cannot(a, s, e);
	compute(a, s);
}

static void edit_key(struct app *a, struct view *s, enum action action)
{
	if (action == ACT_BACK)
		s->editing = false;
	else if (action == ACT_TAB || action == ACT_DOWN || action == ACT_BACKTAB || action == ACT_UP)
		s->part = !s->part;
	else if (action == ACT_ENTER && s->part == 0)
		s->part = 1;
	else if (action == ACT_ENTER || action == ACT_NEXT_STEP)
		keep_words(a, s);
	else
		edit_act(&s->words[s->part], action);
}

static void add_act(struct view *s, size_t *n, const char *label, int choice, enum defect defect)
{
	s->rows[*n] = (struct choose_row){"", label};
	s->acts[(*n)++] = (struct act){choice, defect};
}

static void dealt(struct app *a, void *ctx, int index)
{
	struct view *s = ctx;
	const struct notice_line *l = focus(s);

	if (index < 0 || !l)
		return;
	const struct act *act = &s->acts[index];
	enum err e = act->choice ?
		desk_choose_material(a->desk, l->material, (enum material_choice)act->choice, 0) :
		desk_judge_material(a->desk, l->material, act->defect, "", "");
	if (e)
		cannot(a, s, e);
	else
		desk_count_keys(a->desk, 1);
	compute(a, s);
}

/* It was handed over after all, or what is wrong with it. */
static void deal(struct app *a, struct view *s)
{
	const struct notice_line *l = focus(s);
	char title[APP_MESSAGE];
	size_t n = 0;

	if (!l || of_form(a, l))
		return;
	unsigned may = desk_material_choices(a->desk, l->material);
	if (may & 1u << CHOOSE_SEEN)
		add_act(s, &n, _("Original received or seen at the window"), CHOOSE_SEEN, DEFECT_NONE);
	if (may & 1u << CHOOSE_CAPTURE)
		add_act(s, &n, _("Photographed or scanned here"), CHOOSE_CAPTURE, DEFECT_NONE);
	for (int i = DEFECT_ABSENT; i < DEFECT_OTHER; i++)
		if (i != DEFECT_SHORT) /* that is counted, not said */
			add_act(s, &n, _(defect_wrong((enum defect)i)), 0, (enum defect)i);
	text_format(title, sizeof title, _("%s: how does it stand?"), l->label);
	struct choose_arg arg = {.title = title, .rows = s->rows, .n = n, .ctx = s, .done = dealt};
	(void)!choose_open(a, &arg);
}

/* ---- keys ---- */

static void act(struct app *a, void *state, enum action action)
{
	struct view *s = state;
	enum err e;

	if (s->editing) {
		edit_key(a, s, action);
		return;
	}
	switch (action) {
	case ACT_VIEW:
		if ((e = app_push(a, &screen_customer, NULL)) != OK)
			app_fail(a, e);
		break;
	case ACT_NEXT_STEP: case ACT_PRINT:
		issue_or_ask(a, s);
		break;
	case ACT_ENTER: case ACT_EDIT:
		start_editing(a, s);
		break;
	case ACT_PICK:
		deal(a, s);
		break;
	case ACT_BACK: case ACT_BACK_STEP:
		app_pop(a);
		break;
	case ACT_NEXT_PERSON:
		app_home(a);
		break;
	default:
		list_act(&s->list, action, SHOWN);
	}
}

static void text(struct app *a, void *state, uint32_t cp)
{
	struct view *s = state;

	if (s->editing)
		edit_insert(&s->words[s->part], cp);
	else if (app_digit(cp) >= 1 && (size_t)app_digit(cp) <= s->list.count)
		s->list.at = (size_t)app_digit(cp) - 1;
	else
		app_ime_hint(a);
}

static void paste(struct app *a, void *state, const char *pasted)
{
	struct view *s = state;

	(void)a;
	if (s->editing)
		edit_paste(&s->words[s->part], pasted);
}

static void tick(struct app *a, void *state, int64_t now)
{
	struct view *s = state;

	(void)now;
	if (s->retry)
		issue(a, s);
	else if (!s->editing)
		compute(a, s);
}

/* ---- drawing ---- */

static const char *verdict_word(enum defect d, bool form)
{
	if (form)
		return _("not filled in whole");
	return d == DEFECT_NONE ? _("not looked at") : d == DEFECT_ABSENT ? _("absent") :
		_("does not do");
}

static void draw_line(const struct app *a, const struct view *s, struct canvas *c, int row, size_t i,
	int width)
{
	const struct notice_line *l = &s->n.lines[i];
	bool selected = i == s->list.at, open = l->verdict == DEFECT_NONE;
	char text[APP_MESSAGE * 2];

	canvas_text(c, row, 1, PAINT_TEXT, selected ? ">" : " ");
	canvas_printf(c, row, 3, PAINT_KEY, "%zu", i + 1);
	canvas_field(c, row, 6, LABEL_WIDTH, selected ? PAINT_HEAD : PAINT_TEXT, l->label);
	text_format(text, sizeof text, "[%s]", verdict_word(l->verdict, of_form(a, l)));
	canvas_text(c, row, 7 + LABEL_WIDTH, open ? PAINT_MISS : PAINT_BAD, text);
	if (selected && s->editing) {
		canvas_text(c, row + 1, 6, PAINT_DIM, _("wrong"));
		canvas_text(c, row + 2, 6, PAINT_DIM, _("mend"));
		edit_draw(&s->words[1 - s->part], c, row + 2 - s->part, 15, width - 17, false);
		edit_draw(&s->words[s->part], c, row + 1 + s->part, 15, width - 17, true);
		return;
	}
	if (open) {
		canvas_text(c, row + 1, 6, PAINT_MISS, _("Not looked at: F4 says how it stands, or F7 back to the documents"));
		return;
	}
	text_format(text, sizeof text, _("%s. %s"), l->wrong, l->mend);
	canvas_field(c, row + 1, 6, width - 7, PAINT_TEXT, text);
	text_format(text, sizeof text, _("Accepted: %s"), l->accepted);
	canvas_field(c, row + 2, 6, width - 7, PAINT_DIM, text);
}

static void draw_lines(const struct app *a, const struct view *s, struct canvas *c, int row, int width)
{
	size_t top = list_top(&s->list, SHOWN);

	for (size_t i = top; i < s->list.count && i < top + SHOWN; i++)
		draw_line(a, s, c, row + (int)(i - top) * LINE_ROWS, i, width);
	if (s->list.count > top + SHOWN)
		canvas_printf(c, row + SHOWN * LINE_ROWS - 1, width - 12, PAINT_DIM, _("%zu more"),
			s->list.count - top - SHOWN);
}

static void draw_held(const struct app *a, const struct view *s, struct canvas *c, int row, int width)
{
	const struct item *item = desk_case(a->desk)->item;
	struct buf text;

	buf_init(&text, 8192);
	buf_adds(&text, s->n.n_held ? _("Need not be brought: ") : "");
	for (size_t i = 0; i < s->n.n_held; i++) {
		const struct material *m = &item->materials[s->n.held[i]];
		buf_addf(&text, "%s%s", i ? _(", ") : "", i18n_pick(m->label, m->label_en));
	}
	canvas_wrap(c, row, 3, width - 5, 2, PAINT_OK, buf_text(&text));
	buf_release(&text);
}

static void draw_draft(const struct app *a, struct view *s, struct canvas *c, const struct frame *f)
{
	const struct item *item = desk_case(a->desk)->item;
	int row = f->body_top;
	char line[APP_MESSAGE], stamp[20], day[11] = "";

	canvas_centre(c, row++, 0, f->width, PAINT_HEAD, _("One-time notice of what is to be completed"));
	text_format(line, sizeof line, _("No. %s"), s->n.number);
	canvas_text(c, row, 3, PAINT_DIM, line);
	clock_format(clock_now_ms(), stamp);
	text_format(line, sizeof line, "%.16s", stamp);
	canvas_right(c, row++, f->width - 2, PAINT_DIM, line);
	text_format(line, sizeof line, _("\"%s\" lacks %zu, all told at once:"),
		i18n_pick(item->name, item->name_en), s->n.n);
	canvas_text(c, row++, 3, PAINT_TEXT, line);
	canvas_cursor(c, row + (int)(s->list.at - list_top(&s->list, SHOWN)) * LINE_ROWS, 1);
	draw_lines(a, s, c, row, f->width);
	row += SHOWN * LINE_ROWS + 1;
	draw_held(a, s, c, row, f->width);
	row += 2;
	if (s->n.until != DAY_NONE)
		day_format(s->n.until, day);
	text_format(line, sizeof line, _("Until %s, at any general window with this number"), day);
	canvas_text(c, row, 3, PAINT_TEXT, line);
}

static void hint(const struct app *a, const struct view *s, struct canvas *c)
{
	if (s->editing)
		frame_hint(a, c, VOICE_ASK, _("In the citizen's words. Enter goes on and keeps it, Esc leaves it"));
	else if (s->n.unjudged)
		frame_hint(a, c, VOICE_ASK, _("F4: say how each stands. All is told at once"));
	else
		frame_hint(a, c, VOICE_HINT, _("This can be told once only. F8 issues and prints; Enter changes words"));
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	struct view *s = state;
	const struct item *item = desk_case(a->desk)->item;
	struct frame f = frame_draw(a, c, i18n_pick(item->name, item->name_en), STEP_MATERIAL,
		_("2 copies"));
	draw_draft(a, s, c, &f);
	hint(a, s, c);
}

static bool digits(const struct app *a, const void *state)
{
	const struct view *s = state;

	(void)a;
	return !s->editing;
}

const struct screen screen_notice = {
	.name = "notice", .title = N_("One-time notice"), .bit = IN_NOTICE,
	.state_size = sizeof(struct view), .enter = enter, .act = act, .text = text, .digits = digits,
	.paste = paste, .draw = draw, .tick = tick, .back = back,
};
