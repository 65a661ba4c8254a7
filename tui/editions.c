/* SPDX-License-Identifier: MIT
 *
 * What must hold: nothing is exchanged under a case that is open, and nothing that was used goes while
 * the program runs.
 */
#include "tui/editions.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/desk/crossings.h"
#include "core/casework/desk/usage.h"
#include "core/casework/oversight/version.h"

enum { LOOK_MS = 60 * 1000, MESSAGE_BYTES = 65536 };

struct editions {
	char catalog[PATH_SIZE], forms[PATH_SIZE], base[64];
	struct edition_place place;
	uint8_t hash[HASH_SIZE];     /* of the catalog in use */
	bool by_two;
	uint64_t after;              /* motion.h: looked at so far */
	bool waits;                  /* something new could not be taken over yet */
	int64_t next_ms;             /* mono */
	struct catalog *catalogs[EDITIONS_KEPT];
	struct directory *directories[EDITIONS_KEPT];
	size_t n_catalogs, n_directories;
};

static enum err places(const struct app *a, const struct start *s, struct editions *x)
{
	bool own = !s->forms || !*s->forms;
	enum err e = own ? file_asset("forms", x->forms)
			 : text_copy(x->forms, sizeof x->forms, s->forms) ? OK : ERR_LIMIT;

	if (!e && a->demo)
		e = file_asset("catalog/demo.ini", x->catalog);
	else if (!e && !text_copy(x->catalog, sizeof x->catalog, s->catalog))
		e = ERR_LIMIT;
	text_copy(x->base, sizeof x->base, a->demo_base);
	x->place = (struct edition_place){x->catalog, a->demo ? x->base : NULL};
	return e;
}

static enum err load_catalog(const struct app *a, struct catalog **out, struct buf *messages)
{
	struct editions *x = a->editions;
	uint8_t hash[HASH_SIZE];
	bool by_two = false;

	if (x->n_catalogs == EDITIONS_KEPT)
		return ERR_LIMIT;
	enum err e = edition_load(a->store, &x->place, out, hash, messages);
	if (e)
		return e;
	x->catalogs[x->n_catalogs++] = *out;
	memcpy(x->hash, hash, HASH_SIZE);
	(void)!edition_hash(a->store, &x->place, hash, &by_two);
	x->by_two = by_two;
	return OK;
}

static enum err load_directory(const struct app *a, struct directory **out)
{
	struct editions *x = a->editions;

	if (x->n_directories == EDITIONS_KEPT)
		return ERR_LIMIT;
	enum err e = directory_begin(x->forms, out);
	if (e)
		return e;
	x->directories[x->n_directories++] = *out;
	return versions_apply(a->store, *out);
}

enum err editions_open(struct app *a, const struct start *s, struct buf *messages)
{
	bool any;

	a->editions = mem_new(sizeof *a->editions);
	enum err e = places(a, s, a->editions);
	if (!e)
		e = motions_news(a->store, &a->editions->after, &any);
	if (!e)
		e = load_directory(a, &a->directory);
	if (!e)
		e = load_catalog(a, &a->catalog, messages);
	return e;
}

void editions_close(struct app *a)
{
	struct editions *x = a->editions;

	if (!x)
		return;
	for (size_t i = 0; i < x->n_catalogs; i++)
		catalog_free(x->catalogs[i]);
	for (size_t i = 0; i < x->n_directories; i++)
		directory_free(x->directories[i]);
	mem_free(x);
}

/* Everybody who holds the one before. */
static enum err turn(struct app *a, struct directory *items, struct catalog *catalog)
{
	enum err e = desk_turn(a->desk, items, catalog);

	if (e)
		return e;
	a->directory = items;
	a->catalog = catalog;
	a->listed = false;
	usage_free(a->usage);
	a->usage = NULL;
	grants_turn(a->grants, catalog);
	crossings_turn(a->crossings, catalog);
	a->dirty = true;
	return OK;
}

static enum err take(struct app *a)
{
	struct directory *items = NULL;
	struct catalog *catalog = NULL;
	struct buf messages;

	buf_init(&messages, MESSAGE_BYTES);
	enum err e = load_directory(a, &items);
	if (!e)
		e = load_catalog(a, &catalog, &messages);
	if (!e)
		e = turn(a, items, catalog);
	if (e && messages.len)
		log_line("editions", "%s", buf_text(&messages));
	buf_release(&messages);
	return e;
}

/* Screens that may hold a place in the list of items or resources wait for their end. */
static bool at_rest(const struct app *a)
{
	const in_bits fine = IN_LOGIN | IN_LOCK | IN_HOME | IN_QUEUE | IN_ADMIN | IN_CATALOG | IN_VERSIONS |
		IN_PALETTE | IN_CHOOSE;

	for (int i = 0; i < a->depth; i++)
		if (a->stack[i].screen && !(a->stack[i].screen->bit & fine))
			return false;
	return !desk_busy(a->desk);
}

/* The first confirmation after a start is news to who started before it alone. */
void editions_take(struct app *a)
{
	struct editions *x = a->editions;
	bool any = false;

	if (motions_news(a->store, &x->after, &any) == OK && any)
		x->waits = true;
	if (!x->waits || !at_rest(a))
		return;
	x->waits = false;
	enum err e = take(a);
	if (e)
		app_say(a, VOICE_PROBLEM, "%s",
			_("What was put in force is used once this program starts anew"));
	else if (store_unlocked(a->store))
		app_say(a, VOICE_HINT, "%s", _("Newly confirmed items and catalog are in use now"));
}

void editions_turn(struct app *a, int64_t now_ms)
{
	struct editions *x = a->editions;

	if (!x || !a->desk || now_ms < x->next_ms || a->depth != 1 || !a->listed)
		return;
	x->next_ms = now_ms + LOOK_MS;
	editions_take(a);
}

bool editions_by_two(const struct app *a)
{
	return a->editions->by_two;
}

const struct edition_place *editions_place(const struct app *a)
{
	return &a->editions->place;
}

const uint8_t *editions_catalog(const struct app *a)
{
	return a->editions->hash;
}
