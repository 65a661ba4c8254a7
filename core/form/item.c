/* SPDX-License-Identifier: MIT
 *
 * An item from its bytes, and how to find something in it. What must hold: an item that loads is
 * whole; nobody needs to look for a missing part later.
 */
#include "core/form/item.h"

#include <string.h>

#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/form/fingerprint.h"
#include "core/form/item_load.h"

/* Runs every rule once without any answer: a pattern or number that never works shows here. */
static struct rule_value read_nothing(const void *ctx, int field)
{
	(void)ctx, (void)field;
	return (struct rule_value){.null = true, .text = ""};
}

static void try_rule(
	struct loading *l, int rule, int repeat, const void *target, const char *key)
{
	struct rule_value value;
	const struct rule_source nothing = {.read = read_nothing, .cell = read_nothing};
	(void)repeat;
	if (ruleset_run(l->item->rules, rule, 0, &nothing, &value))
		item_mistake(l, item_line(l, item_section_of(l, target), key),
			_("%s cannot be worked out"), key);
}

static void each_check(struct loading *l, item_rule_fn fn, const struct check *checks, int repeat,
	const void *target)
{
	for (size_t c = 0; c < ITEM_CHECKS; c++) {
		char key[] = "check.1";
		key[6] = (char)('1' + c);
		if (checks[c].rule >= 0)
			fn(l, checks[c].rule, repeat, target, key);
	}
}

static void one_rule(struct loading *l, item_rule_fn fn, int rule, int repeat, const void *target,
	const char *key)
{
	if (rule >= 0)
		fn(l, rule, repeat, target, key);
}

static void each_field_rule(struct loading *l, item_rule_fn fn, const struct field *f)
{
	one_rule(l, fn, f->visible, f->repeat, f, "visible");
	one_rule(l, fn, f->required, f->repeat, f, "required");
	one_rule(l, fn, f->derive, f->repeat, f, "derive");
	one_rule(l, fn, f->initial, f->repeat, f, "initial");
	each_check(l, fn, f->checks, f->repeat, f);
}

void item_each_rule(struct loading *l, item_rule_fn fn)
{
	const struct item *item = l->item;
	one_rule(l, fn, item->trusted, -1, item, "trusted");
	for (size_t i = 0; i < item->n_prechecks; i++)
		one_rule(l, fn, item->prechecks[i].rule, -1, &item->prechecks[i], "rule");
	for (size_t i = 0; i < item->n_fields; i++) {
		if (item_written(&item->fields[i]))
			each_field_rule(l, fn, &item->fields[i]);
	}
	for (size_t i = 0; i < item->n_repeats; i++) {
		one_rule(l, fn, item->repeats[i].visible, -1, &item->repeats[i], "visible");
		each_check(l, fn, item->repeats[i].checks, -1, &item->repeats[i]);
	}
	for (size_t i = 0; i < item->n_situations; i++)
		one_rule(l, fn, item->situations[i].when, -1, &item->situations[i], "when");
	for (size_t i = 0; i < item->n_materials; i++)
		one_rule(l, fn, item->materials[i].required, -1, &item->materials[i], "required");
	for (size_t i = 0; i < item->n_asks; i++) {
		const struct item_ask *ask = &item->asks[i];
		int id = ask->party < 0 ? -1 : item->parties[ask->party].id;
		one_rule(l, fn, ask->condition, id < 0 ? -1 : item->fields[id].repeat, ask, "condition");
	}
	for (size_t i = 0; i < item->n_parts; i++) {
		one_rule(l, fn, item->parts[i].when, -1, &item->parts[i], "when");
		one_rule(l, fn, item->parts[i].done, -1, &item->parts[i], "done");
	}
	for (size_t i = 0; i < item->n_documents; i++)
		one_rule(l, fn, item->documents[i].when, -1, &item->documents[i], "when");
}

static const char *base_name(struct pool *pool, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	const char *dot = strrchr(name, '.');
	return pool_textn(pool, name, dot && dot > name ? (size_t)(dot - name) : strlen(name));
}

static void load(struct loading *l)
{
	item_read(l);
	if (!l->mistakes)
		item_check(l);
	if (!l->mistakes)
		item_each_rule(l, try_rule);
	if (!l->mistakes)
		item_order(l);
	if (!l->mistakes)
		item_expand(l);
}

enum err item_parse(
	const char *name, const char *text, size_t len, struct item **out, struct buf *messages)
{
	struct ini *ini;
	enum err err = ini_parse(name, text, len, &ini, messages);
	if (err)
		return err;
	struct item *item = mem_new(sizeof(*item));
	struct loading l = {.path = name, .ini = ini, .item = item, .messages = messages};
	item->file = base_name(&item->pool, name);
	item->text = mem_textn(text, len);
	item->text_len = len;
	item->rules = ruleset_new();
	fingerprint(text, len, item->hash);
	load(&l);
	ini_free(ini);
	if (l.mistakes) {
		item_free(item);
		return ERR_SYNTAX;
	}
	*out = item;
	return OK;
}

enum err item_load(const char *path, struct item **out, struct buf *messages)
{
	struct buf text;
	buf_init(&text, INI_BYTES);
	enum err err = file_read(path, &text);
	if (err)
		buf_addf(messages, "%s: %s\n", path, _(err_text(err)));
	else
		err = item_parse(path, buf_text(&text), text.len, out, messages);
	buf_release(&text);
	return err;
}

void item_free(struct item *item)
{
	if (!item)
		return;
	ruleset_free(item->rules);
	mem_free(item->text);
	pool_release(&item->pool);
	mem_free(item);
}

int item_field(const struct item *item, const char *name)
{
	for (size_t i = 0; i < item->n_fields; i++) {
		if (text_equal(item->fields[i].name, name))
			return (int)i;
	}
	return -1;
}

bool field_numeric(const struct field *f)
{
	switch (f->type) {
	case FIELD_INT:
	case FIELD_MONEY:
	case FIELD_MONEY_WAN:
	case FIELD_BOOL:
	case FIELD_SHARE:
	case FIELD_DECLARATION:
	case FIELD_ROWS:
		return true;
	default:
		return false;
	}
}

int item_part(const struct item *item, const char *name)
{
	for (size_t i = 0; i < item->n_parts; i++) {
		if (text_equal(item->parts[i].name, name))
			return (int)i;
	}
	return -1;
}

int item_party(const struct item *item, const char *name)
{
	for (size_t i = 0; i < item->n_parties; i++) {
		if (text_equal(item->parties[i].name, name))
			return (int)i;
	}
	return -1;
}

int item_repeat(const struct item *item, const char *name)
{
	for (size_t i = 0; i < item->n_repeats; i++) {
		if (text_equal(item->repeats[i].name, name))
			return (int)i;
	}
	return -1;
}

size_t item_cell(const struct item *item, size_t column, int row)
{
	return column + (size_t)row * item->repeats[item->fields[column].repeat].columns;
}

static const struct situation *chosen(const struct item *item, int situation)
{
	return situation < 0 ? NULL : &item->situations[situation];
}

enum item_kind item_kind(const struct item *item, int situation)
{
	const struct situation *s = chosen(item, situation);
	return s && s->kind >= 0 ? (enum item_kind)s->kind : item->kind;
}

const struct period *item_legal(const struct item *item, int situation)
{
	const struct situation *s = chosen(item, situation);
	return s && s->legal.days != -2 ? &s->legal : &item->legal;
}

const struct period *item_promised(const struct item *item, int situation)
{
	const struct situation *s = chosen(item, situation);
	return s && s->promised.days != -2 ? &s->promised : &item->promised;
}

static const struct {
	const char *word, *text;
} pauses[PAUSE_COUNT] = {
#define X(name, word, text) {word, text},
	PAUSE_TABLE(X)
#undef X
};

bool pause_parse(const char *word, enum pause_kind *out)
{
	for (int p = 0; p < PAUSE_COUNT; p++)
		if (text_equal(pause_word((enum pause_kind)p), word)) {
			*out = (enum pause_kind)p;
			return true;
		}
	return false;
}

const char *pause_word(enum pause_kind p)
{
	return pauses[p].word;
}

const char *pause_text(enum pause_kind p)
{
	return pauses[p].text;
}

int item_material(const struct item *item, const char *name)
{
	for (size_t i = 0; i < item->n_materials; i++) {
		if (text_equal(item->materials[i].name, name))
			return (int)i;
	}
	return -1;
}

const struct choice *field_choice(const struct field *f, const char *code)
{
	for (size_t i = 0; i < f->n_choices; i++) {
		if (text_equal(f->choices[i].code, code))
			return &f->choices[i];
	}
	return NULL;
}

static bool share_reads(const struct share *s, const char *resource, const char *attribute)
{
	return text_equal(s->resource, resource) &&
	       (text_equal(s->attribute, attribute) || text_equal(s->filters[0].where, attribute) ||
		       text_equal(s->filters[1].where, attribute));
}

static bool field_reads(const struct field *f, const char *resource, const char *attribute)
{
	for (size_t i = 0; i < f->n_shares; i++) {
		if (share_reads(&f->shares[i], resource, attribute))
			return true;
	}
	return share_reads(&f->offer, resource, attribute) ||
	       (text_equal(f->offer.resource, resource) && text_equal(f->offer_label, attribute));
}

bool item_reads(const struct item *item, const char *resource, const char *attribute)
{
	for (size_t i = 0; i < item->n_fields; i++) {
		if (item->fields[i].row <= 0 && field_reads(&item->fields[i], resource, attribute))
			return true;
	}
	for (size_t i = 0; i < item->n_materials; i++) {
		if (share_reads(&item->materials[i].shared, resource, attribute))
			return true;
	}
	return false;
}

bool item_wants(const struct item *item, const char *resource)
{
	for (size_t i = 0; i < item->n_asks; i++) {
		if (text_equal(item->asks[i].resource, resource))
			return true;
	}
	return false;
}
