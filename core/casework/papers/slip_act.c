/* SPDX-License-Identifier: MIT
 *
 * What the newest act adds to its document: reason, clock stopped or extended, who collected; and
 * what sharing spared the applicant (capability S4).
 */
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/papers/slip_inside.h"
#include "core/casework/part.h"
#include "core/standards/name.h"

/* A way to the hall and back with its wait, and keying one value (ux.md 5.3): what a spared one is
 * reckoned at. */
enum { TRIP_MINUTES = 60, FIELD_SECONDS = 10 };

static const struct {
	const char *word, *text;
} ways[] = {
	{"self", N_("The applicant, in person")},
	{"agent", N_("The agent or handler")},
	{"other", N_("Somebody else with a letter")},
	{"mail", N_("By mail")},
};

static const char *how_text(const char *how)
{
	for (size_t i = 0; how && i < COUNT_OF(ways); i++)
		if (text_equal(ways[i].word, how))
			return _(ways[i].text);
	return how;
}

static const char *either(const char *now, const char *kept)
{
	return now ? now : kept;
}

static void put_words(const struct slip *s)
{
	static const struct life_args none;
	const struct life_args *now = s->place->args ? s->place->args : &none;
	const struct life_words *kept = &s->c->words;
	const char *how = either(now->how, kept->how), *who = either(now->collector, kept->collector);
	struct buf masked;

	sheet_put(s->sheet, SAID_REASON, s->place->args ? now->reason : kept->reason);
	sheet_put(s->sheet, SAID_AUTHORITY, either(now->authority, kept->authority));
	sheet_put(s->sheet, SAID_OPINION, either(now->opinion, kept->opinion));
	sheet_put(s->sheet, SAID_LICENCE, either(now->number, kept->number));
	sheet_put(s->sheet, SAID_HOW, how_text(how));
	sheet_flag(s->sheet, SAID_BY_MAIL, how && text_equal(how, "mail"));
	buf_init(&masked, 256);
	if (who && (slip_clear(s) || text_equal(how, "mail")))
		buf_adds(&masked, who);
	else if (who)
		mask_id(who, &masked);
	sheet_put(s->sheet, SAID_COLLECTOR, buf_text(&masked));
	buf_release(&masked);
}

static day_t day_at(int64_t ms)
{
	struct civil t = clock_civil(ms);

	return day_of(t.year, t.month, t.day);
}

static void put_clock(const struct slip *s)
{
	const struct casefile *c = s->c;

	if (c->extension > 0)
		sheet_putf(s->sheet, SAID_EXTENSION, "%d", c->extension);
	if (c->n_pauses == 0)
		return;
	const struct pause_mark *p = &c->pauses[c->n_pauses - 1];
	sheet_put(s->sheet, SAID_PAUSE, _(pause_text(p->kind)));
	sheet_day(s->sheet, SAID_PAUSE_FROM, day_at(p->from_ms));
	sheet_day(s->sheet, SAID_PAUSE_TO, p->expected);
	sheet_putf(s->sheet, SAID_PAUSE_DAYS, "%d",
		day_at(p->to_ms ? p->to_ms : clock_now_ms()) - day_at(p->from_ms));
}

static int copies_spared(const struct casefile *c)
{
	int n = 0;

	for (size_t i = 0; i < c->item->n_materials; i++)
		if (c->marks[i].mark == MARK_EXEMPT)
			n += c->item->materials[i].copies > 0 ? c->item->materials[i].copies : 1;
	return n;
}

static void put_count(const struct slip *s, enum said id, int n)
{
	if (n > 0)
		sheet_putf(s->sheet, id, "%d", n);
}

static void put_savings(const struct slip *s)
{
	if (!s->place->eval || !s->c->draft.answers)
		return;
	struct spared spare = spared(s->c, s->place->eval);
	int copies = copies_spared(s->c);
	int minutes = spare.trips * TRIP_MINUTES + (spare.fields * FIELD_SECONDS + 59) / 60;

	put_count(s, SAID_SAVED_PAPERS, spare.materials);
	put_count(s, SAID_SAVED_COPIES, copies);
	put_count(s, SAID_SAVED_TRIPS, spare.trips);
	put_count(s, SAID_SAVED_MINUTES, minutes);
	sheet_flag(s->sheet, SAID_SAVED, spare.materials + copies + spare.trips + minutes > 0);
}

void slip_act(struct slip *s)
{
	put_words(s);
	put_clock(s);
	put_savings(s);
	sheet_minute(s->sheet, SAID_RATED, clock_now_ms());
}
