/* SPDX-License-Identifier: MIT
 *
 * S15 共享目录. Thousands of resources, searched as one types by id, words, initials; what the
 * catalog says of the one under the cursor stands below, Enter shows all of it. F8 applies for what is
 * shared on conditions; for the data steward it records what the office said. F7 shows the edition that
 * waits to be put in force, or proposes one.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "tui/screens/catalog_state.h"

const struct resource *browse_focus(const struct app *a, const struct browse *b)
{
	return b->list.count ? &a->catalog->resources[b->hits[b->list.at]] : NULL;
}

/* ---- searching ---- */

struct shown {
	const struct app *app;
	const struct browse *browse;
};

bool browse_view_has(const struct app *a, enum catalog_view v, const struct resource *r)
{
	enum permit p;

	switch (v) {
	case SHOW_FREE:
		return r->sharing == SHARING_UNCONDITIONAL;
	case SHOW_CONDITIONAL:
		return r->sharing == SHARING_CONDITIONAL;
	case SHOW_CLOSED:
		return r->sharing == SHARING_NONE;
	case SHOW_GRANTED:
		p = grants_permit(a->grants, r, clock_today());
		return p == PERMIT_ACTIVE || p == PERMIT_ENDING;
	case SHOW_WANTED:
		p = grants_permit(a->grants, r, clock_today());
		return p == PERMIT_PENDING || p == PERMIT_ENDING || p == PERMIT_EXPIRED ||
			p == PERMIT_REFUSED;
	default:
		return true;
	}
}

/* What F4 and F6 leave. */
static bool kept(const void *ctx, const struct resource *r)
{
	const struct app *a = ((const struct shown *)ctx)->app;
	const struct browse *b = ((const struct shown *)ctx)->browse;

	return (!b->department || text_equal(r->department, b->department)) &&
		browse_view_has(a, b->view, r);
}

static void search(const struct app *a, struct browse *b)
{
	struct shown s = {a, b};

	b->list.at = 0;
	list_set(&b->list, catalog_search(a->catalog, b->query.text, kept, &s, b->hits,
		CATALOG_RESOURCES));
}

/* "POP-11" was typed and is not there: which was meant? */
static void find_nearest(const struct app *a, struct browse *b)
{
	const struct catalog *c = a->catalog;
	char id[32];
	size_t len = 0;

	b->nearest = NULL;
	if (b->list.count || !b->query.len)
		return;
	const char **ids = mem_array(c->n_resources + 1, sizeof *ids);
	for (size_t i = 0; i < c->n_resources; i++)
		ids[i] = c->resources[i].id;
	for (; b->query.text[len] && len < sizeof id - 1; len++) {
		char k = b->query.text[len];
		id[len] = k >= 'a' && k <= 'z' ? (char)(k - 'a' + 'A') : k;
	}
	id[len] = '\0';
	b->nearest = ini_nearest(id, ids, c->n_resources);
	mem_free(ids);
}

static void count(const struct app *a, struct browse *b)
{
	memset(b->counts, 0, sizeof b->counts);
	for (size_t i = 0; i < a->catalog->n_resources; i++)
		for (int v = 0; v < CATALOG_VIEWS; v++)
			b->counts[v] += browse_view_has(a, (enum catalog_view)v,
				&a->catalog->resources[i]);
}

static void describe(const struct app *a, struct browse *b)
{
	const struct resource *r = browse_focus(a, b);

	buf_clear(&b->text);
	if (r)
		browse_describe(a, r, &b->text);
}

void browse_refresh(struct app *a, struct browse *b)
{
	const struct resource *r = browse_focus(a, b);
	const char *id = r ? r->id : NULL;

	b->blind = grants_refresh(a->grants) != OK;
	count(a, b);
	search(a, b);
	for (size_t i = 0; id && i < b->list.count; i++)
		if (text_equal(a->catalog->resources[b->hits[i]].id, id))
			b->list.at = i;
	describe(a, b);
	a->dirty = true;
}

/* ---- acts ---- */

static void add_report(const char *resource, const char *what, const char *by, int64_t at_ms, void *ctx)
{
	struct browse *b = ctx;
	char stamp[20];

	(void)resource;
	clock_format(at_ms, stamp);
	buf_addf(&b->reports, "! %.16s  %s  %s\n", stamp, by, _(what));
}

static void show_whole(struct app *a, struct browse *b)
{
	const struct resource *r = browse_focus(a, b);

	b->whole = !b->whole && r;
	b->top = 0;
	buf_clear(&b->reports);
	if (b->whole)
		(void)!edition_reports(a->store, r->id, add_report, b); /* none for who may not read */
}

void browse_anew(struct app *a, struct browse *b)
{
	if (!a->usage)
		a->usage = usage_new(a->directory, a->catalog);
	b->department = NULL;
	b->whole = false;
	list_set(&b->list, 0);
	browse_edition_drop(b);
	b->waits = edition_waits(a->store); /* thousands of resources are read when F7 asks */
	browse_refresh(a, b);
}

static enum err enter(struct app *a, void *state, const void *arg)
{
	struct browse *b = state;

	edit_init(&b->query, 40, false);
	edit_set(&b->query, arg ? arg : "");
	buf_init(&b->text, 256 * 1024);
	buf_init(&b->reports, 64 * 1024);
	buf_init(&b->items, GRANT_WORDS * 8);
	buf_init(&b->fields, GRANT_WORDS * 8);
	browse_anew(a, b);
	a->f_key_ms = 0; /* Chinese is wanted here */
	return OK;
}

static void leave(struct app *a, void *state)
{
	struct browse *b = state;

	(void)a;
	browse_edition_drop(b);
	buf_release(&b->text);
	buf_release(&b->reports);
	buf_release(&b->items);
	buf_release(&b->fields);
}

static void changed(struct app *a, struct browse *b)
{
	search(a, b);
	find_nearest(a, b);
	describe(a, b);
	a->message_live = false; /* it was about what stood here before */
	a->dirty = true;
}

static void department_chosen(struct app *a, void *ctx, int index)
{
	struct browse *b = ctx;

	if (index < 0)
		return;
	b->department = index == 0 ? NULL : b->rows[index].code;
	changed(a, b);
}

static void pick_department(struct app *a, struct browse *b)
{
	size_t n = 1;

	b->rows[0] = (struct choose_row){"", _("All departments")};
	for (size_t i = 0; i < a->catalog->n_resources; i++) {
		const struct resource *r = &a->catalog->resources[i];
		size_t k = 1;
		while (k < n && !text_equal(b->rows[k].code, r->department))
			k++;
		if (k == n)
			b->rows[n++] = (struct choose_row){r->department,
				i18n_pick(r->department, r->department_en)};
	}
	struct choose_arg arg = {.title = _("Which department?"), .rows = b->rows, .n = n,
		.filter = true, .done = department_chosen, .ctx = b};
	(void)!choose_open(a, &arg);
}

static void escape(struct app *a, struct browse *b)
{
	if (b->whole) {
		b->whole = false;
	} else if (b->query.len) {
		edit_wipe(&b->query);
		changed(a, b);
	} else {
		app_pop(a);
	}
}

static void scroll(struct browse *b, enum action action)
{
	switch (action) {
	case ACT_UP: b->top--; break;
	case ACT_DOWN: b->top++; break;
	case ACT_PGUP: b->top -= 12; break;
	case ACT_PGDN: b->top += 12; break;
	case ACT_TOP: b->top = 0; break;
	case ACT_END: b->top = 1 << 20; break;
	default: break;
	}
}

static void move_or_edit(struct app *a, struct browse *b, enum action action)
{
	if (b->whole)
		scroll(b, action);
	else if (list_act(&b->list, action, CATALOG_LIST_ROWS))
		describe(a, b);
	else if (edit_act(&b->query, action))
		changed(a, b);
}

static void act(struct app *a, void *state, enum action action)
{
	struct browse *b = state;

	switch (action) {
	case ACT_BACK: escape(a, b); break;
	case ACT_ENTER: show_whole(a, b); break;
	case ACT_PICK: pick_department(a, b); break;
	case ACT_VIEW:
		b->view = (enum catalog_view)((b->view + 1) % CATALOG_VIEWS);
		changed(a, b);
		break;
	case ACT_FETCH:
		browse_refresh(a, b);
		app_say(a, VOICE_HINT, "%s", _("The list is up to date"));
		break;
	case ACT_NEXT_STEP: browse_grant(a, b); break;
	case ACT_EDIT: browse_report(a, b); break;
	case ACT_BACK_STEP: browse_edition(a, b); break;
	default: move_or_edit(a, b, action);
	}
}

static void text(struct app *a, void *state, uint32_t cp)
{
	struct browse *b = state;

	b->whole = false;
	if (edit_insert(&b->query, text_fold(cp)))
		changed(a, b);
}

static void paste(struct app *a, void *state, const char *pasted)
{
	struct browse *b = state;

	edit_paste(&b->query, pasted);
	changed(a, b);
}

static void card(struct app *a, void *state, const char *number, int taken)
{
	struct browse *b = state;

	edit_drop_last(&b->query, taken);
	app_person(a, number, PROOF_READER);
}

/* Items are looked at one a turn: who types does not wait for them. */
static void tick(struct app *a, void *state, int64_t now)
{
	(void)now;
	if (!a->listed || usage_whole(a->usage))
		return;
	a->soon = usage_step(a->usage);
	if (!a->soon)
		describe(a, state), a->dirty = true;
}

static void back(struct app *a, void *state)
{
	browse_refresh(a, state);
}

/* Who neither proposes nor decides sees F7 only while something waits. */
static bool offers(const struct app *a, const void *state, enum action act)
{
	const struct browse *b = state;
	const struct operator_info *me = operator_current(a->store);

	return act != ACT_BACK_STEP || b->waits || motion_may_propose(me, MOTION_CATALOG);
}

const struct screen screen_catalog = {
	.name = "catalog", .title = N_("Resource catalog"), .bit = IN_CATALOG,
	.state_size = sizeof(struct browse), .enter = enter, .act = act, .text = text,
	.paste = paste, .card = card, .draw = browse_draw, .tick = tick, .back = back, .offers = offers, .leave = leave,
};
