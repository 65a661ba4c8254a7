/* SPDX-License-Identifier: MIT
 *
 * What must hold: a paper is in the journal before it is printed, and is found there as it was.
 */
#include "core/casework/oversight/station_paper.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/number.h"
#include "core/casework/oversight/figures.h"
#include "core/casework/oversight/station_inside.h"
#include "core/form/fingerprint.h"
#include "core/standards/name.h"
#include "core/store/anchor.h"

enum { WRITE_MS = 400, MOVED_MOST = 300, WALK = 500, TEXT = 512 };
#define PAPER_KIND "PAPER"

/* ---- kept ---- */

struct sought {
	const char *document, *key;
	struct slip_kept *out;
	int n;
};

void station_paper_release(struct slip_kept *k)
{
	if (k->bytes)
		mem_wipe(k->bytes, k->len);
	mem_free(k->bytes);
	*k = (struct slip_kept){.bytes = NULL};
}

static enum err look(const struct event *e, void *ctx)
{
	struct sought *f = ctx;
	const struct record_pair *bytes = record_find(&e->body, "bytes");
	const struct record_pair *hash = record_find(&e->body, "hash");

	if (!bytes || !hash || hash->len != HASH_SIZE ||
		!text_equal(record_get(&e->body, "document"), f->document) ||
		!text_equal(record_get(&e->body, "key"), f->key))
		return OK;
	station_paper_release(f->out);
	*f->out = (struct slip_kept){.bytes = mem_textn(bytes->value, bytes->len),
		.len = bytes->len,
		.columns = (int)record_int(&e->body, "columns", SLIP_PAGE),
		.copies = (int)record_int(&e->body, "copies", 1)};
	memcpy(f->out->hash, hash->value, HASH_SIZE);
	text_copy(f->out->document, sizeof f->out->document, f->document);
	f->n++;
	return OK;
}

static enum err count_print(const struct event *e, void *ctx)
{
	struct slip_kept *k = ctx;
	const struct record_pair *hash = record_find(&e->body, "hash");

	k->printed += hash && hash->len == HASH_SIZE && memcmp(hash->value, k->hash, HASH_SIZE) == 0 &&
		      text_equal(record_get(&e->body, "result"), "ok");
	return OK;
}

enum err station_paper_find(struct store *s, const char *document, const char *key,
	struct slip_kept *out, int *n)
{
	struct slip_kept found = {.bytes = NULL};
	struct sought f = {document, key, &found, 0};
	uint64_t after = 0, printed = 0;
	enum err e = journal_kind(s, PAPER_KIND, &after, look, &f);

	if (n)
		*n = f.n;
	if (!e && f.n == 0)
		e = ERR_NOTFOUND;
	if (!e)
		e = journal_kind(s, "PRINT", &printed, count_print, &found);
	if (e)
		station_paper_release(&found);
	else
		*out = found;
	return e;
}

struct counting {
	const char *document;
	int n;
};

static enum err count_paper(const struct event *e, void *ctx)
{
	struct counting *c = ctx;

	c->n += text_equal(record_get(&e->body, "document"), c->document);
	return OK;
}

enum err station_paper_nth(struct store *s, const char *document, int *nth)
{
	struct counting c = {document, 0};
	struct range today = range_days(clock_today(), clock_today());
	uint64_t after = 0;
	enum err e = journal_since(s, today.from_ms, &after);

	if (!e)
		e = journal_kind(s, PAPER_KIND, &after, count_paper, &c);
	if (!e)
		*nth = c.n + 1;
	return e;
}

static enum err keep(struct store *s, const char *document, const char *key, int columns,
	const struct buf *text, struct slip_kept *out)
{
	struct record body = {0};
	struct entry entry = {.kind = PAPER_KIND, .body = &body};
	struct slip_kept k = {.columns = columns, .copies = slip_copies(document)};

	fingerprint(text->data, text->len, k.hash);
	text_copy(k.document, sizeof k.document, document);
	record_add(&body, "document", document);
	record_add(&body, "key", key);
	record_addi(&body, "columns", columns);
	record_addi(&body, "copies", k.copies);
	record_addn(&body, "hash", k.hash, HASH_SIZE);
	record_addn(&body, "bytes", text->data, text->len);
	enum err e = body.err ? body.err : journal_append_wait(s, &entry, 1, NULL, NULL, WRITE_MS);
	record_release(&body);
	if (e)
		return e;
	k.bytes = mem_textn(text->data, text->len);
	k.len = text->len;
	*out = k;
	return OK;
}

enum err station_paper_make(struct store *s, const char *document, const char *key,
	const struct slip_place *place, int columns, sheet_fill fill, const void *ctx, struct slip_kept *out)
{
	struct buf text;

	buf_init(&text, SLIP_BYTES);
	enum err e = sheet_print(document, place, columns, fill, ctx, &text);
	if (!e)
		e = keep(s, document, key, columns, &text, out);
	buf_release(&text);
	return e;
}

void station_paper_number(struct sheet *s, const struct template *t, const struct slip_place *place,
	day_t day, int nth)
{
	char number[CASE_NUMBER];

	if (!place->window || !*place->window)
		return;
	number_format(day, place->window, 0, number);
	sheet_number(s, number, t->letters, nth);
}

/* ---- the day sheet ---- */

struct moved {
	char number[CASE_NUMBER], item[64];
};

struct day_of_hall {
	const struct slip_place *place;
	day_t day;
	int nth;
	struct figures figures;
	struct anchor_day anchor;
	struct moved *moved;
	size_t n_moved;
	struct store *store;
	int64_t to_ms;
	int failed;                      /* prints that did not come out */
};

static const enum figure shown[] = {FIGURE_RECEIVED, FIGURE_ACCEPTED, FIGURE_INSTANT, FIGURE_FINISHED,
	FIGURE_NOTICED, FIGURE_REFUSED, FIGURE_WITHDRAWN, FIGURE_RUNNING, FIGURE_LATE, FIGURE_PAPERS,
	FIGURE_TRIPS_SAVED};

static enum err see(const struct event *e, void *ctx)
{
	struct day_of_hall *d = ctx;
	struct view_case c;

	if (e->at_ms >= d->to_ms)
		return OK;
	if (text_equal(e->kind, "PRINT") && text_equal(record_get(&e->body, "result"), "failed"))
		d->failed++;
	bool handed = text_equal(e->kind, "STATE") &&
		      text_equal(record_get(&e->body, "to"), state_word(STATE_EXAMINING));
	if (!handed || d->n_moved == MOVED_MOST || view_get(d->store, &e->casefile, &c))
		return OK;
	struct moved *m = &d->moved[d->n_moved++];
	text_copy(m->number, sizeof m->number, c.number);
	text_copy(m->item, sizeof m->item, c.item_name);
	mem_wipe(&c, sizeof c);
	return OK;
}

static enum err walk_day(struct day_of_hall *d)
{
	struct range r = range_days(d->day, d->day);
	uint64_t after = 0, before;
	enum err e = journal_since(d->store, r.from_ms, &after);

	d->to_ms = r.to_ms;
	do {
		before = after;
		if (!e)
			e = journal_walk(d->store, &after, WALK, see, d);
	} while (!e && after != before);
	return e;
}

static void put_figures(struct sheet *s, const struct day_of_hall *d)
{
	char value[24];

	for (size_t i = 0; i < COUNT_OF(shown); i++) {
		tally_show(&d->figures.all, shown[i], value);
		sheet_row(s, ROWS_FIGURES);
		sheet_cell(s, CELL_FIGURE_LABEL, _(figure_text(shown[i])));
		sheet_cell(s, CELL_FIGURE_VALUE, value);
	}
	sheet_row(s, ROWS_FIGURES);
	sheet_cell(s, CELL_FIGURE_LABEL, _("Prints that failed"));
	sheet_cellf(s, CELL_FIGURE_VALUE, "%d", d->failed);
}

static void fill_day(struct sheet *s, const struct template *t, const void *ctx)
{
	const struct day_of_hall *d = ctx;
	char hash[2 * HASH_SIZE + 1];

	sheet_common(s, t, d->place, NULL);
	station_paper_number(s, t, d->place, d->day, d->nth);
	sheet_day(s, SAID_DAY, d->day);
	put_figures(s, d);
	for (size_t i = 0; i < d->n_moved; i++) {
		sheet_row(s, ROWS_MOVED);
		sheet_cell(s, CELL_MOVED_CASE, d->moved[i].number);
		sheet_cell(s, CELL_MOVED_ITEM, d->moved[i].item);
	}
	text_hex(d->anchor.hash, HASH_SIZE, hash);
	sheet_put(s, SAID_STATION, d->anchor.station);
	sheet_putf(s, SAID_EVENTS, "%llu", (unsigned long long)d->anchor.seq);
	sheet_put(s, SAID_ANCHOR, d->anchor.code);
	sheet_put(s, SAID_ANCHOR_HASH, hash);
}

static enum err new_sheet(struct store *s, const struct slip_place *place, day_t day, int nth,
	const char *key, int columns, struct slip_kept *out)
{
	struct range r = range_days(day, day);
	struct day_of_hall d = {.place = place, .day = day, .nth = nth, .store = s};

	d.moved = mem_array(MOVED_MOST, sizeof *d.moved);
	enum err e = figures_read(s, &r, BY_ALL, &d.figures);
	if (!e)
		e = walk_day(&d);
	if (!e)
		e = anchor_take(s, &d.anchor);
	if (!e)
		e = station_paper_make(s, "daysheet", key, place, columns, fill_day, &d, out);
	figures_release(&d.figures);
	mem_free(d.moved);
	return e;
}

enum err daysheet_make(struct store *s, const struct slip_place *place, day_t day, int columns,
	struct slip_kept *out)
{
	struct slip_kept kept = {.bytes = NULL};
	char key[11];
	int n = 0;

	if (day > clock_today())
		return ERR_INPUT;
	day_format(day, key);
	enum err e = station_paper_find(s, "daysheet", key, &kept, &n);
	if (e && e != ERR_NOTFOUND)
		return e;
	if (!e && day < clock_today()) {
		kept.printed += kept.printed == 0; /* it was shown when it was made, at least */
		*out = kept;
		return OK;
	}
	station_paper_release(&kept);
	return new_sheet(s, place, day, n + 1, key, columns, out);
}

/* ---- a list for publication ---- */

struct list_of {
	const struct slip_place *place;
	const struct casefile *cases;
	size_t n;
	int nth;
};

static void put_entry(struct sheet *s, const struct casefile *c, size_t n)
{
	struct buf name, id;

	buf_init(&name, TEXT);
	buf_init(&id, TEXT);
	if (c->legal)
		buf_adds(&name, c->applicant); /* a firm and its code are public */
	else
		mask_name(c->applicant, &name);
	if (c->legal)
		buf_adds(&id, c->subject);
	else
		mask_id(c->subject, &id);
	sheet_row(s, ROWS_ENTRIES);
	sheet_cellf(s, CELL_ENTRY_N, "%zu", n);
	sheet_cell(s, CELL_ENTRY_NAME, buf_text(&name));
	sheet_cell(s, CELL_ENTRY_ID, buf_text(&id));
	sheet_cell(s, CELL_ENTRY_CASE, c->number);
	sheet_cell(s, CELL_ENTRY_ITEM, c->item ? i18n_pick(c->item->name, c->item->name_en) : "");
	buf_release(&name);
	buf_release(&id);
}

static void fill_list(struct sheet *s, const struct template *t, const void *ctx)
{
	const struct list_of *l = ctx;

	sheet_common(s, t, l->place, NULL);
	station_paper_number(s, t, l->place, clock_today(), l->nth);
	sheet_putf(s, SAID_COUNT, "%zu", l->n);
	for (size_t i = 0; i < l->n; i++)
		put_entry(s, &l->cases[i], i + 1);
}

enum err publicity_make(struct store *s, const struct slip_place *place, const struct uid *ids, size_t n,
	item_finder find, void *ctx, int columns, struct slip_kept *out)
{
	struct slip_kept kept = {.bytes = NULL};
	struct list_of l = {.place = place, .nth = 1};
	char key[11];
	int before = 0;
	enum err e = n == 0 || n > LIST_MOST ? ERR_INPUT : OK;

	if (e)
		return e;
	day_format(clock_today(), key);
	e = station_paper_find(s, "publicity", key, &kept, &before);
	station_paper_release(&kept);
	if (e && e != ERR_NOTFOUND)
		return e;
	struct casefile *cases = mem_array(n, sizeof *cases);
	for (e = OK; !e && l.n < n; l.n += !e)
		e = casefile_load(s, &ids[l.n], find, ctx, &cases[l.n]);
	l.cases = cases;
	l.nth = before + 1;
	if (!e)
		e = station_paper_make(s, "publicity", key, place, columns, fill_list, &l, out);
	for (size_t i = 0; i < l.n; i++)
		casefile_release(&cases[i]);
	mem_free(cases);
	return e;
}
