/* SPDX-License-Identifier: MIT
 *
 * The one-time notice on paper: words for citizens. The same casefile and clock give the same bytes.
 */
#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/notice.h"
#include "core/casework/slip_inside.h"

enum { NUMBER_CELLS = 3 };

static void head(struct paper *p, const struct casefile *c, const struct notice *n,
	const struct slip_place *place)
{
	struct slip s = {.paper = p, .c = c, .place = place, .document = "notice"};
	char stamp[20];

	paper_centre(p, place->hall);
	paper_centre(p, _("One-time notice of what is to be completed"));
	paper_rule(p);
	paper_entry(p, _("Notice number"), n->number);
	paper_entry(p, _("Item"), i18n_pick(c->item->name, c->item->name_en));
	paper_entry(p, _("Code"), *c->item->code31 ? c->item->code31 : c->item->code);
	slip_people(&s);
	clock_format(clock_now_ms(), stamp);
	paper_entryf(p, _("Told on"), _("%.16s   window %s   %s"), stamp, c->window, place->clerk);
	paper_rule(p);
}

static void line(struct paper *p, size_t number, const struct notice_line *l)
{
	char text[PAPER_LINE], label[16];

	text_format(label, sizeof label, "%zu", number);
	paper_under(p, label, NUMBER_CELLS, l->label);
	text_format(text, sizeof text, _("%s. %s"), l->wrong, l->mend);
	paper_under(p, "", NUMBER_CELLS, text);
	text_format(text, sizeof text, _("Accepted: %s"), l->accepted);
	paper_under(p, "", NUMBER_CELLS, text);
}

static void lines(struct paper *p, const struct notice *n)
{
	char text[PAPER_LINE];

	text_format(text, sizeof text,
		_("%zu things are missing from your application. They are all told here, once; "
		  "with them it is accepted:"),
		n->n);
	paper_line(p, text);
	for (size_t i = 0; i < n->n; i++)
		line(p, i + 1, &n->lines[i]);
	paper_rule(p);
}

static void held(struct paper *p, const struct casefile *c, const struct notice *n)
{
	struct buf list;

	if (!n->n_held)
		return;
	buf_init(&list, 8192);
	for (size_t i = 0; i < n->n_held; i++) {
		const struct material *m = &c->item->materials[n->held[i]];
		buf_adds(&list, i ? _(", ") : "");
		buf_adds(&list, i18n_pick(m->label, m->label_en));
	}
	paper_line(p, _("These we look up ourselves, you need not bring them:"));
	paper_under(p, "", NUMBER_CELLS, buf_text(&list));
	paper_rule(p);
	buf_release(&list);
}

static void foot(struct paper *p, const struct casefile *c, const struct notice *n,
	const struct slip_place *place)
{
	char day[11];

	day_format(n->until, day);
	paper_entryf(p, _("Complete by"), n->provisional ? _("%s at the latest (provisional)") : _("%s at the latest"), day);
	paper_entry(p, "", _("With this number at any general window, without a new ticket"));
	paper_entry(p, "",
		_("What is not completed by then counts as withdrawn; you may apply anew"));
	if (*c->query)
		paper_entryf(p, _("Progress"), _("query code %s, at any window or by 12345"),
			c->query);
	if (*place->phone)
		paper_entry(p, _("Questions"), place->phone);
	if (n->n_held)
		slip_purpose(&(struct slip){.paper = p, .c = c, .place = place});
	paper_entry(p, _("Copies"), _("2: one for you, one is kept at the window"));
	paper_entry(p, _("Received by"), "");
}

enum err notice_render(const struct casefile *c, const struct notice *n,
	const struct slip_place *place, int columns, struct buf *out)
{
	struct paper p = {.out = out, .columns = columns, .training = place->training};

	if (!c->item)
		return ERR_STATE;
	if (columns < 32 || columns > 200)
		return ERR_INPUT;
	paper_start(&p);
	head(&p, c, n, place);
	lines(&p, n);
	held(&p, c, n);
	foot(&p, c, n, place);
	return out->err;
}
