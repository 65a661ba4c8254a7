/* SPDX-License-Identifier: MIT
 *
 * onetrip citizen: the second terminal of a window. It opens no database and has no keys; what it
 * shows comes from the counter beside it and is gone with the page.
 */
#ifndef ONETRIP_CITIZEN_H
#define ONETRIP_CITIZEN_H

int command_citizen(int argc, char **argv);

#endif
