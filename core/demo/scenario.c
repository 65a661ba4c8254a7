/* SPDX-License-Identifier: MIT
 *
 * One table says which keys a section has and how each reads. What must hold: a scenario that was
 * loaded can be played and has both languages.
 */
#include "core/demo/scenario.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/ini.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/demo/department.h"

static const struct {
	const char *word, *text;
	int points;
} losses[LOSS_COUNT] = {
#define X(name, word, text, points) [name] = {word, text, points},
	LOSS_TABLE(X)
#undef X
};

const char *loss_text(enum loss l)
{
	return losses[l].text;
}

int loss_points(enum loss l)
{
	return losses[l].points;
}

const char *twin_text(const struct twin *t)
{
	return i18n_pick(t->zh, t->en);
}

/* ---- the keys ---- */

enum section { IN_SCENARIO, IN_FAULT, IN_STEP, IN_MUST, IN_LOSS, SECTIONS };
enum reading { READ_TWIN, READ_WORD, READ_NUMBER, READ_SWITCH, READ_TIME, READ_ROLE, READ_STATE,
	READ_LOSS, READ_CONDITION, READ_EVENT };

static const struct key_row {
	enum section section;
	const char *key;
	enum reading reading;
	size_t at;                   /* in the section's struct */
	int min, max;                /* of a number */
	bool needed;
} rows[] = {
#define ROW(section, type, key, reading, member, min, max, needed)                                 \
	{section, key, reading, offsetof(struct type, member), min, max, needed}
	ROW(IN_SCENARIO, scenario, "number", READ_NUMBER, number, 1, SCENARIOS_MOST, true),
	ROW(IN_SCENARIO, scenario, "name", READ_TWIN, name, 0, 0, true),
	ROW(IN_SCENARIO, scenario, "goal", READ_TWIN, goal, 0, 0, true),
	ROW(IN_SCENARIO, scenario, "level", READ_NUMBER, level, 1, 3, true),
	ROW(IN_SCENARIO, scenario, "now", READ_TIME, now_ms, 0, 0, true),
	ROW(IN_SCENARIO, scenario, "seed", READ_NUMBER, seed, 0, INT32_MAX, true),
	ROW(IN_SCENARIO, scenario, "role", READ_ROLE, role, 0, 0, true),
	ROW(IN_SCENARIO, scenario, "par-seconds", READ_NUMBER, par_seconds, 5, 3600, true),
	ROW(IN_SCENARIO, scenario, "par-keys", READ_NUMBER, par_keys, 1, 2000, true),
	ROW(IN_SCENARIO, scenario, "history", READ_NUMBER, history, 0, 1200, false),
	ROW(IN_SCENARIO, scenario, "tickets", READ_NUMBER, tickets, 0, 50, false),
	ROW(IN_SCENARIO, scenario, "citizen", READ_SWITCH, citizen, 0, 0, false),
	ROW(IN_FAULT, scenario_fault, "department", READ_WORD, department, 0, 0, true),
	ROW(IN_FAULT, scenario_fault, "state", READ_STATE, state, 0, 0, true),
	ROW(IN_FAULT, scenario_fault, "latency", READ_NUMBER, latency_ms, 0, LATENCY_MAX_MS, false),
	ROW(IN_FAULT, scenario_fault, "step", READ_NUMBER, step, 0, SCENARIO_STEPS - 1, false),
	ROW(IN_STEP, scenario_step, "say", READ_TWIN, say, 0, 0, true),
	ROW(IN_STEP, scenario_step, "done", READ_CONDITION, done, 0, 0, true),
	ROW(IN_STEP, scenario_step, "hint-1", READ_TWIN, hints[0], 0, 0, false),
	ROW(IN_STEP, scenario_step, "hint-2", READ_TWIN, hints[1], 0, 0, false),
	ROW(IN_STEP, scenario_step, "hint-3", READ_TWIN, hints[2], 0, 0, false),
	ROW(IN_MUST, scenario_must, "holds", READ_CONDITION, holds, 0, 0, true),
	ROW(IN_MUST, scenario_must, "say", READ_TWIN, say, 0, 0, true),
	ROW(IN_MUST, scenario_must, "points", READ_NUMBER, points, 1, 100, false),
	ROW(IN_LOSS, scenario_loss, "kind", READ_LOSS, kind, 0, 0, true),
	ROW(IN_LOSS, scenario_loss, "when", READ_EVENT, when, 0, 0, true),
	ROW(IN_LOSS, scenario_loss, "say", READ_TWIN, say, 0, 0, true),
	ROW(IN_LOSS, scenario_loss, "points", READ_NUMBER, points, 1, 100, false),
	ROW(IN_LOSS, scenario_loss, "most", READ_NUMBER, most, 1, 100, false),
#undef ROW
};

enum { MUST_POINTS = 15, LOSS_MOST = 5 };

static const struct {
	const char *word;
	size_t at, size, count, most; /* where its list and its length stand in struct scenario */
} sections[SECTIONS] = {
	[IN_SCENARIO] = {"scenario", 0, 0, 0, 1},
#define LIST(section, word, list, n, most)                                                         \
	[section] = {word, offsetof(struct scenario, list), sizeof ((struct scenario *)0)->list[0], \
		offsetof(struct scenario, n), most}
	LIST(IN_FAULT, "fault", faults, n_faults, SCENARIO_FAULTS),
	LIST(IN_STEP, "step", steps, n_steps, SCENARIO_STEPS),
	LIST(IN_MUST, "must", musts, n_musts, SCENARIO_MUSTS),
	LIST(IN_LOSS, "loss", losses, n_losses, SCENARIO_LOSSES - 1),
#undef LIST
};

/* ---- reading ---- */

struct reader {
	const struct ini *ini;
	struct scenario *s;
	struct buf *messages;
	size_t mistakes;
};

PRINTF_LIKE(3, 4) static void mistake(struct reader *r, int line, const char *format, ...)
{
	char text[256];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	if (r->mistakes++ < INI_MESSAGES)
		buf_addf(r->messages, "%s:%d: %s\n", r->ini->path, line, text);
}

static const char *kept(struct reader *r, const char *text)
{
	return pool_text(&r->s->pool, text);
}

/* Its terms; one: a loss counts each time, so it has a single act. */
static bool read_condition(struct reader *r, const struct ini_entry *e, bool one, struct sights *out)
{
	struct sight terms[CONDITION_TERMS];
	size_t n = 0;
	const char *wrong = condition_read(&r->s->pool, e->value, terms, &n);

	if (!wrong && one && (n != 1 || terms[0].sees != SEES_EVENT))
		wrong = "a loss is one \"event\" term";
	if (!wrong && r->s->n_terms + n >= SCENARIO_TERMS)
		wrong = "more conditions than a lesson holds";
	if (wrong) {
		mistake(r, e->line, "%s: %s", e->key, wrong);
		return true; /* told */
	}
	*out = (struct sights){r->s->n_terms, n};
	memcpy(r->s->terms + r->s->n_terms, terms, n * sizeof terms[0]);
	r->s->n_terms += n;
	return true;
}

static bool read_word_of(const char *const *words, size_t n, const char *value, int *out)
{
	for (size_t i = 0; i < n; i++)
		if (text_equal(words[i], value)) {
			*out = (int)i;
			return true;
		}
	return false;
}

static bool read_state(const char *value)
{
	for (int i = 0; i < AILMENT_COUNT; i++)
		if (text_equal(ailment_word((enum ailment)i), value))
			return true;
	return false;
}

static bool read_loss(const char *value, int *out)
{
	const char *words[LOSS_COUNT];

	for (int i = 0; i < LOSS_COUNT; i++)
		words[i] = losses[i].word;
	return read_word_of(words, LOSS_COUNT, value, out);
}

static bool read_role(const char *value, int *out)
{
	enum role role;

	if (!role_parse(value, &role))
		return false;
	*out = (int)role;
	return true;
}

static bool read_number(const struct key_row *row, const char *value, int *out)
{
	int64_t n;

	if (!text_number(value, row->min, row->max, &n))
		return false;
	*out = (int)n;
	return true;
}

static bool read_value(struct reader *r, const struct key_row *row, const struct ini_entry *e, void *to)
{
	static const char *const no_yes[] = {"no", "yes"};
	int at = 0;

	switch (row->reading) {
	case READ_TWIN: ((struct twin *)to)->zh = kept(r, e->value); return *e->value;
	case READ_WORD: *(const char **)to = kept(r, e->value); return *e->value;
	case READ_STATE: *(const char **)to = kept(r, e->value); return read_state(e->value);
	case READ_NUMBER: return read_number(row, e->value, to);
	case READ_TIME: return clock_parse(e->value, to);
	case READ_ROLE: return read_role(e->value, to);
	case READ_LOSS: return read_loss(e->value, to);
	case READ_CONDITION: return read_condition(r, e, false, to);
	case READ_EVENT: return read_condition(r, e, true, to);
	case READ_SWITCH:
		if (!read_word_of(no_yes, 2, e->value, &at))
			return false;
		*(bool *)to = at == 1;
		return true;
	}
	return false;
}

/* The row of a key; *english: it is the twin of one. */
static const struct key_row *find_row(enum section section, const char *key, bool *english)
{
	size_t n = strlen(key);

	*english = n > 3 && text_equal(key + n - 3, ".en");
	n -= *english ? 3 : 0;
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (rows[i].section == section && strlen(rows[i].key) == n &&
			strncmp(rows[i].key, key, n) == 0 &&
			(!*english || rows[i].reading == READ_TWIN))
			return &rows[i];
	return NULL;
}

static void unknown_key(struct reader *r, enum section section, const struct ini_entry *e)
{
	const char *known[COUNT_OF(rows)];
	size_t n = 0;

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (rows[i].section == section)
			known[n++] = rows[i].key;
	const char *near = ini_nearest(e->key, known, n);
	if (near)
		mistake(r, e->line, "[%s] has no key %s; did you mean %s?", e->section, e->key, near);
	else
		mistake(r, e->line, "[%s] has no key %s", e->section, e->key);
}

static void read_entry(struct reader *r, enum section section, const struct ini_entry *e, char *to)
{
	bool english;
	const struct key_row *row = find_row(section, e->key, &english);

	if (!row)
		unknown_key(r, section, e);
	else if (english)
		((struct twin *)(void *)(to + row->at))->en = kept(r, e->value);
	else if (!read_value(r, row, e, to + row->at))
		mistake(r, e->line, "%s: not understood: %s", e->key, e->value);
}

static void check_needed(struct reader *r, enum section section, const char *name, int line)
{
	char key[64];

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		if (rows[i].section != section)
			continue;
		bool there = ini_get(r->ini, name, rows[i].key) != NULL;
		if (!there && rows[i].needed)
			mistake(r, line, "[%s] lacks %s", name, rows[i].key);
		text_format(key, sizeof key, "%s.en", rows[i].key);
		if (there && rows[i].reading == READ_TWIN && !ini_get(r->ini, name, key))
			mistake(r, line, "[%s] lacks %s", name, key);
	}
}

/* The struct a section fills; NULL: there is no such section, or too many of them. */
static char *place_of(struct reader *r, const char *name, int line, enum section *out)
{
	size_t n = strcspn(name, " ");
	char *base = (char *)r->s;
	int i = 0;

	while (i < SECTIONS && !(strlen(sections[i].word) == n && strncmp(sections[i].word, name, n) == 0))
		i++;
	if (i == SECTIONS || (i == IN_SCENARIO) != (name[n] == '\0')) {
		mistake(r, line, "a lesson has no section [%s]", name);
		return NULL;
	}
	*out = (enum section)i;
	if (i == IN_SCENARIO)
		return base;
	size_t *count = (size_t *)(void *)(base + sections[i].count);
	if (*count == sections[i].most) {
		mistake(r, line, "more than %zu sections [%s ...]", sections[i].most, sections[i].word);
		return NULL;
	}
	char *to = base + sections[i].at + sections[i].size * (*count)++;
	*(const char **)(void *)to = kept(r, name + n + 1); /* each begins with its name */
	return to;
}

static void read_section(struct reader *r, size_t at)
{
	const char *name = r->ini->sections[at];
	int line = r->ini->section_lines[at];
	enum section section;
	char *to = place_of(r, name, line, &section);

	if (!to)
		return;
	if (section == IN_FAULT)
		((struct scenario_fault *)(void *)to)->latency_ms = -1;
	for (size_t i = 0; i < r->ini->n; i++)
		if (text_equal(r->ini->entries[i].section, name))
			read_entry(r, section, &r->ini->entries[i], to);
	check_needed(r, section, name, line);
}

/* ---- the whole ---- */

/* Reveals cost in every lesson. */
static void add_reveal(struct scenario *s)
{
	struct scenario_loss *l = &s->losses[s->n_losses++];
	struct sight *t = &s->terms[s->n_terms];

	*t = (struct sight){.sees = SEES_EVENT, .name = "REVEAL", .n = 1};
	*l = (struct scenario_loss){.name = "reveal", .kind = LOSS_REVEAL,
		.when = {s->n_terms++, 1}, .say = {"", ""}};
}

static void complete(struct reader *r)
{
	struct scenario *s = r->s;

	if (s->n_steps == 0)
		mistake(r, 1, "a lesson needs a [step ...]");
	for (size_t i = 0; i < s->n_faults; i++)
		if ((size_t)s->faults[i].step >= s->n_steps && s->n_steps)
			mistake(r, 1, "[fault %s] waits for a step that is not there", s->faults[i].name);
	for (size_t i = 0; i < s->n_steps; i++)
		while (s->steps[i].n_hints < SCENARIO_HINTS && s->steps[i].hints[s->steps[i].n_hints].zh)
			s->steps[i].n_hints++;
	for (size_t i = 0; i < s->n_musts; i++)
		if (!s->musts[i].points)
			s->musts[i].points = MUST_POINTS;
	add_reveal(s);
	for (size_t i = 0; i < s->n_losses; i++) {
		struct scenario_loss *l = &s->losses[i];
		l->points = l->points ? l->points : losses[l->kind].points;
		l->most = l->most ? l->most : LOSS_MOST;
	}
}

/* "03-silent-office.ini" is "silent-office". */
static const char *code_of(struct pool *pool, const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	size_t digits = strspn(name, "0123456789");

	name += name[digits] == '-' ? digits + 1 : 0;
	return pool_textn(pool, name, strcspn(name, "."));
}

static enum err read_all(const struct ini *ini, struct scenario **out, struct buf *messages)
{
	struct reader r = {.ini = ini, .s = mem_new(sizeof *r.s), .messages = messages};

	r.s->code = code_of(&r.s->pool, ini->path);
	for (size_t i = 0; i < ini->n_sections; i++)
		read_section(&r, i);
	if (!ini->n_sections || !text_equal(ini->sections[0], "scenario"))
		mistake(&r, 1, "a lesson begins with [scenario]");
	complete(&r);
	if (r.mistakes) {
		scenario_free(r.s);
		return ERR_SYNTAX;
	}
	*out = r.s;
	return OK;
}

static enum err take(struct ini *ini, struct scenario **out, struct buf *messages)
{
	enum err e = read_all(ini, out, messages);

	ini_free(ini);
	return e;
}

enum err scenario_load(const char *path, struct scenario **out, struct buf *messages)
{
	struct ini *ini = NULL;
	enum err e = ini_load(path, &ini, messages);

	return e ? e : take(ini, out, messages);
}

enum err scenario_parse(const char *path, const char *text, struct scenario **out, struct buf *messages)
{
	struct ini *ini = NULL;
	enum err e = ini_parse(path, text, strlen(text), &ini, messages);

	return e ? e : take(ini, out, messages);
}

void scenario_free(struct scenario *s)
{
	if (!s)
		return;
	pool_release(&s->pool);
	mem_free(s);
}
