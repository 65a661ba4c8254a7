/* SPDX-License-Identifier: MIT
 *
 * What must hold: nothing of a pack is used before its signature and the trust in its key are; nothing
 * of it counts before two people here wanted it.
 */
#include "core/casework/oversight/pack.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/ini.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/form/fingerprint.h"

enum { WAIT_MS = 2000, STAMP = 16 };

/* ---- whose packs are taken ---- */

/* The newest word about a hall: NULL it is not trusted. */
static const struct motion *trusted(const struct motions *all, const char *hall)
{
	const struct motion *list, *last = NULL;
	size_t n = motions_all(all, &list);

	for (size_t i = 0; i < n; i++)
		if ((list[i].act == MOTION_TRUST || list[i].act == MOTION_DISTRUST) && list[i].state == MOTION_DONE &&
			text_equal(list[i].name, hall) && (!last || list[i].order > last->order))
			last = &list[i];
	return last && last->act == MOTION_TRUST ? last : NULL;
}

enum err pack_halls(struct store *s, pack_hall_fn fn, void *ctx)
{
	struct motions *all = NULL;
	const struct motion *list;
	enum err e = motions_read(s, &all);

	if (e)
		return e;
	for (size_t i = 0, n = motions_all(all, &list); i < n; i++)
		if (trusted(all, list[i].name) == &list[i])
			fn(list[i].name, list[i].text, ctx);
	motions_free(all);
	return OK;
}

struct search {
	const uint8_t *key;
	char hall[MOTION_NAME];
};

static void look(const char *hall, const uint8_t key[KEY_SIZE], void *ctx)
{
	struct search *x = ctx;

	if (memcmp(key, x->key, KEY_SIZE) == 0)
		text_copy(x->hall, sizeof x->hall, hall);
}

enum err pack_known(struct store *s, const uint8_t key[KEY_SIZE], char hall[MOTION_NAME])
{
	struct search x = {.key = key};
	enum err e = pack_halls(s, look, &x);

	if (!e && *x.hall)
		text_copy(hall, MOTION_NAME, x.hall);
	return e ? e : *x.hall ? OK : ERR_DENIED;
}

static enum err propose(struct store *s, enum motion_act act, const char *hall, const uint8_t key[KEY_SIZE])
{
	struct motion m = {.act = act, .from = DAY_NONE};

	if (!text_copy(m.name, sizeof m.name, hall))
		return ERR_LIMIT;
	memcpy(m.text, key, KEY_SIZE);
	return motion_propose(s, &m, NULL, 0);
}

enum err pack_trust(struct store *s, const char *hall, const uint8_t key[KEY_SIZE])
{
	return propose(s, MOTION_TRUST, hall, key);
}

enum err pack_distrust(struct store *s, const char *hall)
{
	struct motions *all = NULL;
	uint8_t key[KEY_SIZE];
	enum err e = motions_read(s, &all);

	if (e)
		return e;
	const struct motion *m = trusted(all, hall);
	if (m)
		memcpy(key, m->text, KEY_SIZE);
	motions_free(all);
	return m ? propose(s, MOTION_DISTRUST, hall, key) : ERR_NOTFOUND;
}

/* ---- making one ---- */

static bool named(const struct item_entry *e, const char *name)
{
	char own[FILE_NAME];
	day_t from;

	item_file_name(e->path, own, &from);
	return text_equal(own, name) || text_equal(e->code, name);
}

/* The version in force. */
static enum err find(const struct directory *d, const char *name, char out[MOTION_NAME], struct buf *text)
{
	for (size_t i = 0; i < directory_size(d); i++) {
		const struct item_entry *e = directory_at(d, i);
		char own[FILE_NAME];
		day_t from;
		if (!named(e, name))
			continue;
		item_file_name(e->path, own, &from);
		for (size_t k = 0; k < directory_versions(d); k++)
			if (directory_version(d, k) == e)
				return text_copy(out, MOTION_NAME, own) ? directory_text(d, k, text) : ERR_LIMIT;
	}
	return ERR_NOTFOUND;
}

static void put_head(const struct version_place *p, const char *hall, struct buf *out)
{
	char at[20];

	clock_format(clock_now_ms(), at);
	at[10] = 'T';
	buf_addf(out, "onetrip-pack-1\nkind %s\nhall %s\nat %.*s\n",
		store_kind(p->store) == STORE_DEMO ? "demo" : "live", hall, STAMP, at);
}

static enum err add_item(const struct version_place *p, const char *word, struct buf *head, struct buf *texts)
{
	char name[MOTION_NAME], hex[HASH_HEX];
	uint8_t hash[HASH_SIZE];
	struct buf text;

	buf_init(&text, INI_BYTES);
	enum err e = find(p->directory, word, name, &text);
	if (!e) {
		fingerprint(buf_text(&text), text.len, hash);
		text_hex(hash, HASH_SIZE, hex);
		buf_addf(head, "item %s %zu %s\n", name, text.len, hex);
		buf_add(texts, text.data, text.len);
	}
	buf_release(&text);
	return e ? e : head->err ? head->err : texts->err;
}

static enum err put_sign(struct store *s, struct buf *out)
{
	uint8_t key[KEY_SIZE], sign[SIGN_SIZE];
	char hex[2 * SIGN_SIZE + 1];
	enum err e = signer_public(s, key);

	if (e)
		return e;
	text_hex(key, KEY_SIZE, hex);
	buf_addf(out, "key %s\n", hex);
	e = signer_sign(s, (struct span){buf_text(out), out->len}, sign);
	text_hex(sign, SIGN_SIZE, hex);
	buf_addf(out, "sign %s\n\n", hex);
	return e ? e : out->err;
}

static enum err note(struct store *s, const char *act, const char *hall, size_t n, const char *data, size_t len)
{
	struct record body = {0};
	const struct entry entry = {.kind = "PACK", .body = &body};
	char hex[HASH_HEX];
	uint8_t hash[HASH_SIZE];

	fingerprint(data, len, hash);
	text_hex(hash, HASH_SIZE, hex);
	record_add(&body, "act", act);
	record_add(&body, "hall", hall);
	record_addi(&body, "items", (int64_t)n);
	record_add(&body, "hash", hex);
	enum err e = body.err ? body.err : journal_append_wait(s, &entry, 1, NULL, NULL, WAIT_MS);
	record_release(&body);
	return e;
}

static bool may_write(const struct operator_info *me)
{
	return motion_may_propose(me, MOTION_PUBLISH) || motion_may_decide(me, MOTION_PUBLISH);
}

enum err pack_write(const struct version_place *p, const char *hall, const char *const *names, size_t n,
	struct buf *out, char why[PACK_WHY])
{
	const struct operator_info *me = operator_current(p->store);
	struct buf texts;
	enum err e = !me ? ERR_LOCKED : !may_write(me) ? ERR_DENIED : n == 0 || n > PACK_ITEMS ? ERR_LIMIT : OK;

	*why = '\0';
	buf_init(&texts, PACK_BYTES);
	put_head(p, hall, out);
	for (size_t i = 0; !e && i < n; i++) {
		e = add_item(p, names[i], out, &texts);
		if (e)
			text_format(why, PACK_WHY, "%s: %s", names[i], _(err_text(e)));
	}
	if (!e)
		e = put_sign(p->store, out);
	buf_add(out, texts.data, texts.len);
	if (!e)
		e = out->err;
	buf_release(&texts);
	return e ? e : note(p->store, "made", hall, n, buf_text(out), out->len);
}

/* ---- taking one ---- */

static enum err lint_all(const struct version_place *p, const struct pack *k, struct buf *messages)
{
	size_t mistakes = 0;

	for (size_t i = 0; i < k->n; i++) {
		char path[FILE_NAME];
		text_format(path, sizeof path, "%s.ini", k->items[i].name);
		mistakes += version_lint(p, path, k->items[i].text, k->items[i].len, messages);
	}
	return mistakes ? ERR_SYNTAX : OK;
}

static enum err propose_all(const struct version_place *p, const struct pack *k, const char *hall, day_t from,
	size_t *n, struct buf *messages)
{
	enum err e = OK;

	for (size_t i = 0; !e && i < k->n; i++) {
		char path[FILE_NAME];
		text_format(path, sizeof path, "%s.ini", k->items[i].name);
		e = version_propose(p, path, k->items[i].text, k->items[i].len, from, hall, messages);
		*n += e == OK;
		if (e == ERR_EXISTS)
			e = OK;
	}
	return e;
}

enum err pack_take(const struct version_place *p, const char *data, size_t len, day_t from, size_t *n,
	struct buf *messages, char why[PACK_WHY])
{
	const struct operator_info *me = operator_current(p->store);
	struct pack *k = mem_new(sizeof *k);
	char hall[MOTION_NAME];

	*n = 0;
	*why = '\0';
	enum err e = motion_may_propose(me, MOTION_PUBLISH) ? pack_parse(data, len, k, why)
		     : me				  ? ERR_DENIED
							  : ERR_LOCKED;
	if (!e)
		e = pack_verify(k, why);
	if (!e && k->kind != store_kind(p->store))
		e = ERR_DEMO;
	if (!e && (e = pack_known(p->store, k->key, hall)) == ERR_DENIED)
		text_format(why, PACK_WHY, _("This hall does not trust the key of the pack, which says it is of %s"),
			k->hall);
	if (!e)
		e = lint_all(p, k, messages);
	if (!e)
		e = note(p->store, "taken", hall, k->n, data, len);
	if (!e)
		e = propose_all(p, k, hall, from, n, messages);
	mem_free(k);
	return e;
}
