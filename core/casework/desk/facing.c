/* SPDX-License-Identifier: MIT
 *
 * What must hold: a page holds one case of one person, notes and reasons of clerks are not in it,
 * and what a citizen presses can only be a rating.
 */
#include "core/casework/desk/facing.h"

#include <string.h>

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/casefile_inside.h"
#include "core/casework/number.h"
#include "core/standards/name.h"

void facing_release(struct facing *p)
{
	for (size_t i = 0; i < p->n; i++) {
		mem_free_text(p->lines[i].label);
		mem_free_text(p->lines[i].text);
	}
	mem_free(p->lines);
	mem_free_text(p->object);
	mem_free_text(p->asked);
	for (int level = 0; level <= RATING_BEST; level++) {
		mem_free_text(p->levels[level].name);
		for (size_t i = 0; i < p->n_tags[level]; i++)
			mem_free_text(p->tags[level][i].name);
	}
	*p = (struct facing){0};
}

void facing_place(struct facing *p, const char *hall, const char *window)
{
	text_copy(p->hall, sizeof p->hall, hall);
	text_copy(p->window, sizeof p->window, window);
}

static void line(struct facing *p, const char *label, const char *text)
{
	if (p->n == FACING_LINES)
		return;
	if (p->n % 32 == 0)
		p->lines = mem_grow(p->lines, p->n * sizeof *p->lines, (p->n + 32) * sizeof *p->lines);
	p->lines[p->n++] = (struct facing_line){mem_text(label), mem_text(text)};
}

static void object(struct facing *p, const struct casefile *c)
{
	mem_free_text(p->object);
	p->object = c->item ? mem_text(i18n_pick(c->item->name, c->item->name_en)) : NULL;
}

/* ---- to be checked ---- */

static void who(struct facing *p, const struct casefile *c)
{
	struct buf id;

	if (!*c->subject) {
		line(p, _("Your name"), _("not named"));
		return;
	}
	buf_init(&id, 200);
	mask_id(c->subject, &id);
	line(p, _("Your name"), *c->applicant ? c->applicant : _("not known yet"));
	line(p, c->legal ? _("Credit code") : _("ID number"), buf_text(&id));
	buf_release(&id);
}

/* What is asked for the file only, or belongs to the counter, is not theirs to check. */
static bool theirs(const struct casefile *c, const struct evaluation *e, size_t field)
{
	const struct field *f = &c->item->fields[field];

	return !f->fact && f->type != FIELD_ROWS && f->type != FIELD_HASH && (!e || e->visible[field]) &&
	       *c->draft.answers[field].value && !f->holder && !names_applicant(c, f);
}

static const char *group_label(const struct item *item, const char *name)
{
	for (size_t i = 0; i < item->n_groups; i++)
		if (text_equal(item->groups[i].name, name))
			return i18n_pick(item->groups[i].label, item->groups[i].label_en);
	return "";
}

static void answers(struct facing *p, const struct casefile *c, const struct evaluation *e)
{
	const char *group = NULL;

	for (size_t i = 0; i < c->item->n_fields; i++) {
		const struct field *f = &c->item->fields[i];
		struct buf text;
		if (!theirs(c, e, i))
			continue;
		if (!group || !text_equal(group, f->group)) {
			group = f->group;
			line(p, "", group_label(c->item, group));
		}
		buf_init(&text, 8192);
		field_show_on(f, c->draft.answers[i].value, casefile_label_day(c),
			f->mask != MASK_ADDRESS && f->mask != MASK_DATE, &text);
		line(p, i18n_pick(f->label, f->label_en), buf_text(&text));
		buf_release(&text);
	}
}

static void add_name(struct buf *list, const char *name)
{
	buf_addf(list, "%s%s", list->len ? "  " : "", name);
}

static void papers(struct facing *p, const struct casefile *c)
{
	struct buf exempt;

	buf_init(&exempt, 8192);
	for (size_t i = 0; i < c->item->n_materials; i++) {
		const struct material *m = &c->item->materials[i];
		const char *name = i18n_pick(m->label, m->label_en);
		char day[11];
		if (c->marks[i].mark == MARK_EXEMPT)
			add_name(&exempt, name);
		if (c->marks[i].mark != MARK_DEFERRED)
			continue;
		char text[300];
		day_format(c->marks[i].until, day);
		text_format(text, sizeof text, _("%s, before %s, online or at any window"), name, day);
		line(p, _("Still to bring"), text);
	}
	if (exempt.len)
		line(p, _("Not to bring"), buf_text(&exempt));
	buf_release(&exempt);
}

static void asked(struct facing *p, const struct casefile *c, const struct catalog *catalog)
{
	struct buf list;

	buf_init(&list, 2048);
	for (size_t i = 0; i < c->n_evidence; i++) {
		const struct resource *r = catalog ? catalog_find(catalog, c->evidence[i].resource) : NULL;
		const char *name = r ? i18n_pick(r->department, r->department_en) : NULL;
		if (name && c->evidence[i].outcome == OUTCOME_FOUND && !strstr(buf_text(&list), name))
			add_name(&list, name);
	}
	mem_free_text(p->asked);
	p->asked = list.len ? mem_text(buf_text(&list)) : NULL;
	buf_release(&list);
}

void facing_check(struct facing *p, const struct casefile *c, const struct evaluation *e,
	const struct catalog *catalog)
{
	p->stage = FACING_CHECK;
	object(p, c);
	who(p, c);
	if (c->item) {
		answers(p, c, e);
		papers(p, c);
	}
	asked(p, c, catalog);
}

/* ---- to be rated ---- */

void facing_rate(struct facing *p, const struct casefile *c, day_t today)
{
	p->stage = FACING_RATE;
	object(p, c);
	for (int level = 1; level <= RATING_BEST; level++) {
		const struct code *tags[FACING_CHOICES];
		size_t n = rating_tags(level, today, tags, FACING_CHOICES);
		p->levels[level].name = mem_text(rating_level_name(level));
		p->n_tags[level] = n < FACING_CHOICES ? n : FACING_CHOICES;
		for (size_t i = 0; i < p->n_tags[level]; i++) {
			text_copy(p->tags[level][i].code, CODES_CODE, tags[i]->code);
			p->tags[level][i].name = mem_text(i18n_pick(tags[i]->name, tags[i]->name_en));
		}
	}
}

static bool awaits_code(const struct facing *p)
{
	return p->stage == FACING_IDLE || p->stage == FACING_THANKS;
}

bool facing_type(const struct facing *p, struct facing_hand *h, uint32_t letter, struct facing_reply *out)
{
	size_t n = strlen(h->code);
	bool of_code = (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') ||
		(letter >= 'A' && letter <= 'Z');

	if (!awaits_code(p))
		return false;
	if (letter == 8 && n)
		h->code[n - 1] = '\0';
	if (!of_code)
		return false;
	if (n == FACING_CODE) /* the one before was wrong */
		n = 0;
	h->code[n] = (char)(letter >= 'a' ? letter - 'a' + 'A' : letter);
	h->code[n + 1] = '\0';
	if (n + 1 < FACING_CODE || !query_code_valid(h->code))
		return false;
	*out = (struct facing_reply){.number = p->number};
	text_copy(out->code, sizeof out->code, h->code);
	return true;
}

bool facing_press(const struct facing *p, struct facing_hand *h, int digit, struct facing_reply *out)
{
	if (p->stage != FACING_RATE)
		return false;
	if (!h->level) {
		if (digit >= 1 && digit <= RATING_BEST)
			h->level = digit;
		return false;
	}
	if (digit == 0) { /* another level */
		*h = (struct facing_hand){0};
		return false;
	}
	if (digit > 0) {
		if ((size_t)digit <= p->n_tags[h->level])
			h->tag[digit - 1] = !h->tag[digit - 1];
		return false;
	}
	*out = (struct facing_reply){.number = p->number, .level = h->level};
	size_t len = 0, chosen = 0;
	for (size_t i = 0; i < p->n_tags[h->level]; i++)
		if (h->tag[i] && chosen++ < RATING_TAGS &&
			text_format(out->tags + len, sizeof out->tags - len, "%s%s", len ? " " : "",
				p->tags[h->level][i].code))
			len = strlen(out->tags);
	return true;
}

/* ---- on the way ---- */

/* "tag.3.0" */
static void name_of(char out[32], const char *what, int a, int b)
{
	if (b < 0)
		text_format(out, 32, "%s.%d", what, a);
	else
		text_format(out, 32, "%s.%d.%d", what, a, b);
}

static void put(struct record *out, const char *text, const char *what, int a, int b)
{
	char name[32];

	name_of(name, what, a, b);
	record_add(out, name, text);
}

void facing_put(const struct facing *p, struct record *out)
{
	record_addi(out, "stage", p->stage);
	record_addi(out, "number", p->number);
	if (p->again)
		record_addi(out, "again", 1);
	record_add(out, "hall", p->hall);
	record_add(out, "window", p->window);
	record_add(out, "object", p->object);
	record_add(out, "asked", p->asked);
	for (int i = 0; i < (int)p->n; i++) {
		put(out, p->lines[i].label, "label", i, -1);
		put(out, p->lines[i].text, "text", i, -1);
	}
	for (int level = 1; p->stage == FACING_RATE && level <= RATING_BEST; level++) {
		put(out, p->levels[level].name, "level", level, -1);
		for (int i = 0; i < (int)p->n_tags[level]; i++) {
			put(out, p->tags[level][i].code, "code", level, i);
			put(out, p->tags[level][i].name, "tag", level, i);
		}
	}
}

static const char *got(const struct record *r, const char *what, int a, int b)
{
	char name[32];

	name_of(name, what, a, b);
	return record_get(r, name);
}

static char *own(const char *text)
{
	return text ? mem_text(text) : NULL;
}

static void get_choices(const struct record *r, struct facing *p)
{
	for (int level = 1; level <= RATING_BEST; level++) {
		p->levels[level].name = own(got(r, "level", level, -1));
		for (int i = 0; i < FACING_CHOICES; i++) {
			const char *code = got(r, "code", level, i);
			const char *name = got(r, "tag", level, i);
			if (!code || !name)
				break;
			text_copy(p->tags[level][i].code, CODES_CODE, code);
			p->tags[level][i].name = mem_text(name);
			p->n_tags[level]++;
		}
	}
}

enum err facing_get(const struct record *r, struct facing *out)
{
	int64_t stage = record_int(r, "stage", -1);
	const char *hall = record_get(r, "hall"), *window = record_get(r, "window");

	if (stage < FACING_IDLE || stage > FACING_THANKS || !hall || !window)
		return ERR_INPUT;
	out->stage = (enum facing_stage)stage;
	out->number = record_int(r, "number", 0);
	out->again = record_int(r, "again", 0) == 1;
	facing_place(out, hall, window);
	out->object = own(record_get(r, "object"));
	out->asked = own(record_get(r, "asked"));
	for (int i = 0; i < FACING_LINES; i++) {
		const char *label = got(r, "label", i, -1), *text = got(r, "text", i, -1);
		if (!label || !text)
			break;
		line(out, label, text);
	}
	if (out->stage == FACING_RATE)
		get_choices(r, out);
	return OK;
}

void facing_reply_put(const struct facing_reply *r, struct record *out)
{
	record_addi(out, "number", r->number);
	record_addi(out, "level", r->level);
	record_add(out, "tags", r->tags);
	if (*r->code)
		record_add(out, "code", r->code);
}

enum err facing_reply_get(const struct record *r, struct facing_reply *out)
{
	const char *tags = record_get(r, "tags");
	const char *code = record_get(r, "code");
	struct facing_reply said = {.number = record_int(r, "number", -1),
		.level = (int)record_int(r, "level", 0)};
	bool rates = !code && said.level >= 1 && said.level <= RATING_BEST;

	if (said.number < 0 || !(rates || (code && query_code_valid(code))) || !tags ||
		!text_copy(said.tags, sizeof said.tags, tags) ||
		!text_copy(said.code, sizeof said.code, code ? code : ""))
		return ERR_INPUT;
	*out = said;
	return OK;
}
