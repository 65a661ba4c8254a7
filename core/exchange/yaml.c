/* SPDX-License-Identifier: MIT
 *
 * Lines first, then structure by indentation. What must hold: every line is used exactly once, or
 * the document is refused; nesting is counted before it is entered.
 */
#include "core/exchange/yaml.h"

#include <string.h>

#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/exchange/json.h"

enum { BLANK = -1, SCALAR_BYTES = 64 * 1024 };

struct line {
	const char *raw;             /* from the first column */
	size_t raw_len;
	int indent;                  /* BLANK: nothing but blanks or a comment */
	const char *text;            /* from the indentation on */
	size_t len;
};

struct reading {
	struct line *lines;
	size_t n, at;
	struct buf *out;
	enum err err;
	size_t bad;                  /* the line it failed at */
};

static bool fail(struct reading *d, enum err e)
{
	if (!d->err) {
		d->err = e;
		d->bad = d->at < d->n ? d->at : d->n;
	}
	return false;
}

/* ---- lines ---- */

static bool take_line(struct reading *d, const char *text, size_t len)
{
	struct line *l = &d->lines[d->n];
	size_t indent = 0;

	while (len > 0 && (text[len - 1] == '\r' || text[len - 1] == ' '))
		len--;
	while (indent < len && text[indent] == ' ')
		indent++;
	*l = (struct line){text, len, (int)indent, text + indent, len - indent};
	if (indent == len || text[indent] == '#')
		l->indent = BLANK;
	else if (text[indent] == '\t')
		return false;
	d->n++;
	return true;
}

static enum err split(struct reading *d, const char *text, size_t len)
{
	while (len > 0) {
		const char *end = memchr(text, '\n', len);
		size_t n = end ? (size_t)(end - text) : len;
		if (d->n == YAML_LINES)
			return ERR_LIMIT;
		if (!take_line(d, text, n)) {
			d->bad = d->n;
			return ERR_SYNTAX;
		}
		n += end != NULL;
		text += n;
		len -= n;
	}
	return OK;
}

static struct line *next_line(struct reading *d)
{
	while (d->at < d->n && d->lines[d->at].indent == BLANK)
		d->at++;
	return d->at < d->n ? &d->lines[d->at] : NULL;
}

/* ---- scalars ---- */

static void put_text(struct reading *d, const struct buf *text)
{
	if (text->err || memchr(buf_text(text), '\0', text->len))
		fail(d, text->err ? ERR_LIMIT : ERR_SYNTAX);
	json_quote(d->out, buf_text(text));
}

static bool number(const char *text, size_t len)
{
	size_t i = len && text[0] == '-', from = i;

	while (i < len && text[i] >= '0' && text[i] <= '9')
		i++;
	if (i == from || (text[from] == '0' && i - from > 1))
		return false;
	if (i < len && text[i] == '.') {
		for (from = ++i; i < len && text[i] >= '0' && text[i] <= '9'; i++)
			;
		return i == len && i > from;
	}
	return i == len;
}

static bool is_word(const char *text, size_t len, const char *word)
{
	return len == strlen(word) && memcmp(text, word, len) == 0;
}

static void put_plain(struct reading *d, const char *text, size_t len)
{
	struct buf b;

	if (len == 0 || is_word(text, len, "~") || is_word(text, len, "null")) {
		buf_adds(d->out, "null");
	} else if (is_word(text, len, "true") || is_word(text, len, "false") || number(text, len)) {
		buf_add(d->out, text, len);
	} else if (strchr("&*!%@`|>", *text) || is_word(text, len, "<<")) {
		fail(d, ERR_SYNTAX);
	} else {
		buf_init(&b, SCALAR_BYTES);
		buf_add(&b, text, len);
		put_text(d, &b);
		buf_release(&b);
	}
}

static bool quote(char c)
{
	return c == '"' || c == '\'';
}

/* The bytes a quoted scalar takes with its quotes; 0: it does not end here. */
static size_t quoted_len(const char *text, size_t len)
{
	char quote = text[0];

	for (size_t i = 1; i < len; i++) {
		if (quote == '"' && text[i] == '\\')
			i++;
		else if (text[i] == quote && quote == '\'' && i + 1 < len && text[i + 1] == quote)
			i++;
		else if (text[i] == quote)
			return i + 1;
	}
	return 0;
}

/* Up to a comment, which needs a blank before it and is no comment inside quotes. */
static size_t without_comment(const char *text, size_t len)
{
	bool open = len && strchr("[{\"'", *text); /* in plain text a quote is a character */

	for (size_t i = 0; i < len; i++) {
		size_t n = open && quote(text[i]) ? quoted_len(text + i, len - i) : 0;
		if (n)
			i += n - 1;
		else if (text[i] == '#' && i > 0 && text[i - 1] == ' ')
			len = i;
	}
	while (len > 0 && text[len - 1] == ' ')
		len--;
	return len;
}

/* A double-quoted one of the escapes JSON has, too, is JSON already. */
static void put_quoted(struct reading *d, const char *text, size_t len)
{
	struct buf b;

	if (text[0] == '"') {
		for (size_t i = 1; i + 1 < len; i++)
			if (text[i] == '\\' && !strchr("\"\\/bfnrtu", text[++i]))
				fail(d, ERR_SYNTAX);
		buf_add(d->out, text, len);
		return;
	}
	buf_init(&b, SCALAR_BYTES);
	for (size_t i = 1; i + 1 < len; i++) {
		buf_addc(&b, text[i]);
		i += text[i] == '\'';
	}
	put_text(d, &b);
	buf_release(&b);
}

/* ---- flow collections, on one line ---- */

struct flow {
	struct reading *d;
	const char *at, *end;
};

static void blanks(struct flow *f)
{
	while (f->at < f->end && *f->at == ' ')
		f->at++;
}

static bool flow_scalar(struct flow *f, const char *stops)
{
	size_t left = (size_t)(f->end - f->at), n = 0;

	if (left && quote(*f->at)) {
		n = quoted_len(f->at, left);
		if (!n)
			return fail(f->d, ERR_SYNTAX);
		put_quoted(f->d, f->at, n);
	} else {
		while (n < left && !strchr(stops, f->at[n]))
			n++;
		size_t used = n;
		while (used > 0 && f->at[used - 1] == ' ')
			used--;
		if (!used)
			return fail(f->d, ERR_SYNTAX);
		put_plain(f->d, f->at, used);
	}
	f->at += n;
	return !f->d->err;
}

/* A key is text whatever it looks like. */
static bool flow_key(struct flow *f)
{
	size_t left = (size_t)(f->end - f->at), n = left && quote(*f->at) ? quoted_len(f->at, left) : 0;
	struct buf b;

	if (n) {
		put_quoted(f->d, f->at, n);
	} else {
		while (n < left && !strchr(":,[]{}", f->at[n]))
			n++;
		buf_init(&b, SCALAR_BYTES);
		buf_add(&b, f->at, without_comment(f->at, n));
		put_text(f->d, &b);
		buf_release(&b);
	}
	f->at += n;
	blanks(f);
	if (f->at >= f->end || *f->at != ':')
		return fail(f->d, ERR_SYNTAX);
	f->at++;
	blanks(f);
	buf_addc(f->d->out, ':');
	return n > 0 && !f->d->err;
}

/* NOLINTNEXTLINE(misc-no-recursion): at most YAML_DEPTH */
static bool flow_value(struct flow *f, int depth)
{
	char open = f->at < f->end ? *f->at : '\0', close = open == '[' ? ']' : '}';

	if (open != '[' && open != '{')
		return flow_scalar(f, ",]}");
	if (depth >= YAML_DEPTH)
		return fail(f->d, ERR_LIMIT);
	buf_addc(f->d->out, open);
	f->at++;
	for (bool first = true;; first = false) {
		blanks(f);
		if (f->at < f->end && *f->at == close && first)
			break;
		if (!first)
			buf_addc(f->d->out, ',');
		if ((open == '{' && !flow_key(f)) || !flow_value(f, depth + 1))
			return false;
		blanks(f);
		if (f->at >= f->end || (*f->at != ',' && *f->at != close))
			return fail(f->d, ERR_SYNTAX);
		if (*f->at == close)
			break;
		f->at++;
	}
	f->at++;
	buf_addc(f->d->out, close);
	return true;
}

/* ---- blocks ---- */

/* The lines of a literal or folded block, deeper than its parent; blank lines count. */
static void put_block_text(struct reading *d, int parent, bool folded)
{
	struct buf b;
	int indent = -1;

	buf_init(&b, SCALAR_BYTES);
	for (; d->at < d->n; d->at++) {
		const struct line *l = &d->lines[d->at];
		size_t lead = strspn(l->raw, " ");
		bool empty = lead >= l->raw_len;
		if (!empty && (int)lead <= parent)
			break;
		if (!empty && indent < 0)
			indent = (int)lead;
		if (b.len)
			buf_addc(&b, folded && !empty && buf_text(&b)[b.len - 1] != '\n' ? ' ' : '\n');
		if (!empty && indent >= 0 && (size_t)indent < l->raw_len)
			buf_add(&b, l->raw + indent, l->raw_len - (size_t)indent);
	}
	put_text(d, &b);
	buf_release(&b);
}

/* A plain scalar goes on over deeper lines, joined by blanks. */
static void put_plain_lines(struct reading *d, const char *text, size_t len, int parent)
{
	struct buf b;
	struct line *l;
	size_t n = without_comment(text, len);

	d->at++;
	l = next_line(d);
	if (!l || l->indent <= parent) {
		put_plain(d, text, n);
		return;
	}
	buf_init(&b, SCALAR_BYTES);
	buf_add(&b, text, n);
	for (; l && l->indent > parent; d->at++, l = next_line(d)) {
		buf_addc(&b, ' ');
		buf_add(&b, l->text, without_comment(l->text, l->len));
	}
	if (strchr("&*!%@`|>", *buf_text(&b)))
		fail(d, ERR_SYNTAX);
	put_text(d, &b);
	buf_release(&b);
}

static bool block(struct reading *d, int parent, int depth);

/* What stands behind "key:" or "-" on the same line. */
/* NOLINTNEXTLINE(misc-no-recursion): at most YAML_DEPTH */
static bool inline_value(struct reading *d, const char *text, size_t len, int parent)
{
	struct flow f = {d, text, text + without_comment(text, len)};

	if (*text == '|' || *text == '>') {
		d->at++;
		put_block_text(d, parent, *text == '>');
	} else if (*text == '[' || *text == '{' || quote(*text)) {
		if (!flow_value(&f, 0) || (blanks(&f), f.at != f.end))
			return fail(d, ERR_SYNTAX);
		d->at++;
	} else {
		put_plain_lines(d, text, len, parent);
	}
	return !d->err;
}

/* Where the key ends: its colon is followed by a blank or the end. 0: this is no key. */
static size_t key_len(const char *text, size_t len)
{
	size_t i = len && quote(*text) ? quoted_len(text, len) : 0;

	for (; i < len; i++)
		if (text[i] == ':' && (i + 1 == len || text[i + 1] == ' '))
			return i;
	return 0;
}

static void put_key(struct reading *d, const char *text, size_t len)
{
	struct buf b;

	if (quote(*text) && quoted_len(text, len) == len) {
		put_quoted(d, text, len);
	} else {
		if (strchr("&*!?%@`|>[]{},", *text) || is_word(text, len, "<<"))
			fail(d, ERR_SYNTAX);
		buf_init(&b, SCALAR_BYTES);
		buf_add(&b, text, len);
		put_text(d, &b);
		buf_release(&b);
	}
	buf_addc(d->out, ':');
}

static bool dash(const struct line *l)
{
	return l->len && l->text[0] == '-' && (l->len == 1 || l->text[1] == ' ');
}

/* NOLINTNEXTLINE(misc-no-recursion): at most YAML_DEPTH */
static bool value_below(struct reading *d, int indent, int depth)
{
	d->at++;
	struct line *l = next_line(d);

	if (l && (l->indent > indent || (l->indent == indent && dash(l))))
		return block(d, l->indent == indent ? indent - 1 : indent, depth);
	buf_adds(d->out, "null");
	return true;
}

/* NOLINTNEXTLINE(misc-no-recursion): at most YAML_DEPTH */
static bool mapping(struct reading *d, int indent, int depth)
{
	struct line *l = next_line(d);

	buf_addc(d->out, '{');
	for (bool first = true; l && l->indent == indent && !dash(l); first = false, l = next_line(d)) {
		size_t n = key_len(l->text, l->len), skip;
		if (!n)
			return fail(d, ERR_SYNTAX);
		if (!first)
			buf_addc(d->out, ',');
		put_key(d, l->text, n);
		for (skip = n + 1; skip < l->len && l->text[skip] == ' '; skip++)
			;
		bool bare = skip >= l->len || l->text[skip] == '#';
		if (d->err || !(bare ? value_below(d, indent, depth) :
				       inline_value(d, l->text + skip, l->len - skip, indent)))
			return false;
	}
	buf_addc(d->out, '}');
	return !l || l->indent < indent || fail(d, ERR_SYNTAX);
}

/* "- key: value" begins a mapping where the key stands. */
/* NOLINTNEXTLINE(misc-no-recursion): at most YAML_DEPTH */
static bool entry(struct reading *d, struct line *l, int indent, int depth)
{
	size_t skip = 1;

	while (skip < l->len && l->text[skip] == ' ')
		skip++;
	if (skip >= l->len || l->text[skip] == '#') {
		d->at++;
		struct line *below = next_line(d);
		if (below && below->indent > indent)
			return block(d, indent, depth);
		buf_adds(d->out, "null");
		return true;
	}
	const char *rest = l->text + skip;
	size_t len = l->len - skip;
	bool nested = strchr("[{|>", *rest) == NULL && (key_len(rest, len) || *rest == '-');
	if (!nested)
		return inline_value(d, rest, len, indent);
	l->indent += (int)skip;
	l->text = rest;
	l->len = len;
	return block(d, indent, depth);
}

/* NOLINTNEXTLINE(misc-no-recursion): at most YAML_DEPTH */
static bool sequence(struct reading *d, int indent, int depth)
{
	struct line *l = next_line(d);

	buf_addc(d->out, '[');
	for (bool first = true; l && l->indent == indent && dash(l); first = false, l = next_line(d)) {
		if (!first)
			buf_addc(d->out, ',');
		if (!entry(d, l, indent, depth))
			return false;
	}
	buf_addc(d->out, ']');
	return !l || l->indent <= indent || fail(d, ERR_SYNTAX);
}

/* NOLINTNEXTLINE(misc-no-recursion): at most YAML_DEPTH */
static bool block(struct reading *d, int parent, int depth)
{
	struct line *l = next_line(d);

	if (depth >= YAML_DEPTH)
		return fail(d, ERR_LIMIT);
	if (!l || l->indent <= parent)
		return fail(d, ERR_SYNTAX);
	if (dash(l))
		return sequence(d, l->indent, depth + 1);
	if (!strchr("[{", *l->text) && key_len(l->text, l->len))
		return mapping(d, l->indent, depth + 1);
	return inline_value(d, l->text, l->len, parent);
}

/* "---" before and "..." behind are allowed once; a second document is not. */
static void trim_markers(struct reading *d)
{
	struct line *l = next_line(d);

	if (l && l->indent == 0 && is_word(l->text, l->len, "---"))
		l->indent = BLANK;
	for (size_t i = d->n; i-- > 0;) {
		if (d->lines[i].indent == BLANK)
			continue;
		if (is_word(d->lines[i].text, d->lines[i].len, "..."))
			d->lines[i].indent = BLANK;
		break;
	}
}

enum err yaml_to_json(const char *text, size_t len, struct buf *out, int *line)
{
	struct reading d = {.out = out};

	*line = 0;
	if (len > YAML_BYTES)
		return ERR_LIMIT;
	d.lines = mem_array(YAML_LINES + 1, sizeof *d.lines);
	d.err = split(&d, text, len);
	if (!d.err) {
		trim_markers(&d);
		if (block(&d, -1, 0) && next_line(&d))
			fail(&d, ERR_SYNTAX);
	}
	mem_free(d.lines);
	if (d.err)
		*line = (int)d.bad + 1;
	return d.err ? d.err : out->err;
}
