/* SPDX-License-Identifier: MIT
 *
 * An entry as a row of the store: everything but the root, which stands in its own file. Times are
 * of one boot; after another one only the count of generations is taken over.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/base/record.h"
#include "core/base/text.h"
#include "core/exchange/vault_inside.h"

static const struct {
	const char *name;
	size_t offset;
} times[] = {
	{"early", offsetof(struct entry, early_ms)},
	{"end", offsetof(struct entry, end_ms)},
	{"refresh_end", offsetof(struct entry, refresh_end_ms)},
	{"renewed.1", offsetof(struct entry, renewed_ms)},
	{"renewed.2", offsetof(struct entry, renewed_ms) + sizeof(int64_t)},
	{"renewed.3", offsetof(struct entry, renewed_ms) + 2 * sizeof(int64_t)},
	{"hold", offsetof(struct entry, hold_ms)},
};

static int64_t *time_at(struct entry *e, size_t i)
{
	return (int64_t *)(void *)((char *)e + times[i].offset);
}

static void encode(struct entry *e, struct buf *out)
{
	struct record r = {0};

	record_add(&r, "boot", clock_boot_id());
	record_addi(&r, "generation", e->c.generation);
	record_add(&r, "secret", e->c.secret);
	record_add(&r, "refresh", e->c.refresh);
	record_addi(&r, "stale", e->stale);
	record_addi(&r, "failed", e->failed);
	record_add(&r, "refused", e->refused);
	for (size_t i = 0; i < COUNT_OF(times); i++)
		record_addi(&r, times[i].name, *time_at(e, i));
	record_encode(&r, out);
	record_release(&r);
}

static void copy(char *to, size_t size, const struct record *r, const char *name)
{
	const char *text = record_get(r, name);

	text_copy(to, size, text ? text : "");
}

static void take_times(struct entry *e, const struct record *r)
{
	for (size_t i = 0; i < COUNT_OF(times); i++)
		*time_at(e, i) = record_int(r, times[i].name, 0);
	copy(e->c.secret, sizeof(e->c.secret), r, "secret");
	copy(e->c.refresh, sizeof(e->c.refresh), r, "refresh");
	e->failed = (int)record_int(r, "failed", 0);
	e->stale = record_int(r, "stale", 0) != 0;
}

static void decode(struct entry *e, const struct record *r)
{
	bool known_stale = e->stale && text_equal(record_get(r, "secret"), e->c.secret);

	e->c.generation = record_int(r, "generation", 0);
	copy(e->refused, sizeof(e->refused), r, "refused");
	if (text_equal(record_get(r, "boot"), clock_boot_id()))
		take_times(e, r);
	e->stale |= known_stale;
}

void shared_adopt(struct vault *v, struct entry *e)
{
	struct record r = {0};
	int64_t version = e->version;
	struct buf text;
	enum err err;

	if (!v->store || e->unwritten)
		return;
	buf_init(&text, SAFE_TEXT);
	err = safe_read(v->store, e->name, &version, &text);
	if (err == OK && version != e->version) {
		err = record_decode(buf_text(&text), text.len, &r);
		if (err == OK)
			decode(e, &r);
		record_release(&r);
	}
	if (err == OK || err == ERR_TAMPER)
		e->version = version;
	else if (err != ERR_NOTFOUND)
		log_line("exchange", "shared secrets: %s", err_name(err));
	buf_release(&text);
}

enum err shared_lease(struct vault *v, struct entry *e)
{
	enum err err;

	if (!v->store)
		return OK;
	err = safe_lease(v->store, e->name, e->version, (int64_t)VAULT_LEASE_MS * v->num / v->den);
	if (err == ERR_CONFLICT)
		shared_adopt(v, e);
	return err;
}

void shared_write(struct vault *v, struct entry *e)
{
	struct buf text;
	enum err err;

	e->unwritten = false;
	if (!v->store)
		return;
	buf_init(&text, SAFE_TEXT);
	encode(e, &text);
	err = text.err ? text.err :
			 safe_write(v->store, e->name, text.data, text.len, &e->version);
	e->unwritten = err == ERR_BUSY;
	if (err == ERR_CONFLICT) /* it took too long, and another process renewed meanwhile */
		shared_adopt(v, e);
	if (err && err != ERR_BUSY)
		log_line("exchange", "shared secrets not written: %s", err_name(err));
	buf_release(&text);
}
