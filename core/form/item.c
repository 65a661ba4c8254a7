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

static void try_rule(struct loading *l, int rule, const void *target, const char *key)
{
	struct rule_value value;
	const struct section *s = item_section_of(l, target);
	if (rule >= 0 && ruleset_run(l->item->rules, rule, 0, read_nothing, NULL, &value))
		item_mistake(l, item_line(l, s, key), _("%s cannot be worked out"), key);
}

static void try_rules(struct loading *l)
{
	struct item *item = l->item;
	try_rule(l, item->eligible, item, "eligible");
	for (size_t i = 0; i < item->n_fields; i++) {
		const struct field *f = &item->fields[i];
		try_rule(l, f->visible, f, "visible");
		try_rule(l, f->required, f, "required");
		try_rule(l, f->derive, f, "derive");
		try_rule(l, f->initial, f, "initial");
		for (size_t c = 0; c < f->n_checks; c++) {
			char key[] = "check.1";
			key[6] = (char)('1' + c);
			try_rule(l, f->checks[c].rule, f, key);
		}
	}
	for (size_t i = 0; i < item->n_materials; i++)
		try_rule(l, item->materials[i].required, &item->materials[i], "required");
	for (size_t i = 0; i < item->n_asks; i++)
		try_rule(l, item->asks[i].condition, &item->asks[i], "condition");
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
		item_order(l);
	if (!l->mistakes)
		try_rules(l);
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

bool item_wants(const struct item *item, const char *resource)
{
	for (size_t i = 0; i < item->n_asks; i++) {
		if (text_equal(item->asks[i].resource, resource))
			return true;
	}
	return false;
}

const char *share_pick(const struct share *s, const struct record *rows, size_t n_rows)
{
	for (size_t i = 0; i < n_rows; i++) {
		if (*s->where && !text_equal(record_get(&rows[i], s->where), s->equals))
			continue;
		const char *value = record_get(&rows[i], s->attribute);
		if (value && *value)
			return value;
	}
	return NULL;
}
