/* SPDX-License-Identifier: MIT */
#include "core/demo/relay.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/exchange/sign.h"

enum { ADULT = 18, FORENOON = 10, EVERY_MIN = 25 };

struct relay {
	struct relay_hand *hands[RELAY_HANDS];
	size_t n;
	char halls[RELAY_HALLS][8];
	size_t n_halls;
};

struct relay *relay_new(void)
{
	return mem_new(sizeof(struct relay));
}

static void hand_free(struct relay_hand *h)
{
	buf_release(&h->package);
	record_release(&h->word);
	mem_free_text(h->want_reason);
	mem_free(h);
}

void relay_free(struct relay *r)
{
	if (!r)
		return;
	for (size_t i = 0; i < r->n; i++)
		hand_free(r->hands[i]);
	mem_free(r);
}

struct relay_hand *relay_find(struct relay *r, const char *op)
{
	for (size_t i = 0; i < r->n; i++)
		if (text_equal(r->hands[i]->op, op))
			return r->hands[i];
	return NULL;
}

/* Full: what is over makes room. */
static bool make_room(struct relay *r)
{
	for (size_t i = 0; r->n == RELAY_HANDS && i < r->n; i++)
		if (r->hands[i]->recorded) {
			hand_free(r->hands[i]);
			r->hands[i] = r->hands[--r->n];
		}
	return r->n < RELAY_HANDS;
}

struct relay_hand *relay_add(struct relay *r, const char *op)
{
	if (!make_room(r))
		return NULL;
	struct relay_hand *h = r->hands[r->n++] = mem_new(sizeof *h);
	text_copy(h->op, sizeof h->op, op);
	buf_init(&h->package, RELAY_BYTES);
	return h;
}

static bool over(const struct relay_hand *h)
{
	const char *state = record_get(&h->word, "state");

	return state && !text_equal(state, "TAKEN");
}

struct relay_hand *relay_next(struct relay *r, const char *region, size_t n)
{
	for (size_t i = 0; i < r->n; i++) {
		struct relay_hand *h = r->hands[i];
		bool there = text_equal(h->to, region) && h->whole && h->package.len == h->whole && !over(h);
		if (there && n-- == 0)
			return h;
	}
	return NULL;
}

bool relay_joined(const struct relay *r, const char *region)
{
	for (size_t i = 0; i < r->n_halls; i++)
		if (text_equal(r->halls[i], region))
			return true;
	return false;
}

/* ---- the demo's own ---- */

static void put_line(struct buf *out, const char *name, const char *value, const char *from)
{
	buf_addf(out, "field.%s=%s\nfrom.%s=%s\n", name, value, name, from);
}

static void write_package(const struct city *c, const struct person *p, const char *number, int64_t at,
	struct buf *out)
{
	char fetched[48], typed[48], day[11], birth[11];
	const struct home *home = &c->homes[c->households[p->household].home];

	text_format(fetched, sizeof fetched, "fetched %lld POP-01", (long long)at);
	text_format(typed, sizeof typed, "typed %lld -", (long long)at);
	day_format(c->today - 4, day);
	day_format(p->birth, birth);
	buf_addf(out, "item=330700102002\nnumber=%s\nsubject=%s\napplicant=%s\nproof=reader\nsituation=lost\n",
		number, p->id, p->name);
	put_line(out, "id_no", p->id, fetched);
	put_line(out, "name", p->name, fetched);
	put_line(out, "sex", (char[]){p->sex, '\0'}, fetched);
	put_line(out, "birth", birth, fetched);
	put_line(out, "ethnic", p->ethnic, fetched);
	put_line(out, "hukou_region", place_region(&home->spot), fetched);
	put_line(out, "hukou_station", place_streets[home->spot.street].station, fetched);
	put_line(out, "cause", "1", typed);
	put_line(out, "lost_date", day, typed);
	put_line(out, "fingerprint", "1", typed);
	buf_addf(out, "material.household_book=EXEMPT way:1 due:0 actual:0 resource:POP-02\n"
		"source.household_book=POP-02 %s\n"
		"material.register_form=VERIFIED way:128 due:1 actual:1 had:kept\n"
		"material.photo=VERIFIED way:64 due:1 actual:1 had:seen\n", day);
}

static const struct person *resident(const struct city *c, const char *region, int n)
{
	for (int i = c->fixed_people; i < c->n_people; i++) {
		const struct person *p = &c->people[i];
		if (city_alive(p) && *p->id && city_age(c, p) >= ADULT && text_equal(city_region(c, p), region) &&
			n-- == 0)
			return p;
	}
	return NULL;
}

/* The same op, moment and person under every start of the exchange. */
static void hand_one(struct relay *r, const char *region, const struct city *c, int n)
{
	struct civil at = {.hour = FORENOON, .minute = n * EVERY_MIN};
	const struct person *p = resident(c, region, 7 * n + 3);
	uint8_t hash[HASH_SIZE];
	char text[40];

	text_format(text, sizeof text, "%s-%llu-%d", region, (unsigned long long)c->seed, n);
	sign_sha256(&(struct piece){text, strlen(text)}, 1, hash);
	text_hex(hash, 16, text);
	struct relay_hand *h = p && !relay_find(r, text) ? relay_add(r, text) : NULL;
	if (!h)
		return;
	day_split(c->today, &at.year, &at.month, &at.day);
	int64_t moment = clock_wall(&at);
	text_copy(h->from, sizeof h->from, text_equal(region, "339921") ? "339902" : "339921");
	text_copy(h->to, sizeof h->to, region);
	text_copy(h->item, sizeof h->item, "330700102002");
	text_copy(h->holder, sizeof h->holder, p->id);
	text_format(h->number, sizeof h->number, "%02d%02d%02d-B01-%03d", at.year % 100, at.month, at.day, 11 + n);
	text_format(h->handed, sizeof h->handed, "%lld", (long long)moment);
	day_format(c->today + 22, h->due);
	write_package(c, p, h->number, moment - 20 * 60 * 1000, &h->package);
	h->whole = h->head = h->package.len;
	sign_sha256(&(struct piece){h->package.data, h->package.len}, 1, hash);
	text_hex(hash, HASH_SIZE, h->seal);
}

void relay_join(struct relay *r, const char *region, const struct city *city)
{
	if (relay_joined(r, region) || r->n_halls == RELAY_HALLS)
		return;
	text_copy(r->halls[r->n_halls++], sizeof r->halls[0], region);
	for (int i = 0; city && i < RELAY_DEMO; i++)
		hand_one(r, region, city, i);
}
