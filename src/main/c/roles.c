/*
 * Who else is there while a plan is walked: the assistant, which keeps the caller's namespaces and
 * credentials, and the parent, which waits for the child of `fork`. Both serve the main line over a
 * socket, one step at a time, and both know which namespaces they pinned, so that a launch which
 * fails, or is killed, leaves none behind.
 */
#include "launcher.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
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

/* Whether a program that cannot be executed would leave something behind. */
bool pins_at_stake(void)
{
	return plan_has("pin", 0, NULL);
}

/* Sends one request and waits until it is done; the status is 0, or that to end with. */
static int tell(int role, int request)
{
	int status = EXIT_SETUP;

	if (send(role, &request, sizeof(request), MSG_NOSIGNAL) != sizeof(request))
		return EXIT_SETUP;
	while (recv(role, &status, sizeof(status), 0) < 0 && errno == EINTR)
		;
	return status;
}

/* Has a step done by the assistant or the parent, which has said what failed when it did. */
void ask_role(int role, int step)
{
	int status = tell(role, step);

	if (status != 0)
		quit(status);
}

/* Does what the main line asks for until it has become the program or is gone. */
void serve_main_line(void)
{
	bool keep = false;
	int request;
	ssize_t n;

	while ((n = recv(launch.serving, &request, sizeof(request), 0)) != 0) {
		int done = 0;

		if (n < 0 && errno == EINTR)
			continue;
		if (n != sizeof(request))
			break;
		if (request >= 0 && request < launch.count) {
			launch.now = &launch.steps[request];
			launch.now->row->run(launch.now->words);
		} else {
			keep = request == KEEP_PINS;
			if (!keep)
				undo_pins();
		}
		send(launch.serving, &done, sizeof(done), MSG_NOSIGNAL);
	}
	if (!keep)
		undo_pins();
	pin_count = 0;
	close(launch.serving);
	launch.serving = -1;
}

/*
 * Holds on to this process in /proc: the steps of others are about it, whatever is mounted there
 * later.
 */
void open_proc(void)
{
	if (launch.proc >= 0)
		return;
	launch.proc = high_fd(open("/proc/self", O_PATH | O_DIRECTORY | O_CLOEXEC));
	if (launch.proc < 0)
		die(EXIT_SETUP, "cannot open /proc/self");
	ssize_t n = readlink("/proc/self", launch.proc_pid, sizeof(launch.proc_pid) - 1);

	if (n < 0)
		die(EXIT_SETUP, "cannot read /proc/self");
	launch.proc_pid[n] = '\0';
}

/* Forks the assistant before the first step changes anything. */
void start_assistant(void)
{
	int ends[2];

	open_proc();
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) < 0)
		die(EXIT_SETUP, "socketpair failed");
	launch.assistant = high_fd(ends[0]);
	int served = high_fd(ends[1]);

	if (launch.assistant < 0 || served < 0)
		die(EXIT_SETUP, "socketpair failed");
	launch.assistant_pid = fork_raw(0);
	if (launch.assistant_pid < 0)
		die(EXIT_SETUP, "fork failed");
	if (launch.assistant_pid == 0) {
		close(launch.assistant);
		launch.assistant = -1;
		launch.serving = served;
		signal_handle(SIGCHLD, SIG_DFL); /* or newuidmap could not be waited for */
		serve_main_line();
		_exit(0);
	}
	close(served);
}

/* From here on what was pinned stays, unless the program cannot be executed after all. */
void keep_pins(void)
{
	if (launch.parent >= 0)
		tell(launch.parent, KEEP_PINS);
	if (launch.assistant >= 0)
		tell(launch.assistant, KEEP_PINS);
}

/*
 * Without `fork` the assistant must be gone before the program is there, which would find a child
 * that it never made. With `fork` it is the parent's, sees when the program is there, and can undo
 * until then.
 */
void dismiss_assistant(void)
{
	if (launch.assistant < 0 || launch.parent >= 0)
		return;
	close(launch.assistant);
	launch.assistant = -1;
	waitpid(launch.assistant_pid, NULL, __WALL);
}

/* The one way out for a launch that failed: undoes the pins, wherever they were made, and ends. */
void quit(int status)
{
	undo_pins();
	if (launch.serving >= 0) {
		send(launch.serving, &status, sizeof(status), MSG_NOSIGNAL);
		close(launch.serving);
	}
	if (launch.assistant >= 0)
		tell(launch.assistant, UNDO_PINS);
	if (launch.parent >= 0)
		tell(launch.parent, UNDO_PINS);
	if (launch.child > 0)
		waitpid(launch.child, NULL, 0);
	_exit(status);
}
