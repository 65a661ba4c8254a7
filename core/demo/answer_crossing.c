/* SPDX-License-Identifier: MIT
 *
 * Another region's hall, to which a case is handed over (异地通办). It remembers nothing: how a case
 * stands follows from when it was handed over and when it is due, so the same question is always
 * answered the same. It takes a case in after half an hour, sends it back when the applicant is not
 * registered in the city, and grants it at 10:00 two thirds of the way to the promised day.
 */
#include "core/demo/answer.h"

#include <string.h>

#include "core/base/text.h"
#include "core/exchange/sign.h"

enum { TAKE_IN_MS = 30 * 60 * 1000, DECIDE_HOUR = 10 };

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

static void out_document(const struct question *q, struct json_out *o, const char *number)
{
	uint8_t hash[HASH_SIZE];
	char text[600], hex[2 * HASH_SIZE + 1];

	text_format(text, sizeof(text),
		"准予决定书\n\n申请人 %s\n经审查，符合条件，准予办理。证号 %s。\n\n"
		"不服本决定的，60日内可申请行政复议，6个月内可提起行政诉讼。\n\n"
		"决定地区 %s\n", q->person->name, number, q->hand_over->region);
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
	char number[24];

	text_format(number, sizeof(number), "%s%.8s", q->hand_over->region, q->hand_over->op);
	out_state(o, "DECIDED", at);
	out_text(o, "jg", "1");
	out_text(o, "scyj", "材料齐全，情况属实，拟准予");
	out_text(o, "zh", number);
	out_document(q, o, number);
}

void answer_crossing(const struct question *q, struct json_out *o)
{
	const struct hand_over *h = q->hand_over;
	int64_t handed, now = clock_now_ms();
	day_t due;

	if (!h || !text_number(h->handed, 0, INT64_MAX, &handed))
		return;
	day_t from = day_of_ms(handed);
	if (!day_parse(h->due, &due) || due < from + 3)
		due = from + 3;
	int64_t taken = handed + TAKE_IN_MS, decision = moment(from + (due - from) * 2 / 3, DECIDE_HOUR);
	answer_open(q, o);
	out_text(o, "yjbh", h->op);
	out_text(o, "yjxy", h->seal);
	out_text(o, "dq", h->region);
	out_word(o, "jbr", "综合受理岗");
	if (now < taken)
		out_state(o, "HANDED", handed);
	else if (!q->person) {
		out_state(o, "RETURNED", taken);
		out_text(o, "yy", "本市查无此人户籍，请核对后另行移送");
	} else if (now < decision)
		out_state(o, "TAKEN", taken);
	else
		decided(q, o, decision);
	answer_close(o);
}
