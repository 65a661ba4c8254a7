/* SPDX-License-Identifier: MIT
 *
 * The list of documents, and below it what is known of the one under the cursor: what proves it, or
 * the ways that are open.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "tui/frame.h"
#include "tui/screens/material_state.h"

enum {
	CHOICES = 5, PANE_ROWS = 8, /* below the list, its heading among them */
	COL_NUMBER = 3, COL_LABEL = 6, COL_COUNT = 27, COL_STATE = 33,
	LABEL_WIDTH = COL_COUNT - COL_LABEL - 1
};

static const char *const choice_texts[CHOICES + 1] = {
	NULL, N_("Original received or seen at the window"), N_("Photographed or scanned here"),
	N_("Accept now, bring it later"), N_("Signed pledge instead"),
	N_("The citizen brings it another day: one-time notice, nothing is accepted")};

struct drawing {
	const struct app *app;
	const struct materials *state;
	struct canvas *canvas;
	int row, end, width;         /* of the pane */
};

/* Behind "[免提交]", or "[Not needed]". */
static int how_col(void)
{
	return COL_STATE + (i18n_chinese() ? 9 : 13);
}

static const char *label_of(const struct app *a, size_t material)
{
	const struct material *m = &material_item(a)->materials[material];

	return i18n_pick(m->label, m->label_en);
}

static char sign_of(const struct app *a, size_t material)
{
	static const char signs[] = {'?', '#', '=', '~', '~', '-'};
	const struct material_mark *m = material_mark_at(a, material);

	if (m->mark == MARK_MISSING && material_asked(a, material))
		return 'o';
	if (m->mark == MARK_MISSING && m->defect > DEFECT_ABSENT)
		return '!';
	if (m->mark == MARK_EXEMPT && m->way != WAY_LICENCE)
		return '=';
	return signs[m->mark];
}

/* ---- a row ---- */

static void expires(const struct material_mark *m, struct buf *out)
{
	int days = material_expires_in(m, clock_today());

	if (days >= 0)
		buf_addf(out, _("%d days left  "), days);
}

static void missing_text(const struct app *a, size_t material, struct buf *out)
{
	const struct material *mat = &material_item(a)->materials[material];
	const struct material_mark *m = material_mark_at(a, material);
	const struct desk_ask *asked = material_asked(a, material);

	if (m->defect != DEFECT_NONE)
		buf_adds(out, *m->wrong ? m->wrong : _(defect_wrong(m->defect)));
	else if (asked)
		buf_addf(out, _("asking %s; it may be proven yet"),
			i18n_pick(asked->resource->department, asked->resource->department_en));
	else if (*m->source)
		buf_adds(out, m->source);
	else
		buf_adds(out, i18n_pick(mat->help, mat->help_en));
}

static void how_text(const struct app *a, size_t material, struct buf *out)
{
	const struct material_mark *m = material_mark_at(a, material);
	char day[11];

	switch (m->mark) {
	case MARK_MISSING:
		missing_text(a, material, out);
		break;
	case MARK_DEFERRED:
		day_format(m->until, day);
		buf_addf(out, m->pending ? _("due %s, credit to be checked") :
			_("due %s, online or at any window"), day);
		break;
	case MARK_PLEDGED:
		buf_adds(out, m->pending ? _("signs the pledge, credit to be checked") :
			_("signs the pledge"));
		break;
	default:
		expires(m, out);
		if (*m->source)
			buf_adds(out, m->source);
		else if (m->had != HAD_NOTHING)
			buf_adds(out, _(had_text(m->had)));
	}
}

static void count_text(const struct material_mark *m, char out[16])
{
	if (m->mark == MARK_EXEMPT || (m->mark == MARK_VERIFIED && m->way == WAY_EARLIER))
		text_copy(out, 16, "-");
	else
		text_format(out, 16, "%d/%d", m->actual, m->due);
}

/* Members of a group that are all open stand as one line with its alternatives. */
static void number_text(const struct drawing *d, size_t index, char out[8])
{
	const struct casefile *f = desk_case(d->app->desk);
	size_t n = 0;

	for (size_t i = 0; i <= index; i++)
		n += material_leader(f, d->state->rows[i]) == d->state->rows[i];
	if (material_leader(f, d->state->rows[index]) == d->state->rows[index])
		text_format(out, 8, "%zu", n);
	else
		text_copy(out, 8, _("or"));
}

static void row(const void *ctx, struct canvas *c, int at, size_t index, bool selected)
{
	const struct drawing *d = ctx;
	size_t i = d->state->rows[index];
	const struct material_mark *m = material_mark_at(d->app, i);
	char sign[2] = {sign_of(d->app, i), '\0'}, state[40], copies[16], number[8];
	enum paint p = frame_sign_paint(sign[0]);
	struct buf how;

	buf_init(&how, 2048);
	how_text(d->app, i, &how);
	count_text(m, copies);
	number_text(d, index, number);
	text_format(state, sizeof state, "[%s]", sign[0] == 'o' ? _("checking") : _(mark_text(m->mark)));
	canvas_text(c, at, 0, PAINT_TEXT, selected ? ">" : " ");
	canvas_text(c, at, 1, p, sign);
	canvas_text(c, at, COL_NUMBER, PAINT_DIM, number);
	canvas_field(c, at, COL_LABEL, LABEL_WIDTH, selected ? PAINT_HEAD : PAINT_TEXT,
		label_of(d->app, i));
	if (selected && d->state->counting)
		text_format(copies, sizeof copies, "[ ]/%d", m->due);
	canvas_text(c, at, COL_COUNT, selected && d->state->counting ? PAINT_FOCUS : PAINT_DIM, copies);
	canvas_text(c, at, COL_STATE, p, state);
	canvas_field(c, at, how_col(), d->width - how_col() - 1,
		material_expires_in(m, clock_today()) >= 0 ? PAINT_STALE : PAINT_DIM, buf_text(&how));
	buf_release(&how);
}

/* ---- the pane ---- */

static void say(struct drawing *d, int col, enum paint p, const char *text, int rows)
{
	if (d->row >= d->end || !*text)
		return;
	if (rows > d->end - d->row)
		rows = d->end - d->row;
	d->row += canvas_wrap(d->canvas, d->row, col, d->width - col - 1, rows, p, text);
}

static const char *level_text(char level)
{
	switch (level) {
	case 'A': return _("trust level A: used as it stands");
	case 'B': return _("trust level B: verified before, used again");
	case 'C': return _("trust level C: look at the original once, then press 1");
	case 'D': return _("trust level D: it needs a pledge, press 4");
	default: return "";
	}
}

static void say_fetched(struct drawing *d, size_t material, const struct material_mark *m)
{
	const struct casefile *f = desk_case(d->app->desk);
	const struct evidence *e = m->way == WAY_SHARED ?
		casefile_share(f, &f->item->materials[material].shared) :
		*m->resource ? casefile_latest(f, m->resource, "") : NULL;
	char stamp[20], line[APP_MESSAGE];

	if (!e)
		return;
	clock_format(e->at_ms, stamp);
	text_format(line, sizeof line, _("%s, fetched %.16s, request %s"), m->resource, stamp, e->trace);
	say(d, 6, PAINT_DIM, line, 1);
}

static void say_proof(struct drawing *d, size_t material)
{
	const struct material_mark *m = material_mark_at(d->app, material);
	int days = material_expires_in(m, clock_today());
	char line[APP_MESSAGE];
	struct buf purpose;

	say(d, 6, PAINT_TEXT, m->source, 2);
	if (days >= 0) {
		text_format(line, sizeof line, _("Runs out in %d days; tell the citizen to renew it"), days);
		say(d, 6, PAINT_STALE, line, 1);
	}
	say(d, 6, PAINT_DIM, level_text(m->level), 1);
	say_fetched(d, material, m);
	buf_init(&purpose, 1024);
	if (m->way != WAY_GENERATED)
		material_purpose(desk_case(d->app->desk), d->app->operator_id, clock_today(), &purpose);
	say(d, 6, PAINT_DIM, buf_text(&purpose), 2);
	buf_release(&purpose);
	if (m->mark == MARK_EXEMPT)
		say(d, 6, PAINT_TEXT, _("No paper for this one: asking for it is recorded as asking too much"), 1);
}

/* What is on record about a paper that was handled. */
static void say_record(struct drawing *d, size_t material)
{
	const struct material_mark *m = material_mark_at(d->app, material);
	char line[APP_MESSAGE];
	struct buf text;

	buf_init(&text, 2048);
	if (m->mark == MARK_MISSING) {
		if (m->defect != DEFECT_NONE)
			buf_addf(&text, _("Judged: %s"), *m->wrong ? m->wrong : _(defect_wrong(m->defect)));
		else if (*m->source)
			buf_adds(&text, m->source);
		else
			buf_adds(&text, i18n_pick(material_item(d->app)->materials[material].help,
				material_item(d->app)->materials[material].help_en));
	} else if (m->had != HAD_NOTHING) {
		text_format(line, sizeof line, _("%s, %d of %d"), _(had_text(m->had)), m->actual, m->due);
		buf_adds(&text, line);
		if (m->n_scans)
			buf_addf(&text, _(", %d files"), m->n_scans);
		if (m->corrected)
			buf_addf(&text, _("; put right here: %s"), m->wrong);
	} else {
		buf_adds(&text, m->source);
	}
	say(d, 6, m->defect > DEFECT_ABSENT ? PAINT_BAD : PAINT_DIM, buf_text(&text), 1);
	say(d, 6, PAINT_DIM, m->mark == MARK_MISSING ? level_text(m->level) : "", 1);
	buf_release(&text);
}

static const char *choice_text(const struct app *a, int choice)
{
	if (choice == CHOOSE_LATER && desk_case(a->desk)->notices > 0)
		return _("Still not there; the notice stands");
	return _(choice_texts[choice]);
}

static int choice_detail(struct drawing *d, size_t material, int choice, int col)
{
	const struct material *mat = &material_item(d->app)->materials[material];
	char line[APP_MESSAGE], day[11];
	struct material_mark later;
	struct buf pledge;

	if (choice == CHOOSE_DEFER && !material_choose(desk_case(d->app->desk),
			desk_evaluation(d->app->desk), material, CHOOSE_DEFER, 0, false, &later)) {
		day_format(later.until, day);
		text_format(line, sizeof line, _("within %d working days, by %s"), mat->defer_days, day);
		return canvas_text(d->canvas, d->row, col + 2, PAINT_DIM, line);
	}
	if (choice != CHOOSE_PLEDGE)
		return col;
	buf_init(&pledge, 2048);
	material_pledge_text(desk_case(d->app->desk), material, &pledge);
	canvas_field(d->canvas, d->row, col + 2, d->width - col - 3, PAINT_DIM, buf_text(&pledge));
	buf_release(&pledge);
	return d->width;
}

static void say_choice(struct drawing *d, size_t material, int choice, bool may)
{
	if (d->row >= d->end)
		return;
	if (may) {
		canvas_printf(d->canvas, d->row, 6, PAINT_KEY, "%d", choice);
		int col = canvas_text(d->canvas, d->row, 8, PAINT_TEXT, choice_text(d->app, choice));
		choice_detail(d, material, choice, col);
	} else { /* the reason says it all */
		canvas_text(d->canvas, d->row, 6, PAINT_DIM, "-");
		canvas_field(d->canvas, d->row, 8, d->width - 9, PAINT_DIM,
			desk_material_refusal(d->app->desk, material, (enum material_choice)choice));
	}
	d->row++;
}

/* A way the item has is shown although it is refused now, with the reason. */
static bool of_item(const struct app *a, size_t material, int choice)
{
	static const unsigned ways[] = {0, WAY_ORIGINAL, WAY_WINDOW, WAY_DEFER, WAY_PLEDGE, 0};

	return choice == CHOOSE_LATER || (material_item(a)->materials[material].ways & ways[choice]);
}

/* One of those that are open with it is enough. */
static void say_group(struct drawing *d, size_t material)
{
	const struct casefile *f = desk_case(d->app->desk);
	size_t leader = material_leader(f, material), n = 0;

	for (size_t i = 0; i < d->state->list.count; i++)
		n += material_leader(f, d->state->rows[i]) == leader;
	if (n > 1)
		say(d, 6, PAINT_DIM, _("Any one of those marked \"or\" will do"), 1);
}

static void say_choices(struct drawing *d, size_t material)
{
	unsigned may = desk_material_choices(d->app->desk, material);
	bool takes = desk_papers_open(d->app->desk) == OK;

	say_record(d, material);
	say_group(d, material);
	for (int i = 1; i <= CHOICES; i++)
		if ((may & (1u << i)) || (takes && of_item(d->app, material, i)))
			say_choice(d, material, i, may & (1u << i));
	struct buf hint;
	buf_init(&hint, 256);
	if (material_countable(d->app, material))
		buf_adds(&hint, _("F2 then a digit: copies   F4: what is wrong, how it was taken"));
	say(d, 6, PAINT_DIM, buf_text(&hint), 1);
	buf_release(&hint);
}

static void say_counting(struct drawing *d, size_t material)
{
	const struct material_mark *m = material_mark_at(d->app, material);
	char line[APP_MESSAGE];

	text_format(line, sizeof line, _("How many copies were handed over? One digit, 0 to 9; %d are due"),
		m->due);
	say(d, 6, PAINT_MISS, line, 1);
	say(d, 6, PAINT_DIM, _("This digit counts and chooses nothing. Esc leaves the number as it is"), 1);
}

static void draw_pane(struct drawing *d)
{
	const struct materials *s = d->state;
	char line[APP_MESSAGE];

	if (s->list.count == 0)
		return;
	size_t material = material_focus(s);
	const struct material_mark *m = material_mark_at(d->app, material);
	bool proven = m->mark == MARK_EXEMPT || (m->mark == MARK_VERIFIED && m->way == WAY_EARLIER);
	text_format(line, sizeof line, s->counting ? _("-- %s: copies ") : proven ?
		_("-- %s: what proves it ") : _("-- %s: how is it had "), label_of(d->app, material));
	canvas_rule(d->canvas, d->row, 3, d->width - 3);
	canvas_text(d->canvas, d->row++, 3, PAINT_HEAD, line);
	if (s->counting)
		say_counting(d, material);
	else if (proven)
		say_proof(d, material);
	else
		say_choices(d, material);
}

/* ---- the screen ---- */

/* How many stand in each state; a group counts once. What does not fit beside the steps is left
 * out, the open ones last. */
static void counts(const struct app *a, const struct materials *s, char out[96])
{
	static const enum mark order[] = {MARK_EXEMPT, MARK_VERIFIED, MARK_DEFERRED, MARK_PLEDGED};
	const struct casefile *f = desk_case(a->desk);
	size_t room = i18n_chinese() ? 36 : 30;
	char open[40];

	text_format(open, sizeof open, "%s %zu", _(mark_text(MARK_MISSING)), material_missing(f));
	*out = '\0';
	for (size_t k = 0; k < COUNT_OF(order); k++) {
		size_t n = 0;
		for (size_t i = 0; i < s->list.count; i++)
			n += f->marks[s->rows[i]].mark == order[k];
		char part[96];
		text_format(part, sizeof part, "%s%s %zu ", out, _(mark_text(order[k])), n);
		if (n && text_cells(part) + text_cells(open) <= room)
			text_copy(out, 96, part);
	}
	size_t len = strlen(out);
	text_copy(out + len, 96 - len, open);
}

static void hint(const struct app *a, const struct materials *s, struct canvas *c)
{
	const struct casefile *f = desk_case(a->desk);

	unsigned may = s->list.count ? desk_material_choices(a->desk, material_focus(s)) : 0;
	bool looked_at = true;

	for (size_t i = 0; i < s->list.count; i++)
		looked_at &= f->marks[s->rows[i]].mark != MARK_MISSING || material_judged(f, s->rows[i]);
	if (s->counting)
		frame_hint(a, c, VOICE_ASK, _("Count the copies, then one digit"));
	else if (material_missing(f) > 0 && looked_at)
		frame_hint(a, c, VOICE_HINT, f->notices ?
			_("Still to be completed; a digit says how the rest was had") :
			_("All looked at. F8 shows the one-time notice"));
	else if (material_missing(f) > 0 && may == 0)
		frame_hint(a, c, VOICE_HINT, _("Nothing to do for this one. Enter goes to the next that is open"));
	else if (material_missing(f) > 0 && (may & 1u << CHOOSE_DEFER))
		frame_hint(a, c, VOICE_ASK,
			_("Choose by number; 3 accepts it now and spares the citizen a trip"));
	else if (material_missing(f) > 0)
		frame_hint(a, c, VOICE_ASK, _("Choose by number how the document was had"));
	else
		frame_hint(a, c, VOICE_HINT, _("Everything is there. F8 or Enter goes on to the check"));
}

void material_draw(const struct app *a, struct materials *s, struct canvas *c)
{
	char right[96];

	counts(a, s, right);
	struct frame f = frame_draw(a, c, i18n_pick(material_item(a)->name, material_item(a)->name_en),
		STEP_MATERIAL, right);
	int rows = f.body_rows - PANE_ROWS - 1, top = f.body_top + 1;
	struct drawing d = {a, s, c, f.body_top + f.body_rows - PANE_ROWS, f.body_top + f.body_rows,
		f.width};
	canvas_text(c, f.body_top, COL_LABEL, PAINT_DIM, _("Document"));
	canvas_text(c, f.body_top, COL_COUNT, PAINT_DIM, _("Got"));
	canvas_text(c, f.body_top, COL_STATE, PAINT_DIM, _("State"));
	canvas_text(c, f.body_top, how_col(), PAINT_DIM, _("How it was had / what is missing"));
	canvas_cursor(c, top, 0);
	list_draw(&s->list, c, top, rows, row, &d);
	int at = top + (int)(s->list.at - list_top(&s->list, rows));
	canvas_cursor(c, s->list.count ? at : top, s->counting ? COL_COUNT + 1 : 0);
	draw_pane(&d);
	if (s->list.count == 0)
		canvas_text(c, top, 3, PAINT_TEXT, _("This item asks for no documents"));
	hint(a, s, c);
}
