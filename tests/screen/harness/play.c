/* SPDX-License-Identifier: MIT
 *
 * One function a verb. An expectation that fails ends the play: what follows would only repeat
 * the failure.
 */
#include "tests/screen/harness/play_inside.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/text.h"
#include "tests/screen/harness/keyboard.h"

enum { PATIENCE = 4, WHOLE_SCREEN = 4096 /* bytes, of 80x24 */ };
enum { KEY_MS = 120, CARD_MS = 5, WATCH_MS = 20, SCREEN_BYTES = 1 << 18, CARD_DIGITS = 15,
	SHOWN_TEXT = 512 };

/* --- reading the screen --------------------------------------------------------------------- */

static void rows_text(struct play *p, int but, struct buf *out)
{
	for (int row = 0; row < p->stage.kind->rows(&p->stage); row++) {
		if (row != but)
			p->stage.kind->row(&p->stage, row, out);
		buf_addc(out, '\n');
	}
}

static void screen_text(struct play *p, struct buf *out)
{
	rows_text(p, -1, out);
}

/* Plain mode has no columns: what stands far apart on the glass is two blanks apart there. */
static void told_as(const char *text, char out[SHOWN_TEXT])
{
	size_t n = 0;

	for (; *text && n + 1 < SHOWN_TEXT; text++)
		if (!(n >= 2 && *text == ' ' && out[n - 1] == ' ' && out[n - 2] == ' '))
			out[n++] = *text;
	out[n] = '\0';
}

static bool shown(struct play *p, int row, const char *text)
{
	char told[SHOWN_TEXT];
	struct buf b;

	if (!p->stage.kind->cursor) {
		told_as(text, told);
		text = told;
	}

	buf_init(&b, SCREEN_BYTES);
	if (row < 0)
		screen_text(p, &b);
	else if (row < p->stage.kind->rows(&p->stage))
		p->stage.kind->row(&p->stage, row, &b);
	bool found = strstr(buf_text(&b), text) != NULL;
	buf_release(&b);
	return found;
}

static int64_t real_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Until the text is there or the time is over: answers of departments and the hashing of a
 * password take real time even when the program's clock is held. A busy machine gets several
 * times as long; only a play that fails waits for it. */
static bool wait_for(struct play *p, int row, const char *text, int64_t ms)
{
	int64_t end = real_ms() + ms * PATIENCE;

	p->stage.kind->settle(&p->stage);
	while (!shown(p, row, text)) {
		if (real_ms() >= end)
			return false;
		p->stage.kind->watch(&p->stage, WATCH_MS);
		play_watch_others(p);
	}
	return true;
}

/* --- verbs ---------------------------------------------------------------------------------- */

static bool do_term(struct play *p, const struct step *s)
{
	const struct variant *v = p->variant;

	p->scene.cols = v->cols ? v->cols : s->a;
	p->scene.rows = v->rows ? v->rows : s->b;
	text_copy(p->scene.term, sizeof p->scene.term,
		*v->term   ? v->term
		: *s->word ? s->word
			   : "xterm-256color");
	text_copy(p->scene.lang, sizeof p->scene.lang, text_starts(s->text, "en") ? "en" : "zh");
	return true;
}

/* The options of `onetrip demo` that a script may give. */
static bool take_option(struct scene *c, const char *name, const char *value)
{
	int64_t n;

	if (strcmp(name, "--history") == 0 && text_number(value, 1, 5000, &n)) {
		c->history = (size_t)n;
		return true;
	}
	if (strcmp(name, "--seed") == 0 && text_number(value, 0, INT32_MAX, &n)) {
		c->seed = (uint64_t)n;
		return true;
	}
	if (strcmp(name, "--class") == 0)
		return text_copy(c->class_name, sizeof c->class_name, value);
	if (strcmp(name, "--listen") == 0)
		return text_copy(c->listen, sizeof c->listen, value);
	if (strcmp(name, "--join") == 0)
		return text_copy(c->join, sizeof c->join, value);
	if (strcmp(name, "--now") == 0)
		return clock_parse(value, &n) && text_copy(c->now, sizeof c->now, value);
	return strcmp(name, "--lang") == 0 && text_copy(c->lang, sizeof c->lang, value);
}

static bool do_run(struct play *p, const struct step *s)
{
	char word[32], value[32];
	const char *at = s->text;

	*p->scene.listen = *p->scene.join = '\0';
	while (*at) {
		size_t n = strcspn(at, " ");
		text_copyn(word, sizeof word, at, n);
		at += n + strspn(at + n, " ");
		if (strcmp(word, "--mono") == 0) {
			p->scene.mono = true;
			continue;
		}
		n = strcspn(at, " ");
		text_copyn(value, sizeof value, at, n);
		at += n + strspn(at + n, " ");
		if (!take_option(&p->scene, word, value))
			return false;
	}
	p->scene.mono = p->scene.mono || p->variant->mono;
	p->scene.no_color = p->variant->no_color;
	p->scene.round_trip_ms = p->variant->round_trip_ms;
	p->stage.kind->close(&p->stage);
	enum err e = p->stage.kind->open(&p->stage, &p->scene);
	if (e)
		buf_addf(p->report, "not started: %s\n", err_name(e));
	return e == OK;
}

/* What came late belongs to what was before. */
static size_t painted_so_far(struct play *p)
{
	if (!p->stage.kind->bytes)
		return 0;
	p->stage.kind->pass(&p->stage, 0);
	return p->stage.kind->bytes(&p->stage);
}

/* No key costs more than a whole screen (ux.md 5.4). */
static void count_frame(struct play *p, size_t bytes)
{
	size_t most = (size_t)(WHOLE_SCREEN * p->scene.rows * p->scene.cols / (24 * 80));

	if (bytes <= most || p->costly)
		return;
	buf_addf(p->report, "%zu bytes for one key, more than %zu\n", bytes, most);
	p->costly = true;
}

static void press(struct play *p, const struct key *k)
{
	struct buf bytes;

	buf_init(&bytes, 64);
	if (p->ime && k->kind == KEY_CHAR)
		keyboard_ime(k->cp, &bytes);
	else
		keyboard_key(k, p->variant->keyboard ? p->variant->keyboard : p->scene.term, &bytes);
	size_t painted = painted_so_far(p);
	if (p->stage.kind->held)
		p->stage.kind->pass(&p->stage, KEY_MS);
	if (p->ahead && p->variant->round_trip_ms)
		p->stage.kind->feed(&p->stage, buf_text(&bytes), bytes.len);
	else
		p->stage.kind->send(&p->stage, buf_text(&bytes), bytes.len);
	if (!p->ahead && p->stage.kind->bytes)
		count_frame(p, p->stage.kind->bytes(&p->stage) - painted);
	p->keys++;
	p->han += k->kind == KEY_CHAR && k->cp >= 0x3400;
	buf_release(&bytes);
}

static bool digit(const struct key *k)
{
	return k->kind == KEY_CHAR && k->cp >= '0' && k->cp <= '9';
}

/* "Esc 8" is F8; before any other key a pending Esc is decided first. */
static bool do_key(struct play *p, const struct step *s)
{
	char word[24];
	bool escape = false;

	for (const char *at = s->text; *at;) {
		size_t n = strcspn(at, " ");
		struct key k;
		text_copyn(word, sizeof word, at, n);
		at += n + strspn(at + n, " ");
		if (!key_parse(word, &k))
			return false;
		if (escape && !digit(&k))
			p->stage.kind->settle(&p->stage);
		press(p, &k);
		escape = k.kind == KEY_ESC;
	}
	return true;
}

/* A hand is slower than a card reader; where time is real, only a row of digits shows that. */
static bool looks_like_card(const char *text)
{
	for (; *text; text++) {
		if (strspn(text, "0123456789") >= CARD_DIGITS)
			return true;
	}
	return false;
}

static void type_text(struct play *p, const char *at)
{
	size_t len = strlen(at);
	bool slow = !p->stage.kind->held && looks_like_card(at);

	p->stage.kind->settle(&p->stage);
	while (len > 0) {
		struct key k = {.kind = KEY_CHAR, .cp = text_next(&at, &len)};
		p->ahead = len > 0;
		press(p, &k);
		if (slow)
			p->stage.kind->pass(&p->stage, KEY_MS);
	}
}

static bool do_type(struct play *p, const struct step *s)
{
	type_text(p, s->text);
	return true;
}

static bool do_paste(struct play *p, const struct step *s)
{
	struct buf b;

	p->stage.kind->settle(&p->stage);
	buf_init(&b, SCRIPT_BYTES);
	buf_addf(&b, "\033[200~%s\033[201~", s->text);
	p->stage.kind->send(&p->stage, buf_text(&b), b.len);
	p->keys++;
	buf_release(&b);
	return true;
}

/* A reader types its characters and Enter. */
static bool do_card(struct play *p, const struct step *s)
{
	p->stage.kind->settle(&p->stage);
	p->stage.kind->pass(&p->stage, KEY_MS);
	for (const char *at = s->text; *at; at++) {
		p->stage.kind->feed(&p->stage, at, 1);
		p->stage.kind->pass(&p->stage, CARD_MS);
	}
	p->stage.kind->send(&p->stage, "\r", 1);
	p->stage.kind->settle(&p->stage);
	return true;
}

static bool do_ime(struct play *p, const struct step *s)
{
	p->ime = s->a || p->variant->ime;
	return true;
}

static bool do_resize(struct play *p, const struct step *s)
{
	p->stage.kind->resize(&p->stage, s->b, s->a);
	return true;
}

static bool do_pass(struct play *p, const struct step *s)
{
	p->stage.kind->settle(&p->stage);
	p->stage.kind->pass(&p->stage, s->ms);
	return true;
}

static bool do_expect(struct play *p, const struct step *s)
{
	return wait_for(p, -1, s->text, s->ms);
}

static bool do_note(struct play *p, const struct step *s)
{
	struct buf b;

	if (!wait_for(p, -1, s->text, EXPECT_MS))
		return false;
	buf_init(&b, SCREEN_BYTES);
	screen_text(p, &b);
	const char *at = strstr(buf_text(&b), s->text);
	bool found = at != NULL;
	if (found) {
		at += strlen(s->text);
		at += strspn(at, " ");
		found = text_copyn(p->noted, sizeof p->noted, at, strcspn(at, " \n"));
	}
	buf_release(&b);
	return found && *p->noted;
}

static bool do_retype(struct play *p, const struct step *s)
{
	(void)s;
	type_text(p, p->noted);
	return *p->noted != '\0';
}

static bool do_row(struct play *p, const struct step *s)
{
	return wait_for(p, p->stage.kind->cursor ? s->a : -1, s->text, EXPECT_MS);
}

static bool do_absent(struct play *p, const struct step *s)
{
	p->stage.kind->settle(&p->stage);
	return !shown(p, -1, s->text);
}

static bool do_cursor(struct play *p, const struct step *s)
{
	int row, col;

	p->stage.kind->settle(&p->stage);
	if (!p->stage.kind->cursor)
		return true;
	p->stage.kind->cursor(&p->stage, &row, &col);
	if (row == s->a && col == s->b)
		return true;
	buf_addf(p->report, "the cursor is at %d,%d\n", row, col);
	return false;
}

static bool do_mark(struct play *p, const struct step *s)
{
	(void)s;
	p->stage.kind->settle(&p->stage);
	p->keys_mark = p->keys;
	p->han_mark = p->han;
	p->bytes_mark = painted_so_far(p);
	return true;
}

static bool within(struct play *p, size_t n, const struct step *s)
{
	if (n <= (size_t)s->a)
		return true;
	buf_addf(p->report, "%zu %s since the mark\n", n, verb_word(s->verb));
	return false;
}

static bool do_keys(struct play *p, const struct step *s)
{
	return within(p, (size_t)(p->keys - p->keys_mark), s);
}

/* Only a real terminal counts bytes; elsewhere there is nothing to exceed. */
static bool do_bytes(struct play *p, const struct step *s)
{
	p->stage.kind->settle(&p->stage);
	return !p->stage.kind->bytes ||
	       within(p, p->stage.kind->bytes(&p->stage) - p->bytes_mark, s);
}

/* As a terminal reports it (SGR): down and up, or one turn of the wheel. */
static bool do_mouse(struct play *p, const struct step *s)
{
	bool wheel = text_equal(s->text, "up") || text_equal(s->text, "down");
	int button = !wheel ? 0 : text_equal(s->text, "up") ? 64 : 65;
	char bytes[64];

	p->stage.kind->settle(&p->stage);
	if (p->stage.kind->mouse && !p->stage.kind->mouse(&p->stage))
		return true;
	for (int i = 0; i < (text_equal(s->text, "twice") ? 2 : 1); i++) {
		text_format(bytes, sizeof bytes, "\033[<%d;%d;%dM", button, s->b + 1, s->a + 1);
		p->stage.kind->feed(&p->stage, bytes, strlen(bytes));
		text_format(bytes, sizeof bytes, "\033[<%d;%d;%dm", button, s->b + 1, s->a + 1);
		if (!wheel)
			p->stage.kind->feed(&p->stage, bytes, strlen(bytes));
	}
	p->stage.kind->send(&p->stage, "", 0);
	return true;
}

/* The digits of the clock are the only thing that moves. */
static void blank_clock(char *text)
{
	for (char *at = text; *at && *at != '\n'; at++)
		if (at[0] == ':' && at > text + 1)
			at[-2] = at[-1] = at[1] = at[2] = 'x';
}

static bool do_idle(struct play *p, const struct step *s)
{
	enum { MINUTE_MS = 60000 };
	struct buf before, after;
	int row[2], col[2];

	(void)s;
	if (!p->stage.kind->held)
		return true;
	buf_init(&before, SCREEN_BYTES);
	buf_init(&after, SCREEN_BYTES);
	p->stage.kind->settle(&p->stage);
	screen_text(p, &before);
	p->stage.kind->cursor(&p->stage, &row[0], &col[0]);
	p->stage.kind->pass(&p->stage, MINUTE_MS);
	screen_text(p, &after);
	p->stage.kind->cursor(&p->stage, &row[1], &col[1]);
	bool ticked = !text_equal(buf_text(&before), buf_text(&after));
	blank_clock(before.data);
	blank_clock(after.data);
	bool still = text_equal(buf_text(&before), buf_text(&after)) && row[0] == row[1] && col[0] == col[1];
	if (!still)
		buf_addf(p->report, "before\n%s", buf_text(&before));
	buf_release(&before);
	buf_release(&after);
	return ticked && still;
}

static bool do_fault(struct play *p, const struct step *s)
{
	enum err e = p->stage.kind->fault ? p->stage.kind->fault(&p->stage, s->word, s->text, s->a)
					  : ERR_UNSUPPORTED;

	if (e)
		buf_addf(p->report, "%s\n", err_name(e));
	return e == OK;
}

/* The number of an ask is drawn by chance; how many were drawn before it is not what a picture is
 * about. */
static void blank_requests(char *text)
{
	static const char *const words[] = {"请求 ", "request "};

	for (size_t i = 0; text && i < COUNT_OF(words); i++)
		for (char *at = text; (at = strstr(at, words[i]));) {
			at += strlen(words[i]);
			memset(at, 'x', strspn(at, "0123456789abcdef"));
		}
}

static bool do_golden(struct play *p, const struct step *s)
{
	const char *generate = getenv("GENERATE");
	char path[PATH_SIZE];
	struct buf want, got;

	p->stage.kind->settle(&p->stage);
	if (!p->stage.kind->golden)
		return true;
	text_format(path, sizeof path, "tests/screen/golden/%s.txt", s->text);
	buf_init(&want, SCREEN_BYTES);
	buf_init(&got, SCREEN_BYTES);
	p->stage.kind->golden(&p->stage, &got);
	blank_requests(got.data);
	bool good;
	if (generate && strcmp(generate, "1") == 0) {
		good = file_write(path, buf_text(&got), got.len) == OK;
	} else {
		good = file_read(path, &want) == OK && text_equal(buf_text(&want), buf_text(&got));
		if (!good)
			buf_addf(p->report, "differs from %s; it is now\n%s", path, buf_text(&got));
	}
	buf_release(&want);
	buf_release(&got);
	return good && (!p->stage.kind->offered || p->stage.kind->offered(&p->stage, p->report));
}

static bool do_print(struct play *p, const struct step *s)
{
	(void)s;
	p->stage.kind->settle(&p->stage);
	screen_text(p, p->report);
	return true;
}

static bool do_figures(struct play *p, const struct step *s)
{
	struct figures f = {.keys = p->keys - p->keys_mark, .han = p->han - p->han_mark};

	p->stage.kind->settle(&p->stage);
	if (!p->stage.kind->tally)
		return true;
	p->stage.kind->tally(&p->stage, &f);
	figures_put(s->text, &f, p->report);
	return f.fields > 0;
}

static bool (*const acts[VERB_COUNT])(struct play *, const struct step *) = {
	[VERB_TERM] = do_term,
	[VERB_RUN] = do_run,
	[VERB_KEY] = do_key,
	[VERB_TYPE] = do_type,
	[VERB_PASTE] = do_paste,
	[VERB_CARD] = do_card,
	[VERB_IME] = do_ime,
	[VERB_RESIZE] = do_resize,
	[VERB_WAIT] = do_pass,
	[VERB_CLOCK] = do_pass,
	[VERB_EXPECT] = do_expect,
	[VERB_ABSENT] = do_absent,
	[VERB_ROW] = do_row,
	[VERB_CURSOR] = do_cursor,
	[VERB_NOTE] = do_note,
	[VERB_RETYPE] = do_retype,
	[VERB_MARK] = do_mark,
	[VERB_KEYS] = do_keys,
	[VERB_BYTES] = do_bytes,
	[VERB_MOUSE] = do_mouse,
	[VERB_IDLE] = do_idle,
	[VERB_FAULT] = do_fault,
	[VERB_GOLDEN] = do_golden,
	[VERB_PRINT] = do_print,
	[VERB_FIGURES] = do_figures,
	[VERB_WITH] = play_with,
	[VERB_HASH] = play_hash,
	[VERB_EQUAL] = play_equal,
};

/* --- the whole ------------------------------------------------------------------------------ */

static bool needs_stage(enum verb v)
{
	return v != VERB_TERM && v != VERB_RUN && v != VERB_IME && v != VERB_WITH && v != VERB_HASH;
}

/* The laws of all screens, which no script has to name. */
static bool lawful(struct play *p)
{
	if (p->costly)
		return false;
	return !p->stage.self || !p->stage.kind->wrong || !p->stage.kind->wrong(&p->stage, p->report);
}

static bool step(struct play *p, const struct script *s, const struct step *step)
{
	if (needs_stage(step->verb) && !p->stage.self) {
		buf_addf(p->report, "%s:%d: nothing runs yet\n", s->name, step->line);
		return false;
	}
	if (acts[step->verb](p, step) && lawful(p))
		return true;
	buf_addf(p->report, "%s:%d (%s): %s %s%s%s\n", s->name, step->line, p->variant->name,
		verb_word(step->verb), step->word, *step->word ? " " : "", step->text);
	return false;
}

bool play(const struct script *s, const struct stage_kind *kind, const struct variant *v,
	struct buf *report, struct buf *last)
{
	struct play p = {.variant = v,
		.stage = {.kind = kind},
		.scene = {.rows = 24,
			.cols = 80,
			.lang = "zh",
			.term = "xterm-256color",
			.now = "2026-03-16T09:00",
			.seed = 1},
		.report = report,
		.ime = v->ime};
	bool many = script_has(s, VERB_WITH);
	bool good = !(many || script_has(s, VERB_HASH)) || stage_folder(p.dir) == OK;

	if (many && kind == &stage_canvas)
		p.stage.kind = &stage_apart;
	text_copy(p.scene.dir, sizeof p.scene.dir, p.dir);
	for (size_t i = 0; i < s->n && good; i++)
		good = step(&p, s, &s->steps[i]);
	if (p.stage.self && !good)
		screen_text(&p, report);
	if (p.stage.self && good && last)
		rows_text(&p, kind->rows(&p.stage) - 2, last);
	play_end(&p);
	return good;
}
