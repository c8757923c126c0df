/*
 * killed N PROGRAM [ARGUMENT...]: runs a program and kills it before the N-th of its system calls
 * that change something outside of it. Ends with status 0 if it was killed, 1 if it ended before.
 * Its children are not followed.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* linux/ptrace.h's, of which musl has only some. */
struct syscall_stop {
	unsigned char op, padding[7];
	unsigned long long instruction, stack, number, args[6];
};

enum { GET_SYSCALL_INFO = 0x420e, ENTRY = 1, AT_ENTRY = SIGTRAP | 0x80 };

/* Whether it only opens something to read it. */
static bool is_look(const struct syscall_stop *call)
{
	static const unsigned long long writes = O_WRONLY | O_RDWR | O_CREAT;

#ifdef SYS_open
	if (call->number == SYS_open)
		return !(call->args[1] & writes);
#endif
	return call->number == SYS_openat && !(call->args[2] & writes);
}

static bool is_change(const struct syscall_stop *call)
{
	static const long changes[] = { SYS_unshare,  SYS_sendto,  SYS_mount, SYS_umount2,
					SYS_unlinkat, SYS_mkdirat, SYS_flock, SYS_openat,
					SYS_write,    SYS_setns,
#ifdef SYS_unlink
					SYS_unlink,   SYS_mkdir,   SYS_open
#endif
	};

	for (size_t i = 0; i < sizeof(changes) / sizeof(*changes); i++)
		if (call->number == (unsigned long long)changes[i])
			return !is_look(call);
	return false;
}

int main(int argc, char **argv)
{
	long left = argc > 2 ? strtol(argv[1], NULL, 10) : 0;
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		ptrace(PTRACE_TRACEME, 0, NULL, NULL);
		raise(SIGSTOP);
		execv(argv[2], argv + 2);
		perror(argv[2]);
		_exit(127);
	}
	if (left == 0 || waitpid(pid, &status, 0) != pid ||
	    ptrace(PTRACE_SETOPTIONS, pid, NULL, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL) < 0) {
		perror("killed");
		return 2;
	}
	for (int deliver = 0; ptrace(PTRACE_SYSCALL, pid, NULL, (void *)(long)deliver) == 0;) {
		struct syscall_stop stop = { .op = 0 };

		if (waitpid(pid, &status, 0) != pid || !WIFSTOPPED(status))
			return 1;
		deliver = 0;
		if (WSTOPSIG(status) != AT_ENTRY) {
			deliver = WSTOPSIG(status) == SIGTRAP ? 0 : WSTOPSIG(status);
			continue;
		}
		ptrace((int)GET_SYSCALL_INFO, pid, (void *)sizeof(stop), &stop);
		if (stop.op != ENTRY || !is_change(&stop) || --left > 0)
			continue;
		kill(pid, SIGKILL);
		waitpid(pid, &status, 0);
		return 0;
	}
	perror("killed");
	return 2;
}
