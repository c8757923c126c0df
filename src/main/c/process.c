/* Steps on processes: fork and wait, the environment, and becoming the program. */
#include "launcher.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* How the parent of `fork` waits. */
enum { HOLD, FORWARD, FOLLOW };
static const char *const ways_to_wait[] = { "hold", "forward", "follow", NULL };

static void forward(int sig)
{
	int error = errno;

	kill(launch.child, sig);
	errno = error;
}

/* Ends as the child ended: with its status, or by the signal that killed it. */
static _Noreturn void end_as(int status)
{
	if (WIFSIGNALED(status)) {
		signal_handle(WTERMSIG(status), SIG_DFL);
		signal_mask(SIG_UNBLOCK, SIGNAL_BIT(WTERMSIG(status)), NULL);
		kill(getpid(), WTERMSIG(status));
		die_plain(EXIT_SETUP, "child exit failed");
	}
	_exit(WEXITSTATUS(status));
}

static void forward_signals(uint64_t mask)
{
	struct sigaction action = { .sa_handler = forward, .sa_flags = SA_RESTART };

	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
	signal_mask(SIG_SETMASK, mask, NULL);
}

/*
 * Stops when the child stops, so that the caller's shell sees it, and goes on with it. A terminal
 * stops both and the shell lets both go on: by the time that this is asked, that may be over.
 */
static void follow_stop(void)
{
	siginfo_t goes_on = { .si_pid = 0 };

	waitid(P_PID, (id_t)launch.child, &goes_on, WCONTINUED | WNOHANG);
	if (goes_on.si_pid != 0)
		return;
	kill(getpid(), SIGSTOP);
	kill(launch.child, SIGCONT);
}

static _Noreturn void wait_for_child(int how, uint64_t mask)
{
	int status;

	/* The child's from now on: the assistant ends when the program is there. */
	if (launch.assistant >= 0)
		close(launch.assistant);
	launch.assistant = -1;
	if (how == FORWARD)
		forward_signals(mask);
	let_go();
	release_memory();
	if (launch.assistant_pid > 0)
		waitpid(launch.assistant_pid, NULL, __WALL);
	for (;;) {
		if (waitpid(launch.child, &status, how == FOLLOW ? WUNTRACED : 0) < 0) {
			if (errno != EINTR)
				die(EXIT_SETUP, "waitpid failed");
		} else if (WIFSTOPPED(status)) {
			follow_stop();
		} else {
			end_as(status);
		}
	}
}

void step_fork(char **words)
{
	uint64_t held_back = SIGNAL_BIT(SIGINT) | SIGNAL_BIT(SIGTERM);
	int how = csv_index(ways_to_wait, words[0], strlen(words[0]));
	uint64_t mask;

	if (plan_has("pdeathsig", 0, NULL)) {
		launch.parent = high_fd((int)syscall(SYS_pidfd_open, getpid(), 0));
		if (launch.parent < 0)
			die(EXIT_SETUP, "pidfd_open failed");
	}
	/* Ignored by the caller, no child of ours could be waited for. */
	signal_handle(SIGCHLD, SIG_DFL);
	/* Blocked before the fork, so that none can end the parent before it knows its child. */
	signal_mask(SIG_BLOCK, how == FOLLOW ? 0 : held_back, &mask);
	pid_t child = fork_raw(SIGCHLD);

	if (child < 0)
		die(EXIT_SETUP, "fork failed");
	if (child > 0) {
		launch.child = child;
		wait_for_child(how, mask);
	}
	launch.forked = true;
	launch.assistant_pid = 0;
	signal_mask(SIG_SETMASK, mask, NULL);
}

/* The child does the steps that are counted; the parent goes on when it has ended, however. */
void step_each(char **words)
{
	if (!write_all(STDOUT_FILENO, words[0], strlen(words[0])))
		die(EXIT_SETUP, "write error");
	signal_handle(SIGCHLD, SIG_DFL); /* ignored by the caller, it could not be waited for */
	pid_t child = fork_raw(SIGCHLD);

	if (child < 0)
		die(EXIT_SETUP, "fork failed");
	if (child == 0)
		return;
	while (waitpid(child, NULL, 0) < 0)
		if (errno != EINTR)
			die(EXIT_SETUP, "waitpid failed");
	launch.next += (int)number_of(words[1]);
}

void step_exit(char **words)
{
	quit((int)number_of(words[0]));
}

void step_pdeathsig(char **words)
{
	struct pollfd parent = { .fd = launch.parent, .events = POLLIN };

	if (prctl(PR_SET_PDEATHSIG, (unsigned long)signal_number(words[0])) < 0)
		die(EXIT_SETUP, "prctl failed");
	/* A parent that ended before that call sends nothing; its pid may be one we do not see. */
	if (poll(&parent, 1, 0) == 1)
		quit(EXIT_SETUP);
}

void step_clear_env(char **words)
{
	(void)words;
	launch.envp[0] = NULL;
}

/* The place of NAME in the environment from FROM on, or NULL. */
static char **find_env(char **from, const char *name, size_t length)
{
	for (char **p = from; *p; p++)
		if (strncmp(*p, name, length) == 0 && (*p)[length] == '=')
			return p;
	return NULL;
}

const char *env_value(const char *name)
{
	size_t length = strlen(name);
	char **entry = find_env(launch.envp, name, length);

	return entry ? *entry + length + 1 : NULL;
}

/* Moves what is kept to the front, in the order of the names, and ends the list there. */
void step_keep_env(char **words)
{
	char **kept = launch.envp;
	size_t length = 0;

	for (const char *p = words[0]; (p = csv_next(p, &length)) != NULL;) {
		char **found = find_env(launch.envp, p, length);

		if (!found || found < kept)
			continue;
		char *entry = *found;

		memmove(kept + 1, kept, (size_t)(found - kept) * sizeof(*kept));
		*kept++ = entry;
	}
	*kept = NULL;
}

/* NAME=VALUE in place of the variable that is there, else before all others. */
void step_set_env(char **words)
{
	char **entry = find_env(launch.envp, words[0], strcspn(words[0], "="));
	size_t count = 0;

	if (entry) {
		*entry = words[0];
		return;
	}
	while (launch.envp[count])
		count++;
	char **more = pages((count + 2) * sizeof(*more));

	more[0] = words[0];
	memcpy(more + 1, launch.envp, (count + 1) * sizeof(*more));
	launch.envp = more;
}

/* execve(2), and for a text without `#!` what every execvp(3) does: the shell reads it. */
static int become(const char *path, char **argv)
{
	execve(path, argv, launch.envp);
	if (errno != ENOEXEC)
		return errno;
	size_t count = 0;

	while (argv[count])
		count++;
	char *script[count + 2]; /* the kernel bounds the words to a quarter of the stack */

	script[0] = "/bin/sh";
	script[1] = (char *)path;
	memcpy(script + 2, argv + (count > 0), count * sizeof(*argv));
	execve(script[0], script, launch.envp);
	return errno;
}

static int may_become(const char *path, char **argv)
{
	struct stat st;

	(void)argv;
	/* The raw call: libc would emulate AT_EACCESS with a process of its own. */
	if (syscall(SYS_faccessat2, AT_FDCWD, path, X_OK, AT_EACCESS) < 0 && errno != ENOSYS &&
	    errno != EPERM) /* either: a kernel or a filter without the call */
		return errno;
	return stat(path, &st) < 0 ? errno : S_ISREG(st.st_mode) ? 0 : EACCES;
}

/*
 * Tries FILE as execvp(3) of glibc finds it: as it is if it has a slash, else in each directory of
 * PATH, of which an empty one is the current. EACCES is remembered while others are tried. Returns
 * 0, or the errno to report.
 */
static int search(const char *file, char **argv, int (*try)(const char *, char **))
{
	char path[PATH_MAX + NAME_MAX + 2];
	const char *list = env_value("PATH");
	size_t length = strlen(file);
	int refused = 0;
	int error = ENOENT;

	if (length == 0)
		return ENOENT;
	if (strchr(file, '/'))
		return try(file, argv);
	if (length > NAME_MAX)
		return ENAMETOOLONG;
	for (const char *p = list ? list : "/bin:/usr/bin", *end;; p = end + 1) {
		end = strchrnul(p, ':');
		if (end - p < PATH_MAX) {
			format_text(path, sizeof(path), "%.*s%s%s", (int)(end - p), p,
				    end > p ? "/" : "", file);
			error = try(path, argv);
			if (error == EACCES)
				refused = EACCES;
			else if (error != ENOENT && error != ESTALE && error != ENOTDIR &&
				 error != ENODEV && error != ETIMEDOUT)
				return error;
		}
		if (*end == '\0')
			return refused ? refused : error;
	}
}

/* execvp(3) with the program's environment; returns errno. */
int execute(const char *file, char **argv)
{
	return search(file, argv, become);
}

/*
 * The end of every launch, by execvp(3) or, where FILE is no name to search for, execv(3). Where
 * pins are at stake, first sees whether the program is there, for they stay with it.
 */
static _Noreturn void execute_or_die(const char *file, char **argv, bool searched)
{
	int error = 0;

	if (plan_has("pin", 0, NULL)) {
		error = searched ? search(file, argv, may_become) : may_become(file, argv);
		if (error == 0)
			keep_pins();
	}
	if (error == 0)
		dismiss_assistant();
	if (error == 0 && searched) {
		error = execute(file, argv);
	} else if (error == 0) {
		execve(file, argv, launch.envp);
		error = errno;
	}
	errno = error;
	die(error == ENOENT ? EXIT_NOT_FOUND : EXIT_CANNOT_EXECUTE, "failed to execute %s", file);
}

void step_exec(char **words)
{
	char **argv = launch.argv + 1 + number_of(words[0]);

	execute_or_die(argv[0], argv, true);
}

/*
 * name:password:uid:gid:comment:home:shell, passwd(5); without libc, which would ask other
 * services.
 */
static const char *shell_in_passwd(uid_t user)
{
	char *passwd = pages(BIG_FILE);
	char *next;

	read_file(AT_FDCWD, "/etc/passwd", passwd, BIG_FILE);
	for (char *line = passwd; *line; line = next) {
		char *field[7] = { line };
		int n = 1;

		next = line + strcspn(line, "\n");
		if (*next)
			*next++ = '\0';
		for (char *p = line; n < 7 && (p = strchr(p, ':')) != NULL; n++) {
			*p++ = '\0';
			field[n] = p;
		}
		if (n == 7 && *field[2] && number_of(field[2]) == user)
			return *field[6] ? field[6] : NULL;
	}
	return NULL;
}

void step_login_shell(char **words)
{
	const char *shell = env_value("SHELL");
	char name[NAME_MAX + 2];

	(void)words;
	if (!shell || !*shell)
		shell = shell_in_passwd(getuid());
	if (!shell)
		shell = "/bin/sh";
	const char *slash = strrchr(shell, '/');

	format_text(name, sizeof(name), "-%s", slash ? slash + 1 : shell);
	char *argv[] = { name, NULL };

	execute_or_die(shell, argv, false);
}
