/* SPDX-License-Identifier: MIT
 *
 * 个人信息查询使用记录: words for the citizen. The number is masked, for the paper leaves the hall;
 * operators stand there with their number and name, as on their badge.
 */
#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/papers/access_inside.h"
#include "core/casework/papers/slip_inside.h"
#include "core/standards/name.h"

struct of_access {
	const struct access_search *found;
	const struct slip_place *place;
	const struct operator_info *people;
	size_t n_people;
};

static const char *name_of(const struct of_access *w, const char *id)
{
	for (size_t i = 0; i < w->n_people; i++)
		if (text_equal(w->people[i].id, id))
			return w->people[i].name;
	return "";
}

static void put_head(struct sheet *s, const struct of_access *w)
{
	const struct access *a = access_found(w->found);
	struct buf who;

	buf_init(&who, 256);
	if (!w->found->one_case) {
		mask_id(w->found->subject, &who);
		sheet_put(s, SAID_WHOSE, buf_text(&who));
	} else if (a->n) {
		sheet_put(s, SAID_CASE, a->rows[0].number);
	}
	buf_release(&who);
	sheet_minute(s, SAID_SINCE, a->from_ms);
	sheet_putf(s, SAID_CLERK, "%s %s", w->place->clerk, name_of(w, w->place->clerk));
	sheet_putf(s, SAID_COUNT, "%zu", a->n + a->more);
	if (a->more)
		sheet_putf(s, SAID_OLDER, "%zu", a->more);
}

static void put_what(struct sheet *s, const struct of_access *w, const struct access_row *r)
{
	const struct resource *res = w->place->catalog && *r->resource
					     ? catalog_find(w->place->catalog, r->resource)
					     : NULL;

	if (res)
		sheet_cellf(s, CELL_ACCESS_WHAT, "%s  %s %s", _(access_text(r->kind)),
			i18n_pick(res->department, res->department_en), i18n_pick(res->name, res->name_en));
	else
		sheet_cellf(s, CELL_ACCESS_WHAT, "%s  %s", _(access_text(r->kind)),
			*r->document ? _(slip_title(r->document)) : r->resource);
}

static void put_purpose(struct sheet *s, const struct access_row *r)
{
	const char *matter = *r->purpose ? r->purpose : _("identity check");

	if (r->closed)
		matter = _("matter of another department");
	else if (r->kind == ACCESS_REPORT)
		matter = _("asked for by the person concerned or by supervision");
	sheet_cellf(s, CELL_ACCESS_PURPOSE, "%s  %s", matter,
		r->other ? _("(in another person's matter)") : r->number);
	sheet_cell(s, CELL_ACCESS_GROUND, r->ground);
}

static void fill(struct sheet *s, const struct template *t, const void *ctx)
{
	const struct of_access *w = ctx;
	const struct access *a = access_found(w->found);

	sheet_common(s, t, w->place, NULL);
	put_head(s, w);
	for (size_t i = a->n; i-- > 0;) {
		const struct access_row *r = &a->rows[i];
		char stamp[20];
		clock_format(r->at_ms, stamp);
		sheet_row(s, ROWS_ACCESS);
		sheet_cellf(s, CELL_ACCESS_N, "%zu", a->n - i);
		sheet_cellf(s, CELL_ACCESS_AT, "%.16s", stamp);
		sheet_cellf(s, CELL_ACCESS_WHO, "%s %s  %s", r->actor, name_of(w, r->actor), r->window);
		put_what(s, w, r);
		put_purpose(s, r);
	}
}

enum err access_render(const struct access_search *f, const struct slip_place *place,
	const struct operator_info *people, size_t n_people, int columns, struct buf *out)
{
	const struct of_access w = {f, place, people, n_people};

	return sheet_print("access", place, columns, fill, &w, out);
}
