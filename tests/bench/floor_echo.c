/* SPDX-License-Identifier: MIT
 *
 * The least a curses program can do: paints a form of a few labels, then shows each key in one
 * field. Ends each frame with the same mark as onetrip (tui/term.h), so that one harness times
 * both.
 */
#include <ncurses.h>
#include <locale.h>
#include <stdio.h>

enum { FIELD_ROW = 6, FIELD_COL = 20, FIELD_WIDTH = 20 };

static void mark(size_t consumed)
{
	refresh();
	printf("\033]7777;%zu;0\a", consumed);
	fflush(stdout);
}

int main(void)
{
	size_t consumed = 0;
	int at = 0, key;

	setlocale(LC_ALL, "C.UTF-8");
	initscr();
	raw();
	noecho();
	for (int row = 2; row < 12; row += 2)
		mvaddstr(row, 4, "工号  密码");
	move(FIELD_ROW, FIELD_COL);
	mark(0);
	while ((key = getch()) != ERR) {
		consumed++;
		if ((key == '\b' || key == 127) && at > 0)
			mvaddch(FIELD_ROW, FIELD_COL + --at, ' ');
		else if (key >= ' ' && key < 127 && at < FIELD_WIDTH)
			mvaddch(FIELD_ROW, FIELD_COL + at++, (chtype)key);
		move(FIELD_ROW, FIELD_COL + at);
		mark(consumed);
	}
	endwin();
	return 0;
}
