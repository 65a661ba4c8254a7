/* SPDX-License-Identifier: MIT
 *
 * What must hold: nothing counts before somebody else than who proposed it confirmed that very text; what
 * two windows did at the same time comes out the same for everybody who reads it, in order of arrival.
 */
#include "core/casework/motion.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/accord.h"

enum { TEXT_BYTES = 1024, PREFIX = 8 };

#define HEAD "onetrip-motion-1\n"

static const struct {
	const char *word;
	enum role proposes, decides;
} acts[MOTION_ACTS] = {
#define X(name, word, proposes, decides) [name] = {word, proposes, decides},
	MOTION_TABLE(X)
#undef X
};

const char *motion_word(enum motion_act act)
{
	return acts[act].word;
}

bool motion_may_propose(const struct operator_info *me, enum motion_act act)
{
	return me && me->role == acts[act].proposes;
}

bool motion_may_decide(const struct operator_info *me, enum motion_act act)
{
	return me && me->role == acts[act].decides;
}

/* Publishing and taking back are about the same thing, trusting and distrusting, too. */
static bool same_subject(enum motion_act a, const char *x, enum motion_act b, const char *y)
{
	static const int subject[MOTION_ACTS] = {[MOTION_PUBLISH] = 1, [MOTION_ROLLBACK] = 1,
		[MOTION_TRUST] = 2, [MOTION_DISTRUST] = 2};

	return subject[a] == subject[b] && text_equal(x, y);
}

/* ---- its text ---- */

static void put_hash(struct buf *out, const char *key, const uint8_t hash[HASH_SIZE])
{
	char hex[HASH_HEX];

	text_hex(hash, HASH_SIZE, hex);
	buf_addf(out, "%s %s\n", key, hex);
}

/* When and by whom makes two proposals of the same thing two. */
static void put(const struct motion *c, struct buf *out)
{
	char day[11];

	buf_addf(out, HEAD "act %s\nname %s\n", acts[c->act].word, c->name);
	put_hash(out, "text", c->text);
	put_hash(out, "before", c->before);
	if (c->from != DAY_NONE) {
		day_format(c->from, day);
		buf_addf(out, "from %s\n", day);
	}
	if (*c->source)
		buf_addf(out, "source %s\n", c->source);
	buf_addf(out, "at %lld %s\n", (long long)c->at_ms, c->by);
}

static bool take_act(const char *word, struct motion *c)
{
	for (int i = 0; i < MOTION_ACTS; i++)
		if (text_equal(acts[i].word, word)) {
			c->act = (enum motion_act)i;
			return true;
		}
	return false;
}

static bool take(const char *key, const char *value, struct motion *c)
{
	if (text_equal(key, "act"))
		return take_act(value, c);
	if (text_equal(key, "name"))
		return text_copy(c->name, sizeof c->name, value);
	if (text_equal(key, "text"))
		return text_unhex(value, c->text, HASH_SIZE);
	if (text_equal(key, "before"))
		return text_unhex(value, c->before, HASH_SIZE);
	if (text_equal(key, "from"))
		return day_parse(value, &c->from);
	if (text_equal(key, "source"))
		return text_copy(c->source, sizeof c->source, value);
	return text_equal(key, "at");
}

static bool parse(const char *text, struct motion *c)
{
	if (!text_starts(text, HEAD))
		return false;
	for (text += strlen(HEAD); *text;) {
		char key[16], value[TEXT_BYTES];
		size_t len = strcspn(text, "\n"), n = strcspn(text, " ");
		if (text[len] != '\n' || n >= len || !text_copyn(key, sizeof key, text, n) ||
			!text_copyn(value, sizeof value, text + n + 1, len - n - 1) ||
			!take(key, value, c))
			return false;
		text += len + 1;
	}
	return *c->name != '\0';
}

static enum err read_one(struct store *s, const uint8_t hash[HASH_SIZE], struct motion *out)
{
	struct motion x = {.from = DAY_NONE};
	struct buf text;

	buf_init(&text, TEXT_BYTES);
	enum err e = accord_text(s, hash, &text);
	if (!e && !parse(buf_text(&text), &x))
		e = ERR_TAMPER;
	buf_release(&text);
	if (!e)
		*out = x;
	return e;
}

/* What stands in the audit. */
static void say(struct store *s, const uint8_t hash[HASH_SIZE], struct record *body)
{
	struct motion x;
	char day[11], hex[HASH_HEX];

	if (read_one(s, hash, &x))
		return;
	text_hex(x.text, HASH_SIZE, hex);
	record_add(body, "act", acts[x.act].word);
	record_add(body, "name", x.name);
	record_add(body, "version", hex);
	if (x.from != DAY_NONE) {
		day_format(x.from, day);
		record_add(body, "from", day);
	}
	if (*x.source)
		record_add(body, "source", x.source);
}

static const struct accord_kind MOTIONS = {"CHANGE_PROPOSED", "CHANGE_CONFIRMED", "CHANGE_DECLINED", false,
	say};

/* ---- reading ---- */

struct motions {
	struct motion *list;
	size_t n;
};

static struct motion *of_hash(const struct motions *c, const uint8_t hash[HASH_SIZE])
{
	for (size_t i = c->n; i-- > 0;)
		if (memcmp(c->list[i].hash, hash, HASH_SIZE) == 0)
			return &c->list[i];
	return NULL;
}

static day_t day_of_ms(int64_t ms)
{
	struct civil at = clock_civil(ms);

	return day_of(at.year, at.month, at.day);
}

/* Of one subject the newest proposal waits: what was settled after a newer one came, was not. */
static void replace(struct motions *c, const struct accord *list)
{
	for (size_t i = 0; i < c->n; i++)
		for (size_t k = i + 1; k < c->n && c->list[i].state != MOTION_REPLACED; k++)
			if (same_subject(c->list[i].act, c->list[i].name, c->list[k].act, c->list[k].name) &&
				(!list[i].settled || list[i].settled > list[k].proposed))
				c->list[i].state = MOTION_REPLACED;
}

/* The newest version of that text that was published before is not any more. */
static void take_back(struct motions *c, const struct accord *list, size_t rollback)
{
	const struct motion *x = &c->list[rollback];

	for (size_t i = c->n; i-- > 0;) {
		struct motion *p = &c->list[i];
		if (p->act == MOTION_PUBLISH && p->state == MOTION_DONE && text_equal(p->name, x->name) &&
			list[i].settled < list[rollback].settled &&
			memcmp(p->text, x->text, HASH_SIZE) == 0) {
			p->state = MOTION_TAKEN_BACK;
			return;
		}
	}
}

static enum err fold(struct store *s, const struct accord *a, struct motion *x)
{
	enum err e = read_one(s, a->hash, x);

	if (e)
		return e;
	memcpy(x->hash, a->hash, HASH_SIZE);
	x->state = a->state == ACCORD_CONFIRMED	  ? MOTION_DONE
		   : a->state == ACCORD_WITHDRAWN ? MOTION_DECLINED
						  : MOTION_WAITING;
	text_copy(x->by, sizeof x->by, a->by);
	text_copy(x->decided_by, sizeof x->decided_by, a->settled_by);
	x->at_ms = a->at_ms;
	x->decided_ms = a->settled_ms;
	x->order = a->settled;
	if (x->act == MOTION_PUBLISH && x->state == MOTION_DONE && x->from < day_of_ms(a->settled_ms))
		x->from = day_of_ms(a->settled_ms); /* days that are past stay as they were */
	return OK;
}

enum err motions_read(struct store *s, struct motions **out)
{
	struct accord *list;
	struct motions *c = mem_new(sizeof *c);
	size_t n = 0;
	enum err e = accords_read(s, &MOTIONS, &list, &n);

	c->list = mem_array(n + 1, sizeof *c->list);
	for (size_t i = 0; !e && i < n; i++, c->n++)
		e = fold(s, &list[i], &c->list[i]);
	if (!e) {
		replace(c, list);
		for (size_t i = 0; i < n; i++)
			if (c->list[i].act == MOTION_ROLLBACK && c->list[i].state == MOTION_DONE)
				take_back(c, list, i);
		mem_free(list);
		*out = c;
		return OK;
	}
	motions_free(c);
	return e;
}

void motions_free(struct motions *c)
{
	if (!c)
		return;
	mem_free(c->list);
	mem_free(c);
}

size_t motions_all(const struct motions *c, const struct motion **out)
{
	*out = c->list;
	return c->n;
}

const struct motion *motions_waiting(const struct motions *c, enum motion_act act, const char *name)
{
	for (size_t i = c->n; i-- > 0;)
		if (c->list[i].state == MOTION_WAITING &&
			same_subject(c->list[i].act, c->list[i].name, act, name))
			return &c->list[i];
	return NULL;
}

const struct motion *motions_find(const struct motions *c, const char *hex)
{
	for (size_t i = c->n; i-- > 0 && strlen(hex) >= PREFIX;) {
		char name[HASH_HEX];
		text_hex(c->list[i].hash, HASH_SIZE, name);
		if (c->list[i].state == MOTION_WAITING && text_starts(name, hex))
			return &c->list[i];
	}
	return NULL;
}

const struct motion *motions_done(const struct motions *c, enum motion_act act, const char *name)
{
	for (size_t i = c->n; i-- > 0;)
		if (c->list[i].state == MOTION_DONE && c->list[i].act == act &&
			text_equal(c->list[i].name, name))
			return &c->list[i];
	return NULL;
}

static enum err see(const struct event *e, void *ctx)
{
	(void)e;
	*(bool *)ctx = true;
	return OK;
}

enum err motions_news(struct store *s, uint64_t *after, bool *any)
{
	*any = false;
	return journal_kind(s, MOTIONS.confirmed, after, see, any);
}

/* ---- acts ---- */

static bool same_motion(const struct motion *a, const struct motion *b)
{
	return a && a->act == b->act && a->from == b->from &&
	       memcmp(a->text, b->text, HASH_SIZE) == 0 && memcmp(a->before, b->before, HASH_SIZE) == 0;
}

static enum err not_yet_proposed(struct store *s, const struct motion *x)
{
	struct motions *c = NULL;
	enum err e = motions_read(s, &c);

	if (!e && same_motion(motions_waiting(c, x->act, x->name), x))
		e = ERR_EXISTS;
	motions_free(c);
	return e;
}

/* Nothing that would break its lines. */
static bool plain(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < ' ')
			return false;
	return true;
}

enum err motion_propose(struct store *s, const struct motion *c, const char *text, size_t len)
{
	const struct operator_info *me = operator_current(s);
	struct motion x = *c;
	struct buf own;

	if (!motion_may_propose(me, c->act))
		return me ? ERR_DENIED : ERR_LOCKED;
	if (!*c->name || !plain(c->name) || !plain(c->source))
		return ERR_INPUT;
	enum err e = not_yet_proposed(s, c);
	if (!e && text)
		e = journal_keep_form(s, c->text, text, len);
	if (e)
		return e;
	x.at_ms = clock_now_ms();
	text_copy(x.by, sizeof x.by, me->id);
	buf_init(&own, TEXT_BYTES);
	put(&x, &own);
	e = own.err ? own.err : accord_propose(s, &MOTIONS, buf_text(&own), own.len, NULL);
	buf_release(&own);
	return e;
}

static enum err state_of(struct store *s, const uint8_t hash[HASH_SIZE], struct motion *out)
{
	struct motions *c = NULL;
	enum err e = motions_read(s, &c);

	if (e)
		return e;
	const struct motion *x = of_hash(c, hash);
	if (x)
		*out = *x;
	motions_free(c);
	return x ? OK : ERR_STATE;
}

/* Who proposed may only take it away again. */
static bool allowed(const struct operator_info *me, const struct motion *x, bool confirm)
{
	bool own = text_equal(x->by, me->id);

	return own ? !confirm : motion_may_decide(me, x->act);
}

enum err motion_decide(
	struct store *s, const uint8_t hash[HASH_SIZE], bool confirm, const uint8_t *before)
{
	const struct operator_info *me = operator_current(s);
	struct motion x = {0};

	if (!me)
		return ERR_LOCKED;
	enum err e = state_of(s, hash, &x);
	if (!e && x.state != MOTION_WAITING)
		e = ERR_STATE;
	if (!e && !allowed(me, &x, confirm))
		e = ERR_DENIED;
	if (!e && confirm && before && memcmp(before, x.before, HASH_SIZE) != 0)
		e = ERR_CONFLICT;
	if (!e)
		e = confirm ? accord_confirm(s, &MOTIONS, hash) : accord_withdraw(s, &MOTIONS, hash);
	if (!e) /* as it came out for everybody: two may have decided at once */
		e = state_of(s, hash, &x);
	bool so = (x.state == MOTION_DECLINED) == !confirm && text_equal(x.decided_by, me->id);
	return e ? e : so ? OK : ERR_STATE;
}
