/* SPDX-License-Identifier: MIT
 *
 * A template and a sheet become lines of paper; the templates in force.
 */
#include <string.h>

#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/log.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/papers/template_inside.h"

enum { PAIR_PAGE = 24, PAIR_SLIP = 12, PAGE_LEAST = 64, NUMBER_CELLS = 4, TEXT_MOST = 256 * 1024 };

struct printing {
	const struct sheet *sheet;
	struct paper *paper;
	size_t row[ROWS_COUNT_];         /* of the lists being gone through */
};

static const char *value(const struct printing *p, int mark, int index)
{
	if (mark == MARK_SAID)
		return p->sheet->said[index];
	enum rows rows = cell_rows((enum column)index);
	return p->sheet->rows[rows].list[p->row[rows]].cells[cell_column((enum column)index)];
}

/* Fills in the names; false: there were some, and none had a value. */
static bool filled(const struct printing *p, const char *text, struct buf *out)
{
	bool names = false, any = false;

	while (*text) {
		size_t plain = strcspn(text, "\1\2");
		buf_add(out, text, plain);
		text += plain;
		if (!*text)
			break;
		const char *v = value(p, text[0], (unsigned char)text[1] - 1);
		names = true;
		if (v) {
			any = true;
			buf_adds(out, v);
		}
		text += 2;
	}
	return any || !names;
}

static const char *words(const struct text2 *t)
{
	return i18n_pick(t->zh, t->en);
}

/* ---- statements ---- */

/* A label too long for its column stands on a line of its own. */
static void put_labelled(struct paper *p, size_t cells, const char *label, const char *text)
{
	bool wide = text_cells(label) >= cells;

	if (wide)
		paper_line(p, label);
	paper_under(p, wide ? "" : label, cells, text);
}

static void put(struct paper *p, enum op op, const char *label, const char *text)
{
	switch (op) {
	case OP_CENTRE: paper_centre(p, text); break;
	case OP_LINE: paper_line(p, text); break;
	case OP_HEADING:
		paper_rule(p);
		paper_line(p, text);
		break;
	case OP_ENTRY: put_labelled(p, PAPER_LABEL, label, text); break;
	case OP_PAIR:
		put_labelled(p, p->columns >= PAGE_LEAST ? PAIR_PAGE : PAIR_SLIP, label, text);
		break;
	case OP_ITEM: paper_under(p, label, NUMBER_CELLS, text); break;
	case OP_RULE: paper_rule(p); break;
	case OP_BLANK: paper_line(p, ""); break;
	default: break;
	}
}

/* again: a later row of a list, where a label without names is not repeated */
static void print_one(struct printing *p, const struct template_step *s, bool again)
{
	struct buf label, text;

	buf_init(&label, PAPER_LINE);
	buf_init(&text, TEXT_MOST);
	bool fixed = s->label.zh && !strpbrk(s->label.zh, "\1\2");
	if (s->label.zh && !(again && fixed))
		(void)filled(p, words(&s->label), &label);
	if (!s->text.zh || filled(p, words(&s->text), &text))
		put(p->paper, s->op, buf_text(&label), buf_text(&text));
	buf_release(&label);
	buf_release(&text);
}

static bool holds(const struct printing *p, const struct template_step *s)
{
	bool has = s->tested == TEST_ROWS ? p->sheet->rows[s->index].n > 0 :
		value(p, s->tested == TEST_SAID ? MARK_SAID : MARK_CELL, s->index) != NULL;

	return has == (s->op == OP_IF);
}

void template_print(const struct template *t, const struct sheet *sheet, struct paper *paper)
{
	struct printing p = {.sheet = sheet, .paper = paper};
	size_t list[TEMPLATE_DEPTH];     /* the lists being gone through, by their EACH */
	size_t depth = 0, i = 0;

	paper_start(paper);
	while (i < t->n) {
		const struct template_step *s = &t->steps[i++];
		switch (s->op) {
		case OP_IF: case OP_UNLESS:
			if (!holds(&p, s))
				i = s->to;
			break;
		case OP_ELSE:
			i = s->to;
			break;
		case OP_EACH:
			p.row[s->index] = 0;
			if (sheet->rows[s->index].n == 0)
				i = s->to;
			else
				list[depth++] = i - 1;
			break;
		case OP_END:
			if (!s->loops)
				break;
			if (++p.row[t->steps[s->to].index] < sheet->rows[t->steps[s->to].index].n)
				i = s->to + 1;
			else
				depth--;
			break;
		default:
			print_one(&p, s, depth && p.row[t->steps[list[depth - 1]].index] > 0);
		}
	}
}

/* ---- those in force ---- */

enum { HELD = 64 };

static struct {
	char folder[PATH_SIZE];
	struct template *list[HELD];
	size_t n;
} held;

void templates_close(void)
{
	for (size_t i = 0; i < held.n; i++)
		template_free(held.list[i]);
	held.n = 0;
}

void templates_folder(const char *folder)
{
	templates_close();
	if (!text_copy(held.folder, sizeof held.folder, folder ? folder : ""))
		held.folder[0] = '\0';
}

static struct template *read_from(const char *folder, const char *document)
{
	struct template *t = NULL;
	struct buf messages;

	buf_init(&messages, TEMPLATE_BYTES);
	enum err e = template_load(folder, document, &t, &messages);
	if (e && e != ERR_NOTFOUND)
		log_line("template", "%s is left aside: %s", document, messages.len ? buf_text(&messages) : err_name(e));
	buf_release(&messages);
	return e ? NULL : t;
}

const struct template *templates_find(const char *document)
{
	char own[PATH_SIZE];
	struct template *t = NULL;

	for (size_t i = 0; i < held.n; i++)
		if (text_equal(held.list[i]->document, document))
			return held.list[i];
	if (held.n == HELD)
		return NULL;
	if (*held.folder)
		t = read_from(held.folder, document);
	if (!t && file_asset("documents", own) == OK)
		t = read_from(own, document);
	if (t)
		held.list[held.n++] = t;
	return t;
}
