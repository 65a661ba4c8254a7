/* SPDX-License-Identifier: MIT
 *
 * A new casefile: of a person, of a firm, or of somebody who gives no name. What must hold: nothing
 * is opened for a number that does not prove itself or does not belong to this hall.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/desk/desk_inside.h"
#include "core/casework/number.h"
#include "core/casework/recusal.h"
#include "core/standards/credit_code.h"
#include "core/standards/identity.h"
#include "core/standards/region.h"

enum { NUMBER_TRIES = 20 };

/* Whose case it is to be. */
struct applicant {
	char number[SUBJECT_SIZE];
	bool legal;
	enum proof proof;
};

enum err desk_belongs(const struct desk *d, const char *region, char why[WHY_SIZE])
{
	bool fictional = *region && region_demo(region);

	if (fictional == d->parts.training)
		return OK;
	text_copy(why, WHY_SIZE,
		d->parts.training ? _("Practice takes people of the demo city 339900 only")
				  : _("People of the demo city 339900 are for practice only"));
	return ERR_DEMO;
}

static void fill_open(const struct desk *d, const char *number, const struct applicant *who,
	struct record *body)
{
	record_add(body, "number", number);
	record_add(body, "window", d->parts.window);
	record_add(body, "operator", desk_operator(d));
	record_add(body, "subject", who->number);
	record_add(body, "proof", proof_word(who->proof));
	if (who->legal)
		record_add(body, "object", "legal");
	else if (!*who->number)
		record_add(body, "object", "anonymous");
}

/* A serial may be drawn by two windows at once: the second draws again. */
static enum err write_open(struct desk *d, const struct applicant *who)
{
	enum err e = ERR_EXISTS;

	for (int i = 0; i < NUMBER_TRIES && (e == ERR_EXISTS || e == ERR_CONFLICT); i++) {
		struct batch b = {0};
		char number[CASE_NUMBER];
		unsigned serial;
		e = view_next_serial(d->parts.store, d->parts.window, clock_today(), &serial);
		if (e)
			return e;
		number_format(clock_today(), d->parts.window, serial, number);
		d->file.id = uid_new();
		fill_open(d, number, who, &batch_add(&b, "OPEN")->body);
		e = desk_write(d, &b, NOW);
	}
	return e;
}

static enum err open_for(struct desk *d, const struct applicant *who)
{
	desk_close(d);
	enum err e = write_open(d, who);
	if (e) {
		desk_forget(d);
		return e;
	}
	d->open = true;
	disputes_refresh(d);
	asks_identity(d);
	asks_launch(d);
	return OK;
}

static enum err allowed(const struct desk *d)
{
	if (!operator_current(d->parts.store))
		return ERR_LOCKED;
	return desk_may(d, RIGHT_PERSON) && desk_may(d, RIGHT_RECEIVE) ? OK : ERR_DENIED;
}

/* Letters other than a last X stand in credit codes only; so do these first characters. */
static bool looks_like_code(const char *normal)
{
	size_t n = strlen(normal), digits = strspn(normal, "0123456789");

	return n > 0 && (digits + 1 < n || strchr("59Y", normal[0]));
}

static enum err of_person(
	const struct desk *d, const struct identity *id, struct applicant *out, char why[WHY_SIZE])
{
	enum err e = desk_belongs(d, id->region, why);

	if (!e && !text_copy(out->number, sizeof out->number, id->normal))
		e = ERR_INPUT;
	return e;
}

static enum err of_firm(const struct desk *d, const struct credit_code *code, struct applicant *out,
	char why[WHY_SIZE])
{
	enum err e = desk_belongs(d, code->region, why);

	out->legal = true;
	if (!e && !text_copy(out->number, sizeof out->number, code->normal))
		e = ERR_INPUT;
	return e;
}

/* A number that is right as a person's is a person's; else it may be a firm's. */
static enum err whose(
	const struct desk *d, const char *number, struct applicant *out, char why[WHY_SIZE])
{
	struct identity id;
	struct credit_code code;
	enum err e = ERR_INPUT;

	identity_check(number, strlen(number), clock_today(), &id);
	credit_code_check(number, strlen(number), &code);
	bool firm = code.verdict.grade != GRADE_BAD && text_equal(code.kind, "USCC");
	if (id.verdict.grade != GRADE_BAD)
		e = of_person(d, &id, out, why);
	else if (firm)
		e = of_firm(d, &code, out, why);
	else
		text_copy(why, WHY_SIZE,
			_(verdict_worst(looks_like_code(code.normal) ? &code.verdict : &id.verdict)));
	mem_wipe(&id, sizeof id);
	mem_wipe(&code, sizeof code);
	return e;
}

enum err desk_open_person(struct desk *d, const char *number, enum proof proof, char why[WHY_SIZE])
{
	struct applicant who = {.proof = proof};
	enum err e = allowed(d);

	*why = '\0';
	if (!e)
		e = whose(d, number, &who, why);
	if (!e)
		e = recusals_read(d->recusals);
	if (!e && recused_from(d->recusals, desk_operator(d), who.number)) {
		text_copy(why, WHY_SIZE,
			_(life_bar_text(BAR_RECUSED)));
		e = ERR_DENIED;
	}
	if (!e)
		e = open_for(d, &who);
	mem_wipe(&who, sizeof who);
	return e;
}

enum err desk_open_anonymous(struct desk *d, size_t directory_index)
{
	struct applicant nobody = {.proof = PROOF_NONE};
	const struct item *item;
	enum err e = allowed(d);

	if (!e && directory_index >= directory_size(d->parts.directory))
		e = ERR_NOTFOUND;
	if (!e)
		e = directory_item(d->parts.directory, directory_index, &item);
	if (!e && !item->anonymous)
		e = ERR_DENIED;
	if (!e)
		e = open_for(d, &nobody);
	return e ? e : desk_pick_item(d, directory_index, NULL);
}

static enum err write_name(struct desk *d, const struct applicant *who)
{
	struct batch b = {0};
	struct record *body = &batch_add(&b, "IDENTITY")->body;

	record_addi(body, "verdict", 1);
	record_add(body, "proof", proof_word(who->proof));
	record_add(body, "number", who->number);
	return desk_write(d, &b, NOW);
}

enum err desk_give_name(struct desk *d, const char *number, enum proof proof, char why[WHY_SIZE])
{
	struct applicant who = {.proof = proof};
	enum err e = desk_draft_open(d);

	*why = '\0';
	if (!e && !d->file.anonymous)
		e = ERR_STATE;
	if (!e)
		e = whose(d, number, &who, why);
	if (!e && who.legal) {
		text_copy(why, WHY_SIZE, _("A person gives the name; read an identity card"));
		e = ERR_INPUT;
	}
	if (!e)
		e = write_name(d, &who);
	if (!e) {
		asks_identity(d);
		desk_refresh(d);
		asks_launch(d);
	}
	mem_wipe(&who, sizeof who);
	return e;
}
