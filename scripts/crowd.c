/*
 * crowd COUNT: makes COUNT processes, each in a UTS namespace of its own, says "ready" and ends,
 * with all of them, at the end of its standard input. For scripts/bench.
 */
#define _GNU_SOURCE
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static void stand(pid_t parent)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	/* The end of the crowd is the end of its input, which is not held open by its members. */
	for (int fd = 0; fd < 3; fd++)
		close(fd);
	while (getppid() == parent)
		pause();
	_exit(0);
}

int main(int argc, char **argv)
{
	int count = argc > 1 ? atoi(argv[1]) : 0;
	pid_t parent = getpid();
	pid_t *members = calloc((size_t)count + 1, sizeof *members);
	char nothing[64];

	if (count < 1 || !members) {
		fprintf(stderr, "usage: crowd COUNT\n");
		return 1;
	}
	for (int i = 0; i < count; i++) {
		/* clone(2): without a stack, as fork(2). */
		pid_t pid = (pid_t)syscall(SYS_clone, CLONE_NEWUTS | SIGCHLD, 0, 0, 0, 0);

		if (pid < 0) {
			perror("crowd");
			return 1;
		}
		if (pid == 0)
			stand(parent);
		members[i] = pid;
	}
	printf("ready\n");
	fflush(stdout);
	while (read(0, nothing, sizeof nothing) > 0)
		;
	for (int i = 0; i < count; i++)
		kill(members[i], SIGKILL);
	while (wait(NULL) > 0)
		;
	return 0;
}
