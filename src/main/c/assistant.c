/*
 * The assistant: forked before the first step, it keeps the namespaces, the root and the
 * credentials of the caller, and does the steps that need them. It also knows what was pinned. It
 * is there until the program is, so that a launch which fails, or is killed, leaves no pin behind.
 */
#include "launcher.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAX_PINS 8 /* one a type */

enum { KEEP_PINS = -1, UNDO_PINS = -2 }; /* requests that are no step's number */

static int pins[MAX_PINS];
static int pin_count;

/* By a descriptor: by its name, another could put another mount in its place. */
void remember_pin(int fd)
{
	if (pin_count < MAX_PINS)
		pins[pin_count++] = fd;
}

static void undo_pins(void)
{
	char name[64];

	while (pin_count > 0) {
		format_text(name, sizeof(name), "/proc/self/fd/%d", pins[--pin_count]);
		umount2(name, MNT_DETACH);
	}
}

/* Holds on to this process in /proc: the assistant's steps are about it. */
static void open_proc(void)
{
	launch.proc = high_fd(open("/proc/self", O_PATH | O_DIRECTORY | O_CLOEXEC));
	if (launch.proc < 0)
		die(EXIT_SETUP, "cannot open /proc/self");
	ssize_t n = readlink("/proc/self", launch.proc_pid, sizeof(launch.proc_pid) - 1);

	if (n < 0)
		die(EXIT_SETUP, "cannot read /proc/self");
	launch.proc_pid[n] = '\0';
}

/* Does what the main line asks for until that has become the program, or is gone. */
static _Noreturn void assist(void)
{
	bool keep = false;
	int request;

	/* Ctrl-C ends the main line, and that this; before, there may be something to undo. */
	signal_mask(SIG_SETMASK, ~UINT64_C(0), &launch.mask);
	signal_handle(SIGCHLD, SIG_DFL); /* or newuidmap could not be waited for */
	while (recv(launch.served, &request, sizeof(request), 0) == sizeof(request)) {
		int done = 0;

		if (request >= 0) {
			launch.now = &launch.steps[request];
			launch.now->row->run(launch.now->words);
		} else {
			keep = request == KEEP_PINS;
			if (!keep)
				undo_pins();
		}
		send(launch.served, &done, sizeof(done), MSG_NOSIGNAL);
	}
	if (!keep)
		undo_pins();
	_exit(0);
}

/* Forks the assistant, before the first step changes anything. */
void start_assistant(void)
{
	int ends[2];

	open_proc();
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0)
		die(EXIT_SETUP, "socketpair failed");
	ends[0] = high_fd(ends[0]);
	ends[1] = high_fd(ends[1]);
	if (ends[0] < 0 || ends[1] < 0)
		die(EXIT_SETUP, "socketpair failed");
	launch.assistant_pid = fork_raw(0);
	if (launch.assistant_pid < 0)
		die(EXIT_SETUP, "fork failed");
	if (launch.assistant_pid == 0) {
		close(ends[0]);
		launch.served = ends[1];
		assist();
	}
	close(ends[1]);
	launch.assistant = ends[0];
}

/* Sends one request and waits until it is done; the status is 0, or that to end with, or -1. */
static int tell_assistant(int request)
{
	int status;
	ssize_t n;

	if (send(launch.assistant, &request, sizeof(request), MSG_NOSIGNAL) != sizeof(request))
		return -1;
	do
		n = recv(launch.assistant, &status, sizeof(status), 0);
	while (n < 0 && errno == EINTR);
	return n == sizeof(status) ? status : -1;
}

/* Has a step done by the assistant, which says what failed when it does. */
void ask_assistant(int step)
{
	int status = tell_assistant(step);

	if (status < 0)
		die_plain(EXIT_SETUP, "the assistant was killed");
	if (status > 0)
		quit(status);
}

/* From here on what was pinned stays, unless the program cannot be executed after all. */
void keep_pins(void)
{
	tell_assistant(KEEP_PINS);
}

/*
 * Without `fork` the assistant must be gone before the program is there, which would find a child
 * that it never made. With `fork` it is the parent's, and sees by its socket when the program is
 * there.
 */
void dismiss_assistant(void)
{
	if (launch.assistant < 0 || launch.forked)
		return;
	close(launch.assistant);
	launch.assistant = -1;
	waitpid(launch.assistant_pid, NULL, __WALL);
}

/* The one way out for a launch that failed, in each of its processes: undoes the pins, and ends. */
void quit(int status)
{
	undo_pins();
	if (launch.served >= 0)
		send(launch.served, &status, sizeof(status), MSG_NOSIGNAL);
	if (launch.assistant >= 0)
		tell_assistant(UNDO_PINS);
	dismiss_assistant();
	_exit(status);
}
