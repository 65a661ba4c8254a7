/* SPDX-License-Identifier: MIT
 *
 * 个人信息查询使用记录: words for the citizen. The number is masked, for the paper leaves the hall;
 * operators stand there with their number, which everybody at the window can read on their badge.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/access_inside.h"
#include "core/casework/paper.h"
#include "core/standards/name.h"

struct writing {
	struct paper paper;
	const struct access_search *found;
	const struct slip_place *place;
	const struct operator_info *people;
	size_t n_people;
};

static const char *name_of(const struct writing *w, const char *id)
{
	for (size_t i = 0; i < w->n_people; i++)
		if (text_equal(w->people[i].id, id))
			return w->people[i].name;
	return "";
}

static void head(struct writing *w)
{
	const struct access *a = access_found(w->found);
	struct paper *p = &w->paper;
	char stamp[20], since[20];
	struct buf who;

	paper_centre(p, w->place->hall);
	paper_centre(p, w->found->one_case ? _("Record of who used the data of a case") :
		_("Record of who used your personal data"));
	paper_rule(p);
	buf_init(&who, 256);
	if (!w->found->one_case)
		mask_id(w->found->subject, &who);
	else if (a->n)
		buf_adds(&who, a->rows[0].number);
	paper_entry(p, w->found->one_case ? _("Whose case") : _("Whose data"), buf_text(&who));
	buf_release(&who);
	clock_format(clock_now_ms(), stamp);
	clock_format(a->from_ms ? a->from_ms : clock_now_ms(), since);
	paper_entryf(p, _("Covers"), _("%.16s to %.16s, as far as this machine's journal goes back"), since, stamp);
	paper_entryf(p, _("Made by"), "%s %s", w->place->clerk, name_of(w, w->place->clerk));
	paper_entryf(p, _("Entries"), "%zu", a->n + a->more);
	paper_rule(p);
}

static void what(const struct writing *w, const struct access_row *r, struct buf *out)
{
	const struct resource *res = w->place->catalog && *r->resource
					     ? catalog_find(w->place->catalog, r->resource)
					     : NULL;

	buf_adds(out, _(access_text(r->kind)));
	if (res)
		buf_addf(out, "  %s %s", i18n_pick(res->department, res->department_en),
			i18n_pick(res->name, res->name_en));
	else if (*r->resource)
		buf_addf(out, "  %s", r->resource);
	if (*r->document)
		buf_addf(out, "  %s", _(slip_title(r->document)));
}

static const char *purpose(const struct access_row *r)
{
	if (r->kind == ACCESS_REPORT)
		return _("asked for by the person concerned or by supervision");
	return *r->purpose ? r->purpose : _("identity check");
}

/* 2026-03-16 09:00  1024 王芳 A03 ... in three lines under one number. */
static void entry(struct writing *w, size_t number, const struct access_row *r)
{
	enum { NUMBER_CELLS = 5 };
	struct paper *p = &w->paper;
	char label[16], stamp[20], text[PAPER_LINE];
	struct buf done;

	clock_format(r->at_ms, stamp);
	text_format(label, sizeof label, "%zu", number);
	text_format(text, sizeof text, "%.16s  %s %s  %s", stamp, r->actor, name_of(w, r->actor), r->window);
	paper_under(p, label, NUMBER_CELLS, text);
	buf_init(&done, PAPER_LINE);
	what(w, r, &done);
	paper_under(p, "", NUMBER_CELLS, buf_text(&done));
	buf_release(&done);
	text_format(text, sizeof text, _("for %s  %s"), purpose(r), r->other ? _("(in another person's matter)")
								    : r->number);
	paper_under(p, "", NUMBER_CELLS, text);
	if (*r->ground) {
		text_format(text, sizeof text, _("ground: %s"), r->ground);
		paper_under(p, "", NUMBER_CELLS, text);
	}
}

static void foot(struct writing *w)
{
	const struct access *a = access_found(w->found);
	struct paper *p = &w->paper;

	paper_rule(p);
	if (a->more) {
		char text[PAPER_LINE];
		text_format(text, sizeof text, _("%zu older entries are not printed; ask the hall for them"), a->more);
		paper_line(p, text);
	}
	paper_line(p, _("Every entry was written by the program at that moment and cannot be changed. Reading "
			"this record was entered, too."));
	paper_line(p, _("If an entry seems unfounded to you, say so here: it is checked and you are answered."));
	paper_entry(p, _("Questions"), *w->place->phone ? w->place->phone : "12345");
}

enum err access_render(const struct access_search *f, const struct slip_place *place,
	const struct operator_info *people, size_t n_people, int columns, struct buf *out)
{
	struct writing w = {.paper = {.out = out, .columns = columns, .training = place->training},
		.found = f, .place = place, .people = people, .n_people = n_people};
	const struct access *a = access_found(f);

	if (columns < 32 || columns > 200)
		return ERR_INPUT;
	paper_start(&w.paper);
	head(&w);
	if (a->n == 0)
		paper_line(&w.paper, _("Nothing was looked up, shown or printed."));
	for (size_t i = a->n; i-- > 0;)
		entry(&w, a->n - i, &a->rows[i]);
	foot(&w);
	return out->err;
}
