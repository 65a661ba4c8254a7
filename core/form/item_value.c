/* SPDX-License-Identifier: MIT
 *
 * One line "key = value" of an item file, by the kind the tables give its key.
 */
#include "core/form/item_load.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"

enum { WORDS_MOST = 32, CHOICE_CODE = 16, RESOURCE_ID = 15 };

static void unknown_word(
	struct loading *l, const struct ini_entry *e, const char *value, const struct word *words)
{
	const char *candidates[WORDS_MOST];
	size_t n = 0;
	for (; words[n].word && n < WORDS_MOST; n++)
		candidates[n] = words[n].word;
	item_unknown(l, e->line, e->key, value, candidates, n);
}

static bool find_word(struct loading *l, const struct ini_entry *e, const char *value,
	const struct word *words, int *out)
{
	for (size_t i = 0; words[i].word; i++) {
		if (text_equal(words[i].word, value)) {
			*out = words[i].value;
			return true;
		}
	}
	unknown_word(l, e, value, words);
	return false;
}

/* Takes the next of the blank-separated words of a list; false at its end. */
static bool next_word(const char **list, char *word, size_t size)
{
	*list += strspn(*list, " ");
	size_t len = strcspn(*list, " ");
	text_copyn(word, size, *list, len);
	*list += len;
	return len > 0;
}

static void read_flags(
	struct loading *l, const struct ini_entry *e, const struct key *key, unsigned *out)
{
	const char *list = e->value;
	char word[40];
	int value;
	while (next_word(&list, word, sizeof(word))) {
		if (find_word(l, e, word, key->words, &value))
			*out |= (unsigned)value;
	}
}

static void read_number(
	struct loading *l, const struct ini_entry *e, const struct key *key, int *out)
{
	int64_t number;
	if (key->kind == KEY_DAYS && text_equal(e->value, "none"))
		*out = -1;
	else if (text_number(e->value, key->min, key->max, &number))
		*out = (int)number;
	else if (key->kind == KEY_DAYS)
		item_mistake(l, e->line, _("%s is a whole number of days or none"), e->key);
	else
		item_mistake(l, e->line, _("%s is a whole number from %d to %d"), e->key, key->min,
			key->max);
}

static int resolve(const void *ctx, const char *name)
{
	struct loading *l = *(struct loading *const *)ctx;
	int field = item_field(l->item, name);
	if (field < 0)
		l->unknown =
			pool_text(&l->item->pool, name); /* the rule that names it goes first */
	return field;
}

const char *item_nearest_field(const struct loading *l, const char *name)
{
	const char *names[ITEM_FIELDS + ITEM_REPEATS];
	size_t n = 0;
	for (size_t i = 0; i < l->item->n_fields && n < COUNT_OF(names); i++) {
		if (l->item->fields[i].row <= 0)
			names[n++] = l->item->fields[i].name;
	}
	return ini_nearest(name, names, n);
}

static void rule_mistake(struct loading *l, const struct ini_entry *e, const struct buf *message)
{
	const char *nearest = l->unknown ? item_nearest_field(l, l->unknown) : NULL;
	if (nearest)
		item_mistake(l, e->line, _("%s: %s; did you mean :%s?"), e->key, buf_text(message),
			nearest);
	else
		item_mistake(l, e->line, _("%s: %s"), e->key, buf_text(message));
}

static void read_rule(struct loading *l, const struct ini_entry *e, int *out)
{
	struct buf message;
	buf_init(&message, 2000);
	l->unknown = NULL;
	if (ruleset_add(l->item->rules, e->value, resolve, &l, out, &message))
		rule_mistake(l, e, &message);
	buf_release(&message);
}

static void read_need(struct loading *l, const struct ini_entry *e, int *out)
{
	if (text_equal(e->value, "yes"))
		*out = -2;
	else if (text_equal(e->value, "no"))
		*out = -1;
	else
		read_rule(l, e, out);
}

static void read_field(struct loading *l, const struct ini_entry *e, const char *name, int *out)
{
	int field = item_field(l->item, name);
	const char *nearest = field < 0 ? item_nearest_field(l, name) : NULL;
	if (field >= 0)
		*out = field;
	else if (nearest)
		item_mistake(l, e->line, _("%s: there is no field %s; did you mean %s?"), e->key, name,
			nearest);
	else
		item_mistake(l, e->line, _("%s: there is no field %s"), e->key, name);
}

static void read_parts(struct loading *l, const struct ini_entry *e, uint32_t *out)
{
	const char *list = e->value, *known[ITEM_PARTS];
	char word[64];
	for (size_t i = 0; i < l->item->n_parts; i++)
		known[i] = l->item->parts[i].name;
	while (next_word(&list, word, sizeof(word))) {
		int part = item_part(l->item, word);
		if (part < 0)
			item_unknown(l, e->line, e->key, word, known, l->item->n_parts);
		else
			*out |= (uint32_t)1 << part;
	}
}

/* "mother/POP-01.name": takes "mother/" away. */
static bool read_party(struct loading *l, const struct ini_entry *e, const char **word, int *out)
{
	const char *slash = strchr(*word, '/');
	*out = -1;
	if (!slash || slash > *word + strcspn(*word, ".?"))
		return true;
	const char *name = pool_textn(&l->item->pool, *word, (size_t)(slash - *word));
	*out = item_party(l->item, name);
	*word = slash + 1;
	if (*out < 0)
		item_mistake(l, e->line, _("there is no [party %s]"), name);
	return *out >= 0;
}

/* "?kind=title&plate=:plate"; false when it is not of that form. */
static bool read_filters(struct loading *l, const struct ini_entry *e, const char *text,
	struct share *out)
{
	struct pool *pool = &l->item->pool;
	for (size_t i = 0; i < SHARE_FILTERS && *text; i++) {
		size_t where = strcspn(text + 1, "=&"), len;
		const char *equals = text + 1 + where;
		if (where == 0 || *equals != '=')
			return false;
		len = strcspn(++equals, "&");
		if (len == 0)
			return false;
		out->filters[i].where = pool_textn(pool, text + 1, where);
		out->filters[i].equals = pool_textn(pool, equals, len);
		if (*equals == ':')
			read_field(l, e, out->filters[i].equals + 1, &out->filters[i].field);
		text = equals + len;
	}
	return !*text;
}

struct share item_no_share(int line)
{
	return (struct share){.resource = "", .attribute = "", .party = -1, .line = line,
		.filters = {{"", "", -1}, {"", "", -1}}};
}

/* "mother/BDC-01.unit_no?kind=title"; without the attribute: the rows as such. */
static bool read_share(
	struct loading *l, const struct ini_entry *e, const char *word, struct share *out)
{
	struct pool *pool = &l->item->pool;
	struct share s = item_no_share(e->line);
	const char *whole = word;
	if (!read_party(l, e, &word, &s.party))
		return false;
	size_t resource = strcspn(word, ".?");
	const char *attribute = word[resource] == '.' ? word + resource + 1 : word + resource;
	size_t len = word[resource] == '.' ? strcspn(attribute, "?") : 0;
	size_t mistakes = l->mistakes;
	if (resource == 0 || resource > RESOURCE_ID || (word[resource] == '.' && len == 0) ||
		(len > 0 && attribute[len - 1] == '.') || !read_filters(l, e, attribute + len, &s)) {
		item_mistake(l, e->line,
			_("%s: %s is not RESOURCE.attribute or RESOURCE.attribute?other=value"),
			e->key, whole);
		return false;
	}
	s.resource = pool_textn(pool, word, resource);
	s.attribute = pool_textn(pool, attribute, len);
	*out = s;
	return l->mistakes == mistakes;
}

static void read_rows(struct loading *l, const struct ini_entry *e, struct share *out)
{
	struct share s;
	if (!read_share(l, e, e->value, &s))
		return;
	if (*s.attribute)
		item_mistake(l, e->line, _("%s: %s is not RESOURCE or RESOURCE?attribute=value"),
			e->key, e->value);
	else
		*out = s;
}

static void read_shares(struct loading *l, const struct ini_entry *e, struct field *f)
{
	const char *list = e->value;
	char word[120];
	while (next_word(&list, word, sizeof(word))) {
		if (f->n_shares == ITEM_SHARES) {
			item_mistake(l, e->line, _("%s names more than %d sources"), e->key,
				ITEM_SHARES);
			return;
		}
		if (read_share(l, e, word, &f->shares[f->n_shares]))
			f->n_shares++;
	}
}

static void read_value(
	struct loading *l, const struct ini_entry *e, const struct key *key, void *target)
{
	void *at = (char *)target + key->at;
	int value;
	switch (key->kind) {
	case KEY_TEXT:
		*(const char **)at = pool_text(&l->item->pool, e->value);
		break;
	case KEY_YES:
		if (find_word(l, e, e->value, key->words, &value))
			*(bool *)at = value != 0;
		break;
	case KEY_WORD:
		if (find_word(l, e, e->value, key->words, &value))
			*(int *)at = value;
		break;
	case KEY_FLAGS:
		read_flags(l, e, key, at);
		break;
	case KEY_NUMBER:
	case KEY_DAYS:
		read_number(l, e, key, at);
		break;
	case KEY_RULE:
		read_rule(l, e, at);
		break;
	case KEY_NEED:
		read_need(l, e, at);
		break;
	case KEY_SHARE:
		read_share(l, e, e->value, at);
		break;
	case KEY_SHARES:
		read_shares(l, e, target);
		break;
	case KEY_ROWS:
		read_rows(l, e, at);
		break;
	case KEY_FIELD:
		read_field(l, e, e->value, at);
		break;
	case KEY_PARTS:
		read_parts(l, e, at);
		break;
	case KEY_KNOWN:
		break;
	}
}

static struct choice *choice_of(struct loading *l, struct section *s, const char *code)
{
	for (size_t i = 0; i < s->n_choices; i++) {
		if (text_equal(s->choices[i].code, code))
			return &s->choices[i];
	}
	if (!s->choices)
		s->choices = pool_get(&l->item->pool, ITEM_CHOICES * sizeof(*s->choices));
	if (s->n_choices == ITEM_CHOICES)
		return NULL;
	s->choices[s->n_choices] = (struct choice){
		.code = pool_text(&l->item->pool, code), .label = "", .label_en = ""};
	return &s->choices[s->n_choices++];
}

static void read_choice(struct loading *l, struct section *s, const struct ini_entry *e)
{
	char code[CHOICE_CODE];
	size_t len = strcspn(e->key, ".");
	bool english = text_equal(e->key + len, ".en");
	bool fits = text_copyn(code, sizeof(code), e->key, len) && len > 0;
	if (!fits || (e->key[len] && !english)) {
		item_mistake(l, e->line, _("a choice is CODE = label or CODE.en = label, not %s"),
			e->key);
		return;
	}
	struct choice *choice = choice_of(l, s, code);
	if (!choice)
		item_mistake(l, e->line, _("more than %d choices"), ITEM_CHOICES);
	else if (english)
		choice->label_en = pool_text(&l->item->pool, e->value);
	else
		choice->label = pool_text(&l->item->pool, e->value);
}

void item_read_value(struct loading *l, struct section *s, const struct ini_entry *e)
{
	const struct section_kind *kind = &section_kinds[s->id];
	const char *words[64];
	if (s->id == SECTION_CHOICES) {
		read_choice(l, s, e);
		return;
	}
	for (size_t i = 0; i < kind->n_keys; i++) {
		words[i] = kind->keys[i].word;
		if (text_equal(words[i], e->key)) {
			s->seen |= (uint64_t)1 << i;
			read_value(l, e, &kind->keys[i], s->target);
			return;
		}
	}
	char what[80];
	text_format(what, sizeof(what), "[%s]", s->title);
	item_unknown(l, e->line, what, e->key, words, kind->n_keys);
}
