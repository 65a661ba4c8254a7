/* SPDX-License-Identifier: MIT
 *
 * What an item asks for, told before anybody files: at most five questions by digit, then the
 * paper. No card is needed; printing it is recorded as a consultation.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/casework/papers/consult.h"
#include "tui/choose.h"
#include "tui/frame.h"
#include "tui/page.h"
#include "tui/screens/notice.h"

struct answered {
	size_t item;                 /* in the directory */
	struct record answers;
	int question;                /* field being asked */
	struct choose_row rows[ITEM_CHOICES + 1];
};

struct view {
	size_t item;
	struct record answers;
	struct buf text;
	struct page page;
	int printed;
};

static const struct item *item_at(const struct app *a, size_t index)
{
	const struct item *item;

	return directory_item(a->directory, index, &item) ? NULL : item;
}

static void drop(struct answered *q)
{
	record_release(&q->answers);
	mem_free(q);
}

static void ask(struct app *a, struct answered *q);

static void given(struct app *a, void *ctx, int index)
{
	struct answered *q = ctx;
	const struct item *item = item_at(a, q->item);

	if (index < 0 || !item) {
		drop(q);
		return;
	}
	const struct field *f = &item->fields[q->question];
	record_add(&q->answers, f->name,
		f->type == FIELD_BOOL ? (index == 0 ? "1" : "0") : f->choices[index].code);
	ask(a, q);
}

static size_t rows_of(const struct field *f, struct choose_row *rows)
{
	if (f->type == FIELD_BOOL) {
		rows[0] = (struct choose_row){"1", _("Yes")};
		rows[1] = (struct choose_row){"0", _("No")};
		return 2;
	}
	for (size_t i = 0; i < f->n_choices; i++)
		rows[i] = (struct choose_row){f->choices[i].code,
			i18n_pick(f->choices[i].label, f->choices[i].label_en)};
	return f->n_choices;
}

static void show(struct app *a, struct answered *q)
{
	enum err e = app_push(a, &screen_consult, q);

	if (e)
		app_fail(a, e);
	drop(q);
}

static void ask(struct app *a, struct answered *q)
{
	const struct item *item = item_at(a, q->item);
	char title[APP_MESSAGE];

	if (!item) {
		drop(q);
		return;
	}
	struct consult so_far = {item, &q->answers};
	q->question = consult_next(&so_far, clock_today());
	if (q->question < 0) {
		show(a, q);
		return;
	}
	const struct field *f = &item->fields[q->question];
	text_format(title, sizeof title, "%s  %s", i18n_pick(item->name, item->name_en),
		*f->question ? i18n_pick(f->question, f->question_en) : i18n_pick(f->label, f->label_en));
	struct choose_arg arg = {.title = title, .rows = q->rows, .n = rows_of(f, q->rows), .ctx = q,
		.done = given};
	if (choose_open(a, &arg))
		drop(q);
}

void consult_open(struct app *a, size_t directory_index)
{
	struct answered *q = mem_new(sizeof *q);

	q->item = directory_index;
	ask(a, q);
}

static enum err enter(struct app *a, void *state, const void *arg)
{
	struct view *s = state;
	const struct answered *q = arg;

	s->item = q->item;
	for (size_t i = 0; i < q->answers.n; i++)
		record_add(&s->answers, q->answers.pairs[i].name, q->answers.pairs[i].value);
	buf_init(&s->text, SLIP_BYTES);
	return desk_consult(a->desk, s->item, &s->answers, &s->text);
}

static void leave(struct app *a, void *state)
{
	struct view *s = state;

	(void)a;
	record_release(&s->answers);
	buf_release(&s->text);
}

static void print(struct app *a, struct view *s)
{
	enum err e = desk_consult_print(a->desk, s->item, &s->answers);

	if (e) {
		app_fail(a, e);
		return;
	}
	s->printed++;
	app_say(a, VOICE_HINT, "%s", _("Printed and recorded as a consultation. Esc goes back"));
}

static void act(struct app *a, void *state, enum action action)
{
	struct view *s = state;

	switch (action) {
	case ACT_NEXT_STEP: case ACT_PRINT: case ACT_ENTER:
		print(a, s);
		break;
	case ACT_BACK: case ACT_BACK_STEP:
		app_pop(a);
		break;
	case ACT_NEXT_PERSON:
		app_home(a);
		break;
	default:
		page_act(&s->page, action);
	}
}

static void text(struct app *a, void *state, uint32_t cp)
{
	(void)state;
	if (app_digit(cp) < 0)
		app_ime_hint(a);
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	struct view *s = state;
	const struct item *item = item_at(a, s->item);
	struct frame f = frame_draw(a, c, item ? i18n_pick(item->name, item->name_en) : "", STEP_NONE, "");
	enum { COLUMNS = 48 };

	page_draw(&s->page, c, f.body_top, f.body_rows, f.width, COLUMNS, buf_text(&s->text), s->text.len);
	canvas_cursor(c, f.body_top, 0);
	frame_hint(a, c, VOICE_HINT, s->printed ?
		_("Given to the citizen. PgDn shows more, Esc goes back to the items") :
		_("Nothing is filed. F8 prints it for the citizen, PgDn more, Esc goes back"));
}

const struct screen screen_consult = {
	.name = "consult", .title = N_("What to bring"), .bit = IN_PAPER,
	.state_size = sizeof(struct view), .enter = enter, .act = act, .text = text, .draw = draw,
	.leave = leave,
};
