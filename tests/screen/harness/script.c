/* SPDX-License-Identifier: MIT
 *
 * Reading key scripts. One reader for each shape of arguments; the table of verbs says which.
 */
#include "tests/screen/harness/script.h"

#include <string.h>

#include "core/base/file.h"
#include "core/base/text.h"
#include "tui/key.h"

struct reader {
	struct pool *pool;
	char *rest; /* of the line, blanks trimmed */
};

/* --- pieces --------------------------------------------------------------------------------- */

/* Cuts the next word off; "" when there is none. */
static const char *next_word(struct reader *r)
{
	size_t n = strcspn(r->rest, " ");
	const char *word = pool_textn(r->pool, r->rest, n);

	r->rest += n;
	r->rest += strspn(r->rest, " ");
	return word;
}

static bool number(const char *word, int64_t max, int *out)
{
	int64_t n;

	if (!text_number(word, 0, max, &n))
		return false;
	*out = (int)n;
	return true;
}

static bool pair(const struct reader *r, const char *word, char between, int *a, int *b)
{
	const char *sep = strchr(word, between);

	return sep && number(pool_textn(r->pool, word, (size_t)(sep - word)), 1000, a) &&
	       number(sep + 1, 1000, b);
}

static bool end(const struct reader *r)
{
	return *r->rest == '\0';
}

/* --- shapes of arguments --------------------------------------------------------------------- */

typedef bool (*read_args)(struct reader *r, struct step *s);

static bool args_none(struct reader *r, struct step *s)
{
	(void)s;
	return end(r);
}

static bool args_text(struct reader *r, struct step *s)
{
	s->text = r->rest;
	return !end(r);
}

static bool args_name(struct reader *r, struct step *s)
{
	s->text = next_word(r);
	return end(r) && *s->text && !strpbrk(s->text, "/.");
}

static bool args_size(struct reader *r, struct step *s)
{
	return pair(r, next_word(r), 'x', &s->a, &s->b) && end(r);
}

static bool args_term(struct reader *r, struct step *s)
{
	bool good = pair(r, next_word(r), 'x', &s->a, &s->b);

	s->word = next_word(r);
	s->text = next_word(r);
	return good && end(r);
}

/* Options are checked by the program's own rules when it is started. */
static bool args_run(struct reader *r, struct step *s)
{
	if (strcmp(next_word(r), "onetrip") != 0 || strcmp(next_word(r), "demo") != 0)
		return false;
	s->text = r->rest;
	return true;
}

static bool args_keys(struct reader *r, struct step *s)
{
	struct key k;

	s->text = pool_text(r->pool, r->rest);
	if (end(r))
		return false;
	while (!end(r)) {
		if (!key_parse(next_word(r), &k))
			return false;
	}
	return true;
}

static bool args_switch(struct reader *r, struct step *s)
{
	const char *word = next_word(r);

	s->a = strcmp(word, "on") == 0;
	return end(r) && (s->a || strcmp(word, "off") == 0);
}

static bool args_number(struct reader *r, struct step *s)
{
	bool good = number(next_word(r), 3600000, &s->a);

	s->ms = s->a;
	return good && end(r);
}

static bool args_number_text(struct reader *r, struct step *s)
{
	return number(next_word(r), 1000, &s->a) && args_text(r, s);
}

static bool args_place(struct reader *r, struct step *s)
{
	return pair(r, next_word(r), ',', &s->a, &s->b) && end(r);
}

static bool args_limit(struct reader *r, struct step *s)
{
	const char *sign = next_word(r);
	bool good = number(next_word(r), 1000000, &s->a) && end(r);

	if (strcmp(sign, "<") == 0)
		s->a--;
	return good && (strcmp(sign, "<=") == 0 || strcmp(sign, "<") == 0);
}

/* "+300ms", "+8s", "+5m", "+2h" */
static bool args_span(struct reader *r, struct step *s)
{
	static const struct {
		const char *unit;
		int ms;
	} units[] = {{"ms", 1}, {"s", 1000}, {"m", 60000}, {"h", 3600000}};
	const char *word = next_word(r);
	size_t digits = strspn(word + (*word == '+'), "0123456789");
	int n;

	if (*word != '+' || !end(r) || !number(pool_textn(r->pool, word + 1, digits), 100000, &n))
		return false;
	for (size_t i = 0; i < COUNT_OF(units); i++) {
		if (strcmp(word + 1 + digits, units[i].unit) == 0) {
			s->ms = (int64_t)n * units[i].ms;
			return true;
		}
	}
	return false;
}

/* "TEXT within 5": seconds; otherwise EXPECT_MS. */
static bool args_within(struct reader *r, struct step *s)
{
	char *last = strrchr(r->rest, ' ');
	static const char within[] = " within";
	int seconds;

	s->ms = EXPECT_MS;
	if (last && last - r->rest > (ptrdiff_t)strlen(within) &&
		strncmp(last - strlen(within), within, strlen(within)) == 0 &&
		number(last + 1, 600, &seconds)) {
		last[-(ptrdiff_t)strlen(within)] = '\0';
		s->ms = seconds * 1000;
	}
	return args_text(r, s);
}

static bool args_mouse(struct reader *r, struct step *s)
{
	bool good = pair(r, next_word(r), ',', &s->a, &s->b);

	s->text = next_word(r);
	return good && end(r) &&
	       (!*s->text || !strcmp(s->text, "twice") || !strcmp(s->text, "up") || !strcmp(s->text, "down"));
}

static bool args_fault(struct reader *r, struct step *s)
{
	s->word = next_word(r);
	s->text = next_word(r);
	s->a = -1;
	if (!end(r) && !number(next_word(r), 60000, &s->a))
		return false;
	return end(r) && *s->text;
}

/* --- the file ------------------------------------------------------------------------------- */

static const struct {
	const char *word;
	read_args read;
	bool pty;
} verbs[VERB_COUNT] = {
#define X(id, word, args, pty) [id] = {word, args, pty},
	VERB_TABLE(X)
#undef X
};

const char *verb_word(enum verb v)
{
	return verbs[v].word;
}

/* A '#' begins a comment at the start of a line or behind a blank. */
static void cut_comment(char *line)
{
	for (char *at = line; (at = strchr(at, '#')); at++) {
		if (at == line || at[-1] == ' ' || at[-1] == '\t') {
			*at = '\0';
			break;
		}
	}
	size_t n = strlen(line);
	while (n > 0 && strchr(" \t\r", line[n - 1]))
		line[--n] = '\0';
}

static bool tagged(const char *line, const char *tag)
{
	const char *tags = strstr(line, "tags:");

	return line[0] == '#' && tags && strstr(tags, tag);
}

static bool read_step(struct script *s, char *line, struct step *step)
{
	struct reader r = {&s->pool, line + strspn(line, " \t")};
	const char *word = next_word(&r);

	step->word = step->text = "";
	for (int v = 0; v < VERB_COUNT; v++) {
		if (strcmp(verbs[v].word, word) == 0) {
			step->verb = (enum verb)v;
			return verbs[v].read(&r, step);
		}
	}
	return false;
}

static const char *base_name(struct pool *pool, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;

	return pool_textn(pool, name, strcspn(name, "."));
}

static enum err check_pty(const struct script *s, const char *path, struct buf *messages)
{
	enum err e = OK;

	for (size_t i = 0; s->pty && i < s->n; i++) {
		if (verbs[s->steps[i].verb].pty)
			continue;
		buf_addf(messages, "%s:%d: %s cannot be played on a real terminal\n", path,
			s->steps[i].line, verb_word(s->steps[i].verb));
		e = ERR_SYNTAX;
	}
	return e;
}

enum err script_parse(const char *path, const char *text, struct script *out, struct buf *messages)
{
	struct script s = {0};
	enum err e = OK;
	int number_of_line = 0;

	s.name = base_name(&s.pool, path);
	s.steps = pool_get(&s.pool, SCRIPT_STEPS * sizeof *s.steps);
	for (size_t n; *text; text += n + (text[n] == '\n')) {
		n = strcspn(text, "\n");
		char *line = pool_textn(&s.pool, text, n);
		number_of_line++;
		s.once = s.once || tagged(line, "once");
		s.linear = s.linear || tagged(line, "linear");
		s.variants = s.variants || tagged(line, "variants");
		s.far = s.far || tagged(line, "far");
		s.pty = s.pty || s.once || tagged(line, "pty");
		cut_comment(line);
		if (!*line)
			continue;
		const char *shown = pool_text(&s.pool, line);
		struct step step = {.line = number_of_line};
		if (s.n < SCRIPT_STEPS && read_step(&s, line, &step)) {
			s.steps[s.n++] = step;
			continue;
		}
		buf_addf(messages, "%s:%d: not understood: %s\n", path, number_of_line, shown);
		e = ERR_SYNTAX;
	}
	if (!e)
		e = check_pty(&s, path, messages);
	if (e)
		script_release(&s);
	else
		*out = s;
	return e;
}

enum err script_load(const char *path, struct script *out, struct buf *messages)
{
	struct buf text;

	buf_init(&text, SCRIPT_BYTES);
	enum err e = file_read(path, &text);
	if (e)
		buf_addf(messages, "%s: %s\n", path, err_text(e));
	else
		e = script_parse(path, buf_text(&text), out, messages);
	buf_release(&text);
	return e;
}

bool script_has(const struct script *s, enum verb v)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->steps[i].verb == v)
			return true;
	return false;
}

void script_release(struct script *s)
{
	pool_release(&s->pool);
	*s = (struct script){0};
}
