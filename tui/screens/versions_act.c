/* SPDX-License-Identifier: MIT
 *
 * What a version changes, what lint says of it, and what can be done with it by who looks.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/ini.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/form/item_diff.h"
#include "tui/again.h"
#include "tui/editions.h"
#include "tui/fill.h"
#include "tui/screens/versions.h"

enum { PATH_CHARACTERS = 120, MESSAGE_BYTES = 65536 };

void versions_drop(struct versions_view *v)
{
	pool_release(&v->words);
	mem_free(v->rows);
	v->rows = NULL;
	v->n_rows = v->n_acts = 0;
}

static struct version_place place(const struct app *a)
{
	return (struct version_place){a->store, a->directory, a->catalog};
}

/* ---- the rows ---- */

static void add(struct versions_view *v, const char *text)
{
	if (v->n_rows < VERSIONS_ROWS)
		v->rows[v->n_rows++] = (struct choose_row){"", text};
}

static void add_act(struct versions_view *v, enum versions_act act, const char *text)
{
	v->acts[v->n_acts++] = act;
	add(v, text);
}

static void add_acts(const struct app *a, struct versions_view *v)
{
	const struct operator_info *me = operator_current(a->store);
	const struct version *x = &v->at;
	bool own = x->by_two && text_equal(x->motion.by, me ? me->id : "");

	add_act(v, VERSIONS_LEAVE, _("Leave everything as it is"));
	if (x->state == VERSION_PROPOSED && own)
		add_act(v, VERSIONS_WITHDRAW, _("Withdraw it"));
	else if (x->state == VERSION_PROPOSED && motion_may_decide(me, MOTION_PUBLISH)) {
		add_act(v, VERSIONS_CONFIRM, x->takes_back ? _("Take it back, for cases still to come") : _("Publish it"));
		add_act(v, VERSIONS_DECLINE, _("Decline it"));
	} else if (x->by_two && (x->state == VERSION_IN_FORCE || x->state == VERSION_TO_COME) &&
		   motion_may_propose(me, MOTION_ROLLBACK))
		add_act(v, VERSIONS_TAKE_BACK, _("Propose to take it back"));
}

static void add_lines(struct versions_view *v, const char *text)
{
	while (*text) {
		size_t len = strcspn(text, "\n");
		add(v, pool_textf(&v->words, "! %.*s", (int)len, text));
		text += len + (text[len] == '\n');
	}
}

static void add_lint(struct app *a, struct versions_view *v, const struct buf *text)
{
	struct version_place p = place(a);
	struct buf found;
	char path[FILE_NAME];

	text_format(path, sizeof path, "%s.ini", v->at.name);
	buf_init(&found, MESSAGE_BYTES);
	(void)version_lint(&p, path, buf_text(text), text->len, &found);
	if (found.len)
		add_lines(v, buf_text(&found));
	else
		add(v, _("= lint found nothing"));
	buf_release(&found);
}

static void tell(char sign, const char *section, const char *key, const char *before, const char *after, void *ctx)
{
	struct versions_view *v = ctx;
	struct pool *p = &v->words;

	if (!key)
		add(v, pool_textf(p, "%c [%s]", sign, section));
	else if (sign == '~')
		add(v, pool_textf(p, "~ [%s] %s: %s -> %s", section, key, before, after));
	else
		add(v, pool_textf(p, "%c [%s] %s = %s", sign, section, key, before ? before : after));
}

/* The version that counted before it: of a proposal the newest, else the next older one of the list. */
static enum err text_before(struct app *a, const struct versions_view *v, struct buf *out)
{
	uint8_t hash[HASH_SIZE];
	size_t index;

	if (v->at.state == VERSION_PROPOSED) {
		enum err e = version_newest(a->directory, v->at.name, hash, &index);
		return e ? e : directory_text(a->directory, index, out);
	}
	for (size_t i = v->list.at + 1; i < v->list.count; i++)
		if (text_equal(v->all[i].name, v->at.name) && v->all[i].state != VERSION_DECLINED &&
			v->all[i].state != VERSION_TAKEN_BACK)
			return version_text_of(a->store, a->directory, &v->all[i], out);
	return ERR_NOTFOUND;
}

static enum err add_diff(struct app *a, struct versions_view *v, const struct buf *text)
{
	struct buf before, messages;
	size_t n = 0;

	buf_init(&before, INI_BYTES);
	buf_init(&messages, MESSAGE_BYTES);
	enum err e = text_before(a, v, &before);
	if (e == ERR_NOTFOUND) {
		add(v, _("No version came before it"));
		e = OK;
	} else if (!e) {
		const struct item_text x = {v->at.name, buf_text(&before), before.len},
			y = {v->at.name, buf_text(text), text->len};
		e = item_diff(&x, &y, tell, v, &n, &messages);
		if (!e && n == 0)
			add(v, _("It changes nothing"));
	}
	buf_release(&messages);
	buf_release(&before);
	return e;
}

static enum err fill_rows(struct app *a, struct versions_view *v)
{
	struct buf text;

	versions_drop(v);
	v->rows = mem_array(VERSIONS_ROWS, sizeof *v->rows);
	add_acts(a, v);
	buf_init(&text, INI_BYTES);
	enum err e = version_text_of(a->store, a->directory, &v->at, &text);
	if (!e && v->at.state == VERSION_PROPOSED && !v->at.takes_back)
		add_lint(a, v, &text);
	if (!e && !v->at.takes_back)
		e = add_diff(a, v, &text);
	buf_release(&text);
	return e;
}

/* ---- doing ---- */

static void fail(struct app *a, enum err e, const struct buf *messages)
{
	char line[APP_MESSAGE];
	size_t len = strcspn(buf_text(messages), "\n");

	if (len && text_copyn(line, sizeof line, buf_text(messages), len))
		app_say(a, VOICE_PROBLEM, "%s", line);
	else if (e == ERR_STATE)
		app_say(a, VOICE_PROBLEM, "%s", _("This version does not wait any more"));
	else if (e == ERR_CONFLICT)
		app_say(a, VOICE_PROBLEM, "%s",
			_("Another version stands there since it was proposed; it has to be proposed anew"));
	else if (e == ERR_EXISTS)
		app_say(a, VOICE_PROBLEM, "%s", _("That waits already for a supervisor"));
	else
		app_fail(a, e);
}

static enum err carry_out(struct app *a, struct versions_view *v, struct buf *messages)
{
	struct version_place p = place(a);

	if (v->chosen == VERSIONS_TAKE_BACK)
		return version_take_back(&p, v->at.name);
	return version_decide(&p, v->at.motion.hash, v->chosen == VERSIONS_CONFIRM, messages);
}

static void do_it(struct app *a, void *ctx)
{
	static const char *const said[] = {[VERSIONS_LEAVE] = "",
		[VERSIONS_CONFIRM] = N_("It counts; cases keep what they began with"),
		[VERSIONS_DECLINE] = N_("Declined"), [VERSIONS_WITHDRAW] = N_("Withdrawn"),
		[VERSIONS_TAKE_BACK] = N_("Proposed; a supervisor takes it back here")};
	struct versions_view *v = ctx;
	struct buf messages;

	buf_init(&messages, MESSAGE_BYTES);
	enum err e = carry_out(a, v, &messages);
	if (e)
		fail(a, e, &messages);
	buf_release(&messages);
	if (e == ERR_BUSY && again_busy(a))
		again_later(a, do_it, v, NULL);
	if (e)
		return;
	editions_take(a);
	versions_read(a, v);
	app_say(a, VOICE_HINT, "%s", _(said[v->chosen]));
}

static void chosen(struct app *a, void *ctx, int index)
{
	struct versions_view *v = ctx;

	if (index < 1 || (size_t)index >= v->n_acts)
		return;
	v->chosen = v->acts[index];
	do_it(a, v);
}

void versions_open(struct app *a, struct versions_view *v)
{
	const struct version *x = versions_focus(v);
	char title[APP_MESSAGE], day[11] = "";

	if (!x || v->stale)
		return;
	v->at = *x;
	enum err e = fill_rows(a, v);
	if (x->from != DAY_NONE)
		day_format(x->from, day);
	text_format(title, sizeof title, "%s  %s  %s", *x->title ? i18n_pick(x->title, x->title_en) : x->name,
		x->takes_back ? _("to be taken back") : _(version_text(x->state)), day);
	struct choose_arg arg = {.title = title, .rows = v->rows, .n = v->n_rows, .confirm = true, .done = chosen,
		.ctx = v};
	if (!e)
		e = choose_open(a, &arg);
	if (e)
		app_fail(a, e);
}

/* ---- proposing ---- */

static enum err send(struct app *a, void *ctx, const char *const *values, struct fill_said *said)
{
	struct version_place p = place(a);
	struct buf text, messages;
	day_t from = DAY_NONE;

	(void)ctx;
	said->at = *values[1] && !day_parse(values[1], &from);
	if (said->at)
		return text_copy(said->why, sizeof said->why, _("A day like 2026-04-01")), ERR_INPUT;
	buf_init(&text, INI_BYTES);
	buf_init(&messages, MESSAGE_BYTES);
	enum err e = file_read(values[0], &text);
	if (!e)
		e = version_propose(&p, values[0], buf_text(&text), text.len, from, "", &messages);
	size_t len = strcspn(buf_text(&messages), "\n");
	if (e && len)
		text_copyn(said->why, sizeof said->why, buf_text(&messages), len);
	else if (e == ERR_EXISTS)
		text_copy(said->why, sizeof said->why, _("This very version is the newest or waits already"));
	buf_release(&messages);
	buf_release(&text);
	return e;
}

static void proposed(struct app *a, void *ctx)
{
	struct versions_view *v = ctx;

	versions_read(a, v);
	for (size_t i = 0, newest = 0; i < v->list.count; i++)
		if (v->all[i].state == VERSION_PROPOSED && v->all[i].motion.at_ms >= v->all[newest].motion.at_ms)
			v->list.at = newest = i;
	app_say(a, VOICE_HINT, "%s", _("Proposed; a supervisor looks at it here and publishes it"));
}

void versions_propose(struct app *a, struct versions_view *v)
{
	const struct fill_field fields[] = {
		{.label = N_("File"), .max = PATH_CHARACTERS,
			.hint = N_("NAME.ini; lint checks it, what it finds is told with its line")},
		{.label = N_("From"), .max = 10, .optional = true,
			.hint = N_("The day it counts from; empty: the day it is confirmed")}};
	struct fill_arg arg = {.title = _("Propose a version of an item. A supervisor publishes it"),
		.fields = fields, .n = COUNT_OF(fields), .send = send, .done = proposed, .ctx = v};

	if (!motion_may_propose(operator_current(a->store), MOTION_PUBLISH)) {
		app_say(a, VOICE_HINT, "%s", _("Administrators propose versions here"));
		return;
	}
	enum err e = fill_ask(a, &arg);
	if (e)
		app_fail(a, e);
}
