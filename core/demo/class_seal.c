/* SPDX-License-Identifier: MIT
 *
 * What must hold: a letter that is changed in any byte, comes again under another head or from another
 * class does not open.
 */
#include "core/demo/class_seal.h"

#include <string.h>

#include "core/base/text.h"
#include "core/store/operator.h"

enum { CODE_DIGITS = 8, CODE_HALF = 4, HEAD_BYTES = 64 };

static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; /* Crockford: none looks like another */

void class_code_new(char out[CLASS_CODE])
{
	uint8_t random[CODE_DIGITS];
	size_t n = 0;

	seal_random(random, sizeof random);
	for (size_t i = 0; i < CODE_DIGITS; i++) {
		if (i == CODE_HALF)
			out[n++] = '-';
		out[n++] = digits[random[i] % 32];
	}
	out[n] = '\0';
	explicit_bzero(random, sizeof random);
}

static char meant(uint32_t typed)
{
	typed = text_fold(typed);
	if (typed >= 'a' && typed <= 'z')
		typed -= 'a' - 'A';
	if (typed == 'O')
		return '0';
	if (typed == 'I' || typed == 'L')
		return '1';
	return typed && typed < 0x80 && strchr(digits, (int)typed) ? (char)typed : '\0';
}

static bool between(uint32_t typed)
{
	typed = text_fold(typed);
	return typed == '-' || typed == ' ' || typed == '\n' || typed == '\r';
}

bool class_code_read(const char *typed, char out[CLASS_CODE])
{
	size_t left = strlen(typed), n = 0;
	char code[CODE_DIGITS];

	while (left) {
		uint32_t cp = text_next(&typed, &left);
		if (between(cp))
			continue;
		if (n == CODE_DIGITS || !meant(cp))
			return false;
		code[n++] = meant(cp);
	}
	return n == CODE_DIGITS &&
		text_format(out, CLASS_CODE, "%.4s-%.4s", code, code + CODE_HALF);
}

enum err class_key(const char *code, const char *class_name, uint8_t out[KEY_SIZE])
{
	uint8_t salt[HASH_SIZE];
	char what[64];

	if (seal_start() || !text_format(what, sizeof what, "onetrip class %s", class_name))
		return ERR_INPUT;
	seal_digest(what, strlen(what), salt);
	return seal_password(code, salt, &SEAL_COST_FLOOR, out);
}

/* ---- letters ---- */

static const char *const kinds[LETTER_KINDS] = {"join", "seat", "tell", "told", "hear", "heard"};

static struct span head_of(const struct letter *m, char out[HEAD_BYTES])
{
	text_format(out, HEAD_BYTES, "onetrip-class 1 %s %d %lld", kinds[m->is], m->seat, (long long)m->n);
	return (struct span){out, strlen(out)};
}

enum err letter_close(const struct letter *m, const uint8_t key[KEY_SIZE], const struct record *text,
	struct buf *out)
{
	struct record r = {0};
	struct buf plain, sealed;
	char head[HEAD_BYTES];

	buf_init(&plain, CLASS_BATCH + 4096);
	buf_init(&sealed, CLASS_BODY);
	record_encode(text, &plain);
	enum err e = text->err ? text->err : plain.err;
	if (!e)
		e = seal_close(key, 0, head_of(m, head), (struct span){buf_text(&plain), plain.len},
			SEAL_STEP, &sealed);
	record_add(&r, "is", kinds[m->is]);
	record_addi(&r, "seat", m->seat);
	record_addi(&r, "n", m->n);
	record_addn(&r, "sealed", buf_text(&sealed), sealed.len);
	record_encode(&r, out);
	e = e ? e : r.err ? r.err : out->err;
	record_release(&r);
	buf_release(&plain);
	buf_release(&sealed);
	return e;
}

enum err letter_read(const char *bytes, size_t len, struct record *r, struct letter *out)
{
	struct letter m = {0};
	int64_t seat, n;
	int is = 0;

	if (len > CLASS_BODY || record_decode(bytes, len, r) || r->n != 4)
		return ERR_SYNTAX;
	while (is < LETTER_KINDS && !text_equal(kinds[is], record_get(r, "is")))
		is++;
	if (is == LETTER_KINDS || !record_find(r, "sealed") || !record_get(r, "seat") ||
		!record_get(r, "n") || !text_number(record_get(r, "seat"), 0, 99, &seat) ||
		!text_number(record_get(r, "n"), 1, INT64_MAX, &n))
		return ERR_SYNTAX;
	m = (struct letter){(enum letter_kind)is, (int)seat, n};
	*out = m;
	return OK;
}

enum err letter_open(const struct record *r, const struct letter *m, const uint8_t key[KEY_SIZE],
	struct record *text)
{
	const struct record_pair *sealed = record_find(r, "sealed");
	struct span blob = {sealed->value, sealed->len};
	char head[HEAD_BYTES];
	struct buf plain;
	uint32_t epoch;
	int suite;

	if (!seal_head(blob, &suite, &epoch) || suite != SUITE_KEY || epoch != 0)
		return ERR_TAMPER;
	buf_init(&plain, CLASS_BODY);
	enum err e = seal_open(key, head_of(m, head), blob, SEAL_STEP, &plain);
	if (!e)
		e = record_decode(buf_text(&plain), plain.len, text);
	buf_release(&plain);
	return e;
}

/* ---- batches ---- */

static void name_of(size_t i, char out[16])
{
	text_format(out, 16, "m%zu", i + 1);
}

enum err letters_add(struct record *batch, size_t i, const char *bytes, size_t len)
{
	char name[16];

	if (i >= CLASS_MESSAGES || batch->bytes + len > CLASS_BATCH)
		return ERR_LIMIT;
	name_of(i, name);
	record_addn(batch, name, bytes, len);
	return batch->err;
}

bool letters_get(const struct record *batch, size_t i, struct record *out, enum err *e)
{
	const struct record_pair *p;
	char name[16];

	name_of(i, name);
	p = i < CLASS_MESSAGES ? record_find(batch, name) : NULL;
	*e = p ? record_decode(p->value, p->len, out) : OK;
	return p != NULL;
}
