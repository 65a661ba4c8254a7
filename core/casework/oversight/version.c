/* SPDX-License-Identifier: MIT
 *
 * What must hold: nothing lint refuses is proposed or put in force; what a case began with is never lost.
 */
#include "core/casework/oversight/version.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/ini.h"
#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/accord.h"
#include "core/casework/oversight/item_lint.h"
#include "core/form/fingerprint.h"

enum { MESSAGE_BYTES = 64 * 1024 };

static const struct {
	char sign;
	const char *word, *text;
} states[VERSION_STATES] = {
#define X(name, sign, word, text) [name] = {sign, word, text},
	VERSION_TABLE(X)
#undef X
};

char version_sign(enum version_state s)
{
	return states[s].sign;
}

const char *version_word(enum version_state s)
{
	return states[s].word;
}

const char *version_text(enum version_state s)
{
	return states[s].text;
}

/* ---- what counts ---- */

static int by_order(const void *a, const void *b)
{
	const struct motion *x = *(const struct motion *const *)a, *y = *(const struct motion *const *)b;

	return (x->order > y->order) - (x->order < y->order);
}

static enum err take(struct store *s, struct directory *d, const struct motion *m)
{
	char path[FILE_NAME], day[11];
	struct buf text, messages;

	day_format(m->from, day);
	text_format(path, sizeof path, "%s@%s.ini", m->name, day);
	buf_init(&text, INI_BYTES);
	buf_init(&messages, MESSAGE_BYTES);
	enum err e = accord_text(s, m->text, &text);
	if (!e && directory_take(d, path, buf_text(&text), text.len, &messages))
		log_line("version", "%s", buf_text(&messages));
	buf_release(&messages);
	buf_release(&text);
	return e;
}

enum err versions_apply(struct store *s, struct directory *d)
{
	struct motions *all = NULL;
	const struct motion *list;
	enum err e = motions_read(s, &all);

	if (e)
		return e;
	size_t n = motions_all(all, &list), kept = 0;
	const struct motion **published = mem_array(n + 1, sizeof *published);
	for (size_t i = 0; i < n; i++)
		if (list[i].act == MOTION_PUBLISH && list[i].state == MOTION_DONE)
			published[kept++] = &list[i];
	if (kept)
		qsort(published, kept, sizeof *published, by_order);
	for (size_t i = 0; !e && i < kept; i++)
		e = take(s, d, published[i]);
	mem_free(published);
	motions_free(all);
	return e;
}

static enum err hash_of(const struct directory *d, size_t index, uint8_t hash[HASH_SIZE])
{
	struct buf text;

	buf_init(&text, INI_BYTES);
	enum err e = directory_text(d, index, &text);
	if (!e)
		fingerprint(buf_text(&text), text.len, hash);
	buf_release(&text);
	return e;
}

static bool named(const struct item_entry *e, const char *name)
{
	char own[FILE_NAME];
	day_t from;

	item_file_name(e->path, own, &from);
	return text_equal(own, name);
}

/* Versions of one name stand in the order of their days. */
enum err version_newest(const struct directory *d, const char *name, uint8_t hash[HASH_SIZE], size_t *index)
{
	memset(hash, 0, HASH_SIZE);
	for (size_t i = directory_versions(d); i-- > 0;)
		if (named(directory_version(d, i), name)) {
			*index = i;
			return hash_of(d, i, hash);
		}
	return ERR_NOTFOUND;
}

/* ---- all of them ---- */

enum version_state version_state_in(const struct directory *d, const struct item_entry *e)
{
	for (size_t i = 0; i < directory_size(d); i++)
		if (directory_at(d, i) == e)
			return VERSION_IN_FORCE;
	return e->from != DAY_NONE && e->from > clock_today() ? VERSION_TO_COME : VERSION_PAST;
}

static void describe(const struct directory *d, struct version *v)
{
	v->code = v->title = v->title_en = "";
	for (size_t i = 0; i < directory_versions(d); i++) {
		const struct item_entry *e = directory_version(d, i);
		if (!named(e, v->name))
			continue;
		v->code = e->code;
		v->title = e->name;
		v->title_en = e->name_en;
	}
}

/* The motion a version of the directory came by, if any. */
static void find_motion(const struct motion *list, size_t n, struct version *v)
{
	for (size_t i = n; i-- > 0 && !v->by_two;)
		if (list[i].act == MOTION_PUBLISH && list[i].state == MOTION_DONE &&
			text_equal(list[i].name, v->name) && list[i].from == v->from &&
			memcmp(list[i].text, v->text, HASH_SIZE) == 0) {
			v->motion = list[i];
			v->by_two = true;
		}
}

static bool listed(const struct motion *m)
{
	return (m->act == MOTION_PUBLISH &&
		       (m->state == MOTION_WAITING || m->state == MOTION_DECLINED || m->state == MOTION_TAKEN_BACK)) ||
	       (m->act == MOTION_ROLLBACK && m->state == MOTION_WAITING);
}

static void of_motion(const struct directory *d, const struct motion *m, struct version *v)
{
	*v = (struct version){.from = m->from, .by_two = true, .motion = *m,
		.takes_back = m->act == MOTION_ROLLBACK};
	text_copy(v->name, sizeof v->name, m->name);
	memcpy(v->text, m->text, HASH_SIZE);
	v->state = m->state == MOTION_WAITING	 ? VERSION_PROPOSED
		   : m->state == MOTION_DECLINED ? VERSION_DECLINED
						 : VERSION_TAKEN_BACK;
	describe(d, v);
}

static int newest_first(const void *a, const void *b)
{
	const struct version *x = a, *y = b;
	int order = (y->state == VERSION_PROPOSED) - (x->state == VERSION_PROPOSED);

	if (!order)
		order = strcmp(x->name, y->name);
	if (!order)
		order = (y->from > x->from) - (y->from < x->from);
	if (!order)
		order = (y->motion.order > x->motion.order) - (y->motion.order < x->motion.order);
	return order ? order : memcmp(x->motion.hash, y->motion.hash, HASH_SIZE);
}

enum err versions_list(struct store *s, const struct directory *d, struct version **out, size_t *n)
{
	struct motions *all = NULL;
	const struct motion *list;
	enum err e = motions_read(s, &all);

	if (e)
		return e;
	size_t n_motions = motions_all(all, &list), n_files = directory_versions(d), count = 0;
	struct version *v = mem_array(n_motions + n_files + 1, sizeof *v);
	for (size_t i = 0; i < n_files; i++) {
		const struct item_entry *entry = directory_version(d, i);
		struct version *x = &v[count++];
		day_t from;
		char name[FILE_NAME];
		item_file_name(entry->path, name, &from);
		*x = (struct version){.code = entry->code, .title = entry->name, .title_en = entry->name_en,
			.from = entry->from, .state = version_state_in(d, entry)};
		text_copy(x->name, sizeof x->name, name);
		if (directory_taken(d, i) && hash_of(d, i, x->text) == OK)
			find_motion(list, n_motions, x);
	}
	for (size_t i = 0; i < n_motions; i++)
		if (listed(&list[i]))
			of_motion(d, &list[i], &v[count++]);
	motions_free(all);
	if (count)
		qsort(v, count, sizeof *v, newest_first);
	*out = v;
	*n = count;
	return OK;
}

enum err version_text_of(struct store *s, const struct directory *d, const struct version *v, struct buf *out)
{
	if (v->by_two)
		return accord_text(s, v->text, out);
	for (size_t i = 0; i < directory_versions(d); i++)
		if (!directory_taken(d, i) && named(directory_version(d, i), v->name) &&
			directory_version(d, i)->from == v->from)
			return directory_text(d, i, out);
	return ERR_NOTFOUND;
}

/* ---- acts ---- */

size_t version_lint(const struct version_place *p, const char *path, const char *text, size_t len,
	struct buf *messages)
{
	struct item *item;
	char name[FILE_NAME];
	day_t from;
	size_t n = 0;

	if (item_parse(path, text, len, &item, messages))
		return 1;
	n = item_lint(path, item, p->catalog, messages);
	item_file_name(path, name, &from);
	for (size_t i = 0; i < directory_versions(p->directory); i++) {
		const struct item_entry *e = directory_version(p->directory, i);
		if (named(e, name) == text_equal(e->code, item->code))
			continue;
		n++;
		if (named(e, name))
			buf_addf(messages, _("%s:1: %s has the code %s; another code is another item\n"), path, name,
				e->code);
		else
			buf_addf(messages, _("%s:1: %s has the code %s already\n"), path, e->path, item->code);
		break;
	}
	item_free(item);
	return n;
}

static bool good_name(const char *name)
{
	for (const char *c = name; *c; c++)
		if (!((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || *c == '-'))
			return false;
	return *name && *name != '-' && strlen(name) < MOTION_NAME;
}

static enum err check(const struct version_place *p, const char *path, const char *name, const char *text,
	size_t len, day_t from, struct buf *messages)
{
	if (!good_name(name)) {
		buf_addf(messages, _("%s: the name of an item is of a-z 0-9 - and at most %d characters\n"), path,
			MOTION_NAME - 1);
		return ERR_INPUT;
	}
	if (from != DAY_NONE && from < clock_today()) {
		buf_addf(messages, _("%s: an item cannot be changed for days that are past\n"), path);
		return ERR_INPUT;
	}
	return version_lint(p, path, text, len, messages) ? ERR_SYNTAX : OK;
}

enum err version_propose(const struct version_place *p, const char *path, const char *text, size_t len, day_t from,
	const char *source, struct buf *messages)
{
	struct motion m = {.act = MOTION_PUBLISH, .from = from};
	char name[FILE_NAME];
	day_t dated;
	size_t index;

	if (!motion_may_propose(operator_current(p->store), MOTION_PUBLISH))
		return operator_current(p->store) ? ERR_DENIED : ERR_LOCKED;
	item_file_name(path, name, &dated);
	enum err e = check(p, path, name, text, len, from, messages);
	if (e)
		return e;
	text_copy(m.name, sizeof m.name, name);
	text_copy(m.source, sizeof m.source, source);
	fingerprint(text, len, m.text);
	e = version_newest(p->directory, name, m.before, &index);
	if (e == ERR_NOTFOUND)
		e = OK;
	if (!e && memcmp(m.before, m.text, HASH_SIZE) == 0)
		e = ERR_EXISTS;
	return e ? e : motion_propose(p->store, &m, text, len);
}

static enum err newest_published(struct store *s, const char *name, struct motion *out)
{
	struct motions *all = NULL;
	const struct motion *list, *best = NULL;
	enum err e = motions_read(s, &all);

	if (e)
		return e;
	for (size_t i = motions_all(all, &list); i-- > 0;)
		if (list[i].act == MOTION_PUBLISH && list[i].state == MOTION_DONE && text_equal(list[i].name, name) &&
			(!best || list[i].from > best->from ||
				(list[i].from == best->from && list[i].order > best->order)))
			best = &list[i];
	if (best)
		*out = *best;
	motions_free(all);
	return best ? OK : ERR_NOTFOUND;
}

enum err version_take_back(const struct version_place *p, const char *name)
{
	struct motion published, m = {.act = MOTION_ROLLBACK, .from = DAY_NONE};
	size_t index;

	if (!motion_may_propose(operator_current(p->store), MOTION_ROLLBACK))
		return operator_current(p->store) ? ERR_DENIED : ERR_LOCKED;
	enum err e = newest_published(p->store, name, &published);
	if (!e)
		e = version_newest(p->directory, name, m.before, &index);
	if (e)
		return e;
	text_copy(m.name, sizeof m.name, name);
	memcpy(m.text, published.text, HASH_SIZE);
	return motion_propose(p->store, &m, NULL, 0);
}

static enum err lint_again(const struct version_place *p, const struct motion *m, struct buf *messages)
{
	char path[FILE_NAME];
	struct buf text;

	text_format(path, sizeof path, "%s.ini", m->name);
	buf_init(&text, INI_BYTES);
	enum err e = accord_text(p->store, m->text, &text);
	if (!e && version_lint(p, path, buf_text(&text), text.len, messages))
		e = ERR_SYNTAX;
	buf_release(&text);
	return e;
}

static enum err waiting(struct store *s, const uint8_t hash[HASH_SIZE], struct motion *out)
{
	struct motions *all = NULL;
	char hex[HASH_HEX];
	enum err e = motions_read(s, &all);

	if (e)
		return e;
	text_hex(hash, HASH_SIZE, hex);
	const struct motion *m = motions_find(all, hex);
	bool item = m && (m->act == MOTION_PUBLISH || m->act == MOTION_ROLLBACK);
	if (item)
		*out = *m;
	motions_free(all);
	return item ? OK : ERR_STATE;
}

enum err version_decide(const struct version_place *p, const uint8_t hash[HASH_SIZE], bool confirm,
	struct buf *messages)
{
	uint8_t newest[HASH_SIZE];
	struct motion m;
	size_t index;
	enum err e = waiting(p->store, hash, &m);

	if (!e && confirm && m.act == MOTION_PUBLISH)
		e = lint_again(p, &m, messages);
	if (e)
		return e;
	e = version_newest(p->directory, m.name, newest, &index);
	return e && e != ERR_NOTFOUND ? e : motion_decide(p->store, hash, confirm, newest);
}
