/* SPDX-License-Identifier: MIT
 *
 * The directory: hits with what they would ask of this applicant, and below them the conditions
 * and figures of the chosen one. A figure that is not counted yet is a dash.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "tui/frame.h"
#include "tui/screens/items_state.h"

enum { PREVIEW_ROWS = 7, FAILED_SHOWN = 2 };

static const char *kind_word(enum item_kind k)
{
	static const char *const words[] = {N_("instant"), N_("promise"), N_("filing"), N_("joint")};

	return _(words[k]);
}

void items_period(const struct period *p, char out[40])
{
	if (p->days < 0)
		text_copy(out, 40, _("none set"));
	else if (p->days == 0)
		text_copy(out, 40, _("at once"));
	else
		text_format(out, 40, p->working ? _("%d working days") : _("%d days"), p->days);
}

struct drawing {
	const struct app *app;
	const struct items *state;
};

static void figures(const struct item_count *n, char fields[24], char materials[24])
{
	if (n && n->known) {
		text_format(fields, 24, "%3zu/%zu", n->preview.to_ask, n->preview.fields);
		text_format(materials, 24, "%2zu/%zu", n->preview.exempt, n->preview.materials);
	} else {
		text_copy(fields, 24, "  -");
		text_copy(materials, 24, " -");
	}
}

static void row(const void *ctx, struct canvas *c, int at, size_t index, bool selected)
{
	const struct drawing *d = ctx;
	const struct item_entry *e = items_entry(d->app, d->state, index);
	const char *unsuited = d->state->suits[index] ? NULL : items_unsuited(d->app, e);
	enum paint p = unsuited ? PAINT_DIM : PAINT_TEXT;
	char promised[40], fields[24], materials[24];
	size_t n = index - list_top(&d->state->list, items_shown(d->app)) + 1;

	items_period(&e->promised, promised);
	figures(items_count(d->state, d->state->hits[index]), fields, materials);
	canvas_text(c, at, 1, PAINT_TEXT, selected ? ">" : " ");
	if (n <= 9)
		canvas_printf(c, at, 4, unsuited ? PAINT_DIM : PAINT_KEY, "%zu", n);
	canvas_field(c, at, 8, 26, p, i18n_pick(e->name, e->name_en));
	canvas_field(c, at, 35, 9, p, i18n_pick(e->department, e->department_en));
	canvas_field(c, at, 45, 8, p, kind_word(e->kind));
	if (unsuited) {
		canvas_field(c, at, 54, 25, PAINT_DIM, unsuited);
	} else {
		canvas_field(c, at, 54, 8, PAINT_TEXT, fields);
		canvas_field(c, at, 62, 7, PAINT_TEXT, materials);
		canvas_text(c, at, 69, PAINT_TEXT, promised);
	}
	if (selected)
		canvas_paint(c, at, 8, 26, PAINT_SEL);
}

/* ---- conditions ---- */

static int stands(const struct item_count *n, size_t i)
{
	return n && n->known && i < PREVIEW_CONDITIONS ? n->preview.conditions[i] : -1;
}

void items_condition(const struct item *item, size_t i, const struct item_count *n, char *sign,
	struct buf *out)
{
	const struct condition *k = &item->prechecks[i];
	int is = stands(n, i);

	*sign = is > 0 ? '=' : is == 0 ? '!' : '?';
	buf_adds(out, i18n_pick(k->label, k->label_en));
	buf_addf(out, "  %s", is > 0 ? _("met") : is == 0 ? _("not met") : _("not known"));
	if (is == 0)
		buf_addf(out, ": %s", i18n_pick(k->text, k->text_en));
}

static void labels_that(const struct item *item, const struct item_count *n, int wanted,
	struct buf *out)
{
	for (size_t i = 0; i < item->n_prechecks; i++)
		if (stands(n, i) == wanted)
			buf_addf(out, "%s%s", out->len ? ", " : "",
				i18n_pick(item->prechecks[i].label, item->prechecks[i].label_en));
}

static int joined(struct canvas *c, int at, int width, char sign, const char *word,
	const struct item *item, const struct item_count *n, int wanted)
{
	char mark[2] = {sign, '\0'};
	struct buf labels;

	buf_init(&labels, 4096);
	labels_that(item, n, wanted, &labels);
	if (labels.len) {
		canvas_text(c, at, 1, frame_sign_paint(sign), mark);
		int col = canvas_text(c, at, 3, PAINT_TEXT, word) + 2;
		canvas_field(c, at, col, width - col - 1, PAINT_DIM, buf_text(&labels));
		at++;
	}
	buf_release(&labels);
	return at;
}

/* What does not hold first, each with its sentence; then what nobody knows yet; then the rest. */
static int conditions(const struct item *item, const struct item_count *n, struct canvas *c, int at,
	int end, int width)
{
	int failed = 0;

	for (size_t i = 0; i < item->n_prechecks && failed < FAILED_SHOWN && at < end; i++) {
		struct buf text;
		char sign;
		if (stands(n, i) != 0)
			continue;
		buf_init(&text, 1024);
		items_condition(item, i, n, &sign, &text);
		canvas_text(c, at, 1, PAINT_BAD, "!");
		canvas_field(c, at++, 3, width - 4, PAINT_TEXT, buf_text(&text));
		buf_release(&text);
		failed++;
	}
	if (at < end)
		at = joined(c, at, width, '?', n ? _("Not known yet") : _("Conditions"), item, n, -1);
	if (at < end)
		at = joined(c, at, width, '=', _("Met"), item, n, 1);
	return at;
}

static void draw_preview(const struct app *a, const struct items *s, struct canvas *c, int r, int end,
	int width)
{
	const struct item *item;
	char line[APP_MESSAGE], legal[40], promised[40];
	if (s->list.count == 0 || directory_item(a->directory, items_chosen(s), &item))
		return;
	const struct item_count *n = items_count(s, items_chosen(s));
	canvas_late(c, r, end - r);
	canvas_rule(c, r, 3, width - 3);
	text_format(line, sizeof line, "-- %s %s ", i18n_pick(item->name, item->name_en), item->code);
	canvas_text(c, r++, 3, PAINT_HEAD, line);
	r = conditions(item, n, c, r, end - 4, width);
	if (n && n->known) {
		text_format(line, sizeof line,
			_("Form       %zu fields: %zu held, the rest fetched; to ask about %zu"),
			n->preview.fields, n->preview.have, n->preview.to_ask);
		canvas_field(c, r++, 3, width - 4, PAINT_TEXT, line);
		text_format(line, sizeof line, _("Documents  %zu, of which %zu need no paper"),
			n->preview.materials, n->preview.exempt);
		canvas_field(c, r++, 3, width - 4, PAINT_TEXT, line);
	}
	items_period(&item->legal, legal);
	items_period(&item->promised, promised);
	text_format(line, sizeof line, _("Period     legal %s, promised %s        Fee %s"), legal,
		promised, i18n_pick(item->fee, item->fee_en));
	canvas_field(c, r++, 3, width - 4, PAINT_TEXT, line);
	text_format(line, sizeof line, _("Ground     %s"), i18n_pick(item->ground, item->ground_en));
	canvas_wrap(c, r, 3, width - 6, end - r, PAINT_DIM, line);
}

static void heads(struct canvas *c, int r)
{
	canvas_text(c, r, 4, PAINT_DIM, "#");
	canvas_text(c, r, 8, PAINT_DIM, _("Item"));
	canvas_text(c, r, 35, PAINT_DIM, _("Dept"));
	canvas_text(c, r, 45, PAINT_DIM, _("Kind"));
	canvas_text(c, r, 54, PAINT_DIM, _("Ask"));
	canvas_text(c, r, 62, PAINT_DIM, _("Free"));
	canvas_text(c, r, 69, PAINT_DIM, _("Promised"));
}

static const char *hint(const struct app *a, const struct items *s)
{
	const struct casefile *f = desk_case(a->desk);

	if (s->guide)
		return _("PgDn shows more, Enter takes the item, F6 goes back to the list");
	if (!f)
		return _("The directory. Read a card to begin a case; F6 tells all about an item");
	if (f->item)
		return _("Enter on another item changes the item of this case; F7 goes back");
	return _("Type initials or words, then Enter; a digit takes a row at once");
}

static void draw_list(const struct app *a, struct items *s, struct canvas *c, const struct frame *f)
{
	struct drawing d = {a, s};
	int r = f->body_top, end = f->body_top + f->body_rows;

	heads(c, r + 1);
	list_draw(&s->list, c, r + 2, items_shown(a), row, &d);
	if (s->list.count == 0)
		canvas_text(c, r + 2, 4, PAINT_DIM,
			_("No such item; delete a letter, or try a word of it"));
	draw_preview(a, s, c, end - PREVIEW_ROWS - 1, end, f->width);
}

void items_draw(const struct app *a, void *state, struct canvas *c)
{
	struct items *s = state;
	char right[96];

	text_format(right, sizeof right, _("%zu items"), directory_size(a->directory));
	struct frame f = frame_draw(a, c, "", desk_busy(a->desk) ? STEP_ITEM : STEP_NONE, right);
	if (*s->department)
		text_format(right, sizeof right, _("%s  %zu found"), s->department, s->list.count);
	else
		text_format(right, sizeof right, _("%zu found"), s->list.count);
	canvas_right(c, f.body_top, f.width - 1, PAINT_DIM, right);
	canvas_text(c, f.body_top, 1, PAINT_TEXT, _("Find >"));
	if (s->guide && s->list.count)
		items_guide(a, s, c, f.body_top + 1, f.body_rows - 1, f.width);
	else
		draw_list(a, s, c, &f);
	edit_draw(&s->query, c, f.body_top, 8, 34, true);
	frame_hint(a, c, VOICE_HINT, hint(a, s));
}
