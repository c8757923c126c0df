/*
 * Starts one program in a state of the tester's choice, watches it, and reports how it ended and
 * what it left:
 *
 *   start OPTION... -- PROGRAM ARGV0 [ARG...]
 *
 * OPTION is NAME or NAME=VALUE; the tables in world.c (what is around the program), caller.c (what
 * the program is started with), script.c (what happens to it while it runs) and, after "t:" or
 * "u:", target.c (processes that are there) have one row per name. Options of one table are done in
 * the order given. All words may use the escapes of text.h, because a JVM cannot pass every byte.
 *
 * Report, on standard output:
 *
 *   end exit 3          or "signal 15", or "hang"
 *   memory large        when the program, or a child that it waited for, used more than 12 MiB
 *   left sleep          a process that was still there when the program had ended, and was killed
 *   mount + /mnt/f nsfs a mount that was not there before; "-": one that is there no longer
 *   file /mnt/f         a name in the working directory or /tmp that was not there before
 *   target t 123 ...    see target.c
 *   out 3\nabcerr 0\n   what it wrote, preceded by its length
 */
#include "start.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* A guard against hangs, far beyond what anything here needs; and how long a dying process may take
 * to be gone. */
enum { HANG_SECONDS = 150, GONE_SECONDS = 3, LARGE_KIB = 12288 };

/* The number that the program gets; 0: any. */
pid_t program_pid;

void fail(const char *what)
{
	fprintf(stderr, "start: %s: %s\n", what, strerror(errno));
	exit(99);
}

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* Reads what is there; returns false at the end. */
static bool collect(struct output *output)
{
	if (output->size - output->length < 65536) {
		output->size = output->size * 2 + 131072;
		output->bytes = realloc(output->bytes, output->size);
		if (!output->bytes)
			fail("realloc");
	}
	ssize_t got =
		read(output->fd, output->bytes + output->length, output->size - output->length - 1);
	if (got > 0) {
		output->length += (size_t)got;
		output->bytes[output->length] = 0;
		return true;
	}
	if (got < 0 && (errno == EAGAIN || errno == EINTR))
		return true;
	close(output->fd);
	output->fd = -1;
	return false;
}

static void collect_ready(struct run *run, int milliseconds)
{
	struct pollfd fds[] = { { .fd = run->out.fd, .events = POLLIN },
				{ .fd = run->err.fd, .events = POLLIN },
				{ .fd = run->ended ? -1 : run->pidfd, .events = POLLIN } };

	if (poll(fds, 3, milliseconds) <= 0)
		return;
	if (fds[0].revents)
		collect(&run->out);
	if (fds[1].revents)
		collect(&run->err);
}

/* Asks how the program is. Stops are noticed, too. */
static void look(struct run *run)
{
	int status;

	if (run->ended || wait4(run->pid, &status, WNOHANG | WUNTRACED, &run->usage) != run->pid)
		return;
	if (WIFSTOPPED(status)) {
		run->stopped = WSTOPSIG(status);
		return;
	}
	run->ended = true;
	if (WIFEXITED(status))
		snprintf(run->end, sizeof run->end, "exit %d", WEXITSTATUS(status));
	else
		snprintf(run->end, sizeof run->end, "signal %d", WTERMSIG(status));
}

/* Calls visit for every descendant of this process. */
void descendants(pid_t of, void (*visit)(pid_t))
{
	char path[64], text[4096] = "";

	snprintf(path, sizeof path, "/proc/%d/task/%d/children", of, of);
	FILE *file = fopen(path, "re");
	if (!file)
		return;
	if (!fgets(text, sizeof text, file))
		text[0] = 0;
	fclose(file);
	char *rest = NULL;
	for (char *pid = strtok_r(text, " ", &rest); pid; pid = strtok_r(NULL, " ", &rest)) {
		descendants(atoi(pid), visit);
		visit(atoi(pid));
	}
}

static void report_left(pid_t pid)
{
	char path[64], line[256], comm[64] = "?", state = '?';

	snprintf(path, sizeof path, "/proc/%d/stat", pid);
	FILE *file = fopen(path, "re");
	if (!file)
		return;
	if (fgets(line, sizeof line, file))
		sscanf(line, "%*d (%63[^)]) %c", comm, &state);
	fclose(file);
	if (state != 'Z' && state != 'X')
		printf("left %s\n", comm);
}

void kill_process(pid_t pid)
{
	kill(pid, SIGKILL);
}

/* Calls visit for every process that the program left. */
static void remaining(void (*visit)(pid_t))
{
	descendants(getpid(), visit);
	descendants_of_targets(visit);
}

static bool found;

static void find(pid_t pid)
{
	(void)pid;
	found = true;
}

/* Reaps until nothing is left, in the given time; returns whether it is so. */
static bool reap(struct run *run, double until)
{
	for (;;) {
		pid_t pid = waitpid(-1, NULL, WNOHANG);

		if (pid > 0)
			continue;
		found = pid == 0;
		descendants_of_targets(find);
		if (!found && run->out.fd < 0 && run->err.fd < 0)
			return true;
		if (now() > until)
			return !found;
		if (run->out.fd >= 0 || run->err.fd >= 0)
			collect_ready(run, 5);
		else
			usleep(2000);
	}
}

static void finish(struct run *run)
{
	double until = now() + GONE_SECONDS;

	if (!run->ended) {
		remaining(report_left);
		remaining(kill_process);
		waitpid(run->pid, NULL, 0);
		until = 0;
	}
	if (run->tty)
		until = now() + GONE_SECONDS;
	if (!reap(run, until)) {
		remaining(report_left);
		for (int round = 0; round < 50 && !reap(run, now() + 0.1); round++)
			remaining(kill_process);
	}
}

static void watch(struct run *run)
{
	double until = now() + HANG_SECONDS;

	strcpy(run->end, "hang");
	play_script(run); /* what is done at once, however soon the program ends */
	while (!run->ended && now() < until) {
		look(run);
		play_script(run);
		if (!run->ended)
			collect_ready(run, 10);
	}
}

static void report(const struct run *run)
{
	printf("end %s\n", run->end);
	if (run->usage.ru_maxrss > LARGE_KIB)
		printf("memory large\n");
	if (script_left(run))
		printf("script stands at %s\n", script_left(run));
	report_targets();
	printf("out %zu\n", run->out.length);
	fwrite(run->out.bytes, 1, run->out.length, stdout);
	printf("err %zu\n", run->err.length);
	fwrite(run->err.bytes, 1, run->err.length, stdout);
	if (fflush(stdout) != 0)
		fail("report");
}

/* Pipes or a terminal for the program's fds 0 to 2. */
static void make_streams(struct run *run, int ends[3])
{
	int pipes[2];

	if (run->tty) {
		run->in = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
		if (run->in < 0 || grantpt(run->in) != 0 || unlockpt(run->in) != 0)
			fail("terminal");
		ioctl(run->in, TIOCSWINSZ, &(struct winsize){ 0, run->columns, 0, 0 });
		run->out.fd = fcntl(run->in, F_DUPFD_CLOEXEC, 3);
		ends[0] = ends[1] = ends[2] = open(ptsname(run->in), O_RDWR | O_NOCTTY | O_CLOEXEC);
		return;
	}
	ends[0] = open("/dev/null", O_RDONLY | O_CLOEXEC);
	if (run->piped) {
		if (pipe2(pipes, O_CLOEXEC) != 0)
			fail("pipe");
		ends[0] = pipes[0];
		run->in = pipes[1];
	}
	for (int i = 1; i < 3; i++) {
		if (pipe2(pipes, O_CLOEXEC) != 0)
			fail("pipe");
		ends[i] = pipes[1];
		*(i == 1 ? &run->out.fd : &run->err.fd) = pipes[0];
	}
}

static void begin(struct run *run, char **options, char **program)
{
	int ends[3];

	make_streams(run, ends);
	run->pid = fork_as(0, &program_pid, program_pid != 0);
	if (run->pid == 0)
		become(options, program, ends);
	run->pidfd = (int)syscall(SYS_pidfd_open, run->pid, 0);
	for (int i = 0; i < 3; i++)
		close(ends[i]);
}

/* What was inherited from a JVM must not be seen by the program. */
static void forget_own_caller(void)
{
	struct rlimit files = { 1024, 4096 };
	unsigned long none = 0;

	for (int fd = 3; fd < 1024; fd++)
		fcntl(fd, F_SETFD, FD_CLOEXEC);
	syscall(SYS_rt_sigprocmask, SIG_SETMASK, &none, NULL, 8);
	for (int number = 1; number <= 64; number++)
		set_signal(number, 0);
	umask(022);
	setrlimit(RLIMIT_NOFILE, &files);
	setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
	lead_session();
	set_signal(SIGPIPE, 1);
	write_text("/proc/self/coredump_filter", "0x33");
}

void lead_session(void)
{
	setsid();
	prctl(PR_SET_CHILD_SUBREAPER, 1);
}

/* OPTION... -- PROGRAM ARGV0 [ARG...], ended by NULL. */
int start_program(char **words)
{
	struct run run = { .in = -1, .pidfd = -1, .out.fd = -1, .err.fd = -1 };
	char **dashes = words;

	while (*dashes && strcmp(*dashes, "--") != 0)
		dashes++;
	if (!dashes[0] || !dashes[1] || !dashes[2]) {
		fprintf(stderr, "usage: start OPTION... -- PROGRAM ARGV0 [ARG...]\n");
		return 99;
	}
	*dashes = NULL;
	for (char **option = words; *option; option++)
		if (!is_world_option(*option) && !is_caller_option(*option) &&
		    !is_script_option(*option) && !is_target_option(*option)) {
			fprintf(stderr, "start: unknown option %s\n", *option);
			return 99;
		}
	forget_own_caller();
	make_world(words);
	read_script(&run, words);
	struct snapshot before = take_snapshot();
	begin(&run, words, dashes + 1);
	*dashes = "--";
	watch(&run);
	finish(&run);
	report_changes(&before);
	report(&run);
	return 0;
}

int main(int argc, char **argv)
{
	char *part = getenv("PART");

	if (argc == 3 && strcmp(argv[1], "--target") == 0)
		return be_target(argv[2]);
	if (argc == 2 && strcmp(argv[1], "--system") == 0)
		return start_system();
	/* All that its caller gives it is its own. */
	if (part && !getenv("PATH"))
		return be_resident(part);
	return start_program(argv + 1);
}
