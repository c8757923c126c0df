/*
 * The supervisor of one program: it stays when the command that asked for it has ended. It has left
 * the caller's session and files, is in the network namespace and in a cgroup of its own, starts
 * the program, keeps what that prints, starts it again as told, and ends it with all its
 * descendants on SIGTERM. Nobody talks to it: what it does stands in a file that it holds locked,
 * fcntl(2), by which it is found. docs/adr/0013-the-supervisor.md tells why.
 */
#include "launcher.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Where the supervisor has its files; all that is handed to it lies above 9. */
enum { NETNS = 3, DIRECTORY, CGROUP, REPORT, FIRST_OTHER };

#define FIRST_DELAY_MS 100
#define LAST_DELAY_MS  30000
#define GOOD_LIFE_MS   60000 /* who has lived so long begins with the first delay again */
#define GRACE_MS       5000  /* between SIGTERM and SIGKILL */
#define NEVER	       INT64_MAX

#define LOG_SIZE    (1 << 20) /* bytes; as much again is kept in the file before */
#define PROGRAM	    "program" /* the program's cgroup, below the supervisor's */
#define DIGEST_SIZE 16	      /* what comes first in the record, then a newline */
#define STATE_SIZE  110	      /* what follows, with blanks up to its newline */

enum { RESTART_NO, RESTART_ON_FAILURE, RESTART_ALWAYS };
static const char *const restarts[] = { "no", "on-failure", "always", NULL };

/* The words of the call are read in this order. */
struct supervision {
	char *key;    /* the record's name; the log's is KEY.log */
	char *digest; /* of what is asked for: the first line of the record */
	char *title;  /* for ps(1) */
	char *sysfs;  /* the namespace's name, or nothing: mounts are left alone */
	char *groups; /* of the program, joined by commas, or nothing: who we are */
	char *gid, *uid;
	int restart;
	char **binds; /* FILE TARGET … NULL */
	char **argv, **envp;
};

static struct supervision want;
static struct rlimit files_of_program;

static struct {
	int signals, out, out_end; /* signalfd; both ends of the pipe for what the program prints */
	int record, log, program;  /* program: its cgroup, or -1 */
	off_t logged;
	bool in_line; /* what was printed last has not ended its line */
	pid_t child;  /* 0: none */
	bool ending;
	int64_t started, deadline; /* milliseconds; the deadline of a start or of the grace */
	int delay_ms;
	unsigned starts;
	char last[32]; /* how it ended */
} now;

static int64_t clock_ms(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/* A file below the directory that is ours alone: what was put there in its place is not taken. */
static int open_own(const char *name, int flags)
{
	struct stat status;
	int fd = openat(DIRECTORY, name,
			flags | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0600);

	if (fd < 0)
		die(EXIT_SETUP, "cannot open %s", name);
	if (fstat(fd, &status) < 0 || !S_ISREG(status.st_mode) || status.st_nlink != 1 ||
	    status.st_uid != geteuid())
		die_plain(EXIT_SETUP, "%s is no file of ours", name);
	return fd;
}

static void name_file(char name[NAME_MAX + 1], const char *end)
{
	format_text(name, NAME_MAX + 1, "%s.%s", want.key, end);
}

static void open_log(void)
{
	char name[NAME_MAX + 1];

	name_file(name, "log");
	now.log = open_own(name, O_WRONLY | O_APPEND);
	now.logged = lseek(now.log, 0, SEEK_END);
}

/* A file that is full goes in the place of the one before. */
static void write_log(const char *bytes, size_t length)
{
	char name[NAME_MAX + 1], before[NAME_MAX + 1];

	if (now.logged > 0 && now.logged + (off_t)length > LOG_SIZE) {
		name_file(name, "log");
		name_file(before, "old");
		close(now.log);
		renameat(DIRECTORY, name, DIRECTORY, before);
		open_log();
	}
	if (write_all(now.log, bytes,
		      length)) /* no room: what comes is lost, the program goes on */
		now.logged += (off_t)length;
	if (length > 0)
		now.in_line = bytes[length - 1] != '\n';
}

/* What the supervisor has to say, in a line of its own. */
static void write_note(const char *line, size_t length)
{
	if (length > 0 && now.in_line)
		write_log("\n", 1);
	write_log(line, length);
}

/* What the program and its descendants have printed. */
static void copy_output(void)
{
	char buffer[16 << 10];
	ssize_t n;

	while ((n = read(now.out, buffer, sizeof(buffer))) > 0)
		write_log(buffer, (size_t)n);
}

/* One write, so that who reads the record sees the state before or this one. */
static void write_state(const char *state)
{
	char line[STATE_SIZE + 1];
	size_t length =
		format_text(line, sizeof(line), "%s %d %u %s %lu", state, (int)now.child,
			    now.starts, *now.last ? now.last : "-", (unsigned long)time(NULL));

	memset(line + length, ' ', STATE_SIZE - length);
	line[STATE_SIZE - 1] = '\n';
	(void)!pwrite(now.record, line, STATE_SIZE, DIGEST_SIZE + 1);
}

/* A lock of a process ends with it, and children do not have it. */
static void open_record(void)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	char digest[DIGEST_SIZE + 2];
	char name[NAME_MAX + 1];

	name_file(name, "run");
	now.record = open_own(name, O_RDWR);
	if (fcntl(now.record, F_SETLK, &lock) < 0)
		die(EXIT_SETUP, "it is running already");
	(void)!ftruncate(now.record, 0);
	format_text(digest, sizeof(digest), "%s\n", want.digest);
	if (!write_all(now.record, digest, strlen(digest)))
		die(EXIT_SETUP, "cannot write %s", name);
}

/* Without a cgroup it goes on: descendants are found by their parents then. */
static void join(int cgroup)
{
	int fd = openat(cgroup, "cgroup.procs", O_WRONLY | O_CLOEXEC);

	if (fd < 0)
		return;
	(void)!write(fd, "0", 1); /* the writer */
	close(fd);
}

/*
 * The supervisor's cgroup, and in it the program's. A name that is left of one before is free as
 * soon as that is empty.
 */
static void make_cgroups(void)
{
	now.program = -1;
	if (fcntl(CGROUP, F_GETFD) < 0)
		return;
	join(CGROUP);
	if (mkdirat(CGROUP, PROGRAM, 0755) == 0 || errno == EEXIST)
		now.program = openat(CGROUP, PROGRAM, O_PATH | O_DIRECTORY | O_CLOEXEC);
}

/* What ps(1) shows, in the place of the caller's words and environment, which nobody needs. */
static void take_title(void)
{
	char *start = launch.argv[0];
	char *end = start;

	for (char **word = launch.argv; *word; word++)
		end = *word == end ? end + strlen(end) + 1 : end;
	for (char **entry = launch.envp; *entry; entry++)
		end = *entry == end ? end + strlen(end) + 1 : end;
	memset(start, 0, (size_t)(end - start));
	format_text(start, (size_t)(end - start), "%s", want.title);
	prctl(PR_SET_NAME, "nsjava");
	launch.envp = want.envp;
}

/* Only what is needed stays open, at the places that it has here. */
static void take_files(int netns, int directory, int cgroup, int report)
{
	const int from[] = { netns, directory, cgroup, report };
	int null = high_fd(open("/dev/null", O_RDWR | O_CLOEXEC));

	for (int fd = NETNS; fd < FIRST_OTHER; fd++) {
		close(fd);
		if (from[fd - NETNS] >= 0)
			dup3(from[fd - NETNS], fd, O_CLOEXEC);
	}
	dup2(REPORT, STDERR_FILENO);
	if (null < 0)
		die(EXIT_SETUP, "cannot open /dev/null");
	dup2(null, STDIN_FILENO);
	dup2(null, STDOUT_FILENO);
	close_from(FIRST_OTHER);
}

/* As `net exec` enters it, but that what cannot be bound is told in the log. */
static void enter_namespace(void)
{
	if (setns(NETNS, CLONE_NEWNET) < 0)
		die(EXIT_SETUP, "cannot enter the network namespace");
	close(NETNS);
	if (!*want.sysfs)
		return;
	if (unshare(CLONE_NEWNS) < 0)
		die(EXIT_SETUP, "cannot make a mount namespace");
	step_propagation((char *[]){ "slave" });
	step_sysfs((char *[]){ want.sysfs });
	dup2(now.log, STDERR_FILENO);
	for (char **bind = want.binds; bind[0]; bind += 2)
		step_bind(bind);
	dup2(REPORT, STDERR_FILENO);
}

/* SIGTERM and SIGCHLD are read, others do what they always do, but that no terminal ends it. */
static void take_signals(void)
{
	uint64_t read = SIGNAL_BIT(SIGTERM) | SIGNAL_BIT(SIGCHLD);

	default_signals();
	signal_handle(SIGHUP, SIG_IGN);
	signal_handle(SIGINT, SIG_IGN);
	signal_mask(SIG_SETMASK, read, NULL);
	now.signals = (int)syscall(SYS_signalfd4, -1, &read, sizeof(read), O_NONBLOCK | O_CLOEXEC);
	if (now.signals < 0)
		die(EXIT_SETUP, "signalfd failed");
	if (prctl(PR_SET_CHILD_SUBREAPER, 1UL) < 0)
		die(EXIT_SETUP, "prctl(PR_SET_CHILD_SUBREAPER) failed");
}

/* In the child. Standard error is told to the supervisor until the program is there. */
static _Noreturn void become_program(int failure, pid_t supervisor)
{
	dup2(failure, STDERR_FILENO);
	if (now.program >= 0)
		join(now.program);
	setsid();
	default_signals();
	signal_mask(SIG_SETMASK, 0, NULL);
	setrlimit(RLIMIT_NOFILE, &files_of_program);
	if (*want.groups) {
		step_groups(&want.groups);
		step_setgid(&want.gid);
		step_setuid(&want.uid);
	}
	/* Without a supervisor it would write to nobody. */
	prctl(PR_SET_PDEATHSIG, (unsigned long)SIGKILL);
	if (getppid() != supervisor)
		_exit(EXIT_SETUP);
	dup2(now.out_end, STDOUT_FILENO);
	dup2(now.out_end, STDERR_FILENO);
	errno = execute(want.argv[0], want.argv);
	int status = errno == ENOENT ? EXIT_NOT_FOUND : EXIT_CANNOT_EXECUTE;

	dup2(failure, STDERR_FILENO);
	report("failed to execute %s", want.argv[0]);
	_exit(status);
}

/* Why the program could not be started, in TO; nothing if it was. */
static size_t start_program(char *to, size_t size)
{
	int failure[2];
	pid_t self = getpid();
	size_t length = 0;
	ssize_t n;

	if (pipe2(failure, O_CLOEXEC) < 0)
		return format_text(to, size, "nsjava: pipe failed: %s\n", error_text(errno));
	now.started = clock_ms();
	now.deadline = NEVER;
	now.child = fork_raw(SIGCHLD);
	if (now.child == 0)
		become_program(failure[1], self);
	close(failure[1]);
	if (now.child < 0) {
		now.child = 0;
		length = format_text(to, size, "nsjava: fork failed: %s\n", error_text(errno));
	}
	while (now.child > 0 && length < size &&
	       ((n = read(failure[0], to + length, size - length)) > 0 ||
		(n < 0 && errno == EINTR)))
		length += n > 0 ? (size_t)n : 0;
	close(failure[0]);
	now.starts++;
	return length;
}

/* Sends SIGKILL to the children: they are not waited for meanwhile, so none is another's by now. */
static bool kill_children(void)
{
	char list[8192];
	bool found = false;

	if (read_file(AT_FDCWD, "/proc/thread-self/children", list, sizeof(list)) < 0)
		return false;
	for (const char *pid = list; *pid >= '1' && *pid <= '9';) {
		size_t length = strspn(pid, "0123456789");

		if (pid[length] != ' ') /* cut off: it comes next time */
			break;
		kill((pid_t)number_of(pid), SIGKILL);
		found = true;
		pid += length + 1;
	}
	return found;
}

static void kill_cgroup(void)
{
	int fd = now.program < 0 ? -1 : openat(now.program, "cgroup.kill", O_WRONLY | O_CLOEXEC);

	if (fd >= 0) { /* since Linux 5.14, and not in cgroups of version 1 */
		(void)!write(fd, "1", 1);
		close(fd);
	}
}

/*
 * Ends all that the program has left. Whoever loses a parent becomes a child of this process, a
 * subreaper, so when there is no child there is nobody.
 */
static void kill_rest(pid_t group)
{
	int status;

	kill_cgroup();
	for (pid_t pid; (pid = waitpid(-1, &status, WNOHANG | __WALL)) >= 0;) {
		if (pid > 0)
			continue;
		if (!kill_children()) { /* a kernel that lists no children */
			kill(-group, SIGKILL);
			break;
		}
		waitpid(-1, &status, __WALL);
	}
}

static _Noreturn void finish(void)
{
	copy_output();
	write_state("ended");
	unlinkat(CGROUP, PROGRAM, AT_REMOVEDIR);
	_exit(0);
}

static bool is_to_restart(int status)
{
	if (want.restart == RESTART_ON_FAILURE)
		return !WIFEXITED(status) || WEXITSTATUS(status) != 0;
	return want.restart == RESTART_ALWAYS;
}

/* After the program's end: it is started again after a while, or that was all. */
static void begin_wait(int status)
{
	char note[80];

	if (now.ending || !is_to_restart(status))
		finish();
	now.delay_ms = now.delay_ms == 0 || clock_ms() - now.started >= GOOD_LIFE_MS
			       ? FIRST_DELAY_MS
		       : now.delay_ms > LAST_DELAY_MS / 2 ? LAST_DELAY_MS
							  : now.delay_ms * 2;
	now.deadline = clock_ms() + now.delay_ms;
	copy_output();
	write_note(note,
		   format_text(note, sizeof(note), "nsjava: ended (%s), again in %d.%d seconds\n",
			       now.last, now.delay_ms / 1000, now.delay_ms % 1000 / 100));
	write_state("waiting");
}

static void take_end(int status)
{
	pid_t group = now.child;

	if (WIFSIGNALED(status))
		format_text(now.last, sizeof(now.last), "signal:%d", WTERMSIG(status));
	else
		format_text(now.last, sizeof(now.last), "status:%d", WEXITSTATUS(status));
	now.child = 0;
	kill_rest(group);
	begin_wait(status);
}

static void reap(void)
{
	int status;

	for (pid_t pid; (pid = waitpid(-1, &status, WNOHANG | __WALL)) > 0;) {
		if (pid == now.child) {
			take_end(status);
			return;
		}
	}
}

static void start_again(void)
{
	char text[1024];
	size_t length = start_program(text, sizeof(text));

	write_note(text, length);
	if (now.child > 0)
		write_state("running");
	else
		begin_wait(EXIT_SETUP << 8);
}

/* Asked to end: so is the program, with those that it has in its group. */
static void begin_end(void)
{
	if (now.ending)
		return;
	now.ending = true;
	if (now.child == 0)
		finish();
	now.deadline = clock_ms() + GRACE_MS;
	kill(-now.child, SIGTERM);
	kill(-now.child, SIGCONT); /* who is stopped ends too */
}

static void take_deadline(void)
{
	now.deadline = NEVER;
	if (!now.ending)
		start_again();
	else if (now.child > 0)
		kill(now.child, SIGKILL); /* what is left is killed when that has ended */
}

static void read_signals(void)
{
	uint32_t signal[32]; /* struct signalfd_siginfo, of 128 bytes: the number is the first */

	while (read(now.signals, signal, sizeof(signal)) == (ssize_t)sizeof(signal)) {
		if (signal[0] == SIGTERM)
			begin_end();
		else
			reap();
	}
}

static _Noreturn void supervise(void)
{
	for (;;) {
		struct pollfd fds[] = { { .fd = now.signals, .events = POLLIN },
					{ .fd = now.out, .events = POLLIN } };
		int64_t left = now.deadline == NEVER ? -1 : now.deadline - clock_ms();

		if (now.deadline != NEVER && left <= 0) {
			take_deadline();
			continue;
		}
		if (poll(fds, COUNT(fds), left > INT_MAX ? INT_MAX : (int)left) < 0)
			continue;
		if (fds[1].revents)
			copy_output();
		if (fds[0].revents)
			read_signals();
	}
}

/* What goes wrong until the program is there is told on standard error, and is the end. */
static _Noreturn void become_supervisor(int netns, int directory, int cgroup, int report)
{
	int ends[2];
	char text[1024];

	launch.hints = false;
	launch.now = NULL;
	launch.prog = "nsjava";
	take_files(netns, directory, cgroup, report);
	umask(022);
	if (chdir("/") < 0)
		die(EXIT_SETUP, "cannot change directory to /");
	open_record();
	open_log();
	make_cgroups();
	enter_namespace();
	take_title();
	take_signals();
	if (pipe2(ends, O_CLOEXEC) < 0)
		die(EXIT_SETUP, "pipe failed");
	now.out = ends[0];
	now.out_end = ends[1];
	fcntl(now.out, F_SETFL, O_NONBLOCK); /* of this end alone */
	size_t length = start_program(text, sizeof(text));

	if (length > 0) {
		write_all(STDERR_FILENO, text, length);
		kill_rest(now.child > 0 ? now.child : getpid());
		unlinkat(CGROUP, PROGRAM, AT_REMOVEDIR);
		_exit(EXIT_SETUP);
	}
	write_state("running");
	dup2(STDIN_FILENO, STDERR_FILENO);
	close(REPORT);
	supervise();
}

static char **take_list(char **next, const char *end)
{
	size_t count = number_of(take_word(next, end));
	char **list = pages((count + 1) * sizeof(*list));

	for (size_t i = 0; i < count; i++)
		list[i] = take_word(next, end);
	return list;
}

static void read_supervision(char *next, const char *end)
{
	want.key = take_word(&next, end);
	want.digest = take_word(&next, end);
	want.title = take_word(&next, end);
	want.sysfs = take_word(&next, end);
	want.groups = take_word(&next, end);
	want.gid = take_word(&next, end);
	want.uid = take_word(&next, end);
	char *restart = take_word(&next, end);

	want.restart = csv_index(restarts, restart, strlen(restart));
	want.binds = take_list(&next, end);
	want.argv = take_list(&next, end);
	want.envp = take_list(&next, end);
	if (want.restart < 0 || !want.argv[0] || strlen(want.digest) != DIGEST_SIZE)
		die_plain(EXIT_SETUP, "the Java runtime asked for a malformed call");
}

/*
 * Twice a child: the supervisor is nobody's whom this process waits for, and can get no terminal.
 * Its standard error comes back: nothing when the program runs.
 */
long start_supervisor(int netns, int directory, int cgroup, const struct rlimit *files,
		      struct reply *reply, char *words, const char *end)
{
	int ends[2];
	ssize_t n;

	read_supervision(words, end);
	files_of_program = *files;
	if (pipe2(ends, O_CLOEXEC) < 0)
		return -1;
	ends[0] = high_fd(ends[0]);
	ends[1] = high_fd(ends[1]);
	pid_t between = fork_raw(0);

	if (between == 0) {
		setsid();
		pid_t supervisor = fork_raw(0);

		if (supervisor == 0)
			become_supervisor(netns, directory, cgroup, ends[1]);
		_exit(supervisor < 0);
	}
	int error = errno;
	int status = 0;

	close(ends[1]);
	while (between > 0 && waitpid(between, &status, __WALL) < 0 && errno == EINTR)
		;
	for (n = 1; n > 0 && between > 0;) {
		size_t before = reply->length;

		do
			n = read(ends[0], room_in_reply(reply, 1024), 1024);
		while (n < 0 && errno == EINTR);
		reply->length = before + (n > 0 ? (size_t)n : 0);
	}
	close(ends[0]);
	errno = between < 0 ? error : EAGAIN;
	return between < 0 || status != 0 ? -1 : 0;
}
