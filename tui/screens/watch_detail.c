/* SPDX-License-Identifier: MIT
 *
 * One function a form of detail (core/casework/oversight/watch_rules.c writes them), one table of which rule has
 * which.
 */
#include "tui/screens/watch_detail.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/state.h"
#include "core/casework/task.h"
#include "tui/screen.h"

enum { WORD = 64 };

/* Cuts "LEFT between RIGHT" in two. */
static bool halves(const char *detail, const char *between, char left[WORD], const char **right)
{
	const char *at = strstr(detail, between);

	if (!at || !text_copyn(left, WORD, detail, (size_t)(at - detail)))
		return false;
	*right = at + strlen(between);
	return true;
}

/* "2026-03-09 +3" */
static bool say_days(const struct watch_finding *f, struct buf *out)
{
	char due[WORD];
	const char *days;

	if (!halves(f->detail, " +", due, &days))
		return false;
	buf_addf(out, _("its day was %s, this came %s days later"), due, days);
	return true;
}

static bool say_task(const struct watch_finding *f, struct buf *out)
{
	for (int k = 0; k < TASK_COUNT; k++)
		if (text_equal(task_word((enum task_kind)k), f->detail)) {
			buf_adds(out, _(task_text((enum task_kind)k)));
			return true;
		}
	return false;
}

static bool say_hand(const struct watch_finding *f, struct buf *out)
{
	bool received = text_equal(f->detail, "received");

	if (!received && !text_equal(f->detail, "examined"))
		return false;
	buf_adds(out, received ? _("the same operator received it") : _("the same operator examined it"));
	return true;
}

/* "examining -> granted" */
static bool say_states(const struct watch_finding *f, struct buf *out)
{
	char word[WORD];
	const char *rest;
	enum state from, to;

	if (!halves(f->detail, " -> ", word, &rest) || !state_parse(word, &from) || !state_parse(rest, &to))
		return false;
	buf_addf(out, _("from %s to %s"), _(state_text(from)), _(state_text(to)));
	return true;
}

static bool say_screen(const struct watch_finding *f, struct buf *out)
{
	static const struct screen *const screens[] = {
#define X(name) &screen_##name,
		SCREENS(X)
#undef X
	};

	for (size_t i = 0; i < COUNT_OF(screens); i++)
		if (text_equal(screens[i]->name, f->detail)) {
			buf_addf(out, _("on the screen %s"), _(screens[i]->title));
			return true;
		}
	return false;
}

/* "A03 -120 s" */
static bool say_clock(const struct watch_finding *f, struct buf *out)
{
	char station[WORD], seconds[WORD];
	const char *rest;

	if (!halves(f->detail, " -", station, &rest) || !halves(rest, " s", seconds, &rest))
		return false;
	buf_addf(out, _("%s by %s seconds"), station, seconds);
	return true;
}

static bool say_label(const struct watch_finding *f, struct buf *out)
{
	buf_adds(out, i18n_pick(f->label, f->label_en));
	return *f->label;
}

void watch_detail_say(const struct watch_finding *f, struct buf *out)
{
	static bool (*const ways[WATCH_RULES])(const struct watch_finding *, struct buf *) = {
		[WATCH_LATE] = say_days,
		[WATCH_LATE_EXTENSION] = say_days,
		[WATCH_LATE_DELIVERY] = say_days,
		[WATCH_UNANSWERED] = say_task,
		[WATCH_SAME_HAND] = say_hand,
		[WATCH_NO_RIGHT] = say_states,
		[WATCH_REVEAL] = say_screen,
		[WATCH_CLOCK_BACK] = say_clock,
		[WATCH_PAPER] = say_label,
		[WATCH_UNVERIFIED] = say_label,
	};

	if (!ways[f->rule] || !ways[f->rule](f, out))
		buf_adds(out, f->detail);
}
