/* SPDX-License-Identifier: MIT
 *
 * S25 按键自检: once for each machine. A key that arrives marks its row, whatever it would mean
 * elsewhere; Enter says that the one asked for did not. F8 keeps the result: the footer then names
 * Esc and a digit for keys the terminal keeps for itself.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "tui/app.h"
#include "tui/frame.h"

enum key_check { CHECK_F1, CHECK_F8 = CHECK_F1 + 7, CHECK_F10 = CHECK_F1 + 9, CHECK_ESC0, CHECK_BACKTAB, CHECK_SAVE, CHECK_PASTE,
	CHECK_HAN, CHECK_CARD, CHECKS };
enum { WHAT_COL = 15, GOT_COL = 34, MEND_COL = 50, ROWS = 9, BYTES_TEXT = 64 };

static const struct {
	const char *press, *what, *mend; /* msgids */
} checks[CHECKS] = {
	[CHECK_F1] = {"F1", N_("Help"), N_("the terminal keeps it: Esc 1")},
	{"F2", N_("Edit"), N_("Esc 2")},
	{"F3", N_("Find"), N_("Esc 3 or Ctrl+F")},
	{"F4", N_("Pick"), N_("Esc 4 or Ctrl+O")},
	{"F5", N_("Fetch"), N_("Esc 5 or Ctrl+R")},
	{"F6", N_("View"), N_("Esc 6")},
	{"F7", N_("Prev"), N_("Esc 7")},
	{"F8", N_("Next"), N_("Esc 8")},
	{"F9", N_("Cmd"), N_("Esc 9")},
	[CHECK_F10] = {"F10", N_("Back"), N_("the terminal keeps it: Esc 0")},
	[CHECK_ESC0] = {"Esc 0", N_("stands for F10"), N_("press them one after the other")},
	[CHECK_BACKTAB] = {"Shift+Tab", N_("Previous field"), N_("use the arrow up")},
	[CHECK_SAVE] = {"Ctrl+S", N_("Save draft"), N_("flow control is on; nothing to mend")},
	[CHECK_PASTE] = {N_("a paste"), N_("pasted text is no key"), N_("type instead")},
	[CHECK_HAN] = {N_("a Chinese character"), N_("Input method"), N_("switch the input method on")},
	[CHECK_CARD] = {N_("a card"), N_("Card reader"), N_("see its manual: no line feed, 18 characters")},
};

struct view {
	enum { NOT_YET, ARRIVED, LOST } got[CHECKS];
	char bytes[CHECKS][BYTES_TEXT];
	enum key_check at;           /* asked for now; CHECKS: all done */
	enum key_check last;         /* arrived last; it stays in sight */
	int card_ms;
	bool escape;                 /* the last key was Esc, and Esc 0 is not looked at yet */
};

static void next(struct view *s)
{
	s->at = 0;
	while (s->at < CHECKS && (s->got[s->at] || s->at == CHECK_F8))
		s->at++;
	if (s->at == CHECKS && !s->got[CHECK_F8])
		s->at = CHECK_F8; /* last, for it keeps the result */
}

/* "ESC [ 1 1 ~", as a manual of a terminal writes it. */
static void spell(const char *bytes, char out[BYTES_TEXT])
{
	struct buf b;

	buf_init(&b, BYTES_TEXT - 1);
	for (; *bytes; bytes++)
		if (*bytes == '\033')
			buf_adds(&b, "ESC ");
		else if (*bytes > ' ' && *bytes < 0x7F)
			buf_addf(&b, "%c ", *bytes);
	text_copy(out, BYTES_TEXT, buf_text(&b));
	buf_release(&b);
}

static enum key_check check_of(const struct key *k, const char *bytes)
{
	switch (k->kind) {
	case KEY_F:
		if (k->cp == 10 && bytes[0] == '\033' && bytes[1] == '0')
			return CHECK_ESC0;
		return k->cp >= 1 && k->cp <= TERMINAL_F_KEYS && strncmp(bytes, "\0330", 2) ?
			(enum key_check)(CHECK_F1 + (int)k->cp - 1) : CHECKS;
	case KEY_BACKTAB: return CHECK_BACKTAB;
	case KEY_CTRL: return k->cp == 'S' ? CHECK_SAVE : CHECKS;
	case KEY_PASTE: return CHECK_PASTE;
	case KEY_CARD: return CHECK_CARD;
	case KEY_CHAR: return text_is_han(k->cp) ? CHECK_HAN : CHECKS;
	default: return CHECKS;
	}
}

static void keep(struct app *a, struct view *s)
{
	a->terminal.lost = 0;
	for (int n = 1; n <= TERMINAL_F_KEYS; n++)
		if (s->got[CHECK_F1 + n - 1] == LOST)
			a->terminal.lost |= 1U << n;
	a->terminal.tested = true;
	a->decoder.esc_always = a->terminal.lost != 0;
	a->decoder.esc_prefix |= a->decoder.esc_always;
	enum err e = terminal_save(a->database, a->term, &a->terminal);
	if (e) {
		app_fail(a, e);
		return;
	}
	app_say(a, VOICE_HINT, "%s", _("Kept for this kind of terminal; do it again on another machine"));
}

/* By hand the two come so far apart that the decoder may tell them as two. */
static bool escape_and_0(struct view *s, const struct key *k)
{
	bool second = s->escape && k->kind == KEY_CHAR && app_digit(k->cp) == 0;

	s->escape = !s->escape && k->kind == KEY_ESC && !s->got[CHECK_ESC0];
	if (second) {
		s->got[CHECK_ESC0] = ARRIVED;
		next(s);
	}
	return second || s->escape;
}

/* true: the key was one of those being tested. */
static bool raw(struct app *a, void *state, const struct key *k, const char *bytes)
{
	struct view *s = state;
	enum key_check c = check_of(k, bytes);

	if (c == CHECKS)
		return escape_and_0(s, k);
	bool again = s->got[c] == ARRIVED;
	s->got[c] = ARRIVED;
	s->last = c;
	if (k->kind != KEY_CHAR && k->kind != KEY_CARD && k->kind != KEY_PASTE)
		spell(bytes, s->bytes[c]);
	if (c == CHECK_CARD)
		s->card_ms = (int)(a->intake.last_ms - a->intake.first_ms);
	next(s);
	if (c == CHECK_F8)
		keep(a, s);
	return !(again && c == CHECK_F10); /* the second time it means what it says */
}

static void act(struct app *a, void *state, enum action action)
{
	struct view *s = state;

	if (action == ACT_BACK) {
		app_pop(a);
	} else if (action == ACT_ENTER && s->at < CHECKS) {
		s->got[s->at] = LOST;
		next(s);
	}
}

static void text(struct app *a, void *state, uint32_t cp)
{
	(void)a, (void)state, (void)cp; /* digits of a card that is being read */
}

static void paste(struct app *a, void *state, const char *pasted)
{
	(void)a, (void)state, (void)pasted;
}

static void draw_got(const struct view *s, struct canvas *c, int row, enum key_check i)
{
	switch (s->got[i]) {
	case ARRIVED:
		if (i == CHECK_CARD)
			canvas_printf(c, row, GOT_COL, PAINT_OK, _("arrives, %d ms"), s->card_ms);
		else
			canvas_printf(c, row, GOT_COL, PAINT_OK, "%s  %s", _("arrives"), s->bytes[i]);
		break;
	case LOST:
		canvas_text(c, row, GOT_COL, PAINT_BAD, _("does not arrive"));
		canvas_text(c, row, MEND_COL, PAINT_TEXT, _(checks[i].mend));
		break;
	default:
		if (i == s->at)
			canvas_text(c, row, GOT_COL, PAINT_MISS, _("waiting"));
	}
}

static void draw_check(const struct view *s, struct canvas *c, int row, enum key_check i)
{
	static const char signs[] = {'?', '=', '!'};
	char sign[2] = {i == s->at || s->got[i] ? signs[s->got[i]] : ' ', '\0'};

	canvas_text(c, row, 1, frame_sign_paint(sign[0]), sign);
	canvas_text(c, row, 3, i == s->at ? PAINT_HEAD : PAINT_TEXT, _(checks[i].press));
	canvas_field(c, row, WHAT_COL + 6, GOT_COL - WHAT_COL - 7, PAINT_TEXT, _(checks[i].what));
	draw_got(s, c, row, i);
}

/* Straight edges say that the terminal counts wide characters as we do. */
static void draw_widths(struct canvas *c, int row)
{
	static const char *const lines[] = {"+----+  |ABCD|", "|一二|  +----+", "+----+  |三四|"};

	for (int i = 0; i < (int)COUNT_OF(lines); i++)
		canvas_text(c, row + i, 3, PAINT_TEXT, lines[i]);
	canvas_text(c, row + 1, 22, PAINT_DIM, _("straight edges: the terminal counts wide characters as it should"));
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	struct view *s = state;
	struct frame f = frame_draw(a, c, a->window, STEP_NONE, "");
	int rows = f.body_rows - 4, seen = s->at < CHECKS && s->at != CHECK_F8 ? (int)s->at : (int)s->last;
	int top = seen >= rows ? seen - rows + 1 : 0;

	canvas_text(c, 1, 1, PAINT_TEXT,
		_("Once on each machine: press what is asked for. Enter: it does not arrive"));
	canvas_printf(c, 2, 1, PAINT_DIM, _("Terminal %s, %dx%d"), *a->term ? a->term : "?", c->cols,
		c->rows);
	for (int i = 0; i < rows && top + i < CHECKS; i++)
		draw_check(s, c, f.body_top + i, (enum key_check)(top + i));
	draw_widths(c, f.body_top + f.body_rows - 3);
	canvas_cursor(c, f.body_top + seen - top, GOT_COL);
	frame_hint(a, c, VOICE_HINT, s->at < CHECKS ? _("F8 keeps the result, Esc leaves") :
		_("All looked at. F8 keeps the result"));
}

const struct screen screen_selftest = {
	.name = "selftest", .title = N_("Self-test of the keys"), .bit = IN_LIST,
	.state_size = sizeof(struct view), .act = act, .text = text, .paste = paste, .raw = raw,
	.draw = draw,
};
