/* SPDX-License-Identifier: MIT */
#include "tui/screens/rating_sum.h"

#include "core/base/i18n.h"
#include "core/base/text.h"

static void share_text(const struct rating_sum *s, bool basic, char out[16])
{
	int tenths = rating_share(s, basic);

	if (tenths < 0 || !rating_ranked(s))
		text_copy(out, 16, "-");
	else
		text_format(out, 16, "%d.%d%%", tenths / 10, tenths % 10);
}

void rating_sum_row(struct canvas *c, int row, const char *rank, const char *name, const struct rating_sum *s)
{
	char share[16], strict[16];

	share_text(s, true, share);
	share_text(s, false, strict);
	canvas_text(c, row, 3, PAINT_DIM, rank);
	canvas_field(c, row, 7, 24, PAINT_TEXT, name);
	canvas_printf(c, row, 32, PAINT_TEXT, "%5u  %4u%4u%4u%4u%4u  %3u", s->n, s->of[5], s->of[4],
		s->of[3], s->of[2], s->of[1], s->excluded);
	canvas_right(c, row, 73, PAINT_OK, share);
	canvas_right(c, row, 79, PAINT_OK, strict);
}

const char *rating_group_name(enum rating_by by, const char *key)
{
	for (int i = 0; by == RATING_BY_CHANNEL && i < RATING_CHANNEL_COUNT; i++)
		if (text_equal(rating_channel_word((enum rating_channel)i), key))
			return _(rating_channel_text((enum rating_channel)i));
	return key;
}

void rating_sum_head(struct canvas *c, int row)
{
	canvas_text(c, row, 36, PAINT_DIM, _("n"));
	canvas_printf(c, row, 39, PAINT_DIM, "%4d%4d%4d%4d%4d  %s", 5, 4, 3, 2, 1, _("out"));
	canvas_right(c, row, 73, PAINT_DIM, _("3-5"));
	canvas_right(c, row, 79, PAINT_DIM, _("4-5"));
}
