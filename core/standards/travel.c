/* SPDX-License-Identifier: MIT
 *
 * Travel documents have no check digit; only their form can be looked at.
 */
#include "core/standards/identity.h"
#include "core/standards/pattern.h"

/* clang-format off */
static const char *const passport[] = {
	"E########", "E$#######",                             /* ordinary, electronic */
	"G########", "14#######", "15#######",                /* ordinary, older */
	">#######",  ">########",  ">E#######", ">E########", /* diplomatic, service, public affairs */
	"K#######",  "K########",  "K&#######", "K&########", /* Hong Kong */
	"M&#######",                                          /* Macao */
};
/* clang-format on */
/* number, or number and how often it was renewed; A: residents who are not Chinese, since 2024 */
static const char *const hong_kong_macao[] = {"<########", "<##########", "<A#######"};
static const char *const taiwan[] = {"########", "##########"};

static const struct {
	const char *const *patterns;
	size_t count;
} kinds[] = {
	[TRAVEL_PASSPORT] = {passport, COUNT_OF(passport)},
	[TRAVEL_HM] = {hong_kong_macao, COUNT_OF(hong_kong_macao)},
	[TRAVEL_TW] = {taiwan, COUNT_OF(taiwan)},
};

void travel_check(enum travel kind, const char *text, size_t len, struct verdict *v,
	char normal[IDENTITY_SIZE])
{
	size_t n = identifier_copy(text, len, normal, IDENTITY_SIZE);

	*v = (struct verdict){0};
	pattern_check(kinds[kind].patterns, kinds[kind].count, normal, n, v);
}
