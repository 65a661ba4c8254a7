/* SPDX-License-Identifier: MIT
 *
 * S26 客户屏 on this terminal, turned to the citizen: only their own case. Digits rate after the
 * receipt and nothing else works but going back.
 */
#include "core/base/i18n.h"
#include "tui/facing.h"
#include "tui/facing_draw.h"
#include "tui/screen.h"

struct view {
	struct facing page;
	struct facing_hand hand;
};

static void fetch(struct app *a, struct view *s)
{
	if (s->page.hall[0] && s->page.number == a->facing->number && s->page.stage == a->facing->stage)
		return;
	facing_release(&s->page);
	s->hand = (struct facing_hand){0};
	facing_page(a, &s->page);
}

static enum err enter(struct app *a, void *state, const void *arg)
{
	(void)arg;
	fetch(a, state);
	return OK;
}

static void leave(struct app *a, void *state)
{
	struct view *s = state;

	(void)a;
	facing_release(&s->page);
}

static void press(struct app *a, struct view *s, int digit)
{
	struct facing_reply reply;

	if (facing_press(&s->page, &s->hand, digit, &reply) && facing_taken(a, &reply, RATING_SCREEN))
		fetch(a, s);
}

static void act(struct app *a, void *state, enum action action)
{
	struct view *s = state;

	if (action == ACT_BACK || action == ACT_VIEW)
		app_pop(a);
	else if (action == ACT_ENTER)
		press(a, s, -1);
	else if (action == ACT_RUBOUT)
		(void)!facing_type(&s->page, &s->hand, 8, &(struct facing_reply){0});
	else
		(void)!facing_scroll(&s->hand, action);
}

static void text(struct app *a, void *state, uint32_t cp)
{
	struct view *s = state;
	struct facing_reply reply;
	int digit = app_digit(cp);

	if (facing_type(&s->page, &s->hand, text_fold(cp), &reply)) {
		(void)!facing_coded(a, reply.code);
		fetch(a, s);
	} else if (digit >= 0) {
		press(a, state, digit);
	}
}

static bool digits(const struct app *a, const void *state)
{
	(void)a, (void)state;
	return true;
}

static void tick(struct app *a, void *state, int64_t now_ms)
{
	(void)now_ms;
	fetch(a, state);
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	struct view *s = state;

	(void)a;
	facing_draw(&s->page, &s->hand, c);
}

const struct screen screen_customer = {
	.name = "customer", .title = N_("Customer screen"), .bit = IN_CUSTOMER,
	.state_size = sizeof(struct view), .enter = enter, .act = act, .text = text,
	.digits = digits, .draw = draw, .tick = tick, .forget = leave, .leave = leave,
};
