/* SPDX-License-Identifier: MIT
 *
 * S14 数据纠错. What a department has is wrong: the citizen is not sent away to have it changed. Four
 * answers, F8 sends; the case goes on as the last of them says.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/standards/codes.h"
#include "core/standards/region.h"
#include "tui/choose.h"
#include "tui/edit.h"
#include "tui/frame.h"
#include "tui/screens/objection.h"

enum line { LINE_VALUE, LINE_GROUND, LINE_PROOF, LINE_EFFECT, LINES };
enum { LABEL_COL = 3, VALUE_COL = 18, PROOFS = 60, PROOF_TEXT = 96 };

struct view {
	size_t field;
	enum line at;
	struct edit value, proof;
	int ground, effect;          /* 0: not chosen; else 1.. */
	char why[WHY_SIZE];
	struct choose_row *rows;     /* of an open list */
	char (*proofs)[PROOF_TEXT];
	bool retry;                  /* the gate was taken */
};

static const struct field *field_of(const struct app *a, const struct view *v)
{
	return &desk_case(a->desk)->item->fields[v->field];
}

static const struct answer *answer_of(const struct app *a, const struct view *v)
{
	return &desk_case(a->desk)->draft.answers[v->field];
}

/* The department's value: in the field, or beside what was typed. */
static const char *registered(const struct app *a, const struct view *v)
{
	const struct answer *ans = answer_of(a, v);

	return ans->registered && *ans->registered ? ans->registered : ans->value;
}

static enum err enter(struct app *a, void *state, const void *arg)
{
	struct view *v = state;

	v->field = *(const size_t *)arg;
	const struct answer *ans = answer_of(a, v);
	edit_init(&v->value, 0, false);
	edit_init(&v->proof, 60, false);
	if (ans->registered && *ans->registered && *ans->value)
		edit_set(&v->value, ans->value); /* what the citizen said already */
	a->f_key_ms = 0; /* Chinese is wanted here, even right after the key that opened it */
	return OK;
}

static void leave(struct app *a, void *state)
{
	struct view *v = state;

	(void)a;
	mem_free(v->rows);
	mem_free(v->proofs);
}

/* ---- sending ---- */

static void print_paper(struct app *a)
{
	enum err e = desk_print(a->desk);

	if (e)
		app_fail(a, e);
}

static void sent(struct app *a, struct view *v)
{
	char number[OBJECTION_NUMBER] = "";
	const struct objection *o = desk_disputed(a->desk, v->field);

	if (o)
		text_copy(number, sizeof number, o->number);
	print_paper(a);
	app_pop(a); /* v is gone from here on */
	app_say(a, VOICE_HINT, _("Sent as %s; two papers are printed. Go on with the case"), number);
}

static void send(struct app *a, struct view *v)
{
	struct dispute_claim claim = {.claimed = v->value.text, .ground = v->ground - 1,
		.proof = v->proof.text, .effect = (enum dispute_effect)(v->effect - 1)};

	v->retry = false;
	if (!v->value.len || !v->ground || !v->effect) {
		v->at = !v->value.len ? LINE_VALUE : !v->ground ? LINE_GROUND : LINE_EFFECT;
		a->f_key_ms = 0;
		app_say(a, VOICE_PROBLEM, "%s", _("Fill the lines marked ?, then F8"));
		return;
	}
	enum err e = desk_dispute(a->desk, v->field, &claim, v->why);
	v->retry = e == ERR_BUSY;
	if (e == ERR_INPUT)
		app_say(a, VOICE_PROBLEM, "%s", v->why);
	else if (e == ERR_EXISTS)
		app_say(a, VOICE_HINT, "%s", _("It is in dispute already; see the list of objections"));
	else if (v->retry)
		app_say(a, VOICE_BUSY, "%s", _("Another window is writing; it is sent in a moment"));
	else if (e)
		app_fail(a, e);
	else
		sent(a, v);
}

static void tick(struct app *a, void *state, int64_t now)
{
	struct view *v = state;

	(void)now;
	if (v->retry)
		send(a, v);
}

/* ---- lists ---- */

static void value_picked(struct app *a, void *ctx, int index)
{
	struct view *v = ctx;

	(void)a;
	if (index >= 0)
		edit_set(&v->value, v->rows[index].code);
}

static size_t value_rows(const struct field *f, struct choose_row *rows)
{
	const struct code *codes;
	size_t n = 0, all;

	if (f->type == FIELD_CHOICE)
		for (; n < f->n_choices; n++)
			rows[n] = (struct choose_row){f->choices[n].code,
				i18n_pick(f->choices[n].label, f->choices[n].label_en)};
	else if (f->type == FIELD_CODE)
		for (all = codes_list(f->table, &codes); n < all && n < CHOOSE_ROWS; n++)
			rows[n] = (struct choose_row){codes[n].code,
				i18n_pick(codes[n].name, codes[n].name_en)};
	else if (f->type == FIELD_REGION)
		for (; n < region_count() && n < CHOOSE_ROWS; n++) {
			struct region r;
			rows[n].code = region_code_at(n);
			region_find(rows[n].code, &r);
			rows[n].label = r.name;
		}
	return n;
}

static void proof_picked(struct app *a, void *ctx, int index)
{
	struct view *v = ctx;

	(void)a;
	if (index >= 0)
		edit_set(&v->proof, v->proofs[index]);
}

/* What may lie on the counter: the holder's e-licences and the papers of this item. */
static size_t proof_rows(const struct app *a, struct view *v)
{
	const struct casefile *f = desk_case(a->desk);
	const struct evidence *e = casefile_latest(f, "LIC-01", "");
	size_t n = 0;

	for (size_t i = 0; e && i < e->n_rows && n < PROOFS; i++) {
		const char *type = record_get(&e->rows[i], "type"), *number = record_get(&e->rows[i], "number");
		text_format(v->proofs[n++], PROOF_TEXT, "%s %s", type ? type : "", number ? number : "");
	}
	for (size_t i = 0; i < f->item->n_materials && n < PROOFS; i++)
		text_copy(v->proofs[n++], PROOF_TEXT, i18n_pick(f->item->materials[i].label,
			f->item->materials[i].label_en));
	for (size_t i = 0; i < n; i++)
		v->rows[i] = (struct choose_row){"", v->proofs[i]};
	return n;
}

static void open_list(struct app *a, struct view *v)
{
	bool value = v->at == LINE_VALUE;

	if (!v->rows)
		v->rows = mem_array(CHOOSE_ROWS, sizeof *v->rows);
	if (!v->proofs)
		v->proofs = mem_array(PROOFS, sizeof *v->proofs);
	size_t n = value ? value_rows(field_of(a, v), v->rows) :
		v->at == LINE_PROOF ? proof_rows(a, v) : 0;
	if (n == 0) {
		app_say(a, VOICE_HINT, "%s", _("This field has no list; type the value"));
		return;
	}
	struct choose_arg arg = {.title = value ? i18n_pick(field_of(a, v)->label,
			field_of(a, v)->label_en) : _("Which document?"),
		.rows = v->rows, .n = n, .filter = n > 9, .done = value ? value_picked : proof_picked,
		.ctx = v};
	(void)!choose_open(a, &arg);
}

/* ---- keys ---- */

static struct edit *editor(struct view *v)
{
	return v->at == LINE_VALUE ? &v->value : v->at == LINE_PROOF ? &v->proof : NULL;
}

/* The citizen's word needs no document. */
static void move(struct view *v, int by)
{
	int at = (int)v->at;

	do
		at = (at + by + LINES) % LINES;
	while (at == LINE_PROOF && v->ground == CLAIM_SAID + 1);
	v->at = (enum line)at;
}

static void act(struct app *a, void *state, enum action action)
{
	struct view *v = state;

	switch (action) {
	case ACT_BACK: app_pop(a); break;
	case ACT_NEXT_STEP: send(a, v); break;
	case ACT_PICK: open_list(a, v); break;
	case ACT_REVEAL: app_reveal(a); break;
	case ACT_ENTER: case ACT_TAB: case ACT_DOWN: move(v, 1); break;
	case ACT_BACKTAB: case ACT_UP: move(v, -1); break;
	default:
		if (editor(v))
			edit_act(editor(v), action);
	}
}

static void choose(struct app *a, struct view *v, int digit, int most, int *to)
{
	if (digit < 1 || digit > most) {
		app_say(a, VOICE_PROBLEM, _("There is no choice %d here"), digit);
		return;
	}
	*to = digit;
	if (v->at != LINE_EFFECT)
		move(v, 1);
}

static void text(struct app *a, void *state, uint32_t cp)
{
	struct view *v = state;
	int digit = app_digit(cp);

	if (editor(v))
		edit_insert(editor(v), text_fold(cp));
	else if (digit < 0)
		app_ime_hint(a);
	else if (v->at == LINE_GROUND)
		choose(a, v, digit, CLAIM_COUNT, &v->ground);
	else
		choose(a, v, digit, EFFECT_COUNT, &v->effect);
}

static void paste(struct app *a, void *state, const char *pasted)
{
	struct view *v = state;

	(void)a;
	if (editor(v))
		edit_paste(editor(v), pasted);
}

static bool digits(const struct app *a, const void *state)
{
	const struct view *v = state;

	(void)a;
	return v->at == LINE_GROUND || v->at == LINE_EFFECT;
}

/* ---- drawing ---- */

static void said(struct canvas *c, int row, const char *label, const char *value)
{
	canvas_text(c, row, LABEL_COL, PAINT_DIM, label);
	canvas_field(c, row, VALUE_COL, c->cols - VALUE_COL - 1, PAINT_TEXT, value);
}

static void draw_value(const struct app *a, const struct view *v, struct canvas *c, int row)
{
	const struct answer *ans = answer_of(a, v);
	const struct field *f = field_of(a, v);
	const struct resource *r = catalog_find(a->catalog, ans->resource);
	struct buf text;
	char stamp[20];

	said(c, row, _("Field"), i18n_pick(f->label, f->label_en));
	buf_init(&text, 4096);
	field_show(f, registered(a, v), !app_clear(a), &text);
	said(c, row + 1, _("Register"), buf_text(&text));
	buf_clear(&text);
	if (r) {
		const struct evidence *e = casefile_latest(desk_case(a->desk), r->id, "");
		clock_format(e ? e->at_ms : ans->at_ms, stamp);
		buf_addf(&text, "%s %s  %s  %s %.16s", i18n_pick(r->department, r->department_en),
			i18n_pick(r->name, r->name_en), stamp, _("request"), e ? e->trace : "-");
	}
	said(c, row + 2, _("Had from"), buf_text(&text));
	buf_release(&text);
}

static void draw_edit(const struct view *v, struct canvas *c, int row, enum line line,
	const char *label, const struct edit *e)
{
	bool now = v->at == line;

	canvas_text(c, row, 1, e->len ? PAINT_EDIT : PAINT_MISS, e->len ? "+" : "?");
	canvas_text(c, row, LABEL_COL, now ? PAINT_HEAD : PAINT_TEXT, label);
	edit_draw(e, c, row, VALUE_COL, 46, now);
}

/* "[2]  1证件原件 2电子证照 ..." */
static void draw_choice(const struct view *v, struct canvas *c, int row, enum line line,
	const char *label, int chosen, int n, const char *(*word)(int i))
{
	bool now = v->at == line;
	char text[96];

	canvas_text(c, row, 1, chosen ? PAINT_EDIT : PAINT_MISS, chosen ? "+" : "?");
	canvas_text(c, row, LABEL_COL, now ? PAINT_HEAD : PAINT_TEXT, label);
	text_format(text, sizeof text, chosen ? "[%d]" : "[ ]", chosen);
	int col = canvas_text(c, row, VALUE_COL, now ? PAINT_FOCUS : PAINT_TEXT, text) + 2;
	if (now)
		canvas_cursor(c, row, VALUE_COL + 1);
	for (int i = 0; i < n; i++) {
		text_format(text, sizeof text, "%d%s", i + 1, word(i));
		if (col + (int)text_cells(text) >= c->cols) {
			row++;
			col = VALUE_COL + 5;
		}
		col = canvas_text(c, row, col, chosen == i + 1 ? PAINT_HEAD : PAINT_DIM, text) + 2;
	}
}

static const char *ground_at(int i)
{
	return _(claim_text((enum claim_ground)i));
}

static const char *effect_at(int i)
{
	return _(effect_text((enum dispute_effect)i));
}

static void draw_what_follows(const struct app *a, const struct view *v, struct canvas *c, int row)
{
	const struct resource *r = catalog_find(a->catalog, answer_of(a, v)->resource);
	const struct objection_days *d = objections_days(a->objections);
	char text[APP_MESSAGE];

	text_format(text, sizeof text, "%s %s (%s)", r ? i18n_pick(r->department, r->department_en) : "",
		r && r->office ? r->office : "", r ? r->id : "-");
	said(c, row, _("Goes to"), text);
	text_format(text, sizeof text, _("checked in %d days, sent on in %d, answered in %d working days"),
		d->check, d->forward, d->answer);
	said(c, row + 1, _("How long"), text);
	said(c, row + 2, _("Meanwhile"), _("every window sees that it is in dispute and refuses nothing"));
	said(c, row + 3, _("Citizen"), _("is told the result; no further trip"));
}

static const char *hint(const struct view *v)
{
	switch (v->at) {
	case LINE_VALUE: return _("What is right? As the citizen's document has it; F4 lists");
	case LINE_GROUND: return _("On what does it rest? With a document the case goes on at once");
	case LINE_PROOF: return _("Which document? F4 lists the e-licences and papers of this case");
	default: return _("What of this case? Then F8 sends it, the citizen need not come again");
	}
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	struct view *v = state;
	struct frame f = frame_draw(a, c, "", STEP_NONE, "");
	int row = f.body_top;

	frame_person(a, c, 1);
	canvas_text(c, 2, 1, PAINT_HEAD,
		_("Shared data is wrong: nobody is sent away to have it changed. Go on, and object"));
	draw_value(a, v, c, row);
	draw_edit(v, c, row + 4, LINE_VALUE, _("Right value"), &v->value);
	draw_choice(v, c, row + 5, LINE_GROUND, _("On what"), v->ground, CLAIM_COUNT, ground_at);
	if (v->ground != CLAIM_SAID + 1)
		draw_edit(v, c, row + 7, LINE_PROOF, _("Evidence"), &v->proof);
	draw_choice(v, c, row + 8, LINE_EFFECT, _("This case"), v->effect, EFFECT_COUNT, effect_at);
	draw_what_follows(a, v, c, row + 12);
	frame_hint(a, c, VOICE_ASK, hint(v));
}

static bool offers(const struct app *a, const void *state, enum action act)
{
	(void)a, (void)state;
	return act != ACT_FETCH && act != ACT_VIEW; /* those are the list's */
}

const struct screen screen_objection = {
	.name = "objection", .title = N_("Object to shared data"), .bit = IN_OBJECTION,
	.state_size = sizeof(struct view), .enter = enter, .act = act, .text = text,
	.paste = paste, .digits = digits, .offers = offers, .draw = draw, .tick = tick, .leave = leave,
};

void objection_raise(struct app *a, size_t field)
{
	if (desk_disputed(a->desk, field))
		app_say(a, VOICE_HINT, _("In dispute already as %s; the case goes on meanwhile"),
			desk_disputed(a->desk, field)->number);
	else if (!desk_may_dispute(a->desk, field))
		app_say(a, VOICE_HINT, "%s", _("No department holds this value; just change it"));
	else
		(void)!app_push(a, &screen_objection, &field);
}
