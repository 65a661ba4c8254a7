/* SPDX-License-Identifier: MIT
 *
 * Demo only: choose a department and make it slow, silent, down or well again.
 */
#ifndef ONETRIP_FAULTS_H
#define ONETRIP_FAULTS_H

#include "tui/app.h"

void faults_open(struct app *a);

#endif
