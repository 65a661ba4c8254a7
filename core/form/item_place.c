/* SPDX-License-Identifier: MIT
 *
 * Where fields stand. A repeat takes a slot for its count and max times its columns, so that
 * every cell is a field like any other and nothing above the form knows a second kind of answer.
 */
#include "core/form/item_load.h"

#include "core/base/i18n.h"
#include "core/base/text.h"

enum { ROWS_DEFAULT = 10 };

bool item_written(const struct field *f)
{
	bool count = f->repeat >= 0 && f->row < 0;
	return f->row <= 0 && !count;
}

static void new_field(struct field *f, const char *name, bool fact)
{
	*f = (struct field){.name = name,
		.fact = fact,
		.lock = LOCK_PROOF,
		.reuse = true,
		.visible = -1,
		.required = -1,
		.derive = -1,
		.initial = -1,
		.repeat = -1,
		.row = -1,
		.within = -1,
		.offer = item_no_share(0)};
	for (size_t i = 0; i < ITEM_CHECKS; i++)
		f->checks[i].rule = -1;
}

static bool is_field(const struct section *s)
{
	return s->id == SECTION_FIELD || s->id == SECTION_FACT;
}

/* The repeat a field belongs to, -1 none. */
static int repeat_of(struct loading *l, const struct section *s)
{
	const char *name = s->id == SECTION_FIELD ? ini_get(l->ini, s->title, "repeat") : NULL;
	return name ? item_repeat(l->item, name) : -1;
}

static int rows_most(const struct loading *l, const struct section *s)
{
	const char *text = ini_get(l->ini, s->title, "max");
	int64_t most;
	return text && text_number(text, 1, ITEM_ROWS, &most) ? (int)most : ROWS_DEFAULT;
}

static void list_repeats(struct loading *l)
{
	struct item *item = l->item;
	for (size_t i = 0; i < l->n_sections; i++) {
		struct section *s = &l->sections[i];
		if (s->id != SECTION_REPEAT)
			continue;
		struct repeat *r = &item->repeats[item->n_repeats++];
		*r = (struct repeat){.name = s->name, .min = 1, .max = rows_most(l, s), .visible = -1,
			.rows = item_no_share(s->line)};
		for (size_t c = 0; c < ITEM_CHECKS; c++)
			r->checks[c].rule = -1;
		s->target = r;
	}
}

/* Slots in all; tells fields whose repeat is not there. */
static size_t count_slots(struct loading *l)
{
	size_t slots = 0;
	for (size_t i = 0; i < l->n_sections; i++) {
		const struct section *s = &l->sections[i];
		if (!is_field(s))
			continue;
		const char *name = ini_get(l->ini, s->title, "repeat");
		int repeat = repeat_of(l, s);
		if (name && repeat < 0 && s->id == SECTION_FIELD)
			item_mistake(l, item_line(l, s, "repeat"), _("there is no [repeat %s]"), name);
		if (repeat >= 0)
			l->item->repeats[repeat].columns++;
		slots++;
	}
	for (size_t i = 0; i < l->item->n_repeats; i++) {
		const struct repeat *r = &l->item->repeats[i];
		if (r->columns == 0)
			item_mistake(l, item_section_of(l, r)->line, _("no field has repeat = %s"),
				r->name);
		slots += 1 + (size_t)(r->max - 1) * r->columns;
	}
	if (slots > ITEM_SLOTS)
		item_mistake(l, 1, _("more than %d fields with all rows of the repeats"), ITEM_SLOTS);
	return slots;
}

/* The slots of a repeat: its count, then row after row. */
static void open_repeat(struct item *item, int at)
{
	struct repeat *r = &item->repeats[at];
	struct field *count = &item->fields[item->n_fields];
	new_field(count, r->name, false);
	count->type = FIELD_ROWS;
	count->repeat = at;
	r->count = item->n_fields++;
	r->first = item->n_fields;
	for (size_t i = 0; i < (size_t)r->max * r->columns; i++) {
		struct field *f = &item->fields[r->first + i];
		new_field(f, "", false);
		f->repeat = at;
		f->row = (int)(i / r->columns);
	}
}

static void place_fields(struct loading *l)
{
	struct item *item = l->item;
	bool opened[ITEM_REPEATS] = {false};
	int current = -1;
	for (size_t i = 0; i < l->n_sections; i++) {
		struct section *s = &l->sections[i];
		if (!is_field(s))
			continue;
		int repeat = repeat_of(l, s);
		if (current >= 0 && repeat != current)
			item->n_fields = item->repeats[current].first +
				(size_t)item->repeats[current].max * item->repeats[current].columns;
		if (repeat >= 0 && repeat != current && opened[repeat]) {
			item_mistake(l, s->line, _("the fields of %s do not stand together"),
				item->repeats[repeat].name);
			return;
		}
		if (repeat >= 0 && repeat != current) {
			open_repeat(item, repeat);
			opened[repeat] = true;
		}
		struct field *f = &item->fields[item->n_fields++];
		if (repeat < 0)
			new_field(f, s->name, s->id == SECTION_FACT);
		f->name = s->name;
		s->target = f;
		current = repeat;
	}
	if (current >= 0)
		item->n_fields = item->repeats[current].first +
			(size_t)item->repeats[current].max * item->repeats[current].columns;
}

void item_place(struct loading *l)
{
	list_repeats(l);
	size_t slots = count_slots(l);
	if (l->mistakes)
		return;
	l->item->fields = pool_get(&l->item->pool, (slots + 1) * sizeof(*l->item->fields));
	l->item->order = pool_get(&l->item->pool, (slots + 1) * sizeof(*l->item->order));
	place_fields(l);
}

/* ---- later rows ---- */

/* What stands in row 0 of a repeat, as row sees it. */
static int shifted(const struct item *item, int repeat, int field, int row)
{
	if (field < 0 || item->fields[field].repeat != repeat || item->fields[field].row != 0)
		return field;
	return field + row * (int)item->repeats[repeat].columns;
}

/* The party of a later row; parties of later rows stand in the order of rows. */
static int party_in(const struct item *item, const int later[], int party, int row)
{
	if (party < 0 || item->parties[party].row < 0 || row == 0)
		return party;
	return later[party] + row - 1;
}

static void shift_share(const struct item *item, int repeat, const int later[], int row,
	struct share *s)
{
	for (size_t i = 0; i < SHARE_FILTERS; i++)
		s->filters[i].field = shifted(item, repeat, s->filters[i].field, row);
	s->party = party_in(item, later, s->party, row);
}

static const char *row_name(struct pool *pool, const char *name, int row)
{
	return pool_textf(pool, "%s.%d", name, row + 1);
}

static void expand_parties(struct loading *l, int later[])
{
	struct item *item = l->item;
	size_t written = item->n_parties;
	for (size_t i = 0; i < written; i++) {
		struct item_party *p = &item->parties[i];
		int repeat = item->fields[p->id].repeat;
		if (repeat < 0)
			continue;
		int rows = item->repeats[repeat].max;
		if (item->n_parties + (size_t)rows > ITEM_PARTIES) {
			item_mistake(l, item_section_of(l, p)->line,
				_("more than %d persons with all rows of the repeats"), ITEM_PARTIES);
			return;
		}
		later[i] = (int)item->n_parties;
		for (int row = 1; row < rows; row++) {
			struct item_party *q = &item->parties[item->n_parties++];
			*q = *p;
			q->name = row_name(&item->pool, p->name, row);
			q->id = shifted(item, repeat, p->id, row);
			q->row = row;
		}
		p->name = row_name(&item->pool, p->name, 0);
		p->row = 0;
	}
}

static void expand_asks(struct loading *l, const int later[])
{
	struct item *item = l->item;
	size_t written = item->n_asks;
	for (size_t i = 0; i < written; i++) {
		const struct item_ask *ask = &item->asks[i];
		if (ask->party < 0 || item->parties[ask->party].row < 0)
			continue;
		int repeat = item->fields[item->parties[ask->party].id].repeat;
		int rows = item->repeats[repeat].max;
		bool waits = *ask->when && item->fields[item_field(item, ask->when)].repeat == repeat;
		const char *when = ask->when;
		if (item->n_asks + (size_t)rows > ITEM_ASKS) {
			item_mistake(l, ask->line, _("more than %d questions with all rows of the repeats"),
				ITEM_ASKS);
			return;
		}
		for (int row = 1; row < rows; row++) {
			struct item_ask *q = &item->asks[item->n_asks++];
			*q = *ask;
			q->party = party_in(item, later, ask->party, row);
			q->when = waits ? row_name(&item->pool, when, row) : when;
		}
		item->asks[i].when = waits ? row_name(&item->pool, when, 0) : when;
	}
}

static void expand_fields(struct item *item, int repeat, const int later[])
{
	const struct repeat *r = &item->repeats[repeat];
	for (int row = 1; row < r->max; row++) {
		for (size_t column = 0; column < r->columns; column++) {
			const struct field *from = &item->fields[r->first + column];
			struct field *f = &item->fields[r->first + (size_t)row * r->columns + column];
			*f = *from;
			f->row = row;
			f->name = row_name(&item->pool, from->name, row);
			f->within = shifted(item, repeat, from->within, row);
			for (size_t i = 0; i < f->n_shares; i++)
				shift_share(item, repeat, later, row, &f->shares[i]);
			shift_share(item, repeat, later, row, &f->offer);
		}
	}
	for (size_t column = 0; column < r->columns; column++) {
		struct field *f = &item->fields[r->first + column];
		f->name = row_name(&item->pool, f->name, 0);
	}
}

/* The count shows as a field of its own: so many shareholders. */
static void name_count(struct item *item, const struct repeat *r)
{
	struct field *f = &item->fields[r->count];
	f->label = r->label;
	f->label_en = r->label_en;
	f->group = r->group;
	f->question = f->question_en = f->help = f->help_en = f->table = "";
	f->none = f->none_en = f->required_text = f->required_text_en = f->offer_label = "";
	f->declared = f->declared_en = "";
	f->min = r->min;
	f->max = r->max;
	f->visible = r->visible;
	f->lock = r->fixed ? LOCK_FIXED : LOCK_PROOF;
	if (*r->rows.resource)
		f->shares[f->n_shares++] = r->rows;
	for (size_t c = 0; c < ITEM_CHECKS; c++) {
		f->checks[c] = r->checks[c];
		f->n_checks += r->checks[c].rule >= 0;
	}
}

void item_expand(struct loading *l)
{
	int later[ITEM_PARTIES] = {0};
	struct item *item = l->item;
	expand_parties(l, later);
	if (!l->mistakes)
		expand_asks(l, later);
	for (size_t i = 0; i < item->n_repeats && !l->mistakes; i++) {
		expand_fields(item, (int)i, later);
		name_count(item, &item->repeats[i]);
	}
}
