/* SPDX-License-Identifier: MIT
 *
 * What must hold: no byte leaves and no breaker closes without its event.
 */
#include "core/casework/oversight/line.h"

#include <string.h>

#include "core/base/text.h"
#include "core/exchange/probe.h"
#include "core/store/operator.h"

enum { WAIT_MS = 400 };

static enum err write(struct store *s, const char *kind, struct record *body)
{
	struct entry entry = {.kind = kind, .body = body};
	enum err e = body->err;

	if (!e)
		e = journal_append_wait(s, &entry, 1, NULL, NULL, WAIT_MS);
	record_release(body);
	return e;
}

static enum err record_probe(struct store *s, const struct resource *r, const struct ask *ask)
{
	struct record body = {0};

	record_add(&body, "resource", r->id);
	record_add(&body, "department", r->department);
	record_add(&body, "trace", ask_trace(ask));
	return write(s, "PROBE", &body);
}

enum err line_probe(struct store *s, struct driver *d, const struct resource *r, const struct basis *who,
	ask_done done, void *ctx, struct ask **out, char why[ASK_TEXT])
{
	struct probe p;

	if (!operator_current(s))
		return ERR_LOCKED;
	probe_make(r, who, &p);
	enum err e = ask_send(d, &p.request, done, ctx, out, why);
	probe_release(&p);
	if (e)
		return e;
	e = record_probe(s, r, *out);
	if (e)
		ask_cancel(d, *out);
	return e;
}

enum err line_reset(struct store *s, struct driver *d, const char *department, const char *reason)
{
	const struct operator_info *me = operator_current(s);
	struct record body = {0};

	if (!me)
		return ERR_LOCKED;
	if (!role_may(me->role, RIGHT_WATCH))
		return ERR_DENIED;
	if (!reason || !*reason)
		return ERR_INCOMPLETE;
	record_add(&body, "department", department);
	record_add(&body, "reason", reason);
	enum err e = write(s, "RESET", &body);
	if (!e)
		driver_reset(d, department);
	return e;
}
