/* SPDX-License-Identifier: MIT
 *
 * Several terminals in one script, and the live installation beside them.
 */
#include <string.h>

#include "core/base/file.h"
#include "core/base/text.h"
#include "tests/screen/harness/live.h"
#include "tests/screen/harness/play_inside.h"

void play_watch_others(struct play *p)
{
	for (size_t i = 0; i < p->n_places; i++)
		if (i != p->here && p->places[i].stage.self)
			p->stage.kind->watch(&p->places[i].stage, 1);
}

bool play_with(struct play *p, const struct step *s)
{
	size_t at = 0;

	if (p->n_places) {
		p->places[p->here].stage = p->stage;
		p->places[p->here].scene = p->scene;
	}
	while (at < p->n_places && !text_equal(p->places[at].name, s->text))
		at++;
	if (at == PLACES)
		return false;
	if (at == p->n_places) {
		struct place *new = &p->places[p->n_places++];
		*new = (struct place){.stage = {.kind = p->stage.kind}, .scene = p->scene};
		text_copy(new->name, sizeof new->name, s->text);
		text_copy(new->scene.dir, sizeof new->scene.dir, p->dir);
	}
	p->here = at;
	p->stage = p->places[at].stage;
	p->scene = p->places[at].scene;
	if (p->stage.self) /* what the others did meanwhile */
		p->stage.kind->watch(&p->stage, 1);
	return true;
}

bool play_hash(struct play *p, const struct step *s)
{
	if (p->n_kept == KEPT || live_make(p->dir))
		return false;
	text_copy(p->kept[p->n_kept].name, sizeof p->kept[0].name, s->text);
	buf_init(&p->kept[p->n_kept].bytes, LIVE_BYTES);
	return live_read(p->dir, &p->kept[p->n_kept++].bytes) == OK;
}

bool play_equal(struct play *p, const struct step *s)
{
	struct buf now;
	bool same = false;

	buf_init(&now, LIVE_BYTES);
	for (size_t i = 0; i < p->n_kept && live_read(p->dir, &now) == OK; i++) {
		const struct buf *then = &p->kept[i].bytes;
		if (text_equal(p->kept[i].name, s->text))
			same = now.len == then->len && memcmp(buf_text(&now), buf_text(then), now.len) == 0;
		buf_clear(&now);
	}
	buf_release(&now);
	return same;
}

void play_end(struct play *p)
{
	p->stage.kind->close(&p->stage);
	for (size_t i = 0; i < p->n_places; i++)
		if (i != p->here)
			p->stage.kind->close(&p->places[i].stage);
	for (size_t i = 0; i < p->n_kept; i++)
		buf_release(&p->kept[i].bytes);
	if (*p->dir)
		(void)!file_remove_tree(p->dir);
}
