/* SPDX-License-Identifier: MIT
 *
 * What must hold: nothing in a probe is anybody's.
 */
#include "core/exchange/probe.h"

#include <string.h>

#include "core/base/text.h"
#include "core/exchange/wire.h"

bool probe_nobody(const char *number)
{
	return text_equal(number, PROBE_CITIZEN) || text_equal(number, PROBE_FIRM);
}

static bool stands_for(const struct resource *r, const char *origin, const char *department)
{
	return resource_asked(r) && r->safe && text_equal(r->origin->name, origin) &&
	       text_equal(r->department ? r->department : "", department);
}

const struct resource *probe_pick(const struct catalog *c, const char *origin, const char *department)
{
	const struct resource *best = NULL;

	for (size_t i = 0; i < c->n_resources; i++) {
		const struct resource *r = &c->resources[i];

		if (!stands_for(r, origin, department))
			continue;
		if (!best || (best->sharing != SHARING_UNCONDITIONAL &&
				     r->sharing == SHARING_UNCONDITIONAL))
			best = r;
	}
	return best;
}

static const char *or_probe(const char *text)
{
	return given(text) ? text : "probe";
}

/* An argument that is neither the holder's number nor name gets a word nothing is called by. */
static void fill(const struct resource *r, struct record *out)
{
	for (size_t i = 0; i < r->n_arguments; i++) {
		const char *name = r->arguments[i].value;

		if (*name++ != ':' || text_equal(name, "holder_id") || text_equal(name, "holder_name") ||
			record_get(out, name))
			continue;
		record_add(out, name, strstr(name, "uscc") ? PROBE_FIRM : "probe");
	}
}

void probe_make(const struct resource *r, const struct basis *who, struct probe *out)
{
	*out = (struct probe){
		.request = {
			.resource = r,
			.probe = true,
			.insist = true,
			.basis = {
				.operator_id = or_probe(who->operator_id),
				.window = or_probe(who->window),
				.unit = or_probe(who->unit),
				.item_code = or_probe(who->item_code),
				.case_number = or_probe(who->case_number),
				.ground = "check of the line, nobody's data",
				.holder_id = PROBE_CITIZEN,
				.holder_name = "probe",
			},
		},
	};
	fill(r, &out->values);
	out->request.values = &out->values;
}

void probe_release(struct probe *p)
{
	record_release(&p->values);
	*p = (struct probe){.request = {.resource = NULL}};
}
