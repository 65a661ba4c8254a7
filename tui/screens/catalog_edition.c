/* SPDX-License-Identifier: MIT
 *
 * F7: the next edition by two people. The data steward names the file; whoever looks sees what it adds,
 * removes and changes, in words; a supervisor puts it in force.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "tui/again.h"
#include "tui/editions.h"
#include "tui/fill.h"
#include "tui/screens/catalog_state.h"

enum { PATH_CHARACTERS = 120, MESSAGE_BYTES = 65536, VALUE = 300 };

void browse_edition_drop(struct browse *b)
{
	catalog_free(b->proposal.catalog);
	pool_release(&b->changes);
	mem_free(b->lines);
	b->proposal = (struct edition_proposal){0};
	b->lines = NULL;
	b->n_lines = b->acts = 0;
	b->waits = false;
}

/* ---- what it changes, in words ---- */

static const struct {
	const char *key, *text; /* key: begins so when it ends with a dot; text: msgid */
} keys[] = {
	{"sharing", N_("Class")}, {"ground", N_("Ground")}, {"department", N_("Provider")},
	{"office", N_("Office")}, {"cycle", N_("Updated")}, {"name", N_("Name")},
	{"content", N_("Content")}, {"origin", N_("Interface")}, {"item.", N_("Field")},
	{"label.", N_("Field named")}, {"class.", N_("Class of")},
};

static const char *word_of(const char *value)
{
	for (int s = 0; s <= SHARING_NONE; s++)
		if (text_equal(sharing_word((enum sharing)s), value))
			return _(sharing_text((enum sharing)s));
	for (int k = CYCLE_UNKNOWN + 1; k < CYCLE_COUNT; k++)
		if (text_equal(cycle_word((enum cycle)k), value))
			return _(cycle_text((enum cycle)k));
	return value;
}

/* 'sharing = "none"' is "共享 不予"; what has no word stays as the file has it. */
static const char *in_words(struct pool *pool, const char *line)
{
	const char *equals = strstr(line, " = ");
	char value[VALUE];
	size_t n = equals ? (size_t)(equals - line) : 0, len = equals ? strlen(equals + 3) : 0;

	if (!equals || len < 2 || !text_copyn(value, sizeof value, equals + 4, len - 2))
		return line;
	for (size_t i = 0; i < COUNT_OF(keys); i++) {
		size_t k = strlen(keys[i].key);
		bool open = keys[i].key[k - 1] == '.';
		if (n < k || memcmp(line, keys[i].key, k) != 0 || (!open && n != k))
			continue;
		return open ? pool_textf(pool, "%s %.*s  %s", _(keys[i].text), (int)(n - k), line + k,
				      word_of(value))
			    : pool_textf(pool, "%s  %s", _(keys[i].text), word_of(value));
	}
	return line;
}

struct telling {
	const struct app *app;
	struct browse *b;
};

static const char *title_of(const struct telling *t, char sign, const char *what)
{
	const struct catalog *c = sign == '+' ? t->b->proposal.catalog : t->app->catalog;
	const struct resource *r = catalog_find(c, what);

	return r ? i18n_pick(r->name, r->name_en) : "";
}

static void add(struct browse *b, const char *text)
{
	if (b->n_lines < CHOOSE_ROWS)
		b->lines[b->n_lines++] = (struct choose_row){"", text};
}

static void tell(char sign, const char *what, const char *line, void *ctx)
{
	struct telling *t = ctx;
	struct pool *pool = &t->b->changes;

	if (line)
		add(t->b, pool_textf(pool, "    %c %s", sign, in_words(pool, line)));
	else
		add(t->b, pool_textf(pool, "%c %s  %s", sign, what, title_of(t, sign, what)));
}

static void load(struct app *a, struct browse *b)
{
	struct telling t = {a, b};

	browse_edition_drop(b);
	b->waits = edition_waiting(a->store, editions_place(a), &b->proposal) == OK;
	if (!b->waits)
		return;
	b->lines = mem_array(CHOOSE_ROWS, sizeof *b->lines);
	add(b, _("Leave everything as it is"));
	const struct operator_info *me = operator_current(a->store);
	bool own = text_equal(b->proposal.motion.by, me ? me->id : "");
	if (!own && motion_may_decide(me, MOTION_CATALOG))
		add(b, _("Put it in force")), add(b, _("Decline it"));
	else if (own)
		add(b, _("Withdraw it"));
	b->acts = b->n_lines;
	b->sum = catalog_diff(a->catalog, b->proposal.catalog, tell, &t);
}

/* ---- deciding ---- */

static void fail(struct app *a, enum err e)
{
	if (e == ERR_STATE)
		app_say(a, VOICE_PROBLEM, "%s", _("This edition does not wait any more; F7 shows what does"));
	else if (e == ERR_CONFLICT)
		app_say(a, VOICE_PROBLEM, "%s",
			_("Another edition counts since it was proposed; it has to be proposed anew"));
	else
		app_fail(a, e);
}

static void decide(struct app *a, void *ctx)
{
	struct browse *b = ctx;
	enum err e = edition_decide(a->store, editions_place(a), b->proposal.motion.hash, b->confirming);

	if (e == ERR_BUSY && again_busy(a))
		again_later(a, decide, b, NULL);
	if (e) {
		fail(a, e);
		return;
	}
	editions_take(a);
	browse_anew(a, b);
	if (!b->confirming)
		app_say(a, VOICE_HINT, "%s", _("Declined; what counted goes on counting"));
	else if (a->catalog == b->shown)
		app_say(a, VOICE_HINT, "%s", _("It counts now, and is used here once no case is open"));
	else
		app_say(a, VOICE_HINT, _("Edition %s counts now, also in the windows that run"),
			*a->catalog->version ? a->catalog->version : "-");
}

static void chosen(struct app *a, void *ctx, int index)
{
	struct browse *b = ctx;

	if (index < 1 || (size_t)index >= b->acts)
		return;
	b->confirming = index == 1 && b->acts > 2;
	b->shown = a->catalog;
	decide(a, b);
}

static void show(struct app *a, struct browse *b)
{
	char title[APP_MESSAGE];
	const struct catalog *c = b->proposal.catalog;

	text_format(title, sizeof title, _("Edition %s by %s: %zu added, %zu removed, %zu changed"),
		*c->version ? c->version : "-", b->proposal.motion.by, b->sum.added, b->sum.removed,
		b->sum.changed);
	struct choose_arg arg = {.title = title, .rows = b->lines, .n = b->n_lines, .confirm = true,
		.done = chosen, .ctx = b};
	enum err e = choose_open(a, &arg);
	if (e)
		app_fail(a, e);
}

/* ---- proposing ---- */

static enum err send(struct app *a, void *ctx, const char *const *values, struct fill_said *said)
{
	struct buf messages;

	(void)ctx;
	buf_init(&messages, MESSAGE_BYTES);
	enum err e = edition_propose(a->store, editions_place(a), values[0], a->demo, &messages);
	size_t len = strcspn(buf_text(&messages), "\n");
	said->at = 0;
	if (len)
		text_copyn(said->why, sizeof said->why, buf_text(&messages), len);
	else if (e == ERR_EXISTS)
		text_copy(said->why, sizeof said->why, _("This very edition counts or waits already"));
	buf_release(&messages);
	return e;
}

static void proposed(struct app *a, void *ctx)
{
	((struct browse *)ctx)->waits = true;
	app_say(a, VOICE_HINT, "%s", _("Proposed; a supervisor looks at it here and puts it in force"));
}

static void propose(struct app *a, struct browse *b)
{
	const struct fill_field fields[] = {{.label = N_("File"), .max = PATH_CHARACTERS,
		.hint = N_("A catalog or a folder of them; onetrip catalog lint checks it beforehand")}};
	struct fill_arg arg = {.title = _("Propose an edition. A supervisor puts it in force"),
		.fields = fields, .n = COUNT_OF(fields), .send = send, .done = proposed, .ctx = b};
	enum err e = fill_ask(a, &arg);

	if (e)
		app_fail(a, e);
}

void browse_edition(struct app *a, struct browse *b)
{
	load(a, b);
	if (b->waits)
		show(a, b);
	else if (motion_may_propose(operator_current(a->store), MOTION_CATALOG))
		propose(a, b);
	else
		app_say(a, VOICE_HINT, "%s", _("No edition waits; the data steward proposes one here"));
}
