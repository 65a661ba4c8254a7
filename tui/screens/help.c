/* SPDX-License-Identifier: MIT
 *
 * S23 帮助, in parts on digits: the page of what is below (a field, the screen, the problem just
 * said), its keys, all keys, the law, the marks. F3 finds any page of the manual.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "tui/app.h"
#include "tui/choose.h"
#include "tui/frame.h"
#include "tui/lines.h"
#include "tui/manual.h"
#include "tui/screens/form_state.h"

enum { HELP_BYTES = 1 << 16, KEY_CELLS = 14, NAME_CELLS = 24 };

enum help_part { PART_PAGE, PART_KEYS, PART_ALL_KEYS, PART_LAW, PART_MARKS, PARTS };

static const char *const part_names[PARTS] = {
	N_("About this"), N_("Keys here"), N_("All keys"), N_("The law"), N_("Marks")};

struct view {
	const struct screen *about;
	struct manual *manual;
	const char *topic;           /* chosen with F3; NULL: what is below */
	char failed[32];             /* topic of the problem last said, "" none */
	enum help_part part;
	int top;
	struct buf text;             /* of the part shown */
	struct choose_row *rows;     /* of the open list of pages */
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

/* ---- the parts as text ---- */

static void add_page(const struct view *s, const char *topic, bool title, struct buf *out)
{
	const struct manual_page *p = manual_find(s->manual, topic);

	if (p && title)
		buf_addf(out, "%s\n", p->title);
	if (p)
		buf_addf(out, "%s\n", p->text);
}

/* The form lies right below the help in the stack. */
static const struct field *field_below(const struct app *a)
{
	for (int i = a->depth - 2; i >= 0; i--)
		if (a->stack[i].screen == &screen_form)
			return form_focus(a, a->stack[i].state);
	return NULL;
}

static void add_field(const struct app *a, const struct field *fd, struct buf *out)
{
	buf_addf(out, "%s\n", i18n_pick(fd->label, fd->label_en));
	if (*fd->question)
		buf_addf(out, "- %s\n", i18n_pick(fd->question, fd->question_en));
	if (*fd->help)
		buf_addf(out, "- %s\n", i18n_pick(fd->help, fd->help_en));
	for (size_t i = 0; i < fd->n_shares; i++) {
		const struct resource *r = catalog_find(a->catalog, fd->shares[i].resource);
		buf_addf(out, _("- comes from %s: %s (%s)"), r ? i18n_pick(r->department, r->department_en) : "",
			fd->shares[i].resource, fd->shares[i].attribute);
		buf_addc(out, '\n');
	}
	buf_addc(out, '\n');
}

static void add_about(const struct app *a, const struct view *s, struct buf *out)
{
	const struct field *fd = s->about == &screen_form ? field_below(a) : NULL;

	if (s->topic) {
		add_page(s, s->topic, true, out);
		return;
	}
	if (*s->failed)
		add_page(s, s->failed, true, out);
	if (fd)
		add_field(a, fd, out);
	add_page(s, s->about->name, *s->failed || fd, out);
}

static void pad(struct buf *out, const char *text, size_t cells)
{
	size_t used = text_cells(text);

	buf_adds(out, text);
	do
		buf_addc(out, ' ');
	while (++used < cells);
}

static void add_keys(in_bits where, bool all, struct buf *out)
{
	for (int i = ACT_NONE + 1; i < ACT_COUNT; i++) {
		const struct action_row *r = action_row((enum action)i);
		const char *label = action_label((enum action)i, where);
		char key[24];
		if (!all && (!(r->where & where) || r->where == IN_ALL))
			continue;
		action_key_shown((enum action)i, key);
		pad(out, key, KEY_CELLS);
		pad(out, _(r->label), NAME_CELLS);
		buf_adds(out, all ? r->longname : text_equal(label, r->label) ? "" : _(label));
		buf_addc(out, '\n');
	}
	buf_addf(out, "\n%s\n", _("Esc and a digit stand for an F-key: Esc 1 = F1 ... Esc 0 = F10"));
}

static void add_asked(const struct app *a, const struct item *item, struct buf *out)
{
	buf_addf(out, "\n%s\n", _("What may be asked, and why"));
	for (size_t i = 0; i < item->n_asks; i++) {
		const struct item_ask *k = &item->asks[i];
		const struct resource *r = catalog_find(a->catalog, k->resource);
		buf_addf(out, "- %s %s: %s\n", k->resource, r ? i18n_pick(r->name, r->name_en) : "",
			i18n_pick(k->basis, k->basis_en));
	}
}

static void add_law(const struct app *a, struct buf *out)
{
	const struct casefile *f = desk_case(a->desk);

	if (!f || !f->item) {
		buf_adds(out, _("No item is open. The law of an item stands here once it is picked.\n"));
		return;
	}
	buf_addf(out, "%s\n- %s\n", i18n_pick(f->item->name, f->item->name_en),
		i18n_pick(f->item->ground, f->item->ground_en));
	for (size_t i = 0; i < f->item->n_prechecks; i++)
		buf_addf(out, "- %s (%s)\n",
			i18n_pick(f->item->prechecks[i].label, f->item->prechecks[i].label_en),
			i18n_pick(f->item->prechecks[i].ground, f->item->prechecks[i].ground_en));
	add_asked(a, f->item, out);
}

static void add_marks(const struct view *s, struct buf *out)
{
	for (size_t i = 0; i < COUNT_OF(marks); i++)
		buf_addf(out, "%s  %s\n", marks[i].sign, _(marks[i].text));
	buf_addc(out, '\n');
	add_page(s, "marks", false, out);
}

static void write_part(const struct app *a, struct view *s)
{
	buf_clear(&s->text);
	switch (s->part) {
	case PART_KEYS: add_keys(s->about->bit, false, &s->text); break;
	case PART_ALL_KEYS: add_keys(s->about->bit, true, &s->text); break;
	case PART_LAW: add_law(a, &s->text); break;
	case PART_MARKS: add_marks(s, &s->text); break;
	default: add_about(a, s, &s->text);
	}
	s->top = 0;
}

/* ---- acting ---- */

static enum err enter(struct app *a, void *state, const void *arg)
{
	struct view *s = state;
	struct buf messages;

	s->about = arg;
	if (a->failed)
		manual_error_topic(a->failed, s->failed);
	buf_init(&s->text, HELP_BYTES);
	buf_init(&messages, HELP_BYTES);
	enum err e = manual_open(&s->manual, &messages);
	buf_release(&messages);
	write_part(a, s);
	return e == ERR_NOTFOUND ? OK : e; /* without its pages the keys still help */
}

static void leave(struct app *a, void *state)
{
	struct view *s = state;

	(void)a;
	manual_close(s->manual);
	buf_release(&s->text);
	mem_free(s->rows);
}

static void show(struct app *a, struct view *s, enum help_part part)
{
	s->part = part;
	write_part(a, s);
	a->dirty = true;
}

static void found(struct app *a, void *ctx, int index)
{
	struct view *s = ctx;
	const struct manual_page *pages;

	if (index < 0 || (size_t)index >= manual_pages(s->manual, &pages))
		return;
	s->topic = pages[index].topic;
	show(a, s, PART_PAGE);
}

static void find(struct app *a, struct view *s)
{
	const struct manual_page *pages;
	size_t n = s->manual ? manual_pages(s->manual, &pages) : 0;

	if (!n)
		return;
	mem_free(s->rows);
	s->rows = mem_new(n * sizeof *s->rows);
	for (size_t i = 0; i < n; i++)
		s->rows[i] = (struct choose_row){pages[i].topic, pages[i].title};
	struct choose_arg arg = {.title = _("Which page?"), .rows = s->rows, .n = n, .filter = true,
		.done = found, .ctx = s};
	(void)!choose_open(a, &arg);
}

static void act(struct app *a, void *state, enum action action)
{
	struct view *s = state;
	static const struct { enum action act; int rows; } scrolls[] = {
		{ACT_DOWN, 1}, {ACT_UP, -1}, {ACT_PGDN, 10}, {ACT_PGUP, -10}, {ACT_TOP, -10000}, {ACT_END, 10000}};

	switch (action) {
	case ACT_BACK: case ACT_ENTER: app_pop(a); return;
	case ACT_VIEW: case ACT_TAB: case ACT_RIGHT: show(a, s, (s->part + 1) % PARTS); return;
	case ACT_BACKTAB: case ACT_LEFT: show(a, s, (s->part + PARTS - 1) % PARTS); return;
	case ACT_FIND: case ACT_HELP: find(a, s); return;
	default: break;
	}
	for (size_t i = 0; i < COUNT_OF(scrolls); i++)
		if (scrolls[i].act == action)
			s->top += scrolls[i].rows;
}

static void text(struct app *a, void *state, uint32_t cp)
{
	int digit = app_digit(cp);

	if (digit >= 1 && digit <= PARTS)
		show(a, state, (enum help_part)(digit - 1));
	else if (digit < 0)
		app_ime_hint(a);
}

static bool digits(const struct app *a, const void *state)
{
	(void)a, (void)state;
	return true;
}

/* ---- drawing ---- */

static void draw_parts(const struct view *s, struct canvas *c)
{
	int col = 1;

	for (int i = 0; i < PARTS; i++) {
		bool now = i == (int)s->part;
		col = canvas_printf(c, 2, col, now ? PAINT_HEAD : PAINT_DIM, now ? "[%d %s]" : " %d %s ", i + 1,
			_(part_names[i]));
		col++;
	}
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	struct view *s = state;
	struct frame f = frame_draw(a, c, _(s->about->title), STEP_NONE, "");
	struct lines_box box = {.row = f.body_top, .col = 1, .rows = f.body_rows, .width = c->cols - 2};

	draw_parts(s, c);
	int lines = lines_scroll(&box, &s->top, buf_text(&s->text));
	lines_draw(c, &box, s->top, buf_text(&s->text));
	canvas_cursor(c, f.body_top, 0);
	frame_hint(a, c, VOICE_HINT, lines > f.body_rows ?
		_("Up and Down scroll, a digit takes a part, F3 finds a page, Esc goes back") :
		_("A digit takes a part, F3 finds a page, Esc goes back to the same place"));
}

const struct screen screen_help = {
	.name = "help", .title = N_("Help"), .bit = IN_HELP, .state_size = sizeof(struct view),
	.enter = enter, .act = act, .text = text, .digits = digits, .draw = draw, .leave = leave,
};
