/* SPDX-License-Identifier: MIT
 *
 * F4 and F6 on a document: what is wrong with it, how it was taken, a second demand put to the
 * supervisor, a file of the scanner's folder.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "tui/screens/material_state.h"
#include "tui/screens/notice.h"

static const char *label_of(const struct app *a, size_t material)
{
	const struct material *m = &material_item(a)->materials[material];

	return i18n_pick(m->label, m->label_en);
}

static void add(struct materials *s, const char *label, struct material_act act)
{
	if (s->n_acts == MATERIAL_ACTS)
		return;
	s->choices[s->n_acts] = (struct choose_row){"", label};
	s->acts[s->n_acts++] = act;
}

static void add_had(const struct app *a, struct materials *s, size_t material)
{
	const struct material_mark *m = material_mark_at(a, material);

	if (!m->by_hand || m->actual == 0 || (m->way != WAY_ORIGINAL && m->way != WAY_WINDOW))
		return;
	for (int i = HAD_SEEN; i < HAD_COUNT; i++)
		if (m->had != (enum had)i)
			add(s, _(had_text((enum had)i)), (struct material_act){.had = (enum had)i});
}

static void add_defects(const struct app *a, struct materials *s, size_t material)
{
	if (desk_material_refusal(a->desk, material, CHOOSE_LATER))
		return;
	for (int i = DEFECT_EXPIRED; i < DEFECT_OTHER; i++)
		add(s, _(defect_wrong((enum defect)i)),
			(struct material_act){.defect = (enum defect)i});
}

/* More may be asked for only through the supervisor. */
static bool second_demand(const struct app *a, size_t material)
{
	const struct casefile *f = desk_case(a->desk);

	return f->notices > 0 && !f->demanded &&
	       material_mark_at(a, material)->mark != MARK_EXEMPT &&
	       desk_material_refusal(a->desk, material, CHOOSE_LATER) != NULL;
}

static void dealt(struct app *a, void *ctx, int index)
{
	struct materials *s = ctx;

	if (index < 0)
		return;
	size_t material = material_focus(s);
	const struct material_act *act = &s->acts[index];
	enum err e = OK;
	if (act->supervisor) {
		notice_ask_supervisor(a);
		return;
	}
	if (act->had != HAD_NOTHING)
		e = desk_take_material(a->desk, material, act->had);
	else
		e = desk_judge_material(a->desk, material, act->defect, "", "");
	if (e) {
		app_fail(a, e);
		return;
	}
	desk_count_keys(a->desk, 1);
	material_look(a, s);
	material_next_open(a, s);
	if (act->defect != DEFECT_NONE)
		app_say(a, VOICE_HINT, "%s",
			_("Noted. Mended here: press how it was had; else it stands on the notice"));
}

void material_deal(struct app *a, struct materials *s)
{
	char title[APP_MESSAGE];

	if (s->list.count == 0)
		return;
	size_t material = material_focus(s);
	s->n_acts = 0;
	add_had(a, s, material);
	add_defects(a, s, material);
	if (second_demand(a, material))
		add(s, _("Ask the supervisor for a second notice"),
			(struct material_act){.supervisor = true});
	if (s->n_acts == 0) {
		app_say(a, VOICE_PROBLEM, "%s", desk_material_refusal(a->desk, material, CHOOSE_LATER));
		return;
	}
	text_format(title, sizeof title, _("%s: what is wrong with it, or how it was taken"),
		label_of(a, material));
	struct choose_arg arg = {.title = title, .rows = s->choices, .n = s->n_acts, .ctx = s,
		.done = dealt};
	(void)!choose_open(a, &arg);
}

/* ---- files ---- */

static void attached(struct app *a, void *ctx, int index)
{
	struct materials *s = ctx;

	if (index < 0)
		return;
	enum err e = desk_attach_scan(a->desk, material_focus(s), s->files[index].name);
	switch (e) {
	case OK:
		app_say(a, VOICE_HINT, _("%s is sealed with the case and gone from the folder"),
			s->files[index].name);
		break;
	case ERR_INPUT:
		app_say(a, VOICE_PROBLEM, _("%s is no picture or document; scan it again"),
			s->files[index].name);
		break;
	case ERR_BUSY:
		app_say(a, VOICE_PROBLEM, _("%s is not whole yet; F6 again in a moment"),
			s->files[index].name);
		break;
	case ERR_EXISTS:
		app_say(a, VOICE_PROBLEM, _("%s is attached to this document already"),
			s->files[index].name);
		break;
	case ERR_LIMIT:
		app_say(a, VOICE_PROBLEM, _("%s is larger than 8 MB; scan it smaller"),
			s->files[index].name);
		break;
	default:
		app_fail(a, e);
	}
	if (e)
		return;
	desk_count_keys(a->desk, 1);
	material_look(a, s);
	material_next_open(a, s);
}

void material_files(struct app *a, struct materials *s)
{
	char title[APP_MESSAGE];
	size_t all = 0, n;

	if (s->list.count == 0)
		return;
	size_t material = material_focus(s);
	if (!material_countable(a, material)) {
		app_say(a, VOICE_PROBLEM, "%s", desk_material_refusal(a->desk, material, CHOOSE_SEEN));
		return;
	}
	n = desk_scans(a->desk, s->files, MATERIAL_FILES, &all);
	if (n == 0) {
		app_say(a, VOICE_HINT, "%s",
			_("The scanner's folder is empty. Scan it, then F6; or 2 without a file"));
		return;
	}
	for (size_t i = 0; i < n; i++)
		s->choices[i] = (struct choose_row){"", s->files[i].name};
	text_format(title, sizeof title, _("%s: which file is it? %zu in the folder, newest first"),
		label_of(a, material), all);
	struct choose_arg arg = {.title = title, .rows = s->choices, .n = n, .ctx = s,
		.done = attached};
	(void)!choose_open(a, &arg);
}
