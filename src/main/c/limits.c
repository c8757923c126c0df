/*
 * Limits of the caller that are too small for a Java runtime: raised for it where the kernel allows
 * it, and never for the program; named where it does not.
 */
#include "launcher.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

/* What the runtime needs at least. */
#define NEEDED_ADDRESS_SPACE_KB 700000
#define NEEDED_DATA_KB		100000
#define NEEDED_FILES		16
#define NEEDED_TASKS		20
#define NEEDED_MEMORY_MB	64

/*
 * Soft limits that a small caller set for the program, up to what the kernel allows; none of its
 * business is a core.
 */
void raise_limits(void)
{
	static const int raised[] = { RLIMIT_AS,    RLIMIT_DATA, RLIMIT_NOFILE, RLIMIT_NPROC,
				      RLIMIT_FSIZE, RLIMIT_CPU,	 RLIMIT_MEMLOCK };
	struct rlimit limit;

	for (size_t i = 0; i < COUNT(raised); i++) {
		if (getrlimit(raised[i], &limit) < 0)
			continue;
		limit.rlim_cur = limit.rlim_max;
		setrlimit(raised[i], &limit);
	}
	if (getrlimit(RLIMIT_STACK, &limit) == 0 && limit.rlim_cur < 8L << 20) {
		limit.rlim_cur = limit.rlim_max < 8L << 20 ? limit.rlim_max : 8L << 20;
		setrlimit(RLIMIT_STACK, &limit);
	}
	limit = (struct rlimit){ 0, 0 };
	setrlimit(RLIMIT_CORE, &limit);
}

/* The smallest limit in KB among the cgroup DIR/PATH and those above it, and KB. */
static unsigned long smallest_limit(const char *dir, char *path, const char *file, unsigned long kb)
{
	char name[PATH_MAX];
	char text[32];

	for (char *end = path + strlen(path); end; end = strrchr(path, '/')) {
		*end = '\0';
		format_text(name, sizeof(name), "%s%s/%s", dir, path, file);
		/* "max", and the largest number of cgroup v1, are no limits. */
		if (read_file(AT_FDCWD, name, text, sizeof(text)) > 0 && *text >= '0' &&
		    *text <= '9' && number_of(text) / 1024 < kb)
			kb = number_of(text) / 1024;
	}
	return kb;
}

/*
 * Below its need the runtime does not fail, it crawls. So after a second without an answer this
 * looks at the memory that our cgroups allow, cgroups(7): a line of /proc/self/cgroup is
 * ID:CONTROLLERS:PATH.
 */
void check_memory_limit(void)
{
	char cgroups[4096];
	unsigned long kb = ULONG_MAX;

	read_file(AT_FDCWD, "/proc/self/cgroup", cgroups, sizeof(cgroups));
	for (char *line = strtok(cgroups, "\n"); line; line = strtok(NULL, "\n")) {
		char *path = strchr(line, '/');

		if (!path)
			continue;
		if (find_text(line, ":memory:"))
			kb = smallest_limit("/sys/fs/cgroup/memory", path, "memory.limit_in_bytes",
					    kb);
		else if (strncmp(line, "0::", 3) == 0)
			kb = smallest_limit("/sys/fs/cgroup", path, "memory.max", kb);
	}
	if (kb < NEEDED_MEMORY_MB * 1024UL)
		die_plain(EXIT_SETUP,
			  "the memory limit of the control group is %lu KB: the Java runtime "
			  "needs %d KB",
			  kb, NEEDED_MEMORY_MB * 1024);
}

static void check(int resource, const char *what, unsigned long unit, unsigned long needed)
{
	struct rlimit limit;

	if (getrlimit(resource, &limit) == 0 && limit.rlim_max != RLIM_INFINITY &&
	    limit.rlim_max / unit < needed)
		die_plain(EXIT_SETUP, "the limit of %s is %lu: the Java runtime needs %lu", what,
			  (unsigned long)limit.rlim_max / unit, needed);
}

static _Noreturn void too_few_tasks(void)
{
	die_plain(EXIT_SETUP, "too few free tasks (ulimit -u, pids.max): the Java runtime needs %d",
		  NEEDED_TASKS);
}

/* Ends if a limit is too small for a runtime that said TEXT and was ended by SIG, or by itself. */
void name_limit(const char *text, int sig)
{
	check(RLIMIT_AS, "address space in KB (ulimit -v)", 1024, NEEDED_ADDRESS_SPACE_KB);
	check(RLIMIT_DATA, "data in KB (ulimit -d)", 1024, NEEDED_DATA_KB);
	check(RLIMIT_NOFILE, "open files (ulimit -n)", 1, NEEDED_FILES);
	if (find_text(text, "native thread") || find_text(text, "VM thread") ||
	    find_text(text, "aot-linked classes"))
		too_few_tasks();
	check_memory_limit();
	if (sig == SIGKILL)
		die_plain(EXIT_SETUP, "the Java runtime was killed");
}

/* Before there is a runtime: errno says what is at its end. */
void cannot_start(void)
{
	if (errno == EMFILE)
		die_plain(EXIT_SETUP,
			  "too many open files: the limit (ulimit -n) must leave room for %d",
			  NEEDED_FILES);
	if (errno == EAGAIN)
		too_few_tasks();
	die(EXIT_SETUP, "cannot start the Java runtime");
}
