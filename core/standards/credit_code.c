/* SPDX-License-Identifier: MIT
 *
 * Two checks with two alphabets: the outer one counts letters without I O S V Z, the inner one
 * (the organisation code) counts all of A-Z, so that J is 18 in one and 19 in the other.
 */
#include "core/standards/credit_code.h"

#include <string.h>

#include "core/base/text.h"
#include "core/standards/codes.h"
#include "core/standards/identity.h"
#include "core/standards/region.h"
#include "core/standards/text_class.h"

enum { USCC = 18, ORG = 9, REGNO = 15, ORG_AT = 8, REGION_AT = 2, REGION_LEN = 6 };

static const char outer_alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
static const char inner_alphabet[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/* Place of c in the alphabet, or -1; c may be the NUL at the end. */
static int value_of(const char *alphabet, char c)
{
	const char *at = c ? strchr(alphabet, c) : NULL;

	return at ? (int)(at - alphabet) : -1;
}

static bool all_of(const char *alphabet, const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (value_of(alphabet, text[i]) < 0)
			return false;
	}
	return true;
}

/* Weights are the powers of 3 modulo 31. A sum that 31 divides gives 0: hence the second modulo. */
static char outer_check(const char *code)
{
	int sum = 0, weight = 1;

	for (size_t i = 0; i < USCC - 1; i++) {
		sum += value_of(outer_alphabet, code[i]) * weight;
		weight = weight * 3 % 31;
	}
	return outer_alphabet[(31 - sum % 31) % 31];
}

static char inner_check(const char *org)
{
	static const int weights[ORG - 1] = {3, 7, 9, 10, 5, 8, 4, 2};
	int sum = 0;

	for (size_t i = 0; i < ORG - 1; i++)
		sum += value_of(inner_alphabet, org[i]) * weights[i];
	return "0123456789X0"[11 - sum % 11];
}

/* ISO 7064 MOD 11,10 */
static char register_check(const char *number)
{
	int p = 10;

	for (size_t i = 0; i < REGNO - 1; i++) {
		p = (p + (number[i] - '0')) % 10;
		p = (p ? p : 10) * 2 % 11;
	}
	return (char)('0' + (11 - p) % 10);
}

bool credit_code_matches(const char *code)
{
	return all_of(outer_alphabet, code, USCC) && outer_check(code) == code[USCC - 1] &&
	       inner_check(code + ORG_AT) == code[ORG_AT + ORG - 1];
}

static void flag_region(struct credit_code *c)
{
	struct region r;

	if (strcmp(c->region, "100000") == 0) /* registered with the state itself */
		return;
	region_find(c->region, &r);
	if (r.status == REGION_NONE)
		verdict_add(&c->verdict, FLAG_W_REGION_UNKNOWN);
	if (r.status == REGION_OLD)
		verdict_add(&c->verdict, FLAG_W_REGION_OLD);
}

static void check_uscc(struct credit_code *c)
{
	const char *n = c->normal;

	c->kind = "USCC";
	if (!all_of(outer_alphabet, n, USCC) || digit_run(n + REGION_AT, REGION_LEN) < REGION_LEN) {
		verdict_add(&c->verdict, FLAG_E_CHAR);
		return;
	}
	text_copyn(c->prefix, sizeof(c->prefix), n, REGION_AT);
	text_copyn(c->region, sizeof(c->region), n + REGION_AT, REGION_LEN);
	text_copyn(c->org, sizeof(c->org), n + ORG_AT, ORG);
	if (outer_check(n) != n[USCC - 1])
		verdict_add(&c->verdict, FLAG_E_CHECK);
	if (inner_check(c->org) != c->org[ORG - 1])
		verdict_add(&c->verdict, FLAG_E_ORGCHECK);
	if (!codes_name("uscc_prefix", c->prefix))
		verdict_add(&c->verdict, FLAG_W_PREFIX);
	flag_region(c);
}

static void check_org(struct credit_code *c)
{
	const char *n = c->normal, last = n[ORG - 1];

	c->kind = "ORG";
	if (!all_of(inner_alphabet, n, ORG - 1) || n[ORG] != '\0' ||
		!(is_digit(last) || last == 'X'))
		verdict_add(&c->verdict, FLAG_E_CHAR);
	else if (inner_check(n) != last)
		verdict_add(&c->verdict, FLAG_E_CHECK);
}

static void check_regno(struct credit_code *c)
{
	c->kind = "REGNO";
	if (digit_run(c->normal, REGNO) < REGNO)
		verdict_add(&c->verdict, FLAG_E_CHAR);
	else if (register_check(c->normal) != c->normal[REGNO - 1])
		verdict_add(&c->verdict, FLAG_E_CHECK);
}

void credit_code_check(const char *text, size_t len, struct credit_code *out)
{
	static const struct {
		size_t length;
		void (*check)(struct credit_code *);
	} kinds[] = {{USCC, check_uscc}, {ORG, check_org}, {REGNO, check_regno}};
	size_t n;

	*out = (struct credit_code){.kind = ""};
	n = identifier_copy(text, len, out->normal, sizeof(out->normal));
	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		if (n == kinds[i].length) {
			kinds[i].check(out);
			return;
		}
	}
	verdict_add(&out->verdict, n ? FLAG_E_LENGTH : FLAG_E_EMPTY);
}
