/* SPDX-License-Identifier: MIT
 *
 * What must hold: nothing counts that one person alone wanted; of two acts that settle the same
 * proposal the first to arrive does, the other does nothing.
 */
#include "core/casework/accord.h"

#include <stdlib.h>
#include <string.h>

#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/form/fingerprint.h"

enum { WAIT_MS = 2000, WORD_BYTES = 8 }; /* a screen waits less: store_patience */

/* One event of any of the three kinds. */
struct act {
	uint64_t arrival;
	int64_t at_ms;
	enum accord_state makes;
	uint8_t hash[HASH_SIZE];
	char actor[OPERATOR_ID];
};

struct acts {
	enum accord_state makes;
	struct act *list;
	size_t n, room;
};

static enum err take(const struct event *e, void *ctx)
{
	struct acts *x = ctx;

	if (x->n == ACCORDS_MOST)
		return ERR_LIMIT;
	if (x->n == x->room) {
		size_t room = x->room ? 2 * x->room : 64;
		x->list = mem_grow(x->list, x->room * sizeof *x->list, room * sizeof *x->list);
		x->room = room;
	}
	struct act *a = &x->list[x->n++];
	*a = (struct act){.arrival = e->arrival, .at_ms = e->at_ms, .makes = x->makes};
	memcpy(a->hash, e->form_hash, HASH_SIZE);
	text_copy(a->actor, sizeof a->actor, e->actor);
	return OK;
}

static int by_arrival(const void *a, const void *b)
{
	const struct act *x = a, *y = b;

	return x->arrival < y->arrival ? -1 : x->arrival > y->arrival;
}

static enum err read_acts(struct store *s, const struct accord_kind *k, struct acts *x)
{
	const struct {
		const char *kind;
		enum accord_state makes;
	} kinds[] = {{k->proposed, ACCORD_WAITING}, {k->confirmed, ACCORD_CONFIRMED},
		{k->withdrawn, ACCORD_WITHDRAWN}};
	enum err e = OK;

	for (size_t i = 0; i < COUNT_OF(kinds) && !e; i++) {
		uint64_t after = 0;
		x->makes = kinds[i].makes;
		e = journal_kind(s, kinds[i].kind, &after, take, x);
	}
	if (!e && x->n)
		qsort(x->list, x->n, sizeof *x->list, by_arrival);
	return e;
}

/* ---- folding ---- */

static struct accord *waiting_in(struct accord *list, size_t n, const uint8_t hash[HASH_SIZE])
{
	for (size_t i = n; i-- > 0;)
		if (list[i].state == ACCORD_WAITING && memcmp(list[i].hash, hash, HASH_SIZE) == 0)
			return &list[i];
	return NULL;
}

static void propose(struct accord *list, size_t *n, const struct act *a, bool newest)
{
	for (size_t i = 0; newest && i < *n; i++)
		if (list[i].state == ACCORD_WAITING)
			list[i].state = ACCORD_REPLACED;
	struct accord *x = &list[(*n)++];
	*x = (struct accord){.at_ms = a->at_ms, .proposed = a->arrival};
	memcpy(x->hash, a->hash, HASH_SIZE);
	text_copy(x->by, sizeof x->by, a->actor);
}

static enum err settle(struct accord *x, const struct act *a)
{
	if (!x)
		return OK; /* settled before: two windows at once */
	if (a->makes == ACCORD_CONFIRMED && text_equal(x->by, a->actor))
		return ERR_TAMPER;
	x->state = a->makes;
	x->settled_ms = a->at_ms;
	x->settled = a->arrival;
	text_copy(x->settled_by, sizeof x->settled_by, a->actor);
	return OK;
}

enum err accords_read(struct store *s, const struct accord_kind *k, struct accord **out, size_t *n)
{
	struct acts x = {0};
	size_t count = 0;
	enum err e = read_acts(s, k, &x);
	struct accord *list = mem_array(x.n + 1, sizeof *list);

	for (size_t i = 0; i < x.n && !e; i++) {
		const struct act *a = &x.list[i];
		if (a->makes == ACCORD_WAITING)
			propose(list, &count, a, k->newest);
		else
			e = settle(waiting_in(list, count, a->hash), a);
	}
	mem_free(x.list);
	if (e) {
		mem_free(list);
		return e;
	}
	*out = list;
	*n = count;
	return OK;
}

static int by_settled(const void *a, const void *b)
{
	const struct accord *x = a, *y = b;

	return x->settled < y->settled ? -1 : x->settled > y->settled;
}

enum err accords_confirmed(struct store *s, const struct accord_kind *k, struct accord **out, size_t *n)
{
	size_t all, kept = 0;
	enum err e = accords_read(s, k, out, &all);

	if (e)
		return e;
	for (size_t i = 0; i < all; i++)
		if ((*out)[i].state == ACCORD_CONFIRMED)
			(*out)[kept++] = (*out)[i];
	if (kept)
		qsort(*out, kept, sizeof **out, by_settled);
	*n = kept;
	return OK;
}

enum err accord_waiting(struct store *s, const struct accord_kind *k, struct accord *out)
{
	struct accord *list;
	size_t n;
	enum err e = accords_read(s, k, &list, &n);

	if (e)
		return e;
	while (n > 0 && list[n - 1].state != ACCORD_WAITING)
		n--;
	if (n)
		*out = list[n - 1];
	mem_free(list);
	return n ? OK : ERR_NOTFOUND;
}

enum err accord_text(struct store *s, const uint8_t hash[HASH_SIZE], struct buf *out)
{
	uint8_t is[HASH_SIZE];
	enum err e = journal_form(s, hash, out);

	if (e)
		return e;
	fingerprint(buf_text(out), out->len, is);
	return memcmp(is, hash, HASH_SIZE) ? ERR_TAMPER : OK;
}

/* ---- acts ---- */

static enum err append(struct store *s, const struct accord_kind *k, const char *kind,
	const uint8_t hash[HASH_SIZE])
{
	struct record body = {0};
	const struct entry entry = {.kind = kind, .form_hash = hash, .body = &body};

	if (k->say)
		k->say(s, hash, &body);
	enum err e = body.err ? body.err : journal_append_wait(s, &entry, 1, NULL, NULL, WAIT_MS);
	record_release(&body);
	return e;
}

/* The one that waits under a hash. ERR_STATE: none. */
static enum err find(struct store *s, const struct accord_kind *k, const uint8_t hash[HASH_SIZE],
	struct accord *out)
{
	struct accord *list;
	size_t n;
	enum err e = accords_read(s, k, &list, &n);

	if (e)
		return e;
	const struct accord *x = waiting_in(list, n, hash);
	if (x)
		*out = *x;
	mem_free(list);
	return x ? OK : ERR_STATE;
}

enum err accord_propose(struct store *s, const struct accord_kind *k, const char *text, size_t len,
	uint8_t hash[HASH_SIZE])
{
	struct accord before;
	uint8_t is[HASH_SIZE];

	if (!operator_current(s))
		return ERR_LOCKED;
	fingerprint(text, len, is);
	enum err e = find(s, k, is, &before);
	if (e != ERR_STATE)
		return e ? e : ERR_EXISTS;
	e = journal_keep_form(s, is, text, len);
	if (!e)
		e = append(s, k, k->proposed, is);
	if (!e && hash)
		memcpy(hash, is, HASH_SIZE);
	return e;
}

enum err accord_confirm(struct store *s, const struct accord_kind *k, const uint8_t hash[HASH_SIZE])
{
	const struct operator_info *me = operator_current(s);
	struct accord x;

	if (!me)
		return ERR_LOCKED;
	enum err e = find(s, k, hash, &x);
	if (!e && text_equal(x.by, me->id))
		e = ERR_DENIED;
	return e ? e : append(s, k, k->confirmed, hash);
}

enum err accord_withdraw(struct store *s, const struct accord_kind *k, const uint8_t hash[HASH_SIZE])
{
	struct accord x;

	if (!operator_current(s))
		return ERR_LOCKED;
	enum err e = find(s, k, hash, &x);
	return e ? e : append(s, k, k->withdrawn, hash);
}

void accord_word(const uint8_t hash[HASH_SIZE], char out[ACCORD_WORD])
{
	text_hex(hash, WORD_BYTES, out);
}

enum err accord_named(struct store *s, const struct accord_kind *k, const char *word,
	struct accord *out)
{
	struct accord *list;
	size_t n;
	char hex[ACCORD_WORD];
	enum err e = accords_read(s, k, &list, &n);

	if (e)
		return e;
	for (e = ERR_STATE; e && n > 0; n--) {
		accord_word(list[n - 1].hash, hex);
		if (list[n - 1].state == ACCORD_WAITING && text_equal(hex, word)) {
			*out = list[n - 1];
			e = OK;
		}
	}
	mem_free(list);
	return e;
}
