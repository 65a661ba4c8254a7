/* SPDX-License-Identifier: MIT
 *
 * A golden screen as an SVG picture, in the colours of the dark theme: what README shows is what the
 * tests hold. assets/docs/NAME.svg is made from golden/NAME.txt (make pictures), and a play fails
 * when the two differ.
 */
#ifndef ONETRIP_HARNESS_PICTURE_H
#define ONETRIP_HARNESS_PICTURE_H

#include "core/base/buf.h"

enum { PICTURE_BYTES = 1 << 20 };

/* golden: as canvas_dump_paint writes it. false: it is not one. */
bool picture_svg(const char *golden, struct buf *out);

/* Every picture in assets/docs against its golden, or with make_them written anew. Names of those that
 * differ are in report. */
bool pictures_current(bool make_them, struct buf *report);

#endif
