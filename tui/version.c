/* SPDX-License-Identifier: MIT
 *
 * Which form a draft goes on with. One question, the old form first: a change is never made by
 * accident, and what it would take away is named before.
 */
#include "tui/version.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "tui/choose.h"

enum { NAMED = 12 };

struct question {
	bool back;                   /* to the form before, not on to the new one */
	struct choose_row rows[2];
};

static void answered(struct app *a, void *ctx, int index)
{
	const struct question *q = ctx;

	if (index != 1)
		return;
	enum err e = q->back ? desk_downgrade_item(a->desk) : desk_upgrade_item(a->desk);
	if (e)
		app_fail(a, e);
	else
		app_say(a, VOICE_HINT, "%s", q->back ? _("The old form is back with its answers") :
			_("This is the new form; F9 leads back to the old one"));
}

static void ask(struct app *a, bool back, const char *title, const char *stay, const char *go)
{
	struct question *q = mem_new(sizeof *q);

	*q = (struct question){back, {{"1", stay}, {"2", go}}};
	struct choose_arg arg = {.title = title, .rows = q->rows, .n = 2, .confirm = true, .ctx = q,
		.done = answered, .release = mem_free};
	if (choose_open(a, &arg))
		mem_free(q);
}

static void add_changes(const struct desk_change *list, size_t n, int kind, const char *word,
	struct buf *out)
{
	bool any = false;

	for (size_t i = 0; i < n; i++) {
		if ((int)list[i].kind != kind)
			continue;
		buf_addf(out, "%s%s", any ? ", " : word, i18n_pick(list[i].label, list[i].label_en));
		any = true;
	}
}

void version_offer(struct app *a)
{
	struct desk_change list[NAMED];
	struct buf title;

	if (!desk_case(a->desk) || !desk_outdated(a->desk))
		return;
	size_t n = desk_upgrade_changes(a->desk, list, NAMED);
	buf_init(&title, 4096);
	buf_adds(&title, _("This item was published anew since."));
	add_changes(list, n, CHANGE_NEW, _("  New: "), &title);
	add_changes(list, n, CHANGE_GONE, _("  Gone: "), &title);
	add_changes(list, n, CHANGE_LOST, _("  Answers lost: "), &title);
	ask(a, false, buf_text(&title), _("Go on with the old form"), _("Change to the new form"));
	buf_release(&title);
}

void version_ask(struct app *a)
{
	const struct casefile *f = desk_case(a->desk);

	if (f && f->item && f->former)
		ask(a, true, _("This draft was changed to a new form."), _("Stay with the new form"),
			_("Go back to the old form and its answers"));
	else if (f && f->item && desk_outdated(a->desk))
		version_offer(a);
	else
		app_say(a, VOICE_HINT, "%s", _("There is no other version of this form"));
}
