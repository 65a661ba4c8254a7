/* SPDX-License-Identifier: MIT
 *
 * S23 帮助: what the screen is for, then its keys from the one table, then what the marks mean.
 * On a form the field under the cursor comes first.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "tui/app.h"
#include "tui/frame.h"
#include "tui/screens/form_state.h"

struct view {
	const struct screen *about;
	int top, lines;
};

static const struct page {
	unsigned bit;
	const char *text; /* msgid */
} pages[] = {
	{IN_LOGIN, N_("Log in with the operator number and the password. A wrong password keeps the number.")},
	{IN_HOME, N_("The workbench. Read a card or type: 18 or 15 digits for a person, 021 or A03-021 for a case, 11 digits for a phone, six characters for a query code, letters or Chinese for an item.")},
	{IN_PERSON, N_("What the departments say about the person on the card. Compare face and card, press 1. Slow departments need no waiting.")},
	{IN_ITEMS, N_("Find the item by pinyin initials, words, alias or code. A digit takes a row. The preview uses only what is held already.")},
	{IN_FORM, N_("Only what nobody knows is asked. Digits choose and move on, Enter goes to the next field that needs you, F6 shows every field with its source, F2 changes a shared value with a reason.")},
	{IN_MATERIAL, N_("Documents that are known already need nothing. For the others a digit says how they were had. F2 makes the next digit a number of copies, that one only. F4 says what is wrong or how it was taken, F6 takes a file of the scanner, F5 asks the department again.")},
	{IN_NOTICE, N_("Everything that is missing is told once. Enter changes the words of a line, F4 its verdict, F8 issues and prints. A second notice is the supervisor's.")},
	{IN_PAPER, N_("The paper as it is printed. F8 prints it, Esc goes back.")},
	{IN_CHECK, N_("Let the citizen check. Nothing is sent before F8. A digit changes a section.")},
	{IN_RECEIPT, N_("The case is saved and its slip printed. Enter serves the next person.")},
	{IN_LOCK, N_("Personal data is off the screen. The password brings back the same place.")},
	{IN_PALETTE, N_("Every command by name. The key column teaches the short way.")},
	{IN_LIST, N_("A digit or Enter takes a row, typing narrows long lists, Esc cancels.")},
};

static const struct {
	const char *sign, *text;
} marks[] = {
	{"=", N_("shared by a department and verified")}, {"#", N_("from an electronic licence")},
	{".", N_("derived from other values")}, {"~", N_("earlier or cached: confirm it")},
	{"+", N_("keyed here")}, {"*", N_("changed here, with a reason")},
	{"!", N_("a problem or a conflict")}, {"?", N_("still missing")},
	{"o", N_("being fetched")}, {"x", N_("not shared by law")},
};

static enum err enter(struct app *a, void *state, const void *arg)
{
	struct view *s = state;

	(void)a;
	s->about = arg;
	return OK;
}

static void act(struct app *a, void *state, enum action action)
{
	struct view *s = state;

	if (action == ACT_BACK || action == ACT_ENTER)
		app_pop(a);
	else if (action == ACT_DOWN || action == ACT_PGDN)
		s->top += action == ACT_DOWN ? 1 : 10;
	else if (action == ACT_UP || action == ACT_PGUP)
		s->top -= action == ACT_UP ? 1 : 10;
}

static void text(struct app *a, void *state, uint32_t cp)
{
	(void)state, (void)cp;
	app_ime_hint(a);
}

struct pen {
	struct canvas *c;
	int row, end, skip, lines;
};

static int place(struct pen *p)
{
	int line = p->lines++;

	return line < p->skip || p->row >= p->end ? -1 : p->row++;
}

/* Wrapped text, a line at a time so that it scrolls by lines. */
static void write_text(struct pen *p, int col, enum paint paint, const char *words)
{
	size_t width = (size_t)(p->c->cols - col - 2);

	while (*words) {
		size_t n = text_fit(words, width, NULL), cut = n;
		char line[512];
		if (words[n]) { /* break at a blank when there is one */
			while (cut > 0 && words[cut] != ' ')
				cut--;
			n = cut > 0 ? cut : n;
		}
		text_copyn(line, sizeof line, words, n);
		int row = place(p);
		if (row >= 0)
			canvas_text(p->c, row, col, paint, line);
		words += n;
		while (*words == ' ')
			words++;
	}
}

/* The form lies right below the help in the stack. */
static const struct field *field_below(const struct app *a)
{
	for (int i = a->depth - 2; i >= 0; i--)
		if (a->stack[i].screen == &screen_form)
			return form_focus(a, a->stack[i].state);
	return NULL;
}

static void write_field(struct pen *p, const struct field *fd)
{
	write_text(p, 1, PAINT_HEAD, i18n_pick(fd->label, fd->label_en));
	if (*fd->question)
		write_text(p, 3, PAINT_TEXT, i18n_pick(fd->question, fd->question_en));
	if (*fd->help)
		write_text(p, 3, PAINT_TEXT, i18n_pick(fd->help, fd->help_en));
	for (size_t i = 0; i < fd->n_shares; i++) {
		char line[96];
		text_format(line, sizeof line, _("comes from %s (%s)"), fd->shares[i].resource,
			fd->shares[i].attribute);
		write_text(p, 3, PAINT_DIM, line);
	}
	place(p);
}

static void write_keys(struct pen *p, unsigned bit)
{
	write_text(p, 1, PAINT_HEAD, _("Keys of this screen (they work with the input method on)"));
	for (int i = ACT_NONE + 1; i < ACT_COUNT; i++) {
		const struct action_row *r = action_row((enum action)i);
		char key[24];
		int row;
		if (!(r->where & bit) || r->where == IN_ALL || (row = place(p)) < 0)
			continue;
		action_key_shown((enum action)i, key);
		canvas_text(p->c, row, 3, PAINT_TEXT, key);
		canvas_text(p->c, row, 16, PAINT_TEXT, _(r->label));
		if (!text_equal(action_label((enum action)i, bit), r->label))
			canvas_text(p->c, row, 40, PAINT_DIM, _(action_label((enum action)i, bit)));
	}
	place(p);
}

static void write_marks(struct pen *p)
{
	write_text(p, 1, PAINT_HEAD, _("Marks"));
	for (size_t i = 0; i < COUNT_OF(marks); i++) {
		int row = place(p);
		if (row < 0)
			continue;
		canvas_text(p->c, row, 3, frame_sign_paint(marks[i].sign[0]), marks[i].sign);
		canvas_text(p->c, row, 6, PAINT_TEXT, _(marks[i].text));
	}
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	struct view *s = state;
	struct frame f = frame_draw(a, c, _(s->about->title), STEP_NONE, "");
	struct pen p = {c, f.body_top, f.body_top + f.body_rows, s->top, 0};
	const struct field *fd = s->about == &screen_form ? field_below(a) : NULL;

	if (fd)
		write_field(&p, fd);
	for (size_t i = 0; i < COUNT_OF(pages); i++)
		if (pages[i].bit == s->about->bit)
			write_text(&p, 1, PAINT_TEXT, _(pages[i].text));
	place(&p);
	write_keys(&p, s->about->bit);
	write_text(&p, 1, PAINT_TEXT, _("Esc and a digit stand for an F-key: Esc 1 = F1 ... Esc 0 = F10"));
	place(&p);
	write_marks(&p);
	s->lines = p.lines;
	int most = s->lines - f.body_rows;
	if (s->top > most)
		s->top = most;
	if (s->top < 0)
		s->top = 0;
	canvas_cursor(c, f.body_top, 0);
	frame_hint(a, c, VOICE_HINT, s->lines > f.body_rows ?
		_("Up and Down scroll, Esc goes back to the same place") :
		_("Esc goes back to the same place"));
}

const struct screen screen_help = {
	.name = "help", .title = N_("Help"), .bit = IN_HELP, .state_size = sizeof(struct view),
	.enter = enter, .act = act, .text = text, .draw = draw,
};
