/* SPDX-License-Identifier: MIT
 *
 * What a finding is about, as the supervisor reads it: no word of the program's own left.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/state.h"
#include "tui/screens/watch_detail.h"

static const struct {
	enum watch_rule rule;
	const char *detail, *en, *zh;
} cases[] = {
	{WATCH_LATE, "2026-03-09 +3", "its day was 2026-03-09, this came 3 days later", "期限是 2026-03-09，晚了 3 天"},
	{WATCH_LATE_DELIVERY, "2026-03-09 +12", "its day was 2026-03-09, this came 12 days later",
		"期限是 2026-03-09，晚了 12 天"},
	{WATCH_UNANSWERED, "verify", "Verify what was pledged", "核查承诺"},
	{WATCH_SAME_HAND, "received", "the same operator received it", "收件的也是这个人"},
	{WATCH_SAME_HAND, "examined", "the same operator examined it", "审核的也是这个人"},
	{WATCH_REVEAL, "person", "on the screen Person and file", "在「身份与档案」画面上"},
	{WATCH_CLOCK_BACK, "A03 -120 s", "A03 by 120 seconds", "A03 倒回 120 秒"},
	{WATCH_PAPER, "home_proof", "Proof of the dwelling", "住所证明"},
	{WATCH_SILENCE, "", "", ""},
	/* of another form, as an older program may have written it: shown as it is */
	{WATCH_LATE, "yesterday", "yesterday", "yesterday"},
	{WATCH_UNANSWERED, "nothing-known", "nothing-known", "nothing-known"},
	{WATCH_NO_RIGHT, "a -> b", "a -> b", "a -> b"},
};

static void says(size_t i, const char *want)
{
	struct watch_finding f = {.rule = cases[i].rule};
	struct buf out;

	text_copy(f.detail, sizeof f.detail, cases[i].detail);
	if (cases[i].rule == WATCH_PAPER) {
		text_copy(f.label, sizeof f.label, "住所证明");
		text_copy(f.label_en, sizeof f.label_en, "Proof of the dwelling");
	}
	buf_init(&out, 400);
	watch_detail_say(&f, &out);
	assert_string_equal(buf_text(&out), want);
	buf_release(&out);
}

static void test_chinese(void **state)
{
	(void)state;
	assert_int_equal(i18n_start("zh"), OK);
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		says(i, cases[i].zh);
}

static void test_english(void **state)
{
	(void)state;
	assert_int_equal(i18n_start("en"), OK);
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		says(i, cases[i].en);
}

static void test_states(void **state)
{
	struct watch_finding f = {.rule = WATCH_NO_RIGHT};
	struct buf out;

	(void)state;
	assert_int_equal(i18n_start("en"), OK);
	text_format(f.detail, sizeof f.detail, "%s -> %s", state_word(STATE_RECEIVED), state_word(STATE_ACCEPTED));
	buf_init(&out, 400);
	watch_detail_say(&f, &out);
	assert_string_equal(buf_text(&out), "from Received to Accepted");
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_chinese), cmocka_unit_test(test_english),
		cmocka_unit_test(test_states)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
