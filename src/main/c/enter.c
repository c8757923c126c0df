/*
 * Steps on namespaces that are there already: find them, hold them, enter them. All are held before
 * the first is entered, for afterwards their names may lead elsewhere, or nowhere.
 */
#include "launcher.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

#define FD_NSFS_ROOT (-10003) /* linux/fcntl.h, Linux 6.18 */
#define FILEID_NSFS  0xf1     /* linux/exportfs.h */

static int *held(const char *name)
{
	static const char *const others[] = { "root", "wd", NULL };
	int type = csv_index(ns_names, name, strlen(name));

	return &launch.held[type >= 0 ? type : HELD_ROOT + csv_index(others, name, strlen(name))];
}

static void hold(int *place, int fd)
{
	if (*place)
		close(*place);
	*place = fd;
}

void step_open(char **words)
{
	int fd = high_fd(open(words[1], O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));

	if (fd < 0)
		die(EXIT_SETUP, "cannot open %s", words[1]);
	hold(held(words[0]), fd);
}

/*
 * Opens a namespace by the number that no other ever gets; -1 with errno. Type and inode stay 0:
 * the kernel compares them only where they are given.
 */
int open_by_number(uint64_t number)
{
	struct {
		uint32_t bytes;
		int type;
		uint64_t id;
		uint32_t ns_type, ns_inode;
	} handle = { 16, FILEID_NSFS, number, 0, 0 };

	return high_fd(
		(int)syscall(SYS_open_by_handle_at, FD_NSFS_ROOT, &handle, O_RDONLY | O_CLOEXEC));
}

void step_open_id(char **words)
{
	int fd = open_by_number(number_of(words[1]));

	if (fd < 0)
		die(EXIT_SETUP, "cannot open namespace of id %s", words[1]);
	hold(held(words[0]), fd);
}

/* The network namespace of a socket of the target. */
void step_net_socket(char **words)
{
	int socket = -1;

	errno = ESRCH;
	if (launch.target)
		socket = high_fd(
			(int)syscall(SYS_pidfd_getfd, launch.target, number_of(words[0]), 0));
	if (socket < 0)
		die(EXIT_SETUP, "cannot get file descriptor %s of process %s", words[0],
		    launch.target_pid);
	int fd = high_fd(ioctl(socket, SIOCGSKNS));

	if (fd < 0)
		die(EXIT_SETUP,
		    "cannot get the network namespace of file descriptor %s of process %s",
		    words[0], launch.target_pid);
	close(socket);
	hold(held("net"), fd);
}

/* The user namespace above the one that is held, or above the target's. */
void step_user_parent(char **words)
{
	int child =
		strcmp(words[0], "user") == 0 ? launch.held[HELD_USER] : open_of_target("ns/user");
	int parent = high_fd(ioctl(child, NS_GET_USERNS));

	if (parent < 0)
		die(EXIT_SETUP, "failed to open parent namespace");
	if (child != launch.held[HELD_USER])
		close(child);
	hold(&launch.held[HELD_USER], parent);
}

/* Since Linux 5.8 setns(2) takes a pidfd, and then several types at once. */
static bool enters_by_pidfd(void)
{
	struct utsname system;

	if (launch.target == 0 || uname(&system) < 0)
		return false;
	unsigned long major = number_of(system.release);
	const char *dot = strchr(system.release, '.');

	return major > 5 || (major == 5 && dot && number_of(dot + 1) >= 8);
}

/* Where a pidfd will not do: the target's namespaces that `enter` names, by their files. */
void hold_namespaces(void)
{
	char name[32];

	if (enters_by_pidfd())
		return;
	for (int type = 0; ns_names[type]; type++) {
		if (launch.held[type] || !plan_has("enter", 0, ns_names[type]))
			continue;
		format_text(name, sizeof(name), "ns/%s", ns_names[type]);
		launch.held[type] = open_of_target(name);
	}
}

/* Enters by its file one namespace of those LEFT; returns what is left. */
static int enter_file(int type, int left, bool must)
{
	if (!(left & ns_flags[type]) || launch.held[type] == 0)
		return left;
	if (setns(launch.held[type], ns_flags[type]) == 0)
		return left & ~ns_flags[type];
	if (must)
		die(EXIT_SETUP, "reassociate to namespace 'ns/%s' failed", ns_names[type]);
	return left;
}

/*
 * Enters what can be entered of LEFT, and returns the rest. MUST: what cannot ends the launch.
 * Where the user namespace is among them it is the first, for it gives the rights to enter the
 * others.
 */
static int enter(int left, bool must)
{
	int of_target = 0;

	left = enter_file(HELD_USER, left, must);
	for (int type = 0; ns_names[type]; type++)
		if ((left & ns_flags[type]) && launch.held[type] == 0)
			of_target |= ns_flags[type];
	errno = ESRCH; /* if there is no target */
	if (of_target && launch.target && setns(launch.target, of_target) == 0)
		left &= ~of_target;
	else if (of_target && must)
		die(EXIT_SETUP, "reassociate to namespaces failed");
	for (int type = HELD_USER + 1; ns_names[type]; type++)
		left = enter_file(type, left, must);
	return left;
}

/*
 * What is open here belongs to the caller. Nobody inside, or with the same rights, is to get at it
 * through /proc/PID before execve(2), which sets this back; see PR_SET_DUMPABLE in prctl(2).
 */
void keep_out(void)
{
	prctl(PR_SET_DUMPABLE, 0UL, 0UL, 0UL, 0UL);
}

/*
 * Twice: before the user namespace with the caller's rights, as far as they go, for it may take
 * them away; then from within it.
 */
void step_enter(char **words)
{
	int all = flags_of(words[0]);

	keep_out();
	enter((all & CLONE_NEWUSER) | enter(all & ~CLONE_NEWUSER, false), true);
}
