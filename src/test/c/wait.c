/*
 * wait SIGNALS: says "ready", then waits for one of the signals (numbers joined by commas), says
 * which came and ends with status 40. They are blocked from the start, so that none is lost, and
 * have a handler, because the init of a pid namespace gets no others; the rest do what they do.
 */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void handle(int signal_number)
{
	(void)signal_number;
}

static void say_continued(int signal_number)
{
	(void)signal_number;
	if (write(1, "continued\n", 10) != 10)
		_exit(1);
}

int main(int argc, char **argv)
{
	sigset_t set;
	int signal_number = 0;

	sigemptyset(&set);
	for (char *rest = argc > 1 ? argv[1] : ""; *rest; rest += *rest == ',')
		sigaddset(&set, (int)strtol(rest, &rest, 10));
	sigprocmask(SIG_BLOCK, &set, NULL);
	for (int number = 1; number < 64; number++)
		if (sigismember(&set, number) == 1)
			signal(number, handle);
	signal(SIGCONT, say_continued);
	if (write(1, "ready\n", 6) != 6)
		return 1;
	sigwait(&set, &signal_number);
	dprintf(1, "got %d\n", signal_number);
	return 40;
}
