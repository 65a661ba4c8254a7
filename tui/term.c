/* SPDX-License-Identifier: MIT
 *
 * Terminal descriptions come from curses; the picture is painted by tui/paint. What must hold:
 * whatever was switched on is switched off by term_close, in the reverse order, and the bytes of
 * a frame do not stay in memory.
 */
#include "tui/term.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <curses.h>
#include <term.h>

#include "core/base/mem.h"
#include "tui/paint.h"

enum { OUT_MAX = 4 << 20, PROBE_ROW = 1 };

enum { PEN_BOLD = 1, PEN_REVERSE = 2, PEN_UNDERLINE = 4, PEN_DIM = 8 };

struct pen {
	short fg, bg; /* -1 the terminal's own */
	unsigned attrs;
};

struct role {
	struct {
		short fg, bg;
		const char *attrs;
	} eight, dark, light;
	const char *mono;
};

static const struct role roles[PAINT_COUNT] = {
#define X(name, f8, b8, a8, fd, bd, ad, fl, bl, al, mono)                                          \
	[name] = {{f8, b8, a8}, {fd, bd, ad}, {fl, bl, al}, mono},
	ROLE_PAINT_TABLE(X)
#undef X
};

/* Names a description is looked up for; everything else is treated as xterm, because a name from
 * outside chooses which file a library parses. */
static const char *const known_terms[] = {"xterm", "xterm-256color", "xterm-16color", "linux",
	"linux-16color", "vt100", "vt220", "screen", "screen-256color", "tmux", "tmux-256color",
	"rxvt", "rxvt-256color", "rxvt-unicode", "rxvt-unicode-256color", "putty", "putty-256color",
	"konsole", "konsole-256color", "gnome", "gnome-256color", "vte", "vte-256color", "mintty",
	"alacritty", "foot", "xterm-kitty", "st", "st-256color", "mlterm", "mlterm-256color",
	"fbterm", "jfbterm", "cygwin"};

static struct {
	bool open, marks, titles;
	bool ecma;    /* attributes are those of ECMA-48 and end one by one */
	int fd;	      /* of the terminal, ours alone */
	int out, err; /* what 1 and 2 were */
	struct termios was;
	struct pen pens[PAINT_COUNT];
	struct pen pen;	  /* as the terminal has it now */
	struct buf bytes; /* of the frame being made */
	struct canvas shown;
	struct device device;
} term;

bool theme_parse(const char *word, enum theme *out)
{
	static const char *const words[] = {"dark", "light", "contrast", "mono"};

	for (size_t i = 0; i < COUNT_OF(words); i++) {
		if (strcmp(word, words[i]) == 0) {
			*out = (enum theme)i;
			return true;
		}
	}
	return false;
}

/* --- bytes ---------------------------------------------------------------------------------- */

/* A capability the terminal lacks is NULL and does nothing. "$<5>" in one asks for a pause that
 * only terminals of paper and early glass need. */
static void put_cap(const char *capability)
{
	const char *end;

	for (const char *at = capability; at && *at; at++) {
		if (at[0] == '$' && at[1] == '<' && (end = strchr(at, '>')))
			at = end;
		else
			buf_addc(&term.bytes, *at);
	}
}

static void flush_bytes(void)
{
	const char *at = buf_text(&term.bytes);
	size_t left = term.bytes.len;

	while (left > 0) {
		ssize_t n = write(term.fd, at, left);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno != EAGAIN)
			break; /* the terminal is gone; the loop sees it as end of input */
		at += n > 0 ? n : 0;
		left -= n > 0 ? (size_t)n : 0;
	}
	buf_clear(&term.bytes);
}

/* --- pens ----------------------------------------------------------------------------------- */

static unsigned attr_bits(const char *attrs)
{
	unsigned bits = 0;

	for (; *attrs; attrs++)
		bits |= *attrs == 'B'	? PEN_BOLD
			: *attrs == 'R' ? PEN_REVERSE
			: *attrs == 'U' ? PEN_UNDERLINE
					: PEN_DIM;
	return bits;
}

static struct pen pen_of(const struct role *r, enum theme theme)
{
	unsigned mono = attr_bits(r->mono);

	if (theme == THEME_CONTRAST)
		return (struct pen){-1, -1, PEN_BOLD | (mono & PEN_REVERSE)};
	if (theme == THEME_MONO || max_colors < 8)
		return (struct pen){-1, -1, mono};
	if (max_colors < 256)
		return (struct pen){r->eight.fg, r->eight.bg, attr_bits(r->eight.attrs)};
	if (theme == THEME_LIGHT)
		return (struct pen){r->light.fg, r->light.bg, attr_bits(r->light.attrs)};
	return (struct pen){r->dark.fg, r->dark.bg, attr_bits(r->dark.attrs)};
}

static void make_pens(enum theme theme)
{
	const char *none = getenv("NO_COLOR");

	if (none && *none && theme != THEME_CONTRAST)
		theme = THEME_MONO;
	for (int i = 0; i < PAINT_COUNT; i++) {
		term.pens[i] = pen_of(&roles[i], theme);
		term.device.on_blank[i] = term.pens[i].bg >= 0 ||
					  (term.pens[i].attrs & (PEN_REVERSE | PEN_UNDERLINE));
	}
}

/* On a thin line a bar of blanks costs more than it says; its first column has a sign. */
static void drop_bars(void)
{
	for (int i = 0; i < PAINT_COUNT; i++)
		if (term.device.on_blank[i] && i != PAINT_FOCUS) {
			term.pens[i] = (struct pen){-1, -1, PEN_BOLD};
			term.device.on_blank[i] = false;
		}
}

static void put_colour(const char *capability, short number)
{
	if (capability && number >= 0)
		put_cap(tiparm(capability, (int)number));
}

static void reset_pen(void)
{
	put_cap(exit_attribute_mode);
	term.pen = (struct pen){-1, -1, 0};
	term.device.plain = true;
}

static void add_number(struct buf *out, int n)
{
	buf_addf(out, out->len ? ";%d" : "%d", n);
}

static void add_colour(struct buf *out, int base, short was, short want)
{
	if (want == was)
		return;
	if (want >= 8) {
		add_number(out, base + 8);
		add_number(out, 5);
	}
	add_number(out, want < 0 ? base + 9 : want < 8 ? base + want : want);
}

/* ECMA-48 says what one change needs in one sequence; curses knows only the whole way back. */
static void change_pen(struct pen now, struct pen want)
{
	static const struct {
		unsigned bits;
		int on, off;
	} attrs[] = {{PEN_BOLD, 1, 22}, {PEN_DIM, 2, 22}, {PEN_REVERSE, 7, 27}, {PEN_UNDERLINE, 4, 24}};
	unsigned drop = now.attrs & ~want.attrs, add;
	struct buf numbers;

	buf_init(&numbers, 64);
	if (want.attrs == 0 && want.fg < 0 && want.bg < 0) {
		now = want; /* no number at all is the way back */
		drop = 0;
	}
	if (drop & (PEN_BOLD | PEN_DIM)) /* one number ends both */
		now.attrs &= ~(unsigned)(PEN_BOLD | PEN_DIM);
	add = want.attrs & ~now.attrs;
	for (size_t i = 0; i < COUNT_OF(attrs); i++)
		if (drop & attrs[i].bits)
			add_number(&numbers, attrs[i].off);
	for (size_t i = 0; i < COUNT_OF(attrs); i++)
		if (add & attrs[i].bits)
			add_number(&numbers, attrs[i].on);
	add_colour(&numbers, 30, now.fg, want.fg);
	add_colour(&numbers, 40, now.bg, want.bg);
	buf_addf(&term.bytes, "\033[%sm", buf_text(&numbers));
	buf_release(&numbers);
}

static void change_pen_by_caps(const struct pen *now, const struct pen *want)
{
	bool drop = (now->attrs & ~want->attrs) || (now->fg >= 0 && want->fg < 0) ||
		    (now->bg >= 0 && want->bg < 0);

	if (drop)
		reset_pen();
	unsigned add = want->attrs & ~now->attrs;
	if (add & PEN_BOLD)
		put_cap(enter_bold_mode);
	if (add & PEN_REVERSE)
		put_cap(enter_reverse_mode);
	if (add & PEN_UNDERLINE)
		put_cap(enter_underline_mode);
	if (add & PEN_DIM)
		put_cap(enter_dim_mode);
	if (want->fg != now->fg)
		put_colour(set_a_foreground, want->fg);
	if (want->bg != now->bg)
		put_colour(set_a_background, want->bg);
}

static bool pens_equal(const struct pen *a, const struct pen *b)
{
	return a->attrs == b->attrs && a->fg == b->fg && a->bg == b->bg;
}

static void use_pen(struct device *d, enum paint p)
{
	struct pen want = term.pens[p];

	if (term.ecma && !pens_equal(&term.pen, &want))
		change_pen(term.pen, want);
	else if (!term.ecma)
		change_pen_by_caps(&term.pen, &want);
	term.pen = want;
	d->plain = !d->on_blank[p];
}

static void move_cursor(struct device *d, int row, int col)
{
	if (row == d->row && col == 0)
		put_cap(carriage_return);
	else if (row == d->row && column_address)
		put_cap(tiparm(column_address, col));
	else
		put_cap(tiparm(cursor_address, row, col));
}

static void erase_row(struct device *d)
{
	(void)d;
	put_cap(clr_eol);
}

static void scroll_rows(struct device *d, int top, int end, int by)
{
	(void)d;
	put_cap(tiparm(change_scroll_region, top, end - 1));
	put_cap(tiparm(cursor_address, top, 0));
	put_cap(tiparm(by > 0 ? parm_delete_line : parm_insert_line, by > 0 ? by : -by));
	put_cap(tiparm(change_scroll_region, 0, term.shown.rows - 1));
}

/* --- taking and giving back ----------------------------------------------------------------- */

static bool known(const char *name)
{
	for (size_t i = 0; i < COUNT_OF(known_terms); i++) {
		if (strcmp(name, known_terms[i]) == 0)
			return true;
	}
	return false;
}

static bool describe(const char *name)
{
	int status;

	return setupterm(name, term.fd, &status) == OK && cursor_address && clear_screen &&
	       clr_eol && exit_attribute_mode;
}

static bool same_cap(const char *capability, const char *wanted)
{
	return capability && strcmp(capability, wanted) == 0;
}

/* A vt100 ends underlining by ending everything. */
static bool speaks_ecma(void)
{
	return same_cap(exit_underline_mode, "\033[24m") && same_cap(enter_bold_mode, "\033[1m") &&
	       same_cap(enter_reverse_mode, "\033[7m") && same_cap(enter_underline_mode, "\033[4m");
}

/* putty, mintty and others are not installed everywhere; all of them understand xterm. */
static bool describe_terminal(void)
{
	const char *name = getenv("TERM");

	if (!name || !*name || strcmp(name, "dumb") == 0)
		return false;
	term.titles = strncmp(name, "linux", 5) != 0 && strncmp(name, "vt", 2) != 0;
	if (known(name) && describe(name))
		return true;
	return describe(strstr(name, "256color") ? "xterm-256color" : "xterm");
}

static void raw_mode(void)
{
	struct termios raw = term.was;

	cfmakeraw(&raw);
	raw.c_cc[VMIN] = 1;
	raw.c_cc[VTIME] = 0;
	tcsetattr(STDIN_FILENO, TCSADRAIN, &raw);
}

/* Mouse and focus reports of a program before us would look like keys. */
static void switch_on(void)
{
	put_cap(enter_ca_mode);
	buf_adds(&term.bytes, "\033[?1000l\033[?1002l\033[?1003l\033[?1004l\033[?2004h");
	if (term.titles)
		buf_adds(&term.bytes, "\033[22;2t");
	reset_pen();
	put_cap(clear_screen);
	term.device.row = -1;
	flush_bytes();
}

static void switch_off(void)
{
	buf_clear(&term.bytes);
	reset_pen();
	put_cap(clear_screen);
	buf_adds(&term.bytes, "\033[?1006l\033[?1000l\033[?2004l");
	if (term.titles)
		buf_adds(&term.bytes, "\033[23;2t");
	put_cap(exit_ca_mode);
	put_cap(cursor_normal);
	flush_bytes();
}

/* Messages of libraries go nowhere while the glass is ours. */
static void divert(void)
{
	int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);

	term.out = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
	term.err = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
	if (nowhere >= 0) {
		dup2(nowhere, STDOUT_FILENO);
		dup2(nowhere, STDERR_FILENO);
		close(nowhere);
	}
}

static void divert_back(void)
{
	if (term.out >= 0) {
		dup2(term.out, STDOUT_FILENO);
		close(term.out);
	}
	if (term.err >= 0) {
		dup2(term.err, STDERR_FILENO);
		close(term.err);
	}
}

static const struct device curses_device = {
	.move = move_cursor,
	.colour = use_pen,
	.erase = erase_row,
	.row = -1,
};

enum err term_check(void)
{
	bool here = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);

	return here && (term.open || describe_terminal()) ? OK : ERR_UNSUPPORTED;
}

enum err term_open(enum theme theme)
{
	const char *marks = getenv("ONETRIP_FRAME_MARK");
	int rows, cols;

	if (term.open || !isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO) ||
		tcgetattr(STDIN_FILENO, &term.was) != 0)
		return ERR_UNSUPPORTED;
	term.fd = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
	if (term.fd < 0)
		return ERR_UNSUPPORTED;
	if (!describe_terminal()) {
		close(term.fd);
		return ERR_UNSUPPORTED;
	}
	buf_init(&term.bytes, OUT_MAX);
	term.device = curses_device;
	term.device.out = &term.bytes;
	if (change_scroll_region && parm_delete_line && parm_insert_line)
		term.device.scroll = scroll_rows;
	term.ecma = speaks_ecma();
	term.device.corner = eat_newline_glitch || !auto_right_margin;
	term.marks = marks && strcmp(marks, "1") == 0;
	make_pens(theme);
	term_size(&rows, &cols);
	canvas_init(&term.shown, rows, cols);
	divert();
	term.open = true;
	keeper_glass(true);
	err_restore_terminal = term_close;
	raw_mode();
	switch_on();
	return OK;
}

void term_close(void)
{
	if (!term.open)
		return;
	term.open = false;
	switch_off();
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &term.was);
	divert_back();
	close(term.fd);
	buf_release(&term.bytes);
	canvas_release(&term.shown);
	del_curterm(cur_term);
	keeper_glass(false);
}

/* --- frames --------------------------------------------------------------------------------- */

int term_fd(void)
{
	return STDIN_FILENO;
}

void term_size(int *rows, int *cols)
{
	struct winsize size = {0};

	if (ioctl(term.fd, TIOCGWINSZ, &size) != 0 || size.ws_row == 0 || size.ws_col == 0)
		size = (struct winsize){.ws_row = 24, .ws_col = 80};
	*rows = size.ws_row < CANVAS_ROWS ? size.ws_row : CANVAS_ROWS;
	*cols = size.ws_col < CANVAS_COLS ? size.ws_col : CANVAS_COLS;
}

void term_resize(void)
{
	/* Also how the program goes on after it was stopped, so the modes are set again. */
	raw_mode();
	put_cap(enter_ca_mode);
	buf_adds(&term.bytes, "\033[?2004h");
	term_redraw();
}

void term_look(enum theme theme, bool slow)
{
	struct pen before[PAINT_COUNT];

	if (!term.open)
		return;
	memcpy(before, term.pens, sizeof before);
	make_pens(theme);
	if (slow)
		drop_bars();
	if (memcmp(before, term.pens, sizeof before) != 0)
		term_redraw();
}

void term_mouse(bool on)
{
	if (!term.open)
		return;
	buf_adds(&term.bytes, on ? "\033[?1000h\033[?1006h" : "\033[?1006l\033[?1000l");
	flush_bytes();
}

void term_redraw(void)
{
	reset_pen();
	put_cap(clear_screen);
	canvas_clear(&term.shown);
	term.device.row = -1;
}

static void remember(const struct canvas *c)
{
	size_t n = (size_t)c->rows * (size_t)c->cols;

	memcpy(term.shown.cells, c->cells, n * sizeof *c->cells);
	term.shown.cursor_row = c->cursor_row;
	term.shown.cursor_col = c->cursor_col;
}

void term_paint(const struct canvas *c)
{
	if (!term.open)
		return;
	if (c->rows != term.shown.rows || c->cols != term.shown.cols) {
		canvas_release(&term.shown);
		canvas_init(&term.shown, c->rows, c->cols);
		term_redraw();
	}
	paint_difference(&term.device, &term.shown, c);
	remember(c);
	flush_bytes();
}

void term_bell(void)
{
	if (term.open) {
		put_cap(bell);
		flush_bytes();
	}
}

void term_title(const char *title)
{
	if (!term.open || !term.titles)
		return;
	buf_adds(&term.bytes, "\033]2;");
	text_sanitise(&term.bytes, title, strlen(title));
	buf_adds(&term.bytes, "\a");
	flush_bytes();
}

void term_probe(void)
{
	if (!term.open)
		return;
	reset_pen();
	put_cap(tiparm(cursor_address, PROBE_ROW, 0));
	buf_adds(&term.bytes, "\u00B7\033[6n");
	put_cap(tiparm(cursor_address, PROBE_ROW, 0));
	put_cap(clr_eol);
	flush_bytes();
	term.device.row = -1;
	canvas_fill(&term.shown, PROBE_ROW, 0, term.shown.cols, PAINT_TEXT);
}

void term_mark(size_t consumed, size_t jobs)
{
	if (!term.open || !term.marks)
		return;
	buf_addf(&term.bytes, "\033]7777;%zu;%zu\a", consumed, jobs);
	flush_bytes();
}
