/* SPDX-License-Identifier: MIT
 *
 * The exchange between regions as the deciding hall sees it: what was handed over to it, the packages
 * part by part, and its words, recorded. A word of a hand-over that is over, or under another seal, is
 * not recorded and not confirmed.
 */
#include <string.h>

#include "core/base/record.h"
#include "core/base/text.h"
#include "core/demo/answer.h"
#include "core/demo/relay.h"
#include "core/exchange/sign.h"

enum { LIST_MOST = 100, PART = 24 * 1024 };

static const char *said(const struct question *q, const char *name)
{
	const char *value = q->said ? record_get(q->said, name) : NULL;

	return value && !text_equal(value, "-") ? value : "";
}

/* Arrived by now: the demo's own come in the course of its first day. */
static bool arrived(const struct relay_hand *h)
{
	int64_t handed;

	return text_number(h->handed, 0, INT64_MAX, &handed) && handed <= clock_now_ms();
}

static void out_hand(const struct relay_hand *h, struct json_out *o)
{
	out_open(o, NULL, '{');
	out_text(o, "yjbh", h->op);
	out_text(o, "yjxy", h->seal);
	out_text(o, "sldq", h->from);
	out_text(o, "jbh", h->number);
	out_text(o, "sxbm", h->item);
	out_text(o, "yjsj", h->handed);
	out_text(o, "cnrq", h->due);
	out_digits(o, "zc", (int64_t)h->whole);
	out_digits(o, "wb", (int64_t)h->head);
	out_text(o, "qq", h->want);
	out_text(o, "qqly", h->want_reason);
	out_text(o, "qqsj", h->want_at);
	out_close(o, '}');
}

void answer_inward_list(const struct question *q, struct json_out *o)
{
	struct relay_hand *h;

	if (!q->relay || strlen(said(q, "region")) != 6)
		return;
	relay_join(q->relay, said(q, "region"), q->city);
	for (size_t i = 0, n = 0; n < LIST_MOST && (h = relay_next(q->relay, said(q, "region"), i)); i++)
		if (arrived(h)) {
			out_hand(h, o);
			n++;
		}
}

void answer_inward_part(const struct question *q, struct json_out *o)
{
	struct relay_hand *h = q->relay ? relay_find(q->relay, said(q, "op")) : NULL;
	char bytes[4 * ((PART + 2) / 3) + 1];
	int64_t from;

	if (!h || !text_equal(h->to, said(q, "region")) || !text_number(said(q, "from"), 0, RELAY_BYTES, &from) ||
		(size_t)from >= h->package.len)
		return;
	size_t n = h->package.len - (size_t)from < PART ? h->package.len - (size_t)from : PART;
	if (!sign_base64(h->package.data + from, n, bytes, sizeof bytes))
		return;
	out_open(o, NULL, '{');
	out_text(o, "yjbh", h->op);
	out_digits(o, "wz", from);
	out_text(o, "nr", bytes);
	out_close(o, '}');
}

static bool final(const char *state)
{
	return *state && !text_equal(state, "TAKEN");
}

/* The same word again is the same; a final one stays. */
static bool record_word(struct relay_hand *h, const struct question *q)
{
	static const char *const names[] = {"state", "at", "grant", "opinion", "reason", "number", "document",
		"document_hash", "refused", "want_at"};
	const char *known = record_get(&h->word, "state");

	if (known && final(known))
		return text_equal(known, said(q, "state"));
	if (!*said(q, "state"))
		return false;
	record_release(&h->word);
	h->word = (struct record){0};
	for (size_t i = 0; i < COUNT_OF(names); i++)
		if (*said(q, names[i]))
			record_add(&h->word, names[i], said(q, names[i]));
	if (*said(q, "refused") && text_equal(said(q, "want_at"), h->want_at))
		h->want[0] = '\0'; /* answered */
	return true;
}

void answer_inward_word(const struct question *q, struct json_out *o)
{
	struct relay_hand *h = q->relay ? relay_find(q->relay, said(q, "op")) : NULL;

	if (!h || !text_equal(h->seal, said(q, "seal")) || !text_equal(h->to, said(q, "region")) || !record_word(h, q))
		return;
	out_open(o, NULL, '{');
	out_text(o, "yjbh", h->op);
	out_text(o, "yjxy", h->seal);
	out_text(o, "zt", record_get(&h->word, "state"));
	out_close(o, '}');
}
