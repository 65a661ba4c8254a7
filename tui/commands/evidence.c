/* SPDX-License-Identifier: MIT
 *
 * What must hold: no answer's words and nobody's value are printed, only hashes, counts and labels;
 * who looks is in the journal before anything is shown.
 */
#include "tui/commands/evidence.h"

#include <getopt.h>
#include <stdio.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/random.h"
#include "core/casework/authority.h"
#include "core/casework/evidence.h"
#include "core/casework/shelf.h"
#include "core/standards/tables.h"
#include "tui/commands/station.h"
#include "tui/commands/tables.h"

enum { TABLE_BYTES = 1 << 20, WAIT_MS = 2000 };

static enum err record_look(struct store *s, const struct uid *id)
{
	struct record body = {0};
	struct entry entry = {.kind = "VIEW", .body = &body};
	char hex[UID_HEX];

	uid_hex(id, hex);
	record_add(&body, "case", hex);
	record_add(&body, "screen", "evidence");
	enum err e = journal_append_wait(s, &entry, 1, NULL, NULL, WAIT_MS);
	record_release(&body);
	return e;
}

static void print_unbound(const struct casefile *c, day_t today)
{
	for (size_t i = 0; c->item && i < c->item->n_fields; i++) {
		const struct field *f = &c->item->fields[i];
		enum bond b = value_bond(c, i, today);
		if (b > BOND_OK)
			printf(_("value %s (%s): %s\n"), f->name, i18n_pick(f->label, f->label_en), bond_word(b));
	}
}

static enum err print_case(struct store *s, const struct casefile *c, bool *broken)
{
	day_t today = casefile_day(c, clock_today());
	struct evidence_sum sum;
	uint32_t intact = 0, all = 0;
	struct buf text;
	enum err chain = journal_intact(s, &c->id, &intact, &all);

	buf_init(&text, TABLE_BYTES);
	evidence_sum(c, today, &sum);
	evidence_table(c, &text);
	fputs(buf_text(&text), stdout);
	print_unbound(c, today);
	buf_clear(&text);
	evidence_say(&sum, &text);
	printf("%s\n", buf_text(&text));
	printf(_("chain of the case: %u of %u events hold\n"), intact, all);
	enum err e = text.err;
	buf_release(&text);
	*broken = sum.changed > 0 || sum.bound < sum.values || chain == ERR_TAMPER;
	return chain && chain != ERR_TAMPER ? chain : e;
}

/* As on a screen: the role, the scope, or a place taken; else the sentence of who may. */
static enum err may(struct store *s, const struct casefile *c)
{
	struct recusals *places = recusals_new(s);
	char why[AUTHORITY_TEXT];
	enum err e = authority_refresh(s, places);
	struct authority a = authority_in(s, places, 1u << RIGHT_PERSON, c);
	struct scope_place at = authority_at(c);

	if (!e && !authority_held(&a)) {
		authority_explain(s, RIGHT_PERSON, &at, why);
		fprintf(stderr, "onetrip: %s\n", why);
		e = ERR_DENIED;
	}
	recusals_free(places);
	return e;
}

static enum err show(struct station *s, const char *number, bool *broken)
{
	struct shelf *shelf = NULL;
	struct view_case v;
	struct casefile c;
	enum err e = view_by_number(s->store, number, &v);

	if (!e)
		e = shelf_new(s->store, NULL, &shelf);
	if (!e)
		e = evidence_load(s->store, &v.id, shelf_find, shelf, &c);
	if (!e) {
		e = may(s->store, &c);
		if (!e)
			e = record_look(s->store, &v.id);
		if (!e)
			e = print_case(s->store, &c, broken);
		casefile_release(&c);
	}
	shelf_free(shelf);
	return e;
}

int command_evidence(int argc, char **argv)
{
	struct station s = {0};
	bool broken = false;
	int status = station_options(&s, argc, argv, "cad",
		_("Usage: onetrip evidence [--config FILE | --demo DIR] --as ID [--password-fd N] CASE\n"
		  "Verifies without a network that the answers of departments kept with case number "
		  "CASE are\n"
		  "what came, and that every value still is what its answer says. Looking is recorded. "
		  "Exit\n"
		  "status 1 when something does not hold.\n"));

	if (status >= 0)
		return status;
	enum err e = argc - optind == 1 && s.as ? OK : ERR_USAGE;
	if (!e)
		e = command_tables(s.demo != NULL);
	if (!e)
		e = station_open(&s);
	if (!e)
		e = station_login(&s);
	if (!e)
		e = show(&s, argv[optind], &broken);
	status = station_end(&s, "evidence", e);
	tables_close();
	return status == GOOD && broken ? FINDINGS : status;
}
