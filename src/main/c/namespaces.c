/* Steps on namespaces: make them, set their clocks, pin them on files. */
#include "launcher.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef CLONE_NEWTIME
#define CLONE_NEWTIME 0x00000080
#endif

const char *const ns_names[] = {
	"user", "cgroup", "ipc", "uts", "net", "pid", "mnt", "time", NULL
};

const int ns_flags[] = { CLONE_NEWUSER, CLONE_NEWCGROUP, CLONE_NEWIPC, CLONE_NEWUTS,
			 CLONE_NEWNET,	CLONE_NEWPID,	 CLONE_NEWNS,  CLONE_NEWTIME };

/*
 * A new namespace of these two is that of the children; the caller of unshare(2) stays where it is.
 */
static const char *ns_file(const char *type)
{
	if (strcmp(type, "pid") == 0)
		return "pid_for_children";
	if (strcmp(type, "time") == 0)
		return "time_for_children";
	return type;
}

int flags_of(const char *types)
{
	int flags = 0;
	size_t length = 0;

	for (const char *p = types; (p = csv_next(p, &length)) != NULL;) {
		int type = csv_index(ns_names, p, length);

		flags |= type < 0 ? 0 : ns_flags[type]; /* "none" */
	}
	return flags;
}

void step_unshare(char **words)
{
	/* Ignored by the caller, no child of ours could be waited for. */
	signal_handle(SIGCHLD, SIG_DFL);
	if (unshare(flags_of(words[0])) < 0)
		die(EXIT_SETUP, "unshare failed");
}

/*
 * time_namespaces(7): the clock's number, seconds, nanoseconds; only until a process has entered.
 */
void step_time_offset(char **words)
{
	static const char file[] = "/proc/self/timens_offsets";
	char line[64];
	size_t length = format_text(line, sizeof(line), "%d %s 0",
				    strcmp(words[0], "boottime") == 0 ? 7 : 1, words[1]);
	int fd = open(file, O_WRONLY | O_CLOEXEC);

	if (fd < 0)
		die(EXIT_SETUP, "failed to open %s", file);
	if (write(fd, line, length) != (ssize_t)length)
		die(EXIT_SETUP, "failed to write to %s", file);
	close(fd);
}

void step_pin(char **words)
{
	char source[64];
	char link[64];
	struct stat ns, pinned;

	format_text(source, sizeof(source), "ns/%s", ns_file(words[0]));
	int fd = openat(launch.proc, source, O_RDONLY | O_CLOEXEC);

	format_text(link, sizeof(link), "/proc/self/fd/%d", fd);
	if (fd < 0 || mount(link, words[1], NULL, MS_BIND, NULL) < 0)
		die(EXIT_SETUP, "mount /proc/%s/%s on %s failed", launch.proc_pid, source,
		    words[1]);
	int pin = high_fd(open(words[1], O_PATH | O_CLOEXEC));

	if (pin >= 0 && fstat(fd, &ns) == 0 && fstat(pin, &pinned) == 0 &&
	    ns.st_dev == pinned.st_dev && ns.st_ino == pinned.st_ino)
		remember_pin(pin);
	close(fd);
}
