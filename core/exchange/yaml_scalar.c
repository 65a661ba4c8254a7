/* SPDX-License-Identifier: MIT
 *
 * Scalars and flow collections: what stands on one line. What must hold: nothing that names, types or
 * includes anything else is taken for text.
 */
#include <string.h>

#include "core/base/text.h"
#include "core/exchange/json.h"
#include "core/exchange/yaml_inside.h"

bool yaml_fail(struct reading *d, enum err e)
{
	if (!d->err) {
		d->err = e;
		d->bad = d->at < d->n ? d->at : d->n;
	}
	return false;
}

void yaml_text(struct reading *d, const struct buf *text)
{
	if (text->err || memchr(buf_text(text), '\0', text->len))
		yaml_fail(d, text->err ? ERR_LIMIT : ERR_SYNTAX);
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

bool yaml_word(const char *text, size_t len, const char *word)
{
	return len == strlen(word) && memcmp(text, word, len) == 0;
}

void yaml_plain(struct reading *d, const char *text, size_t len)
{
	struct buf b;

	if (len == 0 || yaml_word(text, len, "~") || yaml_word(text, len, "null")) {
		buf_adds(d->out, "null");
	} else if (yaml_word(text, len, "true") || yaml_word(text, len, "false") || number(text, len)) {
		buf_add(d->out, text, len);
	} else if (strchr("&*!%@`|>", *text) || yaml_word(text, len, "<<")) {
		yaml_fail(d, ERR_SYNTAX);
	} else {
		buf_init(&b, SCALAR_BYTES);
		buf_add(&b, text, len);
		yaml_text(d, &b);
		buf_release(&b);
	}
}

bool yaml_quote(char c)
{
	return c == '"' || c == '\'';
}

/* The bytes a quoted scalar takes with its quotes; 0: it does not end here. */
size_t yaml_quoted_len(const char *text, size_t len)
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
size_t yaml_uncommented(const char *text, size_t len)
{
	bool open = len && strchr("[{\"'", *text); /* in plain text a quote is a character */

	for (size_t i = 0; i < len; i++) {
		size_t n = open && yaml_quote(text[i]) ? yaml_quoted_len(text + i, len - i) : 0;
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
void yaml_quoted(struct reading *d, const char *text, size_t len)
{
	struct buf b;

	if (text[0] == '"') {
		for (size_t i = 1; i + 1 < len; i++)
			if (text[i] == '\\' && !strchr("\"\\/bfnrtu", text[++i]))
				yaml_fail(d, ERR_SYNTAX);
		buf_add(d->out, text, len);
		return;
	}
	buf_init(&b, SCALAR_BYTES);
	for (size_t i = 1; i + 1 < len; i++) {
		buf_addc(&b, text[i]);
		i += text[i] == '\'';
	}
	yaml_text(d, &b);
	buf_release(&b);
}

/* ---- flow collections, on one line ---- */

void yaml_blanks(struct flow *f)
{
	while (f->at < f->end && *f->at == ' ')
		f->at++;
}

static bool flow_scalar(struct flow *f, const char *stops)
{
	size_t left = (size_t)(f->end - f->at), n = 0;

	if (left && yaml_quote(*f->at)) {
		n = yaml_quoted_len(f->at, left);
		if (!n)
			return yaml_fail(f->d, ERR_SYNTAX);
		yaml_quoted(f->d, f->at, n);
	} else {
		while (n < left && !strchr(stops, f->at[n]))
			n++;
		size_t used = n;
		while (used > 0 && f->at[used - 1] == ' ')
			used--;
		if (!used)
			return yaml_fail(f->d, ERR_SYNTAX);
		yaml_plain(f->d, f->at, used);
	}
	f->at += n;
	return !f->d->err;
}

/* A key is text whatever it looks like. */
static bool flow_key(struct flow *f)
{
	size_t left = (size_t)(f->end - f->at), n = left && yaml_quote(*f->at) ? yaml_quoted_len(f->at, left) : 0;
	struct buf b;

	if (n) {
		yaml_quoted(f->d, f->at, n);
	} else {
		while (n < left && !strchr(":,[]{}", f->at[n]))
			n++;
		buf_init(&b, SCALAR_BYTES);
		buf_add(&b, f->at, yaml_uncommented(f->at, n));
		yaml_text(f->d, &b);
		buf_release(&b);
	}
	f->at += n;
	yaml_blanks(f);
	if (f->at >= f->end || *f->at != ':')
		return yaml_fail(f->d, ERR_SYNTAX);
	f->at++;
	yaml_blanks(f);
	buf_addc(f->d->out, ':');
	return n > 0 && !f->d->err;
}

/* NOLINTNEXTLINE(misc-no-recursion): at most YAML_DEPTH */
bool yaml_flow(struct flow *f, int depth)
{
	char open = f->at < f->end ? *f->at : '\0', close = open == '[' ? ']' : '}';

	if (open != '[' && open != '{')
		return flow_scalar(f, ",]}");
	if (depth >= YAML_DEPTH)
		return yaml_fail(f->d, ERR_LIMIT);
	buf_addc(f->d->out, open);
	f->at++;
	for (bool first = true;; first = false) {
		yaml_blanks(f);
		if (f->at < f->end && *f->at == close && first)
			break;
		if (!first)
			buf_addc(f->d->out, ',');
		if ((open == '{' && !flow_key(f)) || !yaml_flow(f, depth + 1))
			return false;
		yaml_blanks(f);
		if (f->at >= f->end || (*f->at != ',' && *f->at != close))
			return yaml_fail(f->d, ERR_SYNTAX);
		if (*f->at == close)
			break;
		f->at++;
	}
	f->at++;
	buf_addc(f->d->out, close);
	return true;
}
