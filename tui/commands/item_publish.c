/* SPDX-License-Identifier: MIT
 *
 * Publishing and taking back by two people. What must hold: what is shown of a proposal is compared with
 * what stands newest at that moment.
 */
#include <stdio.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/ini.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/accord.h"
#include "tui/commands/item.h"

enum { MESSAGES = 64 * 1024 };

struct version_place rack_place(const struct rack *r)
{
	return (struct version_place){r->station.store, r->all, r->catalog};
}

/* Where the error's own sentence speaks of cases. */
static int end(struct rack *r, const char *what, enum err e)
{
	const char *why = e == ERR_STATE    ? _("this does not wait any more; see onetrip item waiting")
			  : e == ERR_CONFLICT ? _("another version stands there since; propose it anew")
			  : e == ERR_EXISTS   ? _("this very version is the newest or waits already")
					      : NULL;

	if (!why)
		return station_end(&r->station, what, e);
	station_close(&r->station);
	return rack_complain("%s", why);
}

int rack_propose(struct rack *r, char **words)
{
	const char *path = words[1];
	struct buf text, messages;
	enum err e = rack_begin(r);

	buf_init(&text, INI_BYTES);
	buf_init(&messages, MESSAGES);
	if (!e)
		e = file_read(path, &text);
	if (!e) {
		struct version_place place = rack_place(r);
		e = version_propose(&place, path, buf_text(&text), text.len, r->from, "", &messages);
	}
	fputs(buf_text(&messages), e ? stderr : stdout);
	if (!e)
		puts(_("Proposed. It counts once a supervisor has confirmed it: onetrip item waiting"));
	buf_release(&messages);
	buf_release(&text);
	return end(r, "item propose", e);
}

int rack_rollback(struct rack *r, char **words)
{
	const char *name = words[1];
	enum err e = rack_begin(r);

	if (!e) {
		struct version_place place = rack_place(r);
		e = version_take_back(&place, name);
	}
	if (e == ERR_NOTFOUND) {
		station_close(&r->station);
		return rack_complain(_("%s has no published version to take back"), name);
	}
	if (!e)
		puts(_("Proposed. It is taken back once a supervisor has confirmed it: onetrip item waiting"));
	return end(r, "item rollback", e);
}

/* ---- what waits ---- */

static void tell_head(const struct version *v)
{
	char at[20], day[11] = "-", word[ACCORD_WORD], hash[ACCORD_WORD];

	if (v->from != DAY_NONE)
		day_format(v->from, day);
	clock_format(v->motion.at_ms, at);
	accord_word(v->motion.hash, word);
	accord_word(v->text, hash);
	printf("%s %s  %s  ", v->name, hash, v->takes_back ? _("to be taken back") : _("to be published"));
	if (!v->takes_back)
		printf(_("from %s  "), v->from == DAY_NONE ? _("the day it is confirmed") : day);
	printf(_("by %s at %s"), v->motion.by, at);
	if (*v->motion.source)
		printf("  (%s)", v->motion.source);
	printf("\nHASH\t%s\n", word);
}

static enum err tell_change(struct rack *r, const struct version *v)
{
	struct buf before, after, messages;
	uint8_t hash[HASH_SIZE];
	size_t index;

	buf_init(&before, INI_BYTES);
	buf_init(&after, INI_BYTES);
	buf_init(&messages, MESSAGES);
	enum err e = version_newest(r->all, v->name, hash, &index);
	if (!e)
		e = directory_text(r->all, index, &before);
	else if (e == ERR_NOTFOUND)
		e = OK; /* an item that is new */
	if (!e)
		e = version_text_of(r->station.store, r->all, v, &after);
	if (!e && !v->takes_back) {
		struct version_place place = rack_place(r);
		char path[FILE_NAME];
		text_format(path, sizeof path, "%s.ini", v->name);
		(void)version_lint(&place, path, buf_text(&after), after.len, &messages);
		fputs(buf_text(&messages), stdout);
		(void)item_tell_difference(v->name, &before, &after);
	}
	buf_release(&messages);
	buf_release(&after);
	buf_release(&before);
	return e;
}

/* Halls that are to be trusted, or no more. */
static enum err tell_halls(struct rack *r, size_t *waiting)
{
	struct motions *all = NULL;
	const struct motion *list;
	enum err e = motions_read(r->station.store, &all);

	if (e)
		return e;
	for (size_t i = 0, n = motions_all(all, &list); i < n; i++) {
		char word[ACCORD_WORD], key[HASH_HEX], at[20];
		bool trust = list[i].act == MOTION_TRUST;
		if (list[i].state != MOTION_WAITING || (!trust && list[i].act != MOTION_DISTRUST))
			continue;
		accord_word(list[i].hash, word);
		text_hex(list[i].text, HASH_SIZE, key);
		printf("%s  %s\n%s  ", list[i].name, trust ? _("its packs are to be taken") :
			_("its packs are to be taken no more"), key);
		clock_format(list[i].at_ms, at);
		printf(_("by %s at %s"), list[i].by, at);
		printf("\nHASH\t%s\n", word);
		(*waiting)++;
	}
	motions_free(all);
	return OK;
}

int rack_waiting(struct rack *r, char **words)
{
	struct version *list = NULL;
	size_t n = 0, waiting = 0;
	enum err e = rack_begin(r);

	(void)words;
	if (!e)
		e = versions_list(r->station.store, r->all, &list, &n);
	for (size_t i = 0; !e && i < n; i++) {
		if (list[i].state != VERSION_PROPOSED)
			continue;
		e = tell_change(r, &list[i]);
		tell_head(&list[i]);
		waiting++;
	}
	mem_free(list);
	if (!e)
		e = tell_halls(r, &waiting);
	if (!e && !waiting)
		e = ERR_NOTFOUND;
	return station_end(&r->station, "item waiting", e);
}

static enum err decide(struct rack *r, const char *word, bool confirm, struct buf *messages)
{
	struct version_place place = rack_place(r);
	struct motions *all = NULL;
	enum err e = motions_read(r->station.store, &all);

	if (e)
		return e;
	const struct motion *m = motions_find(all, word);
	uint8_t hash[HASH_SIZE];
	bool item = m && (m->act == MOTION_PUBLISH || m->act == MOTION_ROLLBACK);
	bool hall = m && (m->act == MOTION_TRUST || m->act == MOTION_DISTRUST);
	if (m)
		memcpy(hash, m->hash, HASH_SIZE);
	motions_free(all);
	if (m && item)
		return version_decide(&place, hash, confirm, messages);
	return m && hall ? motion_decide(r->station.store, hash, confirm, NULL) : ERR_STATE;
}

static int decide_word(struct rack *r, const char *word, bool confirm)
{
	struct buf messages;
	enum err e = rack_begin(r);

	buf_init(&messages, MESSAGES);
	if (!e)
		e = decide(r, word, confirm, &messages);
	fputs(buf_text(&messages), stderr);
	buf_release(&messages);
	if (!e)
		puts(confirm ? _("Done; running programs use it within a minute, cases keep what they began with")
			     : _("Declined"));
	return end(r, confirm ? "item confirm" : "item decline", e);
}

int rack_confirm(struct rack *r, char **words)
{
	return decide_word(r, words[1], true);
}

int rack_decline(struct rack *r, char **words)
{
	return decide_word(r, words[1], false);
}
