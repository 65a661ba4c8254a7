/* SPDX-License-Identifier: MIT
 *
 * Tables only.
 */
#include "tests/screen/harness/keyboard.h"

#include <string.h>

#include "core/base/text.h"

static const struct {
	enum key_kind kind;
	const char *bytes;
} named[] = {
	{KEY_ENTER, "\r"},
	{KEY_TAB, "\t"},
	{KEY_BACKTAB, "\033[Z"},
	{KEY_ESC, "\033"},
	{KEY_BACKSPACE, "\177"},
	{KEY_DELETE, "\033[3~"},
	{KEY_INSERT, "\033[2~"},
	{KEY_UP, "\033[A"},
	{KEY_DOWN, "\033[B"},
	{KEY_RIGHT, "\033[C"},
	{KEY_LEFT, "\033[D"},
	{KEY_HOME, "\033[H"},
	{KEY_END, "\033[F"},
	{KEY_PGUP, "\033[5~"},
	{KEY_PGDN, "\033[6~"},
};

/* PuTTY says vt220's names where xterm has its own. */
static const struct {
	enum key_kind kind;
	const char *bytes;
} of_putty[] = {
	{KEY_HOME, "\033[1~"},
	{KEY_END, "\033[4~"},
};

static void f_key(uint32_t n, const char *term, struct buf *out)
{
	static const int vt220[] = {0, 11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24};

	if (n <= 5 && text_starts(term, "linux"))
		buf_addf(out, "\033[[%c", (char)('A' + n - 1));
	else if (n <= 4 && !text_starts(term, "rxvt") && !text_starts(term, "putty"))
		buf_addf(out, "\033O%c", (char)('P' + n - 1));
	else
		buf_addf(out, "\033[%d~", vt220[n]);
}

void keyboard_key(const struct key *k, const char *term, struct buf *out)
{
	char bytes[TEXT_UTF8_MAX];

	switch (k->kind) {
	case KEY_CHAR:
		buf_add(out, bytes, text_put(k->cp, bytes));
		return;
	case KEY_CTRL:
		buf_addc(out, (char)(k->cp & 0x1F));
		return;
	case KEY_F:
		f_key(k->cp, term, out);
		return;
	default:
		break;
	}
	for (size_t i = 0; text_starts(term, "putty") && i < COUNT_OF(of_putty); i++)
		if (of_putty[i].kind == k->kind) {
			buf_adds(out, of_putty[i].bytes);
			return;
		}
	for (size_t i = 0; i < COUNT_OF(named); i++) {
		if (named[i].kind == k->kind)
			buf_adds(out, named[i].bytes);
	}
}

void keyboard_ime(uint32_t typed, struct buf *out)
{
	static const char ascii[] = ".,?:;!()[]<>\\_^~";
	static const char *const chinese[] = {"。", "，", "？", "：", "；", "！", "（", "）", "【",
		"】", "《", "》", "、", "——", "……", "～"};
	const char *at = typed > 0 && typed < 0x7F ? strchr(ascii, (int)typed) : NULL;
	char bytes[TEXT_UTF8_MAX];

	if (at) {
		buf_adds(out, chinese[at - ascii]);
		return;
	}
	if ((typed >= 'a' && typed <= 'z') || (typed >= 'A' && typed <= 'Z'))
		typed += 0xFEE0;
	buf_add(out, bytes, text_put(typed, bytes));
}
