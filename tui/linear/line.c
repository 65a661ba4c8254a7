/* SPDX-License-Identifier: MIT */
#include "tui/linear/line.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"

enum { WORD_SIZE = 16 };

static const struct {
	const char *word, *key;
} words[] = {
#define X(word, key, label) {word, key},
	LINEAR_WORDS(X)
#undef X
};

/* Half-width, so that "？" and "Ｆ８" are what they look like; "" when it cannot be a word. */
static void fold(const char *typed, char out[WORD_SIZE])
{
	size_t len = strlen(typed), n = 0;

	out[0] = '\0';
	while (len > 0) {
		uint32_t cp = text_fold(text_next(&typed, &len));
		if (cp > 0x7E || n + 1 == WORD_SIZE) {
			out[0] = '\0';
			return;
		}
		out[n++] = (char)cp;
		out[n] = '\0';
	}
}

static bool control(const char *word, struct key *k)
{
	if (!text_starts(word, "Ctrl+") || strlen(word) != 6)
		return false;
	char name[] = {'C', '-', (char)(word[5] | 0x20), '\0'};
	return key_parse(name, k);
}

static bool key_of(const char *word, struct key *k)
{
	char upper[WORD_SIZE];

	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (text_equal(word, words[i].word))
			return key_parse(words[i].key, k);
	text_copy(upper, sizeof upper, word);
	if (upper[0] == 'f' && upper[1] >= '1' && upper[1] <= '9')
		upper[0] = 'F';
	return control(word, k) || (key_parse(upper, k) && k->kind != KEY_CHAR);
}

static void as_text(const char *typed, struct line_said *out)
{
	*out = (struct line_said){.kind = SAID_TEXT, .text = typed, .len = strlen(typed), .enter = true};
	if (out->len > 0 && typed[out->len - 1] == '\\') {
		out->len--;
		out->enter = false;
	}
}

void line_understand(const char *typed, struct line_said *out)
{
	char word[WORD_SIZE];

	*out = (struct line_said){.kind = SAID_KEY, .key = {.kind = KEY_ENTER}};
	if (!*typed)
		return;
	if (*typed == '\'') {
		as_text(typed + 1, out);
		return;
	}
	fold(typed, word);
	if (text_equal(word, "?"))
		out->kind = SAID_KEYS;
	else if (text_equal(word, "r"))
		out->kind = SAID_WHOLE;
	else if (!*word || !key_of(word, &out->key))
		as_text(typed, out);
}
