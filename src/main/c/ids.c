/*
 * Steps on users, groups, id maps and capabilities. Raw calls: libc's would act on threads that are
 * not there.
 */
#include "launcher.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAX_EXTENTS  340  /* user_namespaces(7) */
#define MAX_MAP_TEXT 4096 /* one page, and one write */

#define CAP_SETGID 6 /* linux/capability.h */

/* Whether a capability, 0 to 31, is effective. */
bool has_capability(int number)
{
	uint32_t header[2] = { CAPABILITY_VERSION_3, 0 };
	uint32_t caps[6]; /* effective, permitted, inheritable, twice */

	return syscall(SYS_capget, header, caps) == 0 && (caps[0] & (UINT32_C(1) << number)) != 0;
}

/*
 * Whether the user namespace denies setgroups(2). /proc/PID/setgroups says so, but not where there
 * is no /proc, or none of it left; then, who may change groups and is refused is refused for that.
 */
bool setgroups_denied(void)
{
	bool entered = plan_has("enter", 0, "user");
	bool of_target = entered && launch.held[HELD_USER] == 0 && launch.target_proc;
	char word[8];

	if (of_target && read_file(launch.target_proc, "setgroups", word, sizeof(word)) > 0)
		return strncmp(word, "deny", 4) == 0;
	if (!entered && read_file(AT_FDCWD, "/proc/self/setgroups", word, sizeof(word)) > 0)
		return strncmp(word, "deny", 4) == 0;
	return has_capability(CAP_SETGID);
}

/*
 * Into a user namespace groups are best dropped before, with the rights that are lost by entering:
 * what fails early may still work later, and what was done early need not be done again.
 */
void step_drop_groups(char **words)
{
	if (launch.groups_dropped || strcmp(words[0], "early") == 0) {
		launch.groups_dropped |= syscall(SYS_setgroups, 0, NULL) == 0;
		return;
	}
	if (syscall(SYS_setgroups, 0, NULL) == 0)
		return;
	int error = errno;

	if (strcmp(words[0], "unless-denied") == 0 && error == EPERM && setgroups_denied())
		return;
	errno = error;
	die(EXIT_SETUP, "setgroups failed");
}

void step_groups(char **words)
{
	uint32_t *groups = pages((strlen(words[0]) / 2 + 1) * sizeof(*groups));
	size_t count = 0, length = 0;

	for (const char *p = words[0]; (p = csv_next(p, &length)) != NULL;)
		groups[count++] = (uint32_t)number_of(p);
	if (syscall(SYS_setgroups, count, groups) < 0)
		die(EXIT_SETUP, "setgroups failed");
}

static unsigned long id_of(const char *word, const char *field)
{
	return strcmp(word, "follow") == 0 ? id_of_target(field) : number_of(word);
}

void step_setgid(char **words)
{
	if (syscall(SYS_setgid, id_of(words[0], "Gid")) < 0)
		die(EXIT_SETUP, "setgid() failed");
}

void step_setuid(char **words)
{
	if (syscall(SYS_setuid, id_of(words[0], "Uid")) < 0)
		die(EXIT_SETUP, "setuid() failed");
}

/*
 * Cuts MAP, "INNER:OUTER:COUNT,…", into its numbers, three an extent; returns how many there are.
 */
static int cut_map(char *map, char *numbers[3 * MAX_EXTENTS])
{
	static char euid[12], egid[12];
	int n = 0;

	format_text(euid, sizeof(euid), "%u", launch.euid);
	format_text(egid, sizeof(egid), "%u", launch.egid);
	for (char *next = strtok(map, ":,"); next; next = strtok(NULL, ":,")) {
		if (n == 3 * MAX_EXTENTS)
			die_plain(EXIT_SETUP, "id map has more than %d ranges", MAX_EXTENTS);
		if (strcmp(next, "euid") == 0)
			next = euid;
		else if (strcmp(next, "egid") == 0)
			next = egid;
		numbers[n++] = next;
	}
	return n - n % 3;
}

/* From outside the process is named, from inside it is the writer itself. */
static int open_map(const char *kind, char *name, size_t size)
{
	if (launch.served >= 0) {
		format_text(name, size, "/proc/%s/%s_map", launch.proc_pid, kind);
		return openat(launch.proc, strcmp(kind, "uid") == 0 ? "uid_map" : "gid_map",
			      O_WRONLY | O_CLOEXEC);
	}
	format_text(name, size, "/proc/self/%s_map", kind);
	return open(name, O_WRONLY | O_CLOEXEC);
}

void step_id_map(char **words)
{
	static char *numbers[3 * MAX_EXTENTS];
	char text[MAX_MAP_TEXT + 64];
	char name[64];
	size_t used = 0;
	int n = cut_map(words[1], numbers);

	for (int i = 0; i < n && used < MAX_MAP_TEXT; i += 3)
		used += format_text(text + used, sizeof(text) - used, "%s %s %s\n", numbers[i],
				    numbers[i + 1], numbers[i + 2]);
	int fd = open_map(words[0], name, sizeof(name));

	if (fd < 0)
		die(EXIT_SETUP, "cannot open %s", name);
	if (write(fd, text, used) != (ssize_t)used)
		die(EXIT_SETUP, launch.served >= 0 ? "failed to write %s" : "write failed %s",
		    name);
	close(fd);
}

/*
 * newuidmap PID INNER OUTER COUNT …: it says itself what it does not like, and its status becomes
 * ours.
 */
void step_newidmap(char **words)
{
	static char *args[3 * MAX_EXTENTS + 3];
	char *program = strcmp(words[0], "uid") == 0 ? "newuidmap" : "newgidmap";
	int n = cut_map(words[1], args + 2);
	int status = 0;

	args[0] = program;
	args[1] = launch.proc_pid;
	args[n + 2] = NULL;
	pid_t pid = fork_raw(SIGCHLD);

	if (pid < 0)
		die(EXIT_SETUP, "fork failed");
	if (pid == 0) {
		signal_mask(SIG_SETMASK, launch.mask, NULL);
		errno = execute(program, args);
		int end = errno == ENOENT ? EXIT_NOT_FOUND : EXIT_CANNOT_EXECUTE;

		report("failed to execute %s", program);
		_exit(end);
	}
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			die(EXIT_SETUP, "waitpid failed");
	if (!WIFEXITED(status))
		die_plain(EXIT_SETUP, "%s was killed by signal %d", program, WTERMSIG(status));
	if (WEXITSTATUS(status) != 0)
		quit(WEXITSTATUS(status));
}

void step_setgroups(char **words)
{
	step_write((char *[]){ "/proc/self/setgroups", words[0] });
}

/*
 * Ambient capabilities outlive execve(2) for any user; one must be inheritable to become ambient,
 * capabilities(7).
 */
void step_keep_caps(char **words)
{
	struct {
		uint32_t version;
		int pid;
	} header = { CAPABILITY_VERSION_3, 0 };
	struct {
		uint32_t effective, permitted, inheritable;
	} caps[2];

	(void)words;
	if (syscall(SYS_capget, &header, caps) < 0)
		die(EXIT_SETUP, "capget failed");
	for (int i = 0; i < 2; i++)
		caps[i].inheritable = caps[i].permitted;
	if (syscall(SYS_capset, &header, caps) < 0)
		die(EXIT_SETUP, "capset failed");
	for (unsigned long cap = 0; cap < 64; cap++)
		if (caps[cap / 32].effective & (UINT32_C(1) << cap % 32))
			if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, cap, 0UL, 0UL) < 0)
				die(EXIT_SETUP, "prctl(PR_CAP_AMBIENT) failed");
}
