/* SPDX-License-Identifier: MIT
 *
 * 办事指南: everything the item says about itself, with each condition, how it stands for whoever is
 * at the counter, and the law behind it.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "tui/frame.h"
#include "tui/screens/items_state.h"

enum { TEXT_COL = 14 };

struct page {
	struct canvas *canvas;
	int row, end, width;
	int skip, lines;             /* scrolled out; all so far */
};

/* Wrapped lines from column col on; label: before the first of them, "" none. */
static void say(struct page *p, int col, enum paint paint, const char *label, const char *text)
{
	int rows = canvas_wrapped(text, p->width - col - 2, p->end);
	int hidden = p->skip > p->lines ? p->skip - p->lines : 0;

	if (rows == 0)
		return;
	if (hidden == 0 && p->row < p->end)
		canvas_text(p->canvas, p->row, 3, PAINT_DIM, label);
	if (hidden < rows && p->row < p->end)
		p->row += canvas_wrap_from(p->canvas, p->row, col, p->width - col - 2, hidden,
			p->end - p->row, paint, text);
	p->lines += rows;
}

static void condition(struct page *p, const struct item *item, size_t i, const struct item_count *n)
{
	const struct condition *k = &item->prechecks[i];
	char sign[2] = "";
	struct buf text;

	buf_init(&text, 2048);
	items_condition(item, i, n, sign, &text);
	if (p->lines >= p->skip && p->row < p->end)
		canvas_text(p->canvas, p->row, 1, frame_sign_paint(sign[0]), sign);
	say(p, 3, PAINT_TEXT, "", buf_text(&text));
	say(p, 5, PAINT_DIM, "", i18n_pick(k->ground, k->ground_en));
	buf_release(&text);
}

static void materials(struct page *p, const struct item *item)
{
	for (size_t i = 0; i < item->n_materials; i++) {
		const struct material *m = &item->materials[i];
		say(p, TEXT_COL, PAINT_TEXT, i ? "" : _("Documents"), i18n_pick(m->label, m->label_en));
	}
}

static void periods(struct page *p, const struct item *item)
{
	char legal[40], promised[40], line[APP_MESSAGE];

	items_period(&item->legal, legal);
	items_period(&item->promised, promised);
	text_format(line, sizeof line, _("legal %s, promised %s"), legal, promised);
	say(p, TEXT_COL, PAINT_TEXT, _("Period"), line);
	for (size_t i = 0; i < item->n_situations; i++) {
		const struct situation *s = &item->situations[i];
		items_period(item_legal(item, (int)i), legal);
		items_period(item_promised(item, (int)i), promised);
		text_format(line, sizeof line, _("%s: legal %s, promised %s"),
			i18n_pick(s->label, s->label_en), legal, promised);
		say(p, TEXT_COL, PAINT_TEXT, "", line);
	}
}

static void facts(struct page *p, const struct item *item)
{
	const struct {
		const char *label, *text, *text_en;
	} list[] = {
		{_("Fee"), item->fee, item->fee_en},
		{_("Result"), item->result, item->result_en},
		{_("Where for"), item->scope, item->scope_en},
		{_("Place"), item->place, item->place_en},
		{_("Hours"), item->hours, item->hours_en},
		{_("Advice"), item->consult, item->consult_en},
		{_("Complaints"), item->complain, item->complain_en},
		{_("Why here"), item->onsite, item->onsite_en},
		{_("Quantity"), item->quantity, item->quantity_en},
		{_("Law"), item->ground, item->ground_en},
		{_("Remedy"), item->remedy, item->remedy_en},
		{_("Code"), item->code31, item->code31},
		{_("Older codes"), item->legacy, item->legacy},
	};

	for (size_t i = 0; i < COUNT_OF(list); i++)
		say(p, TEXT_COL, PAINT_TEXT, list[i].label, i18n_pick(list[i].text, list[i].text_en));
}

void items_guide(const struct app *a, struct items *s, struct canvas *c, int row, int rows, int width)
{
	const struct item *item;
	struct page p = {c, row, row + rows, width, s->guide_top, 0};

	if (directory_item(a->directory, items_chosen(s), &item))
		return;
	const struct item_count *n = items_count(s, items_chosen(s));
	say(&p, 3, PAINT_HEAD, "", i18n_pick(item->name, item->name_en));
	for (size_t i = 0; i < item->n_prechecks; i++)
		condition(&p, item, i, n);
	materials(&p, item);
	periods(&p, item);
	facts(&p, item);
	if (s->guide_top > p.lines - rows)
		s->guide_top = p.lines - rows;
	if (s->guide_top < 0)
		s->guide_top = 0;
}
