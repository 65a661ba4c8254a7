/* SPDX-License-Identifier: MIT
 *
 * The identity screen: what each register said, licences, recent cases, and who may act for a firm.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/standards/codes.h"
#include "core/standards/name.h"
#include "tui/frame.h"
#include "tui/screens/person_state.h"

enum { CHOICES_ROW = 2, /* from the end of the body */ HANDLERS_SHOWN = 4 };

/* What may stand on the glass for an identity ask: attribute, mask or code set. */
static const struct shown {
	const char *resource, *attribute, *set;
	enum mask mask;
} shown_table[] = {
	{"POP-01", "name", NULL, MASK_NAME},
	{"POP-01", "sex", "sex", MASK_NONE},
	{"POP-01", "ethnic", "ethnic", MASK_NONE},
	{"POP-01", "hukou_address", NULL, MASK_ADDRESS},
	{"AUTH-01", "mobile", NULL, MASK_PHONE},
	{"CRD-01", "name", NULL, MASK_FIRM},
	{"CRD-01", "state", NULL, MASK_NONE},
	{"CRD-01", "type", NULL, MASK_NONE},
	{"SJ-01", "name", NULL, MASK_FIRM},
	{"SJ-01", "representative", NULL, MASK_NAME},
};

static void add_masked(struct buf *out, enum mask mask, const char *value)
{
	switch (mask) {
	case MASK_NAME: mask_name(value, out); break;
	case MASK_PHONE: mask_phone(value, out); break;
	case MASK_ADDRESS: mask_address(value, out); break;
	case MASK_FIRM: mask_firm(value, out); break;
	default: buf_adds(out, value);
	}
}

static void add_facts(const struct app *a, const struct evidence *e, struct buf *out)
{
	for (size_t i = 0; i < COUNT_OF(shown_table); i++) {
		const struct shown *s = &shown_table[i];
		const char *value = text_equal(s->resource, e->resource) ?
			record_get(&e->rows[0], s->attribute) : NULL;
		if (!value || !*value)
			continue;
		if (out->len)
			buf_adds(out, " ");
		const char *name = s->set ? codes_name(s->set, value) : NULL;
		add_masked(out, app_clear(a) ? MASK_NONE : s->mask, name ? name : value);
	}
}

/* What comes after the semicolon, the way on, has no room in a row. */
static void add_clause(struct buf *out, const char *text)
{
	const char *wide = strstr(text, "；"), *end = wide ? wide : strchr(text, ';');

	buf_add(out, text, end ? (size_t)(end - text) : strlen(text));
}

static void fetched_text(const struct app *a, const struct desk_ask *ask, struct buf *out)
{
	const struct evidence *e = casefile_latest(desk_case(a->desk), ask->resource->id, "");

	if (ask->light == LIGHT_ASKING || ask->light == LIGHT_SLOW || ask->light == LIGHT_LATE)
		buf_adds(out, _("being fetched ..."));
	else if (ask->light == LIGHT_BAD && ask->outcome == OUTCOME_DENIED && *ask->text)
		add_clause(out, _(ask->text)); /* it never left, and why is known */
	else if (ask->light == LIGHT_BAD)
		buf_adds(out, _("not obtained"));
	else if (ask->light == LIGHT_NOT_SHARED)
		buf_adds(out, _("not shared"));
	else if (!e || e->n_rows == 0)
		buf_adds(out, _("no record"));
	else if (text_equal(ask->resource->id, "POP-05"))
		buf_adds(out, text_equal(record_get(&e->rows[0], "alive"), "1") ?
			_("registered, alive") : _("cancelled"));
	else if (text_equal(ask->resource->id, "LIC-01"))
		buf_addf(out, _("%zu licences"), e->n_rows);
	else if (desk_legal(a->desk) || !text_equal(ask->resource->id, "SJ-01"))
		add_facts(a, e, out);
	if (out->len == 0)
		buf_addf(out, _("%zu records"), e ? e->n_rows : (size_t)0);
}

enum { DAY_MS = 24 * 60 * 60 * 1000 };

static void when_text(const struct person *s, const struct desk_ask *ask, struct buf *when,
	char took[24])
{
	bool flying = ask->light == LIGHT_ASKING || ask->light == LIGHT_SLOW ||
		ask->light == LIGHT_LATE;
	int ms = flying ? ask->age_ms : ask->took_ms;

	text_format(took, 24, "%d.%ds", ms / 1000, ms / 100 % 10);
	if (flying) {
		buf_adds(when, ask->light == LIGHT_ASKING ? "" : _("slow"));
	} else if (!ask->at_ms) {
		buf_adds(when, "-"); /* it never left */
	} else if (clock_now_ms() - ask->at_ms >= DAY_MS) {
		/* a date does not fit into the column, and would be cut into another one */
		buf_addf(when, _("%lld d ago"), (long long)((clock_now_ms() - ask->at_ms) / DAY_MS));
	} else if (s->exact_time) {
		char stamp[20];
		clock_format(ask->at_ms, stamp);
		buf_adds(when, stamp + 11);
	} else {
		frame_age(ask->at_ms, when);
	}
}

/* What cannot be reached now may have answered before: its value stays, marked, with its age. */
static struct desk_ask as_known(const struct app *a, const struct desk_ask *ask)
{
	const struct evidence *e = casefile_latest(desk_case(a->desk), ask->resource->id, "");
	struct desk_ask known = *ask;

	if (ask->light == LIGHT_BAD && !*ask->about && e && e->n_rows > 0) {
		known.light = LIGHT_STALE;
		known.at_ms = e->at_ms;
	}
	return known;
}

static void ask_row(const struct app *a, const struct person *s, struct canvas *c, int row,
	const struct desk_ask *now)
{
	const struct desk_ask known = as_known(a, now), *ask = &known;
	char sign[2] = {frame_light_sign(ask->light), '\0'}, took[24];
	struct buf text, when;

	buf_init(&text, 1024);
	buf_init(&when, 64);
	fetched_text(a, ask, &text);
	when_text(s, ask, &when, took);
	canvas_text(c, row, 1, frame_sign_paint(sign[0]), sign);
	canvas_field(c, row, 3, 8, PAINT_TEXT,
		i18n_pick(ask->resource->department, ask->resource->department_en));
	canvas_field(c, row, 12, 18, PAINT_TEXT,
		i18n_pick(ask->resource->name, ask->resource->name_en));
	canvas_field(c, row, 31, 32, PAINT_TEXT, buf_text(&text));
	canvas_field(c, row, 64, 9, PAINT_DIM, buf_text(&when));
	canvas_text(c, row, 74, PAINT_DIM, took);
	buf_release(&text);
	buf_release(&when);
}

static size_t landed(const struct desk_ask *asks, size_t n)
{
	size_t done = 0;

	for (size_t i = 0; i < n; i++)
		done += asks[i].light == LIGHT_OK || asks[i].light == LIGHT_NOTHING ||
			asks[i].light == LIGHT_BAD || asks[i].light == LIGHT_NOT_SHARED;
	return done;
}

static const struct {
	const char *type, *name; /* name: msgid */
} licence_names[] = {
	{"id-card", N_("ID card")}, {"household-book", N_("Household book")},
	{"social-card", N_("Social card")}, {"residence-permit", N_("Residence permit")},
	{"degree", N_("Degree")}, {"elderly-card", N_("Senior card")},
	{"business-licence", N_("Business licence")}, {"title", N_("Property title")},
	{"marriage", N_("Marriage certificate")}, {"qualification", N_("Qualification")},
	{"registration", N_("Professional registration")},
	{"planning-permit", N_("Planning permit")}, {"land-permit", N_("Land permit")},
};

static const char *licence_name(const struct record *row)
{
	const char *name = record_get(row, "name"), *type = record_get(row, "type");

	for (size_t i = 0; i < COUNT_OF(licence_names); i++)
		if (text_equal(licence_names[i].type, type))
			return _(licence_names[i].name);
	return name ? name : type ? type : "";
}

static int licences(const struct app *a, struct canvas *c, int row)
{
	const struct evidence *e = casefile_latest(desk_case(a->desk), "LIC-01", "");
	int col = canvas_text(c, row, 3, PAINT_TEXT, _("E-licences")) + 3;

	if (!e || e->n_rows == 0)
		return row + 1;
	for (size_t i = 0; i < e->n_rows && col < c->cols - 16; i++) {
		const char *state = record_get(&e->rows[i], "state");
		bool valid = text_equal(state, "valid");
		char line[96];
		text_format(line, sizeof line, "%c %s%s", valid ? '#' : '~', licence_name(&e->rows[i]),
			valid ? "" : _(" (expired)"));
		col = canvas_text(c, row, col, valid ? PAINT_OK : PAINT_STALE, line) + 2;
	}
	return row + 1;
}

static int recent(const struct person *s, struct canvas *c, int row)
{
	if (s->n_recent == 0)
		return row;
	int col = canvas_text(c, row, 3, PAINT_TEXT, _("Lately")) + 3;
	for (size_t i = 0; i < s->n_recent && col < c->cols - 20; i++)
		col = canvas_printf(c, row, col, PAINT_DIM, "%s %.7s", s->recent[i].item,
			s->recent[i].day) + 3;
	return row + 1;
}

/* The representative and the handlers are people of their own, each with what the authority says. */
static int handlers(const struct app *a, struct canvas *c, int row, int end)
{
	struct desk_handler list[HANDLERS_SHOWN];
	size_t n = desk_handlers(a->desk, list, HANDLERS_SHOWN);

	for (size_t i = 0; i < n && row < end; i++, row++) {
		const struct desk_handler *h = &list[i];
		bool clear = app_clear(a);
		char sign[2] = {h->in_force ? '=' : '!', '\0'};
		struct buf text;
		buf_init(&text, 512);
		if (clear)
			buf_addf(&text, "%s  %s", h->name, h->id);
		else
			mask_name(h->name, &text), buf_adds(&text, "  "), mask_id(h->id, &text);
		canvas_text(c, row, 1, frame_sign_paint(sign[0]), sign);
		canvas_field(c, row, 3, 12, PAINT_TEXT,
			h->representative ? _("Legal rep.") : _("Handler"));
		canvas_field(c, row, 16, 36, PAINT_TEXT, buf_text(&text));
		if (*h->from || *h->to)
			canvas_printf(c, row, 53, h->in_force ? PAINT_DIM : PAINT_BAD, _("%s to %s"),
				*h->from ? h->from : "...", *h->to ? h->to : "...");
		buf_release(&text);
	}
	return row;
}

static int agent(const struct app *a, struct canvas *c, int row)
{
	const struct casefile *f = desk_case(a->desk);
	struct buf text;

	if (!*f->agent)
		return row;
	buf_init(&text, 512);
	if (*f->agent_name && app_clear(a))
		buf_adds(&text, f->agent_name);
	else if (*f->agent_name)
		mask_name(f->agent_name, &text);
	buf_adds(&text, "  ");
	if (app_clear(a))
		buf_adds(&text, f->agent);
	else
		mask_id(f->agent, &text);
	buf_addf(&text, "  %s", _(proof_text(f->agent_proof)));
	canvas_text(c, row, 1, PAINT_EDIT, "+");
	canvas_field(c, row, 3, 12, PAINT_HEAD, _("Here for them"));
	canvas_field(c, row, 16, c->cols - 17, PAINT_TEXT, buf_text(&text));
	buf_release(&text);
	return row + 1;
}

static void draw_box(const struct app *a, const struct person *s, struct canvas *c, int row)
{
	int col = canvas_text(c, row, 3, PAINT_HEAD, desk_legal(a->desk) ?
		_("Card of who came for the firm  ") : _("Card of who acts for the applicant  "));

	edit_draw(&s->box, c, row, col, 26, true);
	frame_hint(a, c, VOICE_ASK, desk_legal(a->desk) ?
		_("Read the card of who is here (F4: known handlers), or type number and Enter") :
		_("Read the card of who is here, or type the number and Enter; Esc goes back"));
}

static const char *choices(const struct app *a)
{
	if (desk_case(a->desk)->identity_confirmed)
		return _("Identity confirmed.  1 Go on to the item      2 Somebody acts for them");
	if (desk_legal(a->desk))
		return _("1 The representative is here      2 A handler is here      3 Another firm");
	return _("1 The person here is the one on the card      2 Agent      3 Somebody else");
}

static const char *hint(const struct app *a)
{
	if (desk_legal(a->desk))
		return _("Read the card of the handler, that is all. Or 1, 2; no need to wait");
	if (desk_minor(a->desk))
		return _("Under 18: a guardian acts. Press 2 and read the guardian's card");
	return _("Compare the face with the card, then press 1. No need to wait");
}

static void heads(struct canvas *c, int row)
{
	canvas_text(c, row, 3, PAINT_DIM, _("Source"));
	canvas_text(c, row, 12, PAINT_DIM, _("Content"));
	canvas_text(c, row, 31, PAINT_DIM, _("Fetched (masked)"));
	canvas_text(c, row, 64, PAINT_DIM, _("When"));
	canvas_text(c, row, 74, PAINT_DIM, _("Took"));
}

void person_draw(const struct app *a, void *state, struct canvas *c)
{
	const struct person *s = state;
	const struct desk_ask *asks;
	size_t n = desk_asks(a->desk, &asks);
	char right[64], line[APP_MESSAGE];

	text_format(right, sizeof right, _("%zu departments asked, %zu answered"), n,
		landed(asks, n));
	struct frame f = frame_draw(a, c, "", STEP_IDENTITY, right);
	int row = f.body_top, last = f.body_top + f.body_rows - CHOICES_ROW;
	heads(c, row++);
	for (size_t i = 0; i < n && row < last - 5; i++)
		ask_row(a, s, c, row++, &asks[i]);
	canvas_text(c, row, 1, PAINT_DIM, "-");
	canvas_text(c, row++, 3, PAINT_DIM, _("The other departments are asked once the item is chosen"));
	row = handlers(a, c, row, last - 4);
	row = agent(a, c, row);
	row = licences(a, c, row + 1);
	row = recent(s, c, row);
	text_format(line, sizeof line, _("Ground     the citizen is here (%s); every ask is in the trail (%zu)"),
		_(proof_text(desk_case(a->desk)->proof)), n);
	canvas_text(c, row, 3, PAINT_TEXT, line);
	if (s->agent) {
		draw_box(a, s, c, last);
		return;
	}
	canvas_text(c, last, 3, PAINT_HEAD, choices(a));
	canvas_cursor(c, last, 3);
	frame_hint(a, c, VOICE_ASK, hint(a));
}
