/* SPDX-License-Identifier: MIT
 *
 * Tells its address on one line (to --ready-fd, or standard output), then serves until it is
 * told to stop, its input ends, or whoever started it is gone: it never outlives a demo.
 */
#include "tui/commands/exchange.h"

#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/i18n.h"
#include "core/base/text.h"
#include "core/demo/server.h"
#include "core/exchange/net.h"
#include "tui/class_gate.h"

struct options {
	const char *listen;
	const char *faults[DEPARTMENTS]; /* "公安=down" */
	size_t n_faults;
	uint64_t seed;
	int ready_fd; /* -1: standard output */
	const char *class_name, *dir; /* of a class; its key is the first line of the input */
	bool training, help;
};

static bool read_option(int option, const char *value, struct options *out)
{
	int64_t number;

	switch (option) {
	case 'l':
		out->listen = value;
		return true;
	case 's':
		if (!text_number(value, 0, INT64_MAX, &number))
			return false;
		out->seed = (uint64_t)number;
		return true;
	case 'n':
		if (!clock_parse(value, &number))
			return false;
		clock_start_at(number);
		return true;
	case 'r':
		if (!text_number(value, 0, 1023, &number))
			return false;
		out->ready_fd = (int)number;
		return true;
	case 'f':
		if (out->n_faults == DEPARTMENTS)
			return false;
		out->faults[out->n_faults++] = value;
		return true;
	case 't':
		out->training = true;
		return true;
	case 'k':
		out->class_name = value;
		return class_name_good(value);
	case 'd':
		out->dir = value;
		return true;
	case 'h':
		out->help = true;
		return true;
	default:
		return false;
	}
}

static bool read_options(int argc, char **argv, struct options *out)
{
	static const struct option known[] = {
		{"listen", required_argument, NULL, 'l'},
		{"seed", required_argument, NULL, 's'},
		{"now", required_argument, NULL, 'n'},
		{"ready-fd", required_argument, NULL, 'r'},
		{"fault", required_argument, NULL, 'f'},
		{"training", no_argument, NULL, 't'},
		{"class", required_argument, NULL, 'k'},
		{"dir", required_argument, NULL, 'd'},
		{"help", no_argument, NULL, 'h'},
		{NULL, 0, NULL, 0},
	};
	int option;

	*out = (struct options){.listen = "127.0.0.1:0", .seed = 1, .ready_fd = -1};
	optind = 1;
	while ((option = getopt_long(argc, argv, "", known, NULL)) != -1)
		if (!read_option(option, optarg, out))
			return false;
	if ((out->class_name != NULL) != (out->dir != NULL))
		return false;
	out->training |= out->class_name != NULL;
	return optind == argc;
}

/* Signals become something to poll for. SIGPIPE: whoever waited for the address may be gone. */
static int take_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGHUP);
	signal(SIGPIPE, SIG_IGN);
	if (sigprocmask(SIG_BLOCK, &set, NULL))
		return -1;
	return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

/* A starter that waits for the address is also who ends us: by signal when the kernel can, and by
 * a descriptor that turns readable when it is gone. */
static int watch_parent(const struct options *o)
{
	int fd;

	if (o->ready_fd < 0)
		return -1;
	fd = pidfd_open(getppid(), 0);
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	return fd;
}

/* A pipe's end means that its writer is gone; /dev/null is at its end from the start. */
static int watch_input(void)
{
	struct stat st;

	if (fstat(STDIN_FILENO, &st) || !(S_ISFIFO(st.st_mode) || S_ISSOCK(st.st_mode)))
		return -1;
	return STDIN_FILENO;
}

static bool input_ended(void)
{
	char junk[256];

	return read(STDIN_FILENO, junk, sizeof(junk)) <= 0;
}

static bool tell(const struct options *o, const char *base)
{
	char line[SERVER_BASE_SIZE + 1];
	int fd = o->ready_fd < 0 ? STDOUT_FILENO : o->ready_fd;
	bool told;

	text_format(line, sizeof(line), "%s\n", base);
	told = write(fd, line, strlen(line)) == (ssize_t)strlen(line);
	if (o->ready_fd >= 0)
		close(o->ready_fd);
	return told;
}

enum { WATCHED = 3 };

static int sooner(int a, int b)
{
	return a < 0 || (b >= 0 && b < a) ? b : a;
}

/* gate: NULL none. */
static void serve(struct demo_server *server, struct gate *gate, int signals, int parent)
{
	const int ends[WATCHED] = {signals, parent, watch_input()};

	for (;;) {
		struct wait_fd fds[WAIT_FDS] = {{.fd = demo_server_fd(server)}};
		size_t n = 1;
		for (size_t i = 0; i < WATCHED; i++)
			fds[n++].fd = ends[i];
		n += gate ? gate_fds(gate, fds + n, WAIT_FDS - n) : 0;
		if (wait_plain(fds, n, sooner(demo_server_timeout_ms(server), gate ? gate_wait_ms(gate) : -1)))
			return;
		if (fds[1].ready || fds[2].ready || (fds[3].ready && input_ended()))
			return;
		if (gate)
			gate_turn(gate);
		demo_server_turn(server);
	}
}

/* One line, byte by byte: what comes after it is not for us. */
static bool read_code(char out[CLASS_CODE])
{
	char line[32];
	size_t n = 0;

	while (n + 1 < sizeof line && read(STDIN_FILENO, line + n, 1) == 1 && line[n] != '\n')
		n++;
	line[n] = '\0';
	bool good = class_code_read(line, out);
	explicit_bzero(line, sizeof line);
	return good;
}

static enum err open_gate(const struct options *o, struct demo_server *server, struct gate **out)
{
	char code[CLASS_CODE];
	uint8_t key[KEY_SIZE];

	if (!o->class_name)
		return OK;
	if (!read_code(code))
		return ERR_INPUT;
	enum err e = class_key(code, o->class_name, key);
	if (!e)
		e = gate_new(o->dir, key, out);
	explicit_bzero(code, sizeof code);
	explicit_bzero(key, sizeof key);
	if (!e)
		demo_server_class(server, gate_hook(*out));
	return e;
}

/* "公安=down", or by one of its resources: "POP-01=down". */
static bool set_fault(struct demo_server *server, const char *text)
{
	const char *equals = strchr(text, '=');
	char name[DEPARTMENT_SIZE];

	return equals && text_copyn(name, sizeof(name), text, (size_t)(equals - text)) &&
	       demo_server_set(server, name, equals + 1) == OK;
}

static bool set_faults(struct demo_server *server, const struct options *o)
{
	for (size_t i = 0; i < o->n_faults; i++) {
		if (set_fault(server, o->faults[i]))
			continue;
		fprintf(stderr, "onetrip exchange: %s: %s\n", o->faults[i],
			_("no such department or fault; onetrip exchange --help lists them"));
		return false;
	}
	return true;
}

static int run(const struct options *o)
{
	int signals = take_signals(), parent = watch_parent(o);
	struct city *city = city_new(o->seed);
	struct demo_server *server = NULL;
	struct gate *gate = NULL;
	enum err e = demo_server_start(city, o->listen, o->training, &server);
	if (!e)
		e = open_gate(o, server, &gate);
	int status = e ? EXIT_FAILURE : EXIT_SUCCESS;

	if (e == ERR_DENIED)
		fprintf(stderr, "onetrip exchange: %s\n",
			_("Only 127.x.x.x may be listened on; --training allows other addresses"));
	else if (e)
		fprintf(stderr, "onetrip exchange: %s. %s\n", _(err_text(e)), _(err_remedy(e)));
	else if (!set_faults(server, o))
		status = 2;
	else if (tell(o, demo_server_base(server)))
		serve(server, gate, signals, parent);
	demo_server_stop(server);
	gate_free(gate);
	city_free(city);
	close(signals);
	if (parent >= 0)
		close(parent);
	return status;
}

static void usage(FILE *to)
{
	fprintf(to, "%s\n",
		_("Usage: onetrip exchange [--listen ADDR:PORT] [--seed N] [--now TIME] "
		  "[--ready-fd N] [--fault DEPARTMENT=FAULT]... [--training] [--class NAME --dir DIR]"));
}

static void list_departments(void)
{
	struct departments all;

	departments_init(&all, 1);
	printf("%s\n ", _("Departments (or one of their resources, POP-01):"));
	for (size_t i = 0; i < all.n; i++)
		printf(" %s", all.list[i].name);
	printf("\n%s\n", _("Faults:"));
	for (int a = 0; a < AILMENT_COUNT; a++)
		printf("  %-8s %s\n", ailment_word((enum ailment)a), _(ailment_text((enum ailment)a)));
}

int command_exchange(int argc, char **argv)
{
	struct options options;

	if (!read_options(argc, argv, &options)) {
		usage(stderr);
		return 2;
	}
	if (options.help) {
		usage(stdout);
		list_departments();
		return 0;
	}
	return run(&options);
}
