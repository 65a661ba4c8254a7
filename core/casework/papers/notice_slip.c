/* SPDX-License-Identifier: MIT
 *
 * The one-time notice on paper: words for citizens. The same casefile and clock give the same bytes.
 */
#include "core/casework/papers/notice_slip.h"

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/papers/slip_inside.h"

struct of_notice {
	const struct casefile *c;
	const struct notice *n;
	const struct slip_place *place;
};

static void put_lines(struct sheet *s, const struct notice *n)
{
	sheet_putf(s, SAID_COUNT, "%zu", n->n);
	for (size_t i = 0; i < n->n; i++) {
		const struct notice_line *l = &n->lines[i];
		sheet_row(s, ROWS_LINES);
		sheet_cellf(s, CELL_LINE_N, "%zu", i + 1);
		sheet_cell(s, CELL_LINE_LABEL, l->label);
		sheet_cell(s, CELL_LINE_WRONG, l->wrong);
		sheet_cell(s, CELL_LINE_MEND, l->mend);
		sheet_cell(s, CELL_LINE_ACCEPTED, l->accepted);
	}
}

static void put_held(struct sheet *s, const struct casefile *c, const struct notice *n)
{
	struct buf list;

	buf_init(&list, 8192);
	for (size_t i = 0; i < n->n_held; i++) {
		const struct material *m = &c->item->materials[n->held[i]];
		slip_add(&list, i18n_pick(m->label, m->label_en));
	}
	sheet_put(s, SAID_HELD, buf_text(&list));
	buf_release(&list);
}

static void fill(struct sheet *sheet, const struct template *t, const void *ctx)
{
	const struct of_notice *of = ctx;
	struct slip s = {.sheet = sheet, .c = of->c, .place = of->place, .t = t};

	slip_case(&s);
	sheet_put(sheet, SAID_NUMBER, of->n->number);
	sheet_day(sheet, SAID_UNTIL, of->n->until);
	sheet_flag(sheet, SAID_PROVISIONAL, of->n->provisional);
	put_lines(sheet, of->n);
	put_held(sheet, of->c, of->n);
}

enum err notice_render(const struct casefile *c, const struct notice *n,
	const struct slip_place *place, int columns, struct buf *out)
{
	struct of_notice of = {c, n, place};

	return c->item ? sheet_print("notice", place, columns, fill, &of, out) : ERR_STATE;
}
