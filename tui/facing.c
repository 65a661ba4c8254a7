/* SPDX-License-Identifier: MIT
 *
 * What must hold: a page shows the case that is open for its own applicant, or none; a rating is
 * taken only for the page that is shown, once; a locked counter shows nothing.
 */
#include "tui/facing.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/casework/shelf.h"
#include "tui/citizen_line.h"

enum { CODES_WRONG = 5, CODES_WAIT_MS = 60 * 1000, LINGER_MS = 3 * 60 * 1000 }; /* the next person is called meanwhile */

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

	return store_unlocked(a->store) && (s->coded || !desk_case(a->desk)) && s->until_ms > clock_mono_ms() &&
		!uid_none(&s->casefile) && (s->stage == FACING_RATE || s->stage == FACING_THANKS);
}

/* The matter by its name, and nothing else of the case. */
static void rate_coded(struct app *a, struct facing *out)
{
	struct casefile c;

	if (casefile_load(a->store, &a->facing->casefile, shelf_find, desk_shelf(a->desk), &c))
		return;
	facing_rate(out, &c, clock_today());
	out->again = a->facing->again >= 0;
	casefile_release(&c);
}

static void make_page(struct app *a, enum facing_stage stage, struct facing *out)
{
	const struct casefile *f = desk_case(a->desk);

	*out = (struct facing){.stage = stage, .number = a->facing->number};
	facing_place(out, a->hall, a->window);
	if (stage == FACING_CHECK)
		facing_check(out, f, desk_evaluation(a->desk), a->catalog);
	else if (stage == FACING_RATE && a->facing->coded)
		rate_coded(a, out);
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
	s->coded = false;
	s->again = -1;
	s->occasion = occasion;
	s->casefile = stage != FACING_IDLE ? f->id : (struct uid){{0}};
	s->events = f ? f->events : 0;
	s->until_ms = clock_mono_ms() + LINGER_MS;
	return true;
}

bool facing_taken(struct app *a, const struct facing_reply *r, enum rating_channel channel)
{
	struct facing_side *s = a->facing;
	struct rate_said said = {.occasion = s->occasion, .level = r->level, .tags = r->tags,
		.channel = s->coded ? RATING_CODE : channel,
		.clerk = s->coded ? s->clerk : NULL, .window = s->coded ? s->window : NULL,
		.again = s->coded ? s->again : -1};

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

/* Five codes that lead nowhere, and none is taken for a minute. */
static bool wrong_code(struct facing_side *s)
{
	if (++s->wrong % CODES_WRONG == 0)
		s->codes_ms = clock_mono_ms() + CODES_WAIT_MS;
	return false;
}

static bool turn_of(struct app *a, const struct uid *id, struct rating_turn *out, char clerk[OPERATOR_ID],
	char window[8])
{
	struct casefile c;

	if (casefile_load(a->store, id, shelf_find, desk_shelf(a->desk), &c))
		return false;
	bool any = c.item && rating_by_code(&c, out);
	text_copy(clerk, OPERATOR_ID, any ? out->clerk : "");
	text_copy(window, 8, any ? out->window : "");
	out->clerk = out->window = NULL;
	casefile_release(&c);
	return any;
}

bool facing_coded(struct app *a, const char *code)
{
	struct facing_side *s = a->facing;
	struct view_case *rows = NULL;
	struct rating_turn turn = {.again = -1};
	size_t n = 0;

	if (!store_unlocked(a->store) || (s->stage != FACING_IDLE && s->stage != FACING_THANKS) ||
		clock_mono_ms() < s->codes_ms)
		return false;
	if (view_find(a->store, TOKEN_QUERY, code, &rows, &n))
		n = 0;
	struct uid id = n == 1 ? rows[0].id : (struct uid){{0}};
	if (rows)
		mem_wipe(rows, n * sizeof *rows);
	mem_free(rows);
	if (n != 1 || !turn_of(a, &id, &turn, s->clerk, s->window))
		return wrong_code(s);
	s->wrong = 0;
	s->coded = true;
	s->again = turn.again;
	s->occasion = turn.occasion;
	s->casefile = id;
	s->stage = FACING_RATE;
	s->number++;
	s->until_ms = clock_mono_ms() + LINGER_MS;
	return true;
}

void facing_turn(struct app *a)
{
	struct facing_side *s = a->facing;
	struct facing_reply reply;
	bool fresh = citizen_welcome(s->line);

	if (citizen_said(s->line, &reply)) {
		fresh = true; /* thanks, or the question again */
		if (*reply.code)
			(void)!facing_coded(a, reply.code);
		else
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
