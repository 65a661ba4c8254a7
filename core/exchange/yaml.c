/* SPDX-License-Identifier: MIT
 *
 * Lines first, then structure by indentation. What must hold: every line is used exactly once, or
 * the document is refused; nesting is counted before it is entered.
 */
#include <string.h>

#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/exchange/yaml_inside.h"

enum { BLANK = -1 };

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
	yaml_text(d, &b);
	buf_release(&b);
}

/* A plain scalar goes on over deeper lines, joined by blanks. */
static void put_plain_lines(struct reading *d, const char *text, size_t len, int parent)
{
	struct buf b;
	struct line *l;
	size_t n = yaml_uncommented(text, len);

	d->at++;
	l = next_line(d);
	if (!l || l->indent <= parent) {
		yaml_plain(d, text, n);
		return;
	}
	buf_init(&b, SCALAR_BYTES);
	buf_add(&b, text, n);
	for (; l && l->indent > parent; d->at++, l = next_line(d)) {
		buf_addc(&b, ' ');
		buf_add(&b, l->text, yaml_uncommented(l->text, l->len));
	}
	if (strchr("&*!%@`|>", *buf_text(&b)))
		yaml_fail(d, ERR_SYNTAX);
	yaml_text(d, &b);
	buf_release(&b);
}

static bool block(struct reading *d, int parent, int depth);

/* What stands behind "key:" or "-" on the same line. */
/* NOLINTNEXTLINE(misc-no-recursion): at most YAML_DEPTH */
static bool inline_value(struct reading *d, const char *text, size_t len, int parent)
{
	struct flow f = {d, text, text + yaml_uncommented(text, len)};

	if (*text == '|' || *text == '>') {
		d->at++;
		put_block_text(d, parent, *text == '>');
	} else if (*text == '[' || *text == '{' || yaml_quote(*text)) {
		if (!yaml_flow(&f, 0) || (yaml_blanks(&f), f.at != f.end))
			return yaml_fail(d, ERR_SYNTAX);
		d->at++;
	} else {
		put_plain_lines(d, text, len, parent);
	}
	return !d->err;
}

/* Where the key ends: its colon is followed by a blank or the end. 0: this is no key. */
static size_t key_len(const char *text, size_t len)
{
	size_t i = len && yaml_quote(*text) ? yaml_quoted_len(text, len) : 0;

	for (; i < len; i++)
		if (text[i] == ':' && (i + 1 == len || text[i + 1] == ' '))
			return i;
	return 0;
}

static void put_key(struct reading *d, const char *text, size_t len)
{
	struct buf b;

	if (yaml_quote(*text) && yaml_quoted_len(text, len) == len) {
		yaml_quoted(d, text, len);
	} else {
		if (strchr("&*!?%@`|>[]{},", *text) || yaml_word(text, len, "<<"))
			yaml_fail(d, ERR_SYNTAX);
		buf_init(&b, SCALAR_BYTES);
		buf_add(&b, text, len);
		yaml_text(d, &b);
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
			return yaml_fail(d, ERR_SYNTAX);
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
	return !l || l->indent < indent || yaml_fail(d, ERR_SYNTAX);
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
	return !l || l->indent <= indent || yaml_fail(d, ERR_SYNTAX);
}

/* NOLINTNEXTLINE(misc-no-recursion): at most YAML_DEPTH */
static bool block(struct reading *d, int parent, int depth)
{
	struct line *l = next_line(d);

	if (depth >= YAML_DEPTH)
		return yaml_fail(d, ERR_LIMIT);
	if (!l || l->indent <= parent)
		return yaml_fail(d, ERR_SYNTAX);
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

	if (l && l->indent == 0 && yaml_word(l->text, l->len, "---"))
		l->indent = BLANK;
	for (size_t i = d->n; i-- > 0;) {
		if (d->lines[i].indent == BLANK)
			continue;
		if (yaml_word(d->lines[i].text, d->lines[i].len, "..."))
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
			yaml_fail(&d, ERR_SYNTAX);
	}
	mem_free(d.lines);
	if (d.err)
		*line = (int)d.bad + 1;
	return d.err ? d.err : out->err;
}
