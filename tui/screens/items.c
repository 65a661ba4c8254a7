/* SPDX-License-Identifier: MIT
 *
 * S05 事项目录. Search as you type by initials, pinyin, Chinese, alias, department or code; digits
 * take one of the rows shown (after F3 they search codes). What is not for this kind of applicant
 * stands behind the rest and says why. Without a person it is the hall's directory, for
 * consultation and for items that want no name; with a case that has an item, the item is changed.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "tui/coach.h"
#include "tui/screens/items_state.h"
#include "tui/screens/notice.h"

const struct item_entry *items_entry(const struct app *a, const struct items *s, size_t hit)
{
	return directory_at(a->directory, s->hits[hit]);
}

int items_shown(const struct app *a)
{
	int room = coach_rows(a) - ITEMS_AROUND;

	return room < ITEMS_LEAST ? ITEMS_LEAST : room > ITEMS_KEPT ? ITEMS_KEPT : room;
}

size_t items_chosen(const struct items *s)
{
	return s->list.count ? s->hits[s->list.at] : SIZE_MAX;
}

/* ---- searching ---- */

static size_t everything(const struct app *a, size_t *out, size_t max)
{
	size_t n = 0;

	for (size_t i = 0; i < directory_size(a->directory) && n < max; i++)
		out[n++] = i;
	return n;
}

/* Of the department only, and those for this applicant before those that are not. */
static size_t sift(const struct app *a, struct items *s, size_t n)
{
	size_t kept = 0, later = 0;
	size_t *others = mem_array(n + 1, sizeof *others);

	for (size_t i = 0; i < n; i++) {
		size_t index = s->hits[i];
		const struct item_entry *e = directory_at(a->directory, index);
		if (*s->department && !text_equal(e->department, s->department))
			continue;
		if (items_unsuited(a, e)) {
			others[later++] = index;
		} else {
			s->suits[kept] = true;
			s->hits[kept++] = index;
		}
	}
	for (size_t i = 0; i < later; i++) {
		s->suits[kept] = false;
		s->hits[kept++] = others[i];
	}
	mem_free(others);
	return kept;
}

static void search(struct app *a, struct items *s)
{
	size_t n = s->query.len ? directory_search(a->directory, s->query.text, s->hits, ITEMS_HITS) :
		everything(a, s->hits, ITEMS_HITS);

	s->list.at = 0;
	list_set(&s->list, sift(a, s, n));
	s->guide_top = 0;
	(void)items_work(a, s);
}

/* The item the case has already stands under the cursor. */
static void find_current(struct app *a, struct items *s)
{
	const struct casefile *f = desk_case(a->desk);

	for (size_t i = 0; f && f->item && i < s->list.count; i++)
		if (text_equal(items_entry(a, s, i)->code, f->item->code))
			s->list.at = i;
}

static enum err enter(struct app *a, void *state, const void *arg)
{
	struct items *s = state;

	edit_init(&s->query, 40, false);
	edit_set(&s->query, arg ? arg : "");
	a->f_key_ms = 0; /* Chinese is wanted here, even right after the key that opened it */
	search(a, s);
	find_current(a, s);
	return OK;
}

/* ---- picking ---- */

static void open_form(struct app *a)
{
	enum err e = app_replace(a, &screen_form, NULL);

	if (e)
		app_fail(a, e);
}

static void picked(struct app *a, struct items *s, const char *reason)
{
	enum err e = desk_pick_item(a->desk, s->picking, reason);

	if (e == ERR_EXISTS)
		app_say(a, VOICE_PROBLEM, "%s",
			_("This person has an open application for it; open that case instead"));
	else if (e)
		app_fail(a, e);
	else
		open_form(a);
}

/* Goes on with the case there is; the draft begun just now is of no use. */
static void open_twin(struct app *a, struct uid twin)
{
	const struct casefile *f = desk_case(a->desk);
	enum err e = f && !f->item ? desk_abandon(a->desk) : OK;

	if (e) {
		app_fail(a, e);
		return;
	}
	desk_close(a->desk);
	app_home(a);
	app_open_case(a, &twin);
}

static void duplicate_answered(struct app *a, void *ctx, int index)
{
	static const char *const reasons[] = {"", "earlier case was withdrawn", "other purpose"};
	struct items *s = ctx;

	if (index == DUPLICATE_OPEN)
		open_twin(a, s->twin);
	else if (index >= 1)
		picked(a, s, reasons[index]);
}

static void ask_duplicate(struct app *a, struct items *s, const struct view_case *twin)
{
	char title[APP_MESSAGE];

	text_format(title, sizeof title,
		_("This person has this item as case %s already. Why again?"), twin->number);
	s->reasons[0] = (struct choose_row){"1", _("It is not; stay here")};
	s->reasons[1] = (struct choose_row){"2", _("The earlier one was withdrawn or failed")};
	s->reasons[2] = (struct choose_row){"3", _("It is for another purpose")};
	s->reasons[DUPLICATE_OPEN] = (struct choose_row){"4", _("Open that case and go on with it")};
	s->twin = twin->id;
	struct choose_arg arg = {.title = title, .rows = s->reasons, .n = DUPLICATE_OPEN + 1, .ctx = s,
		.done = duplicate_answered};
	(void)!choose_open(a, &arg);
}

static void look_for_twins(struct app *a, struct items *s)
{
	struct view_case *twins = NULL;
	size_t n = 0;
	enum err e = desk_duplicates(a->desk, directory_at(a->directory, s->picking)->code, &twins, &n);

	if (e)
		app_fail(a, e);
	else if (n > 0)
		ask_duplicate(a, s, &twins[0]);
	else
		picked(a, s, NULL);
	mem_free(twins);
}

static void change_answered(struct app *a, void *ctx, int index)
{
	if (index == 1)
		look_for_twins(a, ctx);
}

static void ask_change(struct app *a, struct items *s, const struct item *from)
{
	const struct item_entry *to = directory_at(a->directory, s->picking);
	char title[APP_MESSAGE];

	text_format(title, sizeof title, _("Change the item of this case from %s to %s?"),
		i18n_pick(from->name, from->name_en), i18n_pick(to->name, to->name_en));
	s->reasons[0] = (struct choose_row){"1", _("No, keep the item")};
	s->reasons[1] = (struct choose_row){"2",
		_("Change it: what was keyed is asked again, what departments said stays")};
	struct choose_arg arg = {.title = title, .rows = s->reasons, .n = 2, .confirm = true, .ctx = s,
		.done = change_answered};
	(void)!choose_open(a, &arg);
}

/* Without a card: only where nobody has to give a name. */
static void pick_without_name(struct app *a, struct items *s)
{
	const struct item *item;
	enum err e = directory_item(a->directory, s->picking, &item);

	if (!e && !item->anonymous) {
		app_say(a, VOICE_HINT, "%s", _("Read the citizen's card first, then choose the item"));
		return;
	}
	if (!e)
		e = desk_open_anonymous(a->desk, s->picking);
	if (e)
		app_fail(a, e);
	else
		open_form(a);
}

static void pick(struct app *a, struct items *s, size_t hit)
{
	if (hit >= s->list.count)
		return;
	s->list.at = hit;
	s->picking = s->hits[hit];
	const struct casefile *f = desk_case(a->desk);
	const struct item_entry *e = directory_at(a->directory, s->picking);
	const char *unsuited = items_unsuited(a, e);
	if (!f)
		pick_without_name(a, s);
	else if (unsuited)
		app_say(a, VOICE_PROBLEM, "%s: %s", i18n_pick(e->name, e->name_en), unsuited);
	else if (f->item && text_equal(f->item->code, e->code))
		open_form(a);
	else if (f->item)
		ask_change(a, s, f->item);
	else
		look_for_twins(a, s);
}

/* ---- departments ---- */

static void department_chosen(struct app *a, void *ctx, int index)
{
	struct items *s = ctx;

	if (index < 0)
		return;
	text_copy(s->department, sizeof s->department, index ? s->departments[index].label : "");
	search(a, s);
}

static void ask_department(struct app *a, struct items *s)
{
	const char *names[ITEMS_DEPARTMENTS];
	size_t n = directory_departments(a->directory, names, ITEMS_DEPARTMENTS);

	s->departments[0] = (struct choose_row){"", _("All departments")};
	for (size_t i = 0; i < n; i++)
		s->departments[i + 1] = (struct choose_row){"", names[i]};
	struct choose_arg arg = {.title = _("Whose items?"), .rows = s->departments, .n = n + 1,
		.filter = n + 1 > 9, .done = department_chosen, .ctx = s};
	(void)!choose_open(a, &arg);
}

/* ---- keys ---- */

static void toggle_digits(struct app *a, struct items *s)
{
	s->digits_search = !s->digits_search;
	app_say(a, VOICE_HINT, "%s", s->digits_search ? _("Digits search codes now") :
		_("Digits choose a row again"));
}

static bool scroll_guide(struct items *s, enum action action)
{
	switch (action) {
	case ACT_DOWN: s->guide_top++; break;
	case ACT_UP: s->guide_top--; break;
	case ACT_PGDN: s->guide_top += 10; break;
	case ACT_PGUP: s->guide_top -= 10; break;
	default: return false;
	}
	return true;
}

/* A draft that is gone on with has no page of its person beneath; the step before is there all the same. */
static bool came_from_elsewhere(const struct app *a)
{
	return desk_case(a->desk) && desk_case(a->desk)->state == STATE_DRAFT &&
	       (a->depth < 2 || a->stack[a->depth - 2].screen != &screen_person);
}

static void leave_or_clear(struct app *a, struct items *s, enum action action)
{
	if (s->guide)
		s->guide = false;
	else if (action == ACT_BACK && *s->department)
		s->department[0] = '\0', search(a, s);
	else if (action == ACT_BACK_STEP && came_from_elsewhere(a))
		(void)!app_replace(a, &screen_person, NULL);
	else
		app_pop(a);
}

static void act(struct app *a, void *state, enum action action)
{
	struct items *s = state;

	switch (action) {
	case ACT_ENTER: case ACT_NEXT_STEP:
		pick(a, s, s->list.at);
		return;
	case ACT_BACK: case ACT_BACK_STEP:
		leave_or_clear(a, s, action);
		return;
	case ACT_NOTICE:
		if (s->list.count > 0)
			consult_open(a, s->hits[s->list.at]);
		return;
	case ACT_FIND:
		toggle_digits(a, s);
		return;
	case ACT_PICK:
		ask_department(a, s);
		return;
	case ACT_VIEW:
		s->guide = !s->guide;
		s->guide_top = 0;
		return;
	default:
		break;
	}
	if (s->guide && scroll_guide(s, action))
		return;
	if (list_act(&s->list, action, items_shown(a)))
		(void)items_work(a, s);
	else if (edit_act(&s->query, action))
		search(a, s);
}

static void text(struct app *a, void *state, uint32_t cp)
{
	struct items *s = state;
	int digit = app_digit(cp);

	if (digit >= 1 && !s->digits_search) {
		if (!s->guide)
			pick(a, s, list_top(&s->list, items_shown(a)) + (size_t)digit - 1);
	} else if (edit_insert(&s->query, text_fold(cp))) {
		s->guide = false;
		search(a, s);
	}
}

static void paste(struct app *a, void *state, const char *pasted)
{
	struct items *s = state;

	edit_paste(&s->query, pasted);
	search(a, s);
}

static void tick(struct app *a, void *state, int64_t now)
{
	(void)now;
	a->soon = items_work(a, state);
}

static bool digits(const struct app *a, const void *state)
{
	const struct items *s = state;

	(void)a;
	return !s->digits_search;
}

const struct screen screen_items = {
	.name = "items", .title = N_("Choose the item"), .bit = IN_ITEMS,
	.state_size = sizeof(struct items), .enter = enter, .act = act, .text = text,
	.digits = digits, .paste = paste, .draw = items_draw, .tick = tick,
};
