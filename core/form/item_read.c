/* SPDX-License-Identifier: MIT
 *
 * From sections to structs. All sections are counted and named first, so that a rule may speak of
 * a field that stands below it.
 */
#include "core/form/item_load.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"

enum { COMPLETION_DAYS = 30, OF_AGE = 18, RETENTION_YEARS = 10 }; /* where the item says nothing */

void item_mistake(struct loading *l, int line, const char *format, ...)
{
	char text[400];
	va_list args;
	if (l->mistakes++ >= INI_MESSAGES)
		return;
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	buf_addf(l->messages, "%s:%d: %s\n", l->path, line, text);
}

void item_unknown(struct loading *l, int line, const char *what, const char *word,
	const char *const *candidates, size_t n)
{
	const char *nearest = n ? ini_nearest(word, candidates, n) : NULL;
	if (nearest)
		item_mistake(
			l, line, _("%s: %s is not known; did you mean %s?"), what, word, nearest);
	else
		item_mistake(l, line, _("%s: %s is not known"), what, word);
}

struct section *item_section(struct loading *l, enum section_id id, const char *name)
{
	for (size_t i = 0; i < l->n_sections; i++) {
		if (l->sections[i].id == id && text_equal(l->sections[i].name, name))
			return &l->sections[i];
	}
	return NULL;
}

struct section *item_section_of(struct loading *l, const void *target)
{
	for (size_t i = 0; i < l->n_sections; i++) {
		if (l->sections[i].target == target)
			return &l->sections[i];
	}
	BUG("an item part without a section");
}

static size_t key_index(enum section_id id, const char *word)
{
	size_t i = 0;
	while (i < section_kinds[id].n_keys && !text_equal(section_kinds[id].keys[i].word, word))
		i++;
	return i;
}

bool item_has_key(const struct section *s, const char *word)
{
	size_t i = key_index(s->id, word);
	return i < section_kinds[s->id].n_keys && s->seen >> i & 1;
}

int item_line(const struct loading *l, const struct section *s, const char *key)
{
	const struct ini_entry *e = ini_find(l->ini, s->title, key);
	return e ? e->line : s->line;
}

/* Splits "field reason" into its kind and its name. */
static enum section_id section_id(const char *title, const char **name)
{
	const char *blank = strchr(title, ' ');
	size_t len = blank ? (size_t)(blank - title) : strlen(title);
	*name = blank ? blank + 1 : "";
	for (enum section_id id = 0; id < SECTION_COUNT; id++) {
		const char *word = section_kinds[id].word;
		if (strlen(word) == len && memcmp(word, title, len) == 0)
			return id;
	}
	return SECTION_COUNT;
}

static void unknown_section(struct loading *l, const struct section *s)
{
	const char *words[SECTION_COUNT];
	char word[32];
	text_copyn(word, sizeof(word), s->title, strcspn(s->title, " "));
	for (size_t i = 0; i < SECTION_COUNT; i++)
		words[i] = section_kinds[i].word;
	item_unknown(l, s->line, _("section"), word, words, SECTION_COUNT);
}

static bool name_fits(const char *name)
{
	if (*name < 'a' || *name > 'z')
		return false;
	for (; *name; name++) {
		bool letter = *name >= 'a' && *name <= 'z', digit = *name >= '0' && *name <= '9';
		if (!letter && !digit && *name != '_')
			return false;
	}
	return true;
}

static void check_title(struct loading *l, struct section *s)
{
	const struct section_kind *kind = &section_kinds[s->id];
	if (!kind->named && *s->name)
		item_mistake(l, s->line, _("[%s] takes no name"), kind->word);
	else if (kind->named && s->id != SECTION_ASK && !name_fits(s->name))
		item_mistake(l, s->line, _("[%s NAME] needs a name of a-z, 0-9 and _"), kind->word);
	else if (s->id == SECTION_ASK && !*s->name)
		item_mistake(l, s->line, _("[ask RESOURCE] needs the name of a resource"));
	else if (s->id == SECTION_FACT && item_section(l, SECTION_FIELD, s->name))
		item_mistake(l, s->line, _("%s is a field already"), s->name);
	else if (s->id == SECTION_REPEAT && (item_section(l, SECTION_FIELD, s->name) ||
			item_section(l, SECTION_FACT, s->name)))
		item_mistake(l, s->line, _("%s is a field already"), s->name);
	else if (text_equal(s->name, "today"))
		item_mistake(
			l, s->line, _("today is the day of the application; choose another name"));
}

static void list_sections(struct loading *l, size_t count[SECTION_COUNT])
{
	l->n_sections = l->ini->n_sections;
	l->sections = pool_get(&l->item->pool, (l->n_sections + 1) * sizeof(*l->sections));
	for (size_t i = 0; i < l->n_sections; i++) {
		struct section *s = &l->sections[i];
		s->title = pool_text(&l->item->pool, l->ini->sections[i]);
		s->line = l->ini->section_lines[i];
		s->id = section_id(s->title, &s->name);
		if (s->id == SECTION_COUNT) {
			unknown_section(l, s);
			continue;
		}
		if (++count[s->id] == section_kinds[s->id].most + 1)
			item_mistake(l, s->line, _("more than %zu [%s] sections"),
				section_kinds[s->id].most, section_kinds[s->id].word);
	}
	for (size_t i = 0; i < l->n_sections; i++) {
		if (l->sections[i].id != SECTION_COUNT)
			check_title(l, &l->sections[i]);
	}
	if (count[SECTION_FIELD] + count[SECTION_FACT] > ITEM_FIELDS)
		item_mistake(l, 1, _("more than %d fields and facts"), ITEM_FIELDS);
}

static char *upper(struct pool *pool, const char *text)
{
	char *copy = pool_text(pool, text);
	for (char *c = copy; *c; c++)
		*c = *c >= 'a' && *c <= 'z' ? (char)(*c - 'a' + 'A') : *c;
	return copy;
}

/* "pop-01 mother": whom, and about whom. */
static const char *ask_of(struct loading *l, struct section *s)
{
	size_t len = strcspn(s->name, " ");
	s->party = s->name[len] ? s->name + len + 1 : "";
	return upper(&l->item->pool, pool_textn(&l->item->pool, s->name, len));
}

static void find_parties(struct loading *l)
{
	for (size_t i = 0; i < l->n_sections; i++) {
		const struct section *s = &l->sections[i];
		if (s->id != SECTION_ASK || !*s->party)
			continue;
		struct item_ask *ask = s->target;
		ask->party = item_party(l->item, s->party);
		if (ask->party < 0)
			item_mistake(l, s->line, _("there is no [party %s]"), s->party);
	}
}

/* Gives every section the struct it fills, with what holds when a key is not there. */
static void place_sections(struct loading *l)
{
	struct item *item = l->item;
	for (size_t i = 0; i < l->n_sections; i++) {
		struct section *s = &l->sections[i];
		switch (s->id) {
		case SECTION_ITEM:
			s->target = item;
			break;
		case SECTION_GROUP:
			item->groups[item->n_groups].name = s->name;
			s->target = &item->groups[item->n_groups++];
			break;
		case SECTION_CONDITION:
			item->prechecks[item->n_prechecks] = (struct condition){.name = s->name, .rule = -1};
			s->target = &item->prechecks[item->n_prechecks++];
			break;
		case SECTION_PARTY:
			item->parties[item->n_parties] = (struct item_party){.name = s->name, .id = -1, .row = -1};
			s->target = &item->parties[item->n_parties++];
			break;
		case SECTION_SITUATION:
			item->situations[item->n_situations] = (struct situation){.name = s->name,
				.when = -1, .kind = -1, .legal.days = -2, .promised.days = -2};
			s->target = &item->situations[item->n_situations++];
			break;
		case SECTION_PART:
			item->parts[item->n_parts] = (struct part){.name = s->name, .when = -1,
				.done = -1, .gives = -1, .legal.days = -1, .promised.days = -1};
			s->target = &item->parts[item->n_parts++];
			break;
		case SECTION_REPEAT:
		case SECTION_FIELD:
		case SECTION_FACT:
			break; /* item_place */
		case SECTION_MATERIAL:
			item->materials[item->n_materials] =
				(struct material){.name = s->name, .required = -2, .copies = 1};
			s->target = &item->materials[item->n_materials++];
			break;
		case SECTION_ASK:
			item->asks[item->n_asks] =
				(struct item_ask){.resource = ask_of(l, s),
					.line = s->line,
					.condition = -1,
					.party = -1};
			s->target = &item->asks[item->n_asks++];
			break;
		case SECTION_DOCUMENT:
			item->documents[item->n_documents] = (struct document){.name = s->name, .when = -1};
			s->target = &item->documents[item->n_documents++];
			break;
		case SECTION_REGIONS:
			s->target = &item->regions;
			break;
		case SECTION_STAGE:
			item->stages[item->n_stages] = (struct item_stage){.name = s->name, .legal.days = -1};
			s->target = &item->stages[item->n_stages++];
			break;
		case SECTION_CHOICES:
		case SECTION_COUNT:
			break;
		}
	}
}

#define ROOM(n, member) pool_get(&item->pool, ((n) + 1) * sizeof(*item->member))

static void make_room(struct item *item, const size_t count[SECTION_COUNT])
{
	item->groups = ROOM(count[SECTION_GROUP], groups);
	item->prechecks = ROOM(count[SECTION_CONDITION], prechecks);
	item->parties = ROOM(ITEM_PARTIES, parties);
	item->situations = ROOM(count[SECTION_SITUATION], situations);
	item->parts = ROOM(count[SECTION_PART], parts);
	item->repeats = ROOM(count[SECTION_REPEAT], repeats);
	item->materials = ROOM(count[SECTION_MATERIAL], materials);
	item->asks = ROOM(ITEM_ASKS, asks);
	item->documents = ROOM(count[SECTION_DOCUMENT], documents);
	item->stages = ROOM(count[SECTION_STAGE], stages);
	item->trusted = item->present = item->regions.field = -1;
	item->completion.days = COMPLETION_DAYS;
	item->alone_from = OF_AGE;
	item->retention = RETENTION_YEARS;
}

/* What must be there, and "" for every text that is not. */
static void finish_section(struct loading *l, struct section *s)
{
	const struct section_kind *kind = &section_kinds[s->id];
	for (size_t i = 0; i < kind->n_keys; i++) {
		const struct key *key = &kind->keys[i];
		if (key->needed && !(s->seen >> i & 1))
			item_mistake(l, s->line, _("[%s] lacks %s"), s->title, key->word);
		const char **text = (void *)((char *)s->target + key->at);
		if (key->kind == KEY_TEXT && !*text)
			*text = "";
	}
}

void item_read(struct loading *l)
{
	size_t count[SECTION_COUNT] = {0};
	list_sections(l, count);
	if (l->mistakes)
		return;
	make_room(l->item, count);
	place_sections(l);
	find_parties(l);
	item_place(l);
	if (l->mistakes)
		return;
	size_t at = 0;
	for (size_t i = 0; i < l->ini->n; i++) {
		const struct ini_entry *e = &l->ini->entries[i];
		while (at < l->n_sections && !text_equal(l->sections[at].title, e->section))
			at++;
		if (at == l->n_sections)
			BUG("an entry outside the sections");
		item_read_value(l, &l->sections[at], e);
	}
	for (size_t i = 0; i < l->n_sections; i++)
		finish_section(l, &l->sections[i]);
	if (!item_section(l, SECTION_ITEM, ""))
		item_mistake(l, 1, _("there is no [item] section"));
}
