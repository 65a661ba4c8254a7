/* SPDX-License-Identifier: MIT
 *
 * The grammar, line by line:
 *   blank | '#' anything | ';' anything | '[' name [' ' name] ']' | name '=' value
 * There are no continuation lines and no comments behind a value, because readers of INI files
 * disagree about both.
 */
#include "core/base/ini_lex.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"

void ini_mistake(struct ini_lex *l, int line, const char *format, ...)
{
	char text[300];
	va_list args;

	if (++l->mistakes > INI_MESSAGES)
		return;
	va_start(args, format);
	(void)vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	buf_addf(l->messages, "%s:%d: %s\n", l->ini->path, line, text);
}

/* ---- bytes ---- */

static bool is_name_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
}

static bool is_name(const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (!is_name_byte(s[i]))
			return false;
	}
	return len > 0;
}

static bool is_bare(uint32_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       (c != 0 && c < 0x80 && strchr("_.,:/ -", (int)c)) || text_is_han(c);
}

static void trim(const char **s, size_t *len)
{
	while (*len > 0 && (*s)[0] == ' ') {
		(*s)++;
		(*len)--;
	}
	while (*len > 0 && (*s)[*len - 1] == ' ')
		(*len)--;
}

/* What no line may hold, not even a comment; NULL when all is well. */
static const char *bad_character(const char *s, size_t len)
{
	uint32_t before = 0;

	while (len > 0) {
		uint32_t c = text_next(&s, &len);

		if (c == TEXT_BAD)
			return _("not UTF-8; save the file as UTF-8");
		if (c == 0xFEFF)
			return _("a byte order mark; save the file without it");
		if (c == '\t')
			return _("a tab; use blanks");
		if (c == '\r')
			return _("a carriage return; save the file with Unix line ends");
		if (c < ' ' || (c >= 0x7F && c < 0xA0))
			return _("a control character; delete it");
		if (text_show(c, before) != c)
			return _("an invisible or private character; type the line anew");
		before = c;
	}
	return NULL;
}

/* ---- sections ---- */

static void add_section(struct ini_lex *l, const char *name, size_t len)
{
	struct ini *ini = l->ini;

	if (ini->n_sections + ini->n >= (size_t)l->most) {
		ini_mistake(l, l->line, _("more than %d keys; split the file"), l->most);
		return;
	}
	if (ini->n_sections == l->cap_sections) {
		size_t cap = l->cap_sections ? 2 * l->cap_sections : 32, n = l->cap_sections;

		ini->sections = mem_grow(
			ini->sections, n * sizeof(*ini->sections), cap * sizeof(*ini->sections));
		ini->section_lines = mem_grow(ini->section_lines, n * sizeof(*ini->section_lines),
			cap * sizeof(*ini->section_lines));
		l->cap_sections = cap;
	}
	ini->sections[ini->n_sections] = pool_textn(l->pool, name, len);
	ini->section_lines[ini->n_sections++] = l->line;
}

enum { SECTION_WORDS = 3 }; /* "ask pop-01 mother" */

static bool is_title(const char *s, size_t len)
{
	for (int words = 1; words <= SECTION_WORDS; words++) {
		const char *blank = memchr(s, ' ', len);
		size_t word = blank ? (size_t)(blank - s) : len;
		if (!is_name(s, word))
			return false;
		if (!blank)
			return true;
		s += word + 1;
		len -= word + 1;
	}
	return false;
}

static void lex_section(struct ini_lex *l, const char *s, size_t len)
{
	l->lost = s[len - 1] != ']' || !is_title(s + 1, len - 2);
	if (s[len - 1] != ']') {
		ini_mistake(l, l->line, _("a section is [name] alone on its line"));
		return;
	}
	if (!l->lost)
		add_section(l, s + 1, len - 2);
	else
		ini_mistake(l, l->line,
			_("a section name is one to three words of a-z 0-9 _ . - and a blank between"));
}

/* ---- keys and values ---- */

static bool bare_value(struct ini_lex *l, const char *s, size_t len)
{
	const char *at = s;
	size_t left = len;

	if (len == 0) {
		ini_mistake(l, l->line, _("no value; write \"\" for an empty one"));
		return false;
	}
	while (left > 0) {
		const char *here = at;

		if (is_bare(text_next(&at, &left)))
			continue;
		ini_mistake(l, l->line,
			_("'%.*s' needs double quotes; a comment stands on its own line"),
			(int)(at - here), here);
		return false;
	}
	return true;
}

/* Takes the quotes off. */
static bool quoted_value(struct ini_lex *l, const char **s, size_t *len)
{
	const char *end = memchr(*s + 1, '"', *len - 1);

	if (!end) {
		ini_mistake(l, l->line, _("the closing double quote is missing"));
		return false;
	}
	if (end != *s + *len - 1) {
		ini_mistake(l, l->line,
			_("text after the closing quote; no double quote may stand inside"));
		return false;
	}
	(*s)++;
	*len -= 2;
	return true;
}

static void add_entry(
	struct ini_lex *l, const char *key, size_t key_len, const char *value, size_t len)
{
	struct ini *ini = l->ini;

	if (ini->n_sections + ini->n >= (size_t)l->most) {
		ini_mistake(l, l->line, _("more than %d keys; split the file"), l->most);
		return;
	}
	if (ini->n == l->cap_entries) {
		size_t cap = l->cap_entries ? 2 * l->cap_entries : 64;

		ini->entries = mem_grow(
			ini->entries, ini->n * sizeof(*ini->entries), cap * sizeof(*ini->entries));
		l->cap_entries = cap;
	}
	ini->entries[ini->n++] = (struct ini_entry){
		.section = ini->sections[ini->n_sections - 1],
		.key = pool_textn(l->pool, key, key_len),
		.value = pool_textn(l->pool, value, len),
		.line = l->line,
	};
}

static void lex_entry(struct ini_lex *l, const char *s, size_t len)
{
	const char *equals = memchr(s, '=', len), *value;
	size_t key_len, value_len;
	bool good;

	if (!equals) {
		ini_mistake(l, l->line, _("neither [section] nor key = value"));
		return;
	}
	value = equals + 1;
	value_len = len - (size_t)(value - s);
	key_len = (size_t)(equals - s);
	trim(&s, &key_len);
	trim(&value, &value_len);
	if (!is_name(s, key_len)) {
		ini_mistake(l, l->line, _("a key is one word of a-z 0-9 _ . -"));
		return;
	}
	if (memchr(value, '\\', value_len)) {
		ini_mistake(l, l->line, _("a backslash has no meaning here; leave it out"));
		return;
	}
	good = value_len > 0 && value[0] == '"' ? quoted_value(l, &value, &value_len)
						: bare_value(l, value, value_len);
	if (!good)
		return;
	if (l->lost)
		return; /* whose key it is nobody knows */
	if (l->ini->n_sections == 0) {
		ini_mistake(l, l->line, _("a key before the first [section]"));
		return;
	}
	add_entry(l, s, key_len, value, value_len);
}

static void lex_line(struct ini_lex *l, const char *s, size_t len)
{
	const char *bad;

	if (len > INI_LINE) {
		ini_mistake(l, l->line, _("longer than %d bytes; shorten it"), INI_LINE);
		return;
	}
	bad = bad_character(s, len);
	if (bad) {
		ini_mistake(l, l->line, "%s", bad);
		return;
	}
	trim(&s, &len);
	if (len == 0)
		return;
	if (s[len - 1] == '\\') { /* would swallow the next line, even in a comment */
		ini_mistake(l, l->line, _("a backslash at the end of the line; leave it out"));
		return;
	}
	if (s[0] == '#' || s[0] == ';')
		return;
	if (s[0] == '[')
		lex_section(l, s, len);
	else
		lex_entry(l, s, len);
}

void ini_lex(struct ini_lex *l, const char *text, size_t len)
{
	while (len > 0) {
		const char *end = memchr(text, '\n', len);
		size_t line_len = end ? (size_t)(end - text) : len;

		l->line++;
		lex_line(l, text, line_len);
		line_len += end != NULL;
		text += line_len;
		len -= line_len;
	}
}
