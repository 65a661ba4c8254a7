/* SPDX-License-Identifier: MIT
 *
 * What must hold: a page shows the case that is open for its own applicant, or none; a rating is
 * taken only for the page that is shown, once; a locked counter shows nothing.
 */
#include "tui/facing.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/random.h"
#include "tui/citizen_line.h"

enum { LINGER_MS = 3 * 60 * 1000 }; /* the next person is called meanwhile */

void facing_start(struct app *a, const char *database)
{
	a->facing->line = citizen_listen(database, a->window);
}

void facing_stop(struct app *a)
{
	citizen_line_free(a->facing->line);
	a->facing->line = NULL;
}

static bool on_stack(const struct app *a, const struct screen *s)
{
	for (int i = 0; i < a->depth; i++)
		if (a->stack[i].screen == s)
			return true;
	return false;
}

/* Only at the end of the work is a page turned round: before it half of it is still missing. */
static enum facing_stage wanted(const struct app *a, enum occasion *occasion)
{
	const struct casefile *f = desk_case(a->desk);

	if (!store_unlocked(a->store) || !f || !f->item)
		return FACING_IDLE;
	if (f->state == STATE_DRAFT)
		return on_stack(a, &screen_check) || on_stack(a, &screen_notice) ? FACING_CHECK : FACING_IDLE;
	if (!on_stack(a, &screen_receipt) && !on_stack(a, &screen_told))
		return FACING_IDLE;
	if (rating_now(f, occasion))
		return FACING_RATE;
	return f->n_ratings && f->ratings[f->n_ratings - 1].at_ms + LINGER_MS > clock_now_ms() ?
		FACING_THANKS : FACING_IDLE;
}

/* Who has left the counter may still stand at the terminal. */
static bool lingers(const struct app *a)
{
	const struct facing_side *s = a->facing;

	return store_unlocked(a->store) && !desk_case(a->desk) && s->until_ms > clock_mono_ms() &&
		!uid_none(&s->casefile) && (s->stage == FACING_RATE || s->stage == FACING_THANKS);
}

static void make_page(struct app *a, enum facing_stage stage, struct facing *out)
{
	const struct casefile *f = desk_case(a->desk);

	*out = (struct facing){.stage = stage, .number = a->facing->number};
	facing_place(out, a->hall, a->window);
	if (stage == FACING_CHECK)
		facing_check(out, f, desk_evaluation(a->desk), a->catalog);
	else if (stage == FACING_RATE && f)
		facing_rate(out, f, clock_today());
}

void facing_page(struct app *a, struct facing *out)
{
	make_page(a, a->facing->stage, out);
}

static void send_page(struct app *a)
{
	struct facing page;

	if (!citizen_there(a->facing->line))
		return;
	make_page(a, a->facing->stage, &page);
	citizen_show(a->facing->line, &page);
	facing_release(&page);
}

/* A new page when it is another case, another stage, or the case has moved. */
static bool turned(struct app *a)
{
	struct facing_side *s = a->facing;
	const struct casefile *f = desk_case(a->desk);
	enum occasion occasion = OCCASION_WINDOW;
	enum facing_stage stage = wanted(a, &occasion);

	if (stage == FACING_IDLE && lingers(a))
		return false;
	bool other = stage != s->stage || occasion != s->occasion ||
		(f && !uid_equal(&f->id, &s->casefile)) ||
		(stage == FACING_CHECK && f->events != s->events);
	if (!other || (stage == FACING_IDLE && s->stage == FACING_IDLE))
		return false;
	s->number++;
	s->stage = stage;
	s->occasion = occasion;
	s->casefile = stage != FACING_IDLE ? f->id : (struct uid){{0}};
	s->events = f ? f->events : 0;
	s->until_ms = clock_mono_ms() + LINGER_MS;
	return true;
}

bool facing_taken(struct app *a, const struct facing_reply *r, enum rating_channel channel)
{
	struct facing_side *s = a->facing;
	struct rate_said said = {.occasion = s->occasion, .channel = channel, .level = r->level,
		.tags = r->tags, .again = -1};

	if (s->stage != FACING_RATE || r->number != s->number)
		return false;
	enum err e = desk_rate(a->desk, &s->casefile, &said);
	if (e) {
		app_fail(a, e);
		return false;
	}
	s->stage = FACING_THANKS;
	s->number++;
	s->until_ms = clock_mono_ms() + LINGER_MS;
	app_say(a, VOICE_HINT, "%s", _("Rated"));
	return true;
}

void facing_turn(struct app *a)
{
	struct facing_side *s = a->facing;
	struct facing_reply reply;
	bool fresh = citizen_welcome(s->line);

	if (citizen_said(s->line, &reply)) {
		fresh = true; /* thanks, or the question again */
		(void)!facing_taken(a, &reply, RATING_TERMINAL);
	}
	if (turned(a) || fresh) {
		send_page(a);
		a->dirty = true;
	}
}

const char *facing_word(const struct app *a)
{
	const struct casefile *f = desk_case(a->desk);
	enum occasion o;

	if (f && f->n_ratings && !rating_now(f, &o))
		return _("rated (6 prints its slip)");
	if (!f || !rating_now(f, &o))
		return "";
	return citizen_there(a->facing->line) ? _("the citizen's terminal is lit and waits for a key") :
		_("F6 turns the screen to the citizen, who presses 1-5");
}
