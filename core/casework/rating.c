/* SPDX-License-Identifier: MIT
 *
 * What must hold: one rating an occasion; who is rated neither gives nor handles nor judges it; an
 * excluded rating stays where it is.
 */
#include "core/casework/rating.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/appeal.h"
#include "core/casework/casefile_inside.h"

static const struct {
	const char *word, *text;
} occasions[OCCASION_COUNT] = {
#define X(name, word, text) [name] = {word, text},
	OCCASION_TABLE(X)
#undef X
}, channels[RATING_CHANNEL_COUNT] = {
#define X(name, word, text) [name] = {word, text},
	RATING_CHANNEL_TABLE(X)
#undef X
};

static const struct {
	const char *word, *text;
	bool words;
} acts[RATING_ACT_COUNT] = {
#define X(name, word, text, words) [name] = {word, text, words},
	RATING_ACT_TABLE(X)
#undef X
};

const char *occasion_word(enum occasion o)
{
	return occasions[o].word;
}

const char *occasion_text(enum occasion o)
{
	return occasions[o].text;
}

const char *rating_channel_word(enum rating_channel c)
{
	return channels[c].word;
}

const char *rating_channel_text(enum rating_channel c)
{
	return channels[c].text;
}

const char *rating_act_word(enum rating_act a)
{
	return acts[a].word;
}

const char *rating_act_text(enum rating_act a)
{
	return acts[a].text;
}

bool rating_act_words(enum rating_act a)
{
	return acts[a].words;
}

/* ---- occasions ---- */

static bool happened(const struct casefile *c, enum occasion o)
{
	switch (o) {
	case OCCASION_NOTICE: return c->notices > 0;
	case OCCASION_WINDOW: return c->received_ms != 0;
	case OCCASION_RESULT: return c->decided_ms != 0 || c->closed_ms != 0;
	default: /* a return visit follows the end */
		return c->appeal ? c->appeal->visited_ms != 0 : c->closed_ms != 0;
	}
}

bool rating_offered(const struct casefile *c, enum occasion o)
{
	for (size_t i = 0; i < c->n_ratings; i++)
		if (c->ratings[i].occasion == o)
			return false;
	return o < OCCASION_COUNT && happened(c, o) && c->n_ratings < CASE_RATINGS;
}

bool rating_now(const struct casefile *c, enum occasion *out)
{
	enum occasion o = c->state == STATE_FIXING ? OCCASION_NOTICE
			: c->state == STATE_DELIVERED && c->accepted_ms != c->decided_ms ? OCCASION_RESULT
			: OCCASION_WINDOW;

	if (!rating_offered(c, o))
		return false;
	*out = o;
	return true;
}

bool rating_by_code(const struct casefile *c, struct rating_turn *out)
{
	static const enum occasion order[] = {OCCASION_VISIT, OCCASION_RESULT, OCCASION_WINDOW};

	for (size_t i = 0; i < c->n_ratings; i++) {
		const struct rating *r = &c->ratings[i];
		if (rating_bad(r) && r->told_ms && !r->again) {
			*out = (struct rating_turn){r->occasion, (int)i, r->clerk, r->window};
			return true;
		}
	}
	for (size_t i = 0; i < COUNT_OF(order); i++) {
		const char *clerk = order[i] == OCCASION_VISIT && c->appeal ? c->appeal->replied_by :
			order[i] != OCCASION_WINDOW && *c->decided_by ? c->decided_by : c->received_by;
		if (!rating_offered(c, order[i]) || !*clerk)
			continue;
		*out = (struct rating_turn){order[i], -1, clerk, c->window};
		return true;
	}
	return false;
}

/* ---- the loop ---- */

bool rating_bad(const struct rating *r)
{
	return r->level <= RATING_BAD;
}

bool rating_counts(const struct rating *r)
{
	return r->verdict != RATING_EXCLUDED;
}

bool rating_open(const struct casefile *c, const struct rating *r)
{
	bool judging = r->appealed_ms && r->verdict == RATING_UNJUDGED;

	return judging || (rating_bad(r) && rating_counts(r) && !r->told_ms &&
		!(c->anonymous && r->fixed_ms));
}

static bool at_point(const struct casefile *c, const struct rating *r, enum rating_act a)
{
	bool live = rating_bad(r) && rating_counts(r);

	switch (a) {
	case RATING_CALL: return live && !r->called_ms && !c->anonymous;
	case RATING_COMPLEX: return live && !r->complex && !r->fixed_ms && (r->called_ms || c->anonymous);
	case RATING_FIX: return live && !r->fixed_ms && (r->called_ms || c->anonymous);
	case RATING_TELL: return live && r->fixed_ms && !r->told_ms && !c->anonymous;
	case RATING_APPEAL: return live && !r->appealed_ms;
	case RATING_KEEP: case RATING_EXCLUDE: return r->appealed_ms && r->verdict == RATING_UNJUDGED;
	default: return false;
	}
}

/* Somebody else than the rated clerk, and who judges did not ask for it. */
static bool apart(const struct rating *r, enum rating_act a, const char *who)
{
	if (a == RATING_APPEAL)
		return true;
	if (text_equal(who, r->clerk))
		return false;
	return (a != RATING_KEEP && a != RATING_EXCLUDE) || !text_equal(who, r->appealed_by);
}

enum rating_bar rating_bar(const struct casefile *c, const struct rating *r, enum rating_act a,
	enum role role, const char *who)
{
	bool own = a == RATING_APPEAL && text_equal(who, r->clerk);

	if (!at_point(c, r, a))
		return RATING_BAR_STATE;
	if (!own && !role_may(role, RIGHT_RATINGS))
		return RATING_BAR_ROLE;
	return apart(r, a, who) ? RATING_BAR_NONE : RATING_BAR_PERSON;
}

const char *rating_bar_text(enum rating_bar b)
{
	static const char *const texts[] = {"",
		N_("The rating is not at that point"),
		N_("A supervisor looks after ratings; hand it on"),
		N_("Who is rated, or asked for it, does not judge it; a second person does")};

	return texts[b];
}

enum rating_clock rating_due(const struct casefile *c, const struct rating *r, struct due *out)
{
	bool call = !r->called_ms && !c->anonymous;
	int days = call ? RATING_CALL_DAYS : r->complex ? RATING_COMPLEX_DAYS : RATING_FIX_DAYS;

	*out = (struct due){.day = DAY_NONE};
	if (!rating_bad(r) || !rating_counts(r) || r->fixed_ms)
		return RATING_CLOCK_NONE;
	if (workday_due(r->at_ms, days, DUE_WORKING, DUE_RULE_B, NULL, 0, out))
		return RATING_CLOCK_NONE;
	return call ? RATING_CLOCK_CALL : RATING_CLOCK_FIX;
}

/* ---- levels and tags ---- */

static void level_code(int level, char out[2])
{
	out[0] = (char)('0' + level);
	out[1] = '\0';
}

const char *rating_level_name(int level)
{
	char code[2];

	level_code(level, code);
	const struct code *c = level >= 1 && level <= RATING_BEST ? codes_find(RATING_SET, code) : NULL;
	return c ? i18n_pick(c->name, c->name_en) : "";
}

size_t rating_tags(int level, day_t on, const struct code **out, size_t max)
{
	char code[2];

	if (level < 1 || level > RATING_BEST)
		return 0;
	level_code(level, code);
	return codes_filter(RATING_SET, code, "", on, out, max, NULL);
}

bool rating_tags_fit(const char *tags, int level, day_t on)
{
	char code[2], tag[CODES_CODE];
	size_t n = 0;

	if (level < 1 || level > RATING_BEST)
		return false;
	level_code(level, code);
	for (const char *at = tags; *at; n++) {
		size_t len = strcspn(at, " ");
		if (n == RATING_TAGS || len == 0 || !text_copyn(tag, sizeof tag, at, len) ||
			!codes_under(RATING_SET, tag, code, on))
			return false;
		at += len;
		at += *at == ' ';
	}
	return strlen(tags) < RATING_TAG_BYTES;
}

/* ---- sums ---- */

void rating_add(struct rating_sum *s, const struct rating *r)
{
	if (!rating_counts(r)) {
		s->excluded++;
		return;
	}
	s->n++;
	s->of[r->level]++;
}

int rating_share(const struct rating_sum *s, bool with_basic)
{
	uint32_t good = s->of[5] + s->of[4] + (with_basic ? s->of[3] : 0);

	return s->n ? (int)((2000 * (uint64_t)good + s->n) / (2 * (uint64_t)s->n)) : -1;
}

bool rating_ranked(const struct rating_sum *s)
{
	return s->n >= RATING_RANKED;
}

/* ---- events ---- */

static bool word_of(const char *word, enum occasion *occasion, const char *way, enum rating_channel *channel)
{
	bool found = false, by = false;

	for (int o = 0; o < OCCASION_COUNT; o++)
		if (text_equal(occasions[o].word, word)) {
			*occasion = (enum occasion)o;
			found = true;
		}
	for (int c = 0; c < RATING_CHANNEL_COUNT; c++)
		if (text_equal(channels[c].word, way)) {
			*channel = (enum rating_channel)c;
			by = true;
		}
	return found && by;
}

/* On the telephone somebody writes it down: never who is rated, and only after the window. */
static bool written_for(const struct fold *f, const struct rating *r, bool again)
{
	return (again || r->occasion == OCCASION_VISIT) && !text_equal(f->event->actor, r->clerk);
}

static enum err rate_again(const struct fold *f, const struct rating *said, int64_t which)
{
	struct casefile *c = f->file;
	struct rating *r = which >= 0 && (uint64_t)which < c->n_ratings ? &c->ratings[which] : NULL;

	if (!r || !r->told_ms || r->again)
		return ERR_STATE;
	if (said->channel == RATING_PHONE && !written_for(f, r, true))
		return ERR_DENIED;
	r->again = said->level;
	r->again_ms = c->changed_ms = f->event->at_ms;
	return OK;
}

enum err fold_rate(const struct fold *f)
{
	struct casefile *c = f->file;
	struct rating r = {.at_ms = f->event->at_ms, .level = (int)record_int(&f->event->body, "level", 0)};
	const char *words = fold_said(f, "words");

	if (!word_of(fold_said(f, "occasion"), &r.occasion, fold_said(f, "channel"), &r.channel) ||
		r.level < 1 || r.level > RATING_BEST || text_count(words) > RATING_WORDS ||
		!text_copy(r.tags, sizeof r.tags, fold_said(f, "tags")) ||
		!text_copy(r.clerk, sizeof r.clerk, fold_said(f, "clerk")) || !*r.clerk ||
		!text_copy(r.window, sizeof r.window, fold_said(f, "window")))
		return ERR_INPUT;
	if (*fold_said(f, "again"))
		return rate_again(f, &r, record_int(&f->event->body, "again", -1));
	if (!rating_offered(c, r.occasion))
		return ERR_STATE;
	if (r.channel == RATING_PHONE && !written_for(f, &r, false))
		return ERR_DENIED;
	r.words = *words ? mem_text(words) : NULL;
	c->ratings = mem_grow(c->ratings, c->n_ratings * sizeof r, (c->n_ratings + 1) * sizeof r);
	c->ratings[c->n_ratings++] = r;
	c->changed_ms = f->event->at_ms;
	if (r.occasion == OCCASION_VISIT)
		appeal_rated(c, f->event->at_ms);
	return OK;
}

static void keep(char **to, const char *text)
{
	mem_free_text(*to);
	*to = *text ? mem_text(text) : NULL;
}

static void apply(struct rating *r, enum rating_act a, const struct fold *f)
{
	int64_t at = f->event->at_ms;

	switch (a) {
	case RATING_CALL:
		r->called_ms = at;
		text_copy(r->handled_by, sizeof r->handled_by, f->event->actor);
		keep(&r->said, fold_said(f, "text"));
		break;
	case RATING_COMPLEX: r->complex = true; break;
	case RATING_FIX:
		r->fixed_ms = at;
		keep(&r->done, fold_said(f, "text"));
		break;
	case RATING_TELL: r->told_ms = at; break;
	case RATING_APPEAL:
		r->appealed_ms = at;
		text_copy(r->appealed_by, sizeof r->appealed_by, f->event->actor);
		keep(&r->ground, fold_said(f, "text"));
		break;
	default:
		r->verdict = a == RATING_EXCLUDE ? RATING_EXCLUDED : RATING_KEPT;
		text_copy(r->judged_by, sizeof r->judged_by, f->event->actor);
		break;
	}
}

/* Roles are of the moment and checked where it is written; persons hold for good. */
enum err fold_rating(const struct fold *f)
{
	struct casefile *c = f->file;
	int64_t n = record_int(&f->event->body, "n", -1);
	int a = 0;

	while (a < RATING_ACT_COUNT && !text_equal(acts[a].word, fold_said(f, "act")))
		a++;
	if (n < 0 || (uint64_t)n >= c->n_ratings || a == RATING_ACT_COUNT ||
		(acts[a].words && !*fold_said(f, "text")))
		return ERR_INPUT;
	struct rating *r = &c->ratings[n];
	if (!at_point(c, r, (enum rating_act)a))
		return ERR_STATE;
	if (!apart(r, (enum rating_act)a, f->event->actor))
		return ERR_DENIED;
	apply(r, (enum rating_act)a, f);
	c->changed_ms = f->event->at_ms;
	return OK;
}

void ratings_release(struct casefile *c)
{
	for (size_t i = 0; i < c->n_ratings; i++) {
		mem_free_text(c->ratings[i].words);
		mem_free_text(c->ratings[i].said);
		mem_free_text(c->ratings[i].done);
		mem_free_text(c->ratings[i].ground);
	}
	mem_free(c->ratings);
}
