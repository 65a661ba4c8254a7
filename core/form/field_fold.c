/* SPDX-License-Identifier: MIT
 *
 * From what was typed to the canonical value, one function a type. What must hold: folding a
 * canonical value gives it back (amounts excepted, typed in yuan and kept in fen), and a refusal
 * says what is wrong and how to mend it in one sentence that names the field.
 */
#include "core/form/field_fold.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/form/rule_functions.h"
#include "core/standards/codes.h"
#include "core/standards/credit_code.h"
#include "core/standards/identity.h"
#include "core/standards/name.h"
#include "core/standards/numbers.h"
#include "core/standards/region.h"

enum {
	TYPED_MOST = 8192, /* bytes taken from the keyboard or a paste */
	MOBILE_DIGITS = 11,
	ID_LENGTH = 18,
	UNIT_NO_LENGTH = 28,
	HASH_DIGITS = 64,
	TEXT_DEFAULT = 200,
	ADDRESS_DEFAULT = 100,
};

const char *fold_label(const struct fold *f)
{
	return i18n_pick(f->field->label, f->field->label_en);
}

enum err fold_refuse(struct fold *f, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	vsnprintf(f->why, WHY_SIZE, format, args);
	va_end(args);
	return ERR_INPUT;
}

enum err fold_give(struct fold *f, const char *value)
{
	buf_adds(f->out, value);
	return f->out->err;
}

enum err fold_refuse_verdict(struct fold *f, const struct verdict *v)
{
	return fold_refuse(f, _("%s: %s"), fold_label(f), _(verdict_worst(v)));
}

/* Too short and too long by how much: what a clerk corrects fastest. */
enum err fold_refuse_length(struct fold *f, size_t has, size_t needs)
{
	if (has < needs)
		return fold_refuse(f, _("%s is short by %zu; it has %zu characters"), fold_label(f),
			needs - has, needs);
	return fold_refuse(
		f, _("%s is too long by %zu; it has %zu characters"), fold_label(f), has - needs, needs);
}

/* Narrow characters for wide ones; control characters and line ends become blanks; blanks run
 * together, or go altogether (where they only group digits). */
static void narrow(const char *typed, bool blanks, struct buf *out)
{
	size_t len = strlen(typed);
	bool gap = false;
	while (len > 0) {
		char bytes[TEXT_UTF8_MAX];
		uint32_t c = text_fold(text_next(&typed, &len));
		if (c <= ' ' || c == 0x7F || c == 0xA0) {
			gap = out->len > 0;
			continue;
		}
		if (gap && blanks)
			buf_addc(out, ' ');
		gap = false;
		if (c != TEXT_BAD)
			buf_add(out, bytes, text_put(c, bytes));
	}
}

/* ---- words ---- */

static enum err fold_text(struct fold *f)
{
	const struct field *field = f->field;
	size_t usual = field->type == FIELD_ADDRESS ? ADDRESS_DEFAULT : TEXT_DEFAULT;
	size_t most = field->max > 0 ? (size_t)field->max : usual;
	size_t least = field->min > 0 ? (size_t)field->min : 1;
	size_t has = text_count(buf_text(&f->folded));
	if (has > most)
		return fold_refuse(f, _("%s is too long by %zu; at most %zu characters"), fold_label(f),
			has - most, most);
	if (has < least)
		return fold_refuse(f, _("%s is too short; at least %zu characters"), fold_label(f), least);
	return fold_give(f, buf_text(&f->folded));
}

static enum err fold_name(struct fold *f)
{
	struct name name = {0};
	name_check(f->typed, strlen(f->typed), &name);
	if (name.verdict.grade == GRADE_BAD)
		return fold_refuse_verdict(f, &name.verdict);
	return fold_give(f, name.normal);
}

/* ---- numbers of people and firms ---- */

static enum err fold_id(struct fold *f)
{
	struct identity id = {0};
	identity_check(f->typed, strlen(f->typed), f->today, &id);
	if (id.verdict.grade != GRADE_BAD)
		return fold_give(f, id.normal);
	size_t has = text_count(id.normal);
	if (verdict_has(&id.verdict, FLAG_E_LENGTH) && has > 0)
		return fold_refuse_length(f, has, ID_LENGTH);
	return fold_refuse_verdict(f, &id.verdict);
}

static enum err fold_credit_code(struct fold *f)
{
	struct credit_code code = {0};
	credit_code_check(f->typed, strlen(f->typed), &code);
	if (code.verdict.grade != GRADE_BAD)
		return fold_give(f, code.normal);
	size_t has = text_count(code.normal);
	if (verdict_has(&code.verdict, FLAG_E_LENGTH) && has > 0)
		return fold_refuse_length(f, has, ID_LENGTH);
	return fold_refuse_verdict(f, &code.verdict);
}

/* A person's number has letters in its last place only. When neither fits, the complaint is
 * about the kind that was meant. */
static enum err fold_id_or_code(struct fold *f)
{
	struct identity id = {0};
	struct credit_code code = {0};
	identity_check(f->typed, strlen(f->typed), f->today, &id);
	if (id.verdict.grade != GRADE_BAD)
		return fold_give(f, id.normal);
	credit_code_check(f->typed, strlen(f->typed), &code);
	if (code.verdict.grade != GRADE_BAD)
		return fold_give(f, code.normal);
	size_t digits = strspn(id.normal, "0123456789");
	return digits >= ID_LENGTH - 1 && id.normal[0] != '9' ? fold_id(f) : fold_credit_code(f);
}

/* ---- telephones and cards ---- */

static enum err fold_mobile(struct fold *f)
{
	struct number number = {0};
	mobile_check(f->typed, strlen(f->typed), &number);
	if (number.verdict.grade != GRADE_BAD)
		return fold_give(f, number.normal);
	size_t has = strlen(number.normal);
	if (has > 0 && has == strspn(number.normal, "0123456789") && has != MOBILE_DIGITS)
		return fold_refuse_length(f, has, MOBILE_DIGITS);
	return fold_refuse_verdict(f, &number.verdict);
}

/* Land lines: area code, hyphen, 7 or 8 digits. */
static bool land_line(const char *text)
{
	size_t area = strspn(text, "0123456789");
	size_t rest = text[area] == '-' ? strspn(text + area + 1, "0123456789") : 0;
	return text[0] == '0' && (area == 3 || area == 4) && (rest == 7 || rest == 8) &&
	       text[area + 1 + rest] == '\0';
}

static enum err fold_phone(struct fold *f)
{
	if (land_line(buf_text(&f->folded)))
		return fold_give(f, buf_text(&f->folded));
	if (text_starts(buf_text(&f->folded), "0") && !text_starts(buf_text(&f->folded), "0086"))
		return fold_refuse(f, _("%s: write a land line as 0571-12345678"), fold_label(f));
	return fold_mobile(f);
}

static enum err fold_card(struct fold *f)
{
	struct number number = {0};
	card_check(f->typed, strlen(f->typed), &number);
	if (number.verdict.grade == GRADE_BAD)
		return fold_refuse_verdict(f, &number.verdict);
	return fold_give(f, number.normal);
}

/* ---- dates and counts ---- */

/* Takes one run of digits; 0 when there is none. */
static int take_number(const char **text)
{
	int value = 0;
	*text += strcspn(*text, "0123456789");
	for (int digits = 0; **text >= '0' && **text <= '9' && digits < 8; digits++, (*text)++)
		value = value * 10 + (**text - '0');
	return value;
}

static enum err fold_date(struct fold *f)
{
	const char *rest = buf_text(&f->folded);
	size_t digits = strspn(rest, "0123456789");
	int year = take_number(&rest), month = 0, day = 0;
	char value[11];
	if (digits == 8) {
		day = year % 100;
		month = year / 100 % 100;
		year /= 10000;
	} else if (digits == 4) {
		month = take_number(&rest);
		day = take_number(&rest);
	}
	if (digits != 8 && (digits != 4 || !day))
		return fold_refuse(f, _("%s has 8 digits, such as 20260316"), fold_label(f));
	if (rest[strcspn(rest, "0123456789")] || year < 1800 || year > 2200 ||
		!day_valid(year, month, day))
		return fold_refuse(f, _("%s: this day does not exist; re-read it"), fold_label(f));
	day_format(day_of(year, month, day), value);
	return fold_give(f, value);
}

static enum err fold_int(struct fold *f)
{
	const struct field *field = f->field;
	bool bounded = field->min || field->max;
	int low = bounded ? field->min : 0, high = bounded ? field->max : 1000000000;
	int64_t number;
	char value[24];
	if (!text_number(buf_text(&f->folded), low, high, &number))
		return fold_refuse(f, _("%s is a whole number from %d to %d"), fold_label(f), low, high);
	text_format(value, sizeof(value), "%" PRId64, number);
	return fold_give(f, value);
}

/* ---- picks ---- */

static enum err fold_choice(struct fold *f)
{
	const struct field *field = f->field;
	const char *typed = buf_text(&f->folded);
	for (size_t i = 0; i < field->n_choices; i++) {
		const struct choice *c = &field->choices[i];
		if (text_equal(c->code, typed) || text_equal(c->label, typed) ||
			(*c->label_en && text_equal(c->label_en, typed)))
			return fold_give(f, c->code);
	}
	return fold_refuse(f, _("%s: choose one of the codes %s to %s"), fold_label(f),
		field->choices[0].code, field->choices[field->n_choices - 1].code);
}

static enum err fold_bool(struct fold *f)
{
	static const char *const yes[] = {"1", "y", "Y", "yes", "是", "有"};
	static const char *const no[] = {"0", "2", "n", "N", "no", "否", "无"};
	const char *typed = buf_text(&f->folded);
	for (size_t i = 0; i < COUNT_OF(yes); i++) {
		if (text_equal(yes[i], typed))
			return fold_give(f, "1");
	}
	for (size_t i = 0; i < COUNT_OF(no); i++) {
		if (text_equal(no[i], typed))
			return fold_give(f, "0");
	}
	return fold_refuse(f, _("%s: press 1 for yes, 2 for no"), fold_label(f));
}

/* A code, the whole name, or a beginning that only one name has. */
static enum err fold_code(struct fold *f)
{
	const char *typed = buf_text(&f->folded);
	const struct code *rows, *only = codes_find_on(f->field->table, typed, f->today);
	if (only)
		return fold_give(f, only->code);
	size_t n = codes_list(f->field->table, &rows), found = 0;
	for (size_t i = 0; i < n; i++) {
		if (!codes_valid(f->field->table, rows[i].code, f->today))
			continue;
		if (text_equal(rows[i].name, typed))
			return fold_give(f, rows[i].code);
		if (text_starts(rows[i].name, typed)) {
			only = &rows[i];
			found++;
		}
	}
	if (found == 1)
		return fold_give(f, only->code);
	if (found > 1)
		return fold_refuse(f, _("%s: several begin like this; F4 lists them"), fold_label(f));
	return fold_refuse(f, _("%s: not in the table; F4 lists what is"), fold_label(f));
}

/* "浙江省杭州市西湖区" or, where only one is called so, "西湖区". */
static const char *region_named(const char *name)
{
	const char *only = NULL;
	struct buf path;
	buf_init(&path, 400);
	for (size_t i = 0; i < region_count(); i++) {
		const char *code = region_code_at(i);
		struct region region;
		region_find(code, &region);
		buf_clear(&path);
		region_path(code, &path);
		if (text_equal(buf_text(&path), name)) {
			only = code;
			break;
		}
		if (text_equal(region.name, name)) {
			if (only) {
				only = NULL;
				break;
			}
			only = code;
		}
	}
	buf_release(&path);
	return only;
}

static enum err fold_region(struct fold *f)
{
	const char *typed = buf_text(&f->folded), *named;
	size_t digits = strspn(typed, "0123456789");
	char code[7] = "000000";
	struct region region;
	if (digits == 0) {
		named = region_named(typed);
		return named ? fold_give(f, named)
			     : fold_refuse(f, _("%s: no single region has this name; F4 lists them"),
				       fold_label(f));
	}
	if (typed[digits] || (digits != 2 && digits != 4 && digits != 6))
		return fold_refuse(f, _("%s has 2, 4 or 6 digits, such as 330106"), fold_label(f));
	memcpy(code, typed, digits);
	region_find(code, &region);
	if (region.status == REGION_NONE)
		return fold_refuse(f, _("%s: no region has this code; F4 lists them"), fold_label(f));
	return fold_give(f, code);
}

/* ---- numbers of things ---- */

/* GB/T of real estate units: 6 digits, 6 letters or digits, 2 letters, 14 letters or digits. */
static bool unit_no_fits(const char *c)
{
	for (size_t i = 0; i < UNIT_NO_LENGTH; i++) {
		bool digit = c[i] >= '0' && c[i] <= '9', letter = c[i] >= 'A' && c[i] <= 'Z';
		if (i < 6 ? !digit : i == 12 || i == 13 ? !letter : !digit && !letter)
			return false;
	}
	return true;
}

static enum err fold_unit_no(struct fold *f)
{
	char value[UNIT_NO_LENGTH + 1];
	const char *typed = buf_text(&f->folded);
	if (strlen(typed) != UNIT_NO_LENGTH)
		return fold_refuse_length(f, text_count(typed), UNIT_NO_LENGTH);
	for (size_t i = 0; i <= UNIT_NO_LENGTH; i++)
		value[i] = typed[i] >= 'a' && typed[i] <= 'z' ? (char)(typed[i] - 32) : typed[i];
	if (!unit_no_fits(value))
		return fold_refuse(f,
			_("%s: 12 places, 2 letters, 14 places; compare it with the title"),
			fold_label(f));
	return fold_give(f, value);
}

static enum err fold_hash(struct fold *f)
{
	const char *typed = buf_text(&f->folded);
	if (strlen(typed) != HASH_DIGITS || strspn(typed, "0123456789abcdef") != HASH_DIGITS)
		return fold_refuse(f, _("%s is captured at the window, not typed"), fold_label(f));
	return fold_give(f, typed);
}

static const struct {
	enum err (*fold)(struct fold *f);
	bool blanks;	  /* belong to the value */
	const char *drop; /* characters that only decorate it */
} folds[FIELD_TYPE_COUNT] = {
	[FIELD_TEXT] = {fold_text, true, ""},
	[FIELD_NAME] = {fold_name, true, ""},
	[FIELD_ID] = {fold_id, false, ""},
	[FIELD_CREDIT_CODE] = {fold_credit_code, false, ""},
	[FIELD_ID_OR_CODE] = {fold_id_or_code, false, ""},
	[FIELD_MOBILE] = {fold_mobile, false, ""},
	[FIELD_PHONE] = {fold_phone, false, ""},
	[FIELD_DATE] = {fold_date, false, ""},
	[FIELD_CHOICE] = {fold_choice, true, ""},
	[FIELD_CODE] = {fold_code, true, ""},
	[FIELD_REGION] = {fold_region, false, ""},
	[FIELD_BOOL] = {fold_bool, false, ""},
	[FIELD_INT] = {fold_int, false, ""},
	[FIELD_MONEY] = {fold_money, false, "￥¥元"},
	[FIELD_ADDRESS] = {fold_text, true, ""},
	[FIELD_UNIT_NO] = {fold_unit_no, false, ""},
	[FIELD_HASH] = {fold_hash, false, ""},
	[FIELD_CARD] = {fold_card, false, ""},
	[FIELD_MONEY_WAN] = {fold_money_wan, false, "￥¥万元"},
	[FIELD_PLATE] = {fold_plate, false, ""},
	[FIELD_VIN] = {fold_vin, false, ""},
	[FIELD_PROJECT] = {fold_project, false, ""},
	[FIELD_POSTCODE] = {fold_postcode, false, ""},
	[FIELD_TIME] = {fold_time, true, ""},
	[FIELD_MONTH] = {fold_month, true, ""},
	[FIELD_SHARE] = {fold_share, false, "%"},
	[FIELD_DECLARATION] = {fold_bool, false, ""},
	[FIELD_ROWS] = {fold_int, false, ""},
};

static void drop(const char *set, const char *typed, struct buf *out)
{
	size_t len = strlen(typed);
	while (len > 0) {
		const char *start = typed;
		char one[TEXT_UTF8_MAX + 1] = "";
		text_next(&typed, &len);
		memcpy(one, start, (size_t)(typed - start));
		if (!strstr(set, one))
			buf_adds(out, one);
	}
}

enum err field_fold(
	const struct field *f, const char *typed, day_t today, struct buf *out, char why[WHY_SIZE])
{
	struct buf plain;
	struct fold fold = {.field = f, .typed = typed, .today = today, .out = out, .why = why};
	enum err err;
	buf_init(&plain, TYPED_MOST);
	buf_init(&fold.folded, TYPED_MOST);
	drop(folds[f->type].drop, typed, &plain);
	narrow(buf_text(&plain), folds[f->type].blanks, &fold.folded);
	if (plain.err || fold.folded.err)
		err = fold_refuse(&fold, _("%s is longer than can be kept; shorten it"), fold_label(&fold));
	else if (!fold.folded.len)
		err = fold_refuse(&fold, _("%s: nothing was entered"), fold_label(&fold));
	else
		err = folds[f->type].fold(&fold);
	buf_release(&plain);
	buf_release(&fold.folded);
	return err;
}

bool field_accepts(const struct field *f, const char *value, day_t today)
{
	struct buf out;
	char why[WHY_SIZE];
	int64_t number;
	if (f->type == FIELD_MONEY || f->type == FIELD_MONEY_WAN)
		return text_number(value, 0, INT64_MAX, &number);
	if (f->type == FIELD_SHARE)
		return text_number(value, 0, SHARE_WHOLE, &number);
	if (f->type == FIELD_CODE)
		return codes_valid(f->table, value, today);
	if (f->type == FIELD_BOOL || f->type == FIELD_DECLARATION)
		return text_equal(value, "1") || text_equal(value, "0");
	buf_init(&out, TYPED_MOST);
	bool fits =
		field_fold(f, value, today, &out, why) == OK && text_equal(buf_text(&out), value);
	buf_release(&out);
	return fits;
}
