/* SPDX-License-Identifier: MIT
 *
 * The check page as it is shown to the citizen: answers with their origin, and under each what
 * passed with which reason.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/standards/name.h"
#include "core/standards/workday.h"
#include "core/standards/region.h"
#include "tui/frame.h"
#include "tui/screens/check_state.h"
#include "tui/screens/form_state.h"

enum { LABEL_COL = 3, LABEL_WIDTH = 20, ANSWER_COL = 24, VALUE_WIDTH = 30, SIGN_COL = 55, FROM_COL = 57 };

struct page {
	const struct app *app;
	struct canvas *canvas;
	const struct casefile *file;
	int width;
};

static void heading(const struct page *p, int row, size_t section)
{
	const struct item *item = p->file->item;
	const char *label = section < item->n_groups ?
		i18n_pick(item->groups[section].label, item->groups[section].label_en) : _("Documents");
	char hint[64];

	canvas_printf(p->canvas, row, 1, PAINT_HEAD, "%zu %s", section + 1, label);
	if (section >= 9)
		return;
	text_format(hint, sizeof hint, _("(%zu changes it)"), section + 1);
	canvas_right(p->canvas, row, p->width - 2, PAINT_DIM, hint);
}

static void agent_line(const struct page *p, int row)
{
	const struct casefile *f = p->file;
	struct buf text;

	buf_init(&text, 512);
	if (app_clear(p->app))
		buf_addf(&text, "%s  %s", f->agent_name, f->agent);
	else
		mask_name(f->agent_name, &text), buf_adds(&text, "  "), mask_id(f->agent, &text);
	canvas_field(p->canvas, row, LABEL_COL, LABEL_WIDTH, PAINT_HEAD, _("Here for them"));
	canvas_text(p->canvas, row, ANSWER_COL, PAINT_TEXT, buf_text(&text));
	canvas_text(p->canvas, row, FROM_COL, PAINT_DIM, _(proof_text(f->agent_proof)));
	buf_release(&text);
}

static void source_of(const struct page *p, const struct answer *ans, struct buf *out)
{
	const struct resource *r = catalog_find(p->app->catalog, ans->resource);

	if (ans->origin == ORIGIN_OVERRIDE && ans->reason)
		buf_adds(out, _(ans->reason));
	else if (r)
		buf_adds(out, i18n_pick(r->department, r->department_en));
	else if (ans->origin == ORIGIN_TYPED)
		buf_adds(out, p->app->operator_name);
	else if (ans->origin == ORIGIN_DERIVED)
		buf_adds(out, _("derived"));
	if (ans->unverified)
		buf_adds(out, _("  unverified"));
}

/* Declared against registered, and nobody has said yet which holds: Enter leads to where it is said. */
static void differs(const struct page *p, const struct field *fd, const struct answer *ans, struct buf *out)
{
	struct buf was;

	buf_init(&was, 2048);
	field_show(fd, ans->registered, !app_clear(p->app), &was);
	buf_addf(out, _("differs; registry: %s"), buf_text(&was));
	buf_release(&was);
}

static void field_line(const struct page *p, int row, size_t field)
{
	const struct field *fd = &p->file->item->fields[field];
	const struct answer *ans = &p->file->draft.answers[field];
	bool stale = desk_stale(p->app->desk, field);
	char sign[2] = {desk_conflict(p->app->desk, field) ? '!' : stale ? '~' : *ans->value ? origin_sign(ans->origin) : '-', '\0'};
	struct buf value, source;

	buf_init(&value, 2048);
	buf_init(&source, 256);
	if (fd->type == FIELD_ROWS)
		buf_addf(&value, _("%d rows"), draft_rows(&p->file->draft, (size_t)fd->repeat));
	else if (*ans->value)
		field_show(fd, ans->value, !app_clear(p->app), &value);
	else
		buf_adds(&value, ans->declared_none ? i18n_pick(fd->none, fd->none_en) :
			_("not given (optional)"));
	buf_adds(&source, stale ? _("out of date ") : "");
	if (desk_conflict(p->app->desk, field))
		differs(p, fd, ans, &source);
	else
		source_of(p, ans, &source);
	canvas_field(p->canvas, row, LABEL_COL, LABEL_WIDTH, PAINT_TEXT,
		i18n_pick(fd->label, fd->label_en));
	canvas_field(p->canvas, row, ANSWER_COL, VALUE_WIDTH, PAINT_TEXT, buf_text(&value));
	canvas_text(p->canvas, row, SIGN_COL, frame_sign_paint(sign[0]), sign);
	canvas_field(p->canvas, row, FROM_COL, p->width - FROM_COL - 1, PAINT_DIM,
		buf_text(&source));
	buf_release(&value);
	buf_release(&source);
}

/* All answers of a row in one line; what is blank is left out. */
static void row_line(const struct page *p, int row, size_t repeat, int index)
{
	const struct item *item = p->file->item;
	const struct repeat *r = &item->repeats[repeat];
	const struct evaluation *e = desk_evaluation(p->app->desk);
	struct buf text;

	buf_init(&text, 8192);
	for (size_t k = 0; k < r->columns; k++) {
		size_t cell = item_cell(item, r->first + k, index);
		const struct answer *ans = &p->file->draft.answers[cell];
		if (!e->visible[cell] || !*ans->value || item->fields[cell].type == FIELD_HASH)
			continue;
		buf_adds(&text, text.len ? "  " : "");
		field_show(&item->fields[cell], ans->value, !app_clear(p->app), &text);
	}
	if (text.len == 0)
		buf_adds(&text, _("not given (optional)"));
	canvas_printf(p->canvas, row, LABEL_COL + 2, PAINT_DIM, "%2d", index + 1);
	canvas_field(p->canvas, row, LABEL_COL + 6, p->width - LABEL_COL - 7, PAINT_TEXT, buf_text(&text));
	buf_release(&text);
}

static void warning_line(const struct page *p, int row, size_t finding)
{
	const struct finding *w = &desk_evaluation(p->app->desk)->findings[finding];
	const char *sign = w->severity == SEVERITY_INFO ? "i" : w->excuse ? "~" : "!";
	struct buf text;

	buf_init(&text, 1024);
	buf_adds(&text, i18n_pick(w->text, w->text_en));
	if (w->excuse)
		buf_addf(&text, "  %s: %s", _("passed"), _(w->excuse));
	else if (w->severity == SEVERITY_WARN && w->check >= 0)
		buf_addf(&text, "  %s", _("(needs a reason)"));
	canvas_text(p->canvas, row, LABEL_COL + 2, frame_sign_paint(*sign), sign);
	canvas_field(p->canvas, row, LABEL_COL + 4, p->width - LABEL_COL - 5, PAINT_TEXT, buf_text(&text));
	buf_release(&text);
}

static void material_line(const struct page *p, int row, size_t i)
{
	const struct material *m = &p->file->item->materials[i];
	const struct material_mark *mark = &p->file->marks[i];

	canvas_field(p->canvas, row, LABEL_COL, 24, PAINT_TEXT, i18n_pick(m->label, m->label_en));
	canvas_field(p->canvas, row, 28, 12, PAINT_TEXT, _(mark_text(mark->mark)));
	canvas_field(p->canvas, row, 41, p->width - 42, PAINT_DIM, mark->source);
}

static void hidden_line(const struct page *p, int row, size_t field)
{
	const struct field *fd = &p->file->item->fields[field];
	struct buf value;

	buf_init(&value, 2048);
	form_place(p->app, field, &value);
	buf_adds(&value, i18n_pick(fd->label, fd->label_en));
	canvas_field(p->canvas, row, LABEL_COL + 2, LABEL_WIDTH - 2, PAINT_DIM, buf_text(&value));
	buf_clear(&value);
	field_show(fd, p->file->draft.answers[field].value, !app_clear(p->app), &value);
	canvas_field(p->canvas, row, ANSWER_COL, p->width - ANSWER_COL - 1, PAINT_DIM, buf_text(&value));
	buf_release(&value);
}

static void line(const struct page *p, int row, const struct check_line *l)
{
	switch (l->kind) {
	case CHECK_HEAD: heading(p, row, l->index); break;
	case CHECK_AGENT: agent_line(p, row); break;
	case CHECK_FIELD: field_line(p, row, l->index); break;
	case CHECK_ROW: row_line(p, row, l->index, l->row); break;
	case CHECK_WARNING: warning_line(p, row, l->index); break;
	case CHECK_MATERIAL: material_line(p, row, l->index); break;
	case CHECK_HIDDEN_HEAD:
		canvas_text(p->canvas, row, 1, PAINT_DIM, _("Left out, because it no longer applies"));
		break;
	case CHECK_HIDDEN: hidden_line(p, row, l->index); break;
	}
}

static void figures(const struct app *a, struct canvas *c, int row)
{
	const struct casefile *f = desk_case(a->desk);
	const struct evaluation *e = desk_evaluation(a->desk);
	size_t all = 0, keyed = 0;
	int64_t seconds = (clock_now_ms() - f->opened_ms) / 1000;

	for (size_t i = 0; i < f->item->n_fields; i++) {
		const struct answer *ans = &f->draft.answers[i];
		const struct field *fd = &f->item->fields[i];
		if (!e->visible[i] || fd->fact || fd->type == FIELD_ROWS ||
			(!*ans->value && !ans->declared_none))
			continue; /* what was left empty is no saving */
		all++;
		keyed += ans->origin == ORIGIN_TYPED || ans->origin == ORIGIN_OVERRIDE;
	}
	canvas_printf(c, row, 3, PAINT_DIM,
		_("%zu of %zu fields were not keyed (%zu %%)   %d data keys   %lld min %02lld s"),
		all - keyed, all, all ? (all - keyed) * 100 / all : 0, f->typed_keys,
		(long long)(seconds / 60), (long long)(seconds % 60));
}

/* Until when it would be done if it were sent now, and why then: the first day that counts. */
static void promise(const struct app *a, struct canvas *c, int row)
{
	const struct casefile *f = desk_case(a->desk);
	const struct period *p = item_promised(f->item, f->situation);
	const struct life_args none = {0};
	char by[11], law[11] = "-", first[11], region[8];
	struct region there;
	day_t due, legal;
	struct due begins;

	desk_foresee(a->desk, LIFE_ACCEPT, &none, &due, &legal);
	if (casefile_instant(f) && casefile_unverified(f)) {
		canvas_text(c, row, 3, PAINT_STALE, _("Sent now: decided when what is unverified is confirmed or waived"));
		return;
	}
	if (casefile_instant(f) || due == DAY_NONE ||
		workday_due(clock_now_ms(), 1, p->working ? DUE_WORKING : DUE_CALENDAR, casefile_rule(f), NULL, 0,
			&begins)) {
		canvas_text(c, row, 3, PAINT_HEAD, _("Sent now: done at once, no clock runs"));
		return;
	}
	day_format(due, by);
	day_format(begins.day, first);
	if (legal != DAY_NONE)
		day_format(legal, law);
	if (desk_elsewhere(a->desk, region)) {
		region_find(region, &there);
		canvas_printf(c, row, 3, PAINT_HEAD, _("Decided in %s %s, result back here: by %s, by law %s"),
			region, there.name, by, law);
		return;
	}
	canvas_printf(c, row, 3, PAINT_HEAD,
		p->working ? _("Sent now: by %s (%d working days from %s), by law %s") :
			_("Sent now: by %s (%d days from %s), by law %s"), by, p->days, first, law);
}

/* The focus is never at the very edge, and the headings at the top stay with it. */
static void scroll(struct check_page *s, size_t rows)
{
	if (s->at < s->top + 1)
		s->top = s->at > 0 ? s->at - 1 : 0;
	if (s->at + 2 > s->top + rows)
		s->top = s->at + 2 - rows;
	if (s->top + rows > s->n)
		s->top = s->n > rows ? s->n - rows : 0;
	if (s->at < rows && s->at + 1 < rows && s->top == 1)
		s->top = 0;
}

void check_draw(const struct app *a, void *state, struct canvas *c)
{
	struct check_page *s = state;
	const struct casefile *file = desk_case(a->desk);
	struct frame f = frame_draw(a, c, i18n_pick(file->item->name, file->item->name_en), STEP_CHECK,
		_("not sent yet: F8 sends"));
	struct page p = {a, c, file, f.width};
	size_t rows = (size_t)f.body_rows - 2;

	if (!desk_evaluation(a->desk))
		return;
	scroll(s, rows);
	for (size_t i = 0; i < rows && s->top + i < s->n; i++) {
		int at = f.body_top + (int)i;
		line(&p, at, &s->lines[s->top + i]);
		if (s->top + i != s->at)
			continue;
		canvas_text(c, at, 0, PAINT_TEXT, ">");
		canvas_paint(c, at, LABEL_COL, LABEL_WIDTH, PAINT_SEL);
		canvas_cursor(c, at, 0);
	}
	promise(a, c, f.body_top + f.body_rows - 2);
	figures(a, c, f.body_top + f.body_rows - 1);
	frame_hint(a, c, VOICE_ASK, s->n > rows ?
		_("Let the citizen check. F8 sends, Enter changes the line, PgDn shows more") :
		_("Let the citizen check. F8 sends, Enter changes the line"));
}
