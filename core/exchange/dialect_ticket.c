/* SPDX-License-Identifier: MIT
 *
 * Ticket validation of the citizens' sign-on (exchange.md section 2): a form signed by
 * MD5(servicecode + servicepwd + local time). A ticket is good for one use, so its question is
 * never sent again by itself: a broken line means a new login.
 *
 *   [resource ...]  path = "/sso/servlet/simpleauth"  type = any  item.token = "$.token"
 *   arg.method = ticketValidation   arg.st = ":ticket"
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/exchange/fault.h"
#include "core/exchange/json.h"
#include "core/exchange/recipe.h"
#include "core/exchange/wire.h"

static enum err build(const struct ask_request *r, const struct credential *c,
	const struct stamp *at, struct wire *out)
{
	const struct gateway *o = r->resource->origin;
	struct civil t = clock_civil(at->now_ms);
	char time[24], signature[SIGNATURE_SIZE];

	text_format(time, sizeof(time), "%04d%02d%02d%02d%02d%02d", t.year, t.month, t.day, t.hour,
		t.minute, t.second);
	recipe_sign(RECIPE_TICKET,
		&(struct recipe_parts){.key = o->key, .secret = c->secret, .time = time}, signature);
	out->once = true;
	wire_begin(out, r);
	wire_arguments(out, r, at,
		(struct wire_extra[]){{"servicecode", o->key}, {"time", time}, {"sign", signature},
			{"datatype", "json"}},
		4);
	return wire_end(out);
}

static void read_answer(const struct ask_request *r, const struct answer_in *in,
	struct answer_out *out)
{
	const char *result = json_text(json_find(in->json, "$.result"));

	(void)r;
	text_format(out->code, sizeof(out->code), "%d", in->status);
	out->outcome = outcome_of_status(in->status);
	if (out->outcome != OUTCOME_FOUND)
		return;
	if (!result) {
		answer_fault(out, FAULT_ENVELOPE);
		return;
	}
	text_copy(out->code, sizeof(out->code), result);
	answer_copy(out->text, sizeof(out->text), json_find(in->json, "$.errmsg"));
	out->payload = in->json;
	if (strcmp(result, "0") != 0)
		answer_fault(out, FAULT_TICKET);
}

const struct dialect dialect_ticket = {
	.name = "ticket",
	.title = N_("Sign-on ticket"),
	.carries = 1U << CARRY_FORM,
	.bases = 1U << BASIS_NONE,
	.carry = CARRY_FORM,
	.basis = BASIS_NONE,
	.signs = true,
	.unsure = FAULT_TICKET_UNSURE,
	.build = build,
	.read = read_answer,
};
