/* SPDX-License-Identifier: MIT
 *
 * What both kinds of stage need.
 */
#include "tests/screen/harness/stage.h"

#include <stdlib.h>

#include "core/base/file.h"
#include "core/base/text.h"

enum err stage_place(const struct scene *c, char out[4096])
{
	if (!*c->dir)
		return stage_folder(out);
	return text_copy(out, PATH_SIZE, c->dir) ? OK : ERR_LIMIT;
}

enum err stage_folder(char out[4096])
{
	const char *tmp = getenv("TMPDIR");

	text_format(out, PATH_SIZE, "%s/onetrip-screen-XXXXXX", tmp && *tmp ? tmp : "/tmp");
	return mkdtemp(out) ? OK : ERR_IO;
}
