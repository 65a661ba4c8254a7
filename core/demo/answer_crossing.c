/* SPDX-License-Identifier: MIT
 *
 * Another region's hall, to which a case is handed over (异地通办). Where that hall fetches its list
 * itself (relay.h) its own words are passed on. Else it is played: it remembers nothing, how a case
 * stands follows from when it was handed over and when it is due, so the same question is always
 * answered the same. It takes a case in after half an hour, sends it back when the applicant is not
 * registered in the city, grants it at 10:00 two thirds of the way to the promised day, and gives a
 * case back that is asked for before.
 */
#include "core/demo/answer.h"

#include <string.h>

#include "core/base/mem.h"
#include "core/base/record.h"
#include "core/base/text.h"
#include "core/demo/relay.h"
#include "core/exchange/sign.h"

enum { TAKE_IN_MS = 30 * 60 * 1000, DECIDE_HOUR = 10, PART = 24 * 1024, ANSWER_MS = 10 * 60 * 1000 };

static const char *said(const struct question *q, const char *name)
{
	const char *value = q->said ? record_get(q->said, name) : NULL;

	return value && !text_equal(value, "-") ? value : "";
}

static int64_t number(const struct question *q, const char *name)
{
	int64_t n;

	return text_number(said(q, name), 0, INT64_MAX, &n) ? n : 0;
}

static day_t day_of_ms(int64_t wall_ms)
{
	struct civil c = clock_civil(wall_ms);

	return day_of(c.year, c.month, c.day);
}

static int64_t moment(day_t day, int hour)
{
	struct civil c = {.hour = hour};

	day_split(day, &c.year, &c.month, &c.day);
	return clock_wall(&c);
}

static void out_document(const struct question *q, struct json_out *o, const char *licence)
{
	uint8_t hash[HASH_SIZE];
	char text[600], hex[2 * HASH_SIZE + 1];

	text_format(text, sizeof(text),
		"准予决定书\n\n申请人 %s\n经审查，符合条件，准予办理。证号 %s。\n\n"
		"不服本决定的，60日内可申请行政复议，6个月内可提起行政诉讼。\n\n"
		"决定地区 %s\n", q->person->name, licence, said(q, "region"));
	sign_sha256(&(struct piece){text, strlen(text)}, 1, hash);
	text_hex(hash, sizeof(hash), hex);
	out_text(o, "jdws", text);
	out_text(o, "jdwsxy", hex);
}

static void out_state(struct json_out *o, const char *state, int64_t at)
{
	out_text(o, "zt", state);
	out_digits(o, "sj", at);
}

static void decided(const struct question *q, struct json_out *o, int64_t at)
{
	char licence[24];

	text_format(licence, sizeof(licence), "%s%.8s", said(q, "region"), said(q, "op"));
	out_state(o, "DECIDED", at);
	out_text(o, "jg", "1");
	out_text(o, "scyj", "材料齐全，情况属实，拟准予");
	out_text(o, "zh", licence);
	out_document(q, o, licence);
}

/* ---- played ---- */

/* What came with the question, as if all before it had come as well. */
static size_t had(const struct question *q)
{
	uint8_t bytes[PART];
	size_t n = 0;

	if (*said(q, "bytes") && sign_unbase64(said(q, "bytes"), bytes, sizeof bytes, &n))
		n = 0;
	return (size_t)number(q, "from") + n;
}

static void given_back(const struct question *q, struct json_out *o, int64_t at)
{
	bool withdrawn = text_equal(said(q, "want"), "WITHDRAW");

	out_state(o, withdrawn ? "WITHDRAWN" : "RETURNED", at);
	out_text(o, "yy", withdrawn ? "申请人撤回，已终止办理" : "应受理地请求退回");
}

static void play(const struct question *q, struct json_out *o)
{
	int64_t handed = number(q, "handed"), now = clock_now_ms(), wanted = number(q, "want_at");
	day_t due, from = day_of_ms(handed);

	if (!day_parse(said(q, "due"), &due) || due < from + 3)
		due = from + 3;
	int64_t taken = handed + TAKE_IN_MS, decision = moment(from + (due - from) * 2 / 3, DECIDE_HOUR);
	out_digits(o, "ysc", (int64_t)had(q));
	if (wanted && wanted < decision && now >= wanted + ANSWER_MS)
		given_back(q, o, wanted + ANSWER_MS);
	else if (now < taken)
		out_state(o, "HANDED", handed);
	else if (!q->person) {
		out_state(o, "RETURNED", taken);
		out_text(o, "yy", "本市查无此人户籍，请核对后另行移送");
	} else if (now < decision)
		out_state(o, "TAKEN", taken);
	else
		decided(q, o, decision);
}

/* ---- passed on ---- */

static void take_head(const struct question *q, struct relay_hand *h)
{
	text_copy(h->seal, sizeof h->seal, said(q, "seal"));
	text_copy(h->from, sizeof h->from, said(q, "from_region"));
	text_copy(h->to, sizeof h->to, said(q, "region"));
	text_copy(h->number, sizeof h->number, said(q, "number"));
	text_copy(h->item, sizeof h->item, said(q, "item"));
	text_copy(h->holder, sizeof h->holder, q->holder_id);
	text_copy(h->handed, sizeof h->handed, said(q, "handed"));
	text_copy(h->due, sizeof h->due, text_equal(said(q, "due"), "none") ? "" : said(q, "due"));
	h->whole = (size_t)number(q, "whole");
	h->head = (size_t)number(q, "head");
}

/* A part is taken where the last one ended, and nowhere else. */
static void take_bytes(const struct question *q, struct relay_hand *h)
{
	uint8_t bytes[PART];
	size_t n;

	if (!*said(q, "bytes") || (size_t)number(q, "from") != h->package.len ||
		sign_unbase64(said(q, "bytes"), bytes, sizeof bytes, &n) || h->package.len + n > h->whole)
		return;
	buf_add(&h->package, bytes, n);
}

static void take_want(const struct question *q, struct relay_hand *h)
{
	if (!*said(q, "want") || number(q, "want_at") <= 0 || text_equal(said(q, "want_at"), h->want_at))
		return; /* nothing, or known */
	text_copy(h->want, sizeof h->want, said(q, "want"));
	text_copy(h->want_at, sizeof h->want_at, said(q, "want_at"));
	mem_free_text(h->want_reason);
	h->want_reason = mem_text(said(q, "want_reason"));
}

static void tell(struct json_out *o, const struct record *word, const char *name, const char *as)
{
	out_text(o, as, record_get(word, name));
}

static void pass_on(const struct question *q, struct json_out *o)
{
	struct relay_hand *h = relay_find(q->relay, said(q, "op"));

	if (!h && (h = relay_add(q->relay, said(q, "op"))) != NULL)
		take_head(q, h);
	if (!h || !text_equal(h->seal, said(q, "seal"))) {
		out_state(o, "HANDED", number(q, "handed"));
		return;
	}
	take_bytes(q, h);
	take_want(q, h);
	out_digits(o, "ysc", (int64_t)h->package.len);
	if (!h->word.n) {
		out_state(o, "HANDED", number(q, "handed"));
		return;
	}
	h->recorded = !text_equal(record_get(&h->word, "state"), "TAKEN");
	tell(o, &h->word, "state", "zt");
	tell(o, &h->word, "at", "sj");
	tell(o, &h->word, "grant", "jg");
	tell(o, &h->word, "opinion", "scyj");
	tell(o, &h->word, "reason", "yy");
	tell(o, &h->word, "number", "zh");
	tell(o, &h->word, "document", "jdws");
	tell(o, &h->word, "document_hash", "jdwsxy");
	tell(o, &h->word, "refused", "bty");
	tell(o, &h->word, "want_at", "qqsj");
}

void answer_crossing(const struct question *q, struct json_out *o)
{
	if (!*said(q, "op") || number(q, "handed") == 0)
		return;
	answer_open(q, o);
	out_text(o, "yjbh", said(q, "op"));
	out_text(o, "yjxy", said(q, "seal"));
	out_text(o, "dq", said(q, "region"));
	out_text(o, "jbr", "综合受理岗");
	if (q->relay && relay_joined(q->relay, said(q, "region")))
		pass_on(q, o);
	else
		play(q, o);
	answer_close(o);
}
