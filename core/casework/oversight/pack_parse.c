/* SPDX-License-Identifier: MIT
 *
 * What must hold: a pack is taken as it is written down in pack.h or not at all; every length is checked
 * before anything is read by it.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/ini.h"
#include "core/base/text.h"
#include "core/casework/oversight/pack.h"
#include "core/form/fingerprint.h"

enum { LINE = 300 };

#define FIRST "onetrip-pack-1"

struct reading {
	const char *data;
	size_t len, at;
	char line[LINE];
	struct pack *p;
	char *why;
};

static enum err refuse(struct reading *r, enum err e, const char *why)
{
	text_copy(r->why, PACK_WHY, why);
	return e;
}

static enum err cut_off(struct reading *r)
{
	return refuse(r, ERR_SYNTAX, _("The pack is cut off; have it sent again"));
}

static enum err not_one(struct reading *r)
{
	return refuse(r, ERR_SYNTAX, _("This is no pack of items, or of a version this program does not know"));
}

/* One line without its end; no byte of it is a control. */
static bool next_line(struct reading *r)
{
	const char *from = r->data + r->at;
	size_t left = r->len - r->at, len;
	const char *end = memchr(from, '\n', left < LINE ? left : LINE);

	if (!end)
		return false;
	len = (size_t)(end - from);
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)from[i] < ' ')
			return false;
	r->at += len + 1;
	return text_copyn(r->line, sizeof r->line, from, len) && text_valid(r->line, len);
}

/* The value of the line when its key is this one. */
static const char *value_of(const struct reading *r, const char *key)
{
	size_t n = strlen(key);

	return text_starts(r->line, key) && r->line[n] == ' ' && r->line[n + 1] ? r->line + n + 1 : NULL;
}

static bool good_name(const char *name)
{
	for (const char *c = name; *c; c++)
		if (!((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || (*c == '-' && c != name)))
			return false;
	return *name != '\0';
}

/* "NAME BYTES HASH" */
static enum err read_item(struct reading *r, const char *value)
{
	struct pack_item *x = &r->p->items[r->p->n];
	size_t name = strcspn(value, " "), digits;
	char bytes[12];
	int64_t len;

	if (r->p->n == PACK_ITEMS)
		return refuse(r, ERR_LIMIT, _("The pack has too many items"));
	if (!text_copyn(x->name, sizeof x->name, value, name) || !good_name(x->name))
		return refuse(r, ERR_SYNTAX, _("The pack names an item in a way no item is named"));
	value += name + (value[name] == ' ');
	digits = strcspn(value, " ");
	if (!text_copyn(bytes, sizeof bytes, value, digits) || !text_number(bytes, 1, INI_BYTES, &len) ||
		value[digits] != ' ' || !text_unhex(value + digits + 1, x->hash, HASH_SIZE))
		return not_one(r);
	for (size_t i = 0; i < r->p->n; i++)
		if (text_equal(r->p->items[i].name, x->name))
			return refuse(r, ERR_SYNTAX, _("The pack names one item twice"));
	x->len = (size_t)len;
	r->p->n++;
	return OK;
}

static bool read_kind(const char *value, struct pack *p)
{
	p->kind = text_equal(value, "demo") ? STORE_DEMO : STORE_LIVE;
	return p->kind == STORE_DEMO || text_equal(value, "live");
}

/* The lines that say what it is. */
static enum err read_lead(struct reading *r)
{
	const char *value;
	int64_t ms;

	if (!next_line(r) || !text_equal(r->line, FIRST))
		return not_one(r);
	if (!next_line(r) || !(value = value_of(r, "kind")) || !read_kind(value, r->p))
		return not_one(r);
	if (!next_line(r) || !(value = value_of(r, "hall")) ||
		!text_copy(r->p->hall, sizeof r->p->hall, value))
		return not_one(r);
	if (!next_line(r) || !(value = value_of(r, "at")) || !clock_parse(value, &ms) ||
		!text_copy(r->p->at, sizeof r->p->at, value))
		return not_one(r);
	return OK;
}

static enum err read_items(struct reading *r)
{
	const char *value;
	enum err e = OK;

	for (;;) {
		if (r->at > PACK_HEAD || !next_line(r))
			return cut_off(r);
		if (!(value = value_of(r, "item")))
			break;
		e = read_item(r, value);
		if (e)
			return e;
	}
	if (r->p->n == 0 || !(value = value_of(r, "key")) || !text_unhex(value, r->p->key, KEY_SIZE))
		return not_one(r);
	r->p->signed_part = (struct span){r->data, r->at};
	if (!next_line(r))
		return cut_off(r);
	if (!(value = value_of(r, "sign")) || !text_unhex(value, r->p->sign, SIGN_SIZE))
		return not_one(r);
	return next_line(r) && !*r->line ? OK : cut_off(r);
}

/* Where each text stands: together they are all that is left. */
static enum err read_texts(struct reading *r)
{
	for (size_t i = 0; i < r->p->n; i++) {
		struct pack_item *x = &r->p->items[i];
		if (x->len > r->len - r->at)
			return cut_off(r);
		x->text = r->data + r->at;
		r->at += x->len;
	}
	return r->at == r->len ? OK : refuse(r, ERR_SYNTAX, _("There is something behind the end of the pack"));
}

enum err pack_parse(const char *data, size_t len, struct pack *out, char why[PACK_WHY])
{
	struct reading r = {.data = data, .len = len, .p = out, .why = why};

	*out = (struct pack){0};
	*why = '\0';
	if (len > PACK_BYTES)
		return refuse(&r, ERR_LIMIT, _("The pack is too large"));
	enum err e = read_lead(&r);
	if (!e)
		e = read_items(&r);
	return e ? e : read_texts(&r);
}

enum err pack_verify(const struct pack *p, char why[PACK_WHY])
{
	uint8_t hash[HASH_SIZE];

	if (!seal_signed(p->key, p->signed_part, p->sign)) {
		text_copy(why, PACK_WHY, _("The signature does not fit the pack: it was changed on its way"));
		return ERR_TAMPER;
	}
	for (size_t i = 0; i < p->n; i++) {
		fingerprint(p->items[i].text, p->items[i].len, hash);
		if (memcmp(hash, p->items[i].hash, HASH_SIZE) == 0)
			continue;
		text_format(why, PACK_WHY, _("The text of %s was changed on its way"), p->items[i].name);
		return ERR_TAMPER;
	}
	return OK;
}
