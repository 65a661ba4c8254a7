/* SPDX-License-Identifier: MIT
 *
 * Reading a template. What must hold: a template that was read can be printed whatever the sheet
 * says: every name exists on its kind of document, every block is closed.
 */
#include <string.h>

#include "core/base/file.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/papers/template_inside.h"

enum { USES = 4, COPIES_MOST = 9 };

/* ---- what is printed ---- */

static struct template_step *add(struct reading *r, enum op op)
{
	static struct template_step none;

	if (r->t->n == TEMPLATE_STEPS) {
		template_mistake(r, _("more than %d statements"), TEMPLATE_STEPS);
		return &none;
	}
	struct template_step *s = &r->t->steps[r->t->n++];
	s->op = op;
	s->line = r->line;
	return s;
}

static void open_block(struct reading *r)
{
	if (r->depth == TEMPLATE_DEPTH)
		template_mistake(r, _("blocks within blocks: more than %d"), TEMPLATE_DEPTH);
	else
		r->open[r->depth++] = r->t->n - 1;
}

static void put_if(struct reading *r, enum op op, const char *rest)
{
	struct template_step *s = add(r, op);

	(void)template_name(r, rest, &s->tested, &s->index);
	open_block(r);
}

static void put_each(struct reading *r, const char *rest)
{
	unsigned on = 0;
	int index = rows_named(rest, &on);
	struct template_step *s = add(r, OP_EACH);

	if (index < 0)
		template_mistake(r, _("there is no list %s"), rest);
	else if (template_here(r, rest, on) && template_in_rows(r, (enum rows)index))
		template_mistake(r, _("`each` of %s within itself"), rest);
	s->index = index < 0 ? 0 : index;
	open_block(r);
}

static void put_else(struct reading *r)
{
	struct template_step *opener = r->depth ? &r->t->steps[r->open[r->depth - 1]] : NULL;

	if (!opener || (opener->op != OP_IF && opener->op != OP_UNLESS)) {
		template_mistake(r, _("`else` without `if`"));
		return;
	}
	add(r, OP_ELSE);
	opener->to = r->t->n;
	r->open[r->depth - 1] = r->t->n - 1;
}

static void put_end(struct reading *r)
{
	if (r->depth == 0) {
		template_mistake(r, _("`end` without a block"));
		return;
	}
	size_t opener = r->open[--r->depth];
	struct template_step *s = add(r, OP_END);
	r->t->steps[opener].to = r->t->n;
	s->loops = r->t->steps[opener].op == OP_EACH;
	s->to = opener;
}

static void read_part(struct reading *r, const char *name);

static void put_use(struct reading *r, const char *name)
{
	if (r->uses == USES)
		template_mistake(r, _("parts within parts: more than %d"), USES);
	else
		read_part(r, name);
}

enum takes { TAKES_NOTHING, TAKES_TEXT, TAKES_LABEL };
static const struct {
	const char *word;
	enum op op;
	enum takes takes;
} plain[] = {
	{"centre", OP_CENTRE, TAKES_TEXT},
	{"line", OP_LINE, TAKES_TEXT},
	{"heading", OP_HEADING, TAKES_TEXT},
	{"entry", OP_ENTRY, TAKES_LABEL},
	{"pair", OP_PAIR, TAKES_LABEL},
	{"item", OP_ITEM, TAKES_LABEL},
	{"rule", OP_RULE, TAKES_NOTHING},
	{"blank", OP_BLANK, TAKES_NOTHING},
};

static bool printed(struct reading *r, const char *word, const char *rest)
{
	for (size_t i = 0; i < COUNT_OF(plain); i++) {
		if (!text_equal(plain[i].word, word))
			continue;
		struct template_step *s = add(r, plain[i].op);
		if (plain[i].takes == TAKES_TEXT)
			s->text = template_text(r, rest);
		else if (plain[i].takes == TAKES_LABEL)
			template_labelled(r, rest, s);
		else if (*rest)
			template_mistake(r, _("nothing goes behind %s"), word);
		return true;
	}
	return false;
}

static bool block(struct reading *r, const char *word, const char *rest)
{
	if (text_equal(word, "if"))
		put_if(r, OP_IF, rest);
	else if (text_equal(word, "unless"))
		put_if(r, OP_UNLESS, rest);
	else if (text_equal(word, "each"))
		put_each(r, rest);
	else if (text_equal(word, "else"))
		put_else(r);
	else if (text_equal(word, "end"))
		put_end(r);
	else if (text_equal(word, "use"))
		put_use(r, rest);
	else
		return false;
	return true;
}

/* ---- the head ---- */

static int one_of(struct reading *r, const char *const *words, size_t n, const char *said)
{
	for (size_t i = 0; i < n; i++)
		if (text_equal(words[i], said))
			return (int)i;
	template_mistake(r, _("not one of those known: %s"), said);
	return 0;
}

static void head_copies(struct reading *r, const char *rest)
{
	struct text2 keep;

	if (rest[0] < '1' || rest[0] > '0' + COPIES_MOST || rest[1] != ' ') {
		template_mistake(r, _("copies 1 to %d, then who keeps them"), COPIES_MOST);
		return;
	}
	keep = template_text(r, rest + 2);
	r->t->copies = rest[0] - '0';
	r->t->keep = keep.zh;
	r->t->keep_en = keep.en;
}

static void head_name(struct reading *r, const char *rest)
{
	struct text2 name = template_text(r, rest);

	r->t->name = name.zh;
	r->t->name_en = name.en;
}

static void head_letters(struct reading *r, const char *rest)
{
	if (strlen(rest) != 2 || strspn(rest, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 2)
		template_mistake(r, _("letters are two capitals, as SL"));
	r->t->letters = pool_text(&r->t->pool, rest);
}

static bool head(struct reading *r, const char *word, const char *rest)
{
	static const char *const kinds[] = {
		"case", "notice", "consult", "dispute", "ticket", "day", "list", "access", "letter"};
	static const char *const papers[] = {"slip", "page", "duplex"};
	static const char *const shown[] = {"masked", "name", "clear"};
	struct template *t = r->t;

	if (text_equal(word, "document")) {
		if (!text_equal(rest, t->document))
			template_mistake(r, _("it is called %s, the file is %s"), rest, t->document);
	} else if (text_equal(word, "name")) {
		head_name(r, rest);
	} else if (text_equal(word, "of")) {
		t->on = 1u << one_of(r, kinds, COUNT_OF(kinds), rest);
	} else if (text_equal(word, "letters")) {
		head_letters(r, rest);
	} else if (text_equal(word, "paper")) {
		t->page = one_of(r, papers, COUNT_OF(papers), rest) > 0;
		t->duplex = text_equal(rest, "duplex");
	} else if (text_equal(word, "show")) {
		t->show = (enum shown)one_of(r, shown, COUNT_OF(shown), rest);
	} else if (text_equal(word, "copies")) {
		head_copies(r, rest);
	} else {
		return false;
	}
	if (r->printing)
		template_mistake(r, _("%s belongs into the head"), word);
	return true;
}

/* ---- lines ---- */

static void statement(struct reading *r, const char *text)
{
	char word[16];
	size_t n = strcspn(text, " ");

	if (!text_copyn(word, sizeof word, text, n)) {
		template_mistake(r, _("there is no statement %s"), text);
		return;
	}
	const char *rest = text + n + (text[n] == ' ');
	if (head(r, word, rest))
		return;
	r->printing = true;
	if (!printed(r, word, rest) && !block(r, word, rest))
		template_mistake(r, _("there is no statement %s"), word);
}

static bool line_good(struct reading *r, const char *line, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)line[i] < 0x20 || line[i] == 0x7f) {
			template_mistake(r, _("a control character"));
			return false;
		}
	if (n >= TEMPLATE_LINE || !text_valid(line, n)) {
		template_mistake(r, n >= TEMPLATE_LINE ? _("the line is too long") : _("this is no UTF-8"));
		return false;
	}
	return true;
}

static void read_lines(struct reading *r, const char *text)
{
	for (r->line = 1; *text; r->line++) {
		char line[TEMPLATE_LINE];
		size_t n = strcspn(text, "\n"), skip = strspn(text, " ");
		if (skip > n)
			skip = n;
		if (line_good(r, text, n)) {
			text_copyn(line, sizeof line, text + skip, n - skip);
			if (*line && *line != '#')
				statement(r, line);
		}
		text += n + (text[n] == '\n');
	}
}

static bool name_good(const char *name)
{
	size_t n = strlen(name);

	return n > 0 && n < TEMPLATE_NAME && strspn(name, "abcdefghijklmnopqrstuvwxyz-") == n;
}

static void read_text(struct reading *r, const char *text)
{
	size_t open = r->depth;

	read_lines(r, text);
	if (r->depth != open)
		template_mistake(r, _("a block is not closed"));
	r->depth = open;
}

/* A hall's own template may use the program's parts. */
static bool find_part(const struct reading *r, const char *name, char path[PATH_SIZE])
{
	char own[PATH_SIZE];

	if (!name_good(name) || !text_format(path, PATH_SIZE, "%s/%s.part", r->folder, name))
		return false;
	return file_exists(path) || (file_asset("documents", own) == OK &&
					    text_format(path, PATH_SIZE, "%s/%s.part", own, name));
}

static void read_part(struct reading *r, const char *name)
{
	char path[PATH_SIZE];
	const char *outer = r->path;
	int line = r->line;
	struct buf text;

	buf_init(&text, TEMPLATE_BYTES);
	if (!find_part(r, name, path) || file_read(path, &text)) {
		template_mistake(r, _("%s.part cannot be read"), name);
	} else {
		r->path = path;
		r->uses++;
		read_text(r, buf_text(&text));
		r->uses--;
	}
	buf_release(&text);
	r->path = outer;
	r->line = line;
}

static void whole(struct reading *r)
{
	const struct template *t = r->t;

	r->line = 1;
	if (!t->name)
		template_mistake(r, _("the head says no name"));
	if (t->copies == 0)
		template_mistake(r, _("the head says no copies"));
	if (t->n == 0)
		template_mistake(r, _("nothing is printed"));
}

enum err template_parse(const char *folder, const char *document, const char *path, const char *text,
	struct template **out, struct buf *messages)
{
	struct reading r = {.folder = folder, .messages = messages, .path = path};

	if (!name_good(document))
		return ERR_INPUT;
	r.t = mem_new(sizeof *r.t);
	r.t->letters = "";
	r.t->on = ON_CASE;
	text_copy(r.t->document, sizeof r.t->document, document);
	r.t->steps = mem_array(TEMPLATE_STEPS, sizeof *r.t->steps);
	read_text(&r, text);
	whole(&r);
	if (r.mistakes) {
		template_free(r.t);
		return ERR_SYNTAX;
	}
	*out = r.t;
	return OK;
}

enum err template_load(const char *folder, const char *document, struct template **out,
	struct buf *messages)
{
	char path[PATH_SIZE];
	struct buf text;

	if (!name_good(document) || !text_format(path, sizeof path, "%s/%s.txt", folder, document))
		return ERR_INPUT;
	if (!file_exists(path))
		return ERR_NOTFOUND;
	buf_init(&text, TEMPLATE_BYTES);
	enum err e = file_read(path, &text);
	if (!e)
		e = template_parse(folder, document, path, buf_text(&text), out, messages);
	buf_release(&text);
	return e;
}

void template_free(struct template *t)
{
	if (!t)
		return;
	mem_free(t->steps);
	pool_release(&t->pool);
	mem_free(t);
}
