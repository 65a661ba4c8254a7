/* SPDX-License-Identifier: MIT
 *
 * What goes between a trainee's machine and the training exchange of a class. Everybody in the room
 * reads the class's code off the trainer's screen; the key made of it opens one thing only, joining: a
 * trainee sends a public key and gets the key of a seat, boxed to it. From then on a seat and the
 * exchange speak under the seat's own key, so no trainee can read or write for another.
 *
 * A letter is a record {is, seat, n, sealed}; is, seat and n are under the seal too. n grows with every
 * letter of a kind: what was sent once is not taken twice. A batch is a record of records.
 */
#ifndef ONETRIP_DEMO_CLASS_SEAL_H
#define ONETRIP_DEMO_CLASS_SEAL_H

#include "core/base/record.h"
#include "core/store/seal.h"

enum {
	CLASS_CODE = 10,             /* "K7QF-2M9X" and NUL: 40 bits, against an argon2id each */
	CLASS_BATCH = 400 * 1024,    /* bytes of a batch */
	CLASS_BODY = CLASS_BATCH + 8192, /* of a letter */
	CLASS_MESSAGES = 64          /* in a batch */
};

/* On every answer of a training exchange; what does not carry it is none. */
#define CLASS_MARK "X-Onetrip-Training"
#define CLASS_MARK_VALUE "class of the fictional city 339900"

void class_code_new(char out[CLASS_CODE]);
/* As typed: any case, with or without the hyphen, O for 0 and I or L for 1. false: no code. */
bool class_code_read(const char *typed, char out[CLASS_CODE]);
/* Takes a tenth of a second and 64 MiB. */
enum err class_key(const char *code, const char *class_name, uint8_t out[KEY_SIZE]) MUST_CHECK;

enum letter_kind { LETTER_JOIN, LETTER_SEAT, LETTER_TELL, LETTER_TOLD, LETTER_HEAR, LETTER_HEARD, LETTER_KINDS };

struct letter {
	enum letter_kind is;
	int seat;                    /* 0: none yet */
	int64_t n;                   /* 1.. */
};
/* text: a record. out: CLASS_BODY at most. */
enum err letter_close(const struct letter *m, const uint8_t key[KEY_SIZE], const struct record *text,
	struct buf *out) MUST_CHECK;
/* Head of a letter; sealed is within r, which is {0} before and the caller's to release. */
enum err letter_read(const char *bytes, size_t len, struct record *r, struct letter *out) MUST_CHECK;
/* ERR_TAMPER: not under this key, or not with this head. text is {0} before. */
enum err letter_open(const struct record *r, const struct letter *m, const uint8_t key[KEY_SIZE],
	struct record *text) MUST_CHECK;

/* A batch; the i-th of it is "m1", "m2" and so on. ERR_LIMIT: it is full, and as it was. */
enum err letters_add(struct record *batch, size_t i, const char *bytes, size_t len) MUST_CHECK;
/* false: no i-th. out is {0} before; one that is no record is ERR_SYNTAX in *e. */
bool letters_get(const struct record *batch, size_t i, struct record *out, enum err *e);

#endif
