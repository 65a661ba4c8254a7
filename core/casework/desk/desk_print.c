/* SPDX-License-Identifier: MIT
 *
 * What comes out of the printer. What must hold: nothing a printer does moves a case; a paper counts
 * as printed when the printer said so, whether its case is still on the desk or not.
 */
#include <string.h>

#include "core/base/i18n.h"
#include "core/base/log.h"
#include "core/base/random.h"
#include "core/base/text.h"
#include "core/casework/desk/desk_inside.h"
#include "core/form/fingerprint.h"

size_t desk_printers(const struct desk *d, struct desk_printer *out, size_t max)
{
	const char *names = d->parts.printers ? d->parts.printers : "";
	size_t n = 0;

	if (d->parts.printer && n < max)
		text_copy(out[n++].name, sizeof out->name, d->parts.printer);
	while (*(names += strspn(names, " ,")) && n < max) {
		size_t len = strcspn(names, " ,");
		bool fits = text_copyn(out[n].name, sizeof out->name, names, len);
		if (fits && slip_printer_ok(out[n].name) && !text_equal(out[n].name, d->parts.printer))
			n++;
		names += len;
	}
	return n;
}

static struct job *free_job(struct desk *d)
{
	for (size_t i = 0; i < DESK_JOBS; i++)
		if (!d->jobs[i].print && !d->jobs[i].over)
			return &d->jobs[i];
	return NULL;
}

size_t desk_print_room(const struct desk *d)
{
	size_t n = 0;

	for (size_t i = 0; i < DESK_JOBS; i++)
		n += !d->jobs[i].print && !d->jobs[i].over;
	return n;
}

static enum err start(struct desk *d, const struct slip_kept *slip, const char *query,
	const struct print_to *to, struct job *j)
{
	struct buf path;
	enum err e;

	buf_init(&path, sizeof j->path);
	if (to->way == PRINT_PDF)
		e = slip_pdf(slip, query, d->parts.print_dir, &j->print, &path);
	else
		e = slip_print(slip, to->way == PRINT_FILE ? NULL : to->printer, d->parts.print_dir,
			&j->print, &path);
	text_copy(j->path, sizeof j->path, buf_text(&path));
	buf_release(&path);
	return e;
}

/* Under way; what becomes of it is written when it is known. */
static enum err print_one(struct desk *d, const struct slip_kept *slip, const char *query,
	const struct uid *casefile, const uint8_t *form, const struct print_to *to)
{
	struct job *j = free_job(d);

	if (!j)
		return ERR_BUSY;
	*j = (struct job){.casefile = *casefile, .copy = slip->printed + 1, .way = to->way};
	memcpy(j->hash, slip->hash, HASH_SIZE);
	if (form)
		memcpy(j->form, form, HASH_SIZE);
	text_copy(j->document, sizeof j->document, slip->document);
	text_copy(j->printer, sizeof j->printer,
		to->way == PRINT_PDF ? "pdf" : to->way == PRINT_FILE || !to->printer ? "file" : to->printer);
	enum err e = start(d, slip, query, to, j);
	if (e)
		*j = (struct job){0};
	return e;
}

static struct print_to usual(const struct desk *d)
{
	return (struct print_to){d->parts.printer ? PRINT_PRINTER : PRINT_FILE, d->parts.printer};
}

enum err desk_print_slip(struct desk *d, const struct slip_kept *slip)
{
	struct print_to to = usual(d);

	return print_one(d, slip, "", &(struct uid){{0}}, NULL, &to);
}

enum err desk_print_text(struct desk *d, const char *document, int columns, const struct buf *text)
{
	struct slip_kept paper = {
		.bytes = text->data, .len = text->len, .columns = columns, .copies = 1};

	if (!text_copy(paper.document, sizeof paper.document, document))
		return ERR_INPUT;
	fingerprint(text->data, text->len, paper.hash);
	return desk_print_slip(d, &paper);
}

enum err desk_print_to(struct desk *d, size_t slip, const struct print_to *to)
{
	if (!d->open)
		return ERR_STATE;
	if (slip >= d->file.n_slips)
		return ERR_NOTFOUND;
	return print_one(d, &d->file.slips[slip], d->file.query, &d->file.id, d->file.item_hash, to);
}

enum err desk_print_other(struct desk *d, const struct casefile *c, size_t slip)
{
	struct print_to to = usual(d);

	if (slip >= c->n_slips)
		return ERR_NOTFOUND;
	return print_one(d, &c->slips[slip], c->query, &c->id, c->item_hash, &to);
}

enum err desk_print_document(struct desk *d, size_t slip)
{
	struct print_to to = usual(d);

	return desk_print_to(d, slip, &to);
}

enum err desk_print_new(struct desk *d, size_t from)
{
	enum err e = OK;

	for (size_t i = from; d->open && !e && i < d->file.n_slips; i++)
		e = desk_print_document(d, i);
	return e;
}

enum err desk_print(struct desk *d)
{
	size_t n = d->open ? d->file.n_slips : 0;

	while (n > 0 && slip_aside(&d->file.slips[n - 1]))
		n--;
	return n ? desk_print_document(d, n - 1) : ERR_STATE;
}

/* ---- how it went ---- */

static void put_result(const struct job *j, struct record *body)
{
	record_add(body, "document", j->document);
	record_addn(body, "hash", j->hash, HASH_SIZE);
	record_addi(body, "copy", j->copy);
	record_add(body, "printer", j->printer);
	record_add(body, "result", j->result ? "failed" : "ok");
}

/* Its case was put away meanwhile, or there is none: straight into the journal, or later when somebody
 * else writes. */
static enum err append(struct desk *d, const struct job *j)
{
	struct record body = {0};
	struct entry entry = {.casefile = j->casefile, .kind = "PRINT", .form_hash = j->form, .body = &body};

	put_result(j, &body);
	enum err e = body.err ? body.err : journal_append(d->parts.store, &entry, 1, NULL, NULL);
	record_release(&body);
	return e;
}

static enum err write_result(struct desk *d, const struct job *j)
{
	struct batch b = {0};

	if (uid_none(&j->casefile) || !d->open || !uid_equal(&d->file.id, &j->casefile))
		return append(d, j);
	put_result(j, &batch_add(&b, "PRINT")->body);
	return desk_write(d, &b, LATER);
}

static void tell_failed(struct desk *d, const struct job *j)
{
	const char *what = slip_title(j->document);

	if (j->way == PRINT_PDF)
		desk_tell(d, NOTE_PROBLEM, _("No PDF: a Chinese font may be missing; print it instead. %s"), what);
	else if (j->way == PRINT_FILE)
		desk_tell(d, NOTE_PROBLEM, "%s",
			_("The slip could not be written to its folder; tell the administrator"));
	else
		desk_tell(d, NOTE_PROBLEM, _("Not out of %s: load it and Ctrl+P, or F4 for another. %s"),
			j->printer, what);
	log_line("print", "%s on %s failed: %s", j->document, j->printer, err_name(j->result));
}

/* The case stands whatever the printer did; only the count of prints waits for it. */
static void settle(struct desk *d, struct job *j)
{
	enum err e = write_result(d, j);

	if (e == ERR_BUSY || e == ERR_LOCKED)
		return; /* at the next tick */
	if (e)
		desk_tell(d, NOTE_PROBLEM, "%s. %s", _(err_text(e)), _(err_remedy(e)));
	else if (!j->result && j->way == PRINT_PDF)
		desk_tell(d, NOTE_INFO, _("PDF: %s"), j->path);
	*j = (struct job){0};
}

bool jobs_tick(struct desk *d, int *next_ms)
{
	bool moved = false;

	for (size_t i = 0; i < DESK_JOBS; i++) {
		struct job *j = &d->jobs[i];
		if (!j->print && !j->over)
			continue;
		if (j->print && slip_print_ended(j->print, &j->result)) {
			j->print = NULL;
			j->over = true;
			moved = true;
			if (j->result)
				tell_failed(d, j);
		}
		if (j->over)
			settle(d, j);
		if (j->print || j->over)
			*next_ms = sooner(*next_ms, JOB_POLL_MS);
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
