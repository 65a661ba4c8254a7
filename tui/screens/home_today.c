/* SPDX-License-Identifier: MIT
 *
 * What this window did today, in two lines under the list of S02.
 */
#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "tui/screens/home_state.h"

static enum err take(const struct fact *x, void *ctx)
{
	struct home_today *t = ctx;

	tally_add(&t->tally, x, &t->day);
	t->keys += x->keys;
	t->ratings += x->rating != 0;
	return OK;
}

enum err home_today_read(struct store *s, const char *window, struct home_today *out)
{
	*out = (struct home_today){.day = range_days(clock_today(), clock_today())};
	return fact_of_window(s, window, out->day.from_ms, out->day.to_ms, take, out);
}

static int64_t received(const struct home_today *t)
{
	return t->tally.of[FIGURE_RECEIVED].above;
}

bool home_today_any(const struct home_today *t)
{
	return received(t) > 0;
}

void home_today_draw(const struct home_today *t, struct canvas *c, int row)
{
	char intake[24], untyped[24], papers[24], content[24];

	tally_show(&t->tally, FIGURE_INTAKE, intake);
	tally_show(&t->tally, FIGURE_UNTYPED, untyped);
	tally_show(&t->tally, FIGURE_PAPERS, papers);
	tally_show(&t->tally, FIGURE_CONTENT, content);
	int col = canvas_printf(c, row, 3, PAINT_DIM, "-- %s ", _("Today at this window"));
	canvas_rule(c, row, col, c->cols - col - 3);
	canvas_printf(c, row + 1, 3, PAINT_TEXT, _("%lld received   %s min each   %s not typed   %s papers spared"),
		(long long)received(t), intake, untyped, papers);
	canvas_printf(c, row + 2, 3, PAINT_DIM, _("%lld keys, %lld each   %lld rated, %s satisfied"),
		(long long)t->keys, (long long)(t->keys / received(t)), (long long)t->ratings, content);
}
