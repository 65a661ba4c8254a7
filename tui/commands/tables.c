/* SPDX-License-Identifier: MIT */
#include "tui/commands/tables.h"

#include "core/base/file.h"
#include "core/standards/tables.h"

enum err command_tables(bool demo)
{
	char path[PATH_SIZE];
	enum err e = file_asset("codes", path);

	if (!e)
		e = tables_open(path);
	if (!e && demo)
		e = file_asset("demo/regions.tsv", path);
	return e || !demo ? e : tables_add_demo(path);
}
