/* SPDX-License-Identifier: MIT
 *
 * How the departments are: a breaker for each, what their last answers took, and whose quota is
 * used up. Three asks in a row that reached nobody open the breaker for 30 s (then twice that, up
 * to 5 min); one ask is let through to try, and closes it. An ask a person insists on always goes.
 *
 * Read by the status screen through driver_health (core/exchange/driver.h).
 */
#ifndef ONETRIP_HEALTH_H
#define ONETRIP_HEALTH_H

#include "core/exchange/ask.h"

enum { HEALTH_UNITS = 128, HEALTH_SAMPLES = 40, HEALTH_QUOTAS = 64, HEALTH_NAME = 64,
	TRIP_FAILURES = 3, TRIP_MS = 30000, TRIP_LONGEST_MS = 300000 };

enum breaker { BREAKER_CLOSED, BREAKER_OPEN, BREAKER_HALF };

struct health_sample {
	int64_t at_ms;               /* monotonic */
	int took_ms;
	bool good;                   /* FOUND or NOTHING */
};

/* One department behind one origin. */
struct health_unit {
	char origin[HEALTH_NAME], department[HEALTH_NAME];
	const char *title;           /* msgid of the dialect */
	enum breaker breaker;
	int64_t since_ms;            /* wall: when the breaker opened; 0 closed */
	int64_t until_ms;            /* monotonic: when one ask may try; 0 closed */
	int64_t first_failure_ms;    /* wall: of the failures since the last good answer; 0 none */
	int failures;                /* in a row */
	int trips;                   /* in a row */
	char code[ASK_CODE];         /* of the last failure */
	enum outcome last;           /* how the last ask ended; PENDING: none has */
	struct health_sample samples[HEALTH_SAMPLES]; /* a ring */
	size_t n_samples, next_sample;
};

struct health {
	struct health_unit units[HEALTH_UNITS];
	size_t n_units;
	struct {
		char resource[HEALTH_NAME];
		int64_t until_ms;    /* wall */
	} quotas[HEALTH_QUOTAS];
	size_t n_quotas;
	int num, den;                /* scale of the breaker's times */
};

/* FAULT_NONE, FAULT_BREAKER or FAULT_QUOTA (core/exchange/fault.h). */
int health_check(struct health *h, const struct resource *r, bool insist);
/* How an ask ended. rest_s: the gateway wants to be left alone for so long; 0. */
void health_note(struct health *h, const struct resource *r, const struct reply *reply, int rest_s);
/* The probe that was let through ended without an answer of its own (cancelled). */
void health_unknown(struct health *h, const struct resource *r);
/* Closes breakers and forgets quotas: of one department, or of all (NULL). */
void health_reset(struct health *h, const char *department);

/* Of the samples of the last span_ms: the middle and the 95th of 100 times, good ones of all. */
struct health_figures {
	size_t asked, good;
	int typical_ms, slow_ms;     /* of the good ones; -1 none */
};
struct health_figures health_figures(const struct health_unit *u, int64_t span_ms);

#endif
