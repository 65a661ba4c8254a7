/* SPDX-License-Identifier: MIT
 *
 * One casefile of the item tests/forms/life.ini, told events one by one without a store. The clock is
 * 2026-03-16 09:00 and moves an hour with each change of state.
 */
#ifndef ONETRIP_LIFE_CASE_H
#define ONETRIP_LIFE_CASE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "core/base/file.h"
#include "core/base/mem.h"
#include "core/base/text.h"
#include "core/casework/casefile_inside.h"
#include "core/casework/life.h"
#include "core/casework/task.h"
#include "core/standards/tables.h"

static struct item *item;
static struct casefile file;
static int64_t now_ms;

/* An event by somebody; words as "name=value". */
static inline enum err tell(const char *kind, const char *actor, const char *const *words)
{
	struct event e = {.at_ms = now_ms};
	struct fold f = {.file = &file, .event = &e};
	text_copy(e.actor, sizeof(e.actor), actor);
	for (size_t i = 0; words && words[i]; i++) {
		char name[40];
		const char *equals = strchr(words[i], '=');
		text_copyn(name, sizeof(name), words[i], (size_t)(equals - words[i]));
		record_add(&e.body, name, equals + 1);
	}
	enum err err = fold_of(kind)(&f);
	record_release(&e.body);
	return err;
}

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

static inline enum err move(enum state to, const char *actor, const char *const *words)
{
	const char *all[12] = {0};
	char first[40];
	text_format(first, sizeof(first), "to=%s", state_word(to));
	all[0] = first;
	for (size_t i = 0; words && words[i]; i++)
		all[i + 1] = words[i];
	enum err err = tell("STATE", actor, all);
	now_ms += 3600000;
	return err;
}

static inline int fresh(void **state)
{
	(void)state;
	casefile_init(&file);
	file.item = item;
	file.situation = -1;
	file.state = STATE_DRAFT;
	file.identity_confirmed = file.duplicate_answered = true;
	draft_init(&file.draft, item);
	file.marks = mem_array(item->n_materials + 1, sizeof(*file.marks));
	file.stages = mem_array(item->n_stages + 1, sizeof(*file.stages));
	return clock_parse("2026-03-16T09:00", &now_ms) ? 0 : -1;
}

static inline int gone(void **state)
{
	(void)state;
	casefile_release(&file);
	return 0;
}

static inline int open_item(void **state)
{
	char forms[PATH_SIZE], path[PATH_SIZE];
	struct buf messages;
	(void)state;
	if (file_asset("codes", path) || tables_open(path) || file_asset("forms", forms))
		return -1;
	buf_init(&messages, 64 * 1024);
	text_format(path, sizeof(path), "%s/../tests/forms/life.ini", forms);
	enum err err = item_load(path, &item, &messages);
	if (err)
		print_message("%s", buf_text(&messages));
	buf_release(&messages);
	return err ? -1 : 0;
}

static inline int close_item(void **state)
{
	(void)state;
	item_free(item);
	tables_close();
	return 0;
}

#endif
