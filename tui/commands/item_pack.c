/* SPDX-License-Identifier: MIT
 *
 * Packs of items between halls: made and signed here, taken from halls two people trust, and that trust.
 */
#include <stdio.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/casework/oversight/pack.h"
#include "tui/commands/item.h"

enum { MESSAGES = 256 * 1024 };

static int end(struct rack *r, const char *what, enum err e, const char *why)
{
	if (!e || !*why)
		return station_end(&r->station, what, e);
	station_close(&r->station);
	return rack_complain("%s", why);
}

int rack_pack(struct rack *r, int n, char **names)
{
	struct buf pack;
	char why[PACK_WHY] = "";
	enum err e = rack_begin(r);

	buf_init(&pack, PACK_BYTES);
	if (!e) {
		struct version_place place = rack_place(r);
		const char *hall = r->station.demo ? "demo" : conf_text(r->station.conf, "hall", "name");
		e = pack_write(&place, *hall ? hall : "-", (const char *const *)names, (size_t)n, &pack, why);
	}
	if (!e)
		e = file_write(r->out, pack.data, pack.len);
	if (!e)
		printf(_("%d items in %s. The other hall needs this hall's key: onetrip item key\n"), n, r->out);
	buf_release(&pack);
	return end(r, "item export", e, why);
}

int rack_import(struct rack *r, char **words)
{
	struct buf pack, messages;
	char why[PACK_WHY] = "";
	size_t n = 0;
	enum err e = rack_begin(r);

	buf_init(&pack, PACK_BYTES);
	buf_init(&messages, MESSAGES);
	if (!e && (e = file_read(words[1], &pack)) == ERR_LIMIT)
		text_copy(why, sizeof why, _("The pack is too large"));
	if (!e) {
		struct version_place place = rack_place(r);
		e = pack_take(&place, buf_text(&pack), pack.len, r->from, &n, &messages, why);
	}
	fputs(buf_text(&messages), e ? stderr : stdout);
	if (!e)
		printf(_("%zu versions proposed. They count once a supervisor has confirmed each: "
			 "onetrip item waiting\n"),
			n);
	buf_release(&messages);
	buf_release(&pack);
	return end(r, "item import", e, why);
}

/* ---- trust ---- */

static void print_key(const uint8_t key[KEY_SIZE], const char *hall)
{
	char hex[2 * KEY_SIZE + 1];

	text_hex(key, KEY_SIZE, hex);
	printf("%s%s%s\n", hex, *hall ? "\t" : "", hall);
}

static void tell_hall(const char *hall, const uint8_t key[KEY_SIZE], void *ctx)
{
	(void)ctx;
	print_key(key, hall);
}

int rack_key(struct rack *r, char **words)
{
	uint8_t key[KEY_SIZE];

	(void)words;
	enum err e = station_open(&r->station);

	if (!e)
		e = signer_public(r->station.store, key);
	if (!e)
		print_key(key, "");
	return station_end(&r->station, "item key", e);
}

int rack_halls(struct rack *r, char **words)
{
	(void)words;
	enum err e = station_open(&r->station);

	if (!e)
		e = pack_halls(r->station.store, tell_hall, NULL);
	return station_end(&r->station, "item halls", e);
}

static int trust(struct rack *r, const char *hall, const char *hex)
{
	uint8_t key[KEY_SIZE];

	if (hex && !text_unhex(hex, key, KEY_SIZE))
		return rack_complain("%s", _("a key has 64 digits of 0-9 a-f"));
	enum err e = rack_begin(r);
	if (!e)
		e = hex ? pack_trust(r->station.store, hall, key) : pack_distrust(r->station.store, hall);
	if (!e)
		puts(_("Proposed. It counts once a supervisor has confirmed it: onetrip item waiting"));
	return end(r, "item trust", e, e == ERR_EXISTS ? _("this waits already") : "");
}

int rack_trust(struct rack *r, char **words)
{
	return trust(r, words[1], words[2]);
}

int rack_distrust(struct rack *r, char **words)
{
	return trust(r, words[1], NULL);
}
