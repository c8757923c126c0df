/*
 * Prints what a program can observe of how it was started: probe SECTIONS [ANYTHING...]
 *
 * SECTIONS are names from the table at the end, joined by commas; "all" is all of them and "-NAME"
 * takes one away again. Without arguments, as a login shell is started, it is "argv,env". What
 * differs from run to run (process ids, inodes, numbers of peer groups) is printed as a relation or
 * not at all.
 *
 * Static, and raw system calls where a libc would change the picture.
 */
#define _GNU_SOURCE
#include "text.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdbool.h>
#include <sys/auxv.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/times.h>
#include <unistd.h>

extern char **environ;
static char **args;

static void print_words(const char *label, char **words)
{
	for (; *words; words++) {
		printf("%s ", label);
		print_escaped(stdout, *words, strlen(*words));
		putchar('\n');
	}
}

/* The link's text without the numbers that differ from run to run: "pipe:[N]", "/dev/pts/N". */
static void print_link(const char *path)
{
	char target[4096];
	ssize_t length = readlink(path, target, sizeof target - 1);

	if (length < 0) {
		printf("(%s)", strerror(errno));
		return;
	}
	target[length] = 0;
	char *number = strstr(target, ":[");
	if (!number && strncmp(target, "/dev/pts/", 9) == 0)
		number = target + 8;
	if (number) {
		number[1] = 0;
		printf("%sN", target);
	} else {
		print_escaped(stdout, target, (size_t)length);
	}
}

/* Prints the lines of a file that start with one of the words (all lines without words). */
static void print_file(const char *label, const char *path, const char *const *words)
{
	char line[8192];
	FILE *file = fopen(path, "re");

	if (!file) {
		printf("%s (%s)\n", label, strerror(errno));
		return;
	}
	while (fgets(line, sizeof line, file)) {
		bool wanted = !words;

		for (const char *const *word = words; word && *word; word++)
			wanted |= strncmp(line, *word, strlen(*word)) == 0;
		line[strcspn(line, "\n")] = 0;
		if (wanted) {
			printf("%s", label);
			for (char *c = strtok(line, " \t"); c; c = strtok(NULL, " \t"))
				printf(" %s", c);
			putchar('\n');
		}
	}
	fclose(file);
}

static void show_argv(void)
{
	print_words("argv", args);
	printf("execfn %s\n", (const char *)getauxval(AT_EXECFN));
	print_file("comm", "/proc/self/comm", NULL);
	printf("secure %lu\n", getauxval(AT_SECURE));
}

static void show_env(void)
{
	print_words("env", environ);
}

static void show_fds(void)
{
	for (int fd = 0; fd < 4096; fd++) {
		char path[64];
		int descriptor = fcntl(fd, F_GETFD);

		if (descriptor < 0)
			continue;
		snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
		printf("fd %d fdflags %d flags %o offset %lld ", fd, descriptor,
		       (unsigned)fcntl(fd, F_GETFL),
		       fd == 1 || fd == 2 ? 0 : (long long)lseek(fd, 0, SEEK_CUR));
		print_link(path);
		putchar('\n');
	}
}

static void show_signals(void)
{
	static const char *const words[] = {
		"SigPnd", "ShdPnd", "SigBlk", "SigIgn", "SigCgt", NULL
	};

	print_file("signals", "/proc/self/status", words);
	printf("alarm %d\n", alarm(0) > 0);
}

static void show_limits(void)
{
	for (int resource = 0; resource < RLIMIT_NLIMITS; resource++) {
		struct rlimit limit;

		getrlimit(resource, &limit);
		printf("limit %d %lld %lld\n", resource, (long long)limit.rlim_cur,
		       (long long)limit.rlim_max);
	}
}

static void show_umask(void)
{
	mode_t mask = umask(0);

	umask(mask);
	printf("umask %03o\n", mask);
}

static void show_directories(void)
{
	char path[4096] = "(unreachable)";
	struct stat root;

	printf("cwd ");
	if (getcwd(path, sizeof path))
		printf("%s ", path);
	else
		printf("(%s) ", strerror(errno));
	print_link("/proc/self/cwd");
	stat("/", &root);
	printf("\nroot ");
	print_link("/proc/self/root");
	printf(" %s\n", root.st_ino == 2 ? "inode 2" : "other inode");
}

static void show_scheduling(void)
{
	struct sched_param parameter = { 0 };
	unsigned long affinity[16] = { 0 };

	syscall(SYS_sched_getparam, 0, &parameter);
	syscall(SYS_sched_getaffinity, 0, sizeof affinity, affinity);
	printf("nice %d\npolicy %ld priority %d\naffinity %lx\nioprio %ld\n",
	       getpriority(PRIO_PROCESS, 0), syscall(SYS_sched_getscheduler, 0),
	       parameter.sched_priority, affinity[0], syscall(SYS_ioprio_get, 1, 0));
	print_file("oom_score_adj", "/proc/self/oom_score_adj", NULL);
}

static pid_t parent_of(pid_t pid, char *comm, size_t size)
{
	char path[64], text[512] = "";
	int parent = 0;

	snprintf(path, sizeof path, "/proc/%d/stat", pid);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return 0;
	ssize_t length = read(fd, text, sizeof text - 1);
	close(fd);
	char *open_paren = strchr(text, '('), *close_paren = strrchr(text, ')');
	if (length <= 0 || !open_paren || !close_paren)
		return 0;
	*close_paren = 0;
	snprintf(comm, size, "%s", open_paren + 1);
	sscanf(close_paren + 1, " %*c %d", &parent);
	return parent;
}

/* The names of the ancestors up to the starter that supervises the test. */
static void show_parent(void)
{
	char comm[64] = "";
	pid_t pid = parent_of(getpid(), comm, sizeof comm);

	printf("parent");
	while (pid > 0 && strcmp(comm, "start") != 0) {
		comm[0] = 0;
		pid_t next = parent_of(pid, comm, sizeof comm);
		printf(" %s", comm);
		pid = next;
	}
	putchar('\n');
}

static const char *relation(pid_t pid)
{
	if (pid == getpid())
		return "self";
	if (pid == getppid())
		return "parent";
	if (pid == 0)
		return "outside";
	return pid > 0 ? "other" : "none";
}

static void show_session(void)
{
	int tty = open("/dev/tty", O_RDWR | O_CLOEXEC);

	printf("session %s\ngroup %s\n", relation(getsid(0)), relation(getpgrp()));
	printf("tty %s\n", tty < 0 ? strerror(errno) : "yes");
	printf("foreground %s\n", tty < 0			? "none"
				  : tcgetpgrp(tty) == getpgrp() ? "this group"
								: "another group");
	if (tty >= 0)
		close(tty);
}

static void show_ids(void)
{
	static const char *const words[] = { "Uid", "Gid", "Groups", NULL };

	print_file("ids", "/proc/self/status", words);
	printf("uid %d %d gid %d %d\n", getuid(), geteuid(), getgid(), getegid());
}

static void show_capabilities(void)
{
	static const char *const words[] = { "Cap", "NoNewPrivs", "Seccomp", "Speculation", NULL };

	print_file("caps", "/proc/self/status", words);
	printf("securebits %d\ndumpable %d\n", prctl(PR_GET_SECUREBITS), prctl(PR_GET_DUMPABLE));
}

static void show_pdeathsig(void)
{
	int signal = -1;

	prctl(PR_GET_PDEATHSIG, &signal);
	printf("pdeathsig %d\n", signal);
}

static void show_process(void)
{
	static const char *const words[] = { "Threads", "THP_enabled", NULL };
	int subreaper = -1;

	prctl(PR_GET_CHILD_SUBREAPER, &subreaper);
	printf("subreaper %d\npersonality %lx\ntimerslack %d\n", subreaper,
	       syscall(SYS_personality, 0xffffffffUL), prctl(PR_GET_TIMERSLACK));
	print_file("process", "/proc/self/status", words);
	print_file("coredump_filter", "/proc/self/coredump_filter", NULL);
	print_file("loginuid", "/proc/self/loginuid", NULL);
}

static void show_children(void)
{
	char text[4096] = "", comm[64];
	FILE *file = fopen("/proc/thread-self/children", "re");

	if (file && fgets(text, sizeof text, file))
		for (char *pid = strtok(text, " "); pid; pid = strtok(NULL, " ")) {
			comm[0] = 0;
			parent_of((pid_t)atoi(pid), comm, sizeof comm);
			printf("child %s\n", comm);
		}
	if (file)
		fclose(file);
	else
		printf("child (%s)\n", strerror(errno));
}

/* What ended children used: nothing, unless the caller had some. */
static void show_usage(void)
{
	struct rusage usage;
	struct tms ticks;

	getrusage(RUSAGE_CHILDREN, &usage);
	times(&ticks);
	printf("children used time %d faults %d memory %d ticks %d\n",
	       usage.ru_utime.tv_sec || usage.ru_utime.tv_usec || usage.ru_stime.tv_sec ||
		       usage.ru_stime.tv_usec,
	       usage.ru_minflt || usage.ru_majflt, usage.ru_maxrss != 0,
	       ticks.tms_cutime || ticks.tms_cstime);
}

/* With inodes: the test tells the ones of its own from others. */
static void show_namespaces(void)
{
	static const char *const names[] = { "cgroup", "ipc",
					     "mnt",    "net",
					     "pid",    "pid_for_children",
					     "time",   "time_for_children",
					     "user",   "uts" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char path[64], target[64];

		snprintf(path, sizeof path, "/proc/self/ns/%s", names[i]);
		ssize_t length = readlink(path, target, sizeof target - 1);
		if (length < 0)
			length = snprintf(target, sizeof target, "(%s)", strerror(errno));
		target[length] = 0;
		printf("ns %s %s\n", names[i], target);
	}
}

/* Who owns the user namespace, as seen from in it: ioctl_ns(2), NS_GET_OWNER_UID. */
static void show_owner(void)
{
	int fd = open("/proc/self/ns/user", O_RDONLY | O_CLOEXEC);
	unsigned owner = 0;

	if (fd < 0 || ioctl(fd, 0xb704, &owner) < 0)
		printf("owner (%s)\n", strerror(errno));
	else
		printf("owner %u\n", owner);
	close(fd);
}

/* The number of the uts namespace, which no other ever gets: NS_GET_ID of linux/nsfs.h. Not for
 * "all", for it is another one each time. */
static int show_number(void)
{
	int fd = open("/proc/self/ns/uts", O_RDONLY | O_CLOEXEC);
	unsigned long long number = 0;

	if (fd < 0 || ioctl(fd, 0x8008b70d, &number) < 0)
		return 1;
	printf("%llu\n", number);
	return 0;
}

static void show_maps(void)
{
	print_file("uid_map", "/proc/self/uid_map", NULL);
	print_file("gid_map", "/proc/self/gid_map", NULL);
	print_file("setgroups", "/proc/self/setgroups", NULL);
}

static void show_time(void)
{
	print_file("offset", "/proc/self/timens_offsets", NULL);
}

/* mountinfo without ids and peer group numbers. */
static void show_mounts(void)
{
	char line[8192];
	FILE *file = fopen("/proc/self/mountinfo", "re");

	while (file && fgets(line, sizeof line, file)) {
		int field = 0;

		line[strcspn(line, "\n")] = 0;
		printf("mount");
		for (char *word = strtok(line, " "); word; word = strtok(NULL, " "), field++) {
			char *colon = strchr(word, ':');

			if (field < 3)
				continue;
			if (colon && (strncmp(word, "shared:", 7) == 0 ||
				      strncmp(word, "master:", 7) == 0 || strchr(word, '[')))
				*colon = 0;
			printf(" %s", word);
		}
		putchar('\n');
	}
	if (file)
		fclose(file);
	else
		printf("mount (%s)\n", strerror(errno));
}

static void show_host(void)
{
	char name[256] = "";

	gethostname(name, sizeof name - 1);
	printf("host %s\n", name);
	print_file("cgroup", "/proc/self/cgroup", NULL);
	print_file("mems", "/proc/self/status", (const char *const[]){ "Mems_allowed_list", NULL });
}

static const struct section {
	const char *name;
	void (*show)(void);
} sections[] = {
	{ "argv", show_argv },	      { "env", show_env },
	{ "fds", show_fds },	      { "signals", show_signals },
	{ "limits", show_limits },    { "umask", show_umask },
	{ "dirs", show_directories }, { "sched", show_scheduling },
	{ "parent", show_parent },    { "session", show_session },
	{ "ids", show_ids },	      { "caps", show_capabilities },
	{ "process", show_process },  { "children", show_children },
	{ "usage", show_usage },      { "ns", show_namespaces },
	{ "maps", show_maps },	      { "time", show_time },
	{ "owner", show_owner },      { "pdeathsig", show_pdeathsig },
	{ "mounts", show_mounts },    { "host", show_host },
};

/* Whether the comma-separated list holds the word. */
static bool listed(const char *list, const char *prefix, const char *name)
{
	size_t prefix_length = strlen(prefix), length = strlen(name);

	for (const char *word = list; word; word = strchr(word, ','), word += word != NULL)
		if (strncmp(word, prefix, prefix_length) == 0 &&
		    strncmp(word + prefix_length, name, length) == 0 &&
		    (word[prefix_length + length] == ',' || word[prefix_length + length] == 0))
			return true;
	return false;
}

int main(int argc, char **argv)
{
	args = argv;
	const char *wanted = argc > 1 ? argv[1] : "argv,env";
	if (strcmp(wanted, "number") == 0)
		return show_number();
	for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
		const char *name = sections[i].name;

		if ((listed(wanted, "", "all") && !listed(wanted, "-", name)) ||
		    listed(wanted, "", name))
			sections[i].show();
	}
	return fflush(stdout) == 0 ? 0 : 1;
}
