/* SPDX-License-Identifier: MIT
 *
 * What must hold: a kind of event that no act has is refused when the lesson is read, not found
 * missing when it is played.
 */
#include "core/demo/condition.h"

#include <string.h>

#include "core/base/text.h"

/* Of cases, then of the station's own chain. */
static const char *const event_kinds[] = {"OPEN", "IDENTITY", "ITEM", "DUPLICATE", "ASK", "EVIDENCE",
	"FIELD", "ROW", "EXCUSE", "MATERIAL", "NOTICE", "DISPUTE", "DEMAND", "STATE", "SLIP", "PRINT",
	"REVEAL", "NOTE", "CLAIM", "RELEASE", "ASSIGN", "URGE", "REPLY", "UNDO", "TASK", "ANSWER",
	"OPINION", "BRANCH", "RATE", "RATING", "STAGE", "EXTEND", "PART", "LOGIN", "LOGOUT", "TICKET", "OBJECTION",
	"HANDOVER", "CONSULT", "VIEW"};

static const struct {
	const char *word;
	bool idle;
} words[SEES_COUNT] = {
#define X(name, word, idle) [name] = {word, idle},
	CONDITION_TABLE(X)
#undef X
};

static bool known_kind(const char *kind)
{
	for (size_t i = 0; i < COUNT_OF(event_kinds); i++)
		if (text_equal(event_kinds[i], kind))
			return true;
	return false;
}

/* Cuts the next word off *rest. */
static char *cut_word(char **rest)
{
	char *word = *rest + strspn(*rest, " ");
	size_t n = strcspn(word, " ");

	*rest = word + n + (word[n] == ' ');
	word[n] = '\0';
	return word;
}

static bool read_pair(char *word, struct sight *t)
{
	char *sign = strchr(word, '=');

	if (!sign || sign == word || t->n_words == TERM_WORDS)
		return false;
	bool other = sign[-1] == '!';
	sign[other ? -1 : 0] = '\0';
	t->words[t->n_words].name = word;
	t->words[t->n_words].value = sign + 1;
	t->words[t->n_words++].other = other;
	return *word != '\0';
}

static bool acts(enum sees s)
{
	return s == SEES_EVENT || s == SEES_NEVER;
}

static const char *read_act(struct pool *pool, char *rest, struct sight *t)
{
	int64_t n;

	if (!known_kind(t->name))
		return pool_textf(pool, "no act is called %s", t->name);
	for (bool first = true; *rest; first = false) {
		char *word = cut_word(&rest);
		if (first && t->sees == SEES_EVENT && text_number(word, 1, 1000, &n))
			t->n = (int)n;
		else if (!read_pair(word, t))
			return pool_textf(pool, "not understood: %s", word);
	}
	return NULL;
}

static const char *read_term(struct pool *pool, char *text, struct sight *t)
{
	const char *word = cut_word(&text);
	int64_t n;
	size_t i = 0;

	while (i < SEES_COUNT && !text_equal(words[i].word, word))
		i++;
	if (i == SEES_COUNT)
		return pool_textf(pool, "a term does not begin with \"%s\"", word);
	*t = (struct sight){.sees = (enum sees)i, .name = cut_word(&text), .n = 1};
	if (!*t->name)
		return pool_textf(pool, "%s needs a word behind it", word);
	if (acts(t->sees))
		return read_act(pool, text, t);
	if (*text)
		return pool_textf(pool, "too much behind %s: %s", word, text);
	if (t->sees == SEES_ERRORS) {
		if (!text_number(t->name, 0, 1000, &n))
			return "errors needs a number";
		t->n = (int)n;
	}
	return NULL;
}

const char *condition_read(struct pool *pool, const char *text, struct sight *out, size_t *n)
{
	static const char between[] = " and ";
	char *rest = pool_text(pool, text);

	for (*n = 0; rest; ++*n) {
		char *next = strstr(rest, between);
		if (*n == CONDITION_TERMS)
			return "more terms than a condition holds";
		if (next) {
			*next = '\0';
			next += strlen(between);
		}
		const char *wrong = read_term(pool, rest, &out[*n]);
		if (wrong)
			return wrong;
		rest = next;
	}
	return NULL;
}

bool sight_event(const struct sight *t, const struct event *e)
{
	if (!acts(t->sees) || !text_equal(t->name, e->kind))
		return false;
	for (size_t i = 0; i < t->n_words; i++) {
		const char *said = text_equal(t->words[i].name, "actor") ? e->actor
			: record_get(&e->body, t->words[i].name);
		bool same = text_equal(t->words[i].value, "*") ? said && *said
			: text_equal(said, t->words[i].value);
		if (same == t->words[i].other)
			return false;
	}
	return true;
}

bool sight_named(const struct sight *t, enum sees what, const char *name)
{
	bool fits = t->sees == what || (what == SEES_SCREEN && t->sees == SEES_UNSEEN);

	return fits && text_equal(t->name, name);
}

bool sight_holds(const struct sight *t, int seen, int errors)
{
	if (t->sees == SEES_ERRORS)
		return errors <= t->n;
	return words[t->sees].idle ? seen == 0 : seen >= t->n;
}
