/* SPDX-License-Identifier: MIT
 *
 * The key decoder and the card intake behind it: any bytes at any speed give only keys that
 * exist, and after a pause everything works again. The first byte chooses the pace.
 */
#include <stdlib.h>
#include <string.h>

#include "core/base/random.h"
#include "core/base/text.h"
#include "tui/decode.h"
#include "tui/intake.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void check_paste(const char *text)
{
	size_t len = strlen(text);

	must(len > 0 && len <= KEY_TEXT && text_valid(text, len));
	while (len > 0) {
		uint32_t cp = text_next(&text, &len);
		must(cp >= ' ' && cp != 0x7F && (cp < 0x80 || cp >= 0xA0));
	}
}

static void check_key(const struct key *k)
{
	struct key again;
	char name[24];

	key_name(k, name);
	must(strlen(name) > 0);
	if (k->kind == KEY_PASTE)
		check_paste(k->text);
	else if (k->kind == KEY_CARD)
		must(strlen(k->text) == 18 || strlen(k->text) == 15);
	else if (k->kind != KEY_REPORT)
		must(key_parse(name, &again) && again.kind == k->kind && again.cp == k->cp);
}

static void take(struct intake *in, const struct key *k, int64_t now)
{
	struct key out[2];

	check_key(k);
	int n = intake_key(in, k, now, out);
	must(n >= 0 && n <= 2 && in->n < 18);
	for (int i = 0; i < n; i++)
		check_key(&out[i]);
}

static void timeouts(struct decoder *d, struct intake *in, int64_t now)
{
	struct key k, out[2];

	while (decoder_timeout(d, now, &k))
		take(in, &k, now);
	if (intake_timeout(in, now, out) > 0)
		check_key(&out[0]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const int paces[] = {0, 1, 30, 120, 700, 6000};
	struct stream gaps = {size > 0 ? data[0] : 0};
	struct intake in;
	struct decoder d;
	struct key k;
	int64_t now = 1000;

	decoder_init(&d, 25, size > 0 && (data[0] & 1));
	d.probing = size > 0 && (data[0] & 2);
	intake_init(&in);
	for (size_t i = 1; i < size; i++) {
		now += paces[stream_below(&gaps, size > 1 && (data[0] & 4) ? 2 : 6)];
		if (stream_below(&gaps, 3) == 0)
			timeouts(&d, &in, now);
		if (decoder_byte(&d, data[i], now, &k))
			take(&in, &k, now);
		must(d.n_held < DECODE_HELD && d.n_pending < sizeof d.pending + 1);
	}
	for (int i = 0; i < 3; i++)
		timeouts(&d, &in, now += 6000);
	must(d.n_held == 0 && !d.pasting);
	for (const char *f8 = "\033[19~"; *f8; f8++)
		must(decoder_byte(&d, (uint8_t)*f8, now, &k) == (*f8 == '~'));
	must(k.kind == KEY_F && k.cp == 8);
	return 0;
}
