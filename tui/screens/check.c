/* SPDX-License-Identifier: MIT
 *
 * S08 核对与提交. One page by section before anything is sent. Enter changes the line under the
 * cursor and comes back to it; F8 submits: two different keys on purpose.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/branch.h"
#include "tui/choose.h"
#include "tui/screens/check_state.h"
#include "tui/screens/form_state.h"

enum { CHECK_SOURCES = 40 };

static enum err enter(struct app *a, void *state, const void *arg)
{
	(void)arg;
	check_collect(a, state);
	return OK;
}

static void back(struct app *a, void *state)
{
	check_collect(a, state);
}

static void leave(struct app *a, void *state)
{
	struct check_page *s = state;

	(void)a;
	mem_free(s->lines);
}

/* ---- sending ---- */

static size_t on_their_way(const struct app *a)
{
	const struct evaluation *e = desk_evaluation(a->desk);
	size_t n = 0;

	for (size_t i = 0; i < desk_case(a->desk)->item->n_fields; i++)
		n += e->visible[i] && (e->required[i] || desk_stale(a->desk, i)) &&
			desk_waiting(a->desk, i);
	return n;
}

static void pop_to(struct app *a, const struct screen *wanted)
{
	while (a->depth > 1 && app_top(a) != wanted)
		app_pop(a);
}

/* ---- how surely the applicant is known ---- */

static const struct {
	enum level level;
	const char *text;
} ways_up[] = {
	{LEVEL_SEEN, N_("The applicant is here too: original seen, the face compared")},
	{LEVEL_COMPARED, N_("The applicant's original document was brought and seen")},
};

static void level_chosen(struct app *a, void *ctx, int index)
{
	(void)ctx;
	if (index < 0)
		return;
	enum err e = desk_raise_level(a->desk, ways_up[index].level, PROOF_SEEN);
	if (e)
		app_fail(a, e);
	else
		app_say(a, VOICE_HINT, "%s", _("It stands in the record. F8 sends"));
}

static void ask_level(struct app *a)
{
	static struct choose_row rows[COUNT_OF(ways_up)];
	const struct casefile *f = desk_case(a->desk);
	char title[APP_MESSAGE];
	size_t n = 0;

	for (size_t i = 0; i < COUNT_OF(ways_up) && (int)ways_up[i].level >= f->item->level; i++)
		rows[n++] = (struct choose_row){"", _(ways_up[i].text)};
	text_format(title, sizeof title, _("This item asks for %s; the applicant has %s"),
		_(level_words((enum level)f->item->level)), _(level_words(casefile_level(f))));
	struct choose_arg arg = {.title = title, .rows = rows, .n = n, .done = level_chosen};
	(void)!choose_open(a, &arg);
}

/* Something is missing: what is being fetched comes by itself, the rest is shown where it is. */
static void incomplete(struct app *a)
{
	const struct finding *errors[FORM_ERRORS];
	size_t n = on_their_way(a);

	if (n > 0) {
		app_say(a, VOICE_PROBLEM, _("%zu values are still being fetched; send again in a moment"), n);
		return;
	}
	if (level_missing(desk_case(a->desk))) {
		ask_level(a);
		return;
	}
	bool form = form_errors(a, errors) > 0 || desk_stale_count(a->desk, NULL) > 0;
	pop_to(a, form ? &screen_form : &screen_material);
	app_act(a, ACT_NEXT_STEP); /* tells what */
}

static void show_receipt(struct app *a)
{
	a->today_done++;
	enum err e = desk_print(a->desk);
	if (e)
		app_fail(a, e);
	while (a->depth > 2)
		app_pop(a);
	e = app_replace(a, &screen_receipt, NULL);
	if (e)
		app_fail(a, e);
}

static void change_field(struct app *a, size_t field)
{
	struct form_arg arg = {field};
	enum err e = app_push(a, &screen_form, &arg);

	if (e)
		app_fail(a, e);
}

/* A value is not what its department answered: named, and the form opens where it is mended. */
static void unbound(struct app *a)
{
	const struct field *f;
	size_t field;

	if (!desk_unbound(a->desk, &field)) {
		app_fail(a, ERR_TAMPER);
		return;
	}
	f = &desk_case(a->desk)->item->fields[field];
	change_field(a, field);
	app_say(a, VOICE_PROBLEM, _("%s is not what the department answered. F5 fetches it again"),
		i18n_pick(f->label, f->label_en));
}

/* What it is like (capability L5), to be answered once before it is sent. */
static void twin_chosen(struct app *a, void *ctx, int index)
{
	struct check_page *s = ctx;

	if (index < 0)
		return;
	s->twins_answered = true;
	desk_merge_at_submit(a->desk, index ? &s->twins[index - 1].id : NULL);
	app_act(a, ACT_NEXT_STEP);
}

static void twin_row(struct check_page *s, size_t i)
{
	const struct appeal_twin *t = &s->twins[i];
	struct buf why;

	buf_init(&why, 512);
	twin_words(t->why, &why);
	text_format(s->twin_labels[i], sizeof s->twin_labels[i], _("Under %s: %s, %d d ago"), t->number,
		buf_text(&why), t->days);
	buf_release(&why);
	s->twin_rows[i + 1] = (struct choose_row){t->number, s->twin_labels[i]};
}

static bool asks_twins(struct app *a, struct check_page *s)
{
	size_t n = 0;

	if (s->twins_answered || desk_twins(a->desk, s->twins, &n) || n == 0)
		return false;
	s->twin_rows[0] = (struct choose_row){"", _("By itself: it is not the same")};
	for (size_t i = 0; i < n; i++)
		twin_row(s, i);
	struct choose_arg arg = {.title = _("The like of it is here already. Merge it?"),
		.rows = s->twin_rows, .n = n + 1, .done = twin_chosen, .ctx = s};
	return choose_open(a, &arg) == OK;
}

/* Declared against registered: somebody has to say which holds before it is sent. */
static bool differs(struct app *a)
{
	const struct item *item = desk_case(a->desk)->item;

	for (size_t i = 0; i < item->n_fields; i++)
		if (desk_evaluation(a->desk)->visible[i] && desk_conflict(a->desk, i)) {
			change_field(a, i);
			app_say(a, VOICE_PROBLEM, _("%s differs from the registry: Enter, then say which holds"),
				i18n_pick(item->fields[i].label, item->fields[i].label_en));
			return true;
		}
	return false;
}

/* What a colleague entered is settled before it is sent. */
static bool stands_beside(struct app *a)
{
	if (branches_open(desk_case(a->desk)) == 0)
		return false;
	enum err e = app_push(a, &screen_branch, NULL);
	if (e)
		app_fail(a, e);
	else
		app_say(a, VOICE_PROBLEM, "%s", _("Values stand beside this case: settle them, then send it"));
	return true;
}

static void submit(struct app *a, struct check_page *s)
{
	if (stands_beside(a) || differs(a) || (desk_may_submit(a->desk) == OK && asks_twins(a, s)))
		return;
	enum err e = desk_submit(a->desk);

	s->retry = e == ERR_BUSY;
	if (s->retry)
		app_say(a, VOICE_BUSY, "%s", _("Another window is writing; it is sent in a moment"));
	else if (e == ERR_INCOMPLETE)
		incomplete(a);
	else if (e == ERR_EXISTS)
		app_say(a, VOICE_PROBLEM, "%s",
			_("This was handed in already, word for word; go on with that case"));
	else if (e == ERR_TAMPER)
		unbound(a);
	else if (e)
		app_fail(a, e);
	else
		show_receipt(a);
}

static void tick(struct app *a, void *state, int64_t now)
{
	struct check_page *s = state;

	(void)now;
	check_collect(a, s);
	if (s->retry)
		submit(a, s);
}

/* ---- changing ---- */

/* The first cell of a row that the clerk may change, else the first that is seen. */
static size_t cell_to_change(const struct app *a, const struct repeat *r, int row)
{
	const struct item *item = desk_case(a->desk)->item;
	size_t seen = r->count;

	for (size_t k = 0; k < r->columns; k++) {
		size_t cell = item_cell(item, r->first + k, row);
		if (!desk_evaluation(a->desk)->visible[cell] || item->fields[cell].fact)
			continue;
		if (!desk_locked(a->desk, cell) && item->fields[cell].derive < 0)
			return cell;
		seen = seen == r->count ? cell : seen;
	}
	return seen;
}

static void change(struct app *a, struct check_page *s)
{
	const struct casefile *f = desk_case(a->desk);

	if (s->at >= s->n)
		return;
	struct check_line l = s->lines[s->at];
	if (l.kind == CHECK_FIELD)
		change_field(a, l.index);
	else if (l.kind == CHECK_WARNING)
		change_field(a, (size_t)desk_evaluation(a->desk)->findings[l.index].field);
	else if (l.kind == CHECK_ROW)
		change_field(a, cell_to_change(a, &f->item->repeats[l.index], l.row));
	else if (l.kind == CHECK_MATERIAL)
		app_pop(a);
	else
		app_say(a, VOICE_HINT, "%s", _("This answer no longer applies; it is kept, and not sent"));
}

/* ---- which sources the citizen agrees to ---- */

struct sources {
	struct desk_source list[CHECK_SOURCES];
	struct choose_row rows[CHECK_SOURCES];
	char labels[CHECK_SOURCES][160];
};

static void source_chosen(struct app *a, void *ctx, int index)
{
	const struct sources *s = ctx;

	if (index < 0)
		return;
	const struct desk_source *x = &s->list[index];
	enum err e = desk_refuse(a->desk, x->resource->id, !x->refused);
	if (e == ERR_DENIED)
		app_say(a, VOICE_HINT, "%s", _("Who the applicant is has to be checked; the rest is theirs to decide"));
	else if (e)
		app_fail(a, e);
	else if (x->refused)
		app_say(a, VOICE_HINT, "%s", _("Agreed to again: it is used as before"));
	else
		app_say(a, VOICE_HINT, "%s", _("Not used any more: key its values, have its papers brought"));
}

static void sources_free(void *ctx)
{
	mem_free(ctx);
}

static void label_source(const struct desk_source *x, char out[160])
{
	const char *state = x->refused ? _("not agreed to") : x->needed ? _("identity check") : _("agreed");

	text_format(out, 160, _("%s %s  %zu values  %s"),
		i18n_pick(x->resource->department, x->resource->department_en),
		i18n_pick(x->resource->name, x->resource->name_en), x->values, state);
}

/* Per source (capability D6): what is refused becomes a value to key and a paper to bring. */
static void list_sources(struct app *a)
{
	struct sources *s = mem_new(sizeof *s);
	size_t n = desk_sources(a->desk, s->list, CHECK_SOURCES);

	for (size_t i = 0; i < n; i++) {
		label_source(&s->list[i], s->labels[i]);
		s->rows[i] = (struct choose_row){s->list[i].resource->id, s->labels[i]};
	}
	struct choose_arg arg = {.title = _("Which source does the citizen not agree to? A number changes it"),
		.rows = s->rows, .n = n, .done = source_chosen, .ctx = s, .release = sources_free};
	if (choose_open(a, &arg))
		sources_free(s);
}

/* The citizen reads what will be sent. */
static void turn(struct app *a)
{
	enum err e = app_push(a, &screen_customer, NULL);

	if (e)
		app_fail(a, e);
}

static void act(struct app *a, void *state, enum action action)
{
	struct check_page *s = state;

	check_collect(a, s); /* an answer may just have come */
	switch (action) {
	case ACT_NEXT_STEP: submit(a, s); break;
	case ACT_ENTER: change(a, s); break;
	case ACT_BACK: case ACT_BACK_STEP: app_pop(a); break;
	case ACT_DOWN: case ACT_TAB: check_step(s, 1); break;
	case ACT_UP: case ACT_BACKTAB: check_step(s, -1); break;
	case ACT_PGDN: check_step(s, 10); break;
	case ACT_PGUP: check_step(s, -10); break;
	case ACT_TOP: check_step(s, -(int)s->n); break;
	case ACT_END: check_step(s, (int)s->n); break;
	case ACT_REVEAL: app_reveal(a); break;
	case ACT_VIEW: turn(a); break;
	case ACT_PICK: list_sources(a); break;
	default: break;
	}
}

/* Sections 1 .. n_groups are of the form, the next is the documents. */
static void text(struct app *a, void *state, uint32_t cp)
{
	struct check_page *s = state;
	int digit = app_digit(cp);

	if (digit < 0) {
		app_ime_hint(a);
		return;
	}
	check_collect(a, s);
	size_t line = digit ? check_section(s, (size_t)digit - 1) : s->n;
	if (line >= s->n)
		return;
	s->at = line;
	change(a, s);
}

static bool digits(const struct app *a, const void *state)
{
	(void)a, (void)state;
	return true;
}

const struct screen screen_check = {
	.name = "check", .title = N_("Check and send"), .bit = IN_CHECK,
	.state_size = sizeof(struct check_page), .enter = enter, .act = act, .text = text,
	.digits = digits, .draw = check_draw, .tick = tick, .back = back, .leave = leave,
};
