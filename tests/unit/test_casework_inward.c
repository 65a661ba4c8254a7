/* SPDX-License-Identifier: MIT
 *
 * The whole way between two halls: received in the east, handed over with its papers, taken in, examined
 * and decided in the west, the result and its paper back in the east; sent back; asked for.
 */
#include "tests/unit/two_halls.h"

#include "core/casework/life.h"
#include "core/casework/oversight/regions.h"
#include "core/casework/oversight/watch.h"
#include "core/form/fingerprint.h"
#include "core/store/queue.h"

enum { FILE_BYTES = 60 * 1000 };

#define PENSION "332000107001"

static void field_of(struct region_hall *h, const char *code, const char *name, const char *value)
{
	struct answer a = {.value = mem_text(value), .origin = ORIGIN_TYPED};
	struct record body = {0};
	struct uid none = {{0}};
	const struct item *item;
	size_t at = item_at(&h->c, code);

	assert_int_equal(directory_item(h->c.directory, at, &item), OK);
	field_put(item, (size_t)item_field(item, name), &a, &none, &body);
	append_raw(h, "FIELD", &body);
	record_release(&body);
	mem_free_text(a.value);
}

static void field_at(struct region_hall *h, const char *name, const char *value)
{
	field_of(h, REISSUE, name, value);
}

static void state_at(struct region_hall *h, const char *to, const char *due)
{
	struct record body = {0};

	record_add(&body, "to", to);
	record_add(&body, "due", due);
	append_raw(h, "STATE", &body);
	record_release(&body);
}

/* A photograph, larger than a part. */
static void scan_at(struct region_hall *h, uint8_t hash[HASH_SIZE])
{
	struct material_mark m = material_idle();
	struct record body = {0};
	const struct item *item;
	char *file = mem_new(FILE_BYTES);

	for (int i = 0; i < FILE_BYTES; i++)
		file[i] = (char)(i * 31 + i / 256);
	assert_int_equal(scan_keep(h->c.f->s, file, FILE_BYTES, hash), OK);
	mem_free(file);
	assert_int_equal(directory_item(h->c.directory, item_at(&h->c, REISSUE), &item), OK);
	m.mark = MARK_VERIFIED;
	m.way = WAY_WINDOW;
	m.had = HAD_FILE;
	m.level = 'B';
	m.due = m.actual = 1;
	m.n_scans = 1;
	memcpy(m.scans[0], hash, HASH_SIZE);
	material_put(item, (size_t)item_material(item, "photo"), &m, &body);
	append_raw(h, "MATERIAL", &body);
	record_release(&body);
}

/* A draft of the east that only this test writes on. */
static void begun(struct region_hall *h, const char *code)
{
	desk_close(h->c.desk);
	open_person(&h->c, TENANT);
	assert_int_equal(desk_confirm_identity(h->c.desk), OK);
	assert_int_equal(desk_pick_item(h->c.desk, item_at(&h->c, code), NULL), OK);
	h->id = desk_case(h->c.desk)->id;
	desk_cancel_asks(h->c.desk);
	assert_int_equal(desk_unsaved(h->c.desk), 0);
	desk_close(h->c.desk);
}

/* An accepted case in the east whose household is registered in the west. */
static void accepted(struct region_hall *h, uint8_t scan[HASH_SIZE])
{
	begun(h, REISSUE);
	field_at(h, "id_no", TENANT);
	field_at(h, "name", "钱七");
	field_at(h, "hukou_region", WEST);
	field_at(h, "cause", "1");
	scan_at(h, scan);
	state_at(h, "RECEIVED", NULL);
	state_at(h, "ACCEPTED", "2026-04-07");
}

static void hand_over(struct two_halls *t)
{
	assert_int_equal(desk_open_case(t->east.c.desk, &t->east.id), OK);
	assert_int_equal(desk_live(t->east.c.desk, LIFE_TRANSFER, &(struct life_args){0}), OK);
	desk_close(t->east.c.desk);
	work(t, 2 * INWARD_POLL_MS);
}

static struct two_halls *handed(uint8_t scan[HASH_SIZE])
{
	struct two_halls *t = two_halls_new();

	work(t, 1000); /* the west fetches its list: from now on its cases are kept for it */
	accepted(&t->east, scan);
	hand_over(t);
	return t;
}

/* What waits in the west, apart from the demo's own. */
static const struct inward_case *waiting(struct two_halls *t)
{
	const struct inward_case *list[64];
	size_t n = inwards_waiting(t->west.in, list, COUNT_OF(list));

	for (size_t i = 0; i < n; i++)
		if (text_equal(list[i]->region, EAST))
			return list[i];
	return NULL;
}

static enum err take_in(struct two_halls *t, const struct inward_case *c)
{
	const struct buf *bytes;
	const char *text;
	size_t have;
	enum err e;

	assert_int_equal(inwards_open(t->west.in, &c->op), OK);
	work(t, 30000);
	c = waiting(t);
	assert_non_null(c);
	assert_true(inwards_package(t->west.in, &c->op, &have, &e, &text, &bytes));
	assert_int_equal(have, c->whole);
	return desk_take_in(t->west.c.desk, c, text, bytes, &t->west.id);
}

static void live(struct two_halls *t, const char *who, const char *password, enum life a,
	const struct life_args *args)
{
	struct region_hall *w = &t->west;

	again_as(&w->c, who, password);
	assert_int_equal(desk_open_case(w->c.desk, &w->id), OK);
	enum life_bar bar = desk_life_bar(w->c.desk, a);
	if (bar)
		fail_msg("%s: %s", life_word(a), life_bar_text(bar));
	assert_int_equal(desk_live(w->c.desk, a, args), OK);
	desk_close(w->c.desk);
}

static void says(const struct slip_kept *s, const char *words)
{
	assert_non_null(s);
	if (!memmem(s->bytes, s->len, words, strlen(words)))
		fail_msg("%s does not say %s", s->document, words);
}

/* Both halls count it once, each on its side. */
static void counted(struct two_halls *t)
{
	struct region_sums *sums = mem_new(sizeof *sums);
	struct range today = range_days(day_of(2026, 3, 16), day_of(2026, 3, 16));

	assert_int_equal(regions_read(t->east.c.f->s, &today, sums), OK);
	assert_int_equal(sums->n, 1);
	assert_string_equal(sums->list[0].code, WEST);
	assert_int_equal(sums->list[0].out.came, 1);
	assert_int_equal(sums->list[0].out.taken, 1);
	assert_int_equal(sums->list[0].out.decided, 1);
	assert_int_equal(region_median(&sums->list[0].out), 0);
	assert_int_equal(region_median(&sums->list[0].in), -1);
	assert_int_equal(regions_read(t->west.c.f->s, &today, sums), OK);
	assert_string_equal(sums->list[0].code, EAST);
	assert_int_equal(sums->list[0].in.came, 1);
	assert_int_equal(sums->list[0].in.taken, 1);
	assert_int_equal(sums->list[0].in.returned, 0);
	assert_int_equal(sums->list[0].in.decided, 1);
	mem_free(sums);
}

static void whole_way(void **unused)
{
	uint8_t scan[HASH_SIZE];
	struct two_halls *t = handed(scan);
	const struct inward_case *c = waiting(t);
	struct buf file;

	(void)unused;
	assert_non_null(c);
	assert_string_equal(c->item, REISSUE);
	assert_int_equal(c->due, day_of(2026, 4, 7));
	struct casefile east = load_at(&t->east);
	assert_int_equal(east.crossing.state, CROSSING_HANDED);
	assert_string_equal(c->number, east.number);
	casefile_release(&east);

	assert_int_equal(take_in(t, c), OK);
	struct casefile west = load_at(&t->west);
	assert_int_equal(west.state, STATE_ACCEPTED);
	assert_string_equal(west.subject, TENANT);
	assert_string_equal(west.applicant, "钱七");
	assert_string_equal(west.inward.region, EAST);
	assert_int_equal(west.visits, 0);
	/* 15 working days after 16 March; 6 April is a holiday */
	assert_int_equal(west.due, day_of(2026, 4, 7));
	int at = item_field(west.item, "hukou_region");
	assert_string_equal(west.draft.answers[at].value, WEST);
	assert_int_equal(west.draft.answers[at].origin, ORIGIN_HANDED);
	const struct material_mark *photo = &west.chosen[item_material(west.item, "photo")];
	assert_int_equal(photo->mark, MARK_VERIFIED);
	assert_int_equal(photo->level, 'B');
	assert_int_equal(photo->n_scans, 1);
	assert_memory_equal(photo->scans[0], scan, HASH_SIZE);
	casefile_release(&west);
	buf_init(&file, SCAN_BYTES + 1);
	assert_int_equal(scan_read(t->west.c.f->s, scan, &file), OK);
	assert_int_equal(file.len, FILE_BYTES);
	buf_release(&file);

	work(t, CROSSING_SOON_MS + INWARD_POLL_MS);
	east = load_at(&t->east);
	assert_int_equal(east.crossing.state, CROSSING_TAKEN);
	casefile_release(&east);

	live(t, "1024", PASS_CLERK, LIFE_TRANSFER, &(struct life_args){0});
	live(t, "3001", PASS_STAFF, LIFE_PROPOSE, &(struct life_args){.grant = true, .opinion = "Complete"});
	live(t, "4001", PASS_STAFF, LIFE_GRANT, &(struct life_args){0});
	live(t, "6001", PASS_STAFF, LIFE_READY, &(struct life_args){.number = "WEST-7"});
	again_as(&t->west.c, "1024", PASS_CLERK);
	work(t, CROSSING_LATER_MS + INWARD_POLL_MS);
	east = load_at(&t->east);
	west = load_at(&t->west);
	assert_int_equal(east.state, STATE_READY);
	assert_string_equal(east.words.number, "WEST-7");
	assert_string_equal(east.decided_by, WEST);
	const struct slip_kept *here = casefile_slip(&east, "decision"), *there = casefile_slip(&west, "decision");
	assert_non_null(here);
	assert_int_equal(here->len, there->len);
	assert_memory_equal(here->bytes, there->bytes, here->len);
	says(there, EAST); /* who received it, and under which number */
	says(there, east.number);
	says(casefile_slip(&west, "acceptance"), EAST);
	says(casefile_slip(&east, "handover"), WEST); /* who decides it */
	assert_int_equal(west.state, STATE_DELIVERED);
	assert_true(west.inward.told_ms > 0);
	casefile_release(&east);
	casefile_release(&west);
	counted(t);
	two_halls_free(t);
}

static void expect_east(const struct two_halls *t, enum state state, enum crossing_state crossing)
{
	struct casefile c = load_at(&t->east);

	assert_int_equal(c.state, state);
	assert_int_equal(c.crossing.state, crossing);
	casefile_release(&c);
}

static void ask(struct two_halls *t, enum crossing_want want)
{
	assert_int_equal(desk_open_case(t->east.c.desk, &t->east.id), OK);
	assert_int_equal(desk_ask_region(t->east.c.desk, want, "He asked for it"), OK);
	assert_int_equal(desk_ask_region(t->east.c.desk, want, "Once more"), ERR_STATE);
	desk_close(t->east.c.desk);
	work(t, CROSSING_LATER_MS + INWARD_POLL_MS);
}

static void reply_west(struct two_halls *t, bool agree)
{
	assert_int_equal(desk_open_case(t->west.c.desk, &t->west.id), OK);
	assert_int_equal(desk_answer_region(t->west.c.desk, agree, agree ? NULL : "It is being printed"), OK);
	desk_close(t->west.c.desk);
	work(t, CROSSING_LATER_MS + 2 * INWARD_POLL_MS);
}

/* Pension records: every run of payment goes along. */
static void rows_travel(void **unused)
{
	static const char *const runs[][3] = {{"seg_from.1", "2001-03", "2009-12"}, {"seg_from.2", "2012-01", "2020-06"},
		{"seg_from.3", "2021-02", "2025-11"}};
	struct two_halls *t = two_halls_new();
	struct record row = {0};

	(void)unused;
	work(t, 1000);
	begun(&t->east, PENSION);
	field_of(&t->east, PENSION, "id_no", TENANT);
	field_of(&t->east, PENSION, "to_region", WEST);
	record_add(&row, "repeat", "segment");
	record_add(&row, "act", "add");
	record_add(&row, "at", "1");
	append_raw(&t->east, "ROW", &row);
	append_raw(&t->east, "ROW", &row);
	record_release(&row);
	for (size_t i = 0; i < COUNT_OF(runs); i++) {
		char until[16];
		text_format(until, sizeof until, "seg_to.%zu", i + 1);
		field_of(&t->east, PENSION, runs[i][0], runs[i][1]);
		field_of(&t->east, PENSION, until, runs[i][2]);
	}
	state_at(&t->east, "RECEIVED", NULL);
	state_at(&t->east, "ACCEPTED", "2026-04-07");
	hand_over(t);
	assert_int_equal(take_in(t, waiting(t)), OK);
	struct casefile west = load_at(&t->west);
	assert_int_equal(draft_rows(&west.draft, (size_t)item_repeat(west.item, "segment")), 3);
	for (size_t i = 0; i < COUNT_OF(runs); i++) {
		const struct answer *a = &west.draft.answers[item_field(west.item, runs[i][0])];
		assert_string_equal(a->value, runs[i][1]);
		assert_int_equal(a->origin, ORIGIN_HANDED);
	}
	assert_string_equal(west.draft.answers[item_field(west.item, "seg_to.3")].value, "2025-11");
	casefile_release(&west);
	two_halls_free(t);
}

static void sent_back(void **unused)
{
	uint8_t scan[HASH_SIZE];
	struct two_halls *t = handed(scan);
	struct uid op = waiting(t)->op;

	(void)unused;
	assert_int_equal(inwards_send_back(t->west.in, &op, INWARD_REASONS), ERR_INPUT);
	assert_int_equal(inwards_give_back(t->west.in, &op), ERR_STATE);
	assert_int_equal(inwards_send_back(t->west.in, &op, 0), OK);
	work(t, CROSSING_SOON_MS + INWARD_POLL_MS);
	expect_east(t, STATE_ACCEPTED, CROSSING_RETURNED);
	struct casefile c = load_at(&t->east);
	assert_string_equal(c.crossing.reason, inward_reasons[0]);
	assert_int_equal(c.due, day_of(2026, 4, 7)); /* what was promised still stands */
	casefile_release(&c);
	assert_null(waiting(t));
	two_halls_free(t);
}

/* Once it is answered, nobody answers it again: neither the same window nor another. */
static void one_answer(void **unused)
{
	uint8_t scan[HASH_SIZE];
	struct two_halls *t = handed(scan);
	struct inward_case c = *waiting(t);
	const struct buf *bytes;
	const char *text;
	size_t have;
	enum err e;
	struct uid id;

	(void)unused;
	assert_int_equal(take_in(t, &c), OK);
	assert_true(inwards_package(t->west.in, &c.op, &have, &e, &text, &bytes));
	assert_int_equal(desk_take_in(t->west.c.desk, &c, text, bytes, &id), ERR_EXISTS);
	assert_int_equal(inwards_send_back(t->west.in, &c.op, 0), ERR_EXISTS);
	two_halls_free(t);
}

/* How often a rule found something in a hall's journal. */
static size_t found(struct region_hall *h, enum watch_rule rule)
{
	struct watch *w;
	bool whole = false;

	again_as(&h->c, "2000", PASS_SUPER);
	assert_int_equal(watch_new(h->c.f->s, shelf_find, h->shelf, 0, clock_now_ms() + 1000, &w), OK);
	while (!whole)
		assert_int_equal(watch_step(w, 50, &whole), OK);
	size_t n = watch_count(w, rule, NULL);
	watch_free(w);
	return n;
}

/* The days of the law are over: it counts as accepted, only taking it in is left. */
static void too_late_to_send_back(void **unused)
{
	uint8_t scan[HASH_SIZE];
	struct two_halls *t = handed(scan);
	struct uid op = waiting(t)->op;

	(void)unused;
	assert_int_equal(inward_last(waiting(t)->handed_ms), day_of(2026, 3, 23)); /* 16 March and five */
	clock_advance(8 * 24 * 3600 * 1000);
	work(t, INWARD_POLL_MS);
	assert_int_equal(inwards_send_back(t->west.in, &op, 0), ERR_STATE);
	assert_int_equal(take_in(t, waiting(t)), OK);
	work(t, CROSSING_LATER_MS);
	assert_int_equal(found(&t->west, WATCH_TAKEN_LATE), 1);
	assert_int_equal(found(&t->east, WATCH_AWAY_TAKEN_LATE), 1);
	assert_int_equal(found(&t->east, WATCH_NO_RIGHT), 0);
	two_halls_free(t);
}

static void recalled_before(void **unused)
{
	uint8_t scan[HASH_SIZE];
	struct two_halls *t = handed(scan);
	struct uid op = waiting(t)->op;

	(void)unused;
	ask(t, WANT_RECALL);
	expect_east(t, STATE_EXAMINING, CROSSING_HANDED); /* all stands until it is answered */
	assert_int_equal(waiting(t)->want, WANT_RECALL);
	assert_int_equal(take_in(t, waiting(t)), ERR_STATE);
	assert_int_equal(inwards_give_back(t->west.in, &op), OK);
	work(t, CROSSING_LATER_MS + INWARD_POLL_MS);
	expect_east(t, STATE_ACCEPTED, CROSSING_RETURNED);
	two_halls_free(t);
}

static void withdrawn(void **unused)
{
	uint8_t scan[HASH_SIZE];
	struct two_halls *t = handed(scan);

	(void)unused;
	assert_int_equal(take_in(t, waiting(t)), OK);
	work(t, CROSSING_SOON_MS + INWARD_POLL_MS);
	ask(t, WANT_WITHDRAW);
	expect_east(t, STATE_EXAMINING, CROSSING_TAKEN);
	reply_west(t, true);
	expect_east(t, STATE_RETRACTED, CROSSING_WITHDRAWN);
	struct casefile c = load_at(&t->east), w = load_at(&t->west);
	assert_non_null(casefile_slip(&c, "retraction"));
	assert_string_equal(c.words.reason, "He asked for it");
	assert_int_equal(w.state, STATE_RETRACTED);
	assert_true(w.inward.told_ms > 0);
	casefile_release(&c);
	casefile_release(&w);
	two_halls_free(t);
}

static void refused(void **unused)
{
	uint8_t scan[HASH_SIZE];
	struct two_halls *t = handed(scan);

	(void)unused;
	assert_int_equal(take_in(t, waiting(t)), OK);
	work(t, CROSSING_SOON_MS + INWARD_POLL_MS);
	ask(t, WANT_RECALL);
	reply_west(t, false);
	expect_east(t, STATE_EXAMINING, CROSSING_TAKEN);
	struct casefile c = load_at(&t->east);
	assert_int_equal(c.crossing.want, WANT_NOTHING);
	assert_string_equal(c.crossing.refused, "It is being printed");
	uint32_t events = c.events;
	casefile_release(&c);
	work(t, 2 * CROSSING_LATER_MS); /* the same refusal again is nothing new */
	c = load_at(&t->east);
	assert_int_equal(c.events, events);
	casefile_release(&c);
	ask(t, WANT_RECALL); /* it may be asked again */
	reply_west(t, true);
	expect_east(t, STATE_ACCEPTED, CROSSING_RETURNED);
	two_halls_free(t);
}

/* More than a package holds is said before anything is handed over. */
static void too_large(void **unused)
{
	struct two_halls *t = two_halls_new();
	uint8_t scan[HASH_SIZE], large[HASH_SIZE];
	char *file = mem_new(SCAN_BYTES);
	struct buf out;

	(void)unused;
	accepted(&t->east, scan);
	assert_int_equal(scan_keep(t->east.c.f->s, file, SCAN_BYTES, large), OK);
	mem_free(file);
	struct casefile c = load_at(&t->east);
	struct material_mark *photo = &c.marks[item_material(c.item, "photo")];
	buf_init(&out, PACKAGE_TEXT + 1);
	assert_int_equal(package_write(&c, t->east.c.f->s, &out), OK);
	for (photo->n_scans = 0; photo->n_scans < 5; photo->n_scans++) /* 40 MiB */
		memcpy(photo->scans[photo->n_scans], large, HASH_SIZE);
	buf_clear(&out);
	assert_int_equal(package_write(&c, t->east.c.f->s, &out), ERR_LIMIT);
	buf_release(&out);
	casefile_release(&c);
	two_halls_free(t);
}

/* Rows of a view between regions, by page, by counting, and by counting anew. */
static void in_queue(const struct region_hall *h, unsigned flags, uint64_t expected)
{
	struct queue_filter f = {.view = QUEUE_ALL, .me = "", .today = clock_today(), .flags = flags};
	struct queue_count counts[QUEUE_DEPARTMENTS];
	struct view_case *rows;
	uint64_t sum = 0, anew = 0;
	size_t n, k;

	assert_int_equal(queue_page(h->c.f->s, &f, 100, 0, &rows, &n), OK);
	mem_free(rows);
	assert_int_equal(n, expected);
	assert_int_equal(queue_counts(h->c.f->s, &f, counts, &k), OK);
	for (size_t i = 0; i < k; i++)
		sum += counts[i].in[QUEUE_ALL];
	assert_int_equal(queue_recount(h->c.f->s, &f, counts, &k), OK);
	for (size_t i = 0; i < k; i++)
		anew += counts[i].in[QUEUE_ALL];
	assert_int_equal(sum, expected);
	assert_int_equal(anew, expected);
}

static void queues(void **unused)
{
	uint8_t scan[HASH_SIZE];
	struct two_halls *t = handed(scan);

	(void)unused;
	in_queue(&t->east, FLAG_AWAY, 1);
	in_queue(&t->east, FLAG_INWARD, 0);
	in_queue(&t->west, FLAG_INWARD, 0);
	assert_int_equal(take_in(t, waiting(t)), OK);
	in_queue(&t->west, FLAG_INWARD, 1);
	in_queue(&t->west, FLAG_AWAY | FLAG_INWARD, 1);
	work(t, CROSSING_SOON_MS);
	ask(t, WANT_WITHDRAW);
	in_queue(&t->west, FLAG_WANTED, 1);
	two_halls_free(t);
}

/* While it is away nobody here does an act of the examination; what a case here is may not be taken back
 * or handed out here when another region received it. */
static void barred(void **unused)
{
	uint8_t scan[HASH_SIZE];
	struct two_halls *t = handed(scan);
	struct record body = {0};
	uint8_t head[HASH_SIZE];

	(void)unused;
	assert_int_equal(take_in(t, waiting(t)), OK);
	hire(&t->east.c, "3001", ROLE_EXAMINER, NULL);
	again_as(&t->east.c, "3001", PASS_STAFF);
	assert_int_equal(desk_open_case(t->east.c.desk, &t->east.id), OK);
	assert_int_equal(desk_stage(t->east.c.desk, 0, false), ERR_STATE);
	assert_int_equal(desk_opine(t->east.c.desk, VERDICT_AGREE, "公安", "fine"), ERR_STATE);
	desk_close(t->east.c.desk);
	record_add(&body, "name", "capture");
	record_add(&body, "act", "ENDED");
	struct entry stage = {.casefile = t->east.id, .kind = "STAGE", .body = &body};
	assert_int_equal(journal_head(t->east.c.f->s, &t->east.id, head), OK);
	assert_int_not_equal(journal_append(t->east.c.f->s, &stage, 1, head, NULL), OK);
	record_release(&body);
	struct casefile w = load_at(&t->west);
	assert_int_equal(life_bar(&w, LIFE_RETRACT, ROLE_CLERK, "1024"), BAR_STATE);
	casefile_release(&w);
	two_halls_free(t);
}

/* The program stops in the midst of the parts; the next one goes on where the other side is. */
static void parts_resumed(void **unused)
{
	uint8_t scan[HASH_SIZE];
	struct two_halls *t = two_halls_new();

	(void)unused;
	work(t, 1000);
	accepted(&t->east, scan);
	assert_int_equal(desk_open_case(t->east.c.desk, &t->east.id), OK);
	assert_int_equal(desk_live(t->east.c.desk, LIFE_TRANSFER, &(struct life_args){0}), OK);
	desk_close(t->east.c.desk);
	work(t, 6500); /* some of the parts */
	assert_null(waiting(t));
	crossings_forget(t->east.out);
	work(t, 3 * INWARD_POLL_MS);
	assert_non_null(waiting(t));
	assert_int_equal(take_in(t, waiting(t)), OK);
	two_halls_free(t);
}

/* The line to the exchange is down on both sides while words are due; nothing is lost, nothing doubled. */
static void lost_on_the_way(void **unused)
{
	uint8_t scan[HASH_SIZE];
	struct two_halls *t = handed(scan);

	(void)unused;
	assert_int_equal(demo_server_set(t->server, "YDTB-OUT", "down"), OK);
	assert_int_equal(demo_server_set(t->server, "YDTB-339902", "cut"), OK);
	work(t, INWARD_POLL_MS);
	assert_true(inwards_silent(t->west.in));
	assert_int_equal(demo_server_set(t->server, "YDTB-OUT", "up"), OK);
	assert_int_equal(take_in(t, waiting(t)), OK);
	assert_int_equal(demo_server_set(t->server, "YDTB-OUT", "cut"), OK);
	work(t, CROSSING_LATER_MS);
	expect_east(t, STATE_EXAMINING, CROSSING_HANDED);
	assert_int_equal(demo_server_set(t->server, "YDTB-OUT", "up"), OK);
	assert_int_equal(demo_server_set(t->server, "YDTB-339902", "up"), OK);
	work(t, CROSSING_LATER_MS);
	expect_east(t, STATE_EXAMINING, CROSSING_TAKEN);
	two_halls_free(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_way), cmocka_unit_test(rows_travel), cmocka_unit_test(sent_back), cmocka_unit_test(one_answer),
		cmocka_unit_test(too_late_to_send_back), cmocka_unit_test(recalled_before),
		cmocka_unit_test(withdrawn), cmocka_unit_test(refused), cmocka_unit_test(barred), cmocka_unit_test(queues), cmocka_unit_test(too_large),
		cmocka_unit_test(parts_resumed), cmocka_unit_test(lost_on_the_way)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
