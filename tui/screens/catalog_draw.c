/* SPDX-License-Identifier: MIT
 *
 * The catalog drawn: the list with the one under the cursor described below it, or that one alone.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "core/exchange/dialect.h"
#include "tui/editions.h"
#include "tui/frame.h"
#include "tui/lines.h"
#include "tui/screens/catalog_state.h"

enum { LABEL_CELLS = 9 };

/* ---- words about one resource ---- */

static void line(struct buf *out, const char *label, const char *text)
{
	if (!text || !*text)
		return;
	text_pad(out, label, LABEL_CELLS - 1, false);
	buf_addc(out, ' ');
	buf_adds(out, text);
	buf_addc(out, '\n');
}

static void provider(const struct resource *r, struct buf *out)
{
	struct buf b;

	buf_init(&b, 4096);
	buf_adds(&b, i18n_pick(r->department, r->department_en));
	if (r->office && *r->office)
		buf_addf(&b, " %s", r->office);
	buf_addf(&b, "   %s %s   %s %s", _("Interface"), r->listed ? _("none yet") :
		r->sharing == SHARING_NONE ? "-" : r->origin ? _(r->origin->dialect->title) : "-",
		_("Updated"), _(cycle_text(r->cycle)));
	line(out, _("Provider"), buf_text(&b));
	buf_release(&b);
}

static char field_sign(const struct resource *r, const char *attribute)
{
	enum sharing s = resource_sharing(r, attribute);

	return s == SHARING_NONE ? 'x' : s == r->sharing ? ' ' : s == SHARING_CONDITIONAL ? '?' : '=';
}

/* "姓名 性别 民族 x指纹": a sign where an attribute has a class of its own. */
static void field_names(const struct resource *r, struct buf *out)
{
	struct buf b;

	buf_init(&b, 8192);
	for (size_t i = 0; i < r->n_attributes + r->n_terms; i++) {
		const char *name = i < r->n_attributes ? r->attributes[i].name :
			r->terms[i - r->n_attributes].name;
		if (i >= r->n_attributes && resource_has(r, name))
			continue;
		char sign = field_sign(r, name);
		if (b.len)
			buf_addc(&b, ' ');
		if (sign != ' ')
			buf_addc(&b, sign);
		buf_adds(&b, resource_label(r, name));
		if (resource_predicate(r, name))
			buf_addf(&b, "(%s)", _("yes/no"));
	}
	line(out, _("Fields"), buf_text(&b));
	buf_release(&b);
}

static void used_by(const struct app *a, const struct resource *r, struct buf *out)
{
	size_t items[CATALOG_USED], n = usage_items(a->usage, r, items, CATALOG_USED);
	struct buf b;

	buf_init(&b, 64 * 1024);
	for (size_t i = 0; i < n && i < CATALOG_USED; i++) {
		if (b.len)
			buf_adds(&b, _(", "));
		buf_adds(&b, i18n_pick(directory_at(a->directory, items[i])->name,
			directory_at(a->directory, items[i])->name_en));
	}
	if (identity_keeps(r->id, NULL))
		buf_addf(&b, "%s%s", b.len ? _(", ") : "", _("the identity check"));
	if (!usage_whole(a->usage))
		buf_adds(&b, " ...");
	else if (!b.len)
		buf_adds(&b, _("no item yet"));
	line(out, _("Used for"), buf_text(&b));
	buf_release(&b);
}

/* Field-level minimisation (capability K5), as far as this program has asked. */
static void minimised(const struct app *a, const struct resource *r, struct buf *out)
{
	size_t answers, dropped;
	char text[96];

	desk_dropped(a->desk, r->id, &answers, &dropped);
	if (answers == 0)
		return;
	text_format(text, sizeof text, _("%zu answers, %zu attributes nobody asked for were dropped"), answers,
		dropped);
	line(out, _("Since start"), text);
}

static void clock_of(const struct grant *g, struct buf *out)
{
	struct grant_clock c;
	char day[11];

	if (grant_clock(g, clock_today(), &c) || !c.running)
		return;
	day_format(c.due.day, day);
	if (c.left < 0)
		buf_addf(out, _(", due %s, %d working days late"), day, -c.left);
	else
		buf_addf(out, _(", due %s, %d working days left"), day, c.left);
}

static void granted(const struct app *a, const struct resource *r, struct buf *out)
{
	const struct grant *g = grants_of(a->grants, r->id, clock_today());
	enum permit p = grants_permit(a->grants, r, clock_today());
	struct buf b;
	char day[11];

	buf_init(&b, 8192);
	buf_adds(&b, g && p == PERMIT_PENDING ? _(grant_text(g->state)) : _(permit_text(p)));
	if (g && g->until != DAY_NONE) {
		day_format(g->until, day);
		buf_addf(&b, _(", until %s"), day);
	}
	if (g)
		clock_of(g, &b);
	if (g && *g->number)
		buf_addf(&b, "%s%s", _(", "), g->number);
	if (g && *g->reason)
		buf_addf(&b, "%s%s", _(", "), g->reason);
	line(out, _("This hall"), buf_text(&b));
	buf_release(&b);
}

void browse_describe(const struct app *a, const struct resource *r, struct buf *out)
{
	provider(r, out);
	line(out, _("Content"), i18n_pick(r->content, r->content_en));
	line(out, _("Ground"), r->ground);
	field_names(r, out);
	used_by(a, r, out);
	minimised(a, r, out);
	granted(a, r, out);
}

/* The same, then each field on a line of its own, then every grant there was. */
static void describe_whole(const struct app *a, const struct resource *r, struct buf *out)
{
	const struct grant *const *all;
	size_t n = grants_all(a->grants, &all);

	browse_describe(a, r, out);
	buf_adds(out, "\n");
	for (size_t i = 0; i < r->n_attributes + r->n_terms; i++) {
		const char *name = i < r->n_attributes ? r->attributes[i].name :
			r->terms[i - r->n_attributes].name;
		if (i >= r->n_attributes && resource_has(r, name))
			continue;
		text_pad(out, resource_label(r, name), 20, true);
		text_pad(out, name, 20, true);
		text_pad(out, _(sharing_text(resource_sharing(r, name))), 14, false);
		buf_adds(out, resource_term(r, name) && *resource_term(r, name)->ground ?
			resource_ground(r, name) : "");
		buf_addc(out, '\n');
	}
	for (size_t i = 0; i < n; i++) {
		char stamp[20], day[11] = "-";
		if (!text_equal(all[i]->resource, r->id))
			continue;
		clock_format(all[i]->changed_ms, stamp);
		if (all[i]->until != DAY_NONE)
			day_format(all[i]->until, day);
		buf_addf(out, "\n%.16s  %s  %s  %s  %s  %s\n", stamp, _(grant_text(all[i]->state)), day,
			all[i]->number, all[i]->changed_by, all[i]->reason);
		line(out, _("Items"), all[i]->items);
		line(out, _("Fields"), all[i]->fields);
	}
}

/* ---- the list ---- */

struct listing {
	const struct app *app;
	const struct browse *browse;
};

static char sign_of(const struct listing *l, const struct resource *r)
{
	return l->browse->blind && resource_needs_grant(r) ? '-' :
		permit_sign(grants_permit(l->app->grants, r, clock_today()));
}

static void permit_words(const struct listing *l, const struct resource *r, char out[40])
{
	const struct grant *g = grants_of(l->app->grants, r->id, clock_today());
	enum permit p = grants_permit(l->app->grants, r, clock_today());

	if (l->browse->blind && resource_needs_grant(r))
		text_copy(out, 40, "-");
	else if (p == PERMIT_ACTIVE) {
		char day[11];
		day_format(g->until, day);
		text_format(out, 40, _("until %s"), day);
	} else if (p == PERMIT_ENDING)
		text_format(out, 40, _("ends in %d days"), (int)(g->until - clock_today()));
	else
		text_copy(out, 40, _(permit_text(p)));
}

static void row(const void *ctx, struct canvas *c, int at, size_t index, bool selected)
{
	const struct listing *l = ctx;
	const struct resource *r = &l->app->catalog->resources[l->browse->hits[index]];
	char sign[2] = {sign_of(l, r), '\0'}, words[40], fields[16] = "-";

	if (r->n_attributes)
		text_format(fields, sizeof fields, "%zu", r->n_attributes);
	permit_words(l, r, words);
	canvas_text(c, at, 0, PAINT_TEXT, selected ? ">" : " ");
	canvas_text(c, at, 1, frame_sign_paint(sign[0]), sign);
	canvas_field(c, at, 3, 10, PAINT_TEXT, r->id);
	canvas_field(c, at, 14, 24, PAINT_TEXT, i18n_pick(r->name, r->name_en));
	canvas_field(c, at, 39, 8, PAINT_TEXT, i18n_pick(r->department, r->department_en));
	canvas_field(c, at, 48, 7, PAINT_TEXT, _(sharing_text(r->sharing)));
	canvas_field(c, at, 56, 6, PAINT_DIM, _(cycle_text(r->cycle)));
	canvas_right(c, at, 65, PAINT_DIM, fields);
	canvas_text(c, at, 67, frame_sign_paint(sign[0]), words);
	if (selected)
		canvas_paint(c, at, 3, 35, PAINT_SEL);
}

static void heads(struct canvas *c, int at)
{
	canvas_text(c, at, 3, PAINT_DIM, _("Id"));
	canvas_text(c, at, 14, PAINT_DIM, _("Resource"));
	canvas_text(c, at, 39, PAINT_DIM, _("Dept"));
	canvas_text(c, at, 48, PAINT_DIM, _("Class"));
	canvas_text(c, at, 56, PAINT_DIM, _("Updated"));
	canvas_right(c, at, 65, PAINT_DIM, _("Fields"));
	canvas_text(c, at, 67, PAINT_DIM, _("This hall"));
}

static void tabs(const struct browse *b, struct canvas *c)
{
	static const char *const labels[CATALOG_VIEWS] = {N_("All of them"), N_("Unconditional"),
		N_("Conditional"), N_("Not shared"), N_("In force"), N_("To see to")};
	int col = 1;

	for (int v = 0; v < CATALOG_VIEWS; v++) {
		bool now = v == (int)b->view;
		char text[64];
		text_format(text, sizeof text, now ? "[%s %zu]" : " %s %zu ", _(labels[v]), b->counts[v]);
		col = canvas_text(c, 2, col, now ? PAINT_HEAD : PAINT_DIM, text) + 1;
	}
}

/* Row 1: what is searched, where, in which edition. */
static void draw_query(const struct app *a, const struct browse *b, struct canvas *c)
{
	const struct catalog *cat = a->catalog;
	const char *department = _("all");
	char text[96];

	for (size_t i = 0; b->department && i < cat->n_resources; i++)
		if (text_equal(cat->resources[i].department, b->department))
			department = i18n_pick(cat->resources[i].department,
				cat->resources[i].department_en);
	int col = canvas_text(c, 1, 1, PAINT_TEXT, _("Find > "));
	text_format(text, sizeof text, "%s %s", _("Dept"), department);
	canvas_text(c, 1, 38, PAINT_TEXT, text);
	if (*cat->version)
		text_format(text, sizeof text, _("edition %s%s"), cat->version,
			editions_by_two(a) ? _(", by two") : "");
	else
		text_copy(text, sizeof text, _("edition not stated"));
	canvas_right(c, 1, c->cols - 1, PAINT_DIM, text);
	edit_draw(&b->query, c, 1, col, 28, true);
}

static void hint(const struct app *a, const struct browse *b, struct canvas *c)
{
	const struct resource *r = browse_focus(a, b);
	char text[APP_MESSAGE];

	if (!r && b->nearest) {
		text_format(text, sizeof text, _("No such resource. The nearest is %s"), b->nearest);
		frame_hint(a, c, VOICE_HINT, text);
		return;
	}
	if (b->waits) {
		frame_hint(a, c, VOICE_HINT, _("Another edition waits to be put in force: F7 shows what it changes"));
		return;
	}
	enum permit p = r ? grants_permit(a->grants, r, clock_today()) : PERMIT_FREE;
	frame_hint(a, c, VOICE_HINT, !r ? _("Nothing fits; delete a letter or press F6") :
		p == PERMIT_NONE || p == PERMIT_EXPIRED || p == PERMIT_ENDING || p == PERMIT_REFUSED ?
		_("F8 applies for the grant. What is not in the catalog cannot be asked") :
		_("First into the catalog, then use. Enter shows it all, F2 reports a mistake"));
}

static void draw_whole(const struct app *a, struct browse *b, struct canvas *c, const struct frame *f)
{
	const struct resource *r = browse_focus(a, b);
	struct buf text;

	buf_init(&text, 256 * 1024);
	describe_whole(a, r, &text);
	if (b->reports.len)
		buf_addf(&text, "\n%s", buf_text(&b->reports));
	struct lines_box box = {f->body_top, 3, f->body_rows, c->cols - 5, LABEL_CELLS};
	lines_scroll(&box, &b->top, buf_text(&text));
	lines_draw(c, &box, b->top, buf_text(&text));
	canvas_cursor(c, f->body_top, 0);
	frame_hint(a, c, VOICE_HINT, _("Up and down scroll, Esc goes back, F8 the grant"));
	buf_release(&text);
}

void browse_draw(const struct app *a, void *state, struct canvas *c)
{
	struct browse *b = state;
	struct listing l = {a, b};
	const struct resource *r = browse_focus(a, b);
	char object[96] = "";

	if (b->whole && r)
		text_format(object, sizeof object, "%s %s", r->id, i18n_pick(r->name, r->name_en));
	struct frame f = frame_draw(a, c, object, STEP_NONE, "");
	if (b->whole && r) {
		draw_whole(a, b, c, &f);
		return;
	}
	int rows = f.body_rows - 10 > CATALOG_LIST_ROWS ? f.body_rows - 10 : CATALOG_LIST_ROWS;
	tabs(b, c);
	heads(c, f.body_top);
	list_draw(&b->list, c, f.body_top + 1, rows, row, &l);
	draw_query(a, b, c);
	if (r) {
		int at = f.body_top + rows + 2;
		canvas_rule(c, at, 3, c->cols - 6);
		text_format(object, sizeof object, " %s %s ", r->id, i18n_pick(r->name, r->name_en));
		canvas_text(c, at, 6, PAINT_HEAD, object);
		struct lines_box box = {at + 1, 3, f.body_top + f.body_rows - at - 1, c->cols - 5,
			LABEL_CELLS};
		lines_draw(c, &box, 0, buf_text(&b->text));
	}
	hint(a, b, c);
}
