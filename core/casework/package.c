/* SPDX-License-Identifier: MIT
 *
 * What must hold: a value stays one line, nothing beyond the item's own list of fields goes along, and
 * what is read back is what was written or refused.
 */
#include "core/casework/package.h"

#include <string.h>

#include "core/base/text.h"
#include "core/casework/casefile_inside.h"
#include "core/exchange/sign.h"
#include "core/store/scan.h"

static void add_line(struct buf *out, const char *kind, const char *name, const char *value)
{
	if (!value || !*value)
		return;
	buf_addf(out, "%s%s%s=", kind, *name ? "." : "", name);
	for (; *value; value++)
		buf_addc(out, *value == '\n' || *value == '\r' ? ' ' : *value);
	buf_addc(out, '\n');
}

/* ---- written ---- */

static void put_head(const struct casefile *c, struct buf *out)
{
	char hex[2 * HASH_SIZE + 1];

	text_hex(c->item_hash, HASH_SIZE, hex);
	add_line(out, "item", "", c->item->code);
	add_line(out, "form", "", hex);
	add_line(out, "number", "", c->number);
	add_line(out, "subject", "", c->subject);
	add_line(out, "applicant", "", c->applicant);
	add_line(out, "object", "", c->legal ? "legal" : "");
	add_line(out, "proof", "", proof_word(c->proof));
	if (c->situation >= 0)
		add_line(out, "situation", "", c->item->situations[c->situation].name);
}

static void put_answer(const struct casefile *c, const char *name, size_t field, struct buf *out)
{
	const struct answer *a = &c->draft.answers[field];
	char from[80];

	if (!a->value || !*a->value)
		return;
	add_line(out, "field", name, a->value);
	text_format(from, sizeof from, "%s %lld %s%s", origin_word(a->origin), (long long)a->at_ms,
		*a->resource ? a->resource : "-", a->unverified ? " unverified" : "");
	add_line(out, "from", name, from);
}

/* What rules work out is worked out again over there. */
static void put_rows(const struct casefile *c, const struct repeat *r, int rows, struct buf *out)
{
	buf_addf(out, "rows.%s=%d\n", r->name, rows);
	for (size_t i = r->first; i < r->first + (size_t)rows * r->columns; i++)
		if (c->draft.answers[i].origin != ORIGIN_DERIVED)
			put_answer(c, c->item->fields[i].name, i, out);
}

static void put_answers(const struct casefile *c, struct buf *out)
{
	const char *at = c->item->regions.fields;
	char name[80];

	while (*at) {
		at += strspn(at, " ");
		size_t n = strcspn(at, " ");
		bool whole = text_copyn(name, sizeof name, at, n);
		int repeat = whole ? item_repeat(c->item, name) : -1;
		int field = whole && repeat < 0 ? item_field(c->item, name) : -1;
		if (field >= 0)
			put_answer(c, name, (size_t)field, out);
		if (repeat >= 0)
			put_rows(c, &c->item->repeats[repeat], draft_rows(&c->draft, (size_t)repeat), out);
		at += n;
	}
}

static void put_word(struct buf *out, const char *name, const char *value)
{
	if (*value)
		buf_addf(out, " %s:%s", name, value);
}

static void put_day(struct buf *out, const char *name, day_t day)
{
	char text[11];

	if (day == DAY_NONE)
		return;
	day_format(day, text);
	put_word(out, name, text);
}

static void put_mark(const struct item *item, size_t i, const struct material_mark *m, struct buf *out)
{
	char level[2] = {m->level, '\0'};

	buf_addf(out, "material.%s=%s way:%u due:%d actual:%d", item->materials[i].name, mark_word(m->mark),
		m->way, m->due, m->actual);
	put_word(out, "had", had_word(m->had));
	put_word(out, "level", level);
	put_day(out, "until", m->until);
	put_day(out, "valid", m->valid_to);
	put_word(out, "resource", m->resource);
	put_word(out, "pending", m->pending ? "1" : "");
	buf_addc(out, '\n');
	add_line(out, "source", item->materials[i].name, m->source);
	add_line(out, "note", item->materials[i].name, m->note);
}

static enum err put_scans(const char *material, const struct material_mark *m, struct store *s,
	struct buf *out, size_t *whole, size_t *files)
{
	enum err e = OK;
	struct buf file;

	buf_init(&file, PACKAGE_FILE_ROOM);
	for (int i = 0; !e && i < m->n_scans; i++) {
		char hex[2 * HASH_SIZE + 1];
		buf_clear(&file);
		e = ++*files > PACKAGE_FILES ? ERR_LIMIT : scan_read(s, m->scans[i], &file);
		*whole += file.len;
		text_hex(m->scans[i], HASH_SIZE, hex);
		buf_addf(out, "scan.%s=%s %zu\n", material, hex, file.len);
	}
	buf_release(&file);
	return e;
}

enum err package_write(const struct casefile *c, struct store *s, struct buf *out)
{
	size_t whole = 0, files = 0;
	enum err e = OK;

	put_head(c, out);
	put_answers(c, out);
	for (size_t i = 0; !e && i < c->item->n_materials; i++) {
		const struct material_mark *m = &c->marks[i];
		if (m->mark == MARK_IDLE)
			continue;
		put_mark(c->item, i, m, out);
		e = put_scans(c->item->materials[i].name, m, s, out, &whole, &files);
	}
	if (e || out->err)
		return e ? e : out->err;
	return out->len > PACKAGE_TEXT || out->len + whole > PACKAGE_WHOLE ? ERR_LIMIT : OK;
}

void package_seal(const char *text, char out[HASH_HEX])
{
	uint8_t hash[HASH_SIZE];

	sign_sha256(&(struct piece){text, strlen(text)}, 1, hash);
	text_hex(hash, sizeof hash, out);
}

/* ---- read ---- */

bool package_line(const char **at, struct package_line *out)
{
	size_t n = strcspn(*at, "\n"), key = strcspn(*at, "=\n"), dot;

	if (!**at)
		return false;
	*out = (struct package_line){.value = ""};
	if (key < n) {
		dot = strcspn(*at, ".=");
		out->value = *at + key + 1;
		out->len = n - key - 1;
		if (!text_copyn(out->kind, sizeof out->kind, *at, dot) ||
			(dot < key && !text_copyn(out->name, sizeof out->name, *at + dot + 1, key - dot - 1)))
			*out->kind = '\0'; /* too long for any line of ours */
	}
	*at += n + ((*at)[n] == '\n');
	return true;
}

static bool find(const char *text, const char *kind, const char *name, char *out, size_t size)
{
	struct package_line l;

	*out = '\0';
	while (package_line(&text, &l))
		if (text_equal(l.kind, kind) && text_equal(l.name, name))
			return text_copyn(out, size, l.value, l.len);
	return false;
}

bool package_word(const char *text, const char *kind, char *out, size_t size)
{
	return find(text, kind, "", out, size);
}

static bool file_of(const struct package_line *l, struct package_file *out)
{
	char hex[2 * HASH_SIZE + 1], len[16];
	int64_t n;

	if (l->len < sizeof hex || !text_copyn(hex, sizeof hex, l->value, 2 * HASH_SIZE) ||
		!text_unhex(hex, out->hash, HASH_SIZE) || l->value[2 * HASH_SIZE] != ' ' ||
		!text_copyn(len, sizeof len, l->value + sizeof hex, l->len - sizeof hex) ||
		!text_number(len, 1, SCAN_BYTES, &n))
		return false;
	out->len = (size_t)n;
	return true;
}

enum err package_open(const char *text, struct package *out)
{
	struct package p = {.text = text, .text_len = strlen(text), .whole = strlen(text)};
	struct package_line l;

	if (p.text_len == 0 || p.text_len > PACKAGE_TEXT)
		return ERR_INPUT;
	while (package_line(&text, &l)) {
		if (!text_equal(l.kind, "scan"))
			continue;
		if (p.n_files == PACKAGE_FILES || !file_of(&l, &p.files[p.n_files]))
			return ERR_INPUT;
		p.files[p.n_files].at = p.whole;
		p.whole += p.files[p.n_files++].len;
	}
	if (p.whole > PACKAGE_WHOLE)
		return ERR_INPUT;
	*out = p;
	return OK;
}

static enum err have_file(const struct package_file *f, struct store *s, struct buf *cache,
	const struct package_file **cached)
{
	if (*cached == f)
		return OK;
	*cached = NULL;
	buf_clear(cache);
	enum err e = scan_read(s, f->hash, cache);
	if (!e && cache->len != f->len)
		e = ERR_TAMPER;
	if (!e)
		*cached = f;
	return e;
}

static void add_overlap(const char *bytes, size_t len, size_t begins, size_t at, struct buf *out)
{
	size_t end = at + PACKAGE_PART, from = at > begins ? at : begins;
	size_t to = begins + len < end ? begins + len : end;

	if (from < to)
		buf_add(out, bytes + (from - begins), to - from);
}

enum err package_part(const struct package *p, struct store *s, size_t at, struct buf *cache,
	const struct package_file **cached, struct buf *out)
{
	add_overlap(p->text, p->text_len, 0, at, out);
	for (size_t i = 0; i < p->n_files; i++) {
		const struct package_file *f = &p->files[i];
		if (f->at + f->len <= at || f->at >= at + PACKAGE_PART)
			continue;
		enum err e = have_file(f, s, cache, cached);
		if (e)
			return e;
		add_overlap(cache->data, f->len, f->at, at, out);
	}
	return out->err;
}

/* ---- into events ---- */

/* "ORIGIN MOMENT RESOURCE [unverified]": the origin is told to people, here it came with the case. */
static bool told_from(const char *said, struct answer *a)
{
	char origin[16], moment[24], resource[16];
	const char *part[3];
	size_t len[3];

	for (int i = 0; i < 3; i++) {
		part[i] = said;
		len[i] = strcspn(said, " ");
		said += len[i] + (said[len[i]] == ' ');
	}
	enum origin o;
	if (!text_copyn(origin, sizeof origin, part[0], len[0]) || !origin_parse(origin, &o) ||
		!text_copyn(moment, sizeof moment, part[1], len[1]) ||
		!text_number(moment, 0, INT64_MAX, &a->at_ms) ||
		!text_copyn(resource, sizeof resource, part[2], len[2]) ||
		(*said && !text_equal(said, "unverified")))
		return false;
	a->unverified = *said != '\0';
	return text_copy(a->resource, sizeof a->resource, text_equal(resource, "-") ? "" : resource);
}

enum err package_field(const struct item *item, const char *text, const struct package_line *l,
	day_t today, struct record *out)
{
	struct answer a = {.origin = ORIGIN_HANDED};
	struct uid none = {{0}};
	char from[120];
	struct buf value;
	int field = item_field(item, l->name);

	if (field < 0)
		return ERR_NOTFOUND;
	buf_init(&value, PACKAGE_TEXT);
	buf_add(&value, l->value, l->len);
	a.value = value.data;
	enum err e = value.err                                                  ? value.err
		     : !find(text, "from", l->name, from, sizeof from) || !told_from(from, &a) ||
			       !field_accepts(&item->fields[field], buf_text(&value), today)
			     ? ERR_INPUT
			     : OK;
	if (!e)
		field_put(item, (size_t)field, &a, &none, out);
	buf_release(&value);
	return e;
}

enum err package_rows(const struct item *item, const struct package_line *l, int *repeat, int *rows)
{
	char number[8];
	int64_t n;

	*repeat = item_repeat(item, l->name);
	if (*repeat < 0)
		return ERR_NOTFOUND;
	const struct repeat *r = &item->repeats[*repeat];
	if (!text_copyn(number, sizeof number, l->value, l->len) || !text_number(number, r->min, r->max, &n))
		return ERR_INPUT;
	*rows = (int)n;
	return OK;
}

static bool take_pair(const char *name, const char *value, struct material_mark *m)
{
	int64_t n;

	if (text_equal(name, "had"))
		return had_parse(value, &m->had);
	if (text_equal(name, "level"))
		return (m->level = value[0]) >= 'A' && value[0] <= 'D' && !value[1];
	if (text_equal(name, "until"))
		return day_parse(value, &m->until);
	if (text_equal(name, "valid"))
		return day_parse(value, &m->valid_to);
	if (text_equal(name, "resource"))
		return text_copy(m->resource, sizeof m->resource, value);
	if (!text_number(value, 0, 1 << 20, &n))
		return false;
	if (text_equal(name, "way"))
		m->way = (unsigned)n;
	else if (text_equal(name, "due"))
		m->due = (int)n;
	else if (text_equal(name, "actual"))
		m->actual = (int)n;
	else if (text_equal(name, "pending"))
		m->pending = n == 1;
	else
		return false;
	return true;
}

static bool take_mark(const struct package_line *l, struct material_mark *m)
{
	const char *at = l->value, *end = l->value + l->len;
	char word[24], name[16], value[40];
	size_t n = strcspn(at, " \n");

	if (!text_copyn(word, sizeof word, at, n) || !mark_parse(word, &m->mark))
		return false;
	for (at += n; at < end; at += n) {
		at++;
		n = strcspn(at, " \n");
		size_t colon = strcspn(at, ": \n");
		if (colon >= n || !text_copyn(name, sizeof name, at, colon) ||
			!text_copyn(value, sizeof value, at + colon + 1, n - colon - 1) ||
			!take_pair(name, value, m))
			return false;
	}
	return true;
}

static bool take_scans(const char *text, const char *name, struct material_mark *m)
{
	struct package_line l;
	struct package_file f;

	while (package_line(&text, &l)) {
		if (!text_equal(l.kind, "scan") || !text_equal(l.name, name))
			continue;
		if (m->n_scans == MATERIAL_SCANS || !file_of(&l, &f))
			return false;
		memcpy(m->scans[m->n_scans++], f.hash, HASH_SIZE);
	}
	return true;
}

enum err package_material(const struct item *item, const char *text, const struct package_line *l,
	struct record *out)
{
	struct material_mark m = material_idle();
	int at = item_material(item, l->name);

	if (at < 0)
		return ERR_NOTFOUND;
	m.by_hand = true;
	if (!take_mark(l, &m) || !take_scans(text, l->name, &m))
		return ERR_INPUT;
	find(text, "source", l->name, m.source, sizeof m.source);
	find(text, "note", l->name, m.note, sizeof m.note);
	material_put(item, (size_t)at, &m, out);
	return OK;
}
