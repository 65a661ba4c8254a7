/* SPDX-License-Identifier: MIT
 *
 * The rows every screen shares. Pure drawing from the app's state.
 */
#include "tui/frame.h"

#include <stdio.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/standards/codes.h"
#include "core/standards/identity.h"
#include "core/standards/name.h"
#include "tui/practice.h"

enum { MIN_ROWS = 24, MIN_COLS = 80, PANE_FROM = 100, PANE_WIDTH = 35, FOOTER_KEYS = 10 };

bool frame_too_small(const struct app *a, struct canvas *c)
{
	(void)a;
	if (c->rows >= MIN_ROWS && c->cols >= MIN_COLS)
		return false;
	char text[APP_MESSAGE];
	text_format(text, sizeof text, _("The window is too small: it needs 80x24 and is %dx%d now. "
		"Enlarge it to go on, nothing is lost. Ctrl+K still locks."), c->cols, c->rows);
	int rows = canvas_wrap(c, 1, 1, c->cols - 2, c->rows - 2, PAINT_TEXT, text);
	canvas_cursor(c, 1 + rows < c->rows ? 1 + rows : c->rows - 1, 0);
	return true;
}

enum paint frame_sign_paint(char sign)
{
	switch (sign) {
	case '=': case '#': return PAINT_OK;
	case '~': return PAINT_STALE;
	case '?': return PAINT_MISS;
	case '!': return PAINT_BAD;
	case '*': case '+': return PAINT_EDIT;
	default: return PAINT_DIM;
	}
}

const char *frame_light_word(enum light light)
{
	switch (light) {
	case LIGHT_ASKING: return N_("asking");
	case LIGHT_SLOW: case LIGHT_LATE: return N_("slow");
	case LIGHT_OK: case LIGHT_NOTHING: return N_("up");
	case LIGHT_BAD: return N_("down");
	case LIGHT_STALE: return N_("cached");
	case LIGHT_NOT_SHARED: return N_("closed");
	default: return N_("idle");
	}
}

static enum paint light_paint(enum light light)
{
	switch (light) {
	case LIGHT_BAD: return PAINT_BAD;
	case LIGHT_SLOW: case LIGHT_LATE: case LIGHT_STALE: return PAINT_STALE;
	case LIGHT_OK: case LIGHT_NOTHING: return PAINT_OK;
	default: return PAINT_DIM;
	}
}

static void who(const struct app *a, char out[APP_MESSAGE])
{
	char hm[6];

	clock_format_hm(clock_now_ms(), hm);
	text_format(out, APP_MESSAGE, _("%s %s %s "), a->operator_name, a->window, hm);
}

/* On every screen, so that nobody takes practice for work. */
static const char *banner(const struct app *a)
{
	return practice_on(a) ? _("[LESSON]") : _("[DEMO]");
}

static void title_row(const struct app *a, struct canvas *c, const char *object)
{
	char right[APP_MESSAGE];
	const struct screen *s = app_top(a);
	enum paint p = PAINT_TITLE;

	canvas_fill(c, 0, 0, c->cols, p);
	int col = canvas_text(c, 0, 1, p, _("onetrip"));
	col = canvas_text(c, 0, col, p, " | ");
	if (a->demo) {
		col = canvas_text(c, 0, col, PAINT_DEMO, banner(a));
		col = canvas_text(c, 0, col, p, " ");
	}
	if (a->error_title)
		col = canvas_text(c, 0, canvas_text(c, 0, col, PAINT_BAD, _("Mend")), p, " ");
	col = canvas_text(c, 0, col, p, _(s->title));
	if (*object)
		col = canvas_text(c, 0, canvas_text(c, 0, col, p, "  "), p, object);
	if (a->operator_id[0]) {
		who(a, right);
	} else {
		char hm[6];
		clock_format_hm(clock_now_ms(), hm);
		text_format(right, sizeof right, "%s   %s   %s ", a->hall, a->window, hm);
	}
	canvas_right(c, 0, c->cols, p, right);
}

static void add_person(const struct casefile *f, struct buf *out)
{
	struct identity id;

	identity_check(f->subject, strlen(f->subject), clock_today(), &id);
	if (id.sex)
		buf_addf(out, " %s", id.sex == 'F' ? _("female") : _("male"));
	if (id.has_birth)
		buf_addf(out, _(" %d"), identity_age(id.birth, clock_today()));
}

static void identity_text(const struct app *a, const struct casefile *f, struct buf *out)
{
	if (!*f->subject) {
		buf_adds(out, _("without a name"));
		return;
	}
	if (appeal_hides(f, clock_now_ms())) {
		buf_adds(out, _(APPEAL_KEPT_SECRET));
		return;
	}
	if (!*f->applicant)
		buf_adds(out, _("(name not fetched)"));
	else if (app_clear(a))
		buf_adds(out, f->applicant);
	else if (f->legal)
		mask_firm(f->applicant, out);
	else
		mask_name(f->applicant, out);
	if (!f->legal)
		add_person(f, out);
	buf_adds(out, " ");
	if (app_clear(a))
		buf_adds(out, f->subject);
	else
		mask_id(f->subject, out);
}

/* Who stands here for the applicant. */
static const char *who_came(const struct app *a)
{
	struct desk_handler list[2];

	if (!desk_legal(a->desk))
		return _("[agent]");
	bool head = desk_handlers(a->desk, list, 2) > 0 && list[0].representative &&
		text_equal(list[0].id, desk_case(a->desk)->agent);
	return head ? _("[representative]") : _("[handler]");
}

void frame_person(const struct app *a, struct canvas *c, int row)
{
	const struct casefile *f = desk_case(a->desk);
	struct buf text;

	if (!f)
		return;
	buf_init(&text, 1024);
	identity_text(a, f, &text);
	canvas_text(c, row, 1, PAINT_HEAD, buf_text(&text));
	buf_clear(&text);
	buf_addf(&text, _("case %s"), f->number);
	int col = canvas_text(c, row, 42, PAINT_TEXT, buf_text(&text));
	if (*f->agent)
		canvas_text(c, row, col + 1, PAINT_MISS, who_came(a));
	buf_clear(&text);
	buf_addf(&text, "[%s]", f->appeal ? _(appeal_text(f->appeal->state)) : _(state_text(f->state)));
	canvas_right(c, row, c->cols - 1, PAINT_HEAD, buf_text(&text));
	buf_release(&text);
}

static void step_strip(struct canvas *c, enum step step, const char *right)
{
	static const char *const names[] = {N_("Person"), N_("Item"), N_("Form"), N_("Docs"),
		N_("Check"), N_("Slip")};
	int col = 1;

	for (int i = 0; i < (int)COUNT_OF(names); i++) {
		bool now = step == (enum step)(i + 1);
		enum paint p = now ? PAINT_HEAD : PAINT_DIM;
		char text[64];
		text_format(text, sizeof text, now ? "[%d%s]" : " %d%s ", i + 1, _(names[i]));
		col = canvas_text(c, 2, col, p, text);
	}
	canvas_right(c, 2, c->cols - 1, PAINT_TEXT, right);
}

static void message_row(const struct app *a, struct canvas *c)
{
	static const char signs[] = {'?', '!', 'i', '*'};
	const struct message *m = app_message(a);
	int row = c->rows - 3;

	if (decoder_in_escape(&a->decoder)) {
		canvas_text(c, row, 1, PAINT_DIM, "Esc...");
		return;
	}
	if (!m)
		return;
	char sign[2] = {signs[m->voice], '\0'};
	canvas_text(c, row, 1, frame_sign_paint(sign[0]), sign);
	canvas_text(c, row, 3, PAINT_TEXT, m->text);
}

void frame_hint(const struct app *a, struct canvas *c, enum voice v, const char *text)
{
	static const char signs[] = {'?', '!', 'i', '*'};
	char sign[2] = {signs[v], '\0'};
	int row = c->rows - 3;

	if (app_message(a) || decoder_in_escape(&a->decoder) || !*text)
		return;
	canvas_text(c, row, 1, frame_sign_paint(sign[0]), sign);
	canvas_text(c, row, 3, PAINT_TEXT, text);
	canvas_late(c, row, 1);
}

/* Departments in words; those that are well come only while there is room. */
static int lights(const struct app *a, struct canvas *c, int row, int col, int end)
{
	const struct department_light *list;
	size_t n = desk_lights(a->desk, &list);

	if (n == 0)
		return canvas_text(c, row, col, PAINT_DIM, _("not asked yet"));
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < n; i++) {
			bool well = list[i].light == LIGHT_OK || list[i].light == LIGHT_NOTHING ||
				list[i].light == LIGHT_IDLE;
			char text[64];
			if (well != (pass == 1))
				continue;
			text_format(text, sizeof text, i18n_chinese() ? "%s%s" : "%s %s",
				i18n_pick(list[i].name, list[i].name_en),
				_(frame_light_word(list[i].light)));
			if (col + (int)text_cells(text) > end)
				return col;
			col = canvas_text(c, row, col, light_paint(list[i].light), text) + 1;
		}
	return col;
}

static void status_row(const struct app *a, struct canvas *c)
{
	const struct casefile *f = a->desk ? desk_case(a->desk) : NULL;
	int row = c->rows - 2, end = c->cols - 1, col = 1;
	char text[APP_MESSAGE], saved[20];

	if (f && desk_saved_ms(a->desk)) {
		clock_format(desk_saved_ms(a->desk), saved);
		if (desk_unsaved(a->desk))
			text_format(text, sizeof text, _("%zu waiting to be saved"),
				desk_unsaved(a->desk));
		else
			text_format(text, sizeof text, _("saved %s"), saved + 11);
		end -= (int)text_cells(text);
		canvas_text(c, row, end, desk_unsaved(a->desk) ? PAINT_STALE : PAINT_DIM, text);
		end -= 2;
	}
	const char *mask = app_clear(a) ? _("in clear") : _("masked");
	end -= (int)text_cells(mask);
	canvas_text(c, row, end, app_clear(a) ? PAINT_BAD : PAINT_DIM, mask);
	end -= 2;
	if (a->demo)
		col = canvas_text(c, row, col, PAINT_DEMO, banner(a)) + 1;
	if (a->operator_id[0] && !a->terminal.slow) {
		col = canvas_text(c, row, col, PAINT_DIM, _("Exchange")) + 1;
		lights(a, c, row, col, end);
	}
}

static void footer(const struct app *a, struct canvas *c)
{
	in_bits bit = app_top(a)->bit;
	int row = c->rows - 1, step = c->cols / FOOTER_KEYS;

	for (int n = 1; n <= FOOTER_KEYS; n++) {
		char key[8];
		enum action act = action_of_f(n, bit);
		int col = (n - 1) * step;
		text_format(key, sizeof key, terminal_lost(&a->terminal, n) ? "Esc%d" : "F%d",
			terminal_lost(&a->terminal, n) ? n % 10 : n);
		col = canvas_text(c, row, col, PAINT_KEY, key);
		if (app_offers(a, act) && (a->practice || act != ACT_VIEW || bit != IN_LOGIN))
			canvas_text(c, row, col, PAINT_TEXT, _(action_label(act, bit)));
	}
}

struct frame frame_draw(const struct app *a, struct canvas *c, const char *object, enum step step,
	const char *right)
{
	struct frame f = {.body_top = 4, .body_rows = c->rows - 8, .width = c->cols};

	title_row(a, c, object);
	if (step != STEP_NONE) {
		frame_person(a, c, 1);
		step_strip(c, step, right);
	}
	if (step != STEP_NONE && c->cols >= PANE_FROM) {
		f.pane_width = PANE_WIDTH;
		f.pane_col = c->cols - PANE_WIDTH;
		f.width = f.pane_col - 1;
	}
	canvas_rule(c, 3, 0, c->cols);
	canvas_rule(c, c->rows - 4, 0, c->cols);
	message_row(a, c);
	status_row(a, c);
	footer(a, c);
	if (f.pane_width)
		frame_dossier(a, c, &f);
	return f;
}

char frame_light_sign(enum light light)
{
	switch (light) {
	case LIGHT_OK: return '=';
	case LIGHT_BAD: return '!';
	case LIGHT_STALE: return '~';
	case LIGHT_NOT_SHARED: return 'x';
	case LIGHT_NOTHING: return '-';
	case LIGHT_IDLE: return '-';
	default: return 'o';
	}
}

/* What is asked, or about whom when it is not the applicant. */
static const char *about(const struct desk_ask *ask)
{
	if (ask->about && *ask->about)
		return i18n_pick(ask->about, ask->about_en);
	return i18n_pick(ask->resource->name, ask->resource->name_en);
}

void frame_dossier(const struct app *a, struct canvas *c, const struct frame *f)
{
	const struct desk_ask *asks;
	size_t n = desk_asks(a->desk, &asks);
	int row = f->body_top, end = f->body_top + f->body_rows;

	for (int r = f->body_top - 1; r <= end; r++)
		canvas_text(c, r, f->pane_col - 1, PAINT_DIM, r == f->body_top - 1 || r == end ? "+" : "|");
	canvas_text(c, row++, f->pane_col + 1, PAINT_HEAD, _("What the departments know"));
	for (size_t i = 0; i < n && row < end; i++, row++) {
		char sign[2] = {frame_light_sign(asks[i].light), '\0'};
		char took[24] = "";
		canvas_text(c, row, f->pane_col + 1, frame_sign_paint(sign[0]), sign);
		canvas_field(c, row, f->pane_col + 3, 8, PAINT_TEXT,
			i18n_pick(asks[i].resource->department, asks[i].resource->department_en));
		canvas_field(c, row, f->pane_col + 12, 15, PAINT_TEXT, about(&asks[i]));
		if (asks[i].took_ms > 0)
			text_format(took, sizeof took, "%d.%ds", asks[i].took_ms / 1000,
				asks[i].took_ms / 100 % 10);
		canvas_right(c, row, c->cols - 1, PAINT_DIM, took);
	}
}

void frame_age(int64_t at_ms, struct buf *out)
{
	int64_t minutes = (clock_now_ms() - at_ms) / 60000;
	char date[20];

	clock_format(at_ms, date);
	if (minutes < 1)
		buf_adds(out, _("now"));
	else if (minutes < 60)
		buf_addf(out, _("%lld min ago"), (long long)minutes);
	else if (minutes < 24 * 60)
		buf_addf(out, "%.5s", date + 11);
	else
		buf_addf(out, "%.10s", date);
}

int frame_spare(const struct canvas *c, int most)
{
	int spare = c->cols - 80;

	return spare < 0 ? 0 : spare < most ? spare : most;
}
