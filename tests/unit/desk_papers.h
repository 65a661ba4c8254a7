/* SPDX-License-Identifier: MIT
 *
 * The item of tests/data/desk that asks for papers of every kind, and how it stands with them.
 */
#ifndef ONETRIP_DESK_PAPERS_H
#define ONETRIP_DESK_PAPERS_H

#include "tests/unit/desk_departments.h"

#define PAPERS "330799199002"

static inline const struct material_mark *mark(struct counter *c, const char *name)
{
	return &desk_case(c->desk)->marks[material(c, name)];
}

static inline enum err choose(struct counter *c, const char *name, enum material_choice choice)
{
	return desk_choose_material(c->desk, material(c, name), choice, 0);
}

/* A file in the scanner's folder; and a desk that has one. */
static inline void put_file(const char *folder, const char *name, const char *text)
{
	char path[PATH_SIZE];

	assert_int_equal(file_make_dir(folder), OK);
	text_format(path, sizeof path, "%s/%s", folder, name);
	assert_int_equal(file_write(path, text, strlen(text)), OK);
}

static inline void with_folder(struct counter *c, char folder[128])
{
	struct desk_parts parts = {.store = c->f->s,
		.directory = c->directory,
		.catalog = c->catalog,
		.driver = c->driver,
		.hall = "演示市政务服务中心",
		.window = "A03",
		.training = true,
		.print_dir = c->print_dir,
		.scans = folder,
		.slip_columns = 48};

	text_format(folder, 128, "%s/in", c->f->folder);
	desk_free(c->desk);
	assert_int_equal(desk_new(&parts, &c->desk), OK);
}

#endif
