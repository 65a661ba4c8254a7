/* SPDX-License-Identifier: MIT
 *
 * The item of an open draft may be published anew: the clerk is told what changes, goes on with the
 * new form or stays with the old one, and may go back until the case is sent.
 */
#ifndef ONETRIP_VERSION_H
#define ONETRIP_VERSION_H

struct app;

void version_ask(struct app *a);   /* says so when there is nothing to choose */
void version_offer(struct app *a); /* only when there is a newer one */

#endif
