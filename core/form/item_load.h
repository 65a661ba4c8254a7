/* SPDX-License-Identifier: MIT
 *
 * The steps of loading an item, in this order: item_read fills the structs from the sections,
 * item_check looks at what belongs together, item_order finds the order of rules. Each step tells
 * every mistake it sees and goes on; the item is refused when there was one.
 */
#ifndef ONETRIP_ITEM_LOAD_H
#define ONETRIP_ITEM_LOAD_H

#include "core/form/item_words.h"
#include "core/form/rule.h"

struct section {
	enum section_id id;
	const char *title;        /* "field reason" */
	const char *name;         /* "reason" */
	int line;
	void *target;             /* the struct it fills; NULL for choices */
	const char *party;        /* of [ask RESOURCE PARTY]; "" the applicant */
	uint64_t seen;            /* keys, as bits */
	struct choice *choices;   /* of [choices] */
	size_t n_choices;
	bool used;
};

struct loading {
	const char *path;
	const struct ini *ini;
	struct item *item;
	struct buf *messages;
	size_t mistakes;
	struct section *sections; /* in file order; unknown ones have id SECTION_COUNT */
	size_t n_sections;
	const char *unknown;      /* last parameter name no field has */
};

void item_mistake(struct loading *l, int line, const char *format, ...) PRINTF_LIKE(3, 4);
/* The same for a word nobody knows, with the nearest of the candidates. */
void item_unknown(struct loading *l, int line, const char *what, const char *word,
	const char *const *candidates, size_t n);
struct section *item_section(struct loading *l, enum section_id id, const char *name); /* or NULL */
struct section *item_section_of(struct loading *l, const void *target);
bool item_has_key(const struct section *s, const char *word);
int item_line(const struct loading *l, const struct section *s, const char *key); /* or the section's */

const char *item_nearest_field(const struct loading *l, const char *name); /* or NULL */

void item_read(struct loading *l);
void item_read_value(struct loading *l, struct section *s, const struct ini_entry *e);
void item_check(struct loading *l);
void item_check_levels(struct loading *l); /* of code tables, where a field is within another */
void item_check_groups(struct loading *l);
void item_check_rows(struct loading *l);  /* repeats, parties, and which row a rule may read */
void item_check_parts(struct loading *l); /* conditions, situations, parts, documents */
void item_check_regions(struct loading *l); /* item_regions.c */
void item_check_period(struct loading *l, const struct section *s, const struct period *legal,
	const struct period *promised);
size_t item_check_checks(struct loading *l, const struct section *s, struct check *checks);
struct share item_no_share(int line); /* resource "" */
void item_check_source(struct loading *l, const struct share *s); /* it has an [ask] */

/* Every rule of the item with the section and key it stands at, and the repeat whose rows it is
 * run for (-1 none). */
typedef void (*item_rule_fn)(struct loading *l, int rule, int repeat, const void *target,
	const char *key);
void item_each_rule(struct loading *l, item_rule_fn fn);
void item_order(struct loading *l);
/* Where the fields stand: item_place lays out the rows of repeats before anything is read;
 * item_expand fills them once the first row is checked. */
void item_place(struct loading *l);
void item_expand(struct loading *l);
/* The slot is one the author wrote: not a later row, not a count of rows. */
bool item_written(const struct field *f);

#endif
