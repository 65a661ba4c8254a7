/* SPDX-License-Identifier: MIT */
#include "tui/commands/report_others.h"

#include "core/base/i18n.h"
#include "core/base/text.h"
#include "tui/commands/report_index.h"
#include "tui/commands/report_providers.h"
#include "tui/commands/report_regions.h"
#include "tui/commands/report_said.h"

static const struct report_other others[] = {
	{"provider", N_("To the departments"), report_providers, true, provider_letters},
	{"region", N_("Cases between regions"), report_regions, true, NULL},
	{"index", N_("Check against the capability index"), report_index, false, NULL},
	{"appeal", N_("Figures of appeals"), report_appeals, false, NULL},
	{"rating", N_("What citizens said"), report_ratings, false, NULL},
};

const struct report_other *report_other(const char *word)
{
	for (size_t i = 0; i < COUNT_OF(others); i++)
		if (text_equal(others[i].word, word))
			return &others[i];
	return NULL;
}
