/* SPDX-License-Identifier: MIT
 *
 * 转入: what other regions handed over to this one. A row is opened, its values with their sources and
 * its papers are looked at, then it is taken in, sent back with a reason of the list, or given back as
 * the region of receipt asked. Nothing of it is kept here before, and nothing is shown in clear.
 *
 * The letter of a row: w its region wants it back, l its days are over, blank it waits.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/desk/inwards.h"
#include "core/standards/region.h"
#include "core/standards/workday.h"
#include "tui/app.h"
#include "tui/choose.h"
#include "tui/frame.h"
#include "tui/list.h"

enum { ROWS_MOST = 100, LIST_ROWS = 14, LINES_MOST = 200, LABEL_COL = 3, VALUE_COL = 24, SOURCE_COL = 54 };

struct inward_page {
	struct inward_case rows[ROWS_MOST]; /* as of the last look */
	size_t n;
	struct list list, lines;
	bool open;                   /* one is looked at: */
	struct inward_case one;
	char text[PACKAGE_TEXT + 1]; /* of its package; "" on its way */
	size_t have;
	enum err err;
	struct choose_row reasons[INWARD_REASONS];
};

static void look(struct app *a, struct inward_page *s)
{
	const struct inward_case *list[ROWS_MOST];

	s->n = inwards_waiting(a->inwards, list, ROWS_MOST);
	for (size_t i = 0; i < s->n; i++)
		s->rows[i] = *list[i];
	list_set(&s->list, s->n);
}

/* Values and papers: what is shown of a package. */
static bool shown(const struct package_line *l)
{
	return text_equal(l->kind, "field") || text_equal(l->kind, "material");
}

static size_t count_lines(const char *text)
{
	struct package_line l;
	size_t n = 0;

	while (package_line(&text, &l))
		n += shown(&l);
	return n;
}

static void look_inside(struct app *a, struct inward_page *s)
{
	const struct inward_case *now = inwards_find(a->inwards, &s->one.op);
	const struct buf *bytes;
	const char *text;

	if (now)
		s->one = *now;
	if (!*s->text && inwards_package(a->inwards, &s->one.op, &s->have, &s->err, &text, &bytes)) {
		text_copy(s->text, sizeof s->text, text);
		list_set(&s->lines, count_lines(text));
	}
}

static void close_one(struct inward_page *s)
{
	mem_wipe(s->text, sizeof s->text);
	s->open = false;
	s->err = OK;
	s->have = 0;
}

static enum err enter(struct app *a, void *state, const void *arg)
{
	(void)arg;
	if (!desk_may(a->desk, RIGHT_PERSON))
		return ERR_DENIED;
	inwards_poll(a->inwards);
	look(a, state);
	return OK;
}

static void forget(struct app *a, void *state)
{
	(void)a;
	mem_wipe(state, sizeof(struct inward_page));
}

static void tick(struct app *a, void *state, int64_t now)
{
	struct inward_page *s = state;
	size_t n = s->n, have = s->have;
	bool had = *s->text != '\0';
	enum err e = s->err;

	(void)now;
	look(a, s);
	if (s->open)
		look_inside(a, s);
	a->dirty |= n != s->n || have != s->have || had != (*s->text != '\0') || e != s->err;
}

/* ---- acts ---- */

static void open_one(struct app *a, struct inward_page *s)
{
	if (s->list.at >= s->n)
		return;
	close_one(s);
	s->one = s->rows[s->list.at];
	enum err e = inwards_open(a->inwards, &s->one.op);
	if (e) {
		app_fail(a, e);
		return;
	}
	s->open = true;
	list_set(&s->lines, 0);
	look_inside(a, s);
}

static void told(struct app *a, enum err e, const char *words)
{
	if (e == ERR_EXISTS)
		app_say(a, VOICE_PROBLEM, "%s", _("Another window answered it a moment ago"));
	else if (e == ERR_NOTFOUND)
		app_say(a, VOICE_PROBLEM, "%s", _("This hall has no such item, or not these fields; send it back"));
	else if (e == ERR_DENIED)
		app_say(a, VOICE_PROBLEM, "%s", _("A window clerk takes it in; not a matter of your own or of a relative"));
	else if (e)
		app_fail(a, e);
	else
		app_say(a, VOICE_HINT, "%s", words);
}

static void take_in(struct app *a, struct inward_page *s)
{
	const struct buf *bytes;
	const char *text;
	struct uid id;
	size_t have;
	enum err e;

	if (s->one.want) {
		app_say(a, VOICE_PROBLEM, "%s", _("Its region wants it back: 3 gives it back"));
		return;
	}
	if (!inwards_package(a->inwards, &s->one.op, &have, &e, &text, &bytes)) {
		app_say(a, VOICE_PROBLEM, "%s", e ? _("The package is not what was sealed; send it back") :
			_("The package is on its way; wait until it is all here"));
		return;
	}
	e = desk_take_in(a->desk, &s->one, text, bytes, &id);
	told(a, e, _("Taken in: its clocks run from now"));
	if (e)
		return;
	close_one(s);
	inwards_poll(a->inwards);
	app_open_case(a, &id);
}

static void reason_taken(struct app *a, void *ctx, int index)
{
	struct inward_page *s = ctx;

	if (index < 0)
		return;
	enum err e = inwards_send_back(a->inwards, &s->one.op, index);
	if (e == ERR_STATE)
		app_say(a, VOICE_PROBLEM, "%s", _("Its five working days are over: it counts as ours, take it in"));
	else
		told(a, e, _("Sent back; its region hears of it by itself"));
	if (!e)
		close_one(s);
}

static void send_back(struct app *a, struct inward_page *s)
{
	for (int i = 0; i < INWARD_REASONS; i++)
		s->reasons[i] = (struct choose_row){"", _(inward_reasons[i])};
	struct choose_arg arg = {.title = _("Why is it sent back? The applicant is told"), .rows = s->reasons,
		.n = INWARD_REASONS, .ctx = s, .done = reason_taken};
	(void)!choose_open(a, &arg);
}

static void give_back(struct app *a, struct inward_page *s)
{
	enum err e = inwards_give_back(a->inwards, &s->one.op);

	if (e == ERR_STATE)
		app_say(a, VOICE_HINT, "%s", _("Its region has not asked for it"));
	else
		told(a, e, _("Given back; its region hears of it by itself"));
	if (!e)
		close_one(s);
}

static void ask_again(struct app *a)
{
	inwards_poll(a->inwards);
	app_say(a, VOICE_HINT, "%s", _("The list is asked for again"));
}

static void act(struct app *a, void *state, enum action action)
{
	struct inward_page *s = state;

	if (action == ACT_BACK && s->open)
		close_one(s);
	else if (action == ACT_BACK)
		app_pop(a);
	else if (action == ACT_ENTER && !s->open)
		open_one(a, s);
	else if (action == ACT_FETCH)
		ask_again(a);
	else
		list_act(s->open ? &s->lines : &s->list, action, LIST_ROWS);
}

static void text(struct app *a, void *state, uint32_t cp)
{
	struct inward_page *s = state;
	int digit = app_digit(cp);

	if (digit < 0 || !s->open)
		app_ime_hint(a);
	else if (digit == 1)
		take_in(a, s);
	else if (digit == 2)
		send_back(a, s);
	else if (digit == 3)
		give_back(a, s);
}

static bool digits(const struct app *a, const void *state)
{
	(void)a;
	return ((const struct inward_page *)state)->open;
}

/* ---- drawing ---- */

static const char *item_name(const struct app *a, const char *code)
{
	for (size_t i = 0; i < directory_size(a->directory); i++) {
		const struct item_entry *line = directory_at(a->directory, i);
		if (text_equal(line->code, code))
			return i18n_pick(line->name, line->name_en);
	}
	return code;
}

static enum paint days_left(const struct inward_case *c, char out[40])
{
	day_t today = clock_today(), last = inward_last(c->handed_ms);

	if (last == DAY_NONE) {
		text_copy(out, 40, "-");
		return PAINT_DIM;
	}
	if (today > last) {
		text_format(out, 40, _("[red] %dd late"), workday_between(last, today));
		return PAINT_BAD;
	}
	if (today == last)
		text_copy(out, 40, _("[amber] today"));
	else
		text_format(out, 40, _("[green] %dd"), workday_between(today, last));
	return today == last ? PAINT_STALE : PAINT_OK;
}

static void stamx_of(int64_t ms, char out[20])
{
	clock_format(ms, out);
	out[16] = '\0';
}

struct picture {
	const struct app *app;
	const struct inward_page *page;
};

static void row(const void *ctx, struct canvas *c, int at, size_t index, bool selected)
{
	const struct picture *x_of = ctx;
	const struct inward_page *s = x_of->page;
	const struct app *a = x_of->app;
	const struct inward_case *x = &s->rows[index];
	struct region from;
	char left[40], stamp[20], due[11] = "-";
	enum paint p = days_left(x, left);

	stamx_of(x->handed_ms, stamp);
	if (x->due != DAY_NONE)
		day_format(x->due, due);
	region_find(x->region, &from);
	canvas_text(c, at, 0, PAINT_TEXT, selected ? ">" : " ");
	canvas_text(c, at, 1, PAINT_MISS, x->want ? "w" : p == PAINT_BAD ? "l" : " ");
	canvas_field(c, at, 3, 15, PAINT_TEXT, x->number);
	canvas_field(c, at, 19, 10, PAINT_TEXT, from.name);
	canvas_field(c, at, 30, 19, PAINT_TEXT, item_name(a, x->item));
	canvas_field(c, at, 50, 11, PAINT_DIM, stamp + 5);
	canvas_field(c, at, 62, 7, PAINT_DIM, *due == '-' ? due : due + 5);
	canvas_field(c, at, 69, 11, x->want ? PAINT_STALE : p, x->want ? _("wanted back") : left);
	if (selected)
		canvas_paint(c, at, 3, 46, PAINT_SEL);
}

static void draw_list(const struct app *a, const struct inward_page *s, struct canvas *c, const struct frame *f)
{
	const struct picture picture = {a, s};
	int top = f->body_top;

	canvas_text(c, top, 3, PAINT_DIM, _("Case there"));
	canvas_text(c, top, 19, PAINT_DIM, _("Received in"));
	canvas_text(c, top, 30, PAINT_DIM, _("Item"));
	canvas_text(c, top, 50, PAINT_DIM, _("Handed over"));
	canvas_text(c, top, 62, PAINT_DIM, _("Told"));
	canvas_text(c, top, 69, PAINT_DIM, _("To answer"));
	if (s->n == 0)
		canvas_text(c, top + 2, LABEL_COL, PAINT_DIM, _("No region has handed anything over"));
	list_draw(&s->list, c, top + 1, LIST_ROWS, row, &picture);
	canvas_cursor(c, top + 1 + (int)(s->list.at - list_top(&s->list, LIST_ROWS)), 0);
}

static const char *find_line(const char *text, const char *kind, const char *name, char *out, size_t size)
{
	struct package_line l;

	*out = '\0';
	while (package_line(&text, &l))
		if (text_equal(l.kind, kind) && text_equal(l.name, name)) {
			text_copyn(out, size, l.value, l.len);
			break;
		}
	return out;
}

/* "fetched 1773622800000 POP-01": who said so there. */
static void draw_from(struct canvas *c, int at, const char *from)
{
	const char *last = strrchr(from, ' ');
	bool unverified = last && text_equal(last + 1, "unverified");
	char said[80];

	text_copyn(said, sizeof said, from, unverified ? (size_t)(last - from) : strlen(from));
	const char *resource = strrchr(said, ' ');
	resource = resource ? resource + 1 : "";
	canvas_field(c, at, SOURCE_COL, c->cols - SOURCE_COL - 1, unverified ? PAINT_STALE : PAINT_DIM,
		unverified ? _("not verified there") : text_equal(resource, "-") ? _("keyed there") : resource);
}

static void draw_value(const struct item *item, const char *package,
	const struct package_line *l, struct canvas *c, int at)
{
	int field = item ? item_field(item, l->name) : -1;
	char value[400], from[100];
	struct buf out;

	text_copyn(value, sizeof value, l->value, l->len);
	buf_init(&out, 2000);
	if (field >= 0)
		field_show(&item->fields[field], value, true, &out);
	canvas_text(c, at, 1, PAINT_DIM, "<");
	canvas_field(c, at, LABEL_COL, VALUE_COL - LABEL_COL - 1, PAINT_TEXT, field < 0 ? l->name :
		i18n_pick(item->fields[field].label, item->fields[field].label_en));
	canvas_field(c, at, VALUE_COL, SOURCE_COL - VALUE_COL - 1, PAINT_TEXT, buf_text(&out));
	draw_from(c, at, find_line(package, "from", l->name, from, sizeof from));
	buf_release(&out);
}

static void draw_paper(const struct item *item, const char *package, const struct package_line *l,
	struct canvas *c, int at)
{
	int material = item ? item_material(item, l->name) : -1;
	char word[24], source[160];
	struct package_line x;
	enum mark mark;
	int files = 0;

	text_copyn(word, sizeof word, l->value, strcspn(l->value, " \n"));
	find_line(package, "source", l->name, source, sizeof source);
	while (package_line(&package, &x))
		files += text_equal(x.kind, "scan") && text_equal(x.name, l->name);
	canvas_text(c, at, 1, PAINT_DIM, "m");
	canvas_field(c, at, LABEL_COL, VALUE_COL - LABEL_COL + 8, PAINT_TEXT, material < 0 ? l->name :
		i18n_pick(item->materials[material].label, item->materials[material].label_en));
	canvas_field(c, at, VALUE_COL + 10, 10, PAINT_TEXT, mark_parse(word, &mark) ? _(mark_text(mark)) : word);
	if (files)
		canvas_printf(c, at, VALUE_COL + 21, PAINT_TEXT, _("%d files"), files);
	canvas_field(c, at, SOURCE_COL, c->cols - SOURCE_COL - 1, PAINT_DIM, source);
}

static const struct item *item_of(const struct app *a, const char *code)
{
	const struct item *item = NULL;

	for (size_t i = 0; i < directory_size(a->directory); i++)
		if (text_equal(directory_at(a->directory, i)->code, code) && directory_item(a->directory, i, &item))
			return NULL;
	return item;
}

static void draw_lines(const struct app *a, const struct inward_page *s, struct canvas *c, int top, int rows)
{
	const struct item *item = item_of(a, s->one.item);
	const char *at = s->text;
	size_t first = list_top(&s->lines, rows), n = 0;
	struct package_line l;

	while (package_line(&at, &l) && n < first + (size_t)rows) {
		if (!shown(&l))
			continue;
		if (n >= first && text_equal(l.kind, "field"))
			draw_value(item, s->text, &l, c, top + (int)(n - first));
		else if (n >= first)
			draw_paper(item, s->text, &l, c, top + (int)(n - first));
		n++;
	}
	canvas_cursor(c, top + (int)(s->lines.at - first), 0);
}

static void draw_one(const struct app *a, const struct inward_page *s, struct canvas *c, const struct frame *f)
{
	const struct inward_case *x = &s->one;
	struct region from;
	char stamp[20], left[40];
	enum paint p = days_left(x, left);
	int top = f->body_top;

	stamx_of(x->handed_ms, stamp);
	region_find(x->region, &from);
	canvas_field(c, top, LABEL_COL, 20, PAINT_HEAD, item_name(a, x->item));
	canvas_printf(c, top, VALUE_COL, PAINT_HEAD, "%s %s  %s", from.name, x->number, stamp);
	canvas_right(c, top, c->cols - 1, p, left);
	if (x->want)
		canvas_printf(c, top + 1, LABEL_COL, PAINT_STALE, "%s: %s", _(want_text(x->want)), x->want_reason);
	else if (s->err)
		canvas_text(c, top + 1, LABEL_COL, PAINT_BAD, _("The package is not what was sealed; send it back"));
	else if (!*s->text)
		canvas_printf(c, top + 1, LABEL_COL, PAINT_DIM, _("Its package is on its way: %zu of %zu KiB"),
			s->have / 1024, (x->whole + 1023) / 1024);
	draw_lines(a, s, c, top + 2, f->body_rows - 4);
	canvas_rule(c, top + f->body_rows - 2, 0, c->cols);
	int col = canvas_text(c, top + f->body_rows - 1, LABEL_COL, PAINT_HEAD, _("1 Take it in"));
	col = canvas_text(c, top + f->body_rows - 1, col + 3, PAINT_HEAD, _("2 Send it back"));
	if (x->want)
		canvas_text(c, top + f->body_rows - 1, col + 3, PAINT_HEAD, _("3 Give it back as asked"));
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	struct inward_page *s = state;
	char right[64] = "", stamp[20];

	if (inwards_asked_ms(a->inwards)) {
		stamx_of(inwards_asked_ms(a->inwards), stamp);
		text_format(right, sizeof right, inwards_silent(a->inwards) ? _("list of %s, not reached since") :
			_("list of %s"), stamp + 11);
	} else
		text_copy(right, sizeof right, inwards_silent(a->inwards) ? _("the exchange is not reached") : "");
	struct frame f = frame_draw(a, c, "", STEP_NONE, "");
	canvas_right(c, 2, c->cols - 1, PAINT_DIM, right);
	if (s->open)
		draw_one(a, s, c, &f);
	else
		draw_list(a, s, c, &f);
	frame_hint(a, c, VOICE_HINT, s->open ?
		_("1 or 2 answers the region; Esc goes back to the list") :
		_("Enter looks inside, F5 asks for the list again; five working days to answer"));
}

const struct screen screen_inward = {
	.name = "inward", .title = N_("Cases from other regions"), .bit = IN_INWARD,
	.state_size = sizeof(struct inward_page), .enter = enter, .act = act, .text = text, .digits = digits,
	.draw = draw, .tick = tick, .forget = forget,
};
