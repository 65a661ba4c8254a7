/* SPDX-License-Identifier: MIT
 *
 * The parts 环节 of a joint case: who does what after whom, each with its clock, and what the
 * citizen was spared. An examiner records results here: Enter, then done or refused.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/casework/part.h"
#include "tui/app.h"
#include "tui/choose.h"
#include "tui/edit.h"
#include "tui/frame.h"
#include "tui/printing.h"
#include "tui/list.h"

enum { LABEL_COL = 6, DEPARTMENT_COL = 24, STATE_COL = 34, CLOCK_COL = 48 };

struct view {
	struct list list;
	struct choose_row rows[5];
	bool typing;                 /* the result of the chosen part */
	struct edit edit;
	char why[WHY_SIZE];
};

static const struct item *item_of(const struct app *a)
{
	return desk_case(a->desk)->item;
}

static const struct part *chosen(const struct app *a, const struct view *s)
{
	return &item_of(a)->parts[s->list.at];
}

static struct part_view look(const struct app *a, size_t part)
{
	return part_view(desk_case(a->desk), desk_evaluation(a->desk), part);
}

static enum err enter(struct app *a, void *state, const void *arg)
{
	struct view *s = state;

	(void)arg;
	if (!item_of(a) || item_of(a)->n_parts == 0)
		return ERR_STATE;
	list_set(&s->list, item_of(a)->n_parts);
	for (size_t i = 0; i < s->list.count; i++)
		if (look(a, i).state == PART_RUNNING) {
			s->list.at = i;
			break;
		}
	return OK;
}

static void leave(struct app *a, void *state)
{
	struct view *s = state;

	(void)a;
	edit_wipe(&s->edit);
}

static bool examines(const struct app *a)
{
	const struct operator_info *me = operator_current(a->store);

	return me && role_may(me->role, RIGHT_EXAMINE);
}

/* ---- recording a result ---- */

static void told(struct app *a, enum err e)
{
	if (e == ERR_DENIED)
		app_say(a, VOICE_PROBLEM, "%s", _("The department's examiner records this; hand the case on"));
	else if (e)
		app_fail(a, e);
	else
		app_say(a, VOICE_HINT, "%s", _("Recorded; the parts that waited for it go on"));
}

static void finish(struct app *a, struct view *s)
{
	enum err e = desk_part_done(a->desk, s->list.at, s->edit.text, s->why);

	if (e == ERR_INPUT) {
		app_say(a, VOICE_PROBLEM, "%s", s->why);
		return;
	}
	s->typing = false;
	edit_wipe(&s->edit);
	told(a, e);
}

static void refused(struct app *a, void *ctx, int index)
{
	static const char *const reasons[] = {"", N_("Not within the powers of this department"),
		N_("A condition of the law is not met"), N_("The name or number is taken"),
		N_("The applicant asks for it")};
	struct view *s = ctx;

	if (index >= 1)
		told(a, desk_part_refuse(a->desk, s->list.at, _(reasons[index])));
}

static void ask_reason(struct app *a, struct view *s)
{
	char title[APP_MESSAGE];
	static const char *const words[] = {N_("No, leave it"),
		N_("Not within the powers of this department"),
		N_("A condition of the law is not met"), N_("The name or number is taken"),
		N_("The applicant asks for it")};
	static const char *const keys[] = {"1", "2", "3", "4", "5"};

	text_format(title, sizeof title, _("Refuse %s? Parts that need it cannot be done any more"),
		i18n_pick(chosen(a, s)->label, chosen(a, s)->label_en));
	for (size_t i = 0; i < COUNT_OF(s->rows); i++)
		s->rows[i] = (struct choose_row){keys[i], _(words[i])};
	struct choose_arg arg = {.title = title, .rows = s->rows, .n = COUNT_OF(s->rows),
		.confirm = true, .done = refused, .ctx = s};
	(void)!choose_open(a, &arg);
}

static void begin(struct app *a, struct view *s)
{
	const struct part *p = chosen(a, s);

	if (look(a, s->list.at).state != PART_RUNNING) {
		app_say(a, VOICE_HINT, "%s", _("Only a part in hand takes a result"));
		return;
	}
	if (p->gives < 0) {
		finish(a, s);
		return;
	}
	const struct field *f = &item_of(a)->fields[p->gives];
	edit_init(&s->edit, f->max > 0 && f->type == FIELD_TEXT ? f->max : 100, false);
	s->typing = true;
}

/* ---- keys ---- */

static void act(struct app *a, void *state, enum action action)
{
	struct view *s = state;
	enum err e;

	if (s->typing) {
		if (action == ACT_ENTER)
			finish(a, s);
		else if (action == ACT_BACK)
			s->typing = false;
		else
			edit_act(&s->edit, action);
		return;
	}
	switch (action) {
	case ACT_VIEW:
		if ((e = app_push(a, &screen_customer, NULL)) != OK)
			app_fail(a, e);
		break;
	case ACT_PRINT:
		print_again(a, print_newest(desk_case(a->desk)));
		break;
	case ACT_PICK:
		print_elsewhere(a, print_newest(desk_case(a->desk)));
		break;
	case ACT_BACK: case ACT_NEXT_STEP: case ACT_BACK_STEP:
		app_pop(a);
		break;
	case ACT_ENTER:
		begin(a, s);
		break;
	default:
		list_act(&s->list, action, 8);
	}
}

static void text(struct app *a, void *state, uint32_t cp)
{
	struct view *s = state;

	if (s->typing)
		edit_insert(&s->edit, text_fold(cp));
	else if (app_digit(cp) == 1)
		begin(a, s);
	else if (app_digit(cp) == 2 && look(a, s->list.at).state == PART_RUNNING)
		ask_reason(a, s);
	else if (app_digit(cp) < 0)
		app_ime_hint(a);
}

/* A card read into the number of the result is that number; anywhere else another person. */
static void card(struct app *a, void *state, const char *number, int taken)
{
	struct view *s = state;

	if (!s->typing) {
		app_person(a, number, PROOF_READER);
		return;
	}
	edit_drop_last(&s->edit, taken);
	edit_set(&s->edit, number);
}

static void paste(struct app *a, void *state, const char *pasted)
{
	struct view *s = state;

	(void)a;
	if (s->typing)
		edit_paste(&s->edit, pasted);
}

/* ---- drawing ---- */

static char sign_of(enum part_state p)
{
	static const char signs[PART_STATE_COUNT] = {[PART_IDLE] = '-', [PART_WAITING] = 'o',
		[PART_RUNNING] = '>', [PART_DONE] = '=', [PART_REFUSED] = '!', [PART_BLOCKED] = 'x'};

	return signs[p];
}

static enum paint paint_of(enum part_state p)
{
	if (p == PART_DONE)
		return PAINT_OK;
	if (p == PART_REFUSED || p == PART_BLOCKED)
		return PAINT_BAD;
	return p == PART_RUNNING ? PAINT_HEAD : PAINT_DIM;
}

/* "after 1, 2": which must end first. */
static void after_text(const struct item *item, const struct part *p, struct buf *out)
{
	for (size_t k = 0; k < item->n_parts; k++)
		if (p->after >> k & 1)
			buf_addf(out, "%s%zu", out->len ? ", " : "", k + 1);
}

static void clock_text(const struct app *a, size_t i, struct buf *out)
{
	const struct part *p = &item_of(a)->parts[i];
	struct part_view v = look(a, i);
	char day[11], stamp[20];
	struct buf after;

	buf_init(&after, 100);
	after_text(item_of(a), p, &after);
	if (v.known) {
		buf_adds(out, _("on record already"));
	} else if (v.state == PART_RUNNING && v.due.day != DAY_NONE) {
		day_format(v.due.day, day);
		buf_addf(out, _("promised by %s"), day);
	} else if (v.state == PART_WAITING) {
		buf_addf(out, _("after %s"), buf_text(&after));
	} else if (v.ended_ms) {
		clock_format(v.ended_ms, stamp);
		buf_addf(out, "%.16s %s", stamp, v.reason);
	}
	buf_release(&after);
}

static void draw_row(const void *ctx, struct canvas *c, int at, size_t i, bool selected)
{
	const struct app *a = ctx;
	const struct part *p = &item_of(a)->parts[i];
	struct part_view v = look(a, i);
	char sign[2] = {sign_of(v.state), '\0'};
	struct buf when;

	buf_init(&when, 400);
	clock_text(a, i, &when);
	canvas_text(c, at, 0, PAINT_TEXT, selected ? ">" : " ");
	canvas_text(c, at, 1, paint_of(v.state), v.state == PART_RUNNING ? "*" : sign);
	canvas_printf(c, at, 3, PAINT_DIM, "%zu", i + 1);
	canvas_field(c, at, LABEL_COL, DEPARTMENT_COL - LABEL_COL - 1,
		selected ? PAINT_HEAD : PAINT_TEXT, i18n_pick(p->label, p->label_en));
	canvas_field(c, at, DEPARTMENT_COL, STATE_COL - DEPARTMENT_COL - 1, PAINT_TEXT,
		i18n_pick(p->department, p->department_en));
	canvas_field(c, at, STATE_COL, CLOCK_COL - STATE_COL - 1, paint_of(v.state),
		_(part_state_text(v.state)));
	canvas_field(c, at, CLOCK_COL, c->cols - CLOCK_COL - 1, PAINT_DIM, buf_text(&when));
	buf_release(&when);
}

static void draw_spared(const struct app *a, struct canvas *c, int row)
{
	struct spared s = spared(desk_case(a->desk), desk_evaluation(a->desk));

	canvas_text(c, row, 3, PAINT_DIM, _("Spared"));
	canvas_printf(c, row, 12, PAINT_OK,
		_("%d counters, %d documents, %d trips; %d answers not typed"), s.departments,
		s.materials, s.trips, s.fields);
}

static void draw_result(const struct app *a, struct view *s, struct canvas *c, int row, int width)
{
	const struct part *p = chosen(a, s);

	if (look(a, s->list.at).state != PART_RUNNING || !examines(a))
		return;
	canvas_rule(c, row, 3, width - 3);
	canvas_printf(c, row++, 3, PAINT_HEAD, "-- %zu %s ", s->list.at + 1,
		i18n_pick(p->label, p->label_en));
	if (s->typing) {
		const struct field *f = &item_of(a)->fields[p->gives];
		int col = canvas_text(c, row, 6, PAINT_TEXT, i18n_pick(f->label, f->label_en));
		edit_draw(&s->edit, c, row, col + 2, 36, true);
		return;
	}
	canvas_text(c, row, 6, PAINT_KEY, "1");
	canvas_text(c, row++, 8, PAINT_TEXT, _("Done by the department"));
	canvas_text(c, row, 6, PAINT_KEY, "2");
	canvas_text(c, row, 8, PAINT_TEXT, _("Refused, with a reason"));
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	struct view *s = state;
	size_t done = 0, wanted = 0;
	char right[64];

	for (size_t i = 0; i < s->list.count; i++) {
		enum part_state p = look(a, i).state;
		done += p == PART_DONE;
		wanted += p != PART_IDLE;
	}
	text_format(right, sizeof right, _("%zu of %zu parts done"), done, wanted);
	struct frame f = frame_draw(
		a, c, i18n_pick(item_of(a)->name, item_of(a)->name_en), STEP_NONE, "");
	int rows = f.body_rows - 7;
	frame_person(a, c, 1);
	canvas_right(c, 2, f.width - 1, PAINT_DIM, right);
	canvas_text(c, f.body_top, LABEL_COL, PAINT_DIM, _("Part"));
	canvas_text(c, f.body_top, DEPARTMENT_COL, PAINT_DIM, _("Dept"));
	canvas_text(c, f.body_top, STATE_COL, PAINT_DIM, _("State"));
	canvas_text(c, f.body_top, CLOCK_COL, PAINT_DIM, _("Clock"));
	list_draw(&s->list, c, f.body_top + 1, rows, draw_row, a);
	canvas_cursor(c, f.body_top + 1 + (int)(s->list.at - list_top(&s->list, rows)), 0);
	draw_result(a, s, c, f.body_top + f.body_rows - 5, f.width);
	draw_spared(a, c, f.body_top + f.body_rows - 1);
	frame_hint(a, c, VOICE_HINT,
		examines(a) ? _("Choose the part; 1 or 2 records what the department did") :
		_("One case, several departments: what one refuses does not stop the others"));
}

static bool digits(const struct app *a, const void *state)
{
	const struct view *s = state;

	(void)a;
	return !s->typing;
}

const struct screen screen_parts = {
	.name = "parts", .title = N_("Parts"), .bit = IN_RECEIPT, .state_size = sizeof(struct view),
	.enter = enter, .leave = leave, .act = act, .text = text, .digits = digits, .paste = paste, .card = card,
	.draw = draw,
};
