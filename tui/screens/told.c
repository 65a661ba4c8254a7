/* SPDX-License-Identifier: MIT
 *
 * The one-time notice as it was issued: the frozen bytes, nothing else. Enter serves the next.
 */
#include "core/base/i18n.h"
#include "tui/frame.h"
#include "tui/page.h"
#include "tui/printing.h"

struct view {
	struct page page;
};

static enum err enter(struct app *a, void *state, const void *arg)
{
	const struct casefile *f = desk_case(a->desk);

	(void)state, (void)arg;
	return f && casefile_slip(f, "notice") ? OK : ERR_STATE;
}

static void act(struct app *a, void *state, enum action action)
{
	struct view *s = state;

	switch (action) {
	case ACT_ENTER: case ACT_NEXT_PERSON:
		app_home(a);
		break;
	case ACT_BACK: case ACT_BACK_STEP:
		app_pop(a);
		break;
	case ACT_PRINT: case ACT_NEXT_STEP:
		print_again(a, print_newest(desk_case(a->desk)));
		break;
	case ACT_PICK:
		print_elsewhere(a, print_newest(desk_case(a->desk)));
		break;
	default:
		page_act(&s->page, action);
	}
}

static void text(struct app *a, void *state, uint32_t cp)
{
	(void)state;
	if (app_digit(cp) < 0)
		app_ime_hint(a);
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	struct view *s = state;
	const struct casefile *file = desk_case(a->desk);
	const struct slip_kept *slip = casefile_slip(file, "notice");
	char right[64];

	text_format(right, sizeof right, _("told %d times"), file->notices);
	struct frame f = frame_draw(a, c, i18n_pick(file->item->name, file->item->name_en),
		STEP_MATERIAL, right);
	page_draw(&s->page, c, f.body_top, f.body_rows, f.width, slip->columns, slip->bytes, slip->len);
	canvas_cursor(c, f.body_top, 0);
	frame_hint(a, c, VOICE_HINT,
		_("Give one copy to the citizen. Enter serves the next, Ctrl+P prints again"));
}

const struct screen screen_told = {
	.name = "told", .title = N_("One-time notice"), .bit = IN_SLIP,
	.state_size = sizeof(struct view), .enter = enter, .act = act, .text = text, .draw = draw,
};
