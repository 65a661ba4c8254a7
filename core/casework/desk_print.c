/* SPDX-License-Identifier: MIT
 *
 * What comes out of the printer. What must hold: nothing a printer does moves a case.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/log.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/desk_inside.h"
#include "core/form/fingerprint.h"

enum err desk_print_slip(
	struct desk *d, const struct slip_kept *slip, const struct uid *casefile, size_t index)
{
	size_t slot = 0;

	while (slot < DESK_JOBS && d->jobs[slot].print)
		slot++;
	if (slot == DESK_JOBS)
		return ERR_BUSY;
	d->jobs[slot].slip = index;
	d->jobs[slot].casefile = *casefile;
	return slip_print(
		slip, d->parts.printer, d->parts.print_dir, &d->jobs[slot].print, NULL);
}

enum err desk_print_text(struct desk *d, const char *document, int columns, const struct buf *text)
{
	struct slip_kept paper = {
		.bytes = text->data, .len = text->len, .columns = columns, .copies = 1};

	if (!text_copy(paper.document, sizeof paper.document, document))
		return ERR_INPUT;
	fingerprint(text->data, text->len, paper.hash);
	return desk_print_slip(d, &paper, &(struct uid){{0}}, 0);
}

enum err desk_print_document(struct desk *d, size_t slip)
{
	if (!d->open)
		return ERR_STATE;
	if (slip >= d->file.n_slips)
		return ERR_NOTFOUND;
	return desk_print_slip(d, &d->file.slips[slip], &d->file.id, slip);
}

enum err desk_print(struct desk *d)
{
	size_t n = d->open ? d->file.n_slips : 0;

	while (n > 0 && text_equal(d->file.slips[n - 1].document, "rating"))
		n--; /* the citizen's own paper: only when it is asked for */
	return n ? desk_print_document(d, n - 1) : ERR_STATE;
}

/* The result is remembered with the case if it is still the one on the desk; the paper is out or
 * not either way. */
static void ended(struct desk *d, const struct job *job, enum err result)
{
	struct batch b = {0};

	if (result) {
		desk_tell(d, NOTE_PROBLEM, "%s",
			d->parts.printer
				? _("The slip was not printed. See to the printer, then Ctrl+P")
				: _("The slip could not be written to its folder; tell the "
				    "administrator"));
		log_line("print", "a slip failed: %s", err_name(result));
	}
	if (!d->open || !uid_equal(&d->file.id, &job->casefile) || result)
		return;
	const struct slip_kept *slip = &d->file.slips[job->slip];
	struct record *body = &batch_add(&b, "PRINT")->body;
	record_add(body, "document", slip->document);
	record_addn(body, "hash", slip->hash, HASH_SIZE);
	record_addi(body, "copy", slip->printed + 1);
	record_add(body, "printer", d->parts.printer ? d->parts.printer : "file");
	record_add(body, "result", "ok");
	enum err e = desk_write(d, &b, LATER);
	if (e)
		desk_tell(d, NOTE_PROBLEM, "%s. %s", _(err_text(e)), _(err_remedy(e)));
}

bool jobs_tick(struct desk *d, int *next_ms)
{
	bool moved = false;

	for (size_t i = 0; i < DESK_JOBS; i++) {
		enum err result;
		if (!d->jobs[i].print)
			continue;
		if (!slip_print_ended(d->jobs[i].print, &result)) {
			*next_ms = sooner(*next_ms, JOB_POLL_MS);
			continue;
		}
		struct job job = d->jobs[i];
		d->jobs[i] = (struct job){0};
		ended(d, &job, result);
		moved = true;
	}
	return moved;
}

/* The program ends: what was handed to the printer goes on there. */
void jobs_release(struct desk *d)
{
	for (size_t i = 0; i < DESK_JOBS; i++)
		if (d->jobs[i].print)
			slip_print_leave(d->jobs[i].print);
	memset(d->jobs, 0, sizeof d->jobs);
}
