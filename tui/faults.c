/* SPDX-License-Identifier: MIT
 *
 * Two questions, one after the other: which department, then which state. The control channel
 * exists on the demo exchange alone.
 */
#include "tui/faults.h"

#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/demo/control.h"
#include "core/demo/department.h"
#include "tui/choose.h"

enum { OFFERED = 64 };

struct faults {
	struct choose_row departments[OFFERED];
	size_t n;
	const char *department;
	struct choose_row states[AILMENT_COUNT];
};

static void release(void *ctx)
{
	mem_free(ctx);
}

static void state_chosen(struct app *a, void *ctx, int index)
{
	struct faults *x = ctx;

	if (index < 0)
		return;
	enum err e = demo_control(a->demo_base, x->department, ailment_word((enum ailment)index), -1);
	if (e)
		app_fail(a, e);
	else
		app_say(a, VOICE_HINT, "%s: %s", x->department,
			_(ailment_text((enum ailment)index)));
}

static void department_chosen(struct app *a, void *ctx, int index)
{
	struct faults *x = mem_new(sizeof *x);

	if (index < 0) {
		mem_free(x);
		return;
	}
	*x = *(const struct faults *)ctx;
	x->department = x->departments[index].code;
	for (int i = 0; i < AILMENT_COUNT; i++)
		x->states[i] = (struct choose_row){ailment_word((enum ailment)i), _(ailment_text((enum ailment)i))};
	struct choose_arg arg = {.title = x->departments[index].label, .rows = x->states,
		.n = AILMENT_COUNT, .done = state_chosen, .ctx = x, .release = release};
	if (choose_open(a, &arg))
		release(x);
}

static void collect(const struct app *a, struct faults *x)
{
	for (size_t i = 0; i < a->catalog->n_resources; i++) {
		const struct resource *r = &a->catalog->resources[i];
		size_t k = 0;
		while (k < x->n && !text_equal(x->departments[k].code, r->department))
			k++;
		if (k == x->n && k < OFFERED)
			x->departments[x->n++] = (struct choose_row){r->department,
				i18n_pick(r->department, r->department_en)};
	}
}

void faults_open(struct app *a)
{
	struct faults *x = mem_new(sizeof *x);

	collect(a, x);
	struct choose_arg arg = {.title = _("Which department?"), .rows = x->departments, .n = x->n,
		.filter = true, .done = department_chosen, .ctx = x, .release = release};
	if (choose_open(a, &arg))
		release(x);
}
