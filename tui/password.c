/* SPDX-License-Identifier: MIT */
#include "tui/password.h"

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/store/rekey.h"
#include "tui/edit.h"
#include "tui/fill.h"

enum { ENROL_ID, ENROL_CODE_FIELD, ENROL_NEW, ENROL_AGAIN, ENROL_FIELDS };
enum { OTHER_OLD, OTHER_NEW, OTHER_AGAIN, OTHER_FIELDS };

struct setting {
	struct rekey *rekey;         /* being hashed; NULL: not begun */
	char id[OPERATOR_ID];
};

void password_check_start(
	struct app *a, struct password_check *c, const char *id, struct edit *password)
{
	enum err e = login_start(a->store, id, password->text, &c->login);

	edit_wipe(password);
	if (e) {
		c->login = NULL;
		app_fail(a, e);
		return;
	}
	a->watch_fd = login_fd(c->login);
	app_say(a, VOICE_BUSY, "%s", _("Checking the password"));
}

bool password_check_ended(struct app *a, struct password_check *c, enum err *e)
{
	if (!c->login)
		return false;
	*e = login_finish(c->login);
	if (*e == ERR_BUSY)
		return false;
	c->login = NULL;
	a->watch_fd = -1;
	a->dirty = true;
	a->message_live = false;
	return true;
}

void password_check_stop(struct app *a, struct password_check *c)
{
	if (!c->login)
		return;
	login_cancel(c->login);
	c->login = NULL;
	a->watch_fd = -1;
}

static void stop(struct app *a, void *ctx)
{
	struct setting *s = ctx;

	(void)a;
	rekey_cancel(s->rekey);
	s->rekey = NULL;
}

static void release(void *ctx)
{
	struct setting *s = ctx;

	rekey_cancel(s->rekey);
	mem_wipe(s, sizeof *s);
	mem_free(s);
}

/* ERR_BUSY once it runs. */
static enum err watch(struct app *a, const struct setting *s, enum err started)
{
	if (started)
		return started;
	a->watch_fd = rekey_fd(s->rekey);
	return ERR_BUSY;
}

/* Both have been typed: the same, and good enough? */
static enum err check_new(const char *first, const char *again, size_t at, struct fill_said *said)
{
	if (text_equal(first, again))
		return OK;
	said->at = at;
	text_copy(said->why, sizeof said->why, _("The two new passwords differ; type both once more"));
	return ERR_INPUT;
}

static enum err too_easy(size_t at, struct fill_said *said)
{
	said->at = at;
	text_copy(said->why, sizeof said->why,
		_("The new password needs 8 characters and must not be a common one"));
	return ERR_INPUT;
}

static enum err finish(struct app *a, struct setting *s)
{
	enum err e = rekey_finish(s->rekey);

	if (e == ERR_BUSY) {
		a->watch_fd = -1; /* hashed, and the gate is taken: asked again soon */
		return e;
	}
	s->rekey = NULL;
	return e;
}

static void open(struct app *a, const struct fill_arg *arg)
{
	enum err e = fill_ask(a, arg);

	if (e)
		app_fail(a, e);
}

/* ---- the first one ---- */

/* Whether the number or the code was wrong is not told. */
static enum err enrol_said(enum err e, struct fill_said *said)
{
	said->at = ENROL_CODE_FIELD;
	if (e == ERR_NOTFOUND || e == ERR_PASSWORD || e == ERR_STATE)
		text_copy(said->why, sizeof said->why,
			_("Number and code do not belong together, or the code was used already"));
	return e;
}

static enum err enrol_send(struct app *a, void *ctx, const char *const *v, struct fill_said *said)
{
	struct setting *s = ctx;

	if (s->rekey)
		return enrol_said(finish(a, s), said);
	if (check_new(v[ENROL_NEW], v[ENROL_AGAIN], ENROL_NEW, said))
		return ERR_INPUT;
	if (store_kind(a->store) == STORE_LIVE && password_check(v[ENROL_NEW]))
		return too_easy(ENROL_NEW, said);
	text_copy(s->id, sizeof s->id, v[ENROL_ID]);
	enum err e = enrol_start(a->store, v[ENROL_ID], v[ENROL_CODE_FIELD], v[ENROL_NEW],
		a->demo ? &SEAL_COST_DEMO : &SEAL_COST_LIVE, &s->rekey);
	if (e == ERR_INPUT)
		text_copy(said->why, sizeof said->why, _("The code has six groups of four; one is mistyped"));
	return enrol_said(watch(a, s, e), said);
}

static void enrolled(struct app *a, void *ctx)
{
	const struct setting *s = ctx;

	app_say(a, VOICE_HINT, _("%s is enrolled; a supervisor grants the keys, then you may log in"), s->id);
}

void password_enrol(struct app *a, const char *number)
{
	const struct fill_field fields[ENROL_FIELDS] = {
		[ENROL_ID] = {.label = N_("Operator no."), .max = OPERATOR_ID - 1, .value = number,
			.hint = N_("The number the administrator gave you")},
		[ENROL_CODE_FIELD] = {.label = N_("One-time code"), .max = ENROL_CODE - 1,
			.hint = N_("As the administrator gave it; large and small letters are one")},
		[ENROL_NEW] = {.label = N_("New password"), .kind = FILL_SECRET, .max = PASSWORD_MAX - 1,
			.hint = N_("At least 8 characters, known to you alone")},
		[ENROL_AGAIN] = {.label = N_("The same again"), .kind = FILL_SECRET,
			.max = PASSWORD_MAX - 1, .hint = N_("Once more, so that nothing is mistyped")},
	};
	struct fill_arg arg = {.title = _("First log-in: the one-time code and a password of your own"),
		.fields = fields, .n = ENROL_FIELDS, .send = enrol_send, .done = enrolled, .stop = stop,
		.ctx = mem_new(sizeof(struct setting)), .release = release};
	open(a, &arg);
}

/* ---- another one ---- */

static enum err change_send(struct app *a, void *ctx, const char *const *v, struct fill_said *said)
{
	struct setting *s = ctx;

	said->at = OTHER_OLD;
	if (s->rekey)
		return finish(a, s);
	if (check_new(v[OTHER_NEW], v[OTHER_AGAIN], OTHER_NEW, said))
		return ERR_INPUT;
	if (store_kind(a->store) == STORE_LIVE && password_check(v[OTHER_NEW]))
		return too_easy(OTHER_NEW, said);
	return watch(a, s,
		passwd_start(a->store, a->operator_id, v[OTHER_OLD], v[OTHER_NEW], &s->rekey));
}

static void changed(struct app *a, void *ctx)
{
	(void)ctx;
	app_say(a, VOICE_HINT, "%s", _("The password is changed; it holds from the next log-in on"));
}

void password_change(struct app *a)
{
	static const struct fill_field fields[OTHER_FIELDS] = {
		[OTHER_OLD] = {.label = N_("Old password"), .kind = FILL_SECRET, .max = PASSWORD_MAX - 1,
			.hint = N_("The one you logged in with")},
		[OTHER_NEW] = {.label = N_("New password"), .kind = FILL_SECRET, .max = PASSWORD_MAX - 1,
			.hint = N_("At least 8 characters, known to you alone")},
		[OTHER_AGAIN] = {.label = N_("The same again"), .kind = FILL_SECRET,
			.max = PASSWORD_MAX - 1, .hint = N_("Once more, so that nothing is mistyped")},
	};
	struct fill_arg arg = {.title = _("Another password for yourself"), .fields = fields,
		.n = OTHER_FIELDS, .send = change_send, .done = changed, .stop = stop,
		.ctx = mem_new(sizeof(struct setting)), .release = release};
	open(a, &arg);
}
