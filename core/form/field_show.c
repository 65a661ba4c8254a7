/* SPDX-License-Identifier: MIT
 *
 * A stored value as a person reads it.
 */
#include "core/form/draft.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/standards/codes.h"
#include "core/standards/name.h"
#include "core/standards/region.h"

enum { SCALED_SIZE = 40, REGIONS_BYTES = 2000 };

/* An integer with its decimals: 120500000, 6 -> 120.5 */
static const char *scaled(const char *value, size_t decimals, char digits[SCALED_SIZE])
{
	size_t len = strlen(value), whole = len > decimals ? len - decimals : 0;
	if (len > 20 || strspn(value, "0123456789") != len) {
		return value;
	}
	text_format(digits, SCALED_SIZE, "%.*s.%.*s%s", whole ? (int)whole : 1,
		whole ? value : "0", (int)(len < decimals ? decimals - len : 0), "000000",
		value + whole);
	len = strlen(digits);
	while (len > 0 && digits[len - 1] == '0')
		digits[--len] = '\0';
	if (len > 0 && digits[len - 1] == '.')
		digits[--len] = '\0';
	return digits;
}

/* 120050 -> 1,200.50 */
static void show_money(const char *fen, struct buf *out)
{
	char digits[32];
	if (strspn(fen, "0123456789") != strlen(fen) ||
		!text_format(digits, sizeof(digits), "%s%s", strlen(fen) < 3 ? "000" : "", fen)) {
		buf_adds(out, fen);
		return;
	}
	const char *from = strlen(fen) < 3 ? digits + strlen(digits) - 3 : digits;
	struct buf amount;
	buf_init(&amount, 64);
	for (size_t yuan = strlen(from) - 2, i = 0; i < yuan; i++) {
		if (i > 0 && (yuan - i) % 3 == 0)
			buf_addc(&amount, ',');
		buf_addc(&amount, from[i]);
	}
	buf_addf(&amount, ".%s", from + strlen(from) - 2);
	buf_addf(out, _("%s yuan"), buf_text(&amount));
	buf_release(&amount);
}

/* English where the table has it. A code that was not in force that day has the label it has now. */
static const char *code_label(const char *table, const char *code, day_t day)
{
	const struct code *row = codes_find_on(table, code, day);
	if (!row)
		row = codes_find(table, code);
	return row ? i18n_pick(row->name, row->name_en) : code;
}

static void show_region(const char *code, struct buf *out)
{
	size_t before = out->len;
	struct buf now;
	region_path(code, out);
	if (out->len == before)
		buf_adds(out, code);
	buf_init(&now, REGIONS_BYTES);
	region_successors(code, &now);
	if (now.len)
		buf_addf(out, _(" (now %s)"), buf_text(&now));
	buf_release(&now);
}

static void show_plain(const struct field *f, const char *value, day_t day, struct buf *out)
{
	const struct choice *choice;
	char digits[SCALED_SIZE];
	switch (f->type) {
	case FIELD_CHOICE:
		choice = field_choice(f, value);
		buf_adds(out, choice ? i18n_pick(choice->label, choice->label_en) : value);
		break;
	case FIELD_CODE:
		buf_adds(out, code_label(f->table, value, day));
		break;
	case FIELD_REGION:
		show_region(value, out);
		break;
	case FIELD_DECLARATION:
		buf_adds(out, text_equal(value, "1") ? _("Declared") : _("Not declared"));
		break;
	case FIELD_MONEY_WAN:
		buf_addf(out, _("%s x 10,000 yuan"), scaled(value, 6, digits));
		break;
	case FIELD_SHARE:
		buf_addf(out, _("%s %%"), scaled(value, 4, digits));
		break;
	case FIELD_ROWS:
		buf_addf(out, _("%s rows"), value);
		break;
	case FIELD_TIME:
		buf_addf(out, "%.10s %s", value, strlen(value) > 11 ? value + 11 : "");
		break;
	case FIELD_BOOL:
		buf_adds(out, text_equal(value, "1") ? _("Yes") : _("No"));
		break;
	case FIELD_MONEY:
		show_money(value, out);
		break;
	default:
		buf_adds(out, value);
	}
}

static void (*const masks[])(const char *, struct buf *) = {
	[MASK_NAME] = mask_name,
	[MASK_ID] = mask_id,
	[MASK_PHONE] = mask_phone,
	[MASK_ADDRESS] = mask_address,
	[MASK_DATE] = mask_date,
	[MASK_FIRM] = mask_firm,
};

void field_show(const struct field *f, const char *value, bool masked, struct buf *out)
{
	field_show_on(f, value, DAY_NONE, masked, out);
}

void field_show_on(const struct field *f, const char *value, day_t day, bool masked, struct buf *out)
{
	if (!*value)
		return;
	if (masked && f->mask != MASK_NONE)
		masks[f->mask](value, out);
	else
		show_plain(f, value, day, out);
}
