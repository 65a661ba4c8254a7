/* SPDX-License-Identifier: MIT
 *
 * S10 受理回执. A real end: the number, what happens next, what is still to bring; Enter serves
 * the next person. A case opened from a list after its receipt is shown here too, read only.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/casework/part.h"
#include "core/standards/region.h"
#include "tui/app.h"
#include "tui/choose.h"
#include "tui/facing.h"
#include "tui/frame.h"
#include "tui/printing.h"

struct view {
	struct choose_row reasons[3];
};

static void withdrawn(struct app *a, void *ctx, int index)
{
	static const char *const words[] = {"", "withdrawn by the applicant", "sent by mistake"};

	(void)ctx;
	if (index < 1)
		return;
	enum err e = desk_withdraw(a->desk, words[index]);
	if (e)
		app_fail(a, e);
	else
		app_say(a, VOICE_HINT, "%s", _("The case is withdrawn"));
}

static void ask_withdraw(struct app *a, struct view *s)
{
	char title[APP_MESSAGE];

	text_format(title, sizeof title, _("Withdraw %s? The applicant keeps the slip as void"),
		desk_case(a->desk)->number);
	s->reasons[0] = (struct choose_row){"1", _("No, leave it")};
	s->reasons[1] = (struct choose_row){"2", _("Yes, the applicant withdraws it")};
	s->reasons[2] = (struct choose_row){"3", _("Yes, it was sent by mistake")};
	struct choose_arg arg = {.title = title, .rows = s->reasons, .n = 3, .confirm = true,
		.done = withdrawn, .ctx = s};
	(void)!choose_open(a, &arg);
}

/* The same person again: no second card, the identity was proven a moment ago. */
static void same_person(struct app *a)
{
	char number[SUBJECT_SIZE], why[WHY_SIZE];
	enum proof proof = desk_case(a->desk)->proof;

	text_copy(number, sizeof number, desk_case(a->desk)->subject);
	app_home(a);
	enum err e = desk_open_person(a->desk, number, proof, why);
	if (!e)
		e = desk_confirm_identity(a->desk);
	explicit_bzero(number, sizeof number);
	if (!e)
		e = app_push(a, &screen_items, "");
	if (e)
		app_fail(a, e);
}

/* 评价回执, when the citizen wants it on paper. */
static void print_rating(struct app *a)
{
	const struct casefile *f = desk_case(a->desk);

	for (size_t i = f->n_slips; i-- > 0;)
		if (text_equal(f->slips[i].document, "rating")) {
			print_again(a, i);
			return;
		}
	app_say(a, VOICE_HINT, "%s", _("Not rated yet; there is no slip of a rating"));
}

/* Every paper of the case, as it was frozen. */
static void show_papers(struct app *a)
{
	enum err e = app_push(a, &screen_papers, NULL);

	if (e == ERR_STATE)
		app_say(a, VOICE_HINT, "%s", _("No paper has been made yet"));
	else if (e)
		app_fail(a, e);
}

/* The citizen presses how it was. */
static void turn(struct app *a)
{
	enum err e = app_push(a, &screen_customer, NULL);

	if (e)
		app_fail(a, e);
}

static void act(struct app *a, void *state, enum action action)
{
	(void)state;

	switch (action) {
	case ACT_ENTER: case ACT_NEXT_STEP: case ACT_BACK: case ACT_NEXT_PERSON:
		app_home(a);
		break;
	case ACT_VIEW:
		turn(a);
		break;
	case ACT_PRINT:
		print_again(a, print_newest(desk_case(a->desk)));
		break;
	case ACT_PICK:
		print_elsewhere(a, print_newest(desk_case(a->desk)));
		break;
	case ACT_REVEAL:
		app_reveal(a);
		break;
	default:
		break;
	}
}

static bool joint(const struct app *a)
{
	return desk_case(a->desk)->item && desk_case(a->desk)->item->n_parts > 0;
}

static void text(struct app *a, void *state, uint32_t cp)
{
	enum err e;

	switch (app_digit(cp)) {
	case 2:
		same_person(a);
		break;
	case 3:
		show_papers(a);
		break;
	case 4:
		ask_withdraw(a, state);
		break;
	case 5:
		if (joint(a) && (e = app_push(a, &screen_parts, NULL)))
			app_fail(a, e);
		break;
	case 6:
		print_rating(a);
		break;
	case -1:
		app_ime_hint(a);
		break;
	default:
		break;
	}
}

static int deferred(const struct casefile *f, struct canvas *c, int row)
{
	for (size_t i = 0; f->item && i < f->item->n_materials; i++) {
		char day[11];
		if (f->marks[i].mark != MARK_DEFERRED)
			continue;
		day_format(f->marks[i].until, day);
		canvas_text(c, row, 3, PAINT_STALE, _("To bring"));
		canvas_printf(c, row++, 14, PAINT_TEXT, _("%s until %s, online or at any window"),
			i18n_pick(f->item->materials[i].label, f->item->materials[i].label_en), day);
	}
	return row;
}

static void next_text(const struct casefile *f, char out[APP_MESSAGE])
{
	char day[11];

	if (f->state == STATE_DELIVERED) {
		text_copy(out, APP_MESSAGE, _("Done at once; the result has been handed over"));
	} else if (casefile_unverified(f) && casefile_instant(f)) {
		text_copy(out, APP_MESSAGE, _("decided when the department has confirmed; nobody need come again"));
	} else if (f->due != DAY_NONE) {
		day_format(f->due, day);
		text_format(out, APP_MESSAGE, f->due_provisional ?
			_("promised by %s (provisional: the calendar ends before)") :
			_("promised by %s"), day);
	} else {
		text_copy(out, APP_MESSAGE, _(state_text(f->state)));
	}
}

/* Which authority decides, when it is not this hall's; how many rows that took. */
static int draw_elsewhere(const struct app *a, struct canvas *c, int row)
{
	struct region there;
	char code[8];

	if (!desk_elsewhere(a->desk, code))
		return 0;
	region_find(code, &there);
	canvas_text(c, row, 3, PAINT_DIM, _("Decided by"));
	canvas_printf(c, row, 14, PAINT_TEXT, _("%s %s, result back at this window"), code, there.name);
	return 1;
}

/* One case instead of several: where its parts stand, and what nobody had to do. */
static void draw_joint(const struct app *a, struct canvas *c, int row)
{
	const struct casefile *f = desk_case(a->desk);
	const struct evaluation *e = desk_evaluation(a->desk);
	struct spared s = spared(f, e);
	int done = 0, wanted = 0;

	for (size_t i = 0; i < f->item->n_parts; i++) {
		enum part_state p = part_view(f, e, i).state;
		done += p == PART_DONE;
		wanted += p != PART_IDLE;
	}
	canvas_text(c, row, 3, PAINT_DIM, _("Parts"));
	canvas_printf(c, row++, 14, PAINT_TEXT, _("%d of %d done   (5 shows them)"), done, wanted);
	canvas_text(c, row, 3, PAINT_DIM, _("Spared"));
	canvas_printf(c, row, 14, PAINT_OK, _("%d counters, %d documents, %d trips; %d answers not typed"),
		s.departments, s.materials, s.trips, s.fields);
}

static void draw_summary(const struct app *a, struct canvas *c, const struct frame *fr)
{
	const struct casefile *f = desk_case(a->desk);
	size_t newest = print_newest(f);
	const struct slip_kept *slip = newest < f->n_slips ? &f->slips[newest] : NULL;
	char line[APP_MESSAGE];
	int row = fr->body_top + 1, col = (fr->width - 56) / 2;

	canvas_box(c, row, col, 3, 56, "");
	text_format(line, sizeof line, "%s   %s", _(state_text(f->state)), f->number);
	canvas_centre(c, row + 1, col, 56, PAINT_HEAD, line);
	row += 4;
	next_text(f, line);
	canvas_text(c, row, 3, PAINT_DIM, _("Then"));
	canvas_text(c, row++, 14, PAINT_TEXT, line);
	row = deferred(f, c, row);
	row += draw_elsewhere(a, c, row);
	if (*f->query) {
		canvas_text(c, row, 3, PAINT_DIM, _("Progress"));
		canvas_printf(c, row++, 14, PAINT_TEXT, _("query code %s, at any window or by 12345"), f->query);
	}
	if (f->state == STATE_DELIVERED) { /* of a promised case nobody knows yet how it is collected */
		canvas_text(c, row, 3, PAINT_DIM, _("Trips"));
		canvas_text(c, row++, 14, PAINT_TEXT, _("1 today, none to come"));
	}
	canvas_text(c, row, 3, PAINT_DIM, _("Slip"));
	canvas_printf(c, row++, 14, PAINT_TEXT, slip && slip->printed ?
		_("%d printed   (Ctrl+P prints again)") : _("not printed yet   (Ctrl+P prints)"),
		slip ? slip->printed : 0);
	if (*facing_word(a)) {
		canvas_text(c, row, 3, PAINT_DIM, _("Rating"));
		canvas_text(c, row++, 14, PAINT_TEXT, facing_word(a));
	}
	if (joint(a))
		draw_joint(a, c, row);
	canvas_text(c, fr->body_top + fr->body_rows - 2, 3, PAINT_HEAD,
		_("Enter next person   2 same person, another item   3 its papers   4 withdraw"));
	canvas_cursor(c, fr->body_top + fr->body_rows - 2, 3);
}

static void draw(const struct app *a, void *state, struct canvas *c)
{
	(void)state;
	const struct casefile *f = desk_case(a->desk);
	char right[64] = "", stamp[20];

	if (f->closed_ms || f->accepted_ms) {
		clock_format(f->accepted_ms ? f->accepted_ms : f->closed_ms, stamp);
		text_format(right, sizeof right, _("%s saved here"), stamp + 11);
	}
	struct frame fr = frame_draw(a, c,
		f->item ? i18n_pick(f->item->name, f->item->name_en) : "", STEP_RECEIPT, right);
	draw_summary(a, c, &fr);
	frame_hint(a, c, VOICE_HINT, _("Hand over the slip. Enter returns to the workbench for the next card"));
}

static bool digits(const struct app *a, const void *state)
{
	(void)a, (void)state;
	return true;
}

const struct screen screen_receipt = {
	.name = "receipt", .title = N_("Receipt"), .bit = IN_RECEIPT,
	.state_size = sizeof(struct view), .act = act, .text = text, .digits = digits, .draw = draw,
};
