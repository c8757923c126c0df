/*
 * A quiet system for lsns to look at: namespaces of its own, in which only
 * the program under test comes and goes, and every process has a number that is known before.
 *
 *   start --system
 *
 * On standard input come requests: "COUNT\n", then so many words, each ended by NUL. To each there
 * is an answer on standard output: "LENGTH\n", then so many bytes. The first request is what is in
 * the system: rows of world.c and of the table below. Its answer is a line "NAME INODE" for each
 * namespace that has a name (residents.c). Every other one is what start itself takes, and its
 * answer is start's report. The system ends with its standard input, and with it all that is there.
 */
#include "start.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* The starter and the program, in each run. All have five digits, less than which util-linux 2.38
 * makes no column for. */
enum { STARTER = 10900, PROGRAM = 10901, PROGRAM_FD = 100 };

/* clone(2), clone3: fork into new namespaces, with a number for each pid namespace, innermost
 * first. */
pid_t fork_as(unsigned long long flags, const pid_t *pids, size_t levels)
{
	struct {
		unsigned long long flags, pidfd, child_tid, parent_tid, exit_signal;
		unsigned long long stack, stack_size, tls, set_tid, set_tid_size, cgroup;
	} arguments = { .flags = flags,
			.exit_signal = SIGCHLD,
			.set_tid = levels ? (unsigned long)pids : 0,
			.set_tid_size = levels };

	fflush(NULL);
	if (flags == 0 && levels == 0) {
		pid_t forked = fork();
		if (forked < 0)
			fail("fork");
		return forked;
	}
	pid_t pid;
	/* One of those that come and go may have the number. */
	while ((pid = (pid_t)syscall(SYS_clone3, &arguments, sizeof arguments)) < 0)
		if (errno != EEXIST || nanosleep(&(struct timespec){ 0, 1000000 }, NULL) != 0)
			fail("clone3");
	return pid;
}

/* Executes this program again with a command line that is no concern of its own. */
void execute_as(char *const *argv, const char *part)
{
	char variable[256];

	snprintf(variable, sizeof variable, "PART=%s", part);
	syscall(SYS_execveat, PROGRAM_FD, "", argv, (char *[]){ variable, NULL }, 0x1000);
	fail(part);
}

static void make_storm(char *value)
{
	static char *argv[] = { "storm", NULL };

	pid_t pid = fork();
	if (pid < 0)
		fail("fork");
	if (pid == 0) {
		close(0);
		close(1);
		execute_as(argv, value);
	}
}

static const struct option_row rows[] = {
	{ "residents", make_residents },
	{ "storm", make_storm },
	{ NULL, NULL },
};

/* Returns the words, ended by NULL; NULL at the end of the input. */
static char **read_request(void)
{
	size_t count = 0, size = 0;

	if (scanf("%zu", &count) != 1 || getchar() != '\n')
		return NULL;
	char **words = calloc(count + 1, sizeof *words);
	for (size_t i = 0; words && i < count; i++, size = 0)
		if (getdelim(&words[i], &size, 0, stdin) < 0)
			fail("request");
	return words;
}

static void forget(char **words)
{
	for (char **word = words; *word; word++)
		free(*word);
	free(words);
}

static void answer(int report)
{
	struct stat status;

	if (fstat(report, &status) != 0)
		fail("report");
	void *bytes = status.st_size > 0
			      ? mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_SHARED, report, 0)
			      : "";
	printf("%lld\n", (long long)status.st_size);
	fwrite(bytes, 1, (size_t)status.st_size, stdout);
	if (fflush(stdout) != 0)
		exit(99);
	if (status.st_size > 0)
		munmap(bytes, (size_t)status.st_size);
	close(report);
}

static void run_one(char **words)
{
	int status, report = memfd_create("report", MFD_CLOEXEC);

	pid_t pid = fork_as(0, (pid_t[]){ STARTER }, 1);
	if (pid == 0) {
		dup2(report, 1);
		program_pid = PROGRAM;
		status = start_program(words);
		fflush(stdout);
		_exit(status);
	}
	if (waitpid(pid, &status, 0) != pid || status != 0)
		exit(99);
	answer(report);
}

static void answer_names(void)
{
	int names = memfd_create("names", MFD_CLOEXEC);
	FILE *out = fdopen(dup(names), "w");

	if (!out)
		fail("names");
	write_names(out);
	fclose(out);
	answer(names);
}

static void settle(char **options)
{
	for (; *options; options++)
		if (!apply_world_option(*options) && !apply_option(rows, *options))
			fail(*options);
}

/* Process 1 of the system. */
int be_system(void)
{
	cpu_set_t all;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	prctl(PR_SET_NAME, "init");
	memset(&all, 0xff, sizeof all);
	char **words = read_request();
	if (!words)
		return 0;
	settle(words);
	close(PROGRAM_FD);
	sched_setaffinity(0, sizeof all, &all);
	answer_names();
	forget(words);
	while ((words = read_request())) {
		run_one(words);
		forget(words);
	}
	return 0;
}

/* Of the machine's there is the user namespace alone. CLONE_NEWTIME */
enum { OWN = CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWPID | CLONE_NEWCGROUP | CLONE_NEWNET | 0x80 };

/* So that its command line says nothing of where it lies, process 1 is executed anew. */
int start_system(void)
{
	static char *argv[] = { "init", NULL };
	int status, program = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);

	/* For the mount namespace that is bound there. */
	apply_world_option("one-cpu");
	if (dup2(program, PROGRAM_FD) < 0 || unshare(OWN) != 0)
		fail("system");
	fcntl(PROGRAM_FD, F_SETFD, FD_CLOEXEC);
	close(program);
	apply_world_option("mountns");
	pid_t pid = fork();
	if (pid < 0)
		fail("fork");
	if (pid == 0) {
		if (mount("proc", "/proc", "proc", 0, NULL) != 0)
			fail("proc");
		/* Process 1 hands the program on to the residents. */
		fcntl(PROGRAM_FD, F_SETFD, 0);
		execute_as(argv, "system");
	}
	close(0);
	close(1);
	return waitpid(pid, &status, 0) == pid && WIFEXITED(status) ? WEXITSTATUS(status) : 99;
}
