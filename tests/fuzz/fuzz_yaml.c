/* SPDX-License-Identifier: MIT
 *
 * Any bytes as YAML: no crash; what is taken and passes the strict parser is an array or object.
 */
#include <stdlib.h>

#include "core/exchange/json.h"
#include "core/exchange/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct json *j = NULL;
	struct buf out;
	int line = 0;

	buf_init(&out, 8 * YAML_BYTES);
	enum err e = yaml_to_json((const char *)data, size, &out, &line);
	if (e && line < 1 && e != ERR_LIMIT)
		abort();
	if (!e && json_parse(buf_text(&out), out.len, &j) == OK && json_kind(j) < KIND_ARRAY)
		abort();
	json_free(j);
	buf_release(&out);
	return 0;
}
