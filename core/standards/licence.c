/* SPDX-License-Identifier: MIT
 *
 * E-licence identifier, GB/T 36904-2018: root.type.issuer.serial.version.check. It is compared
 * as bytes, so nothing is folded or dropped here.
 */
#include <string.h>

#include "core/base/text.h"
#include "core/standards/credit_code.h"
#include "core/standards/numbers.h"
#include "core/standards/text_class.h"

#define ROOT "1.2.156.3005.2"

enum { TYPE, ISSUER, SERIAL, VERSION, CHECK, PARTS };
enum { TYPE_LEN = 21, USCC_LEN = 18, VERSION_LEN = 3 };

struct part {
	const char *text;
	size_t len;
};

/* Splits what follows the root; false unless there are five parts and none is empty. */
static bool split(const char *text, size_t len, struct part parts[PARTS])
{
	const char *end = text + len;

	for (size_t i = 0; i < PARTS; i++) {
		const char *dot = memchr(text, '.', (size_t)(end - text));
		const char *stop = dot ? dot : end;

		if (stop == text || (dot == NULL) != (i == CHECK))
			return false;
		parts[i] = (struct part){text, (size_t)(stop - text)};
		text = stop + 1;
	}
	return true;
}

static int value_of(char c)
{
	if (is_digit(c))
		return c - '0';
	return c >= 'A' && c <= 'Z' ? c - 'A' + 10 : -1;
}

static bool characters_good(const struct part parts[PARTS])
{
	for (size_t i = 0; i < PARTS; i++) {
		for (size_t k = 0; k < parts[i].len; k++) {
			if (value_of(parts[i].text[k]) < 0)
				return false;
		}
	}
	return true;
}

/* ISO 7064 MOD 37,36 over the parts before the check, without root and dots. */
static bool check_good(const struct part parts[PARTS])
{
	int p = 36;

	for (size_t i = 0; i < CHECK; i++) {
		for (size_t k = 0; k < parts[i].len; k++) {
			p = (p + value_of(parts[i].text[k])) % 36;
			p = (p ? p : 36) * 2 % 37;
		}
	}
	return parts[CHECK].len == 1 && value_of(parts[CHECK].text[0]) == (37 - p) % 36;
}

static void check_parts(const struct part parts[PARTS], struct verdict *v)
{
	const struct part *type = &parts[TYPE], *version = &parts[VERSION];

	if (type->len != TYPE_LEN || digit_run(type->text + USCC_LEN, TYPE_LEN - USCC_LEN) < 3)
		verdict_add(v, FLAG_E_TYPE);
	else if (!credit_code_matches(type->text))
		verdict_add(v, FLAG_W_TYPE_USCC);
	if (parts[ISSUER].len != USCC_LEN || !credit_code_matches(parts[ISSUER].text))
		verdict_add(v, FLAG_W_ISSUER);
	if (version->len != VERSION_LEN || digit_run(version->text, VERSION_LEN) < VERSION_LEN)
		verdict_add(v, FLAG_E_VERSION);
	if (!check_good(parts))
		verdict_add(v, FLAG_E_CHECK);
}

void licence_check(const char *text, size_t len, struct number *out)
{
	size_t root = strlen(ROOT);
	struct part parts[PARTS];

	out->verdict = (struct verdict){0};
	text_copyn(out->normal, sizeof(out->normal), text, len);
	if (len == 0) {
		verdict_add(&out->verdict, FLAG_E_EMPTY);
		return;
	}
	if (len < root || memcmp(text, ROOT, root) != 0 || (len > root && text[root] != '.')) {
		verdict_add(&out->verdict, FLAG_E_ROOT);
		return;
	}
	if (len == root || !split(text + root + 1, len - root - 1, parts))
		verdict_add(&out->verdict, FLAG_E_FIELDS);
	else if (!characters_good(parts))
		verdict_add(&out->verdict, FLAG_E_CHAR);
	else
		check_parts(parts, &out->verdict);
}
