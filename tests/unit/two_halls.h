/* SPDX-License-Identifier: MIT
 *
 * Two halls of one city, each with its own store, desk and people, and one exchange between them. East
 * (339901) receives, west (339902) decides.
 */
#ifndef ONETRIP_TWO_HALLS_H
#define ONETRIP_TWO_HALLS_H

#include "tests/unit/desk_people.h"

#include "core/casework/desk/crossings.h"
#include "core/casework/desk/inwards.h"
#include "core/demo/server.h"
#include "core/store/scan.h"

#define REISSUE "330700102002"
#define TENANT "339902197505302441"
#define EAST "339901"
#define WEST "339902"

struct region_hall {
	struct counter c;
	const char *region;
	struct shelf *shelf;
	struct crossings *out;
	struct inwards *in;
	struct uid id;               /* of the case there */
};

struct two_halls {
	struct city *city;
	struct demo_server *server;
	struct counter *first;       /* owns catalog, directory, driver */
	struct region_hall east, west;
};

static inline void open_hall(struct region_hall *h, const char *region)
{
	struct counter *c = &h->c;

	h->region = region;
	struct desk_parts parts = {.store = c->f->s, .directory = c->directory, .catalog = c->catalog,
		.driver = c->driver, .hall = text_equal(region, EAST) ? "城东区政务服务中心" : "城西区政务服务中心",
		.window = "A03", .training = true, .region = region, .print_dir = c->print_dir, .slip_columns = 48};
	assert_int_equal(desk_new(&parts, &c->desk), OK);
	assert_int_equal(shelf_new(c->f->s, c->directory, &h->shelf), OK);
	h->out = crossings_new(&(struct crossings_parts){.store = c->f->s, .catalog = c->catalog,
		.driver = c->driver, .find = shelf_find, .ctx = h->shelf, .hall = parts.hall, .window = "A03",
		.region = region});
	h->in = inwards_new(&(struct inwards_parts){.store = c->f->s, .catalog = c->catalog,
		.driver = c->driver, .find = shelf_find, .ctx = h->shelf, .hall = parts.hall, .window = "A03",
		.region = region});
}

static inline void close_hall(struct region_hall *h)
{
	crossings_free(h->out);
	inwards_free(h->in);
	desk_free(h->c.desk);
	shelf_free(h->shelf);
}

static inline struct two_halls *two_halls_new(void)
{
	struct two_halls *t = mem_new(sizeof *t);

	t->city = city_new(1);
	assert_int_equal(demo_server_start(t->city, "127.0.0.1:0", false, &t->server), OK);
	t->first = counter_new(demo_server_base(t->server));
	desk_free(t->first->desk);
	t->first->desk = NULL;
	t->east.c = t->west.c = *t->first;
	t->west.c.f = fixture_new(STORE_DEMO);
	clerk_in(t->west.c.f);
	open_hall(&t->east, EAST);
	open_hall(&t->west, WEST);
	hire(&t->west.c, "3001", ROLE_EXAMINER, NULL);
	hire(&t->west.c, "4001", ROLE_DECIDER, NULL);
	hire(&t->west.c, "6001", ROLE_ISSUER, NULL);
	again_as(&t->west.c, "1024", PASS_CLERK);
	inwards_poll(t->west.in);
	return t;
}

static inline void two_halls_free(struct two_halls *t)
{
	close_hall(&t->east);
	close_hall(&t->west);
	fixture_free(t->west.c.f);
	counter_free(t->first);
	demo_server_stop(t->server);
	city_free(t->city);
	mem_free(t);
}

/* Both halls and the exchange work, their clock going on by 50 ms a turn. */
static inline void work(struct two_halls *t, int ms)
{
	for (int i = 0; i < ms / 50; i++) {
		enum crossing_state state;
		struct uid id;
		clock_advance(50);
		(void)crossings_tick(t->east.out, &id, &state);
		(void)crossings_tick(t->west.out, &id, &state);
		(void)inwards_tick(t->east.in);
		(void)inwards_tick(t->west.in);
		for (int k = 0; k < 4; k++) {
			demo_server_turn(t->server);
			assert_int_equal(driver_wait(t->east.c.driver, NULL, 0, 0), OK);
		}
	}
}

static inline void append_raw(struct region_hall *h, const char *kind, const struct record *body)
{
	uint8_t head[HASH_SIZE];
	struct entry e = {.casefile = h->id, .kind = kind, .body = body};

	assert_int_equal(journal_head(h->c.f->s, &h->id, head), OK);
	assert_int_equal(journal_append(h->c.f->s, &e, 1, head, NULL), OK);
}

static inline struct casefile load_at(const struct region_hall *h)
{
	struct casefile c;

	assert_int_equal(casefile_load(h->c.f->s, &h->id, shelf_find, h->shelf, &c), OK);
	return c;
}

#endif
