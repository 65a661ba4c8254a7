/* SPDX-License-Identifier: MIT
 *
 * Who stands at the counter. What must hold: an agent's number and name never become the
 * applicant's, and who acts for somebody is somebody else.
 */
#include <string.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/mem.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/desk/desk_inside.h"
#include "core/standards/identity.h"

enum { OF_AGE = 18 };

/* Younger than so many years on the day that counts; false without a birth date. */
static bool younger(const struct desk *d, int years)
{
	struct identity id;
	day_t today = casefile_day(&d->file, clock_today());

	if (!d->open || d->file.legal || !*d->file.subject)
		return false;
	identity_check(d->file.subject, strlen(d->file.subject), today, &id);
	bool is = id.has_birth && identity_age(id.birth, today) < years;
	mem_wipe(&id, sizeof id);
	return is;
}

bool desk_legal(const struct desk *d)
{
	return d->open && d->file.legal;
}

bool desk_minor(const struct desk *d)
{
	return younger(d, OF_AGE);
}

bool desk_guardian_missing(const struct desk *d)
{
	const struct item *item = d->file.item;

	if (!d->open || !item || item->present < 0 || *d->file.agent)
		return false;
	return !*d->file.draft.answers[item->present].value && younger(d, item->alone_from);
}

static enum err write_identity(struct desk *d, int verdict, enum proof proof, const char *number)
{
	struct batch b = {0};
	struct record *body = &batch_add(&b, "IDENTITY")->body;

	record_addi(body, "verdict", verdict);
	record_add(body, "proof", proof_word(proof));
	if (*number)
		record_add(body, "number", number);
	enum err e = desk_write(d, &b, LATER);
	if (!e)
		asks_launch(d);
	return e;
}

/* Neither for the dead nor for a firm that is no more. */
static enum err ready(struct desk *d)
{
	enum err e = desk_draft_open(d);

	if (!e && desk_blocked(d)) {
		desk_tell(d, NOTE_PROBLEM, "%s", desk_blocked_text(d));
		e = ERR_STATE;
	}
	return e;
}

enum err desk_confirm_identity(struct desk *d)
{
	enum err e = ready(d);

	if (!e && d->file.anonymous)
		e = ERR_STATE;
	return e ? e : write_identity(d, 1, d->file.proof, "");
}

enum err desk_raise_level(struct desk *d, enum level to, enum proof proof)
{
	struct batch b = {0};
	enum err e = desk_form_open(d);

	if (!e && (to < LEVEL_COMPARED || to > LEVEL_SEEN || (proof != PROOF_READER && proof != PROOF_SEEN)))
		e = ERR_INPUT;
	if (e)
		return e;
	struct record *body = &batch_add(&b, "LEVEL")->body;
	record_addi(body, "level", to);
	record_add(body, "proof", proof_word(proof));
	return desk_write(d, &b, LATER);
}

static const char *word(const struct evidence *e, size_t row, const char *attribute)
{
	const char *text = e && row < e->n_rows ? record_get(&e->rows[row], attribute) : NULL;

	return text ? text : "";
}

static bool in_force(const struct desk_handler *h, day_t today)
{
	day_t day;

	if (*h->from && day_parse(h->from, &day) && day > today)
		return false;
	return !*h->to || (day_parse(h->to, &day) && day >= today);
}

static const struct evidence *registration(const struct desk *d)
{
	const struct evidence *e = casefile_latest(&d->file, "CRD-01", "");

	return e && e->n_rows > 0 ? e : casefile_latest(&d->file, "SJ-01", "");
}

size_t desk_handlers(const struct desk *d, struct desk_handler *out, size_t max)
{
	const struct evidence *law = desk_legal(d) ? registration(d) : NULL,
			      *named = desk_legal(d) ? casefile_latest(&d->file, "AUTH-02", "") : NULL;
	const char *head = word(law, 0, "representative_id");
	day_t today = casefile_day(&d->file, clock_today());
	size_t n = 0;

	if (*head && n < max)
		out[n++] = (struct desk_handler){.id = head,
			.name = word(law, 0, "representative"),
			.mobile = "",
			.from = "",
			.to = "",
			.representative = true,
			.in_force = true};
	for (size_t i = 0; named && i < named->n_rows && n < max; i++) {
		struct desk_handler h = {.id = word(named, i, "handler_id"),
			.name = word(named, i, "handler_name"),
			.mobile = word(named, i, "handler_mobile"),
			.from = word(named, i, "from"),
			.to = word(named, i, "to")};
		if (!*h.id || text_equal(h.id, head))
			continue;
		h.in_force = in_force(&h, today);
		out[n++] = h;
	}
	return n;
}

/* Not refused here: what an authority must be the item's own rules say. */
static void tell_authority(struct desk *d, const char *number)
{
	enum { MOST = 64 };
	struct desk_handler list[MOST];
	size_t n = desk_handlers(d, list, MOST);

	if (!casefile_latest(&d->file, "AUTH-02", ""))
		return; /* not heard yet */
	for (size_t i = 0; i < n; i++) {
		if (!text_equal(list[i].id, number))
			continue;
		if (!list[i].in_force)
			desk_tell(d, NOTE_PROBLEM, _("This handler's authority was from %s to %s"),
				list[i].from, list[i].to);
		return;
	}
	desk_tell(d, NOTE_PROBLEM, "%s",
		_("The firm has not named this person as its handler; ask for a power of attorney"));
}

static enum err refuse(char why[WHY_SIZE], const char *text)
{
	text_copy(why, WHY_SIZE, text);
	return ERR_INPUT;
}

static enum err check_agent(
	const struct desk *d, const char *number, struct identity *id, char why[WHY_SIZE])
{
	identity_check(number, strlen(number), clock_today(), id);
	if (id->verdict.grade == GRADE_BAD)
		return refuse(why, _(verdict_worst(&id->verdict)));
	if (text_equal(id->normal, d->file.subject))
		return refuse(why, _("This is the applicant's own number; confirm the identity instead"));
	if (id->has_birth && identity_age(id->birth, clock_today()) < OF_AGE)
		return refuse(why, _("Somebody under 18 cannot act for another person"));
	return desk_belongs(d, id->region, why);
}

enum err desk_confirm_agent(
	struct desk *d, const char *number, enum proof proof, char why[WHY_SIZE])
{
	struct identity id;
	enum err e = ready(d);

	*why = '\0';
	if (!e && d->file.anonymous)
		e = ERR_STATE;
	if (!e && d->file.item && d->file.item->present < 0) {
		text_copy(why, WHY_SIZE, _("For this item the applicant comes in person"));
		e = ERR_DENIED;
	}
	if (!e)
		e = check_agent(d, number, &id, why);
	if (!e)
		e = write_identity(d, 2, proof, id.normal);
	if (!e && d->file.legal)
		tell_authority(d, d->file.agent);
	mem_wipe(&id, sizeof id);
	return e;
}
