/* Processes that come and go, for as long as a system (system.c) stands. */
#include "start.h"

#include <errno.h>
#include <sched.h>
#include <stdint.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* How long one of them lives, at least and at most. */
enum { SHORTEST_MS = 20, LONGEST_MS = 2000 };

static void live(int number)
{
	static const unsigned long long flags[] = {
		CLONE_NEWUTS, CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWUTS | CLONE_NEWIPC,
		CLONE_NEWPID,
	};
	/* As a hash has it: those that were born together shall not die together. */
	long ms = SHORTEST_MS + (uint32_t)number * 2654435761U % (LONGEST_MS - SHORTEST_MS);
	struct timespec time = { ms / 1000, ms % 1000 * 1000000 };

	pid_t pid = fork_as(flags[number % 5], NULL, 0);
	if (pid == 0) {
		nanosleep(&time, NULL);
		_exit(0);
	}
}

int be_storm(int count)
{
	int number = 0;

	while (number < count)
		live(number++);
	while (waitpid(-1, NULL, 0) > 0)
		live(number = (number + 1) % 1000003);
	fail("storm");
}
