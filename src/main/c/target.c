/*
 * Steps on the process whose namespaces are entered. It is held from the first look on, by its
 * pidfd and by its directory in /proc: a process that got its pid later can never take its place.
 */
#include "launcher.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/*
 * The pid of the target in this /proc, which may be that of another pid namespace; 0 if it does not
 * show it, -1 if it is gone. See pidfd_open(2).
 */
long pid_in_proc(void)
{
	char name[48], text[512];

	format_text(name, sizeof(name), "/proc/self/fdinfo/%d", launch.target);
	if (read_file(AT_FDCWD, name, text, sizeof(text)) < 0)
		return 0;
	const char *pid = find_text(text, "\nPid:\t");

	if (!pid)
		return 0;
	return pid[6] == '-' ? -1 : (long)number_of(pid + 6);
}

/* The directory in /proc of that pid, or 0 with errno. */
static int open_proc(unsigned long pid)
{
	char name[32];

	format_text(name, sizeof(name), "/proc/%lu", pid);
	int fd = high_fd(open(name, O_PATH | O_DIRECTORY | O_CLOEXEC));

	return fd < 0 ? 0 : fd;
}

/* Where field NUMBER of a process's stat begins, from 3 on, or NULL; see proc_pid_stat(5). */
const char *field_of_stat(const char *stat, int number)
{
	const char *word = strrchr(stat, ')'); /* field 2, a name, may hold anything */

	for (int i = 2; i < number && word; i++)
		word = strchr(word + 1, ' ');
	return word ? word + 1 : NULL;
}

/* The time it was started. */
static unsigned long start_time(void)
{
	char text[1024];
	const char *word;

	if (launch.target_proc == 0 ||
	    read_file(launch.target_proc, "stat", text, sizeof(text)) < 0)
		return 0;
	word = field_of_stat(text, 22);
	return word ? number_of(word) : 0;
}

static bool is_known_again(const char *check)
{
	struct pollfd end = { .fd = launch.target, .events = POLLIN };
	struct stat status;

	if (*check == '-')
		return true;
	/* Ended, it keeps its mark until its parent has asked how, but its namespaces are gone. */
	if (launch.target && poll(&end, 1, 0) == 1)
		return false;
	if (*check == 's')
		return start_time() == number_of(check + strlen("start:"));
	return launch.target && fstat(launch.target, &status) == 0 &&
	       status.st_ino == number_of(check + strlen("ino:"));
}

void step_target(char **words)
{
	unsigned long pid = number_of(words[0]);
	int fd = high_fd((int)syscall(SYS_pidfd_open, pid, 0));

	launch.target_pid = words[0];
	launch.target = fd < 0 ? 0 : fd;
	long shown = launch.target ? pid_in_proc() : (long)pid;

	if (shown > 0)
		launch.target_proc = open_proc((unsigned long)shown);
	/* Still there, so that directory is its own. */
	if (launch.target_proc && launch.target && pid_in_proc() != shown) {
		close(launch.target_proc);
		launch.target_proc = 0;
	}
	if (!is_known_again(words[1])) {
		errno = ESRCH;
		die(EXIT_SETUP, "failed to obtain a valid file descriptor for PID %s", words[0]);
	}
	hold_namespaces();
}

static int try_open(const char *name)
{
	errno = ENOENT; /* as for a process that is not there */
	if (launch.target_proc == 0)
		return -1;
	return high_fd(openat(launch.target_proc, name, O_RDONLY | O_CLOEXEC | O_NONBLOCK));
}

/* NAME in the target's directory in /proc. */
int open_of_target(const char *name)
{
	int fd = try_open(name);

	if (fd < 0)
		die(EXIT_SETUP, "cannot open /proc/%s/%s", launch.target_pid, name);
	return fd;
}

void read_of_target(const char *name, char *buffer, size_t size)
{
	errno = ENOENT;
	if (launch.target_proc == 0 || read_file(launch.target_proc, name, buffer, size) < 0)
		die(EXIT_SETUP, "cannot read /proc/%s/%s", launch.target_pid, name);
}

static const char *const names[] = { "root", "wd", "environ", "cgroup", "status", NULL };
static const char *const files[] = { "root", "cwd", "environ" };

/*
 * What is refused to the caller may be allowed within the target's user namespace: that is opened
 * when it is used.
 */
void step_take(char **words)
{
	size_t length = 0;

	for (const char *p = words[0]; (p = csv_next(p, &length)) != NULL;) {
		int i = csv_index(names, p, length);

		if (strncmp(p, "cgroup", length) == 0)
			take_cgroups();
		else if (strncmp(p, "status", length) == 0)
			take_status();
		else if ((launch.held[HELD_ROOT + i] = try_open(files[i])) < 0) {
			if (errno != EACCES || !plan_has("enter", 0, "user"))
				open_of_target(files[i]);
			launch.held[HELD_ROOT + i] = 0;
		}
	}
}

/* The root, the working directory or the environment that is held. */
int held_file(int place)
{
	if (launch.held[place] == 0)
		launch.held[place] = open_of_target(files[place - HELD_ROOT]);
	return launch.held[place];
}

/*
 * For a process that only waits: what is held would keep mounts and processes of others busy. And
 * before a process is the target's to look into.
 */
void let_go(void)
{
	for (int i = 0; i < HELD; i++) {
		if (launch.held[i])
			close(launch.held[i]);
		launch.held[i] = 0;
	}
	if (launch.target)
		close(launch.target);
	if (launch.target_proc)
		close(launch.target_proc);
	launch.target = launch.target_proc = 0;
}

#define MAX_ENTRIES 4096 /* each is compared with all before it */

static bool is_entry(const char *entry)
{
	return *entry != '=' && strchr(entry, '=');
}

static bool has_name_of(char *const *entries, const char *entry)
{
	size_t length = strcspn(entry, "=") + 1;

	for (; *entries; entries++)
		if (strncmp(*entries, entry, length) == 0)
			return true;
	return false;
}

/* The target's environment as it is now, each entry ended by NUL; *LENGTH bytes. */
static char *read_environ(size_t *length)
{
	int fd = held_file(HELD_ENVIRON);
	char *text = pages(BIG_FILE);
	ssize_t n;

	while ((n = read(fd, text + *length, BIG_FILE - *length)) > 0)
		*length += (size_t)n;
	if (n < 0)
		die(EXIT_SETUP, "cannot read /proc/%s/environ", launch.target_pid);
	if (*length == BIG_FILE)
		die_plain(EXIT_SETUP, "the environment of process %s is too large",
			  launch.target_pid);
	*length += *length > 0 && text[*length - 1] != '\0';
	return text;
}

/* The last entry comes first, and is the one that counts of those with its name: as nsenter(1). */
void step_load_env(char **words)
{
	char **entries = pages((MAX_ENTRIES + 1) * sizeof(*entries));
	size_t length = 0, count = 0, looked_at = 0;
	char *text = read_environ(&length);

	(void)words;
	if (launch.held[HELD_STATUS])
		refuse_secure_program();
	for (char *end = text + length; end > text;) {
		char *entry = end - 1;

		while (entry > text && entry[-1] != '\0')
			entry--;
		end = entry;
		if (!is_entry(entry))
			continue;
		if (looked_at++ == MAX_ENTRIES)
			die_plain(EXIT_SETUP, "the environment of process %s is too large",
				  launch.target_pid);
		if (!has_name_of(entries, entry))
			entries[count++] = entry;
	}
	launch.envp = entries;
}

/* The SELinux context that execve(2) is to give the program: that of the target. */
void step_follow_context(char **words)
{
	char text[4096];

	(void)words;
	if (access("/sys/fs/selinux/enforce", F_OK) < 0)
		die_plain(EXIT_SETUP, "SELinux is not enabled on this system");
	read_of_target("attr/current", text, sizeof(text));
	step_write((char *[]){ "/proc/self/attr/exec", text });
}
