/* SPDX-License-Identifier: MIT
 *
 * Any bytes as JSON: no crash; what is taken is an array or object of valid UTF-8 without NUL,
 * at most JSON_DEPTH deep, its numbers spelt as they came.
 */
#include <stdlib.h>
#include <string.h>

#include "core/base/text.h"
#include "core/exchange/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool holds)
{
	if (!holds)
		abort();
}

struct walk {
	const char *bytes;
	size_t len;
	const struct json *at;
	int depth;
};

static void visit(const struct walk *from, const struct json *j);

static void visit_member(void *ctx, const char *name)
{
	const struct walk *w = ctx;
	char path[JSON_NAME + 2];

	demand(text_valid(name, strlen(name)));
	if (!name[strcspn(name, ".[")] && text_format(path, sizeof(path), "$.%s", name) &&
		json_path_valid(path)) {
		demand(json_find(w->at, path) != NULL);
		visit(w, json_find(w->at, path));
	}
}

static void visit(const struct walk *from, const struct json *j)
{
	struct walk w = {from->bytes, from->len, j, from->depth + 1};
	const char *text = json_text(j);

	demand(w.depth <= JSON_DEPTH + 1);
	if (text)
		demand(text_valid(text, strlen(text)));
	if (json_kind(j) == KIND_NUMBER)
		demand(memmem(w.bytes, w.len, text, strlen(text)) != NULL);
	for (size_t i = 0; i < json_count(j); i++)
		visit(&w, json_item(j, i));
	json_names(j, visit_member, &w);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct walk w = {(const char *)data, size, NULL, 0};
	struct json *j = NULL;

	if (json_parse(w.bytes, size, &j) != OK) {
		demand(j == NULL);
		return 0;
	}
	demand(json_kind(j) == KIND_ARRAY || json_kind(j) == KIND_OBJECT);
	visit(&w, j);
	json_free(j);
	return 0;
}
