/* SPDX-License-Identifier: MIT
 *
 * What must hold: a package is shown and taken in only when every byte of it is what was sealed.
 */
#include "core/casework/desk/inwards_inside.h"

#include <string.h>

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/exchange/sign.h"
#include "core/form/fingerprint.h"
#include "core/store/operator.h"

#define PART_RESOURCE "YDTB-GET"

static enum err write_look(struct inwards *x, const struct inward_case *c)
{
	struct record body = {0};
	struct entry entry = {.kind = "INWARD", .body = &body};

	inward_put(&body, c, INWARD_LOOKED);
	enum err e = body.err ? body.err : journal_append(x->parts.store, &entry, 1, NULL, NULL);
	record_release(&body);
	return e;
}

enum err inwards_open(struct inwards *x, const struct uid *op)
{
	const struct operator_info *me = operator_current(x->parts.store);
	const struct inward_case *c = inwards_find(x, op);

	if (!me || !c)
		return me ? ERR_NOTFOUND : ERR_LOCKED;
	if (!role_may(me->role, RIGHT_PERSON))
		return ERR_DENIED;
	enum err e = write_look(x, c);
	if (e || (uid_equal(&x->opened, op) && !x->package_err))
		return e;
	inwards_drop_package(x);
	x->opened = *op;
	x->part_ms = 0;
	return OK;
}

bool inwards_package(const struct inwards *x, const struct uid *op, size_t *have, enum err *e,
	const char **text, const struct buf **bytes)
{
	bool own = uid_equal(&x->opened, op);

	*have = own ? x->package.len : 0;
	*e = own ? x->package_err : OK;
	if (!own || *e || !x->text.len)
		return false;
	*text = buf_text(&x->text);
	*bytes = &x->package;
	return true;
}

/* Every byte is what the seal, and the hashes under it, say. */
static enum err check_package(struct inwards *x, const struct inward_case *c)
{
	char seal[HASH_HEX];
	uint8_t hash[HASH_SIZE];
	struct package p;

	buf_add(&x->text, x->package.data, c->head);
	package_seal(buf_text(&x->text), seal);
	enum err e = x->text.err ? x->text.err : OK;
	if (!e && (!text_equal(seal, c->seal) || package_open(buf_text(&x->text), &p) || p.whole != c->whole))
		e = ERR_TAMPER;
	for (size_t i = 0; !e && i < p.n_files; i++) {
		fingerprint(x->package.data + p.files[i].at, p.files[i].len, hash);
		if (memcmp(hash, p.files[i].hash, HASH_SIZE) != 0)
			e = ERR_TAMPER;
	}
	if (e)
		buf_clear(&x->text);
	return e;
}

static enum err add_part(struct inwards *x, const struct record *row)
{
	uint8_t bytes[PACKAGE_PART];
	int64_t at;
	size_t n;

	if (!text_number(inwards_cell(row, "at"), 0, PACKAGE_WHOLE, &at) || (size_t)at != x->package.len)
		return ERR_CONFLICT; /* an answer to another question */
	if (sign_unbase64(inwards_cell(row, "bytes"), bytes, sizeof bytes, &n) || n == 0)
		return ERR_TAMPER;
	buf_add(&x->package, bytes, n);
	mem_wipe(bytes, sizeof bytes);
	return x->package.err;
}

void inwards_take_part(struct inwards *x, const struct reply *r)
{
	const struct inward_case *c = inwards_at(x, &x->asked);
	char op[UID_HEX];

	uid_hex(&x->asked, op);
	if (!c || !uid_equal(&x->opened, &x->asked))
		return;
	x->changed = true;
	x->part_ms = clock_mono_ms();
	bool came = r->outcome == OUTCOME_FOUND && r->n_rows == 1 && text_equal(inwards_cell(&r->rows[0], "op"), op);
	enum err e = came ? add_part(x, &r->rows[0]) : ERR_NET;
	if (e == ERR_TAMPER || x->package.len > c->whole)
		x->package_err = ERR_TAMPER;
	else if (e)
		x->part_ms += INWARD_LOOK_MS; /* the rest is asked for again */
	else if (x->package.len == c->whole)
		x->package_err = check_package(x, c);
}

void inwards_ask_part(struct inwards *x)
{
	const struct inward_case *c = inwards_at(x, &x->opened);
	struct record values = {0};
	struct basis b = {0};
	char op[UID_HEX];

	x->part_ms = clock_mono_ms() + INWARD_LOOK_MS;
	if (!c || !*c->seal)
		return;
	uid_hex(&x->opened, op);
	record_add(&values, "op", op);
	record_add(&values, "region", x->parts.region);
	record_addi(&values, "from", (int64_t)x->package.len);
	x->asked = x->opened;
	enum err e = inwards_send(x, PART_RESOURCE, &b, &values, FLIGHT_PART);
	if (e)
		log_line("inward", "a package could not be asked for: %s", err_name(e));
	record_release(&values);
}

bool inwards_fetching(const struct inwards *x)
{
	return !uid_none(&x->opened) && !x->package_err && !x->text.len && clock_mono_ms() >= x->part_ms;
}
