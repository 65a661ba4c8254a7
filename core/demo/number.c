/* SPDX-License-Identifier: MIT
 *
 * Every alphabet and weight stands once, as its standard prints it.
 */
#include "core/demo/number.h"

#include <string.h>

#include "core/base/text.h"
#include "core/standards/identity.h"

static const char credit_alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
static const char licence_alphabet[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

static int place_in(const char *alphabet, char c)
{
	const char *at = strchr(alphabet, c);

	if (!at || !c)
		BUG("a character outside the alphabet of its number");
	return (int)(at - alphabet);
}

void number_citizen(const char *region, day_t birth, int sequence, char out[CITIZEN_SIZE])
{
	int year, month, day;

	day_split(birth, &year, &month, &day);
	if (!text_format(
		    out, CITIZEN_SIZE, "%.6s%04d%02d%02d%03d", region, year, month, day, sequence))
		BUG("a citizen number does not fit");
	out[17] = identity_check_char(out);
	out[18] = '\0';
}

/* GB 11714 counts letters as A = 10 .. Z = 35, GB 32100 skips I O S V Z: two value tables. */
static char organisation_check(const char *body)
{
	static const int weight[] = {3, 7, 9, 10, 5, 8, 4, 2};
	int sum = 0;

	for (size_t i = 0; i < COUNT_OF(weight); i++)
		sum += weight[i] * place_in(licence_alphabet, body[i]);
	/* 11 minus the rest; 10 is written X, 11 is written 0 */
	return "0X987654321"[sum % 11];
}

void number_credit(const char *prefix, const char *region, const char *body, char out[CREDIT_SIZE])
{
	int sum = 0, weight = 1;

	if (!text_format(out, CREDIT_SIZE, "%.2s%.6s%.8s%c", prefix, region, body,
		    organisation_check(body)))
		BUG("a credit code does not fit");
	for (size_t i = 0; i < 17; i++) {
		sum += weight * place_in(credit_alphabet, out[i]);
		weight = weight * 3 % 31;
	}
	out[17] = credit_alphabet[(31 - sum % 31) % 31];
	out[18] = '\0';
}

/* ISO 7064 MOD 37,36, over one part after the other: root and dots do not count. */
static int hybrid(int p, const char *part)
{
	for (; *part; part++) {
		int s = (p + place_in(licence_alphabet, *part)) % 36;

		p = (s ? s : 36) * 2 % 37;
	}
	return p;
}

void number_licence(const char *definer, int type, const char *issuer, const char *serial,
	char out[LICENCE_SIZE])
{
	char kind[4];
	int p = 36;

	text_format(kind, sizeof(kind), "%03d", type);
	p = hybrid(p, definer);
	p = hybrid(p, kind);
	p = hybrid(p, issuer);
	p = hybrid(p, serial);
	p = hybrid(p, "001");
	if (!text_format(out, LICENCE_SIZE, "1.2.156.3005.2.%s%s.%s.%s.001.%c", definer, kind,
		    issuer, serial, licence_alphabet[(37 - p) % 36]))
		BUG("a licence identifier does not fit");
}

void number_card(const char *digits, char out[CARD_SIZE])
{
	size_t len = strlen(digits);
	int sum = 0;

	for (size_t i = 0; i < len; i++) {
		int d = digits[len - 1 - i] - '0';

		if (i % 2 == 0)
			d = d * 2 > 9 ? d * 2 - 9 : d * 2;
		sum += d;
	}
	if (!text_format(out, CARD_SIZE, "%s%d", digits, (10 - sum % 10) % 10))
		BUG("a card number does not fit");
}

static int vin_value(char c)
{
	static const char letters[] = "ABCDEFGH..JKLMN.P.R";

	/* ISO 3779: A..H = 1..8, J..R = 1..9 without O and Q, S..Z = 2..9. */
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'S')
		return c - 'S' + 2;
	return place_in(letters, c) % 10 + 1;
}

void number_vin(const char *front, const char *back, char out[VIN_SIZE])
{
	static const int weight[] = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
	int sum = 0;

	if (!text_format(out, VIN_SIZE, "%.8s0%.8s", front, back))
		BUG("a vehicle number does not fit");
	for (size_t i = 0; i < COUNT_OF(weight); i++)
		sum += weight[i] * vin_value(out[i]);
	out[8] = "0123456789X"[sum % 11];
}
